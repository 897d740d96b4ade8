//! The office writes to everybody who comes: once each, kept with the list.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use forms::fields::{FormReader, line, note, refill};
use forms::{Confirmation, Field, FieldError, Input, limits};
use seminars::{Registration, Standing};
use serde::Serialize;
use town::Content;
use town::seminar::Seminar;
use web::words::moment;
use web::{AppState, Form, HandlerResult, Visitor, drawn_id, see_other};

use crate::facts::{self, SeminarView};
use crate::listed::{is_over, list};
use crate::office::doer;

#[derive(Serialize)]
struct WritePage {
    seminar: SeminarView,
    errors: Vec<FieldError>,
    action: String,
    list: String,
    /// So that pressing twice writes once.
    fresh: String,
    fields: Vec<Field>,
    /// To how many mails go, and how many have to be called.
    mails: usize,
    calls: usize,
    before: Vec<WrittenLine>,
}

/// What was written before.
#[derive(Serialize)]
struct WrittenLine {
    at: String,
    by: String,
    subject: String,
    text: String,
}

fn path(slug: &str) -> String {
    format!("{}/write", list(slug))
}

/// Asks what to write.
pub(crate) async fn ask(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> HandlerResult {
    visitor.office(&state, &path(&slug))?;
    let seminar = facts::find(&state, &slug)?;
    if is_over(&state, &seminar) {
        return Ok(see_other(&list(&slug)));
    }
    show(&state, &seminar, None).await
}

fn fields(content: &Content, errors: &[FieldError]) -> Vec<Field> {
    let texts = &content.texts.registration;
    vec![
        line("subject", texts.write_subject()),
        Field {
            max_length: limits::SPEC,
            ..note("text", texts.write_text(), texts.write_text_hint())
        },
        Confirmation::WriteAll.field(&content.words, None, errors),
    ]
}

async fn show(
    state: &AppState,
    seminar: &Seminar,
    typed: Option<(&Input, Vec<FieldError>)>,
) -> HandlerResult {
    let content = state.content.get();
    let slug = &seminar.slug;
    let people = state.store.attendees(slug).await?;
    let words = state.store.words(slug).await?;
    let comes = |person: &&Registration| person.state == Standing::Confirmed;
    let (mails, calls): (Vec<_>, Vec<_>) = people
        .iter()
        .filter(comes)
        .partition(|person| person.mail.is_some());
    let (status, fresh, fields, errors) = match typed {
        None => (
            StatusCode::OK,
            state.random_id(),
            fields(&content, &[]),
            Vec::new(),
        ),
        Some((input, errors)) => {
            let fields = fields(&content, &errors).into_iter();
            let fields = fields.map(|field| refill(field, input, &errors)).collect();
            let fresh = input.one("fresh").to_owned();
            (StatusCode::UNPROCESSABLE_ENTITY, fresh, fields, errors)
        }
    };
    let page = WritePage {
        seminar: SeminarView::of(seminar),
        errors,
        action: path(slug),
        list: list(slug),
        fresh,
        fields,
        mails: mails.len(),
        calls: calls.len(),
        before: words
            .into_iter()
            .rev()
            .map(|word| WrittenLine {
                at: moment(word.at),
                by: word.by,
                subject: word.subject,
                text: word.text,
            })
            .collect(),
    };
    Ok(state.page(status, "registration/office_write.html", &path(slug), &page))
}

/// Writes it.
pub(crate) async fn take(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Form(input): Form,
) -> HandlerResult {
    let by = doer(visitor.office(&state, &path(&slug))?);
    let seminar = facts::find(&state, &slug)?;
    let (content, now) = (state.content.get(), state.now());
    if is_over(&state, &seminar) {
        return Ok(see_other(&list(&slug)));
    }
    let fresh = drawn_id(&input)?;
    let texts = &content.texts.registration;
    let mut read = FormReader::of(&input, &content.texts.director);
    let subject = read.required_line("subject", texts.write_subject_missing());
    let text = read.lines("text", limits::SPEC);
    if text.is_empty() {
        read.error("text", texts.write_text_missing());
    }
    read.confirmed(Confirmation::WriteAll, &content);
    if !read.errors.is_empty() {
        let errors = read.errors;
        return show(&state, &seminar, Some((&input, errors))).await;
    }
    let written = state
        .store
        .write_to_all(&seminar, fresh, (&subject, &text), by, now);
    let is_new = written.await?;
    tracing::info!(is_new, "everybody who comes was written to");
    Ok(see_other(&format!("{}?many=written#written", list(&slug))))
}
