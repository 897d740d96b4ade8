//! Turns Tera's errors into faults with the place in the site's own files and advice.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;

use super::{BEHIND, Templates};
use crate::content::Document;
use crate::fault::{Fault, Faults, Position};

/// What was being done when an error came up.
#[derive(Clone, Copy, Debug)]
pub enum Origin<'a> {
    /// Templates were loaded, or a page without a file was rendered.
    Templates,
    /// The page or section of this file was rendered.
    Document(&'a Document),
    /// Tera in this file's Markdown was rendered.
    Markdown(&'a Document),
    /// A page that comes from this setting or taxonomy was rendered.
    Named(&'a str),
}

impl Origin<'_> {
    /// The file to name when no other is known.
    pub(super) fn file(&self, templates: &Path) -> PathBuf {
        match self {
            Origin::Document(document) | Origin::Markdown(document) => document.file.clone(),
            Origin::Templates => templates.to_owned(),
            Origin::Named(name) => PathBuf::from(name),
        }
    }

    fn note(&self) -> Option<String> {
        match self {
            Origin::Document(document) => Some(format!(
                "while rendering `content/{}`",
                document.source.relative
            )),
            Origin::Named(name) => Some(format!("while rendering {name}")),
            Origin::Templates | Origin::Markdown(_) => None,
        }
    }
}

/// The name Tera gives to text that is not a template.
const ONE_OFF: &str = "__tera_one_off";

static REPORT: LazyLock<Regex> = LazyLock::new(|| {
    let head = r"(?m)^error: (?<what>[\s\S]*?)\n *--> (?<file>.+):(?<line>\d+):(?<column>\d+)$";
    let shown = r"(?:\n *\|\n *\d+ \|.*\n *\|[ \t]*(?<mark>\^+))?";
    Regex::new(&format!("{head}{shown}")).expect("the pattern is fixed")
});

static NOTE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^note: (?<what>.*?) (?<file>\S+):(?<line>\d+):(?<column>\d+)$")
        .expect("the pattern is fixed")
});

impl Templates {
    /// The faults in an error of Tera's.
    pub(super) fn faults(&self, error: &tera::Error, origin: &Origin) -> Faults {
        let text = error.to_string();
        let starts: Vec<usize> = REPORT.find_iter(&text).map(|found| found.start()).collect();
        if starts.is_empty() {
            return with_note(self.without_place(&text, origin), origin).into();
        }
        let ends = starts.iter().skip(1).copied().chain([text.len()]);
        let faults = starts
            .iter()
            .zip(ends)
            .map(|(&start, end)| self.fault(&text[start..end], origin));
        faults.collect::<Vec<_>>().into()
    }

    /// A fault of an error that says no place; what it talks about is looked for.
    fn without_place(&self, text: &str, origin: &Origin) -> Fault {
        let (what, help) = explain(text);
        let file = self
            .named_template(text)
            .unwrap_or_else(|| origin.file(&self.folder));
        let fault = advised(Fault::new(&file, what), help);
        let source = std::fs::read_to_string(&file).unwrap_or_default();
        match source
            .find("{% extends")
            .filter(|_| text.contains("extend"))
        {
            Some(at) => fault.at_bytes(&source, &(at..at + "{% extends".len())),
            None => fault,
        }
    }

    fn fault(&self, report: &str, origin: &Origin) -> Fault {
        let Some(found) = REPORT.captures(report) else {
            return Fault::new(origin.file(&self.folder), report);
        };
        let number = |name: &str| found[name].parse().unwrap_or(1);
        let place = Position {
            line: number("line"),
            column: number("column"),
        };
        let (what, help) = explain(&found["what"]);
        let width = found.name("mark").map_or(1, |mark| mark.len());
        let fault = self.placed(&found["file"], place, what, origin).wide(width);
        let fault = advised(fault, help);
        let noted = NOTE
            .captures_iter(report)
            .fold(fault, |fault, note| fault.note(self.told(&note, origin)));
        with_note(noted, origin)
    }

    fn placed(&self, name: &str, place: Position, what: String, origin: &Origin) -> Fault {
        if let (ONE_OFF, Origin::Markdown(document)) = (name, origin) {
            let line = place.line + document.lines_before_body;
            let text = std::fs::read_to_string(&document.file).unwrap_or_default();
            return Fault::new(&document.file, what).at(&text, Position { line, ..place });
        }
        let source = self
            .sources
            .get(name)
            .map(String::as_str)
            .unwrap_or_default();
        Fault::new(self.folder.join(name), what).at(source, place)
    }

