//! A form of the desk: shown with what is said now, taken with what was typed, which is kept whatever is wrong with it.

use axum::extract::Query;
use axum::http::StatusCode;
use editing::{DeskDraft, DraftOutcome, EditForm, FormKind, PlacedFaults};
use forms::{FieldError, FieldGroup, Input};
use serde::{Deserialize, Serialize};
use store::KeptEdit;
use town::Content;
use web::{AppState, HandlerResult, see_other};

use crate::fields::Shown;
use crate::holding::held;
use crate::kept::keep;
use crate::page_links::{PageLink, links};
use crate::photos::{self, PhotoFields};
use crate::request::{DeskRequest, not_there};
use crate::site::DeskSite;
use crate::upload::PhotoForm;
use crate::work::{Unworkable, Worked, context, worked};
use crate::{CHOOSE, EDIT, REVIEW};

/// Fields of the form that are of none of its values.
const HIDDEN: [&str; 5] = ["form", "of", "id", "revision", "base"];

/// The query: a form and what it is of, or an edit in the making.
#[derive(Deserialize)]
pub(crate) struct EditQuery {
    #[serde(default)]
    form: String,
    #[serde(default)]
    of: String,
    #[serde(default)]
    id: String,
}

#[derive(Serialize)]
struct EditView {
    heading: String,
    lead: String,
    groups: Vec<FieldGroup>,
    errors: Vec<FieldError>,
    /// What is wrong and of no field.
    others: Vec<String>,
    /// Whether it is a director's own, who is led back to their list.
    is_own: bool,
    form: &'static str,
    of: String,
    id: String,
    revision: u32,
    base: u32,
    /// Whether what was typed is kept.
    is_kept: bool,
    /// Pages to link to, by title.
    links: Vec<PageLink>,
    /// What takes a photo into a page's text; `None`: it has no such text.
    photo: Option<PhotoFields>,
}

pub(crate) async fn show(request: DeskRequest, Query(asked): Query<EditQuery>) -> HandlerResult {
    let DeskRequest { state, site, .. } = &request;
    if !asked.id.is_empty() {
        let kept = request.opened(&asked.id).await?.0;
        let faults = PlacedFaults::default();
        return page(state, site, &kept, (StatusCode::OK, faults)).await;
    }
    let (kind, _) = request.form(&asked.form, &asked.of)?;
    let live = site.live().await?;
    if let Some(page) = held(state, &kind, &live.content, StatusCode::OK).await? {
        return Ok(page);
    }
    let form = EditForm::of(&kind, context(&live, state.today()), None);
    let form = form.ok_or_else(|| not_there(state))?;
    let shown = Shown {
        form: &form,
        typed: None,
        errors: &[],
        texts: &live.content.texts.desk,
    };
    let view = EditView {
        base: live.number,
        photo: photos::fields(state, &shown).await?,
        ..view(&shown, &kind, links(&live.sources))
    };
    Ok(state.page(StatusCode::OK, "office/change_edit.html", EDIT, &view))
}

/// The form as it stands, without what belongs to an edit in the making.
fn view(shown: &Shown<'_>, kind: &FormKind, links: Vec<PageLink>) -> EditView {
    let groups = shown.groups();
    EditView {
        heading: shown.form.page.title.clone(),
        lead: shown.form.page.lead.clone(),
        groups,
        errors: shown.errors.to_vec(),
        others: Vec::new(),
        is_own: is_own(kind),
        form: kind.form(),
        of: kind.of().to_owned(),
        id: String::new(),
        revision: 0,
        base: 0,
        is_kept: false,
        links,
        photo: None,
    }
}

/// Whether it is a director's own form.
pub(crate) fn is_own(kind: &FormKind) -> bool {
    matches!(kind, FormKind::OwnDirector(_))
}

/// The page of an edit in the making.
pub(crate) async fn page(
    state: &AppState,
    site: &DeskSite,
    kept: &KeptEdit,
    (status, faults): (StatusCode, PlacedFaults),
) -> HandlerResult {
    let draft = &kept.draft;
    let base = site.numbered(draft.base).await?;
    let form = EditForm::of(
        &draft.kind,
        context(&base, state.today()),
        Some(&draft.typed),
    );
    let form = form.ok_or_else(|| not_there(state))?;
    let mut errors = faults.fields;
    if !faults.others.is_empty() {
        errors.push(FieldError {
            field: "others".to_owned(),
            message: base.content.texts.desk.others().to_owned(),
        });
    }
    let shown = Shown {
        form: &form,
        typed: Some(&draft.typed),
        errors: &errors,
        texts: &base.content.texts.desk,
    };
    let view = EditView {
        id: draft.id.clone(),
        revision: kept.revision,
        base: draft.base,
        is_kept: true,
        others: faults.others,
        photo: photos::fields(state, &shown).await?,
        ..view(&shown, &draft.kind, links(&base.sources))
    };
    Ok(state.page(status, "office/change_edit.html", EDIT, &view))
}

