//! An order that is changed in the middle of a month, and what is sent back to be mended.

use super::silence::check;
use super::*;

const MONTH: &str = "2026-12";

/// 100 of at most 120 at 75 yen by the tenth; from the thirteenth on at most `ceiling` at `unit_yen`.
fn changed(unit_yen: u64, ceiling: u32) -> OrderBook {
    let mut only = order(1, (75, 120), date(2027, 1, 29));
    deliver(&mut only, date(2026, 12, 10), 100);
    let mut later = order(1, (unit_yen, ceiling), date(2027, 1, 29))
        .versions
        .remove(0);
    (later.version, later.issued_at) = (2, at(date(2026, 12, 13)));
    only.versions.push(later);
    OrderBook {
        orders: vec![only],
        ..OrderBook::default()
    }
}

fn lot(parts: &[(u32, u64)]) -> Inspection {
    let passed = parts.iter().map(|(count, _)| count).sum();
    Inspection {
        fee: lines(parts),
        ..inspection(date(2026, 12, 20), (passed, 1))
    }
}

#[test]
fn a_change_lowers_neither_the_price_nor_the_most_of_what_was_delivered_before_it() {
    let (orders, book, day) = (changed(60, 50), AccountBook::default(), date(2026, 12, 20));
    let check = |it| check(&orders, &book, it, day);
    assert_eq!(check(lot(&[(100, 75)])), Ok(()));
    assert_eq!(
        check(lot(&[(100, 60)])),
        Err(AccountRefused::BelowPrice { yen: 75 })
    );
    assert_eq!(
        check(lot(&[(50, 60)])),
        Err(AccountRefused::BelowPrice { yen: 75 })
    );
    let row = book
        .months(&orders, &programme())
        .remove(0)
        .workers
        .remove(0);
    assert_eq!((row.most, row.percent_of_most()), (Some(100), Some(100)));
    assert_eq!(
        row.priced,
        [FeeLine {
            count: 100,
            unit_yen: 75
        }]
    );
}

#[test]
fn what_is_delivered_after_a_change_has_its_price_and_counts_for_its_most() {
    let mut orders = changed(90, 150);
    deliver(&mut orders.orders[0], date(2026, 12, 18), 50);
    let (book, day) = (AccountBook::default(), date(2026, 12, 20));
    let check = |it| check(&orders, &book, it, day);
    assert_eq!(check(lot(&[(100, 75), (50, 90)])), Ok(()));
    let short = Err(AccountRefused::BelowPrice { yen: 90 });
    assert_eq!(check(lot(&[(150, 75)])), short);
    assert_eq!(check(lot(&[(101, 75), (49, 90)])), short);
    // Where fewer pass, nobody knows which: the dearer ones may be those that did not.
    let fewer = Inspection {
        rejected: 10,
        reason: "10件は、あて名がちがいます。約束の1番".into(),
        ..lot(&[(100, 75), (40, 90)])
    };
    assert_eq!(check(fewer), Ok(()));
}

#[test]
fn silence_passes_what_was_delivered_before_a_change_that_orders_less() {
    let (orders, book) = (changed(75, 50), AccountBook::default());
    let late = date(2027, 2, 1);
    let refused = check(&orders, &book, lot(&[(50, 75)]), late);
    assert!(
        matches!(
            refused,
            Err(AccountRefused::PassedBySilence { least: 100, .. })
        ),
        "{refused:?}"
    );
    assert_eq!(check(&orders, &book, lot(&[(100, 75)]), late), Ok(()));
}

/// 100 delivered, of which 10 were sent back on the fifteenth.
fn sent_back() -> (OrderBook, AccountBook) {
    let mut only = order(1, (75, 120), date(2027, 1, 29));
    deliver(&mut only, date(2026, 12, 10), 100);
    let orders = OrderBook {
        orders: vec![only],
        ..OrderBook::default()
    };
    let (mut book, day) = (AccountBook::default(), date(2026, 12, 15));
    let faulty = Inspection {
        on: day,
        redo: 10,
        reason: "10件は、あて名がちがいます。約束の1番".into(),
        ..lot(&[(90, 75)])
    };
    record(&mut book, &orders, &inspected(1, MONTH, faulty), day);
    (orders, book)
}

fn mend(order: &mut Order, on: Date, quantity: u32) {
    deliver(order, on, quantity);
    let last = order.deliveries.last_mut().unwrap();
    last.what.mends = Some(month(MONTH));
}

#[test]
fn what_was_mended_is_looked_at_again_and_counted_once() {
    let (mut orders, book) = sent_back();
    assert_eq!(book.to_mend(&orders.orders[0]), [month(MONTH)]);
    // Also in the next month.
    mend(&mut orders.orders[0], date(2027, 1, 5), 10);
    assert_eq!(book.to_mend(&orders.orders[0]), []);
    let months = book.months(&orders, &programme());
    assert_eq!(months.len(), 1, "no month of its own");
    let (row, client) = (&months[0].workers[0], &months[0].client);
    assert_eq!((row.delivered, client.delivered), (100, 100));
    assert!(row.delivered_since && !row.may_have_notice());
    let day = date(2027, 1, 6);
    let all = Inspection {
        on: day,
        ..lot(&[(100, 75)])
    };
    assert_eq!(check(&orders, &book, all.clone(), day), Ok(()));
    let more = Inspection {
        on: day,
        ..lot(&[(110, 75)])
    };
    assert_eq!(
        check(&orders, &book, more, day),
        Err(AccountRefused::Count { delivered: 100 })
    );
    // Nobody looked at it in time.
    let late = date(2027, 3, 1);
    let only_first = Inspection {
        on: late,
        ..lot(&[(90, 75)])
    };
    let refused = check(&orders, &book, only_first, late);
    assert!(
        matches!(
            refused,
            Err(AccountRefused::PassedBySilence { least: 100, .. })
        ),
        "{refused:?}"
    );
}

#[test]
fn what_is_not_mended_yet_has_not_passed_by_silence() {
    let (mut orders, book) = sent_back();
    mend(&mut orders.orders[0], date(2026, 12, 20), 4);
    assert_eq!(book.to_mend(&orders.orders[0]), [month(MONTH)]);
    let late = date(2027, 3, 1);
    let refused = check(&orders, &book, lot(&[(90, 75)]), late);
    assert!(
        matches!(
            refused,
            Err(AccountRefused::PassedBySilence { least: 94, .. })
        ),
        "{refused:?}"
    );
}

#[test]
fn more_than_a_fixed_number_is_pointed_out() {
    let mut only = order(1, (75, 120), date(2027, 1, 29));
    let terms = &mut only.versions[0].terms;
    if let TermItem::Set(fee) = &mut terms.fee {
        (fee.count, fee.ceiling) = (Some(100), None);
    }
    terms.share = Some(100);
    deliver(&mut only, date(2026, 12, 10), 110);
    let orders = OrderBook {
        orders: vec![only],
        ..OrderBook::default()
    };
    let months = AccountBook::default().months(&orders, &programme());
    assert_eq!(months[0].workers[0].beyond_fixed(), 10);
    let within = changed(75, 120);
    let months = AccountBook::default().months(&within, &programme());
    assert_eq!(months[0].workers[0].beyond_fixed(), 0);
}
