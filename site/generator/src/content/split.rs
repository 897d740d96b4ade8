//! Splits a content file and reads its front matter, TOML or YAML.

use std::path::Path;

use serde::de::DeserializeOwned;

use crate::fault::{Fault, Faults, Outcome, Position};

/// A content file in its two parts.
#[derive(Clone, Copy, Debug)]
pub struct Split<'t> {
    text: &'t str,
    is_toml: bool,
    matter: &'t str,
    /// The Markdown.
    pub body: &'t str,
}

impl<'t> Split<'t> {
    /// Splits a content file.
    ///
    /// # Errors
    /// Fails without front matter at the start.
    pub fn of(path: &Path, text: &'t str) -> Outcome<Split<'t>> {
        for (fence, is_toml) in [("+++", true), ("---", false)] {
            if let Some((matter, body)) = fenced(text, fence) {
                return Ok(Split {
                    text,
                    is_toml,
                    matter,
                    body,
                });
            }
        }
        if let Some(unclosed) = unclosed(path, text) {
            return Err(unclosed.into());
        }
        let fault = Fault::new(path, "the file does not begin with front matter")
            .at(text, Position { line: 1, column: 1 })
            .help(
                "begin it with a line `+++`, then lines such as `title = \"…\"`, then a line `+++`",
            );
        Err(fault.into())
    }

    /// How many lines stand before the Markdown.
    pub fn lines_before_body(&self) -> usize {
        self.text[..self.text.len() - self.body.len()]
            .matches('\n')
            .count()
    }

    /// Reads the front matter.
    ///
    /// # Errors
    /// Fails for broken TOML or YAML and for values of the wrong kind, with their place in the file.
    pub fn read<T: DeserializeOwned>(&self, path: &Path) -> Outcome<T> {
        let offset = self.matter.as_ptr() as usize - self.text.as_ptr() as usize;
        if self.is_toml {
            return toml::from_str(self.matter).map_err(|e| {
                let fault =
                    Fault::new(path, e.message().trim().to_owned()).help(matter_help(e.message()));
                Faults::from(match e.span() {
                    Some(span) => {
                        fault.at_bytes(self.text, &(span.start + offset..span.end + offset))
                    }
                    None => fault.at(self.text, Position::of_byte(self.text, offset)),
                })
            });
        }
        serde_norway::from_str(self.matter).map_err(|e| {
            // Of what this program refuses itself, YAML knows only where the front matter begins.
            let message = e.to_string();
            let named = message
                .split('`')
                .nth(1)
                .and_then(|words| self.matter.find(words));
            let at = named.or_else(|| e.location().map(|location| location.index()));
            let at = offset + at.unwrap_or_default();
            let fault = Fault::new(path, e.to_string()).help(matter_help(&e.to_string()));
            fault.at(self.text, Position::of_byte(self.text, at)).into()
        })
    }

    /// A fault of the front matter's key.
    pub fn fault_at(&self, path: &Path, key: &str, what: String, help: &str) -> Faults {
        let start = self.text.find(self.matter).unwrap_or_default();
        let at = self.matter.find(key).map_or(start, |at| start + at);
        Fault::new(path, what)
            .help(help)
            .at_bytes(self.text, &(at..at + key.len()))
            .into()
    }
}

fn matter_help(message: &str) -> &'static str {
    if message.starts_with("unknown field") {
        "correct the key's spelling; your own data belongs under `[extra]`"
    } else if message.contains("datetime") {
        "write a date as `2026-04-01` or `2026-04-01T13:00:00+09:00`"
    } else if message.contains("expected any valid TOML value") {
        "remove the empty value; `extra` holds no nothing"
    } else {
        "correct this line of the front matter"
    }
}

/// The fault of front matter that begins and does not end.
fn unclosed(path: &Path, text: &str) -> Option<Fault> {
    let begun = text.trim_start();
    let fence = ["+++", "---"]
        .into_iter()
        .find(|it| begun.starts_with(it))?;
    let at = text.len() - begun.len();
    let fault = Fault::new(
        path,
        format!("the front matter that begins here has no end `{fence}`"),
    );
    let help = format!("write a line `{fence}` after it, alone on its line, before the text");
    Some(fault.at_bytes(text, &(at..at + fence.len())).help(help))
}

