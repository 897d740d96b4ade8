//! Takes a photo that comes with a form, and puts it into the text of the page.

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use editing::{DeskDraft, DraftOutcome, ValueChange};
use forms::{Choice, Field, FieldError, Input, Kind};
use photo::{ShrunkPhoto, UnusablePhoto, shrunk};
use publishing::{PhotoId, PlacedPhoto, photo_widths, photos};
use serde::Serialize;
use town::Sources;
use town::texts::DeskTexts;
use upload::UploadedFile;
use web::{AppState, HandlerError, HandlerResult, Problem};

use crate::fields::{Shown, plain};
use crate::site::DeskSite;
use crate::upload::PHOTO;

/// Where photos are seen that are not published yet.
pub(crate) const UNPUBLISHED: &str = "/office/change/photos/";

/// The text that a photo goes into.
const TEXT: &str = "body";
/// What the photo shows.
const ALT: &str = "photo_alt";
/// Whether it is decoration.
const DECORATION: &str = "photo_decoration";
/// The photo that came with the form before.
const CAME: &str = "photo_came";

/// The longest description, in letters.
const LONGEST_ALT: usize = 200;

/// The part of a form that takes a photo.
#[derive(Serialize)]
pub(crate) struct PhotoFields {
    heading: String,
    /// Where in the text it goes.
    place: String,
    file: Field,
    /// What to call it, and whether it is decoration.
    words: Vec<Field>,
    /// A photo that came already: its name, and where it is seen.
    came: String,
    seen: String,
    came_words: String,
    /// Whether somebody has begun with it.
    is_open: bool,
}

/// The part of a form that takes a photo; `None`: it has no text that one could go into.
pub(crate) async fn fields(
    state: &AppState,
    shown: &Shown<'_>,
) -> Result<Option<PhotoFields>, HandlerError> {
    if !shown.form.has_text() {
        return Ok(None);
    }
    let nothing = Input::default();
    let typed = shown.typed.unwrap_or(&nothing);
    let (errors, texts) = (shown.errors, shown.texts);
    let came = came(state, typed).await?;
    let seen = came.as_ref().map(|(id, (width, _))| {
        let smallest = photo_widths(*width).remove(0);
        format!("{UNPUBLISHED}{}", id.file(smallest))
    });
    let field = |name, kind, words| plain((name, kind), words, typed.one(name), errors);
    let decoration = Field {
        options: vec![Choice {
            value: "yes".to_owned(),
            label: texts.flag_yes().to_owned(),
            hint: String::new(),
            checked: typed.one(DECORATION) == "yes",
        }],
        ..field(DECORATION, Kind::Checkbox, texts.photo_decoration())
    };
    let is_of_photo = |error: &FieldError| [PHOTO, ALT, DECORATION].contains(&&*error.field);
    Ok(Some(PhotoFields {
        heading: texts.photo().to_owned(),
        place: texts.photo_where().to_owned(),
        file: field(PHOTO, Kind::Text, texts.photo_file()),
        words: vec![field(ALT, Kind::Text, texts.photo_alt()), decoration],
        is_open: seen.is_some() || errors.iter().any(is_of_photo),
        came: came.map_or_else(String::new, |(id, _)| id.as_str().to_owned()),
        seen: seen.unwrap_or_default(),
        came_words: texts.photo_kept().to_owned(),
    }))
}

/// The photo that came with the form before, and its size.
async fn came(
    state: &AppState,
    typed: &Input,
) -> Result<Option<(PhotoId, (u32, u32))>, HandlerError> {
    let Some(id) = PhotoId::parse(typed.one(CAME)) else {
        return Ok(None);
    };
    let size = state.store.photo_size(&id).await?;
    Ok(size.map(|size| (id, size)))
}

/// Puts a photo that came into the text of an edit; `true`: the edit is another one now. What is wrong stays typed, and
/// the photo need not come again.
pub(crate) async fn place(
    state: &AppState,
    texts: &DeskTexts,
    draft: &mut DeskDraft,
    file: UploadedFile,
) -> Result<(bool, Vec<FieldError>), HandlerError> {
    let typed = &mut draft.typed;
    match taken(state, file).await? {
        Ok(None) => {}
        Ok(Some(id)) => {
            let came = vec![id.as_str().to_owned()];
            typed.0.insert(CAME.to_owned(), came);
        }
        Err(unusable) => return Ok((false, vec![error(PHOTO, said(unusable, texts))])),
    }
    let alt = base::text::line(typed.one(ALT));
    let Some((id, size)) = came(state, typed).await? else {
        let is_meant = !alt.is_empty() || typed.one(TEXT).contains(texts.photo_mark());
        if !is_meant {
            forget(typed);
        }
        let missing = is_meant.then(|| error(PHOTO, texts.photo_missing()));
        return Ok((false, missing.into_iter().collect()));
    };
    let alt = match (alt.as_str(), typed.one(DECORATION)) {
        ("", "yes") => None,
        ("", _) => return Ok((true, vec![error(ALT, texts.photo_no_alt())])),
        _ if alt.chars().count() > LONGEST_ALT => {
            let label = texts.photo_alt().lines().next().unwrap_or_default();
            let says = state.content.get();
            let message = says.texts.errors.too_long(label, LONGEST_ALT);
            return Ok((true, vec![error(ALT, &message)]));
        }
        _ => Some(alt.as_str()),
    };
    let photo = PlacedPhoto::component(&id, size, alt);
    let text = with_photo(typed.one(TEXT), texts.photo_mark(), &photo);
    typed.0.insert(TEXT.to_owned(), vec![text]);
    forget(typed);
    Ok((true, Vec::new()))
}

