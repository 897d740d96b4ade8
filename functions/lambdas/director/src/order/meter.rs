//! How far an order is, as its page shows it: the law's nine items, three facts, twelve points.

use base::time::japanese;
use orders::{FurtherTerm, MeterList, MeterRow, MeterState, OrderDraft};
use serde::Serialize;
use town::Content;

/// How far the three lists are.
#[derive(Serialize)]
pub(super) struct MeterView {
    items: Vec<MeterLine>,
    facts: Vec<MeterLine>,
    points: Vec<MeterLine>,
    missing: usize,
}

#[derive(Serialize)]
struct MeterLine {
    number: u8,
    label: String,
    /// `done`, `undecided`, `missing` or `unused`.
    state: &'static str,
    words: String,
}

/// Of a draft.
pub(super) fn meter(draft: &OrderDraft, content: &Content) -> MeterView {
    let rows = draft.meter();
    let lines = |list: MeterList| {
        let of_list = rows.iter().filter(|row| row.list == list);
        of_list.map(|row| meter_line(row, content)).collect()
    };
    MeterView {
        items: lines(MeterList::Items),
        facts: lines(MeterList::Facts),
        points: lines(MeterList::Points),
        missing: rows
            .iter()
            .filter(|row| row.state == MeterState::Missing && is_counted(row))
            .count(),
    }
}

/// Of the twelve points, those that are none of the nine items.
fn is_counted(row: &MeterRow) -> bool {
    match row.list {
        MeterList::Items => true,
        MeterList::Facts => false,
        MeterList::Points => {
            let mut further = FurtherTerm::ALL.into_iter();
            further.any(|term| term.point() == Some(row.number))
        }
    }
}

fn meter_line(row: &MeterRow, content: &Content) -> MeterLine {
    let texts = &content.texts.order_pages;
    MeterLine {
        number: row.number,
        label: row.label(&content.texts.orders),
        state: row.state.code(),
        words: match &row.state {
            MeterState::Done => texts.state_done().to_owned(),
            MeterState::Undecided { on, .. } => texts.state_undecided(japanese(*on)),
            MeterState::Missing => texts.state_missing().to_owned(),
            MeterState::Unused => texts.state_unused().to_owned(),
        },
    }
}
