use super::*;
use crate::seating::fixture::{early, group, register, seminar};

#[test]
fn who_got_a_place_after_reminders_began_is_not_reminded_at_once() {
    let (mut seating, mut seminar) = (Seating::default(), seminar(5, 0));
    seminar.deadline = seminar.start - jiff::SignedDuration::from_mins(1);
    register(&mut seating, &seminar, "a", 1);
    let later = seminar.remind_at() + jiff::SignedDuration::from_hours(1);
    seating.register(&seminar, "b", &group(1), later);
    let reminded = seating.remind(&seminar, later);
    assert_eq!(reminded.len(), 1);
    assert_eq!(reminded[0].id, "a-1-reminder-2027-01-20");
}

#[test]
fn sequence_rises_with_everything_a_calendar_has_to_follow() {
    let (mut seating, seminar) = (Seating::default(), seminar(1, 1));
    let mut seen = Vec::new();
    register(&mut seating, &seminar, "a", 1);
    register(&mut seating, &seminar, "b", 1);
    seating.cancel(&seminar, "a", early());
    seen.push(seating.parties["b"].sequence);
    let message = "部屋が変わります。".to_owned();
    let moved = Seminar {
        state: town::seminar::State::Moved { message },
        ..seminar
    };
    assert_eq!(seating.announce(&moved, early()).len(), 1);
    seen.push(seating.parties["b"].sequence);
    seating.cancel(&moved, "b", early());
    seen.push(seating.parties["b"].sequence);
    register(&mut seating, &moved, "b", 1);
    seen.push(seating.parties["b"].sequence);
    assert!(seen.is_sorted_by(|a, b| a < b), "{seen:?}");
}

#[test]
fn nothing_is_announced_after_the_end_or_to_nobody() {
    let (mut seating, seminar) = (Seating::default(), seminar(1, 1));
    assert_eq!(seating.announce(&seminar, early()), []);
    register(&mut seating, &seminar, "a", 1);
    assert_eq!(seating.announce(&seminar, early()), []);
    let message = "ありがとうございました。".to_owned();
    let moved = Seminar {
        state: town::seminar::State::Moved { message },
        ..seminar
    };
    assert_eq!(seating.announce(&moved, moved.end), []);
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
    let (mut seating, seminar) = (Seating::default(), seminar(3, 5));
    seating.register(&seminar, "a", &online(), early());
    seating.register(&seminar, "b", &online(), early());
    register(&mut seating, &seminar, "c", 1);
    seating.register(&seminar, "d", &online(), early());
    assert_eq!(seating.redirect(&seminar, early()), []);
    let linked = Seminar {
        online_url: Some("https://meet.example.jp/atarashii-heya".to_owned()),
        ..seminar.clone()
    };
    let ids = |messages: Vec<Message>| -> Vec<String> {
        messages.into_iter().map(|message| message.id).collect()
    };
    let told = ids(seating.redirect(&linked, early()));
    assert_eq!(told, ["a-1-redirected-1", "b-1-redirected-1"]);
    assert_eq!(seating.redirect(&linked, early()), []);
    // Whoever gets a place now has just read the new link; whoever changes over, too.
    seating.cancel(&linked, "a", early());
    seating.change(&linked, "c", &online(), early());
    assert_eq!(seating.redirect(&linked, early()), []);
    // Back to the old one is a change as well.
    let told = ids(seating.redirect(&seminar, early()));
    assert_eq!(
        told,
        ["b-1-redirected-2", "c-1-redirected-2", "d-1-redirected-2"]
    );
}

#[test]
fn another_room_is_told_to_those_who_come_and_once_with_a_move() {
    let (mut seating, seminar) = (Seating::default(), seminar(3, 5));
    seating.register(&seminar, "a", &online(), early());
    register(&mut seating, &seminar, "b", 1);
    let room = Seminar {
        venue: "立科町役場 2階（見本）".to_owned(),
        ..seminar.clone()
    };
    let told = seating.redirect(&room, early());
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].id, "b-1-redirected-1");
    let moved = Seminar {
        venue: "別の部屋（見本）".to_owned(),
        state: town::seminar::State::Moved {
            message: "部屋が変わります。".to_owned(),
        },
        ..seminar
    };
    assert_eq!(seating.announce(&moved, early()).len(), 2);
    assert_eq!(seating.redirect(&moved, early()), []);
    let off = Seminar {
        venue: "また別の部屋（見本）".to_owned(),
        state: town::seminar::State::Cancelled {
            message: "中止にしました。".to_owned(),
        },
        ..moved.clone()
    };
    assert_eq!(seating.redirect(&off, early()), []);
    assert_eq!(seating.redirect(&room, moved.end), []);
}
