//! Another Kiridashi hands us a sheet and tells what becomes of ours: over HTTP, signed, forged, twice and late.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use base::token::Keys;
use jiff::SignedDuration;
use placements::exchange::{ID, SIGNATURE, TIMESTAMP, public_keys, seal};
use placements::{SpecId, Status};
use serde_json::{Value, json};
use testkit::browser::Page;
use testkit::sample::tonari;

use crate::decide::form_to;
use crate::orders::{filled, order_page};
use crate::partner::handed;
use crate::quotes::quote_form;
use crate::site::{Sent, Site};

/// The other town's keys.
fn theirs() -> Keys {
    Keys::parse("t1:BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA").unwrap()
}

/// A town whose partner has a Kiridashi of its own.
async fn town() -> Site {
    let site = Site::open().await;
    site.edit(|programme| {
        let partner = &mut programme.partners[0];
        partner.kiridashi = Some("https://tonari.example.jp".to_owned());
        partner.keys = public_keys(&theirs());
    });
    site
}

/// What a Kiridashi with these keys tells, `seconds` ago.
async fn told_by(site: &Site, keys: &Keys, body: &Value, seconds: i64) -> (StatusCode, Value) {
    let id = body["brought_by"].as_str();
    let (body, id) = (body.to_string(), id.unwrap_or("x7m3fxwp-1-update-employer"));
    let at = site.state.now().as_second() - seconds;
    let request = Request::post("/director/partner")
        .header("content-type", "application/json")
        .header(ID, id)
        .header(TIMESTAMP, at)
        .header(SIGNATURE, seal(keys, id, at, body.as_bytes()))
        .body(Body::from(body));
    let page: Page = site.browser().raw(request.unwrap()).await;
    (page.status, serde_json::from_str(&page.html()).unwrap())
}

async fn told(site: &Site, body: &Value) -> (StatusCode, Value) {
    told_by(site, &theirs(), body, 0).await
}

fn sheet(version: u32, volume: &str) -> Value {
    json!({
        "schema": "handover.v1",
        "id": "X7M3-FXWP-1",
        "version": version,
        "title": "口コミ返信の下書き",
        "industry": "宿泊・飲食",
        "tags": ["social_review"],
        "hours_month": 12.0,
        "price": { "per": "month", "low": 9240, "high": 13200 },
        "fields": [
            { "id": "volume", "label": "単位と数", "value": volume, "state": { "kind": "filled" } },
            { "id": "later", "label": "あとでできた項目", "value": "?", "state": { "kind": "filled" } },
        ],
        "withheld": [{ "id": "orderer", "label": "たのむ人の名前・住所・連絡先" }],
        "answer_by": "2026-12-01",
        "later": { "unknown": true },
    })
}

fn withdrawn() -> Value {
    json!({ "schema": "handover-withdrawn.v1", "id": "X7M3-FXWP-1" })
}

/// The sheet's number here.
fn number(answer: &Value) -> SpecId {
    SpecId::parse(answer["id"].as_str().unwrap()).unwrap()
}

async fn status(site: &Site, id: &SpecId) -> Status {
    let case = site.state.store.case(&id.reference).await.unwrap().unwrap();
    case.placement(1).unwrap().status
}

#[tokio::test]
async fn what_another_kiridashi_hands_over_is_an_own_sheet_marked_as_its() {
    let site = town().await;
    let (status, first) = told(&site, &sheet(1, "月に120件")).await;
    assert_eq!(status, StatusCode::ACCEPTED, "{first}");
    let id = number(&first);
    let messages = site.messages().await;
    assert_eq!(
        messages.len(),
        2,
        "a director and the office, no receipt: {messages:?}"
    );
    for _ in 0..2 {
        assert_eq!(
            told(&site, &sheet(1, "月に120件")).await,
            (status, first.clone())
        );
    }
    assert!(
        site.messages().await.is_empty(),
        "the same again tells nobody"
    );
    let decide = placements::Link::Decide {
        id: id.clone(),
        by: base::people::Actor::Office,
    };
    let page = site.at(&decide).await.page;
    let words = page.words();
    assert!(
        words.contains("連携先から渡された仕事・相手の番号 X7M3-FXWP-1"),
        "{words}"
    );
    let giver = site.state.content.get().programme.partners[0].name.clone();
    assert!(words.contains(&format!("{giver}が送り、")), "{words}");
    assert!(!words.contains("事業者が送り"), "{words}");
    assert!(
        words.contains("月に120件")
            && words.contains("13,200円")
            && !words.contains("あとでできた項目"),
        "{words}"
    );
    assert!(
        page.forms()
            .iter()
            .all(|form| form.action != "/director/handover"),
        "passed once"
    );
}

