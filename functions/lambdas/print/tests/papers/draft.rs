//! The file with an employer's draft: printed for the browser that has the draft, and for nobody else.

use std::sync::Arc;

use answers::{Answers, Pick};
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use base::industry::Industry;
use base::time::{Clock, Random};
use base::token::{Keys, Purpose};
use http_body_util::BodyExt;
use jiff::{SignedDuration, Timestamp};
use store::embedded::Embedded;
use store::{Draft, DraftBrowser, browser_handle};
use tower::ServiceExt;
use town::Content;
use view::{Folder, SiteSettings, Views};
use web::{AppState, Live, WebSettings};

struct Noon;

impl Clock for Noon {
    fn now(&self) -> Timestamp {
        "2026-11-24T12:00:00+09:00".parse().unwrap()
    }
}

struct Zeros;

impl Random for Zeros {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(0);
    }
}

async fn state() -> AppState {
    let base_url = "https://example.jp".to_owned();
    let site = SiteSettings {
        base_url: base_url.clone(),
    };
    AppState {
        store: Embedded::memory().await.unwrap().store(),
        views: Live::new(Views::embedded(Folder::SHARED, site).unwrap()),
        pinned: Default::default(),
        content: Live::new(Content::embedded()),
        clock: Arc::new(Noon),
        random: Arc::new(Zeros),
        keys: Keys::parse("test:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8").unwrap(),
        settings: Arc::new(WebSettings { base_url }),
    }
}

/// The browser that holds the drafts.
const BROWSER: &str = "b1";

/// A draft in which the inn's first task is chosen.
fn chosen(state: &AppState) -> Draft {
    let content = state.content.get();
    let task = content.offered(Industry::Inn)[0];
    Draft {
        answers: Answers {
            industry: Some(Industry::Inn),
            picks: vec![Pick {
                key: task.key(),
                name: None,
            }],
            tasks: [(task.key(), task.answers())].into(),
            chosen: Some([task.key()].into()),
            ..Answers::default()
        },
        ..blank(state, "d1")
    }
}

fn blank(state: &AppState, id: &str) -> Draft {
    let mut draft = Draft {
        id: id.to_owned(),
        content: 0,
        version: 0,
        answers: Answers::default(),
        typed: Default::default(),
        created_at: state.now(),
        updated_at: state.now(),
        expires_at: state.now() + SignedDuration::from_hours(24),
        submitted: None,
        holders: Default::default(),
    };
    draft.holders.let_in(DraftBrowser {
        id: BROWSER.to_owned(),
        platform: sign_in::Platform::Other,
        since: state.now(),
    });
    draft
}

/// The cookie of a browser that has this draft.
fn cookie(state: &AppState, draft: &str) -> String {
    let until = state.now() + SignedDuration::from_hours(1);
    let handle = browser_handle(draft, BROWSER);
    format!("draft={}", state.keys.sign(Purpose::Resume, &handle, until))
}

async fn ask(state: &AppState, path: &str, cookie: Option<String>) -> Response<Body> {
    let request = Request::get(path).header(header::HOST, "example.jp");
    let request = cookie.into_iter().fold(request, |request, cookie| {
        request.header(header::COOKIE, cookie)
    });
    let request = request.body(Body::empty()).unwrap();
    print::router(state.clone()).oneshot(request).await.unwrap()
}

async fn body(response: Response<Body>) -> Vec<u8> {
    response
        .into_body()
        .collect()
        .await
        .unwrap()
        .to_bytes()
        .into()
}

