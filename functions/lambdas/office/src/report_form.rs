//! The form on which the office writes about a fiscal year: targets, figures from elsewhere, judgement, policy, and of few
//! businesses whether a figure is shown.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::people::Actor;
use forms::fields::{FormReader, line, note, number, refill, select};
use forms::{Field, FieldError, Input, limits};
use jiff::Timestamp;
use paths::{REPORT, REPORT_EDIT};
use register::Register;
use reports::{Kpi, OutsideFigure, Policy, Rating, ReportNotes, ShownChoice, YearReport, behind};
use serde::Serialize;
use store::StoreError;
use town::Content;
use town::texts::ReportsTexts;
use web::{AppState, Form, HandlerResult, Problem, Visitor, see_other};

use crate::report::{ReportQuery, year_of};
use crate::report_few::{name, shown};

#[derive(Serialize)]
struct EditPage {
    heading: String,
    errors: Vec<FieldError>,
    fields: Vec<Field>,
    /// What somebody else wrote meanwhile, a line each.
    now: Vec<String>,
    year: i16,
    version: u32,
}

pub(crate) async fn ask(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(query): Query<ReportQuery>,
) -> HandlerResult {
    visitor.office(&state, REPORT)?;
    let year = year_of(&state, query.year);
    let content = state.content.get();
    let report = state.store.report_of(year, &content, state.now());
    let report = report.await?.ok_or(Problem::NotFound)?;
    let typed = typed(&report.notes);
    let register = register_of(&state, &report).await?;
    let fields = fields((&report, &register), &content);
    let fields = fields.into_iter().map(|field| refill(field, &typed, &[]));
    let version = report.notes.version;
    let drawn = (fields.collect(), Vec::new());
    Ok(page(&state, (year, version), drawn, Vec::new()))
}

pub(crate) async fn take(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    let signed_in = visitor.office(&state, REPORT)?;
    let year: i16 = input.one("year").parse().map_err(|_| Problem::BadRequest)?;
    let content = state.content.get();
    let report = state.store.report_of(year, &content, state.now());
    let report = report.await?.ok_or(Problem::NotFound)?;
    let seen: u32 = input.one("version").parse().unwrap_or(0);
    let by = (signed_in.name(&Actor::Office), state.now());
    let mut is_outrun = false;
    let errors = match read(&input, &report, &content, by) {
        Err(errors) => errors,
        Ok(notes) => {
            let next = ReportNotes {
                version: seen + 1,
                ..notes
            };
            if state.store.keep_report_notes(&next).await? {
                tracing::info!(year, "the report was written on");
                return Ok(see_other(&format!("{REPORT}?year={year}&done=saved")));
            }
            is_outrun = true;
            vec![FieldError {
                // The form's first question.
                field: name("target", Kpi::Income),
                message: content.texts.reports.outrun().to_owned(),
            }]
        }
    };
    let register = register_of(&state, &report).await?;
    let now = match is_outrun {
        true => written((&report, &register), &content),
        false => Vec::new(),
    };
    let fields = fields((&report, &register), &content);
    let fields = fields
        .into_iter()
        .map(|field| refill(field, &input, &errors));
    // After a refusal because of somebody else, the next press is after what they wrote.
    let version = report.notes.version;
    Ok(page(
        &state,
        (year, version),
        (fields.collect(), now),
        errors,
    ))
}

/// The register, where the form says by name who could be recognised.
async fn register_of(state: &AppState, report: &YearReport) -> Result<Register, StoreError> {
    if !Kpi::ALL.iter().any(|kpi| behind(report, *kpi).is_some()) {
        return Ok(Register::default());
    }
    let content = state.content.get();
    state.store.current_register(&content, state.now()).await
}

/// What is written by now, a line each.
fn written(of: (&YearReport, &Register), content: &Content) -> Vec<String> {
    let typed = typed(&of.0.notes);
    let lines = fields(of, content).into_iter().filter_map(|field| {
        let field = refill(field, &typed, &[]);
        let chosen = field.options.iter().find(|option| option.checked);
        let value = chosen.map_or(&field.value, |option| &option.label);
        let is_said = !value.is_empty() && (field.options.is_empty() || chosen.is_some());
        is_said.then(|| format!("{}：{value}", field.label))
    });
    lines.collect()
}

fn page(
    state: &AppState,
    (year, version): (i16, u32),
    (fields, now): (Vec<Field>, Vec<String>),
    errors: Vec<FieldError>,
) -> Response {
    let texts = &state.content.get().texts.reports;
    let status = match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = EditPage {
        heading: texts.edit_title(year),
        errors,
        fields,
        now,
        year,
        version,
    };
    state.page(status, "office/report_edit.html", REPORT_EDIT, &page)
}

