//! Where the office chooses what to change, with what is in the making.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use editing::{DeskDraft, DraftOutcome};
use paths::CHANGE;
use serde::{Deserialize, Serialize};
use town::texts::DeskTexts;
use web::words::moment;
use web::{AppState, HandlerResult, Visitor};

use crate::{EDIT, HISTORY, REVIEW};

/// The query of the page.
#[derive(Deserialize)]
pub(crate) struct DeskStartQuery {
    #[serde(default)]
    discarded: String,
}

#[derive(Serialize)]
struct StartPage {
    heading: String,
    lead: String,
    notice: String,
    areas: Vec<LinkedLine>,
    drafts: Vec<LinkedLine>,
}

/// Something to open, with a sentence about it.
#[derive(Serialize)]
pub(crate) struct LinkedLine {
    pub href: String,
    pub label: String,
    pub about: String,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(asked): Query<DeskStartQuery>,
) -> HandlerResult {
    visitor.office(&state, CHANGE)?;
    let content = state.content.get();
    let texts = &content.texts.desk;
    let mut kept = state.store.edits().await?;
    kept.retain(|kept| !matches!(kept.draft.outcome, DraftOutcome::Published { .. }));
    kept.sort_by_key(|kept| std::cmp::Reverse(kept.draft.at));
    let page = StartPage {
        heading: texts.start().to_owned(),
        lead: texts.start_lead().to_owned(),
        notice: match asked.discarded.as_str() {
            "" => String::new(),
            _ => texts.discarded().to_owned(),
        },
        areas: areas(texts),
        drafts: kept.iter().map(|kept| draft(&kept.draft, texts)).collect(),
    };
    Ok(state.page(StatusCode::OK, "office/change.html", CHANGE, &page))
}

fn areas(texts: &DeskTexts) -> Vec<LinkedLine> {
    let below = |name: &str| format!("{CHANGE}/{name}");
    let form = |name: &str| format!("{EDIT}?form={name}");
    let areas = [
        (below("seminars"), texts.seminars(), texts.seminars_about()),
        (form("notice"), texts.notice(), texts.notice_about()),
        (form("holidays"), texts.holidays(), texts.holidays_about()),
        (
            below("directors"),
            texts.directors(),
            texts.directors_about(),
        ),
        (form("money"), texts.money(), texts.money_about()),
        (below("pages"), texts.pages(), texts.pages_about()),
        (below("tasks"), texts.tasks(), texts.tasks_about()),
        (form("promises"), texts.promises(), texts.promises_about()),
        (form("office"), texts.office(), texts.office_about()),
        (HISTORY.to_owned(), texts.history(), texts.history_about()),
    ];
    let line = |(href, label, about): (String, &str, &str)| LinkedLine {
        href,
        label: label.to_owned(),
        about: about.to_owned(),
    };
    areas.into_iter().map(line).collect()
}

fn draft(draft: &DeskDraft, texts: &DeskTexts) -> LinkedLine {
    let (path, about) = match draft.outcome {
        DraftOutcome::Timed { at } => (REVIEW, texts.draft_timed(moment(at))),
        DraftOutcome::Failed { at } => (EDIT, texts.draft_failed(moment(at))),
        _ => (EDIT, texts.draft_facts(&draft.who, moment(draft.at))),
    };
    LinkedLine {
        href: format!("{path}?id={}", draft.id),
        label: draft.title.clone(),
        about,
    }
}
