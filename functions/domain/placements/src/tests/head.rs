//! The head of a case says what its placements say.

use super::*;
use ::orders::OrderDue;

/// Somebody from each kind that lists are made for.
fn viewers() -> Vec<Actor> {
    let groups = ["a", "b", "c"].into_iter();
    let people = groups.flat_map(|group| [director(group), deputy(group)]);
    people.chain([Actor::Office]).collect()
}

/// Cases at every turn of their way.
fn on_the_way() -> Vec<Case> {
    let (b, c) = (director("b"), director("c"));
    let declined = done(&case(), &decline(), &b);
    let accepted = done(&declined, &Command::Accept, &c);
    let end = Command::End {
        reason: Ending::NoWorker,
        note: String::new(),
    };
    let ended = done(&accepted, &end, &deputy("c"));
    let consent = done(&case(), &hand_over(), &b);
    let handed = done(&consent, &give_consent(), &Actor::Employer);
    let question = "いつですか".to_owned();
    let asked = done(&handed, &Command::PartnerAsk { question }, &partner());
    let office = Command::Reassign { to: Holder::Office };
    let reassigned = done(&accepted, &office, &Actor::Office);
    let all = [declined, accepted, ended, consent, handed, asked];
    [case(), reassigned].into_iter().chain(all).collect()
}

#[test]
fn a_head_allows_whom_its_placement_allows_and_says_until_when() {
    let programme = programme();
    for case in on_the_way() {
        let (head, placement) = (CaseHead::of(&case, &programme), only(&case));
        let of = &head.placements[0];
        assert_eq!(of.is_open(), placement.is_open());
        assert_eq!(of.until, placement.until);
        assert_eq!(of.partner.as_deref(), placement.with_partner());
        assert_eq!(of.partner_asks, placement.partner_question.is_some());
        for who in viewers() {
            let is = (
                of.may_decide(&who),
                of.may_follow(&who),
                of.may_see(&who),
                of.is_offered_to(&who),
            );
            let wanted = (
                placement.may_decide(&who),
                placement.may_follow(&who),
                placement.may_see(&who),
                placement.is_offered_to(&who),
            );
            assert_eq!(is, wanted, "{who:?} {:?}", placement.status);
        }
    }
}

#[test]
fn a_head_names_the_employer_the_work_and_its_next_day_and_is_small() {
    let programme = programme();
    let accepted = done(&case(), &Command::Accept, &director("b"));
    let head = CaseHead::of(&accepted, &programme);
    assert_eq!(
        (head.business.as_str(), head.person.as_str()),
        ("見本旅館", "見本")
    );
    let placement = &head.placements[0];
    assert_eq!(placement.title, only(&accepted).spec.title);
    let next = placement.next.map(|(_, due)| due);
    assert_eq!(next, Some(OrderDue::Ordering), "an order is promised");
    let json = serde_json::to_string(&head).unwrap();
    assert_eq!(serde_json::from_str::<CaseHead>(&json).unwrap(), head);
    let all = serde_json::to_string(accepted.submission()).unwrap();
    assert!(
        json.len() * 4 < all.len(),
        "{} of {}",
        json.len(),
        all.len()
    );
}

#[test]
fn what_was_just_sent_is_answered_by_the_promised_day_and_a_deleted_contact_leaves_the_head() {
    let case = case();
    let head = CaseHead::of_sent(&case);
    assert_eq!(head.placements[0].until, Some(case.submission().answer_by));
    let left = case.submission().clone().without_contact();
    let head = CaseHead::of(&Case::new(left, Vec::new(), 0), &programme());
    let said = serde_json::to_string(&head).unwrap();
    assert!(!said.contains("見本") && !said.contains("hanako"), "{said}");
}
