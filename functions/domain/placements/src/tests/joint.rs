//! Papers, payments and answers over several jobs: of one submission, and of two of one client.

use accounts::{AccountEvent, AccountRefused, Difference, JointJob, NoticeAnswer, Payment};
use base::reference::Reference;
use jiff::civil::date;

use super::books::{december, invoiced, lines, recorded, words};
use super::orders::worker;
use super::*;
use crate::{FiledKind, JointAct, JointWhat, decide_together, filed};

/// The month of two jobs of one submission, each with two workers, and with another invoice.
fn twins() -> Case {
    let case = recorded();
    let mut submission = case.submission.clone();
    submission.specs.push(submission.specs[0].clone());
    let again = case.entries.iter().map(|entry| Entry {
        spec: 2,
        ..entry.clone()
    });
    let entries: Vec<Entry> = case.entries.iter().cloned().chain(again).collect();
    let case = Case::new(submission, entries, case.version);
    billed(&case, 2, 105)
}

/// The month of a job of the same client in a submission of its own.
fn sister() -> Case {
    let case = recorded();
    let mut submission = case.submission.clone();
    submission.reference = Reference::parse("M7K3-FXWP").unwrap();
    billed(
        &Case::new(submission, case.entries.clone(), case.version),
        1,
        109,
    )
}

/// A job's invoice of so many yen.
fn billed(case: &Case, spec: u32, yen: u64) -> Case {
    let AccountEvent::Invoiced { month, mut invoice } = invoiced() else {
        panic!("an invoice")
    };
    invoice.lines = lines(1, yen).into_iter().map(Into::into).collect();
    let event = AccountEvent::Invoiced { month, invoice };
    let command = Command::Account { event, after: None };
    let load = Load::default();
    let by = director("b");
    case.decide(
        spec,
        &command,
        &by,
        at("2026-12-28T10:30:00+09:00"),
        &programme(),
        &load,
    )
    .unwrap()
    .after
}

fn jobs(of: &[(&str, u32)]) -> Vec<JointJob> {
    let job = |(placement, worker): &(&str, u32)| JointJob {
        placement: (*placement).to_owned(),
        worker: *worker,
    };
    of.iter().map(job).collect()
}

fn both() -> Vec<JointJob> {
    jobs(&[("K7M3-FXWP-1", 0), ("K7M3-FXWP-2", 0)])
}

fn act(jobs: Vec<JointJob>, what: JointWhat) -> JointAct {
    JointAct {
        month: december(),
        jobs,
        what,
    }
}

fn bill(jobs: Vec<JointJob>) -> JointAct {
    act(jobs, JointWhat::Invoice { texts: words() })
}

fn notice(jobs: Vec<JointJob>) -> JointAct {
    act(jobs, JointWhat::Notice { texts: words() })
}

fn paid(yen: u64, difference: Difference) -> Payment {
    Payment {
        on: date(2027, 1, 29),
        yen,
        difference,
        part_of: None,
    }
}

fn income(jobs: Vec<JointJob>, payment: Payment, corrects: Option<u32>) -> JointAct {
    act(
        jobs,
        JointWhat::Income {
            payment,
            corrects,
            after: None,
        },
    )
}

fn tried(
    cases: &[Case],
    acts: &[JointAct],
    by: &Actor,
    now: &str,
) -> Result<Vec<Decision>, Refused> {
    decide_together(cases, acts, by.into(), at(now), &programme())
}

/// The cases after it, and what was decided.
fn did(cases: &[Case], act: &JointAct, now: &str) -> (Vec<Case>, Vec<Decision>) {
    let decided = tried(cases, std::slice::from_ref(act), &director("b"), now).unwrap();
    let after = |case: &Case| {
        let mut own = decided.iter().map(|decision| &decision.after);
        let own = own.find(|after| after.submission.reference == case.submission.reference);
        own.unwrap_or(case).clone()
    };
    (cases.iter().map(after).collect(), decided)
}

fn gross(case: &Case, spec: u32) -> u64 {
    case.placement(spec).unwrap().accounts.invoices[&december()]
        .what
        .amount()
        .gross()
}

fn received(case: &Case, spec: u32) -> Vec<u64> {
    let book = &case.placement(spec).unwrap().accounts;
    book.received(december())
        .iter()
        .map(|it| it.what.yen)
        .collect()
}

const SENT: &str = "2026-12-29T10:00:00+09:00";
const PAID: &str = "2027-01-29T12:00:00+09:00";

