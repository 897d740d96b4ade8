//! A full room behind one router registers; a script is slowed; nobody solves a puzzle.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jiff::SignedDuration;
use seminars::Standing;
use testkit::browser::{Browser, Page};
use testkit::log::Log;
use testkit::site::Site;
use web::Client;

use crate::guest::{self, FORM, filled, stored};

pub const VENUE: &str = "192.0.2.7";

/// Registers from this address with a form opened a while ago.
pub async fn from(browser: &Browser, ip: &str, mail: &str) -> Page {
    let form = browser.page.form();
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([
            ("_opened", form.values("_opened")[0]),
            ("person", "見本 髙子"),
            ("business", "見本旅館"),
            ("mail", mail),
            ("seats", "1"),
            ("attend", "online"),
            ("consent", "yes"),
        ])
        .finish();
    let request = Request::post(FORM)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .header("x-forwarded-for", format!("203.0.113.{}", mail.len()))
        .extension(Client::at(ip.parse().unwrap()));
    browser.raw(request.body(Body::from(body)).unwrap()).await
}

/// A browser with the form open since a while.
pub async fn reader(site: &Site) -> Browser {
    let mut browser = site.browser();
    browser.open(FORM).await;
    site.clock.pass(SignedDuration::from_secs(20));
    browser
}

