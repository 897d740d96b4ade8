//! From an accepted sheet to papers in the workers' hands, and back to what they delivered.

use axum::http::StatusCode;
use base::people::Actor;
use jiff::SignedDuration;
use placements::{Link, Stage, Status};
use testkit::browser::{Browser, Form};

use crate::decide::form_to;
use crate::site::{Sent, Site};

/// The first sheet, accepted by its director.
pub async fn accepted<'a>(site: &'a Site, tasks: &[&str]) -> Sent<'a> {
    let sent = site.sent(tasks).await;
    let mut browser = sent.decide("b").await;
    let form = form_to(&browser, "/director/accept");
    browser.submit(form).await;
    site.messages().await;
    sent
}

/// The page of the order, as somebody sees it.
pub async fn order_page(sent: &Sent<'_>, by: &str) -> Browser {
    let mut browser = sent.site.browser();
    let token = sent.site.token(&sent.decide_link(by));
    browser.open(&format!("/director/order?t={token}")).await;
    browser
}

/// 発注の準備 with everything that only a director knows, for one worker.
pub fn filled(page: &Browser) -> Form {
    form_to(page, "/director/order")
        .set("place", "共有フォルダ（見本）")
        .set(
            "other_expenses",
            "道具と通信のお金は、1つの分に入っています。",
        )
        .set(
            "other_ip",
            "使う権利は、支払いのときに、たのんだ人に移ります。",
        )
        .set(
            "other_confidentiality",
            "知ったことは、ほかの人に話しません。",
        )
        .set("worker1_name", "見本 はなこ")
        .set("worker1_mail", "hanako@example.jp")
}

/// Settles what there is to settle, so that the order may be issued.
pub async fn settle_all(page: &mut Browser) {
    loop {
        let forms = page.page.forms();
        let open = forms
            .into_iter()
            .find(|form| form.action == "/director/order/settle");
        let Some(form) = open else { return };
        let place = form.values("place")[0].to_owned();
        let form = form
            .set(&format!("how{place}"), "kept")
            .set(&format!("reason{place}"), "見本の理由です。");
        page.submit(form).await;
        assert_eq!(page.page.status, StatusCode::OK, "{}", page.page.words());
    }
}

/// Issues what is prepared.
pub async fn issue(page: &mut Browser) {
    settle_all(page).await;
    let form = form_to(page, "/director/order/issue");
    page.submit(form).await;
    assert_eq!(page.page.status, StatusCode::OK, "{}", page.page.words());
}

/// A worker's page by the link of the mail.
pub async fn worker_page(sent: &Sent<'_>, worker: u32) -> Browser {
    sent.site.at(&work_link(sent, worker).await).await
}

/// The link of a worker's mail.
pub async fn work_link(sent: &Sent<'_>, worker: u32) -> Link {
    let placement = sent.placement().await;
    Link::Work {
        id: sent.id(sent.spec),
        worker,
        person: placement.orders.order(worker).expect("an order").person(),
    }
}

#[tokio::test]
async fn what_is_written_and_said_to_be_open_is_asked_for_again() {
    let site = Site::open().await;
    let mut sent = accepted(&site, &["inn02"]).await;
    let mut page = order_page(&sent, "b").await;
    for field in ["payment", "delivery", "unit_yen"] {
        let form = filled(&page);
        assert!(!form.values(field)[0].is_empty(), "{field} is proposed");
        let form = form
            .set(&format!("{field}_open"), "納品の日が決まらないため")
            .set(&format!("{field}_open_on"), "2027-03-01");
        page.submit(form.clone()).await;
        assert_eq!(page.page.errors(), [format!("{field}_open")]);
        let open = form.set(field, "");
        page.submit(open).await;
        assert_eq!(page.page.status, StatusCode::OK, "{}", page.page.words());
        // Another one, as it is proposed.
        sent = accepted(&site, &["inn02"]).await;
        page = order_page(&sent, "b").await;
    }
    for (typed, kept) in [
        ("1件につき", "1件"),
        ("10件ごとに", "10件"),
        ("1件あたり", "1件"),
    ] {
        page.submit(filled(&page).set("unit", typed)).await;
        assert_eq!(form_to(&page, "/director/order").values("unit"), [kept]);
    }
    page.submit(filled(&page).set("unit", "1件、税込")).await;
    assert_eq!(page.page.errors(), ["unit"]);
    page.submit(filled(&page).set("unit", "1件").set("count", "約200件"))
        .await;
    assert_eq!(form_to(&page, "/director/order").values("count"), ["200"]);
}

