//! Reads a seminar's page, `content/seminars/*.md`: front matter into types, mistakes with file and line.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use serde::Deserialize;
use serde::de::IgnoredAny;
use toml::value::Datetime;

use super::{Seminar, SeminarKind, State};
use crate::ContentError;
use base::contact::EmailAddress;
use base::industry::Industry;
use base::time::japan_date;

/// The most places and the longest line that are believed.
const MAX_PLACES: u32 = 1000;

/// A page's front matter. Zola's own keys are taken as they are; only ours are strict.
#[derive(Deserialize)]
struct Front {
    title: String,
    #[serde(default)]
    draft: bool,
    #[serde(default)]
    description: String,
    updated: Option<Datetime>,
    extra: Extra,
    #[serde(flatten)]
    rest: BTreeMap<String, IgnoredAny>,
}

/// Zola's keys of a page.
const ZOLA: [&str; 11] = [
    "date",
    "weight",
    "slug",
    "path",
    "aliases",
    "authors",
    "template",
    "taxonomies",
    "in_search_index",
    "insert_anchor_links",
    "generate_feeds",
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Extra {
    #[serde(default)]
    sample: bool,
    #[serde(rename = "type")]
    kind: SeminarKind,
    industry: Option<Industry>,
    start: Datetime,
    end: Datetime,
    venue: String,
    address: String,
    online: bool,
    online_url: Option<String>,
    capacity: u32,
    waitlist: u32,
    deadline: Datetime,
    fee: String,
    audience: String,
    bring: String,
    contact: Option<String>,
    cancelled: Option<String>,
    moved: Option<String>,
}

/// One page: where its front matter is, to point at lines.
struct Page<'a> {
    path: String,
    text: &'a str,
    front: &'a str,
}

impl Seminar {
    /// Reads a page; `slug` is the file's name without `.md`. `None`: a draft, which is not published.
    ///
    /// # Errors
    /// Every mistake found, each with file, line and what to do.
    pub fn parse(slug: &str, markdown: &str) -> Result<Option<Seminar>, Vec<ContentError>> {
        let text = markdown.strip_prefix('\u{FEFF}').unwrap_or(markdown);
        let front = text
            .strip_prefix("+++")
            .and_then(|rest| rest.split_once("\n+++"));
        let page = Page {
            path: format!("seminars/{slug}.md"),
            text,
            front: front.map_or("", |(front, _)| front),
        };
        if front.is_none() {
            let message = "はじめに +++ ではさんだ設定を書いてください。";
            return Err(vec![page.at(1, message)]);
        }
        let front: Front = page.read().map_err(|error| vec![error])?;
        let (seminar, errors) = check(slug, &page, front);
        match seminar {
            _ if !errors.is_empty() => Err(errors),
            (true, _) => Ok(None),
            (false, seminar) => Ok(Some(seminar)),
        }
    }
}

impl Page<'_> {
    fn at(&self, line: usize, message: impl Into<String>) -> ContentError {
        ContentError {
            path: self.path.clone(),
            line,
            message: message.into(),
        }
    }

    /// An error at the line of a key.
    fn key(&self, key: &str, message: impl Into<String>) -> ContentError {
        let is_key = |line: &str| {
            let rest = line.trim_start().strip_prefix(key);
            rest.is_some_and(|rest| rest.trim_start().starts_with('='))
        };
        let line = self.front.lines().position(is_key);
        self.at(line.map_or(1, |line| line + 1), message)
    }

    /// The front matter begins in the file's first line, so its lines are the file's.
    fn read(&self) -> Result<Front, ContentError> {
        toml::from_str(self.front).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let start = start.min(self.front.len());
            let line = self.front.as_bytes()[..start]
                .iter()
                .filter(|byte| **byte == b'\n')
                .count();
            self.at(
                line + 1,
                format!(
                    "読めません。この行を直してください。（{}）",
                    error.message()
                ),
            )
        })
    }

    /// A time with its offset.
    fn time(&self, key: &str, value: Datetime, errors: &mut Vec<ContentError>) -> Timestamp {
        value.to_string().parse().unwrap_or_else(|_| {
            let message = format!(
                "{key} は 2027-01-20T14:00:00+09:00 のように、日・時刻・+09:00 まで書いてください。"
            );
            errors.push(self.key(key, message));
            Timestamp::MIN
        })
    }
}

