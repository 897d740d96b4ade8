//! Registering: what the form says, what is taken, and that nobody learns who is registered already.

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use seminars::Standing;
use testkit::browser::{Browser, Form, Page};
use testkit::site::Site;
use tower::ServiceExt;
use town::seminar::State;

use crate::guest::{self, FORM, ROOM, SLUG, filled, register, seminar, stored, wait_until};

#[tokio::test]
async fn a_guest_registers_and_the_rest_comes_by_mail() {
    let site = crate::site().await;
    let mut browser = site.browser();
    let page = browser.open(FORM).await;
    assert!(page.heading().contains("はじめての外注"));
    let words = page.words();
    for fact in [
        "2027年1月20日（水）14:00〜15:00",
        "テレワークセンター",
        "無料",
        "受付中",
        "見本",
    ] {
        assert!(words.contains(fact), "no {fact} in {words}");
    }
    let mail = "ｔａｋａｋｏ@example.jp";
    let browser = register(&site, mail).await;
    let words = browser.page.words();
    assert!(words.contains("メール") && words.contains("まだ、席が決まったわけではありません"));
    assert!(
        !words.contains("takako") && !words.contains("見本 髙子"),
        "{words}"
    );
    let given = stored(&site, "takako@example.jp").await.unwrap();
    assert_eq!((given.state, given.seats), (Standing::Confirmed, 1));
    let confirmed = format!("{}-1-confirmed", given.id);
    assert_eq!(site.messages().await, [confirmed]);
}

/// An answer without what differs with every request.
fn told(page: &Page) -> (StatusCode, HeaderMap, Vec<u8>) {
    let mut headers = page.headers.clone();
    headers.remove("x-request-id");
    (page.status, headers, page.body.to_vec())
}

/// The answer to a filled form, and the page it leads to.
async fn answered(browser: &mut Browser, form: Form) -> [Page; 2] {
    let mut values = Vec::new();
    for name in [
        "_opened", "homepage", "person", "business", "mail", "seats", "attend", "question",
        "consent",
    ] {
        let of_name = form
            .values(name)
            .into_iter()
            .map(|v| (name.to_owned(), v.to_owned()));
        values.extend(of_name);
    }
    let answer = browser.post(FORM, &values).await.clone();
    let next = answer.location().unwrap();
    [answer, browser.fetch(&next).await.clone()]
}

#[tokio::test]
async fn registering_again_looks_the_same_byte_for_byte() {
    for capacity in [20, 1, 0] {
        let site = crate::site().await;
        guest::edit(&site, |seminar| seminar.capacity = capacity.max(1));
        if capacity < 2 {
            register(&site, "first@example.jp").await;
        }
        if capacity == 0 {
            register(&site, "second@example.jp").await;
        }
        let mut answers = Vec::new();
        for (mail, name) in [
            ("takako@example.jp", "見本 髙子"),
            ("Takako@example.jp", "だれか"),
            ("other@example.jp", "見本 次郎"),
        ] {
            let mut browser = site.browser();
            let form = filled(&site, &mut browser, mail).await.set("person", name);
            answers.push(answered(&mut browser, form).await.map(|page| told(&page)));
        }
        assert_eq!(answers[0], answers[1], "capacity {capacity}");
        assert_eq!(answers[0], answers[2], "capacity {capacity}");
        let given = stored(&site, "takako@example.jp").await.unwrap();
        assert_eq!(given.name, "見本 髙子");
        let messages = site.messages().await;
        let again: Vec<_> = messages
            .iter()
            .filter(|id| id.contains("-again-"))
            .collect();
        assert_eq!(again.len(), 1, "{messages:?}");
        assert!(again[0].starts_with(&given.id));
    }
}

#[tokio::test]
async fn a_full_seminar_makes_wait_and_then_says_that_it_is_full() {
    let site = crate::site().await;
    guest::edit(&site, |seminar| {
        seminar.capacity = 1;
        seminar.waitlist = 1;
    });
    let mut late = site.browser();
    let late_form = filled(&site, &mut late, "late@example.jp").await;
    register(&site, "one@example.jp").await;
    let mut browser = site.browser();
    let words = browser.open(FORM).await.words();
    assert!(
        words.contains("いま申し込むと、キャンセル待ちになります"),
        "{words}"
    );
    register(&site, "two@example.jp").await;
    let waiting = stored(&site, "two@example.jp").await.unwrap();
    assert_eq!(waiting.state, Standing::Waiting { position: 1 });
    assert!(browser.open(FORM).await.heading().contains("満席です"));
    assert!(browser.page.forms().is_empty());
    late.submit(late_form).await;
    assert_eq!(late.page.status, StatusCode::CONFLICT);
    assert!(
        late.page
            .words()
            .contains("いまの申込みは、受け付けていません")
    );
    assert!(stored(&site, "late@example.jp").await.is_none());
}

#[tokio::test]
async fn every_wrong_field_is_named_and_nothing_typed_is_lost() {
    let site = crate::site().await;
    let long = "あ".repeat(401);
    let wrong: [(&str, &str); 6] = [
        ("person", ""),
        ("business", ""),
        ("mail", "a..b@docomo.ne.jp"),
        ("mail", "この人"),
        ("question", &long),
        ("person", &long),
    ];
    for (name, value) in wrong {
        let mut browser = site.browser();
        let form = filled(&site, &mut browser, "kept@example.jp")
            .await
            .set(name, value);
        let before = form.clone();
        browser.submit(form).await;
        assert_eq!(
            browser.page.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{name}"
        );
        assert!(browser.page.title().starts_with("エラー："));
        assert_eq!(browser.page.errors(), [name]);
        let kept = browser.page.form();
        for field in [
            "person", "business", "mail", "seats", "attend", "question", "consent",
        ] {
            assert_eq!(
                kept.values(field),
                before.values(field),
                "{field} of {name}={value}"
            );
        }
    }
    let mut browser = site.browser();
    let form = filled(&site, &mut browser, "kept@example.jp").await;
    let form = form
        .clear("seats")
        .clear("attend")
        .clear("consent")
        .clear("mail");
    browser.submit(form).await;
    assert_eq!(
        browser.page.errors(),
        ["mail", "seats", "attend", "consent"]
    );
    assert!(site.messages().await.is_empty());
}

