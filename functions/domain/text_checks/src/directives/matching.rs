//! Finds a rule's pattern among the words of one sentence.

use std::ops::Range;

use super::rules::{Classes, Directives, PatternPart, Rule, WordClass};
use super::times;

/// A word of a class and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub class: WordClass,
    pub at: Range<usize>,
}

/// A folded sentence and its words, in the order in which they begin.
pub(super) struct Sentence<'a> {
    text: &'a str,
    tokens: Vec<Token>,
}

/// How many characters behind a directive say that it is none.
const NEAR: usize = 16;

impl Sentence<'_> {
    /// A folded sentence with its words, each with its class.
    pub fn read<'a>(directives: &Directives, folded: &'a str) -> Sentence<'a> {
        let found = directives.words.find_overlapping_iter(folded).map(|word| {
            let (class, hides) = directives.of_word[word.pattern().as_usize()];
            (
                Token {
                    class,
                    at: word.range(),
                },
                hides,
            )
        });
        let (masks, words): (Vec<_>, Vec<_>) = found.partition(|(_, hides)| *hides);
        let is_hidden = |word: &Token| {
            masks.iter().any(|(mask, _)| {
                mask.class == word.class
                    && mask.at.start < word.at.end
                    && word.at.start < mask.at.end
            })
        };
        let words = words
            .into_iter()
            .map(|(word, _)| word)
            .filter(|word| !is_hidden(word));
        let [time, number, item1, item2] = directives.read;
        let read = [
            (time, times::times(folded)),
            (number, times::numbers(folded)),
            (item1, times::items(folded, '1')),
            (item2, times::items(folded, '2')),
        ];
        let read = read
            .into_iter()
            .flat_map(|(class, places)| places.into_iter().map(move |at| Token { class, at }));
        Sentence::new(folded, words.chain(read).collect())
    }

    fn new(text: &str, mut tokens: Vec<Token>) -> Sentence<'_> {
        // Of those that begin at one place, the longest first.
        tokens.sort_by_key(|token| (token.at.start, std::cmp::Reverse(token.at.end)));
        Sentence { text, tokens }
    }

    /// Whether it has a word of this class.
    pub fn has(&self, class: WordClass) -> bool {
        self.tokens.iter().any(|token| token.class == class)
    }

    /// Where the rule's pattern is and nothing says that it is no directive.
    pub fn find(&self, rule: &Rule, classes: &Classes) -> Option<Range<usize>> {
        if rule.without.iter().any(|class| self.has(*class)) {
            return None;
        }
        self.starts(&rule.pattern).find_map(|start| {
            let at = start..self.end(&rule.pattern, start, None)?;
            self.stands(rule, classes, &at).then_some(at)
        })
    }

    fn stands(&self, rule: &Rule, classes: &Classes, at: &Range<usize>) -> bool {
        let follows = |patterns: &[Vec<PatternPart>], start| {
            let mut patterns = patterns.iter();
            patterns.any(|pattern| self.end(pattern, start, None).is_some())
        };
        let precedes = |pattern: &Vec<PatternPart>| {
            let mut starts = self.starts(pattern);
            starts
                .any(|start| start < at.start && self.end(pattern, start, Some(at.start)).is_some())
        };
        let later = |class: WordClass| {
            let mut tokens = self.tokens.iter();
            tokens.any(|token| token.class == class && token.at.start >= at.end)
        };
        let excused = rule.after.iter().any(|class| later(*class)) && !later(classes.labour);
        !(follows(&rule.not, at.start)
            || follows(&rule.unless, at.end) && !follows(&rule.but, at.end)
            || rule.before.iter().any(precedes)
            || excused
            || !rule.is_firm && self.is_free(classes.free, at.end))
    }

    /// Whether the same clause says that it is free or not needed: 出社は不要, 作業場所は自由.
    fn is_free(&self, free: WordClass, from: usize) -> bool {
        let rest =
            self.text[from..].trim_start_matches(['は', 'も', 'の', 'が', '、', 'を', 'や', '・']);
        let from = self.text.len() - rest.len();
        let clause = rest.split(['、', '。']).next().unwrap_or_default();
        let near: usize = clause.chars().take(NEAR).map(char::len_utf8).sum();
        // A word of this class may end with the sentence.
        let until = from + near + '。'.len_utf8();
        let mut tokens = self.tokens.iter().filter(|token| token.class == free);
        tokens.any(|token| token.at.start >= from && token.at.end <= until)
    }

    /// Where a pattern may begin.
    fn starts<'a>(&'a self, pattern: &'a [PatternPart]) -> impl Iterator<Item = usize> + 'a {
        let first = pattern.first();
        let begins = move |token: &&Token| matches!(first, Some(PatternPart::Word { classes, .. }) if classes.contains(&token.class));
        self.tokens
            .iter()
            .filter(begins)
            .map(|token| token.at.start)
    }

    /// Where a pattern ends that begins here; `goal`: it has to end there.
    fn end(&self, pattern: &[PatternPart], at: usize, goal: Option<usize>) -> Option<usize> {
        let Some((item, rest)) = pattern.split_first() else {
            return Some(at).filter(|at| goal.is_none_or(|goal| *at == goal));
        };
        match item {
            PatternPart::Gap { most, crosses } => {
                let behind = &self.text[at..];
                let places = behind.char_indices().take(most.saturating_add(1));
                let places = places.take_while(|(_, c)| *crosses || *c != '。');
                let mut places = places.map(|(place, _)| at + place);
                places.find_map(|place| self.end(rest, place, goal))
            }
            PatternPart::Word {
                classes,
                is_optional,
                repeats,
            } => {
                let here = self.tokens.partition_point(|token| token.at.start < at);
                let here = self.tokens[here..]
                    .iter()
                    .take_while(|token| token.at.start == at);
                let mut words = here.filter(|token| classes.contains(&token.class));
                let found = words.find_map(|token| {
                    let again = repeats
                        .then(|| self.end(pattern, token.at.end, goal))
                        .flatten();
                    again.or_else(|| self.end(rest, token.at.end, goal))
                });
                found.or_else(|| {
                    if *is_optional {
                        self.end(rest, at, goal)
                    } else {
                        None
                    }
                })
            }
        }
    }
}
