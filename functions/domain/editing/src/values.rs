//! Values as they are typed in a form and as they are written in TOML.

use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use toml_edit::{Array, Datetime, Item, Value};

use crate::field::{PlacePart, ValueKind};

/// Japan's offset, which has been the same since 1951.
const JAPAN: i8 = 9;

/// Why nothing can be written there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unwritable {
    /// The file is not there or is not written as others are.
    File,
    /// What the value belongs to is not there any more.
    Gone,
    /// The text cannot be read as such a value.
    Malformed,
}

/// What a value says, as it is typed.
pub(crate) fn read_value(item: &Item, part: PlacePart) -> Option<String> {
    match item.as_value()? {
        Value::String(text) => Some(text.value().trim_end_matches('\n').to_owned()),
        Value::Integer(number) => Some(number.value().to_string()),
        Value::Float(number) => Some(base::text::shown(*number.value())),
        Value::Boolean(is) => Some(if *is.value() { "yes" } else { "" }.to_owned()),
        Value::Datetime(at) => read_datetime(at.value(), part),
        Value::Array(rows) => {
            let lines: Option<Vec<&str>> = rows.iter().map(Value::as_str).collect();
            Some(lines?.join("\n"))
        }
        Value::InlineTable(_) => None,
    }
}

fn read_datetime(at: &Datetime, part: PlacePart) -> Option<String> {
    let (date, time) = parts(at)?;
    match (part, time) {
        (PlacePart::Time, time) => {
            let time = time?;
            Some(format!("{:02}:{:02}", time.hour(), time.minute()))
        }
        (PlacePart::Day, _) | (PlacePart::Whole, None) => Some(date.to_string()),
        (PlacePart::Whole, Some(_)) => Some(at.to_string()),
    }
}

/// Day and time of day in Japan.
fn parts(at: &Datetime) -> Option<(Date, Option<Time>)> {
    if at.offset.is_some() {
        let at: jiff::Timestamp = at.to_string().parse().ok()?;
        let there = Offset::constant(JAPAN).to_datetime(at);
        return Some((there.date(), Some(there.time())));
    }
    let date: Date = at.date?.to_string().parse().ok()?;
    let time = at.time.and_then(|time| time.to_string().parse().ok());
    Some((date, time))
}

/// A typed text as a value of the kind that was there, or else of the field's. `None`: it cannot be read as such.
pub(crate) fn written(
    before: Option<&Value>,
    part: PlacePart,
    kind: &ValueKind,
    typed: &str,
) -> Option<Value> {
    Some(match kind {
        ValueKind::Line => Value::from(base::text::line(typed)),
        ValueKind::Choice(options) => {
            let known = options.iter().any(|(code, _)| code == typed);
            Value::from(known.then(|| typed.to_owned())?)
        }
        ValueKind::Text | ValueKind::Body => Value::from(base::text::lines(typed)),
        ValueKind::List | ValueKind::Several(_) => list(before, typed),
        ValueKind::Whole => Value::from(i64::from(whole(typed)?)),
        ValueKind::Decimal => decimal(before, typed)?,
        ValueKind::Flag => Value::from(typed == "yes"),
        ValueKind::Day | ValueKind::Date | ValueKind::Time => moment(before, part, kind, typed)?,
    })
}

/// A whole number from 0 on, in any width.
fn whole(typed: &str) -> Option<u32> {
    let number = base::text::number(typed)?;
    let is_whole = number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number);
    // Whole and within the range, so the cast loses nothing.
    is_whole.then_some(number as u32)
}

fn decimal(before: Option<&Value>, typed: &str) -> Option<Value> {
    let number = base::text::number(typed)?;
    Some(match before {
        Some(Value::Integer(_)) if number.fract() == 0.0 => Value::from(i64::from(whole(typed)?)),
        _ => Value::from(number),
    })
}

/// Lines as a list that is written as the one before was: on one line, or each on its own.
fn list(before: Option<&Value>, typed: &str) -> Value {
    let lines = base::text::lines(typed);
    let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty());
    let before = before.and_then(Value::as_array);
    let is_long = before.is_none_or(|array| array.to_string().contains('\n'));
    let mut array = Array::new();
    for line in lines {
        let mut row = Value::from(line);
        if is_long {
            row.decor_mut().set_prefix("\n  ");
        }
        array.push_formatted(row);
    }
    if is_long && !array.is_empty() {
        array.set_trailing("\n");
        array.set_trailing_comma(true);
    }
    array.into()
}

fn moment(before: Option<&Value>, part: PlacePart, kind: &ValueKind, typed: &str) -> Option<Value> {
    let old = before.and_then(Value::as_datetime).and_then(parts);
    let text = match part {
        PlacePart::Whole => {
            let day: Date = typed.parse().ok()?;
            let is_text = match before {
                Some(before) => before.is_str(),
                None => *kind == ValueKind::Day,
            };
            if is_text {
                return Some(Value::from(day.to_string()));
            }
            day.to_string()
        }
        PlacePart::Day => {
            let day: Date = typed.parse().ok()?;
            let time = old.and_then(|(_, time)| time).unwrap_or_default();
            stamp(day, time)
        }
        PlacePart::Time => {
            let time: Time = typed.parse().ok()?;
            let (day, _) = old?;
            stamp(day, time)
        }
    };
    let at: Datetime = text.parse().ok()?;
    Some(Value::from(at))
}

fn stamp(day: Date, time: Time) -> String {
    let (hour, minute) = (time.hour(), time.minute());
    format!("{day}T{hour:02}:{minute:02}:00+{JAPAN:02}:00")
}
