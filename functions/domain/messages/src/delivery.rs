//! To whom a message goes, what mail systems report about it, and what follows when it is given up.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Message, Topic, VisitNotice};
use base::people::Actor;
use base::reference::Reference;

/// Whom a message is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "who")]
pub enum Recipient {
    /// A group's director.
    Director {
        /// Group id.
        group: String,
    },
    /// A group's deputy.
    Deputy {
        /// Group id.
        group: String,
    },
    /// The office.
    Office,
    /// The employer.
    Employer,
    /// Anybody else, e.g. who comes to a seminar.
    Somebody,
}

impl Topic {
    /// Whom it is for.
    pub fn recipient(&self) -> Recipient {
        match self {
            Topic::Placement { to, .. } => to.into(),
            Topic::Undelivered { .. }
            | Topic::Desk { .. }
            | Topic::Visit {
                notice: VisitNotice::Request,
                ..
            } => Recipient::Office,
            Topic::Seminar { .. }
            | Topic::Link(_)
            | Topic::Visit {
                notice: VisitNotice::Receipt,
                ..
            } => Recipient::Somebody,
        }
    }
}

impl From<&Actor> for Recipient {
    fn from(actor: &Actor) -> Recipient {
        match actor {
            Actor::Director { group } => Recipient::Director {
                group: group.clone(),
            },
            Actor::Deputy { group } => Recipient::Deputy {
                group: group.clone(),
            },
            Actor::Office => Recipient::Office,
            Actor::Employer => Recipient::Employer,
            Actor::Partner { .. } | Actor::Worker { .. } | Actor::Clock => Recipient::Somebody,
        }
    }
}

impl Message {
    /// The submission it belongs to, if any: its id begins with the reference.
    pub fn reference(&self) -> Option<Reference> {
        let (fact, _) = self.id.split_once('-')?;
        Reference::parse(fact)
    }
}

/// Why a message is given up that was claimed several times without an outcome: whoever prepared it was
/// stopped by it. Nothing of it may go into what follows.
pub const NO_OUTCOME: &str = "no-outcome";

/// The messages that follow because this one was given up. `serial` differs each time that it is given up,
/// so that each time is notified once. A notice about another message causes nothing, or two broken
/// addresses would write to each other for ever; nor does a link that somebody waits for at the screen
/// and asks for again.
pub fn follow_ups(message: &Message, serial: u64, reason: &str, now: Timestamp) -> Vec<Message> {
    if matches!(message.topic, Topic::Undelivered { .. } | Topic::Link(_)) {
        return Vec::new();
    }
    let follow = |id: String, topic| Message {
        id,
        topic,
        created_at: now,
    };
    let stand_in = stand_in(&message.topic);
    let stand_in = stand_in.map(|topic| follow(format!("{}-instead", message.id), topic));
    let told = Topic::Undelivered {
        id: message.id.clone(),
        what: Box::new(message.topic.clone()),
        reason: reason.to_owned(),
    };
    let told = follow(format!("{}-lost-{serial}", message.id), told);
    stand_in.into_iter().chain([told]).collect()
}

/// What somebody has to act on is sent to the other of director and deputy, once.
fn stand_in(lost: &Topic) -> Option<Topic> {
    match lost {
        Topic::Placement {
            reference,
            specs,
            to,
            notice,
            entry,
            instead: false,
        } if notice.needs_somebody() => Some(Topic::Placement {
            reference: reference.clone(),
            specs: specs.clone(),
            to: to.stand_in()?,
            notice: *notice,
            entry: *entry,
            instead: true,
        }),
        _ => None,
    }
}

/// What a mail system reports about a mail after it had taken it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryReport {
    /// Tells reports apart, so that a repeated one changes nothing.
    pub id: String,
    /// The message's id.
    pub message: String,
    /// What happened.
    pub verdict: DeliveryVerdict,
}

/// What happened to a mail on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeliveryVerdict {
    /// The recipient's mail server took it.
    Arrived,
    /// The mail system still tries.
    Delayed,
    /// It came back, but sending it again may help.
    BouncedForNow(Option<StatusCode>),
    /// It came back for good.
    Bounced(Option<StatusCode>),
    /// The recipient called it spam.
    Complained,
}

impl DeliveryVerdict {
    /// A mail that its server gave back: for good, unless the code says that it may pass.
    pub fn failed(code: Option<StatusCode>) -> DeliveryVerdict {
        match code {
            Some(code) if code.is_temporary() => DeliveryVerdict::BouncedForNow(Some(code)),
            code => DeliveryVerdict::Bounced(code),
        }
    }

