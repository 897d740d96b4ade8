//! もう一度たのむ: the same work asked for anew under a new number, without the questionnaire, by somebody who ticks a box.

use axum::extract::State;
use base::budget;
use base::reference::Reference;
use base::token::Purpose;
use job_spec::JobSpec;
use store::{StoreError, Submitted};
use submissions::assemble;
use web::{AppState, Client, Form, HandlerResult, Problem, see_other};

use crate::drafts;
use crate::send::status_link;
use crate::status::{OpenedStatus, may_repeat, open, page};

/// How often a reference that somebody else has is drawn again.
const DRAWS: usize = 5;

/// Sends the sheet again as it stands now. However often the button is pressed on one day, it is one new number.
pub(crate) async fn take(
    State(state): State<AppState>,
    client: Client,
    Form(input): Form,
) -> HandlerResult {
    let opened = match open(&state, input.one("t")).await? {
        Ok(opened) => opened,
        Err(unusable) => return Ok(unusable),
    };
    let number = base::text::whole(input.one("spec")).unwrap_or_default();
    let placement = opened.case.placement(number);
    let placement = placement.filter(|it| may_repeat(it, &opened.submission));
    let spec = placement.ok_or(Problem::NotFound)?.spec.clone();
    if input.one("again") != "yes" {
        return Ok(page(&state, opened, number));
    }
    send(&state, &client, &opened, (number, spec)).await
}

async fn send(
    state: &AppState,
    client: &Client,
    opened: &OpenedStatus,
    (number, spec): (u32, JobSpec),
) -> HandlerResult {
    let contact = &opened.submission.contact;
    // One draft is one sending, and this is the draft of a day.
    let once = format!("{}-{number} {}", opened.submission.reference, state.today());
    let once = state.keys.pseudonym(Purpose::Form, &once);
    let spent = state.spend(&budget::SENDING, client, contact.mail.as_ref(), Some(&once));
    if let Some(overspent) = spent.await? {
        return Err(overspent.into());
    }
    let mut draft = drafts::blank(state);
    draft.id.clone_from(&once);
    match state.store.create_draft(&draft).await {
        Ok(()) | Err(StoreError::DraftExists) => {}
        Err(error) => return Err(error.into()),
    }
    let (content, load) = (state.content.get(), state.store.load().await?);
    let spec = JobSpec { version: 1, ..spec };
    for _ in 0..DRAWS {
        let mut bytes = [0; 8];
        state.random.fill(&mut bytes);
        let reference = Reference::from_random(bytes);
        let (contact, specs) = (contact.clone(), vec![spec.clone()]);
        let submission = assemble(
            reference,
            contact,
            specs,
            &content.programme,
            &load,
            state.now(),
        );
        let messages = submission.messages();
        match state.store.submit(&once, &submission, &messages).await? {
            Submitted::New(_) => {
                tracing::info!("the same work was asked for again");
                return Ok(see_other(&status_link(state, &submission)));
            }
            Submitted::Already(before) => {
                let found = state.store.submission(&before).await?;
                let (submission, _) = found.ok_or(Problem::NotFound)?;
                return Ok(see_other(&status_link(state, &submission)));
            }
            Submitted::ReferenceTaken => {}
        }
    }
    tracing::error!("no free reference was drawn");
    Err(Problem::Unavailable.into())
}
