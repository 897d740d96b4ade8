//! An employer changes their mind about what the office wrote: what ends, what stays, and who is told.

use super::decisions::advance;
use super::*;
use ::submissions::agreement_record::{AgreementRecord, Stand};
use ::submissions::assisted::{AgreedWay, Agreement, Assistance, HelpWay, Helper};
use base::doer::Doer;
use base::time::japan_date;
use figures::ledger::Fact;
use jiff::SignedDuration;

fn agreement(at: Timestamp) -> Agreement {
    Agreement {
        way: AgreedWay::Phone,
        on: japan_date(at),
        at,
        text: "届けてよいです。".to_owned(),
        recorded_by: "見本 窓口".to_owned(),
    }
}

/// The same case as the office wrote it for its employer.
fn assisted(case: Case) -> Case {
    let mut submission = case.submission;
    submission.assisted = Some(Assistance {
        helper: Helper {
            name: "見本 窓口".to_owned(),
            way: HelpWay::Phone,
            visit: None,
        },
        written: Vec::new(),
        agreement: agreement(sent_at()),
    });
    Case::new(submission, case.entries, case.version)
}

/// What the employer says on their own device one hour after the last entry.
fn said(case: &Case, stand: Stand) -> AgreementRecord {
    let last = case.entries.last().map_or(sent_at(), |entry| entry.at);
    AgreementRecord {
        stand,
        agreement: Agreement {
            way: AgreedWay::Screen,
            recorded_by: String::new(),
            ..agreement(last + SignedDuration::from_hours(1))
        },
    }
}

fn change(case: &Case, stand: Stand) -> Result<Decision, Refused> {
    case.change_mind(&said(case, stand), &Actor::Employer, &programme())
}

fn news(to: &[&str]) -> Vec<(String, Notice)> {
    let all = to.iter();
    all.map(|to| ((*to).to_owned(), Notice::Agreement))
        .collect()
}

fn withdrawn() -> Status {
    let reason = Ending::Withdrawn;
    Status::Ended { reason }
}

#[test]
fn what_nobody_ordered_ends_with_the_agreement_and_everybody_is_told_once() {
    // Two sheets of one director, and nobody's mail twice.
    let mut two = case_of(&["inn02", "inn02"], &programme()).submission;
    two.specs[1].holder = two.specs[0].holder.clone();
    let case = assisted(Case::new(two, Vec::new(), 0));
    let decision = change(&case, Stand::TakenBack).unwrap();
    assert_eq!(told(&decision), news(&["b", "office", "employer"]).sorted());
    for placement in decision.after.placements() {
        assert_eq!(placement.status, withdrawn());
        assert_eq!(placement.history.len(), 2);
    }
    assert!(!decision.after.is_open());
    let late = attempt(&decision.after, &Command::Accept, &director("b"));
    let by = Actor::Employer;
    assert!(matches!(late, Err(Refused::AlreadyDecided { by: who, .. }) if who == by));
}

#[test]
fn who_looks_after_it_is_told_and_a_partner_gives_it_back() {
    let shared = case_with(|it| it.contact.share_with = vec!["tonari".to_owned()]);
    let handed = done(&assisted(shared), &hand_over(), &deputy("b"));
    let decision = change(&handed, Stand::TakenBack).unwrap();
    let mut wanted = news(&["deputy-b", "office", "employer"]);
    wanted.push(("partner-tonari".to_owned(), Notice::TakenBack));
    assert_eq!(told(&decision), wanted.sorted());
    assert_eq!(only(&decision.after).status, withdrawn());
}

#[test]
fn what_was_ordered_is_a_contract_and_stays() {
    let accepted = done(&assisted(case()), &Command::Accept, &director("b"));
    let ordered = done(
        &accepted,
        &advance(Stage::Order, Some(30_000), Some(20.0)),
        &director("b"),
    );
    let before = only(&ordered);
    let decision = change(&ordered, Stand::TakenBack).unwrap();
    assert_eq!(told(&decision), news(&["b", "office", "employer"]).sorted());
    let after = only(&decision.after);
    assert_eq!(
        (after.status, &after.keeper),
        (before.status, &before.keeper)
    );
    assert_eq!(decision.lines, [], "and counts as before");
    assert!(change(&accepted, Stand::TakenBack).is_ok_and(|it| !it.after.is_open()));
}

