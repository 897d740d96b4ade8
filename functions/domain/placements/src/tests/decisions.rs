//! Accepting, declining, asking, handing over, following and reassigning.

use std::collections::BTreeMap;

use jiff::civil::date;
use proptest::prelude::*;

use super::*;

#[test]
fn first_offer_goes_to_the_group_of_the_first_tag_and_says_why() {
    let placement = only(&case());
    assert_eq!(placement.holder, of("b"));
    assert_eq!(placement.status, Status::Waiting);
    // Both know the work and are idle; the town's order decides.
    assert_eq!(placement.choice.reason, Reason::Idle);
    assert_eq!(placement.choice.tag.as_deref(), Some("social_review"));
    let seen: Vec<_> = placement
        .choice
        .seen
        .iter()
        .map(|s| s.group.as_str())
        .collect();
    assert_eq!(seen, ["b", "c"]);
}

#[test]
fn accepting_tells_the_employer_and_settles_it() {
    let decision = attempt(&case(), &Command::Accept, &director("b")).unwrap();
    assert_eq!(
        told(&decision),
        [("employer".to_owned(), Notice::StatusUpdate)]
    );
    assert_eq!(decision.messages[0].id, "k7m3fxwp-1-update-employer");
    let accepted = decision.after.clone();
    let placement = only(&accepted);
    let stage = Stage::Search;
    assert_eq!(placement.status, Status::Accepted { stage });
    assert_eq!(placement.first_answer, Some(decision.entries[0].at));
}

#[test]
fn second_decision_is_told_who_was_first() {
    let accepted = done(&case(), &Command::Accept, &director("b"));
    let at = accepted.entries[0].at;
    let by = director("b");
    let late = Refused::AlreadyDecided { by, at };
    for command in [Command::Accept, decline()] {
        assert_eq!(
            attempt(&accepted, &command, &director("b")),
            Err(late.clone())
        );
    }
    assert_eq!(
        attempt(&accepted, &Command::Accept, &director("a")),
        Err(Refused::NotYours)
    );
}

#[test]
fn declining_goes_to_the_next_of_the_tag_then_to_all_then_to_the_office() {
    let first = attempt(&case(), &decline(), &director("b")).unwrap();
    let employer = ("employer".to_owned(), Notice::StatusUpdate);
    assert_eq!(
        told(&first),
        [employer.clone(), ("c".to_owned(), Notice::Offer)]
    );
    let with_c = first.after.clone();
    assert_eq!(only(&with_c).holder, of("c"));

    let second = attempt(&with_c, &decline(), &director("c")).unwrap();
    assert_eq!(
        told(&second),
        [employer.clone(), ("a".to_owned(), Notice::Offer)]
    );
    let with_all = second.after.clone();
    assert_eq!(only(&with_all).holder, Holder::AllDirectors);
    assert_eq!(only(&with_all).choice.reason, Reason::EveryDirector);

    let third = attempt(&with_all, &decline(), &director("a")).unwrap();
    assert_eq!(
        told(&third),
        [employer, ("office".to_owned(), Notice::Offer)]
    );
    let with_office = third.after.clone();
    assert_eq!(only(&with_office).holder, Holder::Office);
    let declined: Vec<_> = only(&with_office)
        .declined
        .into_iter()
        .map(|d| d.group)
        .collect();
    assert_eq!(declined, ["b", "c", "a"]);
}

#[test]
fn whoever_declined_is_told_so_and_the_next_may_accept() {
    let with_c = done(&case(), &decline(), &director("b"));
    let at = with_c.entries[0].at;
    let by = director("b");
    assert_eq!(
        attempt(&with_c, &Command::Accept, &director("b")),
        Err(Refused::AlreadyDecided { by, at })
    );
    assert!(attempt(&with_c, &Command::Accept, &director("c")).is_ok());
}