#[test]
fn two_jobs_of_one_submission_have_one_invoice_one_mail_and_books_that_add_up_to_it() {
    // 14,000 and 105 yen: 1,410 of tax, of which 10 would be rounded off alone; 15,515 in all.
    let (cases, decided) = did(&[twins()], &bill(both()), SENT);
    let case = &cases[0];
    assert_eq!(decided.len(), 1);
    assert_eq!(
        told(&decided[0]),
        [("employer".to_owned(), Notice::Invoice)]
    );
    assert_eq!((gross(case, 1), gross(case, 2)), (15_400, 115));
    let papers = [1, 2].map(|spec| {
        case.placement(spec).unwrap().accounts.invoice_papers[&december()][0]
            .what
            .paper
            .clone()
    });
    assert_eq!(papers[0], papers[1]);
    assert_eq!(papers[0].number, "K7M3-FXWP-S202612");
    let filed = filed(&decided[0], &programme());
    let invoice: Vec<_> = filed
        .iter()
        .map(|it| (it.kind, it.number.as_str(), it.yen))
        .collect();
    assert_eq!(
        invoice,
        [(FiledKind::Invoice, "K7M3-FXWP-S202612", Some(15_515))]
    );
    // Sent is sent, and neither of them leaves alone.
    let again = tried(&cases, &[bill(both())], &director("b"), SENT);
    assert!(
        matches!(again, Err(Refused::Account(AccountRefused::Done { .. }))),
        "{again:?}"
    );
    let alone = Command::SendInvoice {
        month: december(),
        texts: words(),
    };
    let case = billed(case, 1, 7_000);
    let alone = case.decide(
        1,
        &alone,
        &director("b"),
        at(SENT),
        &programme(),
        &Load::default(),
    );
    assert!(
        matches!(alone, Err(Refused::Account(AccountRefused::Joint))),
        "{alone:?}"
    );
}

#[test]
fn a_correction_of_one_job_replaces_the_paper_of_all() {
    let (cases, _) = did(&[twins()], &bill(both()), SENT);
    let cases = [billed(&cases[0], 2, 115)];
    let less = tried(
        &cases,
        &[bill(jobs(&[("K7M3-FXWP-2", 0)]))],
        &director("b"),
        SENT,
    );
    assert!(
        matches!(less, Err(Refused::Account(AccountRefused::NotTogether))),
        "{less:?}"
    );
    let (cases, decided) = did(&cases, &bill(both()), SENT);
    let paper = |spec| {
        let papers = &cases[0].placement(spec).unwrap().accounts.invoice_papers[&december()];
        papers.last().unwrap().what.paper.clone()
    };
    assert_eq!(
        (paper(1).number.as_str(), paper(1)),
        ("K7M3-FXWP-S202612-2", paper(2))
    );
    assert!(
        paper(1).lead[1].contains("K7M3-FXWP-S202612 "),
        "{:?}",
        paper(1).lead
    );
    assert_eq!(filed(&decided[0], &programme())[0].yen, Some(15_526));
    assert_eq!((gross(&cases[0], 1), gross(&cases[0], 2)), (15_400, 126));
}

#[test]
fn a_payment_for_two_jobs_is_one_sum_that_each_has_its_part_of() {
    let (cases, _) = did(&[twins()], &bill(both()), SENT);
    let pay = |yen, difference| income(both(), paid(yen, difference), None);
    let less = tried(
        &cases,
        &[pay(15_000, Difference::None)],
        &director("b"),
        PAID,
    );
    assert!(
        matches!(
            less,
            Err(Refused::Account(AccountRefused::Difference { due: 15_515 }))
        ),
        "{less:?}"
    );
    let (cases, decided) = did(&cases, &pay(10_000, Difference::Awaited), PAID);
    let one: Vec<_> = filed(&decided[0], &programme())
        .iter()
        .map(|it| (it.kind, it.yen))
        .collect();
    assert_eq!(one, [(FiledKind::Income, Some(10_000))]);
    let (cases, _) = did(&cases, &pay(5_515, Difference::None), PAID);
    let case = &cases[0];
    for (spec, gross) in [(1, 15_400), (2, 115)] {
        assert_eq!(received(case, spec).iter().sum::<u64>(), gross);
        assert!(!case.placement(spec).unwrap().accounts.awaits(december()));
    }
    // The first one never came.
    let never = Difference::Explained {
        reason: "見本：入っていなかった".to_owned(),
    };
    let (cases, _) = did(&cases, &income(both(), paid(0, never), Some(1)), PAID);
    let sum: u64 = [1, 2]
        .iter()
        .flat_map(|spec| received(&cases[0], *spec))
        .sum();
    assert_eq!(sum, 5_515);
}

