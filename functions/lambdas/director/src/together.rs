//! Acts on several jobs at once: their cases are read, and all of it is recorded or nothing.

use accounts::{AccountRefused, JointJob};
use base::reference::Reference;
use placements::{Case, Command, JointAct, Placement, Refused, SpecId};
use store::StoreError;
use web::{AppState, HandlerError};

use crate::acts::act_once;
use crate::session::{LinkSession, OpenedPlacement};

/// What became of an act: why it was refused, with the case as it was then.
pub(crate) type Acted = Result<(), (OpenedPlacement, Refused)>;

/// The cases of these jobs, each once; `own` is one that was just read.
pub(crate) async fn cases_of(
    state: &AppState,
    own: &Case,
    jobs: impl IntoIterator<Item = &JointJob>,
) -> Result<Vec<Case>, StoreError> {
    with_cases(state, own, references(jobs).collect()).await
}

/// The submissions of these jobs, as often as a job is of one.
pub(crate) fn references<'a>(
    jobs: impl IntoIterator<Item = &'a JointJob>,
) -> impl Iterator<Item = Reference> {
    let jobs = jobs.into_iter();
    let ids = jobs.filter_map(|job| SpecId::parse(&job.placement));
    ids.map(|id| id.reference)
}

/// A case that was just read with those of these numbers, each once.
pub(crate) async fn with_cases(
    state: &AppState,
    own: &Case,
    references: Vec<Reference>,
) -> Result<Vec<Case>, StoreError> {
    let mut cases = vec![own.clone()];
    for reference in references {
        if cases
            .iter()
            .any(|case| case.submission().reference == reference)
        {
            continue;
        }
        cases.extend(state.store.case(&reference).await?);
    }
    Ok(cases)
}

/// Does what somebody wants about several jobs. What stands already is done, once.
///
/// # Errors
/// When the store does not answer, or others are always faster.
pub(crate) async fn act_together(
    state: &AppState,
    session: &LinkSession,
    cases: Vec<Case>,
    acts: &[JointAct],
) -> Result<Acted, HandlerError> {
    let programme = &state.content.get().programme;
    let (by, now) = (session.doer(), state.now());
    let refused = state.store.decide_together(cases, acts, by, now, programme);
    match refused.await? {
        None => {
            tracing::info!(spec = %session.id, by = by.actor.code(), "several jobs went on");
            Ok(Ok(()))
        }
        Some(Refused::Account(AccountRefused::Done { .. })) => Ok(Ok(())),
        Some(refused) => Ok(Err((session.find(state).await?, refused))),
    }
}

/// As [`act_once`]; what concerns a paper over several jobs is recorded in all of them.
///
/// # Errors
/// As [`act_once`].
pub(crate) async fn act_with_others(
    state: &AppState,
    session: &LinkSession,
    (case, placement): (Case, &Placement),
    command: &Command,
) -> Result<Acted, HandlerError> {
    let Some(act) = placement.with_others(command) else {
        return act_once(state, session, case, command).await;
    };
    let cases = cases_of(state, &case, &act.jobs).await?;
    act_together(state, session, cases, &[act]).await
}
