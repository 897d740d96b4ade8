//! What a worker reports, or somebody for them: that the papers arrived, and what was delivered.

use base::month::Month;
use base::text;
use forms::{Confirmation, Field, Input, Kind, limits};
use orders::DeliveredWork;
use placements::{Command, Placement};
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
pub(crate) fn delivered(
    (placement, worker): (&Placement, u32),
    input: &Input,
    content: &Content,
) -> ReadReport {
    let mut reader = FormReader::of(input, &content.texts.director);
    let mends = mends(&mut reader, &to_mend(placement, worker), content);
    let delivered = delivery(&mut reader, content);
    let command = delivered.map(|delivered| Command::Deliver {
        worker,
        delivered: DeliveredWork { mends, ..delivered },
        after: after(input),
    });
    (command, reader.errors)
}

/// How many of its kind a form was shown with, by which a second one that says the same is told from a button pressed twice.
pub(crate) fn after(input: &Input) -> Option<usize> {
    text::whole(input.one("after")).and_then(|after| usize::try_from(after).ok())
}

/// The months of which a worker has something to mend.
fn to_mend(placement: &Placement, worker: u32) -> Vec<Month> {
    let order = placement.orders.order(worker);
    order.map_or_else(Vec::new, |order| placement.accounts.to_mend(order))
}

/// What is new, where something may be mended instead.
const NEW: &str = "new";

/// The month of what was mended, where there is something to mend.
fn mends(form: &mut FormReader<'_>, months: &[Month], content: &Content) -> Option<Month> {
    let chosen = form.input.one("mends");
    let month = months.iter().find(|month| month.to_string() == chosen);
    if month.is_none() && !months.is_empty() && chosen != NEW {
        form.error("mends", content.texts.order_pages.mends_missing());
    }
    month.copied()
}

/// Whether it is new or mended, where there is something to mend.
fn mends_field(months: &[Month], content: &Content) -> Option<Field> {
    let texts = &content.texts.order_pages;
    let mended = months.iter();
    let mended = mended.map(|month| (month.to_string(), texts.mends_of(month.japanese())));
    let new = (NEW.to_owned(), texts.mends_none().to_owned());
    let all: Vec<_> = mended.chain([new]).collect();
    (all.len() > 1).then(|| fields::choices(Kind::Radio, "mends", texts.mends(), all))
}

/// What a delivery says.
pub(crate) fn deliver_fields(
    (placement, worker): (&Placement, u32),
    content: &Content,
) -> Vec<Field> {
    let texts = &content.texts.order_pages;
    let mended = mends_field(&to_mend(placement, worker), content).into_iter();
    let fields = vec![
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
    ];
    mended.chain(fields).collect()
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
        mends: None,
    })
}
