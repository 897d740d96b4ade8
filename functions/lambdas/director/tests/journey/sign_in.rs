//! Signing in: a code by mail to known addresses, typed where it was asked for, and the same answer to everybody.

use axum::http::{StatusCode, header};
use jiff::SignedDuration;
use testkit::browser::Browser;

use crate::decide::form_to;
use crate::site::Site;

const B: &str = "director-b@example.jp";
const OFFICE: &str = "office@example.jp";

/// A browser that has asked for a code.
async fn asked(site: &Site, mail: &str) -> Browser {
    let mut browser = site.browser();
    browser.open("/director/").await;
    browser.answer(&[("mail", mail)]).await;
    browser
}

/// The last letter changed.
fn wrong(code: &str) -> String {
    let last = if code.ends_with('A') { "K" } else { "A" };
    format!("{}{last}", &code[..code.len() - 1])
}

#[tokio::test]
async fn a_code_goes_to_those_in_the_settings_and_nobody_learns_who_they_are() {
    let site = Site::open().await;
    let mut answers = Vec::new();
    for (mail, mails) in [
        ("ｄｉｒｅｃｔｏｒ－ａ＠example.jp", 1),
        ("director-a@example.jp", 1),
        ("deputy-b@example.jp", 1),
        (OFFICE, 1),
        ("partner@example.jp", 0),
        ("stranger@example.jp", 0),
    ] {
        let mut browser = asked(&site, mail).await;
        let sent = site.messages().await;
        assert_eq!(sent.len(), mails, "{mail}: {sent:?}");
        let (path, words) = (browser.page.path.clone(), browser.page.words());
        let typed = browser.answer(&[("code", "AAAA-AAAA")]).await;
        answers.push((path, words, typed.status, typed.words()));
    }
    answers.dedup();
    assert_eq!(
        answers.len(),
        1,
        "known and unknown look the same: {answers:?}"
    );
}

#[tokio::test]
async fn the_code_signs_in_where_it_was_asked_for_once_and_nowhere_else() {
    let site = Site::open().await;
    let mut browser = asked(&site, B).await;
    let code = site.code().await.unwrap();
    let mut elsewhere = site.browser();
    elsewhere.open("/director/code").await;
    assert_eq!(elsewhere.page.status, StatusCode::GONE);
    let mut stranger = asked(&site, "stranger@example.jp").await;
    let values = [("code".to_owned(), code.clone())];
    for other in [&mut elsewhere, &mut stranger] {
        other.post("/director/code", &values).await;
        assert!(!other.cookies.contains_key("signed_in"));
        other.open("/director/home").await;
        assert_eq!(other.page.status, StatusCode::UNAUTHORIZED);
    }
    let mut copy = browser.clone();
    let typed = code.replace('-', "").to_lowercase();
    browser.answer(&[("code", &typed)]).await;
    assert_eq!(browser.page.path, "/director/home");
    assert!(browser.page.words().contains("サインインしています"));
    copy.answer(&[("code", &code)]).await;
    assert_eq!(copy.page.status, StatusCode::GONE, "once");
    assert!(!copy.cookies.contains_key("signed_in"));
}

#[tokio::test]
async fn a_code_is_good_for_fifteen_minutes_and_five_tries() {
    let site = Site::open().await;
    let mut late = asked(&site, B).await;
    let code = site.code().await.unwrap();
    site.pass(SignedDuration::from_mins(15));
    late.answer(&[("code", &code)]).await;
    assert_eq!(late.page.status, StatusCode::GONE);
    let mut browser = asked(&site, B).await;
    let code = site.code().await.unwrap();
    let mistyped = wrong(&code);
    for left in (1..=4).rev() {
        browser.answer(&[("code", &mistyped)]).await;
        assert_eq!(browser.page.errors(), ["code"]);
        let words = browser.page.words();
        assert!(words.contains(&format!("あと{left}回")), "{words}");
        assert_eq!(browser.page.form().values("code"), [mistyped.as_str()]);
    }
    let form = browser.page.form();
    browser.submit(form.clone()).await;
    assert_eq!(browser.page.status, StatusCode::GONE);
    browser.submit(form.set("code", &code)).await;
    assert_eq!(browser.page.status, StatusCode::GONE, "even the right one");
    assert!(!browser.cookies.contains_key("signed_in"));
}

