//! The one change that would flip a verdict, found by judging again with each answer changed.

use answers::{Done, Judgement, Material, Procedure, Reserved, Secrecy, TaskAnswers, YesNo};

use super::Verdict;
use super::judge::{hours_month, judge};

/// One changed answer and what it leads to.
#[derive(Clone, Debug, PartialEq)]
pub struct Flip {
    /// The question's field name.
    pub field: &'static str,
    /// The code of the other answer.
    pub code: &'static str,
    /// The verdict with it.
    pub verdict: Verdict,
}

/// The change to the best better verdict; where none is better, the first change to another one.
pub fn flip(answers: &TaskAnswers) -> Option<Flip> {
    let now = judge(answers).verdict;
    let changes: Vec<Flip> = alternatives(answers)
        .into_iter()
        .map(|(field, code, changed)| Flip {
            field,
            code,
            verdict: judge(&changed).verdict,
        })
        .filter(|flip| flip.verdict != now)
        .collect();
    let better = changes
        .iter()
        .filter(|flip| flip.verdict < now)
        .min_by_key(|flip| flip.verdict);
    better.or(changes.first()).cloned()
}

/// The answers with everything prepared that can be prepared.
pub fn prepared(answers: &TaskAnswers) -> TaskAnswers {
    let mut done = answers.clone();
    done.procedure = Procedure::Note;
    done.done = Done::Clear;
    if done.material == Material::Paper {
        done.material = Material::Data;
    }
    if done.secrecy == Secrecy::S2 {
        done.arranged = YesNo::Yes;
    }
    if done.judgement == Judgement::Always {
        done.judgement = Judgement::Sometimes;
    }
    done
}

/// Every answer changed by itself, the smallest step first within each question. An unknown answer
/// is resolved, never introduced. Stopping a task is offered only to undo it: it flips every one.
fn alternatives(answers: &TaskAnswers) -> Vec<(&'static str, &'static str, TaskAnswers)> {
    let mut all = Vec::new();
    macro_rules! vary {
        ($field:ident, $type:ident) => {
            let mut others: Vec<$type> = $type::ALL
                .iter()
                .copied()
                .filter(|o| *o != answers.$field && o.code() != "unknown")
                .collect();
            others.sort_by_key(|o| (*o as i8 - answers.$field as i8).abs());
            for other in others {
                let changed = TaskAnswers {
                    $field: other,
                    ..answers.clone()
                };
                all.push((stringify!($field), other.code(), changed));
            }
        };
    }
    if answers.stop == YesNo::Yes {
        vary!(stop, YesNo);
    }
    vary!(procedure, Procedure);
    vary!(done, Done);
    vary!(material, Material);
    vary!(secrecy, Secrecy);
    if answers.secrecy == Secrecy::S2 {
        vary!(arranged, YesNo);
    }
    if answers.secrecy == Secrecy::S3 {
        vary!(removable, YesNo);
    }
    vary!(judgement, Judgement);
    vary!(reserved, Reserved);
    all.retain(|(_, _, changed)| is_possible(answers, changed));
    if hours_month(answers) < 5.0 {
        let scale = 5.0 / hours_month(answers).max(0.01);
        let minutes = answers.minutes * scale + 0.1;
        all.push((
            "minutes",
            "more",
            TaskAnswers {
                minutes,
                ..answers.clone()
            },
        ));
    }
    all
}

/// Data does not become less secret by itself, and what is reserved as a whole may have a part that
/// is not, but does not become free.
fn is_possible(answers: &TaskAnswers, changed: &TaskAnswers) -> bool {
    let less_secret = answers.secrecy != Secrecy::Unknown && changed.secrecy < answers.secrecy;
    let freed = answers.reserved == Reserved::Whole && changed.reserved == Reserved::None;
    !less_secret && !freed
}
