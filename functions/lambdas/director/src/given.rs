//! A sheet that a partner hands to us: an own one, marked as the partner's, routed like any other.

use axum::http::StatusCode;
use base::budget::Counter;
use base::contact::{Contact, EmailAddress};
use base::people::Actor;
use base::reference::Reference;
use job_spec::JobSpec;
use placements::exchange::{Unreadable, written};
use placements::handover::Handover;
use placements::{Case, Command, GivenVersion, Refused, SpecId, Status, Withdrawn};
use serde_json::json;
use store::{Decided, StoreError};
use submissions::{SheetOrigin, assemble};
use town::{Content, Partner};
use web::{AppState, HandlerResult, Sent, submit};

use crate::replies::{answer, error};

/// How often a sheet may come back to us after it had ended here.
const ROUNDS: u32 = 20;

/// Takes a sheet, or its next version. The same again changes nothing; handed over once more after it had ended here, it is
/// a new one.
pub(crate) async fn take(
    state: &AppState,
    partner: &Partner,
    message: &str,
    bytes: &[u8],
) -> HandlerResult {
    let Ok(handover) = serde_json::from_slice::<Handover>(bytes) else {
        return Ok(error(StatusCode::UNPROCESSABLE_ENTITY, "body"));
    };
    let Some(id) = SpecId::parse(&handover.id) else {
        return Ok(error(StatusCode::UNPROCESSABLE_ENTITY, "id"));
    };
    if message.is_empty() {
        return Ok(error(StatusCode::UNPROCESSABLE_ENTITY, "message"));
    }
    let content = state.content.get();
    let spec = match written(&handover, &content, state.today()) {
        Ok(spec) => spec,
        Err(why) => return Ok(error(StatusCode::UNPROCESSABLE_ENTITY, code(why))),
    };
    let counter = Counter::of_partner(&partner.id);
    if !state
        .store
        .spend(&counter, Some(message), state.now())
        .await?
    {
        tracing::warn!(partner = partner.id, "held back: too many sheets");
        return Ok(error(StatusCode::TOO_MANY_REQUESTS, "too_many"));
    }
    let rounds = rounds(state, partner, &id).await?;
    match rounds.last {
        Some(case) if !is_over(&case) => {
            let given = GivenVersion::of(spec, &content);
            return next_version(state, &case, given).await;
        }
        Some(case) if is_of(&case, message) => {
            return Ok(requested(&case.submission().reference));
        }
        _ => {}
    }
    let origin = SheetOrigin {
        partner: partner.id.clone(),
        id: id.to_string(),
        message: message.to_owned(),
    };
    let sent = kept(state, &rounds.next, (spec, origin), partner, &content).await?;
    Ok(match sent {
        Some(Sent::New(submission)) => {
            tracing::info!(reference = %submission.reference, "a partner handed over a sheet");
            requested(&submission.reference)
        }
        Some(Sent::Before(reference)) => requested(&reference),
        None => error(StatusCode::SERVICE_UNAVAILABLE, "again"),
    })
}

/// Ends what the partner takes back; what never arrived is taken back too.
pub(crate) async fn take_back(state: &AppState, partner: &Partner, bytes: &[u8]) -> HandlerResult {
    let Ok(withdrawn) = serde_json::from_slice::<Withdrawn>(bytes) else {
        return Ok(error(StatusCode::UNPROCESSABLE_ENTITY, "body"));
    };
    let cancelled = answer(StatusCode::OK, &json!({ "status": "cancelled" }));
    let Some(id) = SpecId::parse(&withdrawn.id) else {
        return Ok(cancelled);
    };
    let rounds = rounds(state, partner, &id).await?;
    let Some(case) = rounds.last.filter(|case| !is_over(case)) else {
        return Ok(cancelled);
    };
    Ok(match decided(state, &case, &Command::Withdraw).await? {
        Decided::Done(_) | Decided::Unknown => cancelled,
        Decided::Refused(_, case) if is_over(&case) => cancelled,
        Decided::Refused(..) => error(StatusCode::CONFLICT, "ordered"),
    })
}