/// The seminar, whether it is a draft, and everything wrong with it.
fn check(slug: &str, page: &Page, front: Front) -> ((bool, Seminar), Vec<ContentError>) {
    let mut errors = unknown(page, &front.rest);
    let extra = front.extra;
    let seminar = Seminar {
        slug: slug.to_owned(),
        kind: extra.kind,
        industry: extra.industry,
        start: page.time("start", extra.start, &mut errors),
        end: page.time("end", extra.end, &mut errors),
        online: extra.online,
        online_url: extra.online_url,
        capacity: extra.capacity,
        waitlist: extra.waitlist,
        deadline: page.time("deadline", extra.deadline, &mut errors),
        contact: contact(page, extra.contact, &mut errors),
        state: state(page, extra.moved, extra.cancelled, &mut errors),
        sample: extra.sample,
        updated: front.updated.and_then(|updated| updated.date).map(day),
        title: front.title,
        venue: extra.venue,
        address: extra.address,
        fee: extra.fee,
        audience: extra.audience,
        bring: extra.bring,
    };
    if errors.is_empty() {
        times(page, &seminar, &mut errors);
        weekdays(page, seminar.day(), &mut errors);
    }
    edition(page, &seminar, &mut errors);
    places(page, &seminar, &mut errors);
    online(page, &seminar, &mut errors);
    words(page, &seminar, &front.description, &mut errors);
    ((front.draft, seminar), errors)
}

fn day(written: toml::value::Date) -> Date {
    // A TOML date exists in the calendar.
    Date::new(
        i16::try_from(written.year).unwrap_or(i16::MAX),
        i8::try_from(written.month).unwrap_or(1),
        i8::try_from(written.day).unwrap_or(1),
    )
    .unwrap_or(Date::MIN)
}

/// Calendars that follow a seminar tell a newer edition from an older one by the day it was changed.
fn edition(page: &Page, seminar: &Seminar, errors: &mut Vec<ContentError>) {
    let key = match &seminar.state {
        State::Planned => return,
        State::Moved { .. } => "moved",
        State::Cancelled { .. } => "cancelled",
    };
    if seminar.updated.is_none() {
        errors.push(page.key(
            key,
            "updated = 2026-11-22 のように、かえた日も書いてください。カレンダーの予定がかわります。",
        ));
    }
}

fn unknown(page: &Page, rest: &BTreeMap<String, IgnoredAny>) -> Vec<ContentError> {
    let unknown = rest.keys().filter(|key| !ZOLA.contains(&key.as_str()));
    unknown
        .map(|key| {
            let message = format!(
                "「{key}」という項目はありません。つづりを直すか、[extra] の下に書いてください。"
            );
            page.key(key, message)
        })
        .collect()
}

fn contact(
    page: &Page,
    typed: Option<String>,
    errors: &mut Vec<ContentError>,
) -> Option<EmailAddress> {
    let mail = EmailAddress::parse(&typed?);
    if mail.is_err() {
        errors.push(page.key("contact", "contact はメールアドレスを書いてください。"));
    }
    mail.ok()
}

fn state(
    page: &Page,
    moved: Option<String>,
    cancelled: Option<String>,
    errors: &mut Vec<ContentError>,
) -> State {
    for (key, message) in [("moved", &moved), ("cancelled", &cancelled)] {
        if message.as_ref().is_some_and(|text| text.trim().is_empty()) {
            let error = format!(
                "{key} には、参加する人への知らせを書いてください。無いときは、行ごと消してください。"
            );
            errors.push(page.key(key, error));
        }
    }
    match (moved, cancelled) {
        (Some(_), Some(message)) => {
            errors.push(page.key(
                "cancelled",
                "moved と cancelled は、どちらか1つだけ書いてください。",
            ));
            State::Cancelled { message }
        }
        (_, Some(message)) => State::Cancelled { message },
        (Some(message), None) => State::Moved { message },
        (None, None) => State::Planned,
    }
}

fn times(page: &Page, seminar: &Seminar, errors: &mut Vec<ContentError>) {
    if seminar.end <= seminar.start {
        errors.push(page.key("end", "end は start より後にしてください。"));
    } else if japan_date(seminar.end) != seminar.day() {
        errors.push(page.key("end", "end は start と同じ日にしてください。"));
    }
    if seminar.deadline >= seminar.start {
        errors.push(page.key("deadline", "deadline は start より前にしてください。"));
    }
    let named = seminar.slug.get(..10).and_then(|day| day.parse().ok());
    let moved = matches!(seminar.state, State::Moved { .. });
    if named != Some(seminar.day()) && !moved {
        // A moved seminar keeps its address, which people have been sent.
        let message = format!(
            "ファイルの名前は、始まる日にあわせて {}-… にしてください。日をかえたときは、名前はそのままにして moved を書いてください。",
            seminar.day()
        );
        errors.push(page.key("start", message));
    }
}

