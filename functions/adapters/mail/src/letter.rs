//! A letter as plain data: to whom, with which template, facts and files; nothing of it is rendered yet, and nothing of it is for logs.

use calendar::Method;
use jiff::civil::Date;
use job_spec::JobSpec;
use job_spec::sheet::Imprint;
use orders::Paper;
use placements::Withdrawn;
use placements::handover::Handover;
use seminars::Registration;
use serde_json::Value;
use town::seminar::Seminar;

/// What one outbox message says to one recipient.
#[derive(Clone)]
pub struct Letter {
    /// The one recipient.
    pub to: Correspondent,
    /// `Reply-To`, if answers go to somebody else than the sender.
    pub reply_to: Option<Correspondent>,
    /// Subject.
    pub subject: String,
    /// The template below `mail/`, without its extension.
    pub template: &'static str,
    /// What the template is filled with.
    pub data: Value,
    /// The files that go along, in order.
    pub enclosures: Vec<Enclosure>,
    /// The page that stops such mails, where there is one.
    pub unsubscribe: Option<String>,
}

/// A name and a mail address, as they were typed or set.
#[derive(Clone, PartialEq, Eq)]
pub struct Correspondent {
    /// The display name; may be empty.
    pub name: String,
    /// The address.
    pub mail: String,
}

/// A file that a letter wants.
#[derive(Clone)]
pub enum Enclosure {
    /// These specs as one PDF.
    Sheets {
        /// At least one.
        specs: Vec<JobSpec>,
        /// What the paper says beside them.
        imprint: Imprint,
    },
    /// One spec as JSON.
    Spec(Box<JobSpec>),
    /// What the partner's system would get, as JSON.
    Handover(Box<Handover>),
    /// That the partner need not answer any more, as JSON.
    Withdrawn(Withdrawn),
    /// The paper of an order as PDF.
    Paper {
        /// The paper.
        paper: Box<Paper>,
        /// The day written into the file.
        dated: Date,
    },
    /// A registration's entry in its owner's calendar.
    CalendarEntry {
        /// The seminar as its page describes it now.
        seminar: Box<Seminar>,
        /// The registration as it is now.
        registration: Box<Registration>,
        /// Whether the entry is put in or taken out.
        method: Method,
    },
}

impl Correspondent {
    /// An address with its display name.
    pub(crate) fn new(name: impl Into<String>, mail: impl Into<String>) -> Correspondent {
        Correspondent {
            name: name.into(),
            mail: mail.into(),
        }
    }
}
