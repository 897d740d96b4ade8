//! What the books of a placement count for.

use ::orders::FeeLine;
use accounts::{
    AccountEvent, AccountRefused, Difference, Inspection, Invoice, InvoiceLine, Payment,
    Withholding,
};
use base::month::Month;
use figures::ledger::{Fact, LedgerLine};
use figures::{BusinessNumbers, Figures};
use jiff::civil::{Date, date};

use super::ledger::Told;
use super::orders::{deliver, issued, worker};
use super::*;
use crate::ledger_lines::counted;

/// Two workers have delivered on 24 December 2026.
fn delivered() -> Told {
    let start = Told {
        case: issued(),
        lines: Vec::new(),
    };
    [1, 2].into_iter().fold(start, |told, number| {
        let command = deliver(number, "https://share.example.jp/1");
        told.then(command, &worker(number), "2026-12-24T12:00:00+09:00")
    })
}

pub(super) fn december() -> Month {
    Month::of(date(2026, 12, 24))
}

pub(super) fn lines(count: u32, unit_yen: u64) -> Vec<FeeLine> {
    vec![FeeLine { count, unit_yen }]
}

pub(super) fn inspected(worker: u32) -> AccountEvent {
    AccountEvent::Inspected {
        worker,
        month: december(),
        inspection: Inspection {
            on: date(2026, 12, 25),
            passed: 1,
            redo: 0,
            rejected: 0,
            reason: String::new(),
            lower_price_clause: String::new(),
            fee: lines(1, 5_000),
            tax_percent: 10,
            withholding: Withholding::None,
            share: None,
        },
    }
}

pub(super) fn invoiced() -> AccountEvent {
    AccountEvent::Invoiced {
        month: december(),
        invoice: Invoice {
            on: date(2026, 12, 28),
            due: date(2027, 3, 31),
            lines: lines(2, 7_000).into_iter().map(InvoiceLine::from).collect(),
            tax_percent: 10,
            share: None,
        },
    }
}

fn paid(yen: u64) -> AccountEvent {
    AccountEvent::WorkerPaid {
        worker: 1,
        month: december(),
        payment: Payment {
            on: date(2026, 12, 28),
            yen,
            difference: match yen {
                5_500 => Difference::None,
                _ => Difference::Explained {
                    reason: "見本".to_owned(),
                },
            },
            part_of: None,
        },
    }
}

fn income(on: Date, yen: u64) -> AccountEvent {
    AccountEvent::ClientPaid {
        month: december(),
        payment: Payment {
            on,
            yen,
            difference: Difference::None,
            part_of: None,
        },
    }
}

fn record(told: Told, event: AccountEvent, now: &str) -> Told {
    told.then(Command::Account { event, after: None }, &director("b"), now)
}

/// Everything of a month: a payment typed with a digit too many and put right; a client who pays in the next year.
fn settled() -> Told {
    let day = |time: &str| format!("2026-12-28T{time}:00+09:00");
    let told = record(delivered(), inspected(1), &day("10:00"));
    let told = record(told, inspected(2), &day("10:01"));
    let told = record(told, invoiced(), &day("10:02"));
    let told = record(told, paid(55_000), &day("10:03"));
    let told = record(told, paid(5_500), &day("10:04"));
    let on = date(2027, 4, 2);
    record(told, income(on, 15_400), "2027-04-02T10:00:00+09:00")
}

/// What the notice of the first worker's end says of days of payment, announced a few days after it was delivered.
fn days_to_come(told: Told) -> Vec<String> {
    let command = Command::AnnounceEnding {
        worker: 1,
        draft: Box::new(::orders::EndingDraft {
            last_day: date(2027, 1, 31),
            basis: ::orders::EndingBasis::Long,
            explanation: String::new(),
            reason: "店を閉めるため".to_owned(),
        }),
        texts: Box::new(town::texts::Texts::EMBEDDED),
    };
    let told = told.then(command, &director("b"), "2026-12-29T10:00:00+09:00");
    let ending = only(&told.case).orders.order(1).unwrap().ending.clone();
    let paper = ending.unwrap().paper().what.clone();
    let rows = paper.groups.into_iter().flat_map(|group| group.rows);
    let pay = rows.filter(|row| row.label == "支払い");
    let lines = pay.flat_map(|row| row.lines);
    lines.filter(|line| line.contains("支払日：")).collect()
}

#[test]
fn the_notice_of_an_end_names_no_day_of_payment_for_what_was_paid() {
    let day = |time: &str| format!("2026-12-28T{time}:00+09:00");
    let owed = || record(delivered(), inspected(1), &day("10:00"));
    let to_come = ["受け取った分の支払日：2027年1月29日（金）"];
    assert_eq!(days_to_come(owed()), to_come);
    let all = record(owed(), paid(5_500), &day("10:01"));
    assert_eq!(days_to_come(all), [""; 0]);
}