#[test]
fn question_comes_back_as_version_two_with_its_difference() {
    let ask = Command::Ask {
        fields: vec!["volume".to_owned(), "delivery".to_owned()],
        question: "月に何件ですか".to_owned(),
    };
    let asked = done(&case(), &ask, &director("b"));
    assert_eq!(only(&asked).status, Status::Questioned);
    assert_eq!(only(&asked).holder, Holder::Employer);
    let field = |case: &Case| {
        let fields = only(case).spec.fields;
        fields.into_iter().find(|f| f.id == "volume").unwrap()
    };
    let before = field(&asked).value;
    let answer = |text: &str, note: &str| Command::Answer {
        texts: BTreeMap::from([
            ("volume".to_owned(), text.to_owned()),
            ("work".to_owned(), "聞かれていないこと".to_owned()),
        ]),
        note: note.to_owned(),
    };
    let nothing = attempt(&asked, &answer(&before, ""), &Actor::Employer);
    assert_eq!(nothing, Err(Refused::NothingSaid));
    let decision = attempt(&asked, &answer("月に12件", ""), &Actor::Employer).unwrap();
    assert_eq!(told(&decision), [("b".to_owned(), Notice::Answer)]);
    let answered = decision.after.clone();
    let placement = only(&answered);
    assert_eq!((placement.spec.version, placement.versions.len()), (2, 1));
    assert_eq!(placement.versions[0].changes.len(), 1);
    assert_eq!(placement.versions[0].changes[0].before, before);
    assert_eq!(field(&answered).value, "月に12件");
    assert_eq!(
        (placement.status, placement.holder),
        (Status::Waiting, of("b"))
    );
    let again = attempt(&answered, &answer("月に13件", ""), &Actor::Employer);
    assert_eq!(again, Err(Refused::NotAsked));
}

#[test]
fn question_about_no_or_an_unknown_field_is_refused() {
    for fields in [
        vec![],
        vec!["nothing".to_owned()],
        vec!["licence".to_owned()],
    ] {
        let question = "？".to_owned();
        let ask = Command::Ask { fields, question };
        assert_eq!(
            attempt(&case(), &ask, &director("b")),
            Err(Refused::NoSuchField)
        );
    }
}

#[test]
fn the_partner_needs_the_employers_consent_first() {
    let decision = attempt(&case(), &hand_over(), &director("b")).unwrap();
    assert_eq!(told(&decision), [("employer".to_owned(), Notice::Consent)]);
    let waiting = decision.after.clone();
    assert_eq!(only(&waiting).status, Status::AwaitingConsent);
    assert_eq!(
        attempt(&waiting, &Command::PartnerTake, &partner()),
        Err(Refused::NotYours)
    );

    let agreed = attempt(&waiting, &give_consent(), &Actor::Employer).unwrap();
    let wanted = [
        ("b".to_owned(), Notice::ConsentAnswer),
        ("partner-tonari".to_owned(), Notice::HandOver),
    ];
    assert_eq!(told(&agreed), wanted);
    let handed = agreed.after.clone();
    assert_eq!(only(&handed).status, Status::WithPartner);

    let refused = done(&waiting, &refuse_consent(), &Actor::Employer);
    assert_eq!(
        (only(&refused).status, only(&refused).holder),
        (Status::Waiting, of("b"))
    );
    assert_eq!(
        attempt(&refused, &hand_over(), &director("b")),
        Err(Refused::NoPartner {
            to: "tonari".to_owned()
        })
    );
}

fn shared() -> Case {
    case_with(|it| it.contact.share_with = vec!["tonari".to_owned()])
}

#[test]
fn consent_given_with_the_inventory_hands_over_at_once() {
    let decision = attempt(&shared(), &hand_over(), &director("b")).unwrap();
    let wanted = [
        ("employer".to_owned(), Notice::StatusUpdate),
        ("partner-tonari".to_owned(), Notice::HandOver),
    ];
    assert_eq!(told(&decision), wanted);
}

