//! A client who pays late: nobody waits for it but the operator.

use super::*;

#[test]
fn a_client_who_pays_late_changes_nothing_for_the_worker() {
    let (orders, mut book) = december();
    let programme = programme();
    let row = |book: &AccountBook| book.months(&orders, &programme)[0].clone();
    let due = row(&book).workers[0].pay_until;
    let invoice = AccountEvent::Invoiced {
        month: month("2026-12"),
        invoice: Invoice {
            on: date(2026, 12, 31),
            due: date(2027, 1, 31),
            lines: billed(&[(300, 70)]),
            tax_percent: 10,
            share: None,
        },
    };
    record(&mut book, &orders, &invoice, date(2026, 12, 31));
    assert!(!row(&book).client.is_overdue(date(2027, 1, 31)));
    assert!(row(&book).client.is_overdue(date(2027, 2, 1)));
    assert_eq!(row(&book).workers[0].pay_until, due);
    assert_eq!(
        row(&book).workers[0].pay_state(date(2027, 1, 29)),
        PayState::Ahead
    );
    assert_eq!(
        row(&book).workers[0].pay_state(date(2027, 1, 30)),
        PayState::Overdue
    );
    let income = AccountEvent::ClientPaid {
        month: month("2026-12"),
        payment: payment(date(2027, 3, 2), 23_100),
    };
    record(&mut book, &orders, &income, date(2027, 3, 2));
    assert!(!row(&book).client.is_overdue(date(2027, 4, 1)));
}

#[test]
fn a_client_is_reminded_after_one_seven_and_thirty_days_once_each_and_no_more_once_paid() {
    let mut book = AccountBook::default();
    let event = AccountEvent::Invoiced {
        month: month("2026-12"),
        invoice: invoice(&[(300, 70)]),
    };
    book.apply(&event, at(date(2027, 1, 5)), &Actor::Office);
    assert_eq!(book.next_reminder(), None, "no paper has left");
    assert!(book.reminders(at(date(2027, 2, 10))).is_empty());
    let (content, programme) = (Content::embedded(), programme());
    let facts = facts(&programme, &content);
    let sent = facts.invoice(month("2026-12"), &invoice(&[(300, 70)]), &[]);
    let left = AccountEvent::InvoiceSent {
        month: month("2026-12"),
        sent: Box::new(sent),
    };
    book.apply(&left, at(date(2027, 1, 5)), &Actor::Office);
    // What is recorded after it moves no day that the client was told.
    let corrected = AccountEvent::Invoiced {
        month: month("2026-12"),
        invoice: Invoice {
            due: date(2027, 1, 10),
            ..invoice(&[(300, 70)])
        },
    };
    book.apply(&corrected, at(date(2027, 1, 6)), &Actor::Office);
    let mut told = Vec::new();
    let mut day = date(2027, 1, 25);
    while day < date(2027, 4, 1) {
        for event in book.reminders(at(day)) {
            let AccountEvent::ClientReminded { days, .. } = &event else {
                panic!("{event:?}")
            };
            told.push((day, *days));
            book.apply(&event, at(day), &Actor::Clock);
        }
        day = day.tomorrow().unwrap();
    }
    assert_eq!(
        told,
        [
            (date(2027, 2, 1), 1),
            (date(2027, 2, 7), 7),
            (date(2027, 3, 2), 30)
        ]
    );
    assert_eq!(book.next_reminder(), None);
    book.reminded.clear();
    // A round that comes late says the last of them alone.
    assert_eq!(book.reminders(at(date(2027, 2, 10))).len(), 1);
    let payment = payment(date(2027, 2, 8), 23_100);
    let paid = AccountEvent::ClientPaid {
        month: month("2026-12"),
        payment,
    };
    book.apply(&paid, at(date(2027, 2, 8)), &Actor::Office);
    assert!(book.reminders(at(date(2027, 2, 10))).is_empty());
    assert_eq!(book.late(date(2027, 2, 10)), None);
}
