//! What a busy reader needs first of a sheet: what, how much, when, and what is open.

use serde::Serialize;

use super::lines;
use crate::draft::is_without_field;
use crate::{Background, FieldState, JobSpec, SpecField};
use base::text::shown;
use town::texts::{SheetTexts, Texts};

/// What, how much, when, and what is still open.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Glance {
    /// 何を
    pub what: String,
    /// どのくらい
    pub how_much: String,
    /// いつまで
    pub when: String,
    /// まだ決まっていないこと: the fields that are 未定, and the questions that belong to no field.
    pub open: Vec<String>,
    /// The offer to come and settle them together, where nothing else can.
    pub visit: Option<String>,
    /// What it would cost, in words.
    pub price: String,
    /// How many work in the business and what is short there, in words; empty where nobody said.
    pub background: String,
    /// How many fields the director fills before ordering.
    pub director_fills: usize,
}

pub(super) fn glance(spec: &JobSpec, texts: &Texts) -> Glance {
    let says = &texts.sheet;
    Glance {
        what: spec.title.clone(),
        how_much: how_much(spec, says),
        when: field(spec, "delivery").map_or_else(
            || says.when_open().to_owned(),
            |field| lines(&field.value, &field.state, says).join(" "),
        ),
        open: open(spec),
        visit: spec.visit.clone(),
        price: price(spec, texts),
        background: background(spec.background.as_ref(), says),
        director_fills: spec
            .fields
            .iter()
            .filter(|field| field.state == FieldState::DirectorFills)
            .count(),
    }
}

pub(in super::super) fn open(spec: &JobSpec) -> Vec<String> {
    let undecided = |field: &&SpecField| matches!(field.state, FieldState::Undecided { .. });
    let fields = spec.fields.iter().filter(undecided);
    let questions = spec.open.iter();
    let questions = questions.filter(|question| is_without_field(&question.id));
    fields
        .map(|field| field.label.clone())
        .chain(questions.map(|question| question.label.clone()))
        .collect()
}

/// What a later version says in words is not worked out again.
fn price(spec: &JobSpec, texts: &Texts) -> String {
    let line = spec.estimate.price_line(&texts.questionnaire);
    match spec.version {
        _ if spec.estimate.price.is_none() => line,
        0 | 1 => line,
        _ => texts.sheet.price_first(line),
    }
}

fn background(background: Option<&Background>, says: &SheetTexts) -> String {
    let Some(background) = background else {
        return String::new();
    };
    let people = background.people.map(|people| says.people(people));
    let parts: Vec<String> = people.into_iter().chain(background.short.clone()).collect();
    parts.join("、")
}

fn how_much(spec: &JobSpec, says: &SheetTexts) -> String {
    let Some(hours) = spec.estimate.hours_month else {
        return says.when_open().to_owned();
    };
    let hours = shown(hours);
    // What a later version says in words is not worked out again; a partner tells its hours with each version.
    let hours = match spec.version {
        _ if spec.estimate.basis.is_empty() => says.hours(hours),
        0 | 1 => says.hours(hours),
        _ => says.hours_first(hours),
    };
    match field(spec, "volume") {
        Some(volume) if volume.state == FieldState::Filled => {
            let text = volume.value.replace('\n', " ");
            if text_checks::states_hours(&text) {
                text
            } else {
                format!("{text}（{hours}）")
            }
        }
        _ => hours,
    }
}

pub(super) fn field<'a>(spec: &'a JobSpec, id: &str) -> Option<&'a SpecField> {
    spec.fields.iter().find(|field| field.id == id)
}