#[test]
fn both_sides_are_counted_apart_each_in_the_year_in_which_the_money_moved() {
    let told = settled();
    let of = |year| {
        let figures = Figures::count(
            &told.lines,
            &BusinessNumbers::default(),
            year,
            date(2027, 7, 1),
        );
        (figures.invoiced_yen, figures.pay_yen, figures.income_yen)
    };
    assert_eq!(of(2026), (15_400, 5_500, 0));
    assert_eq!(of(2027), (0, 0, 15_400));
}

#[test]
fn a_correction_takes_the_first_line_back_and_the_rest_sums_up_to_the_books() {
    let told = settled();
    let placement = told.case.placement(1).unwrap();
    let counted = counted(placement, &told.case, &programme());
    let count = |line: &LedgerLine, struck| {
        let same =
            |it: &&LedgerLine| it.struck == struck && (it.on, &it.fact) == (line.on, &line.fact);
        told.lines.iter().filter(same).count()
    };
    // What came before is no record of the books.
    for line in counted.iter().filter(|line| line.on > date(2026, 12, 24)) {
        assert_eq!(count(line, false) - count(line, true), 1, "{line:?}");
    }
    let wrong = LedgerLine::new(
        date(2026, 12, 28),
        placement.id.to_string(),
        Fact::WorkerPaid {
            month: december(),
            worker: 1,
            amount: 55_000,
        },
    );
    assert_eq!((count(&wrong, false), count(&wrong, true)), (1, 1));
}

#[test]
fn only_who_looks_after_it_keeps_its_books() {
    let told = delivered();
    for by in [director("c"), worker(1), Actor::Employer, partner()] {
        let command = Command::Account {
            after: None,
            event: inspected(1),
        };
        let now = at("2026-12-28T10:00:00+09:00");
        let decided = told
            .case
            .decide(1, &command, &by, now, &programme(), &Load::default());
        assert!(matches!(decided, Err(Refused::NotYours)), "{by:?}");
    }
}

fn noted(told: &Decision) -> Vec<(String, Notice)> {
    super::told(told)
}

pub(super) fn words() -> Box<town::texts::MoneyTexts> {
    Box::new(town::texts::Texts::EMBEDDED.money)
}

fn decided(case: &Case, command: &Command, by: &Actor, now: &str) -> Result<Decision, Refused> {
    case.decide(1, command, by, at(now), &programme(), &Load::default())
}

/// A month of both workers with everything recorded that papers are made of.
pub(super) fn recorded() -> Case {
    let day = |time: &str| format!("2026-12-28T{time}:00+09:00");
    let told = record(delivered(), inspected(1), &day("10:00"));
    let told = record(told, inspected(2), &day("10:01"));
    record(told, invoiced(), &day("10:02")).case
}

fn notices() -> Command {
    let month = december();
    Command::SendNotices {
        month,
        texts: words(),
    }
}

fn bill() -> Command {
    let month = december();
    Command::SendInvoice {
        month,
        texts: words(),
    }
}

/// What the second worker's month is corrected to.
fn corrected() -> Command {
    let AccountEvent::Inspected {
        worker,
        month,
        mut inspection,
    } = inspected(2)
    else {
        panic!("an inspection")
    };
    inspection.fee = lines(1, 6_000);
    Command::Account {
        after: None,
        event: AccountEvent::Inspected {
            worker,
            month,
            inspection,
        },
    }
}

#[test]
fn papers_about_money_leave_once_for_whom_they_are_and_again_only_where_the_record_changed() {
    let day = |time: &str| format!("2026-12-28T{time}:00+09:00");
    let send = |case: &Case, command: Command, time: &str| {
        decided(case, &command, &director("b"), &day(time))
    };
    let first = send(&recorded(), notices(), "11:00").unwrap();
    let both = ["worker-1", "worker-2"].map(|to| (to.to_owned(), Notice::PayNotice));
    assert_eq!(noted(&first), both);
    let twice = send(&first.after, notices(), "11:01");
    let done = |it: &Refused| matches!(it, Refused::Account(AccountRefused::Done { .. }));
    assert!(twice.as_ref().is_err_and(done), "{twice:?}");
    let billed = send(&first.after, bill(), "11:02").unwrap();
    assert_eq!(noted(&billed), [("employer".to_owned(), Notice::Invoice)]);
    let twice = send(&billed.after, bill(), "11:02");
    assert!(twice.as_ref().is_err_and(done), "{twice:?}");
    // Only the one that was corrected is sent anew.
    let after = send(&billed.after, corrected(), "11:03").unwrap().after;
    let next = send(&after, notices(), "11:04").unwrap();
    assert_eq!(noted(&next), [("worker-2".to_owned(), Notice::PayNotice)]);
    let papers = &only(&next.after).accounts.notices[&(december(), 2)];
    let numbers: Vec<_> = papers
        .iter()
        .map(|it| it.what.paper.number.as_str())
        .collect();
    assert_eq!(
        numbers,
        ["K7M3-FXWP-1-b-P202612", "K7M3-FXWP-1-b-P202612-2"]
    );
    assert!(decided(&after, &bill(), &director("a"), &day("11:05")).is_err());
}

