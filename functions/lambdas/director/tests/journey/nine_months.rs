//! A contract of nine months whose end is told too late for the end of the fiscal year, and a month that is accepted in one
//! fiscal year and paid for in the next.

use axum::http::StatusCode;
use figures::{BusinessNumbers, Figures};
use jiff::civil::date;

use crate::endings::{ending_page, written};
use crate::site::Site;
use crate::year::{begun, deliver, inspect, issue_sheet, month, on, record, share, until};

/// March's work, counted by hand: 180 and 120 units at 56 yen, each with its tax, and 300 at 70 yen for the client.
const PASSED: u64 = 11_088 + 7_392;
const CLIENT: u64 = 23_100;
/// What each fiscal year says: passed, invoiced, received.
const YEARS: [(i16, [u64; 3]); 2] = [(2026, [PASSED, 0, 0]), (2027, [0, CLIENT, CLIENT])];
/// Told on 10 March, with 30 days between: the first lawful last day.
const EARLIEST: (&str, &str) = ("2027-04-09", "2027年4月9日（金）か、そのあと");

#[tokio::test]
async fn an_end_told_too_late_is_blocked_and_each_fiscal_year_counts_what_happened_in_it() {
    let site = Site::open().await;
    let sent = begun(&site, "2027-08-31").await;
    for n in 0..3 {
        until(&sent, on(n, 21)).await;
        issue_sheet(&sent, n + 1).await;
    }
    until(&sent, date(2027, 3, 10)).await;
    for (last_day, status) in [
        ("2027-03-31", StatusCode::UNPROCESSABLE_ENTITY),
        ("2027-04-08", StatusCode::UNPROCESSABLE_ENTITY),
        (EARLIEST.0, StatusCode::OK),
    ] {
        let mut page = ending_page(&sent, 1).await;
        let look = written(&page, last_day, "long");
        page.submit(look.press("/director/order/ending", "look", "1"))
            .await;
        let words = page.page.words();
        assert_eq!(page.page.status, status, "{last_day}: {words}");
        assert!(words.contains(EARLIEST.1), "{last_day}: {words}");
    }
    // Nothing was announced: the work of March is done, accepted on its last day, and paid for a month later.
    let march = month(3);
    until(&sent, date(2027, 3, 22)).await;
    deliver(&sent, 1, 180).await;
    deliver(&sent, 2, 120).await;
    until(&sent, date(2027, 3, 31)).await;
    inspect(&sent, march, 1, share(180)).await;
    inspect(&sent, march, 2, share(120)).await;
    until(&sent, date(2027, 4, 2)).await;
    record(
        &sent,
        ("invoice", march, 0),
        &[("unit_yen", "70".to_owned())],
    )
    .await;
    record(&sent, ("sendinvoice", march, 0), &[]).await;
    until(&sent, date(2027, 4, 30)).await;
    record(&sent, ("income", march, 0), &[]).await;
    for (year, wanted) in YEARS {
        let lines = site.state.store.ledger(year).await.unwrap();
        let figures = Figures::count(
            &lines,
            &BusinessNumbers::default(),
            year,
            site.state.today(),
        );
        let counted = [figures.passed_yen, figures.invoiced_yen, figures.income_yen];
        assert_eq!(counted, wanted, "{year}");
    }
}
