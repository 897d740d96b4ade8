//! The register of employers: one business is one client, however often it comes, by which way, and however its name is
//! written.
//!
//! A sheet, a registration and a visit each leave a [`Trace`]. A trace joins a business of which it can hardly be another;
//! of whatever else looks alike, the register only says so, and the office decides. Names and contacts go with what they
//! came from; the number and the traces stay for the figures.

mod age;
mod alike;
mod enter;
mod merge;
mod name;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use base::contact::{EmailAddress, PhoneNumber};
use figures::BusinessNumbers;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use town::texts::OfficeTexts;

pub use crate::alike::{AlikePair, Likeness};
pub use crate::name::compared;
pub use crate::table::businesses_table;

/// A business, as the register knows it. `Debug` masks it.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Business {
    /// Its number, which does not tell its name.
    pub number: String,
    /// Which state of it this is, from 1; every change makes a next one.
    pub version: u32,
    /// What it was seen in, as it was entered.
    pub traces: Vec<Trace>,
    /// The business that the office says it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merge: Option<Merge>,
    /// Numbers of businesses that the office says are others, though they look alike.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub others: BTreeSet<String>,
}

/// That two businesses are one, as somebody of the office said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Merge {
    /// The number of the one that was there earlier.
    pub into: String,
    /// When it was said.
    pub at: Timestamp,
    /// Who said so.
    pub by: String,
}

/// Something a business was seen in.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Trace {
    /// What it is.
    pub source: TraceSource,
    /// The reference, or the id of the registration, request or visit.
    pub id: String,
    /// The day of it.
    pub on: Date,
    /// Who it was; `None`: kept long enough, and deleted.
    pub identity: Option<Identity>,
    /// The visit that it came of: it is of the business that was visited, whatever name stands on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit: Option<String>,
    /// The last day on which the identity is kept; `None`: as long as what it is from says who it was.
    pub until: Option<Date>,
}

/// What leaves a trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TraceSource {
    /// A sent inventory.
    Submission,
    /// A registration for a seminar.
    Registration,
    /// A request to be visited.
    VisitRequest,
    /// An entry of the book of visits.
    Visit,
}

/// Who a business said it is. `Debug` masks it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Identity {
    /// Name of the business, as it was written.
    pub business: String,
    /// Mail address, if given.
    pub mail: Option<EmailAddress>,
    /// Phone number, if given.
    pub phone: Option<PhoneNumber>,
    /// Where it is, if said.
    pub place: Option<String>,
}

impl std::fmt::Debug for Business {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Business({}, {:?})", self.number, self.traces)
    }
}

impl std::fmt::Debug for Trace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Trace({:?}, {})", self.source, self.on)
    }
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Identity(***)")
    }
}

impl Trace {
    /// What no other trace has.
    pub fn key(&self) -> (TraceSource, &str) {
        (self.source, &self.id)
    }
}

impl Business {
    /// Who it said it is, the latest first.
    pub fn identities(&self) -> impl Iterator<Item = &Identity> {
        let traces = self.traces.iter().rev();
        traces.filter_map(|trace| trace.identity.as_ref())
    }

    /// The name it has by now; `None`: deleted.
    pub fn name(&self) -> Option<&str> {
        self.identities().next().map(|it| it.business.as_str())
    }

    /// The day of its latest trace.
    pub fn last_seen(&self) -> Option<Date> {
        self.traces.iter().map(|trace| trace.on).max()
    }

    /// The next state of it.
    fn next(&self) -> Business {
        Business {
            version: self.version + 1,
            ..self.clone()
        }
    }
}

/// What is to be done to a register.
#[derive(Clone, Debug, PartialEq)]
pub enum RegisterChange {
    /// Keeps a business so, its version the next one.
    Keep(Business),
    /// Removes the one of this number, of which nothing is left.
    Remove(String),
}

/// All businesses, by number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Register(BTreeMap<String, Business>);

impl FromIterator<Business> for Register {
    fn from_iter<I: IntoIterator<Item = Business>>(businesses: I) -> Register {
        let businesses = businesses.into_iter();
        Register(businesses.map(|it| (it.number.clone(), it)).collect())
    }
}

