//! What an order costs the employer and what the worker gets, worked out one way for every page, mail and print.
//!
//! The worker's pay for one lot is its minutes at the hourly reference, rounded up; the employer's unit price
//! is that pay with the operator's share on top (pay ÷ (1 − share)), rounded up; an order is unit price × lots,
//! at least the smallest order, with tax on the sum. The guideline on 自営型テレワーク says to derive pay from
//! the standard output of an hour and names the minimum wage as one reference.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::judge::{times_month, units_month};
use crate::tasks::Task;
use answers::TaskAnswers;
use base::text::yen;
use town::texts::QuestionnaireTexts;
use town::{Programme, Rates};

/// For how much work an amount is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// An average month of a task that comes at least monthly.
    Month,
    /// One job of a task that comes less often.
    Job,
}

/// What the employer would pay, in whole yen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Price {
    /// For how much work the amounts are.
    pub span: Span,
    /// Minutes for one lot, as the employer says.
    pub minutes: f64,
    /// How many lots the span has; the minutes are for one.
    pub lots: f64,
    /// Without tax.
    pub net: u64,
    /// The tax on it.
    pub tax: u64,
    /// With tax.
    pub gross: u64,
    /// With tax, if a lot takes as few minutes as it may.
    pub gross_low: u64,
    /// With tax, if a lot takes as many minutes as it may.
    pub gross_high: u64,
    /// Whether `net` is the smallest order rather than minutes × count.
    pub smallest: bool,
}

/// What the worker gets, in whole yen; the director's and the office's to see.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pay {
    /// For an hour of the employer's minutes.
    pub per_hour: u64,
    /// For one lot.
    pub unit: u64,
    /// For the price's span.
    pub total: u64,
    /// What is left of the price without tax for the operator.
    pub operator: u64,
    /// Whether the operator's share in the settings is only a sample.
    pub sample: bool,
}

impl Price {
    /// The price in words, e.g. 1か月に税込23,100円（税抜21,000円、消費税2,100円）.
    pub fn line(&self, says: &QuestionnaireTexts) -> String {
        let span = match self.span {
            Span::Month => says.span_month(),
            Span::Job => says.span_job(),
        };
        says.price(span, yen(self.gross), yen(self.net), yen(self.tax))
    }
}

/// What one task costs at the employer's minutes; `None` while nobody knows how often it comes or how long it takes.
pub fn price(
    task: &Task,
    given: &TaskAnswers,
    programme: &Programme,
    today: Date,
) -> Option<Price> {
    if !given.has_amount() {
        return None;
    }
    let per_hour = programme.pay_per_hour(today);
    let span = match times_month(given) {
        times if times >= 1.0 => Span::Month,
        _ => Span::Job,
    };
    let units = match span {
        Span::Month => units_month(given),
        Span::Job => f64::from(given.count),
    };
    let lots = units / f64::from(given.per.max(1));
    let order = |minutes| Order::of(minutes, lots, per_hour, &programme.rates);
    let (low, high) = task.minutes_range(given);
    let middle = order(given.minutes);
    Some(Price {
        span,
        minutes: given.minutes,
        lots,
        net: middle.net,
        tax: middle.tax,
        gross: middle.gross(),
        gross_low: order(low).gross(),
        gross_high: order(high).gross(),
        smallest: middle.smallest,
    })
}

/// What the worker gets of that price.
pub fn pay(price: &Price, programme: &Programme, today: Date) -> Pay {
    let per_hour = programme.pay_per_hour(today);
    let unit = unit_pay(price.minutes, per_hour);
    let total = whole(unit, price.lots);
    Pay {
        per_hour,
        unit,
        total,
        operator: price.net.saturating_sub(total),
        sample: programme.rates.sample,
    }
}

struct Order {
    net: u64,
    tax: u64,
    smallest: bool,
}

impl Order {
    fn of(minutes: f64, lots: f64, per_hour: u64, rates: &Rates) -> Order {
        let unit = unit_price(unit_pay(minutes, per_hour), rates.share_percent);
        let worked = whole(unit, lots);
        let net = worked.max(rates.smallest_order);
        Order {
            net,
            tax: net * u64::from(rates.tax_percent) / 100,
            smallest: worked < rates.smallest_order,
        }
    }

    fn gross(&self) -> u64 {
        self.net + self.tax
    }
}

/// What the employer pays for one lot of so many minutes, without tax and whatever the smallest order is.
pub fn lot_price(minutes: f64, programme: &Programme, today: Date) -> u64 {
    let pay = unit_pay(minutes, programme.pay_per_hour(today));
    unit_price(pay, programme.rates.share_percent)
}

/// What the employer pays for one lot, without tax, where the worker gets so much for it.
pub fn employer_unit(pay: u64, programme: &Programme) -> u64 {
    unit_price(pay, programme.rates.share_percent)
}

/// The worker's pay for one lot, never below the hourly reference for its minutes.
fn unit_pay(minutes: f64, per_hour: u64) -> u64 {
    // Minutes have one decimal, so tenths are whole and the division is exact.
    let tenths = (minutes * 10.0).round() as u64;
    (tenths * per_hour).div_ceil(600)
}

/// The employer's price for one lot: the worker's pay is what is left after the operator's share.
fn unit_price(pay: u64, share_percent: u32) -> u64 {
    let rest = 100 - u64::from(share_percent.min(99));
    (pay * 100).div_ceil(rest)
}

/// Unit × lots in whole yen; the parts of a lot in an average month count too.
fn whole(unit: u64, lots: f64) -> u64 {
    (unit as f64 * lots + 1e-6).floor() as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use town::Content;

    fn rates() -> Rates {
        Rates {
            share_percent: 20,
            smallest_order: 3000,
            tax_percent: 10,
            ..Content::embedded().programme.rates
        }
    }

    #[test]
    fn an_inn_pays_for_three_hundred_sheets_what_the_worked_case_says() {
        // 3 minutes at 1,117 yen are 55.85, so 56 yen for the worker and 70 for the inn.
        assert_eq!(unit_pay(3.0, 1117), 56);
        let order = Order::of(3.0, 300.0, 1117, &rates());
        assert_eq!(
            (order.net, order.tax, order.gross()),
            (21_000, 2_100, 23_100)
        );
        assert_eq!(whole(56, 300.0), 16_800);
    }

    #[test]
    fn an_order_too_small_to_handle_costs_the_smallest_one() {
        let order = Order::of(5.0, 2.0, 1117, &rates());
        assert_eq!((order.net, order.tax, order.smallest), (3_000, 300, true));
    }

    #[test]
    fn no_minutes_are_paid_below_the_reference() {
        for tenths in 1..=2000_u32 {
            let minutes = f64::from(tenths) / 10.0;
            let hourly = unit_pay(minutes, 1117) as f64 * 60.0 / minutes;
            assert!(hourly >= 1117.0 - 1e-6, "{minutes}: {hourly}");
        }
    }
}
