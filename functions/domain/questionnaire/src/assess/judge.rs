//! The rules: hard stops, then ECRS, then the classes; a pure function of one task's answers.

use answers::{
    Done, Judgement, Material, Period, Procedure, Reserved, Secrecy, TaskAnswers, Who, YesNo,
};

use super::Verdict;

/// From this score on, a task that needs no preparation is ready.
pub const READY: f64 = 75.0;

/// The weights of Q1–Q6, 100 together; standardisation weighs most.
pub const WEIGHTS: [f64; 6] = [25.0, 20.0, 20.0, 15.0, 15.0, 5.0];

/// The questions of Q1–Q5 by field name; Q6 is worked out.
pub const SCORED: [&str; 5] = ["procedure", "done", "material", "secrecy", "judgement"];

/// What the rules say of one task.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// The verdict.
    pub verdict: Verdict,
    /// 0–100, over the known answers.
    pub score: f64,
    /// 0–100: how much of the judgement rests on known answers.
    pub confidence: u8,
    /// The fields that decided, in page order.
    pub because: Vec<&'static str>,
    /// The fields answered with わからない that the rules would have used.
    pub unknown: Vec<&'static str>,
}

/// Applies the rules; the first that matches wins.
pub fn judge(answers: &TaskAnswers) -> Judged {
    let points = points(answers);
    let score = score(points);
    let (verdict, because) = classify(answers, points, score);
    let unknown = unknown(answers, points);
    Judged {
        verdict,
        score,
        confidence: confidence(points, &unknown),
        because,
        unknown,
    }
}

/// Σ weight × points / 2, over the known answers scaled to 100; 0 where nothing is known.
pub fn score(points: [Option<u8>; 6]) -> f64 {
    let known = || {
        points
            .iter()
            .zip(WEIGHTS)
            .filter_map(|(p, weight)| p.map(|p| (p, weight)))
    };
    let weight: f64 = known().map(|(_, weight)| weight).sum();
    let sum: f64 = known().map(|(p, weight)| f64::from(p) * weight / 2.0).sum();
    if weight == 0.0 {
        0.0
    } else {
        (sum * 1000.0 / weight).round() / 10.0
    }
}

/// Q1–Q6, each 0–2; `None` for わからない.
pub fn points(answers: &TaskAnswers) -> [Option<u8>; 6] {
    let q1 = match answers.procedure {
        Procedure::Note => Some(2),
        Procedure::Oral => Some(1),
        Procedure::Knack => Some(0),
        Procedure::Unknown => None,
    };
    let q2 = match answers.done {
        Done::Clear => Some(2),
        Done::Roughly => Some(1),
        Done::Vague => Some(0),
        Done::Unknown => None,
    };
    let q3 = match answers.material {
        Material::Data => Some(2),
        Material::Paper => Some(1),
        Material::Thing => Some(0),
        Material::Unknown => None,
    };
    let q4 = match answers.secrecy {
        Secrecy::S0 | Secrecy::S1 => Some(2),
        Secrecy::S2 => Some(1),
        Secrecy::S3 => Some(0),
        Secrecy::Unknown => None,
    };
    let q5 = match answers.judgement {
        Judgement::Rules => Some(2),
        Judgement::Sometimes => Some(1),
        Judgement::Always => Some(0),
        Judgement::Unknown => None,
    };
    [q1, q2, q3, q4, q5, Some(weight_of_task(answers))]
}

/// Q6: weekly or five hours a month 2, monthly 1, a few times a year 0.
fn weight_of_task(answers: &TaskAnswers) -> u8 {
    let times = times_month(answers);
    if times >= 4.0 || hours_month(answers) >= 5.0 {
        2
    } else {
        u8::from(times >= 1.0)
    }
}

/// How many times a month.
pub fn times_month(answers: &TaskAnswers) -> f64 {
    let times = f64::from(answers.times);
    match answers.period {
        Period::Week => times * 52.0 / 12.0,
        Period::Month => times,
        Period::Year => times / 12.0,
    }
}

/// How many units a month.
pub fn units_month(answers: &TaskAnswers) -> f64 {
    times_month(answers) * f64::from(answers.count)
}

/// Hours a month.
pub fn hours_month(answers: &TaskAnswers) -> f64 {
    units_month(answers) * answers.minutes / 60.0
}

