//! The first page of the employer's own copy: what goes, what stays, what comes back, and what is to be settled.

use questionnaire::assess::Verdict;
use serde::Serialize;

use super::glance::{Glance, field};
use super::lines;
use crate::JobSpec;
use base::text::shown;
use town::texts::{SheetTexts, Texts};

/// How many open questions the page has room for.
const QUESTIONS: usize = 3;
/// How many characters of one text the page has room for; the rest is in the table behind it.
const ROOM: usize = 90;

/// What the employer's own page says, in words that the sheet bears out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FrontPage {
    /// 人にたのむこと
    pub goes: Vec<String>,
    /// できあがり
    pub result: Vec<String>,
    /// 自分たちに残すこと
    pub stays: Vec<String>,
    /// How many hours a month it takes now; empty while nobody knows.
    pub hours: String,
    /// What these hours leave out, or why there are none.
    pub hours_note: String,
    /// What it would cost, in words.
    pub price: String,
    /// The first of まだ決まっていないこと.
    pub open: Vec<String>,
    /// How many more there are.
    pub more: usize,
}

pub(super) fn front_page(spec: &JobSpec, glance: &Glance, texts: &Texts) -> FrontPage {
    let says = &texts.sheet;
    let text = |id| {
        let found = field(spec, id);
        found.map_or_else(Vec::new, |it| lines(&it.value, &it.state, says))
    };
    let hours = spec.estimate.hours_month;
    FrontPage {
        goes: short(&without(text("work"), &format!("{}：", spec.title)), says),
        result: short(&text("deliverable"), says),
        stays: short(
            &without(text("excludes"), lead(&texts.draft.excludes(""))),
            says,
        ),
        hours: hours.map_or_else(String::new, |hours| says.hours(shown(hours))),
        hours_note: match spec.verdict {
            _ if hours.is_none() => says.front_hours_open(),
            Verdict::Split => says.front_hours_split(),
            _ => says.front_hours(),
        }
        .to_owned(),
        price: glance.price.clone(),
        open: glance.open.iter().take(QUESTIONS).cloned().collect(),
        more: glance.open.len().saturating_sub(QUESTIONS),
    }
}

/// The words that a drafted text begins with, before what is its own.
fn lead(sentence: &str) -> &str {
    sentence.trim_end_matches('。')
}

/// The text without what the page's own headings say already.
fn without(mut text: Vec<String>, lead: &str) -> Vec<String> {
    if let Some(first) = text.first_mut()
        && let Some(rest) = first.strip_prefix(lead)
    {
        *first = rest.to_owned();
    }
    text
}

/// As much of a text as the page has room for; where that is not all of it, it says so.
fn short(text: &[String], says: &SheetTexts) -> Vec<String> {
    let mut room = ROOM;
    let mut out: Vec<String> = Vec::new();
    for line in text {
        let taken: String = line.chars().take(room).collect();
        let is_cut = taken.len() < line.len();
        room -= taken.chars().count();
        if !taken.is_empty() {
            out.push(taken);
        }
        if is_cut {
            out.push(says.front_rest().to_owned());
            break;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_too_long_for_the_page_says_where_the_rest_is() {
        let says = &Texts::EMBEDDED.sheet;
        let whole = vec!["あ".repeat(ROOM - 2), "いう".to_owned()];
        assert_eq!(short(&whole, says), whole);
        let longer = vec!["あ".repeat(ROOM - 2), "いうえ".to_owned(), "お".to_owned()];
        let shown = short(&longer, says);
        assert_eq!(shown[1..], ["いう", says.front_rest()]);
    }
}