impl Register {
    /// A business by its number.
    pub fn business(&self, number: &str) -> Option<&Business> {
        self.0.get(number)
    }

    /// The register as these traces make it, which are all that there are now, the earliest in front. `oldest`: the first
    /// day that figures are kept of.
    pub fn brought_up(
        mut self,
        traces: &[Trace],
        (today, oldest): (Date, Date),
        texts: &OfficeTexts,
    ) -> Register {
        for trace in traces {
            self.enter(trace, texts);
        }
        let known = traces.iter().map(Trace::key).collect();
        self.age(&known, today, oldest);
        self
    }

    /// What is to be done to a register that was like that before.
    pub fn changes_since(&self, before: &Register) -> Vec<RegisterChange> {
        let kept = self.0.values().filter_map(|business| {
            let old = before.0.get(&business.number);
            let next = old.unwrap_or(&Business::default()).version + 1;
            (old != Some(business)).then(|| {
                RegisterChange::Keep(Business {
                    version: next,
                    ..business.clone()
                })
            })
        });
        let gone = before.0.keys().filter(|it| !self.0.contains_key(*it));
        let gone = gone.map(|number| RegisterChange::Remove(number.clone()));
        kept.chain(gone).collect()
    }

    /// The number under which a business counts: that of the one the office says it is.
    pub fn root<'a>(&'a self, number: &'a str) -> &'a str {
        let mut at = number;
        // As many steps as there are businesses end every circle.
        for _ in 0..self.0.len() {
            let merge = self.0.get(at).and_then(|it| it.merge.as_ref());
            match merge.filter(|merge| self.0.contains_key(&merge.into)) {
                Some(merge) => at = &merge.into,
                None => break,
            }
        }
        at
    }

    /// Every business under the number under which it counts: that one in front, then as they were first seen.
    pub(crate) fn groups(&self) -> BTreeMap<&str, Vec<&Business>> {
        let mut groups: BTreeMap<&str, Vec<&Business>> = BTreeMap::new();
        for business in self.0.values() {
            let root = self.root(&business.number);
            groups.entry(root).or_default().push(business);
        }
        for (root, members) in &mut groups {
            members.sort_by_key(|it| (it.number != *root, first_seen(it), &it.number));
        }
        groups
    }

    /// The businesses that count, each once, the latest seen first.
    pub fn roots(&self) -> Vec<&Business> {
        let groups = self.groups().into_values();
        let mut roots: Vec<_> = groups
            .map(|members| {
                (
                    members.iter().filter_map(|it| it.last_seen()).max(),
                    members[0],
                )
            })
            .collect();
        roots.sort_by_key(|(seen, root)| std::cmp::Reverse((*seen, &root.number)));
        roots.into_iter().map(|(_, root)| root).collect()
    }

    /// A business and those that the office says are the same, the first entered in front.
    pub fn members(&self, root: &str) -> Vec<&Business> {
        self.groups().remove(root).unwrap_or_default()
    }

    /// Every trace of a business and of those it was merged with, the latest first.
    pub fn traces(&self, root: &str) -> Vec<&Trace> {
        let members = self.members(root);
        let mut traces: Vec<_> = members.iter().flat_map(|it| &it.traces).collect();
        traces.sort_by_key(|trace| std::cmp::Reverse((trace.on, trace.key())));
        traces
    }

    /// Who holds a trace.
    pub fn holder(&self, key: (TraceSource, &str)) -> Option<&Business> {
        let holds = |it: &&Business| it.traces.iter().any(|trace| trace.key() == key);
        self.0.values().find(holds)
    }

    /// The business under which each submission and each visit counts.
    pub fn numbers(&self) -> BusinessNumbers {
        let all = self.0.values();
        let traces = all.flat_map(|it| it.traces.iter().map(|trace| (trace, &it.number)));
        traces
            .map(|(trace, number)| (trace.id.clone(), self.root(number).to_owned()))
            .collect()
    }
}

/// The day of its first trace.
fn first_seen(business: &Business) -> Option<Date> {
    business.traces.iter().map(|trace| trace.on).min()
}

#[cfg(test)]
mod tests;
