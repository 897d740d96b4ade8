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
    let message = "部屋がかわります。".to_owned();
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