pub(crate) async fn take(
    request: DeskRequest,
    PhotoForm { mut input, photo }: PhotoForm,
) -> HandlerResult {
    let DeskRequest { state, site, .. } = &request;
    let [form, of, id, revision, base] = HIDDEN.map(|name| input.one(name).to_owned());
    let (kind, editor) = request.form(&form, &of)?;
    let texts = state.content.get();
    let texts = &texts.texts.desk;
    let live = site
        .made_live(state.now(), texts.version_deployed())
        .await?;
    HIDDEN.iter().for_each(|name| drop(input.0.remove(*name)));
    let base = match base.parse() {
        // Nothing had been published: the files that were shown became the first version.
        Ok(0) => 1,
        Ok(number) => live.number.min(number),
        Err(_) => live.number,
    };
    // Whoever knows what another edit is called does not write over it.
    let is_it = |kept: &KeptEdit| kept.draft.kind == kind;
    let id = match state.store.edit(&id).await?.as_ref().is_some_and(is_it) {
        true => id,
        false => String::new(),
    };
    let before = site.numbered(base).await?;
    let shown = EditForm::of(&kind, context(&before, state.today()), Some(&input));
    let shown = shown.ok_or_else(|| not_there(state))?;
    let draft = DeskDraft {
        id,
        title: title(&shown, &kind, &input, &before.content),
        kind,
        base,
        typed: input,
        prefer: Default::default(),
        why: String::new(),
        who: editor.name,
        at: state.now(),
        told: Vec::new(),
        notes: Vec::new(),
        shown_on: String::new(),
        outcome: DraftOutcome::Open,
    };
    // Whatever becomes of a photo, what was typed is kept.
    let mut kept = keep(state, draft, revision.parse().unwrap_or(0)).await?;
    if shown.has_text() {
        let (is_another, fields) = photos::place(state, texts, &mut kept.draft, photo).await?;
        if is_another {
            kept = keep(state, kept.draft, kept.revision).await?;
        }
        if !fields.is_empty() {
            let others = Vec::new();
            return refused(state, site, &kept, PlacedFaults { fields, others }).await;
        }
    }
    checked(state, site, &kept).await
}

/// What an edit is about, in words: a new seminar by its own title.
fn title(form: &EditForm, kind: &FormKind, typed: &Input, before: &Content) -> String {
    if let FormKind::CancelSeminar(path) = kind
        && let Some(seminar) = before.seminars.iter().find(|it| it.source == *path)
    {
        let texts = &before.texts.desk;
        let mut said = form.fields().filter(|field| field.name == "cancelled");
        return match said.next().map_or(1, |field| field.places.len()) {
            1 => texts.cancel_of(&seminar.title),
            times => texts.cancel_times_of(&seminar.title, times),
        };
    }
    match base::text::line(typed.one("title")) {
        typed if !typed.is_empty() => typed,
        _ => form.page.title.clone(),
    }
}

/// Goes on with an edit that has no mistake, or shows what is wrong with it.
async fn checked(state: &AppState, site: &DeskSite, kept: &KeptEdit) -> HandlerResult {
    let (id, kind) = (&kept.draft.id, &kept.draft.kind);
    let worked = match worked(site, &kept.draft, state.today()).await {
        Ok(worked) => worked,
        Err(why) => return unworkable(state, site, kept, why).await,
    };
    if !worked.clashes.is_empty() {
        return Ok(see_other(&format!("{CHOOSE}?id={id}")));
    }
    if !worked.changes_something() {
        let texts = &worked.live.content.texts.desk;
        return refused(state, site, kept, other(texts.nothing_changed())).await;
    }
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    if let Some(page) = held(state, kind, &worked.live.content, status).await? {
        return Ok(page);
    }
    match mistakes(site, &worked).await {
        Some(faults) => refused(state, site, kept, faults).await,
        None => Ok(see_other(&format!("{REVIEW}?id={id}"))),
    }
}

/// What the check finds, beside the fields.
pub(crate) async fn mistakes(site: &DeskSite, worked: &Worked) -> Option<PlacedFaults> {
    let faults = site.check(worked.sources.clone()).await.err()?;
    Some(worked.placed(&faults))
}

/// The page that says why nothing becomes of an edit yet.
pub(crate) async fn unworkable(
    state: &AppState,
    site: &DeskSite,
    kept: &KeptEdit,
    why: Unworkable,
) -> HandlerResult {
    match why {
        Unworkable::Gone => Err(not_there(state)),
        Unworkable::Failed(error) => Err(error),
        Unworkable::Mistakes(fields) => {
            let faults = PlacedFaults {
                fields,
                others: Vec::new(),
            };
            refused(state, site, kept, faults).await
        }
    }
}

pub(crate) async fn refused(
    state: &AppState,
    site: &DeskSite,
    kept: &KeptEdit,
    faults: PlacedFaults,
) -> HandlerResult {
    page(
        state,
        site,
        kept,
        (StatusCode::UNPROCESSABLE_ENTITY, faults),
    )
    .await
}

pub(crate) fn other(message: &str) -> PlacedFaults {
    PlacedFaults {
        fields: Vec::new(),
        others: vec![message.to_owned()],
    }
}
