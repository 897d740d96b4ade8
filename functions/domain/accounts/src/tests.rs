use std::collections::BTreeMap;

use base::month::Month;
use base::people::Actor;
use jiff::Timestamp;
use jiff::civil::{Date, date};
use orders::{
    DeliveredWork, Edition, Fee, FeeLine, FurtherTerm, Order, OrderBook, OrderTerms, OrderVersion,
    Orderer, Signed, TermItem,
};
use town::{Content, Programme};

use super::*;

mod changed;
mod joint;
mod late;
mod papers;
mod payments;
mod silence;

fn programme() -> Programme {
    Content::embedded().programme.clone()
}

fn at(day: Date) -> Timestamp {
    let japan = jiff::tz::Offset::constant(9);
    japan.to_timestamp(day.at(12, 0, 0, 0)).unwrap()
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

/// The order of a worker who gets `unit_yen` for each of at most `ceiling` a month, paid on that day.
fn order(worker: u32, (unit_yen, ceiling): (u64, u32), payment: Date) -> Order {
    let nobody = Orderer {
        name: "見本".into(),
        address: String::new(),
        phone: String::new(),
        mail: String::new(),
    };
    let terms = OrderTerms {
        title: "見本の仕事".into(),
        orderer: nobody,
        worker: format!("見本{worker}"),
        mail: None,
        ordered_on: date(2026, 11, 25),
        work: TermItem::Set("見本".into()),
        fee: TermItem::Set(Fee {
            unit_yen,
            unit: "1件".into(),
            count: None,
            ceiling: Some(ceiling),
        }),
        share: None,
        tax_percent: 10,
        payment: TermItem::Set(payment),
        monthly: true,
        delivery: TermItem::Set(date(2026, 12, 25)),
        place: TermItem::Set("見本".into()),
        inspection: TermItem::Set(date(2027, 1, 1)),
        method: TermItem::Set("振込".into()),
        reentrusted: None,
        others: BTreeMap::from([(
            FurtherTerm::BankHoliday,
            "銀行が休みの日は、次の営業日にはらいます。".to_owned(),
        )]),
        master: String::new(),
        until: None,
        from: None,
    };
    let version = OrderVersion {
        version: 1,
        issued_at: at(date(2026, 11, 25)),
        by: Actor::Office,
        paper: terms.paper(Edition::PREVIEW, &Content::embedded().texts.orders),
        terms,
    };
    Order {
        worker,
        versions: vec![version],
        received: Vec::new(),
        deliveries: Vec::new(),
        paper_wanted: None,
        troubles: Vec::new(),
        ending: None,
    }
}

fn deliver(order: &mut Order, on: Date, quantity: u32) {
    let by = Actor::Worker {
        number: order.worker,
    };
    let what = DeliveredWork {
        mends: None,
        url: String::new(),
        quantity,
        note: String::new(),
    };
    order.deliveries.push(Signed {
        what,
        at: at(on),
        by,
    });
}

fn inspection(on: Date, (passed, unit_yen): (u32, u64)) -> Inspection {
    Inspection {
        on,
        passed,
        redo: 0,
        rejected: 0,
        reason: String::new(),
        lower_price_clause: String::new(),
        fee: vec![FeeLine {
            count: passed,
            unit_yen,
        }],
        tax_percent: 10,
        withholding: Withholding::None,
        share: None,
    }
}

fn inspected(worker: u32, of: &str, inspection: Inspection) -> AccountEvent {
    AccountEvent::Inspected {
        worker,
        month: month(of),
        inspection,
    }
}

fn payment(on: Date, yen: u64) -> Payment {
    let difference = Difference::None;
    Payment {
        on,
        yen,
        difference,
        part_of: None,
    }
}

fn paid(worker: u32, of: &str, on: Date, yen: u64) -> AccountEvent {
    AccountEvent::WorkerPaid {
        worker,
        month: month(of),
        payment: payment(on, yen),
    }
}

/// Records what may be recorded.
fn record(book: &mut AccountBook, orders: &OrderBook, event: &AccountEvent, today: Date) {
    let judge = AccountJudge {
        book,
        orders,
        programme: &programme(),
        today,
    };
    assert_eq!(judge.check(event, None), Ok(()), "{event:?}");
    book.apply(event, at(today), &Actor::Office);
}

fn lines(parts: &[(u32, u64)]) -> Vec<FeeLine> {
    let line = |(count, unit_yen): &(u32, u64)| FeeLine {
        count: *count,
        unit_yen: *unit_yen,
    };
    parts.iter().map(line).collect()
}

fn billed(parts: &[(u32, u64)]) -> Vec<InvoiceLine> {
    lines(parts).into_iter().map(InvoiceLine::from).collect()
}

fn sum(parts: &[(u32, u64)]) -> (u64, u64, u64) {
    let amount = amount(&lines(parts), 10);
    (amount.net, amount.tax, amount.gross())
}

#[test]
fn an_inns_month_is_one_sum_for_the_worker_and_another_for_the_client() {
    assert_eq!(sum(&[(300, 56)]).0, 16_800);
    assert_eq!(sum(&[(300, 70)]), (21_000, 2_100, 23_100));
}

#[test]
fn two_workers_of_a_builders_job_are_paid_by_their_own_numbers() {
    assert_eq!(
        (sum(&[(120, 250)]).0, sum(&[(80, 250)]).0),
        (30_000, 20_000)
    );
    assert_eq!(sum(&[(200, 320)]), (64_000, 6_400, 70_400));
}

#[test]
fn tax_is_rounded_once_for_all_lines_and_not_for_each() {
    assert_eq!(sum(&[(1, 105), (1, 105), (1, 105)]).1, 31);
    assert_eq!(sum(&[(1, 109)]).1 + sum(&[(1, 101)]).1, 20);
    assert_eq!(sum(&[(1, 109), (1, 101)]).1, 21);
}

#[test]
fn a_price_that_changes_on_the_way_counts_from_the_unit_it_was_agreed_for() {
    assert_eq!(sum(&[(40, 200), (60, 220)]), (21_200, 2_120, 23_320));
}

#[test]
fn what_is_half_done_when_a_job_is_stopped_is_paid_by_its_clause() {
    assert_eq!(sum(&[(3, 8_000), (1, 4_000)]).0, 28_000);
}

#[test]
fn income_tax_is_kept_back_of_the_fee_without_tax_where_both_are_shown() {
    let banner = Inspection {
        withholding: Withholding::Listed,
        share: None,
        ..inspection(date(2026, 12, 20), (1, 30_000))
    };
    assert_eq!(banner.kept_back(), 3_063);
    // 30,000 and 3,000 of tax, less 3,063.
    assert_eq!(banner.transfer(), 29_937);
    // A lump of 33,000 of which nobody knows the tax.
    assert_eq!(Withholding::Listed.kept_back(33_000), 3_369);
    assert_eq!(33_000 - Withholding::Listed.kept_back(33_000), 29_631);
    assert_eq!(Withholding::None.kept_back(33_000), 0);
}

#[test]
fn above_a_million_the_higher_rate_holds_for_what_is_above() {
    assert_eq!(Withholding::Listed.kept_back(1_000_000), 102_100);
    assert_eq!(Withholding::Listed.kept_back(1_500_000), 102_100 + 102_100);
    assert_eq!(Withholding::Listed.kept_back(1_000_001), 102_100);
}

#[test]
fn twelve_months_are_twelve_rows_and_none_overwrites_another() {
    let programme = programme();
    let mut only = order(1, (56, 400), date(2027, 1, 29));
    let mut first = date(2026, 12, 10);
    for _ in 0..12 {
        deliver(&mut only, first, 300);
        first = first.saturating_add(jiff::ToSpan::month(1));
    }
    let orders = OrderBook {
        orders: vec![only],
        ..OrderBook::default()
    };
    let mut book = AccountBook::default();
    for row in book.months(&orders, &programme) {
        let on = row.month.last();
        record(
            &mut book,
            &orders,
            &inspected(1, &row.month.to_string(), inspection(on, (300, 56))),
            on,
        );
        let due = row.workers[0].pay_until;
        record(
            &mut book,
            &orders,
            &paid(1, &row.month.to_string(), due, 18_480),
            due,
        );
    }
    let months = book.months(&orders, &programme);
    assert_eq!(months.len(), 12);
    let pay: u64 = months
        .iter()
        .map(|row| row.workers[0].paid.as_ref().unwrap().what.yen)
        .sum();
    assert_eq!(pay, 12 * 18_480);
    // The day that was agreed on, then by the town's rule: the end of the next month, or the bank day after it.
    let due: Vec<_> = months[..3]
        .iter()
        .map(|row| row.workers[0].pay_until)
        .collect();
    assert_eq!(
        due,
        [date(2027, 1, 29), date(2027, 3, 1), date(2027, 3, 31)]
    );
}

/// A worker with 300 delivered on 10 December, and the books of it.
fn december() -> (OrderBook, AccountBook) {
    let mut only = order(1, (56, 400), date(2027, 1, 29));
    deliver(&mut only, date(2026, 12, 10), 300);
    let orders = OrderBook {
        orders: vec![only],
        ..OrderBook::default()
    };
    (orders, AccountBook::default())
}

fn refused(orders: &OrderBook, book: &AccountBook, event: &AccountEvent) -> AccountRefused {
    let judge = AccountJudge {
        book,
        orders,
        programme: &programme(),
        today: date(2026, 12, 28),
    };
    judge.check(event, None).unwrap_err()
}

#[test]
fn what_cannot_be_true_is_not_recorded() {
    let (orders, book) = december();
    let day = date(2026, 12, 20);
    let refused = |event| refused(&orders, &book, &event);
    let december = |it| inspected(1, "2026-12", it);
    assert_eq!(
        refused(inspected(2, "2026-12", inspection(day, (1, 56)))),
        AccountRefused::NothingDelivered
    );
    assert_eq!(
        refused(inspected(1, "2027-01", inspection(day, (1, 56)))),
        AccountRefused::NothingDelivered
    );
    assert_eq!(
        refused(december(inspection(day, (301, 56)))),
        AccountRefused::Count { delivered: 300 }
    );
    assert_eq!(
        refused(december(inspection(day, (0, 56)))),
        AccountRefused::Count { delivered: 300 }
    );
    assert_eq!(
        refused(december(inspection(day, (300, 0)))),
        AccountRefused::Fee
    );
    assert_eq!(
        refused(december(inspection(date(2027, 2, 2), (300, 56)))),
        AccountRefused::FutureDay
    );
    let first = date(2026, 12, 10);
    assert_eq!(
        refused(december(inspection(date(2026, 12, 9), (300, 56)))),
        AccountRefused::TooEarly { first }
    );
    let redo = Inspection {
        redo: 10,
        ..inspection(day, (290, 56))
    };
    assert_eq!(
        refused(december(redo.clone())),
        AccountRefused::ReasonMissing
    );
    assert_eq!(
        refused(paid(1, "2026-12", day, 18_480)),
        AccountRefused::NotInspected
    );
    let income = AccountEvent::ClientPaid {
        month: month("2026-12"),
        payment: payment(day, 1),
    };
    assert_eq!(refused(income), AccountRefused::NotInvoiced);
}

#[test]
fn a_reason_for_what_did_not_pass_is_none_for_a_lower_price() {
    let (orders, book) = december();
    let judge = AccountJudge {
        book: &book,
        orders: &orders,
        programme: &programme(),
        today: date(2026, 12, 28),
    };
    let below = AccountRefused::BelowPrice { yen: 56 };
    for unit in [50, 1] {
        let mut it = Inspection {
            rejected: 10,
            reason: "あて名が10件ちがいます。約束の2番".into(),
            ..inspection(date(2026, 12, 20), (290, unit))
        };
        let check = |it: &Inspection| judge.check(&inspected(1, "2026-12", it.clone()), None);
        assert_eq!(check(&it), Err(below.clone()), "{unit}");
        it.lower_price_clause = "　\n".into();
        assert_eq!(check(&it), Err(below.clone()), "{unit}");
        it.lower_price_clause = "途中で中止するとき：半分できた分は、半分のお金".into();
        assert_eq!(check(&it), Ok(()), "{unit}");
    }
}

#[test]
fn more_than_the_ceiling_waits_for_a_change_on_paper() {
    let mut farm = order(1, (50, 400), date(2027, 1, 29));
    deliver(&mut farm, date(2026, 12, 10), 450);
    let orders = OrderBook {
        orders: vec![farm],
        ..OrderBook::default()
    };
    let book = AccountBook::default();
    let day = date(2026, 12, 20);
    assert_eq!(
        refused(
            &orders,
            &book,
            &inspected(1, "2026-12", inspection(day, (450, 50)))
        ),
        AccountRefused::AboveCeiling { most: 400 }
    );
    let judge = AccountJudge {
        book: &book,
        orders: &orders,
        programme: &programme(),
        today: day,
    };
    assert_eq!(
        judge.check(&inspected(1, "2026-12", inspection(day, (400, 50))), None),
        Ok(())
    );
    let row = &book.months(&orders, &programme())[0].workers[0];
    assert_eq!(row.percent_of_most(), Some(112));
}

#[test]
fn nothing_but_income_tax_is_taken_off_a_worker() {
    let (orders, mut book) = december();
    let day = date(2026, 12, 20);
    record(
        &mut book,
        &orders,
        &inspected(1, "2026-12", inspection(day, (300, 56))),
        day,
    );
    // 18,480 less a fee of the bank.
    assert_eq!(
        refused(&orders, &book, &paid(1, "2026-12", day, 18_260)),
        AccountRefused::Less { yen: 18_480 }
    );
    record(&mut book, &orders, &paid(1, "2026-12", day, 18_480), day);
}

#[test]
fn the_same_record_twice_is_one_and_another_one_corrects_it() {
    let (orders, mut book) = december();
    let day = date(2026, 12, 20);
    let first = inspected(1, "2026-12", inspection(day, (300, 56)));
    record(&mut book, &orders, &first, day);
    assert!(matches!(
        refused(&orders, &book, &first),
        AccountRefused::Done {
            by: Actor::Office,
            ..
        }
    ));
    let better = Inspection {
        redo: 20,
        reason: "10番：写真が無い".into(),
        ..inspection(day, (280, 56))
    };
    record(&mut book, &orders, &inspected(1, "2026-12", better), day);
    let row = &book.months(&orders, &programme())[0].workers[0];
    let it = row.inspection.as_ref().unwrap();
    assert_eq!((it.what.passed, it.corrected), (280, 1));
}

#[test]
fn what_was_recorded_reads_the_same_after_it_was_stored() {
    let day = date(2026, 12, 20);
    for event in [
        inspected(1, "2026-12", inspection(day, (300, 56))),
        paid(1, "2026-12", day, 18_480),
    ] {
        let stored = serde_json::to_string(&event).unwrap();
        assert_eq!(
            serde_json::from_str::<AccountEvent>(&stored).unwrap(),
            event,
            "{stored}"
        );
    }
}

#[test]
fn what_comes_after_the_inspection_is_still_to_be_looked_at_and_paid() {
    let (mut orders, mut book) = december();
    let day = date(2026, 12, 20);
    record(
        &mut book,
        &orders,
        &inspected(1, "2026-12", inspection(day, (300, 56))),
        day,
    );
    record(&mut book, &orders, &paid(1, "2026-12", day, 18_480), day);
    assert_eq!(book.settled(&orders).len(), 1);
    deliver(&mut orders.orders[0], date(2026, 12, 28), 50);
    assert!(book.inspected(&orders).is_empty() && book.settled(&orders).is_empty());
    let row = |book: &AccountBook| book.months(&orders, &programme())[0].workers[0].clone();
    assert!(row(&book).delivered_since);
    assert_eq!(row(&book).pay_state(date(2027, 1, 29)), PayState::Ahead);
    // Inspected anew: more was earned than was paid.
    let again = date(2027, 1, 4);
    record(
        &mut book,
        &orders,
        &inspected(1, "2026-12", inspection(again, (350, 56))),
        again,
    );
    assert!(book.settled(&orders).is_empty());
    assert_eq!(row(&book).pay_state(date(2027, 1, 30)), PayState::Overdue);
    record(
        &mut book,
        &orders,
        &paid(1, "2026-12", again, 21_560),
        again,
    );
    assert_eq!(row(&book).pay_state(date(2027, 1, 30)), PayState::Paid);
}

#[test]
fn a_day_of_payment_that_was_moved_forward_holds_and_another_months_does_not() {
    let mut only = order(1, (56, 400), date(2027, 1, 29));
    let version = |number, issued, payment| {
        let mut version = order(1, (56, 400), payment).versions.remove(0);
        (version.version, version.issued_at) = (number, at(issued));
        version
    };
    deliver(&mut only, date(2026, 12, 10), 300);
    only.versions
        .push(version(2, date(2026, 12, 15), date(2027, 1, 22)));
    let until = |order: &Order| order.pays_until(&order.months()[0], &programme());
    assert_eq!(until(&only), date(2027, 1, 22));
    // What January's paper says is not December's.
    only.versions
        .push(version(3, date(2027, 1, 5), date(2027, 2, 26)));
    deliver(&mut only, date(2027, 1, 10), 300);
    assert_eq!(until(&only), date(2027, 1, 22));
    let january = only.months()[1];
    assert_eq!(only.pays_until(&january, &programme()), date(2027, 2, 26));
}

/// What the paper says, every word of it in one string.
fn said(sent: &SentPaper) -> String {
    let rows = sent.paper.rows();
    let rows = rows.flat_map(|row| std::iter::once(&row.label).chain(&row.lines));
    let all = sent.paper.lead.iter().chain(rows).chain(&sent.paper.notes);
    all.map(|text| format!("{text}\n")).collect()
}

fn facts<'a>(programme: &'a Programme, content: &'a Content) -> MoneyFacts<'a> {
    MoneyFacts {
        placement: "K7M3-FXWP-1".into(),
        title: "見本の仕事",
        programme,
        texts: &content.texts.money,
        on: date(2027, 1, 5),
    }
}

fn invoice(parts: &[(u32, u64)]) -> Invoice {
    Invoice {
        on: date(2027, 1, 5),
        due: date(2027, 1, 31),
        lines: billed(parts),
        tax_percent: 10,
        share: None,
    }
}

#[test]
fn a_lump_of_which_nobody_knows_the_tax_is_split_before_it_is_paid() {
    // 33,000 with its tax in it is 30,000 and 3,000: the paper shows both apart, and less is kept back.
    let split = Inspection {
        withholding: Withholding::Listed,
        share: None,
        ..inspection(date(2026, 12, 20), (1, 30_000))
    };
    assert_eq!(33_000 - Withholding::Listed.kept_back(33_000), 29_631);
    assert_eq!((split.earned().gross(), split.transfer()), (33_000, 29_937));
}

#[test]
fn a_farm_above_its_ceiling_is_paid_for_the_rest_by_a_change_paper_or_hands_it_back() {
    let mut only = order(1, (50, 400), date(2027, 1, 29));
    deliver(&mut only, date(2026, 12, 10), 450);
    let mut orders = OrderBook::default();
    orders.orders.push(only);
    let book = AccountBook::default();
    let check = |orders: &OrderBook, inspection: Inspection| {
        let judge = AccountJudge {
            book: &book,
            orders,
            programme: &programme(),
            today: date(2026, 12, 12),
        };
        judge.check(&inspected(1, "2026-12", inspection), None)
    };
    let day = date(2026, 12, 11);
    let all = inspection(day, (450, 50));
    assert_eq!(
        check(&orders, all.clone()),
        Err(AccountRefused::AboveCeiling { most: 400 })
    );
    // Never kept for nothing: what is not used is not accepted, with its reason.
    let handed_back = Inspection {
        rejected: 50,
        reason: "上限400をこえた50件は、使わずに返します。".into(),
        ..inspection(day, (400, 50))
    };
    assert_eq!(check(&orders, handed_back.clone()), Ok(()));
    assert_eq!(handed_back.earned().net, 20_000);
    // What is used is paid: a change paper comes first.
    let mut changed = order(1, (50, 450), date(2027, 1, 29)).versions.remove(0);
    (changed.version, changed.issued_at) = (2, at(date(2026, 12, 11)));
    orders.orders[0].versions.push(changed);
    assert_eq!(check(&orders, all.clone()), Ok(()));
    assert_eq!(all.earned().net, 22_500);
}

#[test]
fn who_changed_their_mind_pays_the_old_fee_on_its_day_and_the_new_one_beside_it() {
    let mut only = order(1, (8_000, 10), date(2027, 1, 29));
    deliver(&mut only, date(2026, 12, 10), 1);
    let mut changed = order(1, (9_000, 10), date(2027, 2, 26)).versions.remove(0);
    (changed.version, changed.issued_at) = (2, at(date(2026, 12, 20)));
    only.versions.push(changed);
    let until = |order: &Order, n: usize| order.pays_until(&order.months()[n], &programme());
    assert_eq!(
        until(&only, 0),
        date(2027, 1, 29),
        "what came before is paid as it was agreed on"
    );
    deliver(&mut only, date(2027, 1, 8), 1);
    let terms = |n: usize| {
        only.terms_of(&only.months()[n])
            .terms
            .fee
            .value()
            .unwrap()
            .unit_yen
    };
    assert_eq!((terms(0), terms(1)), (8_000, 9_000));
    assert_eq!(until(&only, 1), date(2027, 2, 26));
}
