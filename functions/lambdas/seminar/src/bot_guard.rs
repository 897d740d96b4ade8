//! What a form carries against scripts: when it was opened, signed, and a field that people never see.

use base::token::{Purpose, TokenError};
use forms::{FieldError, Input};
use jiff::{SignedDuration, Timestamp};
use web::AppState;

/// The hidden field that says when the form was opened.
const OPENED: &str = "_opened";
/// The field nobody sees, which scripts fill in.
const TRAP: &str = "homepage";
/// The field name of errors that are about the form as a whole; they lead to its button.
pub(crate) const SEND: &str = "send";

/// Nobody reads and fills in a form faster, not even with a browser that fills in addresses.
const LEAST: SignedDuration = SignedDuration::from_secs(3);
/// A form may stay open over night.
const LIFE: SignedDuration = SignedDuration::from_hours(24);

/// The seal of a form opened now. `form` keeps it from being used for another one.
pub(crate) fn fresh(state: &AppState, form: &str) -> String {
    let now = state.now();
    let subject = format!("{form} {}", now.as_second());
    state.keys.sign(Purpose::Form, &subject, now + LIFE)
}

/// The seal to put into a form that is shown again: its own, so that its age counts on, unless it is no good.
pub(crate) fn again(state: &AppState, form: &str, input: &Input) -> String {
    match opened(state, form, input) {
        Some(_) => input.one(OPENED).to_owned(),
        None => fresh(state, form),
    }
}

/// Whether a person may have filled this in.
///
/// # Errors
/// Why not, in words for the person who did all the same; nothing they typed is lost.
pub(crate) fn check(
    state: &AppState,
    form: &str,
    input: &Input,
    button: &str,
) -> Result<(), FieldError> {
    let texts = &state.content.get().texts.registration;
    let why = match opened(state, form, input) {
        _ if !input.one(TRAP).is_empty() => texts.trap(),
        None => texts.too_late(),
        Some(at) if state.now() < at + LEAST => texts.too_early(),
        Some(_) => return Ok(()),
    };
    Err(FieldError {
        field: SEND.to_owned(),
        message: texts.again(why, button),
    })
}

/// When the form was opened; `None` where its seal is missing, forged, of another form or too old.
fn opened(state: &AppState, form: &str, input: &Input) -> Option<Timestamp> {
    let sealed: Result<String, TokenError> =
        state
            .keys
            .verify(Purpose::Form, input.one(OPENED), state.now());
    let subject = sealed.ok()?;
    let (of, at) = subject.rsplit_once(' ')?;
    let at = at.parse().ok().filter(|_| of == form)?;
    Timestamp::from_second(at).ok()
}
