//! What was published is on the pages a moment later, and what cannot be used changes nothing.

use jiff::SignedDuration;
use testkit::log::Log;
use testkit::publish::publish;
use testkit::site::Site;
use web::PublishedState;

const WORDS: &str = "wording/problem.toml";
const TITLE: &str = "ページが見つかりません";

/// As old as what a function knows may be.
const MOMENT: SignedDuration = SignedDuration::from_secs(5);

/// The file with another title on the page of an address that is not there.
fn titled(title: &str) -> String {
    let file = include_str!("../../../../../content/wording/problem.toml");
    assert!(file.contains(TITLE));
    file.replace(TITLE, title)
}

async fn publish_title(site: &Site, title: &str) {
    let now = site.clock_now();
    publish(&site.state.store, &[(WORDS, Some(&titled(title)))], now).await;
}

/// The title after the function looked for what was published.
async fn title(site: &Site, published: &PublishedState) -> String {
    published.look().await;
    let mut browser = site.browser();
    browser.fetch("/inventory/none").await.heading()
}

#[tokio::test]
async fn what_was_published_is_on_the_page_five_seconds_later_and_taken_back_as_soon() {
    let site = crate::site().await;
    let published = PublishedState::new(site.state.clone(), "inventory");
    assert_eq!(title(&site, &published).await, TITLE);
    publish_title(&site, "一つめ").await;
    assert_eq!(title(&site, &published).await, TITLE, "it looked just now");
    site.clock.pass(MOMENT);
    assert_eq!(title(&site, &published).await, "一つめ");
    publish_title(&site, "二つめ").await;
    site.clock.pass(MOMENT);
    assert_eq!(title(&site, &published).await, "二つめ");
    publish(&site.state.store, &[(WORDS, None)], site.clock_now()).await;
    site.clock.pass(MOMENT);
    assert_eq!(title(&site, &published).await, TITLE, "as compiled in");
    // A function that starts now begins with what is live.
    publish_title(&site, "三つめ").await;
    let fresh = PublishedState::new(site.state.clone(), "inventory");
    assert_eq!(title(&site, &fresh).await, "三つめ");
}

#[tokio::test]
async fn what_cannot_be_used_is_logged_once_and_the_last_good_version_stays() {
    let site = crate::site().await;
    let published = PublishedState::new(site.state.clone(), "inventory");
    publish_title(&site, "一つめ").await;
    assert_eq!(title(&site, &published).await, "一つめ");
    let broken = titled("二つめ").replace("not_found_title", "not_fuond_title");
    publish(
        &site.state.store,
        &[(WORDS, Some(&broken))],
        site.clock_now(),
    )
    .await;
    for _ in 0..3 {
        site.clock.pass(MOMENT);
        assert_eq!(title(&site, &published).await, "一つめ");
    }
    let told = Log::text();
    assert_eq!(told.matches("cannot be used").count(), 1, "{told}");
    assert!(told.contains("content/wording/problem.toml:"), "{told}");
    publish_title(&site, "三つめ").await;
    site.clock.pass(MOMENT);
    assert_eq!(title(&site, &published).await, "三つめ");
}
