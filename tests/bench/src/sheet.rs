//! How long a job spec takes to print as PDF: the first of a process, and those after it.

use std::time::Instant;

use anyhow::{Context, Result};
use domain::content::Content;
use domain::spec::{self, JobSpec};
use domain::time::japan_date;
use pdf::PdfContext;

use crate::journey;
use crate::report::line;

/// Sheets printed after the first, each with another title so that none is a repetition.
const WARM: usize = 40;

/// Prints the first sheet and the median of those after it. Run alone, so that the first is cold.
pub fn measure() -> Result<()> {
    println!("\nPrinting a job spec");
    let content = Content::embedded();
    let saves = journey::saves(&content)?;
    let answers = &saves.last().context("a journey has pages")?.answers;
    let today = japan_date(journey::now());
    let specs = spec::drafts(answers, &content, today);
    let mut spec = specs.into_iter().next().context("a spec was chosen")?;
    let context = PdfContext {
        operator: content.programme.operator.name.clone(),
        reference: None,
        dated: today,
        draft: true,
    };
    let cold = time(&spec, &context)?;
    let title = spec.title.clone();
    let mut warm = Vec::new();
    for round in 0..WARM {
        spec.title = format!("{title} {round}");
        warm.push(time(&spec, &context)?);
    }
    warm.sort_by(f64::total_cmp);
    line("  first sheet of a process", cold, "ms", Some(50.0));
    line("  median after it", warm[WARM / 2], "ms", Some(10.0));
    let bytes = pdf::render(std::slice::from_ref(&spec), &context)?.len();
    line("  size", bytes as f64 / 1024.0, "KiB", None);
    Ok(())
}

/// Milliseconds to print one sheet.
fn time(spec: &JobSpec, context: &PdfContext) -> Result<f64> {
    let begun = Instant::now();
    pdf::render(std::slice::from_ref(spec), context)?;
    Ok(begun.elapsed().as_secs_f64() * 1000.0)
}
