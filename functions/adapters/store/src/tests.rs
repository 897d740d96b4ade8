//! The store against the embedded DynamoDB.

mod alarms;
mod calls;
mod cases;
mod drafts;
mod edits;
mod faults;
mod outbox;
mod parallel;
mod photos;
mod reports;
mod seats;
mod seminars;
mod sources;
mod stream;
mod submissions;
mod together;
mod units;
mod versions;

use std::collections::BTreeMap;

use ::submissions::Submission;
use answers::Answers;
use base::contact::{Contact, EmailAddress};
use base::reference::Reference;
use jiff::{SignedDuration, Timestamp};
use messages::{LinkRequest, Message, Topic};

use crate::embedded::Embedded;
use crate::{Draft, Store};

async fn store() -> Store {
    Embedded::memory().await.unwrap().store()
}

fn noon() -> Timestamp {
    "2026-11-20T12:00:00.25+09:00".parse().unwrap()
}

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

fn draft(id: &str) -> Draft {
    Draft {
        id: id.to_owned(),
        content: 0,
        version: 1,
        answers: Answers::default(),
        typed: BTreeMap::new(),
        created_at: noon(),
        updated_at: noon(),
        expires_at: noon() + SignedDuration::from_hours(30 * 24),
        submitted: None,
        holders: Default::default(),
    }
}

fn reference(number: u8) -> Reference {
    Reference::from_random([1, 2, 3, 4, 5, 6, number >> 4, number & 15])
}

fn submission(number: u8) -> Submission {
    Submission {
        reference: reference(number),
        sent_at: noon(),
        contact: Contact {
            business: "見本旅館".to_owned(),
            person: "見本 髙子".to_owned(),
            mail: EmailAddress::parse("employer@example.jp").ok(),
            phone: None,
            reach: None,
            consent: true,
            share_with: Vec::new(),
            unmailable: None,
        },
        specs: Vec::new(),
        answer_by: "2026-11-26".parse().unwrap(),
        assisted: None,
        source: None,
        origin: None,
    }
}

fn messages(number: u8) -> Vec<Message> {
    submission(number).messages()
}

fn resume_link(id: &str) -> Message {
    let to = EmailAddress::parse("employer@example.jp").unwrap();
    let link = LinkRequest::Draft {
        draft: "a".to_owned(),
        to,
    };
    Message {
        id: id.to_owned(),
        topic: Topic::Link(link),
        created_at: noon(),
    }
}
