//! Placements by example: what everybody may do when, and what they are told.

mod agreement;
mod books;
mod clock;
mod decisions;
mod endings;
mod exchange;
mod filing;
mod handover;
mod head;
mod joint;
mod ledger;
mod order_days;
mod orders;
mod partners;
mod published;
mod search;
mod share;

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::*;
use answers::{Answers, Pick};
use base::contact::{Contact, EmailAddress};
use base::industry::Industry;
use base::people::{Holder, Notice};
use base::reference::Reference;
use figures::ending::Ending;
use submissions::Submission;
use submissions::route::Reason;
use town::Content;

pub(super) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// A Friday before a long weekend.
pub(super) fn sent_at() -> Timestamp {
    at("2026-11-20T11:00:00+09:00")
}

pub(super) fn director(group: &str) -> Actor {
    Actor::Director {
        group: group.to_owned(),
    }
}

pub(super) fn deputy(group: &str) -> Actor {
    Actor::Deputy {
        group: group.to_owned(),
    }
}

pub(super) fn of(group: &str) -> Holder {
    Holder::of(&director(group))
}

/// The town's settings, in which group `c` knows the tags of `b` too.
pub(super) fn programme() -> Programme {
    content().programme
}

/// The town's content with these settings.
pub(super) fn content() -> Content {
    let mut content = Content::embedded();
    let directors = &mut content.programme.directors;
    let tags = directors[1].tags.clone();
    directors[2].tags.extend(tags);
    content
}

/// An innkeeper's inventory of these tasks.
pub(super) fn case_of(ids: &[&str], programme: &Programme) -> Case {
    let content = Content::embedded();
    let rows = || ids.iter().map(|id| content.task(id).unwrap());
    let answers = Answers {
        industry: Some(Industry::Inn),
        picks: rows()
            .map(|row| Pick {
                key: row.key(),
                name: None,
            })
            .collect(),
        tasks: rows().map(|row| (row.key(), row.answers())).collect(),
        chosen: Some(rows().map(|row| row.key()).collect()),
        ..Answers::default()
    };
    let specs = job_spec::drafts(&answers, &content, "2026-11-20".parse().unwrap());
    let contact = Contact {
        business: "見本旅館".into(),
        person: "見本".into(),
        mail: EmailAddress::parse("hanako@example.jp").ok(),
        phone: None,
        reach: None,
        consent: true,
        share_with: Vec::new(),
        unmailable: None,
    };
    let reference = Reference::parse("K7M3-FXWP").unwrap();
    let load = Load::default();
    let sent = submissions::assemble(reference, contact, specs, programme, &load, sent_at());
    Case::new(sent, Vec::new(), 0)
}

/// One spec about social media, which groups `b` and `c` know; `b` has it.
pub(super) fn case() -> Case {
    case_of(&["inn02"], &programme())
}

/// The same of a submission that differs.
pub(super) fn case_with(differ: impl FnOnce(&mut Submission)) -> Case {
    let mut submission = case().submission;
    differ(&mut submission);
    Case::new(submission, Vec::new(), 0)
}

/// The town's partner.
pub(super) fn partner() -> Actor {
    Actor::parse("partner-tonari").unwrap()
}

pub(super) fn hand_over() -> Command {
    let to = "tonari".to_owned();
    Command::HandOver { to }
}

pub(super) fn give_consent() -> Command {
    let to = "tonari".to_owned();
    Command::GiveConsent { to }
}

pub(super) fn refuse_consent() -> Command {
    let to = "tonari".to_owned();
    Command::RefuseConsent { to }
}

/// A director's reason in the tests.
pub(super) fn decline() -> Command {
    Command::Decline {
        reason: "手がいっぱいです".to_owned(),
    }
}

/// What a command comes to one hour after the last entry.
pub(super) fn attempt(case: &Case, command: &Command, by: &Actor) -> Result<Decision, Refused> {
    let last = case.entries.last().map_or(sent_at(), |entry| entry.at);
    let now = last + jiff::SignedDuration::from_hours(1);
    case.decide(1, command, by, now, &programme(), &Load::default())
}

/// The case after a command that may be done.
pub(super) fn done(case: &Case, command: &Command, by: &Actor) -> Case {
    attempt(case, command, by).unwrap().after
}

pub(super) fn only(case: &Case) -> Placement {
    case.placement(1).unwrap().clone()
}

/// Whom the messages of a decision go to, and what they say.
pub(super) fn told(decision: &Decision) -> Vec<(String, Notice)> {
    let mut ids = BTreeSet::new();
    decision
        .messages
        .iter()
        .map(|message| {
            assert!(ids.insert(&message.id), "{} twice", message.id);
            match &message.topic {
                messages::Topic::Placement { to, notice, .. } => (to.code(), *notice),
                other => panic!("{other:?}"),
            }
        })
        .collect()
}
