//! A director: who it is, who stands in, how much they can take, and when they are away; one more, and one less.

use ::forms::{FieldError, Input};
use town::DirectorGroup;

use super::new_id::new_id;
use super::{EditPage, FormMaker, PROGRAMME, error};
use crate::apply::Edited;
use crate::field::{EditField, FieldPlace, PlaceKey, PlaceStep, ValueKind};

/// The form of the director of that group.
pub(crate) fn form(maker: &FormMaker<'_>, id: &str) -> Option<EditPage> {
    let texts = maker.texts;
    let group = maker.context.content.programme.group(id)?;
    let away = maker.group(texts.director_away(), absences(maker, group));
    let who = maker.group(texts.director_who(), who(maker, id));
    let groups = vec![
        away.lead(texts.director_away_lead()),
        who.lead(texts.director_who_lead()).folded(),
        maker
            .group(texts.director_work(), vec![tags(maker, id)])
            .folded(),
        maker.group(texts.director_room(), room(maker, id)).folded(),
    ];
    Some(maker.page(&group.name, texts.director_lead(), groups))
}

/// The form on which a director says when they are away, and how much they can take.
pub(crate) fn own(maker: &FormMaker<'_>, id: &str) -> Option<EditPage> {
    let texts = maker.texts;
    let group = maker.context.content.programme.group(id)?;
    let away = maker.group(texts.director_away(), absences(maker, group));
    let groups = vec![
        away.lead(texts.director_away_lead()),
        maker.group(texts.director_room(), room(maker, id)),
    ];
    let lead = texts.own_director_lead(&group.deputy.name);
    Some(maker.page(&texts.own_director(&group.name), &lead, groups))
}

/// The form of one more director.
pub(crate) fn new(maker: &FormMaker<'_>) -> Option<EditPage> {
    let texts = maker.texts;
    let id = new_id('d', maker)?;
    let groups = vec![
        maker.group(texts.director_who(), who(maker, &id)),
        maker.group(texts.director_work(), vec![tags(maker, &id)]),
        maker.group(texts.director_room(), room(maker, &id)),
    ];
    Some(maker.page(texts.new_director(), texts.new_director_lead(), groups))
}

/// The form that takes the director of that group out.
pub(crate) fn remove(maker: &FormMaker<'_>, id: &str) -> Option<EditPage> {
    let texts = maker.texts;
    let group = maker.context.content.programme.group(id)?;
    let words = texts.f_director_gone(&group.name);
    let gone = EditField::typed("gone", ValueKind::Flag, &words).at(FieldPlace {
        path: PROGRAMME.to_owned(),
        key: PlaceKey::RowGone(of(id, &[])),
    });
    let groups = vec![maker.group("", vec![gone])];
    let title = texts.remove_director(&group.name);
    Some(maker.page(&title, texts.remove_director_lead(), groups))
}

/// What is wrong where the only director would go.
pub(crate) fn last(maker: &FormMaker<'_>, edited: &[Edited], errors: &mut Vec<FieldError>) {
    if !edited.is_empty() && maker.context.content.programme.directors.len() < 2 {
        errors.push(error("gone", maker.texts.director_last().to_owned()));
    }
}

/// What is wrong where a new director has the address of another one.
pub(crate) fn known(maker: &FormMaker<'_>, edited: &[Edited], errors: &mut Vec<FieldError>) {
    let mut mails = edited.iter().filter(|edit| edit.field.name == "mail");
    let Some(mail) = mails.next().map(|edit| edit.after.as_str()) else {
        return;
    };
    let mut others = maker.context.content.programme.directors.iter();
    if others.any(|other| other.mail.eq_ignore_ascii_case(mail)) {
        errors.push(error("mail", maker.texts.already(mail)));
    }
}

fn who(maker: &FormMaker<'_>, id: &str) -> Vec<EditField> {
    let texts = maker.texts;
    let who = [
        (&["name"][..], texts.f_director_name()),
        (&["mail"], texts.f_director_mail()),
        (&["deputy", "name"], texts.f_deputy_name()),
        (&["deputy", "mail"], texts.f_deputy_mail()),
    ];
    who.map(|(keys, words)| value(id, keys, ValueKind::Line, words))
        .to_vec()
}

