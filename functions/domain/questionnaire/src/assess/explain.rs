//! The verdict in plain sentences: reasons, homework, advice, what would change it, what is still open.

use super::flip::{Flip, prepared};
use super::judge::{self, Judged, READY, hours_month, judge};
use super::{Verdict, code};
use answers::{Saving, Secrecy, Shortage, Slack, TaskAnswers, Who, YesNo};
use base::text::shown;
use base::wording::Wording;
use town::Content;
use town::texts::QuestionnaireTexts;

pub(super) fn reasons(judged: &Judged, given: &TaskAnswers, content: &Content) -> Vec<String> {
    let (words, says) = (&content.words, &content.texts.questionnaire);
    let answer = |field: &&'static str| {
        let answer = match code(given, field) {
            "" => says.not_known(),
            code => words.option(field, code),
        };
        says.reason_answer(words.field(field).brief(), answer)
    };
    let mut reasons: Vec<String> = judged.because.iter().map(answer).collect();
    if has_points(judged.verdict) {
        reasons.push(says.reason_score(shown(judged.score)));
    }
    if given.who == Who::One {
        reasons.push(says.reason_one_person().to_owned());
    }
    if given.has_amount() {
        reasons.push(says.reason_hours(shown(hours_month(given))));
    }
    reasons
}

/// Whether the reasons tell the points.
fn has_points(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Now | Verdict::Prepare)
}

/// What to prepare, as the answers ask for it, whatever the verdict: asked of everything that may be handed
/// over.
pub(super) fn homework(
    judged: &Judged,
    given: &TaskAnswers,
    says: &QuestionnaireTexts,
) -> Vec<String> {
    if !judged.verdict.is_draftable() {
        return Vec::new();
    }
    let points = judge::points(given);
    let low = judged.score < READY;
    let lacks = |question: usize| match points[question] {
        Some(0) => true,
        Some(1) => low,
        _ => false,
    };
    let wanted = [
        (says.homework_procedure(), lacks(0)),
        (says.homework_done(), lacks(1)),
        (says.homework_material(), points[2] == Some(1)),
        (
            says.homework_secrecy(),
            given.secrecy == Secrecy::S2 && given.arranged == YesNo::No,
        ),
        (
            says.homework_promise(),
            given.secrecy == Secrecy::S1 && given.arranged == YesNo::No,
        ),
        (says.homework_removal(), given.secrecy == Secrecy::S3),
        (says.homework_judgement(), low && lacks(4)),
    ];
    let wanted = wanted.into_iter().filter(|(_, is)| *is);
    wanted.map(|(text, _)| text.to_owned()).collect()
}

/// What is still open, in the words of the questions.
pub(super) fn open_in_words(judged: &Judged, words: &Wording) -> Vec<String> {
    let brief = |field: &&str| words.field(field).brief().to_owned();
    judged.open.iter().map(brief).collect()
}

/// The offer to come and look at it together, for what only that can settle.
pub(super) fn visit(verdict: Verdict, content: &Content) -> Option<String> {
    let phone = &content.programme.operator.phone;
    (verdict == Verdict::Confirm).then(|| content.texts.questionnaire.visit_offer(phone))
}

/// What to make easier first, and who else does what nobody at home can.
pub(super) fn advice(given: &TaskAnswers, says: &QuestionnaireTexts) -> Vec<String> {
    let advice = |saving: &Saving| match saving {
        Saving::Join => says.advice_join(),
        Saving::Rearrange => says.advice_rearrange(),
        Saving::Simplify => says.advice_simplify(),
    };
    let elsewhere = (given.slack == Slack::AtOnce).then(|| says.advice_at_once());
    let savings = given.savings.iter().map(advice);
    savings.chain(elsewhere).map(str::to_owned).collect()
}

/// What is said to somebody who is short of this.
pub(super) fn note(shortage: Shortage, says: &QuestionnaireTexts) -> &str {
    match shortage {
        Shortage::Hands => says.note_hands(),
        Shortage::Evenings => says.note_evenings(),
        Shortage::OnePerson => says.note_one_person(),
        Shortage::Busy => says.note_busy(),
    }
}

pub(super) fn after_homework(
    verdict: Verdict,
    given: &TaskAnswers,
    says: &QuestionnaireTexts,
) -> Option<String> {
    let after = judge(&prepared(given)).verdict;
    (verdict == Verdict::Prepare && after != verdict)
        .then(|| says.after_homework(after.label(says)))
}

pub(super) fn flip_sentence(change: &Flip, content: &Content) -> String {
    let (words, says) = (&content.words, &content.texts.questionnaire);
    let answer = words.option(change.field, change.code);
    let question = words.field(change.field).brief();
    says.flip(question, answer, change.verdict.label(says))
}

pub(super) fn confidence_note(judged: &Judged, says: &QuestionnaireTexts) -> String {
    match judged.unknown.len() {
        0 => says.confidence_full().to_owned(),
        count if has_points(judged.verdict) => {
            format!(
                "{}{}",
                says.confidence_part(count),
                says.confidence_points()
            )
        }
        count => says.confidence_part(count),
    }
}
