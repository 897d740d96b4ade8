//! Orders on hours, place or sequence: found in a text by whose doing it tells of, and taken out.
//!
//! Such orders make a contractor an employee (昭和61年労働省告示37号). What the company keeps, hands
//! over or answers itself may say when and where.

mod clock;
mod day;
mod hours;
mod place;
mod sequence;
mod words;

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::WarningKind;

/// Whose doing a text tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The work that is handed over: a bare 9時から17時まで is an order.
    Work,
    /// What the company keeps, hands over, pays or answers: only what the worker is told to do is an order.
    Company,
    /// How the employer is reached: only a plain request to work so is an order.
    Reach,
}

/// An order found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Order {
    /// [`WarningKind::Hours`], [`WarningKind::Place`] or [`WarningKind::Sequence`].
    pub kind: WarningKind,
    /// Where it stands in the folded text.
    pub at: Range<usize>,
}

/// The text in one width without spaces, so that ９ 時 is read like 9時.
pub(super) fn fold(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}

/// The orders of a text, at most one of each kind, with the words that gave them away.
pub(super) fn found(text: &str, about: About) -> Vec<(WarningKind, String)> {
    let mut found: Vec<(WarningKind, String)> = Vec::new();
    // A line break may also stand inside a sentence.
    let joined = text.contains('\n').then(|| text.split('。'));
    for sentence in sentences(text).chain(joined.into_iter().flatten()) {
        let folded = fold(sentence);
        for order in orders(&folded, about) {
            if !found.iter().any(|(kind, _)| *kind == order.kind) {
                found.push((order.kind, folded[order.at].to_owned()));
            }
        }
    }
    let folded = fold(text);
    if !found.iter().any(|(kind, _)| *kind == WarningKind::Sequence)
        && let Some(at) = sequence::order(&folded, about)
    {
        found.push((WarningKind::Sequence, folded[at].to_owned()));
    }
    found.sort();
    found
}

/// Whether a text orders hours, place or sequence.
pub fn instructs(text: &str, about: About) -> bool {
    !found(text, about).is_empty()
}

/// The text without its sentences that order hours, place or sequence; empty where nothing stays.
pub fn without_orders(text: &str, about: About) -> String {
    if !instructs(text, about) {
        return text.to_owned();
    }
    let steps = sequence::order(&fold(text), about).is_some();
    let orders =
        |sentence: &&str| instructs(sentence, about) || steps && sequence::is_step(&fold(sentence));
    let kept: String = sentences(text)
        .filter(|sentence| !orders(sentence))
        .collect();
    let kept = kept.trim();
    let says_something = kept.chars().any(char::is_alphanumeric);
    if !says_something || instructs(kept, about) {
        String::new()
    } else {
        kept.to_owned()
    }
}

/// A name without the words that order hours, place or sequence; empty where too little stays.
pub fn name_without_orders(name: &str) -> String {
    if !instructs(name, About::Work) {
        return name.to_owned();
    }
    let mut rest = fold(name);
    while let Some(order) = orders(&rest, About::Work).first() {
        let tail = words::after_order(&rest[order.at.end..]);
        let cut = match order.kind {
            WarningKind::Sequence => sequence::without_marks(&rest),
            _ => format!("{}{tail}", &rest[..order.at.start]),
        };
        // Numbered steps have no mark to take out.
        if cut == rest {
            return String::new();
        }
        rest = cut;
    }
    let rest = rest.trim_matches(['、', '。', ',', '・', '(', ')']);
    if rest.chars().count() < 2 || instructs(rest, About::Work) {
        String::new()
    } else {
        rest.to_owned()
    }
}

/// The orders of one folded sentence.
fn orders(folded: &str, about: About) -> Vec<Order> {
    let found = [
        (WarningKind::Hours, hours::order(folded, about)),
        (WarningKind::Place, place::order(folded, about)),
        (WarningKind::Sequence, sequence::order(folded, about)),
    ];
    let order = |(kind, at): (WarningKind, Option<Range<usize>>)| at.map(|at| Order { kind, at });
    found.into_iter().filter_map(order).collect()
}

/// The sentences of a text, each with its end.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['。', '\n', '!', '?', '！', '？', '｡'])
}

#[cfg(test)]
mod tests;
