//! How long papers take to print: a job spec, the first of a process and those after it, and a year's report; beside an empty
//! page.

use std::time::Instant;

use anyhow::{Context, Result, ensure};
use base::time::japan_date;
use job_spec::JobSpec;
use job_spec::sheet::Imprint;
use town::Content;
use town::texts::Texts;

use crate::blank::Blank;
use crate::journey;
use crate::report::line;
use crate::turns::{Runner, compare, median};
use crate::years;

/// One turn is the median of so many papers.
const ROUNDS: usize = 8;

/// Prints the first sheet and those after it: of an employer who prints again after a correction, and of sheets about other
/// tasks. Run alone, so that the first is cold.
pub fn measure() -> Result<()> {
    println!("\nPrinting a job spec");
    let content = Content::embedded();
    let saves = journey::saves(&content)?;
    let answers = &saves.last().context("a journey has pages")?.answers;
    let today = japan_date(journey::now());
    let specs = job_spec::drafts(answers, &content, today);
    ensure!(specs.len() > 1, "the journey hands over several tasks");
    let imprint = Imprint {
        operator: content.programme.operator.name.clone(),
        reference: None,
        dated: today,
        draft: true,
        price: None,
        helped: None,
    };
    line(
        "  first sheet of a process",
        time(&specs[0], &imprint)?,
        "ms",
        Some(25.0),
    );
    let blank = Blank::new()?;
    let (mut corrected, mut reworded) = (specs.clone(), specs.clone());
    let again = numbered(|number| {
        corrected[0].title = format!("{number}回めの題");
        time(&corrected[0], &imprint)
    });
    let others = numbered(|number| {
        let spec = &mut reworded[number % specs.len()];
        reword(spec, number);
        time(spec, &imprint)
    });
    let report = numbered(|number| {
        let report = years::report(number);
        let begun = Instant::now();
        pdf::report(&report, &content, today)?;
        Ok(milliseconds(begun))
    });
    let empty = || {
        Blank::forget();
        let begun = Instant::now();
        blank.print()?;
        Ok(milliseconds(begun))
    };
    let runners = vec![
        Runner::new("an empty page", None, often(empty)),
        Runner::new("again, with another title", None, often(again)),
        Runner::new("another task's, every text new", None, often(others)),
        Runner::new("a year's report, every text new", None, often(report)),
    ];
    let taken = compare("ms", runners)?;
    line("  another task's", taken[2], "ms", Some(8.0));
    line("  a year's report", taken[3], "ms", Some(60.0));
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

/// Counts the calls.
fn numbered(mut one: impl FnMut(usize) -> Result<f64>) -> impl FnMut() -> Result<f64> {
    let mut number = 0;
    move || {
        number += 1;
        one(number)
    }
}

fn often(mut one: impl FnMut() -> Result<f64>) -> impl FnMut() -> Result<f64> {
    move || {
        let times = (0..ROUNDS).map(|_| one()).collect::<Result<Vec<f64>>>()?;
        Ok(median(&times))
    }
}

fn milliseconds(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1000.0
}

/// Milliseconds to print one sheet.
fn time(spec: &JobSpec, imprint: &Imprint) -> Result<f64> {
    let begun = Instant::now();
    pdf::render(std::slice::from_ref(spec), imprint, &Texts::EMBEDDED)?;
    Ok(milliseconds(begun))
}
