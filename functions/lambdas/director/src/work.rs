//! The worker's page behind the mailed link: what was agreed on, in every version; delivering, asking for paper,
//! calling for help.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use forms::{Confirmation, Field, FieldError, Input};
use orders::Order;
use placements::Command;
use serde::Deserialize;
use town::Content;
use web::{Action, AppState, Explanation, Form, HandlerError, HandlerResult, TokenPage, see_other};

use crate::acts::ReadReport;
use crate::banner::Banner;
use crate::fields::{self, FormReader};
use crate::order::{after, deliver_fields, delivered, follow_up, received};
use crate::session::{LinkSession, OpenedPlacement};
use crate::together::act_with_others;
use crate::work_ending::WorkEnding;
use crate::work_notices::{AnswerForm, answer_to_notice, notices};
use crate::work_page::WorkPage;
use crate::work_versions::versions;
use paths::WORK;

/// The query of the page.
#[derive(Deserialize)]
pub(crate) struct WorkQuery {
    #[serde(default)]
    t: String,
    #[serde(default)]
    done: String,
    /// Another version than the latest.
    #[serde(default)]
    v: u32,
}

/// A visit by a worker's link.
struct WorkVisit<'a> {
    state: &'a AppState,
    session: LinkSession,
    found: OpenedPlacement,
    worker: u32,
    person: String,
}

