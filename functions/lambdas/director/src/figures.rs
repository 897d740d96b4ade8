//! The office's figures of a fiscal year, counted anew from the ledger with every look, and the ledger to take away.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use base::text::{shown, yen};
use base::time::fiscal_year;
use figures::ledger::LedgerLine;
use figures::{Figures, count_sources, lines_table};
use serde::{Deserialize, Serialize};
use town::texts::FiguresTexts;
use web::{AppState, FileKind, HandlerError, HandlerResult, Problem, Visitor, download};

use crate::{FIGURES, OFFICE};

/// A business day in minutes, as the ledger counts.
const DAY: u64 = 24 * 60;

/// The query of these pages: the fiscal year.
#[derive(Deserialize)]
pub(crate) struct FiguresQuery {
    year: Option<i16>,
}

#[derive(Serialize)]
struct FiguresPage {
    heading: String,
    back: String,
    year: i16,
    plan: Vec<Figure>,
    more: Vec<Figure>,
    /// What led to the questions, how many began and how many sheets were sent.
    sources: Vec<(String, u32, u32)>,
    csv: String,
    json: String,
    figures_csv: String,
    years: Vec<YearLink>,
}

#[derive(Serialize)]
struct Figure {
    label: String,
    /// Empty: nothing to count yet.
    value: String,
    unit: String,
    /// How it is counted.
    how: String,
}

#[derive(Serialize)]
struct YearLink {
    label: String,
    href: String,
    here: bool,
}

/// The lines and figures of the year asked for.
async fn counted(
    state: &AppState,
    query: &FiguresQuery,
) -> Result<(Vec<LedgerLine>, Figures), HandlerError> {
    let this = fiscal_year(state.today());
    let year = query.year.unwrap_or(this);
    if !(2000..=this).contains(&year) {
        return Err(Problem::NotFound.into());
    }
    let (lines, next, register) = tokio::join!(
        state.store.ledger(year),
        state.store.ledger(year + 1),
        state.store.businesses()
    );
    let (lines, numbers) = (lines?, register?.numbers());
    let both = [&lines[..], &next?].concat();
    let figures = Figures::count(&both, &numbers, year, state.today());
    Ok((lines, figures))
}

/// Lets people of the office take data away who typed a code a moment ago.
fn may_take(state: &AppState, visitor: &Visitor, query: &FiguresQuery) -> Result<(), HandlerError> {
    let here = match query.year {
        Some(year) => format!("{FIGURES}?year={year}"),
        None => FIGURES.to_owned(),
    };
    let signed_in = visitor.office(state, &here)?;
    signed_in.proven(state, &here)
}

pub(crate) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(query): Query<FiguresQuery>,
) -> HandlerResult {
    visitor.office(&state, FIGURES)?;
    let (lines, figures) = counted(&state, &query).await?;
    let year = figures.fiscal_year;
    let begun = state.store.begun_by_source(year).await?;
    let at = |path: &str, year: i16| format!("{OFFICE}/{path}?year={year}");
    let this = fiscal_year(state.today());
    let content = state.content.get();
    let (kept, texts) = (
        content.programme.retention.ledger_years,
        &content.texts.figures,
    );
    let years = (0..=kept).map(|ago| this - i16::try_from(ago).unwrap_or(0));
    let page = FiguresPage {
        heading: texts.year_heading(year),
        back: OFFICE.to_owned(),
        year,
        plan: plan(&figures, !lines.is_empty(), texts),
        more: more(&figures, !lines.is_empty(), texts),
        sources: count_sources(&lines, &begun, year, &content)
            .into_iter()
            .map(|it| (it.label, it.begun, it.sent))
            .collect(),
        csv: at("ledger.csv", year),
        json: at("ledger.json", year),
        figures_csv: at("figures.csv", year),
        years: years
            .map(|other| YearLink {
                label: texts.year(other),
                href: at("figures", other),
                here: other == year,
            })
            .collect(),
    };
    Ok(state.page(StatusCode::OK, "director/figures.html", FIGURES, &page))
}

fn figure(label: &str, value: Option<String>, unit: &str, how: &str) -> Figure {
    Figure {
        label: label.to_owned(),
        value: value.unwrap_or_default(),
        unit: unit.to_owned(),
        how: how.to_owned(),
    }
}

