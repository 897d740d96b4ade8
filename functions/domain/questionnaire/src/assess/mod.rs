//! Judges each task on two axes, effect × ease of handing over, after hard stops and ECRS.

mod estimate;
mod explain;
mod flip;
mod judge;
mod open;
mod price;

use jiff::civil::Date;
use serde::Serialize;

use crate::tasks::{Task, answered};
use answers::{Answers, TaskAnswers, TaskKey};
use explain::{
    advice, after_homework, confidence_note, flip_sentence, homework, note, open_in_words, reasons,
    visit,
};
use town::Content;
use town::texts::QuestionnaireTexts;

pub use estimate::{
    HOURS_OF_A_MONTH, ONE_PERSON, estimate, hours_of_all, is_beyond, references, sources,
};
pub use flip::{Flip, flip, prepared};
pub use judge::{
    Judged, READY, SCORED, WEIGHTS, effect, hours_month, judge, score, times_month, units_month,
};
pub use open::{open, unknown};
pub use price::{Pay, Price, Span, employer_unit, lot_price, pay, price};

/// What to do with a task, in the order of the result page.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// 今すぐたのめます
    Now,
    /// 少し準備すればたのめます
    Prepare,
    /// 一部だけたのめます
    Split,
    /// まず、いっしょに確かめる: too much is unknown for one of the classes above
    Confirm,
    /// 自分たちで続ける仕事です
    Keep,
    /// やめる
    Stop,
}

impl Verdict {
    /// All of them, in the order of the result page.
    pub const ALL: [Verdict; 6] = [
        Verdict::Now,
        Verdict::Prepare,
        Verdict::Split,
        Verdict::Confirm,
        Verdict::Keep,
        Verdict::Stop,
    ];

    /// Its code in JSON and CSS.
    pub fn code(self) -> &'static str {
        match self {
            Verdict::Now => "now",
            Verdict::Prepare => "prepare",
            Verdict::Split => "split",
            Verdict::Confirm => "confirm",
            Verdict::Keep => "keep",
            Verdict::Stop => "stop",
        }
    }

    /// Whether a spec can be drafted.
    pub fn is_draftable(self) -> bool {
        self.is_placeable() || self == Verdict::Confirm
    }

    /// Whether it is known that it can be handed over, at once, after its homework or in part.
    pub fn is_placeable(self) -> bool {
        matches!(self, Verdict::Now | Verdict::Prepare | Verdict::Split)
    }

    /// The verdict in the screen's words.
    pub fn label(self, says: &QuestionnaireTexts) -> &str {
        match self {
            Verdict::Now => says.verdict_now(),
            Verdict::Prepare => says.verdict_prepare(),
            Verdict::Split => says.verdict_split(),
            Verdict::Confirm => says.verdict_confirm(),
            Verdict::Keep => says.verdict_keep(),
            Verdict::Stop => says.verdict_stop(),
        }
    }
}

/// Everything the result page shows of one task.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Assessment {
    /// Which task.
    pub key: TaskKey,
    /// Its name.
    pub name: String,
    /// The verdict.
    pub verdict: Verdict,
    /// The verdict in the screen's words.
    pub verdict_label: String,
    /// The weighted score of Q1–Q6, 0–100; an unknown answer counts as the middle one.
    pub score: f64,
    /// Ease of handing over, 0–100: the score, or 0 for what nobody outside may do.
    pub ease: f64,
    /// Effect, 0–100 (from hours a month and one-person dependency).
    pub effect: f64,
    /// The answers that led to the verdict, in plain sentences.
    pub reasons: Vec<String>,
    /// What to prepare, possibly empty.
    pub homework: Vec<String>,
    /// What to do first inside the business (ECRS), possibly empty.
    pub advice: Vec<String>,
    /// What all the homework together leads to, where that is another verdict.
    pub after_homework: Option<String>,
    /// The one change that would flip the verdict, if any.
    pub flip: Option<String>,
    /// まだ決まっていないこと: the questions whose answer leaves something to settle, in one or two words each.
    pub open: Vec<String>,
    /// The offer to come and look at it together, where it needs that.
    pub visit: Option<String>,
    /// What the verdict rests on, in words.
    pub confidence_note: String,
    /// What stays on site.
    pub stays: String,
    /// The estimate.
    pub estimate: Estimate,
    /// Whether the result page preselects it: what can be handed over is what the employer came for.
    pub preselected: bool,
    /// Whether a spec can be drafted for it at all (now, prepare, split, confirm).
    pub draftable: bool,
}

