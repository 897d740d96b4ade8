//! A page of the site: what its front matter says, and its text; and the notice on the first page.

use ::forms::FieldError;
use jiff::civil::Date;

use super::{EditPage, FormMaker, error, label, page_rows};
use crate::apply::Edited;
use crate::field::{EditField, FieldPlace, ValueKind};

/// The first page.
const FIRST: &str = "_index.md";

/// The form of the page in that file. Seminars have a form of their own.
pub(crate) fn form(maker: &FormMaker<'_>, path: &str) -> Option<EditPage> {
    let (texts, words) = (maker.texts, maker.page_words());
    if !path.ends_with(".md") || town::Content::is_source(path) {
        return None;
    }
    let document = maker.document(path)?;
    let value = |keys: &[&str], kind, said: &str| {
        EditField::new(&keys.join("_"), kind, said, FieldPlace::value(path, keys))
    };
    let title = value(&["title"], ValueKind::Line, texts.f_title());
    let about = value(&["description"], ValueKind::Line, texts.f_description());
    let text = EditField::new(
        "body",
        ValueKind::Body,
        texts.f_body(),
        FieldPlace::body(path),
    );
    let extra = [
        ("heading", ValueKind::Line, words.f_heading()),
        ("lead", ValueKind::Text, words.f_lead()),
        ("question", ValueKind::Line, words.f_question()),
        ("answer", ValueKind::List, words.f_answer()),
        (
            "checklist_title",
            ValueKind::Line,
            words.f_checklist_title(),
        ),
        ("checklist", ValueKind::List, words.f_checklist()),
    ];
    let extra: Vec<EditField> = extra
        .into_iter()
        .map(|(key, kind, said)| value(&["extra", key], kind, said))
        .filter(|field| {
            field
                .places
                .iter()
                .any(|place| document.read(&place.key).is_some())
        })
        .collect();
    let mut first = vec![title];
    if document.read(&about.places[0].key).is_some() {
        first.push(about);
    }
    let heading = document.read(&first[0].places[0].key)?;
    let mut groups = vec![maker.group("", first)];
    if !extra.is_empty() {
        groups.push(maker.group(words.points(), extra));
    }
    groups.extend(page_rows::groups(maker, path, &document));
    groups.push(maker.group(words.text(), vec![text]));
    Some(maker.page(&heading, words.lead(), groups).shown_on(path))
}

/// The form of the notice.
pub(crate) fn notice(maker: &FormMaker<'_>) -> Option<EditPage> {
    let texts = maker.texts;
    maker.document(FIRST)?;
    let value = |key: &str, kind, words: &str| {
        let place = FieldPlace::value(FIRST, &["extra", key]);
        EditField::new(key, kind, words, place).optional()
    };
    let fields = vec![
        value("notice", ValueKind::Text, texts.f_notice()),
        value("notice_until", ValueKind::Day, texts.f_notice_until()),
    ];
    let page = maker.page(
        texts.notice(),
        texts.notice_lead(),
        vec![maker.group("", fields)],
    );
    Some(page.shown_on(FIRST))
}

/// A notice until a day that is over would be seen by nobody.
pub(crate) fn last_day(maker: &FormMaker<'_>, edited: &[Edited], errors: &mut Vec<FieldError>) {
    let typed: Vec<&Edited> = edited
        .iter()
        .filter(|edit| !edit.after.is_empty())
        .collect();
    let is_text = |edit: &&&Edited| edit.field.name == "notice";
    let last = typed.iter().find(|edit| edit.field.name == "notice_until");
    // Whoever only writes another text may have left the old day.
    let kept = typed.iter().find(is_text).and_then(|_| {
        let fields = notice(maker)?.groups.into_iter().flat_map(|it| it.fields);
        let field = fields.into_iter().find(|it| it.name == "notice_until")?;
        let is_typed = edited.iter().any(|edit| edit.field.name == field.name);
        (!is_typed).then(|| crate::merge::said(maker.context.sources, &field))
    });
    let day = last.map(|edit| edit.after.clone()).or(kept);
    let day = day.and_then(|day| day.parse::<Date>().ok());
    if day.is_some_and(|day| day < maker.context.today) {
        let message = maker.texts.day_over(label(maker.texts.f_notice_until()));
        errors.push(error("notice_until", message));
    }
}
