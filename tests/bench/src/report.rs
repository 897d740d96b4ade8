//! Prints one measured number beside its budget.

/// Prints what was measured, its unit, and whether it keeps the budget, if there is one.
pub fn line(what: &str, measured: f64, unit: &str, budget: Option<f64>) {
    let verdict = match budget {
        Some(budget) if measured <= budget => format!("budget {budget} {unit}, kept"),
        Some(budget) => format!("budget {budget} {unit}, MISSED"),
        None => String::new(),
    };
    let padding = 52_usize.saturating_sub(what.chars().count());
    println!("{what}{:padding$}{measured:>10.2} {unit:<4} {verdict}", "");
}
