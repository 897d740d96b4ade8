//! The day of the inspection passes without a word: the terms say that it is 合格.

use super::*;

const MONTH: &str = "2026-12";

pub(super) fn check(
    orders: &OrderBook,
    book: &AccountBook,
    it: Inspection,
    today: Date,
) -> Result<(), AccountRefused> {
    let judge = AccountJudge {
        book,
        orders,
        programme: &programme(),
        today,
    };
    judge.check(&inspected(1, MONTH, it), None)
}

fn faulty(on: Date, passed: u32, redo: u32) -> Inspection {
    Inspection {
        redo,
        reason: "あて名が1件ちがいます。約束の2番".into(),
        ..inspection(on, (passed, 56))
    }
}

#[test]
fn fault_is_found_until_the_day_of_the_terms_and_not_after_it() {
    let (orders, book) = december();
    let last = date(2027, 1, 1);
    assert_eq!(check(&orders, &book, faulty(last, 290, 10), last), Ok(()));
    let late = last.tomorrow().unwrap();
    let passed = AccountRefused::PassedBySilence {
        on: last,
        least: 300,
    };
    for it in [
        faulty(late, 290, 10),
        // A day written back changes nothing: the worker had heard nothing by then.
        faulty(last, 290, 10),
        // Nor does leaving a part of it out.
        inspection(late, (1, 56)),
    ] {
        assert_eq!(check(&orders, &book, it, late), Err(passed.clone()));
    }
    assert_eq!(
        check(&orders, &book, inspection(late, (300, 56)), late),
        Ok(())
    );
    let row = &book.months(&orders, &programme())[0].workers[0];
    assert!(!row.passed_by_silence(last) && row.passed_by_silence(late));
    // What somebody looked at in part has passed as a whole.
    let mut book = book;
    record(
        &mut book,
        &orders,
        &inspected(1, MONTH, inspection(last, (1, 56))),
        last,
    );
    let row = &book.months(&orders, &programme())[0].workers[0];
    assert!(!row.passed_by_silence(last) && row.passed_by_silence(late));
}

#[test]
fn what_was_found_in_time_stays_open_until_it_is_mended() {
    let (orders, mut book) = december();
    let day = date(2026, 12, 20);
    record(
        &mut book,
        &orders,
        &inspected(1, MONTH, faulty(day, 290, 10)),
        day,
    );
    let late = date(2027, 1, 10);
    assert_eq!(check(&orders, &book, faulty(late, 295, 5), late), Ok(()));
    assert_eq!(
        check(&orders, &book, inspection(late, (300, 56)), late),
        Ok(())
    );
    let more = check(&orders, &book, faulty(late, 289, 11), late);
    assert!(
        matches!(
            more,
            Err(AccountRefused::PassedBySilence { least: 290, .. })
        ),
        "{more:?}"
    );
}

#[test]
fn what_came_later_has_its_own_days() {
    let (mut orders, book) = december();
    deliver(&mut orders.orders[0], date(2026, 12, 30), 50);
    let days = i64::from(programme().terms.inspection_days);
    let last = date(2026, 12, 30).saturating_add(jiff::ToSpan::days(days));
    assert_eq!(check(&orders, &book, faulty(last, 340, 10), last), Ok(()));
    let late = last.tomorrow().unwrap();
    let refused = check(&orders, &book, faulty(late, 340, 10), late);
    assert_eq!(
        refused,
        Err(AccountRefused::PassedBySilence {
            on: last,
            least: 350
        })
    );
}

#[test]
fn where_no_day_was_agreed_on_nothing_passes_by_silence() {
    let (mut orders, book) = december();
    orders.orders[0].versions[0].terms.inspection = TermItem::Undecided {
        reason: "件数による".into(),
        on: date(2027, 1, 5),
    };
    let late = date(2027, 3, 1);
    assert_eq!(check(&orders, &book, faulty(late, 290, 10), late), Ok(()));
}

#[test]
fn silence_passes_no_more_than_was_ordered() {
    let mut farm = order(1, (50, 400), date(2027, 1, 29));
    deliver(&mut farm, date(2026, 12, 10), 450);
    let orders = OrderBook {
        orders: vec![farm],
        ..OrderBook::default()
    };
    let late = date(2027, 1, 10);
    let handed_back = Inspection {
        rejected: 50,
        reason: "上限400をこえた50件は、使わずに返します。".into(),
        ..inspection(late, (400, 50))
    };
    assert_eq!(
        check(&orders, &AccountBook::default(), handed_back, late),
        Ok(())
    );
}

#[test]
fn what_a_worker_agreed_to_or_was_paid_for_is_lowered_only_with_the_reason() {
    let (orders, mut book) = december();
    let day = date(2026, 12, 20);
    record(
        &mut book,
        &orders,
        &inspected(1, MONTH, inspection(day, (300, 56))),
        day,
    );
    let fewer = || inspection(day, (30, 56));
    assert_eq!(
        check(&orders, &book, fewer(), day),
        Ok(()),
        "a slip nobody has relied on"
    );
    record(&mut book, &orders, &paid(1, MONTH, day, 18_480), day);
    let refused = check(&orders, &book, fewer(), day);
    assert_eq!(refused, Err(AccountRefused::ReasonMissing));
    let told = Inspection {
        reason: "270件は、書きまちがいでした。本人に電話で伝えました。".into(),
        ..fewer()
    };
    assert_eq!(check(&orders, &book, told, day), Ok(()));
}
