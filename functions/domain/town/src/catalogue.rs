//! The task catalogue of `content/inventory/tasks.toml`: tasks with their typical values, and skill tags.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::task_picture::TaskPicture;
use super::unit::Unit;
use super::{ContentError, ContentSource};
use answers::{
    Done, Judgement, Material, Period, Procedure, Reserved, Secrecy, Slack, TaskAnswers, TaskKey,
    Who, Workplace, YesNo,
};
use base::text::shown;

/// The whole file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub tag: Vec<Tag>,
    pub task: Vec<CatalogueTask>,
}

/// A skill tag 仕事の種類.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tag {
    /// Its id, e.g. `data_entry`.
    pub id: String,
    /// The screen's word.
    pub label: String,
    /// One plain line for employers who choose it.
    pub hint: String,
}

/// The class a task has before anything is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// 今すぐ
    Now,
    /// 準備すれば
    Prep,
    /// 分ければ
    Split,
    /// 自分たちで続ける
    Keep,
}

/// One task of the catalogue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogueTask {
    /// e.g. `inn02`.
    pub id: String,
    /// Industry code, or `bo` for the back office.
    pub industry: String,
    /// Its name.
    pub name: String,
    /// What is done, one plain line.
    pub what: String,
    /// What it is counted in.
    pub unit: Unit,
    /// How often, in words.
    pub frequency: String,
    /// Minutes for [`Unit::per`] of its unit, low.
    pub minutes_low: f64,
    /// Minutes for [`Unit::per`] of its unit, typical.
    pub minutes_typical: f64,
    /// Minutes for [`Unit::per`] of its unit, high.
    pub minutes_high: f64,
    /// Where the minutes come from.
    pub basis: String,
    /// The tools used.
    pub tools: String,
    /// S0–S2.
    pub sensitivity: Secrecy,
    /// Skill tags; the first decides the director.
    pub tags: Vec<String>,
    /// What is drawn beside it.
    pub picture: TaskPicture,
    /// What stays on site.
    pub stays: String,
    /// Its class before answers.
    pub class: Class,
    /// The law to look at, if any.
    #[serde(default)]
    pub licence: Option<String>,
    /// What is delivered, in which form.
    pub deliverable: String,
    /// How the result is judged: counted, passed or not.
    pub inspection: String,
    /// What is not part of the job.
    pub excludes: String,
    /// What is handed over and how.
    pub handover: String,
    /// Typical answers.
    #[serde(flatten)]
    pub defaults: Defaults,
}

/// The typical answers of a catalogue task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Defaults {
    /// The unit of `times_typical`.
    pub period: Period,
    /// How many times in a period.
    pub times_typical: u32,
    /// How many of its unit each time.
    pub count_typical: u32,
    /// Q1.
    pub procedure: Procedure,
    /// Q2.
    pub done: Done,
    /// Q3.
    pub material: Material,
    /// Q5.
    pub judgement: Judgement,
    /// Deadline slack.
    pub slack: Slack,
}

impl CatalogueTask {
    /// The tools that it is done with, by their names.
    pub fn needed(&self) -> impl Iterator<Item = &str> {
        self.tools.split('、').filter(|tool| !tool.is_empty())
    }

    /// Whether it is done with this tool.
    pub fn needs(&self, tool: &str) -> bool {
        self.needed().any(|own| own == tool)
    }

    /// Its key.
    pub fn key(&self) -> TaskKey {
        TaskKey(self.id.clone())
    }

    /// The answers a person starts from and mostly only corrects.
    pub fn answers(&self) -> TaskAnswers {
        let d = &self.defaults;
        TaskAnswers {
            missing: Default::default(),
            what: String::new(),
            stop: YesNo::No,
            savings: Default::default(),
            period: d.period,
            times: d.times_typical,
            count: d.count_typical,
            per: self.unit.per,
            minutes: self.minutes_typical,
            who: Who::Several,
            procedure: d.procedure,
            done: d.done,
            done_text: self.inspection.clone(),
            material: d.material,
            secrecy: self.sensitivity,
            arranged: YesNo::No,
            removable: YesNo::No,
            workplace: Workplace::Anywhere,
            judgement: d.judgement,
            slack: d.slack,
            reserved: if self.class == Class::Split {
                Reserved::Part
            } else {
                Reserved::None
            },
            stays: self.stays.clone(),
            tag: String::new(),
            staff: None,
        }
    }
}

