//! What the history says of a record in the books, and what a worker reads of them.

use accounts::{AccountEvent, HeardAnswer, NoticeAnswer, WorkerRow};
use base::month::Month;
use base::text::yen;
use base::time::japanese;
use jiff::civil::Date;
use orders::Paper;
use placements::Placement;
use town::Content;
use town::texts::{AccountTexts, MoneyTexts, Texts};

/// One record, by whom.
pub(crate) fn logged(event: &AccountEvent, by: &str, texts: &Texts) -> String {
    let (texts, money) = (&texts.accounts, &texts.money);
    match event {
        AccountEvent::Inspected {
            worker,
            month,
            inspection: it,
        } => texts.log_inspected(
            by,
            month.japanese(),
            worker,
            it.passed,
            it.redo,
            it.rejected,
        ),
        AccountEvent::Invoiced { month, invoice } => {
            let gross = yen(invoice.amount().gross());
            texts.log_invoiced(by, month.japanese(), gross, japanese(invoice.due))
        }
        AccountEvent::ClientPaid { month, payment } => {
            let (on, amount) = (japanese(payment.on), yen(payment.yen));
            texts.log_income(by, month.japanese(), on, amount)
        }
        AccountEvent::ClientPaymentCorrected {
            month,
            part,
            payment,
        } => {
            let (on, amount) = (japanese(payment.on), yen(payment.yen));
            texts.log_income_corrected(by, month.japanese(), part, on, amount)
        }
        AccountEvent::ClientNotified { month, delivery } => {
            let until = japanese(delivery.check_until);
            texts.log_delivered(by, month.japanese(), delivery.quantity, until)
        }
        AccountEvent::WorkerPaid {
            worker,
            month,
            payment,
        } => {
            let (on, amount) = (japanese(payment.on), yen(payment.yen));
            texts.log_paid(by, month.japanese(), worker, on, amount)
        }
        AccountEvent::InvoiceSent { sent, .. } => {
            money.log_invoice(by, &sent.paper.number) + &replaced(&sent.paper)
        }
        AccountEvent::NoticeSent { sent, .. } => {
            money.log_notice(by, &sent.paper.number) + &replaced(&sent.paper)
        }
        AccountEvent::NoticeAnswered {
            number,
            answer,
            heard,
            ..
        } => answered(by, number, (answer, heard.as_ref()), money),
        AccountEvent::ClientReminded { month, days } => money.log_late(month.japanese(), days),
    }
}

/// What a worker said of a notice, and by whom it was heard.
fn answered(
    by: &str,
    number: &str,
    (answer, heard): (&NoticeAnswer, Option<&HeardAnswer>),
    texts: &MoneyTexts,
) -> String {
    let said = match answer {
        NoticeAnswer::Agreed => texts.said_agreed().to_owned(),
        NoticeAnswer::Objected { text } => texts.said_objected(text),
    };
    match heard {
        None => texts.log_answered(by, number, said),
        Some(heard) => texts.log_heard(by, number, japanese(heard.on), &heard.how, said),
    }
}

/// That it replaces another one, as the paper itself says.
fn replaced(paper: &Paper) -> String {
    paper.lead.iter().skip(1).cloned().collect()
}

/// A line for each month in which the worker delivered, and one more where something did not pass.
pub(crate) fn worker_lines(
    placement: &Placement,
    worker: u32,
    today: Date,
    content: &Content,
) -> Vec<String> {
    let book = &placement.accounts;
    let months = book.months(&placement.orders, &content.programme);
    let rows = months.iter().flat_map(|of| {
        let rows = of.workers.iter().filter(|row| row.worker == worker);
        let rows = rows.filter(|row| row.delivered > 0);
        rows.flat_map(|row| lines(of.month, row, today, &content.texts.accounts))
    });
    let rows: Vec<String> = rows.collect();
    let mut newest = months.iter().rev().flat_map(|of| &of.workers);
    let newest = newest.find(|row| row.worker == worker && row.delivered > 0);
    let near = newest.and_then(|row| ceiling(row, &content.texts.accounts));
    rows.into_iter().chain(near).collect()
}

/// That the most of a month is near or reached: above it, nothing is done before a paper says so.
fn ceiling(row: &WorkerRow, texts: &AccountTexts) -> Option<String> {
    let most = row.most?;
    match row.percent_of_most()? {
        _ if row.delivered > most => Some(texts.worker_over(row.delivered - most, most)),
        percent if percent >= 100 => Some(texts.worker_full(most)),
        percent if percent >= 80 => {
            Some(texts.worker_near(most.saturating_sub(row.delivered), most))
        }
        _ => None,
    }
}

fn lines(month: Month, row: &WorkerRow, today: Date, texts: &AccountTexts) -> Vec<String> {
    let (month, until) = (month.japanese(), japanese(row.pay_until));
    let (month, until) = (month.as_str(), until.as_str());
    let silent = row.passes_after.filter(|_| row.passed_by_silence(today));
    let silent = silent.map(|day| texts.worker_silent(month, japanese(day)));
    let Some(inspection) = row.inspection.as_ref().map(|it| &it.what) else {
        let open = [texts.worker_open(month, until)];
        return silent.into_iter().chain(open).collect();
    };
    let (passed, transfer) = (inspection.passed, inspection.transfer());
    let first = match (&row.paid, inspection.kept_back(), transfer) {
        (Some(paid), ..) => texts.worker_paid(month, yen(paid.what.yen), japanese(paid.what.on)),
        (None, _, 0) => texts.worker_nothing(month),
        (None, 0, amount) => texts.worker_checked(month, passed, yen(amount), until),
        (None, kept, amount) => {
            texts.worker_kept_back(month, passed, yen(kept), yen(amount), until)
        }
    };
    let (redo, rejected) = (inspection.redo, inspection.rejected);
    let failed = redo + rejected > 0;
    let reason = failed.then(|| texts.worker_reason(redo, rejected, &inspection.reason));
    let below = Some(&inspection.lower_price_clause).filter(|below| !below.is_empty());
    let below = below.map(|below| texts.worker_below(below));
    let since = row.delivered_since;
    let since = since.then(|| texts.worker_open(month, until));
    let lines = [Some(first), reason, below, since];
    lines.into_iter().flatten().collect()
}
