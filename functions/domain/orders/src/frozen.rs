//! What one worker was told: the terms of an order as they were when it was issued. Nothing later changes them.

use std::collections::BTreeMap;

use base::contact::EmailAddress;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use town::Programme;

use crate::days::Timing;
use crate::terms::{Fee, FurtherTerm, OrderDraft, OrderWorker, Reentrusted, TermItem};

/// Who orders, as the settings said on the day of the order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Orderer {
    /// The name.
    pub name: String,
    /// The postal address.
    pub address: String,
    /// The phone number.
    pub phone: String,
    /// The mail address.
    pub mail: String,
}

/// The terms of an order to one worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderTerms {
    /// The work's name on its sheet.
    pub title: String,
    /// ④ Who orders.
    pub orderer: Orderer,
    /// ④ Who does it.
    pub worker: String,
    /// Where the papers go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<EmailAddress>,
    /// ⑤ The day of the order; of its first version, also in a later one.
    pub ordered_on: Date,
    /// ① What is to be delivered.
    pub work: TermItem<String>,
    /// ② The fee for all.
    pub fee: TermItem<Fee>,
    /// How many units are this worker's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<u32>,
    /// Percent of tax that is paid on top.
    pub tax_percent: u32,
    /// ③ The day of payment.
    pub payment: TermItem<Date>,
    /// Whether the deliveries of a month are paid together.
    pub monthly: bool,
    /// ⑥ The day of delivery.
    pub delivery: TermItem<Date>,
    /// ⑦ Where it is delivered.
    pub place: TermItem<String>,
    /// ⑧ The day by which it is inspected.
    pub inspection: TermItem<Date>,
    /// ⑨ How it is paid.
    pub method: TermItem<String>,
    /// The facts of re-entrusting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reentrusted: Option<Reentrusted>,
    /// What else is agreed on.
    pub others: BTreeMap<FurtherTerm, String>,
    /// The number of the common terms; empty where there are none.
    pub master: String,
    /// The day on which work that comes every month ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// The first day of the month that they are for; none in the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
}

impl Orderer {
    /// Who orders, by the settings.
    pub fn of(programme: &Programme) -> Orderer {
        let operator = &programme.operator;
        Orderer {
            name: operator.name.clone(),
            address: operator.address.clone(),
            phone: operator.phone.clone(),
            mail: operator.mail.clone(),
        }
    }
}

/// What an order says beside its draft, as it was on the day it was issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderFacts {
    /// The work's name on its sheet.
    pub title: String,
    /// Who orders.
    pub orderer: Orderer,
    /// Percent of tax that is paid on top.
    pub tax_percent: u32,
    /// Whether the deliveries of a month are paid together.
    pub monthly: bool,
}

impl OrderFacts {
    /// By the settings of today.
    pub fn of(title: &str, programme: &Programme, timing: Timing) -> OrderFacts {
        OrderFacts {
            title: title.to_owned(),
            orderer: Orderer::of(programme),
            tax_percent: programme.rates.tax_percent,
            monthly: timing == Timing::Monthly,
        }
    }
}

impl OrderTerms {
    /// The terms for one worker of a draft, ordered on that day.
    pub fn of(
        draft: &OrderDraft,
        worker: &OrderWorker,
        facts: &OrderFacts,
        ordered_on: Date,
    ) -> OrderTerms {
        OrderTerms {
            title: facts.title.clone(),
            orderer: facts.orderer.clone(),
            worker: worker.name.trim().to_owned(),
            mail: worker.mail.clone(),
            ordered_on,
            work: draft.work.clone(),
            fee: draft.fee.clone(),
            share: draft.share(worker),
            tax_percent: facts.tax_percent,
            payment: draft.payment.clone(),
            monthly: facts.monthly,
            delivery: draft.delivery.clone(),
            place: draft.place.clone(),
            inspection: draft.inspection.clone(),
            method: draft.method.clone(),
            reentrusted: draft.reentrusted.clone(),
            others: draft.others.clone(),
            master: draft.master.clone(),
            until: draft.until,
            from: draft.from,
        }
    }

    /// How payments follow deliveries.
    pub fn timing(&self) -> Timing {
        match self.monthly {
            true => Timing::Monthly,
            false => Timing::Each,
        }
    }

    /// The day on which the client pays, where the facts of re-entrusting are written.
    pub fn original(&self) -> Option<Date> {
        self.reentrusted.as_ref().map(|facts| facts.pay_on)
    }

    /// The most units that are this worker's, where as many are paid as are delivered: a share of the ceiling as
    /// large as that of the number.
    pub fn most(&self) -> Option<u32> {
        let fee = self.fee.value()?;
        let ceiling = fee.ceiling?;
        match (self.share, fee.number()) {
            (Some(share), Some(whole)) if whole > 0 => {
                let most = u64::from(ceiling) * u64::from(share) / u64::from(whole);
                // No more than the ceiling, which is a u32.
                Some(most as u32)
            }
            _ => Some(ceiling),
        }
    }

    /// What this worker gets without tax, as far as the number is known.
    pub fn net(&self) -> Option<u64> {
        Some(self.fee.value()?.sum(self.share?))
    }

    /// The tax on an amount, rounded down once.
    pub fn tax(&self, net: u64) -> u64 {
        net.saturating_mul(u64::from(self.tax_percent)) / 100
    }
}
