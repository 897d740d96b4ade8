//! Judges an order before it is issued: by the law's items, the wordings it bans, the days, the workers' shares.

use base::time::{Calendar, written_dates};
use jiff::civil::Date;
use text_checks::{payment_flaw, transfer_fee_flaw};
use town::{PayRule, Programme};

use crate::days::{PayDay, Timing, is_bank_day, latest, lawful_limit, our_limit, pay_day};
use crate::faults::{OrderFault, OrderWarning, WordingPlace};
use crate::meter::MeterState;
use crate::terms::{Fee, FurtherTerm, OrderDraft, TermItem, agreed_rule, postponed};

/// What judging an order needs beside it.
#[derive(Clone, Copy)]
pub struct Judge<'a> {
    /// The town's rules.
    pub programme: &'a Programme,
    /// Today.
    pub today: Date,
    /// What was issued last: its days may be over by now.
    pub issued: Option<&'a OrderDraft>,
}

impl Judge<'_> {
    /// How the payments of an order follow its deliveries: together, where its day of payment is the one of the
    /// town's rule.
    pub fn timing(&self, draft: &OrderDraft) -> Timing {
        let rule = agreed_rule(&self.programme.orders.pay, &draft.others);
        let calendar = &self.programme.calendar;
        match (draft.delivery.value(), draft.payment.value()) {
            (Some(received), Some(paid)) if by_rule(*received, *paid, &rule, calendar) => {
                Timing::Monthly
            }
            _ => Timing::Each,
        }
    }

    /// Why an order may not be issued; empty: it may.
    pub fn faults(&self, draft: &OrderDraft) -> Vec<OrderFault> {
        let mut faults = missing(draft);
        faults.extend(self.open_items(draft));
        faults.extend(wordings(draft));
        faults.extend(self.dates(draft));
        faults.extend(workers(draft));
        faults.extend(draft.fee.value().and_then(number));
        faults
    }

    fn open_items(&self, draft: &OrderDraft) -> Vec<OrderFault> {
        let mut faults = Vec::new();
        for item in 1..=9 {
            if let MeterState::Undecided { reason, on } = draft.item(item) {
                if reason.trim().is_empty() {
                    faults.push(OrderFault::NoReason { item });
                }
                if on < self.today {
                    faults.push(OrderFault::UndecidedOver { item, on });
                }
            }
        }
        if draft.payment.undecided().is_some() && draft.delivery.value().is_some() {
            faults.push(OrderFault::PaymentOpen);
        }
        faults
    }

    fn dates(&self, draft: &OrderDraft) -> Vec<OrderFault> {
        let mut faults = Vec::new();
        let issued = self.issued;
        let days = [
            (3, &draft.payment, issued.map(|issued| &issued.payment)),
            (6, &draft.delivery, issued.map(|issued| &issued.delivery)),
            (
                8,
                &draft.inspection,
                issued.map(|issued| &issued.inspection),
            ),
        ];
        for (item, day, before) in days {
            let over = day.value().is_some_and(|day| *day < self.today);
            if over && before != Some(day) {
                faults.push(OrderFault::DayOver { item });
            }
        }
        let delivered = draft.delivery.value();
        if let (Some(received), Some(inspected)) = (delivered, draft.inspection.value())
            && inspected < received
        {
            faults.push(OrderFault::InspectionEarly);
        }
        if let (Some(received), Some(paid)) = (delivered, draft.payment.value()) {
            let limit = lawful_limit(*received, self.timing(draft), draft.original());
            let limit = latest(limit, postponed(&draft.others, self.programme));
            if *paid > limit {
                faults.push(OrderFault::PayLate { limit });
            }
        }
        faults
    }

    /// What to look at before it is issued.
    pub fn warnings(&self, draft: &OrderDraft) -> Vec<OrderWarning> {
        let mut warnings = Vec::new();
        if let (Some(fee), Some(seconds)) = (draft.fee.value(), draft.seconds.filter(|s| *s > 0))
            && let Some(wage) = self.programme.minimum_wage_on(self.today)
        {
            let hour = fee.unit_yen.saturating_mul(3600) / u64::from(seconds);
            let wage = wage.yen;
            if hour < wage {
                warnings.push(OrderWarning::UnderMinimumWage { hour, wage });
            }
        }
        if let Some(paid) = draft.payment.value() {
            if !is_bank_day(*paid, &self.programme.calendar) {
                warnings.push(OrderWarning::BankClosed);
            }
            if let (Some(received), Some(original)) = (draft.delivery.value(), draft.original()) {
                let limit = our_limit(*received, self.timing(draft), Some(original));
                let limit = latest(limit, postponed(&draft.others, self.programme));
                if *paid > limit {
                    warnings.push(OrderWarning::BeyondOurs { limit });
                }
            }
        }
        let unmailed = draft.workers.iter().filter(|w| w.mail.is_none());
        warnings.extend(unmailed.map(|worker| OrderWarning::NoMail {
            name: worker.name.clone(),
        }));
        if draft.master.trim().is_empty() {
            warnings.push(OrderWarning::NoMaster);
        }
        warnings
    }
}