/// Effect, 0–100: up to 80 for time (the root, so that small tasks stay apart; 20 hours are full),
/// 20 more when only one person can do it.
pub fn effect(answers: &TaskAnswers) -> f64 {
    let time = 80.0 * (hours_month(answers) / 20.0).min(1.0).sqrt();
    let dependency = if answers.who == Who::One { 20.0 } else { 0.0 };
    ((time + dependency) * 10.0).round() / 10.0
}

fn classify(
    answers: &TaskAnswers,
    points: [Option<u8>; 6],
    score: f64,
) -> (Verdict, Vec<&'static str>) {
    if let Some(stop) = hard_stop(answers) {
        return (Verdict::Keep, stop);
    }
    if answers.stop == YesNo::Yes {
        return (Verdict::Stop, vec!["stop"]);
    }
    if answers.reserved == Reserved::Part {
        return (Verdict::Split, vec!["reserved"]);
    }
    if answers.secrecy == Secrecy::S3 {
        return (Verdict::Split, vec!["secrecy", "removable"]);
    }
    let missing = to_prepare(answers, points);
    if !missing.is_empty() {
        return (Verdict::Prepare, missing);
    }
    if score >= READY {
        (Verdict::Now, fields_with(points, |p| p == 2))
    } else {
        (Verdict::Prepare, fields_with(points, |p| p < 2))
    }
}

/// What nobody outside may or can do: reserved as a whole, things that cannot become data, and
/// sensitive data that cannot be removed first.
fn hard_stop(answers: &TaskAnswers) -> Option<Vec<&'static str>> {
    if answers.reserved == Reserved::Whole {
        return Some(vec!["reserved"]);
    }
    if answers.secrecy == Secrecy::S3 && answers.removable != YesNo::Yes {
        return Some(vec!["secrecy", "removable"]);
    }
    let thing = answers.material == Material::Thing && answers.reserved != Reserved::Part;
    thing.then(|| vec!["material"])
}

/// Rule 4: what has to be prepared whatever the score.
fn to_prepare(answers: &TaskAnswers, points: [Option<u8>; 6]) -> Vec<&'static str> {
    let mut missing = Vec::new();
    if points[0] == Some(0) {
        missing.push("procedure");
    }
    if points[1] == Some(0) {
        missing.push("done");
    }
    if points[2] == Some(1) {
        missing.push("material");
    }
    if answers.secrecy == Secrecy::S2 && answers.arranged != YesNo::Yes {
        missing.extend(["secrecy", "arranged"]);
    }
    missing
}

fn fields_with(points: [Option<u8>; 6], wanted: impl Fn(u8) -> bool) -> Vec<&'static str> {
    SCORED
        .into_iter()
        .zip(points)
        .filter(|(_, p)| p.is_some_and(&wanted))
        .map(|(f, _)| f)
        .collect()
}

fn unknown(answers: &TaskAnswers, points: [Option<u8>; 6]) -> Vec<&'static str> {
    let scored = SCORED
        .into_iter()
        .zip(points)
        .filter(|(_, p)| p.is_none())
        .map(|(f, _)| f);
    let mut unknown: Vec<&'static str> = scored.collect();
    let conditions = [
        ("stop", answers.stop == YesNo::Unknown),
        (
            "arranged",
            answers.secrecy == Secrecy::S2 && answers.arranged == YesNo::Unknown,
        ),
        (
            "removable",
            answers.secrecy == Secrecy::S3 && answers.removable == YesNo::Unknown,
        ),
        ("reserved", answers.reserved == Reserved::Unknown),
    ];
    unknown.extend(
        conditions
            .into_iter()
            .filter(|(_, is)| *is)
            .map(|(field, _)| field),
    );
    unknown
}

/// The known share of the weights, and ten less for each unknown condition.
fn confidence(points: [Option<u8>; 6], unknown: &[&str]) -> u8 {
    let known: f64 = points
        .iter()
        .zip(WEIGHTS)
        .filter(|(p, _)| p.is_some())
        .map(|(_, weight)| weight)
        .sum();
    let conditions = unknown
        .iter()
        .filter(|field| !SCORED.contains(*field))
        .count();
    // At most 100 and at least 0, so the cast loses nothing.
    (known - 10.0 * conditions as f64).max(0.0) as u8
}
