//! The ledger sums up to the accounts, and the figures to what a test counts by hand.

use jiff::SignedDuration;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::decisions::{actors, commands};
use super::*;
use crate::ledger_lines::{business_minutes, counted};
use figures::ledger::{Fact, LedgerLine};
use figures::{BusinessNumbers, Figures, lines_table};
use submissions::assisted::{AgreedWay, Agreement, Assistance, HelpWay, Helper};

/// A case of one spec with another reference, with its lines so far.
pub struct Told {
    pub case: Case,
    pub lines: Vec<LedgerLine>,
}

impl Told {
    fn sent(reference: &str) -> Told {
        let reference = Reference::parse(reference).unwrap();
        Told {
            case: case_with(|submission| submission.reference = reference),
            lines: Vec::new(),
        }
    }

    pub fn then(mut self, command: Command, by: &Actor, now: &str) -> Told {
        let decided = self
            .case
            .decide(1, &command, by, at(now), &programme(), &Load::default());
        let decision = decided.unwrap();
        self.lines.extend(decision.lines);
        self.case = decision.after;
        self
    }

    fn stage(self, stage: Stage, on: Date, order: Option<(u64, f64)>) -> Told {
        let advance = Command::Advance {
            stage,
            on,
            amount: order.map(|(amount, _)| amount),
            hours: order.map(|(_, hours)| hours),
        };
        let now = format!("{on}T15:00:00+09:00");
        self.then(advance, &Actor::Office, &now)
    }
}

fn end(reason: Ending) -> Command {
    Command::End {
        reason,
        note: String::new(),
    }
}

/// What happened in a small year: one order paid, one corrected and paid in the next year, one declined
/// late, one trial.
fn year() -> Vec<LedgerLine> {
    let (b, office) = (director("b"), Actor::Office);
    let paid = Told::sent("K7M3-FXWP")
        .then(Command::Accept, &b, "2026-11-20T12:30:00+09:00")
        .stage(Stage::Order, date(2026, 12, 1), Some((30_000, 25.0)))
        .stage(Stage::Payment, date(2027, 1, 15), None);
    let next_year = Told::sent("K7M3-FXWR")
        .then(Command::Accept, &b, "2026-11-24T11:00:00+09:00")
        .stage(Stage::Order, date(2027, 3, 1), Some((99_000, 80.0)))
        .stage(Stage::Order, date(2027, 3, 2), Some((50_000, 40.0)))
        .stage(Stage::Payment, date(2027, 4, 30), None);
    let late =
        Told::sent("K7M3-FXWT").then(end(Ending::NoWorker), &office, "2026-11-27T11:00:00+09:00");
    let trial = Told::sent("K7M3-FXWW")
        .then(Command::Accept, &director("b"), "2026-11-20T11:01:00+09:00")
        .stage(Stage::Order, date(2026, 12, 1), Some((1, 1.0)))
        .then(end(Ending::Trial), &office, "2026-12-02T11:00:00+09:00");
    let visit = LedgerLine::new(date(2026, 10, 1), "a1b2", Fact::Visited);
    let business = "b1".to_owned();
    let met = LedgerLine::new(date(2026, 10, 3), "b1", Fact::VisitMade { business });
    [
        paid.lines,
        next_year.lines,
        late.lines,
        trial.lines,
        vec![visit, met],
    ]
    .concat()
}

#[test]
fn figures_equal_a_count_by_hand() {
    let figures = Figures::count(&year(), &BusinessNumbers::default(), 2026, date(2027, 7, 1));
    let wanted = Figures {
        fiscal_year: 2026,
        income_yen: 30_000,
        invoiced_yen: 0,
        passed_yen: 0,
        pay_yen: 0,
        ordered_yen: 80_000,
        clients: 2,
        payers: 1,
        visits: 1,
        visits_asked_for: 1,
        directors: 1,
        hours_created: 65.0,
        specs: 3,
        answered: 3,
        // Friday 11:00: 90 minutes; a day; Friday, Tuesday, Wednesday, Thursday: four days.
        median_answer_minutes: Some(24 * 60),
        // The promise was kept twice.
        answered_in_time_percent: Some(100.0 * 2.0 / 3.0),
    };
    assert_eq!(figures, wanted);
    let next = Figures::count(&year(), &BusinessNumbers::default(), 2027, date(2027, 7, 1));
    assert_eq!(
        (next.income_yen, next.ordered_yen, next.specs),
        (50_000, 0, 0)
    );
}

