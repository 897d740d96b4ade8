//! The papers that were issued, what workers did with them, and how a delivery is asked for and read.

use base::text;
use base::time::japanese;
use forms::{Field, limits};
use orders::{DeliveredWork, Order};
use placements::Placement;
use serde::Serialize;
use town::Content;
use web::words::moment;

use crate::fields::{self, FormReader};
use crate::people::People;

/// The most units of one delivery.
const MOST_UNITS: u32 = 1_000_000;

/// One worker's order.
#[derive(Serialize)]
pub(super) struct IssuedRow {
    worker: u32,
    number: String,
    name: String,
    version: u32,
    /// How it left, whether it arrived, what came back: a line each.
    lines: Vec<String>,
    /// What the worker asked for help with.
    troubles: Vec<String>,
}

impl IssuedRow {
    pub fn of(placement: &Placement, order: &Order, content: &Content) -> IssuedRow {
        IssuedRow {
            worker: order.worker,
            number: order.number(&placement.id),
            name: order.latest().terms.worker.clone(),
            version: order.latest().version,
            lines: lines(order, content),
            troubles: order.troubles.iter().map(|it| it.what.clone()).collect(),
        }
    }
}

fn lines(order: &Order, content: &Content) -> Vec<String> {
    let (texts, people) = (&content.texts.order_pages, People(content));
    let latest = order.latest();
    let mut lines = vec![match latest.terms.mail {
        Some(_) => texts.sent_mail(moment(latest.issued_at)),
        None => texts.sent_print().to_owned(),
    }];
    let received = order
        .received
        .iter()
        .rev()
        .find(|it| it.what == latest.version);
    lines.push(match received {
        Some(it) => texts.received_by(moment(it.at), people.actor(&it.by)),
        None => texts.not_received().to_owned(),
    });
    lines.extend(follow_up(order, content));
    if let Some(at) = order.paper_wanted {
        lines.push(texts.paper_wanted(moment(at)));
    }
    lines
}

/// What was delivered, and until when it is paid.
pub(crate) fn follow_up(order: &Order, content: &Content) -> Vec<String> {
    let (texts, people) = (&content.texts.order_pages, People(content));
    let mut lines = Vec::new();
    if order.deliveries.is_empty() {
        lines.push(texts.not_delivered().to_owned());
    }
    for delivery in &order.deliveries {
        let by = people.actor(&delivery.by);
        let quantity = delivery.what.quantity;
        let mut line = texts.delivered_at(moment(delivery.at), quantity, by);
        for more in [&delivery.what.url, &delivery.what.note] {
            if !more.is_empty() {
                line.push('\n');
                line.push_str(more);
            }
        }
        lines.push(line);
    }
    if let Some(day) = order.pay_until() {
        lines.push(texts.pay_until(japanese(day)));
    }
    lines
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
pub(crate) fn delivery(form: &mut FormReader<'_>, content: &Content) -> Option<DeliveredWork> {
    let texts = &content.texts.order_pages;
    let quantity = text::whole(form.input.one("quantity"));
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
