//! The patterns of `content/wording/directives.toml`, compiled: word classes for one search, rules over the classes.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::AhoCorasick;
use serde::Deserialize;

use crate::{Mistake, WarningKind};

/// A class of words, by its number.
pub(super) type WordClass = usize;

/// Classes that are read rather than listed.
const READ: [&str; 4] = ["time", "number", "item1", "item2"];

/// Everything that the search needs.
pub(crate) struct Directives {
    /// Every word.
    pub(super) words: AhoCorasick,
    /// Of each word: its class, and whether it hides words of that class.
    pub(super) of_word: Vec<(WordClass, bool)>,
    /// Times, numbers, first and second items.
    pub(super) read: [WordClass; 4],
    pub(super) classes: Classes,
    pub(super) rules: Vec<Rule>,
}

/// The classes that decide whom a sentence binds.
pub(super) struct Classes {
    pub labour: WordClass,
    pub request: WordClass,
    pub own: WordClass,
    pub free: WordClass,
    pub reached: WordClass,
}

/// One form of a directive.
pub(super) struct Rule {
    pub kind: WarningKind,
    pub pattern: Pattern,
    /// What makes it none when it follows, except when `but` does.
    pub unless: Vec<Pattern>,
    pub but: Vec<Pattern>,
    /// What makes it none when it ends where this begins.
    pub before: Vec<Pattern>,
    /// What makes it none when it begins where this begins.
    pub not: Vec<Pattern>,
    /// What makes it none when it comes later without a word of labour.
    pub after: Vec<WordClass>,
    /// What makes it none anywhere in the sentence.
    pub without: Vec<WordClass>,
    pub company: Company,
    /// Whether it stays one when something is free or not needed.
    pub is_firm: bool,
}

/// When a rule binds in a text of what the company does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Company {
    /// With a word of labour.
    #[default]
    Labour,
    /// Also with a request.
    Request,
    /// Unless the company says that it does so itself.
    Always,
}

/// A sequence of classes and gaps.
pub(super) type Pattern = Vec<PatternPart>;

/// One part of a pattern.
#[derive(Clone, Debug)]
pub(super) enum PatternPart {
    /// A word of one of these classes.
    Word {
        classes: Vec<WordClass>,
        is_optional: bool,
        repeats: bool,
    },
    /// At most so many characters, over the ends of sentences or not.
    Gap { most: usize, crosses: bool },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    words: BTreeMap<String, Vec<String>>,
    masks: BTreeMap<String, Vec<String>>,
    rules: Vec<RuleOfFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleOfFile {
    kind: WarningKind,
    pattern: String,
    #[serde(default)]
    unless: Vec<String>,
    #[serde(default)]
    but: Vec<String>,
    #[serde(default)]
    before: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
    #[serde(default)]
    after: Vec<String>,
    #[serde(default)]
    without: Vec<String>,
    #[serde(default)]
    company: Company,
    #[serde(default)]
    firm: bool,
}

impl Directives {
    /// Reads the file.
    ///
    /// # Errors
    /// Every mistake found.
    pub fn parse(text: &str) -> Result<Directives, Vec<Mistake>> {
        let file: File = toml::from_str(text).map_err(|error| vec![Mistake::toml(text, &error)])?;
        let mut names = Names::of(text, &file);
        let rules: Vec<Rule> = file.rules.iter().map(|rule| names.rule(rule)).collect();
        let (mut of_word, mut words) = (Vec::new(), Vec::new());
        for (table, hides) in [(&file.words, false), (&file.masks, true)] {
            for (name, listed) in table {
                let Some(class) = names.known(name) else {
                    continue;
                };
                of_word.extend(listed.iter().map(|_| (class, hides)));
                words.extend(listed);
                if listed.iter().any(String::is_empty) {
                    names.mistake(
                        &format!("{name} = "),
                        format!("「{name}」に、空の言葉があります。"),
                    );
                }
            }
        }
        let mut needed = |name: &str| names.class(name, "[words]");
        let classes = Classes {
            labour: needed("labour"),
            request: needed("request"),
            own: needed("own"),
            free: needed("free"),
            reached: needed("reached"),
        };
        let read = READ.map(&mut needed);
        let searched = AhoCorasick::new(words);
        let mistakes = names.finish(&file);
        match searched {
            Ok(words) if mistakes.is_empty() => Ok(Directives {
                words,
                of_word,
                read,
                classes,
                rules,
            }),
            Ok(_) => Err(mistakes),
            Err(error) => Err(vec![Mistake::at(text, "[words]", error.to_string())]),
        }
    }
}

/// The names of classes, and what is wrong with their use.
struct Names<'a> {
    text: &'a str,
    names: Vec<&'a str>,
    used: BTreeSet<WordClass>,
    mistakes: Vec<Mistake>,
}

