//! The end of one worker's order: announced in time, explained when asked, and what was done is still paid.

use ::orders::{EndingBasis, EndingDraft, EndingFault, OrderDue, OrderRefused, TermItem};
use base::people::Notice;
use base::time::japan_date;
use jiff::civil::{Date, date};
use town::texts::Texts;

use super::orders::{accepted, confirm, deliver, draft, issued, ready, worker};
use super::*;

fn ending(last_day: Date, basis: EndingBasis) -> EndingDraft {
    EndingDraft {
        last_day,
        basis,
        explanation: "11月30日に、電話で話し合いました。".to_owned(),
        reason: "店を閉めることになったため".to_owned(),
    }
}

fn announce(of: u32, draft: EndingDraft) -> Command {
    Command::AnnounceEnding {
        worker: of,
        draft: Box::new(draft),
        texts: Box::new(Texts::EMBEDDED),
    }
}

fn ask(of: u32) -> Command {
    Command::AskReason {
        worker: of,
        texts: Box::new(Texts::EMBEDDED),
    }
}

/// What a command comes to at noon of a day.
fn on(day: Date, case: &Case, command: &Command, by: &Actor) -> Result<Decision, Refused> {
    let noon = at(&format!("{day}T12:00:00+09:00"));
    case.decide(1, command, by, noon, &programme(), &Load::default())
}

fn refused(day: Date, draft: EndingDraft) -> Vec<EndingFault> {
    match on(day, &issued(), &announce(1, draft), &director("b")) {
        Err(Refused::Order(OrderRefused::Ending(faults))) => faults,
        Ok(_) => Vec::new(),
        other => panic!("{other:?}"),
    }
}

/// The first worker's order ends on 31 January; announced on 15 December.
fn announced() -> Case {
    let case = done(&issued(), &deliver(1, ""), &worker(1));
    let draft = ending(date(2027, 1, 31), EndingBasis::Long);
    let announced = on(
        date(2026, 12, 15),
        &case,
        &announce(1, draft),
        &director("b"),
    );
    announced.unwrap().after
}

fn paper(case: &Case) -> String {
    let order = only(case).orders.order(1).unwrap().clone();
    serde_json::to_string(&order.ending.unwrap().paper().what).unwrap()
}

#[test]
fn an_order_of_six_months_and_more_is_announced_thirty_days_before() {
    let long = |last_day| ending(last_day, EndingBasis::Long);
    // Ordered on 20 November; the day of the notice, the last day, the first day that is possible.
    let vectors = [
        (
            date(2026, 12, 1),
            date(2026, 12, 30),
            Some(date(2026, 12, 31)),
        ),
        (date(2026, 12, 1), date(2026, 12, 31), None),
        (date(2027, 3, 1), date(2027, 3, 31), None),
        (date(2027, 3, 2), date(2027, 3, 31), Some(date(2027, 4, 1))),
        (date(2027, 3, 10), date(2027, 3, 31), Some(date(2027, 4, 9))),
    ];
    for (day, last_day, earliest) in vectors {
        let wanted = earliest.map(|earliest| EndingFault::TooSoon { earliest });
        let faults = refused(day, long(last_day));
        assert_eq!(
            faults,
            wanted.into_iter().collect::<Vec<_>>(),
            "{day} {last_day}"
        );
    }
}

