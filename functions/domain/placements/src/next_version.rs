//! The next version of a sheet that a partner handed to us: what it takes the place of, and what differs for people to read.

use job_spec::{FieldState, JobSpec, SpecField, least_finished};
use town::Content;
use town::texts::PlacementTexts;

use super::entry::{Change, Event};
use super::state::Placement;
use base::text::shown;
use base::time::japanese;

/// Fields that are never shared: who the parties are, and where things are kept.
pub(crate) const WITHHELD: [&str; 4] = ["orderer", "contractor", "delivery_place", "questions"];

/// A partner's next version as a sheet of ours, with the words in which its differences are told.
#[derive(Clone, Debug, PartialEq)]
pub struct GivenVersion {
    /// The sheet; its version is the one that it has there.
    pub spec: JobSpec,
    /// The words of today.
    words: PlacementTexts,
    /// What kinds of work are called, by their ids.
    kinds: Vec<(String, String)>,
}

impl GivenVersion {
    /// What was told, in today's words.
    pub fn of(spec: JobSpec, content: &Content) -> GivenVersion {
        let kinds = content.tags.iter();
        let kinds = kinds.map(|tag| (tag.id.clone(), tag.label.clone()));
        GivenVersion {
            spec,
            words: content.texts.placements.clone(),
            kinds: kinds.collect(),
        }
    }

    /// What happens to a placement by it; `None` where nothing is different.
    pub(super) fn replaces(&self, placement: &Placement) -> Option<Event> {
        let ours = &placement.spec;
        let mut spec = self.spec.clone();
        spec.reference.clone_from(&ours.reference);
        spec.version = spec.version.max(ours.version + 1);
        for field in &mut spec.fields {
            if let Some(kept) = kept(field, placement) {
                field.clone_from(kept);
            }
        }
        for item in &mut spec.statutory {
            item.state = least_finished(&spec.fields, item.number);
        }
        let changes = self.differences(ours, &spec);
        (!changes.is_empty()).then(|| Event::Replaced {
            given: self.spec.version,
            spec: Box::new(spec),
            changes,
        })
    }

    /// Everything that somebody who knows the version before has to read again.
    fn differences(&self, before: &JobSpec, after: &JobSpec) -> Vec<Change> {
        let words = &self.words;
        let (gone, new) = (
            without(&before.cautions, &after.cautions),
            without(&after.cautions, &before.cautions),
        );
        let about = [
            (
                "title",
                words.version_title(),
                before.title.clone(),
                after.title.clone(),
            ),
            (
                "industry",
                words.version_industry(),
                before.industry_label.clone(),
                after.industry_label.clone(),
            ),
            (
                "tags",
                words.version_tags(),
                self.called(before),
                self.called(after),
            ),
            (
                "hours_month",
                words.version_hours(),
                self.hours(before),
                self.hours(after),
            ),
            ("cautions", words.version_cautions(), gone, new),
        ];
        let about = about.map(|(field, label, before, after)| Change {
            field: field.to_owned(),
            label: label.to_owned(),
            before,
            after,
        });
        let fields = after.fields.iter().map(|field| {
            let was = before.fields.iter().find(|was| was.id == field.id);
            Change {
                field: field.id.clone(),
                label: field.label.clone(),
                before: was.map(|was| self.told(was)).unwrap_or_default(),
                after: self.told(field),
            }
        });
        let all = about.into_iter().chain(fields);
        all.filter(|change| change.before != change.after).collect()
    }

    fn called(&self, spec: &JobSpec) -> String {
        let called = |id: &String| {
            let kind = self.kinds.iter().find(|(known, _)| known == id);
            kind.map_or(id.clone(), |(_, label)| label.clone())
        };
        spec.tags.iter().map(called).collect::<Vec<_>>().join("、")
    }

    fn hours(&self, spec: &JobSpec) -> String {
        let hours = spec.estimate.hours_month;
        let hours = hours.map(|hours| self.words.version_hours_are(shown(hours)));
        hours.unwrap_or_default()
    }

    /// A field with how far it is.
    fn told(&self, field: &SpecField) -> String {
        match &field.state {
            FieldState::Undecided { reason, planned } => {
                let state = self.words.version_undecided(reason, japanese(*planned));
                let lines = [state.as_str(), field.value.as_str()];
                let lines = lines.into_iter().filter(|line| !line.is_empty());
                lines.collect::<Vec<_>>().join("\n")
            }
            FieldState::Filled | FieldState::DirectorFills => field.value.clone(),
        }
    }
}

/// The field that stays as we have it: what is each side's own, and what was answered here and has not changed there since.
fn kept<'p>(told: &SpecField, placement: &'p Placement) -> Option<&'p SpecField> {
    let mut before = None;
    for entry in &placement.history {
        let of_field = |changes: &'p [Change]| changes.iter().find(|it| it.field == told.id);
        match &entry.event {
            Event::Answered { changes, .. } => {
                let change = of_field(changes);
                before = before.or(change.map(|change| change.before.as_str()));
            }
            Event::Replaced { changes, .. } if of_field(changes).is_some() => before = None,
            _ => {}
        }
    }
    let is_kept = WITHHELD.contains(&told.id.as_str()) || before == Some(told.value.as_str());
    let ours = || placement.spec.fields.iter().find(|ours| ours.id == told.id);
    is_kept.then(ours).flatten()
}

/// The lines of one list that the other does not have.
fn without(lines: &[String], others: &[String]) -> String {
    let own = lines.iter().filter(|line| !others.contains(line));
    own.map(String::as_str).collect::<Vec<_>>().join("\n")
}
