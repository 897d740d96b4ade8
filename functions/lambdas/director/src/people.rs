//! How the people and bodies around a placement are called on these pages: as everywhere, but for the employer,
//! whom the employer's own pages address.

use base::people::{Actor, Holder};
use placements::{called, named, partner};
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

    /// Whoever has it.
    pub fn holder(self, holder: &Holder) -> String {
        match holder {
            Holder::Employer => self.0.texts.director.employer().to_owned(),
            holder => called(holder, self.0),
        }
    }

    /// The partner town.
    pub fn partner(self) -> String {
        partner(self.0)
    }
}