#[tokio::test]
async fn thirty_from_the_venue_register_and_a_script_is_slowed() {
    let site = crate::site().await;
    guest::edit(&site, |seminar| seminar.capacity = 100);
    let browser = reader(&site).await;
    for number in 1..=60 {
        let page = from(&browser, VENUE, &format!("guest-{number}@example.jp")).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{number}");
    }
    // Within the same ten minutes the first thirty press the button in their mails, and all have places.
    let mut guest = site.browser();
    for number in 1..=30 {
        let mail = format!("guest-{number}@example.jp");
        guest.open(&guest::mine(&site, &mail)).await;
        if stored(&site, &mail).await.unwrap().state == Standing::Unconfirmed {
            let form = guest.page.form().confirmed();
            guest.submit(form).await;
        }
        let state = stored(&site, &mail).await.unwrap().state;
        assert_eq!(state, Standing::Confirmed, "{mail}");
    }
    let slowed = from(&browser, VENUE, "guest-61@example.jp").await;
    assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(
        slowed.words().contains("10分ほど待って"),
        "{}",
        slowed.words()
    );
    assert_eq!(slowed.form().values("mail"), ["guest-61@example.jp"]);
    assert!(stored(&site, "guest-61@example.jp").await.is_none());
    let neighbour = from(&browser, "192.0.2.8", "guest-61@example.jp").await;
    assert_eq!(neighbour.status, StatusCode::SEE_OTHER);
    site.clock.pass(SignedDuration::from_mins(10));
    let later = from(&browser, VENUE, "guest-62@example.jp").await;
    assert_eq!(later.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_script_does_not_fill_the_room_and_who_reads_the_mail_gets_in() {
    let site = crate::site().await;
    let browser = reader(&site).await;
    for number in 1..=59 {
        let page = from(&browser, VENUE, &format!("invented-{number}@example.jp")).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{number}");
    }
    let availability = site.state.store.availability(&guest::seminar(&site)).await;
    assert_eq!(availability.unwrap().taken, 5);
    // Opening the link gives no place, pressing its button does, and pressing again changes nothing.
    let mail = "invented-6@example.jp";
    let mut owner = site.browser();
    let words = owner.open(&guest::mine(&site, mail)).await.words();
    assert!(words.contains("まだ席は取れていません"), "{words}");
    let state = async || stored(&site, mail).await.unwrap().state;
    assert_eq!(state().await, Standing::Unconfirmed);
    let press = owner.page.form().confirmed();
    for _ in 0..2 {
        let words = owner.submit(press.clone()).await.words();
        assert!(words.contains("席があります"), "{words}");
        assert_eq!(state().await, Standing::Confirmed);
    }
    // Elsewhere nobody notices anything.
    let other = from(&browser, "198.51.100.1", "guest@example.jp").await;
    assert_eq!(other.status, StatusCode::SEE_OTHER);
    let guest = stored(&site, "guest@example.jp").await.unwrap();
    assert_eq!(guest.state, Standing::Confirmed);
}

#[tokio::test]
async fn networks_of_one_ipv6_customer_count_as_one() {
    let site = crate::site().await;
    let browser = reader(&site).await;
    for number in 1..=8 {
        let ip = format!("2001:db8:1:{number}::7");
        from(&browser, &ip, &format!("guest-{number}@example.jp")).await;
    }
    let availability = site.state.store.availability(&guest::seminar(&site)).await;
    assert_eq!(availability.unwrap().taken, 5);
}

#[tokio::test]
async fn the_office_cancels_many_at_once_without_writing_to_strangers() {
    let site = crate::site().await;
    let browser = reader(&site).await;
    for number in 1..=7 {
        from(&browser, VENUE, &format!("invented-{number}@example.jp")).await;
    }
    from(&browser, "198.51.100.1", "guest@example.jp").await;
    site.messages().await;
    let mut office = guest::office(&site).await;
    office.open(guest::LIST).await;
    let form = |office: &Browser| {
        let forms = office.page.forms();
        let many = forms
            .into_iter()
            .find(|form| form.action.contains("cancel_many"));
        many.unwrap()
    };
    let ticked = (1..=7).fold(form(&office), |form, number| {
        let mail = format!("invented-{number}@example.jp");
        form.tick("ids", &guest::id(&site, &mail))
    });
    // Without saying that it is meant, nothing happens.
    let words = office.submit(ticked.clone()).await.words();
    assert!(words.contains("まだ取り消していません"), "{words}");
    let words = office.submit(ticked.tick("meant", "yes")).await.words();
    assert!(words.contains("7組を取り消しました"), "{words}");
    for number in 1..=7 {
        let mail = format!("invented-{number}@example.jp");
        assert_eq!(
            stored(&site, &mail).await.unwrap().state,
            Standing::Cancelled
        );
    }
    let guest = stored(&site, "guest@example.jp").await.unwrap();
    assert_eq!(guest.state, Standing::Confirmed);
    assert_eq!(site.messages().await, Vec::<String>::new());
}

#[tokio::test]
async fn one_address_gets_only_so_many_mails_from_strangers() {
    let site = crate::site().await;
    let browser = reader(&site).await;
    // One network, with all the names one mailbox has.
    for number in 1..=6 {
        let mail = format!("vic.tim+{number}@example.jp");
        let page = from(&browser, "198.51.100.1", &mail).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{number}");
    }
    let page = from(&browser, "198.51.100.1", "VICTIM@example.jp").await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    let words = page.words();
    assert!(words.contains("60分ほど待って"), "{words}");
    assert!(words.contains("最後に届いたメールのリンク"), "{words}");
    let other = from(&browser, "198.51.100.1", "another@example.jp").await;
    assert_eq!(other.status, StatusCode::SEE_OTHER);
    // The owner, elsewhere, is not locked out.
    let owner = from(&browser, "203.0.113.9", "victim@example.jp").await;
    assert_eq!(owner.status, StatusCode::SEE_OTHER);
    assert!(stored(&site, "victim@example.jp").await.is_some());
    // From the whole world together it is twelve an hour.
    let mut taken = 7;
    for number in 10..30 {
        let (ip, mail) = (
            format!("203.0.113.{number}"),
            format!("victim+{number}@example.jp"),
        );
        let page = from(&browser, &ip, &mail).await;
        taken += u32::from(page.status == StatusCode::SEE_OTHER);
    }
    assert_eq!(taken, 12);
}

#[tokio::test]
async fn a_form_sent_too_fast_comes_back_and_is_taken_on_the_second_press() {
    let site = crate::site().await;
    let mut browser = site.browser();
    let form = filled(&site, &mut browser, "fast@example.jp").await;
    browser.open(FORM).await;
    let opened = browser.page.form().values("_opened")[0].to_owned();
    site.clock.pass(SignedDuration::from_secs(2));
    let filled = browser.page.form().set("person", "見本 髙子");
    let filled = filled
        .set("business", "見本旅館")
        .set("mail", "fast@example.jp");
    browser
        .submit(filled.set("attend", "venue").tick("consent", "yes"))
        .await;
    assert_eq!(browser.page.errors(), ["send"]);
    assert!(
        browser.page.words().contains("もう一度「申し込む」"),
        "{}",
        browser.page.words()
    );
    let again = browser.page.form();
    assert_eq!(again.values("mail"), ["fast@example.jp"]);
    assert_eq!(again.values("_opened"), [opened.as_str()]);
    assert!(stored(&site, "fast@example.jp").await.is_none());
    site.clock.pass(SignedDuration::from_secs(1));
    browser.submit(again).await;
    assert_eq!(browser.page.path, format!("{FORM}/done"));
    assert!(stored(&site, "fast@example.jp").await.is_some());
    assert_ne!(form.values("_opened"), [opened.as_str()]);
}

#[tokio::test]
async fn what_people_do_not_see_is_not_filled_in_by_people() {
    let site = crate::site().await;
    let mut browser = site.browser();
    let form = filled(&site, &mut browser, "trap@example.jp").await;
    browser
        .submit(form.set("homepage", "https://evil.example"))
        .await;
    assert_eq!(browser.page.errors(), ["send"]);
    assert_eq!(browser.page.form().values("homepage"), [""]);
    assert!(stored(&site, "trap@example.jp").await.is_none());
    browser.answer(&[]).await;
    assert!(stored(&site, "trap@example.jp").await.is_some());
}

#[tokio::test]
async fn a_form_opened_elsewhere_or_the_day_before_yesterday_is_asked_for_again() {
    let site = crate::site().await;
    let mut browser = site.browser();
    browser.open("/registration/visit").await;
    let foreign = browser.page.form().values("_opened")[0].to_owned();
    for opened in ["", "x", &foreign] {
        filled(&site, &mut browser, "old@example.jp").await;
        let mut values: Vec<(String, String)> = vec![("_opened".into(), opened.into())];
        for (name, value) in [
            ("person", "見本 髙子"),
            ("business", "見本旅館"),
            ("mail", "old@example.jp"),
            ("seats", "1"),
            ("attend", "venue"),
            ("consent", "yes"),
        ] {
            values.push((name.into(), value.into()));
        }
        browser.post(FORM, &values).await;
        assert_eq!(browser.page.errors(), ["send"], "{opened}");
    }
    let form = filled(&site, &mut browser, "old@example.jp").await;
    site.clock.pass(SignedDuration::from_hours(25));
    browser.submit(form).await;
    assert_eq!(browser.page.errors(), ["send"]);
    assert!(browser.page.words().contains("時間がたったので"));
    site.clock.pass(SignedDuration::from_secs(5));
    browser.answer(&[]).await;
    assert!(stored(&site, "old@example.jp").await.is_some());
}

#[tokio::test]
async fn the_log_names_nobody() {
    let site = crate::site().await;
    let mut browser = guest::register(&site, "secret@example.jp").await;
    browser.open(&guest::mine(&site, "secret@example.jp")).await;
    site.sign_in(&mut browser, "office@example.jp").await;
    browser.open(guest::LIST).await;
    let log = Log::text();
    assert!(log.contains("a registration was taken"), "{log}");
    for personal in [
        "secret",
        "髙子",
        "見本旅館",
        &guest::id(&site, "secret@example.jp"),
        &browser.cookies["signed_in"],
        "office@example.jp",
    ] {
        assert!(!log.contains(personal), "{personal} in {log}");
    }
}
