//! The client's side of the books over HTTP: told what is done, invoiced line by line, paying in parts; and silence.

use axum::http::StatusCode;
use jiff::SignedDuration;
use testkit::browser::{Browser, Form};

use crate::decide::form_to;
use crate::months::{delivered, form, months};
use crate::orders::worker_page;
use crate::quotes::{answer, employer, quote_form};
use crate::site::{Sent, Site};

/// Of what waits to be sent, which notice it is and whom it is for.
async fn told(site: &Site) -> Vec<String> {
    let messages = site.messages().await.into_iter();
    let told = messages.map(|id| {
        let parts: Vec<&str> = id.split('-').collect();
        let notice = ["update", "inspected"]
            .iter()
            .position(|it| parts.contains(it));
        let notice = notice.unwrap_or_else(|| panic!("{id}"));
        let whose = ["employer", "worker"].iter().find(|it| parts.contains(it));
        format!("{} {}", ["update", "inspected"][notice], whose.expect(&id))
    });
    told.collect()
}

/// What the employer reads of what happened.
async fn narrated(sent: &Sent<'_>) -> String {
    let placement = sent.placement().await;
    let content = sent.site.state.content.get();
    let history = placement.history.iter();
    let told = history.filter_map(|entry| entry.narrate(&placement, &content));
    told.collect::<Vec<_>>().join("\n")
}

pub async fn submit(page: &mut Browser, kind: &str, typed: &[(&str, &str)]) {
    let it = form(page, kind).await;
    let it = typed
        .iter()
        .fold(it, |it, (field, value)| it.set(field, value));
    page.submit(it).await;
}