#[tokio::test]
async fn an_accepted_sheet_becomes_papers_for_two_workers_at_once() {
    let site = Site::open().await;
    let sent = accepted(&site, &["inn02"]).await;
    let mut page = order_page(&sent, "b").await;
    assert!(page.page.words().contains("だれにも送りません"));
    let count: u32 = form_to(&page, "/director/order").values("count")[0]
        .parse()
        .expect("a number");
    let first = count / 2;
    let form = filled(&page).set("worker1_count", &first.to_string());
    page.submit(form).await;
    assert_eq!(page.page.status, StatusCode::OK, "{}", page.page.words());
    let rest = (count - first).to_string();
    let form = form_to(&page, "/director/order")
        .set("worker2_name", "見本 たろう")
        .set("worker2_mail", "taro@example.jp")
        .set("worker2_count", &rest);
    page.submit(form).await;
    assert!(site.messages().await.is_empty(), "saving sends nothing");
    issue(&mut page).await;
    assert!(
        page.page.words().contains("発注しました"),
        "{}",
        page.page.words()
    );
    let mails = site.messages().await;
    assert_eq!(mails.len(), 2, "{mails:?}");
    let placement = sent.placement().await;
    let names: Vec<_> = placement
        .orders
        .orders
        .iter()
        .map(|o| o.number(&placement.id))
        .collect();
    assert_eq!(
        names,
        [format!("{}-a", placement.id), format!("{}-b", placement.id)]
    );
    assert_eq!(
        placement.status,
        Status::Accepted {
            stage: Stage::Order
        }
    );
    // With tax, as who records it by hand is asked for it.
    let amount = placement.order().and_then(|order| order.amount);
    let fee = &placement.orders.orders[0].latest().terms.fee;
    let gross = fee
        .value()
        .and_then(|fee| fee.total())
        .map(|net| net + net / 10);
    assert_eq!(amount, gross, "the ledger counts what was ordered");
    for worker in [1, 2] {
        let page = worker_page(&sent, worker).await;
        assert_eq!(page.page.status, StatusCode::OK);
        assert!(
            page.page.words().contains("取引条件明示書"),
            "{}",
            page.page.words()
        );
    }
}

#[tokio::test]
async fn pressing_twice_issues_once() {
    let site = Site::open().await;
    let sent = accepted(&site, &["inn02"]).await;
    let mut page = order_page(&sent, "b").await;
    let form = filled(&page);
    page.submit(form).await;
    settle_all(&mut page).await;
    let form = form_to(&page, "/director/order/issue");
    for _ in 0..3 {
        page.submit(form.clone()).await;
        assert_eq!(page.page.status, StatusCode::OK, "{}", page.page.words());
    }
    assert_eq!(site.messages().await.len(), 1);
    let placement = sent.placement().await;
    assert_eq!(placement.orders.orders[0].versions.len(), 1);
}

#[tokio::test]
async fn what_is_missing_is_told_and_nothing_leaves() {
    let site = Site::open().await;
    let sent = accepted(&site, &["inn02"]).await;
    for (field, said) in [
        ("work", "仕事の内容"),
        ("unit_yen", "仕事のお金"),
        ("payment", "支払日"),
        ("worker1_name", "たのむ人と受ける人"),
        ("delivery", "しめ切り"),
        ("place", "渡す所"),
        ("inspection", "確認を終える日"),
        ("method", "支払いの方法"),
    ] {
        let mut page = order_page(&sent, "b").await;
        let form = filled(&page).set("worker1_mail", "").set(field, "");
        page.submit(form).await;
        assert_eq!(
            page.page.status,
            StatusCode::OK,
            "{field}: {}",
            page.page.words()
        );
        settle_all(&mut page).await;
        let button = page
            .page
            .forms()
            .into_iter()
            .find(|it| it.action.ends_with("/issue"));
        assert!(button.is_none(), "{field}");
        let told = page.page.words();
        assert!(
            told.contains("まだ発注できません") && told.contains(said),
            "{field}: {told}"
        );
    }
    assert!(site.messages().await.is_empty());
    assert!(sent.placement().await.orders.orders.is_empty());
}

