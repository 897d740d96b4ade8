//! What a placement counts for in the ledger, and the lines to append when its case changes.
//!
//! A placement's account is a function of how it stands. Recording a change appends the lines by which
//! the account grew, and a struck copy of every line it lost (a corrected amount, a trial found out), so
//! that lines are only ever added and always sum up to the accounts.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::Case;
use super::entry::{Event, Stage};
use super::state::{Placement, Status};
use base::people::{Actor, Holder};
use base::time::{Calendar, japan_date};
use figures::ledger::{Fact, LedgerLine};
use orders::OrderedSheet;
use sha2::{Digest, Sha256};
use submissions::route::Reason;
use town::Programme;

/// So many bytes tell the people of a town apart.
const PERSON_BYTES: usize = 6;

/// The lines to append when a case goes from one version to the next. Its first record also enters what
/// was sent, so that sending itself has nothing to enter.
pub(super) fn lines(before: &Case, after: &Case, programme: &Programme) -> Vec<LedgerLine> {
    let accounts = |case: &Case| -> Vec<LedgerLine> {
        let placements = case.placements.iter();
        placements
            .flat_map(|p| counted(p, case, programme))
            .collect()
    };
    let had = match before.version {
        0 => Vec::new(),
        _ => accounts(before),
    };
    let has = accounts(after);
    let struck = had
        .iter()
        .filter(|line| !has.contains(line))
        .map(|line| LedgerLine {
            struck: true,
            ..line.clone()
        });
    let new = has.iter().filter(|line| !had.contains(line)).cloned();
    struck.chain(new).collect()
}

/// What a placement counts for, as it stands. What a director prepares again under 同じ条件で is no sheet that arrived:
/// nobody asked and nobody answered, so it counts from its order on.
pub(super) fn counted(
    placement: &Placement,
    case: &Case,
    programme: &Programme,
) -> Vec<LedgerLine> {
    if matches!(placement.status, Status::Ended { reason } if reason.is_void()) {
        return Vec::new();
    }
    let sent_at = case.submission.sent_at;
    let (sent, answer_by) = (japan_date(sent_at), case.submission.answer_by);
    let line = |on, fact| LedgerLine::new(on, placement.id.to_string(), fact);
    let received = Fact::Received {
        answer_by,
        hours_month: placement.spec.estimate.hours_month,
        assisted: case.submission.assisted.is_some(),
        source: case.submission.source.clone(),
        industry: Some(placement.spec.industry),
    };
    let answered = placement.first_answer.map(|at| Fact::Answered {
        minutes: business_minutes(&programme.calendar, sent_at, at),
        in_time: japan_date(at) <= answer_by,
    });
    let accepted = placement.accepted.iter();
    let accepted = accepted.map(|(by, at)| {
        let fact = Fact::Accepted {
            by: by.clone(),
            person: person(by, programme),
        };
        line(japan_date(*at), fact)
    });
    // What is said of it later is no other end.
    let mut entries = placement.history.iter().rev();
    let last = entries.find(|entry| !matches!(entry.event, Event::MindChanged { .. }));
    let ended = last.and_then(|last| match placement.status {
        Status::Ended { reason } => Some(line(japan_date(last.at), Fact::Ended { reason })),
        _ => None,
    });
    let arrived = placement.choice.reason != Reason::Again;
    [Some(line(sent, received)), answered.map(|a| line(sent, a))]
        .into_iter()
        .flatten()
        .chain(accepted)
        .filter(|_| arrived)
        .chain(ordered(placement))
        .chain(booked(placement))
        .chain(ended)
        .collect()
}

/// The number of whoever directs or stands in for a group: the same in every group of one address. It holds neither name nor
/// address; whoever has the address can work it out, so it is a pseudonym.
fn person(by: &Actor, programme: &Programme) -> Option<String> {
    by.group()?;
    let (_, mail) = programme.contact_of(by)?;
    let digest = Sha256::digest(format!("person {}", mail.to_ascii_lowercase()));
    Some(hex::encode(&digest[..PERSON_BYTES]))
}

