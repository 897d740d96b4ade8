//! Puts a judgement into sentences: reasons, homework, advice, the flip and the confidence.

use super::flip::{Flip, prepared};
use super::judge::{self, Judged, READY, hours_month, judge};
use super::{Verdict, code};
use answers::{Saving, TaskAnswers, Who};
use base::text::shown;
use base::wording::Wording;
use town::advice_key;

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

/// What to prepare, so that the task can be placed: asked of everything that can be handed over.
pub(super) fn homework(judged: &Judged, given: &TaskAnswers, words: &Wording) -> Vec<String> {
    if !judged.verdict.is_draftable() {
        return Vec::new();
    }
    let low_score = judged.verdict == Verdict::Prepare && judged.score < READY;
    let because = |field: &str| judged.because.contains(&field);
    let points = judge::points(given);
    let wanted = [
        (
            "procedure",
            points[0] == Some(0) || low_score && because("procedure"),
        ),
        ("done", points[1] == Some(0) || low_score && because("done")),
        ("material", points[2] == Some(1)),
        ("secrecy", judged.because.contains(&"arranged")),
        (
            "judgement",
            low_score && (points[4] == Some(0) || because("judgement")),
        ),
    ];
    let key = |field: &str| words.text(&format!("homework_{field}"), &[]);
    let mut homework: Vec<String> = wanted
        .into_iter()
        .filter(|(_, is)| *is)
        .map(|(field, _)| key(field))
        .collect();
    if !judged.unknown.is_empty() {
        let list: Vec<&str> = judged
            .unknown
            .iter()
            .map(|f| words.field(f).brief())
            .collect();
        homework.push(words.text("homework_unknown", &[("list", &list.join("、"))]));
    }
    homework
}

pub(super) fn advice(given: &TaskAnswers, words: &Wording) -> Vec<String> {
    let advice = |saving: &Saving| words.text(&advice_key(*saving), &[]);
    given.savings.iter().map(advice).collect()
}

pub(super) fn after_homework(
    verdict: Verdict,
    given: &TaskAnswers,
    words: &Wording,
) -> Option<String> {
    let after = judge(&prepared(given)).verdict;
    (verdict == Verdict::Prepare && after < verdict)
        .then(|| words.text("after_homework", &[("verdict", &after.label(words))]))
}

pub(super) fn flip_sentence(change: &Flip, words: &Wording) -> String {
    let verdict = change.verdict.label(words);
    if change.field == "minutes" {
        return words.text("flip_minutes", &[("verdict", &verdict)]);
    }
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
    if judged.unknown.is_empty() {
        return words.text("confidence_full", &[]);
    }
    let count = judged.unknown.len().to_string();
    let percent = judged.confidence.to_string();
    words.text(
        "confidence_part",
        &[("count", &count), ("percent", &percent)],
    )
}
