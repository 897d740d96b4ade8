//! How the people and bodies around a placement are called on these pages: as everywhere, but for the employer,
//! whom the employer's own pages address.

use base::people::{Actor, Holder};
use placements::{Entry, called, named, partner};
use town::Content;

/// Names out of the town's settings.
#[derive(Clone, Copy)]
pub(crate) struct People<'a>(pub &'a Content);

impl People<'_> {
    /// Somebody who acts.
    pub fn actor(self, actor: &Actor) -> String {
        let texts = &self.0.texts.director;
        match actor {
            Actor::Employer => texts.employer().to_owned(),
            Actor::Clock => texts.by_clock().to_owned(),
            actor => named(actor, self.0),
        }
    }

    /// Who did something, under the name that they had then.
    pub fn doer(self, entry: &Entry) -> String {
        let texts = &self.0.texts.director;
        match (&entry.by, entry.name.as_str()) {
            (by, "") => self.actor(by),
            (by @ Actor::Office, name) => texts.somebody_of(self.actor(by), name),
            (_, name) => name.to_owned(),
        }
    }

    /// Whoever has it.
    pub fn holder(self, holder: &Holder) -> String {
        match holder {
            Holder::Employer => self.0.texts.director.employer().to_owned(),
            holder => called(holder, self.0),
        }
    }

    /// A partner town by its id; without one, any of them.
    pub fn partner(self, id: Option<&str>) -> String {
        partner(id, self.0)
    }
}
