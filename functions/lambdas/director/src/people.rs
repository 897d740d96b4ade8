//! How the people and bodies around a placement are called on these pages.

use base::people::{Actor, Holder};
use town::Programme;

/// Names out of the town's settings.
#[derive(Clone, Copy)]
pub(crate) struct People<'a>(pub &'a Programme);

impl People<'_> {
    /// Somebody who acts.
    pub fn actor(self, actor: &Actor) -> String {
        match actor {
            Actor::Employer => "事業者".to_owned(),
            Actor::Director { group } => self.director(group),
            Actor::Deputy { group } => self.deputy(group),
            Actor::Office => self.0.office.name.clone(),
            Actor::Partner => self.partner(),
            Actor::Clock => "自動のお知らせ".to_owned(),
        }
    }

    /// Whoever has it.
    pub fn holder(self, holder: &Holder) -> String {
        match holder {
            Holder::Group { group } => self.director(group),
            Holder::Deputy { group } => self.deputy(group),
            Holder::AllDirectors => "担当者の全員".to_owned(),
            Holder::Office => self.0.office.name.clone(),
            Holder::Partner => self.partner(),
            Holder::Employer => "事業者".to_owned(),
        }
    }

    fn director(self, group: &str) -> String {
        let group = self.0.group(group);
        group.map_or_else(|| "前の担当者".to_owned(), |group| group.name.clone())
    }

    fn deputy(self, group: &str) -> String {
        let group = self.0.group(group);
        group.map_or_else(
            || "前の副担当".to_owned(),
            |group| group.deputy.name.clone(),
        )
    }

    /// The partner town.
    pub fn partner(self) -> String {
        let partner = self.0.partner.as_ref();
        partner.map_or_else(|| "連携先".to_owned(), |partner| partner.name.clone())
    }
}
