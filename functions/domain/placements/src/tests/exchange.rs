//! A sheet between two towns: what is written of it there, what comes back, and who may set which state.

use super::*;
use crate::exchange::{ProgressReport, SharedState, Unreadable, written};
use crate::handover::Handover;
use crate::price_range::{PriceRange, PricedSpan};
use jiff::civil::{Date, date};
use job_spec::FieldState;
use submissions::{SheetOrigin, assemble};

const TODAY: Date = date(2026, 11, 20);

/// What our partner gets of an innkeeper's job.
fn handover() -> Handover {
    let sent = case_with(|it| it.contact.share_with = vec!["tonari".to_owned()]);
    let handed = done(&sent, &hand_over(), &director("b"));
    let contact = &handed.submission().contact;
    Handover::of(&only(&handed), contact, &content())
}

/// The same sheet as an own one of whoever got it.
fn received() -> Case {
    let spec = written(&handover(), &content(), TODAY).unwrap();
    let (reference, contact) = (
        Reference::parse("M63H-HXAF").unwrap(),
        case().submission.contact,
    );
    let programme = programme();
    let load = Load::default();
    let mut sent = assemble(reference, contact, vec![spec], &programme, &load, sent_at());
    sent.origin = Some(SheetOrigin {
        partner: "tonari".to_owned(),
        id: "K7M3-FXWP-1".to_owned(),
        message: "k7m3fxwp-1-handover-partner-tonari".to_owned(),
    });
    Case::new(sent, Vec::new(), 0)
}

/// What its partner tells of the sheet that we got, as a version of it.
fn taken(told: &Handover) -> Command {
    let content = content();
    let spec = written(told, &content, TODAY).unwrap();
    let given = Box::new(GivenVersion::of(spec, &content));
    Command::TakeVersion { given }
}

fn report(case: &Case) -> ProgressReport {
    let answer_at = || "https://b.example.jp/director/answer?t=x".to_owned();
    let origin = case.submission().origin.as_ref().unwrap();
    ProgressReport::of(&only(case), origin, &content(), answer_at)
}

/// What we handed over, brought up to a report.
fn brought_up(mut ours: Case, report: &ProgressReport) -> Case {
    while let Some(command) = report.next(&only(&ours)) {
        ours = done(&ours, &command, &partner());
    }
    ours
}

/// What lies with our partner.
fn handed() -> Case {
    let sent = case_with(|it| it.contact.share_with = vec!["tonari".to_owned()]);
    done(&sent, &hand_over(), &director("b"))
}

fn advanced(case: &Case, stage: Stage, by: &Actor) -> Case {
    let order = stage == Stage::Order;
    let command = Command::Advance {
        stage,
        on: TODAY,
        amount: order.then_some(30_000),
        hours: order.then_some(20.0),
    };
    done(case, &command, by)
}

fn ended(reason: Ending) -> Command {
    let note = String::new();
    Command::End { reason, note }
}

#[test]
fn a_sheet_arrives_with_its_texts_and_what_is_kept_back_is_the_directors_to_ask() {
    let (told, spec) = (handover(), written(&handover(), &content(), TODAY).unwrap());
    assert_eq!(spec.title, told.title);
    assert_eq!(spec.industry, Industry::Inn);
    assert_eq!(spec.tags, told.tags);
    assert_eq!(spec.estimate.hours_month, Some(told.hours_month));
    for field in &told.fields {
        let ours = spec.fields.iter().find(|ours| ours.id == field.id).unwrap();
        assert_eq!((&ours.value, &ours.state), (&field.value, &field.state));
    }
    let kept_back = told.withheld.iter().map(|field| field.id.as_str());
    let (both, asked): (Vec<_>, Vec<_>) =
        kept_back.partition(|id| crate::next_version::WITHHELD.contains(id));
    assert_eq!(
        both.len(),
        4,
        "who the parties are, and where, is each side's own"
    );
    for id in asked {
        let ours = spec.fields.iter().find(|ours| ours.id == id).unwrap();
        assert_eq!(ours.state, FieldState::DirectorFills, "{id}");
    }
    assert_eq!(
        received().placement(1).unwrap().holder,
        of("b"),
        "routed by its tag"
    );
}

