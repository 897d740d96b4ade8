//! Directors and the office read in the history that an employer changed their mind; the office has the way to record it.

use base::people::Actor;
use jiff::SignedDuration;
use submissions::agreement_record::{AgreementRecord, Stand};
use submissions::assisted::{AgreedWay, Agreement};
use testkit::browser::Browser;
use testkit::sample;

use crate::site::{Sent, Site};

/// The employer says on their own device that they agree, or do not any more.
async fn said(sent: &Sent<'_>, stand: Stand) {
    let state = &sent.site.state;
    let record = AgreementRecord {
        stand,
        agreement: Agreement {
            way: AgreedWay::Screen,
            on: state.today(),
            at: state.now(),
            text: "この内容で届けてよいです。".to_owned(),
            recorded_by: String::new(),
        },
    };
    let (case, programme) = (sent.case().await, &state.content.get().programme);
    let said = state
        .store
        .change_mind(case, &record, &Actor::Employer, programme);
    said.await.unwrap();
}

const AGAIN: &str = "/director/order/again";

#[tokio::test]
async fn the_history_tells_what_was_taken_back_and_the_office_alone_is_led_to_record_it() {
    let site = Site::open().await;
    let (content, now) = (site.state.content.get(), site.state.now());
    let sent = site
        .sent_as(sample::assisted(&["inn02"], &content, now))
        .await;
    let way = format!("/office/agreement?of={}", sent.reference);
    let office = sent.decide("office").await;
    assert!(office.page.links().contains(&way));
    let director = sent.decide("b").await;
    assert!(
        director
            .page
            .words()
            .contains("見本 窓口（窓口）が手伝って書きました")
    );
    assert!(!director.page.links().contains(&way));
    said(&sent, Stand::TakenBack).await;
    let told = "事業者の同意の取り消し：2026年11月24日（火）、自分のスマホやパソコンで。";
    for by in ["b", "office"] {
        let words = sent.decide(by).await.page.words();
        assert!(words.contains(told), "{words}");
    }
    // Whoever had the offer is told that it is over when they still press.
    let mut late = director;
    let accept = crate::decide::form_to(&late, "/director/accept");
    late.submit(accept).await;
    assert!(!sent.placement().await.is_open());
    // Only once they agree again is it prepared again for them.
    let again = |office: &Browser| {
        let links = office.page.links();
        links.iter().any(|link| link.starts_with(AGAIN))
    };
    assert!(!again(&sent.decide("office").await));
    site.pass(SignedDuration::from_hours(1));
    said(&sent, Stand::Agreed).await;
    let mut office = sent.decide("office").await;
    assert!(again(&office));
    // What is prepared again rests on what they said last, and they may take it back as well.
    let links = office.page.links();
    let way = links.iter().find(|link| link.starts_with(AGAIN)).unwrap();
    office.open(way).await;
    let form = crate::decide::form_to(&office, AGAIN);
    office.submit(form).await;
    let case = crate::again::shown_case(&site, &office).await;
    assert_ne!(case.submission().reference, sent.reference);
    let last = sent.case().await.agreement_records().pop();
    assert_eq!(case.agreement_records().pop(), last);
    // What the employer wrote alone has none of it.
    let own = site.sent(&["inn01"]).await;
    let words = own.decide("office").await.page.words();
    assert!(!words.contains("同意の記録"), "{words}");
}
