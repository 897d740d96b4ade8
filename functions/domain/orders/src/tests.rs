//! Orders by example: what is proposed, what may not be issued, what the paper says.

mod papers;

use std::sync::LazyLock;

use answers::{Answers, Pick};
use base::contact::EmailAddress;
use base::industry::Industry;
use jiff::civil::{Date, date};
use job_spec::{FieldState, JobSpec};
use town::Content;
use town::texts::OrderTexts;

use super::days::Timing;
use super::*;

pub(super) const TEXTS: OrderTexts = town::texts::Texts::EMBEDDED.orders;

/// Read once: it is large.
static CONTENT: LazyLock<Content> = LazyLock::new(Content::embedded);

pub(super) fn today() -> Date {
    date(2026, 11, 28)
}

/// An innkeeper's sheet of one task.
pub(super) fn spec(task: &str, content: &Content) -> JobSpec {
    let row = content.task(task).unwrap();
    let answers = Answers {
        industry: Some(Industry::Inn),
        picks: vec![Pick {
            key: row.key(),
            name: None,
        }],
        tasks: [(row.key(), row.answers())].into(),
        chosen: Some([row.key()].into()),
        ..Answers::default()
    };
    let mut specs = job_spec::drafts(&answers, content, today());
    specs.remove(0)
}

pub(super) fn worker(number: u32, name: &str, count: Option<u32>) -> OrderWorker {
    OrderWorker {
        number,
        name: name.to_owned(),
        mail: EmailAddress::parse(&format!("worker{number}@example.jp")).ok(),
        count,
    }
}

/// Review replies of an inn, as proposed, with what only a director knows.
pub(super) fn draft() -> OrderDraft {
    let content = &*CONTENT;
    let mut draft = OrderDraft::proposed(&spec("inn02", content), content, today());
    draft.place = TermItem::text("https://share.example.jp/inn");
    draft.fee = TermItem::Set(Fee {
        unit_yen: 250,
        unit: "1件".to_owned(),
        count: Some(200),
        ceiling: None,
    });
    draft.workers = vec![
        worker(1, "見本 一子", Some(120)),
        worker(2, "見本 二郎", Some(80)),
    ];
    draft.delivery = TermItem::Set(date(2026, 12, 25));
    draft.inspection = TermItem::Set(date(2027, 1, 8));
    draft.payment = TermItem::Set(date(2027, 1, 29));
    draft
}

pub(super) fn faults(draft: &OrderDraft) -> Vec<OrderFault> {
    let programme = &CONTENT.programme;
    let judge = Judge {
        programme,
        today: today(),
        issued: None,
    };
    judge.faults(draft)
}

/// 320 yen for each of 200, of at most 240 where there is a ceiling, by Christmas.
fn quoted(ceiling: Option<u32>) -> QuoteDraft {
    let mut quote = QuoteDraft::proposed(
        &draft(),
        &spec("inn02", &CONTENT),
        &CONTENT.programme,
        today(),
    );
    quote.lines[0].price = Fee {
        unit_yen: 320,
        unit: "1件".to_owned(),
        count: Some(200),
        ceiling,
    };
    quote
}

#[test]
fn an_order_beyond_what_the_employer_agreed_to_is_pointed_out() {
    let with = |change: Change| {
        let mut draft = draft();
        change(&mut draft);
        draft
    };
    let fee = |draft: &mut OrderDraft, change: fn(&mut Fee)| {
        if let TermItem::Set(fee) = &mut draft.fee {
            change(fee);
        }
    };
    assert!(!quoted(None).is_exceeded_by(&draft()));
    assert!(!quoted(Some(240)).is_exceeded_by(&draft()));
    let more = with(|draft| {
        if let TermItem::Set(fee) = &mut draft.fee {
            fee.count = Some(230);
        }
    });
    assert!(quoted(None).is_exceeded_by(&more), "the number");
    assert!(!quoted(Some(240)).is_exceeded_by(&more), "within the most");
    let mut dearer = draft();
    fee(&mut dearer, |fee| fee.unit_yen = 400);
    assert!(quoted(None).is_exceeded_by(&dearer), "the money");
    let later = with(|draft| draft.delivery = TermItem::Set(date(2026, 12, 28)));
    assert!(quoted(None).is_exceeded_by(&later), "the day");
    let january = OrderDraft {
        from: Some(date(2027, 1, 1)),
        ..later
    };
    assert!(
        !quoted(None).is_exceeded_by(&january),
        "a month's own sheet"
    );
    let mut lot = draft();
    fee(&mut lot, |fee| {
        fee.unit = "10件".to_owned();
        fee.unit_yen = 60;
        fee.count = Some(900);
    });
    assert!(
        !quoted(None).is_exceeded_by(&lot),
        "other units are not compared"
    );
}

