use std::collections::BTreeSet;

use jiff::Timestamp;
use proptest::prelude::*;

use super::*;
use crate::roster::fixture::{early, group, register, seminar};
use crate::{PublicOutcome, Readdressed};
use messages::{Message, SeminarNotice, Topic};

/// What can happen to a seminar's places.
#[derive(Clone, Debug)]
enum Happens {
    Register { who: u8, seats: u32 },
    Change { who: u8, seats: u32 },
    Cancel { who: u8 },
    Capacity { places: u32 },
}

fn happens() -> impl Strategy<Value = Happens> {
    let who = 0..12_u8;
    prop_oneof![
        4 => (who.clone(), 1..=3_u32).prop_map(|(who, seats)| Happens::Register { who, seats }),
        2 => (who.clone(), 1..=3_u32).prop_map(|(who, seats)| Happens::Change { who, seats }),
        3 => who.prop_map(|who| Happens::Cancel { who }),
        1 => (1..=8_u32).prop_map(|places| Happens::Capacity { places }),
    ]
}

fn apply(
    roster: &mut Roster,
    seminar: &mut Seminar,
    event: &Happens,
    now: Timestamp,
) -> Vec<Message> {
    match event {
        Happens::Register { who, seats } => {
            let id = format!("p{who:02}");
            roster.register(seminar, &id, &group(*seats), now).1
        }
        Happens::Change { who, seats } => {
            let id = format!("p{who:02}");
            roster.change(seminar, &id, &group(*seats), now).1
        }
        Happens::Cancel { who } => roster.cancel(seminar, &format!("p{who:02}"), now).1,
        Happens::Capacity { places } => {
            seminar.capacity = *places;
            roster.promote(seminar, now)
        }
    }
}

fn confirmed(roster: &Roster) -> BTreeSet<String> {
    let has_place =
        |(_, p): &(&String, &Booking)| matches!(p.state, BookingState::Confirmed { .. });
    let bookings = roster.bookings.iter().filter(has_place);
    bookings.map(|(id, _)| id.clone()).collect()
}

proptest! {
    #[test]
    fn whatever_happens_nobody_is_skipped_oversold_evicted_or_told_twice(
        events in proptest::collection::vec(happens(), 1..60),
        capacity in 1..=6_u32,
        waitlist in 0..=6_u32,
    ) {
        let (mut roster, mut seminar) = (Roster::default(), seminar(capacity, waitlist));
        let mut ids = BTreeSet::new();
        for event in &events {
            let (before, line) = (roster.clone(), roster.line());
            let messages = apply(&mut roster, &mut seminar, event, early());
            // Never oversold: only a lowered capacity leaves more taken than there is, and then nobody new.
            let taken = roster.taken();
            prop_assert!(taken <= seminar.capacity.max(before.taken()));
            // Nobody is evicted but who cancels.
            for id in confirmed(&before).difference(&confirmed(&roster)) {
                let left = matches!(event, Happens::Cancel { who } if *id == format!("p{who:02}"));
                prop_assert!(left, "{} was evicted", id);
            }
            // Nobody waits while the first in line fits.
            if let Some((_, first)) = roster.line().first() {
                prop_assert!(taken + roster.bookings[first].places > seminar.capacity);
            }
            // Nobody in line is passed by one behind, or by a newcomer.
            let still: Vec<_> = roster.line().into_iter().collect();
            let new: BTreeSet<_> = confirmed(&roster).difference(&confirmed(&before)).cloned().collect();
            for (ticket, id) in &line {
                if still.iter().any(|(t, other)| t == ticket && other == id) {
                    for other in &new {
                        let ahead = line.iter().any(|(t, o)| o == other && t < ticket);
                        prop_assert!(ahead, "{other} passed {id}");
                    }
                }
            }
            // Every message is a new one; a promotion goes only to who waited.
            for message in &messages {
                prop_assert!(ids.insert(message.id.clone()), "{} twice", message.id);
                if let Topic::Seminar {
                    registration,
                    notice: SeminarNotice::Promoted,
                    ..
                } = &message.topic
                {
                    prop_assert!(line.iter().any(|(_, id)| id == registration));
                }
            }
        }
    }

    #[test]
    fn after_the_deadline_nobody_gets_a_place(
        before in proptest::collection::vec(happens(), 1..30),
        after in proptest::collection::vec(happens(), 1..30),
    ) {
        let (mut roster, mut seminar) = (Roster::default(), seminar(4, 6));
        for event in &before {
            apply(&mut roster, &mut seminar, event, early());
        }
        let deadline = seminar.deadline;
        let had = confirmed(&roster);
        for event in &after {
            apply(&mut roster, &mut seminar, event, deadline);
            prop_assert!(confirmed(&roster).is_subset(&had));
        }
    }

    #[test]
    fn cancelling_twice_is_cancelling_once(events in proptest::collection::vec(happens(), 1..30), who in 0..12_u8) {
        let (mut roster, mut seminar) = (Roster::default(), seminar(4, 6));
        for event in &events {
            apply(&mut roster, &mut seminar, event, early());
        }
        let cancel = Happens::Cancel { who };
        apply(&mut roster, &mut seminar, &cancel, early());
        let once = roster.clone();
        prop_assert_eq!(apply(&mut roster, &mut seminar, &cancel, early()), []);
        prop_assert_eq!(roster, once);
    }

    #[test]
    fn roster_survives_its_json(events in proptest::collection::vec(happens(), 0..30)) {
        let (mut roster, mut seminar) = (Roster::default(), seminar(4, 6));
        for event in &events {
            apply(&mut roster, &mut seminar, event, early());
        }
        let json = serde_json::to_string(&roster).unwrap();
        prop_assert_eq!(serde_json::from_str::<Roster>(&json).unwrap(), roster);
    }
}