#[test]
fn what_the_partner_took_is_no_income_of_the_towns() {
    let submission = case_with(|it| it.contact.share_with = vec!["tonari".to_owned()]);
    let told = Told {
        case: submission,
        lines: Vec::new(),
    };
    let told = told
        .then(hand_over(), &director("b"), "2026-11-24T10:00:00+09:00")
        .then(
            Command::PartnerTake,
            &partner(),
            "2026-11-25T10:00:00+09:00",
        )
        .stage(Stage::Order, date(2026, 12, 1), Some((30_000, 25.0)))
        .stage(Stage::Payment, date(2027, 1, 15), None);
    assert!(!only(&told.case).is_open(), "it is at its end");
    let figures = Figures::count(
        &told.lines,
        &BusinessNumbers::default(),
        2026,
        date(2027, 7, 1),
    );
    let money = (
        figures.income_yen,
        figures.ordered_yen,
        figures.hours_created,
    );
    assert_eq!((money, figures.clients), ((0, 0, 0.0), 0));
    assert_eq!(
        (figures.specs, figures.answered),
        (1, 1),
        "it was sent and answered here"
    );
}

#[test]
fn unanswered_spec_past_its_promise_counts_as_late() {
    let received = Fact::Received {
        answer_by: date(2026, 11, 25),
        hours_month: Some(1.0),
        assisted: false,
        source: None,
        industry: None,
    };
    let received = LedgerLine::new(date(2026, 11, 20), "K7M3-FXWP-1", received);
    let share = |lines: &[LedgerLine], today| {
        Figures::count(lines, &BusinessNumbers::default(), 2026, today).answered_in_time_percent
    };
    let waiting = [received.clone()];
    assert_eq!(share(&waiting, date(2026, 11, 25)), None);
    assert_eq!(share(&waiting, date(2026, 11, 26)), Some(0.0));
    // Taken back while there was time, and when it was over.
    let ended = |day| {
        let reason = Ending::Withdrawn;
        let end = LedgerLine::new(date(2026, 11, day), "K7M3-FXWP-1", Fact::Ended { reason });
        share(&[received.clone(), end], date(2026, 12, 1))
    };
    assert_eq!((ended(25), ended(26)), (None, Some(0.0)));
}

#[test]
fn what_was_sent_in_march_and_answered_in_april_counts_for_its_year() {
    let id = "K7M3-FXWP-1";
    let received = Fact::Received {
        answer_by: date(2027, 4, 2),
        hours_month: None,
        assisted: false,
        source: None,
        industry: None,
    };
    let received = LedgerLine::new(date(2027, 3, 30), id, received);
    let then = |fact| LedgerLine::new(date(2027, 4, 1), id, fact);
    let share = |year, lines: &[LedgerLine]| {
        let (none, july) = (BusinessNumbers::default(), date(2027, 7, 1));
        Figures::count(lines, &none, year, july).answered_in_time_percent
    };
    let answer = |in_time| {
        let minutes = 2_000;
        then(Fact::Answered { minutes, in_time })
    };
    let reason = Ending::Withdrawn;
    for (line, percent) in [
        (answer(true), Some(100.0)),
        (answer(false), Some(0.0)),
        (then(Fact::Ended { reason }), None),
    ] {
        let lines = [received.clone(), line];
        assert_eq!((share(2026, &lines), share(2027, &lines)), (percent, None));
    }
    let mut struck = answer(true);
    struck.struck = true;
    let lines = [received, answer(true), struck];
    assert_eq!(share(2026, &lines), Some(0.0), "taken out of the ledger");
}

