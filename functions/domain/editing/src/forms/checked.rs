//! What was typed in a field, and what is wrong with it before it is written.

use ::forms::Input;
use jiff::civil::{Date, Time};
use town::texts::ErrorTexts;

use crate::field::{EditField, ValueKind};
use crate::markup;

/// What was typed, as it is compared with what was there.
pub(crate) fn typed(field: &EditField, input: &Input) -> String {
    normal(field, input.one(&field.name))
}

/// A value without what its kind does not keep.
pub(crate) fn normal(field: &EditField, value: &str) -> String {
    match &field.kind {
        ValueKind::Line | ValueKind::Choice(_) => base::text::line(value),
        ValueKind::Text => base::text::lines(value),
        ValueKind::List => {
            let lines = base::text::lines(value);
            let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty());
            lines.collect::<Vec<_>>().join("\n")
        }
        ValueKind::Whole | ValueKind::Decimal => match base::text::number(value) {
            Some(number) => base::text::shown(number),
            None => base::text::line(value),
        },
        ValueKind::Flag => (if value == "yes" { "yes" } else { "" }).to_owned(),
        ValueKind::Day | ValueKind::Date => match base::time::read_full_date(value) {
            Ok(day) => day.to_string(),
            Err(_) => base::text::line(value),
        },
        ValueKind::Time => match time(value) {
            Some(time) => format!("{:02}:{:02}", time.hour(), time.minute()),
            None => base::text::line(value),
        },
        ValueKind::Body => {
            let text = base::text::normalize(&base::text::unix_lines(value));
            text.trim_matches('\n').trim_end().to_owned()
        }
    }
}

/// A time of day as it is typed: `13:00`, `13時`, `13時30分`.
pub(crate) fn time(typed: &str) -> Option<Time> {
    let typed = base::text::line(typed);
    let plain = typed.replace(['時', '：'], ":").replace('分', "");
    let (hour, minute) = plain.split_once(':')?;
    let minute = if minute.is_empty() { "0" } else { minute };
    let (hour, minute) = (
        hour.trim().parse().ok()?,
        minute.trim().get(..2).unwrap_or(minute),
    );
    Time::new(hour, minute.trim().parse().ok()?, 0, 0).ok()
}

/// What is wrong with what was typed, if it could not be written.
pub(crate) fn mistake(
    field: &EditField,
    before: &str,
    typed: &str,
    says: &ErrorTexts,
) -> Option<String> {
    let label = &field.label;
    if typed.is_empty() {
        let may = field.optional || matches!(field.kind, ValueKind::Flag | ValueKind::Body);
        return (!may).then(|| says.empty(label));
    }
    match &field.kind {
        ValueKind::Whole => match base::text::number(typed) {
            None => Some(says.number(label)),
            Some(number) if number.fract() != 0.0 => Some(says.whole(label)),
            Some(number) if number < 0.0 => Some(says.number(label)),
            Some(_) => None,
        },
        ValueKind::Decimal => base::text::number(typed)
            .is_none()
            .then(|| says.number(label)),
        ValueKind::Day | ValueKind::Date => {
            let is_day = typed.parse::<Date>().is_ok();
            (!is_day).then(|| says.date(label))
        }
        ValueKind::Time => time(typed).is_none().then(|| says.time(label)),
        ValueKind::Choice(options) => {
            let is_known = options.iter().any(|(code, _)| code == typed);
            (!is_known).then(|| says.not_an_option(label))
        }
        ValueKind::Body => markup::mistake(before, typed).map(|found| says.markup(label, found)),
        ValueKind::Line | ValueKind::Text | ValueKind::List => {
            let is_code = markup::has_code(typed) && !markup::has_code(before);
            is_code.then(|| says.markup(label, markup::first_code(typed)))
        }
        ValueKind::Flag => None,
    }
}