#[tokio::test]
async fn its_next_version_replaces_ours_and_an_older_one_does_not() {
    let site = town().await;
    let (_, first) = told(&site, &sheet(1, "月に120件")).await;
    let id = number(&first);
    for (version, volume, now) in [
        (3, "月に200件", "月に200件"),
        (2, "月に150件", "月に200件"),
        (3, "月に200件", "月に200件"),
    ] {
        let (status, answer) = told(&site, &sheet(version, volume)).await;
        assert_eq!(
            (status, number(&answer)),
            (StatusCode::ACCEPTED, id.clone())
        );
        let case = site.state.store.case(&id.reference).await.unwrap().unwrap();
        let spec = &case.placement(1).unwrap().spec;
        let field = spec
            .fields
            .iter()
            .find(|field| field.id == "volume")
            .unwrap();
        assert_eq!((spec.version, field.value.as_str()), (3, now), "{version}");
    }
}

#[tokio::test]
async fn its_next_version_is_read_as_its_own_and_nothing_of_the_one_before_stays() {
    let site = town().await;
    let (_, first) = told(&site, &sheet(1, "月に120件")).await;
    let id = number(&first);
    let mut next = sheet(2, "月に240件");
    next["brought_by"] = json!("x7m3fxwp-1-handover-partner-ours-2");
    next["title"] = json!("メニューの翻訳");
    next["tags"] = json!(["translation"]);
    next["hours_month"] = json!(40.0);
    next["price"] = json!({ "per": "month", "low": 77000, "high": 88000 });
    next["answer_by"] = json!("2026-12-24");
    assert_eq!(told(&site, &next).await.0, StatusCode::ACCEPTED);
    let decide = placements::Link::Decide {
        id,
        by: base::people::Actor::Office,
    };
    let words = site.at(&decide).await.page.words();
    for said in [
        "メニューの翻訳",
        "40時間",
        "88,000円",
        "2026年12月24日",
        "隣の市振興公社（見本）が、次の版を渡しました。シートは第2版になりました。",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    for said in ["事業者が答えました", "事業者の答え", "第1版では"] {
        assert!(!words.contains(said), "{said}: {words}");
    }
}

#[tokio::test]
async fn it_takes_back_what_is_not_ordered() {
    let site = town().await;
    let cancelled = json!({ "status": "cancelled" });
    assert_eq!(
        told(&site, &withdrawn()).await,
        (StatusCode::OK, cancelled.clone()),
        "never arrived"
    );
    let (_, first) = told(&site, &sheet(1, "月に120件")).await;
    for _ in 0..2 {
        assert_eq!(
            told(&site, &withdrawn()).await,
            (StatusCode::OK, cancelled.clone())
        );
    }
    assert!(matches!(
        status(&site, &number(&first)).await,
        Status::Ended { .. }
    ));
    // The message that brought it comes again; then it is handed over once more.
    assert_eq!(told(&site, &sheet(1, "月に120件")).await.1, first);
    let mut again = sheet(2, "月に150件");
    again["brought_by"] = json!("x7m3fxwp-7-handover-partner-ours");
    let (status_again, second) = told(&site, &again).await;
    assert_eq!(status_again, StatusCode::ACCEPTED);
    assert_ne!(second, first);
    assert_eq!(told(&site, &again).await.1, second);
    assert_eq!(status(&site, &number(&second)).await, Status::Waiting);
    assert_eq!(told(&site, &withdrawn()).await, (StatusCode::OK, cancelled));
    assert!(matches!(
        status(&site, &number(&second)).await,
        Status::Ended { .. }
    ));
}

#[tokio::test]
async fn what_its_client_has_agreed_to_is_not_taken_back() {
    let site = town().await;
    let (_, answer) = told(&site, &sheet(1, "月に120件")).await;
    let id = number(&answer);
    let sent = Sent {
        site: &site,
        reference: id.reference.clone(),
        spec: 1,
    };
    let mut director = sent.decide("b").await;
    director
        .submit(form_to(&director, "/director/accept"))
        .await;
    let mut page = order_page(&sent, "b").await;
    page.submit(filled(&page)).await;
    let mut page = quote_form(&sent, "b").await;
    let quote = form_to(&page, "/director/order/quote")
        .set("line1_what", "口コミ返信の下書き")
        .set("line1_unit_yen", "110")
        .set("line1_count", "120");
    page.submit(quote).await;
    page.submit(form_to(&page, "/director/order/quote/send"))
        .await;
    let heard = form_to(&page, "/director/order/quote/record")
        .set("heard", "agreed")
        .set("heard_how", "見本さんが、電話で。");
    page.submit(heard).await;
    assert!(page.page.words().contains("答えを記録しました"));
    let (refused, why) = told(&site, &withdrawn()).await;
    assert_eq!(refused, StatusCode::CONFLICT, "{why}");
    assert!(!matches!(status(&site, &id).await, Status::Ended { .. }));
}

#[tokio::test]
async fn nobody_else_is_believed() {
    let site = town().await;
    let stranger = Keys::parse("s1:CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCA").unwrap();
    let refused = StatusCode::UNAUTHORIZED;
    for body in [sheet(1, "月に120件"), withdrawn()] {
        assert_eq!(told_by(&site, &stranger, &body, 0).await.0, refused);
        assert_eq!(told_by(&site, &theirs(), &body, 301).await.0, refused);
    }
    site.edit(|programme| programme.partners[0].keys.clear());
    assert_eq!(told(&site, &sheet(1, "月に120件")).await.0, refused);
    assert!(site.messages().await.is_empty());
}

#[tokio::test]
async fn one_partner_causes_only_so_much_in_an_hour_and_the_same_message_costs_once() {
    let site = town().await;
    let numbered = |number: u32| {
        let mut sheet = sheet(1, "月に120件");
        sheet["brought_by"] = json!(format!("x7m3fxwp-{number}-handover-partner-ours"));
        sheet
    };
    for number in 0..60 {
        assert_eq!(told(&site, &numbered(number)).await.0, StatusCode::ACCEPTED);
    }
    let (status, why) = told(&site, &numbered(60)).await;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS, "{why}");
    assert_eq!(told(&site, &numbered(7)).await.0, StatusCode::ACCEPTED);
    site.pass(SignedDuration::from_hours(1));
    assert_eq!(told(&site, &numbered(60)).await.0, StatusCode::ACCEPTED);
}

