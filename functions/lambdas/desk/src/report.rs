//! The report of a fiscal year is put on the site: first shown as it will be, then published by one button; afterwards it
//! stays as it was.

use axum::extract::Query;
use axum::http::StatusCode;
use paths::{REPORT, REPORT_PUBLISH};
use publisher::{PublishError, TextEdits};
use publishing::VersionNote;
use reports::{Audience, ReportTable, public_page, public_path, tables};
use serde::{Deserialize, Serialize};
use web::{Form, HandlerResult, Problem, see_other};

use crate::PUBLISHED;
use crate::editor::Editor;
use crate::request::DeskRequest;

/// Which year.
#[derive(Deserialize)]
pub(crate) struct PublishedYear {
    #[serde(default)]
    year: i16,
}

#[derive(Serialize)]
struct PublishPage {
    heading: String,
    year: i16,
    tables: Vec<ReportTable>,
    /// What keeps it from being published, a line each.
    faults: Vec<String>,
    back: String,
}

/// What everybody would read.
pub(crate) async fn show(
    request: DeskRequest,
    Query(asked): Query<PublishedYear>,
) -> HandlerResult {
    page(&request, asked.year, (StatusCode::OK, Vec::new())).await
}

async fn page(
    request: &DeskRequest,
    year: i16,
    (status, faults): (StatusCode, Vec<String>),
) -> HandlerResult {
    let DeskRequest {
        state,
        site,
        visitor,
    } = request;
    Editor::office(visitor, state)?;
    let content = site.live_content().await?;
    let report = state.store.report_of(year, &content, state.now());
    let report = report.await?.ok_or(Problem::NotFound)?;
    let back = format!("{REPORT}?year={year}");
    if report.decided().is_err() {
        return Ok(see_other(&back));
    }
    let view = PublishPage {
        heading: content.texts.reports.title(year),
        year,
        tables: tables(&report, Audience::Public, &content),
        faults,
        back,
    };
    let template = "office/report_publish.html";
    Ok(state.page(status, template, REPORT_PUBLISH, &view))
}

/// Makes it a page of the site, by a version of its own.
pub(crate) async fn take(request: DeskRequest, Form(input): Form) -> HandlerResult {
    let DeskRequest {
        state,
        site,
        visitor,
    } = &request;
    let editor = Editor::office(visitor, state)?;
    let year: i16 = input.one("year").parse().map_err(|_| Problem::BadRequest)?;
    let content = site.live_content().await?;
    let report = state.store.report_of(year, &content, state.now());
    let report = report.await?.ok_or(Problem::NotFound)?;
    let Ok(text) = public_page(&report, &content, state.today()) else {
        return Ok(see_other(&format!("{REPORT}?year={year}")));
    };
    let texts = &content.texts.reports;
    let deployed = content.texts.desk.version_deployed();
    let live = site.made_live(state.now(), deployed).await?;
    let note = VersionNote {
        at: state.now(),
        who: editor.name,
        why: texts.publish_why(year),
    };
    let edits = TextEdits::from([(public_path(year), Some(text))]);
    let edited = site.versions.edit(&live, &edits, note, &[]).await;
    let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
    match edited {
        Ok(version) => {
            let number = version.map_or(live.number, |version| version.number);
            tracing::info!(year, "a report was published");
            Ok(see_other(&format!("{PUBLISHED}?n={number}")))
        }
        Err(PublishError::Mistakes(faults)) => {
            let faults = faults.0.iter().map(|fault| fault.what.clone()).collect();
            page(&request, year, (unprocessable, faults)).await
        }
        Err(PublishError::Outrun { .. }) => {
            let outrun = vec![texts.publish_outrun().to_owned()];
            page(&request, year, (unprocessable, outrun)).await
        }
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "no report");
            Err(Problem::Internal.into())
        }
    }
}
