//! Directives on hours, place or sequence, found by the patterns of `content/wording/directives.toml`.
//!
//! Directives of that kind make a contractor an employee (労働基準法研究会報告, 昭和60年12月19日). They are only found:
//! what people wrote stays as they wrote it.

mod matching;
mod rules;
mod times;

use std::ops::Range;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::{Checks, WarningKind};
use matching::Sentence;
pub(crate) use rules::Directives;
use rules::{Company, Rule};

static EMBEDDED: LazyLock<Directives> = LazyLock::new(|| {
    let file = include_str!("../../../../../content/wording/directives.toml");
    Directives::parse(file).expect("the embedded patterns are parsed by a test")
});

/// Whose work a text describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextContext {
    /// The work that is handed over: a bare 9時から17時まで is a directive.
    Work,
    /// What the company keeps, hands over, pays or answers: only an instruction to the worker is a directive.
    Company,
    /// How the employer is reached: only a plain request to work so is a directive.
    Reach,
}

impl Directives {
    /// What is compiled in, read when it is first needed.
    pub fn embedded() -> &'static LazyLock<Directives> {
        &EMBEDDED
    }

    /// The directives of a text, at most one of each kind, with the words that gave them away.
    pub fn found(&self, text: &str, context: TextContext) -> Vec<(WarningKind, String)> {
        let mut found: Vec<(WarningKind, String)> = Vec::new();
        // A line break may also stand inside a sentence, and a sequence is told in several.
        let joined = text.contains('\n').then(|| text.split('。'));
        let parts = sentences(text).chain(joined.into_iter().flatten());
        let sequences = |rule: &Rule| rule.kind == WarningKind::Sequence;
        let parts = parts.map(|part| (part, false)).chain([(text, true)]);
        for (part, is_whole) in parts {
            let folded = fold(part);
            let sentence = Sentence::read(self, &folded);
            for rule in self
                .rules
                .iter()
                .filter(|rule| !is_whole || sequences(rule))
            {
                let is_known = found.iter().any(|(kind, _)| *kind == rule.kind);
                if !is_known && let Some(at) = self.directive(rule, &sentence, context) {
                    found.push((rule.kind, folded[at].to_owned()));
                }
            }
        }
        found.sort();
        found
    }

    /// Where a sentence has a directive of this rule to the worker.
    fn directive(
        &self,
        rule: &Rule,
        sentence: &Sentence,
        context: TextContext,
    ) -> Option<Range<usize>> {
        let has = |class| sentence.has(class);
        let classes = &self.classes;
        let is_request = has(classes.request);
        let is_own = has(classes.own) && !is_request;
        let binds = match context {
            TextContext::Work => true,
            TextContext::Company => match rule.company {
                _ if has(classes.labour) && !is_own => true,
                Company::Labour => false,
                Company::Request => is_request,
                Company::Always => !is_own,
            },
            TextContext::Reach => has(classes.labour) && is_request && !has(classes.reached),
        };
        if binds {
            sentence.find(rule, classes)
        } else {
            None
        }
    }
}

impl Checks {
    /// The sentences of a text that contain no directive: what can be offered in its place. Empty where nothing stays,
    /// or where the rest reads as a directive again.
    pub fn without_directives(&self, text: &str, context: TextContext) -> String {
        let kept: String = sentences(text)
            .filter(|sentence| !self.has_directive(sentence, context))
            .collect();
        let kept = kept.trim();
        if kept.chars().any(char::is_alphanumeric) && !self.has_directive(kept, context) {
            kept.to_owned()
        } else {
            String::new()
        }
    }
}

/// The text in one width without blanks, so that ９ 時 is read like 9時; ① is (1), and a sentence ends with 。.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len() + 3);
    for c in text.chars() {
        match c {
            '①'..='⑳' => {
                folded.push_str(&format!("({})", u32::from(c) - u32::from('①') + 1));
            }
            _ => folded.extend(std::iter::once(c).nfkc()),
        }
    }
    let mut folded: String = folded.nfkc().filter(|c| !c.is_whitespace()).collect();
    if !folded.ends_with('。') {
        folded.push('。');
    }
    folded
}

/// The sentences of a text, each with its end.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['。', '\n', '!', '?', '！', '？', '｡'])
}

#[cfg(test)]
mod tests;
