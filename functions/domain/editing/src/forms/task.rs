//! A task of the catalogue: the words that go into sheets, and its minutes.

use super::{EditPage, FormMaker};
use crate::field::{EditField, FieldPlace, PlaceStep, ValueKind};

const TASKS: &str = "inventory/tasks.toml";

/// The form of the task with that id.
pub(crate) fn form(maker: &FormMaker<'_>, id: &str) -> Option<EditPage> {
    let texts = maker.texts;
    let task = maker.context.content.task(id)?;
    let words = vec![
        value(id, "name", ValueKind::Line, texts.f_task_name()),
        value(id, "what", ValueKind::Line, texts.f_task_what()),
        value(id, "stays", ValueKind::Line, texts.f_task_stays()),
        value(
            id,
            "deliverable",
            ValueKind::Line,
            texts.f_task_deliverable(),
        ),
        value(id, "inspection", ValueKind::Line, texts.f_task_inspection()),
        value(id, "excludes", ValueKind::Line, texts.f_task_excludes()),
        value(id, "handover", ValueKind::Line, texts.f_task_handover()),
        value(id, "tools", ValueKind::Line, texts.f_task_tools()),
        value(id, "frequency", ValueKind::Line, texts.f_task_frequency()),
    ];
    let minutes = vec![
        value(id, "minutes_low", ValueKind::Decimal, texts.f_minutes_low()),
        value(
            id,
            "minutes_typical",
            ValueKind::Decimal,
            texts.f_minutes_typical(),
        ),
        value(
            id,
            "minutes_high",
            ValueKind::Decimal,
            texts.f_minutes_high(),
        ),
        value(id, "basis", ValueKind::Line, texts.f_minutes_basis()),
    ];
    let groups = vec![
        maker.group(texts.task_words(), words),
        maker.group(texts.task_minutes(), minutes),
    ];
    let page = maker.page(&task.name, texts.task_lead(), groups);
    let industry = &task.industry;
    let shown_on = format!("industries/{industry}.md");
    Some(match maker.context.sources.contains_key(&shown_on) {
        true => page.shown_on(&shown_on),
        false => page,
    })
}

fn value(id: &str, key: &str, kind: ValueKind, words: &str) -> EditField {
    let steps = vec![
        PlaceStep::key("task"),
        PlaceStep::row("id", id),
        PlaceStep::key(key),
    ];
    EditField::new(key, kind, words, FieldPlace::steps(TASKS, steps))
}