pub(super) fn problems(file: &File, source: &ContentSource) -> Vec<ContentError> {
    let mut errors = Vec::new();
    let mut seen = BTreeSet::new();
    for task in &file.task {
        let near = |message: String| source.near(&format!("\"{}\"", task.id), message);
        let prefix = task.id.trim_end_matches(|c: char| c.is_ascii_digit());
        if !task.key().is_well_formed() || prefix != task.industry || !seen.insert(&task.id) {
            errors.push(near(format!(
                "id「{}」は業種の記号と数字にして、一度だけ使ってください。",
                task.id
            )));
        }
        if !(0.0 < task.minutes_low
            && task.minutes_low <= task.minutes_typical
            && task.minutes_typical <= task.minutes_high)
        {
            errors.push(near(format!(
                "{}：分は low ≦ typical ≦ high の順にしてください。",
                task.id
            )));
        }
        let texts = [
            &task.name,
            &task.what,
            &task.stays,
            &task.deliverable,
            &task.inspection,
            &task.excludes,
            &task.handover,
        ];
        if texts.iter().any(|text| text.trim().is_empty()) {
            errors.push(near(format!(
                "{}：空の文があります。書いてください。",
                task.id
            )));
        }
        if task.tags.is_empty()
            || task
                .tags
                .iter()
                .any(|tag| !file.tag.iter().any(|t| t.id == *tag))
        {
            errors.push(near(format!(
                "{}：tags には [[tag]] にある名前を一つ以上書いてください。",
                task.id
            )));
        }
        errors
            .extend(counting_problem(task).map(|message| near(format!("{}：{message}", task.id))));
        if task.defaults.times_typical == 0 || task.defaults.count_typical == 0 {
            errors.push(near(format!(
                "{}：回数と件数は1以上にしてください。",
                task.id
            )));
        }
    }
    errors
}

/// More than this at once is a slip of the unit rather than a task of a small business: a day and a night.
const LONGEST_HOURS_AT_ONCE: f64 = 24.0;

/// Where minutes, unit and typical count of a task do not fit each other.
fn counting_problem(task: &CatalogueTask) -> Option<String> {
    let (unit, count) = (&task.unit, task.defaults.count_typical);
    if let Some(problem) = unit.problem() {
        return Some(problem.to_owned());
    }
    if count < unit.per {
        return Some(format!(
            "分は{}ごとなのに、count_typical が {count} です。同じ数え方にそろえてください。",
            unit.lot()
        ));
    }
    let hours = f64::from(count) / f64::from(unit.per) * task.minutes_typical / 60.0;
    if hours > LONGEST_HOURS_AT_ONCE {
        return Some(format!(
            "1回に約{hours:.0}時間かかる計算です（{}に{}分、1回に{}）。unit の per、分、count_typical のどれかがちがいます。",
            unit.lot(),
            shown(task.minutes_typical),
            unit.amount(f64::from(count)),
        ));
    }
    let stated = minutes_in_basis(&task.basis, &unit.counter)? * f64::from(unit.per);
    let fits = (stated - task.minutes_typical).abs() < 0.05;
    (!fits).then(|| {
        format!(
            "根拠では{}に{}分なのに、minutes_typical は {} です。",
            unit.lot(),
            shown(stated),
            shown(task.minutes_typical)
        )
    })
}

/// The minutes that the basis states for exactly one, e.g. 0.6 in 「E(1件0.6分)」.
fn minutes_in_basis(basis: &str, counter: &str) -> Option<f64> {
    let stated = basis.strip_prefix("E(")?.strip_suffix("分)")?;
    stated
        .strip_prefix('1')?
        .strip_prefix(counter)?
        .parse()
        .ok()
}
