//! What the page of a notice shows: how it stands, its fields, those who answered.

use base::time::japanese;
use forms::{Field, FieldError, Input, Kind, limits};
use orders::{RecruitFault, TypedRecruitment};
use placements::Applicant;
use serde::Serialize;
use town::Content;
use web::words::moment;

use super::WORK;
use super::draw::day;
use crate::fields;
use crate::session::OpenedPlacement;

/// Somebody who answered.
#[derive(Serialize)]
pub(super) struct ApplicantRow {
    title: String,
    contact: String,
    wish: String,
}

/// How the notice stands, and how many have answered.
pub(super) fn standing(
    found: &OpenedPlacement,
    today: jiff::civil::Date,
    content: &Content,
) -> String {
    let texts = &content.texts.recruit;
    let book = &found.placement.orders;
    let state = match (book.recruiting(today), &book.recruitment) {
        (Some(open), _) => texts.state_open(japanese(open.opened.what.closes_on)),
        (None, Some(_)) => texts.state_closed().to_owned(),
        (None, None) => texts.state_none().to_owned(),
    };
    match found.applicants.len() {
        0 => state,
        count => format!("{state}{}", texts.state_answered(count)),
    }
}

pub(super) fn applicant_row(applicant: &Applicant, content: &Content) -> ApplicantRow {
    let texts = &content.texts.recruit;
    let mail = applicant.mail.as_ref().map(|mail| mail.as_str().to_owned());
    let phone = applicant
        .phone
        .as_ref()
        .map(|phone| phone.as_str().to_owned());
    let contact: Vec<String> = mail.into_iter().chain(phone).collect();
    ApplicantRow {
        title: texts.applicant(&applicant.name, moment(applicant.at)),
        contact: match contact.is_empty() {
            true => texts.no_contact().to_owned(),
            false => contact.join("　"),
        },
        wish: applicant.wish.clone(),
    }
}

pub(super) fn take(
    applicants: &[Applicant],
    errors: &[FieldError],
    content: &Content,
) -> Option<Field> {
    if applicants.is_empty() {
        return None;
    }
    let all = applicants.iter().map(|it| (it.id.clone(), it.name.clone()));
    let label = content.texts.recruit.take();
    let mut field = fields::choices(Kind::Radio, "applicant", label, all.collect());
    let error = errors.iter().find(|error| error.field == field.name);
    field.error = error.map(|error| error.message.clone()).unwrap_or_default();
    Some(field)
}

pub(super) fn written(
    typed: &TypedRecruitment,
    input: Option<&Input>,
    errors: &[FieldError],
    content: &Content,
) -> Vec<Field> {
    let texts = &content.texts.recruit;
    let fields = vec![
        Field {
            value: typed.work.clone(),
            max_length: WORK,
            ..fields::note("work", texts.work(), texts.work_hint())
        },
        Field {
            value: typed.place.clone(),
            max_length: limits::SPEC,
            ..fields::note("place", texts.place(), "")
        },
        day("closes_on", texts.closes_on(), "", Some(&typed.closes_on)),
    ];
    match input {
        Some(input) => {
            let again = |field| fields::refill(field, input, errors);
            fields.into_iter().map(again).collect()
        }
        None => fields,
    }
}

/// What is wrong with a field of the page, beside that field; `None`: it is wrong in what was prepared.
pub(super) fn at_field(fault: RecruitFault, content: &Content) -> Option<FieldError> {
    let field = match fault {
        RecruitFault::Missing(_) | RecruitFault::Expenses => return None,
        RecruitFault::Work => "work",
        RecruitFault::Place => "place",
        RecruitFault::Over | RecruitFault::AfterDelivery(_) => "closes_on",
    };
    Some(FieldError {
        field: field.to_owned(),
        message: fault.told(&content.texts),
    })
}
