//! What a message is about, as `dispatch` has read it from the store.

use editing::DeskDraft;
use jiff::Timestamp;
use placements::News;
use seminars::{Registration, Repeat, SeminarWord};
use submissions::Submission;
use town::seminar::Seminar;
use visits::Visit;

/// What a message is about: the stored record that its letter is written from.
#[derive(Clone, Debug)]
pub enum Facts {
    /// What happened to placements, from their first offer on.
    Placement(Box<News>),
    /// What a message that was given up was about, if it is a sent inventory.
    Lost(Option<Box<Submission>>),
    /// A draft.
    Draft {
        /// When it is deleted.
        expires_at: Timestamp,
    },
    /// A registration for a seminar.
    Registration {
        /// The seminar as its page describes it now.
        seminar: Box<Seminar>,
        /// The registration as it is now.
        registration: Box<Registration>,
        /// What was typed last with its address, if that says something else.
        repeat: Option<Box<Repeat>>,
        /// What the office wrote to everybody who comes, if that is what is sent.
        word: Option<Box<SeminarWord>>,
    },
    /// A request to be visited.
    Visit(Box<Visit>),
    /// A change of the town's texts.
    Edit(Box<DeskDraft>),
    /// The message says everything.
    None,
}
