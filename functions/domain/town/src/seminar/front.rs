//! Reads a seminar's page into its front matter, and points at its lines.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Deserialize;
use serde::de::IgnoredAny;
use toml::value::Datetime;

use super::SeminarKind;
use crate::ContentError;
use base::industry::Industry;

/// A page's front matter. Zola's own keys are taken as they are; only ours are strict.
#[derive(Deserialize)]
pub(super) struct Front {
    pub title: String,
    #[serde(default)]
    pub draft: bool,
    #[serde(default)]
    pub description: String,
    pub updated: Option<Datetime>,
    pub slug: Option<String>,
    pub path: Option<String>,
    pub extra: Extra,
    #[serde(flatten)]
    rest: BTreeMap<String, IgnoredAny>,
}

/// Zola's keys of a page.
const ZOLA: [&str; 10] = [
    "date",
    "weight",
    "aliases",
    "authors",
    "template",
    "taxonomies",
    "in_search_index",
    "include_in_feeds",
    "insert_anchor_links",
    "generate_feeds",
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Extra {
    #[serde(default)]
    pub sample: bool,
    #[serde(rename = "type")]
    pub kind: SeminarKind,
    pub industry: Option<Industry>,
    pub start: Datetime,
    pub end: Datetime,
    pub venue: String,
    pub address: String,
    pub online: bool,
    pub online_url: Option<String>,
    pub capacity: u32,
    pub waitlist: u32,
    pub deadline: Datetime,
    pub fee: String,
    pub audience: String,
    pub bring: String,
    pub contact: Option<String>,
    pub series: Option<String>,
    pub cancelled: Option<String>,
    pub moved: Option<String>,
}

/// One page: its front matter, and the line of the file in which that begins.
pub(super) struct SeminarPage<'a> {
    path: &'a str,
    pub text: &'a str,
    front: &'a str,
    first_line: usize,
}

impl<'a> SeminarPage<'a> {
    /// Finds the front matter, whatever ends the lines.
    ///
    /// # Errors
    /// A text that does not begin with it.
    pub fn of(path: &'a str, markdown: &'a str) -> Result<SeminarPage<'a>, ContentError> {
        let text = markdown.strip_prefix('\u{FEFF}').unwrap_or(markdown);
        let mut page = SeminarPage {
            path,
            text,
            front: "",
            first_line: 1,
        };
        let mut start = None;
        let mut end = 0;
        for (line, number) in text.split_inclusive('\n').zip(1..) {
            let (from, fence) = (end, line.trim_end() == "+++");
            end += line.len();
            match start {
                None if fence => {
                    start = Some(end);
                    page.first_line = number + 1;
                }
                None if line.trim().is_empty() => {}
                None => break,
                Some(start) if fence => {
                    page.front = &text[start..from];
                    return Ok(page);
                }
                Some(_) => {}
            }
        }
        let message = "はじめに +++ ではさんだ設定を書いてください。";
        Err(page.at(1, message))
    }

    pub fn at(&self, line: usize, message: impl Into<String>) -> ContentError {
        ContentError {
            path: self.path.to_owned(),
            line,
            message: message.into(),
        }
    }

    /// An error at the line of a key.
    pub fn key(&self, key: &str, message: impl Into<String>) -> ContentError {
        let is_key = |line: &str| {
            let rest = line.trim_start().strip_prefix(key);
            rest.is_some_and(|rest| rest.trim_start().starts_with('='))
        };
        let line = self.front.lines().position(is_key);
        self.at(line.map_or(1, |line| self.first_line + line), message)
    }

    pub fn read(&self) -> Result<Front, ContentError> {
        toml::from_str(self.front).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let before = &self.front.as_bytes()[..start.min(self.front.len())];
            let line = before.iter().filter(|byte| **byte == b'\n').count();
            self.at(
                self.first_line + line,
                format!(
                    "読めません。この行を直してください。（{}）",
                    error.message()
                ),
            )
        })
    }

    /// A time with its offset.
    pub fn time(&self, key: &str, value: Datetime, errors: &mut Vec<ContentError>) -> Timestamp {
        value.to_string().parse().unwrap_or_else(|_| {
            let message = format!(
                "{key} は 2027-01-20T14:00:00+09:00 のように、日・時刻・+09:00 まで書いてください。"
            );
            errors.push(self.key(key, message));
            Timestamp::MIN
        })
    }
}

/// Keys that nobody reads.
pub(super) fn unknown(page: &SeminarPage, front: &Front) -> Vec<ContentError> {
    let unknown = front
        .rest
        .keys()
        .filter(|key| !ZOLA.contains(&key.as_str()));
    unknown
        .map(|key| {
            let message = format!(
                "「{key}」という項目はありません。つづりを直すか、[extra] の下に書いてください。"
            );
            page.key(key, message)
        })
        .collect()
}
