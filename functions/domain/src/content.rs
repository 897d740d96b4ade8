//! What the town writes: programme, task catalogue and the questionnaire's words, parsed from TOML into types.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// All content the functions need, of one commit.
#[derive(Clone, Debug)]
pub struct Content {
    /// Operator, directors, rates and dated figures.
    pub programme: Programme,
}

/// The TOML sources of [`Content`], by path below `content/` (`programme.toml`, `inventory/tasks.toml`, …).
pub type Sources = BTreeMap<String, String>;

impl Content {
    /// The content compiled into this binary.
    pub fn embedded() -> Content {
        todo!()
    }

    /// Parses the content, e.g. from the town's folder.
    ///
    /// # Errors
    /// Every problem found, each with file, line and what to do.
    pub fn parse(_sources: &Sources) -> Result<Content, Vec<ContentError>> {
        todo!()
    }

    /// The paths below `content/` that make up [`Sources`].
    pub const PATHS: &'static [&'static str] = &["programme.toml"];
}

/// A mistake in a content file.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("content/{path}:{line}: {message}")]
pub struct ContentError {
    /// Path below `content/`.
    pub path: String,
    /// Line, from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub message: String,
}

/// The town's settings, `content/programme.toml`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Programme {
    /// Who runs this site.
    pub operator: Operator,
    /// How our mails are sent.
    pub sender: Sender,
    /// The office that is copied on everything.
    pub office: Party,
    /// The directors' groups, routed by skill tag.
    pub directors: Vec<DirectorGroup>,
}

/// Who runs this site and answers for personal data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Operator {
    /// e.g. 一般社団法人 …
    pub name: String,
    /// The municipality, e.g. 立科町.
    pub town: String,
    /// Postal address.
    pub address: String,
    /// Phone number shown to employers.
    pub phone: String,
    /// Mail address shown to employers.
    pub mail: String,
    /// Opening hours in words.
    pub hours: String,
}

/// The mail sender.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sender {
    /// Display name.
    pub name: String,
    /// Address in From.
    pub mail: String,
}

/// Somebody mails go to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Party {
    /// Display name.
    pub name: String,
    /// Address.
    pub mail: String,
}

/// A director's group: who gets the specs whose first tag is among `tags`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DirectorGroup {
    /// Short id, e.g. `a`.
    pub id: String,
    /// Display name.
    pub name: String,
    /// Address.
    pub mail: String,
    /// Skill tags of `domain.md` §5.
    pub tags: Vec<String>,
}
