//! Days on which nobody works: holidays, and the days around the new year.

use ::forms::{FieldError, Input};
use base::holidays::national_holidays;
use base::time::MonthDay;
use jiff::civil::Date;

use super::{EditPage, FormMaker, PROGRAMME, error, setting, steps};
use crate::apply::Edited;
use crate::field::{EditField, FieldPlace, ValueKind};

/// How many days can be added at once.
const NEW: usize = 3;

/// Days on which banks are closed as well.
const HOLIDAYS: &str = "holidays";
/// Days on which the office alone is closed.
const CLOSURES: &str = "closures";

/// The form.
pub(crate) fn form(maker: &FormMaker<'_>) -> Option<EditPage> {
    let texts = maker.texts;
    maker.document(PROGRAMME)?;
    let mut ahead = known(maker);
    ahead.retain(|(day, _)| *day >= maker.context.today);
    ahead.sort();
    let ahead = ahead
        .into_iter()
        .map(|(day, table)| holiday(maker, day, table));
    let ahead: Vec<EditField> = ahead.collect();
    let new = (1..=NEW).flat_map(|row| {
        let name = |what: &str| format!("new_{what}_{row}");
        [
            EditField::typed(&name("day"), ValueKind::Day, texts.f_holiday_day()).optional(),
            EditField::typed(&name("name"), ValueKind::Line, texts.f_holiday_name()).optional(),
            EditField::typed(&name("bank"), ValueKind::Flag, texts.f_holiday_bank()),
        ]
    });
    let closed = vec![
        setting(
            ValueKind::Line,
            texts.f_closure_from(),
            &["calendar", "closure_from"],
        ),
        setting(
            ValueKind::Line,
            texts.f_closure_to(),
            &["calendar", "closure_to"],
        ),
    ];
    let groups = vec![
        maker.group(texts.holidays_new(), new.collect()),
        maker
            .group(texts.holidays_ahead(), ahead)
            .lead(texts.holidays_ahead_lead())
            .folded(),
        maker
            .group(texts.holidays_closed(), closed)
            .lead(texts.holidays_closed_lead())
            .folded(),
    ];
    Some(maker.page(texts.holidays(), texts.holidays_lead(), groups))
}

/// The days that are written down, and in which table.
fn known(maker: &FormMaker<'_>) -> Vec<(Date, &'static str)> {
    let days = |table: &'static str| {
        let document = maker.document(PROGRAMME);
        let days = document.map_or_else(Vec::new, |it| it.entries(&steps(&["calendar", table])));
        let days = days.into_iter().filter_map(|(day, _)| day.parse().ok());
        days.map(move |day| (day, table)).collect::<Vec<_>>()
    };
    [HOLIDAYS, CLOSURES].into_iter().flat_map(days).collect()
}

/// Which table a day is added to: by the law on holidays, so that nobody is asked but of what a law of its own makes one.
fn table_of(day: Date, is_bank_holiday: bool) -> &'static str {
    match is_bank_holiday || national_holidays(day.year()).contains(&day) {
        true => HOLIDAYS,
        false => CLOSURES,
    }
}

/// The field of a day; empty: it is none.
fn holiday(maker: &FormMaker<'_>, day: Date, table: &str) -> EditField {
    let place = FieldPlace::value(PROGRAMME, &["calendar", table, &day.to_string()]);
    let words = base::time::japanese(day);
    let is_special = table == HOLIDAYS && table_of(day, false) != HOLIDAYS;
    let words = match is_special {
        true => maker.texts.holiday_of_banks(&words),
        false => words,
    };
    EditField::new(&format!("holiday_{day}"), ValueKind::Line, &words, place).optional()
}

/// The days that were added.
pub(crate) fn new_rows(
    maker: &FormMaker<'_>,
    typed: &Input,
    edited: &mut Vec<Edited>,
    errors: &mut Vec<FieldError>,
) {
    let mut known: Vec<Date> = known(maker).into_iter().map(|(day, _)| day).collect();
    for row in 1..=NEW {
        let name = |what: &str| format!("new_{what}_{row}");
        let (day_name, name_name) = (name("day"), name("name"));
        let day = base::text::line(typed.one(&day_name));
        let called = base::text::line(typed.one(&name_name));
        match (day.is_empty(), called.is_empty()) {
            (true, true) => {}
            (true, false) => {
                errors.push(maker.empty(&day_name, maker.texts.f_holiday_day()));
            }
            (false, true) => {
                errors.push(maker.empty(&name_name, maker.texts.f_holiday_name()));
            }
            (false, false) => {
                // What cannot be read as a day was told by its field.
                if let Ok(day) = base::time::read_full_date(&day) {
                    if known.contains(&day) {
                        let message = maker.texts.already(base::time::japanese(day));
                        errors.push(error(&day_name, message));
                        continue;
                    }
                    known.push(day);
                    let field =
                        holiday(maker, day, table_of(day, typed.one(&name("bank")) == "yes"));
                    edited.push(Edited::new(&field, String::new(), called));
                }
            }
        }
    }
}

/// What was typed of the closure around the new year and is no day.
pub(crate) fn closed_days(maker: &FormMaker<'_>, edited: &[Edited], errors: &mut Vec<FieldError>) {
    let is_closure = |edit: &&Edited| edit.field.name.starts_with("calendar_closure_");
    for edit in edited.iter().filter(is_closure) {
        if MonthDay::try_from(edit.after.clone()).is_err() {
            let message = maker.texts.month_day(&edit.field.label);
            errors.push(error(&edit.field.name, message));
        }
    }
}
