//! How long a job spec takes to print as PDF: the first of a process, and those after it.

use std::time::Instant;

use anyhow::{Context, Result, ensure};
use base::time::japan_date;
use job_spec::JobSpec;
use job_spec::sheet::Imprint;
use town::Content;
use town::texts::Texts;

use crate::journey;
use crate::report::line;

/// Rounds after the first sheet.
const ROUNDS: usize = 40;

/// Prints the first sheet and the medians of those after it: of an employer who prints again after a correction,
/// and of sheets about other tasks. Run alone, so that the first is cold.
pub fn measure() -> Result<()> {
    println!("\nPrinting a job spec");
    let content = Content::embedded();
    let saves = journey::saves(&content)?;
    let answers = &saves.last().context("a journey has pages")?.answers;
    let today = japan_date(journey::now());
    let mut specs = job_spec::drafts(answers, &content, today);
    ensure!(specs.len() > 1, "the journey hands over several tasks");
    let imprint = Imprint {
        operator: content.programme.operator.name.clone(),
        reference: None,
        dated: today,
        draft: true,
        price: None,
    };
    line(
        "  first sheet of a process",
        time(&specs[0], &imprint)?,
        "ms",
        Some(50.0),
    );
    let corrected = median(0..ROUNDS, |round| {
        specs[0].title = format!("{round}回めの題");
        time(&specs[0], &imprint)
    })?;
    line("  again, with another title", corrected, "ms", Some(10.0));
    let tasks = specs.len();
    let others = median(0..ROUNDS, |round| {
        let spec = &mut specs[round % tasks];
        reword(spec, round);
        time(spec, &imprint)
    })?;
    line("  another task's, every text new", others, "ms", Some(10.0));
    let bytes = pdf::render(&specs[..1], &imprint, &content.texts)?.len();
    line("  size", bytes as f64 / 1024.0, "KiB", None);
    Ok(())
}

/// Makes every text of a spec one that was never printed before.
fn reword(spec: &mut JobSpec, round: usize) {
    spec.title = format!("{round}番めの題");
    for field in &mut spec.fields {
        field.value = format!("{round}：{}", field.value);
    }
}

fn median(rounds: std::ops::Range<usize>, one: impl FnMut(usize) -> Result<f64>) -> Result<f64> {
    let mut times = rounds.map(one).collect::<Result<Vec<f64>>>()?;
    times.sort_by(f64::total_cmp);
    Ok(times[times.len() / 2])
}

/// Milliseconds to print one sheet.
fn time(spec: &JobSpec, imprint: &Imprint) -> Result<f64> {
    let begun = Instant::now();
    pdf::render(std::slice::from_ref(spec), imprint, &Texts::EMBEDDED)?;
    Ok(begun.elapsed().as_secs_f64() * 1000.0)
}
