//! Letters to the town's own people about a change that the office made at its desk.

use base::contact::EmailAddress;
use editing::{DeskDraft, ValueChange};
use messages::DeskNotice;
use serde_json::{Value, json};

use crate::context::Context;
use crate::letter::{Correspondent, Letter};

/// The letter.
pub(super) fn letter(
    notice: DeskNotice,
    to: &EmailAddress,
    edit: &DeskDraft,
    context: &Context<'_>,
) -> Letter {
    let texts = &context.content.texts.desk;
    let (subject, about) = match notice {
        DeskNotice::Changed => (
            texts.mail_changed(&edit.title),
            texts.mail_changed_about(&edit.who),
        ),
        DeskNotice::Readdressed => (
            texts.mail_readdressed().to_owned(),
            texts.mail_readdressed_about(&edit.who),
        ),
        DeskNotice::Failed => (
            texts.mail_failed(&edit.title),
            texts.mail_failed_about().to_owned(),
        ),
    };
    let page = match notice {
        DeskNotice::Failed => paths::CHANGE.to_owned(),
        _ => format!("{}/history", paths::CHANGE),
    };
    Letter {
        to: Correspondent::new("", to.as_str()),
        reply_to: None,
        subject,
        template: "desk",
        data: json!({
            "about": about,
            "title": edit.title,
            "why": edit.why,
            "notes": edit.notes,
            "changes": edit.told.iter().map(change).collect::<Vec<_>>(),
            "page": format!("{}{page}", context.base_url),
            "operator": context.programme().operator,
        }),
        enclosures: Vec::new(),
        unsubscribe: None,
    }
}

fn change(change: &ValueChange) -> Value {
    let lines = change.lines.iter().map(|line| {
        let mark = if line.is_new { "＋" } else { "－" };
        format!("{mark} {}", line.text)
    });
    json!({
        "label": change.label,
        "before": change.before,
        "after": change.after,
        "lines": lines.collect::<Vec<_>>(),
    })
}