#[tokio::test]
async fn a_draft_is_printed_for_its_own_browser_alone() {
    let state = state().await;
    state.store.create_draft(&chosen(&state)).await.unwrap();
    let file = ask(&state, "/inventory/draft.pdf", Some(cookie(&state, "d1"))).await;
    assert_eq!(file.status(), StatusCode::OK);
    assert_eq!(file.headers()[header::CONTENT_TYPE], "application/pdf");
    let disposition = file.headers()[header::CONTENT_DISPOSITION]
        .to_str()
        .unwrap();
    assert!(disposition.contains("filename*=UTF-8''%E4%BB%95%E4%BA%8B"));
    let text = testkit::pdf::text(&body(file).await, "-raw");
    assert!(text.contains("まだ送っていません"), "{text}");
    assert!(text.contains("はじめのページ"), "{text}");
    for stranger in [
        None,
        Some("draft=forged".to_owned()),
        Some(cookie(&state, "d2")),
    ] {
        let answer = ask(&state, "/inventory/draft.pdf", stranger).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        assert_eq!(answer.headers()[header::LOCATION], "/inventory/check");
        assert!(!body(answer).await.starts_with(b"%PDF-"));
    }
}

#[tokio::test]
async fn a_draft_without_sheets_leads_on_and_another_path_is_not_found() {
    let state = state().await;
    state
        .store
        .create_draft(&blank(&state, "d1"))
        .await
        .unwrap();
    let answer = ask(&state, "/inventory/draft.pdf", Some(cookie(&state, "d1"))).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert_eq!(answer.headers()[header::LOCATION], "/inventory/check");
    let none = ask(&state, "/inventory/none.pdf", None).await;
    assert_eq!(none.status(), StatusCode::NOT_FOUND);
    let page = String::from_utf8(body(none).await).unwrap();
    assert!(page.contains("<h1"), "{page}");
}

#[tokio::test]
async fn a_page_leads_to_its_own_paper_whichever_draft_was_opened_since() {
    let state = state().await;
    let (first, mut second) = (chosen(&state), chosen(&state));
    second.id = "d2".to_owned();
    second.answers.picks.clear();
    second.answers.chosen = None;
    state.store.create_draft(&first).await.unwrap();
    state.store.create_draft(&second).await.unwrap();
    let until = state.now() + SignedDuration::from_hours(1);
    let other = state
        .keys
        .sign(Purpose::Resume, &browser_handle("d1", BROWSER), until);
    let both = format!("{}; drafts_before={other}", cookie(&state, "d2"));
    let of = |mark: String| format!("/inventory/draft.pdf?d={mark}");
    let mark = web::draft_mark(&state, "d1");
    let file = ask(&state, &of(mark), Some(both.clone())).await;
    assert_eq!(file.headers()[header::CONTENT_TYPE], "application/pdf");
    // The one that is open has no sheet yet; a mark of somebody else opens nothing.
    for mark in [
        web::draft_mark(&state, "d2"),
        web::draft_mark(&state, "d3"),
        "x".to_owned(),
    ] {
        let answer = ask(&state, &of(mark), Some(both.clone())).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn what_another_browser_sent_is_not_printed_here() {
    let state = state().await;
    let draft = chosen(&state);
    state.store.create_draft(&draft).await.unwrap();
    let content = state.content.get();
    let sent = testkit::sample::submission(&["inn02"], &content, state.now());
    let elsewhere = browser_handle("d1", "b2");
    state.store.submit(&elsewhere, &sent, &[]).await.unwrap();
    let answer = ask(&state, "/inventory/draft.pdf", Some(cookie(&state, "d1"))).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn what_was_sent_is_printed_as_it_was_sent_whatever_is_answered_later() {
    let state = state().await;
    let draft = chosen(&state);
    state.store.create_draft(&draft).await.unwrap();
    let content = state.content.get();
    let sent = testkit::sample::submission(&["inn02"], &content, state.now());
    let handle = browser_handle("d1", BROWSER);
    state.store.submit(&handle, &sent, &[]).await.unwrap();
    let file = ask(&state, "/inventory/draft.pdf", Some(cookie(&state, "d1"))).await;
    let text = testkit::pdf::text(&body(file).await, "-raw");
    assert!(text.contains("K7M3-FXWP"), "{text}");
    assert!(
        text.contains("送った日") && !text.contains("まだ送っていません"),
        "{text}"
    );
    assert!(text.contains("口コミ返信の下書き"), "{text}");
    let other = &content.offered(Industry::Inn)[0].name;
    assert!(!text.contains(other), "{text}");
}
