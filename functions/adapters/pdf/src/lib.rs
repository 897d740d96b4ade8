//! Prints job specs, the papers of orders, and papers for counter and visit on A4 with typst; knows nothing of mail or the web.

mod data;
mod handout;
mod printable;
mod report;
mod sheet;
mod world;

use base::qr_code::{self, Runs, TooLongForCode};
use base::time::japanese;
use jiff::civil::Date;
use job_spec::JobSpec;
use job_spec::sheet::Imprint;
use orders::Paper;
use serde_json::Value;
use town::texts::{SheetTexts, Texts};
use typst::diag::{Severity, SourceDiagnostic};
use typst::foundations::{Datetime, Smart};
use typst::model::DocumentInfo;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, Timestamp};

pub use handout::handout;
pub use report::report;

use crate::data::printable_data;
use crate::world::{PaperWorld, Template};

/// How many renderings an unused intermediate result is kept for: enough to stay warm, too few to grow.
const CACHE_GENERATIONS: usize = 3;

/// The column of an order's values, in ems of its type.
const PAPER_COLUMN: f32 = 34.0;

/// Why a sheet could not be printed. Carries no text of the spec.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// The template failed.
    #[error("the sheet's template failed: {0}")]
    Template(String),
    /// The address does not fit into a code.
    #[error("the address is too long for a code")]
    Code(#[from] TooLongForCode),
    /// The sheet's data could not be written.
    #[error("the sheet's data could not be serialised")]
    Data(#[from] serde_json::Error),
}

/// Prints the specs one after another, each starting on a new page, as directors get them.
/// The same specs and imprint give the same bytes.
///
/// # Errors
/// When the template does not compile; nothing in a spec can cause it.
pub fn render(specs: &[JobSpec], imprint: &Imprint, texts: &Texts) -> Result<Vec<u8>, PdfError> {
    sheets(specs, imprint, None, texts)
}

/// Prints the employer's own copy: of each spec a front page with a code that leads to `address`, then what
/// [`render`] prints.
///
/// # Errors
/// When the template does not compile, or the address is too long for a code; nothing in a spec can cause it.
pub fn own_copy(
    specs: &[JobSpec],
    imprint: &Imprint,
    address: &str,
    texts: &Texts,
) -> Result<Vec<u8>, PdfError> {
    sheets(specs, imprint, Some(qr_code::rows(address)?), texts)
}

fn sheets(
    specs: &[JobSpec],
    imprint: &Imprint,
    code: Option<Vec<Runs>>,
    texts: &Texts,
) -> Result<Vec<u8>, PdfError> {
    let data = sheet::data(specs, imprint, code, texts)?;
    let reference = imprint.reference.as_deref().unwrap_or("draft");
    let marks = FileMarks {
        ident: format!("kiridashi {reference}"),
        title: sheet_title(specs, &texts.sheet),
        author: imprint.operator.clone(),
        description: texts.sheet.paper_note().to_owned(),
        dated: imprint.dated,
    };
    print(Template::Sheet, &data, marks)
}

/// Prints a paper of an order; `dated` is the day written into the file's metadata (Asia/Tokyo).
/// The same paper gives the same bytes.
///
/// # Errors
/// When the template does not compile; nothing in a paper can cause it.
pub fn paper(paper: &Paper, dated: Date) -> Result<Vec<u8>, PdfError> {
    let mut data = printable_data(serde_json::to_value(paper)?, PAPER_COLUMN);
    data["mark"] = paper.hash.chars().take(16).collect::<String>().into();
    data["issued_words"] = paper.issued.map(japanese).into();
    let marks = FileMarks {
        ident: format!("kiridashi {} {}", paper.number, paper.version),
        title: format!("{} {}", paper.title, paper.number),
        author: paper.from.first().cloned().unwrap_or_default(),
        description: String::new(),
        dated,
    };
    print(Template::Paper, &data, marks)
}

/// What a file says of itself.
struct FileMarks {
    ident: String,
    title: String,
    author: String,
    description: String,
    dated: Date,
}

fn print(template: Template, data: &Value, marks: FileMarks) -> Result<Vec<u8>, PdfError> {
    let world = PaperWorld::new(template, serde_json::to_vec(data)?);
    let options = options(&marks);
    let compiled = typst::compile::<PagedDocument>(&world).output;
    let pdf = compiled.and_then(|mut document| {
        describe(document.info_mut(), marks);
        typst_pdf::pdf(&document, &options)
    });
    typst::comemo::evict(CACHE_GENERATIONS);
    pdf.map_err(|problems| PdfError::Template(reasons(&problems)))
}

fn sheet_title(specs: &[JobSpec], says: &SheetTexts) -> String {
    match specs {
        [spec] => says.paper_of(&spec.title),
        _ => says.paper().to_owned(),
    }
}

/// The file's metadata. Set here, because a `set document` rule is part of what every cached layout depends on:
/// with the title in it, nothing would be reused from one sheet to the next.
fn describe(info: &mut DocumentInfo, marks: FileMarks) {
    info.title = Some(marks.title.into());
    info.author = vec![marks.author.as_str().into()];
    if !marks.description.is_empty() {
        info.description = Some(marks.description.into());
    }
    info.date = Smart::Custom(datetime(marks.dated));
}

fn options(marks: &FileMarks) -> PdfOptions {
    PdfOptions {
        ident: Smart::Custom(marks.ident.clone()),
        creator: Smart::Custom(Some("Kiridashi".to_owned())),
        timestamp: datetime(marks.dated).map(Timestamp::new_utc),
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
