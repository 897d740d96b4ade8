//! The days of an order: who is reminded of what, once each.

use ::orders::{DueStep, EndingBasis, EndingDraft, OrderDue, OrderEvent, TermItem};
use base::people::Notice;
use jiff::civil::{Date, date};

use super::orders::{accepted, confirm, deliver, draft, issued, ready, worker};
use super::*;

/// Whom the clock reminds of what at that time, with the case after it.
fn tick(case: &Case, now: &str) -> (Vec<(String, OrderDue, DueStep)>, Case) {
    let (programme, now) = (programme(), at(now));
    let Some(decision) = case.tick(now, &programme) else {
        return (Vec::new(), case.clone());
    };
    let after = decision.after.clone();
    assert_eq!(after.tick(now, &programme), None, "fired twice");
    let to: Vec<String> = told(&decision)
        .into_iter()
        .map(|(to, notice)| {
            assert_eq!(notice, Notice::OrderDue);
            to
        })
        .collect();
    let events = decision.entries.iter().map(|entry| match &entry.event {
        Event::Order {
            event: OrderEvent::Reminded { due, step, .. },
        } => (*due, *step),
        other => panic!("{other:?}"),
    });
    assert_eq!(to.len(), decision.entries.len());
    let reminded = to.into_iter().zip(events);
    (
        reminded.map(|(to, (due, step))| (to, due, step)).collect(),
        after,
    )
}

#[test]
fn work_that_nobody_orders_within_the_promised_days_reaches_director_deputy_and_office() {
    // Accepted on Friday 20 November; the tenth business day is 7 December.
    let (early, case) = tick(&accepted(), "2026-12-07T08:59:00+09:00");
    assert_eq!(early, []);
    let due = OrderDue::Ordering;
    let (first, case) = tick(&case, "2026-12-07T09:00:00+09:00");
    assert_eq!(first, [("b".to_owned(), due, DueStep::Keeper)]);
    let (second, case) = tick(&case, "2026-12-08T09:00:00+09:00");
    assert_eq!(second, [("deputy-b".to_owned(), due, DueStep::StandIn)]);
    let (third, case) = tick(&case, "2026-12-09T09:00:00+09:00");
    assert_eq!(third, [("office".to_owned(), due, DueStep::Office)]);
    assert_eq!(case.due(&programme()), None);
}

#[test]
fn an_order_made_in_time_reminds_nobody_of_itself() {
    let (nothing, _) = tick(&issued(), "2026-12-09T09:00:00+09:00");
    assert_eq!(nothing, []);
}

#[test]
fn a_delivery_that_does_not_come_is_noticed_on_its_day_once_for_all_workers() {
    let (nothing, case) = tick(&issued(), "2026-12-25T08:59:00+09:00");
    assert_eq!(nothing, []);
    let (first, case) = tick(&case, "2026-12-25T09:00:00+09:00");
    let due = OrderDue::Delivery;
    assert_eq!(first, [("b".to_owned(), due, DueStep::Keeper)]);
    // 28 December is the last business day of the year.
    let (second, case) = tick(&case, "2026-12-28T09:00:00+09:00");
    assert_eq!(second, [("deputy-b".to_owned(), due, DueStep::StandIn)]);
    let (nothing, case) = tick(&case, "2027-01-03T09:00:00+09:00");
    assert_eq!(nothing, []);
    let (third, _) = tick(&case, "2027-01-04T09:00:00+09:00");
    assert_eq!(third, [("office".to_owned(), due, DueStep::Office)]);
}

#[test]
fn a_late_round_reaches_the_office_at_once_and_says_it_once() {
    let (late, case) = tick(&issued(), "2027-02-01T09:00:00+09:00");
    assert_eq!(
        late,
        [("office".to_owned(), OrderDue::Delivery, DueStep::Office)]
    );
    let (nothing, _) = tick(&case, "2027-03-01T09:00:00+09:00");
    assert_eq!(nothing, []);
}

/// Both workers have delivered on 24 December.
fn delivered() -> Case {
    let mut case = issued();
    let (programme, load) = (programme(), Load::default());
    let now = at("2026-12-24T12:00:00+09:00");
    for number in [1, 2] {
        let command = deliver(number, "https://share.example.jp/1");
        let decided = case.decide(1, &command, &worker(number), now, &programme, &load);
        case = decided.unwrap().after;
    }
    case
}

