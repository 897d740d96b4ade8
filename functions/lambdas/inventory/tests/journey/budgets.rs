//! Nobody floods the town with drafts, mails or long texts; nobody who writes one inventory meets a limit.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jiff::SignedDuration;
use testkit::browser::{Browser, Page};
use testkit::log::Log;
use testkit::site::Site;
use web::Client;

use crate::journeys::{Employer, INN, draft, walk};

/// Posts an empty form from this address with the browser's cookies.
async fn post_from(browser: &Browser, ip: &str, path: &str) -> Page {
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .extension(Client::at(ip.parse().unwrap()));
    browser.raw(request.body(Body::empty()).unwrap()).await
}

/// A browser with an inventory that is ready to be sent.
async fn ready(site: &Site) -> Browser {
    let mut browser = site.browser();
    walk(&mut browser, &INN, "send").await;
    browser
}

#[tokio::test]
async fn a_stranger_does_not_get_thirty_receipts() {
    let site = crate::site().await;
    let mut refused = Vec::new();
    for number in 1..=5 {
        let browser = ready(&site).await;
        let page = post_from(&browser, "192.0.2.7", "/inventory/send").await;
        let sent = draft(&site, &browser).await.submitted.is_some();
        assert_eq!(sent, page.status == StatusCode::SEE_OTHER);
        if !sent {
            assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
            assert!(page.words().contains("電話"), "{}", page.words());
            refused.push((number, browser));
        }
    }
    let numbers: Vec<_> = refused.iter().map(|(number, _)| *number).collect();
    assert_eq!(numbers, [4, 5]);
    // Nothing is lost, and later it may be sent.
    site.clock.pass(SignedDuration::from_hours(1));
    let (_, browser) = refused.remove(0);
    let later = post_from(&browser, "192.0.2.7", "/inventory/send").await;
    assert_eq!(later.location().as_deref(), Some("/inventory/sent"));
}

