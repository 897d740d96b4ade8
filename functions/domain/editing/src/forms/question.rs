//! A question of the questionnaire: its words, and those of its answers.

use super::{EditPage, FormMaker};
use crate::field::{EditField, FieldPlace, PlaceStep, ValueKind};

const QUESTIONS: &str = "inventory/questions.toml";

/// The form of the question with that name.
pub(crate) fn form(maker: &FormMaker<'_>, name: &str) -> Option<EditPage> {
    let texts = maker.texts;
    let words = maker.context.content.words.fields.get(name)?;
    let below = |key: &str| {
        let steps = ["fields", name, key].map(PlaceStep::key);
        FieldPlace::steps(QUESTIONS, steps.to_vec())
    };
    let asked = vec![
        EditField::new(
            "label",
            ValueKind::Line,
            texts.f_question_label(),
            below("label"),
        ),
        EditField::new(
            "hint",
            ValueKind::Text,
            texts.f_question_hint(),
            below("hint"),
        )
        .optional(),
    ];
    let answers = words.options.iter().flat_map(|option| {
        let at = |key: &str| {
            let mut steps = ["fields", name, "options"].map(PlaceStep::key).to_vec();
            steps.extend([PlaceStep::row("value", &option.value), PlaceStep::key(key)]);
            FieldPlace::steps(QUESTIONS, steps)
        };
        let named = |key: &str| format!("{key}_{}", option.value);
        [
            EditField::new(
                &named("label"),
                ValueKind::Line,
                &texts.f_answer_label(&option.label),
                at("label"),
            ),
            EditField::new(
                &named("hint"),
                ValueKind::Line,
                &texts.f_answer_hint(&option.label),
                at("hint"),
            )
            .optional(),
        ]
    });
    let answers: Vec<EditField> = answers.collect();
    let mut groups = vec![maker.group("", asked)];
    if !answers.is_empty() {
        groups.push(maker.group(texts.question_answers(), answers));
    }
    Some(maker.page(&words.label, texts.question_lead(), groups))
}
