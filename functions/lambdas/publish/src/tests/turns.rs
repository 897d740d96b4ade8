//! What makes a new site, what takes an old one up again, and who wins.

use jiff::SignedDuration;

use super::*;

const PAGE: &str = "seminars/2027-01-20-hajimete/index.html";

#[tokio::test]
async fn pages_tell_how_places_stand_at_each_turn_and_nothing_is_put_between_turns() {
    let town = Town::new().await;
    published(&town.publish().await);
    assert!(town.read(PAGE).await.contains("受付中"));
    town.register(1).await;
    let same = town.publish().await;
    assert!(matches!(same, PublicationOutcome::AsItWas(_)), "{same:?}");
    town.register(17).await;
    published(&town.publish().await);
    assert!(town.read(PAGE).await.contains("残りわずか"));
    town.register(30).await;
    published(&town.publish().await);
    assert!(town.read(PAGE).await.contains("満席"));
    for (moment, said) in [
        ("2027-01-18T17:00:00+09:00", "しめ切り"),
        ("2027-01-20T15:00:00+09:00", "終了"),
    ] {
        town.clock.set(at(moment));
        town.clock.pass(SignedDuration::from_secs(-1));
        town.publish().await;
        assert!(!town.read(PAGE).await.contains(said), "{said}");
        town.clock.pass(SignedDuration::from_secs(1));
        published(&town.publish().await);
        assert!(town.read(PAGE).await.contains(said), "{said}");
    }
}

#[tokio::test]
async fn midnight_makes_a_new_site_and_so_do_templates_and_program() {
    let town = Town::new().await;
    let first = town.publish().await;
    town.clock.set(at("2027-01-10T23:59:59+09:00"));
    assert!(matches!(
        town.publish().await,
        PublicationOutcome::AsItWas(_)
    ));
    town.clock.pass(SignedDuration::from_secs(1));
    let next = town.publish().await;
    assert_ne!(published(&next), published(&first));
    fs::write(town.root().join("templates/404.html"), "どこにも").unwrap();
    published(&town.publish().await);
    assert_eq!(town.read("404.html").await, "どこにも");
}

#[tokio::test]
async fn taking_a_version_back_moves_the_pointer_to_the_site_that_lies_there() {
    let town = Town::new().await;
    // The folder's clock is the machine's.
    town.clock.set(Timestamp::now());
    let before = town.publish().await;
    town.say("faq.md", "+++\n+++\n別の答え\n").await;
    published(&town.publish().await);
    let complete = town.shelf_folder().join("complete");
    let complete = complete.join(published(&before).as_str());
    let put = fs::metadata(&complete).unwrap().modified().unwrap();
    town.say("faq.md", "+++\n+++\n一つめの答え\n").await;
    assert_eq!(published(&town.publish().await), published(&before));
    assert!(town.read("faq/index.html").await.contains("一つめの答え"));
    let now = fs::metadata(&complete).unwrap().modified().unwrap();
    assert_eq!(put, now, "it was not put again");
}

#[tokio::test]
async fn what_cannot_be_drawn_changes_nothing_and_the_next_version_is_seen() {
    let town = Town::new().await;
    town.publish().await;
    let old = town.seen().await;
    town.say("faq.md", "no front matter").await;
    let refused = town.publication(town.shelf()).run().await.unwrap_err();
    assert!(
        format!("{refused:#}").contains("content/faq.md"),
        "{refused:#}"
    );
    assert_eq!(town.seen().await, old);
    town.say("faq.md", "+++\n+++\n直した\n").await;
    published(&town.publish().await);
    assert!(town.read("faq/index.html").await.contains("直した"));
}

#[tokio::test]
async fn whoever_read_the_pointer_before_it_was_moved_moves_it_no_more() {
    let town = Town::new().await;
    town.publish().await;
    let (shelf, seen) = (town.shelf(), town.shelf().pointer().await.unwrap());
    town.say("faq.md", "+++\n+++\n新しい\n").await;
    published(&town.publish().await);
    let old = seen.site.clone().unwrap();
    let late = shelf.point(&old, &seen).await.unwrap();
    assert_eq!(late, PointOutcome::Outrun);
    assert!(town.read("faq/index.html").await.contains("新しい"));
}

#[tokio::test]
async fn two_functions_at_once_leave_the_newest_site() {
    let town = Town::new().await;
    town.publish().await;
    town.say("faq.md", "+++\n+++\n新しい\n").await;
    let (one, two) = (
        town.publication(town.shelf()),
        town.publication(town.shelf()),
    );
    let (one, two) = tokio::join!(one.run(), two.run());
    one.unwrap();
    two.unwrap();
    assert!(town.read("faq/index.html").await.contains("新しい"));
}

#[tokio::test]
async fn sites_that_nobody_can_see_are_taken_away_after_two_weeks_and_the_seen_one_never() {
    let town = Town::new().await;
    // The folder's clock is the machine's.
    let now = Timestamp::now();
    town.clock.set(now);
    let old = town.publish().await;
    town.say("faq.md", "+++\n+++\n新しい\n").await;
    let new = town.publish().await;
    let shelf = town.shelf_folder();
    let lies = |id: &SiteId| {
        shelf
            .join("pages")
            .join(id.as_str())
            .join("index.html")
            .exists()
    };
    assert!(lies(published(&old)), "it may be taken up again");
    town.clock.set(now + SignedDuration::from_hours(15 * 24));
    let last = town.publish().await;
    assert!(lies(published(&last)));
    for gone in [&old, &new] {
        let gone = published(gone);
        assert!(!lies(gone));
        assert!(!shelf.join("sites").join(gone.as_str()).exists());
        assert!(!shelf.join("complete").join(gone.as_str()).exists());
    }
}

#[tokio::test]
async fn the_towns_own_site_is_published_whole() {
    let town = Town::new().await;
    let shelf = town.shelf();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../site");
    let url = "https://example.jp";
    let versions = Versions::new(town.store.clone(), &root, Some(url));
    let publication =
        Publication::new(versions, url, b"program", shelf, town.clock.clone()).unwrap();
    publication.run().await.unwrap();
    let drawn = generator::draw(&root, Some(url)).unwrap();
    let seen = town.seen().await;
    for path in drawn.files.keys().filter(|path| path.ends_with(".html")) {
        assert!(seen.contains_key(path), "{path}");
    }
    assert!(
        seen[PAGE].contains("tag-pine\">受付中</span>"),
        "{}",
        seen[PAGE]
    );
}
