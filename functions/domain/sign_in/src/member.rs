//! Who may sign in: people of the office, directors and their deputies, by the addresses in the settings.

use base::contact::EmailAddress;
use base::people::Actor;
use base::token::{Keys, Purpose};
use town::Programme;

/// Somebody in the settings who may sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Where the codes go.
    pub mail: EmailAddress,
    /// As whom they act; at least one. A director here may be a deputy there.
    pub roles: Vec<Role>,
}

/// As whom somebody acts, and under which name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// As whom.
    pub actor: Actor,
    /// The name in the settings.
    pub name: String,
}

/// The name of an address in keys and cookies, which does not tell the address.
pub fn mark(keys: &Keys, mail: &EmailAddress) -> String {
    keys.pseudonym(Purpose::SignIn, &mail.as_str().to_ascii_lowercase())
}

impl Member {
    /// Whoever the settings name with this address.
    pub fn at(programme: &Programme, mail: &EmailAddress) -> Option<Member> {
        Member::that(programme, |known| {
            known.as_str().eq_ignore_ascii_case(mail.as_str())
        })
    }

    /// Whoever the settings name with the address of this [`mark`]; `None` once they name it no more.
    pub fn marked(programme: &Programme, keys: &Keys, name: &str) -> Option<Member> {
        Member::that(programme, |known| mark(keys, known) == name)
    }

    fn that(programme: &Programme, is: impl Fn(&EmailAddress) -> bool) -> Option<Member> {
        let (mut mail, mut roles) = (None, Vec::new());
        for (role, address) in all(programme) {
            let Ok(address) = EmailAddress::parse(address) else {
                continue;
            };
            if is(&address) {
                roles.push(role);
                mail.get_or_insert(address);
            }
        }
        Some(Member { mail: mail?, roles })
    }

    /// The role in which they act as this actor.
    pub fn role(&self, actor: &Actor) -> Option<&Role> {
        self.roles.iter().find(|role| role.actor == *actor)
    }
}

/// The name of whoever gets the mails of an actor, so that what is done by a mailed link bears it too; `None` where
/// the settings do not say: the office's box may be several people's.
pub fn mailed_name<'a>(programme: &'a Programme, actor: &Actor) -> Option<&'a str> {
    let (name, mail) = programme.contact_of(actor)?;
    if *actor != Actor::Office {
        return Some(name);
    }
    let mut people = programme.office.people.iter();
    let person = people.find(|person| person.mail.eq_ignore_ascii_case(mail));
    person.map(|person| person.name.as_str())
}

/// Everybody who may, with their address.
fn all(programme: &Programme) -> impl Iterator<Item = (Role, &str)> {
    let office = programme.office.people.iter().map(|person| {
        let role = Role {
            actor: Actor::Office,
            name: person.name.clone(),
        };
        (role, person.mail.as_str())
    });
    let groups = programme.directors.iter().flat_map(|group| {
        let id = || group.id.clone();
        let (director, deputy) = (
            Actor::Director { group: id() },
            Actor::Deputy { group: id() },
        );
        let role = |actor, name: &String| Role {
            actor,
            name: name.clone(),
        };
        [
            (role(director, &group.name), group.mail.as_str()),
            (role(deputy, &group.deputy.name), group.deputy.mail.as_str()),
        ]
    });
    office.chain(groups)
}

#[cfg(test)]
mod tests {
    use super::*;
    use town::Content;

    fn mail(text: &str) -> EmailAddress {
        EmailAddress::parse(text).unwrap()
    }

    fn keys() -> Keys {
        Keys::parse(&format!("k1:{}", "A".repeat(43))).unwrap()
    }

    #[test]
    fn people_of_the_office_directors_and_deputies_may_and_nobody_else() {
        let programme = Content::embedded().programme;
        let actors = |text: &str| {
            let member = Member::at(&programme, &mail(text));
            member.map_or_else(Vec::new, |member| {
                member.roles.iter().map(|role| role.actor.code()).collect()
            })
        };
        let office = &programme.office.people[0].mail;
        assert_eq!(actors(office), ["office"]);
        assert_eq!(actors("Director-A@example.jp"), ["a"]);
        assert_eq!(actors("deputy-b@example.jp"), ["deputy-b"]);
        assert_eq!(actors("partner@example.jp"), [] as [&str; 0]);
        assert_eq!(actors("stranger@example.jp"), [] as [&str; 0]);
    }

    #[test]
    fn one_person_acts_under_the_name_of_each_role() {
        let mut programme = Content::embedded().programme;
        programme.directors[1].deputy.mail = programme.directors[0].mail.clone();
        let member = Member::at(&programme, &mail(&programme.directors[0].mail)).unwrap();
        let deputy = Actor::parse("deputy-b").unwrap();
        assert_eq!(member.roles.len(), 2);
        let name = &member.role(&deputy).unwrap().name;
        assert_eq!(*name, programme.directors[1].deputy.name);
        assert_eq!(member.role(&Actor::Office), None);
    }

    #[test]
    fn a_mark_tells_no_address_and_ends_with_it() {
        let mut programme = Content::embedded().programme;
        let address = mail("director-a@example.jp");
        let name = mark(&keys(), &address);
        assert!(!name.contains("director"));
        let known = Member::marked(&programme, &keys(), &name).unwrap();
        assert_eq!(known.mail, address);
        programme.directors[0].mail = "new@example.jp".to_owned();
        assert_eq!(Member::marked(&programme, &keys(), &name), None);
    }
}