#[tokio::test]
async fn what_is_no_message_of_ours_is_refused_with_a_reason() {
    let site = town().await;
    let mut reasoned = sheet(1, "月に120件");
    let reason = "長".repeat(401);
    reasoned["fields"][0]["state"] =
        json!({ "kind": "undecided", "reason": reason, "planned": "2026-12-10" });
    let mut nameless = sheet(1, "月に120件");
    nameless["title"] = json!(" ");
    let mut numberless = sheet(1, "月に120件");
    numberless["id"] = json!("../../etc");
    let [mut endless_hours, mut negative, mut dear] = [(); 3].map(|()| sheet(1, "月に120件"));
    endless_hours["hours_month"] = json!(1e308);
    negative["hours_month"] = json!(-5);
    dear["price"]["high"] = json!(9_223_372_036_854_775_808_u64);
    let mut endless = sheet(1, &"長".repeat(40_000));
    endless["title"] = json!("長い");
    let report = |id: &str, state: &str, text: &str| json!({ "schema": "handover-answer.v2", "id": id, "state": state, "text": text });
    let ordered = |amount: Value, hours: Value| {
        let mut report = report("K7M3-FXWP-1", "in_progress", "");
        report["stages"] =
            json!([{ "stage": "order", "on": "2026-11-24", "amount": amount, "hours": hours }]);
        report
    };
    for (body, status, why) in [
        (ordered(json!(30000), json!(1e308)), 422, "number"),
        (ordered(json!(30000), json!(-5)), 422, "number"),
        (
            ordered(json!(9_223_372_036_854_775_808_u64), json!(20)),
            422,
            "number",
        ),
        (json!({}), 422, "body"),
        (json!({ "schema": "handover.v9" }), 422, "body"),
        (json!({ "schema": "handover.v1" }), 422, "body"),
        (reasoned, 422, "text"),
        (nameless, 422, "text"),
        (numberless, 422, "id"),
        (endless_hours, 422, "number"),
        (negative, 422, "number"),
        (dear, 422, "number"),
        (endless, 422, "text"),
        (report("K7M3-FXWP-1", "accepted", ""), 404, "unknown_id"),
        (report("nothing", "accepted", ""), 404, "unknown_id"),
        (report("K7M3-FXWP-1", "rejected", ""), 422, "text"),
        (report("K7M3-FXWP-1", "perhaps", ""), 422, "body"),
    ] {
        let (told, answer) = told(&site, &body).await;
        assert_eq!(
            (told.as_u16(), answer["error"].as_str()),
            (status, Some(why)),
            "{body}"
        );
    }
    assert!(site.messages().await.is_empty());
}

