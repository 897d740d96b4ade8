//! 同じ条件で: the same work under a new number, for whoever looks after it, without anything being agreed.

use axum::http::StatusCode;
use base::contact::Contact;
use orders::TermItem;
use placements::{Case, Placement, SpecId, Status};
use testkit::browser::Browser;
use testkit::sample;

use crate::decide::form_to;
use crate::lists::end;
use crate::months::delivered;
use crate::site::{Sent, Site};

const FORM: &str = "/director/order/again";

/// The page that asks, opened from the page of the work.
async fn asked(sent: &Sent<'_>, by: &str) -> Browser {
    let mut page = sent.decide(by).await;
    let links = page.page.links();
    let link = links.iter().find(|link| link.starts_with(FORM));
    page.open(link.expect("a way to it")).await;
    page
}

/// The placement that a page is about, by the number in its eyebrow.
async fn shown(site: &Site, page: &Browser) -> (SpecId, Placement) {
    let placement = shown_case(site, page).await.placement(1).unwrap().clone();
    (placement.id.clone(), placement)
}

/// Its case.
pub async fn shown_case(site: &Site, page: &Browser) -> Case {
    let words = page.page.words();
    let mut numbers = words.split_whitespace().filter_map(SpecId::parse);
    let id = numbers.next().expect("a number");
    site.state.store.case(&id.reference).await.unwrap().unwrap()
}

#[tokio::test]
async fn the_same_work_is_prepared_with_the_same_terms_under_a_new_number_and_nobody_is_told() {
    let site = Site::open().await;
    let sent = delivered(&site).await;
    let old = sent.placement().await;
    let mut page = asked(&sent, "b").await;
    let mut forms = page.page.forms().into_iter();
    let served = forms.find(|form| form.action == FORM).expect("a form");
    page.submit(served.by_a_machine()).await;
    assert_eq!(page.page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.page.errors(), ["confirm_again"]);
    let form = form_to(&page, FORM);
    page.submit(form.clone()).await;
    assert_eq!(page.page.status, StatusCode::OK, "{}", page.page.words());
    assert!(page.page.words().contains("新しい番号で用意しました"));
    assert_eq!(
        site.messages().await,
        Vec::<String>::new(),
        "nothing is agreed"
    );
    let (id, new) = shown(&site, &page).await;
    assert_ne!(id.reference, sent.reference);
    assert!(matches!(new.status, Status::Accepted { .. }));
    assert_eq!(new.keeper, old.keeper);
    assert_eq!(new.spec.fields, old.spec.fields);
    let (was, is) = (
        &old.orders.prepared.as_ref().unwrap().draft,
        &new.orders.prepared.as_ref().unwrap().draft,
    );
    assert_eq!(
        (&is.fee, &is.place, &is.workers),
        (&was.fee, &was.place, &was.workers)
    );
    assert!(new.orders.orders.is_empty() && new.orders.quotes.is_empty());
    // Pressed twice: the same number.
    let mut again = asked(&sent, "b").await;
    again.submit(form).await;
    assert_eq!(shown(&site, &again).await.0, id);
    // What happened stays as it was.
    assert_eq!(sent.placement().await.history, old.history);
    // The quote goes to the employer next.
    let quote = format!(
        "/director/order/quote?t={}",
        site.token(&placements::Link::Decide {
            id,
            by: base::people::Actor::parse("b").unwrap(),
        })
    );
    page.open(&quote).await;
    assert_eq!(page.page.status, StatusCode::OK, "{}", page.page.words());
}

#[tokio::test]
async fn days_are_counted_anew_and_a_last_day_is_not_taken_over() {
    let site = Site::open().await;
    let sent = delivered(&site).await;
    let old = sent.placement().await.orders.prepared.unwrap().draft;
    site.pass(jiff::SignedDuration::from_hours(24 * 40));
    let mut page = asked(&sent, "b").await;
    let form = form_to(&page, FORM);
    page.submit(form).await;
    let new = shown(&site, &page).await.1.orders.prepared.unwrap().draft;
    let day = |item: &TermItem<jiff::civil::Date>| item.value().copied();
    assert!(day(&new.delivery) > day(&old.delivery), "{new:?}");
    assert!(day(&new.payment) > day(&new.delivery));
    assert_eq!((new.until, new.from, new.reentrusted), (None, None, None));
}

#[tokio::test]
async fn what_is_over_is_prepared_again_too_and_what_is_not_ordered_yet_is_not() {
    let site = Site::open().await;
    let sent = site.sent(&["inn02"]).await;
    crate::lists::accept(&sent, "b").await;
    let page = sent.decide("b").await;
    assert!(!page.page.links().iter().any(|link| link.starts_with(FORM)));
    end(&sent).await;
    site.messages().await;
    let mut page = asked(&sent, "b").await;
    let form = form_to(&page, FORM);
    page.submit(form).await;
    assert!(page.page.words().contains("新しい番号で用意しました"));
    assert!(site.messages().await.is_empty());
    let (id, _) = shown(&site, &page).await;
    let mut signed_in = site.signed_in("director-b@example.jp").await;
    let words = signed_in
        .open(&format!("/director/decide?t={id}.b"))
        .await
        .words();
    let told = format!("「{}」と同じ条件で用意しました", sent.id(1));
    assert!(words.contains(&told), "{words}");
    // Whoever may not look after it has no such way.
    let other = sent.decide("a").await;
    assert!(!other.page.links().iter().any(|link| link.starts_with(FORM)));
}

#[tokio::test]
async fn whoever_has_agreed_to_the_partner_once_is_asked_again() {
    let site = Site::open().await;
    let contact = Contact {
        share_with: vec!["tonari".to_owned()],
        ..sample::contact()
    };
    let sent = site.sent_by(contact, &["inn02"]).await;
    crate::lists::accept(&sent, "b").await;
    end(&sent).await;
    let mut page = asked(&sent, "b").await;
    let form = form_to(&page, FORM);
    page.submit(form).await;
    assert_eq!(shown(&site, &page).await.1.consents.len(), 0);
}
