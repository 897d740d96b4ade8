use super::*;
use crate::roster::fixture::{early, group, register, seminar};

#[test]
fn who_got_a_place_after_reminders_began_is_not_reminded_at_once() {
    let (mut roster, mut seminar) = (Roster::default(), seminar(5, 0));
    seminar.deadline = seminar.start - jiff::SignedDuration::from_mins(1);
    register(&mut roster, &seminar, "a", 1);
    let later = seminar.remind_at() + jiff::SignedDuration::from_hours(1);
    roster.register(&seminar, "b", &group(1), later);
    let reminded = roster.remind(&seminar, later);
    assert_eq!(reminded.len(), 1);
    assert_eq!(reminded[0].id, "a-1-reminder-2027-01-20");
}

#[test]
fn sequence_rises_with_everything_a_calendar_has_to_follow() {
    let (mut roster, seminar) = (Roster::default(), seminar(1, 1));
    let mut seen = Vec::new();
    register(&mut roster, &seminar, "a", 1);
    register(&mut roster, &seminar, "b", 1);
    roster.cancel(&seminar, "a", early());
    seen.push(roster.bookings["b"].sequence);
    let message = "部屋が変わります。".to_owned();
    let moved = Seminar {
        state: town::seminar::State::Moved { message },
        ..seminar
    };
    assert_eq!(roster.announce(&moved, early()).len(), 1);
    seen.push(roster.bookings["b"].sequence);
    roster.cancel(&moved, "b", early());
    seen.push(roster.bookings["b"].sequence);
    register(&mut roster, &moved, "b", 1);
    seen.push(roster.bookings["b"].sequence);
    assert!(seen.is_sorted_by(|a, b| a < b), "{seen:?}");
}

#[test]
fn nothing_is_announced_after_the_end_or_to_nobody() {
    let (mut roster, seminar) = (Roster::default(), seminar(1, 1));
    assert_eq!(roster.announce(&seminar, early()), []);
    register(&mut roster, &seminar, "a", 1);
    assert_eq!(roster.announce(&seminar, early()), []);
    let message = "ありがとうございました。".to_owned();
    let moved = Seminar {
        state: town::seminar::State::Moved { message },
        ..seminar
    };
    assert_eq!(roster.announce(&moved, moved.end), []);
}

/// Somebody who takes part over the net.
fn online() -> crate::Application {
    crate::Application {
        attend: Attend::Online,
        ..group(1)
    }
}

#[test]
fn a_new_meeting_link_is_told_once_to_those_who_connect_and_to_nobody_else() {
    let (mut roster, seminar) = (Roster::default(), seminar(3, 5));
    roster.register(&seminar, "a", &online(), early());
    roster.register(&seminar, "b", &online(), early());
    register(&mut roster, &seminar, "c", 1);
    roster.register(&seminar, "d", &online(), early());
    assert_eq!(roster.redirect(&seminar, early()), []);
    let linked = Seminar {
        online_url: Some("https://meet.example.jp/atarashii-heya".to_owned()),
        ..seminar.clone()
    };
    let ids = |messages: Vec<Message>| -> Vec<String> {
        messages.into_iter().map(|message| message.id).collect()
    };
    let told = ids(roster.redirect(&linked, early()));
    assert_eq!(told, ["a-1-redirected-1", "b-1-redirected-1"]);
    assert_eq!(roster.redirect(&linked, early()), []);
    // Whoever gets a place now has just read the new link; whoever changes over, too.
    roster.cancel(&linked, "a", early());
    roster.change(&linked, "c", &online(), early());
    assert_eq!(roster.redirect(&linked, early()), []);
    // Back to the old one is a change as well.
    let told = ids(roster.redirect(&seminar, early()));
    assert_eq!(
        told,
        ["b-1-redirected-2", "c-1-redirected-2", "d-1-redirected-2"]
    );
}

#[test]
fn another_room_is_told_to_those_who_come_and_once_with_a_move() {
    let (mut roster, seminar) = (Roster::default(), seminar(3, 5));
    roster.register(&seminar, "a", &online(), early());
    register(&mut roster, &seminar, "b", 1);
    let room = Seminar {
        venue: "見本町役場 2階（見本）".to_owned(),
        ..seminar.clone()
    };
    let told = roster.redirect(&room, early());
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].id, "b-1-redirected-1");
    let moved = Seminar {
        venue: "別の部屋（見本）".to_owned(),
        state: town::seminar::State::Moved {
            message: "部屋が変わります。".to_owned(),
        },
        ..seminar
    };
    assert_eq!(roster.announce(&moved, early()).len(), 2);
    assert_eq!(roster.redirect(&moved, early()), []);
    let off = Seminar {
        venue: "また別の部屋（見本）".to_owned(),
        state: town::seminar::State::Cancelled {
            message: "中止にしました。".to_owned(),
        },
        ..moved.clone()
    };
    assert_eq!(roster.redirect(&off, early()), []);
    assert_eq!(roster.redirect(&room, moved.end), []);
}
