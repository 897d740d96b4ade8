//! The letter to a worker of whom not everything passed: how many, why, and the way to their page.

use accounts::{AccountEvent, Inspection};
use base::month::Month;
use base::text::yen;
use base::time::{japan_date, japanese};
use orders::FeeLine;
use placements::{Event, Link, News};
use serde_json::json;

use super::money::answers_to;
use crate::context::Context;
use crate::error::ComposeError;
use crate::letter::{Correspondent, Letter};
use crate::parts::{lines, url};

/// What came of the inspection.
pub(super) fn letter(
    worker: u32,
    news: &News,
    context: &Context<'_>,
) -> Result<Letter, ComposeError> {
    let texts = &context.content.texts;
    let placement = news.only();
    let order = placement.orders.order(worker);
    let order = order.ok_or(ComposeError::Mismatch)?;
    let terms = &order.latest().terms;
    let mail = terms.mail.as_ref().ok_or(ComposeError::NoAddress)?;
    let (month, it) = inspection(worker, news).ok_or(ComposeError::Mismatch)?;
    let number = order.number(&placement.id);
    let what = match it.redo {
        0 => texts.accounts.letter_rejected(),
        _ => texts.accounts.letter_redo(),
    };
    let link = Link::Work {
        id: placement.id.clone(),
        worker,
        person: order.person(),
    };
    let counts = texts
        .accounts
        .letter_counts(it.passed, it.redo, it.rejected);
    let below = (!it.lower_price_clause.is_empty())
        .then(|| texts.accounts.worker_below(&it.lower_price_clause));
    let prices = it.fee.iter().filter(|_| !it.lower_price_clause.is_empty());
    let price = |line: &FeeLine| texts.accounts.letter_price(line.count, yen(line.unit_yen));
    let prices: Vec<String> = prices.map(price).chain(below).collect();
    let reason = match it.reason.is_empty() {
        true => Vec::new(),
        false => lines(&it.reason),
    };
    Ok(Letter {
        to: Correspondent::new(&terms.worker, mail.as_str()),
        reply_to: Some(answers_to(placement, context)),
        subject: texts.orders.subject(&number, what, &terms.title),
        template: "placement/inspected",
        data: json!({
            "person": texts.orders.letter_person(&terms.worker),
            "lead": lines(&texts.accounts.letter_inspected_lead(month.japanese())),
            "what": what,
            "title": terms.title,
            "number": number,
            "counts": counts,
            "prices": prices,
            "reason": reason,
            "notes": lines(texts.accounts.letter_inspected_notes()),
            "url": url(&link, news.at, context),
            "until": japanese(japan_date(link.expires(news.at))),
            "operator": context.programme().operator,
        }),
        enclosures: Vec::new(),
        unsubscribe: None,
    })
}

/// The worker's last inspection of these entries.
fn inspection(of: u32, news: &News) -> Option<(Month, &Inspection)> {
    let events = news.of(news.only()).filter_map(|entry| match &entry.event {
        Event::Account {
            event:
                AccountEvent::Inspected {
                    worker,
                    month,
                    inspection,
                },
        } if *worker == of => Some((*month, inspection)),
        _ => None,
    });
    events.last()
}