type Change = fn(&mut OrderDraft);

fn open<T>(reason: &str, on: Date) -> TermItem<T> {
    TermItem::Undecided {
        reason: reason.to_owned(),
        on,
    }
}

/// The faults after a change of an order that has none.
fn after(change: impl FnOnce(&mut OrderDraft)) -> Vec<OrderFault> {
    let mut draft = draft();
    assert_eq!(faults(&draft), []);
    change(&mut draft);
    faults(&draft)
}

#[test]
fn what_nobody_can_count_yet_has_no_fee_made_up() {
    let content = &*CONTENT;
    let mut spec = spec("inn02", content);
    spec.estimate.price = None;
    let proposed = |spec: &JobSpec| OrderDraft::proposed(spec, content, today()).fee;
    assert_eq!(proposed(&spec), TermItem::Missing);
    let volume = spec.fields.iter_mut().find(|field| field.id == "volume");
    let planned = date(2026, 12, 4);
    volume.unwrap().state = FieldState::Undecided {
        reason: "回数がわかりません".to_owned(),
        planned,
    };
    assert_eq!(proposed(&spec), open("回数がわかりません", planned));
}

#[test]
fn sheet_and_settings_propose_all_but_what_only_a_director_knows() {
    let content = &*CONTENT;
    let spec = spec("inn02", content);
    let draft = OrderDraft::proposed(&spec, content, today());
    let open = draft.meter().into_iter();
    let open: Vec<_> = open
        .filter(|row| row.state == MeterState::Missing)
        .map(|row| (row.list, row.number))
        .collect();
    let wanted = [
        (MeterList::Items, 4),
        (MeterList::Items, 7),
        (MeterList::Points, 1),
        (MeterList::Points, 7),
    ];
    assert_eq!(open, wanted);
    let fee = draft.fee.value().unwrap();
    let price = spec.estimate.price.as_ref().unwrap();
    let pay = questionnaire::assess::pay(price, &content.programme, today());
    assert_eq!((fee.unit_yen, fee.unit.as_str()), (pay.unit, "1件"));
    assert!(fee.ceiling >= fee.count);
    // A month from now, inspected a week later, paid at the end of the month after it.
    assert_eq!(draft.delivery, TermItem::Set(date(2026, 12, 28)));
    assert_eq!(draft.inspection, TermItem::Set(date(2027, 1, 4)));
    assert_eq!(draft.payment, TermItem::Set(date(2027, 2, 1)));
    for (term, text) in &draft.others {
        assert_eq!(text_checks::payment_flaw(text), None, "{term:?}");
    }
}

#[test]
fn every_task_of_the_catalogue_is_proposed_an_order_that_lacks_only_place_and_workers() {
    let content = &*CONTENT;
    let inns = content.tasks.iter().filter(|task| task.industry == "inn");
    let mut seen = 0;
    for task in inns.filter(|task| task.class != town::Class::Keep) {
        let mut draft = OrderDraft::proposed(&spec(&task.id, content), content, today());
        assert!(!faults(&draft).is_empty());
        draft.place = TermItem::text("https://share.example.jp/");
        draft.workers = vec![worker(1, "見本", None)];
        assert_eq!(faults(&draft), [], "{}", task.id);
        seen += 1;
    }
    assert!(seen > 5, "{seen}");
}

