//! What a worker reports, or somebody for them: that the papers arrived, and what was delivered.

use base::text;
use forms::{Confirmation, Field, Input, limits};
use orders::DeliveredWork;
use placements::Command;
use town::Content;

use crate::acts::ReadReport;
use crate::fields::{self, FormReader};

/// The most units of one delivery.
const MOST_UNITS: u32 = 1_000_000;

/// That the papers arrived.
pub(crate) fn received(worker: u32, input: &Input, content: &Content) -> ReadReport {
    let command = Command::Receive {
        worker,
        version: text::whole(input.one("version")).unwrap_or_default(),
    };
    let missing = Confirmation::Received.missing(content, input);
    (Some(command), missing.into_iter().collect())
}

/// What was delivered.
pub(crate) fn delivered(worker: u32, input: &Input, content: &Content) -> ReadReport {
    let mut reader = FormReader::of(input, &content.texts.director);
    let delivered = delivery(&mut reader, content);
    let command = delivered.map(|delivered| Command::Deliver { worker, delivered });
    (command, reader.errors)
}

/// What a delivery says.
pub(crate) fn deliver_fields(content: &Content) -> Vec<Field> {
    let texts = &content.texts.order_pages;
    vec![
        fields::number("quantity", texts.quantity(), "", ""),
        Field {
            optional: true,
            hint: texts.url_hint().to_owned(),
            inputmode: "url".into(),
            max_length: 0,
            ..fields::line("url", texts.url())
        },
        Field {
            optional: true,
            ..fields::note("note", texts.note(), "")
        },
    ]
}

/// Reads a delivery.
fn delivery(form: &mut FormReader<'_>, content: &Content) -> Option<DeliveredWork> {
    let texts = &content.texts.order_pages;
    // Perhaps typed with what it counts, as in 3件.
    let typed = form.input.one("quantity");
    let quantity = text::whole(typed.trim_end_matches(|c: char| !c.is_numeric()));
    let quantity = quantity.filter(|quantity| (1..=MOST_UNITS).contains(quantity));
    if quantity.is_none() {
        let most = text::shown(f64::from(MOST_UNITS));
        form.error("quantity", &texts.quantity_wrong(most));
    }
    let url = text::line(form.input.one("url"));
    let lawful = url.starts_with("https://") || url.starts_with("http://");
    if !url.is_empty() && (!lawful || url.chars().count() > limits::NOTE) {
        form.error("url", texts.url_wrong());
    }
    let note = form.lines("note", limits::NOTE);
    Some(DeliveredWork {
        url,
        quantity: quantity?,
        note,
    })
}
