//! Mails the link that resumes a draft on another device, or leads to what is wrong with the address.

use axum::extract::State;
use axum::response::IntoResponse;
use base::budget::{self, Scope};
use base::contact::{EmailAddress, EmailError};
use forms::{Input, limits};
use jiff::SignedDuration;
use messages::{LinkRequest, Message, Topic};
use questionnaire::flow::Step;
use sha2::{Digest, Sha256};
use store::{Draft, LINK};
use web::{AppState, Client, HandlerResult, see_other};

use crate::SAVED;
use crate::draft_form::{DraftForm, route_to_change};
use crate::drafts::{self, DraftChanged};
use crate::resume::{SavedQuery, refusal, saved_page};
use crate::save::STEP;

/// One mail per address and this many minutes, however often the button is pressed.
const PAUSE: SignedDuration = SignedDuration::from_mins(10);

/// Mails the link that resumes the draft elsewhere. The address is stored in the message only.
pub(crate) async fn link(
    State(state): State<AppState>,
    client: Client,
    form: DraftForm,
) -> HandlerResult {
    let DraftForm {
        draft,
        input,
        cookies,
        ..
    } = form;
    let state = state.begun_with(&draft).await;
    route_to_change(&state, &draft, &cookies)?;
    let first = |name: &str| input.0.get(name).and_then(|values| values.first()).cloned();
    let typed = first("mail").unwrap_or_default();
    let step = first(STEP).and_then(|path| Step::from_path(&path));
    let query = SavedQuery {
        step: step.map(|step| step.path()).unwrap_or_default(),
        ..SavedQuery::default()
    };
    let to = match EmailAddress::parse(&typed) {
        Ok(to) => to,
        Err(error) => {
            let again = refused(&state, draft, &query, &typed, error).await?;
            return Ok((cookies, again).into_response());
        }
    };
    let spent = state.spend(&budget::DRAFT_LINK, &client, Some(&to), None);
    match spent.await? {
        None => {}
        // The link mailed last still works.
        Some(spent) if spent.scope == Scope::Address => {
            let location = format!("{SAVED}?mailed=before&step={}", query.step);
            return Ok((cookies, see_other(&location)).into_response());
        }
        Some(spent) => return Err(spent.into()),
    }
    state.store.enqueue(&[message(&state, &draft, to)]).await?;
    if draft.typed.contains_key(LINK) {
        let forget = |draft: &mut Draft| {
            draft.typed.remove(LINK);
            Ok(())
        };
        drafts::change(&state, draft, forget).await?;
    }
    tracing::info!("a resume link was asked for");
    let location = format!("{SAVED}?mailed=1&step={}", query.step);
    Ok((cookies, see_other(&location)).into_response())
}

/// Keeps the refused address with the draft and leads to an address that shows it: Back from there never asks the
/// browser to send a form again.
async fn refused(
    state: &AppState,
    draft: Draft,
    query: &SavedQuery,
    typed: &str,
    error: EmailError,
) -> HandlerResult {
    let shown = |draft: &Draft| {
        let errors = vec![refusal(state, typed, error)];
        saved_page(state, draft, query, typed, errors)
    };
    // Longer than is kept: shown at once, so that nothing typed is lost.
    if typed.chars().count() > limits::LINE {
        return Ok(shown(&draft));
    }
    let kept = Input([("mail".to_owned(), vec![typed.to_owned()])].into());
    let changed = drafts::change(state, draft, |draft| {
        draft.typed.insert(LINK.to_owned(), kept.clone());
        Ok(())
    });
    match changed.await? {
        DraftChanged::Saved(_) => {
            let location = format!("{SAVED}?refused=1&step={}", query.step);
            Ok(see_other(&location))
        }
        DraftChanged::TooLarge(draft) => Ok(shown(&draft)),
    }
}

/// Pressing the button twice within [`PAUSE`] gives the same id, and so one mail.
fn message(state: &AppState, draft: &Draft, to: EmailAddress) -> Message {
    let now = state.now();
    let slot = now.as_second() / PAUSE.as_secs();
    let hash = Sha256::digest(format!("{}\n{}\n{slot}", draft.id, to.as_str()));
    Message {
        id: format!("link-{}", hex::encode(&hash[..12])),
        topic: Topic::Link(LinkRequest::Draft {
            draft: draft.id.clone(),
            to,
        }),
        created_at: now,
    }
}
