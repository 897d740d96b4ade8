//! Which letter tells a message: each kind of message has one, written by the module of its subject.

mod inventory;
mod office;
mod placement;
mod seminar;
mod undelivered;

use messages::{Message, MessageKind};

use crate::context::Context;
use crate::error::ComposeError;
use crate::facts::Facts;
use crate::letter::Letter;

/// The letter of a message.
pub(crate) fn write(
    message: &Message,
    facts: &Facts,
    context: &Context<'_>,
) -> Result<Letter, ComposeError> {
    match (&message.kind, facts) {
        (kind, Facts::Submission(submission)) => inventory::letter(kind, submission, context),
        (MessageKind::Placement { .. }, Facts::Placement(news)) => placement::letter(news, context),
        (MessageKind::Undelivered { .. }, Facts::Lost(submission)) => {
            undelivered::letter(message, submission.as_deref(), context)
        }
        (MessageKind::ResumeLink { draft, to }, Facts::Draft { expires_at }) => {
            Ok(inventory::resume(draft, to, *expires_at, context))
        }
        (MessageKind::VisitRequest { visit: id }, Facts::Visit(visit)) if *id == visit.id => {
            Ok(office::visit_request(visit, context))
        }
        (MessageKind::VisitReceipt { visit: id }, Facts::Visit(visit)) if *id == visit.id => {
            office::visit_receipt(visit, context)
        }
        (MessageKind::OfficeLink, Facts::None) => {
            Ok(office::office_link(message.created_at, context))
        }
        (MessageKind::DirectorLink { to }, Facts::None) => {
            placement::home_link(to, message.created_at, context)
        }
        (
            kind,
            Facts::Registration {
                seminar,
                registration,
            },
        ) if kind.registration() == Some((&seminar.slug, &registration.id)) => {
            seminar::letter(message, seminar, registration, context)
        }
        _ => Err(ComposeError::Mismatch),
    }
}
