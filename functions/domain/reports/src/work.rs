//! The table of a report about hours, pay and answers: what few workers or one partner stand behind is not for everybody.

use town::Content;
use town::texts::ReportsTexts;

use crate::parts::{figures, too_few, unrecorded};
use crate::report::YearReport;
use crate::table::{Audience, HIDDEN, ReportTable, grouped};

pub(crate) fn work(report: &YearReport, audience: Audience, content: &Content) -> ReportTable {
    let texts = &content.texts.reports;
    let caption = texts.work_caption();
    if !report.count.holds_sheets {
        return unrecorded(caption, texts);
    }
    if audience == Audience::Public && !report.shows_clients() {
        return too_few(caption, texts);
    }
    let rows = rows(report, audience, texts);
    let message = match is_shown(report, audience, YearReport::shows_pay) {
        true => texts.work_message(&rows[0][1], &rows[1][1]),
        false => texts.work_message_hours(&rows[0][1]),
    };
    let is_any_hidden = rows.iter().any(|[_, value, _]| value == HIDDEN);
    let of = &content.texts.figures;
    let rules = [
        (texts.hours(), of.hours_created_how()),
        (texts.pay(), of.pay_how()),
        (texts.accepted(), texts.accepted_how()),
        (texts.median(), of.median_how()),
        (texts.in_time(), of.in_time_how()),
    ];
    let rules = rules.map(|(label, how)| texts.rule(label, how));
    let hidden = is_any_hidden.then(|| texts.hidden_how().to_owned());
    ReportTable {
        notes: rules.into_iter().chain(hidden).collect(),
        ..figures((message, caption), texts, rows)
    }
}

fn is_shown(report: &YearReport, audience: Audience, shows: fn(&YearReport) -> bool) -> bool {
    audience == Audience::Office || shows(report)
}

fn rows(report: &YearReport, audience: Audience, texts: &ReportsTexts) -> Vec<[String; 3]> {
    let (count, of) = (&report.count, &report.count.figures);
    let told = |shows, value: String| match is_shown(report, audience, shows) {
        true => value,
        false => HIDDEN.to_owned(),
    };
    let share = (count.accepted > 0)
        .then(|| u64::from(count.by_partner) * 100 / u64::from(count.accepted))
        .map(|share| share.to_string());
    let median = of
        .median_answer_minutes
        .map(|minutes| format!("{:.1}", minutes as f64 / 60.0));
    let in_time = of.answered_in_time_percent.map(|it| format!("{it:.0}"));
    let pay = told(YearReport::shows_pay, grouped(of.pay_yen));
    let by_partner = told(YearReport::shows_partner, count.by_partner.to_string());
    let share = told(YearReport::shows_partner, share.unwrap_or_default());
    let sheets = texts.unit_sheets();
    [
        (
            texts.hours(),
            format!("{:.1}", of.hours_created),
            texts.unit_hours(),
        ),
        (texts.pay(), pay, texts.unit_yen()),
        (texts.accepted(), count.accepted.to_string(), sheets),
        (texts.by_partner(), by_partner, sheets),
        (texts.partner_share(), share, "%"),
        (
            texts.median(),
            median.unwrap_or_default(),
            texts.unit_hours(),
        ),
        (texts.in_time(), in_time.unwrap_or_default(), "%"),
    ]
    .map(|(label, value, unit)| [label.to_owned(), value, unit.to_owned()])
    .into()
}
