//! What follows from what was typed of a seminar: the end of registration and the sentence of a new one, the day of a
//! change.

use ::forms::{FieldError, Input};
use jiff::civil::Date;

use super::seminar::CLOSES;
use super::seminar_days;
use super::seminar_slots::{slots, unfit};
use super::{EditForm, FormMaker, checked, error, label};
use crate::apply::Edited;
use crate::field::{EditField, FieldPlace, PlaceKey, PlacePart, PlaceStep, ValueKind};

/// What follows from what was typed: the end of registration and the sentence of a new one, the day of a change.
pub(crate) fn follows(
    maker: &FormMaker<'_>,
    form: &EditForm,
    typed: &Input,
    edited: &mut Vec<Edited>,
    errors: &mut Vec<FieldError>,
) {
    let paths = paths(form);
    match &form.kind {
        crate::FormKind::NewSeminar(_) => of_new(maker, &paths, typed, (edited, errors)),
        crate::FormKind::CancelSeminar(_) => {
            for path in &paths {
                // Only one of the two may be said.
                let moved = FieldPlace::value(path, &["extra", "moved"]);
                follow(edited, moved, ValueKind::Text, "");
                changed_today(maker, path, edited);
            }
        }
        _ if !edited.is_empty() => {
            seminar_days::of_change(maker, form, edited, errors);
            changed_today(maker, &form.page.shown_on, edited);
        }
        _ => {}
    }
}

/// The files that the form writes into.
fn paths(form: &EditForm) -> Vec<String> {
    let mut paths: Vec<String> = Vec::new();
    for place in form.fields().flat_map(|field| &field.places) {
        if !paths.contains(&place.path) {
            paths.push(place.path.clone());
        }
    }
    paths
}

fn of_new(
    maker: &FormMaker<'_>,
    paths: &[String],
    typed: &Input,
    (edited, errors): (&mut Vec<Edited>, &mut Vec<FieldError>),
) {
    let texts = maker.texts;
    let Ok(day) = base::time::read_full_date(typed.one("day")) else {
        return;
    };
    if day <= maker.context.today {
        errors.push(error("day", maker.says().date_past(label(texts.f_day()))));
    }
    let slots = slots(typed);
    errors.extend(unfit(typed, texts).map(|unfit| error("slot_minutes", unfit)));
    let times: Vec<String> = slots.iter().map(|(from, _)| from.clone()).collect();
    seminar_days::of_new(maker, (day, typed), &times, errors);
    let title = base::text::line(typed.one("title"));
    for (at, path) in paths.iter().enumerate() {
        let slot = slots.get(at);
        let title = match slot {
            Some((from, to)) => texts.slot_title(&title, from, to),
            None => title.clone(),
        };
        closing(maker, path, (day, typed), edited);
        changed_today(maker, path, edited);
        let about = match base::text::line(typed.one("description")) {
            typed if typed.is_empty() => texts.description_of(base::time::japanese(day), &title),
            typed => typed,
        };
        let value = |keys: &[&str]| FieldPlace::value(path, keys);
        follow(edited, value(&["description"]), ValueKind::Line, &about);
        let Some((from, to)) = slot else {
            continue;
        };
        let part = |key: &str| FieldPlace::part(path, &["extra", key], PlacePart::Time);
        follow(edited, value(&["title"]), ValueKind::Line, &title);
        follow(edited, part("start"), ValueKind::Time, from);
        follow(edited, part("end"), ValueKind::Time, to);
        let one = value(&["extra", "capacity"]);
        follow(edited, one, ValueKind::Whole, "1");
    }
}

/// When registration ends: as typed, or so many days before as the settings say.
fn closing(
    maker: &FormMaker<'_>,
    path: &str,
    (day, typed): (Date, &Input),
    edited: &mut Vec<Edited>,
) {
    let on = seminar_days::closing_day(maker, day, typed);
    let at = checked::time(typed.one("closes_at")).map_or(CLOSES.to_owned(), |time| {
        format!("{:02}:{:02}", time.hour(), time.minute())
    });
    let part = |part| FieldPlace::part(path, &["extra", "deadline"], part);
    follow(
        edited,
        part(PlacePart::Day),
        ValueKind::Date,
        &on.to_string(),
    );
    follow(edited, part(PlacePart::Time), ValueKind::Time, &at);
}

/// Calendars that follow a seminar see by this day that it was changed.
fn changed_today(maker: &FormMaker<'_>, path: &str, edited: &mut Vec<Edited>) {
    let today = maker.context.today.to_string();
    follow(
        edited,
        FieldPlace::value(path, &["updated"]),
        ValueKind::Date,
        &today,
    );
}

fn follow(edited: &mut Vec<Edited>, place: FieldPlace, kind: ValueKind, after: &str) {
    let name = match &place.key {
        PlaceKey::Value(steps, part) => {
            let last = steps.iter().rev().find_map(|step| match step {
                PlaceStep::Key(key) => Some(key.as_str()),
                PlaceStep::Row { .. } => None,
            });
            format!("{}_{part:?}", last.unwrap_or_default())
        }
        _ => String::new(),
    };
    let field = EditField::typed(&name, kind, "").at(place).derived();
    edited.push(Edited::new(&field, String::new(), after.to_owned()));
}
