//! What happened to the books that a letter tells of.

use accounts::{AccountEvent, AccountRecord, NoticeAnswer, SentPaper};
use base::month::Month;
use base::people::{Actor, Notice};
use base::time::japan_date;
use jiff::civil::Date;
use orders::Paper;
use placements::{Event, News, Placement};

/// What was recorded in the books.
pub(super) fn events(news: &News) -> impl Iterator<Item = &AccountEvent> {
    news.of(news.only()).filter_map(|entry| match &entry.event {
        Event::Account { event } => Some(event),
        _ => None,
    })
}

/// The papers of what happened that are for somebody; for whoever prints them, those of people without mail address.
pub(super) fn sent(news: &News, to: &Actor) -> Vec<Paper> {
    let orders = &news.only().orders;
    let has_mail = |worker: u32| {
        let order = orders.order(worker);
        order.is_some_and(|order| order.latest().terms.mail.is_some())
    };
    let papers = events(news).filter_map(|event| match (event, to) {
        (AccountEvent::InvoiceSent { sent, .. }, Actor::Employer) => Some(&sent.paper),
        (AccountEvent::NoticeSent { worker, sent, .. }, Actor::Worker { number }) => {
            (worker == number).then_some(&sent.paper)
        }
        (AccountEvent::InvoiceSent { sent, .. }, _) if news.notice == Notice::InvoicePaper => {
            Some(&sent.paper)
        }
        (AccountEvent::NoticeSent { worker, sent, .. }, _) if news.notice == Notice::PayPaper => {
            (!has_mail(*worker)).then_some(&sent.paper)
        }
        _ => None,
    });
    papers.cloned().collect()
}

/// The months whose day is over, and when that was seen.
pub(super) fn late(news: &News) -> impl Iterator<Item = (Month, Date)> {
    let entries = news.of(news.only());
    entries.filter_map(|entry| match &entry.event {
        Event::Account {
            event: AccountEvent::ClientReminded { month, .. },
        } => Some((*month, japan_date(entry.at))),
        _ => None,
    })
}

pub(super) fn last_paper(placement: &Placement, month: Month) -> Option<Paper> {
    let papers = placement.accounts.invoice_papers.get(&month)?;
    let last: &AccountRecord<SentPaper> = papers.last()?;
    Some(last.what.paper.clone())
}

pub(super) fn answer(news: &News) -> Option<&NoticeAnswer> {
    events(news).find_map(|event| match event {
        AccountEvent::NoticeAnswered { answer, .. } => Some(answer),
        _ => None,
    })
}