#[test]
fn partner_takes_once_and_the_director_follows() {
    let handed = done(&shared(), &hand_over(), &director("b"));
    let taken = done(&handed, &Command::PartnerTake, &partner());
    assert_eq!(only(&taken).holder, Holder::of(&partner()));
    assert!(only(&taken).may_follow(&director("b")));
    let again = attempt(
        &taken,
        &Command::PartnerDecline { reason: "".into() },
        &partner(),
    );
    let at = taken.entries[1].at;
    let by = partner();
    assert_eq!(again, Err(Refused::AlreadyDecided { by, at }));
}

#[test]
fn partner_that_declines_gives_it_back_to_the_director() {
    let handed = done(&shared(), &hand_over(), &director("b"));
    let reason = "人手がありません".to_owned();
    let back = done(&handed, &Command::PartnerDecline { reason }, &partner());
    assert_eq!(
        (only(&back).status, only(&back).holder),
        (Status::Waiting, of("b"))
    );
    assert!(attempt(&back, &Command::Accept, &director("b")).is_ok());
}

#[test]
fn director_takes_it_back_from_the_partner_by_accepting() {
    let handed = done(&shared(), &hand_over(), &director("b"));
    let decision = attempt(&handed, &Command::Accept, &director("b")).unwrap();
    assert!(told(&decision).contains(&("partner-tonari".to_owned(), Notice::TakenBack)));
    let taken = decision.after.clone();
    let late = attempt(&taken, &Command::PartnerTake, &partner());
    assert!(matches!(late, Err(Refused::AlreadyDecided { by, .. }) if by == director("b")));
}

pub(super) fn advance(stage: Stage, amount: Option<u64>, hours: Option<f64>) -> Command {
    Command::Advance {
        stage,
        on: "2026-11-20".parse().unwrap(),
        amount,
        hours,
    }
}

#[test]
fn accepted_spec_goes_through_its_stages_to_the_payment() {
    let by = director("b");
    let mut case = done(&case(), &Command::Accept, &by);
    assert_eq!(
        attempt(&case, &advance(Stage::Delivery, None, None), &by),
        Err(Refused::OrderFirst)
    );
    for amount in [None, Some(0)] {
        let order = advance(Stage::Order, amount, Some(8.0));
        assert_eq!(attempt(&case, &order, &by), Err(Refused::AmountNeeded));
    }
    let stages = [
        Stage::Quote,
        Stage::Order,
        Stage::Delivery,
        Stage::Inspection,
        Stage::Payment,
    ];
    for stage in stages {
        case = done(&case, &advance(stage, Some(24_000), Some(22.5)), &by);
        assert_eq!(only(&case).status, Status::Accepted { stage });
    }
    let order = only(&case).order().unwrap();
    assert_eq!((order.amount, order.hours), (Some(24_000), Some(22.5)));
    assert_eq!(only(&case).stage(Stage::Quote).unwrap().amount, None);
    assert!(!only(&case).is_open() && !case.is_open());
}

#[test]
fn corrected_order_replaces_the_amount() {
    let by = director("b");
    let accepted = done(&case(), &Command::Accept, &by);
    let ordered = done(
        &accepted,
        &advance(Stage::Order, Some(24_000), Some(22.5)),
        &by,
    );
    let corrected = done(
        &ordered,
        &advance(Stage::Order, Some(20_000), Some(20.0)),
        &by,
    );
    assert_eq!(only(&corrected).order().unwrap().amount, Some(20_000));
    assert_eq!(only(&corrected).stages.len(), 1);
}

#[test]
fn day_that_is_still_to_come_cannot_be_recorded() {
    let by = director("b");
    let accepted = done(&case(), &Command::Accept, &by);
    let tomorrow = Command::Advance {
        stage: Stage::Quote,
        on: "2026-11-21".parse().unwrap(),
        amount: None,
        hours: None,
    };
    assert_eq!(attempt(&accepted, &tomorrow, &by), Err(Refused::FutureDay));
}

