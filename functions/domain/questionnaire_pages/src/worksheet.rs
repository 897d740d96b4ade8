//! The page on which a filled-in worksheet is copied, box by box as printed, and how that becomes the questionnaire's
//! pages: what is blank or cannot be read stays unclear.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::accept::accept;
use super::boxes::{Blank, FilledPage, Misread, Said, clear, fill_pages};
use answers::{Answers, TaskKey};
use base::industry::Industry;
use base::text;
use forms::draw::group;
use forms::fields::{line, refill};
use forms::{Field, FieldError, FieldGroup, Input};
use handouts::{SheetBox, TASKS, numbered_task};
use questionnaire::flow::Step;
use questionnaire::tasks;
use town::Content;

/// WORD JOINER: on a phone a number that ends a line would be taken for the option before it.
const JOINED: char = '\u{2060}';

/// What a copied worksheet makes of a draft.
#[derive(Clone, Debug, PartialEq)]
pub struct CopiedSheet {
    /// The answers, as far as they are clear.
    pub answers: Answers,
    /// The pages that are still unclear, as copied, by their paths.
    pub typed: BTreeMap<String, Input>,
    /// The paths of all pages that were copied.
    pub steps: Vec<String>,
}

impl CopiedSheet {
    /// Takes in pages that were filled in: those that are still to be answered stay as typed.
    pub(crate) fn add(&mut self, filled: Vec<FilledPage>) {
        for page in filled.into_iter().filter(|page| page.is_said) {
            let path = page.step.path();
            if page.is_open {
                self.typed.insert(path.clone(), page.typed);
            }
            self.steps.push(path);
        }
    }
}

/// A task that was copied: what its boxes say by the questions they answer, nothing of those that are unclear.
struct CopiedTask {
    key: TaskKey,
    /// The employer's own words; `None`: it is one of the list.
    name: Option<String>,
    said: Said,
}

/// The boxes as they are printed, a group for each task, with what was typed.
pub fn worksheet_groups(
    content: &Content,
    typed: &Input,
    errors: &[FieldError],
) -> Vec<FieldGroup> {
    let texts = &content.texts.handouts;
    let drawn = |task: usize| {
        let fields = SheetBox::ALL.map(|it| refill(field(task, it, content), typed, errors));
        group(&texts.copy_task(task), fields.into())
    };
    (1..=TASKS).map(drawn).collect()
}

fn field(task: usize, it: SheetBox, content: &Content) -> Field {
    let printed = it.printed(content);
    let options = printed.options.iter().zip(1..);
    let options: Vec<String> = options
        .map(|(label, at)| option(at, label, content))
        .collect();
    // What is counted differs from task to task, so it is no unit of the number.
    let (hint, unit) = match it {
        SheetBox::Count => (printed.unit, String::new()),
        _ => (options.join("　"), printed.unit),
    };
    Field {
        hint,
        unit,
        ..line(&name(task, it), &label(task, it, content))
    }
}

/// An option with its number; no line ends between the two.
fn option(at: usize, label: &str, content: &Content) -> String {
    let label = format!("{JOINED}{label}");
    content.texts.handouts.copy_option(at, label)
}

/// The name of a box's field.
fn name(task: usize, it: SheetBox) -> String {
    format!("box{task}_{}", it.number())
}

fn label(task: usize, it: SheetBox, content: &Content) -> String {
    let printed = it.printed(content);
    let texts = &content.texts.handouts;
    texts.copy_box(task, printed.number, printed.label)
}

/// Takes what was copied into the answers of a draft that has an industry and no tasks yet.
///
/// # Errors
/// Every box that cannot be what is written in it, in their order.
pub fn take_worksheet(
    answers: &Answers,
    content: &Content,
    input: &Input,
    today: Date,
) -> Result<CopiedSheet, Vec<FieldError>> {
    let industry = answers.industry.unwrap_or(Industry::Other);
    let copied = read(industry, content, input)?;
    let mut picks = Input::default();
    for task in &copied {
        let (list, pick) = match &task.name {
            Some(name) => (task.key.0.clone(), name.clone()),
            None => ("picks".to_owned(), task.key.0.clone()),
        };
        picks.0.entry(list).or_default().push(pick);
    }
    let mut sheet = CopiedSheet {
        answers: accept(&Step::Pick, answers, content, &picks, today)?,
        typed: BTreeMap::new(),
        steps: vec![Step::Pick.path()],
    };
    for task in tasks::picked(&sheet.answers, content) {
        let said = copied.iter().find(|copied| copied.key == task.key);
        let Some(said) = said.map(|copied| &copied.said) else {
            continue;
        };
        let filled = fill_pages(
            &task,
            (said, Blank::Unclear),
            &mut sheet.answers,
            content,
            today,
        );
        sheet.add(filled);
    }
    Ok(sheet)
}

/// The tasks of which anything is written.
fn read(
    industry: Industry,
    content: &Content,
    input: &Input,
) -> Result<Vec<CopiedTask>, Vec<FieldError>> {
    let texts = &content.texts.handouts;
    let (mut copied, mut errors) = (Vec::new(), Vec::new());
    let (mut used, mut own) = (BTreeSet::new(), 0);
    for task in 1..=TASKS {
        let first = errors.len();
        let mut said = boxes(task, content, input, &mut errors);
        if SheetBox::ALL
            .iter()
            .all(|it| written(task, *it, input).is_empty())
        {
            continue;
        }
        let called = said.remove(SheetBox::Name.field());
        let called = called.unwrap_or_else(|| texts.copy_unread(task));
        let number = text::whole(&called);
        let key = number.and_then(|number| numbered_task(industry, number as usize, content));
        let wrong = match (&key, number) {
            (None, Some(number)) => Some(texts.copy_no_task(number)),
            (Some(key), _) if !used.insert(key.clone()) => Some(texts.copy_twice().to_owned()),
            _ => None,
        };
        if let Some(message) = wrong {
            errors.insert(first, error(task, SheetBox::Name, content, &message));
        }
        own += usize::from(key.is_none());
        copied.push(CopiedTask {
            name: key.is_none().then_some(called),
            key: key.unwrap_or_else(|| TaskKey(format!("own{own}"))),
            said,
        });
    }
    if copied.is_empty() {
        errors.push(error(1, SheetBox::Name, content, texts.copy_nothing()));
    }
    match errors.is_empty() {
        true => Ok(copied),
        false => Err(errors),
    }
}

fn written(task: usize, it: SheetBox, input: &Input) -> String {
    text::line(input.one(&name(task, it)))
}

fn error(task: usize, it: SheetBox, content: &Content, message: &str) -> FieldError {
    FieldError {
        field: name(task, it),
        message: format!("{}：{message}", label(task, it, content)),
    }
}

/// What the boxes of a task say, by the questions they answer.
fn boxes(task: usize, content: &Content, input: &Input, errors: &mut Vec<FieldError>) -> Said {
    let mut said = Said::new();
    for it in SheetBox::ALL {
        match clear(it, &written(task, it, input), content) {
            Ok(None) => {}
            Ok(Some(value)) => drop(said.insert(it.field(), value)),
            Err(misread) => errors.push(error(task, it, content, &told(it, misread, content))),
        }
    }
    said
}

/// What is wrong with a box, in words for who copies it.
fn told(it: SheetBox, misread: Misread, content: &Content) -> String {
    let texts = &content.texts.handouts;
    match misread {
        Misread::Long(most) => texts.copy_long(most),
        Misread::Number => texts.copy_number().to_owned(),
        Misread::Choice => texts.copy_choice(content.words.field(it.field()).options.len()),
    }
}
