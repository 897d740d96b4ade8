//! The patterns that texts are checked by, out of the town's files.

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, LazyLock};

use unicode_normalization::UnicodeNormalization;

use crate::directives::Directives;
use crate::licence::Licences;
use crate::{Finding, TextContext, WarningKind, personal};

/// What finds directives and reserved work. Cheap to clone; what is compiled in is read when it is first needed.
#[derive(Clone)]
pub struct Checks {
    pub(crate) directives: Patterns<Directives>,
    pub(crate) licences: Patterns<Licences>,
}

/// The patterns of one file: compiled in, or read from the town's.
pub(crate) enum Patterns<T: 'static> {
    Embedded(&'static LazyLock<T>),
    Read(Arc<T>),
}

/// A mistake in a file of patterns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong and what to do, in Japanese.
    pub message: String,
}

impl Mistake {
    /// A mistake in the line where this stands, the first of several; line 1 where it does not.
    pub(crate) fn at(text: &str, needle: &str, message: String) -> Mistake {
        let line = text.lines().position(|line| line.contains(needle));
        Mistake {
            line: line.unwrap_or_default() + 1,
            message,
        }
    }

    /// Why TOML cannot be read.
    pub(crate) fn toml(text: &str, error: &toml::de::Error) -> Mistake {
        let start = error.span().map_or(0, |span| span.start.min(text.len()));
        let message = error.message();
        Mistake {
            line: text.as_bytes()[..start]
                .iter()
                .filter(|b| **b == b'\n')
                .count()
                + 1,
            message: format!("読めません。この行を直してください。（{message}）"),
        }
    }
}

impl Checks {
    /// Where the patterns of directives lie below `content/`.
    pub const DIRECTIVES: &str = "wording/directives.toml";
    /// Where the words of reserved work lie below `content/`.
    pub const LICENCES: &str = "wording/licences.toml";

    /// What is compiled in.
    pub fn embedded() -> Checks {
        Checks {
            directives: Patterns::Embedded(Directives::embedded()),
            licences: Patterns::Embedded(Licences::embedded()),
        }
    }

    /// With the patterns of directives in this text instead.
    ///
    /// # Errors
    /// Every mistake found in it.
    pub fn with_directives(self, text: &str) -> Result<Checks, Vec<Mistake>> {
        let directives = Patterns::Read(Arc::new(Directives::parse(text)?));
        Ok(Checks { directives, ..self })
    }

    /// With the words of reserved work in this text instead.
    ///
    /// # Errors
    /// Every mistake found in it.
    pub fn with_licences(self, text: &str) -> Result<Checks, Vec<Mistake>> {
        let licences = Patterns::Read(Arc::new(Licences::parse(text)?));
        Ok(Checks { licences, ..self })
    }

    /// What a free text gives away, leaves open or directs, at most one finding of each kind.
    pub fn findings(&self, text: &str, context: TextContext) -> Vec<Finding> {
        let plain: String = text.nfkc().collect();
        let found = [
            (WarningKind::Vague, personal::vague(&plain)),
            (WarningKind::Person, personal::person(text)),
            (WarningKind::Phone, personal::phone(&plain)),
            (WarningKind::Account, personal::account(&plain)),
            (WarningKind::Mail, personal::mail(&plain)),
        ];
        let given = found
            .into_iter()
            .filter_map(|(kind, word)| word.map(|word| (kind, word)));
        given
            .chain(self.directives.found(text, context))
            .map(|(kind, word)| Finding { kind, word })
            .collect()
    }

    /// Whether a text has a directive on hours, place or sequence.
    pub fn has_directive(&self, text: &str, context: TextContext) -> bool {
        !self.directives.found(text, context).is_empty()
    }
}

impl<T> Deref for Patterns<T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self {
            Patterns::Embedded(patterns) => patterns,
            Patterns::Read(patterns) => patterns,
        }
    }
}

impl<T> Clone for Patterns<T> {
    fn clone(&self) -> Self {
        match self {
            Patterns::Embedded(patterns) => Patterns::Embedded(patterns),
            Patterns::Read(patterns) => Patterns::Read(Arc::clone(patterns)),
        }
    }
}

impl fmt::Debug for Checks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Checks")
    }
}