#[test]
fn only_the_office_reassigns_and_the_old_holder_is_out() {
    let to = of("a");
    let reassign = Command::Reassign { to };
    assert_eq!(
        attempt(&case(), &reassign, &director("b")),
        Err(Refused::NotYours)
    );
    let decision = attempt(&case(), &reassign, &Actor::Office).unwrap();
    let wanted = [
        ("employer".to_owned(), Notice::StatusUpdate),
        ("a".to_owned(), Notice::Offer),
    ];
    assert_eq!(told(&decision), wanted);
    let moved = decision.after.clone();
    assert_eq!(
        attempt(&moved, &Command::Accept, &director("b")),
        Err(Refused::NotYours)
    );
    assert!(attempt(&moved, &Command::Accept, &director("a")).is_ok());
    let nobody = Command::Reassign { to: of("z") };
    assert_eq!(
        attempt(&case(), &nobody, &Actor::Office),
        Err(Refused::NoSuchHolder)
    );
}

#[test]
fn employer_without_a_mail_address_is_told_by_the_office() {
    let case = case_with(|it| it.contact.mail = None);
    let decision = attempt(&case, &Command::Accept, &director("b")).unwrap();
    assert_eq!(told(&decision), [("office".to_owned(), Notice::Phone)]);
}

#[test]
fn trial_is_ended_without_a_word() {
    let end = Command::End {
        reason: Ending::Trial,
        note: String::new(),
    };
    let decision = attempt(&case(), &end, &Actor::Office).unwrap();
    assert_eq!(decision.messages, []);
    assert!(!decision.after.clone().is_open());
}

/// Everything anybody may try.
pub(super) fn commands() -> Vec<Command> {
    let reason = "理由".to_owned();
    vec![
        Command::Accept,
        decline(),
        Command::Ask {
            fields: vec!["volume".to_owned()],
            question: "何件ですか".to_owned(),
        },
        Command::Answer {
            texts: BTreeMap::from([("volume".to_owned(), "3件".to_owned())]),
            note: "よろしく".to_owned(),
        },
        hand_over(),
        give_consent(),
        refuse_consent(),
        Command::PartnerTake,
        Command::PartnerDecline {
            reason: reason.clone(),
        },
        Command::PartnerAsk {
            question: reason.clone(),
        },
        advance(Stage::Quote, None, None),
        advance(Stage::Order, Some(1000), Some(1.0)),
        advance(Stage::Payment, None, None),
        Command::End {
            reason: Ending::Withdrawn,
            note: reason,
        },
        Command::Reassign { to: of("a") },
    ]
}

pub(super) fn actors() -> Vec<Actor> {
    let groups = ["a", "b", "c"];
    let people = groups.iter().flat_map(|g| [director(g), deputy(g)]);
    people
        .chain([Actor::Employer, Actor::Office, partner()])
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_tried_the_history_only_grows_and_always_somebody_has_it(
        tries in proptest::collection::vec((0..15_usize, 0..9_usize, 0..60_i64), 0..25)
    ) {
        let (programme, load) = (programme(), Load::default());
        let (commands, actors) = (commands(), actors());
        let mut case = case();
        let mut now = sent_at();
        let mut ids = BTreeSet::new();
        for (command, actor, hours) in tries {
            now += jiff::SignedDuration::from_hours(hours);
            let before = case.clone();
            if let Some(decision) = case.tick(now, &programme) {
                case = decision.after.clone();
                for message in &decision.messages {
                    prop_assert!(ids.insert(message.id.clone()), "{} twice", message.id);
                }
                prop_assert_eq!(case.tick(now, &programme), None);
            }
            let tried = case.decide(1, &commands[command], &actors[actor], now, &programme, &load);
            if let Ok(decision) = tried {
                prop_assert!(!decision.is_empty());
                case = decision.after.clone();
                for message in &decision.messages {
                    prop_assert!(ids.insert(message.id.clone()), "{} twice", message.id);
                    prop_assert!(message.id.starts_with("k7m3fxwp-"));
                }
            }
            prop_assert_eq!(&case.entries[..before.entries.len()], &before.entries[..]);
            let placement = only(&case);
            prop_assert_eq!(placement.history.len(), case.entries.len());
            prop_assert!(placement.spec.version as usize == placement.versions.len() + 1);
            prop_assert_eq!(placement.until.is_some(), placement.is_undecided());
            if let Some(due) = placement.due(&programme) {
                // What is decided may let a day of its orders come up that has passed meanwhile: the next round has it.
                prop_assert!(due > now || case.tick(now, &programme).is_some());
            }
        }
    }

    #[test]
    fn of_two_who_decide_on_the_same_version_the_second_learns_of_the_first(
        first in 0..3_usize, second in 0..2_usize
    ) {
        let choices = [Command::Accept, decline(), Command::End {
            reason: Ending::Withdrawn,
            note: String::new(),
        }];
        let case = done(&case(), &choices[first], &director("b"));
        let late = attempt(&case, &choices[second], &director("b"));
        let at = case.entries[0].at;
        let by = director("b");
        prop_assert_eq!(late, Err(Refused::AlreadyDecided { by, at }));
    }
}

