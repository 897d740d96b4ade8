//! How a job spec reads on one sheet: at a glance, its fields in groups, and the statutory meter.

mod front_page;
mod glance;

use jiff::civil::Date;
use serde::Serialize;

pub use self::front_page::FrontPage;
use self::front_page::front_page;
pub use self::glance::Glance;
use self::glance::glance;
pub(super) use self::glance::open;
use crate::{FieldState, Filler, JobSpec, SpecField};
use base::time::japanese;
use town::texts::{SheetTexts, Texts};

/// The heading of a group among the words.
type Heading = fn(&SheetTexts) -> &str;

/// The groups of the sheet with the ids of their fields, in the order of the sheet; a field named nowhere goes to the last.
const GROUPS: [(Heading, &[&str]); 5] = [
    (
        SheetTexts::group_people,
        &["orderer", "contractor", "order_date"],
    ),
    (
        SheetTexts::group_work,
        &[
            "work",
            "deliverable",
            "volume",
            "procedure",
            "excludes",
            "handover",
            "workplace",
        ],
    ),
    (
        SheetTexts::group_dates,
        &[
            "delivery",
            "delivery_place",
            "inspection_date",
            "inspection",
        ],
    ),
    (
        SheetTexts::group_money,
        &["fee", "payment_date", "payment_method", "expenses"],
    ),
    (
        SheetTexts::group_rules,
        &[
            "changes",
            "intellectual_property",
            "confidentiality",
            "reentrusted",
            "term",
            "notice",
            "licence",
            "questions",
        ],
    ),
];

/// What a printed sheet says beside its specs. It never names the employer: the sheet is passed on to workers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imprint {
    /// Who runs the site, as printed in the footer.
    pub operator: String,
    /// The reference number; `None` while a draft.
    pub reference: Option<String>,
    /// The date printed and written into the file's metadata (Asia/Tokyo).
    pub dated: Date,
    /// Whether nothing has been sent yet.
    pub draft: bool,
    /// What is said of the price in the place of the estimate, where less of it travels.
    pub price: Option<String>,
    /// Who of the office helped to write it, and how the employer agreed; `None`: nobody, or that does not travel.
    pub helped: Option<String>,
}

/// A spec in the words of the sheet, the mail and the print view.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sheet {
    /// What a busy reader needs first.
    pub glance: Glance,
    /// Every field once, in groups.
    pub groups: Vec<SheetGroup>,
    /// The statutory items.
    pub statutory: Vec<SheetRow>,
    /// How many statutory items are how far.
    pub meter: Meter,
}

/// Fields that belong together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SheetGroup {
    /// Its heading.
    pub title: String,
    /// Its fields.
    pub rows: Vec<SheetRow>,
}

/// One line of the sheet.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SheetRow {
    /// Its number on the sheet (fields, from 1) or in the law (statutory items).
    pub number: usize,
    /// What it is about.
    pub label: String,
    /// The text, or why there is none yet, in lines.
    pub lines: Vec<String>,
    /// Who fills it; empty for statutory items.
    pub who: String,
    /// [`FieldState::code`].
    pub state: &'static str,
    /// フリーランス法3条の番号, e.g. `①⑥`; empty when none.
    pub law: String,
}

/// Counts over the nine statutory items.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Meter {
    /// 書いてある
    pub filled: usize,
    /// 未定（理由と予定日あり）
    pub undecided: usize,
    /// 発注前に担当者が書く
    pub director: usize,
}

impl FrontPage {
    /// Reads a spec as its employer's own page.
    pub fn of(spec: &JobSpec, texts: &Texts) -> FrontPage {
        front_page(spec, &glance(spec, texts), texts)
    }
}

impl Sheet {
    /// Reads a spec as a sheet.
    pub fn of(spec: &JobSpec, texts: &Texts) -> Sheet {
        let says = &texts.sheet;
        Sheet {
            glance: glance(spec, texts),
            groups: groups(&spec.fields, says),
            statutory: spec
                .statutory
                .iter()
                .map(|item| SheetRow {
                    number: item.number.into(),
                    label: item.label.clone(),
                    lines: lines("", &item.state, says),
                    who: String::new(),
                    state: item.state.code(),
                    law: String::new(),
                })
                .collect(),
            meter: meter(spec),
        }
    }
}

fn groups(fields: &[SpecField], says: &SheetTexts) -> Vec<SheetGroup> {
    let last = GROUPS.len() - 1;
    let mut groups: Vec<SheetGroup> = GROUPS
        .iter()
        .map(|(title, _)| SheetGroup {
            title: title(says).to_owned(),
            rows: Vec::new(),
        })
        .collect();
    for (index, field) in fields.iter().enumerate() {
        let home = GROUPS
            .iter()
            .position(|(_, ids)| ids.contains(&field.id.as_str()))
            .unwrap_or(last);
        groups[home].rows.push(SheetRow {
            number: index + 1,
            label: field.label.clone(),
            lines: lines(&field.value, &field.state, says),
            who: who(field.filled_by, says).to_owned(),
            state: field.state.code(),
            law: field.freelance_act.iter().map(|n| circled(*n)).collect(),
        });
    }
    groups.retain(|group| !group.rows.is_empty());
    groups
}

fn meter(spec: &JobSpec) -> Meter {
    let mut meter = Meter::default();
    for item in &spec.statutory {
        match item.state {
            FieldState::Filled => meter.filled += 1,
            FieldState::Undecided { .. } => meter.undecided += 1,
            FieldState::DirectorFills => meter.director += 1,
        }
    }
    meter
}

/// The text of a field in lines; where it is not filled, what is said instead.
fn lines(value: &str, state: &FieldState, says: &SheetTexts) -> Vec<String> {
    let mut lines: Vec<String> = value.lines().map(str::to_owned).collect();
    match state {
        FieldState::Filled => {}
        FieldState::Undecided { reason, planned } => {
            lines.push(says.undecided(reason, japanese(*planned)));
        }
        FieldState::DirectorFills => lines.push(says.director_fills().to_owned()),
    }
    lines
}

/// Who fills a field, in two words.
fn who(filler: Filler, says: &SheetTexts) -> &str {
    match filler {
        Filler::Employer => says.who_employer(),
        Filler::Director => says.who_director(),
        Filler::EmployerThenDirector => says.who_employer_then_director(),
        Filler::Automatic => says.who_automatic(),
    }
}

/// ①…⑳ for 1…20; other numbers as digits.
fn circled(number: u8) -> String {
    match number {
        1..=20 => char::from_u32(0x2460 + u32::from(number) - 1)
            .map(String::from)
            .unwrap_or_default(),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::FIELDS;

    #[test]
    fn the_groups_have_every_field_once_in_the_order_of_the_sheet() {
        let grouped: Vec<&str> = GROUPS.iter().flat_map(|(_, ids)| *ids).copied().collect();
        let defined: Vec<&str> = FIELDS.iter().map(|field| field.id).collect();
        assert_eq!(grouped, defined);
    }
}
