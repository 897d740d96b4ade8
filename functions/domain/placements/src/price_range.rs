//! What the employer would pay, as the partner is told.

use base::text::yen;
use questionnaire::assess::{Price, Span};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use town::texts::PlacementTexts;

/// The most that a price may be, as of an amount that a person types.
pub(crate) const MOST_YEN: u64 = 1_000_000_000;

/// What the employer would pay, in yen with tax.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PriceRange {
    /// For how much work: a month of it, or the one job.
    pub per: PricedSpan,
    /// The least.
    pub low: u64,
    /// The most.
    pub high: u64,
}

/// For how much work a price is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PricedSpan {
    /// For a month of it.
    Month,
    /// For the whole job.
    Job,
}

impl PriceRange {
    pub(crate) fn of(price: &Price) -> PriceRange {
        PriceRange {
            per: match price.span {
                Span::Month => PricedSpan::Month,
                Span::Job => PricedSpan::Job,
            },
            low: price.gross_low,
            high: price.gross_high,
        }
    }

    /// Whether it is money that somebody may mean to pay.
    pub(crate) fn is_possible(self) -> bool {
        self.low <= self.high && self.high <= MOST_YEN
    }

    /// In words.
    pub fn line(self, texts: &PlacementTexts) -> String {
        let (low, high) = (yen(self.low), yen(self.high));
        match self.per {
            PricedSpan::Month => texts.price_month(low, high),
            PricedSpan::Job => texts.price_job(low, high),
        }
    }
}
