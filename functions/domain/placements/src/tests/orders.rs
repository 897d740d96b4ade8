//! From an accepted sheet to papers, deliveries and a call for help.

use std::sync::LazyLock;

use ::orders::{
    DeliveredWork, Fee, OrderDraft, OrderFault, OrderRefused, OrderWorker, PreparedOrder,
    Settlement, TermItem,
};
use base::people::Notice;
use jiff::civil::date;

use super::*;

static CONTENT: LazyLock<Content> = LazyLock::new(Content::embedded);

pub(super) fn worker(number: u32) -> Actor {
    Actor::Worker { number }
}

fn hired(number: u32, name: &str, count: u32) -> OrderWorker {
    OrderWorker {
        number,
        name: name.to_owned(),
        mail: EmailAddress::parse(&format!("worker{number}@example.jp")).ok(),
        count: Some(count),
    }
}

/// Review replies for two workers, 120 and 80 of them.
pub(super) fn draft(case: &Case) -> OrderDraft {
    let today = date(2026, 11, 20);
    let mut draft = OrderDraft::proposed(&only(case).spec, &CONTENT, today);
    draft.place = TermItem::text("https://share.example.jp/inn");
    draft.fee = TermItem::Set(Fee {
        unit_yen: 250,
        unit: "1件".to_owned(),
        count: Some(200),
        ceiling: None,
    });
    draft.delivery = TermItem::Set(date(2026, 12, 25));
    draft.inspection = TermItem::Set(date(2027, 1, 8));
    draft.payment = TermItem::Set(date(2027, 1, 29));
    draft.workers = vec![hired(1, "見本 一子", 120), hired(2, "見本 二郎", 80)];
    draft
}

pub(super) fn prepare(case: &Case, draft: OrderDraft) -> Command {
    let today = date(2026, 11, 20);
    Command::Prepare {
        order: Box::new(PreparedOrder::of(draft, &only(case).spec, &CONTENT, today)),
    }
}

/// The case with this draft prepared and every caution settled.
pub(super) fn ready(case: &Case, draft: OrderDraft) -> Case {
    let mut case = done(case, &prepare(case, draft), &director("b"));
    let cautions: Vec<String> = only(&case)
        .orders
        .unsettled()
        .into_iter()
        .map(str::to_owned)
        .collect();
    for caution in cautions {
        let how = Settlement::Kept {
            reason: "材料が夕方にそろうため".to_owned(),
        };
        case = done(&case, &Command::Settle { caution, how }, &director("b"));
    }
    case
}

pub(super) fn confirm(case: &Case) -> Command {
    let prepared = only(case).orders.prepared.unwrap();
    let seen = prepared.digest();
    Command::issue(seen, &CONTENT.texts.orders)
}

pub(super) fn accepted() -> Case {
    done(&case(), &Command::Accept, &director("b"))
}

/// The case with the orders of both workers issued.
pub(super) fn issued() -> Case {
    let case = ready(&accepted(), draft(&accepted()));
    done(&case, &confirm(&case), &director("b"))
}

pub(super) fn deliver(worker: u32, url: &str) -> Command {
    Command::Deliver {
        after: None,
        worker,
        delivered: DeliveredWork {
            mends: None,
            url: url.to_owned(),
            quantity: 40,
            note: String::new(),
        },
    }
}

#[test]
fn confirming_gives_each_worker_one_paper_and_records_the_order() {
    let case = ready(&accepted(), draft(&accepted()));
    let decision = attempt(&case, &confirm(&case), &director("b")).unwrap();
    assert_eq!(
        told(&decision),
        [
            ("worker-1".to_owned(), Notice::Order),
            ("worker-2".to_owned(), Notice::Order)
        ]
    );
    let placement = only(&decision.after);
    let numbers: Vec<_> = placement
        .orders
        .orders
        .iter()
        .map(|order| order.number(&placement.id))
        .collect();
    assert_eq!(numbers, ["K7M3-FXWP-1-a", "K7M3-FXWP-1-b"]);
    let order = placement.order().unwrap();
    assert_eq!((order.amount, order.on), (Some(55_000), date(2026, 11, 20)));
    assert_eq!(
        placement.status,
        Status::Accepted {
            stage: Stage::Order
        }
    );
    for order in &placement.orders.orders {
        assert_eq!(order.versions.len(), 1);
        assert!(order.latest().paper.is_intact());
        let text = serde_json::to_string(&order.latest().terms).unwrap();
        let others = ["見本 二郎", "見本 一子"][order.worker as usize - 1];
        assert!(!text.contains(others), "{text}");
    }
    let ordered = |line: &LedgerLine| {
        matches!(line.fact, figures::ledger::Fact::Ordered { .. }) && !line.struck
    };
    assert_eq!(
        decision.lines.iter().filter(|line| ordered(line)).count(),
        1
    );
}