#[test]
fn a_worker_answers_for_themselves_alone_and_only_to_the_notice_that_holds() {
    let day = |time: &str| format!("2026-12-28T{time}:00+09:00");
    let send = |case: &Case, command: Command, time: &str| {
        let sent = decided(case, &command, &director("b"), &day(time));
        sent.unwrap().after
    };
    let case = send(&recorded(), notices(), "11:00");
    let case = send(&case, corrected(), "11:03");
    let case = send(&case, notices(), "11:04");
    let answer = |number: &str| Command::Account {
        after: None,
        event: AccountEvent::NoticeAnswered {
            worker: 2,
            month: december(),
            number: number.to_owned(),
            answer: accounts::NoticeAnswer::Agreed,
            heard: None,
        },
    };
    let noon = day("12:00");
    let stale = answer("K7M3-FXWP-1-b-P202612");
    assert!(decided(&case, &stale, &worker(2), &noon).is_err());
    let own = answer("K7M3-FXWP-1-b-P202612-2");
    assert!(decided(&case, &own, &worker(1), &noon).is_err());
    let agreed = decided(&case, &own, &worker(2), &noon).unwrap();
    assert_eq!(noted(&agreed), [("b".to_owned(), Notice::PayAnswer)]);
    let again = decided(&agreed.after, &own, &worker(2), &noon);
    assert!(again.is_err(), "it is on record");
}

#[test]
fn an_answer_that_somebody_else_enters_says_how_and_when_it_was_heard() {
    let day = |time: &str| format!("2026-12-28T{time}:00+09:00");
    let sent = decided(&recorded(), &notices(), &director("b"), &day("11:00"));
    let case = sent.unwrap().after;
    let answer = |heard: Option<(&str, &str)>| Command::Account {
        after: None,
        event: AccountEvent::NoticeAnswered {
            worker: 2,
            month: december(),
            number: "K7M3-FXWP-1-b-P202612".to_owned(),
            answer: accounts::NoticeAnswer::Agreed,
            heard: heard.map(|(how, on)| accounts::HeardAnswer {
                how: how.to_owned(),
                on: on.parse().unwrap(),
            }),
        },
    };
    let noon = day("12:00");
    let phone = answer(Some(("本人から、電話で", "2026-12-28")));
    assert!(decided(&case, &phone, &worker(2), &noon).is_err());
    for (by, heard) in [
        (Actor::Office, None),
        (director("b"), Some((" ", "2026-12-28"))),
        (director("b"), Some(("電話で", "2026-12-27"))),
        (director("b"), Some(("電話で", "2026-12-29"))),
    ] {
        let refused = decided(&case, &answer(heard), &by, &noon);
        assert!(refused.is_err(), "{by:?} {heard:?}");
    }
    let entered = decided(&case, &phone, &Actor::Office, &noon).unwrap();
    let book = &only(&entered.after).accounts;
    assert_eq!(book.heard.len(), 1);
}

/// What the employer reads of the books on their page.
fn read_by_employer(case: &Case) -> Vec<String> {
    let history = case.history(1);
    let entries = history.iter().filter_map(|(entry, after)| {
        matches!(entry.event, crate::Event::Account { .. })
            .then(|| entry.narrate(after, &content()))
            .flatten()
    });
    entries.collect()
}

#[test]
fn the_employer_reads_of_an_invoice_once_its_paper_has_left_and_what_that_paper_says() {
    let day = |time: &str| format!("2026-12-28T{time}:00+09:00");
    let of = |yen: u64| {
        let AccountEvent::Invoiced { month, mut invoice } = invoiced() else {
            panic!("an invoice")
        };
        invoice.lines = lines(2, yen).into_iter().map(InvoiceLine::from).collect();
        AccountEvent::Invoiced { month, invoice }
    };
    let send = |case: &Case, time: &str| {
        let sent = decided(case, &bill(), &director("b"), &day(time));
        sent.unwrap().after
    };
    let enter = |case: &Case, yen: u64, time: &str| {
        let command = Command::Account {
            event: of(yen),
            after: None,
        };
        let entered = decided(case, &command, &director("b"), &day(time));
        entered.unwrap().after
    };
    // A slip of typing, put right before anything leaves.
    let case = record(delivered(), of(17_000_000_000), &day("10:00")).case;
    let case = enter(&case, 7_000, "10:01");
    assert_eq!(read_by_employer(&case), Vec::<String>::new());
    let case = send(&case, "10:02");
    let first = "2026年12月分の請求書を出しました（番号 K7M3-FXWP-1-S202612、15,400円、2027年3月31日（水）まで）。";
    assert_eq!(read_by_employer(&case), [first]);
    let case = enter(&case, 8_000, "10:03");
    assert_eq!(read_by_employer(&case), [first]);
    let told = read_by_employer(&send(&case, "10:04"));
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(told[0], first);
    for said in ["K7M3-FXWP-1-S202612-2", "17,600円"] {
        assert!(told[1].contains(said), "{told:?}");
    }
}