#[tokio::test]
async fn a_seminar_nobody_can_register_for_says_why() {
    let site = crate::site().await;
    let mut browser = site.browser();
    let form = filled(&site, &mut browser, "late@example.jp").await;
    guest::edit(&site, |seminar| {
        let message = "講師の病気のため、2月に変えました。".to_owned();
        seminar.state = State::Moved { message };
    });
    let words = browser.open(FORM).await.words();
    assert!(
        words.contains("2月に変えました") && words.contains("申し込む"),
        "{words}"
    );
    guest::edit(&site, |seminar| {
        let message = "大雪のため、開きません。".to_owned();
        seminar.state = State::Cancelled { message };
    });
    let page = browser.open(FORM).await;
    assert!(page.heading().contains("中止になりました") && page.words().contains("大雪のため"));
    guest::edit(&site, |_| {});
    wait_until(&site, seminar(&site).deadline);
    assert!(
        browser
            .open(FORM)
            .await
            .heading()
            .contains("しめ切りました")
    );
    browser.submit(form).await;
    assert_eq!(browser.page.status, StatusCode::CONFLICT);
    assert!(browser.page.words().contains("受け付けていません"));
    wait_until(&site, seminar(&site).end);
    assert!(browser.open(FORM).await.heading().contains("終わりました"));
    assert!(stored(&site, "late@example.jp").await.is_none());
}

#[tokio::test]
async fn an_unknown_seminar_is_not_found_and_the_list_is_not_far() {
    let site = crate::site().await;
    let mut browser = site.browser();
    for path in ["/registration/none", "/registration/none/done"] {
        assert_eq!(browser.open(path).await.status, StatusCode::NOT_FOUND);
        assert!(browser.page.links().contains(&"/seminars/".to_owned()));
    }
    for path in ["/registration", "/registration/"] {
        assert_eq!(
            browser.fetch(path).await.location().as_deref(),
            Some("/seminars/")
        );
    }
}

async fn availability(site: &Site) -> (HeaderMap, String) {
    let request = Request::get("/registration/availability.json").body(Body::empty());
    let router = seminar::router(site.state.clone());
    let response = router.oneshot(request.unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    assert_eq!(parts.status, StatusCode::OK);
    let body = axum::body::to_bytes(body, 10_000).await.unwrap();
    (parts.headers, String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn availability_is_told_in_words_never_in_numbers() {
    let site = crate::site().await;
    guest::edit(&site, |seminar| {
        seminar.capacity = 3;
        seminar.waitlist = 1;
    });
    let expected = |json: &str, label: &str| {
        let of_seminar = json.split(SLUG).nth(1).unwrap().split('}').next().unwrap();
        assert!(of_seminar.contains(label), "{label}: {json}");
        let counts = json.replace(SLUG, "");
        let digits = |part: &&str| {
            part.starts_with(':') && part[1..].starts_with(|c: char| c.is_ascii_digit())
        };
        assert!(!counts.split('"').any(|part| digits(&part)), "{json}");
    };
    let (headers, json) = availability(&site).await;
    assert_eq!(headers[header::CACHE_CONTROL], "public, max-age=60");
    assert_eq!(headers[header::CONTENT_TYPE], "application/json");
    expected(&json, "受付中");
    register(&site, "one@example.jp").await;
    expected(&availability(&site).await.1, "残りわずか");
    register(&site, "two@example.jp").await;
    register(&site, "three@example.jp").await;
    expected(&availability(&site).await.1, "キャンセル待ち");
    register(&site, "four@example.jp").await;
    expected(&availability(&site).await.1, "満席");
    wait_until(&site, seminar(&site).deadline);
    expected(&availability(&site).await.1, "しめ切り");
    assert!(json.len() < 1000, "{} bytes", json.len());
}

#[tokio::test]
async fn no_page_tells_where_to_connect() {
    let site = crate::site().await;
    let mut browser = register(&site, "one@example.jp").await;
    let token = guest::token(&site, "one@example.jp");
    site.sign_in(&mut browser, "office@example.jp").await;
    for path in [
        FORM.to_owned(),
        format!("{FORM}/done"),
        format!("/registration/mine?t={token}"),
        format!("/registration/mine/change?t={token}"),
        format!("/registration/mine/cancel?t={token}"),
        "/registration/office/list".to_owned(),
        guest::LIST.to_owned(),
    ] {
        let html = browser.open(&path).await.html();
        assert_eq!(browser.page.status, StatusCode::OK, "{path}");
        assert!(!html.contains(ROOM), "{path}");
    }
    assert!(!availability(&site).await.1.contains(ROOM));
}

#[tokio::test]
async fn behind_tls_and_from_elsewhere_forms_stay_ours() {
    let site = Site::at("https://kiridashi.example.jp", crate::SEMINAR).await;
    let browser = register(&site, "one@example.jp").await;
    assert!(
        browser
            .page
            .headers
            .contains_key(header::STRICT_TRANSPORT_SECURITY)
    );
    let foreign = Request::post(FORM)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "cross-site")
        .body(Body::from("mail=two%40example.jp"));
    let page = browser.raw(foreign.unwrap()).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
}
