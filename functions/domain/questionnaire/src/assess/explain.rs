//! The verdict in plain sentences: reasons, homework, advice, what would change it, what is still open.

use super::flip::{Flip, prepared};
use super::judge::{self, Judged, READY, hours_month, judge};
use super::{Verdict, code};
use answers::{Saving, Secrecy, Slack, TaskAnswers, Who, YesNo};
use base::text::shown;
use base::wording::Wording;
use town::{Content, advice_key};

pub(super) fn reasons(judged: &Judged, given: &TaskAnswers, words: &Wording) -> Vec<String> {
    let answer = |field: &&'static str| {
        let answer = words.option(field, code(given, field)).to_owned();
        words.text(
            "reason_answer",
            &[
                ("question", words.field(field).brief()),
                ("answer", &answer),
            ],
        )
    };
    let mut reasons: Vec<String> = judged.because.iter().map(answer).collect();
    if matches!(judged.verdict, Verdict::Now | Verdict::Prepare) {
        reasons.push(words.text("reason_score", &[("score", &shown(judged.score))]));
    }
    if given.who == Who::One {
        reasons.push(words.text("reason_one_person", &[]));
    }
    reasons.push(words.text("reason_hours", &[("hours", &shown(hours_month(given)))]));
    reasons
}

/// What to prepare, as the answers ask for it, whatever the verdict: asked of everything that may be handed
/// over.
pub(super) fn homework(judged: &Judged, given: &TaskAnswers, words: &Wording) -> Vec<String> {
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
        ("homework_procedure", lacks(0)),
        ("homework_done", lacks(1)),
        ("homework_material", points[2] == Some(1)),
        (
            "homework_secrecy",
            given.secrecy == Secrecy::S2 && given.arranged == YesNo::No,
        ),
        (
            "homework_promise",
            given.secrecy == Secrecy::S1 && given.arranged == YesNo::No,
        ),
        ("homework_removal", given.secrecy == Secrecy::S3),
        ("homework_judgement", low && lacks(4)),
    ];
    let wanted = wanted.into_iter().filter(|(_, is)| *is);
    wanted.map(|(key, _)| words.text(key, &[])).collect()
}

/// What is still open, in the words of the questions.
pub(super) fn open_in_words(judged: &Judged, words: &Wording) -> Vec<String> {
    let brief = |field: &&str| words.field(field).brief().to_owned();
    judged.open.iter().map(brief).collect()
}

/// The offer to come and look at it together, for what only that can settle.
pub(super) fn visit(verdict: Verdict, content: &Content) -> Option<String> {
    let phone = content.programme.operator.phone.as_str();
    (verdict == Verdict::Confirm).then(|| content.words.text("visit_offer", &[("phone", phone)]))
}

pub(super) fn advice(given: &TaskAnswers, words: &Wording) -> Vec<String> {
    let advice = |saving: &Saving| words.text(&advice_key(*saving), &[]);
    let elsewhere = (given.slack == Slack::AtOnce).then(|| words.text("advice_at_once", &[]));
    let savings = given.savings.iter().map(advice);
    savings.chain(elsewhere).collect()
}

pub(super) fn after_homework(
    verdict: Verdict,
    given: &TaskAnswers,
    words: &Wording,
) -> Option<String> {
    let after = judge(&prepared(given)).verdict;
    (verdict == Verdict::Prepare && after != verdict)
        .then(|| words.text("after_homework", &[("verdict", &after.label(words))]))
}

pub(super) fn flip_sentence(change: &Flip, words: &Wording) -> String {
    let verdict = change.verdict.label(words);
    let answer = words.option(change.field, change.code);
    let question = words.field(change.field).brief();
    words.text(
        "flip",
        &[
            ("question", question),
            ("answer", answer),
            ("verdict", &verdict),
        ],
    )
}

pub(super) fn confidence_note(judged: &Judged, words: &Wording) -> String {
    let count = judged.unknown.len().to_string();
    match judged.unknown.is_empty() {
        true => words.text("confidence_full", &[]),
        false => words.text("confidence_part", &[("count", &count)]),
    }
}
