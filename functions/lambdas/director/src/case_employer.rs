//! Who asked for the work of a placement, how they are reached, and who wrote it for them.

use base::people::Actor;
use paths::HEARD_AGREEMENT;
use placements::{Placement, from_elsewhere};
use serde::Serialize;
use submissions::Submission;
use submissions::assisted::Assistance;
use town::Content;
use town::texts::AssistedTexts;
use web::words::moment;

/// The employer as the page shows them.
#[derive(Serialize)]
pub(crate) struct Employer {
    business: String,
    person: String,
    phone: Option<String>,
    mail: Option<String>,
    reach: Option<String>,
    /// Their word on handing it to partners; empty where there is no partner.
    consent: String,
    /// Who wrote it for them, and how they agreed.
    assisted: Option<Assisted>,
    /// What they said of it later, oldest first.
    minds: Vec<String>,
    /// Where the office records what they say of it now; empty: it does not.
    agreement: String,
    /// That it is of a partner or of a company outside the town; empty: it is not known to be.
    outside: String,
}

/// What the office wrote for an employer.
#[derive(Serialize)]
struct Assisted {
    told: String,
    /// The words they agreed to, and when that was recorded.
    text: String,
    recorded: String,
    /// A line for each page.
    written: Vec<String>,
}

impl Assisted {
    fn of(assistance: &Assistance, texts: &AssistedTexts) -> Assisted {
        Assisted {
            told: assistance.told(texts),
            text: assistance.agreement.text.clone(),
            recorded: moment(assistance.agreement.at),
            written: assistance.written.clone(),
        }
    }
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
    let contact = &submission.contact;
    let texts = &content.texts.assisted;
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
        consent: consent(placement, content),
        assisted: submission
            .assisted
            .as_ref()
            .map(|it| Assisted::of(it, texts)),
        minds: placement.mind_changes().map(|it| it.told(texts)).collect(),
        agreement: match (&submission.assisted, viewer) {
            (Some(_), Actor::Office) => format!("{HEARD_AGREEMENT}?of={}", submission.reference),
            _ => String::new(),
        },
        outside: from_elsewhere(submission, content).unwrap_or_default(),
    })
}

/// The employer's word on each partner, by name where there are several.
fn consent(placement: &Placement, content: &Content) -> String {
    let texts = &content.texts.director;
    let said = |id: &str| match placement.consent_to(id) {
        Some(true) => texts.consent_given(),
        Some(false) => texts.consent_refused(),
        None => texts.consent_unasked(),
    };
    match content.programme.partners.as_slice() {
        // A sheet is passed once.
        _ if placement.from_partner.is_some() => String::new(),
        [] => String::new(),
        [only] => said(&only.id).to_owned(),
        several => {
            let each = several.iter();
            let each = each.map(|it| texts.consent_of(&it.name, said(&it.id)));
            each.collect::<Vec<_>>().join("、")
        }
    }
}