#[test]
fn a_large_group_in_front_holds_the_line_and_is_served_first() {
    let (mut roster, seminar) = (Roster::default(), seminar(3, 5));
    assert_eq!(
        register(&mut roster, &seminar, "a", 2),
        Registered::Confirmed
    );
    let waiting = |position| Registered::Waiting { position };
    assert_eq!(register(&mut roster, &seminar, "b", 3), waiting(1));
    assert_eq!(register(&mut roster, &seminar, "c", 1), waiting(2));
    let (_, messages) = roster.cancel(&seminar, "a", early());
    assert_eq!(messages.len(), 2);
    assert_eq!(roster.standing("b"), Some(Standing::Confirmed));
    assert_eq!(
        roster.standing("c"),
        Some(Standing::Waiting { position: 1 })
    );
}

#[test]
fn a_group_larger_than_the_room_is_refused_instead_of_blocking_the_line() {
    let (mut roster, seminar) = (Roster::default(), seminar(2, 5));
    assert_eq!(register(&mut roster, &seminar, "a", 3), Registered::Full);
}

#[test]
fn at_a_consultation_a_group_takes_one_place() {
    let seminar = Seminar {
        kind: town::seminar::SeminarKind::Consult,
        ..seminar(2, 0)
    };
    let mut roster = Roster::default();
    assert_eq!(
        register(&mut roster, &seminar, "a", 3),
        Registered::Confirmed
    );
    assert_eq!(
        register(&mut roster, &seminar, "b", 3),
        Registered::Confirmed
    );
    assert_eq!(register(&mut roster, &seminar, "c", 1), Registered::Full);
}

#[test]
fn the_screen_cannot_tell_whether_an_address_is_registered() {
    let (mut roster, mut seminar) = (Roster::default(), seminar(1, 1));
    let shown = |roster: &mut Roster, seminar: &Seminar, now| {
        let known = roster.clone().register(seminar, "a", &group(1), now).0;
        let stranger = roster.clone().register(seminar, "z", &group(1), now).0;
        assert_eq!(known.shown(), stranger.shown());
        known.shown()
    };
    register(&mut roster, &seminar, "a", 1);
    assert_eq!(
        shown(&mut roster, &seminar, early()),
        PublicOutcome::Accepted
    );
    register(&mut roster, &seminar, "b", 1);
    assert_eq!(shown(&mut roster, &seminar, early()), PublicOutcome::Full);
    let deadline = seminar.deadline;
    assert_eq!(
        shown(&mut roster, &seminar, deadline),
        PublicOutcome::Closed
    );
    let message = "中止します。".to_owned();
    seminar.state = town::seminar::State::Cancelled { message };
    assert_eq!(shown(&mut roster, &seminar, early()), PublicOutcome::Closed);
}

#[test]
fn an_address_that_is_put_right_keeps_place_and_turn() {
    let (mut roster, seminar) = (Roster::default(), seminar(1, 3));
    register(&mut roster, &seminar, "mistyped", 1);
    register(&mut roster, &seminar, "waits", 1);
    register(&mut roster, &seminar, "last", 1);
    let put_right = |roster: &mut Roster, from: &str, to: &str| {
        let (outcome, messages) = roster.readdress(&seminar, from, to, early());
        let ids: Vec<String> = messages.into_iter().map(|message| message.id).collect();
        (outcome, ids)
    };
    let (outcome, ids) = put_right(&mut roster, "mistyped", "right");
    assert_eq!(outcome, Readdressed::Done);
    assert_eq!(ids, ["right-1-confirmed"]);
    assert_eq!(roster.standing("mistyped"), None);
    assert_eq!(roster.standing("right"), Some(Standing::Confirmed));
    let (_, ids) = put_right(&mut roster, "waits", "still-waits");
    assert_eq!(ids, ["still-waits-1-waiting"]);
    let first = Some(Standing::Waiting { position: 1 });
    assert_eq!(roster.standing("still-waits"), first);
    assert_eq!(
        put_right(&mut roster, "right", "last").0,
        Readdressed::Taken
    );
    assert_eq!(
        put_right(&mut roster, "nobody", "x").0,
        Readdressed::Unknown
    );
    let late = roster.readdress(&seminar, "right", "x", seminar.start);
    assert_eq!(late.0, Readdressed::TooLate);
    // Who cancelled and came back is told under another id.
    roster.cancel(&seminar, "last", early());
    let (_, ids) = put_right(&mut roster, "right", "last");
    assert_eq!(ids, ["last-2-confirmed"]);
}
