//! The office writes for an employer: nothing leaves without their agreement, and everybody knows who wrote it.

use axum::http::StatusCode;
use base::industry::Industry;
use base::token::Purpose;
use jiff::SignedDuration;
use scraper::Html;
use store::{Draft, DraftBrowser, DraftChange, RecordedAgreement, StoreError, browser_handle};
use submissions::Submission;
use submissions::assisted::{AgreedWay, Agreement, HelpWay, Helper};
use testkit::browser::Browser;
use testkit::site::Site;

use crate::journeys::{INN, draft, walk};

/// The way of a draft that the office has begun, as the page that begins it stores it.
async fn begun(site: &Site) -> String {
    begun_as(site, &site.state.random_id(), HelpWay::Phone, None).await
}

/// The same of a draft with this id and industry, written in this way.
pub(crate) async fn begun_as(
    site: &Site,
    id: &str,
    way: HelpWay,
    industry: Option<Industry>,
) -> String {
    let (state, now) = (&site.state, site.state.now());
    let until = now + SignedDuration::from_hours(24 * 30);
    let mut draft = Draft::blank(id.to_owned(), state.content.get().version, now, until);
    draft.answers.industry = industry;
    let browser = DraftBrowser {
        id: state.random_id(),
        platform: sign_in::Platform::Other,
        since: now,
    };
    let handle = browser_handle(&draft.id, &browser.id);
    let helper = Helper {
        name: "見本 窓口".into(),
        way,
        visit: None,
    };
    draft.holders.let_help(&browser.id, helper);
    draft.holders.let_in(browser);
    state.store.create_draft(&draft).await.unwrap();
    let token = state
        .keys
        .sign(Purpose::Help, &handle, now + SignedDuration::from_mins(5));
    format!("/inventory/help?t={token}")
}

/// The office's browser, at this page.
async fn office(site: &Site, until: &str) -> Browser {
    let mut browser = site.browser();
    let begun = begun(site).await;
    browser.open(&begun).await;
    assert_eq!(browser.page.path, "/inventory/industry");
    walk(&mut browser, &INN, until).await;
    browser
}

async fn sent(site: &Site, browser: &Browser) -> Option<Submission> {
    let reference = draft(site, browser).await.submitted?;
    let found = site.state.store.submission(&reference).await.unwrap();
    found.map(|(submission, _)| submission)
}

/// The way from the last page to where the office records how the employer agreed; `None`: there is none.
fn way_to_record(browser: &Browser) -> Option<String> {
    let links = browser.page.links();
    let mut ways = links.into_iter();
    ways.find(|link| link.starts_with("/office/help/agreement?t="))
}

/// The office's page keeps what was recorded there.
async fn record(site: &Site, way: &str) -> Agreement {
    let (state, now) = (&site.state, site.state.now());
    let (_, token) = way.split_once("?t=").unwrap();
    let (handle, shown) = paths::agreement_about(token, now, &state.keys).unwrap();
    let draft = state.store.draft(&handle, now).await.unwrap().unwrap();
    let agreement = Agreement {
        way: AgreedWay::Phone,
        on: jiff::civil::date(2026, 11, 29),
        at: now,
        text: "担当者に届けてよいです。".into(),
        recorded_by: "見本 別の窓口".into(),
    };
    let recorded = RecordedAgreement {
        shown,
        agreement: agreement.clone(),
    };
    let keep = |draft: &mut Draft| {
        draft.holders.record_agreement(recorded.clone());
        Ok::<_, StoreError>(())
    };
    let changed = state.store.change_draft(draft, "salt", now, keep).await;
    assert!(matches!(changed.unwrap(), DraftChange::Saved(_)));
    agreement
}

/// Presses 送る, which the page may not offer.
async fn sends(browser: &mut Browser) {
    let agreed = ("agreed".to_owned(), "yes".to_owned());
    browser.post("/inventory/send", &[agreed]).await;
}

