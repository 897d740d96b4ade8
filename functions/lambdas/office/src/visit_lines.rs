//! What is said of a visit and of a request for one, a line each, and how long it is kept.

use base::time::japanese;
use town::Content;
use visits::Visit;
use visits::book::BookedVisit;

/// How long an entry is kept.
pub(crate) fn keep_days(content: &Content) -> u32 {
    content.programme.retention.visit_years.saturating_mul(366)
}

/// What somebody wrote who wants to be visited, a line each.
pub(crate) fn request_lines(visit: &Visit) -> Vec<String> {
    let asked = &visit.request;
    let mail = asked.mail.as_ref().map(|mail| mail.as_str().to_owned());
    let phone = asked.phone.as_ref().map(|phone| phone.as_str().to_owned());
    let lines = [
        Some(format!("{}（{}）", asked.business, asked.name)),
        phone,
        mail,
        Some(asked.place.clone()),
        asked.wish.clone(),
    ];
    lines.into_iter().flatten().collect()
}

/// What came of a visit, what is next, and its note, a line each.
pub(crate) fn visit_lines(visit: &BookedVisit, content: &Content) -> Vec<String> {
    let texts = &content.texts.office;
    let next = visit.next.as_ref();
    let next = next.map(|step| texts.visit_next(&step.what, japanese(step.on)));
    let note = Some(visit.note.clone()).filter(|note| !note.is_empty());
    let result = Some(visit.result.label(texts).to_owned());
    [result, next, note].into_iter().flatten().collect()
}
