//! What travels to a partner and back: a spec without contact and without details that may name
//! anybody, as versioned JSON, signed with HMAC-SHA256 over `timestamp.body`.

mod paper;

use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use super::command::Command;
use super::next_version::WITHHELD;
use super::price_range::PriceRange;
use super::state::Placement;
use base::contact::Contact;
use base::token::{Keys, Purpose};
use job_spec::FieldState;
use text_checks::{Checks, KnownEmployer, TextContext, WarningKind};
use town::Content;

/// The value of [`Handover::schema`].
pub const SCHEMA: &str = "handover.v1";

/// The value of [`PartnerAnswer::schema`].
pub const ANSWER_SCHEMA: &str = "handover-answer.v1";

/// How old a signed answer may be, and how far ahead its clock, in seconds.
pub const TOLERANCE: i64 = 300;

/// The header with the time of signing, in seconds since 1970.
pub const TIMESTAMP: &str = "x-kiridashi-timestamp";

/// The header with the signature.
pub const SIGNATURE: &str = "x-kiridashi-signature";

/// How the work is done inside the business, and what is handed out for it: shared once the employer has agreed.
const WITH_CONSENT: [&str; 2] = ["procedure", "handover"];

/// A spec as the partner gets it. It has no room for name, address, phone or mail.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Handover {
    /// Always `handover.v1`.
    pub schema: String,
    /// The spec's number, e.g. `K7M3-FXWP-1`; the answer repeats it.
    pub id: String,
    /// Version of the spec, from 1; a later one replaces an earlier one.
    pub version: u32,
    /// The task's name.
    pub title: String,
    /// The employer's industry in words.
    pub industry: String,
    /// Skill tags, the most important first.
    pub tags: Vec<String>,
    /// Hours a month, as estimated; 0 while nobody knows how often it comes or how long it takes.
    pub hours_month: f64,
    /// What the employer would pay, with tax; absent while nobody knows how much work it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<PriceRange>,
    /// The fields that travel, in the order of the sheet.
    pub fields: Vec<SharedField>,
    /// The fields that do not; the director has them.
    pub withheld: Vec<WithheldField>,
    /// Until when an answer is hoped for.
    pub answer_by: Option<Date>,
}

/// A field that travels.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Told")] // as published
pub struct SharedField {
    /// Stable id, as in `job-spec.v1`.
    pub id: String,
    /// Its label on the sheet.
    pub label: String,
    /// The text; empty while it is not decided.
    pub value: String,
    /// How far it is, as in `job-spec.v1`.
    pub state: FieldState,
}

/// A field that does not travel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Withheld")] // as published
pub struct WithheldField {
    /// Stable id, as in `job-spec.v1`.
    pub id: String,
    /// Its label on the sheet.
    pub label: String,
}

/// What the partner's system sends back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PartnerAnswer {
    /// Always `handover-answer.v1`.
    pub schema: String,
    /// The number that came with the spec.
    pub id: String,
    /// The answer.
    pub answer: PartnerVerdict,
    /// The reason or the question; may be empty when taken.
    #[serde(default)]
    pub text: String,
}

/// The partner's answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "Answer")] // as published
pub enum PartnerVerdict {
    /// It takes the work.
    Taken,
    /// It does not.
    NotTaken,
    /// It has to know something first.
    Question,
}

impl Handover {
    /// A placement as it travels to [`Placement::partner`]: what tells who the employer is, is hidden in every text.
    pub fn of(placement: &Placement, contact: &Contact, content: &Content) -> Handover {
        Handover::masked(placement, contact, content).0
    }