#[tokio::test]
async fn a_pay_day_in_words_is_refused_where_it_was_typed_and_kept() {
    let site = Site::open().await;
    let sent = accepted(&site, &["inn02"]).await;
    for typed in [
        "翌月末まで",
        "検収後30日以内",
        "請求書が届いてから",
        "2027年1月31日（月）",
    ] {
        let mut page = order_page(&sent, "b").await;
        let form = filled(&page).set("payment", typed);
        page.submit(form).await;
        assert_eq!(
            page.page.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{typed}"
        );
        assert_eq!(page.page.errors(), ["payment"], "{typed}");
        let again = form_to(&page, "/director/order");
        assert_eq!(again.values("payment"), [typed]);
        assert_eq!(again.values("worker1_name"), ["見本 はなこ"]);
    }
    assert!(sent.placement().await.orders.prepared.is_none());
}

#[tokio::test]
async fn an_item_left_open_needs_a_day_and_is_told_when_it_is_decided() {
    let site = Site::open().await;
    let sent = accepted(&site, &["inn02"]).await;
    let mut page = order_page(&sent, "b").await;
    let open = filled(&page)
        .set("place", "")
        .set("place_open", "フォルダをまだ作っていません");
    page.submit(open.clone()).await;
    assert_eq!(page.page.errors(), ["place_open_on"]);
    page.submit(open.set("place_open_on", "2026-12-01")).await;
    issue(&mut page).await;
    let worker = worker_page(&sent, 1).await;
    assert!(worker.page.words().contains("フォルダをまだ作っていません"));
    site.messages().await;
    let form = form_to(&page, "/director/order").set("place", "https://example.jp/folder");
    page.submit(form).await;
    issue(&mut page).await;
    assert_eq!(site.messages().await.len(), 1, "it is told at once");
    let worker = worker_page(&sent, 1).await;
    let words = worker.page.words();
    assert!(
        words.contains("第2版") && words.contains("前の版から変わったところ"),
        "{words}"
    );
    let placement = sent.placement().await;
    assert_eq!(placement.orders.orders[0].versions.len(), 2);
}

#[tokio::test]
async fn a_worker_receives_delivers_and_calls_for_help() {
    let site = Site::open().await;
    let sent = accepted(&site, &["inn02"]).await;
    let mut page = order_page(&sent, "b").await;
    let form = filled(&page);
    page.submit(form).await;
    issue(&mut page).await;
    site.messages().await;
    let mut worker = worker_page(&sent, 1).await;
    let form = form_to(&worker, "/work/received");
    worker.submit(form).await;
    assert!(
        worker
            .page
            .words()
            .contains("受け取りました。ありがとうございます")
    );
    let form = form_to(&worker, "/work/delivered")
        .set("url", "example.jp/file")
        .set("quantity", "３");
    worker.submit(form).await;
    assert_eq!(worker.page.errors(), ["url"]);
    let form = form_to(&worker, "/work/delivered").set("url", "https://example.jp/file");
    worker.submit(form.clone()).await;
    assert_eq!(worker.page.status, StatusCode::OK);
    let first = sent.placement().await.orders.orders[0].delivered_at();
    assert_eq!(first, Some(site.state.now()));
    site.pass(SignedDuration::from_hours(48));
    let more = form_to(&worker, "/work/delivered")
        .set("quantity", "2")
        .set("url", "");
    worker.submit(more).await;
    let order = sent.placement().await.orders.orders[0].clone();
    assert_eq!((order.deliveries.len(), order.delivered_at()), (2, first));
    assert_eq!(order.deliveries[0].what.quantity, 3);
    let form = form_to(&worker, "/work/trouble").set("trouble", "ファイルが開きません。");
    worker.submit(form).await;
    let form = form_to(&worker, "/work/paper");
    worker.submit(form).await;
    let kinds = site.messages().await;
    assert_eq!(kinds.len(), 4, "two deliveries, help, paper: {kinds:?}");
    let page = order_page(&sent, "b").await;
    let words = page.page.words();
    assert!(
        words.contains("ファイルが開きません") && words.contains("紙でほしい"),
        "{words}"
    );
}

