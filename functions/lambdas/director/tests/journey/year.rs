//! Twelve months of an inn's job with two workers, played with the clock: sheets, deliveries, papers, payments, a rework,
//! a price that changes on the way, a client who is late; and another job that ends in its fourth month.

use axum::http::StatusCode;
use base::month::Month;
use figures::{BusinessNumbers, Figures};
use jiff::SignedDuration;
use jiff::civil::{Date, date};
use jiff::tz::Offset;
use testkit::browser::Browser;

use crate::decide::form_to;
use crate::endings::{announce, ending_page, written};
use crate::orders::{accepted, filled, issue, order_page, worker_page};
use crate::site::{Sent, Site};

/// So many units at so many yen, and others at another price.
type Lines = [(u64, u64); 2];

/// What one worker delivers in a month.
#[derive(Clone, Copy)]
pub(crate) struct Share {
    units: u64,
    lines: Lines,
    /// How many have to be mended before all are as agreed.
    redo: u64,
}

pub(crate) fn share(units: u64) -> Share {
    Share {
        units,
        lines: [(units, 56), (0, 0)],
        redo: 0,
    }
}

/// What each worker of the n-th month delivers, from 0: a rework in the third, a price that changes from item 41 on in
/// the sixth.
fn shares(n: usize) -> [Share; 2] {
    let [first, second] = [share(170 + n as u64), share(110)];
    match n {
        2 => [Share { redo: 10, ..first }, second],
        5 => {
            let lines = [(40, 56), (first.units - 40, 60)];
            [Share { lines, ..first }, second]
        }
        _ => [first, second],
    }
}

/// Yen with tax, rounded down once.
fn gross(lines: &Lines) -> u64 {
    let net: u64 = lines.iter().map(|(count, yen)| count * yen).sum();
    net + net / 10
}

/// Noon of that day. The clock looks at the case on the way.
pub(crate) async fn until(sent: &Sent<'_>, day: Date) {
    let site = sent.site;
    let noon = Offset::constant(9)
        .to_timestamp(day.at(12, 0, 0, 0))
        .expect("a moment");
    let left = noon.duration_since(site.state.now());
    site.pass(left.max(SignedDuration::ZERO));
    let programme = site.state.content.get().programme.clone();
    let (store, now) = (&site.state.store, site.state.now());
    while store
        .tick(&sent.reference, now, &programme)
        .await
        .expect("the store answers")
        .is_some()
    {}
}

async fn books(sent: &Sent<'_>, kind: &str, month: Month, worker: u32) -> Browser {
    let mut browser = sent.site.browser();
    let token = sent.site.token(&sent.decide_link("b"));
    let form = format!("&form={kind}&month={month}&worker={worker}");
    browser
        .open(&format!("/director/months?t={token}{form}"))
        .await;
    browser
}

/// Records by a form of the books as it is proposed, but for these fields.
pub(crate) async fn record(
    sent: &Sent<'_>,
    (kind, month, worker): (&str, Month, u32),
    fields: &[(&str, String)],
) {
    let mut page = books(sent, kind, month, worker).await;
    let mut form = form_to(&page, "/director/months").confirmed();
    for (name, value) in fields {
        form = form.set(name, value);
    }
    page.submit(form).await;
    assert_eq!(
        page.page.status,
        StatusCode::OK,
        "{kind} {month}: {}",
        page.page.words()
    );
}

pub(crate) async fn deliver(sent: &Sent<'_>, worker: u32, units: u64) {
    let mut page = worker_page(sent, worker).await;
    let form = form_to(&page, "/work/delivered")
        .set(
            "url",
            &format!("https://example.jp/{}", sent.site.state.today()),
        )
        .set("quantity", &units.to_string());
    page.submit(form).await;
    assert_eq!(page.page.status, StatusCode::OK, "{}", page.page.words());
}

