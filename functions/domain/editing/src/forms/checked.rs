//! What was typed in a field, and what is wrong with it before it is written.

use ::forms::Input;
use jiff::civil::{Date, Time};
use town::texts::ErrorTexts;

use crate::field::{EditField, ValueKind};
use crate::markup;

/// What was typed, as it is compared with what was there.
pub(crate) fn typed(field: &EditField, input: &Input) -> String {
    match field.kind {
        ValueKind::Several(_) => normal(field, &input.all(&field.name).join("\n")),
        _ => normal(field, input.one(&field.name)),
    }
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
        // In one order, so that whoever lists the same differently changes nothing.
        ValueKind::Several(options) => {
            let codes = options.iter().map(|(code, _)| code.as_str());
            let chosen = codes.filter(|code| value.lines().any(|line| line == *code));
            chosen.collect::<Vec<_>>().join("\n")
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

/// A time of day as it is typed: `13:00`, `13時`, `13時30分`, `午後1時半`. Nothing is guessed: what says more, or no time
/// for sure, such as `午後12時`, is none.
pub(crate) fn time(typed: &str) -> Option<Time> {
    let plain: String = base::text::plain(typed).split_whitespace().collect();
    let half = plain.strip_prefix('午');
    let morning = half.and_then(|rest| rest.strip_prefix('前'));
    let afternoon = half.and_then(|rest| rest.strip_prefix('後'));
    let clock = morning.or(afternoon).unwrap_or(&plain);
    let (hour, minute) = match clock.split_once('時') {
        Some((hour, "")) => (hour, "00"),
        Some((hour, minute)) if minute.strip_prefix('半') == Some("") => (hour, "30"),
        Some((hour, minute)) => (hour, minute.strip_suffix('分')?),
        None => {
            let parts = clock.split_once(':')?;
            (parts.1.len() == 2).then_some(parts)?
        }
    };
    let digits = |text: &str| {
        let is_number = matches!(text.len(), 1 | 2) && text.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| text.parse::<i8>().ok()).flatten()
    };
    let (hour, minute) = (digits(hour)?, digits(minute)?);
    let hour = match (morning, afternoon) {
        (None, None) => hour,
        _ if hour > 11 => return None,
        (Some(_), _) => hour,
        (None, Some(_)) => hour + 12,
    };
    Time::new(hour, minute, 0, 0).ok()
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
        return (!may).then(|| match field.kind {
            ValueKind::Choice(_) | ValueKind::Several(_) => says.choose(label),
            _ => says.empty(label),
        });
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
        ValueKind::Flag | ValueKind::Several(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_in_every_plain_way_and_never_guessed() {
        for (typed, wanted) in [
            ("13:00", "13:00:00"),
            (" ９：０５ ", "09:05:00"),
            ("13時", "13:00:00"),
            ("13 時 5 分", "13:05:00"),
            ("9時半", "09:30:00"),
            ("午後1時", "13:00:00"),
            ("午後 1:30", "13:30:00"),
            ("午後０時１５分", "12:15:00"),
            ("午前10時", "10:00:00"),
        ] {
            let read = time(typed).map(|time| time.to_string());
            assert_eq!(read.as_deref(), Some(wanted), "{typed}");
        }
        for typed in [
            "13:00～16:00",
            "13:00〜",
            "13:305",
            "13:5",
            "13:",
            "13",
            "13時30",
            "13時ごろ",
            "24:00",
            "9:60",
            "午後12時",
            "午前12時",
            "午後13時",
            "-1:00",
            "+9:00",
            "13:00:00",
            "",
        ] {
            assert_eq!(time(typed), None, "{typed}");
        }
    }
}
