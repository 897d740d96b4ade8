//! Mails that did not arrive: what they were, why, where that is put right, and sending them again.

use jiff::{SignedDuration, Timestamp};
use messages::{Message, Topic, VisitNotice};
use testkit::site::Site;

const LETTERS: &str = "/office/letters";

/// A mail to the office that the server refused for good.
async fn lost(site: &Site, id: &str, reason: &str) {
    let (store, now) = (&site.state.store, site.state.now());
    let message = Message {
        id: id.to_owned(),
        topic: Topic::Visit {
            visit: "v1".to_owned(),
            notice: VisitNotice::Receipt,
        },
        created_at: now,
    };
    store.enqueue(&[message]).await.unwrap();
    let claim = claimed(site, id, now).await;
    store.dead_letter(&claim, reason, now).await.unwrap();
}

async fn claimed(site: &Site, id: &str, now: Timestamp) -> store::Claim {
    let lease = SignedDuration::from_mins(5);
    let claimed = site.state.store.claim(id, now, lease).await.unwrap();
    claimed.expect("it is due")
}

#[tokio::test]
async fn a_mail_that_did_not_arrive_is_urgent_and_leaves_again_with_one_press() {
    let site = crate::site().await;
    lost(&site, "v1-receipt", "smtp-550").await;
    let mut browser = crate::office(&site).await;
    let words = browser.open("/office/").await.words();
    assert!(words.contains("すぐにすること"), "{words}");
    assert!(words.contains("届かなかったメール 1件"), "{words}");
    assert!(words.contains("「そのアドレスはない」"), "{words}");
    browser.open(LETTERS).await;
    let form = browser.page.form();
    browser.submit(form.clone()).await;
    let words = browser.page.words();
    assert!(words.contains("もう一度、送ります"), "{words}");
    assert!(
        words.contains("ありません。届かなかったメールは、ここに出ます。"),
        "{words}"
    );
    claimed(&site, "v1-receipt", site.state.now()).await;
    // A tab that was left open.
    browser.submit(form).await;
    assert!(
        browser
            .page
            .words()
            .contains("そのメールは、もうここにありません")
    );
}

#[tokio::test]
async fn what_is_gone_is_not_offered_again() {
    let site = crate::site().await;
    lost(&site, "v1-receipt", "visit-gone").await;
    let mut browser = crate::office(&site).await;
    let words = browser.open(LETTERS).await.words();
    assert!(words.contains("もとの記録が、もうありません"), "{words}");
    assert!(browser.page.forms().iter().all(|form| !form.asks("id")));
}
