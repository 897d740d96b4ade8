//! Quotes that were sent, and how each stands.

use base::time::japanese;
use jiff::civil::Date;
use orders::Quote;
use serde::Serialize;
use town::Content;
use web::words::moment;

use crate::people::People;

/// A quote that was sent.
#[derive(Serialize)]
pub(super) struct SentRow {
    version: u32,
    lines: Vec<String>,
    agreed: bool,
}

/// How a quote stands, in a few words.
pub(super) fn standing(quote: Option<&Quote>, today: Date, content: &Content) -> String {
    let texts = &content.texts.quotes;
    let Some(quote) = quote else {
        return texts.state_none().to_owned();
    };
    let until = japanese(quote.sent.what.valid_until);
    match (quote.agreed(), quote.refused(), quote.is_over(today)) {
        (Some(_), ..) => texts.state_agreed().to_owned(),
        (_, Some(_), _) => texts.state_refused().to_owned(),
        (.., true) => texts.state_over(until),
        _ => texts.state_open(until),
    }
}

impl SentRow {
    pub fn of(quote: &Quote, today: Date, content: &Content) -> SentRow {
        let (texts, people) = (&content.texts.quotes, People(content));
        let sent = format!(
            "{}（{}）",
            texts.told_sent(people.actor(&quote.sent.by), quote.version),
            moment(quote.sent.at)
        );
        let answers = quote.answers.iter().map(|answer| {
            let told = answer
                .what
                .told(people.actor(&answer.by), quote.version, texts);
            format!("{told}（{}）", moment(answer.at))
        });
        let standing = standing(Some(quote), today, content);
        SentRow {
            version: quote.version,
            lines: [sent]
                .into_iter()
                .chain(answers)
                .chain([standing])
                .collect(),
            agreed: quote.agreed().is_some(),
        }
    }
}