#[test]
fn what_is_taken_back_before_anybody_looked_was_not_answered() {
    let taken_back = |by: Actor, answered: bool| {
        let case = match answered {
            true => done(
                &case_of(&["inn02"], &programme()),
                &Command::Accept,
                &director("b"),
            ),
            false => case_of(&["inn02"], &programme()),
        };
        let end = Entry {
            at: sent_at(),
            spec: 1,
            by,
            name: String::new(),
            event: Event::Ended {
                reason: Ending::Withdrawn,
                note: String::new(),
            },
            until: None,
        };
        let entries = [case.entries, vec![end]].concat();
        let case = Case::new(case.submission, entries, case.version);
        only(&case).first_answer
    };
    assert_eq!(taken_back(Actor::Employer, false), None);
    // The director who hears that they need it no more has looked at it; so has whoever took it on before.
    assert!(taken_back(director("b"), false).is_some());
    assert!(taken_back(Actor::Employer, true).is_some());
}

#[test]
fn a_sheet_that_the_office_wrote_is_told_from_others_in_the_ledger() {
    let table = |assisted: Option<Assistance>| {
        let told = Told {
            case: case_with(|submission| submission.assisted = assisted),
            lines: Vec::new(),
        };
        let told = told.then(Command::Accept, &director("b"), "2026-11-20T12:30:00+09:00");
        let bytes = lines_table(&told.lines, &content().texts.figures).csv();
        String::from_utf8(bytes).unwrap()
    };
    let assistance = Assistance {
        helper: Helper {
            name: "見本 三郎".to_owned(),
            way: HelpWay::Phone,
            visit: None,
        },
        written: Vec::new(),
        agreement: Agreement {
            way: AgreedWay::Screen,
            on: date(2026, 11, 20),
            at: at("2026-11-20T11:00:00+09:00"),
            text: String::new(),
            recorded_by: String::new(),
        },
    };
    assert!(table(Some(assistance)).contains("（窓口が手伝った）"));
    assert!(!table(None).contains("窓口が手伝った"));
}

#[test]
fn tables_open_in_excel() {
    let mut all = year();
    all.push(LedgerLine::new(date(2026, 4, 1), "=1+1", Fact::Visited));
    let texts = content().texts.figures;
    for bytes in [
        lines_table(&all, &texts).csv(),
        Figures::default().csv(&texts),
    ] {
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.starts_with('\u{FEFF}') && text.contains("\r\n"));
        assert!(!text.contains("\"=1"));
    }
}

