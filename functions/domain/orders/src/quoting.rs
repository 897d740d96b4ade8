//! What may be done about the quotes of a placement.

use jiff::civil::Date;

use crate::book::OrderBook;
use crate::event::OrderEvent;
use crate::issue::OrderRefused;
use crate::paper::Paper;
use crate::quote::QuoteFault;
use crate::quote_paper::{Consent, QuoteFacts};
use crate::quoted::{AnsweredQuote, QuoteAnswer, SentQuote};
use crate::signed::Signed;

impl OrderBook {
    /// Sends what was prepared, to whoever has `seen` that.
    ///
    /// # Errors
    /// [`OrderRefused`].
    pub fn send_quote(
        &self,
        seen: &str,
        facts: &QuoteFacts<'_>,
        today: Date,
    ) -> Result<OrderEvent, OrderRefused> {
        let nothing = || OrderRefused::Quote(vec![QuoteFault::Nothing]);
        let draft = self.quote_draft.as_ref().ok_or_else(nothing)?;
        let latest = self.quote();
        // What was refused may be sent once more as it was.
        let standing = latest.filter(|quote| quote.refused().is_none());
        if let Some(sent) = standing.map(|quote| &quote.sent)
            && sent.what.digest() == seen
        {
            return Err(OrderRefused::Done {
                by: sent.by.clone(),
                at: sent.at,
            });
        }
        if draft.digest() != seen {
            return Err(OrderRefused::OtherDraft);
        }
        let faults = draft.faults(today);
        if !faults.is_empty() {
            return Err(OrderRefused::Quote(faults));
        }
        let version = latest.map_or(1, |quote| quote.version + 1);
        let before = latest.map(|quote| &quote.paper);
        Ok(OrderEvent::Quoted(Box::new(SentQuote {
            paper: facts.quote(draft, version, Some(today), before),
            draft: draft.clone(),
        })))
    }

    /// The preview of what was prepared.
    pub fn preview_quote(&self, facts: &QuoteFacts<'_>) -> Option<Paper> {
        let draft = self.quote_draft.as_ref()?;
        Some(facts.quote(draft, 0, None, None))
    }

    /// An answer to that version, which has to be the one that holds; `how`: the sentence of the contract about it.
    ///
    /// # Errors
    /// [`OrderRefused`].
    pub fn answer_quote(
        &self,
        version: u32,
        answer: &QuoteAnswer,
        facts: &QuoteFacts<'_>,
        how: &str,
        today: Date,
    ) -> Result<OrderEvent, OrderRefused> {
        let quote = self.quote().filter(|quote| quote.version == version);
        let quote = quote.ok_or(OrderRefused::NoSuchQuote)?;
        let done = |before: &Signed<QuoteAnswer>| OrderRefused::Done {
            by: before.by.clone(),
            at: before.at,
        };
        let is_yes = matches!(answer, QuoteAnswer::Agreed { .. });
        // Who refused may change their mind, as long as it is good.
        if let Some(before) = quote.agreed().or(quote.refused().filter(|_| !is_yes)) {
            return Err(done(before));
        }
        if let Some(before) = quote.answers.last().filter(|last| last.what == *answer) {
            return Err(done(before));
        }
        let contract = match answer {
            QuoteAnswer::Agreed { on, .. } if quote.is_over(*on) || quote.is_over(today) => {
                let until = quote.sent.what.valid_until;
                return Err(OrderRefused::QuoteOver { until });
            }
            QuoteAnswer::Agreed { on, .. } => {
                let on = *on;
                let of = (&quote.paper, &quote.sent.what);
                facts.contract(of, &Consent { how, on }).to_vec()
            }
            _ => Vec::new(),
        };
        Ok(OrderEvent::QuoteAnswered(Box::new(AnsweredQuote {
            version,
            answer: answer.clone(),
            contract,
        })))
    }
}
