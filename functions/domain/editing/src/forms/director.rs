//! A director: who it is, who stands in, how much they can take, and when they are away.

use ::forms::{FieldError, Input};

use super::{EditPage, FormMaker, PROGRAMME, error};
use crate::apply::Edited;
use crate::field::{EditField, FieldPlace, PlaceKey, PlaceStep, ValueKind};

/// The form of the director of that group.
pub(crate) fn form(maker: &FormMaker<'_>, id: &str) -> Option<EditPage> {
    let texts = maker.texts;
    let group = maker.context.content.programme.group(id)?;
    let who = [
        (&["name"][..], texts.f_director_name()),
        (&["mail"], texts.f_director_mail()),
        (&["deputy", "name"], texts.f_deputy_name()),
        (&["deputy", "mail"], texts.f_deputy_mail()),
    ];
    let who = who.map(|(keys, words)| value(id, keys, ValueKind::Line, words));
    let specs = ["capacity_open_specs"];
    let hours = ["capacity_hours_month"];
    let room = vec![
        value(id, &specs, ValueKind::Whole, texts.f_open_specs()),
        value(id, &hours, ValueKind::Decimal, texts.f_hours_month()),
    ];
    let away = maker.group(texts.director_away(), absences(maker, id)?);
    let who = maker.group(texts.director_who(), who.to_vec());
    let groups = vec![
        away.lead(texts.director_away_lead()),
        who.lead(texts.director_who_lead()).folded(),
        maker.group(texts.director_room(), room).folded(),
    ];
    Some(maker.page(&group.name, texts.director_lead(), groups))
}

/// One absence to add, and those that are known.
fn absences(maker: &FormMaker<'_>, id: &str) -> Option<Vec<EditField>> {
    let texts = maker.texts;
    let mut away = vec![
        EditField::typed("new_from", ValueKind::Day, texts.f_away_from()).optional(),
        EditField::typed("new_to", ValueKind::Day, texts.f_away_to()).optional(),
    ];
    let known = maker
        .document(PROGRAMME)?
        .rows(&of(id, &["absences"]), "from");
    for from in known {
        let day = from.parse();
        let day = day.map_or_else(|_| from.clone(), base::time::japanese);
        let gone = format!("gone_{from}");
        let gone = EditField::typed(&gone, ValueKind::Flag, &texts.f_away_gone(&day));
        away.push(absence(id, &from, &texts.f_away_until(&day)));
        away.push(gone.at(FieldPlace {
            path: PROGRAMME.to_owned(),
            key: PlaceKey::RowGone(row(id, &from)),
        }));
    }
    Some(away)
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
            let label = words.lines().next().unwrap_or_default();
            errors.push(error(name, maker.says().empty(label)));
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
