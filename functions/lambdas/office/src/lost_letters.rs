//! Mails that were given up: what each was, why it did not arrive, where that is put right, and a button that sends it
//! again.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use base::people::Actor;
use messages::{Message, Topic, lost};
use paths::{ATTENDEES, CHANGE, DECIDE, LETTERS};
use placements::SpecId;
use serde::{Deserialize, Serialize};
use store::DeadLetter;
use town::Content;
use web::words::moment;
use web::{AppState, Form, HandlerResult, Visitor, case_address, see_other};

use crate::lists::ListedItem;

/// What came of the press that led here.
#[derive(Default, Deserialize)]
pub(crate) struct LettersQuery {
    #[serde(default)]
    done: String,
}

#[derive(Serialize)]
struct LettersPage {
    letters: Vec<Letter>,
    /// `again`: the mail leaves again; `none`: it was no longer among them.
    done: String,
}

#[derive(Serialize)]
struct Letter {
    id: String,
    /// `href` leads to where the address or the job is.
    what: ListedItem,
    /// Whether sending it again can help as it is.
    again: bool,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(LettersQuery { done }): Query<LettersQuery>,
) -> HandlerResult {
    visitor.office(&state, LETTERS)?;
    let content = state.content.get();
    let letters = state.store.dead_letters().await?;
    let page = LettersPage {
        letters: letters
            .iter()
            .map(|letter| line(letter, &content))
            .collect(),
        done,
    };
    Ok(state.page(StatusCode::OK, "office/letters.html", LETTERS, &page))
}

fn line(letter: &DeadLetter, content: &Content) -> Letter {
    Letter {
        id: letter.message.id.clone(),
        what: item(letter, content),
        again: lost::can_be_sent_again(&letter.reason),
    }
}

/// A mail that was given up, as lists show it.
pub(crate) fn item(letter: &DeadLetter, content: &Content) -> ListedItem {
    let texts = &content.texts;
    let what = &letter.message.topic;
    ListedItem {
        title: lost::title(what, &texts.undelivered),
        href: mended_at(&letter.message),
        eyebrow: moment(letter.at),
        lines: vec![lost::why(&letter.reason, &texts.undelivered).to_owned()],
        urgent: true,
    }
}

/// Where somebody reads what it was about, and puts the address right.
fn mended_at(message: &Message) -> String {
    match &message.topic {
        Topic::Placement {
            reference, specs, ..
        } => {
            let id = SpecId {
                reference: reference.clone(),
                spec: specs.first().copied().unwrap_or(1),
            };
            format!("{DECIDE}?t={}", case_address(&id, &Actor::Office))
        }
        Topic::Seminar {
            seminar,
            registration,
            ..
        } => {
            format!("{ATTENDEES}/{seminar}/address?id={registration}")
        }
        Topic::Desk { .. } => CHANGE.to_owned(),
        Topic::Visit { .. } | Topic::Link(_) | Topic::Undelivered { .. } => String::new(),
    }
}

/// Sends a mail again.
pub(crate) async fn send_again(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    visitor.office(&state, LETTERS)?;
    let revived = state.store.revive(input.one("id"), state.now()).await?;
    let done = if revived { "again" } else { "none" };
    tracing::info!(revived, "a mail is sent again");
    Ok(see_other(&format!("{LETTERS}?done={done}")))
}
