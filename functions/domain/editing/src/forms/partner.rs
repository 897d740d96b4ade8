//! A partner town: who it is, what it takes and for how much, and where its system is; one more, and one less.

use std::collections::BTreeSet;

use town::texts::PartnerTexts;

use super::new_id::new_id;
use super::{EditPage, FormMaker, PROGRAMME};
use crate::field::{EditField, FieldPlace, PlaceKey, PlaceStep, ValueKind};

/// The form of the partner of that id.
pub(crate) fn form(maker: &FormMaker<'_>, id: &str) -> Option<EditPage> {
    let texts = words(maker);
    let partner = maker.context.content.programme.partner(id)?;
    let groups = vec![
        maker.group(maker.texts.director_who(), who(maker, id)),
        maker.group(texts.work(), work(maker, id)),
        maker.group(texts.system(), system(maker, id)).folded(),
    ];
    let page = maker.page(&partner.name, texts.form_lead(), groups);
    Some(page.shown_on("privacy.md"))
}

/// The form of one more partner.
pub(crate) fn new(maker: &FormMaker<'_>) -> Option<EditPage> {
    let texts = words(maker);
    let id = new_id('p', maker)?;
    let groups = vec![
        maker.group(maker.texts.director_who(), who(maker, &id)),
        maker.group(texts.work(), work(maker, &id)),
        maker.group(texts.system(), system(maker, &id)).folded(),
    ];
    let page = maker.page(texts.new_partner(), texts.new_lead(), groups);
    Some(page.shown_on("privacy.md"))
}

/// The form that takes the partner of that id out.
pub(crate) fn remove(maker: &FormMaker<'_>, id: &str) -> Option<EditPage> {
    let texts = words(maker);
    let partner = maker.context.content.programme.partner(id)?;
    let words = maker.texts.f_director_gone(&partner.name);
    let gone = EditField::typed("gone", ValueKind::Flag, &words).at(FieldPlace {
        path: PROGRAMME.to_owned(),
        key: PlaceKey::RowGone(of(id, &[])),
    });
    let groups = vec![maker.group("", vec![gone])];
    let title = texts.remove(&partner.name);
    Some(maker.page(&title, texts.remove_lead(), groups))
}

fn words<'a>(maker: &FormMaker<'a>) -> &'a PartnerTexts {
    &maker.context.content.texts.partners
}

fn who(maker: &FormMaker<'_>, id: &str) -> Vec<EditField> {
    let texts = words(maker);
    vec![
        value(id, "name", ValueKind::Line, texts.f_name()),
        value(id, "mail", ValueKind::Line, texts.f_mail()),
        value(id, "terms", ValueKind::Text, texts.f_terms()).optional(),
    ]
}

fn work(maker: &FormMaker<'_>, id: &str) -> Vec<EditField> {
    let (texts, content) = (words(maker), maker.context.content);
    let tags = content.tags.iter();
    let tags = tags.map(|tag| (tag.id.clone(), tag.label.clone()));
    let tags = ValueKind::Several(tags.collect());
    let tools: BTreeSet<&str> = content
        .tasks
        .iter()
        .flat_map(|task| task.needed())
        .collect();
    let tools = tools
        .into_iter()
        .map(|tool| (tool.to_owned(), tool.to_owned()));
    let tools = ValueKind::Several(tools.collect());
    vec![
        value(id, "tags", tags, texts.f_tags()).optional(),
        value(id, "tools", tools, texts.f_tools()).optional(),
    ]
}

fn system(maker: &FormMaker<'_>, id: &str) -> Vec<EditField> {
    let texts = words(maker);
    vec![
        value(id, "kiridashi", ValueKind::Line, texts.f_kiridashi()).optional(),
        value(id, "keys", ValueKind::List, texts.f_keys()).optional(),
        value(id, "webhook", ValueKind::Line, texts.f_webhook()).optional(),
    ]
}

fn of(id: &str, keys: &[&str]) -> Vec<PlaceStep> {
    let mut steps = vec![PlaceStep::key("partners"), PlaceStep::row("id", id)];
    steps.extend(keys.iter().map(|key| PlaceStep::key(key)));
    steps
}

fn value(id: &str, key: &str, kind: ValueKind, words: &str) -> EditField {
    EditField::new(
        key,
        kind,
        words,
        FieldPlace::steps(PROGRAMME, of(id, &[key])),
    )
}