#[test]
fn what_is_open_on_the_sheet_stays_open_with_its_reason_and_day() {
    let content = &*CONTENT;
    let mut spec = spec("inn02", content);
    let planned = date(2026, 12, 10);
    for field in spec
        .fields
        .iter_mut()
        .filter(|field| field.id == "delivery")
    {
        field.state = FieldState::Undecided {
            reason: "件数がまだ決まっていません".to_owned(),
            planned,
        };
    }
    let draft = OrderDraft::proposed(&spec, content, today());
    for item in [&draft.delivery, &draft.inspection, &draft.payment] {
        assert_eq!(
            item.undecided(),
            Some(("件数がまだ決まっていません", planned))
        );
    }
}

#[test]
fn an_order_with_any_of_the_nine_items_removed_is_refused() {
    let remove: [(u8, Change); 8] = [
        (1, |draft| draft.work = TermItem::Missing),
        (2, |draft| draft.fee = TermItem::Missing),
        (3, |draft| draft.payment = TermItem::Missing),
        (4, |draft| draft.workers.clear()),
        (6, |draft| draft.delivery = TermItem::Missing),
        (7, |draft| draft.place = TermItem::text("  ")),
        (8, |draft| draft.inspection = TermItem::Missing),
        (9, |draft| draft.method = TermItem::Set("　".to_owned())),
    ];
    for (item, remove) in remove {
        let found = after(remove);
        assert!(
            found.contains(&OrderFault::Missing { item }),
            "{item}: {found:?}"
        );
    }
    // ⑤ is the day on which it is issued, so nothing can remove it.
    assert_eq!(draft().item(5), MeterState::Done);
}

#[test]
fn an_order_with_a_point_of_the_towns_list_removed_is_refused() {
    for term in FurtherTerm::ALL {
        let found = after(|draft| drop(draft.others.remove(&term)));
        let wanted = term.point().map(|point| OrderFault::MissingPoint { point });
        assert_eq!(found, Vec::from_iter(wanted), "{term:?}");
    }
}

#[test]
fn what_is_undecided_needs_its_reason_and_a_day_to_come() {
    let planned = date(2026, 12, 10);
    assert_eq!(
        after(|d| d.place = open("置き場所を作っています", planned)),
        []
    );
    let found = after(|d| d.place = open(" ", planned));
    assert_eq!(found, [OrderFault::NoReason { item: 7 }]);
    let on = date(2026, 11, 27);
    let found = after(|d| d.place = open("置き場所を作っています", on));
    assert_eq!(found, [OrderFault::UndecidedOver { item: 7, on }]);
    let found = after(|d| d.payment = open("まだです", planned));
    assert_eq!(found, [OrderFault::PaymentOpen]);
    let found = after(|d| {
        d.payment = open("まだです", planned);
        d.delivery = open("まだです", planned);
    });
    assert_eq!(found, []);
}

#[test]
fn an_order_whose_words_let_the_payment_wait_is_refused_wherever_they_stand() {
    for text in [
        "銀行振込。月末までに払います。",
        "翌月末日までに振り込みます",
        "報酬は、請求書到着後にお支払いします。",
        "請求書を受け取ってから払う",
        "支払いは検収後30日以内",
        "検査に合格したら払います。",
        "お客さまの入金後に支払います。",
    ] {
        let in_method = after(|draft| draft.method = TermItem::text(text));
        let in_others = after(|draft| {
            draft.others.insert(FurtherTerm::Questions, text.to_owned());
        });
        let in_work = after(|draft| draft.work = TermItem::text(text));
        let places = [
            (in_method, WordingPlace::Item(9)),
            (in_others, WordingPlace::Further(FurtherTerm::Questions)),
            (in_work, WordingPlace::Item(1)),
        ];
        for (found, wanted) in places {
            assert!(
                matches!(found[..], [OrderFault::PayWording { place, .. }] if place == wanted),
                "{text}: {found:?}"
            );
        }
    }
}

