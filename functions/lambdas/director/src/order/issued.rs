//! The papers that were issued, and what workers did with them.

use base::people::Actor;
use base::time::japanese;
use jiff::civil::Date;
use orders::Order;
use placements::Placement;
use serde::Serialize;
use town::Content;
use web::words::moment;

use crate::book_words::worker_lines;
use crate::people::People;

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
    /// The version of the notice of its end; 0: there is none.
    ending: u32,
}

impl IssuedRow {
    pub fn of(placement: &Placement, order: &Order, today: Date, content: &Content) -> IssuedRow {
        IssuedRow {
            worker: order.worker,
            number: order.number(&placement.id),
            name: order.latest().terms.worker.clone(),
            version: order.latest().version,
            lines: lines(placement, order, today, content),
            ending: order
                .ending
                .as_ref()
                .map_or(0, |ending| ending.paper().what.version),
            troubles: order.troubles.iter().map(|it| it.what.clone()).collect(),
        }
    }
}

fn lines(placement: &Placement, order: &Order, today: Date, content: &Content) -> Vec<String> {
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
    lines.extend(ending_lines(order, content));
    lines.extend(follow_up(placement, order, today, content));
    if let Some(at) = order.paper_wanted {
        lines.push(texts.paper_wanted(moment(at)));
    }
    lines
}

/// When it ends, and whether the worker was told why.
pub(super) fn ending_lines(order: &Order, content: &Content) -> Vec<String> {
    let Some(ending) = &order.ending else {
        return Vec::new();
    };
    let (texts, people) = (&content.texts.endings, People(content));
    let announced = ending.papers.iter().rev();
    let mut announced = announced.filter(|paper| !matches!(paper.by, Actor::Worker { .. }));
    let first = announced.next().unwrap_or(ending.paper());
    let day = japanese(ending.draft.last_day);
    let ends = texts.line_ends(day, moment(first.at), people.actor(&first.by));
    let asked = ending.asked.then(|| texts.line_asked().to_owned());
    [ends].into_iter().chain(asked).collect()
}

/// What was delivered, what of it passed, and until when it is paid.
pub(crate) fn follow_up(
    placement: &Placement,
    order: &Order,
    today: Date,
    content: &Content,
) -> Vec<String> {
    let (texts, people) = (&content.texts.order_pages, People(content));
    let mut lines = Vec::new();
    if order.deliveries.is_empty() {
        lines.push(texts.not_delivered().to_owned());
    }
    for delivery in &order.deliveries {
        let by = people.actor(&delivery.by);
        let quantity = delivery.what.quantity;
        let at = moment(delivery.at);
        let mut line = match delivery.what.mends {
            Some(month) => texts.mended_at(at, month.japanese(), quantity, by),
            None => texts.delivered_at(at, quantity, by),
        };
        for more in [&delivery.what.url, &delivery.what.note] {
            if !more.is_empty() {
                line.push('\n');
                line.push_str(more);
            }
        }
        lines.push(line);
    }
    lines.extend(worker_lines(placement, order.worker, today, content));
    let programme = &content.programme;
    let months = order.months().into_iter();
    let early = months.filter_map(|month| order.paid_before(&month, programme));
    lines.extend(early.map(|set| content.texts.orders.pay_early(japanese(set))));
    lines
}
