//! The rules: hard stops, then ECRS, then the classes; a pure function of one task's answers.
//!
//! わからない is never read as an answer. A class is given only where every answer that it may mean gives
//! that class; otherwise the task is to be looked at together ([`Verdict::Confirm`]).

use answers::{
    Done, Judgement, Material, Period, Procedure, Reserved, Secrecy, Slack, TaskAnswers, Who, YesNo,
};

use super::Verdict;
use super::open::{needs_promise, open, unknown};

/// From this score on, a task that needs no preparation is ready.
pub const READY: f64 = 75.0;

/// The weights of Q1–Q6, 100 together; standardisation weighs most.
pub const WEIGHTS: [f64; 6] = [25.0, 20.0, 20.0, 15.0, 15.0, 5.0];

/// The questions of Q1–Q5 by field name; Q6 is worked out.
pub const SCORED: [&str; 5] = ["procedure", "done", "material", "secrecy", "judgement"];

/// Without the first three nobody can say what may leave the business, without the last two what it costs, whatever
/// the other answers are.
const ESSENTIAL: [&str; 5] = ["material", "secrecy", "reserved", "times", "minutes"];

/// What the rules say of one task.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// The verdict.
    pub verdict: Verdict,
    /// 0–100; an unknown answer counts as the middle one.
    pub score: f64,
    /// The fields that decided, in page order.
    pub because: Vec<&'static str>,
    /// The fields answered with わからない, in page order.
    pub unknown: Vec<&'static str>,
    /// [`open`]: those, and what is answered with まだ決まっていない.
    pub open: Vec<&'static str>,
}

/// Applies the rules; the first that matches wins.
pub fn judge(answers: &TaskAnswers) -> Judged {
    let unknown = unknown(answers);
    let (verdict, because) = settled(answers, &unknown);
    Judged {
        verdict,
        score: score(points(answers)),
        because,
        unknown,
        open: open(answers),
    }
}