impl<'a> Names<'a> {
    fn of(text: &'a str, file: &'a File) -> Names<'a> {
        Names {
            text,
            names: file.words.keys().map(String::as_str).chain(READ).collect(),
            used: BTreeSet::new(),
            mistakes: Vec::new(),
        }
    }

    fn mistake(&mut self, near: &str, message: String) {
        self.mistakes.push(Mistake::at(self.text, near, message));
    }

    fn known(&self, name: &str) -> Option<WordClass> {
        self.names.iter().position(|known| *known == name)
    }

    /// The class of a name; any where there is none, which is a mistake in the line with `near`.
    fn class(&mut self, name: &str, near: &str) -> WordClass {
        let found = self.known(name);
        if found.is_none() {
            self.mistake(near, format!("[words] に「{name}」がありません。"));
        }
        let class = found.unwrap_or_default();
        self.used.insert(class);
        class
    }

    fn pattern(&mut self, text: &str) -> Pattern {
        let items = text.split_whitespace();
        let items: Pattern = items.map(|item| self.item(item, text)).collect();
        if items.is_empty() {
            self.mistake(
                "pattern = \"\"",
                "空の形があります。行ごと消してください。".to_owned(),
            );
        }
        items
    }

    fn patterns(&mut self, texts: &[String]) -> Vec<Pattern> {
        texts.iter().map(|text| self.pattern(text)).collect()
    }

    fn classes(&mut self, names: &[String]) -> Vec<WordClass> {
        names
            .iter()
            .map(|name| self.class(name, &format!("\"{name}\"")))
            .collect()
    }

    fn rule(&mut self, rule: &RuleOfFile) -> Rule {
        Rule {
            kind: rule.kind,
            pattern: self.pattern(&rule.pattern),
            unless: self.patterns(&rule.unless),
            but: self.patterns(&rule.but),
            before: self.patterns(&rule.before),
            not: self.patterns(&rule.not),
            after: self.classes(&rule.after),
            without: self.classes(&rule.without),
            company: rule.company,
            is_firm: rule.firm,
        }
    }

    /// One part of the pattern `whole`.
    fn item(&mut self, text: &str, whole: &str) -> PatternPart {
        let whole = format!("\"{whole}\"");
        let gap = |most, crosses| PatternPart::Gap { most, crosses };
        match text.strip_prefix('~') {
            _ if text == ".." => gap(usize::MAX, true),
            Some("") => gap(usize::MAX, false),
            Some(most) => match most.parse() {
                Ok(most) => gap(most, false),
                Err(_) => {
                    self.mistake(
                        &whole,
                        format!("「{text}」は読めません。~8 のように書いてください。"),
                    );
                    gap(0, false)
                }
            },
            None => {
                let names = text.trim_end_matches(['?', '*']);
                let classes = names.split('|').map(|name| self.class(name, &whole));
                PatternPart::Word {
                    classes: classes.collect(),
                    is_optional: text != names,
                    repeats: text.ends_with('*'),
                }
            }
        }
    }

    /// The mistakes, with the classes that nothing uses.
    fn finish(mut self, file: &File) -> Vec<Mistake> {
        let masked = file.masks.keys().map(String::as_str);
        let unused: Vec<&str> = (0..self.names.len())
            .filter(|class| !self.used.contains(class))
            .map(|class| self.names[class])
            .chain(masked.filter(|name| !file.words.contains_key(*name)))
            .collect();
        for name in unused {
            self.mistake(
                &format!("{name} = "),
                format!(
                    "「{name}」は、どの [[rules]] も使いません。つづりを直すか、消してください。"
                ),
            );
        }
        self.mistakes
    }
}
