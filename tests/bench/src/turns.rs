//! Measures things that are held against each other in turn, so that a busy moment of the machine meets all of them.

use anyhow::{Result, ensure};

use crate::report::{line, raw};

/// How often each is measured.
pub const TURNS: usize = 5;

/// One of the things that are measured.
pub struct Runner<'a> {
    /// What it is, as printed.
    pub name: String,
    /// How many times as much as the floor it may take.
    pub goal: Option<f64>,
    /// Measures it once; in any unit, as long as all have the same.
    pub run: Box<dyn FnMut() -> Result<f64> + 'a>,
}

impl<'a> Runner<'a> {
    /// Something with a goal.
    pub fn new(name: &str, goal: Option<f64>, run: impl FnMut() -> Result<f64> + 'a) -> Runner<'a> {
        Runner {
            name: name.to_owned(),
            goal,
            run: Box::new(run),
        }
    }
}

/// Measures all in turn; prints of each the median with its ratio to the first's, and the raw numbers. Gives the medians.
pub fn compare(unit: &str, mut runners: Vec<Runner<'_>>) -> Result<Vec<f64>> {
    ensure!(!runners.is_empty(), "nothing is measured");
    let mut times = vec![Vec::new(); runners.len()];
    for _ in 0..TURNS {
        for (runner, times) in runners.iter_mut().zip(&mut times) {
            times.push((runner.run)()?);
        }
    }
    let medians: Vec<f64> = times.iter().map(|times| median(times)).collect();
    for (number, runner) in runners.iter().enumerate() {
        line(&format!("  {}", runner.name), medians[number], unit, None);
        println!("    raw {}", raw(&times[number]));
        if number > 0 {
            let ratio = medians[number] / medians[0];
            line("    of the floor", ratio, "×", runner.goal);
        }
    }
    Ok(medians)
}

/// The middle one.
pub fn median(times: &[f64]) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}
