//! What happened to a placement before, for whoever has it now.

use base::people::Notice;
use base::text::line;
use base::time::{japan_date, japanese};
use placements::{Entry, Event, News, called, named};
use town::Content;

/// What whoever has it now has to know of the others: who declined and why, what was asked.
pub(super) fn past(news: &News, content: &Content) -> Vec<String> {
    let texts = &content.texts.letters;
    let entries = news.placements.iter().flat_map(|p| &p.history);
    // What the partner has just said stands above already.
    let quoted = |entry: &Entry| {
        news.notice == Notice::PartnerAnswer && news.entries.iter().any(|new| new == entry)
    };
    let others = entries.filter(|entry| entry.by != news.to && !quoted(entry));
    let told = others.filter_map(|entry| {
        let by = named(&entry.by, content);
        let what = match &entry.event {
            Event::Declined { reason } | Event::PartnerDeclined { reason } => {
                texts.past_declined(by, line(reason))
            }
            Event::Asked { question, .. } => texts.past_asked(by, line(question)),
            Event::Reassigned { to } => texts.past_reassigned(called(to, content)),
            _ => return None,
        };
        Some(texts.past(japanese(japan_date(entry.at)), what))
    });
    told.collect()
}
