//! What happened to a sent inventory, for whoever has its signed link; read-only.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::reference::Reference;
use base::time::japanese;
use base::token::{Purpose, TokenError};
use messages::delivery::Recipient;
use paths::STATUS;
use placements::{Case, Placement};
use serde::{Deserialize, Serialize};
use submissions::{SubmissionEvent, SubmissionEventKind};
use town::Content;
use town::texts::InventoryTexts;
use web::{Action, AppState, Explanation, HandlerResult, TokenPage, words};

use crate::START;

/// The query of the page: the link's token.
#[derive(Deserialize)]
pub(crate) struct StatusQuery {
    #[serde(default)]
    t: String,
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
}

#[derive(Serialize)]
struct StatusMoment {
    at: String,
    what: String,
    failed: bool,
    /// Whether it is still to come.
    next: bool,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    Query(StatusQuery { t }): Query<StatusQuery>,
) -> HandlerResult {
    let subject = match state.keys.verify(Purpose::Status, &t, state.now()) {
        Ok(subject) => subject,
        Err(error) => return Ok(unusable(&state, error)),
    };
    let found = match Reference::parse(&subject) {
        Some(reference) => {
            let case = state.store.case(&reference).await?;
            case.zip(state.store.submission(&reference).await?)
        }
        None => None,
    };
    let Some((case, (submission, events))) = found else {
        return Ok(unusable(&state, TokenError::Forged));
    };
    let content = state.content.get();
    let programme = &content.programme;
    let specs = case.placements();
    let waits = |spec: &Placement| spec.is_undecided() && spec.first_answer.is_none();
    let answer_by = japanese(submission.answer_by);
    let promised = specs.iter().any(waits).then_some(answer_by);
    let page = StatusPage {
        spoken: submission.reference.spoken(),
        sent_at: words::moment(submission.sent_at),
        specs: specs.iter().map(|p| spec(p, &case, &content)).collect(),
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
    Ok(TokenPage::Shows.wrap(state.page(StatusCode::OK, "inventory/status.html", STATUS, &page)))
}

fn spec(placement: &Placement, case: &Case, content: &Content) -> Spec {
    let summary = placement.summary(content);
    let history = case.history(placement.id.spec);
    let moments = history.iter().filter_map(|(entry, after)| {
        Some(StatusMoment {
            at: words::moment(entry.at),
            what: entry.narrate(after, content)?,
            failed: false,
            next: false,
        })
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
    }
}

fn moment(event: &SubmissionEvent, content: &Content) -> StatusMoment {
    let texts = &content.texts.inventory;
    let named = |to: &Recipient| name(to, content);
    let what = match &event.kind {
        SubmissionEventKind::Sent => texts.event_sent().to_owned(),
        SubmissionEventKind::Delivered { to } => texts.event_delivered(named(to)),
        SubmissionEventKind::Delayed { to } => texts.event_delayed(named(to)),
        SubmissionEventKind::DeliveryFailed { to } => {
            texts.event_failed(named(to), instead(to, content))
        }
        SubmissionEventKind::Bounced { to } => {
            texts.event_returned(named(to), instead(to, content))
        }
        SubmissionEventKind::Complained { to } => texts.event_spam(named(to), instead(to, content)),
        SubmissionEventKind::OfficeTold { about } => texts.event_reported(named(about)),
    };
    let failed = matches!(
        event.kind,
        SubmissionEventKind::Delayed { .. }
            | SubmissionEventKind::DeliveryFailed { .. }
            | SubmissionEventKind::Bounced { .. }
            | SubmissionEventKind::Complained { .. }
    );
    StatusMoment {
        at: words::moment(event.at),
        what,
        failed,
        next: false,
    }
}

/// What happens in place of a mail that could not be delivered.
fn instead(to: &Recipient, content: &Content) -> String {
    let (texts, operator) = (&content.texts.inventory, &content.programme.operator);
    match to {
        Recipient::Director { group } => {
            let deputy = Recipient::Deputy {
                group: group.clone(),
            };
            texts.then_deputy(name(&deputy, content))
        }
        Recipient::Deputy { .. } => texts.then_office().to_owned(),
        Recipient::Office | Recipient::Somebody => texts.then_other().to_owned(),
        Recipient::Employer => texts.then_phone(&operator.name, &operator.phone),
    }
}

fn promise(answer_by: &str, texts: &InventoryTexts) -> StatusMoment {
    StatusMoment {
        at: texts.promise_at(answer_by),
        what: texts.promise().into(),
        failed: false,
        next: true,
    }
}

fn name(to: &Recipient, content: &Content) -> String {
    let (texts, programme) = (&content.texts.inventory, &content.programme);
    match to {
        Recipient::Office => texts.who_office(&programme.office.name),
        Recipient::Employer => texts.who_employer().to_owned(),
        Recipient::Somebody => texts.who_somebody().to_owned(),
        Recipient::Director { group } => match programme.group(group) {
            Some(group) => texts.who_director(&group.name),
            None => texts.who_former_director().to_owned(),
        },
        Recipient::Deputy { group } => match programme.group(group) {
            Some(group) => texts.who_deputy(&group.deputy.name),
            None => texts.who_former_deputy().to_owned(),
        },
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