#[test]
fn each_exception_holds_only_for_what_it_is_for_and_says_what_happened() {
    use EndingBasis as B;
    let since = date(2026, 11, 20);
    let long = EndingFault::LastedLong { since };
    let brief = EndingFault::NotBrief { since };
    let vectors = [
        (B::Short, date(2027, 5, 18), None),
        (B::Short, date(2027, 5, 19), Some(long)),
        (B::Brief, date(2026, 12, 19), None),
        (B::Brief, date(2026, 12, 20), Some(brief)),
        (B::Agreed, date(2026, 12, 1), None),
        (B::Disaster, date(2026, 12, 1), None),
        (B::Fault, date(2026, 12, 1), None),
        (B::Fault, date(2026, 11, 30), Some(EndingFault::DayOver)),
    ];
    for (basis, last_day, fault) in vectors {
        let faults = refused(date(2026, 12, 1), ending(last_day, basis));
        assert_eq!(
            faults,
            fault.into_iter().collect::<Vec<_>>(),
            "{basis:?} {last_day}"
        );
    }
    for basis in EndingBasis::ALL {
        let bare = EndingDraft {
            explanation: " ".to_owned(),
            reason: String::new(),
            ..ending(date(2026, 12, 1), basis)
        };
        let faults = refused(date(2026, 12, 1), bare);
        assert!(faults.contains(&EndingFault::NoReason));
        let explained = faults.contains(&EndingFault::NoExplanation);
        assert_eq!(explained, basis.is_explained(), "{basis:?}");
    }
}

