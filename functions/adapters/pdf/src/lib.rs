//! Prints job specs as an A4 form sheet with typst; knows nothing of mail or the web.

mod printable;
mod sheet;
mod world;

use jiff::civil::Date;
use job_spec::JobSpec;
use job_spec::sheet::Imprint;
use typst::diag::{Severity, SourceDiagnostic};
use typst::foundations::{Datetime, Smart};
use typst::model::DocumentInfo;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, Timestamp};

use crate::world::SheetWorld;

/// How many renderings an unused intermediate result is kept for: enough to stay warm, too few to grow.
const CACHE_GENERATIONS: usize = 3;

/// Why a sheet could not be printed. Carries no text of the spec.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// The template failed.
    #[error("the sheet's template failed: {0}")]
    Template(String),
    /// The sheet's data could not be written.
    #[error("the sheet's data could not be serialised")]
    Data(#[from] serde_json::Error),
}

/// Prints the specs one after another, each starting on a new page.
/// The same specs and imprint give the same bytes.
///
/// # Errors
/// When the template does not compile; nothing in a spec can cause it.
pub fn render(specs: &[JobSpec], imprint: &Imprint) -> Result<Vec<u8>, PdfError> {
    let data = serde_json::to_vec(&sheet::data(specs, imprint)?)?;
    let world = SheetWorld::new(data);
    let compiled = typst::compile::<PagedDocument>(&world).output;
    let pdf = compiled.and_then(|mut document| {
        describe(document.info_mut(), specs, imprint);
        typst_pdf::pdf(&document, &options(imprint))
    });
    typst::comemo::evict(CACHE_GENERATIONS);
    pdf.map_err(|problems| PdfError::Template(reasons(&problems)))
}

/// The file's metadata. Set here, because a `set document` rule is part of what every cached layout depends on:
/// with the title in it, nothing would be reused from one sheet to the next.
fn describe(info: &mut DocumentInfo, specs: &[JobSpec], imprint: &Imprint) {
    let title = match specs {
        [spec] => format!("仕事のたのみ方シート「{}」", spec.title),
        _ => "仕事のたのみ方シート".to_owned(),
    };
    info.title = Some(title.into());
    info.author = vec![imprint.operator.as_str().into()];
    info.description = Some("下書き・契約書ではありません".into());
    info.date = Smart::Custom(datetime(imprint.dated));
}

fn options(imprint: &Imprint) -> PdfOptions {
    PdfOptions {
        ident: Smart::Custom(format!(
            "kiridashi {}",
            imprint.reference.as_deref().unwrap_or("draft")
        )),
        creator: Smart::Custom(Some("Kiridashi".to_owned())),
        timestamp: datetime(imprint.dated).map(Timestamp::new_utc),
        ..PdfOptions::default()
    }
}

fn datetime(date: Date) -> Option<Datetime> {
    let month = u8::try_from(date.month()).ok()?;
    let day = u8::try_from(date.day()).ok()?;
    Datetime::from_ymd_hms(date.year().into(), month, day, 0, 0, 0)
}

/// Typst's messages speak of the template, never of the data.
fn reasons(problems: &[SourceDiagnostic]) -> String {
    problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .map(|problem| problem.message.as_str())
        .collect::<Vec<_>>()
        .join("; ")
}

#[cfg(test)]
mod tests;