#[test]
fn only_a_day_is_read_as_the_day_of_payment() {
    assert_eq!(
        read_pay_day("2027年1月29日", today()),
        Ok(date(2027, 1, 29))
    );
    for typed in [
        "月末までに",
        "2027年1月29日まで",
        "請求書到着後",
        "検収後30日以内",
    ] {
        let error = read_pay_day(typed, today()).unwrap_err();
        assert!(matches!(error, PayDayError::Wording { .. }), "{typed}");
        assert!(error.told(&TEXTS).contains("支払日"), "{typed}");
    }
    assert_eq!(read_pay_day("翌月末払い", today()), Err(PayDayError::NoDay));
    for typed in [
        "2027年1月29日（金）または30日",
        "2027/1/29 2027/1/30",
        "2027年1月29日か2月1日",
    ] {
        let several = read_pay_day(typed, today());
        assert_eq!(several, Err(PayDayError::Several), "{typed}");
    }
    let once = read_pay_day("2027年1月29日（2027/1/29）", today());
    assert_eq!(once, Ok(date(2027, 1, 29)), "one day in two spellings");
    let other = read_pay_day("2027年1月29日（木）", today());
    assert_eq!(other, Err(PayDayError::Weekday(date(2027, 1, 29))));
    assert!(other.unwrap_err().told(&TEXTS).contains("（金）"));
    let none = read_pay_day("2027年2月30日", today());
    assert_eq!(none, Err(PayDayError::NoSuchDay));
}

#[test]
fn days_that_are_over_too_late_or_out_of_order_are_refused() {
    let over = date(2026, 11, 27);
    assert_eq!(
        after(|d| d.inspection = TermItem::Set(date(2026, 12, 24))),
        [OrderFault::InspectionEarly]
    );
    let found = after(|d| d.delivery = TermItem::Set(over));
    assert!(
        found.contains(&OrderFault::DayOver { item: 6 }),
        "{found:?}"
    );
    // Received on 25 December: paid on 22 February at the latest, or with its month at the end of January.
    assert_eq!(
        after(|d| d.payment = TermItem::Set(date(2027, 2, 23))),
        [OrderFault::PayLate {
            limit: date(2027, 2, 22)
        }]
    );
    assert_eq!(after(|d| d.payment = TermItem::Set(date(2027, 2, 22))), []);
}

#[test]
fn the_towns_own_day_is_lawful_on_the_sixty_second_day() {
    let draft = |paid| {
        let mut draft = draft();
        draft.delivery = TermItem::Set(date(2026, 12, 1));
        draft.inspection = TermItem::Set(date(2026, 12, 8));
        draft.payment = TermItem::Set(paid);
        draft
    };
    assert_eq!(faults(&draft(date(2027, 1, 31))), []);
    assert_eq!(
        faults(&draft(date(2027, 1, 30))),
        [OrderFault::PayLate {
            limit: date(2027, 1, 29)
        }]
    );
}