#[test]
fn what_a_stranger_may_write_is_no_sheet_or_does_no_harm() {
    let mut odd = handover();
    odd.industry = "宇宙開発".to_owned();
    odd.tags.insert(0, "unheard_of".to_owned());
    let mut unknown = odd.fields[0].clone();
    unknown.id = "later_field".to_owned();
    odd.fields.push(unknown);
    odd.fields[0].value = "一行\u{0}目\r\n二行目".to_owned();
    let spec = written(&odd, &content(), TODAY).unwrap();
    assert_eq!(spec.industry, Industry::Other);
    assert_eq!(spec.tags, handover().tags);
    let first = spec.fields.iter().find(|it| it.id == odd.fields[0].id);
    assert_eq!(first.unwrap().value, "一行目\n二行目");
    assert!(spec.fields.iter().all(|field| field.id != "later_field"));
    for title in ["", " \u{0}", &"長".repeat(101)] {
        let mut odd = handover();
        odd.title = title.to_owned();
        assert!(written(&odd, &content(), TODAY).is_err(), "{title}");
    }
    odd.fields[1].value = "長".repeat(40_000);
    assert!(written(&odd, &content(), TODAY).is_err());
}

#[test]
fn a_sheet_with_numbers_of_no_work_is_refused() {
    let priced = |low, high| {
        let per = PricedSpan::Month;
        move |it: &mut Handover| it.price = Some(PriceRange { per, low, high })
    };
    let hours = |hours| move |it: &mut Handover| it.hours_month = hours;
    let refused = |change: &dyn Fn(&mut Handover)| {
        let mut odd = handover();
        change(&mut odd);
        written(&odd, &content(), TODAY).err()
    };
    let number = Some(Unreadable::Number);
    for odd in [1e308, -5.0, f64::INFINITY, f64::NAN, 7_199_280.5] {
        assert_eq!(refused(&hours(odd)), number, "{odd}");
    }
    for possible in [0.0, 0.1, 720.0, 7_199_280.0] {
        assert_eq!(refused(&hours(possible)), None, "{possible}");
    }
    assert_eq!(refused(&priced(1 << 63, 1 << 63)), number);
    assert_eq!(refused(&priced(0, 1_000_000_001)), number);
    assert_eq!(
        refused(&priced(200, 100)),
        number,
        "the least above the most"
    );
    assert_eq!(refused(&priced(0, 1_000_000_000)), None);
    assert_eq!(refused(&|it| it.version = u32::MAX), number);
    let mut unknown = handover();
    unknown.hours_month = 0.0;
    let spec = written(&unknown, &content(), TODAY).unwrap();
    assert_eq!(spec.estimate.hours_month, None);
}

#[test]
fn a_job_goes_its_way_there_and_is_counted_to_its_payment_here() {
    let (mut theirs, mut ours) = (received(), handed());
    assert_eq!(report(&theirs).state, SharedState::Requested);
    assert_eq!(report(&theirs).next(&only(&ours)), None);
    theirs = done(&theirs, &Command::Accept, &director("b"));
    ours = brought_up(ours, &report(&theirs));
    assert_eq!(only(&ours).accepted.unwrap().0, partner());
    let states = [
        (Stage::Quote, SharedState::Accepted),
        (Stage::Order, SharedState::InProgress),
        (Stage::Delivery, SharedState::InProgress),
        (Stage::Inspection, SharedState::InProgress),
        (Stage::Payment, SharedState::Completed),
    ];
    for (stage, state) in states {
        theirs = advanced(&theirs, stage, &director("b"));
        assert_eq!(report(&theirs).state, state, "{stage:?}");
        // Told late, or twice: the stages between come with it.
        if stage != Stage::Delivery {
            ours = brought_up(ours, &report(&theirs));
            assert_eq!(report(&theirs).next(&only(&ours)), None);
        }
    }
    assert_eq!(only(&ours).stages, only(&theirs).stages);
    assert!(!only(&ours).is_open());
    assert_eq!(only(&ours).order().unwrap().amount, Some(30_000));
}