#[tokio::test]
async fn its_report_brings_ours_to_the_payment_whatever_was_lost_on_the_way() {
    let site = town().await;
    let sent = handed(&site).await;
    let id = sent.id(1).to_string();
    let report = |state: &str, stages: &[Value]| json!({ "schema": "handover-answer.v2", "id": id, "state": state, "stages": stages });
    let day = site.state.today().to_string();
    let order = json!({ "stage": "order", "on": day, "amount": 30000, "hours": 20.0 });
    let (ok, taken) = (StatusCode::OK, json!({ "status": "taken" }));
    // That it was accepted never arrived.
    let running = report("in_progress", std::slice::from_ref(&order));
    for _ in 0..2 {
        assert_eq!(told(&site, &running).await, (ok, taken.clone()));
    }
    assert_eq!(sent.placement().await.accepted.unwrap().0, tonari());
    let payment = json!({ "stage": "payment", "on": day });
    let paid = report("completed", &[order, payment]);
    assert_eq!(told(&site, &paid).await, (ok, taken.clone()));
    assert!(!sent.placement().await.is_open());
    // What was told before comes once more.
    assert_eq!(told(&site, &running).await, (ok, taken));
    assert!(!sent.placement().await.is_open());
    let page = sent.decide("office").await.page;
    assert!(page.words().contains("30,000円"), "{}", page.words());
    let tomorrow = site.state.today().tomorrow().unwrap().to_string();
    let early = report(
        "completed",
        &[json!({ "stage": "delivery", "on": tomorrow })],
    );
    assert_eq!(told(&site, &early).await.0, StatusCode::CONFLICT);
}

#[tokio::test]
async fn people_are_led_to_the_partners_own_page_alone() {
    let site = town().await;
    for (link, is_shown) in [
        ("https://tonari.example.jp/director/answer?t=x", true),
        ("https://tonari.example.jp.evil.example/", false),
        ("javascript:alert(1)", false),
    ] {
        let sent = handed(&site).await;
        let body = json!({
            "schema": "handover-answer.v2",
            "id": sent.id(1).to_string(),
            "state": "requested",
            "question": "月に何件ですか。",
            "answer_at": link,
        });
        assert_eq!(told(&site, &body).await.0, StatusCode::OK);
        let words = sent.decide("b").await.page.words();
        assert!(words.contains("月に何件ですか。"), "{words}");
        assert_eq!(words.contains(link), is_shown, "{words}");
    }
}

#[tokio::test]
async fn it_says_of_itself_where_and_what_it_understands() {
    let site = Site::open().await;
    let mut browser = site.browser();
    browser.open("/.well-known/kiridashi").await;
    assert_eq!(browser.page.status, StatusCode::OK);
    let card: Value = serde_json::from_str(&browser.page.html()).unwrap();
    assert_eq!(card["schema"], "kiridashi.v1");
    assert_eq!(card["endpoint"], "/director/partner");
    assert_eq!(card["keys"], json!(public_keys(&site.state.keys)));
}
