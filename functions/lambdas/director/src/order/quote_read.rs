//! A quote as typed, and its answer as somebody heard it; what cannot be read is told at its field.

use base::text;
use forms::limits;
use jiff::civil::Date;
use orders::{Fee, OrderDraft, QuoteAnswer, QuoteDraft, QuoteLine};
use town::DayOfMonth;
use town::texts::QuoteTexts;

use super::quote_draw::LineNames;
use super::read::units;
use crate::fields::FormReader;

/// The most units of one line.
const MOST_UNITS: u32 = 1_000_000;
/// Nobody pays more for one unit.
const MOST_YEN: f64 = 10_000_000.0;

/// Reads the form; none with errors, which are the reader's.
pub(super) fn draft(
    form: &mut FormReader<'_>,
    order: &OrderDraft,
    texts: &QuoteTexts,
) -> Option<QuoteDraft> {
    let lines = (1..=QuoteDraft::MOST_LINES)
        .filter_map(|place| line(form, place, texts))
        .collect();
    let valid_until = form.day("valid_until");
    let pays_on = pays_on(form, texts);
    let draft = QuoteDraft::written(order, lines, valid_until?, pays_on?);
    form.errors.is_empty().then_some(draft)
}

fn line(form: &mut FormReader<'_>, place: usize, texts: &QuoteTexts) -> Option<QuoteLine> {
    let names = LineNames::at(place);
    let what = form.line(&names.what);
    let unit = form.line(&names.unit);
    let typed = form.input.one(&names.unit_yen).trim().to_owned();
    let count = whole(form, &names.count, texts);
    let ceiling = whole(form, &names.ceiling, texts);
    let empty = what.is_empty() && typed.is_empty() && count.is_none() && ceiling.is_none();
    if empty && place > 1 {
        return None;
    }
    if what.is_empty() {
        form.error(&names.what, &texts.line_what_missing(place));
    }
    let yen = text::amount(&typed, texts.yen_unit());
    let yen = yen.filter(|yen| yen.fract() == 0.0 && (1.0..=MOST_YEN).contains(yen));
    let Some(yen) = yen else {
        form.error(&names.unit_yen, &texts.line_price_wrong(place));
        return None;
    };
    Some(QuoteLine {
        what,
        price: Fee {
            // Whole, above 0 and at most `MOST_YEN`.
            unit_yen: yen as u64,
            unit: match unit.is_empty() {
                true => texts.unit_lot().to_owned(),
                false => unit,
            },
            count,
            ceiling,
        },
    })
}

fn whole(form: &mut FormReader<'_>, field: &str, texts: &QuoteTexts) -> Option<u32> {
    let typed = form.input.one(field).trim();
    if typed.is_empty() {
        return None;
    }
    let number = units(typed).filter(|n| (1..=MOST_UNITS).contains(n));
    if number.is_none() {
        form.error(field, texts.number_wrong());
    }
    number
}

fn pays_on(form: &mut FormReader<'_>, texts: &QuoteTexts) -> Option<DayOfMonth> {
    let typed = form.input.one("pays_on").trim();
    if typed.is_empty() {
        return Some(DayOfMonth::Last);
    }
    let typed = typed.trim_end_matches(texts.day_of_month());
    if texts.month_end().split('、').any(|word| word == typed) {
        return Some(DayOfMonth::Last);
    }
    let day = text::whole(typed).and_then(|n| DayOfMonth::of(i8::try_from(n).ok()?));
    if day.is_none() {
        form.error("pays_on", texts.pays_on_wrong());
    }
    day
}

/// What the employer answered, by whom it was heard, and when.
pub(super) fn answer(
    form: &mut FormReader<'_>,
    today: Date,
    texts: &QuoteTexts,
) -> Option<QuoteAnswer> {
    let how = form.lines("heard_how", limits::REASON).replace('\n', "　");
    if how.is_empty() {
        form.error("heard_how", texts.record_how_missing());
    }
    let on = form.day("heard_on")?;
    if on > today {
        form.error("heard_on", texts.record_on_future());
    }
    Some(match form.input.one("heard") {
        "agreed" => QuoteAnswer::Agreed { how, on },
        "refused" => QuoteAnswer::Refused { reason: how },
        "asked" => QuoteAnswer::Asked { question: how },
        _ => {
            form.error("heard", texts.record_answer_missing());
            return None;
        }
    })
}
