//! What a seminar's page must keep to beside its types: times, places, address, words and weekdays.

use jiff::civil::Date;

use super::file::is_slug;
use super::front::{Front, SeminarPage};
use super::{Seminar, State};
use crate::ContentError;
use base::time::{WrittenYear, japan_date, japanese, written_dates};

/// The most places and the longest line that are believed.
const MAX_PLACES: u32 = 1000;

/// Everything wrong with a seminar. A translation has words of its own.
pub(super) fn problems(
    page: &SeminarPage,
    seminar: &Seminar,
    front: &Front,
    is_translation: bool,
) -> Vec<ContentError> {
    let mut errors = Vec::new();
    edition(page, seminar, &mut errors);
    places(page, seminar, &mut errors);
    online(page, seminar, &mut errors);
    words(page, seminar, &front.description, &mut errors);
    if seminar.sample && !is_translation && !seminar.title.contains("見本") {
        errors.push(page.key(
            "title",
            "sample = true のときは、title に「見本」と入れてください。",
        ));
    }
    errors
}

/// What is wrong with times that can be read.
pub(super) fn in_time(page: &SeminarPage, seminar: &Seminar) -> Vec<ContentError> {
    let mut errors = Vec::new();
    times(page, seminar, &mut errors);
    weekdays(page, seminar.day(), &mut errors);
    errors
}

/// The address of the page below the site's root, as the site's generator makes it.
pub(super) fn address(
    page: &SeminarPage,
    slug: &str,
    front: &Front,
    errors: &mut Vec<ContentError>,
) -> String {
    if let Some(path) = &front.path {
        let path = path.trim().trim_matches('/');
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.~/".contains(&b);
        if path.is_empty() || !path.bytes().all(plain) || path.contains("//") {
            errors.push(page.key(
                "path",
                "path は、半角の英数字と - _ . ~ / だけで書いてください。例：seminars/hajimete-winter",
            ));
        }
        return format!("/{path}/");
    }
    let name = front.slug.as_deref().unwrap_or(slug);
    if !is_slug(name) {
        errors.push(page.key(
            "slug",
            "slug は、半角の小文字・数字・- だけで書いてください。例：hajimete-winter",
        ));
    }
    format!("/seminars/{name}/")
}

/// Calendars that follow a seminar recognise a newer edition by the day it was changed.
fn edition(page: &SeminarPage, seminar: &Seminar, errors: &mut Vec<ContentError>) {
    let key = match &seminar.state {
        State::Planned => return,
        State::Moved { .. } => "moved",
        State::Cancelled { .. } => "cancelled",
    };
    if seminar.updated.is_none() {
        errors.push(page.key(
            key,
            "updated = 2026-11-22 のように、変えた日も書いてください。カレンダーの予定が変わります。",
        ));
    }
}

fn times(page: &SeminarPage, seminar: &Seminar, errors: &mut Vec<ContentError>) {
    if !crate::YEARS.contains(&seminar.day().year()) {
        errors.push(page.key("start", "start の年を見直してください。"));
    }
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
            "ファイルの名前は、始まる日に合わせて {}-… にしてください。日を変えたときは、名前はそのままにして moved を書いてください。",
            seminar.day()
        );
        errors.push(page.key("start", message));
    }
}

fn places(page: &SeminarPage, seminar: &Seminar, errors: &mut Vec<ContentError>) {
    if !(1..=MAX_PLACES).contains(&seminar.capacity) {
        let message = format!("capacity は1から{MAX_PLACES}までにしてください。");
        errors.push(page.key("capacity", message));
    }
    if seminar.waitlist > MAX_PLACES {
        let message = format!("waitlist は0から{MAX_PLACES}までにしてください。");
        errors.push(page.key("waitlist", message));
    }
}

fn online(page: &SeminarPage, seminar: &Seminar, errors: &mut Vec<ContentError>) {
    match (&seminar.online_url, seminar.online) {
        (None, true) => errors.push(page.key(
            "online",
            "online のときは online_url も書いてください。ページには出ず、メールだけに書かれます。",
        )),
        (Some(_), false) => errors.push(page.key(
            "online_url",
            "online_url を消すか、online を入れてください。",
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

fn words(page: &SeminarPage, seminar: &Seminar, description: &str, errors: &mut Vec<ContentError>) {
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
}

/// Every date with its weekday, however it is written, must name the right one; a date without a year is the one next
/// to the seminar.
fn weekdays(page: &SeminarPage, day: Date, errors: &mut Vec<ContentError>) {
    for (line, number) in page.text.lines().zip(1..) {
        for written in written_dates(line) {
            let Some(weekday) = written.weekday else {
                continue;
            };
            let date = match written.year {
                WrittenYear::Unsaid => nearest(&written, day),
                WrittenYear::After(_) => continue,
                _ => written.date(),
            };
            let (month, of_month) = (written.month, written.day);
            match date {
                None => errors.push(page.at(
                    number,
                    format!("{month}月{of_month}日という日はありません。"),
                )),
                Some(date) if date.weekday() != weekday => {
                    let right = japanese(date);
                    let message =
                        format!("{month}月{of_month}日の曜日がちがいます。{right} です。");
                    errors.push(page.at(number, message));
                }
                Some(_) => {}
            }
        }
    }
}

fn nearest(written: &base::time::WrittenDate, day: Date) -> Option<Date> {
    let years = [day.year() - 1, day.year(), day.year() + 1];
    let days = years.into_iter().filter_map(|year| written.in_year(year));
    days.min_by_key(|date| (day.duration_since(*date)).abs())
}