#[test]
fn a_second_press_is_told_who_was_first_and_changes_nothing() {
    let case = ready(&accepted(), draft(&accepted()));
    let press = confirm(&case);
    let decision = attempt(&case, &press, &director("b")).unwrap();
    let at = decision.entries[0].at;
    let by = director("b");
    for who in [director("b"), deputy("b"), Actor::Office] {
        let late = attempt(&decision.after, &press, &who);
        let by = by.clone();
        assert_eq!(
            late,
            Err(Refused::Order(OrderRefused::Done { by, at })),
            "{who:?}"
        );
    }
}

#[test]
fn what_was_confirmed_has_to_be_what_is_prepared() {
    let case = ready(&accepted(), draft(&accepted()));
    let press = confirm(&case);
    let mut other = draft(&case);
    other.method = TermItem::text("現金。わたすときに受け取りの紙を書きます。");
    let changed = done(&case, &prepare(&case, other), &deputy("b"));
    let refused = attempt(&changed, &press, &director("b"));
    assert_eq!(refused, Err(Refused::Order(OrderRefused::OtherDraft)));
    assert!(attempt(&changed, &confirm(&changed), &director("b")).is_ok());
}

#[test]
fn an_order_with_faults_or_an_unsettled_caution_is_refused_with_them() {
    let faults = |case: &Case| match attempt(case, &confirm(case), &director("b")) {
        Err(Refused::Order(OrderRefused::Faults(faults))) => faults,
        other => panic!("{other:?}"),
    };
    let nothing = Command::issue(String::new(), &CONTENT.texts.orders);
    assert_eq!(
        attempt(&accepted(), &nothing, &director("b")),
        Err(Refused::Order(OrderRefused::Faults(vec![
            OrderFault::NothingPrepared
        ])))
    );
    let mut open = draft(&accepted());
    open.place = TermItem::Missing;
    let case = ready(&accepted(), open);
    assert_eq!(faults(&case), [OrderFault::Missing { item: 7 },]);
    let mut told = draft(&accepted());
    told.work = TermItem::text("口コミの返事。毎日9時から17時まで作業してください。");
    let case = accepted();
    let unsettled = done(&case, &prepare(&case, told), &director("b"));
    let found = faults(&unsettled);
    let is_directive = |fault: &OrderFault| matches!(fault, OrderFault::Unsettled { caution } if caution.contains("9時から17時"));
    assert!(found.iter().any(is_directive), "{found:?}");
    let unknown = Command::Settle {
        caution: "だれも書いていない注意".to_owned(),
        how: Settlement::Changed,
    };
    assert_eq!(
        attempt(&unsettled, &unknown, &director("b")),
        Err(Refused::Order(OrderRefused::NoSuchCaution))
    );
}

#[test]
fn a_sheet_that_changed_since_has_to_be_looked_at_again() {
    let case = ready(&accepted(), draft(&accepted()));
    let ask = Command::Ask {
        fields: vec!["volume".to_owned()],
        question: "月に何件ですか".to_owned(),
    };
    let answer = Command::Answer {
        texts: [("volume".to_owned(), "月に90件".to_owned())].into(),
        note: String::new(),
    };
    let asked = done(&case, &ask, &director("b"));
    let answered = done(&asked, &answer, &Actor::Employer);
    let refused = attempt(&answered, &confirm(&answered), &director("b"));
    let changed = vec![OrderFault::SheetChanged];
    assert_eq!(refused, Err(Refused::Order(OrderRefused::Faults(changed))));
    let again = ready(&answered, draft(&answered));
    assert!(attempt(&again, &confirm(&again), &director("b")).is_ok());
}