#[test]
fn a_correction_there_is_one_here_and_a_stage_tells_the_giver() {
    let theirs = done(&received(), &Command::Accept, &director("b"));
    let theirs = advanced(&theirs, Stage::Order, &director("b"));
    let ours = brought_up(handed(), &report(&theirs));
    let correction = Command::Advance {
        stage: Stage::Order,
        on: TODAY,
        amount: Some(36_000),
        hours: Some(24.0),
    };
    let decide = |programme: &Programme| {
        let (b, now) = (director("b"), at("2026-11-24T12:00:00+09:00"));
        let decision = theirs.decide(1, &correction, &b, now, programme, &Load::default());
        decision.unwrap()
    };
    let people = decide(&programme());
    assert_eq!(told(&people), [], "nobody is written to about every stage");
    let mut with_system = programme();
    with_system.partners[0].kiridashi = Some("https://a.example.jp".to_owned());
    let decision = decide(&with_system);
    assert_eq!(
        told(&decision),
        [("employer".to_owned(), Notice::StatusUpdate)]
    );
    let ours = brought_up(ours, &report(&decision.after));
    assert_eq!(only(&ours).order().unwrap().amount, Some(36_000));
}

#[test]
fn what_is_rejected_or_fails_there_is_its_keepers_again_here() {
    let end = ended(Ending::NoWorker);
    let rejected = done(&received(), &end, &director("b"));
    assert_eq!(report(&rejected).state, SharedState::Rejected);
    let ours = brought_up(handed(), &report(&rejected));
    assert_eq!(
        (only(&ours).status, only(&ours).holder),
        (Status::Waiting, of("b"))
    );

    let theirs = done(&received(), &Command::Accept, &director("b"));
    let theirs = advanced(&theirs, Stage::Order, &director("b"));
    let ours = brought_up(handed(), &report(&theirs));
    let failed = done(&theirs, &end, &director("b"));
    assert_eq!(report(&failed).state, SharedState::Failed);
    let ours = brought_up(ours, &report(&failed));
    assert_eq!(
        (only(&ours).status, only(&ours).holder),
        (Status::Waiting, of("b"))
    );
    assert_eq!(only(&ours).stages, [], "nothing was ordered after all");
    assert_eq!(report(&failed).next(&only(&ours)), None);
    // An older report that comes after it finds it elsewhere.
    assert_eq!(report(&theirs).next(&only(&ours)), None);
}

#[test]
fn what_is_told_late_of_an_earlier_time_is_known_by_its_number() {
    let end = ended(Ending::NoWorker);
    let rejected = report(&done(&received(), &end, &director("b")));
    let ours = brought_up(handed(), &rejected);
    assert!(!rejected.is_outdated(&ours, 1));
    let again = done(&ours, &hand_over(), &director("b"));
    assert!(rejected.is_outdated(&again, 1));
    let mut second = rejected.clone();
    second.answers = Some("k7m3fxwp-3-handover-partner-tonari".to_owned());
    assert!(!second.is_outdated(&again, 1));
    second.answers = None;
    assert!(
        !second.is_outdated(&again, 1),
        "systems that do not say mean the last"
    );
}

#[test]
fn a_question_there_is_asked_here_once_with_where_to_answer() {
    let ask = Command::Ask {
        fields: vec!["volume".to_owned()],
        question: "月に何件ですか。".to_owned(),
    };
    let theirs = done(&received(), &ask, &director("b"));
    let asked = report(&theirs);
    assert_eq!(asked.state, SharedState::Requested);
    let ours = brought_up(handed(), &asked);
    let words = only(&ours).partner_question.unwrap();
    assert_eq!(
        words,
        "月に何件ですか。\nhttps://b.example.jp/director/answer?t=x"
    );
    let mut again = asked.clone();
    again.answer_at = Some("https://b.example.jp/director/answer?t=y".to_owned());
    assert_eq!(
        again.next(&only(&ours)),
        None,
        "another link asks nothing new"
    );
}