fn places(page: &Page, seminar: &Seminar, errors: &mut Vec<ContentError>) {
    if !(1..=MAX_PLACES).contains(&seminar.capacity) {
        let message = format!("capacity は1から{MAX_PLACES}までにしてください。");
        errors.push(page.key("capacity", message));
    }
    if seminar.waitlist > MAX_PLACES {
        let message = format!("waitlist は0から{MAX_PLACES}までにしてください。");
        errors.push(page.key("waitlist", message));
    }
}

fn online(page: &Page, seminar: &Seminar, errors: &mut Vec<ContentError>) {
    match (&seminar.online_url, seminar.online) {
        (None, true) => errors.push(page.key(
            "online",
            "online = true のときは online_url も書いてください。ページには出ず、メールだけに書かれます。",
        )),
        (Some(_), false) => errors.push(page.key(
            "online_url",
            "online_url を消すか、online = true にしてください。",
        )),
        (Some(url), true) if !is_link(url) => errors.push(page.key(
            "online_url",
            "online_url は https:// で始まる1行のアドレスにしてください。",
        )),
        _ => {}
    }
}

fn is_link(url: &str) -> bool {
    let safe = |b: u8| b.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&b);
    url.strip_prefix("https://")
        .is_some_and(|rest| rest.contains('.') && rest.bytes().all(safe))
}

fn words(page: &Page, seminar: &Seminar, description: &str, errors: &mut Vec<ContentError>) {
    let texts = [
        ("title", seminar.title.as_str()),
        ("venue", &seminar.venue),
        ("address", &seminar.address),
        ("fee", &seminar.fee),
        ("audience", &seminar.audience),
        ("bring", &seminar.bring),
        ("description", description),
    ];
    for (key, text) in texts {
        if text.trim().is_empty() {
            errors.push(page.key(key, format!("{key} を書いてください。")));
        } else if text.contains(['\n', '\r']) {
            errors.push(page.key(key, format!("{key} は1行で書いてください。")));
        }
    }
    if seminar.sample && !seminar.title.contains("見本") {
        errors.push(page.key(
            "title",
            "sample = true のときは、title に「見本」と入れてください。",
        ));
    }
}

/// Every date with a weekday in the page's words, e.g. 1月20日（水）, must name the right weekday; a date
/// without a year is one in the seminar's.
fn weekdays(page: &Page, day: Date, errors: &mut Vec<ContentError>) {
    for (line, number) in page.text.lines().zip(1..) {
        for (found, _) in line.match_indices("日（") {
            let (before, after) = (&line[..found], &line[found + "日（".len()..]);
            let Some((date, weekday)) = dated(before, after, day.year()) else {
                continue;
            };
            if date.weekday() != weekday {
                let message = format!(
                    "{}月{}日の曜日がちがいます。{} です。",
                    date.month(),
                    date.day(),
                    base::time::japanese(date)
                );
                errors.push(page.at(number, message));
            }
        }
    }
}

fn dated(before: &str, after: &str, year: i16) -> Option<(Date, Weekday)> {
    let (before, day) = number_at_end(before)?;
    let (before, month) = number_at_end(before.strip_suffix('月')?)?;
    let written = before.strip_suffix('年').and_then(number_at_end);
    let year = written.map_or(Some(year), |(_, year)| i16::try_from(year).ok())?;
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    let weekday = match after.chars().next()? {
        '月' => Weekday::Monday,
        '火' => Weekday::Tuesday,
        '水' => Weekday::Wednesday,
        '木' => Weekday::Thursday,
        '金' => Weekday::Friday,
        '土' => Weekday::Saturday,
        '日' => Weekday::Sunday,
        _ => return None,
    };
    Some((date, weekday))
}

fn number_at_end(text: &str) -> Option<(&str, u32)> {
    let rest = text.trim_end_matches(|c: char| c.is_ascii_digit());
    Some((rest, text[rest.len()..].parse().ok()?))
}

#[cfg(test)]
mod tests;