fn fields(of: (&YearReport, &Register), content: &Content) -> Vec<Field> {
    let texts = &content.texts.reports;
    let optional = |field: Field| Field {
        optional: true,
        ..field
    };
    let mut fields = Vec::new();
    for kpi in Kpi::ALL {
        let (label, unit) = (kpi.label(texts), kpi.unit(texts));
        let target = number(&name("target", kpi), &texts.f_target(label), "", unit);
        let hint = texts.f_outside_hint();
        let outside = number(&name("outside", kpi), &texts.f_outside(label), hint, unit);
        let source = line(&name("source", kpi), &texts.f_source(label));
        fields.extend([target, outside, source].map(optional));
        if let Some(count) = behind(of.0, kpi) {
            fields.extend(shown(of, (kpi, count), texts));
        }
    }
    let ratings = Rating::ALL.map(|it| (it.code().to_owned(), it.label(texts).to_owned()));
    let policies = Policy::ALL.map(|it| (it.code().to_owned(), it.label(texts).to_owned()));
    let none = (texts.f_rating_none(), texts.f_policy_none());
    fields.extend(
        [
            select("rating", texts.f_rating(), none.0, ratings.into()),
            note("evaluation", texts.f_evaluation(), ""),
            note("opinions", texts.f_opinions(), ""),
            select("policy", texts.f_policy(), none.1, policies.into()),
            note("policy_reason", texts.f_policy_reason(), ""),
        ]
        .map(optional),
    );
    fields
}

/// What is written by now, as the form has it.
fn typed(notes: &ReportNotes) -> Input {
    let mut typed: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut set = |name: String, value: String| drop(typed.insert(name, vec![value]));
    for (kpi, target) in &notes.targets {
        set(name("target", *kpi), target.to_string());
    }
    for (kpi, outside) in &notes.outside {
        set(name("outside", *kpi), outside.amount.to_string());
        set(name("source", *kpi), outside.source.clone());
    }
    for (kpi, choice) in &notes.shown {
        let code = if choice.is_shown { "yes" } else { "no" };
        set(name("shown", *kpi), code.to_owned());
        set(name("shown_reason", *kpi), choice.reason.clone());
    }
    let rating = notes.rating.map_or("", Rating::code);
    let policy = notes.policy.map_or("", Policy::code);
    set("rating".to_owned(), rating.to_owned());
    set("evaluation".to_owned(), notes.evaluation.clone());
    set("opinions".to_owned(), notes.opinions.clone());
    set("policy".to_owned(), policy.to_owned());
    set("policy_reason".to_owned(), notes.policy_reason.clone());
    Input(typed)
}

fn read(
    input: &Input,
    report: &YearReport,
    content: &Content,
    (by, at): (&str, Timestamp),
) -> Result<ReportNotes, Vec<FieldError>> {
    let texts = &content.texts.reports;
    let mut read = FormReader::of(input, &content.texts.director);
    let mut notes = ReportNotes {
        year: report.year,
        // What was decided of a figure stays, also where it is not asked any more.
        shown: report.notes.shown.clone(),
        former: report.notes.former.clone(),
        at: Some(at),
        by: by.to_owned(),
        ..ReportNotes::default()
    };
    for kpi in Kpi::ALL {
        if let Some(target) = whole(&mut read, &name("target", kpi), texts) {
            notes.targets.insert(kpi, target);
        }
        let source = read.line(&name("source", kpi));
        if let Some(amount) = whole(&mut read, &name("outside", kpi), texts) {
            if source.is_empty() {
                read.error(&name("source", kpi), texts.source_missing());
            }
            notes.outside.insert(kpi, OutsideFigure { amount, source });
        }
        let reason = read.line(&name("shown_reason", kpi));
        let is_shown = match input.one(&name("shown", kpi)) {
            "yes" => true,
            "no" => false,
            _ => continue,
        };
        if reason.is_empty() {
            read.error(&name("shown_reason", kpi), texts.shown_reason_missing());
        }
        let (at, by) = (Some(at), by.to_owned());
        let choice = ShownChoice {
            is_shown,
            reason,
            at,
            by,
        };
        notes.decide(kpi, choice);
    }
    notes.rating = Rating::parse(input.one("rating"));
    notes.policy = Policy::parse(input.one("policy"));
    notes.evaluation = read.lines("evaluation", limits::NOTE);
    notes.opinions = read.lines("opinions", limits::NOTE);
    notes.policy_reason = read.lines("policy_reason", limits::NOTE);
    match read.errors.is_empty() {
        true => Ok(notes),
        false => Err(read.errors),
    }
}

/// A whole number in any width, with or without its thousands apart; an empty field is none.
fn whole(read: &mut FormReader<'_>, field: &str, texts: &ReportsTexts) -> Option<u64> {
    let typed = base::text::plain(read.input.one(field));
    let digits: String = typed
        .chars()
        .filter(|c| *c != ',' && !c.is_whitespace())
        .collect();
    if digits.is_empty() {
        return None;
    }
    let number = digits.parse().ok().filter(|number| *number <= MOST);
    if number.is_none() {
        read.error(field, texts.number_bad());
    }
    number
}

/// No figure of a town is larger.
const MOST: u64 = 1_000_000_000;
