//! The first draft of an order: every item that sheet and settings can say, for the director to change.

use std::collections::BTreeMap;

use base::time::date_in;
use jiff::ToSpan;
use jiff::civil::Date;
use job_spec::{FieldState, JobSpec, SpecField, least_finished};
use questionnaire::assess::{Span, pay};
use town::Content;
use town::texts::OrderTexts;

use crate::days::pay_day;
use crate::terms::{Fee, FurtherTerm, OrderDraft, TermItem};

/// Days until the delivery of a single job whose sheet names no day.
const SINGLE_JOB_DAYS: i32 = 14;

impl OrderDraft {
    /// What sheet and settings propose. What is 未定 on the sheet stays so, with its reason and day; what neither
    /// knows is missing.
    pub fn proposed(spec: &JobSpec, content: &Content, today: Date) -> OrderDraft {
        let (programme, texts) = (&content.programme, &content.texts.orders);
        let delivery = delivery(spec, today);
        let inspection = after(&delivery, |day| {
            day.saturating_add(i64::from(programme.terms.inspection_days).days())
        });
        let payment = after(&delivery, |day| {
            pay_day(day, &programme.orders.pay, None, &programme.calendar).on
        });
        OrderDraft {
            work: work(spec, texts),
            fee: fee(spec, content, today),
            payment,
            delivery,
            place: from_sheet(spec, "delivery_place"),
            inspection,
            method: match from_sheet(spec, "payment_method") {
                TermItem::Missing => TermItem::Set(texts.default_method().to_owned()),
                item => item,
            },
            reentrusted: None,
            others: others(spec, content),
            master: programme.orders.master_terms.clone(),
            workers: Vec::new(),
            seconds: spec
                .estimate
                .price
                .as_ref()
                .and_then(|price| seconds(price.minutes)),
            until: None,
            from: None,
        }
    }
}

fn field<'a>(spec: &'a JobSpec, id: &str) -> Option<&'a SpecField> {
    spec.fields.iter().find(|field| field.id == id)
}

/// The text of a field as the sheet has it, possibly empty.
fn value<'a>(spec: &'a JobSpec, id: &str) -> &'a str {
    field(spec, id).map_or("", |field| field.value.trim())
}

fn from_sheet(spec: &JobSpec, id: &str) -> TermItem<String> {
    match field(spec, id).map(|field| &field.state) {
        Some(FieldState::Undecided { reason, planned }) => TermItem::Undecided {
            reason: reason.clone(),
            on: *planned,
        },
        _ => TermItem::text(value(spec, id)),
    }
}

/// ① is as far as the least finished of the fields that say it.
fn work(spec: &JobSpec, texts: &OrderTexts) -> TermItem<String> {
    if let FieldState::Undecided { reason, planned } = least_finished(&spec.fields, 1) {
        return TermItem::Undecided {
            reason,
            on: planned,
        };
    }
    let labelled = |label: &str, id: &str| match value(spec, id) {
        "" => None,
        text => Some(texts.labelled(label, text)),
    };
    let parts = [
        Some(value(spec, "work").to_owned()).filter(|text| !text.is_empty()),
        labelled(texts.work_deliverable(), "deliverable"),
        labelled(texts.work_volume(), "volume"),
        labelled(texts.work_excludes(), "excludes"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    TermItem::text(&parts.join("\n"))
}

/// The worker's pay as the sheet's price was worked out: for an expected number and a fifth more at most where it
/// comes every month, for a fixed number where it is one job. As open as the amount of work, where nobody knows that.
fn fee(spec: &JobSpec, content: &Content, today: Date) -> TermItem<Fee> {
    let Some(price) = &spec.estimate.price else {
        return match field(spec, "volume").map(|field| &field.state) {
            Some(FieldState::Undecided { reason, planned }) => TermItem::Undecided {
                reason: reason.clone(),
                on: *planned,
            },
            _ => TermItem::Missing,
        };
    };
    let unit = pay(price, &content.programme, today).unit;
    let own = town::Unit::own();
    let row = spec.catalogue.as_deref().and_then(|id| content.task(id));
    let lot = row.map_or(&own, |row| &row.unit).lot();
    let lots = price.lots.max(1.0);
    // Lots are small positive numbers.
    let (count, ceiling) = (lots.round() as u32, (lots * 1.2).ceil() as u32);
    TermItem::Set(Fee {
        unit_yen: unit,
        unit: lot,
        count: Some(count),
        ceiling: (price.span == Span::Month).then_some(ceiling.max(count)),
    })
}

/// Minutes have one decimal.
fn seconds(minutes: f64) -> Option<u32> {
    let seconds = (minutes * 60.0).round();
    (seconds >= 1.0 && seconds < f64::from(u32::MAX)).then_some(seconds as u32)
}

/// The day that the sheet names; else a month from now for work that comes every month, two weeks for a single job.
/// Where nobody knows which of both it is, none.
fn delivery(spec: &JobSpec, today: Date) -> TermItem<Date> {
    if let Some(FieldState::Undecided { reason, planned }) =
        field(spec, "delivery").map(|field| &field.state)
    {
        return TermItem::Undecided {
            reason: reason.clone(),
            on: *planned,
        };
    }
    let named = date_in(value(spec, "delivery")).filter(|day| *day >= today);
    let usual = spec.estimate.price.as_ref().map(|price| match price.span {
        Span::Job => today.saturating_add(SINGLE_JOB_DAYS.days()),
        Span::Month => today.saturating_add(1.month()),
    });
    named.or(usual).map_or(TermItem::Missing, TermItem::Set)
}

/// What follows from the day of delivery is open as long as that is, for the same reason.
fn after(delivery: &TermItem<Date>, day: impl Fn(Date) -> Date) -> TermItem<Date> {
    match delivery {
        TermItem::Set(received) => TermItem::Set(day(*received)),
        open => open.clone(),
    }
}

fn others(spec: &JobSpec, content: &Content) -> BTreeMap<FurtherTerm, String> {
    let texts = &content.texts.orders;
    let of_sheet = |id: &str, otherwise: &str| match value(spec, id) {
        "" => otherwise.to_owned(),
        text => text.to_owned(),
    };
    let bank = match content.programme.orders.pay.postponed {
        true => texts.default_bank_next(),
        false => texts.default_bank_before(),
    };
    let terms = [
        (FurtherTerm::Expenses, of_sheet("expenses", "")),
        (FurtherTerm::Changes, texts.default_changes().to_owned()),
        (
            FurtherTerm::Rework,
            of_sheet("inspection", texts.default_rework()),
        ),
        (FurtherTerm::Ip, of_sheet("intellectual_property", "")),
        (
            FurtherTerm::Confidentiality,
            of_sheet("confidentiality", ""),
        ),
        (FurtherTerm::Materials, of_sheet("handover", "")),
        (FurtherTerm::Term, of_sheet("term", "")),
        (FurtherTerm::Ending, of_sheet("notice", "")),
        (
            FurtherTerm::Cancelling,
            texts.default_cancelling().to_owned(),
        ),
        (FurtherTerm::BankHoliday, bank.to_owned()),
        (FurtherTerm::Questions, of_sheet("questions", "")),
    ];
    let written = terms.into_iter().filter(|(_, text)| !text.is_empty());
    written.collect()
}
