//! The employer answers a director's question: exactly the fields that were asked, which makes the sheet's next version.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use forms::{Field, FieldError, Input, limits};
use job_spec::SpecField;
use job_spec::fields::FieldDef;
use placements::{Command, Event, LinkPage, Placement, Question, Refused};
use serde::Serialize;
use town::Content;
use town::texts::DirectorTexts;
use web::{AppState, Form, HandlerResult, TokenPage, Visitor, see_other};

use crate::ANSWER;
use crate::acts::act;
use crate::case::changes;
use crate::fields::{self, FormReader};
use crate::late_answer::{not_taken, too_late};
use crate::people::People;
use crate::session::{AnswerQuery, LinkSession, bad_request};
use crate::settled::{self, SettledWords};

/// The field for everything that was not asked.
const NOTE: &str = "note";
/// Says that the page which sent the form has shown its warnings.
const WARNED: &str = "warned";

#[derive(Serialize)]
struct QuestionPage {
    heading: String,
    reference: String,
    title_of_work: String,
    token: String,
    asker: String,
    question: String,
    asked: usize,
    next_version: u32,
    /// Whether what was written was held back once, to show what there is to say about it.
    held_back: bool,
    fields: Vec<Field>,
    errors: Vec<FieldError>,
}

pub(crate) async fn ask(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(AnswerQuery { t, sent }): Query<AnswerQuery>,
) -> HandlerResult {
    let session = LinkSession::of_employer(&state, &visitor, LinkPage::Answer, &t)?;
    let found = session.find(&state).await?;
    Ok(match open_question(&session, &found.placement) {
        Some(question) => page(&state, &session, &found.placement, question, None),
        None => settled(&state, &session, &found.placement, !sent.is_empty()),
    })
}

/// The question, while its link may still answer it.
fn open_question<'a>(session: &LinkSession, placement: &'a Placement) -> Option<&'a Question> {
    placement
        .question
        .as_ref()
        .filter(|_| !session.is_read_only())
}

/// The fields that were asked, in the sheet's order.
fn asked<'a>(
    placement: &'a Placement,
    question: &'a Question,
) -> impl Iterator<Item = &'a SpecField> {
    let fields = placement.spec.fields.iter();
    fields.filter(|field| question.fields.contains(&field.id))
}

fn page(
    state: &AppState,
    session: &LinkSession,
    placement: &Placement,
    question: &Question,
    wrong: Option<(&Input, Vec<FieldError>)>,
) -> Response {
    let content = state.content.get();
    let texts = &content.texts.director;
    let drawn = asked(placement, question).map(|field| Field {
        value: field.value.clone(),
        max_length: limits::SPEC,
        ..fields::note(&field.id, &field.label, hint(&field.id, &content))
    });
    let note = Field {
        optional: true,
        ..fields::note(NOTE, texts.answer_note(), "")
    };
    let mut drawn: Vec<Field> = drawn.chain([note]).collect();
    let (mut status, mut errors) = (StatusCode::OK, Vec::new());
    let mut held_back = false;
    if let Some((input, found)) = wrong {
        let again = |field| fields::refill(field, input, &found);
        drawn = drawn.into_iter().map(again).collect();
        held_back = found.is_empty();
        if !held_back {
            status = StatusCode::UNPROCESSABLE_ENTITY;
        }
        errors = found;
    }
    for field in &mut drawn {
        field.warning = warning(&field.name, &field.value, &content);
    }
    let page = QuestionPage {
        heading: texts.answer_heading().to_owned(),
        reference: placement.id.to_string(),
        title_of_work: placement.spec.title.clone(),
        token: session.token.clone(),
        asker: People(&content).actor(&question.by),
        question: question.text.clone(),
        asked: drawn.len() - 1,
        next_version: placement.spec.version + 1,
        fields: drawn,
        held_back,
        errors,
    };
    TokenPage::Posts.wrap(state.page(status, "director/answer.html", ANSWER, &page))
}

/// The questionnaire's warnings about a text; empty where there is none.
fn warning(id: &str, text: &str, content: &Content) -> String {
    FieldDef::of(id).map_or_else(String::new, |def| {
        job_spec::typed_warnings(def, text, content)
    })
}

