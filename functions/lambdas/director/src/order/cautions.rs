//! What has to be decided on before an order, each with the form that settles it.

use forms::{Field, FieldError, Input, Kind, limits};
use orders::Settlement;
use placements::Placement;
use serde::Serialize;
use town::Content;
use town::texts::OrderPageTexts;
use web::words::moment;

use crate::fields;
use crate::people::People;

/// Something that has to be decided on before an order.
#[derive(Serialize)]
pub(super) struct CautionView {
    /// Its place on the page, which its fields are named by.
    place: usize,
    text: String,
    /// How it was settled; empty: it was not.
    settled: String,
    fields: Vec<Field>,
}

/// All of what was prepared.
pub(super) fn cautions(
    placement: &Placement,
    typed: Option<&Input>,
    errors: &[FieldError],
    content: &Content,
) -> Vec<CautionView> {
    let all = placement.orders.cautions();
    all.into_iter()
        .enumerate()
        .map(|(place, caution)| CautionView {
            place,
            text: caution.to_owned(),
            settled: settled(placement, caution, content),
            fields: settle_fields(place, typed, errors, &content.texts.order_pages),
        })
        .collect()
}

fn settled(placement: &Placement, caution: &str, content: &Content) -> String {
    let Some(signed) = placement.orders.settled.get(caution) else {
        return String::new();
    };
    let texts = &content.texts.order_pages;
    let (by, at) = (People(content).actor(&signed.by), moment(signed.at));
    match &signed.what {
        Settlement::Changed => texts.settled_changed(by, at),
        Settlement::Kept { reason } => texts.settled_kept(by, at, reason),
    }
}

/// The names of a caution's fields, by its place on the page.
pub(super) struct SettleNames {
    pub how: String,
    pub reason: String,
}

impl SettleNames {
    pub fn of(place: &str) -> SettleNames {
        SettleNames {
            how: format!("how{place}"),
            reason: format!("reason{place}"),
        }
    }
}

fn settle_fields(
    place: usize,
    typed: Option<&Input>,
    errors: &[FieldError],
    texts: &OrderPageTexts,
) -> Vec<Field> {
    let names = SettleNames::of(&place.to_string());
    let choices = vec![
        ("changed".to_owned(), texts.settle_changed().to_owned()),
        ("kept".to_owned(), texts.settle_kept().to_owned()),
    ];
    let fields = vec![
        fields::choices(Kind::Radio, &names.how, texts.settle(), choices),
        Field {
            optional: true,
            max_length: limits::REASON,
            ..fields::note(
                &names.reason,
                texts.settle_reason(),
                texts.settle_reason_hint(),
            )
        },
    ];
    match typed.filter(|input| input.one("place") == place.to_string()) {
        Some(input) => fields
            .into_iter()
            .map(|field| fields::refill(field, input, errors))
            .collect(),
        None => fields,
    }
}
