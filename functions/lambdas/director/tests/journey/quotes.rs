//! A quote to the employer: written from the preparation, sent, agreed to, refused, changed, over; and without mail.

use axum::http::StatusCode;
use jiff::SignedDuration;
use orders::PaperKind;
use placements::{Link, Stage};
use testkit::browser::Browser;
use testkit::sample;

use crate::decide::form_to;
use crate::machine::decides_nothing;
use crate::orders::{accepted, filled, order_page, settle_all};
use crate::site::{Sent, Site};

/// The page of the quote, for its director.
pub async fn quote_form(sent: &Sent<'_>, by: &str) -> Browser {
    let mut browser = sent.site.browser();
    let token = sent.site.token(&sent.decide_link(by));
    let address = format!("/director/order/quote?t={token}");
    browser.open(&address).await;
    browser
}

/// Saves the quote as it is proposed, and sends it.
pub async fn send(sent: &Sent<'_>, by: &str) -> Browser {
    let mut page = quote_form(sent, by).await;
    let form = form_to(&page, "/director/order/quote");
    page.submit(form).await;
    let form = form_to(&page, "/director/order/quote/send");
    page.submit(form).await;
    assert!(
        page.page.words().contains("見積書を出しました"),
        "{}",
        page.page.words()
    );
    page
}

/// The employer agrees to the quote that is proposed.
pub async fn agree(sent: &Sent<'_>, by: &str) {
    send(sent, by).await;
    let mut page = employer(sent).await;
    let form = answer(&page, "agree").confirmed();
    page.submit(form).await;
    let agreed = sent
        .placement()
        .await
        .orders
        .quote()
        .and_then(|it| it.agreed().cloned());
    assert!(agreed.is_some(), "{}", page.page.words());
}

/// The page of the quote, for the employer.
pub async fn employer(sent: &Sent<'_>) -> Browser {
    sent.site.at(&Link::Quote { id: sent.id(1) }).await
}

/// The employer's form with that answer.
pub fn answer(page: &Browser, which: &str) -> testkit::browser::Form {
    let forms = page.page.forms().into_iter();
    let mut forms = forms.filter(|form| form.values("answer") == [which]);
    let form = forms.next();
    form.unwrap_or_else(|| panic!("{which}: {}", page.page.words()))
}

/// An accepted sheet whose order is prepared.
async fn prepared<'a>(site: &'a Site) -> Sent<'a> {
    let sent = accepted(site, &["inn02"]).await;
    let mut page = order_page(&sent, "b").await;
    let form = filled(&page);
    page.submit(form).await;
    sent
}

#[tokio::test]
async fn a_quote_is_the_workers_fee_with_the_share_and_leaves_only_when_it_is_sent() {
    let site = Site::open().await;
    let sent = prepared(&site).await;
    let mut page = quote_form(&sent, "b").await;
    let form = form_to(&page, "/director/order/quote");
    let placement = sent.placement().await;
    let content = site.state.content.get();
    let price = placement.spec.estimate.price.as_ref().expect("a price");
    let unit =
        questionnaire::assess::lot_price(price.minutes, &content.programme, site.state.today());
    assert_eq!(form.values("line1_unit_yen"), [unit.to_string()]);
    page.submit(form).await;
    assert!(site.messages().await.is_empty(), "saving sends nothing");
    let words = page.page.words();
    assert!(
        words.contains("見積書の見本") && words.contains("見本旅館"),
        "{words}"
    );
    let form = form_to(&page, "/director/order/quote/send");
    let pressed = form.clone();
    page.submit(form).await;
    page.submit(pressed).await;
    let mails = site.messages().await;
    assert_eq!(mails.len(), 1, "{mails:?}");
    let placement = sent.placement().await;
    assert_eq!(
        placement.orders.quotes.len(),
        1,
        "pressed twice is sent once"
    );
    assert!(placement.stage(Stage::Quote).is_some());
    let paper = &placement.orders.quotes[0].paper;
    assert!(paper.is_intact());
    let kept = serde_json::to_string(&placement.orders.quotes[0].paper).expect("JSON");
    assert!(
        !kept.contains("見本旅館"),
        "the name is the submission's alone"
    );
}