#[test]
fn agreeing_again_is_one_more_record_and_begins_nothing() {
    let case = assisted(case());
    let taken = change(&case, Stand::TakenBack).unwrap();
    let again = change(&taken.after, Stand::Agreed).unwrap();
    assert_eq!(told(&again), news(&["office", "employer"]).sorted());
    assert_eq!(only(&again.after).status, withdrawn());
    assert_eq!(again.lines, [], "it ended once, on its day");
    let ends = |decision: &Decision| {
        let lines = decision.lines.iter();
        lines
            .filter(|line| matches!(line.fact, Fact::Ended { .. }))
            .count()
    };
    assert_eq!((ends(&taken), ends(&again)), (1, 0));
    let records = again.after.agreement_records();
    let stands: Vec<_> = records.iter().map(|record| record.stand).collect();
    assert_eq!(stands, [Stand::Agreed, Stand::TakenBack, Stand::Agreed]);
    assert_eq!(records[0], case.agreement_records()[0], "the old one stays");
    // A year later it keeps nothing longer.
    assert_eq!(
        again.after.next_erasure(&programme()),
        taken.after.next_erasure(&programme())
    );
}

#[test]
fn the_same_said_twice_or_by_somebody_else_records_nothing() {
    let case = assisted(case());
    let twice = change(&case, Stand::Agreed);
    assert!(matches!(twice, Err(Refused::AlreadyDecided { .. })));
    let own = change(&super::case(), Stand::TakenBack);
    assert_eq!(own, Err(Refused::NotAsked), "they wrote it themselves");
    let record = said(&case, Stand::TakenBack);
    let heard = AgreementRecord {
        agreement: agreement(record.agreement.at),
        ..record.clone()
    };
    let unnamed = AgreementRecord {
        agreement: Agreement {
            recorded_by: String::new(),
            ..heard.agreement.clone()
        },
        ..heard.clone()
    };
    for (record, by) in [
        (&record, &Actor::Office),
        (&unnamed, &Actor::Office),
        (&heard, &Actor::Employer),
        (&heard, &director("b")),
    ] {
        let refused = case.change_mind(record, by, &programme());
        assert_eq!(refused, Err(Refused::NotYours), "{by:?}");
    }
    let mut early = heard.clone();
    early.agreement.on = early.agreement.on.tomorrow().unwrap();
    let (actor, name) = (&Actor::Office, "見本 窓口");
    let office = Doer { actor, name };
    let refused = case.change_mind(&early, office, &programme());
    assert_eq!(refused, Err(Refused::FutureDay));
    early.agreement.on = japan_date(sent_at()).yesterday().unwrap();
    let refused = case.change_mind(&early, office, &programme());
    assert_eq!(refused, Err(Refused::PastDay));
    let decision = case.change_mind(&heard, office, &programme()).unwrap();
    assert_eq!(told(&decision), news(&["b", "office", "employer"]).sorted());
    assert!(decision.entries.iter().all(|entry| entry.name == name));
    // Nobody had looked at it: it ended, and was not answered.
    let after = only(&decision.after);
    assert_eq!((after.status, after.first_answer), (withdrawn(), None));
}

#[test]
fn an_employer_without_mail_is_not_rung_to_hear_what_they_have_just_said() {
    let silent = assisted(case_with(|it| it.contact.mail = None));
    let decision = change(&silent, Stand::TakenBack).unwrap();
    assert_eq!(told(&decision), news(&["b", "office"]).sorted());
}

/// In the order in which messages are written.
trait Sorted {
    fn sorted(self) -> Self;
}

impl Sorted for Vec<(String, Notice)> {
    fn sorted(mut self) -> Self {
        self.sort_by_key(|(to, notice)| (Actor::parse(to), *notice));
        self
    }
}
