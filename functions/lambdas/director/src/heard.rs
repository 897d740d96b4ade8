//! Where what the employer said by phone is entered.

use placements::{Placement, Status};
use town::texts::DirectorTexts;

use crate::session::LinkSession;
use crate::{ANSWER, CONSENT};

/// What the employer is asked can be entered by whoever hears it.
pub(crate) fn heard(
    placement: &Placement,
    session: &LinkSession,
    texts: &DirectorTexts,
) -> Vec<(String, String)> {
    if !placement.may_answer_for_employer(&session.by) {
        return Vec::new();
    }
    let question = placement.question.as_ref();
    let question = question.map(|_| (texts.heard_answer(), ANSWER));
    let consent =
        (placement.status == Status::AwaitingConsent).then(|| (texts.heard_consent(), CONSENT));
    let pages = question.into_iter().chain(consent);
    let token = &session.token;
    pages
        .map(|(label, page)| (label.to_owned(), format!("{page}?t={token}")))
        .collect()
}
