//! Tables of tasks: the template to fill in, the file that comes back, and the same with its faults marked. What a table
//! makes of a draft is shown and taken by the questionnaire's pages.

use axum::extract::{Query, Request, State};
use axum::response::IntoResponse;
use base::csv::ExcelTable;
use base::industry::Industry;
use base::time::days_after;
use paths::TABLE;
use questionnaire_pages::table::{
    FILE_FIELD, ReadFile, SheetTable, TABLE as KEPT, UnreadFile, check_table, table_template,
};
use spreadsheet::LARGEST_FILE;
use store::{Draft, DraftChange};
use town::Content;
use upload::{FileField, UploadedFile};
use web::{
    AppState, FileKind, HandlerError, HandlerResult, HeldDrafts, Session, another_draft, download,
    see_other,
};

use crate::broken;
use crate::draft::{DraftQuery, marked_draft};

/// The hidden field of every form of the questionnaire: the mark of its draft.
const MARK: &str = "_draft";

/// Reads the file that came, and keeps what is written in it with the draft; the page shows what became of it.
pub(crate) async fn read(
    State(state): State<AppState>,
    session: Session,
    held: HeldDrafts,
    request: Request,
) -> HandlerResult {
    let field = FileField {
        name: FILE_FIELD,
        largest: LARGEST_FILE,
    };
    let upload = field.read(request, &state).await?;
    let mark = upload.input.one(MARK);
    if !mark.is_empty() && held.all().next().is_some() && held.marked(&state, mark).is_none() {
        return Ok(another_draft(&state, TABLE));
    }
    let Some(draft) = marked_draft(&state, session, &held, mark).await? else {
        return Ok(see_other(TABLE));
    };
    let state = state.begun_with(&draft).await;
    let content = state.content.get();
    let cookies = held.opening(&state, &draft.handle());
    let file = ReadFile::of(sheets(upload.file).await, &content);
    if let ReadFile::Unread(unread) = file {
        tracing::info!(reason = unread.code(), "a table was not read");
    }
    keep(&state, draft, &file, &content).await?;
    Ok((cookies, see_other(TABLE)).into_response())
}

/// The sheets of the file. Reading takes a while; other visitors do not wait for it.
async fn sheets(file: UploadedFile) -> Result<Vec<SheetTable>, UnreadFile> {
    let file = match file {
        UploadedFile::None => return Err(UnreadFile::Missing),
        UploadedFile::TooHeavy => return Err(UnreadFile::Heavy),
        UploadedFile::File(file) => file,
    };
    let read = tokio::task::spawn_blocking(move || spreadsheet::read(&file)).await;
    // What ended it may repeat what is written in the file.
    read.unwrap_or_else(|_| {
        tracing::error!("a table ended its reader");
        Err(UnreadFile::Broken)
    })
}

/// Keeps what was read in place of what was read before. A draft that was sent stays as it is; its page leads on.
async fn keep(
    state: &AppState,
    draft: Draft,
    file: &ReadFile,
    content: &Content,
) -> Result<(), HandlerError> {
    if draft.submitted.is_some() || draft.answers.industry.is_none() {
        return Ok(());
    }
    let days = content.programme.retention.draft_days;
    let kept = |file: &ReadFile| {
        let input = file.input();
        move |draft: &mut Draft| {
            draft.typed.insert(KEPT.to_owned(), input.clone());
            draft.updated_at = state.now();
            draft.expires_at = days_after(draft.updated_at, days);
            Ok::<_, HandlerError>(())
        }
    };
    let (salt, now) = (state.random_id(), state.now());
    let changed = state.store.change_draft(draft, &salt, now, kept(file));
    if let DraftChange::TooLarge(draft) = changed.await? {
        let long = ReadFile::Unread(UnreadFile::Long);
        let changed = state.store.change_draft(*draft, &salt, now, kept(&long));
        changed.await?;
    }
    Ok(())
}

/// A draft whose industry is known.
///
/// # Errors
/// The way to its page, which leads on.
async fn open_draft(
    state: &AppState,
    session: Session,
    held: &HeldDrafts,
    query: &DraftQuery,
) -> Result<(Draft, Industry), HandlerError> {
    let found = marked_draft(state, session, held, &query.d).await?;
    let found = found.filter(|draft| draft.submitted.is_none());
    let found = found.and_then(|draft| Some((draft.answers.industry?, draft)));
    let (industry, draft) = found.ok_or_else(|| see_other(TABLE))?;
    Ok((draft, industry))
}

pub(crate) async fn template(
    State(state): State<AppState>,
    session: Session,
    held: HeldDrafts,
    Query(query): Query<DraftQuery>,
) -> HandlerResult {
    let (draft, industry) = open_draft(&state, session, &held, &query).await?;
    let content = state.begun_with(&draft).await.content.get();
    let texts = &content.texts.table;
    let template = table_template(industry, &content);
    let bytes = spreadsheet::template::workbook(&template, texts);
    let bytes = bytes.map_err(|error| broken(&error))?;
    let name = texts.template_file("xlsx");
    Ok(download(
        FileKind::Xlsx,
        bytes,
        &name,
        "kiridashi-template.xlsx",
    ))
}

pub(crate) async fn template_csv(
    State(state): State<AppState>,
    session: Session,
    held: HeldDrafts,
    Query(query): Query<DraftQuery>,
) -> HandlerResult {
    let (draft, industry) = open_draft(&state, session, &held, &query).await?;
    let content = state.begun_with(&draft).await.content.get();
    let template = table_template(industry, &content);
    let table = ExcelTable::new(&template.headings(), template.examples.clone());
    let name = content.texts.table.template_file("csv");
    Ok(download(
        FileKind::Csv,
        table.csv(),
        &name,
        "kiridashi-template.csv",
    ))
}

/// The table that was read last, with its faults marked; where it has none, its page says so.
pub(crate) async fn marked(
    State(state): State<AppState>,
    session: Session,
    held: HeldDrafts,
    Query(query): Query<DraftQuery>,
) -> HandlerResult {
    let (draft, industry) = open_draft(&state, session, &held, &query).await?;
    let content = state.begun_with(&draft).await.content.get();
    let Some(ReadFile::Table(table)) = draft.typed.get(KEPT).map(ReadFile::kept) else {
        return Ok(see_other(TABLE));
    };
    let checked = check_table(&table, &draft.answers, &content, state.today());
    if checked.is_right() {
        return Ok(see_other(TABLE));
    }
    let texts = &content.texts.table;
    let template = table_template(industry, &content);
    let bytes = spreadsheet::marked::workbook(&table, &checked, &template, texts);
    let bytes = bytes.map_err(|error| broken(&error))?;
    let name = texts.marked_file();
    Ok(download(
        FileKind::Xlsx,
        bytes,
        name,
        "kiridashi-marked.xlsx",
    ))
}