fn tags(maker: &FormMaker<'_>, id: &str) -> EditField {
    let tags = maker.context.content.tags.iter();
    let options = tags.map(|tag| (tag.id.clone(), tag.label.clone()));
    let kind = ValueKind::Several(options.collect());
    value(id, &["tags"], kind, maker.texts.f_director_tags())
}

fn room(maker: &FormMaker<'_>, id: &str) -> Vec<EditField> {
    let texts = maker.texts;
    let specs = ["capacity_open_specs"];
    let hours = ["capacity_hours_month"];
    vec![
        value(id, &specs, ValueKind::Whole, texts.f_open_specs()),
        value(id, &hours, ValueKind::Decimal, texts.f_hours_month()),
    ]
}

/// One absence to add, and those that are not over.
fn absences(maker: &FormMaker<'_>, group: &DirectorGroup) -> Vec<EditField> {
    let (texts, id) = (maker.texts, group.id.as_str());
    let mut away = vec![
        EditField::typed("new_from", ValueKind::Day, texts.f_away_from()).optional(),
        EditField::typed("new_to", ValueKind::Day, texts.f_away_to()).optional(),
    ];
    let known = group.absences.iter();
    for known in known.filter(|known| known.to >= maker.context.today) {
        let (from, day) = (known.from.to_string(), base::time::japanese(known.from));
        let gone = format!("gone_{from}");
        let gone = EditField::typed(&gone, ValueKind::Flag, &texts.f_away_gone(&day));
        away.push(absence(id, &from, &texts.f_away_until(&day)));
        away.push(gone.at(FieldPlace {
            path: PROGRAMME.to_owned(),
            key: PlaceKey::RowGone(row(id, &from)),
        }));
    }
    away
}

fn of(id: &str, keys: &[&str]) -> Vec<PlaceStep> {
    let mut steps = vec![PlaceStep::key("directors"), PlaceStep::row("id", id)];
    steps.extend(keys.iter().map(|key| PlaceStep::key(key)));
    steps
}

fn row(id: &str, from: &str) -> Vec<PlaceStep> {
    let mut steps = of(id, &["absences"]);
    steps.push(PlaceStep::row("from", from));
    steps
}

fn value(id: &str, keys: &[&str], kind: ValueKind, words: &str) -> EditField {
    EditField::new(
        &keys.join("_"),
        kind,
        words,
        FieldPlace::steps(PROGRAMME, of(id, keys)),
    )
}

/// The last day of an absence.
fn absence(id: &str, from: &str, words: &str) -> EditField {
    let mut steps = row(id, from);
    steps.push(PlaceStep::key("to"));
    let name = format!("until_{from}");
    EditField::new(
        &name,
        ValueKind::Day,
        words,
        FieldPlace::steps(PROGRAMME, steps),
    )
}

/// The absence that was added.
pub(crate) fn new_absence(
    maker: &FormMaker<'_>,
    id: &str,
    typed: &Input,
    edited: &mut Vec<Edited>,
    errors: &mut Vec<FieldError>,
) {
    let days = ["new_from", "new_to"].map(|name| base::text::line(typed.one(name)));
    let texts = maker.texts;
    let words = [texts.f_away_from(), texts.f_away_to()];
    if days.iter().all(String::is_empty) {
        return;
    }
    for ((name, day), words) in ["new_from", "new_to"].iter().zip(&days).zip(words) {
        if day.is_empty() {
            errors.push(maker.empty(name, words));
        }
    }
    let read = |day: &str| base::time::read_full_date(day);
    if let (Ok(from), Ok(to)) = (read(&days[0]), read(&days[1])) {
        let known = maker
            .document(PROGRAMME)
            .map_or_else(Vec::new, |it| it.rows(&of(id, &["absences"]), "from"));
        if known.contains(&from.to_string()) {
            let message = texts.already(base::time::japanese(from));
            errors.push(error("new_from", message));
        }
        if to < from {
            errors.push(error("new_to", texts.ends_before().to_owned()));
        }
        let words = texts.f_away_until(base::time::japanese(from));
        let field = absence(id, &from.to_string(), &words);
        edited.push(Edited::new(&field, String::new(), to.to_string()));
    }
}