#[test]
fn only_those_who_look_after_it_order_and_only_once_it_is_accepted() {
    let command = prepare(&accepted(), draft(&accepted()));
    for (by, may) in [
        (director("b"), true),
        (deputy("b"), true),
        (Actor::Office, true),
        (director("a"), false),
        (Actor::Employer, false),
        (worker(1), false),
    ] {
        assert_eq!(attempt(&accepted(), &command, &by).is_ok(), may, "{by:?}");
    }
    assert!(attempt(&case(), &command, &director("b")).is_err());
}

#[test]
fn a_change_is_a_new_version_for_those_whom_it_concerns() {
    let case = issued();
    let mut later = draft(&case);
    later.workers[1].mail = EmailAddress::parse("new@example.jp").ok();
    let case = ready(&case, later);
    let decision = attempt(&case, &confirm(&case), &director("b")).unwrap();
    assert_eq!(told(&decision), [("worker-2".to_owned(), Notice::Order)]);
    let placement = only(&decision.after);
    let versions: Vec<_> = placement
        .orders
        .orders
        .iter()
        .map(|o| o.versions.len())
        .collect();
    assert_eq!(versions, [1, 2]);
    let order = placement.orders.order(2).unwrap();
    assert_ne!(order.versions[0].paper.hash, order.versions[1].paper.hash);
    // The amount is what it was, so the stage is not recorded again.
    assert_eq!(decision.entries.len(), 1);
    // The link of the old address shows nothing any more.
    let before = only(&issued()).orders.order(2).unwrap().person();
    assert!(placement.order_of(2, &before).is_none());
    assert!(placement.order_of(2, &order.person()).is_some());
}

#[test]
fn an_open_item_decided_later_is_a_version_of_its_own_with_its_difference() {
    let mut open = draft(&accepted());
    open.place = TermItem::Undecided {
        reason: "置き場所を作っています".to_owned(),
        on: date(2026, 12, 10),
    };
    let case = ready(&accepted(), open);
    let case = done(&case, &confirm(&case), &director("b"));
    let case = ready(&case, draft(&case));
    let decision = attempt(&case, &confirm(&case), &director("b")).unwrap();
    assert_eq!(told(&decision).len(), 2);
    let placement = only(&decision.after);
    let texts = &CONTENT.texts.orders;
    let paper = &placement.orders.order(1).unwrap().version(2).unwrap().paper;
    assert_eq!(paper.lead, [texts.paper_lead_supplement(2)]);
    assert_eq!(paper.changes.len(), 1);
    assert_eq!(paper.changes[0].after, "https://share.example.jp/inn");
}

#[test]
fn more_work_is_more_money_in_the_ledger_and_a_worker_with_an_order_stays_in_it() {
    let case = issued();
    let mut more = draft(&case);
    more.workers[0].count = Some(170);
    more.fee = TermItem::Set(Fee {
        count: Some(250),
        ..more.fee.value().unwrap().clone()
    });
    let case = ready(&case, more);
    let decision = attempt(&case, &confirm(&case), &director("b")).unwrap();
    assert_eq!(only(&decision.after).order().unwrap().amount, Some(68_750));
    assert_eq!(decision.lines.iter().filter(|line| line.struck).count(), 1);

    let mut fewer = draft(&case);
    fewer.workers.pop();
    fewer.workers[0].count = None;
    let case = ready(&case, fewer);
    let refused = attempt(&case, &confirm(&case), &director("b"));
    let name = "見本 二郎".to_owned();
    let left_out = vec![OrderFault::WorkerLeftOut { name }];
    assert_eq!(refused, Err(Refused::Order(OrderRefused::Faults(left_out))));
}

#[test]
fn a_worker_without_mail_gets_paper_from_whoever_looks_after_it() {
    let mut draft = draft(&accepted());
    for worker in &mut draft.workers {
        worker.mail = None;
    }
    let case = ready(&accepted(), draft);
    let decision = attempt(&case, &confirm(&case), &director("b")).unwrap();
    assert_eq!(told(&decision), [("b".to_owned(), Notice::OrderPaper)]);
    // What such a worker says is entered by the director, under the director's name.
    let case = decision.after;
    let decision = attempt(&case, &deliver(1, ""), &director("b")).unwrap();
    assert_eq!(told(&decision), []);
    assert_eq!(decision.entries[0].by, director("b"));
    let receive = Command::Receive {
        worker: 1,
        version: 1,
    };
    let case = done(&case, &receive, &director("b"));
    assert!(only(&case).orders.order(1).unwrap().is_received());
}

