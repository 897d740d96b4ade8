//! Between which figures the settings' days, years and rounds lie: what is beyond is a slip, or against the law.

use crate::programme::Programme;
use crate::{ContentError, ContentSource};

/// A figure, the least and the most it may be, and why.
type Bound = (&'static str, u32, u32, u32, &'static str);

const LAW_NOTICE: &str = "（法律で、6か月以上の仕事は、30日前までに知らせると決まっています）";
const LAW_PAPERS: &str = "（法律で、7年残すと決まっています）";
const LAW_PAY: &str = "（法律で、受け取った日から60日のうちにはらうと決まっています）";

/// Figures that are out of their bounds.
pub(super) fn problems(programme: &Programme, source: &ContentSource) -> Vec<ContentError> {
    let bounds = [promised(programme), waited(programme), kept(programme)];
    let beyond = bounds
        .into_iter()
        .flatten()
        .filter(|(_, is, least, most, _)| !(least..=most).contains(&is));
    let mut errors: Vec<ContentError> = beyond
        .map(|(key, _, least, most, why)| {
            let message = format!("{key} は{least}から{most}までの数にしてください{why}。");
            source.near(&format!("{key} = "), message)
        })
        .collect();
    if programme.calendar.closed_days() > MOST_CLOSED {
        let message =
            format!("closure_to は、closure_from から{MOST_CLOSED}日までの日にしてください。");
        errors.push(source.near("closure_to = ", message));
    }
    errors
}

/// The most days of the yearly closure.
const MOST_CLOSED: i32 = 31;

fn promised(programme: &Programme) -> Vec<Bound> {
    let (promise, terms) = (&programme.promise, &programme.terms);
    let (orders, seminar) = (&programme.orders, &programme.seminar);
    vec![
        (
            "answer_business_days",
            promise.answer_business_days,
            1,
            30,
            "",
        ),
        ("order_business_days", orders.order_business_days, 1, 60, ""),
        ("inspection_days", terms.inspection_days, 1, 60, LAW_PAY),
        ("rework_rounds", terms.rework_rounds, 0, 10, ""),
        ("notice_days", terms.notice_days, 30, 365, LAW_NOTICE),
        (
            "undecided_business_days",
            terms.undecided_business_days,
            1,
            60,
            "",
        ),
        ("deadline_days", seminar.deadline_days, 0, 60, ""),
    ]
}

fn waited(programme: &Programme) -> Vec<Bound> {
    let steps = &programme.escalation;
    let steps = [
        ("reminder_business_days", steps.reminder_business_days),
        ("deputy_business_days", steps.deputy_business_days),
        ("office_business_days", steps.office_business_days),
        (
            "outside_reminder_business_days",
            steps.outside_reminder_business_days,
        ),
        (
            "outside_office_business_days",
            steps.outside_office_business_days,
        ),
    ];
    steps.map(|(key, days)| (key, days, 1, 90, "")).into()
}

fn kept(programme: &Programme) -> Vec<Bound> {
    let kept = &programme.retention;
    vec![
        ("draft_days", kept.draft_days, 1, 365, ""),
        ("registration_days", kept.registration_days, 1, 1095, ""),
        ("applicant_days", kept.applicant_days, 1, 1095, ""),
        ("submission_years", kept.submission_years, 1, 30, ""),
        (
            "declined_contact_years",
            kept.declined_contact_years,
            1,
            30,
            "",
        ),
        ("ledger_years", kept.ledger_years, 1, 30, ""),
        ("visit_years", kept.visit_years, 1, 30, ""),
        ("papers_years", kept.papers_years, 7, 30, LAW_PAPERS),
    ]
}
