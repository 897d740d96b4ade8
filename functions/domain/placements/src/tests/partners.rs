//! Several partners: the employer's word holds for the one they were asked about, and each answers for itself.

use super::*;
use town::Partner;

fn with_two() -> Programme {
    let mut programme = programme();
    let first = programme.partners[0].clone();
    let id = "yama".to_owned();
    programme.partners.push(Partner { id, ..first });
    programme
}

fn to(partner: &str) -> Command {
    let to = partner.to_owned();
    Command::HandOver { to }
}

fn yama() -> Actor {
    Actor::parse("partner-yama").unwrap()
}

fn tried(case: &Case, command: &Command, by: &Actor) -> Result<Case, Refused> {
    let now = at("2026-11-24T10:00:00+09:00");
    let decision = case.decide(1, command, by, now, &with_two(), &Load::default());
    decision.map(|decision| decision.after)
}

#[test]
fn consent_to_one_is_none_to_another() {
    let b = director("b");
    let asked = tried(&case(), &to("yama"), &b).unwrap();
    assert_eq!(
        tried(&asked, &give_consent(), &Actor::Employer),
        Err(Refused::NotAsked),
        "it was about another one"
    );
    let refuse = Command::RefuseConsent {
        to: "yama".to_owned(),
    };
    let refused = tried(&asked, &refuse, &Actor::Employer).unwrap();
    assert_eq!(only(&refused).consent_to("yama"), Some(false));
    let none = Refused::NoPartner {
        to: "yama".to_owned(),
    };
    assert_eq!(tried(&refused, &to("yama"), &b), Err(none));
    let other = tried(&refused, &to("tonari"), &b).unwrap();
    assert_eq!(only(&other).status, Status::AwaitingConsent);
    let given = tried(&other, &give_consent(), &Actor::Employer).unwrap();
    assert!(only(&given).waits_for("tonari"));
}

#[test]
fn whoever_was_named_when_it_was_sent_is_agreed_to_and_nobody_else() {
    let sent = case_with(|it| it.contact.share_with = vec!["tonari".to_owned()]);
    let handed = tried(&sent, &to("tonari"), &director("b")).unwrap();
    assert_eq!(only(&handed).status, Status::WithPartner);
    let later = tried(&sent, &to("yama"), &director("b")).unwrap();
    assert_eq!(only(&later).status, Status::AwaitingConsent);
    assert!(matches!(
        tried(&sent, &to("nobody"), &director("b")),
        Err(Refused::NoPartner { .. })
    ));
}

#[test]
fn one_declines_another_takes_and_neither_speaks_for_the_other() {
    let both = vec!["tonari".to_owned(), "yama".to_owned()];
    let sent = case_with(|it| it.contact.share_with = both);
    let b = director("b");
    let handed = tried(&sent, &to("tonari"), &b).unwrap();
    for command in [Command::PartnerTake, decline_as_partner()] {
        assert_eq!(tried(&handed, &command, &yama()), Err(Refused::NotYours));
    }
    let back = tried(&handed, &decline_as_partner(), &partner()).unwrap();
    assert!(only(&back).declined_partners.contains("tonari"));
    let other = tried(&back, &to("yama"), &b).unwrap();
    assert!(tried(&other, &Command::PartnerTake, &partner()).is_err());
    let taken = tried(&other, &Command::PartnerTake, &yama()).unwrap();
    assert_eq!(only(&taken).holder, Holder::of(&yama()));
    // It may be asked once more all the same; a new round forgets who declined.
    let again = tried(&back, &to("tonari"), &b).unwrap();
    assert!(only(&again).waits_for("tonari"));
    let round = Command::Reassign { to: of("a") };
    let round = tried(&back, &round, &Actor::Office).unwrap();
    assert!(only(&round).declined_partners.is_empty());
}

#[test]
fn what_the_office_sees_to_is_still_with_the_partner_that_has_to_decide() {
    let sent = case_with(|it| it.contact.share_with = vec!["tonari".to_owned()]);
    let mut case = tried(&sent, &to("tonari"), &director("b")).unwrap();
    assert_eq!(only(&case).with_partner(), Some("tonari"));
    for now in ["2026-12-01T12:00:00+09:00", "2026-12-15T12:00:00+09:00"] {
        case = case.tick(at(now), &with_two()).unwrap().after;
    }
    assert_eq!(only(&case).holder, Holder::Office);
    assert_eq!(only(&case).with_partner(), Some("tonari"));
    let back = tried(&case, &decline_as_partner(), &partner()).unwrap();
    assert_eq!(only(&back).with_partner(), None);
}

fn decline_as_partner() -> Command {
    let reason = "人がいません".to_owned();
    Command::PartnerDecline { reason }
}
