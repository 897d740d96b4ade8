//! Makes the files that a letter wants: the sheets as PDF and JSON, calendar entries, what the partner gets.

use calendar::Maker;
use job_spec::JobSpec;
use messages::Message;

use crate::attachment::{Attachment, file_name};
use crate::context::Context;
use crate::error::ComposeError;
use crate::letter::{Enclosure, Letter};

/// The files of a letter.
pub(crate) fn attach(
    letter: &Letter,
    message: &Message,
    context: &Context<'_>,
) -> Result<Vec<Attachment>, ComposeError> {
    let enclosures = letter.enclosures.iter();
    enclosures
        .map(|enclosure| file(enclosure, message, context))
        .collect()
}

fn file(
    enclosure: &Enclosure,
    message: &Message,
    context: &Context<'_>,
) -> Result<Attachment, ComposeError> {
    let texts = context.texts();
    Ok(match enclosure {
        Enclosure::Sheets { specs, imprint } => {
            let title = match &specs[..] {
                [only] => only.title.as_str(),
                _ => "",
            };
            let reference = imprint.reference.as_deref().unwrap_or_default();
            Attachment {
                name: file_name(&texts.sheet_file(reference), title, "pdf"),
                media_type: "application/pdf",
                bytes: pdf::render(specs, imprint, &context.content.texts)?,
            }
        }
        Enclosure::Spec(spec) => json(
            file_name(&texts.sheet_file(number(spec)), &spec.title, "json"),
            serde_json::to_vec_pretty(spec),
        )?,
        Enclosure::Handover(handover) => json(
            handover_name(&handover.id),
            serde_json::to_vec_pretty(handover),
        )?,
        Enclosure::Withdrawn(withdrawn) => json(
            handover_name(&withdrawn.id),
            serde_json::to_vec_pretty(withdrawn),
        )?,
        Enclosure::Paper { paper, dated } => {
            let texts = &context.content.texts.orders;
            Attachment {
                name: file_name(
                    &texts.file(&paper.title, &paper.number, paper.version),
                    "",
                    "pdf",
                ),
                media_type: "application/pdf",
                bytes: pdf::paper(paper, *dated)?,
            }
        }
        Enclosure::CalendarEntry {
            seminar,
            registration,
            method,
        } => {
            let maker = Maker {
                content: context.content,
                base_url: context.base_url,
                now: message.created_at,
            };
            let file = calendar::personal(seminar, registration, *method, &maker);
            Attachment {
                name: format!("{}.ics", seminar.slug),
                media_type: file.method.media_type(),
                bytes: file.text.into_bytes(),
            }
        }
    })
}

fn number(spec: &JobSpec) -> &str {
    spec.reference.as_deref().unwrap_or_default()
}

fn handover_name(id: &str) -> String {
    file_name(&format!("handover_{id}"), "", "json")
}

fn json(name: String, bytes: serde_json::Result<Vec<u8>>) -> Result<Attachment, ComposeError> {
    Ok(Attachment {
        name,
        media_type: "application/json",
        bytes: bytes?,
    })
}