#[tokio::test]
async fn the_employer_agrees_with_a_box_and_a_button_and_both_have_the_contract() {
    let site = Site::open().await;
    let sent = prepared(&site).await;
    send(&sent, "b").await;
    decides_nothing(&sent, &Link::Quote { id: sent.id(1) }, 3).await;
    let mut page = employer(&sent).await;
    let words = page.page.words();
    for said in ["見積書", "消費税10%", "1回でお支払い", "再委託"] {
        assert!(words.contains(said), "{said}: {words}");
    }
    let form = answer(&page, "agree").confirmed();
    let late = form.clone();
    page.submit(form).await;
    assert!(page.page.words().contains("承諾を受け取りました"));
    page.submit(late).await;
    let mails = site.messages().await;
    assert_eq!(mails.len(), 2, "employer and director: {mails:?}");
    let placement = sent.placement().await;
    let quote = placement.orders.quote().expect("a quote");
    assert!(placement.orders.is_quote_agreed());
    let kinds: Vec<_> = quote.contract.iter().map(|paper| paper.kind).collect();
    assert_eq!(kinds, [PaperKind::Purchase, PaperKind::Acceptance]);
    for paper in &quote.contract {
        assert!(paper.is_intact());
        let words = serde_json::to_string(&paper.groups).expect("JSON");
        match paper.kind {
            // Who orders speaks of their own.
            PaperKind::Purchase => {
                assert!(words.contains("1回で支払います"), "{words}");
                for said in ["いただきます", "お支払いください", "見積の期限"] {
                    assert!(!words.contains(said), "{said}: {words}");
                }
            }
            _ => assert_eq!(paper.groups, quote.paper.groups),
        }
        assert!(
            paper.lead.iter().any(|line| line.contains("第1版")),
            "it names the version"
        );
    }
    assert!(
        placement
            .orders
            .unsettled()
            .iter()
            .all(|it| !it.contains("承諾"))
    );
}

#[tokio::test]
async fn a_changed_quote_is_the_next_version_and_the_old_page_agrees_to_nothing() {
    let site = Site::open().await;
    let sent = prepared(&site).await;
    send(&sent, "b").await;
    let mut old = employer(&sent).await;
    let mut page = quote_form(&sent, "b").await;
    let form = form_to(&page, "/director/order/quote").set("line1_unit_yen", "999");
    page.submit(form).await;
    let form = form_to(&page, "/director/order/quote/send");
    page.submit(form).await;
    let form = answer(&old, "agree").confirmed();
    old.submit(form).await;
    assert_eq!(old.page.status, StatusCode::CONFLICT);
    assert!(old.page.words().contains("新しい版の見積書"));
    assert!(old.page.words().contains("前の版から変わったところ"));
    let placement = sent.placement().await;
    assert_eq!(placement.orders.quotes.len(), 2);
    assert!(!placement.orders.is_quote_agreed());
    let form = answer(&old, "agree").confirmed();
    old.submit(form).await;
    assert!(sent.placement().await.orders.is_quote_agreed());
}

#[tokio::test]
async fn a_quote_that_is_over_can_be_asked_about_but_not_agreed_to() {
    let site = Site::open().await;
    let sent = prepared(&site).await;
    send(&sent, "b").await;
    let mut before = employer(&sent).await;
    let form = answer(&before, "agree").confirmed();
    site.pass(SignedDuration::from_hours(24 * 31));
    before.submit(form).await;
    assert!(!sent.placement().await.orders.is_quote_agreed());
    let mut page = employer(&sent).await;
    assert!(
        page.page.heading().contains("期限がすぎました"),
        "{}",
        page.page.words()
    );
    assert_eq!(page.page.forms().len(), 1, "to ask");
    let form = answer(&page, "ask").set("question", "もう一度、見積をください。");
    site.messages().await;
    page.submit(form).await;
    assert!(page.page.words().contains("質問を担当者に送りました"));
    assert_eq!(site.messages().await.len(), 1);
}

#[tokio::test]
async fn a_refused_quote_waits_for_a_new_version() {
    let site = Site::open().await;
    let sent = prepared(&site).await;
    send(&sent, "b").await;
    site.messages().await;
    let mut page = employer(&sent).await;
    let form = answer(&page, "refuse")
        .set("reason", "高いです。")
        .confirmed();
    page.submit(form).await;
    assert!(page.page.heading().contains("断られています"));
    assert_eq!(page.page.forms().len(), 0);
    assert_eq!(site.messages().await.len(), 1);
    assert!(
        sent.placement()
            .await
            .orders
            .quote()
            .is_some_and(|quote| !quote.is_unanswered())
    );
}

