//! Picks the letter for a message's topic; each topic has a module.

mod desk;
mod link;
mod placement;
mod purpose;
mod seminar;
mod undelivered;
mod visit;

pub use purpose::purpose;

use messages::{Message, Topic};

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
    let at = message.created_at;
    match (&message.topic, facts) {
        (Topic::Placement { .. }, Facts::Placement(news)) => placement::letter(news, context),
        (
            Topic::Seminar {
                seminar: slug,
                registration: id,
                notice,
            },
            Facts::Registration {
                seminar,
                registration,
                repeat,
                word,
            },
        ) if *slug == seminar.slug && *id == registration.id => {
            let mut letter = seminar::letter(*notice, at, seminar, registration, context);
            seminar::tell_repeat(
                &mut letter,
                registration,
                repeat.as_deref(),
                context.texts(),
            );
            if let Some(word) = word {
                seminar::tell_word(&mut letter, word, seminar, context.texts());
            }
            Ok(letter)
        }
        (Topic::Visit { visit: id, notice }, Facts::Visit(visit)) if *id == visit.id => {
            visit::letter(*notice, visit, context)
        }
        (Topic::Link(link), facts) => link::letter(link, facts, at, context),
        (Topic::Desk { to, notice, .. }, Facts::Edit(edit)) => {
            Ok(desk::letter(*notice, to, edit, context))
        }
        (Topic::Undelivered { .. }, Facts::Lost(submission)) => {
            undelivered::letter(message, submission.as_deref(), context)
        }
        _ => Err(ComposeError::Mismatch),
    }
}