#[tokio::test]
async fn nothing_leaves_before_the_office_says_how_the_employer_agreed() {
    let site = crate::site().await;
    let mut browser = office(&site, "send").await;
    let words = browser.page.words();
    assert!(words.contains("事業者の方の同意"), "{words}");
    // What they agree to stands there, marked.
    assert!(
        words.contains("窓口が記入") && words.contains("口コミ返信の下書き"),
        "{words}"
    );
    assert!(browser.page.forms().is_empty());
    let mut tried = browser.clone();
    sends(&mut tried).await;
    assert_eq!(tried.page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(tried.page.words().contains("先に、「同意を記録する」"));
    assert!(sent(&site, &browser).await.is_none());
    assert!(site.messages().await.is_empty());

    let way = way_to_record(&browser).unwrap();
    let recorded = record(&site, &way).await;
    let words = browser.open("/inventory/send").await.words();
    assert!(words.contains("見本 別の窓口が記録"), "{words}");
    assert_eq!(way_to_record(&browser), None);
    browser.answer(&[]).await;
    assert_eq!(browser.page.path, "/inventory/sent");
    // What is said there later would look like the employer's own.
    for page in ["/inventory/sent", "/inventory/"] {
        let links = browser.open(page).await.links();
        let leads = |link: &String| link.starts_with("/inventory/status");
        assert!(!links.iter().any(leads), "{page}: {links:?}");
    }
    let assisted = sent(&site, &browser).await.unwrap().assisted.unwrap();
    assert_eq!(assisted.helper.name, "見本 窓口");
    assert_eq!(assisted.agreement, recorded);
    assert!(
        assisted.written.iter().any(|line| line == "仕事の種類"),
        "{:?}",
        assisted.written
    );
}

#[tokio::test]
async fn what_is_changed_after_the_agreement_asks_for_another() {
    let site = crate::site().await;
    let mut browser = office(&site, "send").await;
    let way = way_to_record(&browser).unwrap();
    record(&site, &way).await;
    browser.open("/inventory/contact").await;
    browser.answer(&[("person", "見本 別人")]).await;
    browser.open("/inventory/send").await;
    assert!(
        way_to_record(&browser).is_some(),
        "{}",
        browser.page.words()
    );
    sends(&mut browser).await;
    assert_eq!(browser.page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(sent(&site, &browser).await.is_none());
    // An agreement to what was shown before is none either, recorded however late.
    record(&site, &way).await;
    browser.open("/inventory/send").await;
    assert!(way_to_record(&browser).is_some());
}

/// A device of the employer's that joins where the office is.
async fn joined(site: &Site, office: &mut Browser) -> Browser {
    let step = office
        .page
        .path
        .trim_start_matches("/inventory/")
        .to_owned();
    let form = office.page.form();
    office
        .submit(form.press("/inventory/together", "_step", &step))
        .await;
    let page = Html::parse_document(&office.page.html());
    let code = scraper::Selector::parse(".join-code b").unwrap();
    let code: String = page.select(&code).next().unwrap().text().collect();
    let mut employer = site.browser();
    employer.open("/inventory/join").await;
    employer.answer(&[("code", &code)]).await;
    employer
}

#[tokio::test]
async fn an_employer_who_joins_agrees_on_their_own_device() {
    let site = crate::site().await;
    let mut office = office(&site, "contact").await;
    let mut employer = joined(&site, &mut office).await;
    assert_eq!(employer.page.path, "/inventory/contact");
    // Which answers are the office's stands beside them.
    let words = employer.open("/inventory/check?back=check").await.words();
    assert!(words.contains("窓口が記入"), "{words}");
    employer.open("/inventory/contact").await;
    walk(&mut employer, &INN, "send").await;
    assert!(employer.page.words().contains("窓口が手伝って書いたところ"));
    assert!(employer.page.form().values("agreed_way").is_empty());
    employer.answer(&[]).await;
    assert_eq!(employer.page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let form = employer.page.form().tick("agreed", "yes");
    employer.submit(form).await;
    assert_eq!(employer.page.path, "/inventory/sent");
    let agreement = sent(&site, &employer)
        .await
        .unwrap()
        .assisted
        .unwrap()
        .agreement;
    assert_eq!(agreement.way, AgreedWay::Screen);
    assert_eq!(agreement.recorded_by, "");
}

#[tokio::test]
async fn who_was_helped_is_asked_even_where_nothing_of_the_offices_is_left() {
    let site = crate::site().await;
    let mut office = office(&site, "industry").await;
    // The office only begins, and explains: the employer writes every answer.
    let mut employer = joined(&site, &mut office).await;
    walk(&mut employer, &INN, "check").await;
    assert!(!employer.page.words().contains("窓口が記入"));
    employer.answer(&[]).await;
    walk(&mut employer, &INN, "send").await;
    assert!(employer.page.form().asks("agreed"));
    employer.answer(&[]).await;
    assert_eq!(employer.page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let form = employer.page.form().tick("agreed", "yes");
    employer.submit(form).await;
    let assisted = sent(&site, &employer).await.unwrap().assisted.unwrap();
    assert_eq!(assisted.written, [""; 0]);
}

#[tokio::test]
async fn an_answer_is_whose_it_is_who_changed_it_last() {
    let site = crate::site().await;
    let mut office = office(&site, "contact").await;
    let mut employer = joined(&site, &mut office).await;
    let page = "/inventory/task/inn01?back=check";
    // Who only looks through a page has written nothing of it.
    employer.open(page).await;
    employer.answer(&[]).await;
    let words = employer.open("/inventory/check").await.words();
    assert!(!words.contains("窓口が記入："), "{words}");
    employer.open(page).await;
    employer.answer(&[("minutes", "47")]).await;
    let written = async |browser: &mut Browser| {
        let holders = draft(&site, browser).await.holders;
        ["minutes", "times"].map(|field| holders.is_offices("task/inn01", field))
    };
    assert_eq!(written(&mut employer).await, [false, true]);
    let words = employer.open("/inventory/check").await.words();
    assert!(words.contains("窓口が記入："), "{words}");
    office.open(page).await;
    office.answer(&[("minutes", "48")]).await;
    assert_eq!(written(&mut employer).await, [true, true]);
}

#[tokio::test]
async fn what_an_employer_writes_alone_asks_nothing_more() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "send").await;
    assert!(browser.page.form().values("agreed").is_empty());
    browser.answer(&[]).await;
    assert!(sent(&site, &browser).await.unwrap().assisted.is_none());
}

#[tokio::test]
async fn the_way_over_is_the_offices_alone_and_soon_closed() {
    let site = crate::site().await;
    let begun = begun(&site).await;
    let mut own = site.browser();
    walk(&mut own, &INN, "pick").await;
    let before = draft(&site, &own).await;
    own.open(&begun).await;
    assert_eq!(own.page.path, "/inventory/industry");
    // The one that was open before is still held.
    let forms = own.open("/inventory/").await.forms();
    assert!(forms.iter().any(|form| form.action == "/inventory/open"));
    assert_ne!(draft(&site, &own).await.id, before.id);
    let director = site.state.keys.sign(
        Purpose::Resume,
        &before.handle(),
        site.state.now() + SignedDuration::from_mins(5),
    );
    for path in [
        "/inventory/help",
        "/inventory/help?t=x",
        &format!("/inventory/help?t={director}"),
    ] {
        let mut stranger = site.browser();
        stranger.open(path).await;
        assert_eq!(stranger.page.status, StatusCode::NOT_FOUND, "{path}");
        assert!(stranger.cookies.is_empty());
    }
    site.clock.pass(SignedDuration::from_mins(5));
    let mut late = site.browser();
    late.open(&begun).await;
    assert_eq!(late.page.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_employer_takes_the_link_home_and_goes_on_alone() {
    let site = crate::site().await;
    let mut office = office(&site, "pick").await;
    let form = office.page.form();
    let form = form.press("/inventory/together", "_step", "pick");
    office.submit(form).await;
    let path = "/inventory/together/take-home?step=pick";
    assert!(office.page.links().iter().any(|link| link == path));
    office.open(path).await;
    assert_eq!(office.page.status, StatusCode::OK);
    let html = office.page.html();
    assert!(html.contains("仕事の書き出しの続き") && html.contains("<svg"));
    let message = Html::parse_document(&html);
    let text = scraper::Selector::parse("textarea").unwrap();
    let message: String = message.select(&text).next().unwrap().text().collect();
    let link = message
        .split_whitespace()
        .find(|word| word.contains("/inventory/continue"));
    let link = link.unwrap_or_else(|| panic!("{message}"));
    let link = link.strip_prefix(&site.state.settings.base_url).unwrap();
    let mut employer = site.browser();
    employer.open(link).await;
    employer.answer(&[]).await;
    assert_eq!(
        draft(&site, &employer).await.id,
        draft(&site, &office).await.id
    );
    // They have the link mailed to themselves.
    let page = employer.open(path).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert_eq!(
        site.browser().fetch(path).await.status,
        StatusCode::SEE_OTHER
    );
}
