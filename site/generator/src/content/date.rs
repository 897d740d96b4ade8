//! Dates of pages, as TOML and YAML write them.

use std::str::FromStr;
use std::sync::LazyLock;

use jiff::Timestamp;
use regex::Regex;
use serde::{Deserialize, Deserializer};
use toml::value::Datetime;

/// The moment a date stands for; without a zone it is in UTC, without a time it is midnight.
pub fn moment(date: &str) -> Option<Timestamp> {
    date.parse()
        .or_else(|_| format!("{date}Z").parse())
        .or_else(|_| format!("{date}T00:00:00Z").parse())
        .ok()
}

/// Year, month and day as written.
pub fn day(date: &str) -> Option<(i32, u8, u8)> {
    moment(date)?;
    Some((
        date.get(..4)?.parse().ok()?,
        date.get(5..7)?.parse().ok()?,
        date.get(8..10)?.parse().ok()?,
    ))
}

/// Reads a date from TOML's own kind or from text.
pub fn front_matter_date<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Date(Datetime),
        Text(String),
        Other(serde::de::IgnoredAny),
    }
    match Option::<Written>::deserialize(deserializer)? {
        None => Ok(None),
        Some(Written::Date(date)) => Ok(Some(date.to_string())),
        Some(Written::Other(_)) => Err(serde::de::Error::custom(
            "this cannot be read as a datetime",
        )),
        Some(Written::Text(text)) => match Datetime::from_str(&text) {
            Ok(date) => Ok(Some(date.to_string())),
            Err(_) => yaml_date(&text).map(Some).ok_or_else(|| {
                serde::de::Error::custom(format!("`{text}` cannot be read as a datetime"))
            }),
        },
    }
}

static YAML_DATE: LazyLock<Regex> = LazyLock::new(|| {
    let day = r"(\d{4})-(\d{1,2})-(\d{1,2})";
    let time = r"(\d{1,2}):(\d{2}):(\d{2})(\.\d*)?";
    let zone = r"[ \t]*(Z|([-+]\d{1,2})(?::(\d{2}))?)?";
    Regex::new(&format!(r"^{day}(?:(?:[Tt]|[ \t]+){time}{zone})?$")).expect("the pattern is fixed")
});

/// Reads YAML's looser dates, such as `2026-4-1 9:30:00 +9`, and writes them as RFC 3339 does.
fn yaml_date(text: &str) -> Option<String> {
    let found = YAML_DATE.captures(text.trim_matches('"'))?;
    let part = |at: usize| found.get(at).map_or("0", |part| part.as_str());
    let number = |at: usize| part(at).parse::<u32>().ok();
    let fraction = found.get(7).map_or("", |part| {
        part.as_str().trim_end_matches('0').trim_end_matches('.')
    });
    let zone = match found.get(9) {
        None => "Z".to_owned(),
        Some(hours) => {
            let hours: i32 = hours.as_str().parse().ok()?;
            let sign = if hours < 0 { '-' } else { '+' };
            format!("{sign}{:02}:{:02}", hours.abs(), number(10)?)
        }
    };
    let date = format!(
        "{}-{:02}-{:02}T{:02}:{:02}:{:02}{fraction}{}",
        part(1),
        number(2)?,
        number(3)?,
        number(4)?,
        number(5)?,
        number(6)?,
        if zone == "+00:00" { "Z" } else { &zone }
    );
    moment(&date).map(|_| date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_without_zone_is_utc_and_without_time_midnight() {
        assert_eq!(moment("2026-04-01"), moment("2026-04-01T00:00:00Z"));
        assert_eq!(
            moment("2026-04-01T09:00:00"),
            moment("2026-04-01T18:00:00+09:00")
        );
        assert_eq!(moment("09:00:00"), None);
    }

    #[test]
    fn day_is_the_written_one() {
        assert_eq!(day("2026-04-01T00:30:00+09:00"), Some((2026, 4, 1)));
    }

    #[test]
    fn loose_yaml_dates_become_rfc_3339() {
        assert_eq!(
            yaml_date("2026-4-1 9:30:00 +9").as_deref(),
            Some("2026-04-01T09:30:00+09:00")
        );
        assert_eq!(
            yaml_date("2026-04-01").as_deref(),
            Some("2026-04-01T00:00:00Z")
        );
        assert_eq!(yaml_date("2026-13-01"), None);
    }
}