#[test]
fn jobs_of_two_submissions_of_one_client_stand_on_one_paper_with_one_mail() {
    let of = || jobs(&[("K7M3-FXWP-1", 0), ("M7K3-FXWP-1", 0)]);
    let all = [twins(), sister()];
    let (cases, decided) = did(&all, &bill(of()), SENT);
    assert_eq!(decided.len(), 2);
    let mails: Vec<_> = decided.iter().flat_map(told).collect();
    assert_eq!(mails, [("employer".to_owned(), Notice::Invoice)]);
    // 14,000 and 109: 1,410 of tax.
    assert_eq!((gross(&cases[0], 1), gross(&cases[1], 1)), (15_400, 119));
    let (cases, _) = did(
        &cases,
        &income(of(), paid(15_519, Difference::None), None),
        PAID,
    );
    assert_eq!(
        (received(&cases[0], 1), received(&cases[1], 1)),
        (vec![15_400], vec![119])
    );
    // Nobody else's job is billed to them.
    let mut other = sister();
    other.submission.contact.mail = base::contact::EmailAddress::parse("taro@example.jp").ok();
    let refused = tried(&[twins(), other], &[bill(of())], &director("b"), SENT);
    assert!(
        matches!(refused, Err(Refused::Account(AccountRefused::NotTogether))),
        "{refused:?}"
    );
    let refused = tried(&all, &[bill(of())], &director("a"), SENT);
    assert!(matches!(refused, Err(Refused::NotYours)), "{refused:?}");
}

#[test]
fn a_worker_has_one_notice_of_both_jobs_and_answers_and_is_paid_once() {
    let of = || jobs(&[("K7M3-FXWP-1", 1), ("M7K3-FXWP-1", 1)]);
    let (cases, decided) = did(&[twins(), sister()], &notice(of()), SENT);
    let mails: Vec<_> = decided.iter().flat_map(told).collect();
    assert_eq!(mails, [("worker-1".to_owned(), Notice::PayNotice)]);
    let number = "K7M3-FXWP-1-a-P202612";
    let answered = |by: &Actor| {
        let answer = JointWhat::Answer {
            number: number.to_owned(),
            answer: NoticeAnswer::Agreed,
            heard: None,
        };
        tried(&cases, &[act(of(), answer)], by, PAID)
    };
    let decided = answered(&worker(1)).unwrap();
    let mails: Vec<_> = decided.iter().flat_map(told).collect();
    assert_eq!(mails, [("b".to_owned(), Notice::PayAnswer)]);
    for decision in &decided {
        let book = &decision.after.placement(1).unwrap().accounts;
        assert!(book.answers.contains_key(number));
    }
    // 5,500 yen each.
    let pay = |yen, difference| {
        act(
            of(),
            JointWhat::Pay {
                payment: paid(yen, difference),
            },
        )
    };
    let less = tried(
        &cases,
        &[pay(10_999, Difference::None)],
        &director("b"),
        PAID,
    );
    assert!(
        matches!(
            less,
            Err(Refused::Account(AccountRefused::Less { yen: 11_000 }))
        ),
        "{less:?}"
    );
    let (cases, decided) = did(&cases, &pay(11_000, Difference::None), PAID);
    let moved: Vec<_> = decided
        .iter()
        .flat_map(|it| filed(it, &programme()))
        .map(|it| it.yen)
        .collect();
    assert_eq!(moved, [Some(11_000)]);
    for case in &cases {
        assert_eq!(
            case.placement(1).unwrap().accounts.pay[&(december(), 1)]
                .what
                .yen,
            5_500
        );
    }
}

#[test]
fn two_people_share_no_notice() {
    let two = jobs(&[("K7M3-FXWP-1", 2), ("M7K3-FXWP-1", 1)]);
    let refused = tried(&[twins(), sister()], &[notice(two)], &director("b"), SENT);
    assert!(
        matches!(refused, Err(Refused::Account(AccountRefused::NotTogether))),
        "{refused:?}"
    );
}

#[test]
fn a_job_that_was_a_duplicate_holds_up_none_of_the_others_on_its_paper() {
    let (cases, _) = did(&[twins()], &bill(both()), SENT);
    let end = Command::End {
        reason: figures::ending::Ending::Duplicate,
        note: String::new(),
    };
    let (load, by) = (Load::default(), director("b"));
    let ended = cases[0].decide(2, &end, &by, at(SENT), &programme(), &load);
    let cases = [ended.unwrap().after];
    let (paid_cases, _) = did(
        &cases,
        &income(both(), paid(15_400, Difference::None), None),
        PAID,
    );
    assert_eq!(received(&paid_cases[0], 1), [15_400]);
    let cases = [billed(&cases[0], 1, 7_100)];
    let (cases, _) = did(&cases, &bill(both()), SENT);
    let book = &cases[0].placement(1).unwrap().accounts;
    let joint = book.joint_invoice(december()).unwrap();
    assert_eq!((joint.jobs.len(), joint.whole), (1, 7_810));
}