#[test]
fn the_next_version_takes_the_place_of_the_whole_sheet() {
    let theirs = done(&received(), &Command::Accept, &director("b"));
    let before = only(&theirs).spec;
    let mut next = handover();
    (next.version, next.title) = (2, "メニューの翻訳".to_owned());
    (next.tags, next.hours_month) = (vec!["translation".to_owned()], 40.0);
    (next.industry, next.answer_by) = ("卸売・小売".to_owned(), Some(date(2026, 12, 24)));
    next.price = Some(PriceRange {
        per: PricedSpan::Month,
        low: 77_000,
        high: 88_000,
    });
    let volume = next.fields.iter_mut().find(|field| field.id == "volume");
    let volume = volume.unwrap();
    volume.value.clear();
    volume.state = FieldState::Undecided {
        reason: "品書きが決まってから".to_owned(),
        planned: date(2026, 12, 20),
    };
    let undecided = volume.state.clone();
    // What is not told any more is the director's to ask.
    next.fields.retain(|field| field.id != "deliverable");
    let decision = attempt(&theirs, &taken(&next), &Actor::Employer).unwrap();
    assert_eq!(told(&decision), [("b".to_owned(), Notice::Answer)]);
    let after = only(&decision.after);
    let (spec, field) = (&after.spec, |id: &str| {
        let field = after.spec.fields.iter().find(|field| field.id == id);
        field.unwrap().clone()
    });
    assert_eq!((spec.version, spec.title.as_str()), (2, "メニューの翻訳"));
    assert_eq!((&spec.tags, spec.industry), (&next.tags, Industry::Ret));
    assert_eq!(spec.estimate.hours_month, Some(40.0));
    assert_eq!(spec.reference, before.reference);
    let cautions = spec.cautions.concat();
    assert!(
        cautions.contains("88,000円") && cautions.contains("2026年12月24日"),
        "{cautions}"
    );
    assert_eq!(field("volume").state, undecided);
    assert_eq!(field("deliverable").state, FieldState::DirectorFills);
    let changes = &after.versions.last().unwrap().changes;
    let changed: Vec<&str> = changes.iter().map(|it| it.field.as_str()).collect();
    for id in [
        "title",
        "industry",
        "tags",
        "hours_month",
        "cautions",
        "volume",
        "deliverable",
    ] {
        assert!(changed.contains(&id), "{id}: {changed:?}");
    }
    assert!(!changed.contains(&"orderer"), "{changed:?}");
}

#[test]
fn what_was_answered_here_stays_until_it_changes_there() {
    let theirs = done(&received(), &Command::Accept, &director("b"));
    let asked = Command::Ask {
        fields: vec!["volume".to_owned()],
        question: "月に何件ですか。".to_owned(),
    };
    let theirs = done(&theirs, &asked, &director("b"));
    let answer = Command::Answer {
        texts: [("volume".to_owned(), "月に90件".to_owned())].into(),
        note: String::new(),
    };
    let mut theirs = done(&theirs, &answer, &Actor::Employer);
    let mut next = handover();
    for (version, title, volume, now) in [
        (3, "新しい名前", None, "月に90件"),
        (4, "もっと新しい名前", None, "月に90件"),
        (5, "もっと新しい名前", Some("月に300件"), "月に300件"),
    ] {
        (next.version, next.title) = (version, title.to_owned());
        let told = next.fields.iter_mut().find(|field| field.id == "volume");
        if let Some(volume) = volume {
            told.unwrap().value = volume.to_owned();
        }
        theirs = done(&theirs, &taken(&next), &Actor::Employer);
        let spec = only(&theirs).spec;
        let volume = spec.fields.iter().find(|field| field.id == "volume");
        assert_eq!(
            (spec.title.as_str(), volume.unwrap().value.as_str()),
            (title, now)
        );
    }
}