#[tokio::test]
async fn tries_at_the_same_time_are_no_more_than_one_after_the_other() {
    let site = Site::open().await;
    let browser = asked(&site, B).await;
    let code = site.code().await.unwrap();
    let guesses = (0..20).map(|_| {
        let (mut browser, typed) = (browser.clone(), wrong(&code));
        tokio::spawn(async move { browser.answer(&[("code", &typed)]).await.status })
    });
    let guesses: Vec<_> = guesses.collect();
    let mut compared = 0;
    for guess in guesses {
        compared += usize::from(guess.await.unwrap() == StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert!(compared < 5, "{compared} were told that they were wrong");
}

#[tokio::test]
async fn a_scanner_that_opens_and_submits_everything_signs_nobody_in() {
    let site = Site::open().await;
    let mut owner = asked(&site, B).await;
    let code = site.code().await.unwrap();
    // All that the mail names is the page where the code is typed.
    let mut scanner = site.browser();
    for path in [
        "/director/code",
        "/director/",
        "/director/again",
        "/director/devices",
    ] {
        scanner.open(path).await;
        for form in scanner.page.forms() {
            scanner.submit(form.by_a_machine()).await;
        }
        let values = [("code".to_owned(), code.clone())];
        scanner.post(path, &values).await;
    }
    assert!(!scanner.cookies.contains_key("signed_in"));
    // Even the owner's page, submitted as served, costs nothing and signs nobody in.
    let served = owner.page.form();
    let mut machine = owner.clone();
    machine.submit(served.by_a_machine()).await;
    assert!(!machine.cookies.contains_key("signed_in"));
    owner.answer(&[("code", &code)]).await;
    assert_eq!(owner.page.path, "/director/home");
}

#[tokio::test]
async fn a_stranger_who_asks_for_codes_locks_nobody_out() {
    let site = Site::open().await;
    let mut last = None;
    for _ in 0..6 {
        asked(&site, B).await;
        last = site.code().await.or(last);
        site.pass(SignedDuration::from_secs(1));
    }
    let mut owner = asked(&site, B).await;
    assert!(
        owner.page.path.ends_with("sent=before"),
        "{}",
        owner.page.path
    );
    let words = owner.page.words();
    assert!(words.contains("届いているメールの番号"), "{words}");
    assert!(site.messages().await.is_empty(), "no flood");
    owner.answer(&[("code", &last.unwrap())]).await;
    assert_eq!(owner.page.path, "/director/home");
    // Still within the hour, when none of those codes can be typed any more, a new one comes.
    site.pass(SignedDuration::from_mins(16));
    let mut owner = asked(&site, B).await;
    let code = site.code().await.expect("the owner always has a code");
    owner.answer(&[("code", &code)]).await;
    assert_eq!(owner.page.path, "/director/home");
}

#[tokio::test]
async fn whoever_asked_twice_may_type_either_code() {
    let site = Site::open().await;
    let mut browser = asked(&site, B).await;
    let first = site.code().await.unwrap();
    // Somebody else asked for a code to the same address, and its mail lies on top.
    asked(&site, B).await;
    let on_top = site.code().await.unwrap();
    assert_ne!(first, on_top);
    browser.answer(&[("code", &on_top)]).await;
    assert_eq!(browser.page.path, "/director/home");
    let mut again = asked(&site, B).await;
    again.answer(&[("code", &on_top)]).await;
    assert_eq!(again.page.errors(), ["code"], "each once");
    again.answer(&[("code", &first)]).await;
    assert_eq!(again.page.path, "/director/home");
}

#[tokio::test]
async fn an_empty_field_is_said_and_costs_no_try() {
    let site = Site::open().await;
    let mut browser = asked(&site, B).await;
    let code = site.code().await.unwrap();
    for _ in 0..6 {
        browser.answer(&[("code", " ")]).await;
        assert_eq!(browser.page.errors(), ["code"]);
    }
    browser.answer(&[("code", &code)]).await;
    assert_eq!(browser.page.path, "/director/home");
}

#[tokio::test]
async fn whoever_asks_for_one_address_without_end_is_slowed_too() {
    let site = Site::open().await;
    let mut refused = 0;
    for _ in 0..30 {
        let values = [("mail".to_owned(), B.to_owned())];
        let status = site.browser().post("/director/", &values).await.status;
        refused += usize::from(status == StatusCode::TOO_MANY_REQUESTS);
    }
    assert!(refused >= 10, "{refused}");
}

#[tokio::test]
async fn a_script_is_slowed() {
    let site = Site::open().await;
    let mut refused = 0;
    for number in 0..30 {
        let values = [("mail".to_owned(), format!("stranger-{number}@example.jp"))];
        let mut browser = site.browser();
        let status = browser.post("/director/", &values).await.status;
        refused += usize::from(status == StatusCode::TOO_MANY_REQUESTS);
    }
    assert_eq!(refused, 10);
}

#[tokio::test]
async fn the_cookies_are_for_this_browser_alone() {
    let site = Site::open().await;
    let mut browser = site.browser();
    let values = [("mail".to_owned(), B.to_owned())];
    browser.post("/director/", &values).await;
    let set = |browser: &Browser| {
        let cookies = browser.page.headers.get_all(header::SET_COOKIE).iter();
        let cookies = cookies.map(|it| it.to_str().unwrap().to_owned());
        cookies.collect::<Vec<_>>()
    };
    let asked = set(&browser);
    assert!(
        asked[0].contains("HttpOnly") && asked[0].contains("SameSite=Strict"),
        "{asked:?}"
    );
    let values = [("code".to_owned(), site.code().await.unwrap())];
    browser.post("/director/code", &values).await;
    let signed_in = set(&browser);
    let cookie = signed_in
        .iter()
        .find(|it| it.starts_with("signed_in="))
        .unwrap();
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"),
        "{cookie}"
    );
    assert!(cookie.contains("Max-Age=28800"), "{cookie}");
}

#[tokio::test]
async fn a_working_day_ends_by_itself() {
    let site = Site::open().await;
    let mut browser = site.list("b").await;
    site.pass(SignedDuration::from_hours(8) - SignedDuration::from_secs(1));
    assert_eq!(browser.open("/director/home").await.status, StatusCode::OK);
    site.pass(SignedDuration::from_secs(1));
    let page = browser.open("/director/home").await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    assert!(page.words().contains("サインインが終わっています"));
}

#[tokio::test]
async fn devices_are_listed_and_ended_one_by_one_or_all_at_once() {
    let site = Site::open().await;
    let (mut one, mut two) = (site.list("b").await, site.list("b").await);
    let mut other = site.list("a").await;
    let words = one.open("/director/devices").await.words();
    assert_eq!(words.matches("この機器（").count(), 1, "{words}");
    assert_eq!(words.matches("ほかの機器（").count(), 1, "{words}");
    assert_eq!(one.page.forms().len(), 3);
    let own = one.cookies["signed_in"]
        .split_once('.')
        .unwrap()
        .1
        .to_owned();
    let own = sign_in::hashed(&own);
    let forms = one.page.forms().into_iter();
    let mut theirs = forms.filter(|form| {
        !form.values("device").is_empty() && form.values("device") != [own.as_str()]
    });
    let form = theirs.next_back().unwrap();
    one.submit(form.press("/director/devices", "end", "one"))
        .await;
    assert_eq!(one.page.path, "/director/devices");
    assert_eq!(
        two.open("/director/home").await.status,
        StatusCode::UNAUTHORIZED
    );
    let mut two = site.list("b").await;
    one.open("/director/devices").await;
    let all = one.page.forms().pop().unwrap();
    one.submit(all.press("/director/devices", "end", "all"))
        .await;
    assert!(one.page.words().contains("サインインを終わりました"));
    for browser in [&mut one, &mut two] {
        assert_eq!(
            browser.open("/director/home").await.status,
            StatusCode::UNAUTHORIZED
        );
    }
    assert_eq!(other.open("/director/home").await.status, StatusCode::OK);
}

#[tokio::test]
async fn who_left_the_settings_is_out_at_once_and_told_why() {
    let site = Site::open().await;
    let mut browser = site.list("office").await;
    site.edit(|programme| {
        programme
            .office
            .people
            .retain(|person| person.mail != OFFICE)
    });
    for path in [
        "/director/office",
        "/director/office/ledger.csv",
        "/director/devices",
    ] {
        let page = browser.open(path).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{path}");
        assert!(
            page.words().contains("このアドレスでは、もう開けません")
                || page.heading().contains("もう開けません")
        );
    }
    asked(&site, OFFICE).await;
    assert!(site.messages().await.is_empty());
}

#[tokio::test]
async fn taking_data_away_needs_a_fresh_code() {
    let site = Site::open().await;
    let mut browser = site.list("office").await;
    let files = ["ledger.csv", "ledger.json", "figures.csv"];
    let files = files.map(|name| format!("/director/office/{name}"));
    for file in &files {
        assert_eq!(browser.fetch(file).await.status, StatusCode::OK, "{file}");
    }
    site.pass(SignedDuration::from_mins(15));
    for file in &files {
        let there = browser.fetch(file).await.location().unwrap();
        assert!(there.starts_with("/director/again?to="), "{there}");
    }
    browser.open(&files[0]).await;
    assert!(browser.page.words().contains(OFFICE));
    let before = browser.cookies["signed_in"].clone();
    browser.answer(&[]).await;
    let code = site.code().await.unwrap();
    browser.answer(&[("code", &code)]).await;
    assert_eq!(browser.page.path, "/director/office/figures");
    assert_eq!(browser.cookies["signed_in"], before, "the same device");
    for file in &files {
        assert_eq!(browser.fetch(file).await.status, StatusCode::OK, "{file}");
    }
}

#[tokio::test]
async fn signing_in_leads_back_to_our_own_pages_alone() {
    let site = Site::open().await;
    for (to, there) in [
        (
            "%2Fregistration%2Foffice%2Flist",
            "/registration/office/list",
        ),
        ("https%3A%2F%2Fevil.example%2F", "/office/"),
        ("%2F%2Fevil.example%2Fdirector%2F", "/office/"),
    ] {
        let mut browser = site.browser();
        browser.open(&format!("/director/?to={to}")).await;
        browser.answer(&[("mail", OFFICE)]).await;
        let code = site.code().await.unwrap();
        let form = browser.page.form().set("code", &code);
        let action = form.action.clone();
        browser.post(&action, &form.all()).await;
        assert_eq!(browser.page.location().unwrap(), there);
    }
}

#[tokio::test]
async fn history_names_who_did_it() {
    let site = Site::open().await;
    let sent = site.sent(&["inn02"]).await;
    let mut second = site.signed_in("office-2@example.jp").await;
    second
        .open(&format!("/director/decide?t={}.office", sent.id(1)))
        .await;
    let form = form_to(&second, "/director/reassign").set("to", "c");
    second.submit(form).await;
    let entries = sent.case().await.entries().to_vec();
    assert_eq!(entries[0].name, "課の係（見本）");
    let words = second.page.words();
    assert!(words.contains("課の係（見本）"), "{words}");
    // By the mailed link it is the name behind the address that the mail went to.
    let mut director = sent.decide("c").await;
    director
        .submit(form_to(&director, "/director/accept"))
        .await;
    let entry = sent.case().await.entries().last().unwrap().clone();
    assert_eq!(entry.name, "受付・連携の担当（見本）");
}