/// 14 and 15, as somebody types them: what the page proposes may be written.
#[test]
fn a_proposed_day_is_lawful_and_waits_for_the_bank_only_if_that_is_written() {
    let programme = &CONTENT.programme;
    let judged = |change: &dyn Fn(&mut OrderDraft), paid: Option<Date>| {
        let mut draft = draft();
        draft.delivery = TermItem::Set(date(2026, 12, 1));
        draft.inspection = TermItem::Set(date(2026, 12, 8));
        change(&mut draft);
        let proposed = draft.pay_day(date(2026, 12, 1), programme).on;
        draft.payment = TermItem::Set(paid.unwrap_or(proposed));
        (proposed, faults(&draft))
    };
    let (agreed, before) = (date(2027, 2, 1), date(2027, 1, 29));
    assert_eq!(judged(&|_| (), None), (agreed, vec![]));
    for clause in [None, Some("銀行が休みの日は、前の営業日にはらいます。")] {
        let without = move |draft: &mut OrderDraft| {
            draft.others.remove(&FurtherTerm::BankHoliday);
            let clause = clause.map(|it| (FurtherTerm::BankHoliday, it.to_owned()));
            draft.others.extend(clause);
        };
        assert_eq!(judged(&without, None), (before, vec![]), "{clause:?}");
        let late = vec![OrderFault::PayLate { limit: before }];
        assert_eq!(judged(&without, Some(agreed)), (before, late));
    }
    let late = vec![OrderFault::PayLate { limit: before }];
    assert_eq!(judged(&|_| (), Some(date(2027, 2, 2))), (agreed, late));
    // 12: thirty days from the client's end on a Saturday; two days later banks are open.
    let client = |pay_on: Date| {
        move |draft: &mut OrderDraft| {
            let client = "発注者 12番".to_owned();
            draft.reentrusted = Some(Reentrusted { client, pay_on });
        }
    };
    let monday = date(2027, 1, 25);
    let of_client = client(date(2026, 12, 25));
    assert_eq!(judged(&of_client, None), (monday, vec![]));
    let (_, late) = judged(&of_client, Some(date(2027, 1, 26)));
    assert_eq!(late, [OrderFault::PayLate { limit: monday }]);
    // Who paid a month before: on the day it is received.
    let early = client(date(2026, 11, 1));
    assert_eq!(judged(&early, None), (date(2026, 12, 1), vec![]));
}

#[test]
fn how_payment_is_made_names_no_other_day_and_takes_no_fee() {
    let method = |text: &str| {
        let text = text.to_owned();
        after(|draft| draft.method = TermItem::Set(text))
    };
    let day = date(2027, 3, 31);
    for text in ["2027年3月31日に振り込みます。", "銀行振込。3月31日。"] {
        assert_eq!(method(text), [OrderFault::OtherPayDay { day }], "{text}");
    }
    let place = WordingPlace::Item(9);
    let word = "乙";
    assert_eq!(
        method("銀行振込。手数料は乙がはらう。"),
        [OrderFault::FeeWording { place, word }]
    );
    for text in [
        "銀行振込",
        "2027年1月29日に振り込みます。振込手数料は、たのむ側がはらいます。",
    ] {
        assert_eq!(method(text), [], "{text}");
    }
}

#[test]
fn only_a_client_who_pays_late_makes_it_beyond_our_limit() {
    let mut draft = draft();
    draft.payment = TermItem::Set(date(2027, 2, 24));
    let judge = Judge {
        programme: &CONTENT.programme,
        today: today(),
        issued: None,
    };
    let beyond = |draft: &OrderDraft| {
        let warned = judge.warnings(draft);
        warned
            .iter()
            .any(|it| matches!(it, OrderWarning::BeyondOurs { .. }))
    };
    assert!(!beyond(&draft));
    draft.reentrusted = Some(Reentrusted {
        client: "発注者 12番".to_owned(),
        pay_on: date(2027, 2, 28),
    });
    assert!(beyond(&draft));
}

#[test]
fn three_facts_move_the_limit_and_without_the_clients_name_they_do_not() {
    let facts = |client: &str| Reentrusted {
        client: client.to_owned(),
        pay_on: date(2027, 2, 28),
    };
    let paid = TermItem::Set(date(2027, 3, 29));
    let with = |client: &str| {
        let mut draft = draft();
        draft.reentrusted = Some(facts(client));
        draft.payment = paid.clone();
        faults(&draft)
    };
    assert_eq!(with("発注者 12番"), []);
    let found = with(" ");
    assert!(found.contains(&OrderFault::ClientMissing), "{found:?}");
    assert!(
        found.contains(&OrderFault::PayLate {
            limit: date(2027, 2, 22)
        }),
        "{found:?}"
    );
}

