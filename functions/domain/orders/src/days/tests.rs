//! The deadlines' test vectors, by number, and their neighbours.

use base::time::Calendar;
use jiff::civil::{Date, date};
use town::{DayOfMonth, PayRule};

use super::*;

fn d(text: &str) -> Date {
    text.parse().expect("a date")
}

/// Holidays by the law alone.
fn calendar() -> Calendar {
    Calendar::default()
}

fn rule(closes: DayOfMonth, months_later: u8, pays_on: DayOfMonth) -> PayRule {
    PayRule {
        closes,
        months_later,
        pays_on,
        postponed: true,
    }
}

const LAST: DayOfMonth = DayOfMonth::Last;

fn day(n: i8) -> DayOfMonth {
    DayOfMonth::of(n).expect("a day that every month has")
}

/// 1, 3, 4, 18 and 2.
#[test]
fn sixty_days_and_two_months_begin_with_the_day_of_receipt() {
    for (received, each, monthly) in [
        ("2026-12-01", "2027-01-29", "2027-01-31"),
        ("2026-12-31", "2027-02-28", "2027-02-28"),
        ("2027-01-01", "2027-03-01", "2027-03-01"),
        ("2026-05-15", "2026-07-13", "2026-07-14"),
        // Leap year, and two months that end in a shorter one.
        ("2027-12-30", "2028-02-27", "2028-02-29"),
        ("2027-07-31", "2027-09-28", "2027-09-30"),
    ] {
        assert_eq!(lawful_limit(d(received), Timing::Each, None), d(each));
        assert_eq!(lawful_limit(d(received), Timing::Monthly, None), d(monthly));
    }
}

/// 2, 5, 6, 7, 8.
#[test]
fn a_monthly_closing_that_pays_too_late_is_due_on_the_sixtieth_day() {
    for (received, rule, planned, due) in [
        (
            "2026-12-01",
            rule(LAST, 1, LAST),
            "2027-01-31",
            "2027-01-31",
        ),
        (
            "2026-12-01",
            rule(LAST, 2, day(10)),
            "2027-02-10",
            "2027-01-29",
        ),
        (
            "2026-11-21",
            rule(day(20), 1, day(20)),
            "2027-01-20",
            "2027-01-20",
        ),
        (
            "2026-11-21",
            rule(day(20), 1, LAST),
            "2027-01-31",
            "2027-01-19",
        ),
        (
            "2026-11-26",
            rule(day(25), 1, LAST),
            "2027-01-31",
            "2027-01-24",
        ),
        // On the day of closing it is closed.
        (
            "2026-11-20",
            rule(day(20), 1, day(20)),
            "2026-12-20",
            "2026-12-20",
        ),
    ] {
        let received = d(received);
        assert_eq!(rule.pays(received), d(planned), "{received}");
        let set = Some(rule.pays(received));
        assert_eq!(
            due_by_law(received, set, Timing::Monthly, None, None),
            d(due)
        );
    }
}

/// 9: closed by inspection, received on 12-28, accepted on 01-06, paid on 02-28: the clock began with the receipt.
#[test]
fn inspection_does_not_move_the_clock() {
    let received = d("2026-12-28");
    let by_inspection = rule(LAST, 1, LAST).pays(d("2027-01-06"));
    assert_eq!(by_inspection, d("2027-02-28"));
    let due = due_by_law(received, Some(by_inspection), Timing::Monthly, None, None);
    assert_eq!(due, d("2027-02-25"));
}

/// 10.
#[test]
fn without_a_day_payment_is_due_at_once() {
    let received = d("2026-12-10");
    assert_eq!(
        due_by_law(received, None, Timing::Each, None, None),
        received
    );
    let original = Some(d("2026-12-25"));
    assert_eq!(
        due_by_law(received, None, Timing::Each, original, None),
        d("2026-12-25")
    );
}

