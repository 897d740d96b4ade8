//! The fields of the end of one worker's order: drawn, filled in again, and read.

use base::time::japanese;
use forms::{Field, FieldError, Input, Kind, limits};
use jiff::civil::Date;
use orders::days::earliest_end;
use orders::{EndingBasis, EndingDraft, EndingFault, FurtherTerm, Order};
use town::Content;

use super::draw::day;
use crate::fields::{self, FormReader};

/// Empty, as announced last, or as typed.
pub(super) fn ending_fields(
    order: &Order,
    input: Option<&Input>,
    errors: &[FieldError],
    content: &Content,
    today: Date,
) -> Vec<Field> {
    let texts = &content.texts.endings;
    let days = content.programme.terms.notice_days;
    let earliest = earliest_end(today, days);
    let hint = texts.last_day_hint(japanese(earliest));
    let before = order.ending.as_ref().map(|ending| &ending.draft);
    let all = EndingBasis::ALL.into_iter();
    let all = all.map(|it| (it.code().to_owned(), it.label(texts).to_owned()));
    let mut basis = fields::choices(Kind::Radio, "basis", texts.basis(), all.collect());
    for choice in &mut basis.options {
        choice.checked = before.is_some_and(|it| it.basis.code() == choice.value);
    }
    let note = |name: &str, label: &str, hint: &str, value: Option<&String>| Field {
        value: value.cloned().unwrap_or_default(),
        max_length: limits::REASON,
        ..fields::note(name, label, hint)
    };
    let all = vec![
        day(
            "last_day",
            texts.last_day(),
            &hint,
            before.map(|it| &it.last_day),
        ),
        basis,
        Field {
            optional: true,
            ..note(
                "explanation",
                texts.explanation(),
                texts.explanation_hint(),
                before.map(|it| &it.explanation),
            )
        },
        note(
            "reason",
            texts.reason(),
            texts.reason_hint(),
            before.map(|it| &it.reason),
        ),
    ];
    match input {
        Some(input) => {
            let all = all.into_iter();
            all.map(|field| fields::refill(field, input, errors))
                .collect()
        }
        None => all,
    }
}

/// What the order says about ending it.
pub(super) fn promise(order: &Order, content: &Content) -> String {
    let others = &order.latest().terms.others;
    let said = others.get(&FurtherTerm::Ending);
    let said = said.filter(|text| !text.trim().is_empty());
    said.map_or_else(String::new, |text| content.texts.endings.promise(text))
}

/// What was typed, as far as it can be read.
pub(super) fn read(reader: &mut FormReader<'_>, content: &Content) -> Option<EndingDraft> {
    let texts = &content.texts.endings;
    let last_day = reader.day("last_day");
    let basis = reader.one_of("basis", EndingBasis::from_code, texts.basis_missing());
    let explanation = reader.lines("explanation", limits::REASON);
    let reason = reader.lines("reason", limits::REASON);
    Some(EndingDraft {
        last_day: last_day?,
        basis: basis?,
        explanation,
        reason,
    })
}

/// A fault at the field that mends it.
pub(super) fn error(fault: &EndingFault, content: &Content) -> FieldError {
    let field = match fault {
        EndingFault::NoReason => "reason",
        EndingFault::NoExplanation => "explanation",
        EndingFault::LastedLong { .. }
        | EndingFault::NotBrief { .. }
        | EndingFault::MadeLonger { .. }
        | EndingFault::Open => "basis",
        EndingFault::DayOver
        | EndingFault::TooSoon { .. }
        | EndingFault::BeyondTerm { .. }
        | EndingFault::Ended { .. } => "last_day",
    };
    FieldError {
        field: field.to_owned(),
        message: fault.told(&content.texts.endings),
    }
}
