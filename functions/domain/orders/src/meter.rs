//! How far an order is: the law's nine items, the three facts of re-entrusting, the town's list of twelve points.

use jiff::civil::Date;
use town::texts::OrderTexts;

use crate::terms::{FurtherTerm, OrderDraft, TermItem};

/// What a row of the meter belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeterList {
    /// The nine items of フリーランス法3条.
    Items,
    /// The three facts of フリーランス法4条3項.
    Facts,
    /// The town's list of twelve points.
    Points,
}

/// How far one of them is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MeterState {
    /// Written.
    Done,
    /// Open, with its reason and the day on which it is decided.
    Undecided {
        /// The reason.
        reason: String,
        /// The day.
        on: Date,
    },
    /// Still to be written.
    Missing,
    /// Not used in this order.
    Unused,
}

impl MeterState {
    /// Its code in templates.
    pub fn code(&self) -> &'static str {
        match self {
            MeterState::Done => "done",
            MeterState::Undecided { .. } => "undecided",
            MeterState::Missing => "missing",
            MeterState::Unused => "unused",
        }
    }
}

/// One row of the meter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeterRow {
    /// What it belongs to.
    pub list: MeterList,
    /// Its number there, from 1.
    pub number: u8,
    /// How far it is.
    pub state: MeterState,
}

impl MeterRow {
    /// What it is about.
    pub fn label(&self, texts: &OrderTexts) -> String {
        match self.list {
            MeterList::Items => item_label(self.number, texts).to_owned(),
            MeterList::Facts => fact_label(self.number, texts).to_owned(),
            MeterList::Points => point_label(self.number, texts).to_owned(),
        }
    }
}

impl OrderDraft {
    /// All rows, list by list.
    pub fn meter(&self) -> Vec<MeterRow> {
        let items = (1..=9).map(|number| (MeterList::Items, number, self.item(number)));
        let facts = (1..=3).map(|number| (MeterList::Facts, number, self.fact()));
        let points = (1..=12).map(|number| (MeterList::Points, number, self.point(number)));
        items
            .chain(facts)
            .chain(points)
            .map(|(list, number, state)| MeterRow {
                list,
                number,
                state,
            })
            .collect()
    }

    /// How far one of the nine items is, by the law's number.
    pub fn item(&self, number: u8) -> MeterState {
        match number {
            1 => written(&self.work),
            2 => match self.fee.value() {
                Some(fee) if fee.unit_yen == 0 || fee.unit.trim().is_empty() => MeterState::Missing,
                _ => state(&self.fee),
            },
            3 => state(&self.payment),
            4 => {
                let nameless = self.workers.iter().any(|w| w.name.trim().is_empty());
                match self.workers.is_empty() || nameless {
                    true => MeterState::Missing,
                    false => MeterState::Done,
                }
            }
            // The day on which it is issued.
            5 => MeterState::Done,
            6 => state(&self.delivery),
            7 => written(&self.place),
            8 => state(&self.inspection),
            _ => written(&self.method),
        }
    }

    fn fact(&self) -> MeterState {
        match &self.reentrusted {
            None => MeterState::Unused,
            Some(facts) if facts.client.trim().is_empty() => MeterState::Missing,
            Some(_) => MeterState::Done,
        }
    }

    fn point(&self, number: u8) -> MeterState {
        let items: &[u8] = match number {
            1 => &[4],
            2 => &[5],
            3 => &[1],
            4 => &[2, 3, 9],
            6 => &[6],
            7 => &[7],
            8 => &[8],
            _ => return self.further_point(number),
        };
        let states = items.iter().map(|item| self.item(*item));
        let least = states.max_by_key(|state| match state {
            MeterState::Done | MeterState::Unused => 0,
            MeterState::Undecided { .. } => 1,
            MeterState::Missing => 2,
        });
        least.unwrap_or(MeterState::Missing)
    }

    fn further_point(&self, number: u8) -> MeterState {
        let mut terms = FurtherTerm::ALL.into_iter();
        let term = terms.find(|term| term.point() == Some(number));
        let text = term.and_then(|term| self.others.get(&term));
        match text.is_some_and(|text| !text.trim().is_empty()) {
            true => MeterState::Done,
            false => MeterState::Missing,
        }
    }
}

fn state<T>(item: &TermItem<T>) -> MeterState {
    match item {
        TermItem::Missing => MeterState::Missing,
        TermItem::Set(_) => MeterState::Done,
        TermItem::Undecided { reason, on } => MeterState::Undecided {
            reason: reason.clone(),
            on: *on,
        },
    }
}

/// A text of blanks is none.
fn written(item: &TermItem<String>) -> MeterState {
    match item.value().is_some_and(|text| text.trim().is_empty()) {
        true => MeterState::Missing,
        false => state(item),
    }
}

/// The label of one of the nine items.
pub fn item_label(number: u8, texts: &OrderTexts) -> &str {
    match number {
        1 => texts.item_work(),
        2 => texts.item_fee(),
        3 => texts.item_payment(),
        4 => texts.item_parties(),
        5 => texts.item_ordered_on(),
        6 => texts.item_delivery(),
        7 => texts.item_place(),
        8 => texts.item_inspection(),
        _ => texts.item_method(),
    }
}

fn fact_label(number: u8, texts: &OrderTexts) -> &str {
    match number {
        1 => texts.fact_reentrusted(),
        2 => texts.fact_client(),
        _ => texts.fact_pay_on(),
    }
}

/// The label of one of the town's twelve points.
pub fn point_label(number: u8, texts: &OrderTexts) -> &str {
    match number {
        1 => texts.point_parties(),
        2 => texts.point_ordered_on(),
        3 => texts.point_work(),
        4 => texts.point_fee(),
        5 => texts.further_expenses(),
        6 => texts.point_delivery(),
        7 => texts.point_place(),
        8 => texts.point_inspection(),
        9 => texts.further_changes(),
        10 => texts.further_rework(),
        11 => texts.further_ip(),
        _ => texts.further_confidentiality(),
    }
}

/// The label of a further term.
pub fn further_label(term: FurtherTerm, texts: &OrderTexts) -> &str {
    match term {
        FurtherTerm::Expenses => texts.further_expenses(),
        FurtherTerm::Changes => texts.further_changes(),
        FurtherTerm::Rework => texts.further_rework(),
        FurtherTerm::Ip => texts.further_ip(),
        FurtherTerm::Confidentiality => texts.further_confidentiality(),
        FurtherTerm::Materials => texts.further_materials(),
        FurtherTerm::Term => texts.further_term(),
        FurtherTerm::Ending => texts.further_ending(),
        FurtherTerm::Cancelling => texts.further_cancelling(),
        FurtherTerm::BankHoliday => texts.further_bank_holiday(),
        FurtherTerm::Questions => texts.further_questions(),
    }
}