#[test]
fn a_worker_acts_on_their_own_order_alone() {
    let case = issued();
    let commands = |number| {
        [
            deliver(number, "https://share.example.jp/1"),
            Command::Receive {
                worker: number,
                version: 1,
            },
            Command::WantPaper { worker: number },
            Command::ReportTrouble {
                after: None,
                worker: number,
                text: "材料が届きません".to_owned(),
            },
        ]
    };
    for command in commands(1) {
        assert!(attempt(&case, &command, &worker(1)).is_ok(), "{command:?}");
        assert!(attempt(&case, &command, &worker(2)).is_err(), "{command:?}");
        assert!(attempt(&case, &command, &Actor::Employer).is_err());
    }
    for command in commands(3) {
        let refused = attempt(&case, &command, &worker(3));
        assert!(refused.is_err(), "{command:?}");
    }
    for command in [confirm(&case), Command::GivePaper { worker: 1 }] {
        assert!(attempt(&case, &command, &worker(1)).is_err());
    }
}

#[test]
fn the_same_again_from_a_form_that_shows_the_first_is_another_one() {
    let case = issued();
    let again = |after| {
        let Command::Deliver {
            worker, delivered, ..
        } = deliver(1, "https://share.example.jp/1")
        else {
            unreachable!()
        };
        Command::Deliver {
            worker,
            delivered,
            after,
        }
    };
    let call = |after| Command::ReportTrouble {
        worker: 1,
        text: "材料が届きません。".to_owned(),
        after,
    };
    let is_done = |case: &Case, command: &Command| {
        let twice = attempt(case, command, &worker(1));
        matches!(twice, Err(Refused::Order(OrderRefused::Done { .. })))
    };
    let case = done(&case, &again(Some(0)), &worker(1));
    assert!(is_done(&case, &again(Some(0))) && is_done(&case, &again(None)));
    let case = done(&case, &again(Some(1)), &worker(1));
    assert_eq!(
        only(&case).orders.order(1).unwrap().months()[0].quantity,
        80
    );
    let case = done(&case, &call(Some(0)), &worker(1));
    assert!(is_done(&case, &call(Some(0))) && is_done(&case, &call(None)));
    let later = attempt(&case, &call(Some(1)), &worker(1)).unwrap();
    assert!(
        !told(&later).is_empty(),
        "whoever looks after it is told again"
    );
}

#[test]
fn what_is_mended_belongs_to_a_month_in_which_something_was_delivered() {
    let case = done(&issued(), &deliver(1, ""), &worker(1));
    let mended = |mends: &str| {
        let delivered = DeliveredWork {
            mends: Some(mends.parse().unwrap()),
            url: String::new(),
            quantity: 3,
            note: String::new(),
        };
        Command::Deliver {
            worker: 1,
            delivered,
            after: None,
        }
    };
    let refused = attempt(&case, &mended("2026-10"), &worker(1));
    assert_eq!(
        refused.unwrap_err(),
        Refused::Order(OrderRefused::NoSuchOrder)
    );
    let case = done(&case, &mended("2026-11"), &worker(1));
    assert_eq!(
        only(&case).orders.order(1).unwrap().months()[0].quantity,
        40
    );
}