#[test]
fn the_next_version_is_taken_unasked_and_an_older_one_is_not() {
    let theirs = done(&received(), &Command::Accept, &director("b"));
    let mut next = handover();
    let volume = next.fields.iter_mut().find(|field| field.id == "volume");
    volume.unwrap().value = "月に300件".to_owned();
    let mut version = |version| {
        next.version = version;
        taken(&next)
    };
    let decision = attempt(&theirs, &version(4), &Actor::Employer).unwrap();
    assert_eq!(told(&decision), [("b".to_owned(), Notice::Answer)]);
    let theirs = decision.after;
    let spec = only(&theirs).spec;
    let volume = spec
        .fields
        .iter()
        .find(|field| field.id == "volume")
        .unwrap();
    assert_eq!((spec.version, volume.value.as_str()), (4, "月に300件"));
    for older in [1, 3, 4] {
        let mut told = handover();
        told.version = older;
        let command = taken(&told);
        let refused = attempt(&theirs, &command, &Actor::Employer).unwrap_err();
        assert_eq!(refused, Refused::NothingSaid, "{older}");
    }
    let own = case();
    let refused = attempt(&own, &version(9), &Actor::Employer).unwrap_err();
    assert_eq!(
        refused,
        Refused::NotYours,
        "employers of ours answer questions"
    );
}

#[test]
fn the_giver_takes_it_back_until_something_is_ordered_and_whoever_has_it_is_told() {
    let decision = attempt(&received(), &Command::Withdraw, &Actor::Employer).unwrap();
    assert_eq!(told(&decision), [("b".to_owned(), Notice::Withdrawn)]);
    let reason = Ending::Withdrawn;
    assert_eq!(only(&decision.after).status, Status::Ended { reason });
    let accepted = done(&received(), &Command::Accept, &deputy("b"));
    let decision = attempt(&accepted, &Command::Withdraw, &Actor::Employer).unwrap();
    assert_eq!(
        told(&decision),
        [("deputy-b".to_owned(), Notice::Withdrawn)]
    );
    let ordered = advanced(&accepted, Stage::Order, &deputy("b"));
    assert!(attempt(&ordered, &Command::Withdraw, &Actor::Employer).is_err());
    for by in [director("b"), partner(), Actor::Office] {
        let refused = attempt(&received(), &Command::Withdraw, &by).unwrap_err();
        assert_eq!(refused, Refused::NotYours);
    }
    let own = attempt(&case(), &Command::Withdraw, &Actor::Employer).unwrap_err();
    assert_eq!(own, Refused::NotYours);
}

#[test]
fn a_sheet_is_passed_once() {
    let none = Refused::NoPartner {
        to: "tonari".to_owned(),
    };
    assert_eq!(
        attempt(&received(), &hand_over(), &director("b")),
        Err(none)
    );
}

#[test]
fn what_a_partner_took_on_is_taken_back_from_it_too() {
    let taken = done(&handed(), &Command::PartnerTake, &partner());
    let end = ended(Ending::Withdrawn);
    let decision = attempt(&taken, &end, &director("b")).unwrap();
    let to_partner = ("partner-tonari".to_owned(), Notice::TakenBack);
    assert!(told(&decision).contains(&to_partner));
    // What the partner tells after that changes nothing.
    let theirs = done(&received(), &Command::Accept, &director("b"));
    let theirs = advanced(&theirs, Stage::Order, &director("b"));
    assert_eq!(report(&theirs).next(&only(&decision.after)), None);
}

#[test]
fn nobody_but_the_partner_that_has_it_tells_how_it_goes_on() {
    let taken = done(&handed(), &Command::PartnerTake, &partner());
    let stranger = Actor::parse("partner-yama").unwrap();
    let order = Command::Advance {
        stage: Stage::Order,
        on: TODAY,
        amount: Some(1),
        hours: Some(1.0),
    };
    let reason = "やめます".to_owned();
    for command in [order, Command::PartnerFail { reason }] {
        assert_eq!(attempt(&taken, &command, &stranger), Err(Refused::NotYours));
        assert!(attempt(&taken, &command, &partner()).is_ok());
    }
}

#[test]
fn what_was_taken_on_and_given_up_there_comes_back_whatever_it_is_called() {
    let theirs = done(&received(), &Command::Accept, &director("b"));
    let ours = brought_up(handed(), &report(&theirs));
    let to = Holder::Office;
    let again = done(&theirs, &Command::Reassign { to }, &Actor::Office);
    let end = Command::End {
        reason: Ending::Duplicate,
        note: "内部のメモ".to_owned(),
    };
    let decision = attempt(&again, &end, &Actor::Office).unwrap();
    let to_giver = ("employer".to_owned(), Notice::StatusUpdate);
    assert!(told(&decision).contains(&to_giver), "also of a duplicate");
    let rejected = report(&decision.after);
    assert_eq!(rejected.state, SharedState::Rejected);
    let ours = brought_up(ours, &rejected);
    assert_eq!(only(&ours).status, Status::Waiting);
}

