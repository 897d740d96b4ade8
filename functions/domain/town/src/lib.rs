//! What the town writes: programme, task catalogue and the questionnaire's words, parsed from TOML into types.

mod bounds;
mod catalogue;
mod compiled_in;
mod files;
mod findings;
mod free_days;
mod money_bounds;
mod partners;
mod place;
mod programme;
mod required;
pub mod seminar;
mod settings;
mod task_picture;
pub mod texts;
mod unit;
mod warnings;

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use base::industry::Industry;
use base::wording::Wording;
pub use catalogue::{CatalogueTask, Class, Defaults, Tag};
use files::FILES;
pub use findings::Warning;
pub use free_days::YEARS;
pub use money_bounds::MINIMUM_WAGES;
pub use programme::{
    Absence, ApplicantData, Billing, DataForm, DataPurpose, DayOfMonth, DirectorGroup, DraftTerms,
    Escalation, InventoryData, InvoiceNumber, LinkData, MinimumWage, NotADayOfMonth, Office,
    Operator, OrderRules, Partner, Party, PayRule, Privacy, Processor, Programme, Promise, Rates,
    Retention, SeminarData, SeminarDefaults, Sender, VisitData, WorkerData,
};
use seminar::Seminar;
pub use settings::mails;
pub use task_picture::TaskPicture;
use text_checks::Checks;
use texts::Texts;
pub use unit::Unit;

/// All content the functions need, of one commit.
#[derive(Clone, Debug)]
pub struct Content {
    /// The published version that it is of; 0: none, the files alone.
    pub version: u32,
    /// Operator, directors, rates and dated figures.
    pub programme: Programme,
    /// The task catalogue in file order: by industry, back office last.
    pub tasks: Vec<CatalogueTask>,
    /// The skill tags in the order shown.
    pub tags: Vec<Tag>,
    /// The questions' words.
    pub words: Wording,
    /// All other words that a town may say differently.
    pub texts: Texts,
    /// What finds directives and reserved work in what people write.
    pub checks: Checks,
    /// The published seminars, by day.
    pub seminars: Vec<Seminar>,
}

/// The sources of [`Content`], by path below `content/` (`programme.toml`, `seminars/….md`, …).
pub type Sources = BTreeMap<String, String>;

impl Content {
    /// The fixed paths below `content/` that make up [`Sources`]; the seminars' pages come on top.
    pub fn paths() -> impl Iterator<Item = &'static str> {
        let texts = Texts::PATHS.iter().copied();
        let checks = [Checks::DIRECTIVES, Checks::LICENCES];
        FILES.into_iter().chain(texts).chain(checks)
    }

    /// Whether a path below `content/` belongs to [`Sources`].
    pub fn is_source(path: &str) -> bool {
        Content::paths().any(|fixed| fixed == path) || seminar::is_page(path)
    }

    /// The sources compiled into this binary.
    pub fn embedded_sources() -> Sources {
        compiled_in::sources()
    }

    /// The content compiled into this binary.
    pub fn embedded() -> Content {
        let sources = Content::embedded_sources();
        Content::parse(&sources).expect("the embedded content is parsed by a test")
    }

    /// Parses the content, e.g. from the town's folder.
    ///
    /// # Errors
    /// Every problem found, each with file, line and what to do.
    pub fn parse(sources: &Sources) -> Result<Content, Vec<ContentError>> {
        let [programme, tasks, words] = FILES.map(|path| ContentSource::new(sources, path));
        let mut errors = Vec::new();
        let parsed = (
            keep(programme.parse::<Programme>(), &mut errors),
            keep(tasks.parse::<catalogue::File>(), &mut errors),
            keep(words.parse::<Wording>(), &mut errors),
        );
        let (seminars, mistakes) = seminar::seminars(sources);
        errors.extend(mistakes);
        let texts = Texts::of(sources, &mut errors);
        let checks = checks(sources, &mut errors);
        let (Some(programme_file), Some(catalogue), Some(wording)) = parsed else {
            return Err(errors);
        };
        errors.extend(settings::problems(
            &programme_file,
            &catalogue.tag,
            &catalogue.task,
            &programme,
        ));
        errors.extend(catalogue::problems(&catalogue, &tasks));
        errors.extend(required::problems(&wording, &words));
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Content {
            version: 0,
            programme: programme_file,
            tasks: catalogue.task,
            tags: catalogue.tag,
            words: wording,
            texts,
            checks,
            seminars,
        })
    }

    /// The seminar with that slug.
    pub fn seminar(&self, slug: &str) -> Option<&Seminar> {
        self.seminars.iter().find(|seminar| seminar.slug == slug)
    }

    /// The catalogue task with that id.
    pub fn task(&self, id: &str) -> Option<&CatalogueTask> {
        self.tasks.iter().find(|task| task.id == id)
    }

    /// The tasks offered to an industry: its own, then the back office's. Associations, cooperatives and
    /// whoever else belongs to none of the trades choose その他, and may borrow from all of them.
    pub fn offered(&self, industry: Industry) -> Vec<&CatalogueTask> {
        let of = |prefix: &'static str| self.tasks.iter().filter(move |t| t.industry == prefix);
        let office = of("bo");
        if industry == Industry::Other {
            let trades = self.tasks.iter().filter(|task| task.industry != "bo");
            return office.chain(trades).collect();
        }
        of(industry.code()).chain(office).collect()
    }

    /// The screen's word for a skill tag; the tag itself where it has none.
    pub fn tag_label<'a>(&'a self, tag: &'a str) -> &'a str {
        self.tags
            .iter()
            .find(|t| t.id == tag)
            .map_or(tag, |t| &t.label)
    }
}

