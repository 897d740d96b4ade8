//! Seminars: a new one from a copy, and a change.

use ::forms::Input;
use base::industry::Industry;
use jiff::civil::Date;
use town::seminar::SeminarKind;

use super::seminar_slots::slots;
use super::{EditGroup, EditPage, FormContext, FormMaker};
use crate::document::EditedFile;
use crate::field::{EditField, FieldPlace, PlaceKey, PlacePart, ValueKind};

/// Where a new seminar is until its day is known.
const UNNAMED: &str = "seminars/new.md";
/// What a seminar begins with that is a copy of none.
const BLANK: &str = "+++\ntitle = \"\"\n[extra]\nwaitlist = 0\nonline = false\n+++\n";
/// What a copy does not take over: what was said of the other seminar alone.
const OWN: [&[&str]; 8] = [
    &["extra", "series"],
    &["extra", "cancelled"],
    &["extra", "moved"],
    &["extra", "sample"],
    &["updated"],
    &["slug"],
    &["path"],
    &["aliases"],
];
/// When registration ends, unless something else is typed.
pub(crate) const CLOSES: &str = "17:00";

/// The path and the text that a new seminar begins with; several where it is cut into times for one party each.
pub(crate) fn copied(
    context: FormContext<'_>,
    from: &str,
    typed: Option<&Input>,
) -> Option<Vec<(String, String)>> {
    let known = || context.sources.get(from).map(String::as_str);
    let (from, text) = match from {
        "" => (UNNAMED, BLANK),
        from => (from, known().filter(|_| is_seminar(context, from))?),
    };
    let mut document = EditedFile::of(from, text)?;
    for keys in OWN {
        let key = PlaceKey::Value(super::steps(keys), PlacePart::Whole);
        // What is not there need not be taken out.
        let _ = document.write(&key, &ValueKind::Line, "");
    }
    let title = FieldPlace::value(from, &["title"]).key;
    let said = document
        .read(&title)?
        .replace(context.content.texts.desk.sample_mark(), "");
    document.write(&title, &ValueKind::Line, &said).ok()?;
    let day = typed.and_then(|typed| base::time::read_full_date(typed.one("day")).ok());
    let kind = typed.map_or("", |typed| typed.one("type"));
    let Some(day) = day else {
        return Some(vec![(UNNAMED.to_owned(), document.text())]);
    };
    let slots = typed.map_or_else(Vec::new, slots);
    let paths = free_paths(context, day, kind).take(slots.len().max(1));
    let paths: Vec<String> = paths.collect();
    if !slots.is_empty() {
        let series = FieldPlace::value(from, &["extra", "series"]).key;
        let name = paths
            .first()?
            .trim_start_matches("seminars/")
            .trim_end_matches(".md");
        document.write(&series, &ValueKind::Line, name).ok()?;
    }
    let text = document.text();
    Some(paths.into_iter().map(|path| (path, text.clone())).collect())
}

fn is_seminar(context: FormContext<'_>, path: &str) -> bool {
    let known = &context.content.seminars;
    known.iter().any(|seminar| seminar.source == path)
}

/// Paths that no text has: a seminar is named by its day and what it is.
fn free_paths<'a>(
    context: FormContext<'a>,
    day: Date,
    kind: &str,
) -> impl Iterator<Item = String> + use<'a> {
    let name = match kind {
        "first" => "hajimete",
        "workshop" => "kakidashi",
        "rules" => "yakusoku",
        "matching" => "matching",
        _ => "soudan",
    };
    let named = move |number: u32| match number {
        1 => format!("{day}-{name}"),
        number => format!("{day}-{name}-{number}"),
    };
    let is_free = move |name: &String| {
        let taken = [
            format!("seminars/{name}.md"),
            format!("seminars/{name}/index.md"),
        ];
        taken.iter().all(|path| !context.sources.contains_key(path))
    };
    let free = (1..).map(named).filter(is_free);
    free.map(|name| format!("seminars/{name}.md"))
}

/// The form of a new seminar; `from`: what it is a copy of, if of any.
pub(crate) fn new(maker: &FormMaker<'_>, path: &str, from: &str) -> EditPage {
    let texts = maker.texts;
    let lead = match from {
        "" => texts.new_seminar_blank_lead(),
        _ => texts.new_seminar_lead(),
    };
    let mut groups = groups(maker, path, true);
    groups.push(EditGroup {
        folded: true,
        ..maker.group(texts.seminar_more(), more(maker, path, true))
    });
    let page = maker.page(texts.new_seminar(), lead, groups);
    page.shown_on(path)
}

/// The form that changes a seminar.
pub(crate) fn change(maker: &FormMaker<'_>, path: &str) -> Option<EditPage> {
    let texts = maker.texts;
    let seminars = &maker.context.content.seminars;
    let seminar = seminars.iter().find(|seminar| seminar.source == path)?;
    let mut groups = groups(maker, path, false);
    let moved = value(path, "moved", ValueKind::Text, texts.f_moved()).optional();
    groups.insert(1, maker.group("", vec![moved]));
    groups.push(
        maker
            .group(texts.seminar_more(), more(maker, path, false))
            .folded(),
    );
    let page = maker.page(&seminar.title, texts.seminar_lead(), groups);
    Some(page.shown_on(path))
}

