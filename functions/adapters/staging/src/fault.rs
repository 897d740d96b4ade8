//! A mistake of what a town writes, by the text and line that it is in.

use std::fmt;

use generator::{Fault, FaultKind, Faults};
use town::ContentError;

/// One mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextFault {
    /// The text's path below `content/`; `None`: it is in none, but in a template or a page as it was built.
    pub path: Option<String>,
    /// The line, from 1, if it is known.
    pub line: Option<usize>,
    /// What it is about.
    pub kind: FaultKind,
    /// What is wrong; of what functions read also what to do.
    pub what: String,
    /// What to do, where that is said apart.
    pub help: Option<String>,
    /// All of it, as a terminal shows it.
    told: String,
}

impl TextFault {
    /// A mistake of a line of a text.
    pub fn at(path: &str, line: usize, what: String) -> TextFault {
        TextFault {
            told: format!("content/{path}:{line}: {what}"),
            path: Some(path.to_owned()),
            line: Some(line),
            kind: FaultKind::Other,
            what,
            help: None,
        }
    }

    /// What is no mistake of a text, such as a full disk.
    pub fn elsewhere(what: String) -> TextFault {
        TextFault {
            told: what.clone(),
            path: None,
            line: None,
            kind: FaultKind::Other,
            what,
            help: None,
        }
    }
}

impl From<&ContentError> for TextFault {
    fn from(error: &ContentError) -> TextFault {
        TextFault::at(&error.path, error.line, error.message.clone())
    }
}

impl From<&Fault> for TextFault {
    fn from(fault: &Fault) -> TextFault {
        let path = fault.file().strip_prefix("content").ok();
        TextFault {
            path: path.map(|path| path.display().to_string()),
            line: fault.position().map(|position| position.line),
            kind: fault.kind().clone(),
            what: fault.what().to_owned(),
            help: fault.advice().map(str::to_owned),
            told: fault.to_string(),
        }
    }
}

impl fmt::Display for TextFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told)
    }
}

/// Every mistake that was found; at least one where it is an error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextFaults(pub Vec<TextFault>);

impl TextFaults {
    /// The mistakes of an error of the generator; any other error is one of no text.
    pub(crate) fn of(error: &anyhow::Error) -> TextFaults {
        match error.downcast_ref::<Faults>() {
            Some(faults) => TextFaults(faults.iter().map(TextFault::from).collect()),
            None => TextFaults::other(error),
        }
    }

    /// An error that is no mistake of a text, such as a full disk.
    pub(crate) fn other(error: &anyhow::Error) -> TextFaults {
        TextFaults(vec![TextFault::elsewhere(format!("{error:#}"))])
    }
}

impl fmt::Display for TextFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the town's content or site has mistakes")?;
        self.0.iter().try_for_each(|fault| write!(f, "\n  {fault}"))
    }
}

impl std::error::Error for TextFaults {}