fn hint<'a>(id: &str, content: &'a Content) -> &'a str {
    &content.words.field(&format!("spec_{id}")).hint
}

pub(crate) async fn take(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    let session = LinkSession::of_employer(&state, &visitor, LinkPage::Answer, input.one("t"))?;
    let found = session.find(&state).await?;
    let placement = &found.placement;
    let here = |sent: &str| see_other(&format!("{ANSWER}?t={}{sent}", session.token));
    let content = state.content.get();
    let texts = &content.texts.director;
    let Some(question) = open_question(&session, placement) else {
        let late = not_taken(placement, &input, NOTE, texts);
        return Ok(match late.is_empty() {
            true => here(""),
            false => too_late(&state, &session, placement, late),
        });
    };
    let (command, errors) = read(placement, question, &input, texts);
    if !errors.is_empty() {
        return Ok(page(
            &state,
            &session,
            placement,
            question,
            Some((&input, errors)),
        ));
    }
    // Warned once, they may send it as it is; the director is told.
    let content = state.content.get();
    let warns = |field: &SpecField| {
        let text = input.one(&field.id);
        text != field.value && !warning(&field.id, text, &content).is_empty()
    };
    if input.one(WARNED).is_empty() && asked(placement, question).any(warns) {
        let again = Some((&input, Vec::new()));
        return Ok(page(&state, &session, placement, question, again));
    }
    match act(&state, &session, found.case, &command).await? {
        Ok(()) => Ok(here("&sent=1")),
        Err((_, Refused::NothingSaid)) => {
            let first = asked(placement, question).next().ok_or_else(bad_request)?;
            let errors = vec![FieldError {
                field: first.id.clone(),
                message: texts.answer_nothing().to_owned(),
            }];
            Ok(page(
                &state,
                &session,
                placement,
                question,
                Some((&input, errors)),
            ))
        }
        // Somebody answered in another window or closed the question; the page says what stands now.
        Err((found, _)) => {
            let late = not_taken(&found.placement, &input, NOTE, texts);
            Ok(match late.is_empty() {
                true => here(""),
                false => too_late(&state, &session, &found.placement, late),
            })
        }
    }
}

/// Whether the question that was asked last was answered, rather than closed by whoever asked.
fn was_answered(placement: &Placement) -> bool {
    let mut events = placement.history.iter().rev().map(|entry| &entry.event);
    let is_answer =
        |event: &Event| matches!(event, Event::Answered { .. } | Event::Replaced { .. });
    let last = events.find(|event| is_answer(event) || matches!(event, Event::Asked { .. }));
    last.is_some_and(is_answer)
}

fn read(
    placement: &Placement,
    question: &Question,
    input: &Input,
    words: &DirectorTexts,
) -> (Command, Vec<FieldError>) {
    let mut reader = FormReader::of(input, words);
    let mut texts = BTreeMap::new();
    for field in asked(placement, question) {
        let text = reader.lines(&field.id, limits::SPEC);
        if text.is_empty() && !field.value.is_empty() {
            reader.error(&field.id, &words.answer_missing(&field.label));
        }
        if !text.is_empty() {
            texts.insert(field.id.clone(), text);
        }
    }
    let note = reader.lines(NOTE, limits::NOTE);
    (Command::Answer { texts, note }, reader.errors)
}

/// After the answer, and for a link whose question is answered or too old.
fn settled(state: &AppState, session: &LinkSession, placement: &Placement, sent: bool) -> Response {
    let content = state.content.get();
    let texts = &content.texts.director;
    let (heading, lines) = match placement.question {
        Some(_) => {
            let call = texts.link_expired_call(&content.programme.operator.name);
            let lines = vec![texts.link_expired().to_owned(), call];
            (texts.link_expired_heading(), lines)
        }
        None if was_answered(placement) => {
            let lines = texts.answered().lines().map(str::to_owned);
            (texts.answered_heading(), lines.collect())
        }
        None => {
            let lines = texts.question_closed().lines().map(str::to_owned);
            (texts.question_closed_heading(), lines.collect())
        }
    };
    let words = SettledWords {
        heading,
        thanks: sent.then_some(texts.answered_thanks()),
        lines,
        changes: changes(placement, texts),
    };
    settled::page(state, StatusCode::OK, ANSWER, session, placement, words)
}
