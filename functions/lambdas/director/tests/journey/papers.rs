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
        (
            vec![("since", "2026-12-01"), ("until", "2026-11-01")],
            vec![],
        ),
        (vec![("name", "S202611")], vec!["請求書"]),
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
