//! The office writes for an employer: nothing leaves without their agreement, and everybody knows who wrote it.

use axum::http::StatusCode;
use base::industry::Industry;
use base::token::Purpose;
use jiff::SignedDuration;
use scraper::Html;
use store::{Draft, DraftBrowser, browser_handle};
use submissions::Submission;
use submissions::assisted::{AgreedWay, HelpWay, Helper};
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

/// Presses the button without all that an agreement needs.
async fn is_refused_without_an_agreement(browser: &Browser) {
    for changes in [
        &[][..],
        &[("agreed", "yes"), ("agreed_on", "2026-12-01")],
        &[("agreed", "yes"), ("agreed_on", "2026-02-30")],
        &[("agreed", "yes"), ("agreed_way", "screen")],
    ] {
        let mut posted: Vec<(String, String)> = ["_draft", "_shown", "agreed_way", "agreed_on"]
            .iter()
            .map(|name| {
                (
                    (*name).to_owned(),
                    browser.page.form().values(name).concat(),
                )
            })
            .collect();
        for (name, value) in changes {
            posted.retain(|(other, _)| other != name);
            posted.push(((*name).to_owned(), (*value).to_owned()));
        }
        let mut tried = browser.clone();
        tried.post("/inventory/send", &posted).await;
        assert_eq!(
            tried.page.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{changes:?}"
        );
        assert!(tried.page.title().starts_with("エラー："));
    }
}

#[tokio::test]
async fn nothing_leaves_before_the_office_says_how_the_employer_agreed() {
    let site = crate::site().await;
    let mut browser = office(&site, "send").await;
    let words = browser.page.words();
    assert!(words.contains("事業者の方の同意"), "{words}");
    assert_eq!(
        browser.page.form().values("agreed_way"),
        ["phone"],
        "as they spoke"
    );
    is_refused_without_an_agreement(&browser).await;
    assert!(sent(&site, &browser).await.is_none());
    assert!(site.messages().await.is_empty());
    let form = browser.page.form().tick("agreed", "yes");
    browser
        .submit(form.set("agreed_on", "2026年11月29日"))
        .await;
    assert_eq!(
        browser.page.path,
        "/inventory/sent",
        "{}",
        browser.page.words()
    );
    let submission = sent(&site, &browser).await.unwrap();
    let assisted = submission.assisted.unwrap();
    assert_eq!(assisted.helper.name, "見本 窓口");
    let agreement = assisted.agreement;
    assert_eq!(
        (agreement.way, agreement.recorded_by.as_str()),
        (AgreedWay::Phone, "見本 窓口")
    );
    assert_eq!(agreement.on, jiff::civil::date(2026, 11, 29));
    assert!(
        agreement.text.contains("担当者に届けてよいです"),
        "{}",
        agreement.text
    );
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
