//! What is entered for one worker who did not do it themselves: that the papers arrived, what was delivered, that the
//! paper was handed over, what they said of a notice of pay.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use forms::{Confirmation, Field, FieldError, Input};
use placements::Command;
use serde::{Deserialize, Serialize};
use web::{AppState, Form, HandlerResult, TokenPage, Visitor, see_other};

use super::issued::IssuedRow;
use super::page::done_words;
use super::reported::{deliver_fields, delivered, received};
use super::visit::WorkerVisit;
use crate::ORDER;
use crate::acts::ReadReport;
use crate::banner::Banner;
use crate::fields;
use crate::work_notices::{AnswerForm, NoticeView, heard_answer, heard_fields, notices};

/// Where it is.
pub(crate) const WORKER: &str = "/director/order/worker";

#[derive(Serialize)]
struct WorkerPage {
    heading: String,
    token: String,
    order: String,
    errors: Vec<FieldError>,
    notice: Option<Banner>,
    row: IssuedRow,
    /// To enter that the papers arrived; missing once they have.
    receive: Option<Field>,
    deliver: Vec<Field>,
    /// How many deliveries there are, which the form says again.
    delivered: usize,
    /// To enter that the paper was handed over; missing unless it is wanted.
    give: Option<Field>,
    /// The notices of pay; one that waits for its answer has the form for it.
    notices: Vec<NoticeView>,
    /// How the answer was heard.
    heard: Vec<Field>,
}

/// The query of the page.
#[derive(Deserialize)]
pub(crate) struct WorkerQuery {
    #[serde(default)]
    t: String,
    #[serde(default)]
    worker: u32,
    #[serde(default)]
    done: String,
}

/// What one answer of the page shows.
#[derive(Default)]
struct WorkerView<'a> {
    status: StatusCode,
    notice: Option<Banner>,
    rejected: Option<(&'a Input, Vec<FieldError>)>,
}

impl WorkerVisit<'_> {
    async fn run(self, input: &Input, done: &str, (command, errors): ReadReport) -> HandlerResult {
        let Some(command) = command.filter(|_| errors.is_empty()) else {
            return self.page(WorkerView {
                status: StatusCode::UNPROCESSABLE_ENTITY,
                rejected: Some((input, errors)),
                ..WorkerView::default()
            });
        };
        let here = self.here(WORKER, done);
        match self.act(&command).await? {
            Ok(()) => Ok(see_other(&here)),
            Err(now) => now.page(WorkerView {
                status: StatusCode::CONFLICT,
                notice: Some(Banner::refused(&now.state.content.get())),
                ..WorkerView::default()
            }),
        }
    }

    fn page(&self, view: WorkerView<'_>) -> HandlerResult {
        let order = self.order()?;
        let content = self.state.content.get();
        let (typed, errors) = match view.rejected {
            Some((input, errors)) => (Some(input), errors),
            None => (None, Vec::new()),
        };
        let confirm = |what: Confirmation| what.field(&content.words, None, &errors);
        let again = |field: Field| match typed {
            Some(input) if input.0.contains_key(&field.name) => {
                fields::refill(field, input, &errors)
            }
            _ => field,
        };
        let page = WorkerPage {
            heading: order.latest().terms.worker.clone(),
            token: self.session.token.clone(),
            order: format!("{ORDER}?t={}", self.session.token),
            notice: view.notice,
            row: IssuedRow::of(&self.found.placement, order, self.state.today(), &content),
            receive: (!order.is_received()).then(|| confirm(Confirmation::Received)),
            deliver: deliver_fields((&self.found.placement, self.worker), &content)
                .into_iter()
                .map(again)
                .collect(),
            delivered: order.deliveries.len(),
            notices: notices(
                &self.found.placement,
                self.worker,
                Some(AnswerForm {
                    typed,
                    errors: &errors,
                    again: true,
                }),
                &content,
            ),
            heard: heard_fields(typed, &errors, self.state.today(), &content.texts.money),
            give: order.paper_wanted.map(|_| confirm(Confirmation::GivePaper)),
            errors,
        };
        let response: Response =
            self.state
                .page(view.status, "director/order_worker.html", WORKER, &page);
        Ok(TokenPage::Posts.wrap(response))
    }
}

pub(crate) async fn show_worker(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(WorkerQuery { t, worker, done }): Query<WorkerQuery>,
) -> HandlerResult {
    let visit = WorkerVisit::open(&state, &visitor, &t, worker).await?;
    let content = state.content.get();
    visit.page(WorkerView {
        notice: done_words(&done, &content.texts.order_pages).map(Banner::success),
        ..WorkerView::default()
    })
}

/// That the papers arrived.
pub(crate) async fn receive(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    let visit = WorkerVisit::posted(&state, &visitor, &input).await?;
    let report = received(visit.worker, &input, &state.content.get());
    visit.run(&input, "received", report).await
}

/// That the papers were handed over in print.
pub(crate) async fn give_paper(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    let visit = WorkerVisit::posted(&state, &visitor, &input).await?;
    let missing = Confirmation::GivePaper.missing(&state.content.get(), &input);
    let command = Command::GivePaper {
        worker: visit.worker,
    };
    let errors = missing.into_iter().collect();
    visit.run(&input, "paper", (Some(command), errors)).await
}

/// What the worker said of a notice of pay.
pub(crate) async fn answer_notice(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    let visit = WorkerVisit::posted(&state, &visitor, &input).await?;
    let of = (visit.worker, &visit.found.placement.accounts);
    let report = heard_answer(of, &input, state.today(), &state.content.get());
    visit.run(&input, "answered", report).await
}

/// A delivery.
pub(crate) async fn deliver(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    let visit = WorkerVisit::posted(&state, &visitor, &input).await?;
    let of = (&visit.found.placement, visit.worker);
    let report = delivered(of, &input, &state.content.get());
    visit.run(&input, "delivered", report).await
}
