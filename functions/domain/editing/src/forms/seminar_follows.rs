//! What follows from what was typed of a seminar: the end of registration and the sentence of a new one, the day of a
//! change.

use ::forms::{FieldError, Input};
use jiff::ToSpan;

use super::seminar::CLOSES;
use super::{EditForm, FormMaker, checked, error};
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
    let path = form.page.shown_on.clone();
    match &form.kind {
        crate::FormKind::NewSeminar(_) => of_new(maker, &path, typed, (edited, errors)),
        crate::FormKind::CancelSeminar(_) => {
            // Only one of the two may be said.
            follow(
                edited,
                FieldPlace::value(&path, &["extra", "moved"]),
                ValueKind::Text,
                "",
            );
            changed_today(maker, &path, edited);
        }
        _ if !edited.is_empty() => changed_today(maker, &path, edited),
        _ => {}
    }
}

fn of_new(
    maker: &FormMaker<'_>,
    path: &str,
    typed: &Input,
    (edited, errors): (&mut Vec<Edited>, &mut Vec<FieldError>),
) {
    let says = maker.says();
    let Ok(day) = base::time::read_full_date(typed.one("day")) else {
        return;
    };
    if day <= maker.context.today {
        let label = maker.texts.f_day().lines().next().unwrap_or_default();
        errors.push(error("day", says.date_past(label)));
    }
    let closes_on = match base::time::read_full_date(typed.one("closes_on")) {
        Ok(day) => day,
        Err(_) => {
            let days = maker.context.content.programme.seminar.deadline_days;
            day.saturating_sub(i64::from(days).days())
        }
    };
    let closes_at = checked::time(typed.one("closes_at")).map_or(CLOSES.to_owned(), |time| {
        format!("{:02}:{:02}", time.hour(), time.minute())
    });
    let part = |part| FieldPlace::part(path, &["extra", "deadline"], part);
    follow(
        edited,
        part(PlacePart::Day),
        ValueKind::Date,
        &closes_on.to_string(),
    );
    follow(edited, part(PlacePart::Time), ValueKind::Time, &closes_at);
    let title = base::text::line(typed.one("title"));
    let about = match base::text::line(typed.one("description")) {
        typed if typed.is_empty() => maker
            .texts
            .description_of(base::time::japanese(day), &title),
        typed => typed,
    };
    changed_today(maker, path, edited);
    follow(
        edited,
        FieldPlace::value(path, &["description"]),
        ValueKind::Line,
        &about,
    );
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
