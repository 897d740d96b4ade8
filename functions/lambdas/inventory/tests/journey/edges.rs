//! What no page of ours sends: other sites, other methods, other bodies; and what every answer carries.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use testkit::browser::{Browser, Page};
use testkit::log::Log;
use testkit::site::Site;

use crate::journeys::{INN, draft, walk};

fn post(path: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Request<Body> {
    let request = Request::builder().method(Method::POST).uri(path);
    let request = headers.iter().fold(request, |request, (name, value)| {
        request.header(*name, *value)
    });
    request.body(body.into()).unwrap()
}

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const OURS: (&str, &str) = ("sec-fetch-site", "same-origin");

async fn at_pick() -> (Site, Browser) {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "pick").await;
    (site, browser)
}

async fn refuses(request: Request<Body>, status: StatusCode) -> Page {
    let (site, browser) = at_pick().await;
    let before = draft(&site, &browser).await;
    let page = browser.raw(request).await;
    assert_eq!(page.status, status);
    assert!(!page.heading().is_empty());
    assert_eq!(draft(&site, &browser).await, before);
    page
}

#[tokio::test]
async fn another_site_cannot_change_anything() {
    let evil = ("origin", "https://evil.example");
    for headers in [
        &[FORM, ("sec-fetch-site", "cross-site")][..],
        &[FORM, evil],
        &[FORM, ("origin", "null")],
    ] {
        refuses(
            post("/inventory/pick", headers, "picks=inn01"),
            StatusCode::FORBIDDEN,
        )
        .await;
        refuses(
            post("/inventory/discard", headers, ""),
            StatusCode::FORBIDDEN,
        )
        .await;
    }
}

#[tokio::test]
async fn what_is_not_a_small_utf8_form_is_refused() {
    let json = ("content-type", "application/json");
    let large = format!("picks={}", "x".repeat(400_000));
    let many = vec!["picks=inn01"; 600].join("&");
    let path = "/inventory/pick";
    refuses(
        post(path, &[OURS, json], "{}"),
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
    )
    .await;
    refuses(
        post(path, &[OURS], "picks=inn01"),
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
    )
    .await;
    refuses(
        post(path, &[OURS, FORM], large),
        StatusCode::PAYLOAD_TOO_LARGE,
    )
    .await;
    refuses(post(path, &[OURS, FORM], many), StatusCode::BAD_REQUEST).await;
    refuses(
        post(path, &[OURS, FORM], "picks=%FF%FE"),
        StatusCode::BAD_REQUEST,
    )
    .await;
}

#[tokio::test]
async fn the_longest_sheet_that_its_page_allows_is_taken() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "spec/inn01").await;
    let mut form = browser.page.form();
    let texts: Vec<String> = form.choices().keys().cloned().collect();
    for name in texts.iter().filter(|name| !name.ends_with("_planned")) {
        let (length, planned) = match name.strip_suffix("_reason") {
            Some(field) => (200, Some(format!("{field}_planned"))),
            None => (1000, None),
        };
        form = form.set(name, &"髙".repeat(length));
        if let Some(planned) = planned {
            form = form.set(&planned, "2027-03-01");
        }
    }
    assert_ne!(browser.submit(form).await.path, "/inventory/spec/inn01");
    assert_eq!(browser.page.status, StatusCode::OK);
}

#[tokio::test]
async fn a_sheet_with_more_lines_than_its_paper_takes_is_refused_with_what_was_typed() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "spec/inn01").await;
    let typed = "あ\n".repeat(51);
    let form = browser.page.form().set("procedure", &typed);
    let page = browser.submit(form).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.words().contains("の行が多すぎます。50行まで"));
    assert_eq!(page.form().values("procedure")[0].trim(), typed.trim());
    let list = "・予約の台帳を見て、写す\n".repeat(50);
    let form = browser.page.form().set("procedure", &list);
    assert_eq!(browser.submit(form).await.status, StatusCode::OK);
}

