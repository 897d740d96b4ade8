//! Prints job specs as an A4 form sheet with typst; knows nothing of mail or the web.

mod sheet;
mod world;

use domain::spec::JobSpec;
use jiff::civil::Date;
use typst::diag::{Severity, SourceDiagnostic};
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, Timestamp};

use crate::world::SheetWorld;

/// How many renderings an unused intermediate result is kept for: enough to stay warm, too few to grow.
const CACHE_GENERATIONS: usize = 3;

/// What a sheet says beside the specs. It never names the employer: the sheet is passed on to workers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PdfContext {
    /// Who runs the site, as printed in the footer.
    pub operator: String,
    /// The reference number; `None` while a draft.
    pub reference: Option<String>,
    /// The date printed and written into the file's metadata (Asia/Tokyo).
    pub dated: Date,
    /// Whether nothing has been sent yet.
    pub draft: bool,
}

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
/// The same specs and context give the same bytes.
///
/// # Errors
/// When the template does not compile; nothing in a spec can cause it.
pub fn render(specs: &[JobSpec], context: &PdfContext) -> Result<Vec<u8>, PdfError> {
    let data = serde_json::to_vec(&sheet::data(specs, context)?)?;
    let world = SheetWorld::new(data);
    let compiled = typst::compile::<PagedDocument>(&world).output;
    let pdf = compiled.and_then(|document| typst_pdf::pdf(&document, &options(context)));
    typst::comemo::evict(CACHE_GENERATIONS);
    pdf.map_err(|problems| PdfError::Template(reasons(&problems)))
}

fn options(context: &PdfContext) -> PdfOptions {
    PdfOptions {
        ident: Smart::Custom(format!(
            "kiridashi {}",
            context.reference.as_deref().unwrap_or("draft")
        )),
        creator: Smart::Custom(Some("Kiridashi".to_owned())),
        timestamp: datetime(context.dated).map(Timestamp::new_utc),
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
