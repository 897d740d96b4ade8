//! What the partner may print: the sheet with what travels to it, and a line where something does not.

use base::contact::Contact;
use job_spec::{FieldState, JobSpec, SpecField, StatutoryItem};
use town::Content;

use super::Handover;
use crate::price_range::PriceRange;
use crate::state::Placement;

impl Handover {
    /// The placement's spec as its partner's paper prints it: nothing stands on it that [`Handover::of`] does not
    /// tell, save words that are the town's own.
    pub fn paper(placement: &Placement, contact: &Contact, content: &Content) -> JobSpec {
        let travels = Handover::of(placement, contact, content);
        let spec = &placement.spec;
        let withheld = content.texts.placements.withheld();
        JobSpec {
            title: travels.title.clone(),
            homework: Vec::new(),
            visit: None,
            as_suggested: Vec::new(),
            background: None,
            cautions: Vec::new(),
            fields: spec
                .fields
                .iter()
                .map(|field| travels.printed(field, withheld))
                .collect(),
            statutory: spec.statutory.iter().map(without_reason).collect(),
            ..spec.clone()
        }
    }

    /// What that paper says of the price: the range that travels; nothing where there is none.
    pub fn paper_price(placement: &Placement, content: &Content) -> String {
        let price = placement.spec.estimate.price.as_ref().map(PriceRange::of);
        price.map_or_else(String::new, |price| price.line(&content.texts.placements))
    }

    fn printed(&self, field: &SpecField, withheld: &str) -> SpecField {
        let told = self.fields.iter().find(|told| told.id == field.id);
        let (value, state) = match told {
            Some(told) => (told.value.clone(), told.state.clone()),
            None => (withheld.to_owned(), FieldState::Filled),
        };
        SpecField {
            value,
            state,
            ..field.clone()
        }
    }
}

/// Why an item is open stands in its field.
fn without_reason(item: &StatutoryItem) -> StatutoryItem {
    let state = match &item.state {
        FieldState::Undecided { planned, .. } => FieldState::Undecided {
            reason: String::new(),
            planned: *planned,
        },
        other => other.clone(),
    };
    StatutoryItem {
        state,
        ..item.clone()
    }
}
