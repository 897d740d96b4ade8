//! A client who pays in parts, too much or too little, and what is recorded of the difference.

use super::*;

const MONTH: &str = "2026-12";

/// December, invoiced with 23,100 yen until 31 January.
fn invoiced() -> (OrderBook, AccountBook) {
    let (orders, mut book) = december();
    let event = AccountEvent::Invoiced {
        month: month(MONTH),
        invoice: invoice(&[(300, 70)]),
    };
    record(&mut book, &orders, &event, date(2027, 1, 5));
    (orders, book)
}

fn arrived(on: Date, yen: u64, difference: Difference) -> AccountEvent {
    AccountEvent::ClientPaid {
        month: month(MONTH),
        payment: Payment {
            on,
            yen,
            difference,
            part_of: None,
        },
    }
}

fn explained(reason: &str) -> Difference {
    let reason = reason.to_owned();
    Difference::Explained { reason }
}

fn check(
    (orders, book): &(OrderBook, AccountBook),
    event: &AccountEvent,
) -> Result<(), AccountRefused> {
    let judge = AccountJudge {
        book,
        orders,
        programme: &programme(),
        today: date(2027, 3, 1),
    };
    judge.check(event, None)
}

#[test]
fn two_parts_are_two_payments_and_the_rest_is_awaited_between_them() {
    let (orders, mut book) = invoiced();
    let first = arrived(date(2027, 1, 20), 10_000, Difference::Awaited);
    record(&mut book, &orders, &first, date(2027, 1, 20));
    assert_eq!(book.late(date(2027, 2, 1)), Some(date(2027, 1, 31)));
    let rest = arrived(date(2027, 2, 5), 13_100, Difference::None);
    record(&mut book, &orders, &rest, date(2027, 2, 5));
    let row = book.months(&orders, &programme()).remove(0).client;
    let yen: Vec<u64> = row.payments.iter().map(|it| it.what.yen).collect();
    assert_eq!((yen, row.received()), (vec![10_000, 13_100], 23_100));
    assert!(row.payments.iter().all(|it| it.corrected == 0));
    assert_eq!((row.awaits, book.late(date(2027, 3, 1))), (false, None));
}

#[test]
fn what_is_missing_or_too_much_is_recorded_with_what_becomes_of_it() {
    let of = invoiced();
    let day = date(2027, 1, 31);
    let due = AccountRefused::Difference { due: 23_100 };
    for yen in [1, 22_660, 23_099, 23_101, 231_000] {
        assert_eq!(
            check(&of, &arrived(day, yen, Difference::None)),
            Err(due.clone()),
            "{yen}"
        );
        assert_eq!(
            check(&of, &arrived(day, yen, explained(" "))),
            Err(AccountRefused::ReasonMissing)
        );
        assert_eq!(
            check(&of, &arrived(day, yen, explained("振込手数料を引かれた"))),
            Ok(())
        );
    }
    assert_eq!(
        check(&of, &arrived(day, 24_000, Difference::Awaited)),
        Err(due),
        "nothing is left to wait for"
    );
    assert_eq!(check(&of, &arrived(day, 23_100, Difference::None)), Ok(()));
}

#[test]
fn who_takes_their_fee_off_is_not_reminded_of_it() {
    let (orders, mut book) = invoiced();
    let short = arrived(date(2027, 1, 31), 22_660, explained("振込手数料を引かれた"));
    record(&mut book, &orders, &short, date(2027, 1, 31));
    assert!(!book.awaits(month(MONTH)));
    assert_eq!(book.late(date(2027, 3, 1)), None);
}