pub(crate) async fn inspect(sent: &Sent<'_>, month: Month, worker: u32, it: Share) {
    let [(_, unit), (other, price)] = it.lines;
    let mut fields = vec![("unit_yen", unit.to_string())];
    if other > 0 {
        fields.extend([
            ("count2", other.to_string()),
            ("unit2_yen", price.to_string()),
        ]);
    }
    if it.redo > 0 {
        let passed = it.units - it.redo;
        let reason = "①日付の列がぬけています。".to_owned();
        let failed = [
            ("passed", passed.to_string()),
            ("redo", it.redo.to_string()),
            ("reason", reason),
        ];
        record(
            sent,
            ("inspect", month, worker),
            &[failed.to_vec(), fields.clone()].concat(),
        )
        .await;
        // Mended and looked at again: the whole fee, and the day of payment has not moved.
        let mended = [
            ("passed", it.units.to_string()),
            ("redo", "0".into()),
            ("reason", String::new()),
        ];
        record(
            sent,
            ("inspect", month, worker),
            &[mended.to_vec(), fields].concat(),
        )
        .await;
        return;
    }
    record(sent, ("inspect", month, worker), &fields).await;
}

/// The job for two workers, with its first sheet issued.
pub(crate) async fn begun<'a>(site: &'a Site, ends: &str) -> Sent<'a> {
    let sent = accepted(site, &["inn02"]).await;
    let mut page = order_page(&sent, "b").await;
    let form = filled(&page)
        .set("unit_yen", "56")
        .set("count", "300")
        .set("ceiling", "360")
        .set("delivery", "2026-12-25")
        .set("inspection", "2027-01-04")
        .set("payment", "2027年1月29日")
        .set("until", ends)
        .set("worker1_count", "180");
    page.submit(form).await;
    let form = form_to(&page, "/director/order")
        .set("worker2_name", "見本 たろう")
        .set("worker2_mail", "taro@example.jp")
        .set("worker2_count", "120");
    page.submit(form).await;
    issue(&mut page).await;
    let orders = sent.placement().await.orders.orders.len();
    assert_eq!(orders, 2, "{}", page.page.words());
    sent
}

/// The n-th month of the job, from 0.
pub(crate) fn month(n: usize) -> Month {
    (0..n).fold(Month::of(date(2026, 12, 1)), |month, _| month.next())
}

pub(crate) fn on(n: usize, day: i8) -> Date {
    let first = month(n).first();
    first.with().day(day).build().expect("every month has it")
}

/// The sheet of the n-th month, as the clock has drafted it.
pub(crate) async fn issue_sheet(sent: &Sent<'_>, n: usize) {
    let prepared = sent.placement().await.orders.prepared.expect("a draft");
    assert_eq!(
        prepared.draft.from,
        Some(month(n).first()),
        "drafted by the clock"
    );
    let mut page = order_page(sent, "b").await;
    issue(&mut page).await;
    let placement = sent.placement().await;
    for order in &placement.orders.orders {
        assert_eq!(
            order.latest().terms.from,
            Some(month(n).first()),
            "{}",
            page.page.words()
        );
    }
}

/// What was inspected in the n-th month goes out: two notices, one invoice at 70 yen each.
async fn send_papers(sent: &Sent<'_>, n: usize) {
    let none: &[(&str, String)] = &[];
    record(sent, ("sendnotices", month(n), 0), none).await;
    record(
        sent,
        ("invoice", month(n), 0),
        &[("unit_yen", "70".to_owned())],
    )
    .await;
    record(sent, ("sendinvoice", month(n), 0), none).await;
}

async fn pay(sent: &Sent<'_>, n: usize) {
    for worker in [1, 2] {
        record(sent, ("pay", month(n), worker), &[]).await;
    }
}

/// One month of the calendar: what belongs to this month, and what follows from the one before.
async fn play(sent: &Sent<'_>, n: usize, last: usize, late: usize) {
    let before = n.checked_sub(1).filter(|before| *before <= last);
    until(sent, on(n, 3)).await;
    if let Some(before) = before {
        send_papers(sent, before).await;
    }
    let works = n <= last;
    let [first, second] = shares(n);
    until(sent, on(n, 10)).await;
    if works {
        deliver(sent, 1, first.units / 2).await;
    }
    until(sent, on(n, 21)).await;
    if n < last {
        issue_sheet(sent, n + 1).await;
    }
    until(sent, on(n, 22)).await;
    if works {
        deliver(sent, 1, first.units - first.units / 2).await;
        deliver(sent, 2, second.units).await;
    }
    until(sent, on(n, 25)).await;
    if let Some(before) = before {
        pay(sent, before).await;
    }
    until(sent, month(n).last()).await;
    if works {
        inspect(sent, month(n), 1, first).await;
        inspect(sent, month(n), 2, second).await;
    }
    for paying in before.into_iter().filter(|paying| *paying != late) {
        record(sent, ("income", month(paying), 0), &[]).await;
    }
    if before == Some(late + 1) {
        record(sent, ("income", month(late), 0), &[]).await;
    }
}