#[test]
fn an_answer_given_there_does_not_hide_the_next_version_from_here() {
    let ask = Command::Ask {
        fields: vec!["volume".to_owned()],
        question: "月に何件ですか。".to_owned(),
    };
    let theirs = done(&received(), &ask, &director("b"));
    let mut ours = brought_up(handed(), &report(&theirs));
    assert!(only(&ours).partner_question.is_some());
    let answer = Command::Answer {
        texts: [("volume".to_owned(), "月に30件".to_owned())].into(),
        note: String::new(),
    };
    let theirs = done(&theirs, &answer, &Actor::Employer);
    ours = brought_up(ours, &report(&theirs));
    assert_eq!(only(&ours).partner_question, None, "it is settled here too");
    let mut next = handover();
    next.version = 2;
    let changed = next
        .fields
        .iter_mut()
        .find(|field| field.id == "deliverable");
    changed.unwrap().value = "一覧表".to_owned();
    let command = taken(&next);
    let theirs = done(&theirs, &command, &Actor::Employer);
    let spec = only(&theirs).spec;
    let deliverable = spec.fields.iter().find(|field| field.id == "deliverable");
    assert_eq!(
        (spec.version, deliverable.unwrap().value.as_str()),
        (3, "一覧表")
    );
    let again = attempt(&theirs, &command, &Actor::Employer);
    assert_eq!(again, Err(Refused::NothingSaid));
}

#[test]
fn what_the_partner_has_ordered_is_its_to_end() {
    let theirs = done(&received(), &Command::Accept, &director("b"));
    let accepted = brought_up(handed(), &report(&theirs));
    let ordered = advanced(&theirs, Stage::Order, &director("b"));
    let ours = brought_up(accepted.clone(), &report(&ordered));
    let to = Holder::Office;
    let reassign = Command::Reassign { to };
    for command in [ended(Ending::Withdrawn), reassign.clone()] {
        assert_eq!(
            attempt(&ours, &command, &Actor::Office),
            Err(Refused::OrderRuns)
        );
    }
    assert!(attempt(&ours, &ended(Ending::Trial), &Actor::Office).is_ok());
    let back = done(&accepted, &reassign, &Actor::Office);
    assert_eq!(
        (only(&back).stages, only(&back).accepted),
        (Vec::new(), None)
    );
    // What a director has recorded of a partner that tells nothing is theirs to end.
    let own = done(&handed(), &Command::PartnerTake, &partner());
    let own = advanced(&own, Stage::Order, &director("b"));
    assert!(attempt(&own, &ended(Ending::Withdrawn), &director("b")).is_ok());
}

#[test]
fn of_two_words_on_one_stage_the_last_holds_and_sums_are_an_orders() {
    let theirs = done(&received(), &Command::Accept, &director("b"));
    let mut odd = report(&advanced(&theirs, Stage::Quote, &director("b")));
    let mut early = odd.stages[0];
    early.on = date(2026, 11, 1);
    odd.stages[0].amount = Some(1);
    odd.stages.insert(0, early);
    let ours = brought_up(handed(), &odd);
    let quote = only(&ours).stage(Stage::Quote).unwrap();
    assert_eq!((quote.on, quote.amount), (TODAY, None));
}

#[test]
fn a_message_to_the_partner_is_worth_sending_as_long_as_it_is_true() {
    let taken = only(&done(&handed(), &Command::PartnerTake, &partner()));
    assert!(
        taken.is_relevant(Notice::HandOver, &partner()),
        "its next version"
    );
    assert!(
        !taken.is_relevant(Notice::TakenBack, &partner()),
        "it went there once more"
    );
    let back = only(&case());
    assert!(!back.is_relevant(Notice::HandOver, &partner()));
    assert!(back.is_relevant(Notice::TakenBack, &partner()));
}
