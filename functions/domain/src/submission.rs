//! A sent inventory: the record that holds specs, contact and what happened to them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::contact::Contact;
use crate::content::Programme;
use crate::reference::Reference;
use crate::routing;
use crate::spec::JobSpec;

/// What was sent, once. Its specs are numbered `REFERENCE-1`, `-2`, ….
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Submission {
    /// The reference number.
    pub reference: Reference,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// Who sent it.
    pub contact: Contact,
    /// The specs, each with the group it was routed to.
    pub specs: Vec<RoutedSpec>,
    /// Until when a director has promised to answer.
    pub answer_by: jiff::civil::Date,
}

/// A spec and who got it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RoutedSpec {
    /// The spec.
    pub spec: JobSpec,
    /// The director group's id; `None`: the office.
    pub group: Option<String>,
}

/// Something that happened to a submission, for the status page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: EventKind,
}

/// The kinds of [`Event`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum EventKind {
    /// The employer sent it.
    Sent,
    /// A mail to this group (or the office) left.
    Delivered {
        /// Group id, `office`, or `employer`.
        to: String,
    },
    /// A mail could not be delivered for good.
    DeliveryFailed {
        /// Group id, `office`, or `employer`.
        to: String,
    },
}

/// The specs of one submission, assembled with their routes and numbers, ready to be stored.
pub fn assemble(
    reference: Reference,
    contact: Contact,
    specs: Vec<JobSpec>,
    programme: &Programme,
    now: Timestamp,
) -> Submission {
    let numbered = specs.into_iter().enumerate().map(|(i, mut spec)| {
        spec.reference = Some(format!("{reference}-{}", i + 1));
        let group = routing::group(&spec, programme).map(|group| group.id.clone());
        RoutedSpec { spec, group }
    });
    let specs = numbered.collect();
    let today = crate::time::japan_date(now);
    let answer_by = programme
        .calendar
        .after(today, programme.promise.answer_business_days);
    Submission {
        reference,
        sent_at: now,
        contact,
        specs,
        answer_by,
    }
}