/// Why an order with this last day, paid together by the month or each by itself, cannot end so on 1 December.
fn refused_of(until: Option<Date>, monthly: bool, draft: EndingDraft) -> Vec<EndingFault> {
    let case = accepted();
    let mut made = super::orders::draft(&case);
    made.until = until;
    if monthly {
        let rule = &programme().orders.pay;
        made.payment = TermItem::Set(rule.pays(date(2026, 12, 25)));
    }
    let case = ready(&case, made);
    let case = done(&case, &confirm(&case), &director("b"));
    let terms = &only(&case).orders.order(1).unwrap().latest().terms.clone();
    assert_eq!((terms.until, terms.monthly), (until, monthly));
    let day = date(2026, 12, 1);
    match on(day, &case, &announce(1, draft), &director("b")) {
        Err(Refused::Order(OrderRefused::Ending(faults))) => faults,
        Ok(_) => Vec::new(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_agreed_term_counts_though_the_order_ends_early() {
    use EndingBasis as B;
    let made = |until, basis| Some(EndingFault::MadeLonger { until, basis });
    let (last, long) = (date(2027, 5, 18), date(2027, 5, 19));
    let (brief, longer) = (date(2026, 12, 19), date(2026, 12, 20));
    let year = date(2027, 11, 20);
    // Ordered on 20 November, to end on 6 December.
    let vectors = [
        (B::Short, Some(last), false, None),
        (B::Short, Some(long), false, made(long, B::Short)),
        (B::Short, Some(year), false, made(year, B::Short)),
        (B::Brief, Some(brief), false, None),
        (B::Brief, Some(longer), false, made(longer, B::Brief)),
        (B::Short, Some(last), true, None),
        (B::Short, None, true, Some(EndingFault::Open)),
        (B::Brief, None, true, Some(EndingFault::Open)),
        (B::Short, None, false, None),
        (B::Agreed, Some(year), false, None),
    ];
    for (basis, until, monthly, fault) in vectors {
        let faults = refused_of(until, monthly, ending(date(2026, 12, 6), basis));
        let wanted: Vec<_> = fault.into_iter().collect();
        assert_eq!(faults, wanted, "{basis:?} {until:?} {monthly}");
    }
}

#[test]
fn no_order_ends_behind_its_own_last_day() {
    let until = date(2027, 3, 31);
    for (last_day, fault) in [
        (until, None),
        (date(2027, 4, 1), Some(EndingFault::BeyondTerm { until })),
    ] {
        for basis in [EndingBasis::Long, EndingBasis::Agreed] {
            let faults = refused_of(Some(until), false, ending(last_day, basis));
            let wanted: Vec<_> = fault.clone().into_iter().collect();
            assert_eq!(faults, wanted, "{basis:?} {last_day}");
        }
    }
}

#[test]
fn only_who_looks_after_it_ends_it_and_only_that_worker_is_told() {
    let draft = ending(date(2027, 1, 31), EndingBasis::Long);
    let command = announce(1, draft);
    let day = date(2026, 12, 15);
    for by in [director("a"), worker(1), worker(2), Actor::Employer] {
        assert!(on(day, &issued(), &command, &by).is_err(), "{by:?}");
    }
    let decision = on(day, &issued(), &command, &deputy("b")).unwrap();
    assert_eq!(told(&decision), [("worker-1".to_owned(), Notice::Ending)]);
    let after = only(&decision.after);
    assert_eq!(after.orders.order(2), only(&issued()).orders.order(2));
    let notice = after.orders.order(1).unwrap().ending.clone().unwrap();
    assert!(notice.paper().what.is_intact());
    let again = on(day, &decision.after, &command, &director("b"));
    let done = Refused::Order(OrderRefused::Done {
        by: deputy("b"),
        at: at("2026-12-15T12:00:00+09:00"),
    });
    assert_eq!(again, Err(done), "it was told once");
}

#[test]
fn of_a_worker_without_mail_the_notice_is_printed_by_who_looks_after_it() {
    let mut unmailed = draft(&accepted());
    unmailed.workers[0].mail = None;
    let case = ready(&accepted(), unmailed);
    let case = done(&case, &confirm(&case), &director("b"));
    let draft = ending(date(2027, 1, 31), EndingBasis::Long);
    let day = date(2026, 12, 15);
    let decision = on(day, &case, &announce(1, draft), &director("b")).unwrap();
    assert_eq!(told(&decision), [("b".to_owned(), Notice::EndingPaper)]);
    let explained = on(day, &decision.after, &ask(1), &director("b")).unwrap();
    assert_eq!(told(&explained), [], "it is printed from the page");
    assert!(paper(&explained.after).contains("店を閉める"));
}

#[test]
fn the_reason_is_told_to_the_worker_who_asks_and_to_nobody_else() {
    let case = announced();
    assert!(!paper(&case).contains("店を閉める"));
    let day = date(2026, 12, 16);
    assert!(on(day, &case, &ask(1), &worker(2)).is_err());
    assert!(
        on(day, &case, &ask(2), &worker(2)).is_err(),
        "it does not end"
    );
    let decision = on(day, &case, &ask(1), &worker(1)).unwrap();
    assert_eq!(told(&decision), [("worker-1".to_owned(), Notice::Ending)]);
    assert!(paper(&decision.after).contains("店を閉める"));
    let again = on(day, &decision.after, &ask(1), &worker(1));
    assert!(matches!(
        again,
        Err(Refused::Order(OrderRefused::Done { .. }))
    ));
    let content = content();
    for entry in decision.after.entries() {
        assert!(
            entry
                .narrate(&only(&decision.after), &content)
                .is_none_or(|told| { !told.contains("店を閉める") })
        );
    }
}

#[test]
fn another_last_day_is_the_next_version_with_its_difference() {
    let later = ending(date(2027, 2, 28), EndingBasis::Long);
    let day = date(2027, 1, 10);
    let decision = on(day, &announced(), &announce(1, later), &director("b")).unwrap();
    let order = only(&decision.after).orders.order(1).unwrap().clone();
    let notice = order.ending.unwrap();
    assert_eq!(notice.paper().what.version, 2);
    assert_eq!(
        notice.paper().what.title,
        "終了の予告（変わった終わりの日）"
    );
    let lead = &notice.paper().what.lead[0];
    let wanted = "2027年1月31日（日）から2027年2月28日（日）に変わりました";
    assert!(lead.contains(wanted), "{lead}");
    let changed = notice.paper().what.changes.iter();
    let changed: Vec<_> = changed.map(|row| row.label.as_str()).collect();
    assert!(changed.contains(&"終わる日"), "{changed:?}");
    let after_the_end = date(2027, 3, 1);
    let more = ending(date(2027, 4, 30), EndingBasis::Long);
    let late = on(
        after_the_end,
        &decision.after,
        &announce(1, more),
        &director("b"),
    );
    let over = EndingFault::Ended {
        on: date(2027, 2, 28),
    };
    assert_eq!(late, Err(Refused::Order(OrderRefused::Ending(vec![over]))));
}

#[test]
fn whoever_goes_on_gets_new_terms_and_whose_order_ends_gets_none() {
    let case = announced();
    let mut next = only(&case).orders.prepared.unwrap().draft;
    next.place = TermItem::text("https://share.example.jp/other");
    for leaves_out in [false, true] {
        let mut next = next.clone();
        if leaves_out {
            next.workers.remove(0);
            next.workers[0].count = Some(200);
        }
        let case = ready(&case, next);
        let decision = attempt(&case, &confirm(&case), &director("b")).unwrap();
        assert_eq!(told(&decision), [("worker-2".to_owned(), Notice::Order)]);
        let orders = &only(&decision.after).orders;
        let versions = |of: u32| orders.order(of).unwrap().versions.len();
        assert_eq!((versions(1), versions(2)), (1, 2));
    }
}

#[test]
fn what_was_delivered_is_paid_as_agreed_also_after_the_end() {
    let (before, case) = (done(&issued(), &deliver(1, ""), &worker(1)), announced());
    let programme = programme();
    let days = |case: &Case| {
        let placement = only(case);
        let progress = placement.order_progress().unwrap();
        let days = placement.orders.days(&progress, &programme).into_iter();
        let pay = days.filter(|(_, due)| *due == OrderDue::Payment);
        pay.collect::<Vec<_>>()
    };
    assert_eq!(days(&case), days(&before));
    assert_eq!(days(&case).len(), 1);
    let books = |case: &Case| {
        let placement = only(case);
        placement.accounts.months(&placement.orders, &programme)
    };
    assert_eq!(books(&case), books(&before));
    // What comes on the last day, or is entered after it, is received and paid too.
    let last = on(date(2027, 1, 31), &case, &deliver(1, "b"), &worker(1)).unwrap();
    let late = on(
        date(2027, 2, 2),
        &last.after,
        &deliver(1, "c"),
        &director("b"),
    );
    let after = late.unwrap().after;
    assert_eq!(books(&after).len(), 3, "a row for each month of a delivery");
    assert_eq!(days(&after).len(), 3);
    let rows = only(&after).orders.order(1).unwrap().months();
    let first: Vec<_> = rows.iter().map(|month| month.first).collect();
    let wanted = [japan_date(sent_at()), date(2027, 1, 31), date(2027, 2, 2)];
    assert_eq!(first, wanted);
}

#[test]
fn nobody_is_reminded_of_what_would_come_after_the_end() {
    let agreed = ending(date(2026, 12, 1), EndingBasis::Agreed);
    let case = on(
        date(2026, 12, 1),
        &issued(),
        &announce(1, agreed),
        &director("b"),
    );
    let orders = |case: &Case| {
        let placement = only(case);
        let progress = placement.order_progress().unwrap();
        placement.orders.days(&progress, &programme())
    };
    let mut only_first = issued();
    only_first = done(&only_first, &deliver(2, ""), &worker(2));
    let delivery = (date(2026, 12, 25), OrderDue::Delivery);
    assert!(orders(&only_first).contains(&delivery));
    let case = done(&case.unwrap().after, &deliver(2, ""), &worker(2));
    assert!(!orders(&case).contains(&delivery));
}

#[test]
fn a_job_ends_with_no_order_that_a_worker_counts_on() {
    let end = Command::End {
        reason: Ending::Withdrawn,
        note: String::new(),
    };
    let day = date(2026, 12, 1);
    let refused = on(day, &issued(), &end, &director("b"));
    assert_eq!(refused.unwrap_err(), Refused::OrderRuns);
    let agreed = |worker| announce(worker, ending(day, EndingBasis::Agreed));
    let one = on(day, &issued(), &agreed(1), &director("b"))
        .unwrap()
        .after;
    let refused = on(day, &one, &end, &director("b"));
    assert_eq!(refused.unwrap_err(), Refused::OrderRuns);
    let both = on(day, &one, &agreed(2), &director("b")).unwrap().after;
    assert!(on(day, &both, &end, &director("b")).is_ok());
    let void = Command::End {
        reason: Ending::Duplicate,
        note: String::new(),
    };
    assert!(on(day, &issued(), &void, &Actor::Office).is_ok());
}