/// Whether a day of payment is the town's rule's for that delivery.
fn by_rule(received: Date, paid: Date, rule: &PayRule, calendar: &Calendar) -> bool {
    paid == rule.pays(received) || paid == pay_day(received, rule, None, calendar).on
}

impl OrderDraft {
    /// The day on which the client pays, where all three facts of re-entrusting are written.
    pub fn original(&self) -> Option<Date> {
        let facts = self.reentrusted.as_ref()?;
        (!facts.client.trim().is_empty()).then_some(facts.pay_on)
    }

    /// The day of payment for something delivered on that day, by the town's rule as far as it is agreed on.
    pub fn pay_day(&self, delivered: Date, programme: &Programme) -> PayDay {
        let rule = agreed_rule(&programme.orders.pay, &self.others);
        pay_day(delivered, &rule, self.original(), &programme.calendar)
    }

    /// Its texts that somebody may have typed.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (WordingPlace, &str)> {
        let items = [(1, &self.work), (7, &self.place), (9, &self.method)];
        let written = items.into_iter().map(|(item, text)| {
            let text = match text {
                TermItem::Set(text) => text.as_str(),
                TermItem::Undecided { reason, .. } => reason.as_str(),
                TermItem::Missing => "",
            };
            (WordingPlace::Item(item), text)
        });
        let unit = self.fee.value().map(|fee| fee.unit.as_str());
        let unit = unit.map(|unit| (WordingPlace::Item(2), unit));
        let others = self.others.iter();
        let others = others.map(|(term, text)| (WordingPlace::Further(*term), text.as_str()));
        written.chain(unit).chain(others)
    }
}

fn missing(draft: &OrderDraft) -> Vec<OrderFault> {
    let items = (1..=9).filter(|item| draft.item(*item) == MeterState::Missing);
    let mut faults: Vec<OrderFault> = items.map(|item| OrderFault::Missing { item }).collect();
    let further = FurtherTerm::ALL.into_iter().filter_map(|term| {
        let text = draft.others.get(&term).map_or("", String::as_str);
        term.point().filter(|_| text.trim().is_empty())
    });
    faults.extend(further.map(|point| OrderFault::MissingPoint { point }));
    if draft.reentrusted.is_some() && draft.original().is_none() {
        faults.push(OrderFault::ClientMissing);
    }
    faults
}

fn wordings(draft: &OrderDraft) -> Vec<OrderFault> {
    let of_days = draft.texts().filter_map(|(place, text)| {
        let (flaw, word) = payment_flaw(text)?;
        Some(OrderFault::PayWording { place, flaw, word })
    });
    let of_fees = draft.texts().filter_map(|(place, text)| {
        let word = transfer_fee_flaw(text, place == WordingPlace::Item(9))?;
        Some(OrderFault::FeeWording { place, word })
    });
    of_days.chain(of_fees).chain(other_pay_day(draft)).collect()
}

/// A day that the method of payment names and that is not the day of payment.
fn other_pay_day(draft: &OrderDraft) -> Option<OrderFault> {
    let (paid, method) = (draft.payment.value()?, draft.method.value()?);
    let named = written_dates(method).into_iter();
    let mut named = named.filter_map(|it| it.date().or_else(|| it.in_year(paid.year())));
    let day = named.find(|day| day != paid)?;
    Some(OrderFault::OtherPayDay { day })
}

fn number(fee: &Fee) -> Option<OrderFault> {
    match (fee.count, fee.ceiling) {
        (None | Some(0), None) | (None, Some(0)) => Some(OrderFault::NoNumber),
        (Some(count), Some(ceiling)) if ceiling < count => Some(OrderFault::CeilingLow),
        _ => None,
    }
}

fn workers(draft: &OrderDraft) -> Vec<OrderFault> {
    let workers = &draft.workers;
    let mut faults = Vec::new();
    if workers.len() > OrderDraft::MOST_WORKERS {
        faults.push(OrderFault::TooManyWorkers);
    }
    for (at, worker) in workers.iter().enumerate() {
        let before = &workers[..at];
        if before
            .iter()
            .any(|other| other.number == worker.number || other.name.trim() == worker.name.trim())
        {
            let name = worker.name.clone();
            faults.push(OrderFault::SameWorker { name });
        }
    }
    let whole = draft.fee.value().and_then(Fee::number);
    let counts: Vec<Option<u32>> = workers.iter().map(|worker| worker.count).collect();
    if let ([_, _, ..], Some(nameless)) = (&counts[..], workers.iter().find(|w| w.count.is_none()))
    {
        let name = nameless.name.clone();
        faults.push(OrderFault::NoShare { name });
    } else if let Some(whole) = whole
        && counts.iter().any(Option::is_some)
    {
        let sum = counts.iter().flatten().map(|count| u64::from(*count)).sum();
        if sum != u64::from(whole) {
            faults.push(OrderFault::Shares { sum, whole });
        }
    }
    faults
}