/// The patterns of these sources; those compiled in where a file is not among them.
fn checks(sources: &Sources, errors: &mut Vec<ContentError>) -> Checks {
    let mut checks = Checks::embedded();
    for path in [Checks::DIRECTIVES, Checks::LICENCES] {
        let Some(text) = sources.get(path) else {
            continue;
        };
        let before = checks.clone();
        let read = match path {
            Checks::DIRECTIVES => before.with_directives(text),
            _ => before.with_licences(text),
        };
        match read {
            Ok(read) => checks = read,
            Err(mistakes) => errors.extend(mistakes.into_iter().map(|mistake| ContentError {
                path: path.to_owned(),
                line: mistake.line,
                message: mistake.message,
            })),
        }
    }
    checks
}

fn keep<T>(result: Result<T, ContentError>, errors: &mut Vec<ContentError>) -> Option<T> {
    result.map_err(|error| errors.push(error)).ok()
}

/// One file's path and text, to point at lines.
pub(crate) struct ContentSource<'a> {
    path: &'static str,
    text: Option<&'a str>,
}

impl<'a> ContentSource<'a> {
    fn new(sources: &'a Sources, path: &'static str) -> ContentSource<'a> {
        ContentSource {
            path,
            text: sources.get(path).map(String::as_str),
        }
    }

    fn parse<T: DeserializeOwned>(&self) -> Result<T, ContentError> {
        let text = self
            .text
            .ok_or_else(|| self.at(1, "このファイルがありません。元にもどしてください。"))?;
        toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start.min(text.len()));
            let line = text.as_bytes()[..start]
                .iter()
                .filter(|b| **b == b'\n')
                .count()
                + 1;
            self.at(
                line,
                format!(
                    "読めません。この行を直してください。（{}）",
                    error.message()
                ),
            )
        })
    }

    /// An error at a line.
    fn at(&self, line: usize, message: impl Into<String>) -> ContentError {
        ContentError {
            path: self.path.to_owned(),
            line,
            message: message.into(),
        }
    }

    /// An error at the first line beginning with that text, or else holding it; line 1 where none does.
    pub(crate) fn near(&self, needle: &str, message: impl Into<String>) -> ContentError {
        let lines = || self.text.unwrap_or_default().lines().zip(1..);
        let line = lines()
            .find(|(line, _)| line.starts_with(needle))
            .or_else(|| lines().find(|(line, _)| line.contains(needle)))
            .map_or(1, |(_, n)| n);
        self.at(line, message)
    }

    /// An error at the value that lies there; of a row, its number from 0. Line 1 where there is none.
    pub(crate) fn of(&self, steps: &[&str], message: impl Into<String>) -> ContentError {
        self.at(
            place::line(self.text.unwrap_or_default(), steps).unwrap_or(1),
            message,
        )
    }

    /// An error at the last line holding that text; line 1 where none does.
    fn last(&self, needle: &str, message: impl Into<String>) -> ContentError {
        let lines = self.text.unwrap_or_default().lines();
        let holding = lines.zip(1..).filter(|(line, _)| line.contains(needle));
        self.at(holding.last().map_or(1, |(_, n)| n), message)
    }
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

#[cfg(test)]
mod tests;
