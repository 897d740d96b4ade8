//! The fields of a quote, and of its answer where somebody records it.

use base::text;
use forms::{Field, FieldError, FieldGroup, Input, Kind, limits};
use jiff::civil::Date;
use orders::QuoteDraft;
use town::DayOfMonth;
use town::texts::QuoteTexts;

use super::draw::{day, group};
use crate::fields;

/// The names of a line's fields, by its place, from 1.
pub(super) struct LineNames {
    pub what: String,
    pub unit_yen: String,
    pub unit: String,
    pub count: String,
    pub ceiling: String,
}

impl LineNames {
    pub fn at(place: usize) -> LineNames {
        LineNames {
            what: format!("line{place}_what"),
            unit_yen: format!("line{place}_unit_yen"),
            unit: format!("line{place}_unit"),
            count: format!("line{place}_count"),
            ceiling: format!("line{place}_ceiling"),
        }
    }
}

/// The groups of the form, with what was typed where it was rejected.
pub(super) fn groups(
    draft: &QuoteDraft,
    typed: Option<&Input>,
    errors: &[FieldError],
    texts: &QuoteTexts,
) -> Vec<FieldGroup> {
    let lines = (1..=QuoteDraft::MOST_LINES).map(|place| FieldGroup {
        folded: place > draft.lines.len().max(1),
        ..group(&texts.line_title(place), line(draft, place, texts))
    });
    let rest = vec![
        day(
            "valid_until",
            texts.valid_until(),
            "",
            Some(&draft.valid_until),
        ),
        Field {
            value: match draft.pays_on {
                DayOfMonth::Last => String::new(),
                DayOfMonth::Nth(n) => n.to_string(),
            },
            optional: true,
            ..fields::number("pays_on", texts.pays_on(), texts.pays_on_hint(), "")
        },
    ];
    let groups = lines.chain([group(texts.row_payment(), rest)]);
    groups.map(|group| again(group, typed, errors)).collect()
}

fn again(group: FieldGroup, typed: Option<&Input>, errors: &[FieldError]) -> FieldGroup {
    // Only this form has a day until which it is good.
    let Some(input) = typed.filter(|input| input.0.contains_key("valid_until")) else {
        return group;
    };
    let fields = group.fields.into_iter();
    let fields: Vec<Field> = fields
        .map(|field| fields::refill(field, input, errors))
        .collect();
    FieldGroup {
        folded: group.folded && fields.iter().all(|field| field.error.is_empty()),
        fields,
        ..group
    }
}

fn line(draft: &QuoteDraft, place: usize, texts: &QuoteTexts) -> Vec<Field> {
    let names = LineNames::at(place);
    let line = draft.lines.get(place - 1);
    let price = line.map(|line| &line.price);
    let whole = |number: Option<u32>| number.map(|n| n.to_string()).unwrap_or_default();
    let optional = place > 1;
    vec![
        Field {
            value: line.map(|line| line.what.clone()).unwrap_or_default(),
            optional,
            ..fields::line(&names.what, &texts.line_what(place))
        },
        Field {
            value: price
                .map(|price| price.unit_yen.to_string())
                .unwrap_or_default(),
            optional,
            ..fields::number(
                &names.unit_yen,
                &texts.line_unit_yen(place),
                if optional {
                    ""
                } else {
                    texts.line_price_hint()
                },
                texts.yen_unit(),
            )
        },
        Field {
            value: price.map(|price| price.unit.clone()).unwrap_or_default(),
            optional,
            ..fields::line(&names.unit, &texts.line_unit(place))
        },
        Field {
            value: whole(price.and_then(|price| price.count)),
            optional: true,
            ..fields::number(&names.count, &texts.line_count(place), "", "")
        },
        Field {
            value: whole(price.and_then(|price| price.ceiling)),
            optional: true,
            ..fields::number(&names.ceiling, &texts.line_most_label(place), "", "")
        },
    ]
}

/// What the employer answered, as somebody heard it.
pub(super) fn record(
    typed: Option<&Input>,
    errors: &[FieldError],
    today: Date,
    texts: &QuoteTexts,
) -> Vec<Field> {
    let choices = [
        ("agreed", texts.record_agreed()),
        ("refused", texts.record_refused()),
        ("asked", texts.record_asked()),
    ];
    let choices = choices.map(|(value, label)| (value.to_owned(), label.to_owned()));
    let fields = vec![
        fields::choices(
            Kind::Radio,
            "heard",
            texts.record_answer(),
            choices.to_vec(),
        ),
        Field {
            max_length: limits::REASON,
            ..fields::note("heard_how", texts.record_how(), texts.record_how_hint())
        },
        fields::day("heard_on", texts.record_on(), today),
    ];
    match typed.filter(|input| !text::line(input.one("version")).is_empty()) {
        Some(input) => {
            let again = |field| fields::refill(field, input, errors);
            fields.into_iter().map(again).collect()
        }
        None => fields,
    }
}
