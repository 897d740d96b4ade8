//! The page on which a filled-in worksheet is copied, box by box as printed, and how that becomes the questionnaire's
//! pages: what is blank or cannot be read stays unclear.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::accept::accept;
use super::page::page;
use answers::{Answers, TaskKey};
use base::industry::Industry;
use base::text;
use forms::draw::group;
use forms::fields::{line, refill};
use forms::{Field, FieldError, FieldGroup, Input, Kind, Page, limits};
use handouts::{SheetBox, TASKS, numbered_task};
use questionnaire::flow::{self, Step};
use questionnaire::tasks::{self, Task};
use town::Content;

/// How a box that cannot be read is typed, in any width.
const UNREADABLE: &str = "?";
/// The code of わからない.
const UNKNOWN: &str = "unknown";

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

/// A task that was copied: what its boxes say by the questions they answer, nothing of those that are unclear.
struct CopiedTask {
    key: TaskKey,
    /// The employer's own words; `None`: it is one of the list.
    name: Option<String>,
    said: BTreeMap<&'static str, String>,
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
    let texts = &content.texts.handouts;
    let options = printed.options.iter().zip(1..);
    let options: Vec<String> = options
        .map(|(label, at): (_, usize)| texts.copy_option(at, label))
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
        for step in flow::pages(&task) {
            let asked = page(&step, &sheet.answers, content, None, &[], today);
            let typed = filled(&asked, &task, said);
            match accept(&step, &sheet.answers, content, &typed, today) {
                Ok(answers) => sheet.answers = answers,
                Err(_) => drop(sheet.typed.insert(step.path(), typed)),
            }
            sheet.steps.push(step.path());
        }
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
fn boxes(
    task: usize,
    content: &Content,
    input: &Input,
    errors: &mut Vec<FieldError>,
) -> BTreeMap<&'static str, String> {
    let mut said = BTreeMap::new();
    for it in SheetBox::ALL {
        match clear(it, &written(task, it, input), content) {
            Ok(None) => {}
            Ok(Some(value)) => drop(said.insert(it.field(), value)),
            Err(message) => errors.push(error(task, it, content, &message)),
        }
    }
    said
}

/// What a box says: an option's code, a number or words. `None`: nothing, or nothing that can be read.
fn clear(it: SheetBox, written: &str, content: &Content) -> Result<Option<String>, String> {
    let texts = &content.texts.handouts;
    let plain = text::plain(written);
    if written.is_empty() || plain.trim() == UNREADABLE {
        return Ok(None);
    }
    let options = &content.words.field(it.field()).options;
    if it == SheetBox::Name {
        let most = limits::TASK_NAME;
        let fits = written.chars().count() <= most;
        return fits
            .then(|| Some(written.to_owned()))
            .ok_or_else(|| texts.copy_long(most));
    }
    if options.is_empty() {
        let number = text::amount(written, &content.words.field(it.field()).unit);
        let number = number.filter(|number| *number > 0.0);
        return number
            .map(|number| Some(text::shown(number)))
            .ok_or_else(|| texts.copy_number().to_owned());
    }
    let at = text::whole(written).and_then(|at| (at as usize).checked_sub(1));
    let option = at.and_then(|at| options.get(at));
    let code = option.map(|option| Some(option.value.clone()));
    code.ok_or_else(|| texts.copy_choice(options.len()))
}

/// A page as it is asked, with what the boxes say in place of what is proposed; what they do not say is unclear.
fn filled(asked: &Page, task: &Task, said: &BTreeMap<&'static str, String>) -> Input {
    let mut typed = Input::default();
    for field in asked.groups.iter().flat_map(|group| &group.fields) {
        let ticked = field.options.iter().filter(|option| option.checked);
        let proposed = match field.kind {
            Kind::Radio | Kind::Checkbox | Kind::Select => {
                ticked.map(|option| option.value.clone()).collect()
            }
            _ => vec![field.value.clone()],
        };
        let boxed = SheetBox::ALL.iter().find(|it| it.field() == field.name);
        let values = match boxed {
            None => proposed,
            Some(it) => vec![boxed_value(*it, task, said)],
        };
        typed.0.insert(field.name.clone(), values);
    }
    typed
}

fn boxed_value(it: SheetBox, task: &Task, said: &BTreeMap<&'static str, String>) -> String {
    let of = |it: SheetBox| said.get(it.field());
    let number = |it: SheetBox| of(it).and_then(|text| text::number(text));
    match it {
        // An own task is asked for the minutes of one time.
        SheetBox::Minutes if task.row.is_none() => {
            let each = number(SheetBox::Count).zip(number(SheetBox::Minutes));
            each.map(|(count, minutes)| text::shown(count * minutes))
                .unwrap_or_default()
        }
        SheetBox::Period if task.row.is_none() && of(SheetBox::Times).is_none() => {
            UNKNOWN.to_owned()
        }
        SheetBox::Period | SheetBox::Times | SheetBox::Count | SheetBox::Minutes => {
            of(it).cloned().unwrap_or_default()
        }
        _ => of(it).cloned().unwrap_or_else(|| UNKNOWN.to_owned()),
    }
}
