//! What is found, and by whom.

use super::*;

fn finds(case: &Case, typed: &str, by: &Actor) -> bool {
    let head = CaseHead::of(case, &programme());
    let words = SearchWords::parse(typed);
    words.is_some_and(|words| !words.found(&head, by).is_empty())
}

#[test]
fn every_word_has_to_be_in_the_number_the_title_or_the_employer() {
    let (case, b) = (case(), director("b"));
    let number = case.submission().reference.to_string();
    let both = format!("旅館 {}", &number[..4]);
    for typed in [
        number.as_str(),
        "旅館",
        "みほん旅館",
        &both,
        "  見本　旅館 ",
    ] {
        let wanted = typed != "みほん旅館";
        assert_eq!(finds(&case, typed, &b), wanted, "{typed}");
    }
    for typed in ["", "・ー", "旅館 農園", "example"] {
        assert!(!finds(&case, typed, &b), "{typed}");
    }
}

#[test]
fn who_does_not_see_a_placement_does_not_find_it() {
    let case = case();
    let number = case.submission().reference.to_string();
    for who in [director("a"), deputy("a"), partner()] {
        assert!(!finds(&case, &number, &who), "{who:?}");
    }
    assert!(finds(&case, &number, &Actor::Office));
}

#[test]
fn who_declined_it_finds_it_by_what_it_is_and_not_by_whose_it_is() {
    let declined = done(&case(), &decline(), &director("b"));
    let number = declined.submission().reference.to_string();
    assert!(finds(&declined, &number, &director("b")));
    assert!(!finds(&declined, "旅館", &director("b")));
    assert!(finds(&declined, "旅館", &director("c")));
}