    fn told(&self, note: &regex::Captures, origin: &Origin) -> String {
        let line: usize = note["line"].parse().unwrap_or(1);
        let (file, line) = match (&note["file"], origin) {
            (ONE_OFF, Origin::Markdown(document)) => (
                format!("content/{}", document.source.relative),
                line + document.lines_before_body,
            ),
            (name, _) if name.starts_with(BEHIND) => (name.replace(BEHIND, "built-in "), line),
            (name, _) => (format!("templates/{name}"), line),
        };
        format!("{} {file}:{line}:{}", &note["what"], &note["column"])
    }

    /// The template an error without a place talks about.
    fn named_template(&self, text: &str) -> Option<PathBuf> {
        let quoted = text.split(['\'', '`', '"']);
        quoted
            .into_iter()
            .find(|name| self.sources.contains_key(*name))
            .map(|name| self.folder.join(name))
    }
}

fn advised(fault: Fault, help: Option<String>) -> Fault {
    match help {
        Some(help) => fault.help(help),
        None => fault,
    }
}

fn with_note(fault: Fault, origin: &Origin) -> Fault {
    match origin.note() {
        Some(note) => fault.note(note),
        None => fault,
    }
}

/// How an error message begins, and what to do about it.
const ADVICE: [(&str, &str); 27] = [
    (
        "Tried to render a variable",
        "ask `{% if … %}` first, or write `or \"\"` after it",
    ),
    (
        "Unknown filter",
        "neither Tera 2 nor Zola 0.23 has a filter of that name; correct it",
    ),
    (
        "Unknown function",
        "neither Tera 2 nor Zola 0.23 has a function of that name; correct it",
    ),
    (
        "Unknown test",
        "neither Tera 2 nor Zola 0.23 has a test of that name; correct it",
    ),
    (
        "Unknown component",
        "define it in a template with `{% component name(argument) %}`, or correct the name",
    ),
    (
        "Unknown template",
        "create that file in `templates/`, or correct the name",
    ),
    (
        "Unknown tag",
        "correct the tag; macros of older versions are components now: `{% component name() %}`",
    ),
    (
        "Unknown argument",
        "take the argument away, or add it to the component",
    ),
    (
        "Unexpected end of input",
        "close what was opened last: `{% endif %}`, `{% endfor %}`, `{% endblock %}` or `}}`",
    ),
    (
        "Unexpected character",
        "correct what stands between the braces; to show braces, write `{{ \"{{\" }}`",
    ),
    ("Missing keyword argument", "add the argument"),
    (
        "Component argument",
        "give a value of the kind the component asks for",
    ),
    ("Template already contains", "rename one of the two"),
    (
        "This content would be ignored",
        "move it into a block of the template that is extended",
    ),
    (
        "Cannot compare",
        "compare values of one kind; `| int` turns text into a number",
    ),
    ("Cannot sort", "sort values of one kind only"),
    (
        "Value at index",
        "give the attribute to every entry, or leave entries without it out first",
    ),
    (
        "Circular extend",
        "a template cannot extend itself; name another one after `extends`",
    ),
    ("Circular include", "a template cannot include itself"),
    (
        "Template inheritance",
        "take `{% extends %}` out of the Markdown; name a `template` in the front matter",
    ),
    ("Found integer", "write `[0]` instead of `.0`"),
    ("The string", "write a date as `2026-04-01`"),
    (
        "Invalid type for the value",
        "turn the value into the kind the filter needs, or use another filter",
    ),
    (
        "`get_url`",
        "correct the path; after `@/` it begins below `content/`",
    ),
    ("`get_page`", "correct the path; it begins below `content/`"),
    ("`load_data`", "correct the path or the file"),
    (
        "`get_taxonomy",
        "correct the name, or allow its absence with `required=false`",
    ),
];

/// An error in words for the site's author, and what to do.
fn explain(message: &str) -> (String, Option<String>) {
    if let Some((what, known)) = message.split_once(". Available variables: ") {
        let help = format!(
            "known here: {known}; correct the name, or ask `{{% if … is defined %}}` first"
        );
        return (what.to_owned(), Some(help));
    }
    let what = message.trim_end_matches('.').to_owned();
    if message.starts_with("Field `") {
        let help = "correct the name, give it in the front matter under `[extra]`, or write `?.` before it";
        return (what, Some(help.to_owned()));
    }
    if message.contains("requires both operands to be numbers") {
        return (
            what,
            Some("turn text into a number with `| int`, or join texts with `~`".to_owned()),
        );
    }
    let advice = ADVICE.iter().find(|(start, _)| message.starts_with(start));
    (what, advice.map(|(_, help)| (*help).to_owned()))
}
