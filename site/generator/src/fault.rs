//! What an author is told when a site cannot be built: where, what, and what to do.

use std::fmt;
use std::path::{Path, PathBuf};

use unicode_width::UnicodeWidthChar;

/// A place in a text: line and column, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

impl Position {
    /// The position of a byte of `text`.
    pub fn of_byte(text: &str, byte: usize) -> Position {
        let mut end = byte.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &text[..end];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Position {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

/// What a fault is about, for whoever tells it in other words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum FaultKind {
    /// A link that leads nowhere, as it was written.
    Link(String),
    /// Stars that stay in the text.
    Stars,
    /// A title in the text, beside the page's own.
    SecondTitle,
    /// Something else.
    #[default]
    Other,
}

/// One thing that keeps a site from being built.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fault {
    file: PathBuf,
    position: Option<Position>,
    source: Option<String>,
    width: usize,
    kind: FaultKind,
    what: String,
    help: Option<String>,
    notes: Vec<String>,
}

impl Fault {
    /// A fault of a whole file.
    pub fn new(file: impl Into<PathBuf>, what: impl Into<String>) -> Fault {
        Fault {
            file: file.into(),
            what: what.into(),
            width: 1,
            ..Fault::default()
        }
    }

    /// Says where in the file's text the fault is.
    pub fn at(mut self, text: &str, position: Position) -> Fault {
        self.source = text.lines().nth(position.line - 1).map(str::to_owned);
        self.position = Some(position);
        self
    }

    /// Says where in the file's text the fault is, as bytes.
    pub fn at_bytes(self, text: &str, bytes: &std::ops::Range<usize>) -> Fault {
        let position = Position::of_byte(text, bytes.start);
        let first_line = text
            .get(bytes.clone())
            .and_then(|words| words.lines().next());
        let width = first_line.map_or(1, |words| words.chars().count());
        self.at(text, position).wide(width)
    }

    /// Says how many characters the fault covers.
    pub fn wide(mut self, width: usize) -> Fault {
        self.width = width.max(1);
        self
    }

    /// Says what it is about.
    pub fn about(mut self, kind: FaultKind) -> Fault {
        self.kind = kind;
        self
    }

    /// Says what to do.
    pub fn help(mut self, help: impl Into<String>) -> Fault {
        self.help = Some(help.into());
        self
    }

    /// Adds what led there.
    pub fn note(mut self, note: impl Into<String>) -> Fault {
        self.notes.push(note.into());
        self
    }

    /// The file: relative to the site's root, below `content/` for what the town writes and below `public/` for a page as
    /// it was built.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Where in the file, if that is known.
    pub fn position(&self) -> Option<Position> {
        self.position
    }

    /// What it is about.
    pub fn kind(&self) -> &FaultKind {
        &self.kind
    }

    /// What is wrong.
    pub fn what(&self) -> &str {
        &self.what
    }

    /// What to do, if that is known.
    pub fn advice(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// Names the file relative to the site's root where that is possible.
    fn relative_to(mut self, root: &Path) -> Fault {
        if let Ok(relative) = self.file.strip_prefix(root) {
            self.file = relative.to_owned();
        }
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some(Position { line, column }) = self.position {
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {}", self.what)?;
        if let (Some(Position { line, column }), Some(source)) = (self.position, &self.source) {
            let margin = " ".repeat(line.to_string().len());
            let indent: String = source
                .chars()
                .take(column - 1)
                .map(|c| {
                    if c == '\t' {
                        "\t".to_owned()
                    } else {
                        " ".repeat(columns(c))
                    }
                })
                .collect();
            let marked: usize = source
                .chars()
                .skip(column - 1)
                .take(self.width)
                .map(columns)
                .sum();
            write!(
                f,
                "\n {margin} |\n {line} | {source}\n {margin} | {indent}{}",
                "^".repeat(marked.max(1))
            )?;
        }
        for note in &self.notes {
            write!(f, "\n   note: {note}")?;
        }
        match &self.help {
            Some(help) => write!(f, "\n   help: {help}"),
            None => Ok(()),
        }
    }
}

/// How many terminal columns a character takes.
fn columns(c: char) -> usize {
    c.width().unwrap_or(1)
}

/// Everything that keeps a site from being built.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// Names files relative to the site's root, orders the faults by file and place, and drops repeats.
    pub fn settled(mut self, root: &Path) -> Faults {
        self.0 = self
            .0
            .into_iter()
            .map(|fault| fault.relative_to(root))
            .collect();
        let place = |fault: &Fault| fault.position.map_or((0, 0), |p| (p.line, p.column));
        self.0
            .sort_by(|a, b| (&a.file, place(a), &a.what).cmp(&(&b.file, place(b), &b.what)));
        self.0.dedup();
        self
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The faults.
    pub fn iter(&self) -> impl Iterator<Item = &Fault> {
        self.0.iter()
    }
}

impl From<Fault> for Faults {
    fn from(fault: Fault) -> Faults {
        Faults(vec![fault])
    }
}

impl From<Vec<Fault>> for Faults {
    fn from(faults: Vec<Fault>) -> Faults {
        Faults(faults)
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, fault) in self.0.iter().enumerate() {
            let gap = if at == 0 { "" } else { "\n\n" };
            write!(f, "{gap}{fault}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}

/// The result of a step that may find faults.
pub type Outcome<T> = Result<T, Faults>;

/// Gathers the values of steps, or all their faults.
pub fn all<T>(results: impl IntoIterator<Item = Outcome<T>>) -> Outcome<Vec<T>> {
    let mut values = Vec::new();
    let mut faults = Vec::new();
    for result in results {
        match result {
            Ok(value) => values.push(value),
            Err(Faults(more)) => faults.extend(more),
        }
    }
    if faults.is_empty() {
        Ok(values)
    } else {
        Err(Faults(faults))
    }
}

/// Reads a text file, less its byte order mark.
pub fn read_text(path: &Path) -> Outcome<String> {
    let text = std::fs::read_to_string(path).map_err(|e| unreadable(path, &e))?;
    Ok(text
        .strip_prefix('\u{feff}')
        .map(str::to_owned)
        .unwrap_or(text))
}

/// The fault of a file that cannot be read or written.
pub fn unreadable(path: &Path, error: &std::io::Error) -> Faults {
    let help = match error.kind() {
        std::io::ErrorKind::InvalidData => "save the file as UTF-8",
        std::io::ErrorKind::NotFound => "create it, or correct its name",
        _ => "check the file's rights and the free space",
    };
    Fault::new(path, format!("cannot be used: {error}"))
        .help(help)
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fault_shows_the_line_and_points_at_the_words() {
        let text = "一行\n今日は {{ 名前 }} です\n";
        let fault = Fault::new("a.html", "no `名前`")
            .at(text, Position { line: 2, column: 8 })
            .wide(2)
            .help("give it");
        let expected = "a.html:2:8: no `名前`\n   |\n 2 | 今日は {{ 名前 }} です\n   |           ^^^^\n   help: give it";
        assert_eq!(fault.to_string(), expected);
    }

    #[test]
    fn byte_becomes_line_and_column_in_characters() {
        assert_eq!(
            Position::of_byte("あ\nいう", 7),
            Position { line: 2, column: 2 }
        );
    }

    #[test]
    fn faults_are_ordered_by_place_and_named_from_the_root() {
        let late = Fault::new("/s/b.md", "x");
        let early = Fault::new("/s/a.md", "y");
        let faults = Faults(vec![late, early.clone(), early]).settled(Path::new("/s"));
        assert_eq!(faults.to_string(), "a.md: y\n\nb.md: x");
    }
}
