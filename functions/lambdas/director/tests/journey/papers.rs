//! Papers and books found by day, amount and name: what each leads to, and who sees them.

use axum::http::StatusCode;
use jiff::SignedDuration;
use testkit::browser::Browser;

use crate::money::{recorded, send};
use crate::months::{form, months};
use crate::site::{Sent, Site};

const PAGE: &str = "/director/papers";

/// A year of one job: its order, both papers about money, and what was paid.
async fn filed(site: &Site) -> Sent<'_> {
    let sent = recorded(site).await;
    send(&sent, "sendinvoice").await;
    send(&sent, "sendnotices").await;
    site.pass(SignedDuration::from_hours(24 * 9));
    let mut page = months(&sent, "b").await;
    let it = form(&mut page, "income").await;
    page.submit(it).await;
    let mut page = months(&sent, "b").await;
    let it = form(&mut page, "pay").await;
    page.submit(it).await;
    sent
}

async fn find(browser: &mut Browser, of: &str, pairs: &[(&str, &str)]) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("as", of)
        .extend_pairs(pairs)
        .finish();
    browser.open(&format!("{PAGE}?{query}")).await.words()
}

/// How many were found.
fn count(words: &str) -> usize {
    let after = words.split_once("見つかったもの").expect("a result").1;
    let number = after.split_once('件').expect("a number").0;
    number.trim().parse().expect("a number")
}

#[tokio::test]
async fn papers_and_money_are_found_by_day_amount_and_name() {
    let site = Site::open().await;
    filed(&site).await;
    let mut page = site.signed_in("office@example.jp").await;
    let all = find(&mut page, "office", &[]).await;
    assert_eq!(count(&all), 5, "{all}");
    for (pairs, kinds) in [
        (
            vec![("name", "はなこ")],
            vec!["取引条件明示書", "支払通知書", "支払いの記録"],
        ),
        (vec![("name", "ﾊﾅｺ"), ("least", "6601")], vec![]),
        (vec![("name", "高崎")], vec!["請求書", "入金の記録"]),
        (vec![("least", "9,000円")], vec!["請求書", "入金の記録"]),
        (
            vec![("most", "６６００")],
            vec!["取引条件明示書", "支払通知書", "支払いの記録"],
        ),
        (
            vec![("since", "2026-11-25")],
            vec!["入金の記録", "支払いの記録"],
        ),
        (
            vec![
                ("since", "2026-11-24"),
                ("until", "2026-11-24"),
                ("least", "7000"),
            ],
            vec!["請求書"],
        ),
        (vec![("until", "2026-11-23")], vec![]),
        (vec![("name", "S202611")], vec!["請求書"]),
        (vec![("name", "花子")], vec!["請求書", "入金の記録"]),
    ] {
        let words = find(&mut page, "office", &pairs).await;
        assert_eq!(count(&words), kinds.len(), "{pairs:?}: {words}");
        for kind in kinds {
            assert!(words.contains(kind), "{pairs:?}: {words}");
        }
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_told_at_its_field_and_kept() {
    let site = Site::open().await;
    let mut page = site.signed_in("office@example.jp").await;
    find(
        &mut page,
        "office",
        &[("since", "きのう"), ("most", "たくさん")],
    )
    .await;
    assert_eq!(page.page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.page.errors(), ["since", "most"]);
    assert!(page.page.html().contains("たくさん"));
}

#[tokio::test]
async fn a_range_the_wrong_way_round_and_a_sign_alone_are_told_instead_of_searched() {
    let site = Site::open().await;
    filed(&site).await;
    let mut page = site.signed_in("office@example.jp").await;
    for (pairs, at) in [
        (
            vec![("since", "2026-12-01"), ("until", "2026-11-01")],
            "until",
        ),
        (vec![("least", "9000"), ("most", "1000")], "most"),
        (vec![("name", "%")], "name"),
    ] {
        find(&mut page, "office", &pairs).await;
        assert_eq!(
            page.page.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{pairs:?}"
        );
        assert_eq!(page.page.errors(), [at]);
    }
}

#[tokio::test]
async fn what_was_replaced_says_by_what_on_the_page_and_in_the_table() {
    let site = Site::open().await;
    let sent = filed(&site).await;
    // A new paper, and a payment put right.
    let mut page = months(&sent, "b").await;
    let it = form(&mut page, "invoice").await.set("unit_yen", "71");
    page.submit(it).await;
    send(&sent, "sendinvoice").await;
    let mut page = months(&sent, "b").await;
    let it = form(&mut page, "income").await.set("yen", "132");
    page.submit(it).await;
    let mut page = months(&sent, "b").await;
    let again = page
        .page
        .links()
        .into_iter()
        .find(|link| link.contains("part=2"));
    page.open(&again.expect("a way to put it right")).await;
    let it = crate::months::open(&page)
        .set("yen", "100")
        .set("difference", "awaited");
    page.submit(it).await;
    assert_eq!(page.page.status, StatusCode::OK, "{}", page.page.words());
    let number = format!("{}-S202611-2", sent.id(1));
    let mut page = site.signed_in("office@example.jp").await;
    let words = find(&mut page, "office", &[]).await;
    for said in [
        format!("この紙は、番号 {number} の紙に代わりました。"),
        "この記録は、あとで直しました（2026年12月3日（木）、100円）。".to_owned(),
    ] {
        assert_eq!(words.matches(&said).count(), 1, "{said}: {words}");
    }
    let table = page
        .page
        .links()
        .into_iter()
        .find(|link| link.contains("papers.csv"));
    page.open(&table.expect("a table")).await;
    assert_eq!(page.page.status, StatusCode::OK);
    let table = page.page.html();
    assert_eq!(table.lines().count(), 9, "{table}");
    let first = format!(
        "\"2026-11-24\",\"請求書\",\"{}-S202611\",\"1\",",
        sent.id(1)
    );
    assert!(table.contains(&first), "{table}");
    assert!(
        table.contains(&format!("番号 {number} の紙に代わりました")),
        "{table}"
    );
}

#[tokio::test]
async fn each_hit_leads_to_its_paper_and_its_work_and_a_director_sees_their_own_alone() {
    let site = Site::open().await;
    let sent = filed(&site).await;
    let mut page = site.list("b").await;
    let link = page
        .page
        .links()
        .into_iter()
        .find(|it| it.starts_with(PAGE));
    page.open(&link.expect("a way to it")).await;
    let links = page.page.links();
    let token = format!("{}.b", sent.id(1));
    for which in [
        "worker=1&v=1",
        "paper=invoice&number=",
        "paper=notice&number=",
    ] {
        let start = format!("/director/order.pdf?t={token}&{which}");
        assert!(
            links.iter().any(|link| link.starts_with(&start)),
            "{start}: {links:?}"
        );
    }
    page.open(&format!("/director/decide?t={token}")).await;
    assert_eq!(page.page.status, StatusCode::OK);
    let mut other = site.list("a").await;
    let words = find(&mut other, "a", &[]).await;
    assert_eq!(count(&words), 0, "{words}");
    find(&mut other, "office", &[]).await;
    assert_eq!(other.page.status, StatusCode::NOT_FOUND);
    let mut stranger = site.browser();
    stranger.open(PAGE).await;
    assert_eq!(stranger.page.status, StatusCode::UNAUTHORIZED);
}
