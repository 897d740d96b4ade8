//! The report of a fiscal year: everything that the office sees of it, and what is to be decided before it is published.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use paths::{REPORT, REPORT_EDIT, REPORT_FILE, REPORT_PUBLISH, REPORT_TABLES};
use reports::{Audience, NotDecided, ReportTable, tables};
use serde::{Deserialize, Serialize};
use web::{AppState, HandlerResult, Problem, Visitor};

/// Which year, and what was just done.
#[derive(Default, Deserialize)]
pub(crate) struct ReportQuery {
    #[serde(default)]
    pub year: Option<i16>,
    #[serde(default)]
    done: String,
}

#[derive(Serialize)]
struct ReportPage {
    heading: String,
    /// What was just done, in words; empty: nothing.
    done: String,
    years: Vec<YearLink>,
    tables: Vec<ReportTable>,
    rating: Vec<String>,
    evaluation: Vec<String>,
    opinions: Vec<String>,
    policy: Vec<String>,
    reason: Vec<String>,
    /// What is to be decided before it can be published; empty: nothing.
    waiting: String,
    edit: String,
    pdf: String,
    xlsx: String,
    publish: String,
}

#[derive(Serialize)]
struct YearLink {
    label: String,
    href: String,
    here: bool,
}

/// The year that is asked for; that which ended last where none is named.
pub(crate) fn year_of(state: &AppState, asked: Option<i16>) -> i16 {
    let years = state.content.get().programme.report.years(state.today());
    asked.unwrap_or((years.end() - 1).max(*years.start()))
}

pub(crate) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(query): Query<ReportQuery>,
) -> HandlerResult {
    visitor.office(&state, REPORT)?;
    let year = year_of(&state, query.year);
    let content = state.content.get();
    let report = state.store.report_of(year, &content, state.now());
    let report = report.await?.ok_or(Problem::NotFound)?;
    let texts = &content.texts.reports;
    let at = |path: &str, year: i16| format!("{path}?year={year}");
    let years = content.programme.report.years(state.today());
    let waiting = match report.decided() {
        Ok(()) => String::new(),
        Err(NotDecided(kpis)) => {
            let kpis: Vec<&str> = kpis.iter().map(|kpi| kpi.label(texts)).collect();
            texts.not_decided(kpis.join("、"))
        }
    };
    let notes = &report.notes;
    let lines = |text: &str| text.lines().map(str::to_owned).collect();
    let page = ReportPage {
        heading: texts.title(year),
        done: match query.done.as_str() {
            "saved" => texts.saved().to_owned(),
            _ => String::new(),
        },
        years: years
            .rev()
            .map(|other| YearLink {
                label: texts.year(other),
                href: at(REPORT, other),
                here: other == year,
            })
            .collect(),
        tables: tables(&report, Audience::Office, &content),
        rating: lines(notes.rating.map_or("", |it| it.label(texts))),
        evaluation: lines(&notes.evaluation),
        opinions: lines(&notes.opinions),
        policy: lines(notes.policy.map_or("", |it| it.label(texts))),
        reason: lines(&notes.policy_reason),
        waiting,
        edit: at(REPORT_EDIT, year),
        pdf: at(REPORT_FILE, year),
        xlsx: at(REPORT_TABLES, year),
        publish: at(REPORT_PUBLISH, year),
    };
    Ok(state.page(StatusCode::OK, "office/report.html", REPORT, &page))
}