/// The text between two fences and what follows the second; the first must be the first thing in the text.
fn fenced<'t>(text: &'t str, fence: &str) -> Option<(&'t str, &'t str)> {
    let is_blank = |c: char| c.is_ascii_whitespace() || c == '\u{b}';
    let opened = text.trim_start_matches(is_blank).strip_prefix(fence)?;
    let blanks = opened.len() - opened.trim_start_matches(is_blank).len();
    let start = opened[..blanks].rfind('\n')?;
    let mut from = start + 1;
    while let Some(at) = opened[from..].find(fence) {
        let end = from + at;
        let after = &opened[end + fence.len()..];
        let rest = after.trim_start_matches(is_blank);
        if rest.is_empty() {
            return Some((&opened[start..end], rest));
        }
        if let Some(line) = after[..after.len() - rest.len()].rfind('\n') {
            return Some((&opened[start..end], &after[line + 1..]));
        }
        from = end + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::content::{PageMatter, SectionMatter};

    fn split(text: &str) -> (&str, &str) {
        let split = Split::of(Path::new("a.md"), text).unwrap();
        (split.matter, split.body)
    }

    #[test]
    fn body_begins_after_the_last_blank_line() {
        assert_eq!(
            split("+++\na = 1\n+++\n\n  text\n"),
            ("\na = 1\n", "  text\n")
        );
        assert_eq!(
            split("---\r\na: 1\r\n---\r\ntext"),
            ("\r\na: 1\r\n".trim_start_matches('\r'), "text")
        );
        assert_eq!(split("+++\n+++\n  \n"), ("\n", ""));
    }

    #[test]
    fn missing_front_matter_says_how_to_begin() {
        let error = Split::of(Path::new("a.md"), "# 見出し\n")
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with("a.md:1:1: the file does not begin with front matter"),
            "{error}"
        );
    }

    #[test]
    fn front_matter_without_an_end_is_told_so() {
        for (text, line) in [
            ("+++\ntitle = \"見本\"\n\n本文です。\n", "a.md:1:1: "),
            ("\n---\ntitle: 見本\n本文です。\n", "a.md:2:1: "),
            ("+++\ntitle = \"見本\"\n+++本文です。\n", "a.md:1:1: "),
        ] {
            let error = Split::of(Path::new("a.md"), text).unwrap_err();
            let error = error.to_string();
            assert!(
                error.starts_with(line) && error.contains("has no end"),
                "{error}"
            );
        }
    }

    #[test]
    fn a_date_that_is_a_number_is_told_how_to_be_written() {
        for text in [
            "+++\ndate = 20260102\n+++\n",
            "+++\nupdated = [2026]\n+++\n",
            "---\ndate: 20260102\n---\n",
        ] {
            let split = Split::of(Path::new("a.md"), text).unwrap();
            let error = split.read::<PageMatter>(Path::new("a.md")).unwrap_err();
            let error = error.to_string();
            assert!(!error.contains("untagged"), "{error}");
            assert!(error.contains("write a date as `2026-04-01`"), "{error}");
        }
    }

    #[test]
    fn broken_toml_is_shown_at_its_place_in_the_file() {
        let text = "+++\ntitle = 見出し\n+++\n";
        let split = Split::of(Path::new("a.md"), text).unwrap();
        let error = split
            .read::<PageMatter>(Path::new("a.md"))
            .unwrap_err()
            .to_string();
        assert!(error.starts_with("a.md:2:9: "), "{error}");
    }

    /// Pieces of front matter as people and programs write it.
    const PIECES: &[&str] = &[
        "+++\n",
        "---\n",
        "+++",
        "---",
        "\n",
        "\r\n",
        "\u{feff}",
        " ",
        "title",
        " = ",
        ": ",
        "\"",
        "'",
        "\"\"\"",
        "見本",
        "date = 2026-13-45\n",
        "date: 2026-04-01\n",
        "date = \"2026\"\n",
        "weight = -1\n",
        "weight = 99999999999999999999\n",
        "draft = yes\n",
        "[extra]\n",
        "[taxonomies]\n",
        "tags = [\"か\u{3099}\", 1]\n",
        "- a\n",
        "a: &x [*x]\n",
        "!!binary x\n",
        "a: {b: [\n",
        "\t",
        "\0",
        "sort_by = \"date\"\n",
        "title = \"a\"\ntitle = \"b\"\n",
        "[extra.\"\"]\n",
        "paginate_by = 0\n",
        "aliases = [\"../..\"]\n",
        "1",
        "e",
        ".",
        "nan",
        "~",
        "null",
        "<<: *a\n",
    ];

    proptest! {
        #[test]
        fn whatever_stands_at_the_top_of_a_file_is_read_or_refused_at_a_place_in_it(
            pieces in prop::collection::vec(prop::sample::select(PIECES), 0..30), other in "\\PC{0,20}", toml in any::<bool>(), closed in any::<bool>(),
        ) {
            let fence = if toml { "+++\n" } else { "---\n" };
            let end = if closed { fence } else { "" };
            let text = format!("{fence}{}{other}\n{end}text", pieces.concat());
            let path = Path::new("a.md");
            let faults = match Split::of(path, &text) {
                Ok(split) => {
                    prop_assert!(split.lines_before_body() <= text.matches('\n').count());
                    let page = split.read::<PageMatter>(path).err();
                    page.into_iter().chain(split.read::<SectionMatter>(path).err()).collect::<Vec<_>>()
                }
                Err(faults) => vec![faults],
            };
            let lines = text.lines().count().max(1);
            for fault in faults {
                let shown = fault.to_string();
                let line = shown.strip_prefix("a.md:").and_then(|rest| rest.split(':').next()?.parse::<usize>().ok());
                prop_assert!(line.is_some_and(|line| (1..=lines + 1).contains(&line)), "{shown}");
            }
        }
    }
}