/// Orders and payment, each on its day: by the sheets of the workers, or as somebody recorded it.
fn ordered(placement: &Placement) -> Vec<LedgerLine> {
    let sheets = placement.orders.ordered();
    // What a partner took is theirs: its client, its hours and its money are none of the town's.
    let own = placement
        .order()
        .filter(|_| !matches!(placement.holder, Holder::Partner { .. }));
    let Some(order) = own else {
        return Vec::new();
    };
    let (amount, hours) = (
        order.amount.unwrap_or_default(),
        order.hours.unwrap_or_default(),
    );
    let line = |on, fact| LedgerLine::new(on, placement.id.to_string(), fact);
    // Where there are books, they say what was paid.
    let paid = placement.stage(Stage::Payment);
    let paid = paid.filter(|_| placement.accounts.is_empty());
    let paid = paid.map(|paid| line(paid.on, Fact::Paid { amount }));
    let recorded = Fact::Ordered {
        month: None,
        amount,
        hours,
    };
    let recorded = sheets.is_empty().then(|| line(order.on, recorded));
    let sheets = sheets.iter().map(|sheet| {
        let fact = Fact::Ordered {
            month: sheet.month,
            amount: sheet.gross,
            hours: hours_of(sheet, placement).unwrap_or(hours),
        };
        line(sheet.on, fact)
    });
    recorded.into_iter().chain(sheets).chain(paid).collect()
}

/// What the books count for.
fn booked(placement: &Placement) -> Vec<LedgerLine> {
    let book = &placement.accounts;
    let line = |on, fact| LedgerLine::new(on, placement.id.to_string(), fact);
    let invoices = book.invoices.iter().map(|(month, it)| {
        let amount = it.what.amount().gross();
        let fact = Fact::Invoiced {
            month: *month,
            amount,
        };
        line(it.what.on, fact)
    });
    let income = book.income.iter().flat_map(|(month, payments)| {
        let arrived = payments.iter().zip(1..).filter(|(it, _)| it.what.yen > 0);
        arrived.map(|(it, part)| {
            let fact = Fact::ClientPaid {
                month: *month,
                part,
                amount: it.what.yen,
            };
            line(it.what.on, fact)
        })
    });
    let passed = book.inspections.iter();
    let passed = passed.filter(|(_, it)| it.what.passed > 0);
    let passed = passed.map(|((month, worker), it)| {
        let fact = Fact::Passed {
            month: *month,
            worker: *worker,
            amount: it.what.earned().gross(),
        };
        line(it.what.on, fact)
    });
    let pay = book.pay.iter().map(|((month, worker), it)| {
        let fact = Fact::WorkerPaid {
            month: *month,
            worker: *worker,
            amount: it.what.yen,
        };
        line(it.what.on, fact)
    });
    invoices.chain(passed).chain(income).chain(pay).collect()
}

/// The hours of work that a sheet creates, as far as anybody said how long one unit takes.
fn hours_of(sheet: &OrderedSheet, placement: &Placement) -> Option<f64> {
    let issued = placement.orders.issued.as_ref()?;
    let seconds = issued.what.draft.seconds?;
    Some(f64::from(seconds) * f64::from(sheet.units) / 3600.0)
}

/// The minutes between two moments that lie on business days, each of which counts whole: an answer is
/// promised in business days, so a weekend is nobody's delay.
pub(super) fn business_minutes(calendar: &Calendar, from: Timestamp, to: Timestamp) -> u64 {
    let japan = jiff::tz::Offset::constant(9);
    let (mut day, last) = (japan_date(from), japan_date(to));
    let mut total = SignedDuration::ZERO;
    while day <= last {
        let midnight =
            |day: Date| japan.to_timestamp(day.to_datetime(jiff::civil::Time::midnight()));
        let (Ok(next), Ok(start)) = (day.tomorrow(), midnight(day)) else {
            break;
        };
        if let (true, Ok(end)) = (calendar.is_business_day(day), midnight(next)) {
            total += end
                .min(to)
                .duration_since(start.max(from))
                .max(SignedDuration::ZERO);
        }
        day = next;
    }
    total.as_mins().unsigned_abs()
}