/// The name under which a partner's sheet is kept once, by how often it had ended here before.
fn name(partner: &Partner, id: &SpecId, round: u32) -> String {
    match round {
        0 => format!("{}-{id}", partner.id),
        round => format!("{}-{id}-{round}", partner.id),
    }
}

/// The last sheet of that number with its name, and the name of one that would come after it.
struct Rounds {
    last: Option<Case>,
    next: String,
}

async fn rounds(state: &AppState, partner: &Partner, id: &SpecId) -> Result<Rounds, StoreError> {
    let mut last = None;
    for round in 0..ROUNDS {
        let next = name(partner, id, round);
        match state.store.reference_of(&next).await? {
            Some(reference) => last = state.store.case(&reference).await?,
            None => return Ok(Rounds { last, next }),
        }
    }
    let next = name(partner, id, ROUNDS);
    Ok(Rounds { last, next })
}

fn is_over(case: &Case) -> bool {
    let status = case.placement(1).map(|placement| placement.status);
    matches!(status, Some(Status::Ended { .. }))
}

/// Whether this message brought it.
fn is_of(case: &Case, message: &str) -> bool {
    let origin = case.submission().origin.as_ref();
    origin.is_some_and(|origin| origin.message == message)
}

fn requested(reference: &Reference) -> axum::response::Response {
    let id = format!("{reference}-1");
    answer(
        StatusCode::ACCEPTED,
        &json!({ "status": "requested", "id": id }),
    )
}

/// Why a sheet is none, as a code.
fn code(why: Unreadable) -> &'static str {
    match why {
        Unreadable::Title | Unreadable::TooLong => "text",
        Unreadable::Number => "number",
    }
}

async fn next_version(state: &AppState, case: &Case, given: GivenVersion) -> HandlerResult {
    let given = Box::new(given);
    let command = Command::TakeVersion { given };
    let taken = requested(&case.submission().reference);
    Ok(match decided(state, case, &command).await? {
        Decided::Done(_) | Decided::Refused(Refused::NothingSaid, _) => taken,
        Decided::Unknown => error(StatusCode::NOT_FOUND, "unknown_id"),
        Decided::Refused(..) => error(StatusCode::CONFLICT, "not_open"),
    })
}

/// What the partner says of its sheet, as its employer.
async fn decided(state: &AppState, case: &Case, command: &Command) -> Result<Decided, StoreError> {
    let (case, by, now) = (case.clone(), &Actor::Employer, state.now());
    let programme = &state.content.get().programme;
    let decided = state.store.decide_on(case, 1, command, by, now, programme);
    decided.await
}

async fn kept(
    state: &AppState,
    name: &str,
    (spec, origin): (JobSpec, SheetOrigin),
    partner: &Partner,
    content: &Content,
) -> Result<Option<Sent>, StoreError> {
    let (now, programme) = (state.now(), &content.programme);
    let years = i64::from(programme.retention.submission_years);
    let expires_at = now + jiff::SignedDuration::from_hours(24 * 365 * years);
    state.store.hold_draft(name, expires_at).await?;
    let load = state.store.load().await?;
    let contact = contact(partner, content);
    submit(state, name, |reference| {
        let (contact, specs) = (contact.clone(), vec![spec.clone()]);
        let mut submission = assemble(reference, contact, specs, programme, &load, now);
        submission.origin = Some(origin.clone());
        let messages = submission.messages();
        (submission, messages)
    })
    .await
}

/// The partner in the employer's place: its people are asked by mail what a system cannot answer.
fn contact(partner: &Partner, content: &Content) -> Contact {
    Contact {
        business: partner.name.clone(),
        person: content.texts.placements.partner_person().to_owned(),
        mail: EmailAddress::parse(&partner.mail).ok(),
        consent: true,
        ..Contact::forgotten()
    }
}
