use super::*;
use crate::Application;
use crate::seating::fixture::{early, group, register, seminar};

#[test]
fn without_a_single_check_in_nobody_is_called_absent() {
    let (mut seating, seminar) = (Seating::default(), seminar(5, 0));
    for id in ["a", "b"] {
        register(&mut seating, &seminar, id, 1);
    }
    let online = Application {
        attend: Attend::Online,
        ..group(1)
    };
    seating.register(&seminar, "c", &online, early());
    assert_eq!(seating.note_absences(&seminar, seminar.end), 0);
    seating.mark(&seminar, "a", Mark::CheckIn, seminar.start);
    assert_eq!(seating.note_absences(&seminar, seminar.end), 1);
    assert!(seating.parties["b"].no_show && !seating.parties["c"].no_show);
    assert_eq!(
        seating.mark(&seminar, "b", Mark::CheckIn, seminar.end),
        Marked::Done
    );
    assert!(!seating.parties["b"].no_show);
    assert_eq!(seating.note_absences(&seminar, seminar.end), 0);
}