#[tokio::test]
async fn for_a_worker_without_mail_the_director_prints_and_enters_what_came_back() {
    let site = Site::open().await;
    let sent = accepted(&site, &["inn02"]).await;
    let mut page = order_page(&sent, "b").await;
    let form = filled(&page).set("worker1_mail", "");
    page.submit(form).await;
    issue(&mut page).await;
    let told = site.messages().await;
    assert_eq!(told.len(), 1, "somebody is told to print it: {told:?}");
    let token = site.token(&sent.decide_link("b"));
    page.open(&format!("/director/order/worker?t={token}&worker=1"))
        .await;
    let form = form_to(&page, "/director/order/received");
    page.submit(form).await;
    let form = form_to(&page, "/director/order/delivered").set("quantity", "1");
    page.submit(form).await;
    let order = sent.placement().await.orders.orders[0].clone();
    let by = Actor::Director { group: "b".into() };
    assert!(order.is_received());
    assert_eq!(order.deliveries[0].by, by, "it says who entered it");
}

#[tokio::test]
async fn a_link_ends_with_the_address_it_was_mailed_to() {
    let site = Site::open().await;
    let sent = accepted(&site, &["inn02"]).await;
    let mut page = order_page(&sent, "b").await;
    let form = filled(&page);
    page.submit(form).await;
    issue(&mut page).await;
    let old = work_link(&sent, 1).await;
    let form = form_to(&page, "/director/order").set("worker1_mail", "new@example.jp");
    page.submit(form).await;
    issue(&mut page).await;
    assert_eq!(site.at(&old).await.page.status, StatusCode::GONE);
    assert_eq!(worker_page(&sent, 1).await.page.status, StatusCode::OK);
}

#[tokio::test]
async fn nobody_else_prepares_or_issues() {
    let site = Site::open().await;
    let sent = accepted(&site, &["inn02"]).await;
    let mut own = order_page(&sent, "b").await;
    let form = filled(&own);
    own.submit(form).await;
    settle_all(&mut own).await;
    let stranger = order_page(&sent, "a").await;
    let actions: Vec<_> = stranger
        .page
        .forms()
        .into_iter()
        .map(|it| it.action)
        .collect();
    assert!(
        !actions.iter().any(|it| it.starts_with("/director/order")),
        "{actions:?}"
    );
    let mut stranger = site.browser();
    let values: Vec<(String, String)> = form_to(&own, "/director/order/issue").all();
    let other = site.token(&sent.decide_link("a"));
    let values = values.into_iter().map(|(name, value)| match name.as_str() {
        "t" => (name, other.clone()),
        _ => (name, value),
    });
    let values: Vec<_> = values.collect();
    stranger.post("/director/order/issue", &values).await;
    assert!(sent.placement().await.orders.orders.is_empty());
    assert!(site.messages().await.is_empty());
}

#[tokio::test]
async fn whoever_confirms_what_somebody_has_changed_sees_it_first() {
    let site = Site::open().await;
    let sent = accepted(&site, &["inn02"]).await;
    let mut director = order_page(&sent, "b").await;
    let form = filled(&director);
    director.submit(form).await;
    settle_all(&mut director).await;
    let old = form_to(&director, "/director/order/issue");
    let mut deputy = order_page(&sent, "deputy-b").await;
    let form = form_to(&deputy, "/director/order").set("place", "別の共有フォルダ（見本）");
    deputy.submit(form).await;
    director.submit(old).await;
    assert_eq!(director.page.status, StatusCode::CONFLICT);
    assert!(director.page.words().contains("別の共有フォルダ"));
    assert!(sent.placement().await.orders.orders.is_empty());
}

#[tokio::test]
async fn what_a_machine_submits_as_served_neither_prepares_nor_settles_nor_issues() {
    let site = Site::open().await;
    let sent = accepted(&site, &["inn02"]).await;
    let served = async |sent: &Sent<'_>| {
        let before = sent.case().await;
        let page = order_page(sent, "b").await;
        let actions: Vec<_> = page.page.forms().into_iter().map(|it| it.action).collect();
        for form in page.page.forms() {
            let mut machine = order_page(sent, "b").await;
            machine.submit(form.by_a_machine()).await;
            assert_eq!(sent.case().await, before, "{}", machine.page.words());
        }
        actions
    };
    assert_eq!(served(&sent).await, ["/director/order"]);
    let mut page = order_page(&sent, "b").await;
    let form = filled(&page);
    page.submit(form).await;
    assert!(
        served(&sent)
            .await
            .contains(&"/director/order/settle".to_owned())
    );
    settle_all(&mut page).await;
    assert_eq!(
        served(&sent).await,
        ["/director/order/issue", "/director/order"]
    );
    assert!(site.messages().await.is_empty());
    issue(&mut page).await;
    site.messages().await;
    let work = work_link(&sent, 1).await;
    crate::machine::decides_nothing(&sent, &work, 4).await;
}
