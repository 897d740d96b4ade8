//! Prints one measured number beside its goal.

/// Prints what was measured, its unit, and whether it keeps the goal, if there is one.
pub fn line(what: &str, measured: f64, unit: &str, goal: Option<f64>) {
    let verdict = match goal {
        Some(goal) if measured <= goal => format!("goal {goal} {unit}, kept"),
        Some(goal) => format!("goal {goal} {unit}, MISSED"),
        None => String::new(),
    };
    let padding = 52_usize.saturating_sub(what.chars().count());
    println!("{what}{:padding$}{measured:>10.2} {unit:<4} {verdict}", "");
}

/// Raw numbers, as they came.
pub fn raw(numbers: &[f64]) -> String {
    let numbers = numbers.iter().map(|number| format!("{number:.2}"));
    numbers.collect::<Vec<_>>().join(" ")
}