/// 12, 13, and the twelfth money case: the law waits for the client, we do not.
#[test]
fn a_re_entrusted_job_is_paid_within_thirty_days_of_the_client_and_sixty_of_the_receipt() {
    let received = d("2026-12-01");
    let limits = |original: Option<&str>| {
        let original = original.map(d);
        let lawful = lawful_limit(received, Timing::Each, original);
        (lawful, our_limit(received, Timing::Each, original))
    };
    assert_eq!(
        limits(Some("2026-12-25")),
        (d("2027-01-23"), d("2027-01-23"))
    );
    assert_eq!(limits(None), (d("2027-01-29"), d("2027-01-29")));
    assert_eq!(
        limits(Some("2027-02-28")),
        (d("2027-03-29"), d("2027-01-29"))
    );
    let late = Some(d("2027-04-10"));
    let original = Some(d("2027-02-28"));
    assert_eq!(
        due_by_law(received, late, Timing::Each, original, None),
        d("2027-03-29")
    );
}

/// 14, 15, 16, 17.
#[test]
fn a_closed_bank_postpones_by_two_days_at_most_and_only_if_agreed() {
    for (due, agreed, paid) in [
        ("2027-01-31", true, "2027-02-01"),
        ("2027-01-31", false, "2027-01-29"),
        ("2026-12-31", true, "2026-12-30"),
        ("2027-03-20", true, "2027-03-19"),
        ("2026-12-30", true, "2026-12-30"),
        // Saturday to Monday are two days; Golden Week is longer.
        ("2027-01-30", true, "2027-02-01"),
        ("2027-05-01", true, "2027-04-30"),
        ("2027-01-01", false, "2026-12-30"),
    ] {
        assert_eq!(on_bank_day(d(due), agreed, &calendar()), d(paid), "{due}");
    }
}

#[test]
fn banks_open_when_the_office_is_still_closed() {
    let mut office = calendar();
    office.closure_from = "12-29".to_owned().try_into().expect("a day");
    office.closure_to = "01-03".to_owned().try_into().expect("a day");
    let day = date(2026, 12, 29);
    assert!(!office.is_business_day(day) && is_bank_day(day, &office));
    let day = date(2027, 2, 1);
    office.closures.insert(day, "臨時休業".to_owned());
    assert!(!office.is_business_day(day) && is_bank_day(day, &office));
}

#[test]
fn the_proposed_day_is_a_bank_day_within_our_limit() {
    let rule = rule(LAST, 1, LAST);
    let proposed = |received: &str, original: Option<&str>| {
        pay_day(d(received), &rule, original.map(d), &calendar())
    };
    let expected = |on: &str, because| PayDay { on: d(on), because };
    assert_eq!(
        proposed("2026-11-20", None),
        expected("2026-12-30", Because::Bank)
    );
    assert_eq!(
        proposed("2026-12-10", None),
        expected("2027-02-01", Because::Bank)
    );
    assert_eq!(
        proposed("2027-02-10", None),
        expected("2027-03-31", Because::Rule)
    );
    let waiting = proposed("2026-12-01", Some("2027-02-28"));
    assert_eq!(waiting, expected("2027-01-29", Because::Limit));
}

/// 19, and the fifteenth money case.
#[test]
fn an_ending_is_announced_thirty_days_before() {
    assert_eq!(notice_until(d("2027-03-31"), 30), d("2027-03-01"));
    assert_eq!(earliest_end(d("2027-03-10"), 30), d("2027-04-09"));
}

/// 20.
#[test]
fn a_town_that_is_the_client_inspects_in_ten_days_and_pays_in_thirty() {
    assert_eq!(town_inspects_until(d("2027-04-01")), d("2027-04-11"));
    assert_eq!(town_pays_until(d("2027-04-12")), d("2027-05-12"));
}

/// 21: of one who paid before the work came, it is paid when it comes and never before.
#[test]
fn nothing_is_due_before_it_is_received() {
    let (paid, received) = (Some(d("2026-12-14")), d("2026-12-20"));
    let due = |set| due_by_law(received, set, Timing::Each, paid, None);
    assert_eq!(due(None), received);
    let later = due_by_law(received, None, Timing::Each, Some(d("2027-01-10")), None);
    assert_eq!(later, d("2027-01-10"));
}