#[tokio::test]
async fn who_refused_may_change_their_mind_by_phone_or_get_the_same_quote_again() {
    let site = Site::open().await;
    let sent = prepared(&site).await;
    send(&sent, "b").await;
    let mut page = employer(&sent).await;
    let form = answer(&page, "refuse").confirmed();
    page.submit(form).await;
    let page = quote_form(&sent, "b").await;
    let again = form_to(&page, "/director/order/quote/send");
    let on = site.state.today().to_string();
    let heard = |page: &Browser| {
        form_to(page, "/director/order/quote/record")
            .set("heard", "agreed")
            .set("heard_how", "見本 花子さんから電話で聞きました。")
            .set("heard_on", &on)
    };
    let of_the_first = heard(&page);
    let mut page = quote_form(&sent, "b").await;
    page.submit(again).await;
    let versions = |placement: placements::Placement| placement.orders.quotes.len();
    assert_eq!(versions(sent.placement().await), 2, "it was sent once more");
    // The first is not the one that holds any more.
    page.submit(of_the_first).await;
    let quote = |placement: placements::Placement| placement.orders.quote().cloned();
    assert!(quote(sent.placement().await).is_some_and(|it| it.is_unanswered()));
    let mut client = employer(&sent).await;
    let form = answer(&client, "refuse").confirmed();
    client.submit(form).await;
    let mut page = quote_form(&sent, "b").await;
    let of_the_second = heard(&page);
    page.submit(of_the_second).await;
    let agreed = quote(sent.placement().await).expect("a quote");
    assert!(agreed.agreed().is_some() && agreed.refused().is_none());
    assert_eq!(agreed.contract.len(), 2, "both have the contract");
}

#[tokio::test]
async fn an_order_beyond_the_agreed_quote_waits_until_somebody_has_decided_on_it() {
    let site = Site::open().await;
    let sent = prepared(&site).await;
    agree(&sent, "b").await;
    let beyond = site
        .state
        .content
        .get()
        .texts
        .quotes
        .caution_beyond()
        .to_owned();
    let cautions = async || {
        let orders = sent.placement().await.orders;
        let open = orders.unsettled().into_iter();
        open.filter(|it| *it == beyond).count()
    };
    assert_eq!(cautions().await, 0);
    let mut page = order_page(&sent, "b").await;
    let form = filled(&page);
    let more = |count: &str| form.clone().set("count", count).set("ceiling", "1000");
    page.submit(more("900")).await;
    assert_eq!(page.page.status, StatusCode::OK, "{}", page.page.words());
    assert_eq!(cautions().await, 1);
    settle_all(&mut page).await;
    assert_eq!(cautions().await, 0);
    page.submit(more("950")).await;
    assert_eq!(
        cautions().await,
        1,
        "who agreed to one number has not agreed to the next"
    );
}

#[tokio::test]
async fn without_mail_the_paper_is_printed_and_who_recorded_the_answer_stands_on_the_contract() {
    let site = Site::open().await;
    let mut who = sample::contact();
    who.mail = None;
    let sent = site.sent_by(who, &["inn02"]).await;
    let mut director = sent.decide("b").await;
    director
        .submit(form_to(&director, "/director/accept"))
        .await;
    let mut page = order_page(&sent, "b").await;
    let form = filled(&page);
    page.submit(form).await;
    site.messages().await;
    let mut page = send(&sent, "b").await;
    let mails = site.messages().await;
    assert!(
        mails.len() == 1 && mails[0].contains("quoteprint-b"),
        "{mails:?}"
    );
    let form = form_to(&page, "/director/order/quote/record");
    page.submit(form.clone()).await;
    assert_eq!(page.page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let form = form
        .set("heard", "agreed")
        .set("heard_how", "見本さんが、電話で。");
    page.submit(form).await;
    assert!(
        page.page.words().contains("答えを記録しました"),
        "{}",
        page.page.words()
    );
    let placement = sent.placement().await;
    let quote = placement.orders.quote().expect("a quote");
    let director = site
        .state
        .content
        .get()
        .programme
        .group("b")
        .expect("a group")
        .name
        .clone();
    for paper in &quote.contract {
        let lead = paper.lead.join("\n");
        assert!(
            lead.contains("見本さんが、電話で。") && lead.contains(&director),
            "{lead}"
        );
        assert!(lead.contains("2026年11月24日"), "{lead}");
    }
    let mails = site.messages().await;
    assert_eq!(mails.len(), 1, "to whoever prints it: {mails:?}");
}

#[tokio::test]
async fn an_order_without_an_agreed_quote_waits_for_a_decision_on_record() {
    let site = Site::open().await;
    let sent = prepared(&site).await;
    let page = order_page(&sent, "b").await;
    assert!(page.page.words().contains("まだ見積に承諾していません"));
    assert!(
        !page
            .page
            .forms()
            .iter()
            .any(|form| form.action.ends_with("/issue"))
    );
    send(&sent, "b").await;
    let mut page = employer(&sent).await;
    let form = answer(&page, "agree").confirmed();
    page.submit(form).await;
    let page = order_page(&sent, "b").await;
    assert!(!page.page.words().contains("まだ見積に承諾していません"));
}