fn groups(maker: &FormMaker<'_>, path: &str, is_new: bool) -> Vec<EditGroup> {
    let texts = maker.texts;
    let part = |key: &str, part| FieldPlace::part(path, &["extra", key], part);
    let day = EditField::new(
        "day",
        ValueKind::Date,
        texts.f_day(),
        part("start", PlacePart::Day),
    );
    let day = day.at(part("end", PlacePart::Day));
    let from = EditField::new(
        "from",
        ValueKind::Time,
        texts.f_from(),
        part("start", PlacePart::Time),
    );
    let to = EditField::new(
        "to",
        ValueKind::Time,
        texts.f_to(),
        part("end", PlacePart::Time),
    );
    let title = EditField::new(
        "title",
        ValueKind::Line,
        texts.f_title(),
        FieldPlace::value(path, &["title"]),
    );
    let kind = value(
        path,
        "type",
        ValueKind::Choice(kinds(maker)),
        texts.f_type(),
    );
    let capacity = value(path, "capacity", ValueKind::Whole, texts.f_capacity());
    let what = match is_new {
        true => {
            let slots = EditField::typed("slot_minutes", ValueKind::Whole, texts.f_slot_minutes());
            vec![title, kind, day, from, to, capacity, slots.optional()]
        }
        false => vec![title, day, from, to, capacity],
    };
    let place = vec![
        value(path, "venue", ValueKind::Line, texts.f_venue()),
        value(path, "address", ValueKind::Line, texts.f_address()),
    ];
    let text = EditField::new(
        "body",
        ValueKind::Body,
        texts.f_body(),
        FieldPlace::body(path),
    );
    vec![
        maker.group("", what),
        maker.group(texts.seminar_place(), place),
        maker.group(texts.seminar_text(), vec![text]),
    ]
}

fn more(maker: &FormMaker<'_>, path: &str, is_new: bool) -> Vec<EditField> {
    let texts = maker.texts;
    let part = |part| FieldPlace::part(path, &["extra", "deadline"], part);
    let description = FieldPlace::value(path, &["description"]);
    let (closes_on, closes_at, about) = match is_new {
        // Worked out from the day where nothing is typed.
        true => (
            EditField::typed("closes_on", ValueKind::Date, texts.f_closes_on_new()).optional(),
            EditField::typed("closes_at", ValueKind::Time, texts.f_closes_at()).or(CLOSES),
            EditField::typed("description", ValueKind::Line, texts.f_description_new()).optional(),
        ),
        false => (
            EditField::new(
                "closes_on",
                ValueKind::Date,
                texts.f_closes_on(),
                part(PlacePart::Day),
            ),
            EditField::new(
                "closes_at",
                ValueKind::Time,
                texts.f_closes_at(),
                part(PlacePart::Time),
            ),
            EditField::new(
                "description",
                ValueKind::Line,
                texts.f_description(),
                description,
            ),
        ),
    };
    vec![
        value(path, "audience", ValueKind::Line, texts.f_audience()),
        value(path, "bring", ValueKind::Line, texts.f_bring()),
        value(path, "fee", ValueKind::Line, texts.f_fee()),
        closes_on,
        closes_at,
        value(path, "waitlist", ValueKind::Whole, texts.f_waitlist()),
        value(path, "online", ValueKind::Flag, texts.f_online()),
        value(path, "online_url", ValueKind::Line, texts.f_online_url()).optional(),
        value(
            path,
            "industry",
            ValueKind::Choice(industries(maker, texts.industry_any())),
            texts.f_industry(),
        )
        .optional(),
        value(path, "contact", ValueKind::Line, texts.f_contact()).optional(),
        about,
    ]
}

pub(super) fn value(path: &str, key: &str, kind: ValueKind, words: &str) -> EditField {
    EditField::new(key, kind, words, FieldPlace::value(path, &["extra", key]))
}

fn kinds(maker: &FormMaker<'_>) -> Vec<(String, String)> {
    let texts = &maker.context.content.texts.seminars;
    let kinds = [
        (SeminarKind::First, "first", texts.kind_first()),
        (SeminarKind::Workshop, "workshop", texts.kind_workshop()),
        (SeminarKind::Rules, "rules", texts.kind_rules()),
        (SeminarKind::Consult, "consult", texts.kind_consult()),
        (SeminarKind::Matching, "matching", texts.kind_matching()),
    ];
    let option = |(_, code, label): (SeminarKind, &str, &str)| (code.to_owned(), label.to_owned());
    kinds.into_iter().map(option).collect()
}

/// The trades, after `any`: none of them.
pub(super) fn industries(maker: &FormMaker<'_>, any: &str) -> Vec<(String, String)> {
    let words = maker.context.content.words.field("industry");
    let label = |industry: &Industry| {
        let code = industry.code();
        let option = words.options.iter().find(|option| option.value == code);
        (
            code.to_owned(),
            option.map_or(code, |option| &option.label).to_owned(),
        )
    };
    let any = (String::new(), any.to_owned());
    [any]
        .into_iter()
        .chain(Industry::ALL.iter().map(label))
        .collect()
}