#[test]
fn without_mail_addresses_the_papers_are_printed_by_whoever_looks_after_it_and_the_office_calls() {
    let reaching = |case: &Case| {
        let mut submission = case.submission.clone();
        submission.contact.mail = None;
        submission.contact.phone = base::contact::PhoneNumber::parse("0267-00-0000").ok();
        Case::new(submission, case.entries.clone(), case.version)
    };
    let case = record(delivered(), invoiced(), "2026-12-28T10:00:00+09:00").case;
    let case = reaching(&case);
    let month = december();
    let command = Command::SendInvoice {
        month,
        texts: words(),
    };
    let sent = decided(&case, &command, &director("b"), "2026-12-28T11:00:00+09:00").unwrap();
    assert_eq!(noted(&sent), [("b".to_owned(), Notice::InvoicePaper)]);
    // Due on 31 March 2027.
    let late = sent
        .after
        .tick(at("2027-04-01T09:00:00+09:00"), &programme())
        .unwrap();
    assert!(
        noted(&late).contains(&("office".to_owned(), Notice::Phone)),
        "{:?}",
        noted(&late)
    );
}

#[test]
fn a_client_who_is_thirty_days_late_moves_no_day_of_a_worker_and_keeps_the_job_open() {
    let told = record(delivered(), inspected(1), "2026-12-28T10:00:00+09:00");
    let case = record(told, invoiced(), "2026-12-28T10:02:00+09:00").case;
    let case = decided(&case, &bill(), &director("b"), "2026-12-28T10:03:00+09:00");
    let case = case.unwrap().after;
    let until = |case: &Case| {
        let placement = only(case);
        let rows = placement.accounts.months(&placement.orders, &programme());
        rows[0].workers[0].pay_until
    };
    let before = until(&case);
    let mut case = case;
    let mut reminders = Vec::new();
    for day in ["04-01", "04-07", "04-30", "05-10"] {
        let now = at(&format!("2027-{day}T09:00:00+09:00"));
        let Some(decision) = case.tick(now, &programme()) else {
            continue;
        };
        let late = noted(&decision).contains(&("employer".to_owned(), Notice::InvoiceLate));
        if late {
            reminders.push(day);
        }
        case = decision.after;
    }
    assert_eq!(reminders, ["04-01", "04-07", "04-30"]);
    assert_eq!(until(&case), before);
    assert_eq!(
        only(&case).accounts.late(date(2027, 5, 1)),
        Some(date(2027, 3, 31))
    );
    let paid = |case: &Case| {
        case.decide(
            1,
            &Command::Account {
                after: None,
                event: income(date(2027, 5, 11), 15_400),
            },
            &director("b"),
            at("2027-05-11T10:00:00+09:00"),
            &programme(),
            &Load::default(),
        )
    };
    let after = paid(&case).unwrap().after;
    assert_eq!(only(&after).accounts.late(date(2027, 5, 11)), None);
}

#[test]
fn papers_and_books_are_kept_seven_years_after_the_tax_of_their_year() {
    let day = |time: &str| format!("2027-03-30T{time}:00+09:00");
    let mut told = record(delivered(), inspected(1), "2026-12-28T10:00:00+09:00");
    told = record(told, inspected(2), "2026-12-28T10:01:00+09:00");
    told = record(told, paid(5_500), &day("10:02"));
    let other = AccountEvent::WorkerPaid {
        worker: 2,
        month: december(),
        payment: Payment {
            on: date(2027, 3, 30),
            yen: 5_500,
            difference: Difference::None,
            part_of: None,
        },
    };
    told = record(told, other, &day("10:03"));
    for stage in [crate::Stage::Inspection, crate::Stage::Payment] {
        let command = Command::Advance {
            stage,
            on: date(2027, 3, 30),
            amount: None,
            hours: None,
        };
        told = told.then(command, &director("b"), &day("11:00"));
    }
    let case = &told.case;
    assert!(!case.is_open());
    // Fiscal 2026 ends in March 2027, and its tax is declared until the end of May.
    let kept = at("2034-06-01T00:00:00+09:00");
    assert_eq!(
        case.next_erasure(&programme()),
        Some((crate::Erasure::Case, kept))
    );
}