impl<'a> WorkVisit<'a> {
    /// Opens the link, while the order is still the one of whom it was made for.
    async fn open(state: &'a AppState, token: &str) -> Result<WorkVisit<'a>, HandlerError> {
        let (session, worker, person) = LinkSession::of_worker(state, token)?;
        let found = session.find(state).await?;
        let visit = WorkVisit {
            state,
            session,
            found,
            worker,
            person,
        };
        match visit.order() {
            Some(_) => Ok(visit),
            None => Err(gone(state)),
        }
    }

    fn order(&self) -> Option<&Order> {
        self.found.placement.order_of(self.worker, &self.person)
    }

    fn here(&self, done: &str) -> String {
        let token = &self.session.token;
        match done {
            "" => format!("{WORK}?t={token}"),
            done => format!("{WORK}?t={token}&done={done}"),
        }
    }

    /// Does what was read and shows the page.
    async fn run(self, input: &Input, done: &str, (command, errors): ReadReport) -> HandlerResult {
        if self.session.is_read_only() {
            return Ok(see_other(&self.here("")));
        }
        let Some(command) = command.filter(|_| errors.is_empty()) else {
            return self.page(WorkView {
                status: StatusCode::UNPROCESSABLE_ENTITY,
                rejected: Some((input, errors)),
                ..WorkView::default()
            });
        };
        let after = self.here(done);
        let on = (self.found.case.clone(), &self.found.placement);
        match act_with_others(self.state, &self.session, on, &command).await? {
            Ok(()) => Ok(see_other(&after)),
            Err((found, _)) => {
                let notice = Banner::refused(&self.state.content.get());
                WorkVisit { found, ..self }.page(WorkView {
                    status: StatusCode::CONFLICT,
                    notice: Some(notice),
                    ..WorkView::default()
                })
            }
        }
    }

    /// What a delivery says; nothing where the link may only show.
    fn deliver_fields(&self, content: &Content) -> impl Iterator<Item = Field> {
        let fields = match self.session.is_read_only() {
            true => Vec::new(),
            false => deliver_fields((&self.found.placement, self.worker), content),
        };
        fields.into_iter()
    }

    fn page(&self, view: WorkView<'_>) -> HandlerResult {
        let order = self.order().ok_or_else(|| gone(self.state))?;
        let content = self.state.content.get();
        let texts = &content.texts.order_pages;
        let placement = &self.found.placement;
        let shown = order.version(view.version).unwrap_or(order.latest());
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
        let acts = !self.session.is_read_only();
        let page = WorkPage {
            heading: texts.worker_heading().to_owned(),
            token: self.session.token.clone(),
            notice: view.notice,
            read_only: self.session.is_read_only(),
            title_of_work: order.latest().terms.title.clone(),
            reference: order.number(&placement.id),
            paper: shown.paper.clone(),
            lines: follow_up(placement, order, self.state.today(), &content),
            versions: versions(order, shown.version, &content),
            notices: notices(
                placement,
                self.worker,
                acts.then_some(AnswerForm {
                    typed,
                    errors: &errors,
                    again: false,
                }),
                &content,
            ),
            receive: (acts && !order.is_received()).then(|| confirm(Confirmation::Received)),
            deliver: self.deliver_fields(&content).map(again).collect(),
            want_paper: (acts && order.paper_wanted.is_none())
                .then(|| confirm(Confirmation::WantPaper)),
            ending: WorkEnding::of(order, &content, || {
                acts.then(|| confirm(Confirmation::AskReason))
            }),
            trouble: again(fields::note(
                "trouble",
                texts.trouble(),
                texts.trouble_hint(),
            )),
            delivered: order.deliveries.len(),
            troubles: order.troubles.len(),
            operator: content.programme.operator.clone(),
            errors,
        };
        let response = self
            .state
            .page(view.status, "director/work.html", WORK, &page);
        Ok(TokenPage::Posts.wrap(response))
    }
}

/// What one answer of the page shows beside the order.
#[derive(Default)]
struct WorkView<'a> {
    status: StatusCode,
    notice: Option<Banner>,
    rejected: Option<(&'a Input, Vec<FieldError>)>,
    /// The version to show; 0: the latest.
    version: u32,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    Query(WorkQuery { t, done, v }): Query<WorkQuery>,
) -> HandlerResult {
    let visit = WorkVisit::open(&state, &t).await?;
    let content = state.content.get();
    let texts = &content.texts.order_pages;
    let said = match done.as_str() {
        "received" => texts.worker_received(),
        "delivered" => texts.worker_delivered(),
        "paper" => texts.worker_paper(),
        "trouble" => texts.worker_trouble(),
        "reason" => content.texts.endings.worker_explained(),
        "answered" => content.texts.money.answered(),
        _ => "",
    };
    visit.page(WorkView {
        notice: (!said.is_empty()).then(|| Banner::success(said)),
        version: v,
        ..WorkView::default()
    })
}

pub(crate) async fn receive(State(state): State<AppState>, Form(input): Form) -> HandlerResult {
    let visit = WorkVisit::open(&state, input.one("t")).await?;
    let report = received(visit.worker, &input, &state.content.get());
    visit.run(&input, "received", report).await
}

pub(crate) async fn deliver(State(state): State<AppState>, Form(input): Form) -> HandlerResult {
    let visit = WorkVisit::open(&state, input.one("t")).await?;
    let of = (&visit.found.placement, visit.worker);
    let report = delivered(of, &input, &state.content.get());
    visit.run(&input, "delivered", report).await
}

pub(crate) async fn want_paper(State(state): State<AppState>, Form(input): Form) -> HandlerResult {
    let visit = WorkVisit::open(&state, input.one("t")).await?;
    let missing = Confirmation::WantPaper.missing(&state.content.get(), &input);
    let command = Command::WantPaper {
        worker: visit.worker,
    };
    let errors = missing.into_iter().collect();
    visit.run(&input, "paper", (Some(command), errors)).await
}

pub(crate) async fn trouble(State(state): State<AppState>, Form(input): Form) -> HandlerResult {
    let visit = WorkVisit::open(&state, input.one("t")).await?;
    let content = state.content.get();
    let mut reader = FormReader::of(&input, &content.texts.director);
    let missing = content.texts.order_pages.trouble_missing();
    let text = reader.required_lines("trouble", missing);
    let command = Command::ReportTrouble {
        worker: visit.worker,
        text,
        after: after(&input),
    };
    visit
        .run(&input, "trouble", (Some(command), reader.errors))
        .await
}

pub(crate) async fn answer(State(state): State<AppState>, Form(input): Form) -> HandlerResult {
    let visit = WorkVisit::open(&state, input.one("t")).await?;
    let report = answer_to_notice(visit.worker, &input, &state.content.get());
    visit.run(&input, "answered", report).await
}

/// Why the order ends.
pub(crate) async fn ask_reason(State(state): State<AppState>, Form(input): Form) -> HandlerResult {
    let visit = WorkVisit::open(&state, input.one("t")).await?;
    let content = state.content.get();
    let missing = Confirmation::AskReason.missing(&content, &input);
    let command = Command::AskReason {
        worker: visit.worker,
        texts: Box::new(content.texts.clone()),
    };
    let errors = missing.into_iter().collect();
    visit.run(&input, "reason", (Some(command), errors)).await
}

/// For a link to an order that is somebody else's by now.
fn gone(state: &AppState) -> HandlerError {
    let content = state.content.get();
    let texts = &content.texts;
    let action = Action::new("/", texts.director.to_home());
    let pages = &texts.order_pages;
    let explanation = Explanation::new(pages.worker_gone_title(), pages.worker_gone(), action);
    let response: Response = explanation.page(state, StatusCode::GONE, WORK);
    TokenPage::Shows.wrap(response).into()
}