#[tokio::test]
async fn unknown_pages_and_methods_are_explained() {
    let site = crate::site().await;
    let mut browser = site.browser();
    for path in [
        "/inventory/nowhere",
        "/inventory/task/",
        "/inventory/task/%2e%2e",
        "/inventory/task/a/b",
        "/elsewhere",
    ] {
        let status = browser.open(path).await.status;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
    }
    let page = browser
        .raw(
            Request::delete("/inventory/send")
                .header("sec-fetch-site", "same-origin")
                .body(Body::empty())
                .unwrap(),
        )
        .await;
    assert_eq!(page.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(page.headers.contains_key("allow"));
    assert_eq!(
        browser.fetch("/inventory/save").await.status,
        StatusCode::METHOD_NOT_ALLOWED
    );
}

#[tokio::test]
async fn a_slash_too_many_is_taken_away_but_never_leads_elsewhere() {
    let (_site, mut browser) = at_pick().await;
    assert_eq!(
        browser.open("/inventory/pick/").await.path,
        "/inventory/pick"
    );
    assert_eq!(browser.open("/inventory").await.path, "/inventory/");
    for path in ["//evil.example/", "/inventory//evil.example/"] {
        let page = browser.fetch(path).await;
        assert_eq!(page.location(), None, "{path}");
    }
}

#[tokio::test]
async fn head_answers_like_get_without_a_body() {
    let (_site, browser) = at_pick().await;
    for path in ["/inventory/", "/inventory/pick"] {
        let page = browser
            .raw(Request::head(path).body(Body::empty()).unwrap())
            .await;
        assert_eq!(
            (page.status, page.body.len()),
            (StatusCode::OK, 0),
            "{path}"
        );
    }
}

#[tokio::test]
async fn reading_changes_nothing() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "send").await;
    let before = draft(&site, &browser).await;
    site.messages().await;
    let paths = [
        "",
        "discard",
        "forget",
        "saved",
        "link",
        "continue",
        "remove/inn01",
        "draft.pdf",
        "send",
        "sent",
        "status",
        "industry",
        "pick",
        "task/inn01",
        "result",
        "spec/inn01",
        "check",
        "contact",
    ];
    for path in paths {
        for method in [Method::GET, Method::HEAD] {
            let uri = format!("/inventory/{path}");
            browser
                .raw(
                    Request::builder()
                        .method(method)
                        .uri(uri)
                        .body(Body::empty())
                        .unwrap(),
                )
                .await;
        }
    }
    assert_eq!(draft(&site, &browser).await, before);
    assert!(site.messages().await.is_empty());
}

#[tokio::test]
async fn the_cookie_is_out_of_reach_for_scripts_and_other_sites() {
    for (base_url, secure) in [
        ("http://127.0.0.1:8787", false),
        ("https://kiridashi.example.jp", true),
    ] {
        let site = Site::at(base_url, crate::INVENTORY).await;
        let mut browser = site.browser();
        browser.post("/inventory/", &[]).await;
        let cookie = browser.page.headers["set-cookie"]
            .to_str()
            .unwrap()
            .to_owned();
        for flag in ["HttpOnly", "SameSite=Lax", "Path=/inventory", "Max-Age="] {
            assert!(cookie.contains(flag), "{cookie}");
        }
        assert_eq!(cookie.contains("Secure"), secure, "{cookie}");
        assert_eq!(
            browser
                .page
                .headers
                .contains_key("strict-transport-security"),
            secure
        );
    }
}

#[tokio::test]
async fn a_forged_cookie_is_no_draft() {
    let site = crate::site().await;
    let mut browser = site.browser();
    browser.cookies.insert("draft".into(), "k1.forged".into());
    assert_eq!(
        browser.open("/inventory/pick").await.path,
        "/inventory/?lost=1"
    );
}

#[tokio::test]
async fn the_log_holds_no_token_and_nobody() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "send").await;
    browser.answer(&[]).await;
    let status = browser
        .page
        .links()
        .into_iter()
        .find(|link| link.contains("status?t="))
        .unwrap();
    browser.open(&status).await;
    let text = Log::text();
    let token = status.split_once("?t=").unwrap().1;
    assert!(text.contains("/inventory/status"), "{text}");
    let id = draft(&site, &browser).await.id;
    for secret in [
        token,
        &browser.cookies["draft"],
        &id,
        "花子",
        "髙﨑",
        "hanako",
    ] {
        assert!(!text.contains(secret), "the log holds {secret}");
    }
}
