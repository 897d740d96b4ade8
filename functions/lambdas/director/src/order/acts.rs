//! The forms of an order's page, each read into its command.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use base::text;
use forms::{Confirmation, FieldError, Input, limits};
use orders::{OrderRefused, PreparedOrder, Settlement};
use placements::{Command, Refused};
use web::words::moment;
use web::{AppState, Form, HandlerError, HandlerResult, Visitor, see_other};

use super::cautions::SettleNames;
use super::page::{OrderView, current, may_order, page};
use super::read;
use crate::ORDER;
use crate::acts::act;
use crate::banner::Banner;
use crate::fields::FormReader;
use crate::people::People;
use crate::session::{LinkSession, OpenedPlacement};

/// A form that was sent to an order's page, with what it is about.
struct PostedOrder<'a> {
    state: &'a AppState,
    session: LinkSession,
    found: OpenedPlacement,
    input: &'a Input,
}

impl<'a> PostedOrder<'a> {
    async fn open(
        state: &'a AppState,
        visitor: &Visitor,
        input: &'a Input,
    ) -> Result<PostedOrder<'a>, HandlerError> {
        let session = LinkSession::of_director(state, visitor, input.one("t"))?;
        let found = session.find(state).await?;
        Ok(PostedOrder {
            state,
            session,
            found,
            input,
        })
    }

    /// Does what was read and shows the page; `done` is the word for it in the page's address.
    async fn run(
        self,
        done: &str,
        command: Option<Command>,
        errors: Vec<FieldError>,
    ) -> HandlerResult {
        let here = format!("{ORDER}?t={}", self.session.token);
        if !may_order(&self.session, &self.found.placement) {
            return Ok(see_other(&here));
        }
        let command = match (command, errors.is_empty()) {
            (Some(command), true) => command,
            (_, false) => return Ok(self.rejected(errors)),
            // What was sent is what is there.
            (None, true) => return Ok(see_other(&here)),
        };
        match act(self.state, &self.session, self.found.case, &command).await? {
            Ok(()) => Ok(see_other(&format!("{here}&done={done}"))),
            Err((found, refused)) => Ok(refuse(self.state, &self.session, &found, &refused)),
        }
    }

    fn rejected(&self, errors: Vec<FieldError>) -> Response {
        let view = OrderView {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            notice: None,
            rejected: Some((self.input, errors)),
        };
        page(self.state, &self.session, &self.found, view)
    }
}

/// The page with why nothing was done.
fn refuse(
    state: &AppState,
    session: &LinkSession,
    found: &OpenedPlacement,
    refused: &Refused,
) -> Response {
    let content = state.content.get();
    let texts = &content.texts.order_pages;
    let (status, notice) = match refused {
        Refused::Order(OrderRefused::Faults(_)) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            Banner::warn(texts.not_issued_title(), texts.not_issued()),
        ),
        Refused::Order(OrderRefused::OtherDraft) => (
            StatusCode::CONFLICT,
            Banner::warn(texts.other_draft_title(), texts.other_draft()),
        ),
        // Pressed twice, or by two people: it is done, once.
        Refused::Order(OrderRefused::Done { by, at }) => {
            let told = texts.done_before(People(&content).actor(by), moment(*at));
            (
                StatusCode::OK,
                Banner::warn(texts.done_before_title(), &told),
            )
        }
        _ => (StatusCode::CONFLICT, Banner::refused(&content)),
    };
    let view = OrderView {
        status,
        notice: Some(notice),
        rejected: None,
    };
    page(state, session, found, view)
}

/// Saves what was typed, also where it is not complete.
pub(crate) async fn prepare(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    let posted = PostedOrder::open(&state, &visitor, &input).await?;
    let content = state.content.get();
    let placement = &posted.found.placement;
    let before = current(placement, &content, &state);
    let mut reader = FormReader::of(&input, &content.texts.director);
    let next = placement.orders.next_number();
    let draft = read::draft(&mut reader, &before, next, &content, state.today());
    let known = placement.orders.prepared.as_ref();
    let order = PreparedOrder::of(draft, &placement.spec, &content, state.today());
    // Neither a machine that sends the page as served nor a second press writes anything.
    let is_new = match known {
        Some(known) => *known != order,
        None => before != order.draft,
    };
    let command = is_new.then(|| Command::Prepare {
        order: Box::new(order),
    });
    posted.run("prepared", command, reader.errors).await
}

/// Records what was decided about a caution.
pub(crate) async fn settle(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    let posted = PostedOrder::open(&state, &visitor, &input).await?;
    let content = state.content.get();
    let texts = &content.texts.order_pages;
    let mut reader = FormReader::of(&input, &content.texts.director);
    let names = SettleNames::of(input.one("place"));
    let reason = reader.lines(&names.reason, limits::REASON);
    let how = match input.one(&names.how) {
        "changed" => Some(Settlement::Changed),
        "kept" if reason.is_empty() => {
            reader.error(&names.reason, texts.settle_reason_missing());
            None
        }
        "kept" => Some(Settlement::Kept { reason }),
        _ => {
            reader.error(&names.how, texts.settle_missing());
            None
        }
    };
    let caution = text::unix_lines(input.one("caution"));
    let command = how.map(|how| Command::Settle { caution, how });
    posted.run("settled", command, reader.errors).await
}

/// 確定: the papers leave.
pub(crate) async fn issue(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    let posted = PostedOrder::open(&state, &visitor, &input).await?;
    let missing = Confirmation::Issue.missing(&state.content.get(), &input);
    let command = Command::issue(input.one("seen"), &state.content.get().texts.orders);
    posted
        .run("issued", Some(command), missing.into_iter().collect())
        .await
}
