//! Publishes an edit, now or at a time.

use axum::http::StatusCode;
use base::time::japan_date;
use editing::{DeskDraft, DraftOutcome, PlacedFaults};
use forms::{FieldError, Input};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use publisher::PublishError;
use publishing::{PublishedVersion, VersionNote};
use store::KeptEdit;
use web::{AppState, Form, HandlerError, HandlerResult, see_other};

use crate::edit::{mistakes, refused, unworkable};
use crate::holding::{depended, held};
use crate::kept::{keep, keep_seen};
use crate::notices;
use crate::photos::in_words;
use crate::request::DeskRequest;
use crate::review;
use crate::seminars;
use crate::site::{DeskSite, unpublished};
use crate::work::{Unworkable, Worked, worked};
use crate::{CHOOSE, PUBLISHED, REVIEW};

/// How often an edit is put over what others publish at the same moment.
const TRIES: u32 = 3;
/// The longest reason.
const WHY: usize = 200;

pub(crate) async fn take(request: DeskRequest, Form(input): Form) -> HandlerResult {
    let DeskRequest { state, site, .. } = &request;
    let (mut kept, editor) = request.opened(input.one("id")).await?;
    if let DraftOutcome::Published { version } = kept.draft.outcome {
        return Ok(see_other(&published(&kept.draft.id, version)));
    }
    kept.draft.who = editor.name;
    if input.one("when") == "stop" {
        kept.draft.outcome = DraftOutcome::Open;
        // Whatever was faster, the page shows what holds now.
        keep_seen(state, &kept.draft, kept.revision).await?;
        return Ok(see_other(&format!("{REVIEW}?id={}", kept.draft.id)));
    }
    let worked = match request.worked(&kept).await {
        Ok(worked) => worked,
        Err(why) => return unworkable(state, site, &kept, why).await,
    };
    let at = match read(state, &input, &mut kept.draft) {
        Ok(at) => at,
        Err(errors) => return review::page(state, site, &kept, (&worked, &input, errors)).await,
    };
    kept.draft.at = state.now();
    if let Some(at) = at {
        let errors = at_that_time(state, site, &kept, at).await?;
        if !errors.is_empty() {
            return review::page(state, site, &kept, (&worked, &input, errors)).await;
        }
        kept.draft.outcome = DraftOutcome::Timed { at };
        keep_seen(state, &kept.draft, kept.revision).await?;
        return Ok(see_other(&format!("{REVIEW}?id={}", kept.draft.id)));
    }
    match keep_seen(state, &kept.draft, kept.revision).await? {
        Some(kept) => answer(state, site, kept).await,
        None => overtaken(state, &kept.draft.id).await,
    }
}

/// The page of an edit that another tab, or the same button pressed twice, has gone on with.
async fn overtaken(state: &AppState, id: &str) -> HandlerResult {
    let now = state.store.edit(id).await?.map(|kept| kept.draft.outcome);
    Ok(match now {
        Some(DraftOutcome::Published { version }) => see_other(&published(id, version)),
        _ => see_other(&format!("{REVIEW}?id={id}")),
    })
}

fn published(id: &str, version: u32) -> String {
    format!("{PUBLISHED}?id={id}&n={version}")
}

/// Why and when; `None`: now.
fn read(
    state: &AppState,
    input: &Input,
    draft: &mut DeskDraft,
) -> Result<Option<Timestamp>, Vec<FieldError>> {
    let content = state.content.get();
    let (says, texts) = (&content.texts.errors, &content.texts.desk);
    let label = |words: &str| words.lines().next().unwrap_or_default().to_owned();
    let mut errors = Vec::new();
    let mut error = |field: &str, message: String| {
        errors.push(FieldError {
            field: field.to_owned(),
            message,
        });
    };
    draft.why = base::text::line(input.one("why"));
    if draft.why.is_empty() {
        error("why", says.empty(label(texts.why())));
    } else if draft.why.chars().count() > WHY {
        error("why", says.too_long(label(texts.why()), WHY));
    }
    let mut at = None;
    if review::is_later(input) {
        let day = base::time::read_full_date(input.one("at_day"));
        let time: Option<Time> = input.one("at_time").trim().parse().ok();
        match (day, time) {
            (Err(_), _) => error("at_day", says.date(texts.at_day())),
            (_, None) => error("at_time", says.time(texts.at_time())),
            (Ok(day), Some(time)) => match moment_of(day, time) {
                Some(then) if then > state.now() => at = Some(then),
                _ => error("at_day", texts.at_past().to_owned()),
            },
        }
    }
    match errors.is_empty() {
        true => Ok(at),
        false => Err(errors),
    }
}

fn moment_of(day: Date, time: Time) -> Option<Timestamp> {
    Offset::constant(9).to_timestamp(day.to_datetime(time)).ok()
}

/// Why it could not be published at that time, as far as that is known already.
async fn at_that_time(
    state: &AppState,
    site: &DeskSite,
    kept: &KeptEdit,
    at: Timestamp,
) -> Result<Vec<FieldError>, HandlerError> {
    let content = state.content.get();
    let error = |why: &str| FieldError {
        field: "at_day".to_owned(),
        message: content.texts.desk.at_refused(why),
    };
    match worked(site, &kept.draft, japan_date(at)).await {
        Ok(_) => Ok(Vec::new()),
        Err(Unworkable::Failed(failed)) => Err(failed),
        Err(Unworkable::Gone) => Ok(vec![error(content.texts.desk.not_there())]),
        Err(Unworkable::Mistakes(found)) => {
            let found: Vec<String> = found.into_iter().map(|it| it.message).collect();
            Ok(vec![error(&found.concat())])
        }
    }
}

