//! Who asked for the work of a placement, how they are reached, and who wrote it for them.

use base::people::Actor;
use placements::Placement;
use serde::Serialize;
use submissions::Submission;
use town::Content;

/// The employer as the page shows them.
#[derive(Serialize)]
pub(crate) struct Employer {
    business: String,
    person: String,
    phone: Option<String>,
    mail: Option<String>,
    reach: Option<String>,
    consent: String,
    /// Who wrote it for them, and how they agreed.
    assisted: Option<String>,
}

/// The employer's contact, for those who may decide on the placement or follow it now.
pub(crate) fn employer(
    placement: &Placement,
    submission: &Submission,
    viewer: &Actor,
    content: &Content,
) -> Option<Employer> {
    if !placement.may_decide(viewer) && !placement.may_follow(viewer) {
        return None;
    }
    let (contact, texts) = (&submission.contact, &content.texts.director);
    let text = |value: &str| Some(value.to_owned()).filter(|value| !value.is_empty());
    Some(Employer {
        business: contact.business.clone(),
        person: contact.person.clone(),
        phone: contact
            .phone
            .as_ref()
            .and_then(|phone| text(phone.as_str())),
        mail: contact.mail.as_ref().and_then(|mail| text(mail.as_str())),
        reach: contact.reach.clone(),
        consent: match placement.consent {
            Some(true) => texts.consent_given(),
            Some(false) => texts.consent_refused(),
            None => texts.consent_unasked(),
        }
        .to_owned(),
        assisted: submission
            .assisted
            .as_ref()
            .map(|it| it.told(&content.texts.assisted)),
    })
}
