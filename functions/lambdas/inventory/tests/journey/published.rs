//! What was published is on the pages a moment later, and what cannot be used changes nothing.

use jiff::SignedDuration;
use testkit::browser::Browser;
use testkit::log::Log;
use testkit::publish::publish;
use testkit::site::Site;
use town::Content;
use web::PublishedState;

use crate::journeys::{INN, draft, walk};

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
    let published = PublishedState::new(site.state.clone(), web::Folder::INVENTORY);
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
    let fresh = PublishedState::new(site.state.clone(), web::Folder::INVENTORY);
    assert_eq!(title(&site, &fresh).await, "三つめ");
}

#[tokio::test]
async fn what_cannot_be_used_is_logged_once_and_the_last_good_version_stays() {
    let site = crate::site().await;
    let published = PublishedState::new(site.state.clone(), web::Folder::INVENTORY);
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

const TASKS: &str = "inventory/tasks.toml";
const PROGRAMME: &str = "programme.toml";

/// The catalogue in which a task of every inn is called otherwise.
async fn rename(site: &Site, published: &PublishedState, to: &str) {
    let file = include_str!("../../../../../site/data/tasks.toml");
    let (before, after) = (
        format!("name = \"{}\"", original()),
        format!("name = \"{to}\""),
    );
    assert!(file.contains(&before), "{before}");
    let text = file.replace(&before, &after);
    let now = site.clock_now();
    publish(&site.state.store, &[(TASKS, Some(&text))], now).await;
    site.clock.pass(MOMENT);
    published.look().await;
    assert_eq!(site.state.content.get().task(&picked()).unwrap().name, to);
}

/// A task that the inn picks.
fn picked() -> String {
    INN.tasks[0].to_owned()
}

fn original() -> String {
    Content::embedded().task(&picked()).unwrap().name.clone()
}

#[tokio::test]
async fn an_open_draft_keeps_the_tasks_it_was_begun_with_and_a_new_one_gets_those_of_now() {
    let site = crate::site().await;
    let published = PublishedState::new(site.state.clone(), web::Folder::INVENTORY);
    let mut first = site.browser();
    walk(&mut first, &INN, "send").await;
    rename(&site, &published, "見本の仕事二").await;
    let mut second = site.browser();
    walk(&mut second, &INN, "send").await;
    rename(&site, &published, "見本の仕事三").await;
    let mut third = site.browser();
    walk(&mut third, &INN, "send").await;
    let names = [
        original(),
        "見本の仕事二".to_owned(),
        "見本の仕事三".to_owned(),
    ];
    for (browser, name) in [&mut first, &mut second, &mut third]
        .into_iter()
        .zip(&names)
    {
        let page = browser.open("/inventory/send").await.words();
        assert!(page.contains(name.as_str()), "{name}: {page}");
        let others = names.iter().filter(|other| *other != name);
        for other in others {
            assert!(!page.contains(other.as_str()), "{other}: {page}");
        }
        let sent = browser.answer(&[]).await.heading();
        let draft = draft(&site, browser).await;
        let reference = draft.submitted.expect(&sent);
        let (submission, _) = site
            .state
            .store
            .submission(&reference)
            .await
            .unwrap()
            .unwrap();
        let titles = submission.specs.iter().map(|routed| &routed.spec.title);
        assert!(
            titles
                .into_iter()
                .any(|title| title.contains(name.as_str())),
            "{name}"
        );
    }
}

#[tokio::test]
async fn a_promise_is_a_day_that_stays_and_the_next_one_is_made_by_what_is_live() {
    let site = crate::site().await;
    let published = PublishedState::new(site.state.clone(), web::Folder::INVENTORY);
    let promise = async |browser: &mut Browser| {
        walk(browser, &INN, "send").await;
        browser.answer(&[]).await;
        let reference = draft(&site, browser).await.submitted.unwrap();
        let (submission, _) = site
            .state
            .store
            .submission(&reference)
            .await
            .unwrap()
            .unwrap();
        (reference, submission.answer_by)
    };
    let mut before = site.browser();
    let (reference, promised) = promise(&mut before).await;
    let receipt = before.page.words();
    let file = include_str!("../../../../../site/data/programme.toml");
    let holiday = format!("[calendar.holidays]\n{promised} = \"見本の休み\"\n");
    let text = file.replacen("[calendar.holidays]\n", &holiday, 1);
    publish(
        &site.state.store,
        &[(PROGRAMME, Some(&text))],
        site.clock_now(),
    )
    .await;
    site.clock.pass(MOMENT);
    published.look().await;
    let (submission, _) = site
        .state
        .store
        .submission(&reference)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(submission.answer_by, promised);
    assert_eq!(before.open("/inventory/sent").await.words(), receipt);
    let mut after = site.browser();
    let (_, later) = promise(&mut after).await;
    assert!(later > promised, "{later} is not after {promised}");
}