    /// Why the message is given up, as dead letters name it; contains no personal data.
    pub fn reason(&self) -> String {
        let bounced = |status: &Option<StatusCode>| match status {
            Some(status) => format!("bounce-{}", status.as_str()),
            None => "bounce".to_owned(),
        };
        match self {
            DeliveryVerdict::Arrived => "arrived".to_owned(),
            DeliveryVerdict::Delayed => "delayed".to_owned(),
            DeliveryVerdict::BouncedForNow(status) | DeliveryVerdict::Bounced(status) => {
                bounced(status)
            }
            DeliveryVerdict::Complained => "complaint".to_owned(),
        }
    }
}

/// Why a mail did not arrive, as its server codes it: a status of RFC 3463, e.g. `5.1.1`, or an SMTP reply,
/// e.g. `550`. Nothing else fits, so no server text reaches log or store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusCode(String);

impl StatusCode {
    /// Reads a status: class 2, 4 or 5, then two numbers of at most three digits, wherever it stands among what servers
    /// write around it: RFC 5322's comments, quotes, the reply's three digits, words behind it.
    pub fn parse(text: &str) -> Option<StatusCode> {
        let in_code = |c: char| c.is_ascii_digit() || c == '.';
        let mut words = without_comments(text);
        words.retain(|c| c != '"');
        let parts = words.split(|c: char| c.is_whitespace() || ";,:-".contains(c));
        let mut codes = parts.filter(|part| !part.is_empty() && part.chars().all(in_code));
        // A sentence may end behind it.
        codes.find_map(|code| StatusCode::exact(code.strip_suffix('.').unwrap_or(code)))
    }

    fn exact(code: &str) -> Option<StatusCode> {
        let mut parts = code.split('.');
        let class = parts.next().filter(|class| ["2", "4", "5"].contains(class));
        let number = |part: &str| (1..=3).contains(&part.len());
        let fits = class.is_some()
            && parts.next().is_some_and(number)
            && parts.next().is_some_and(number)
            && parts.next().is_none();
        fits.then(|| StatusCode(code.to_owned()))
    }

    /// An SMTP server's refusal: three digits, the first 4 or 5.
    pub fn of_reply(text: &str) -> Option<StatusCode> {
        let digits = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
        (digits && text.starts_with(['4', '5'])).then(|| StatusCode(text.to_owned()))
    }

    /// As written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether sending again may help: class 4.
    pub fn is_temporary(&self) -> bool {
        self.0.starts_with('4')
    }

    /// Whether it says no more than its class, e.g. `5.0.0`.
    pub fn is_general(&self) -> bool {
        self.0.ends_with(".0.0")
    }
}