/// What the fiscal year should come to, counted by hand: invoiced, paid to workers, paid by the client.
fn counted(year: i16, months: usize, late: usize) -> (u64, u64, u64) {
    let in_year = |day: Date| base::time::fiscal_year(day) == year;
    let mut sums = (0, 0, 0);
    for n in 0..months {
        let [first, second] = shares(n);
        let bill = gross(&[(first.units + second.units, 70), (0, 0)]);
        let arrived = month(if n == late { n + 2 } else { n + 1 }).last();
        if in_year(on(n + 1, 3)) {
            sums.0 += bill;
        }
        if in_year(on(n + 1, 25)) {
            sums.1 += gross(&first.lines) + gross(&second.lines);
        }
        if in_year(arrived) {
            sums.2 += bill;
        }
    }
    sums
}

async fn figures(sent: &Sent<'_>, year: i16) -> (u64, u64, u64) {
    let (store, today) = (&sent.site.state.store, sent.site.state.today());
    let lines = store.ledger(year).await.expect("the store answers");
    let figures = Figures::count(&lines, &BusinessNumbers::default(), year, today);
    (figures.invoiced_yen, figures.pay_yen, figures.income_yen)
}

#[tokio::test]
async fn a_year_of_an_inns_job_comes_to_what_somebody_else_counts() {
    let (last, late) = (11, 7);
    let site = Site::open().await;
    let sent = begun(&site, "2027-11-30").await;
    for n in 0..=last + 1 {
        play(&sent, n, last, late).await;
    }
    for year in [2026, 2027] {
        assert_eq!(
            figures(&sent, year).await,
            counted(year, last + 1, late),
            "{year}"
        );
    }
    let placement = sent.placement().await;
    let book = &placement.accounts;
    let papers = book.invoice_papers.values().chain(book.notices.values());
    let numbers: std::collections::BTreeSet<_> = papers
        .flatten()
        .map(|it| it.what.paper.number.clone())
        .collect();
    assert_eq!(numbers.len(), 12 + 24, "{numbers:?}");
    // The one month in which the client was late, and no other.
    assert_eq!(
        book.reminded
            .iter()
            .map(|(month, days)| (*month, *days))
            .collect::<Vec<_>>(),
        [(month(late), 30)]
    );
    // Rework moved no day of payment, and a price that changed on the way cut nothing back.
    let paid = |n: usize, worker| book.pay[&(month(n), worker)].what.yen;
    assert_eq!(paid(2, 1), gross(&share(172).lines));
    assert_eq!(paid(5, 1), gross(&[(40, 56), (135, 60)]));
    assert!(
        placement
            .orders
            .next_sheet(&site.state.content.get().programme)
            .is_none()
    );
}

#[tokio::test]
async fn a_job_that_ends_in_its_fourth_month_ends_when_everybody_is_paid() {
    let never = usize::MAX - 1;
    let site = Site::open().await;
    let sent = begun(&site, "2027-11-30").await;
    for n in 0..3 {
        play(&sent, n, 3, never).await;
    }
    let end = async || {
        let mut page = sent.decide("b").await;
        let form = form_to(&page, "/director/end").set("ending", "terms");
        page.submit(form).await;
        page
    };
    let refused = end().await;
    assert_eq!(
        refused.page.errors(),
        ["ending"],
        "{}",
        refused.page.words()
    );
    assert!(
        refused
            .page
            .words()
            .contains("受け取った分は、やめるときも、はらいます")
    );
    for n in 3..=4 {
        play(&sent, n, 3, never).await;
    }
    for year in [2026, 2027] {
        assert_eq!(
            figures(&sent, year).await,
            counted(year, 4, never),
            "{year}"
        );
    }
    // Everybody is paid, but the workers count on their orders until they are told.
    assert_eq!(end().await.page.errors(), ["ending"]);
    let today = base::time::japan_date(site.state.now()).to_string();
    for worker in [1, 2] {
        let mut page = ending_page(&sent, worker).await;
        let form = written(&page, &today, "agreed").set("explanation", "電話で話し合いました。");
        announce(&mut page, form).await;
    }
    assert!(end().await.page.errors().is_empty());
    assert!(!sent.placement().await.is_open());
}