#[tokio::test]
async fn the_employer_is_told_what_is_done_and_until_when_to_look_at_it() {
    let site = Site::open().await;
    let sent = delivered(&site).await;
    let mut page = months(&sent, "b").await;
    let words = page.page.words();
    assert!(
        words.contains("できた120を、まだ、たのむ側に知らせていません"),
        "{words}"
    );
    let it = form(&mut page, "notify").await;
    assert_eq!(it.values("quantity"), ["120"]);
    page.submit(it.clone()).await;
    assert_eq!(page.page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.page.errors(), ["place"], "nothing is done nowhere");
    page.submit(
        it.clone()
            .set("quantity", "121")
            .set("place", "共有フォルダー"),
    )
    .await;
    assert_eq!(page.page.errors(), ["quantity"], "more than came");
    assert!(told(&site).await.is_empty());
    let fits = it
        .set("quantity", "100")
        .set("place", "共有フォルダーの「11月」");
    page.submit(fits.clone()).await;
    assert!(
        page.page.words().contains("たのむ側に知らせました"),
        "{}",
        page.page.words()
    );
    page.submit(fits).await;
    assert_eq!(
        told(&site).await,
        ["update employer"],
        "pressed twice is told once"
    );
    let words = narrated(&sent).await;
    let content = site.state.content.get();
    let days = i64::from(content.programme.terms.inspection_days);
    let until = site.state.today().saturating_add(jiff::ToSpan::days(days));
    for said in [
        "100件）ができました",
        "共有フォルダーの「11月」",
        &base::time::japanese(until),
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    assert!(
        !words.contains("合格"),
        "nobody agreed on what silence means: {words}"
    );
    let words = months(&sent, "b").await.page.words();
    assert!(words.contains("できた20を、まだ"), "{words}");
}

#[tokio::test]
async fn a_worker_hears_at_once_what_has_to_be_mended_and_only_news() {
    let site = Site::open().await;
    let sent = delivered(&site).await;
    let redo = [
        ("passed", "110"),
        ("redo", "10"),
        ("reason", "⑥写真の向きがちがいます。"),
    ];
    submit(&mut months(&sent, "b").await, "inspect", &redo).await;
    assert_eq!(told(&site).await, ["inspected worker"]);
    // The price is none of it.
    submit(
        &mut months(&sent, "b").await,
        "inspect",
        &[("unit_yen", "51")],
    )
    .await;
    assert!(told(&site).await.is_empty());
    submit(
        &mut months(&sent, "b").await,
        "inspect",
        &[("passed", "115"), ("redo", "5")],
    )
    .await;
    assert_eq!(told(&site).await, ["inspected worker"]);
    let all = [("passed", "120"), ("redo", "0"), ("reason", "")];
    submit(&mut months(&sent, "b").await, "inspect", &all).await;
    assert!(
        told(&site).await.is_empty(),
        "what passed is on the page and on the notice of the payment"
    );
}

#[tokio::test]
async fn silence_beyond_the_day_of_the_inspection_is_passed_for_everybody() {
    let site = Site::open().await;
    let sent = delivered(&site).await;
    site.pass(SignedDuration::from_hours(60 * 24));
    let words = worker_page(&sent, 1).await.page.words();
    assert!(
        words.contains("までに知らせがなかったので、合格です"),
        "{words}"
    );
    let mut page = months(&sent, "b").await;
    assert!(
        page.page.words().contains("約束のとおり合格です"),
        "{}",
        page.page.words()
    );
    let redo = [
        ("passed", "110"),
        ("redo", "10"),
        ("reason", "⑥写真の向きがちがいます。"),
    ];
    submit(&mut page, "inspect", &redo).await;
    assert_eq!(page.page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.page.errors(), ["passed"]);
    assert!(
        page.page.words().contains("120は合格です"),
        "{}",
        page.page.words()
    );
    assert_eq!(
        form_to(&page, "/director/months").values("redo"),
        ["10"],
        "what was typed stays"
    );
    let mut page = months(&sent, "b").await;
    submit(&mut page, "inspect", &[]).await;
    assert_eq!(page.page.status, StatusCode::OK, "{}", page.page.words());
    let words = page.page.words();
    assert!(!words.contains("約束のとおり合格です"), "{words}");
}

#[tokio::test]
async fn a_client_pays_in_parts_and_every_part_stays() {
    let site = Site::open().await;
    let sent = delivered(&site).await;
    let mut page = months(&sent, "b").await;
    submit(&mut page, "inspect", &[]).await;
    // 120 × 70, and a tenth of it.
    submit(&mut page, "invoice", &[("unit_yen", "70")]).await;
    submit(&mut page, "income", &[("yen", "5,000")]).await;
    assert_eq!(page.page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.page.errors(), ["difference"]);
    assert!(
        page.page.words().contains("まだ入っていない額は9,240円"),
        "{}",
        page.page.words()
    );
    let it = form_to(&page, "/director/months").confirmed();
    assert_eq!(it.values("yen"), ["5,000"]);
    page.submit(it.set("difference", "awaited")).await;
    let words = page.page.words();
    assert!(words.contains("残り4,240円は、まだです"), "{words}");
    let it = form(&mut page, "income").await;
    assert_eq!(
        it.values("yen"),
        ["4240"],
        "what is still to come is proposed"
    );
    page.submit(it).await;
    let words = page.page.words();
    assert!(
        words.contains("5,000円") && words.contains("4,240円"),
        "{words}"
    );
    assert!(
        !words.contains("まだです（合格") && !words.contains("残り4"),
        "{words}"
    );
    corrected(&sent, page).await;
}

/// The second payment was typed wrongly; the first stays as it is.
async fn corrected(sent: &Sent<'_>, mut page: Browser) {
    let links = page.page.links();
    let second = links
        .iter()
        .find(|link| link.contains("part=2"))
        .expect("a way to correct it");
    page.open(second).await;
    let it = form_to(&page, "/director/months").confirmed();
    assert_eq!(it.values("yen"), ["4240"]);
    let short = it.set("yen", "3,800").set("difference", "explained");
    page.submit(short.clone()).await;
    assert_eq!(page.page.errors(), ["reason"]);
    page.submit(short.set("reason", "振込手数料を引いて入りました。"))
        .await;
    let words = page.page.words();
    for said in [
        "5,000円",
        "3,800円（1回直しました）",
        "振込手数料を引いて",
        "請求より440円少なく",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    let state = &sent.site.state;
    let lines = state.store.ledger(2026).await.expect("the ledger");
    let figures = figures::Figures::count(
        &lines,
        &figures::BusinessNumbers::default(),
        2026,
        state.today(),
    );
    assert_eq!(
        figures.income_yen, 8_800,
        "in the fiscal year in which it came"
    );
}

#[tokio::test]
async fn an_invoice_beyond_what_passed_or_was_agreed_on_is_pointed_out_before_it_leaves() {
    let site = Site::open().await;
    let sent = delivered(&site).await;
    crate::quotes::agree(&sent, "b").await;
    let quote = sent.placement().await.orders.quotes.remove(0).sent.what;
    let unit = quote.lines[0].price.unit_yen.to_string();
    let mut page = months(&sent, "b").await;
    submit(
        &mut page,
        "inspect",
        &[("passed", "110"), ("redo", "10"), ("reason", "⑥見本")],
    )
    .await;
    submit(
        &mut page,
        "invoice",
        &[("count", "110"), ("unit_yen", &unit)],
    )
    .await;
    let words = page.page.words();
    assert!(
        !words.contains("合格は110です") && !words.contains("こえています"),
        "{words}"
    );
    submit(
        &mut page,
        "invoice",
        &[("count", "120"), ("unit_yen", "900000")],
    )
    .await;
    let words = page.page.words();
    for said in [
        "請求の数は120ですが、合格は110です",
        "承諾した見積の、いちばん多い額",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    submit(
        &mut months(&sent, "b").await,
        "notify",
        &[("place", "共有フォルダー")],
    )
    .await;
    let told = narrated(&sent).await;
    assert!(told.contains("見積のとおり、合格です"), "{told}");
}

/// Saves and sends a quote, to which the employer agrees.
async fn send_and_agree(sent: &Sent<'_>, page: &mut Browser, quote: Form) {
    page.submit(quote).await;
    let it = form_to(page, "/director/order/quote/send");
    page.submit(it).await;
    let mut client = employer(sent).await;
    let it = answer(&client, "agree").confirmed();
    client.submit(it).await;
}

#[tokio::test]
async fn a_quote_of_three_lines_is_invoiced_line_by_line() {
    let site = Site::open().await;
    let sent = delivered(&site).await;
    let mut page = quote_form(&sent, "b").await;
    let it = form_to(&page, "/director/order/quote")
        .set("line1_what", "投稿の文")
        .set("line1_unit_yen", "70")
        .set("line1_count", "120")
        .set("line2_what", "写真の選び出し")
        .set("line2_unit_yen", "33")
        .set("line2_unit", "1枚")
        .set("line2_count", "41")
        .set("line3_what", "月のまとめ")
        .set("line3_unit_yen", "1505")
        .set("line3_unit", "1回")
        .set("line3_count", "1");
    send_and_agree(&sent, &mut page, it).await;
    let mut page = months(&sent, "b").await;
    let it = form(&mut page, "invoice").await;
    let proposed: Vec<_> = (1..=3)
        .map(|n| {
            let value = |field: &str| it.values(&format!("{field}_{n}"))[0].to_owned();
            (value("count"), value("unit_yen"))
        })
        .collect();
    // Of the first as many are paid as are received, and nothing was looked at yet.
    let wanted = [("", "70"), ("41", "33"), ("1", "1505")];
    assert_eq!(
        proposed,
        wanted.map(|(count, yen)| (count.to_owned(), yen.to_owned()))
    );
    let it = it.set("count_1", "120");
    page.submit(it.clone().set("count_2", "四十")).await;
    assert_eq!(page.page.errors(), ["count_2"]);
    // Nothing of the third this month: 8,400 + 1,320, and a tenth of it once.
    page.submit(it.set("count_2", "40").set("count_3", "0"))
        .await;
    let words = page.page.words();
    assert!(
        words.contains("10,692円（税抜9,720円・税972円）"),
        "{words}"
    );
    submit(&mut page, "sendinvoice", &[]).await;
    let placement = sent.placement().await;
    let papers = placement.accounts.invoice_papers.values().flatten();
    let labels: Vec<_> = papers
        .flat_map(|it| &it.what.paper.groups[0].rows)
        .map(|row| row.label.as_str())
        .collect();
    assert_eq!(labels[1..], ["投稿の文", "写真の選び出し"]);
}

#[tokio::test]
async fn of_a_quote_with_a_ceiling_what_passed_is_proposed_and_what_comes_once_is_not_billed_twice()
{
    let site = Site::open().await;
    let sent = delivered(&site).await;
    let mut page = quote_form(&sent, "b").await;
    let it = form_to(&page, "/director/order/quote")
        .set("line1_what", "入力")
        .set("line1_unit_yen", "94")
        .set("line1_count", "217件")
        .set("line1_ceiling", "260")
        .set("line2_what", "はじめの準備")
        .set("line2_unit_yen", "5000")
        .set("line2_unit", "1回")
        .set("line2_count", "1")
        .set("pays_on", "25日");
    send_and_agree(&sent, &mut page, it).await;
    let passed: u32 = {
        let books = sent.placement().await.accounts;
        books.inspections.values().map(|it| it.what.passed).sum()
    };
    let mut page = months(&sent, "b").await;
    let it = form(&mut page, "invoice").await;
    let proposed = ["count_1", "count_2"].map(|field| it.values(field)[0].to_owned());
    let passed = match passed {
        0 => String::new(),
        passed => passed.to_string(),
    };
    assert_eq!(proposed, [passed, "1".to_owned()]);
}

#[tokio::test]
async fn an_invoice_whose_day_is_over_does_not_leave() {
    let site = Site::open().await;
    let sent = delivered(&site).await;
    let mut page = months(&sent, "b").await;
    let late = [
        ("unit_yen", "70"),
        ("on", "2026-11-20"),
        ("due", "2026-11-22"),
    ];
    let it = form(&mut page, "invoice").await.set("count", "120");
    let it = late
        .iter()
        .fold(it, |it, (name, value)| it.set(name, value));
    page.submit(it).await;
    submit(&mut page, "sendinvoice", &[]).await;
    let words = page.page.words();
    assert!(
        words.contains("2026年11月22日（日））が、もうすぎています"),
        "{words}"
    );
    assert!(sent.placement().await.accounts.invoice_papers.is_empty());
}