#[test]
fn what_the_partner_asks_twice_is_asked_once() {
    let case = with_partner();
    let ask = Command::PartnerAsk {
        question: "締め切りは延ばせますか".to_owned(),
    };
    let case = done(&case, &ask, &partner());
    let entries = case.entries().len();
    let again = attempt(&case, &ask, &partner());
    assert!(
        matches!(again, Err(Refused::AlreadyDecided { .. })),
        "{again:?}"
    );
    let other = Command::PartnerAsk {
        question: "何人分ですか".to_owned(),
    };
    assert_eq!(done(&case, &other, &partner()).entries().len(), entries + 1);
}

/// With the partner, by the employer's word.
fn with_partner() -> Case {
    let case = done(&case(), &hand_over(), &director("b"));
    match only(&case).status {
        Status::AwaitingConsent => done(&case, &give_consent(), &Actor::Employer),
        _ => case,
    }
}

#[test]
fn what_was_taken_on_may_go_to_the_partner_until_an_order_is_made() {
    let accepted = done(&case(), &Command::Accept, &director("b"));
    let asked = done(&accepted, &hand_over(), &director("b"));
    assert_eq!(only(&asked).status, Status::AwaitingConsent);
    // Refused, it is with who took it on, as before.
    let refused = done(&asked, &refuse_consent(), &Actor::Employer);
    let stage = Stage::Search;
    assert_eq!(only(&refused).status, Status::Accepted { stage });
    assert_eq!(only(&refused).keeper, Some(director("b")));
    let agreed = done(&asked, &give_consent(), &Actor::Employer);
    assert_eq!(only(&agreed).status, Status::WithPartner);
    let order = Command::Advance {
        stage: Stage::Order,
        on: date(2026, 11, 20),
        amount: Some(10_000),
        hours: Some(8.0),
    };
    let ordered = done(&accepted, &order, &director("b"));
    assert!(attempt(&ordered, &hand_over(), &director("b")).is_err());
}

#[test]
fn what_the_employer_says_by_phone_is_entered_by_who_hears_it() {
    let ask = Command::Ask {
        fields: vec!["volume".to_owned()],
        question: "月に何件ですか。".to_owned(),
    };
    let asked = done(&case(), &ask, &director("b"));
    let answer = Command::Answer {
        texts: [("volume".to_owned(), "月に40件（電話で）".to_owned())].into(),
        note: String::new(),
    };
    assert_eq!(
        attempt(&asked, &answer, &director("a")),
        Err(Refused::NotYours)
    );
    let answered = done(&asked, &answer, &Actor::Office);
    assert_eq!(only(&answered).spec.version, 2);
    assert_eq!(answered.entries().last().unwrap().by, Actor::Office);
    let consent = done(&case(), &hand_over(), &director("b"));
    if only(&consent).status == Status::AwaitingConsent {
        let given = done(&consent, &give_consent(), &director("b"));
        assert_eq!(only(&given).status, Status::WithPartner);
    }
}
