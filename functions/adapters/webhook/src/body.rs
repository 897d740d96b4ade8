//! Which message of ours is for a partner's system, and what it is told.

use accounts::AccountEvent;
use base::people::{Actor, Notice};
use base::token::Keys;
use placements::exchange::ProgressReport;
use placements::handover::{Handover, SCHEMA};
use placements::{Entry, Event, Link, News, Withdrawn};
use serde::Serialize;
use town::Content;

/// A message as it is posted.
#[derive(Clone)]
pub(crate) struct Body {
    /// The value of its `schema`.
    pub(crate) schema: &'static str,
    pub(crate) json: Vec<u8>,
}

/// What is ours in what a partner is told.
#[derive(Clone, Copy)]
pub struct Ours<'a> {
    /// Whose settings and words.
    pub content: &'a Content,
    /// Sign messages and links.
    pub keys: &'a Keys,
    /// The site's address without a trailing slash.
    pub base_url: &'a str,
}

impl Ours<'_> {
    /// The page on which a question is answered, as it is mailed to employers.
    fn answer_at(&self, news: &News) -> String {
        let link = Link::Answer {
            id: news.now.id.clone(),
        };
        let path = paths::address(&link, self.keys, &self.content.programme, news.at);
        format!("{}{path}", self.base_url)
    }
}

/// The partner that a message is for: it has what we hand over, or handed to us what the message is about.
pub(crate) fn told(news: &News) -> Option<&str> {
    match &news.to {
        Actor::Partner { partner } => Some(partner),
        Actor::Employer => {
            let origin = news.case.submission().origin.as_ref();
            origin.map(|origin| origin.partner.as_str())
        }
        _ => None,
    }
}

impl Body {
    /// What the partner's system is told; `None` where a person has to read it.
    pub(crate) fn of(news: &News, ours: &Ours<'_>) -> Result<Option<Body>, serde_json::Error> {
        let content = ours.content;
        let submission = news.case.submission();
        let body = match (news.notice, &submission.origin) {
            (Notice::TakenBack, _) => Body::written(Withdrawn::SCHEMA, &Withdrawn::of(news.only())),
            (Notice::HandOver, _) => {
                let handover = Handover::of(&news.now, &submission.contact, content);
                Body::written(SCHEMA, &handover)
            }
            // What was delivered is looked at by a person.
            (Notice::StatusUpdate, Some(_)) if news.entries.iter().any(is_delivery) => {
                return Ok(None);
            }
            (Notice::StatusUpdate | Notice::Question, Some(origin)) => {
                let answer_at = || ours.answer_at(news);
                let report = ProgressReport::of(&news.now, origin, content, answer_at);
                Body::written(ProgressReport::SCHEMA, &report)
            }
            _ => return Ok(None),
        };
        body.map(Some)
    }

    fn written(schema: &'static str, message: &impl Serialize) -> Result<Body, serde_json::Error> {
        let json = serde_json::to_vec(message)?;
        Ok(Body { schema, json })
    }
}

fn is_delivery(entry: &Entry) -> bool {
    let Event::Account { event } = &entry.event else {
        return false;
    };
    matches!(event, AccountEvent::ClientNotified { .. })
}
