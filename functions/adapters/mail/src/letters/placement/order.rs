//! The letter to a worker: what is agreed on, as text and as paper, and the way to the order's page.

use base::time::{japan_date, japanese};
use jiff::civil::Date;
use orders::{ChangedRow, EndingStep, Order, Paper};
use placements::{Link, News};
use serde_json::{Value, json};
use town::texts::OrderTexts;

use crate::context::Context;
use crate::error::ComposeError;
use crate::letter::{Correspondent, Enclosure, Letter};
use crate::parts::{address, lines, operator, url};

/// The papers of a worker's latest version.
pub(super) fn letter(
    worker: u32,
    news: &News,
    context: &Context<'_>,
) -> Result<Letter, ComposeError> {
    let texts = &context.content.texts.orders;
    let order = order_of(worker, news)?;
    let (latest, (what, lead)) = (order.latest(), words(order, texts));
    let dated = japan_date(latest.issued_at);
    written(order, (&latest.paper, dated), (&what, lead), news, context)
}

/// The end of a worker's order, another last day, or its reason.
pub(super) fn ending(
    worker: u32,
    news: &News,
    context: &Context<'_>,
) -> Result<Letter, ComposeError> {
    let texts = &context.content.texts.endings;
    let order = order_of(worker, news)?;
    let ending = order.ending.as_ref().ok_or(ComposeError::Mismatch)?;
    let last_day = japanese(ending.draft.last_day);
    let paper = ending.paper();
    let (what, lead) = match ending.step {
        EndingStep::Announced => (texts.letter(), texts.letter_lead(last_day)),
        EndingStep::Moved => (texts.letter_moved(), texts.letter_moved_lead(last_day)),
        EndingStep::Reworded => (
            texts.letter_reworded(),
            texts.letter_reworded_lead(last_day),
        ),
        EndingStep::Explained => (texts.letter_reason(), texts.letter_reason_lead().to_owned()),
    };
    let dated = japan_date(paper.at);
    written(order, (&paper.what, dated), (what, &lead), news, context)
}

fn order_of(worker: u32, news: &News) -> Result<&Order, ComposeError> {
    let order = news.only().orders.order(worker);
    order.ok_or(ComposeError::Mismatch)
}

/// A paper to the worker, in these words.
fn written(
    order: &Order,
    (paper, dated): (&Paper, Date),
    (what, lead): (&str, &str),
    news: &News,
    context: &Context<'_>,
) -> Result<Letter, ComposeError> {
    let (placement, texts) = (news.only(), &context.content.texts.orders);
    let terms = &order.latest().terms;
    let mail = terms.mail.as_ref().ok_or(ComposeError::NoAddress)?;
    // An answer reaches whoever looks after it.
    let keeper = placement.keeper.as_ref();
    let keeper = keeper.and_then(|keeper| address(keeper, context.programme()).ok());
    Ok(Letter {
        to: Correspondent::new(&terms.worker, mail.as_str()),
        reply_to: Some(keeper.unwrap_or_else(|| operator(context))),
        subject: texts.subject(&paper.number, what, &terms.title),
        template: "placement/order",
        data: data(order, paper, lead, news, context),
        enclosures: vec![Enclosure::Paper {
            dated,
            paper: Box::new(paper.clone()),
        }],
        unsubscribe: None,
    })
}

fn words<'t>(order: &Order, texts: &'t OrderTexts) -> (String, &'t str) {
    let version = order.latest().version;
    // The sheet of another month begins anew.
    let month = order.latest().terms.from.is_some() && order.latest().paper.changes.is_empty();
    match (if month { 1 } else { version }, order.is_supplement()) {
        (1, _) => (texts.letter_new().to_owned(), texts.letter_new_lead()),
        (_, true) => (
            texts.letter_supplement(version),
            texts.letter_supplement_lead(),
        ),
        (_, false) => (texts.letter_change(version), texts.letter_change_lead()),
    }
}

fn data(order: &Order, paper: &Paper, lead: &str, news: &News, context: &Context<'_>) -> Value {
    let texts = &context.content.texts.orders;
    let link = Link::Work {
        id: news.only().id.clone(),
        worker: order.worker,
        person: order.person(),
    };
    json!({
        "person": texts.letter_person(&paper.to),
        "lead": lines(lead),
        "title": paper.title,
        "number": paper.number,
        "version": paper.version,
        "issued": paper.issued.map(japanese),
        "hash": paper.hash,
        "changes": paper.changes.iter().map(change).collect::<Vec<_>>(),
        "groups": paper.groups,
        "notes": paper.notes,
        "url": url(&link, news.at, context),
        "until": japanese(japan_date(link.expires(news.at))),
        "operator": context.programme().operator,
    })
}

fn change(row: &ChangedRow) -> Value {
    json!({
        "label": row.label,
        "before": lines(&row.before),
        "after": lines(&row.after),
    })
}
