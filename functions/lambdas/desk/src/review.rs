//! What is published by an edit: the difference, the page as it will be, why, and when.

use axum::extract::Query;
use base::token::Purpose;
use editing::{ChangeNote, DraftOutcome, FormKind};
use forms::{Choice, Field, FieldError, Input, Kind};
use jiff::SignedDuration;
use paths::PREVIEW;
use serde::{Deserialize, Serialize};
use store::KeptEdit;
use town::texts::DeskTexts;
use web::words::moment;
use web::{AppState, HandlerResult, see_other};

use crate::differences::{ShownDifference, of_edits};
use crate::edit::{is_own, unworkable};
use crate::fields::plain;
use crate::request::{DeskRequest, status};
use crate::seminars;
use crate::site::DeskSite;
use crate::work::Worked;
use crate::{CHOOSE, PUBLISHED, REVIEW};

/// For how long a link to a preview opens, in days.
pub(crate) const PREVIEW_DAYS: i64 = 7;

/// The value of the box that publishes at a time.
const LATER: &str = "later";

/// The query of pages of an edit.
#[derive(Deserialize)]
pub(crate) struct IdQuery {
    #[serde(default)]
    pub id: String,
}

#[derive(Serialize)]
struct ReviewPage {
    heading: String,
    is_own: bool,
    title: String,
    differences: Vec<ShownDifference>,
    /// What the change means.
    notes: Vec<ChangeNote>,
    errors: Vec<FieldError>,
    id: String,
    revision: u32,
    /// The page as it will be; empty: there is none that shows it.
    preview: String,
    /// The same for others.
    link: String,
    link_hint: String,
    why: Field,
    is_later: bool,
    /// Whether it is published at a time, and when.
    later: Vec<Field>,
    /// When it is published; empty: at once.
    timed: String,
    /// Who published meanwhile, in words; empty: nobody.
    merged: String,
}

pub(crate) async fn show(request: DeskRequest, Query(asked): Query<IdQuery>) -> HandlerResult {
    let DeskRequest { state, site, .. } = &request;
    let kept = request.opened(&asked.id).await?.0;
    if let DraftOutcome::Published { version } = kept.draft.outcome {
        let id = &kept.draft.id;
        return Ok(see_other(&format!("{PUBLISHED}?id={id}&n={version}")));
    }
    let worked = match request.worked(&kept).await {
        Ok(worked) => worked,
        Err(why) => return unworkable(state, site, &kept, why).await,
    };
    if !worked.clashes.is_empty() {
        return Ok(see_other(&format!("{CHOOSE}?id={}", asked.id)));
    }
    let typed = Input::default();
    page(state, site, &kept, (&worked, &typed, Vec::new())).await
}

/// The page, with what was typed on it.
pub(crate) async fn page(
    state: &AppState,
    site: &DeskSite,
    kept: &KeptEdit,
    (worked, typed, errors): (&Worked, &Input, Vec<FieldError>),
) -> HandlerResult {
    let draft = &kept.draft;
    let texts = &worked.live.content.texts.desk;
    let link = preview_link(state, kept, worked);
    let why = match typed.one("why") {
        "" if draft.why.is_empty() => proposed_why(kept, texts),
        "" => draft.why.clone(),
        typed => typed.to_owned(),
    };
    let timed = match draft.outcome {
        DraftOutcome::Timed { at } => moment(at),
        _ => String::new(),
    };
    let status = status(&errors);
    let notes = match site.content_of(&worked.sources) {
        Some(after) => seminars::notes(state, &worked.live.content, &after).await?,
        None => Vec::new(),
    };
    let view = ReviewPage {
        notes,
        heading: texts.review().to_owned(),
        is_own: is_own(&draft.kind),
        title: draft.title.clone(),
        differences: of_edits(&worked.edits, texts),
        id: draft.id.clone(),
        revision: kept.revision,
        link: match link.as_str() {
            "" => String::new(),
            path => format!("{}{path}", site.base_url()),
        },
        preview: link,
        link_hint: texts.preview_link_hint(PREVIEW_DAYS),
        why: plain(("why", Kind::Text), texts.why(), &why, &errors),
        is_later: is_later(typed),
        later: later(texts, typed, &errors),
        timed,
        merged: merged_with(site, kept, worked).await?,
        errors,
    };
    Ok(state.page(status, "office/change_review.html", REVIEW, &view))
}

/// Whether it is to be published at a time: whoever has typed a day or a time means it, with or without the box.
pub(crate) fn is_later(typed: &Input) -> bool {
    typed.one("when") == LATER
        || ["at_day", "at_time"]
            .iter()
            .any(|name| !typed.one(name).trim().is_empty())
}

/// Whether it is published at a time, and when.
fn later(texts: &DeskTexts, typed: &Input, errors: &[FieldError]) -> Vec<Field> {
    let box_of = plain(("when", Kind::Checkbox), texts.when_later(), "", errors);
    let yes = Choice {
        value: LATER.to_owned(),
        label: texts.flag_yes().to_owned(),
        hint: String::new(),
        checked: is_later(typed),
    };
    let of = |name, kind, words| plain((name, kind), words, typed.one(name), errors);
    vec![
        Field {
            options: vec![yes],
            ..box_of
        },
        of("at_day", Kind::Date, texts.at_day()),
        of("at_time", Kind::Time, texts.at_time()),
    ]
}

/// What calls a seminar off says why itself, and of a director's absence nobody has to know more.
fn proposed_why(kept: &KeptEdit, texts: &DeskTexts) -> String {
    match kept.draft.kind {
        FormKind::CancelSeminar(_) => base::text::line(kept.draft.typed.one("cancelled")),
        FormKind::OwnDirector(_) => texts.own_why().to_owned(),
        _ => String::new(),
    }
}

fn preview_link(state: &AppState, kept: &KeptEdit, worked: &Worked) -> String {
    if worked.page().shown_on.is_empty() {
        return String::new();
    }
    let until = state.now() + SignedDuration::from_hours(24 * PREVIEW_DAYS);
    let token = state.keys.sign(Purpose::Preview, &kept.draft.id, until);
    format!("{PREVIEW}?t={token}")
}

/// Who published since the edit began, in words.
async fn merged_with(
    site: &DeskSite,
    kept: &KeptEdit,
    worked: &Worked,
) -> Result<String, web::HandlerError> {
    let number = worked.live.number;
    if number <= kept.draft.base {
        return Ok(String::new());
    }
    let version = site.versions.store().version(number).await?;
    let texts = &worked.live.content.texts.desk;
    Ok(version.map_or_else(String::new, |version| {
        texts.merged(&version.who, &version.why)
    }))
}