/// The text with the photo where it says so, or else at its end, in a paragraph of its own.
fn with_photo(text: &str, mark: &str, photo: &str) -> String {
    let (before, after) = text.split_once(mark).unwrap_or((text, ""));
    let parts = [before.trim_end(), photo, after.trim_start()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\n\n")
}

/// Nothing of a photo is typed any more.
fn forget(typed: &mut Input) {
    for name in [ALT, DECORATION, CAME] {
        typed.0.remove(name);
    }
}

/// Keeps a photo that came; `None`: none came.
async fn taken(
    state: &AppState,
    file: UploadedFile,
) -> Result<Result<Option<PhotoId>, UnusablePhoto>, HandlerError> {
    let file = match file {
        UploadedFile::None => return Ok(Ok(None)),
        UploadedFile::TooHeavy => return Ok(Err(UnusablePhoto::TooHeavy)),
        UploadedFile::File(file) => file,
    };
    let made = tokio::task::spawn_blocking(move || shrunk(&file)).await;
    let made = made.unwrap_or_else(|error| {
        tracing::error!(%error, "a photo ended its decoder");
        Err(UnusablePhoto::Broken)
    });
    match made {
        Err(unusable) => Ok(Err(unusable)),
        Ok(ShrunkPhoto { id, size, files }) => {
            let kept = state.store.keep_photo(&id, size, &files, state.now());
            kept.await?;
            Ok(Ok(Some(id)))
        }
    }
}

fn said(unusable: UnusablePhoto, texts: &DeskTexts) -> &str {
    match unusable {
        UnusablePhoto::OtherKind => texts.photo_other_kind(),
        UnusablePhoto::TooHeavy => texts.photo_heavy(),
        UnusablePhoto::TooWide => texts.photo_wide(),
        UnusablePhoto::Broken => texts.photo_broken(),
    }
}

fn error(field: &str, message: &str) -> FieldError {
    FieldError {
        field: field.to_owned(),
        message: message.to_owned(),
    }
}

/// A photo's file before it is published, for whoever knows its name, as of a page that is looked at in advance: while an
/// edit in the making holds it, or what is live shows it.
pub(crate) async fn show(
    State(state): State<AppState>,
    Extension(site): Extension<DeskSite>,
    Path(name): Path<String>,
) -> HandlerResult {
    let (id, width) = PhotoId::of_file(&name).ok_or(Problem::NotFound)?;
    if !is_awaited(&state, &site, &id).await? {
        return Err(Problem::NotFound.into());
    }
    let file = state.store.photo_file(&id, width).await?;
    let file = file.ok_or(Problem::NotFound)?;
    let kind = [
        (header::CONTENT_TYPE, "image/jpeg"),
        (header::CACHE_CONTROL, "private, max-age=86400"),
    ];
    let answer: Response = (StatusCode::OK, kind, file).into_response();
    Ok(answer)
}

/// Whether an edit in the making holds a photo, or what is live shows it.
async fn is_awaited(state: &AppState, site: &DeskSite, id: &PhotoId) -> Result<bool, HandlerError> {
    let open = |draft: &DeskDraft| {
        let is_over = matches!(
            draft.outcome,
            DraftOutcome::Published { .. } | DraftOutcome::Discarded { .. }
        );
        let mut values = draft.typed.0.values().flatten();
        !is_over && values.any(|value| value.contains(id.as_str()))
    };
    if state
        .store
        .edits()
        .await?
        .iter()
        .any(|kept| open(&kept.draft))
    {
        return Ok(true);
    }
    let live = site.live().await?;
    let shown = live.sources.values().flat_map(|text| photos(text));
    Ok(shown.into_iter().any(|photo| photo.id.as_ref() == Some(id)))
}

/// A page with those photos shown from here that nobody has published yet.
pub(crate) async fn seen_in_advance(
    site: &DeskSite,
    page: String,
    (live, texts): (&Sources, &Sources),
) -> String {
    let shown = |sources: &Sources| -> Vec<PhotoId> {
        let placed = sources.values().flat_map(|text| photos(text));
        placed.filter_map(|photo| photo.id).collect()
    };
    let published = shown(live);
    let mut page = page;
    for name in site.photo_names(texts).await.into_keys() {
        let is_new = PhotoId::of_file(&name).is_some_and(|(id, _)| !published.contains(&id));
        if is_new {
            let public = format!("{}/{}/{name}", site.base_url(), publishing::PHOTOS);
            page = page.replace(&public, &format!("{UNPUBLISHED}{name}"));
        }
    }
    page
}

/// A change with photos in words in place of how they are written.
pub(crate) fn in_words(mut change: ValueChange, texts: &DeskTexts) -> ValueChange {
    let lines = change.lines.iter_mut().map(|line| &mut line.text);
    // A value of one line has no lines of its own.
    let values = [&mut change.before, &mut change.after];
    let values = values.into_iter().filter(|value| !value.contains('\n'));
    for text in lines.chain(values) {
        if let [photo] = photos(text).as_slice() {
            let decoration = texts.photo_decoration().lines().next().unwrap_or_default();
            let alt = match photo.is_decoration {
                true => decoration,
                false => photo.alt.as_str(),
            };
            *text = texts.photo_shown(alt);
        }
    }
    change
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_photo_goes_where_the_text_says_or_to_its_end() {
        let put = |text| with_photo(text, "［写真］", "P");
        assert_eq!(put(""), "P");
        assert_eq!(put("一\n"), "一\n\nP");
        assert_eq!(put("一\n［写真］\n二"), "一\n\nP\n\n二");
        assert_eq!(put("［写真］\n\n二［写真］"), "P\n\n二［写真］");
    }
}
