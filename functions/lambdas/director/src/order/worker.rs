//! What is entered for one worker who did not do it themselves: that the papers arrived, what was delivered, that the
//! paper was handed over.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::text;
use forms::{Confirmation, Field, FieldError, Input};
use orders::{Order, OrderRefused};
use placements::{Command, Refused};
use serde::{Deserialize, Serialize};
use web::{AppState, Form, HandlerError, HandlerResult, TokenPage, Visitor, see_other};

use super::issued::IssuedRow;
use super::page::{done_words, open_order};
use super::reported::{ReadReport, deliver_fields, delivered, received};
use crate::ORDER;
use crate::acts::act;
use crate::banner::Banner;
use crate::fields;
use crate::session::{LinkSession, OpenedPlacement, bad_request};

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
    /// To enter that the paper was handed over; missing unless it is wanted.
    give: Option<Field>,
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

/// A visit to the page of one worker.
struct WorkerVisit<'a> {
    state: &'a AppState,
    session: LinkSession,
    found: OpenedPlacement,
    worker: u32,
}

/// What one answer of the page shows.
#[derive(Default)]
struct WorkerView<'a> {
    status: StatusCode,
    notice: Option<Banner>,
    rejected: Option<(&'a Input, Vec<FieldError>)>,
}

impl<'a> WorkerVisit<'a> {
    async fn open(
        state: &'a AppState,
        visitor: &Visitor,
        token: &str,
        worker: u32,
    ) -> Result<WorkerVisit<'a>, HandlerError> {
        let (session, found) = open_order(state, visitor, token).await?;
        if found.placement.orders.order(worker).is_none() {
            return Err(bad_request());
        }
        Ok(WorkerVisit {
            state,
            session,
            found,
            worker,
        })
    }

    /// By a form of the page.
    async fn posted(
        state: &'a AppState,
        visitor: &Visitor,
        input: &Input,
    ) -> Result<WorkerVisit<'a>, HandlerError> {
        let worker = text::whole(input.one("worker")).unwrap_or_default();
        WorkerVisit::open(state, visitor, input.one("t"), worker).await
    }

    fn order(&self) -> Result<&Order, HandlerError> {
        let order = self.found.placement.orders.order(self.worker);
        order.ok_or_else(bad_request)
    }

    async fn run(self, input: &Input, done: &str, (command, errors): ReadReport) -> HandlerResult {
        let Some(command) = command.filter(|_| errors.is_empty()) else {
            return self.page(WorkerView {
                status: StatusCode::UNPROCESSABLE_ENTITY,
                rejected: Some((input, errors)),
                ..WorkerView::default()
            });
        };
        let (token, worker) = (&self.session.token, self.worker);
        let here = format!("{WORKER}?t={token}&worker={worker}&done={done}");
        match act(self.state, &self.session, self.found.case.clone(), &command).await? {
            Ok(()) => Ok(see_other(&here)),
            // Pressed twice: it is done, once.
            Err((_, Refused::Order(OrderRefused::Done { .. }))) => Ok(see_other(&here)),
            Err((found, _)) => {
                let content = self.state.content.get();
                let texts = &content.texts.order_pages;
                let notice = Banner::warn(texts.refused_title(), texts.refused());
                WorkerVisit { found, ..self }.page(WorkerView {
                    status: StatusCode::CONFLICT,
                    notice: Some(notice),
                    ..WorkerView::default()
                })
            }
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
            row: IssuedRow::of(&self.found.placement, order, &content),
            receive: (!order.is_received()).then(|| confirm(Confirmation::Received)),
            deliver: deliver_fields(&content).into_iter().map(again).collect(),
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

/// A delivery.
pub(crate) async fn deliver(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    let visit = WorkerVisit::posted(&state, &visitor, &input).await?;
    let report = delivered(visit.worker, &input, &state.content.get());
    visit.run(&input, "delivered", report).await
}