#[test]
fn only_business_days_count_as_waiting() {
    let calendar = Content::embedded().programme.calendar;
    let minutes = |from, to| business_minutes(&calendar, at(from), at(to));
    // From Friday 23:00 over a long weekend to Tuesday 01:00.
    assert_eq!(
        minutes("2026-11-20T23:00:00+09:00", "2026-11-24T01:00:00+09:00"),
        120
    );
    assert_eq!(
        minutes("2026-11-21T10:00:00+09:00", "2026-11-23T10:00:00+09:00"),
        0
    );
    assert_eq!(
        minutes("2026-11-20T10:00:00+09:00", "2026-11-20T10:05:00+09:00"),
        5
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn lines_always_sum_up_to_the_account(
        tries in proptest::collection::vec((0..15_usize, 0..9_usize), 1..20)
    ) {
        let (programme, load) = (programme(), Load::default());
        let mut told = Told::sent("K7M3-FXWP");
        let mut now = sent_at();
        for (command, actor) in tries {
            now += SignedDuration::from_hours(7);
            let (command, by) = (&commands()[command], &actors()[actor]);
            if let Ok(decision) = told.case.decide(1, command, by, now, &programme, &load) {
                told.lines.extend(decision.lines);
                told.case = decision.after;
            }
        }
        let mut open: Vec<LedgerLine> = Vec::new();
        for line in told.lines {
            if line.struck {
                let same = |l: &LedgerLine| (l.on, &l.id, &l.fact) == (line.on, &line.id, &line.fact);
                let position = open.iter().position(same);
                prop_assert!(position.is_some(), "{:?} was never entered", line);
                open.remove(position.unwrap());
            } else {
                open.push(line);
            }
        }
        let mut wanted = match told.case.version {
            0 => Vec::new(),
            _ => counted(&only(&told.case), &told.case, &programme),
        };
        let key = |line: &LedgerLine| format!("{line:?}");
        open.sort_by_key(key);
        wanted.sort_by_key(key);
        prop_assert_eq!(open, wanted);
    }
}

#[test]
fn what_is_prepared_again_under_the_same_terms_is_no_sheet_that_arrived_or_was_answered() {
    let again = case_with(|submission| {
        submission.specs[0].why.reason = ::submissions::route::Reason::Again;
    });
    for (case, arrived) in [(case(), 1), (again, 0)] {
        let taken = attempt(&case, &Command::Accept, &director("b")).unwrap();
        let figures = Figures::count(
            &taken.lines,
            &BusinessNumbers::default(),
            2026,
            date(2027, 7, 1),
        );
        assert_eq!((figures.specs, figures.answered), (arrived, arrived));
    }
}

/// The lines of a sheet that one of a group takes on, under these settings.
fn taken_by(by: &Actor, reference: &str, programme: &Programme) -> Vec<LedgerLine> {
    let mut told = Told::sent(reference);
    let to = of(by.group().unwrap());
    for (command, by) in [
        (Command::Reassign { to }, &Actor::Office),
        (Command::Accept, by),
    ] {
        let now = at("2026-11-24T11:00:00+09:00");
        let decided = told
            .case
            .decide(1, &command, by, now, programme, &Load::default());
        let decision = decided.unwrap();
        told.lines.extend(decision.lines);
        told.case = decision.after;
    }
    told.lines
}

fn directors(lines: &[LedgerLine]) -> u32 {
    let numbers = BusinessNumbers::default();
    Figures::count(lines, &numbers, 2026, date(2027, 7, 1)).directors
}

#[test]
fn a_director_and_the_deputy_of_one_group_are_two_people() {
    let both = [
        taken_by(&director("b"), "K7M3-FXWP", &programme()),
        taken_by(&deputy("b"), "K7M3-FXWR", &programme()),
        taken_by(&director("b"), "K7M3-FXWT", &programme()),
    ];
    assert_eq!(directors(&both.concat()), 2);
}

#[test]
fn whoever_leads_two_groups_is_one_person_and_the_ledger_does_not_tell_who() {
    let mut programme = programme();
    programme.directors[1].mail = "hanako@example.jp".to_owned();
    programme.directors[2].deputy.mail = "Hanako@Example.jp".to_owned();
    let both = [
        taken_by(&director("b"), "K7M3-FXWP", &programme),
        taken_by(&deputy("c"), "K7M3-FXWR", &programme),
    ];
    let both = both.concat();
    assert_eq!(directors(&both), 1);
    let kept = serde_json::to_string(&both).unwrap();
    assert!(!kept.to_lowercase().contains("hanako"), "{kept}");
}

#[test]
fn who_took_something_on_before_people_had_numbers_is_one_of_those_who_have() {
    let old = |by: Actor| {
        let fact = serde_json::json!({"kind": "accepted", "by": by.code()});
        let fact = serde_json::from_value(fact).unwrap();
        LedgerLine::new(date(2026, 5, 1), "K7M3-FXWW-1", fact)
    };
    let lines = [vec![old(director("b")), old(deputy("b"))]].concat();
    assert_eq!(directors(&lines), 2);
    let new = taken_by(&director("b"), "K7M3-FXWP", &programme());
    assert_eq!(directors(&[lines, new].concat()), 2, "b is b");
}

#[test]
fn what_somebody_took_on_is_taken_back_also_after_the_settings_changed() {
    let b = director("b");
    let mut told = Told::sent("K7M3-FXWP").then(Command::Accept, &b, "2026-11-24T11:00:00+09:00");
    let mut programme = programme();
    programme.directors[1].mail = "ato@example.jp".to_owned();
    let trial = end(Ending::Trial);
    let (office, now) = (Actor::Office, at("2026-12-02T11:00:00+09:00"));
    let decided = told
        .case
        .decide(1, &trial, &office, now, &programme, &Load::default());
    told.lines.extend(decided.unwrap().lines);
    assert_eq!(directors(&told.lines), 0);
}
