//! The orders a section can give its pages.

use std::cmp::Ordering;

use jiff::Timestamp;
use lexical_sort::natural_lexical_cmp;

use crate::content::{ContentPage, SortBy, moment};

/// Pages in order, and those that lack what the order needs.
pub(super) struct Sorted {
    pub(super) pages: Vec<usize>,
    pub(super) left_out: Vec<usize>,
}

/// Sorts pages; equal ones by their addresses. None if there is no order.
pub(super) fn sorted(numbers: &[usize], pages: &[ContentPage], by: SortBy) -> Option<Sorted> {
    let sorted = match by {
        SortBy::None => return None,
        SortBy::Date => by_key(numbers, pages, date, newest_first),
        SortBy::UpdateDate => by_key(
            numbers,
            pages,
            |page| date(page).max(updated(page)),
            newest_first,
        ),
        SortBy::Title => by_key(
            numbers,
            pages,
            |page| page.matter.title.as_deref(),
            |a, b| natural_lexical_cmp(a, b),
        ),
        SortBy::TitleBytes => by_key(
            numbers,
            pages,
            |page| page.matter.title.as_deref(),
            Ord::cmp,
        ),
        SortBy::Weight => by_key(numbers, pages, |page| page.matter.weight, Ord::cmp),
        SortBy::Slug => by_key(
            numbers,
            pages,
            |page| Some(page.slug.as_str()),
            |a, b| natural_lexical_cmp(a, b),
        ),
        SortBy::Permalink => by_key(numbers, pages, |_| Some(()), Ord::cmp),
    };
    Some(sorted)
}

fn date(page: &ContentPage) -> Option<Timestamp> {
    page.matter.date.as_deref().and_then(moment)
}

fn updated(page: &ContentPage) -> Option<Timestamp> {
    page.matter.updated.as_deref().and_then(moment)
}

fn newest_first(a: &Timestamp, b: &Timestamp) -> Ordering {
    b.cmp(a)
}

fn by_key<'p, K>(
    numbers: &[usize],
    pages: &'p [ContentPage],
    key: impl Fn(&'p ContentPage) -> Option<K>,
    compare: impl Fn(&K, &K) -> Ordering,
) -> Sorted {
    let mut keyed = Vec::with_capacity(numbers.len());
    let mut left_out = Vec::new();
    for &number in numbers {
        match key(&pages[number]) {
            Some(key) => keyed.push((key, &pages[number].document.permalink, number)),
            None => left_out.push(number),
        }
    }
    keyed.sort_by(|a, b| compare(&a.0, &b.0).then_with(|| a.1.cmp(b.1)));
    Sorted {
        pages: keyed.into_iter().map(|(_, _, number)| number).collect(),
        left_out,
    }
}
