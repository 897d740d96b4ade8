//! The patterns of `content/wording/directives.toml`, compiled: word classes for one search, rules over the classes.

use std::collections::BTreeMap;

use aho_corasick::AhoCorasick;
use serde::Deserialize;

use crate::WarningKind;

/// A class of words, by its number.
pub(super) type Class = usize;

/// Classes that are read rather than listed.
const READ: [&str; 4] = ["time", "number", "item1", "item2"];

/// Everything that the search needs.
pub(super) struct Directives {
    /// Every word.
    pub words: AhoCorasick,
    /// Of each word: its class, and whether it hides words of that class.
    pub of_word: Vec<(Class, bool)>,
    /// Times, numbers, first and second items.
    pub read: [Class; 4],
    pub classes: Classes,
    pub rules: Vec<Rule>,
}

/// The classes that decide whom a sentence binds.
pub(super) struct Classes {
    pub labour: Class,
    pub request: Class,
    pub own: Class,
    pub free: Class,
    pub reached: Class,
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
    pub after: Vec<Class>,
    /// What makes it none anywhere in the sentence.
    pub without: Vec<Class>,
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
pub(super) type Pattern = Vec<Item>;

/// One part of a pattern.
#[derive(Clone, Debug)]
pub(super) enum Item {
    /// A word of one of these classes.
    Word {
        classes: Vec<Class>,
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
    /// What is wrong with it, in words for the town.
    pub fn parse(text: &str) -> Result<Directives, String> {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        let names: Vec<&str> = file.words.keys().map(String::as_str).chain(READ).collect();
        let class = |name: &str| {
            let found = names.iter().position(|known| *known == name);
            found.ok_or_else(|| format!("[words] に「{name}」がありません。"))
        };
        let pattern = |text: &String| {
            text.split_whitespace()
                .map(|item| read_item(item, class))
                .collect()
        };
        let patterns = |texts: &[String]| {
            texts
                .iter()
                .map(pattern)
                .collect::<Result<Vec<Pattern>, String>>()
        };
        let named = |names: &[String]| {
            names
                .iter()
                .map(|name| class(name))
                .collect::<Result<Vec<Class>, String>>()
        };
        let mut rules = Vec::with_capacity(file.rules.len());
        for rule in &file.rules {
            rules.push(Rule {
                kind: rule.kind,
                pattern: pattern(&rule.pattern)?,
                unless: patterns(&rule.unless)?,
                but: patterns(&rule.but)?,
                before: patterns(&rule.before)?,
                not: patterns(&rule.not)?,
                after: named(&rule.after)?,
                without: named(&rule.without)?,
                company: rule.company,
                is_firm: rule.firm,
            });
        }
        let (mut of_word, mut words) = (Vec::new(), Vec::new());
        for (table, hides) in [(&file.words, false), (&file.masks, true)] {
            for (name, listed) in table {
                let class = class(name)?;
                of_word.extend(listed.iter().map(|_| (class, hides)));
                words.extend(listed);
            }
        }
        Ok(Directives {
            words: AhoCorasick::new(words).map_err(|error| error.to_string())?,
            of_word,
            read: READ.map(|name| class(name).unwrap_or_default()),
            classes: Classes {
                labour: class("labour")?,
                request: class("request")?,
                own: class("own")?,
                free: class("free")?,
                reached: class("reached")?,
            },
            rules,
        })
    }
}

fn read_item(text: &str, class: impl Fn(&str) -> Result<Class, String>) -> Result<Item, String> {
    if text == ".." {
        return Ok(Item::Gap {
            most: usize::MAX,
            crosses: true,
        });
    }
    if let Some(most) = text.strip_prefix('~') {
        let most = if most.is_empty() {
            Ok(usize::MAX)
        } else {
            most.parse()
        };
        let most = most.map_err(|_| format!("「{text}」は読めません。"))?;
        return Ok(Item::Gap {
            most,
            crosses: false,
        });
    }
    let names = text.trim_end_matches(['?', '*']);
    Ok(Item::Word {
        classes: names.split('|').map(class).collect::<Result<_, _>>()?,
        is_optional: text != names,
        repeats: text.ends_with('*'),
    })
}
