//! What happened to a sent inventory, for whoever has its signed link, and where they ask for the same work again.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::reference::Reference;
use base::time::japanese;
use base::token::{Purpose, TokenError};
use forms::FieldError;
use paths::STATUS;
use placements::{Case, Placement};
use serde::{Deserialize, Serialize};
use submissions::{Submission, SubmissionEvent};
use town::Content;
use web::{Action, AppState, Explanation, HandlerError, HandlerResult, TokenPage, words};

use crate::START;
use crate::agreement_view::AgreementView;
use crate::moments::{StatusMoment, moment, promise};
use crate::unticked::Unticked;

/// The query of the page: the link's token.
#[derive(Deserialize)]
pub(crate) struct StatusQuery {
    #[serde(default)]
    t: String,
    /// What was just done here.
    #[serde(default)]
    done: String,
}

#[derive(Serialize)]
struct StatusPage {
    reference: Reference,
    spoken: String,
    sent_at: String,
    /// Until when somebody answers first, while a sheet waits for it.
    promise: Option<String>,
    specs: Vec<Spec>,
    timeline: Vec<StatusMoment>,
    operator: town::Operator,
    /// The link's token, for the forms.
    token: String,
    /// The number of the sheet whose form came without its box, or 0.
    unticked: u32,
    /// What the employer said of what the office wrote for them.
    agreement: Option<AgreementView>,
    errors: Vec<FieldError>,
}

/// One sheet: who has it now and until when, and what happened to it.
#[derive(Serialize)]
struct Spec {
    reference: String,
    title: String,
    status: String,
    kind: &'static str,
    line: String,
    timeline: Vec<StatusMoment>,
    number: u32,
    /// Whether it can be asked for again.
    again: bool,
    /// Whether the box of that form was not ticked.
    unticked: bool,
}

/// Where the same work is asked for again.
pub(crate) const AGAIN: &str = "/inventory/again";

/// What a link to the page opens.
pub(crate) struct OpenedStatus {
    pub token: String,
    pub case: Case,
    pub submission: Submission,
    events: Vec<SubmissionEvent>,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    Query(StatusQuery { t, done }): Query<StatusQuery>,
) -> HandlerResult {
    match open(&state, &t).await? {
        Ok(opened) => Ok(page(&state, opened, Unticked::Nothing, &done)),
        Err(unusable) => Ok(unusable),
    }
}

/// Opens the link. Inside: the page that says why it does not.
///
/// # Errors
/// When the store does not answer.
pub(crate) async fn open(
    state: &AppState,
    t: &str,
) -> Result<Result<OpenedStatus, Response>, HandlerError> {
    let subject = match state.keys.verify(Purpose::Status, t, state.now()) {
        Ok(subject) => subject,
        Err(error) => return Ok(Err(unusable(state, error))),
    };
    let found = match Reference::parse(&subject) {
        Some(reference) => {
            let case = state.store.case(&reference).await?;
            case.zip(state.store.submission(&reference).await?)
        }
        None => None,
    };
    let Some((case, (submission, events))) = found else {
        return Ok(Err(unusable(state, TokenError::Forged)));
    };
    Ok(Ok(OpenedStatus {
        token: t.to_owned(),
        case,
        submission,
        events,
    }))
}

/// Whether its sender may ask for it again: it was ordered or is over, and somebody still knows who they are.
pub(crate) fn may_repeat(placement: &Placement, submission: &Submission) -> bool {
    placement.may_be_repeated() && !submission.is_contact_forgotten()
}

/// The page; `done`: a word for what was just done.
pub(crate) fn page(
    state: &AppState,
    opened: OpenedStatus,
    unticked: Unticked,
    done: &str,
) -> Response {
    let OpenedStatus {
        token,
        case,
        submission,
        events,
    } = opened;
    let content = state.content.get();
    let programme = &content.programme;
    let specs = case.placements();
    let agreement = AgreementView::of(state, &case, &content, unticked, done);
    let number = match unticked {
        Unticked::Again(number) => number,
        Unticked::Nothing | Unticked::Agreement => 0,
    };
    let waits = |spec: &Placement| spec.is_undecided() && spec.first_answer.is_none();
    let answer_by = japanese(submission.answer_by);
    let promised = specs.iter().any(waits).then_some(answer_by);
    let page = StatusPage {
        spoken: submission.reference.spoken(),
        sent_at: words::moment(submission.sent_at),
        specs: specs
            .iter()
            .map(|placement| Spec {
                again: may_repeat(placement, &submission),
                unticked: placement.id.spec == number,
                ..spec(placement, &case, &content)
            })
            .collect(),
        token,
        unticked: number,
        errors: agreement
            .as_ref()
            .map_or_else(Vec::new, AgreementView::errors),
        agreement,
        timeline: events
            .iter()
            .map(|event| moment(event, &content))
            .chain(
                promised
                    .as_deref()
                    .map(|day| promise(day, &content.texts.inventory)),
            )
            .collect(),
        promise: promised,
        reference: submission.reference,
        operator: programme.operator.clone(),
    };
    let status = match unticked {
        Unticked::Nothing => StatusCode::OK,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let posts = page.agreement.is_some() || page.specs.iter().any(|spec| spec.again);
    let kind = match posts {
        true => TokenPage::Posts,
        false => TokenPage::Shows,
    };
    kind.wrap(state.page(status, "inventory/status.html", STATUS, &page))
}

fn spec(placement: &Placement, case: &Case, content: &Content) -> Spec {
    let summary = placement.summary(content);
    let history = case.history(placement.id.spec);
    let moments = history.iter().filter_map(|(entry, after)| {
        let what = entry.narrate(after, content)?;
        Some(StatusMoment::done(entry.at, what))
    });
    Spec {
        reference: placement.id.to_string(),
        title: placement.spec.title.clone(),
        status: summary.status,
        kind: match (summary.yours, placement.is_undecided(), placement.is_open()) {
            (true, ..) => "larch",
            (_, true, _) => "sky",
            (_, _, true) => "pine",
            _ => "plain",
        },
        line: summary.line,
        timeline: moments.collect(),
        number: placement.id.spec,
        again: false,
        unticked: false,
    }
}

fn unusable(state: &AppState, error: TokenError) -> Response {
    let content = state.content.get();
    let (texts, operator) = (&content.texts.inventory, &content.programme.operator);
    let (status, why) = match error {
        TokenError::Expired => (StatusCode::GONE, texts.status_link_expired()),
        TokenError::Forged => (StatusCode::NOT_FOUND, texts.status_link_cut()),
    };
    let action = Action::new(START, texts.status_link_action());
    let what_to_do = texts.status_link(&operator.name, &operator.phone);
    let text = format!("{why}\n{what_to_do}");
    let explanation = Explanation::new(texts.status_link_title(), &text, action);
    TokenPage::Shows.wrap(explanation.page(state, status, STATUS))
}
