//! A list on a page of the office: what there is, the most urgent first, and where the rest of it is.

use serde::Serialize;

/// How many of a list are shown on the page of today, so that a phone shows that there are others.
const FIRST: usize = 5;

/// A list under its heading.
#[derive(Default, Serialize)]
pub(crate) struct TodayList {
    pub title: String,
    pub count: usize,
    /// Whether somebody is waiting for the office because of it.
    pub urgent: bool,
    pub items: Vec<ListedItem>,
    /// Where the whole of it is; empty: nowhere else.
    pub href: String,
    pub more: String,
}

/// What is in a list: a link with what one must know of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(crate) struct ListedItem {
    pub title: String,
    pub href: String,
    /// Above the title.
    pub eyebrow: String,
    pub lines: Vec<String>,
    pub urgent: bool,
}

impl TodayList {
    /// All of them: there is nowhere else to read the rest.
    pub fn whole(title: &str, items: Vec<ListedItem>) -> TodayList {
        TodayList {
            title: title.to_owned(),
            count: items.len(),
            urgent: items.iter().any(|item| item.urgent),
            items,
            ..TodayList::default()
        }
    }

    /// The first few of them, and where the rest is.
    pub fn first(title: &str, items: Vec<ListedItem>, (href, more): (&str, &str)) -> TodayList {
        let mut list = TodayList::whole(title, items);
        list.items.truncate(FIRST);
        TodayList {
            href: href.to_owned(),
            more: more.to_owned(),
            ..list
        }
    }
}
