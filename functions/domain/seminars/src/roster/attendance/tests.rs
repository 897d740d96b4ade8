use super::*;
use crate::Application;
use crate::roster::fixture::{early, group, register, seminar};

#[test]
fn without_a_single_check_in_nobody_is_called_absent() {
    let (mut roster, seminar) = (Roster::default(), seminar(5, 0));
    for id in ["a", "b"] {
        register(&mut roster, &seminar, id, 1);
    }
    let online = Application {
        attend: Attend::Online,
        ..group(1)
    };
    roster.register(&seminar, "c", &online, early());
    assert_eq!(roster.note_absences(&seminar, seminar.end), 0);
    roster.mark(&seminar, "a", Mark::CheckIn, seminar.start);
    assert_eq!(roster.note_absences(&seminar, seminar.end), 1);
    assert!(roster.bookings["b"].no_show && !roster.bookings["c"].no_show);
    assert_eq!(
        roster.mark(&seminar, "b", Mark::CheckIn, seminar.end),
        Marked::Done
    );
    assert!(!roster.bookings["b"].no_show);
    assert_eq!(roster.note_absences(&seminar, seminar.end), 0);
}