#[test]
fn a_payment_is_corrected_by_its_number_and_no_other_is_touched() {
    let (orders, mut book) = invoiced();
    for (day, yen, difference) in [
        (10, 10_000, Difference::Awaited),
        (20, 3_100, Difference::Awaited),
    ] {
        let event = arrived(date(2027, 1, day), yen, difference);
        record(&mut book, &orders, &event, date(2027, 1, day));
    }
    let correct = |part, yen, difference| AccountEvent::ClientPaymentCorrected {
        month: month(MONTH),
        part,
        payment: Payment {
            on: date(2027, 1, 20),
            yen,
            difference,
            part_of: None,
        },
    };
    let fits = correct(2, 13_100, Difference::None);
    record(&mut book, &orders, &fits, date(2027, 1, 21));
    let row = book.months(&orders, &programme()).remove(0).client;
    let told = row.payments.iter().map(|it| (it.what.yen, it.corrected));
    assert_eq!(told.collect::<Vec<_>>(), [(10_000, 0), (13_100, 1)]);
    assert!(!row.awaits);
    for part in [0, 3] {
        let nothing = check(
            &(orders.clone(), book.clone()),
            &correct(part, 1, Difference::Awaited),
        );
        assert!(nothing.is_err(), "{part}: {nothing:?}");
    }
}

#[test]
fn a_payment_that_never_came_is_put_to_nothing_and_awaited_again() {
    let (orders, mut book) = invoiced();
    let paid = arrived(date(2027, 1, 20), 23_100, Difference::None);
    record(&mut book, &orders, &paid, date(2027, 1, 20));
    let withdrawn = |difference| AccountEvent::ClientPaymentCorrected {
        month: month(MONTH),
        part: 1,
        payment: Payment {
            on: date(2027, 1, 20),
            yen: 0,
            difference,
            part_of: None,
        },
    };
    let of = (orders.clone(), book.clone());
    assert_eq!(
        check(&of, &withdrawn(explained(" "))),
        Err(AccountRefused::ReasonMissing)
    );
    assert_eq!(
        check(&of, &withdrawn(Difference::Awaited)),
        Err(AccountRefused::NoAmount)
    );
    let new = arrived(date(2027, 1, 21), 0, explained("ほかの会社の入金だった"));
    assert_eq!(
        check(&of, &new),
        Err(AccountRefused::NoAmount),
        "nothing is no payment"
    );
    let none = withdrawn(explained("ほかの会社の入金だった"));
    record(&mut book, &orders, &none, date(2027, 1, 21));
    assert!(book.awaits(month(MONTH)), "it is still to come");
    assert_eq!(book.late(date(2027, 2, 1)), Some(date(2027, 1, 31)));
}

#[test]
fn the_same_payment_pressed_twice_is_one() {
    let (orders, mut book) = invoiced();
    let part = arrived(date(2027, 1, 20), 10_000, Difference::Awaited);
    record(&mut book, &orders, &part, date(2027, 1, 20));
    let again = check(&(orders, book), &part);
    assert!(
        matches!(again, Err(AccountRefused::Done { .. })),
        "{again:?}"
    );
}

#[test]
fn no_client_pays_before_anything_was_quoted_or_ordered() {
    let (mut orders, book) = invoiced();
    let pay = |on| arrived(on, 23_100, Difference::None);
    // Ordered on 25 November; the month paid for begins on 1 December.
    let first = date(2026, 12, 1);
    let refused = Err(AccountRefused::TooEarly { first });
    assert_eq!(
        check(&(orders.clone(), book.clone()), &pay(date(2026, 11, 30))),
        refused
    );
    assert_eq!(check(&(orders.clone(), book.clone()), &pay(first)), Ok(()));
    orders.orders[0].versions[0].terms.ordered_on = date(2026, 12, 8);
    orders.orders[0].versions[0].issued_at = at(date(2026, 12, 8));
    let first = date(2026, 12, 8);
    let refused = Err(AccountRefused::TooEarly { first });
    assert_eq!(check(&(orders, book), &pay(date(2026, 12, 7))), refused);
}

