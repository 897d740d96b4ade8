//! The poster of a seminar, from its page.

use serde::Serialize;
use town::Content;
use town::seminar::{Seminar, State};

use crate::contact;

/// What a poster says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Poster {
    /// The seminar's title.
    pub title: String,
    /// Day and time.
    pub when: String,
    /// The room.
    pub venue: String,
    /// Its address.
    pub address: String,
    /// Whether one may take part online.
    pub online: bool,
    /// How many may come.
    pub capacity: u32,
    /// What they are counted in.
    pub unit: &'static str,
    /// What it costs.
    pub fee: String,
    /// For whom.
    pub audience: String,
    /// What to bring.
    pub bring: String,
    /// Until when one may register.
    pub deadline: String,
    /// What the office says of a change; empty: it takes place as planned.
    pub news: String,
    /// Whether it was called off.
    pub cancelled: bool,
    /// Whether it only shows what a seminar looks like.
    pub sample: bool,
    /// Whom to ask.
    pub contact: Vec<String>,
}

impl Poster {
    /// The poster of a seminar.
    pub fn of(seminar: &Seminar, content: &Content) -> Poster {
        Poster {
            title: seminar.title.clone(),
            when: seminar.when(),
            venue: seminar.venue.clone(),
            address: seminar.address.clone(),
            online: seminar.online,
            capacity: seminar.capacity,
            unit: seminar.unit(),
            fee: seminar.fee.clone(),
            audience: seminar.audience.clone(),
            bring: seminar.bring.clone(),
            deadline: seminar.deadline_words(),
            news: match &seminar.state {
                State::Planned => String::new(),
                State::Moved { message } | State::Cancelled { message } => message.clone(),
            },
            cancelled: seminar.is_cancelled(),
            sample: seminar.sample,
            contact: contact(content),
        }
    }
}