/// Hours a month and what the order costs, with their basis.
#[derive(Clone, Debug, PartialEq, Serialize, serde::Deserialize, schemars::JsonSchema)]
pub struct Estimate {
    /// Hours a month at the employer's minutes, e.g. 5.3; null while nobody knows how often or how long.
    pub hours_month: Option<f64>,
    /// What the employer would pay; null while nobody knows how often or how long.
    pub price: Option<Price>,
    /// Percent of a resident worker's month (80 h); null where the hours are.
    pub share_percent: Option<f64>,
    /// How hours and price were worked out, in words with the numbers.
    pub basis: String,
    /// How many resident workers it takes at once to be in time; missing where the time is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workers: Option<u32>,
}

impl Estimate {
    /// The price in words, or that there is none yet.
    pub fn price_line(&self, says: &QuestionnaireTexts) -> String {
        match &self.price {
            Some(price) => price.line(says),
            None => says.price_unknown().to_owned(),
        }
    }
}

/// The whole result page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Every reachable task, best first within its verdict.
    pub tasks: Vec<Assessment>,
    /// Hours a month of all tasks that can be handed over; what has to be confirmed first is not in it.
    pub hours_month: f64,
    /// Yen a month with tax, of those that are ordered by the month.
    pub yen_month: u64,
    /// Yen with tax, of those that are ordered one by one, each once.
    pub yen_jobs: u64,
    /// Percent of a resident worker's month.
    pub share_percent: f64,
    /// Advice from the situation, possibly empty.
    pub notes: Vec<String>,
    /// Dated reference sentences (minimum wage with its source; never presented as a legal duty).
    pub references: Vec<String>,
}

/// The rules' version, stored with every spec.
pub const RULES: &str = "2026-11-28.2";

/// Assesses every reachable, answered task.
pub fn report(answers: &Answers, content: &Content, today: Date) -> Report {
    let mut tasks: Vec<Assessment> = answered(answers, content)
        .into_iter()
        .map(|(task, given)| assess(&task, given, content, today))
        .collect();
    tasks.sort_by(|a, b| {
        let priority = |t: &Assessment| t.estimate.hours_month.unwrap_or_default() * t.score;
        a.verdict
            .cmp(&b.verdict)
            .then(priority(b).total_cmp(&priority(a)))
    });
    let out = || {
        tasks
            .iter()
            .filter(|task| task.verdict.is_placeable())
            .map(|task| &task.estimate)
    };
    let hours = out().filter_map(|e| e.hours_month).sum::<f64>();
    let yen = |span| {
        let prices = out().filter_map(|estimate| estimate.price.as_ref());
        let of_span = prices.filter(|price| price.span == span);
        of_span.map(|price| price.gross).sum()
    };
    Report {
        hours_month: estimate::tenth(hours),
        yen_month: yen(Span::Month),
        yen_jobs: yen(Span::Job),
        share_percent: estimate::share(hours, content),
        notes: notes(answers, content),
        references: estimate::references(content, today),
        tasks,
    }
}

/// Assesses one task.
pub fn assess(task: &Task, given: &TaskAnswers, content: &Content, today: Date) -> Assessment {
    let says = &content.texts.questionnaire;
    let judged = judge(given);
    let verdict = judged.verdict;
    Assessment {
        key: task.key.clone(),
        name: task.name.clone(),
        verdict,
        verdict_label: verdict.label(says).to_owned(),
        score: judged.score,
        ease: if verdict == Verdict::Keep {
            0.0
        } else {
            judged.score
        },
        effect: effect(given),
        reasons: reasons(&judged, given, content),
        homework: homework(&judged, given, says),
        advice: advice(given, says),
        after_homework: after_homework(verdict, given, says),
        flip: flip(given).map(|change| flip_sentence(&change, content)),
        open: open_in_words(&judged, &content.words),
        visit: visit(verdict, content),
        confidence_note: confidence_note(&judged, says),
        stays: task.stays(given),
        estimate: estimate(task, given, content, today),
        preselected: verdict.is_placeable(),
        draftable: verdict.is_draftable(),
    }
}

fn notes(answers: &Answers, content: &Content) -> Vec<String> {
    let short = answers
        .situation
        .iter()
        .flat_map(|situation| &situation.short);
    short
        .map(|shortage| note(*shortage, &content.texts.questionnaire).to_owned())
        .collect()
}

/// The code of the answer to a question of one task; empty for what has no options.
pub fn code(given: &TaskAnswers, field: &str) -> &'static str {
    match field {
        "stop" => given.stop.code(),
        "period" => given.period.code(),
        "who" => given.who.code(),
        "procedure" => given.procedure.code(),
        "done" => given.done.code(),
        "material" => given.material.code(),
        "secrecy" => given.secrecy.code(),
        "arranged" => given.arranged.code(),
        "removable" => given.removable.code(),
        "workplace" => given.workplace.code(),
        "judgement" => given.judgement.code(),
        "slack" => given.slack.code(),
        "reserved" => given.reserved.code(),
        _ => "",
    }
}

#[cfg(test)]
mod tests;
