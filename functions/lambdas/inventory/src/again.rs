//! もう一度たのむ: the same work asked for anew under a new number, without the questionnaire, by somebody who ticks a box.

use axum::extract::State;
use base::budget;
use job_spec::JobSpec;
use web::{
    AppState, Client, Form, HandlerResult, Problem, Sent, draft_once, once_today, see_other,
};

use crate::send::status_link;
use crate::status::{OpenedStatus, may_repeat, open, page};
use crate::submitting::submit;
use crate::unticked::Unticked;

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
        return Ok(page(&state, opened, Unticked::Again(number), ""));
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
    let once = format!("{}-{number}", opened.submission.reference);
    let once = once_today(state, &once);
    let spent = state.spend(&budget::SENDING, client, contact.mail.as_ref(), Some(&once));
    if let Some(overspent) = spent.await? {
        return Err(overspent.into());
    }
    draft_once(state, &once).await?;
    let spec = JobSpec { version: 1, ..spec };
    let assisted = opened.case.assistance();
    let sent = submit(state, &once, contact, &[spec], assisted.as_ref(), None).await?;
    match sent.ok_or(Problem::Unavailable)? {
        Sent::New(sent) => {
            tracing::info!("the same work was asked for again");
            Ok(see_other(&status_link(state, &sent)))
        }
        Sent::Before(before) => {
            let found = state.store.submission(&before).await?;
            let (sent, _) = found.ok_or(Problem::NotFound)?;
            Ok(see_other(&status_link(state, &sent)))
        }
    }
}