/// Yen without the unit, which the page sets small.
fn grouped(amount: u64) -> String {
    yen(amount).trim_end_matches('円').to_owned()
}

/// The plan's four. `any`: whether there is anything to count.
fn plan(figures: &Figures, any: bool, texts: &FiguresTexts) -> Vec<Figure> {
    let number = |value: u32| any.then(|| value.to_string());
    vec![
        figure(
            texts.income(),
            any.then(|| grouped(figures.income_yen)),
            texts.unit_yen(),
            texts.income_how(),
        ),
        figure(
            texts.clients(),
            number(figures.clients),
            texts.unit_employers(),
            texts.clients_how(),
        ),
        figure(
            texts.visits(),
            number(figures.visits),
            texts.unit_employers(),
            texts.visits_how(),
        ),
        figure(
            texts.directors(),
            number(figures.directors),
            texts.unit_people(),
            texts.directors_how(),
        ),
    ]
}

fn more(figures: &Figures, any: bool, texts: &FiguresTexts) -> Vec<Figure> {
    let number = |value: u32| any.then(|| value.to_string());
    let (median, unit) = match figures.median_answer_minutes {
        None => (None, ""),
        Some(minutes) if minutes < 60 => (Some(minutes.to_string()), texts.unit_minutes()),
        Some(minutes) if minutes < DAY => (Some(shown(minutes as f64 / 60.0)), texts.unit_hours()),
        Some(minutes) => {
            let days = minutes as f64 / DAY as f64;
            (Some(shown(days)), texts.unit_business_days())
        }
    };
    vec![
        figure(
            texts.specs(),
            number(figures.specs),
            texts.unit_sheets(),
            texts.specs_how(),
        ),
        figure(
            texts.answered(),
            number(figures.answered),
            texts.unit_sheets(),
            texts.answered_how(),
        ),
        figure(texts.median(), median, unit, texts.median_how()),
        figure(
            texts.in_time(),
            figures.answered_in_time_percent.map(shown),
            "%",
            texts.in_time_how(),
        ),
        figure(
            texts.ordered_on_page(),
            any.then(|| grouped(figures.ordered_yen)),
            texts.unit_yen(),
            texts.ordered_how(),
        ),
        figure(
            texts.invoiced(),
            any.then(|| grouped(figures.invoiced_yen)),
            texts.unit_yen(),
            texts.invoiced_how(),
        ),
        figure(
            texts.pay(),
            any.then(|| grouped(figures.pay_yen)),
            texts.unit_yen(),
            texts.pay_how(),
        ),
        figure(
            texts.hours_created(),
            any.then(|| shown(figures.hours_created)),
            texts.unit_hours(),
            texts.hours_created_how(),
        ),
    ]
}

pub(crate) async fn ledger_csv(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(query): Query<FiguresQuery>,
) -> HandlerResult {
    may_take(&state, &visitor, &query)?;
    let (lines, figures) = counted(&state, &query).await?;
    let name = format!("ledger-{}.csv", figures.fiscal_year);
    let texts = &state.content.get().texts.figures;
    Ok(download(
        FileKind::Csv,
        lines_table(&lines, texts).csv(),
        &name,
        "",
    ))
}

pub(crate) async fn figures_csv(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(query): Query<FiguresQuery>,
) -> HandlerResult {
    may_take(&state, &visitor, &query)?;
    let (_, figures) = counted(&state, &query).await?;
    let name = format!("figures-{}.csv", figures.fiscal_year);
    let texts = &state.content.get().texts.figures;
    Ok(download(FileKind::Csv, figures.csv(texts), &name, ""))
}

/// The year as data.
#[derive(Serialize)]
struct Ledger {
    schema: &'static str,
    figures: Figures,
    lines: Vec<LedgerLine>,
}

pub(crate) async fn ledger_json(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(query): Query<FiguresQuery>,
) -> HandlerResult {
    may_take(&state, &visitor, &query)?;
    let (lines, figures) = counted(&state, &query).await?;
    let name = format!("ledger-{}.json", figures.fiscal_year);
    let ledger = Ledger {
        schema: "ledger.v1",
        figures,
        lines,
    };
    let bytes = serde_json::to_vec_pretty(&ledger).map_err(|_| Problem::Internal)?;
    Ok(download(FileKind::Json, bytes, &name, ""))
}