#[test]
fn the_first_delivery_starts_the_clock_and_nothing_later_moves_it() {
    let case = issued();
    let first = attempt(&case, &deliver(1, "https://share.example.jp/1"), &worker(1)).unwrap();
    assert_eq!(told(&first), [("b".to_owned(), Notice::Delivered)]);
    let at = first.entries[0].at;
    let mut case = first.after;
    let start = |case: &Case| only(case).orders.order(1).unwrap().delivered_at();
    assert_eq!(start(&case), Some(at));
    let until = |case: &Case| {
        let order = only(case).orders.order(1).unwrap().clone();
        order.pays_until(&order.months()[0], &programme())
    };
    let paid = until(&case);
    let twice = attempt(&case, &deliver(1, "https://share.example.jp/1"), &worker(1));
    assert!(matches!(
        twice,
        Err(Refused::Order(OrderRefused::Done { .. }))
    ));
    for (command, by) in [
        (deliver(1, "https://share.example.jp/2"), worker(1)),
        (deliver(1, ""), director("b")),
        (deliver(2, "https://share.example.jp/3"), worker(2)),
    ] {
        case = done(&case, &command, &by);
        assert_eq!((start(&case), until(&case)), (Some(at), paid));
    }
    assert_eq!(only(&case).orders.order(1).unwrap().deliveries.len(), 3);
    // Both have delivered: the stage is recorded once.
    let stage = only(&case).stage(Stage::Delivery).unwrap();
    assert_eq!(stage.on, date(2026, 11, 20));
}

#[test]
fn an_early_delivery_is_paid_within_sixty_days_whatever_the_paper_says() {
    // Received on 20 November: the agreed 29 January would be its 71st day.
    let case = done(
        &issued(),
        &deliver(1, "https://share.example.jp/1"),
        &worker(1),
    );
    let order = only(&case).orders.order(1).unwrap().clone();
    let month = order.months()[0];
    assert_eq!(order.pays_until(&month, &programme()), date(2027, 1, 18));
    // Whoever reads both days is told why.
    let agreed = order.paid_before(&month, &programme());
    assert_eq!(agreed, Some(date(2027, 1, 29)));
}

#[test]
fn paper_and_trouble_reach_those_who_have_to_act() {
    let case = issued();
    let want = Command::WantPaper { worker: 2 };
    let decision = attempt(&case, &want, &worker(2)).unwrap();
    assert_eq!(told(&decision), [("b".to_owned(), Notice::PaperWanted)]);
    let wanted = decision.after;
    assert!(matches!(
        attempt(&wanted, &want, &worker(2)),
        Err(Refused::Order(OrderRefused::Done { .. }))
    ));
    let given = done(&wanted, &Command::GivePaper { worker: 2 }, &director("b"));
    assert_eq!(only(&given).orders.order(2).unwrap().paper_wanted, None);
    let help = Command::ReportTrouble {
        after: None,
        worker: 1,
        text: "材料が届きません".to_owned(),
    };
    let decision = attempt(&case, &help, &worker(1)).unwrap();
    assert_eq!(told(&decision), [("office".to_owned(), Notice::Trouble)]);
}

#[test]
fn a_worker_who_presses_without_end_is_recorded_but_fills_no_mailbox() {
    let mut case = issued();
    let mut mails = 0;
    for number in 0..30 {
        let url = format!("https://share.example.jp/{number}");
        let decision = attempt(&case, &deliver(1, &url), &worker(1)).unwrap();
        mails += told(&decision).len();
        case = decision.after;
    }
    let order = only(&case).orders.order(1).unwrap().clone();
    assert_eq!((order.deliveries.len(), mails), (30, 10));
    // Another worker's delivery is told all the same.
    let decision = attempt(&case, &deliver(2, ""), &worker(2)).unwrap();
    assert_eq!(told(&decision), [("b".to_owned(), Notice::Delivered)]);
}

#[test]
fn the_employer_is_told_nothing_about_the_workers() {
    let content = content();
    let case = done(
        &issued(),
        &deliver(1, "https://share.example.jp/1"),
        &worker(1),
    );
    let told: Vec<String> = case
        .history(1)
        .into_iter()
        .filter_map(|(entry, after)| entry.narrate(&after, &content))
        .collect();
    for private in ["見本 一子", "worker", "250", "share.example.jp"] {
        assert!(told.iter().all(|line| !line.contains(private)), "{told:?}");
    }
}

#[test]
fn everything_that_happens_to_orders_survives_being_stored() {
    let case = done(
        &issued(),
        &deliver(1, "https://share.example.jp/1"),
        &worker(1),
    );
    let stored = serde_json::to_string(&case.entries).unwrap();
    let entries: Vec<Entry> = serde_json::from_str(&stored).unwrap();
    assert_eq!(
        Case::new(case.submission.clone(), entries, case.version),
        case
    );
}