    /// The same, and the words that were hidden, each once: for whoever hands it over.
    pub fn masked(
        placement: &Placement,
        contact: &Contact,
        content: &Content,
    ) -> (Handover, Vec<String>) {
        let spec = &placement.spec;
        let employer = KnownEmployer::of(contact, []);
        let mut hidden = Vec::new();
        let mut mask = |text: &str| {
            let masked = employer.mask(text);
            let new = masked.hidden.into_iter();
            let new: Vec<_> = new.filter(|word| !hidden.contains(word)).collect();
            hidden.extend(new);
            masked.text
        };
        let (mut told, mut withheld) = (Vec::new(), Vec::new());
        for field in &spec.fields {
            let (id, label) = (field.id.clone(), field.label.clone());
            if !may_travel(&field.id, placement.last_consent()) {
                withheld.push(WithheldField { id, label });
                continue;
            }
            let value = mask(&field.value);
            let state = masked_state(&field.state, &mut mask);
            match names_somebody(&value, &state, &content.checks) {
                true => withheld.push(WithheldField { id, label }),
                false => told.push(SharedField {
                    id,
                    label,
                    value,
                    state,
                }),
            }
        }
        let title = mask(&spec.title);
        let title = match is_personal(&title, &content.checks) {
            true => content.texts.placements.title_withheld().to_owned(),
            false => title,
        };
        let handover = Handover {
            schema: SCHEMA.to_owned(),
            id: placement.id.to_string(),
            version: spec.version,
            title,
            industry: spec.industry_label.clone(),
            tags: spec.tags.clone(),
            hours_month: spec.estimate.hours_month.unwrap_or_default(),
            price: spec.estimate.price.as_ref().map(PriceRange::of),
            fields: told,
            withheld,
            answer_by: placement.until,
        };
        (handover, hidden)
    }

    /// Its published JSON Schema.
    pub fn json_schema() -> serde_json::Value {
        schemars::schema_for!(Handover).to_value()
    }
}

impl PartnerAnswer {
    /// What it asks us to do.
    pub fn command(self) -> Command {
        match self.answer {
            PartnerVerdict::Taken => Command::PartnerTake,
            PartnerVerdict::NotTaken => Command::PartnerDecline { reason: self.text },
            PartnerVerdict::Question => Command::PartnerAsk {
                question: self.text,
            },
        }
    }
}

fn may_travel(id: &str, consent: Option<bool>) -> bool {
    !WITHHELD.contains(&id) && (consent == Some(true) || !WITH_CONSENT.contains(&id))
}

fn masked_state(state: &FieldState, mask: &mut impl FnMut(&str) -> String) -> FieldState {
    match state {
        FieldState::Undecided { reason, planned } => FieldState::Undecided {
            reason: mask(reason),
            planned: *planned,
        },
        other => other.clone(),
    }
}

/// Whether a text that is masked, or why it is undecided, still names somebody.
fn names_somebody(value: &str, state: &FieldState, checks: &Checks) -> bool {
    let reason = match state {
        FieldState::Undecided { reason, .. } => reason.as_str(),
        _ => "",
    };
    is_personal(value, checks) || is_personal(reason, checks)
}

fn is_personal(text: &str, checks: &Checks) -> bool {
    use WarningKind::{Account, Mail, Person, Phone};
    checks
        .findings(text, TextContext::Company)
        .iter()
        .any(|finding| matches!(finding.kind, Person | Phone | Account | Mail))
}

/// What both sides sign with, another one for each partner. It comes from our signing keys, so that there is no
/// second secret to keep; it stays the same when a newer key is added and changes when the oldest is dropped.
pub fn secret(keys: &Keys, partner: &str) -> String {
    keys.secret(Purpose::Partner, partner)
}

/// The signature of a body at a time in seconds since 1970: HMAC-SHA256 over `timestamp.body`, in small
/// hexadecimal digits.
pub fn sign(secret: &[u8], timestamp: i64, body: &[u8]) -> String {
    hex::encode(mac(secret, timestamp, body).finalize().into_bytes())
}

/// Whether a signature is genuine and fresh, compared in constant time.
pub fn verify(secret: &[u8], timestamp: i64, body: &[u8], signature: &str, now: Timestamp) -> bool {
    let fresh = now.as_second().abs_diff(timestamp) <= TOLERANCE.unsigned_abs();
    let matches = |bytes: Vec<u8>| mac(secret, timestamp, body).verify_slice(&bytes).is_ok();
    fresh && hex::decode(signature).is_ok_and(matches)
}

fn mac(secret: &[u8], timestamp: i64, body: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes keys of any length");
    mac.update(timestamp.to_string().as_bytes());
    mac.update(b".");
    mac.update(body);
    mac
}