#[test]
fn shares_have_to_make_up_the_whole_and_names_to_differ() {
    let found = after(|draft| draft.workers[1].count = Some(81));
    assert_eq!(
        found,
        [OrderFault::Shares {
            sum: 201,
            whole: 200
        }]
    );
    let name = || "見本 二郎".to_owned();
    let found = after(|draft| draft.workers[1].count = None);
    assert_eq!(found, [OrderFault::NoShare { name: name() }]);
    let found = after(|draft| draft.workers[0].name = name());
    assert_eq!(found, [OrderFault::SameWorker { name: name() }]);
    let found = after(|draft| {
        draft.workers = (1..=13)
            .map(|n| worker(n, &format!("{n}番"), Some(10)))
            .collect();
    });
    assert!(found.contains(&OrderFault::TooManyWorkers), "{found:?}");
    let number = |count, ceiling| {
        after(|draft| {
            draft.workers.truncate(1);
            draft.workers[0].count = None;
            let fee = draft.fee.value().unwrap().clone();
            draft.fee = TermItem::Set(Fee {
                count,
                ceiling,
                ..fee
            });
        })
    };
    assert_eq!(number(None, None), [OrderFault::NoNumber]);
    assert_eq!(number(Some(10), Some(9)), [OrderFault::CeilingLow]);
    assert_eq!(number(None, Some(9)), []);
}

#[test]
fn pay_below_the_minimum_wage_and_a_closed_bank_are_pointed_out() {
    let programme = &CONTENT.programme;
    let judge = Judge {
        programme,
        today: today(),
        issued: None,
    };
    let mut draft = draft();
    draft.master = "共通条件 第1号（2027年3月31日まで）".to_owned();
    draft.seconds = Some(15 * 60);
    assert_eq!(
        judge.warnings(&draft),
        [OrderWarning::UnderMinimumWage {
            hour: 1000,
            wage: 1117
        }]
    );
    draft.seconds = Some(10 * 60);
    assert_eq!(judge.warnings(&draft), []);
    draft.payment = TermItem::Set(date(2027, 1, 31));
    draft.workers[1].mail = None;
    draft.master.clear();
    let name = "見本 二郎".to_owned();
    assert_eq!(
        judge.warnings(&draft),
        [
            OrderWarning::BankClosed,
            OrderWarning::NoMail { name },
            OrderWarning::NoMaster
        ]
    );
}

#[test]
fn a_day_that_was_issued_may_be_over_in_a_later_version() {
    let (programme, issued) = (&CONTENT.programme, draft());
    let faults = |draft: &OrderDraft| {
        let judge = Judge {
            programme,
            today: date(2026, 12, 28),
            issued: Some(&issued),
        };
        judge.faults(draft)
    };
    let mut draft = issued.clone();
    draft.place = TermItem::text("https://other.example.jp/");
    assert_eq!(faults(&draft), []);
    draft.delivery = TermItem::Set(date(2026, 12, 26));
    assert_eq!(faults(&draft), [OrderFault::DayOver { item: 6 }]);
}

#[test]
fn every_fault_and_warning_says_what_to_do() {
    let name = || "見本".to_owned();
    let on = today();
    let faults = [
        OrderFault::Missing { item: 3 },
        OrderFault::MissingPoint { point: 12 },
        OrderFault::NoReason { item: 6 },
        OrderFault::UndecidedOver { item: 6, on },
        OrderFault::PaymentOpen,
        OrderFault::ClientMissing,
        OrderFault::PayLate { limit: on },
        OrderFault::OtherPayDay { day: on },
        OrderFault::FeeWording {
            place: WordingPlace::Item(9),
            word: "乙",
        },
        OrderFault::InspectionEarly,
        OrderFault::DayOver { item: 8 },
        OrderFault::Unsettled { caution: name() },
        OrderFault::SheetChanged,
        OrderFault::NothingPrepared,
        OrderFault::TooManyWorkers,
        OrderFault::SameWorker { name: name() },
        OrderFault::Shares { sum: 3, whole: 2 },
        OrderFault::NoShare { name: name() },
        OrderFault::NoNumber,
        OrderFault::CeilingLow,
    ];
    for fault in faults {
        let told = fault.told(&TEXTS);
        assert!(
            told.contains("ください") || told.contains("なります"),
            "{told}"
        );
        assert!(!told.contains('{'), "{told}");
    }
}
