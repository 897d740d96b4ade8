//! 終了の予告, for whoever looks after the order: written, looked at, announced to one worker; and its reason, given to a
//! worker who asks for it by phone.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use forms::{Confirmation, Field, FieldError, Input};
use orders::{EndingDraft, EndingFacts, Paper};
use placements::Command;
use serde::{Deserialize, Serialize};
use town::Content;
use web::{AppState, Form, HandlerResult, TokenPage, Visitor, see_other};

use super::ending_fields::{ending_fields, error, promise, read};
use super::issued::ending_lines;
use super::visit::WorkerVisit;
use crate::ORDER;
use crate::banner::Banner;
use crate::fields::FormReader;

/// Where it is.
pub(crate) const ENDING: &str = "/director/order/ending";

#[derive(Serialize)]
struct EndingPage {
    heading: String,
    number: String,
    token: String,
    order: String,
    worker: u32,
    errors: Vec<FieldError>,
    notice: Option<Banner>,
    /// What was announced already: a line each.
    standing: Vec<String>,
    shares_hint: String,
    /// To enter that the worker asked for the reason; missing unless it was announced.
    give: Option<Field>,
    lead: String,
    /// What the order says about ending it.
    promise: String,
    fields: Vec<Field>,
    /// What would be announced, and what says that it was seen.
    preview: Option<Paper>,
    seen: String,
    confirm: Field,
}

/// The query of the page.
#[derive(Deserialize)]
pub(crate) struct EndingQuery {
    #[serde(default)]
    t: String,
    #[serde(default)]
    worker: u32,
    #[serde(default)]
    done: String,
}

/// What one answer of the page shows.
#[derive(Default)]
struct EndingView<'a> {
    status: StatusCode,
    notice: Option<Banner>,
    typed: Option<(&'a Input, Option<EndingDraft>)>,
    errors: Vec<FieldError>,
}

impl WorkerVisit<'_> {
    /// The paper of what was typed, or at which field it cannot be announced.
    fn looked_at(
        &self,
        draft: &EndingDraft,
        content: &Content,
    ) -> Result<Option<Paper>, Vec<FieldError>> {
        let placement = &self.found.placement;
        let number = placement.id.to_string();
        let facts = EndingFacts {
            placement: &number,
            programme: &content.programme,
            texts: &content.texts,
            today: self.state.today(),
            progress: placement.order_progress(),
        };
        let order = placement.orders.order(self.worker);
        let days = content.programme.terms.notice_days;
        let faults = order.map(|order| draft.faults(order, facts.today, days));
        let faults = faults.unwrap_or_default().into_iter();
        let errors: Vec<FieldError> = faults.map(|it| error(&it, content)).collect();
        match errors.is_empty() {
            true => Ok(placement.orders.preview_ending(self.worker, draft, &facts)),
            false => Err(errors),
        }
    }

    fn ending_page(&self, view: EndingView<'_>) -> HandlerResult {
        let order = self.order()?;
        let content = self.state.content.get();
        let texts = &content.texts.endings;
        let draft = view.typed.as_ref().and_then(|(_, draft)| draft.as_ref());
        let preview = draft.and_then(|draft| self.looked_at(draft, &content).ok()?);
        let input = view.typed.as_ref().map(|(input, _)| *input);
        let confirm = |what: Confirmation| what.field(&content.words, None, &view.errors);
        let announced = order.ending.as_ref();
        let page = EndingPage {
            heading: texts.heading(&order.latest().terms.worker),
            number: order.number(&self.found.placement.id),
            token: self.session.token.clone(),
            order: format!("{ORDER}?t={}", self.session.token),
            worker: self.worker,
            notice: view.notice,
            standing: ending_lines(order, &content),
            shares_hint: texts.shares_hint().to_owned(),
            give: announced
                .filter(|ending| !ending.asked)
                .map(|_| confirm(Confirmation::AskReason)),
            lead: texts.lead().to_owned(),
            promise: promise(order, &content),
            fields: ending_fields(order, input, &view.errors, &content, self.state.today()),
            seen: draft.map(EndingDraft::digest).unwrap_or_default(),
            preview,
            confirm: confirm(Confirmation::AnnounceEnding),
            errors: view.errors,
        };
        let response: Response =
            self.state
                .page(view.status, "director/order_ending.html", ENDING, &page);
        Ok(TokenPage::Posts.wrap(response))
    }

    async fn announce(self, done: &str, command: Command) -> HandlerResult {
        let here = self.here(ENDING, done);
        match self.act(&command).await? {
            Ok(()) => Ok(see_other(&here)),
            Err(now) => now.ending_page(EndingView {
                status: StatusCode::CONFLICT,
                notice: Some(Banner::refused(&now.state.content.get())),
                ..EndingView::default()
            }),
        }
    }
}

pub(crate) async fn show_ending(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(EndingQuery { t, worker, done }): Query<EndingQuery>,
) -> HandlerResult {
    let visit = WorkerVisit::open(&state, &visitor, &t, worker).await?;
    let content = state.content.get();
    let texts = &content.texts.endings;
    let said = match done.as_str() {
        "announced" => Some(texts.done_announced()),
        "explained" => Some(texts.done_explained()),
        _ => None,
    };
    visit.ending_page(EndingView {
        notice: said.map(Banner::success),
        ..EndingView::default()
    })
}

/// Shows what was typed as it would be announced; what was seen so is announced with the box.
pub(crate) async fn take_ending(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    let visit = WorkerVisit::posted(&state, &visitor, &input).await?;
    let content = state.content.get();
    let texts = &content.texts.endings;
    let mut reader = FormReader::of(&input, &content.texts.director);
    let draft = read(&mut reader, &content);
    let looks = input.one("look") == "1";
    if !looks {
        reader.confirmed(Confirmation::AnnounceEnding, &content);
    }
    let mut errors = reader.errors;
    if let Some(draft) = &draft {
        let refused = visit.looked_at(draft, &content).err();
        errors.extend(refused.unwrap_or_default());
    }
    let seen = draft.as_ref().map(EndingDraft::digest);
    let unseen = seen.as_deref() != Some(input.one("seen"));
    match draft {
        Some(draft) if !looks && !unseen && errors.is_empty() => {
            let command = Command::AnnounceEnding {
                worker: visit.worker,
                draft: Box::new(draft),
                texts: Box::new(content.texts.clone()),
            };
            visit.announce("announced", command).await
        }
        draft => {
            let status = match (errors.is_empty(), looks) {
                (false, _) => StatusCode::UNPROCESSABLE_ENTITY,
                (true, false) => StatusCode::CONFLICT,
                (true, true) => StatusCode::OK,
            };
            let notice = (status == StatusCode::CONFLICT)
                .then(|| Banner::warn(texts.other_draft_title(), texts.other_draft()));
            visit.ending_page(EndingView {
                status,
                notice,
                typed: Some((&input, draft)),
                errors,
            })
        }
    }
}

/// That the worker asked for the reason.
pub(crate) async fn give_reason(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    let visit = WorkerVisit::posted(&state, &visitor, &input).await?;
    let content = state.content.get();
    let missing = Confirmation::AskReason.missing(&content, &input);
    if let Some(error) = missing {
        return visit.ending_page(EndingView {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            errors: vec![error],
            ..EndingView::default()
        });
    }
    let command = Command::AskReason {
        worker: visit.worker,
        texts: Box::new(content.texts.clone()),
    };
    visit.announce("explained", command).await
}