#[tokio::test]
async fn a_workshop_begins_and_a_script_is_slowed() {
    let site = crate::site().await;
    let browser = site.browser();
    for number in 1..=60 {
        let page = post_from(&browser, "192.0.2.7", "/inventory/").await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{number}");
    }
    let slowed = post_from(&browser, "192.0.2.7", "/inventory/").await;
    assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS);
    let operator = &site.state.content.get().programme.operator;
    assert!(
        slowed.words().contains(&operator.phone),
        "{}",
        slowed.words()
    );
    let neighbour = post_from(&browser, "192.0.2.8", "/inventory/").await;
    assert_eq!(neighbour.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_thousand_networks_meet_the_ceiling_and_are_told_to_call() {
    let site = crate::site().await;
    let browser = site.browser();
    let mut refused = None;
    for number in 0..700_u32 {
        let ip = format!("2001:db8:{number:x}::1");
        let page = post_from(&browser, &ip, "/inventory/").await;
        if page.status != StatusCode::SEE_OTHER {
            refused = Some((number, page));
            break;
        }
    }
    let (number, page) = refused.expect("there is a ceiling");
    assert_eq!(number, 600);
    assert!(Log::text().contains("ceiling="), "an alarm counts these");
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(
        page.words().contains("お電話でお願いします"),
        "{}",
        page.words()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_is_discarded_while_it_is_sent_is_either_sent_or_discarded() {
    for _ in 0..4 {
        let site = crate::site().await;
        let browser = ready(&site).await;
        site.messages().await;
        let (sending, discarding) = tokio::join!(
            post_from(&browser, "192.0.2.7", "/inventory/send"),
            post_from(&browser, "192.0.2.7", "/inventory/discard")
        );
        assert!(
            !discarding.status.is_server_error(),
            "{}",
            discarding.words()
        );
        let mailed = !site.messages().await.is_empty();
        let mut back = browser.clone();
        let receipt = back.open("/inventory/sent").await;
        let has_receipt = receipt.path == "/inventory/sent" && receipt.status == StatusCode::OK;
        assert_eq!(mailed, has_receipt, "{}", receipt.words());
        if mailed {
            assert_eq!(sending.status, StatusCode::SEE_OTHER);
        } else {
            let told = sending.words();
            let gone = sending.status == StatusCode::GONE;
            assert!(gone || sending.location().is_some(), "{told}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_edits_at_once_are_all_taken() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "task/inn01").await;
    // Each as if it had seen all before it: none is asked what it does about the others.
    let form = browser.page.form().without("_seen");
    let edits = (0..50).map(|number| {
        let (mut tab, form) = (browser.clone(), form.clone());
        tokio::spawn(async move {
            tab.submit(form.set("minutes", &(number + 1).to_string()))
                .await;
            tab.page.status
        })
    });
    for edit in edits.collect::<Vec<_>>() {
        assert_eq!(edit.await.unwrap(), StatusCode::OK);
    }
}

/// Letters that no compression makes shorter than three quarters.
fn noise(length: usize, mut seed: u64) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let letter = |_| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        char::from(LETTERS[(seed >> 58) as usize])
    };
    (0..length).map(letter).collect()
}

#[tokio::test]
async fn a_draft_that_becomes_too_large_says_what_to_shorten_and_loses_nothing() {
    let site = crate::site().await;
    let mut browser = site.browser();
    const FARM: Employer = Employer {
        contact: &[],
        ..INN
    };
    walk(&mut browser, &FARM, "contact").await;
    let mut full = draft(&site, &browser).await;
    let page = forms::Input([("note".to_owned(), vec![noise(520_000, 1)])].into());
    full.typed.insert("task/inn02".to_owned(), page);
    site.state.store.save_draft(&full).await.unwrap();
    let before = draft(&site, &browser).await;
    let longest = noise(990, 2);
    browser.open("/inventory/spec/inn01").await;
    let form = browser.page.form();
    let texts = [
        "work",
        "deliverable",
        "volume",
        "excludes",
        "delivery",
        "inspection",
    ];
    let form = texts.iter().fold(form, |form, id| form.set(id, &longest));
    let long: String = (0..996)
        .map(|n| char::from_u32(0x4E00 + n * 13).unwrap())
        .collect();
    browser.submit(form.set("work", &long)).await;
    assert_eq!(
        browser.page.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        browser.page.words()
    );
    assert_eq!(browser.page.errors(), ["work"]);
    assert!(browser.page.words().contains("短くしてください"));
    assert_eq!(browser.page.form().values("work"), [long.as_str()]);
    assert_eq!(draft(&site, &browser).await, before);
}

/// Fills every text of a sheet with the same number of letters, or leaves it where none is given.
async fn fill_sheet(browser: &mut Browser, task: &str, letters: usize) {
    browser.open(&format!("/inventory/spec/{task}")).await;
    let form = browser.page.form();
    let texts: Vec<String> = form
        .all()
        .into_iter()
        .map(|(name, _)| name)
        .filter(|name| !name.contains(['_', '-']))
        .collect();
    let form = texts
        .iter()
        .fold(form, |form, name| form.set(name, &"見".repeat(letters)));
    browser.submit(form).await;
    assert_eq!(
        browser.page.status,
        StatusCode::OK,
        "{}",
        browser.page.words()
    );
}

#[tokio::test]
async fn sheets_that_are_too_long_together_are_neither_sent_nor_printed_and_stay_as_they_are() {
    let site = crate::site().await;
    let mut browser = ready(&site).await;
    for task in INN.tasks {
        fill_sheet(&mut browser, task, 950).await;
    }
    walk(&mut browser, &INN, "send").await;
    let before = draft(&site, &browser).await;
    browser.submit(browser.page.form()).await;
    assert_eq!(browser.page.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(
        browser.page.words().contains("まだ送っていません"),
        "{}",
        browser.page.words()
    );
    browser.open("/inventory/draft.pdf").await;
    assert_eq!(browser.page.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(
        browser.page.words().contains("印刷できません"),
        "{}",
        browser.page.words()
    );
    assert_eq!(draft(&site, &browser).await, before);
    for task in INN.tasks {
        fill_sheet(&mut browser, task, 200).await;
    }
    walk(&mut browser, &INN, "send").await;
    browser.submit(browser.page.form()).await;
    assert_eq!(
        browser.page.path,
        "/inventory/sent",
        "{}",
        browser.page.words()
    );
}
