//! One of those who answered a notice is taken over into the preparation of the order.

use axum::extract::State;
use axum::http::StatusCode;
use forms::FieldError;
use orders::{OrderDraft, OrderWorker, PreparedOrder};
use placements::Command;
use web::{AppState, Form, HandlerResult, Visitor, see_other};

use super::page::current;
use super::recruit::{RecruitView, RecruitVisit};
use crate::ORDER;
use crate::acts::act;

/// Takes one who answered over into the preparation of the order.
pub(crate) async fn take_applicant(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    let visit = RecruitVisit::open(&state, &visitor, input.one("t")).await?;
    let content = state.content.get();
    let chosen = input.one("applicant");
    let mut applicants = visit.found.applicants.iter();
    let Some(chosen) = applicants.find(|it| it.id == chosen) else {
        let error = FieldError {
            field: "applicant".to_owned(),
            message: content.texts.recruit.take_missing().to_owned(),
        };
        return Ok(visit.page(RecruitView {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            errors: vec![error],
            ..RecruitView::default()
        }));
    };
    let placement = &visit.found.placement;
    let mut draft = current(placement, &content, &state);
    let known = draft
        .workers
        .iter()
        .any(|it| it.name == chosen.name && it.mail == chosen.mail);
    let order = format!("{ORDER}?t={}", visit.session.token);
    if known || draft.workers.len() >= OrderDraft::MOST_WORKERS {
        return Ok(see_other(&order));
    }
    draft.workers.push(OrderWorker {
        number: placement.orders.next_number(),
        name: chosen.name.clone(),
        mail: chosen.mail.clone(),
        count: None,
    });
    let prepared = PreparedOrder::of(draft, &placement.spec, &content, state.today());
    let command = Command::Prepare {
        order: Box::new(prepared),
    };
    match act(&state, &visit.session, visit.found.case.clone(), &command).await? {
        Ok(()) | Err(_) => Ok(see_other(&format!("{order}&done=prepared"))),
    }
}