async fn answer(state: &AppState, site: &DeskSite, mut kept: KeptEdit) -> HandlerResult {
    match publish(state, site, &mut kept).await {
        Ok(version) => Ok(see_other(&published(&kept.draft.id, version.number))),
        Err(Unpublished::Clashes) => Ok(see_other(&format!("{CHOOSE}?id={}", kept.draft.id))),
        Err(Unpublished::Unworkable(why)) => unworkable(state, site, &kept, why).await,
        Err(Unpublished::Mistakes(faults)) => refused(state, site, &kept, faults).await,
        Err(Unpublished::Overtaken) => overtaken(state, &kept.draft.id).await,
        Err(Unpublished::Failed(error)) => Err(error),
    }
}

/// Why an edit was not published; it is kept as it was.
pub(crate) enum Unpublished {
    /// Somebody has to choose.
    Clashes,
    /// It cannot be worked out.
    Unworkable(Unworkable),
    /// The check found mistakes.
    Mistakes(PlacedFaults),
    /// Somebody else has gone on with it.
    Overtaken,
    /// The store or the folder failed.
    Failed(HandlerError),
}

impl From<HandlerError> for Unpublished {
    fn from(error: HandlerError) -> Unpublished {
        Unpublished::Failed(error)
    }
}

/// Publishes an edit over what is live, and notes as which version.
pub(crate) async fn publish(
    state: &AppState,
    site: &DeskSite,
    kept: &mut KeptEdit,
) -> Result<PublishedVersion, Unpublished> {
    for _ in 0..TRIES {
        let worked = worked(site, &kept.draft, state.today()).await;
        let worked = worked.map_err(Unpublished::Unworkable)?;
        if !worked.clashes.is_empty() {
            return Err(Unpublished::Clashes);
        }
        let (kind, content) = (&kept.draft.kind, &worked.live.content);
        let held = held(state, kind, content, StatusCode::UNPROCESSABLE_ENTITY).await;
        if let Some(page) = held.map_err(HandlerError::from)? {
            return Err(Unpublished::Failed(page.into()));
        }
        if let Some(version) = once(state, site, kept, &worked).await? {
            kept.draft.outcome = DraftOutcome::Published {
                version: version.number,
            };
            *kept = keep(state, kept.draft.clone(), kept.revision).await?;
            tracing::info!(version = version.number, "published");
            return Ok(version);
        }
    }
    let texts = &state.content.get().texts.desk;
    Err(Unpublished::Mistakes(crate::edit::other(texts.outrun())))
}

/// One try; `None`: somebody else was faster.
async fn once(
    state: &AppState,
    site: &DeskSite,
    kept: &mut KeptEdit,
    worked: &Worked,
) -> Result<Option<PublishedVersion>, Unpublished> {
    let live = site.made_live(state.now(), "").await?;
    if live.number != worked.live.number {
        return Ok(None);
    }
    let edits = worked.text_edits();
    if edits.is_empty() {
        // Somebody else published just the same, or whoever published this one died before it was noted.
        return Ok(Some(live));
    }
    let Some(after) = site.content_of(&worked.sources) else {
        let faults = mistakes(site, worked).await;
        return Err(Unpublished::Mistakes(faults.unwrap_or_default()));
    };
    let before = &worked.live.content;
    let typed = worked.edits.iter().filter(|edit| !edit.field.is_derived);
    let told = typed.map(|edit| in_words(edit.told(), &worked.live.content.texts.desk));
    kept.draft.told = told.collect();
    worked.page().shown_on.clone_into(&mut kept.draft.shown_on);
    let notes = seminars::notes(state, before, &after).await;
    kept.draft.notes = notes.map_err(HandlerError::from)?;
    // The letters read it, and may leave as soon as it is live.
    let seen = keep_seen(state, &kept.draft, kept.revision).await?;
    *kept = seen.ok_or(Unpublished::Overtaken)?;
    let note = VersionNote {
        at: state.now(),
        who: kept.draft.who.clone(),
        why: kept.draft.why.clone(),
    };
    let settings = (&before.programme, &after.programme);
    let messages = notices::published(state, kept, settings);
    let version = match site.versions.edit(&live, &edits, note, &messages).await {
        Ok(version) => version,
        Err(PublishError::Outrun { .. }) => return Ok(None),
        Err(PublishError::Mistakes(faults)) => {
            return Err(Unpublished::Mistakes(worked.placed(&faults.0)));
        }
        Err(PublishError::Depended(found)) => {
            let others = depended(&found, before);
            return Err(Unpublished::Mistakes(PlacedFaults {
                fields: Vec::new(),
                others,
            }));
        }
        Err(error) => return Err(unpublished(error).into()),
    };
    if let Some(told) = seminars::tell(state, before, &after).await {
        kept.draft.notes.retain(|note| note.label != told.label);
        kept.draft.notes.push(told);
    }
    Ok(Some(version.unwrap_or(live)))
}
