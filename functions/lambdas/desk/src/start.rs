//! Where the office chooses what to change, with what is in the making.

use axum::extract::Query;
use axum::http::StatusCode;
use editing::{DeskDraft, DraftOutcome};
use paths::CHANGE;
use serde::{Deserialize, Serialize};
use store::KeptEdit;
use town::texts::{DeskTexts, PartnerTexts};
use web::HandlerResult;
use web::words::moment;

use crate::editor::Editor;
use crate::request::DeskRequest;
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
    drafts: Vec<ListedDraft>,
    /// What was thrown away.
    discarded: Vec<ListedDraft>,
}

/// An edit in the making, or one that was thrown away.
#[derive(Serialize)]
struct ListedDraft {
    id: String,
    title: String,
    href: String,
    lines: Vec<String>,
}

/// Something to open, with a sentence about it.
#[derive(Serialize)]
pub(crate) struct LinkedLine {
    pub href: String,
    pub label: String,
    pub about: String,
}

pub(crate) async fn show(
    request: DeskRequest,
    Query(asked): Query<DeskStartQuery>,
) -> HandlerResult {
    let state = &request.state;
    Editor::office(&request.visitor, state)?;
    let content = state.content.get();
    let texts = &content.texts.desk;
    let mut kept = state.store.edits().await?;
    kept.retain(|kept| !matches!(kept.draft.outcome, DraftOutcome::Published { .. }));
    kept.sort_by_key(|kept| std::cmp::Reverse(kept.draft.at));
    let is_gone = |kept: &KeptEdit| matches!(kept.draft.outcome, DraftOutcome::Discarded { .. });
    let (gone, open): (Vec<_>, Vec<_>) = kept.into_iter().partition(is_gone);
    let listed = |kept: Vec<KeptEdit>| kept.iter().map(|it| draft(&it.draft, texts)).collect();
    let page = StartPage {
        heading: texts.start().to_owned(),
        lead: texts.start_lead().to_owned(),
        notice: match asked.discarded.as_str() {
            "" => String::new(),
            _ => texts.discarded().to_owned(),
        },
        areas: areas(texts, &content.texts.partners),
        drafts: listed(open),
        discarded: listed(gone),
    };
    Ok(state.page(StatusCode::OK, "office/change.html", CHANGE, &page))
}

fn areas(texts: &DeskTexts, partners: &PartnerTexts) -> Vec<LinkedLine> {
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
        (below("partners"), partners.partners(), partners.about()),
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

fn draft(draft: &DeskDraft, texts: &DeskTexts) -> ListedDraft {
    let (path, state) = match &draft.outcome {
        DraftOutcome::Timed { at } => (REVIEW, texts.draft_timed(moment(*at))),
        DraftOutcome::Failed { at } => (EDIT, texts.draft_failed(moment(*at))),
        DraftOutcome::Discarded { by } => (EDIT, texts.draft_discarded(by)),
        DraftOutcome::Open | DraftOutcome::Published { .. } => (EDIT, String::new()),
    };
    let facts = texts.draft_facts(&draft.who, moment(draft.at));
    let lines = [facts, state].into_iter().filter(|line| !line.is_empty());
    ListedDraft {
        id: draft.id.clone(),
        title: draft.title.clone(),
        href: format!("{path}?id={}", draft.id),
        lines: lines.collect(),
    }
}