#[test]
fn the_end_of_the_inspection_comes_after_the_delivery_and_ends_with_its_record() {
    let (first, case) = tick(&delivered(), "2027-01-08T09:00:00+09:00");
    assert_eq!(
        first,
        [("b".to_owned(), OrderDue::Inspection, DueStep::Keeper)]
    );
    let inspected = Command::Advance {
        stage: Stage::Inspection,
        on: date(2027, 1, 8),
        amount: None,
        hours: None,
    };
    let (programme, load) = (programme(), Load::default());
    let now = at("2027-01-08T10:00:00+09:00");
    let case = case.decide(1, &inspected, &director("b"), now, &programme, &load);
    let (nothing, _) = tick(&case.unwrap().after, "2027-01-12T09:00:00+09:00");
    assert_eq!(nothing, []);
}

#[test]
fn everybody_knows_of_the_day_of_payment_before_it_and_nobody_after_it_is_paid() {
    // 29 January is a Friday.
    let mut case = delivered();
    for day in ["2027-01-08", "2027-01-12", "2027-01-13"] {
        case = tick(&case, &format!("{day}T09:00:00+09:00")).1;
    }
    let due = OrderDue::Payment;
    let (first, case) = tick(&case, "2027-01-22T09:00:00+09:00");
    assert_eq!(first, [("b".to_owned(), due, DueStep::Keeper)]);
    let (second, case) = tick(&case, "2027-01-27T09:00:00+09:00");
    assert_eq!(second, [("deputy-b".to_owned(), due, DueStep::StandIn)]);
    let paid = Command::Advance {
        stage: Stage::Payment,
        on: date(2027, 1, 28),
        amount: None,
        hours: None,
    };
    let (programme, load) = (programme(), Load::default());
    let now = at("2027-01-28T10:00:00+09:00");
    let settled = case.decide(1, &paid, &director("b"), now, &programme, &load);
    let (nothing, _) = tick(&settled.unwrap().after, "2027-01-29T09:00:00+09:00");
    assert_eq!(nothing, []);
    let (third, _) = tick(&case, "2027-01-29T09:00:00+09:00");
    assert_eq!(third, [("office".to_owned(), due, DueStep::Office)]);
}

#[test]
fn a_pay_day_that_was_missed_is_told_until_it_is_settled() {
    let today = |day: &str| day.parse().unwrap();
    let case = delivered();
    assert_eq!(
        only(&case).overdue_payment(today("2027-01-29"), &programme()),
        None
    );
    assert_eq!(
        only(&case).overdue_payment(today("2027-01-30"), &programme()),
        Some(date(2027, 1, 29))
    );
    assert_eq!(
        only(&issued()).overdue_payment(today("2027-03-01"), &programme()),
        None
    );
}

#[test]
fn the_day_on_which_an_open_item_is_decided_is_not_forgotten() {
    let mut open = draft(&accepted());
    open.place = TermItem::Undecided {
        reason: "置き場所を作っています".to_owned(),
        on: date(2026, 12, 10),
    };
    let case = ready(&accepted(), open);
    let case = done(&case, &confirm(&case), &director("b"));
    let (first, case) = tick(&case, "2026-12-10T09:00:00+09:00");
    assert_eq!(
        first,
        [("b".to_owned(), OrderDue::Deciding, DueStep::Keeper)]
    );
    // Told to the workers, it is nobody's to remember.
    let told = ready(&case, draft(&case));
    let told = done(&told, &confirm(&told), &director("b"));
    let (nothing, _) = tick(&told, "2026-12-14T09:00:00+09:00");
    assert_eq!(nothing, []);
}

/// Work that comes every month until the end of March 2027, ordered on 20 November.
fn monthly() -> Case {
    let case = accepted();
    let mut draft = draft(&case);
    let fee = draft.fee.value().unwrap().clone();
    draft.fee = TermItem::Set(::orders::Fee {
        ceiling: Some(250),
        ..fee
    });
    draft.until = Some(date(2027, 3, 31));
    let case = ready(&case, draft);
    done(&case, &confirm(&case), &director("b"))
}

/// What the clock writes at a moment.
fn written(case: &Case, now: &str) -> Option<Decision> {
    case.tick(at(now), &programme())
}

fn sheet_of(case: &Case) -> Option<Date> {
    only(case)
        .orders
        .prepared
        .and_then(|prepared| prepared.draft.from)
}

