//! Why a server did not take a mail, and who has to wait for that.

use lettre::transport::smtp::Error;
use lettre::transport::smtp::response::{Code, Response, Severity};

/// Why a server did not take a mail. Repeats no server text, which often contains the address.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// It cannot be reached, does not take mails from us, or is busy: every mail would fare alike.
    OfUs(String),
    /// It is busy with this recipient or this mail.
    ForNow(String),
    /// It does not take this mail, or none for this recipient.
    ForGood(String),
}

/// Who has to wait when a step fails.
#[derive(Clone, Copy)]
pub(super) enum Blame {
    /// All mails.
    Us,
    /// This one.
    ThisMail,
}

impl Blame {
    pub(super) fn refused(self, error: Error) -> Refusal {
        match self {
            Blame::Us => of_us(error),
            Blame::ThisMail => of_this_mail(error),
        }
    }

    pub(super) fn late(self) -> Refusal {
        let reason = "timeout".to_owned();
        match self {
            Blame::Us => Refusal::OfUs(reason),
            Blame::ThisMail => Refusal::ForNow(reason),
        }
    }
}

/// Whether the server says yes to what was asked: a yes of another kind answers something else, and those that follow
/// would be taken for the wrong steps'.
pub(super) fn says(wanted: Severity, answer: &Response) -> Result<(), Refusal> {
    match answer.code().severity == wanted {
        true => Ok(()),
        false => Err(Refusal::OfUs(format!("smtp-{}", answer.code()))),
    }
}

fn of_us(error: Error) -> Refusal {
    Refusal::OfUs(reason(&error))
}

fn of_this_mail(error: Error) -> Refusal {
    match error.status() {
        Some(code) if error.is_permanent() && !is_about_us(code) => {
            Refusal::ForGood(reason(&error))
        }
        Some(code) if error.is_permanent() && is_about_us(code) => of_us(error),
        // Also a server that hangs up: another mail may be taken.
        _ => Refusal::ForNow(reason(&error)),
    }
}

/// Refusals of our login or set-up that come late (RFC 4954 and 3207).
fn is_about_us(code: Code) -> bool {
    matches!(u16::from(code), 500 | 502..=504 | 530 | 534 | 535 | 538)
}

fn reason(error: &Error) -> String {
    match error.status() {
        Some(code) => format!("smtp-{code}"),
        None if error.is_timeout() => "timeout".to_owned(),
        None if error.is_tls() => "tls".to_owned(),
        None => "connection".to_owned(),
    }
}
