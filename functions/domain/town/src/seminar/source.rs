//! Reads a seminar's pages, `content/seminars/`: front matter into types, mistakes with file and line.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::file::{PageFile, is_page};
use super::front::{Front, SeminarPage, unknown};
use super::{Seminar, State, rules};
use crate::{ContentError, Sources};
use base::contact::EmailAddress;

/// What a page says: a seminar, or one that is not published yet.
enum Read {
    Published(Box<Seminar>),
    Draft,
}

/// The published seminars of a town, by day, and everything wrong with their pages.
pub(crate) fn seminars(sources: &Sources) -> (Vec<Seminar>, Vec<ContentError>) {
    let mut errors = Vec::new();
    let mut files = Vec::new();
    for (path, text) in sources.iter().filter(|(path, _)| is_page(path)) {
        match PageFile::of(path) {
            Ok(file) => files.push((file, text.as_str())),
            Err(message) => errors.push(at_top(path, message)),
        }
    }
    let (translations, originals): (Vec<_>, Vec<_>) =
        files.into_iter().partition(|(file, _)| file.lang.is_some());
    let mut known: BTreeMap<&str, (&str, Read)> = BTreeMap::new();
    for (file, text) in originals {
        if let Some((other, _)) = known.get(file.slug) {
            let message =
                format!("content/{other} も同じセミナーのページです。どちらかを消してください。");
            errors.push(at_top(file.path, message));
            continue;
        }
        match read(&file, text) {
            Ok(page) => drop(known.insert(file.slug, (file.path, page))),
            Err(mistakes) => errors.extend(mistakes),
        }
    }
    for (file, text) in translations {
        match read(&file, text) {
            Ok(Read::Draft) => {}
            Ok(Read::Published(page)) => {
                errors.extend(differences(&file, text, &page, known.get(file.slug)))
            }
            Err(mistakes) => errors.extend(mistakes),
        }
    }
    let published = known.into_values().filter_map(|(_, page)| match page {
        Read::Published(seminar) => Some(*seminar),
        Read::Draft => None,
    });
    let mut seminars: Vec<Seminar> = published.collect();
    seminars.sort_by(|a, b| (a.start, &a.slug).cmp(&(b.start, &b.slug)));
    (seminars, errors)
}

fn at_top(path: &str, message: impl Into<String>) -> ContentError {
    ContentError {
        path: path.to_owned(),
        line: 1,
        message: message.into(),
    }
}

/// A translation is the same seminar: whoever registers by it takes one of the same places.
fn differences(
    file: &PageFile,
    text: &str,
    page: &Seminar,
    original: Option<&(&str, Read)>,
) -> Vec<ContentError> {
    let (path, original) = match original {
        Some((path, Read::Published(original))) => (path, original),
        Some((path, Read::Draft)) => {
            let message = format!(
                "もとのページ content/{path} が下書き（draft）です。これも draft = true にしてください。"
            );
            return vec![at_top(file.path, message)];
        }
        None => {
            let message = "もとの言葉のページが読めません。翻訳は、もとのページの名前のあとに言葉の記号を入れます。例：名前.md と 名前.en.md";
            return vec![at_top(file.path, message)];
        }
    };
    let is_moved = |seminar: &Seminar| matches!(seminar.state, State::Moved { .. });
    let same = [
        ("type", page.kind == original.kind),
        ("industry", page.industry == original.industry),
        ("start", page.start == original.start),
        ("end", page.end == original.end),
        ("deadline", page.deadline == original.deadline),
        ("online", page.online == original.online),
        ("online_url", page.online_url == original.online_url),
        ("capacity", page.capacity == original.capacity),
        ("waitlist", page.waitlist == original.waitlist),
        ("contact", page.contact == original.contact),
        ("sample", page.sample == original.sample),
        ("moved", is_moved(page) == is_moved(original)),
        ("cancelled", page.is_cancelled() == original.is_cancelled()),
    ];
    let Ok(lines) = SeminarPage::of(file.path, text) else {
        return Vec::new();
    };
    let differing = same.into_iter().filter(|(_, is_same)| !is_same);
    differing
        .map(|(key, _)| {
            let message =
                format!("{key} が、もとのページ content/{path} とちがいます。同じにしてください。");
            lines.key(key, message)
        })
        .collect()
}

