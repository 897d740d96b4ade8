//! A partner's report on what we handed to it: brought up to it step by step, each as if the partner had told it alone.

use axum::http::StatusCode;
use base::people::Actor;
use base::text;
use placements::exchange::{ProgressReport, SharedState};
use placements::{Case, Command, SpecId};
use store::Decided;
use town::Partner;
use web::{AppState, HandlerResult};

use crate::partner::has_said;
use crate::replies::{actor, error, is_short, standing};

/// The most that one report can bring: taken, six stages, a question.
const STEPS: usize = 8;

/// Takes a report. The same again, or an older one, changes nothing.
pub(crate) async fn take(state: &AppState, partner: &Partner, bytes: &[u8]) -> HandlerResult {
    let Ok(report) = serde_json::from_slice::<ProgressReport>(bytes) else {
        return Ok(error(StatusCode::UNPROCESSABLE_ENTITY, "body"));
    };
    let Some(id) = SpecId::parse(&report.id) else {
        return Ok(error(StatusCode::NOT_FOUND, "unknown_id"));
    };
    let Some(report) = readable(report, partner) else {
        return Ok(error(StatusCode::UNPROCESSABLE_ENTITY, "text"));
    };
    if !report.is_possible() {
        return Ok(error(StatusCode::UNPROCESSABLE_ENTITY, "number"));
    }
    let Some(case) = state.store.case(&id.reference).await? else {
        return Ok(error(StatusCode::NOT_FOUND, "unknown_id"));
    };
    match report.is_outdated(&case, id.spec) {
        true => Ok(standing(case.placement(id.spec))),
        false => bring_up(state, case, &id, &report, &actor(partner)).await,
    }
}

/// With its words as a page would take them; `None`: too many, or none where they are needed. People are led to no page
/// but the partner's own.
fn readable(report: ProgressReport, partner: &Partner) -> Option<ProgressReport> {
    let own = partner.kiridashi.as_ref();
    let own = own.map(|origin| format!("{}/", origin.trim_end_matches('/')));
    let is_own = |link: &String| own.as_ref().is_some_and(|own| link.starts_with(own));
    let report = ProgressReport {
        text: text::lines(&report.text),
        question: report.question.map(|it| text::lines(&it)),
        answer_at: report.answer_at.map(|it| text::line(&it)).filter(is_own),
        ..report
    };
    let is_end = matches!(report.state, SharedState::Rejected | SharedState::Failed);
    let is_said = !is_end || !report.text.is_empty();
    let asks = report.question.as_deref();
    let is_question = asks.is_none_or(|words| !words.is_empty() && is_short(words));
    (is_said && is_question && is_short(&report.text)).then_some(report)
}

async fn bring_up(
    state: &AppState,
    mut case: Case,
    id: &SpecId,
    report: &ProgressReport,
    by: &Actor,
) -> HandlerResult {
    let programme = &state.content.get().programme;
    for _ in 0..STEPS {
        let Some(placement) = case.placement(id.spec) else {
            return Ok(error(StatusCode::NOT_FOUND, "unknown_id"));
        };
        if !placement.is_with(by) {
            // What ended it is told again.
            let reason = report.text.clone();
            return Ok(
                match has_said(placement, by, &Command::PartnerFail { reason }) {
                    true => standing(Some(placement)),
                    false => error(StatusCode::CONFLICT, "not_open"),
                },
            );
        }
        let Some(command) = report.next(placement) else {
            return Ok(standing(Some(placement)));
        };
        let spec = id.spec;
        let decided = state
            .store
            .decide_on(case, spec, &command, by, state.now(), programme);
        match decided.await? {
            Decided::Done(after) => {
                tracing::info!(spec = %id, by = by.code(), "the partner told how it goes on");
                case = *after;
            }
            Decided::Unknown => return Ok(error(StatusCode::NOT_FOUND, "unknown_id")),
            Decided::Refused(..) => return Ok(error(StatusCode::CONFLICT, "refused")),
        }
    }
    Ok(standing(case.placement(id.spec)))
}