#[test]
fn the_sheet_of_the_next_month_is_drafted_on_the_20th_and_asked_for_until_it_is_issued() {
    let case = monthly();
    assert_eq!(written(&case, "2026-12-18T08:59:00+09:00"), None);
    // The 20th is a Sunday.
    let drafted = written(&case, "2026-12-18T09:00:00+09:00").unwrap();
    assert_eq!(told(&drafted), [("b".to_owned(), Notice::OrderDue)]);
    let case = drafted.after;
    assert_eq!(sheet_of(&case), Some(date(2027, 1, 1)));
    let draft = only(&case).orders.prepared.unwrap().draft;
    assert_eq!(draft.delivery.value(), Some(&date(2027, 1, 25)));
    assert_eq!(draft.inspection.value(), Some(&date(2027, 2, 8)));
    // 28 February is a Sunday, and the town has agreed to the next bank day.
    assert_eq!(draft.payment.value(), Some(&date(2027, 3, 1)));
    let again = written(&case, "2026-12-23T09:00:00+09:00").unwrap();
    assert_eq!(told(&again), [("deputy-b".to_owned(), Notice::OrderDue)]);
    let office = written(&again.after, "2026-12-28T09:00:00+09:00").unwrap();
    let to: Vec<_> = told(&office).into_iter().map(|(to, _)| to).collect();
    assert!(to.contains(&"office".to_owned()), "{to:?}");
    let seen = only(&office.after).orders.prepared.unwrap().digest();
    let issue = Command::issue(seen, &Content::embedded().texts.orders);
    let now = at("2026-12-28T10:00:00+09:00");
    let issued = office.after.decide(
        1,
        &issue,
        &director("b"),
        now,
        &programme(),
        &Load::default(),
    );
    let issued = issued.unwrap();
    assert_eq!(told(&issued).len(), 2, "a paper for each");
    let placement = only(&issued.after);
    let order = placement.orders.order(1).unwrap();
    assert_eq!(order.versions.len(), 2);
    assert!(
        order.latest().paper.changes.is_empty(),
        "another month is no change"
    );
    assert!(
        order.latest().paper.lead[0].contains("2027年1月"),
        "{:?}",
        order.latest().paper.lead
    );
    // What comes in December is still December's, though January's sheet is there.
    assert_eq!(order.in_month("2026-12".parse().unwrap()).version, 1);
    let rows = placement.accounts.months(&placement.orders, &programme());
    assert_eq!(
        rows.len(),
        1,
        "January has its row before anything is delivered"
    );
}

#[test]
fn no_sheet_is_drafted_over_what_a_director_is_preparing_or_after_the_end() {
    let case = monthly();
    let mut other = only(&case).orders.prepared.unwrap().draft;
    other.place = TermItem::text("別のフォルダ");
    let prepare = super::orders::prepare(&case, other.clone());
    let case = done(&case, &prepare, &director("b"));
    let drafted = written(&case, "2026-12-18T09:00:00+09:00").unwrap();
    assert_eq!(only(&drafted.after).orders.prepared.unwrap().draft, other);
    assert_eq!(told(&drafted).len(), 1, "the director is told all the same");
    let mut last = other;
    last.until = Some(date(2026, 12, 31));
    assert_eq!(last.next_month(&programme()), None);
}

#[test]
fn the_sheet_of_the_next_month_is_for_whose_order_goes_on_and_there_is_none_for_nobody() {
    let end = |case: &Case, worker: u32| {
        let draft = EndingDraft {
            last_day: date(2026, 12, 31),
            basis: EndingBasis::Agreed,
            explanation: "12月1日に、電話で話し合いました。".to_owned(),
            reason: "店を閉めることになったため".to_owned(),
        };
        let announce = Command::AnnounceEnding {
            worker,
            draft: Box::new(draft),
            texts: Box::new(town::texts::Texts::EMBEDDED),
        };
        let now = at("2026-12-10T10:00:00+09:00");
        let by = director("b");
        let ended = case.decide(1, &announce, &by, now, &programme(), &Load::default());
        ended.unwrap().after
    };
    let one_left = end(&monthly(), 1);
    let drafted = written(&one_left, "2026-12-18T09:00:00+09:00").unwrap();
    let workers = only(&drafted.after).orders.prepared.unwrap().draft.workers;
    let numbers: Vec<u32> = workers.iter().map(|worker| worker.number).collect();
    assert_eq!(numbers, [2]);
    let nobody = end(&one_left, 2);
    let after = written(&nobody, "2026-12-18T09:00:00+09:00");
    assert_eq!(
        after.map_or(sheet_of(&nobody), |decision| sheet_of(&decision.after)),
        None
    );
}

#[test]
fn nobody_counts_on_an_order_whose_agreed_term_is_over_though_nothing_was_delivered() {
    let placement = only(&monthly());
    let until = placement.orders.orders[0].latest().terms.until.unwrap();
    let running = |day| placement.orders.is_running(day);
    assert!(running(until));
    assert!(!running(until.tomorrow().unwrap()));
}
