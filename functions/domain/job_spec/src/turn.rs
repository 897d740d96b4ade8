//! What travels instead of orders on hours, place or sequence: result and inspection, field by field.
//!
//! Her own words stay in her answers; only what leaves is turned (昭和61年労働省告示37号).

use super::draft;
use super::fields::FieldDef;
use answers::TaskAnswers;
use base::wording::Wording;
use questionnaire::tasks::Task;
use text_checks::About;
use town::Content;

/// The task as it may travel: her own name for it without orders, or else the name of its kind of work.
pub(super) fn task<'a>(task: &Task<'a>, given: &TaskAnswers, content: &Content) -> Task<'a> {
    let kind = content.tag_label(&given.tag);
    Task {
        name: name(&task.name, kind, &content.words),
        ..task.clone()
    }
}

/// A task's name without orders, or else `kind` の仕事.
pub fn name(name: &str, kind: &str, words: &Wording) -> String {
    let turned = text_checks::name_without_orders(name);
    if turned.is_empty() {
        words.text("instead_title", &[("kind", kind)])
    } else {
        turned
    }
}

/// Her answers as they may travel.
pub(super) fn given(given: &TaskAnswers) -> TaskAnswers {
    TaskAnswers {
        done_text: text_checks::without_orders(&given.done_text, About::Work),
        stays: text_checks::without_orders(&given.stays, About::Company),
        ..given.clone()
    }
}

/// What "done" looks like on the sheet after she wrote so.
pub fn done(task: &Task, text: &str) -> String {
    let done_text = text.to_owned();
    let wrote = TaskAnswers {
        done_text,
        ..TaskAnswers::default()
    };
    draft::criterion(task, &given(&wrote))
}

/// What stays with the company on the sheet after she wrote so.
pub fn stays(task: &Task, text: &str) -> String {
    let stays = text.to_owned();
    let wrote = TaskAnswers {
        stays,
        ..TaskAnswers::default()
    };
    draft::excludes(task, &given(&wrote))
}

/// Her text of a field as it may travel; `None` where nothing stays and nothing was drafted.
pub(super) fn text(
    def: &FieldDef,
    typed: &str,
    drafted: Option<&str>,
    result: (&str, &str),
    words: &Wording,
) -> Option<String> {
    let kept = text_checks::without_orders(typed, def.about());
    if kept == typed {
        return Some(kept);
    }
    let base = if kept.is_empty() {
        drafted?
    } else {
        kept.as_str()
    };
    let turned = match instead(def, result, words) {
        Some(sentence) => format!("{}\n{sentence}", base.trim_end()),
        None => base.to_owned(),
    };
    // What stayed may read as an order again beside the new sentence.
    if text_checks::instructs(&turned, def.about()) {
        drafted.map(str::to_owned)
    } else {
        Some(turned)
    }
}

/// The reason for an undecided field as it may travel.
pub fn reason(reason: &str, words: &Wording) -> String {
    let kept = text_checks::without_orders(reason, About::Company);
    if kept.is_empty() {
        words.text("instead_reason", &[])
    } else {
        kept
    }
}

/// The sentence by result and inspection that a field gets instead; the other fields only lose the order,
/// since it has nothing to say about them.
fn instead(
    def: &FieldDef,
    (deliverable, inspection): (&str, &str),
    words: &Wording,
) -> Option<String> {
    let key = match def.id {
        "work" | "deliverable" | "procedure" | "inspection" => "suggest",
        "volume" => "instead_volume",
        "excludes" => "instead_excludes",
        "handover" => "instead_handover",
        "delivery" => "instead_delivery",
        "fee" => "instead_fee",
        _ => return None,
    };
    let values = [("deliverable", deliverable), ("inspection", inspection)];
    let sentence = words.text(key, &values);
    Some(sentence).filter(|sentence| !text_checks::instructs(sentence, def.about()))
}

#[cfg(test)]
mod tests;