#[test]
fn a_worker_gets_more_than_was_earned_only_with_the_reason() {
    let (orders, mut book) = december();
    let day = date(2026, 12, 20);
    let passed = inspected(1, MONTH, inspection(day, (300, 56)));
    record(&mut book, &orders, &passed, day);
    let pay = |yen, difference| AccountEvent::WorkerPaid {
        worker: 1,
        month: month(MONTH),
        payment: Payment {
            on: date(2027, 1, 29),
            yen,
            difference,
            part_of: None,
        },
    };
    let of = (orders, book);
    assert_eq!(check(&of, &pay(18_480, Difference::None)), Ok(()));
    let more = AccountRefused::Difference { due: 18_480 };
    assert_eq!(
        check(&of, &pay(184_800, Difference::None)),
        Err(more.clone())
    );
    assert_eq!(check(&of, &pay(18_500, Difference::Awaited)), Err(more));
    assert_eq!(check(&of, &pay(18_500, explained("端数を足した"))), Ok(()));
    assert_eq!(
        check(&of, &pay(18_000, explained("手数料を引いた"))),
        Err(AccountRefused::Less { yen: 18_480 })
    );
}

#[test]
fn an_invoice_of_several_lines_names_each_and_taxes_their_sum_once() {
    let content = Content::embedded();
    let programme = programme();
    let line = |what: &str, count, unit_yen| InvoiceLine {
        what: what.to_owned(),
        fee: FeeLine { count, unit_yen },
    };
    let of = Invoice {
        lines: vec![
            line("名簿の入力", 300, 71),
            line("チラシの文字直し", 3, 1_505),
            line("写真の選び出し", 41, 33),
        ],
        ..invoice(&[])
    };
    // 21,300 + 4,515 + 1,353, and a tenth of it rounded down once.
    let amount = of.amount();
    assert_eq!(
        (amount.net, amount.tax, amount.gross()),
        (27_168, 2_716, 29_884)
    );
    let paper = facts(&programme, &content).invoice(month(MONTH), &of, &[]);
    let text = said(&paper);
    for words in [
        "名簿の入力",
        "21,300円",
        "チラシの文字直し",
        "4,515円",
        "写真の選び出し",
        "1,353円",
        "27,168円",
        "2,716円",
        "29,884円",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let labels = paper.paper.groups[0]
        .rows
        .iter()
        .map(|row| row.label.as_str());
    assert_eq!(
        labels.skip(1).collect::<Vec<_>>(),
        ["名簿の入力", "チラシの文字直し", "写真の選び出し"]
    );
}

#[test]
fn two_equal_transfers_of_one_day_are_two_and_a_button_pressed_twice_is_one() {
    let (orders, mut book) = invoiced();
    let day = date(2027, 1, 20);
    let half = arrived(day, 10_000, Difference::Awaited);
    record(&mut book, &orders, &half, day);
    let judged = |book: &AccountBook, after| {
        let judge = AccountJudge {
            book,
            orders: &orders,
            programme: &programme(),
            today: date(2027, 3, 1),
        };
        judge.check(&half, after)
    };
    // The form of the second shows the first.
    assert_eq!(judged(&book, Some(1)), Ok(()));
    for after in [Some(0), None] {
        let twice = judged(&book, after);
        assert!(
            matches!(twice, Err(AccountRefused::Done { .. })),
            "{twice:?}"
        );
    }
    let told = AccountEvent::ClientNotified {
        month: month(MONTH),
        delivery: ClientDelivery {
            quantity: 50,
            place: "共有フォルダ".into(),
            check_until: date(2027, 1, 8),
        },
    };
    assert_eq!(book.counted(&told), Some(0));
    record(&mut book, &orders, &told, day);
    assert_eq!(book.counted(&told), Some(1));
}

#[test]
fn what_was_explained_of_one_invoice_is_not_of_a_higher_one() {
    let (orders, mut book) = invoiced();
    let day = date(2027, 1, 20);
    let short = explained("振込手数料440円が、ひかれています。");
    record(&mut book, &orders, &arrived(day, 22_660, short), day);
    assert!(!book.awaits(month(MONTH)));
    let invoiced = |lines: &[(u32, u64)]| AccountEvent::Invoiced {
        month: month(MONTH),
        invoice: invoice(lines),
    };
    record(&mut book, &orders, &invoiced(&[(350, 70)]), day);
    assert!(book.awaits(month(MONTH)));
    record(&mut book, &orders, &invoiced(&[(300, 70)]), day);
    assert!(!book.awaits(month(MONTH)));
}
