//! How the people and bodies around a placement are called on these pages: as everywhere, but for the employer,
//! whom the employer's own pages address.

use base::people::{Actor, Holder};
use placements::{called, named, partner};
use town::Programme;

const EMPLOYER: &str = "事業者";

/// Names out of the town's settings.
#[derive(Clone, Copy)]
pub(crate) struct People<'a>(pub &'a Programme);

impl People<'_> {
    /// Somebody who acts.
    pub fn actor(self, actor: &Actor) -> String {
        match actor {
            Actor::Employer => EMPLOYER.to_owned(),
            Actor::Clock => "自動のお知らせ".to_owned(),
            actor => named(actor, self.0),
        }
    }

    /// Whoever has it.
    pub fn holder(self, holder: &Holder) -> String {
        match holder {
            Holder::Employer => EMPLOYER.to_owned(),
            holder => called(holder, self.0),
        }
    }

    /// The partner town.
    pub fn partner(self) -> String {
        partner(self.0)
    }
}