/// A field without its comments in round brackets, which may hold others.
pub fn without_comments(text: &str) -> String {
    let mut depth = 0_u32;
    let mut kept = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::LinkRequest;
    use base::people::Notice;

    fn message(id: &str, topic: Topic) -> Message {
        Message {
            id: id.into(),
            topic,
            created_at: noon(),
        }
    }

    fn noon() -> Timestamp {
        "2026-11-24T12:00:00+09:00".parse().unwrap()
    }

    fn reference() -> Reference {
        Reference::parse("K7M3-FXWP").unwrap()
    }

    fn first_offer() -> Message {
        let to = Actor::parse("a").unwrap();
        Message::about_placements(&reference(), vec![1], (to, Notice::Offer), 0, noon())
    }

    #[test]
    fn a_lost_spec_goes_to_the_deputy_and_the_office_is_told() {
        let follow = follow_ups(&first_offer(), 3, "smtp-550", noon());
        let ids: Vec<_> = follow.iter().map(|message| message.id.as_str()).collect();
        assert_eq!(
            ids,
            ["k7m3fxwp-0-offer-a-instead", "k7m3fxwp-0-offer-a-lost-3"]
        );
        let to: Vec<_> = follow.iter().map(|m| m.topic.recipient()).collect();
        assert_eq!(
            to,
            [Recipient::Deputy { group: "a".into() }, Recipient::Office]
        );
        assert!(follow.iter().all(|m| m.reference() == Some(reference())));
    }

    #[test]
    fn a_lost_spec_of_the_deputy_is_told_and_goes_round_no_further() {
        let [deputy, _] = &follow_ups(&first_offer(), 1, "smtp-550", noon())[..] else {
            panic!("two messages")
        };
        let follow = follow_ups(deputy, 1, "smtp-550", noon());
        assert_eq!(follow.len(), 1);
        assert_eq!(follow_ups(&follow[0], 1, "smtp-550", noon()), []);
    }

    fn about_placement(to: &str, notice: Notice) -> Message {
        let to = Actor::parse(to).unwrap();
        Message::about_placements(&reference(), vec![1], (to, notice), 2, noon())
    }

    #[test]
    fn lost_work_goes_to_the_other_of_director_and_deputy_and_round_no_further() {
        for (to, other) in [("a", "deputy-a"), ("deputy-a", "a")] {
            for notice in [Notice::Offer, Notice::Answer, Notice::PartnerAnswer] {
                let follow = follow_ups(&about_placement(to, notice), 1, "smtp-550", noon());
                let to: Vec<_> = follow.iter().map(|m| m.topic.recipient()).collect();
                let other = Recipient::from(&Actor::parse(other).unwrap());
                assert_eq!(to, [other, Recipient::Office]);
                let again = follow_ups(&follow[0], 1, "smtp-550", noon());
                let to: Vec<_> = again.iter().map(|m| m.topic.recipient()).collect();
                assert_eq!(to, [Recipient::Office]);
            }
        }
    }

    #[test]
    fn what_the_clock_or_nobody_has_to_follow_up_is_only_told() {
        let lost = [
            about_placement("a", Notice::Reminder),
            about_placement("deputy-a", Notice::Escalation),
            about_placement("office", Notice::Offer),
            about_placement("office", Notice::Copy),
            about_placement("employer", Notice::Receipt),
            about_placement("employer", Notice::StatusUpdate),
            about_placement("partner-tonari", Notice::HandOver),
        ];
        for message in lost {
            let follow = follow_ups(&message, 1, "smtp-550", noon());
            assert_eq!(follow.len(), 1, "{message:?}");
        }
    }

    #[test]
    fn each_giving_up_has_its_own_notice_and_the_same_one_the_same() {
        let id = |serial| {
            let follow = follow_ups(&first_offer(), serial, "smtp-550", noon());
            follow.last().unwrap().id.clone()
        };
        assert_eq!(id(1), id(1));
        assert_ne!(id(1), id(2));
    }

    #[test]
    fn links_asked_for_at_the_screen_trouble_nobody() {
        let to = base::contact::EmailAddress::parse("a@example.jp").unwrap();
        let draft = "d1".into();
        let links = [
            LinkRequest::Draft {
                draft,
                to: to.clone(),
            },
            LinkRequest::Code {
                drawn: "drawn".into(),
                to,
            },
        ];
        for link in links {
            let message = message("d1-link", Topic::Link(link));
            assert_eq!(follow_ups(&message, 1, "x", noon()), []);
        }
    }

    #[test]
    fn a_notice_survives_the_outbox() {
        let notice = follow_ups(&first_offer(), 1, "smtp-550", noon())
            .pop()
            .unwrap();
        let json = serde_json::to_string(&notice).unwrap();
        assert_eq!(serde_json::from_str::<Message>(&json).unwrap(), notice);
    }

    #[test]
    fn only_status_codes_are_read_as_such() {
        for good in ["5.1.1", " 4.2.2\r\n", "5.7.606"] {
            assert!(StatusCode::parse(good).is_some(), "{good}");
        }
        for commented in [
            "5.1.1 (bad address)",
            "5.1.1(bad)",
            "5.1.1 a@example.jp",
            "(bad (very)) 5.1.1",
            "550 5.1.1",
            "5.1.1: bad",
            "5.1.1-bad",
            "5.1.1.",
        ] {
            let code = StatusCode::parse(commented).unwrap();
            assert_eq!(code.as_str(), "5.1.1", "{commented}");
        }
        for bad in [
            "", "5", "5.1", "5.1.1.1", "5.1.x", "3.1.1", "5.1.1a", "5..1",
        ] {
            assert_eq!(StatusCode::parse(bad), None, "{bad}");
        }
        assert!(StatusCode::parse("4.2.2").unwrap().is_temporary());
        let status = StatusCode::parse("5.1.1");
        assert_eq!(DeliveryVerdict::Bounced(status).reason(), "bounce-5.1.1");
        assert_eq!(DeliveryVerdict::Bounced(None).reason(), "bounce");
    }
}
