//! The one change that would flip a verdict, found by judging again with each answer changed.

use answers::{Done, Judgement, Material, Procedure, Reserved, Secrecy, Slack, TaskAnswers, YesNo};

use super::Verdict;
use super::judge::judge;
use super::open::needs_promise;

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

/// The change to the best better verdict; where none is better, the first change to another one. What has
/// to be looked at together first is not said to get worse.
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
    let other = changes.first().filter(|_| now != Verdict::Confirm);
    better.or(other).cloned()
}

/// The answers with everything prepared that can be prepared.
pub fn prepared(answers: &TaskAnswers) -> TaskAnswers {
    let mut done = answers.clone();
    done.procedure = Procedure::Note;
    done.done = Done::Clear;
    if done.material == Material::Paper {
        done.material = Material::Data;
    }
    if needs_promise(answers) {
        done.arranged = YesNo::Yes;
    }
    if done.judgement == Judgement::Always {
        done.judgement = Judgement::Sometimes;
    }
    done
}

/// Every answer changed by itself, the smallest step first within each question. An unknown answer
/// is resolved, never introduced. Stopping a task is offered only to undo it: it flips every one. Nobody
/// learns that more work would change the verdict.
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
    if answers.stop != YesNo::No {
        vary!(stop, YesNo);
    }
    vary!(procedure, Procedure);
    vary!(done, Done);
    vary!(material, Material);
    vary!(secrecy, Secrecy);
    if needs_promise(answers) {
        vary!(arranged, YesNo);
    }
    if answers.secrecy == Secrecy::S3 {
        vary!(removable, YesNo);
    }
    vary!(judgement, Judgement);
    if matches!(answers.slack, Slack::AtOnce | Slack::Unknown) {
        vary!(slack, Slack);
    }
    vary!(reserved, Reserved);
    all.retain(|(_, _, changed)| is_possible(answers, changed));
    all
}

/// Data does not become less secret by itself, and what is reserved as a whole may have a part that
/// is not, but does not become free.
fn is_possible(answers: &TaskAnswers, changed: &TaskAnswers) -> bool {
    let less_secret = answers.secrecy != Secrecy::Unknown && changed.secrecy < answers.secrecy;
    let freed = answers.reserved == Reserved::Whole && changed.reserved == Reserved::None;
    !less_secret && !freed
}