impl Seminar {
    /// The name of the seminar whose page is at this path below `content/`; `None`: it is no page of one, or a translation.
    pub fn slug_of(path: &str) -> Option<&str> {
        let file = PageFile::of(path).ok().filter(|_| is_page(path))?;
        file.lang.is_none().then_some(file.slug)
    }

    /// Reads a page; `slug` is the file's name without `.md`. `None`: a draft, which is not published.
    ///
    /// # Errors
    /// Every mistake found, each with file, line and what to do.
    pub fn parse(slug: &str, markdown: &str) -> Result<Option<Seminar>, Vec<ContentError>> {
        let path = format!("seminars/{slug}.md");
        let file = PageFile::of(&path).map_err(|message| vec![at_top(&path, message)])?;
        match read(&file, markdown)? {
            Read::Published(seminar) => Ok(Some(*seminar)),
            Read::Draft => Ok(None),
        }
    }
}

fn read(file: &PageFile, markdown: &str) -> Result<Read, Vec<ContentError>> {
    let page = SeminarPage::of(file.path, markdown).map_err(|error| vec![error])?;
    let front = page.read().map_err(|error| vec![error])?;
    let (seminar, errors) = check(file, &page, front);
    match seminar {
        _ if !errors.is_empty() => Err(errors),
        (true, _) => Ok(Read::Draft),
        (false, seminar) => Ok(Read::Published(Box::new(seminar))),
    }
}

/// Whether it is a draft, the seminar, and everything wrong with it.
fn check(
    file: &PageFile,
    page: &SeminarPage,
    front: Front,
) -> ((bool, Seminar), Vec<ContentError>) {
    let mut errors = unknown(page, &front);
    let extra = &front.extra;
    let seminar = Seminar {
        slug: file.slug.to_owned(),
        source: file.path.to_owned(),
        page: rules::address(page, file.slug, &front, &mut errors),
        kind: extra.kind,
        industry: extra.industry,
        start: page.time("start", extra.start, &mut errors),
        end: page.time("end", extra.end, &mut errors),
        online: extra.online,
        online_url: extra.online_url.clone(),
        capacity: extra.capacity,
        waitlist: extra.waitlist,
        deadline: page.time("deadline", extra.deadline, &mut errors),
        contact: contact(page, extra.contact.as_deref(), &mut errors),
        state: state(
            page,
            extra.moved.clone(),
            extra.cancelled.clone(),
            &mut errors,
        ),
        series: extra.series.clone(),
        sample: extra.sample,
        updated: front.updated.and_then(|updated| updated.date).map(day),
        title: front.title.clone(),
        venue: extra.venue.clone(),
        address: extra.address.clone(),
        fee: extra.fee.clone(),
        audience: extra.audience.clone(),
        bring: extra.bring.clone(),
    };
    if errors.is_empty() {
        errors.extend(rules::in_time(page, &seminar));
    }
    errors.extend(rules::problems(page, &seminar, &front, file.lang.is_some()));
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

fn contact(
    page: &SeminarPage,
    typed: Option<&str>,
    errors: &mut Vec<ContentError>,
) -> Option<EmailAddress> {
    let mail = EmailAddress::parse(typed?);
    if mail.is_err() {
        errors.push(page.key("contact", "contact はメールアドレスを書いてください。"));
    }
    mail.ok()
}

fn state(
    page: &SeminarPage,
    moved: Option<String>,
    cancelled: Option<String>,
    errors: &mut Vec<ContentError>,
) -> State {
    for (key, message) in [("moved", &moved), ("cancelled", &cancelled)] {
        if message.as_ref().is_some_and(|text| text.trim().is_empty()) {
            let error = format!(
                "{key} には、参加する人への知らせを書いてください。ないときは、行ごと消してください。"
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

#[cfg(test)]
mod tests;