/// The verdict where it is certain, else [`Verdict::Confirm`] because of what is unknown.
fn settled(answers: &TaskAnswers, unknown: &[&'static str]) -> (Verdict, Vec<&'static str>) {
    if let Some(stop) = hard_stop(answers) {
        return (Verdict::Keep, stop);
    }
    if answers.stop == YesNo::Yes {
        return (Verdict::Stop, vec!["stop"]);
    }
    if unknown.iter().any(|field| ESSENTIAL.contains(field)) {
        return (Verdict::Confirm, unknown.to_vec());
    }
    // The classes follow the answers from the worst to the best in one direction, so the two ends suffice.
    let (verdict, mut because) = classify(&completed(answers, End::Best));
    if classify(&completed(answers, End::Worst)).0 != verdict {
        return (Verdict::Confirm, unknown.to_vec());
    }
    because.retain(|field| !unknown.contains(field));
    (verdict, because)
}

/// Σ weight × points / 2. An unknown answer has the middle: neither what is hoped nor what is feared.
pub fn score(points: [Option<u8>; 6]) -> f64 {
    let weighted = points.iter().zip(WEIGHTS);
    let sum: f64 = weighted
        .map(|(points, weight)| f64::from(points.unwrap_or(1)) * weight / 2.0)
        .sum();
    (sum * 10.0).round() / 10.0
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
    let q6 = answers.has_amount().then(|| weight_of_task(answers));
    [q1, q2, q3, q4, q5, q6]
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

/// How many of its unit a month.
pub fn units_month(answers: &TaskAnswers) -> f64 {
    times_month(answers) * f64::from(answers.count)
}

/// Hours each time.
pub fn hours_once(answers: &TaskAnswers) -> f64 {
    let lots = f64::from(answers.count) / f64::from(answers.per.max(1));
    lots * answers.minutes / 60.0
}

/// Hours a month.
pub fn hours_month(answers: &TaskAnswers) -> f64 {
    times_month(answers) * hours_once(answers)
}

/// Effect, 0–100: up to 80 for time (the root, so that small tasks stay apart; 20 hours are full),
/// 20 more when only one person can do it.
pub fn effect(answers: &TaskAnswers) -> f64 {
    let time = 80.0 * (hours_month(answers) / 20.0).min(1.0).sqrt();
    let dependency = if answers.who == Who::One { 20.0 } else { 0.0 };
    ((time + dependency) * 10.0).round() / 10.0
}

/// The class of answers none of which is unknown.
fn classify(answers: &TaskAnswers) -> (Verdict, Vec<&'static str>) {
    if let Some(stop) = hard_stop(answers) {
        return (Verdict::Keep, stop);
    }
    if answers.stop == YesNo::Yes {
        return (Verdict::Stop, vec!["stop"]);
    }
    let points = points(answers);
    let missing = to_prepare(answers, points);
    // Where nobody can say how it is done or when it is done, a part cannot be handed over either.
    if points[0] == Some(0) || points[1] == Some(0) {
        return (Verdict::Prepare, missing);
    }
    if answers.reserved == Reserved::Part {
        return (Verdict::Split, vec!["reserved"]);
    }
    if answers.secrecy == Secrecy::S3 {
        return (Verdict::Split, vec!["secrecy", "removable"]);
    }
    if !missing.is_empty() {
        return (Verdict::Prepare, missing);
    }
    if score(points) >= READY {
        (Verdict::Now, fields_with(points, |p| p == 2))
    } else {
        (Verdict::Prepare, fields_with(points, |p| p < 2))
    }
}

/// What nobody outside may or can do, as far as it is known: reserved as a whole, things that cannot become
/// data, sensitive data that cannot be removed first, and waiting for what comes at once. Whoever must be
/// there at fixed hours is not free in time as a contractor is (労働基準法研究会報告 昭和60年).
fn hard_stop(answers: &TaskAnswers) -> Option<Vec<&'static str>> {
    if answers.reserved == Reserved::Whole {
        return Some(vec!["reserved"]);
    }
    if answers.secrecy == Secrecy::S3 && answers.removable == YesNo::No {
        return Some(vec!["secrecy", "removable"]);
    }
    if answers.material == Material::Thing && answers.reserved == Reserved::None {
        return Some(vec!["material"]);
    }
    (answers.slack == Slack::AtOnce).then(|| vec!["slack"])
}

/// What has to be prepared whatever the score.
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
    // What nobody outside has promised to keep cannot be handed over today, however little it is.
    if needs_promise(answers) && answers.arranged != YesNo::Yes {
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

/// Which answer an unknown one is taken for.
#[derive(Clone, Copy, PartialEq)]
enum End {
    Best,
    Worst,
}

/// The answers with every unknown one taken for the best or the worst that it may be. What is essential
/// is known here.
fn completed(answers: &TaskAnswers, end: End) -> TaskAnswers {
    fn pick<T: PartialEq>(given: T, unknown: T, end: End, best: T, worst: T) -> T {
        match end {
            _ if given != unknown => given,
            End::Best => best,
            End::Worst => worst,
        }
    }
    let (given, yes_no) = (answers, YesNo::Unknown);
    TaskAnswers {
        stop: pick(given.stop, yes_no, end, YesNo::No, YesNo::Yes),
        procedure: pick(
            given.procedure,
            Procedure::Unknown,
            end,
            Procedure::Note,
            Procedure::Knack,
        ),
        done: pick(given.done, Done::Unknown, end, Done::Clear, Done::Vague),
        judgement: pick(
            given.judgement,
            Judgement::Unknown,
            end,
            Judgement::Rules,
            Judgement::Always,
        ),
        arranged: pick(given.arranged, yes_no, end, YesNo::Yes, YesNo::No),
        removable: pick(given.removable, yes_no, end, YesNo::Yes, YesNo::No),
        slack: pick(given.slack, Slack::Unknown, end, Slack::Week, Slack::AtOnce),
        ..answers.clone()
    }
}
