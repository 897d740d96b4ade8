//! What the boxes of a task say, on paper or in a table, and how that becomes the answers of the task's pages.

use std::collections::BTreeMap;

use answers::Answers;
use base::text;
use base::wording::OptionWords;
use forms::{FieldError, Input, Kind, Page, limits};
use handouts::SheetBox;
use jiff::civil::Date;
use questionnaire::flow::{self, Step};
use questionnaire::tasks::Task;
use town::Content;

use super::accept::accept;
use super::page::page;

/// How a box that cannot be read is typed, in any width.
const UNREADABLE: &str = "?";
/// The code of わからない.
const UNKNOWN: &str = "unknown";

/// What the boxes of a task say, by the questions they answer; nothing of those that are unclear.
pub(crate) type Said = BTreeMap<&'static str, String>;

/// What is wrong with what is written in a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Misread {
    /// A name has more than so many characters.
    Long(usize),
    /// It is no number.
    Number,
    /// It is none of the answers.
    Choice,
}

/// What a blank box means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Blank {
    /// Nobody who copies knows it: it is not known.
    Unclear,
    /// It is left to the page.
    Asked,
}

/// A page about a task as it was filled in out of the boxes.
pub(crate) struct FilledPage {
    pub step: Step,
    pub typed: Input,
    /// Why it was not accepted.
    pub refused: Vec<FieldError>,
    /// Whether it still has to be answered.
    pub is_open: bool,
    /// Whether the boxes say anything of it.
    pub is_said: bool,
}

/// Letters and digits alone, in one width and case: what is compared where people write the same differently.
pub(crate) fn folded(written: &str) -> String {
    let plain = text::spans_spelled(&text::plain(written).to_lowercase());
    plain.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// So much of what is written as is repeated where it is wrong.
const REPEATED: usize = 60;

/// The beginning of what is written, to be repeated.
pub(crate) fn clipped(written: &str) -> String {
    match written.chars().count() > REPEATED {
        true => written.chars().take(REPEATED).chain(['…']).collect(),
        false => written.to_owned(),
    }
}

/// What a box says: an option's code, a number or words. `None`: nothing, or nothing that can be read.
pub(crate) fn clear(
    it: SheetBox,
    written: &str,
    content: &Content,
) -> Result<Option<String>, Misread> {
    let plain = text::plain(written);
    let not_known = folded(content.texts.questionnaire.not_known());
    if written.is_empty() || plain == UNREADABLE || folded(written) == not_known {
        return Ok(None);
    }
    let words = content.words.field(it.field());
    if it == SheetBox::Name {
        let fits = written.chars().count() <= limits::TASK_NAME;
        return fits
            .then(|| Some(written.to_owned()))
            .ok_or(Misread::Long(limits::TASK_NAME));
    }
    if words.options.is_empty() {
        let number = match it {
            SheetBox::Count => text::counted(written, &words.unit),
            _ => text::amount(written, &words.unit),
        };
        let number = number.filter(|number| *number > 0.0);
        return number
            .map(|number| Some(number.to_string()))
            .ok_or(Misread::Number);
    }
    let at = text::whole(written).and_then(|at| (at as usize).checked_sub(1));
    let numbered = at.and_then(|at| words.options.get(at));
    let option = numbered.or_else(|| labelled(it, written, content));
    let code = option.map(|option| Some(option.value.clone()));
    code.ok_or(Misread::Choice)
}

/// The answer of which these words are the whole, all before its brackets, or the beginning of no other.
fn labelled<'a>(it: SheetBox, written: &str, content: &'a Content) -> Option<&'a OptionWords> {
    let options = &content.words.field(it.field()).options;
    let wanted = folded(written);
    let bare = |label: &str| folded(label.split('（').next().unwrap_or_default());
    let is_whole = |label: &str| folded(label) == wanted || bare(label) == wanted;
    if let Some(whole) = options.iter().find(|it| is_whole(&it.label)) {
        return Some(whole);
    }
    let is_begun = |label: &str| wanted.chars().count() > 1 && folded(label).starts_with(&wanted);
    let mut begun = options.iter().filter(|it| is_begun(&it.label));
    match (begun.next(), begun.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    }
}

/// The code of an answer that is not known, where a box may have one.
pub(crate) fn unknown(it: SheetBox, content: &Content) -> Option<String> {
    let options = &content.words.field(it.field()).options;
    let has_one = options.iter().any(|option| option.value == UNKNOWN);
    has_one.then(|| UNKNOWN.to_owned())
}

/// Fills in every page about a task; what is accepted is answered from then on.
pub(crate) fn fill_pages(
    task: &Task,
    (said, blank): (&Said, Blank),
    answers: &mut Answers,
    content: &Content,
    today: Date,
) -> Vec<FilledPage> {
    let fill = |step: Step| {
        let asked = page(&step, answers, content, None, &[], today);
        let typed = filled(&asked, task, (said, blank));
        let fields = asked.groups.iter().flat_map(|group| &group.fields);
        let boxes = fields.filter_map(|field| boxed(&field.name));
        let boxes: Vec<bool> = boxes.map(|it| said.contains_key(it.field())).collect();
        let mut is_open = blank == Blank::Asked && boxes.contains(&false);
        let refused = match accept(&step, answers, content, &typed, today) {
            Ok(accepted) => {
                if !is_open {
                    *answers = accepted;
                }
                Vec::new()
            }
            Err(refused) => refused,
        };
        is_open |= !refused.is_empty();
        FilledPage {
            step,
            typed,
            refused,
            is_open,
            is_said: blank == Blank::Unclear || boxes.contains(&true),
        }
    };
    flow::pages(task).into_iter().map(fill).collect()
}

/// The box that answers a question.
fn boxed(field: &str) -> Option<SheetBox> {
    SheetBox::ALL.into_iter().find(|it| it.field() == field)
}

/// A page as it is asked, with what the boxes say in place of what is proposed; what they do not say is unclear.
fn filled(asked: &Page, task: &Task, (said, blank): (&Said, Blank)) -> Input {
    let mut typed = Input::default();
    for field in asked.groups.iter().flat_map(|group| &group.fields) {
        let ticked = field.options.iter().filter(|option| option.checked);
        let proposed = match field.kind {
            Kind::Radio | Kind::Checkbox | Kind::Select => {
                ticked.map(|option| option.value.clone()).collect()
            }
            _ => vec![field.value.clone()],
        };
        let values = match boxed(&field.name) {
            None => proposed,
            Some(it) if blank == Blank::Asked && !said.contains_key(it.field()) => proposed,
            Some(it) => vec![boxed_value(it, task, (said, blank))],
        };
        typed.0.insert(field.name.clone(), values);
    }
    typed
}

fn boxed_value(it: SheetBox, task: &Task, (said, blank): (&Said, Blank)) -> String {
    let of = |it: SheetBox| said.get(it.field());
    let number = |it: SheetBox| of(it).and_then(|text| text::number(text));
    match it {
        // An own task is asked for the minutes of one time.
        SheetBox::Minutes if task.row.is_none() => {
            let one = (blank == Blank::Asked).then_some(1.0);
            let each = number(SheetBox::Count).or(one);
            let each = each.zip(number(SheetBox::Minutes));
            each.map(|(count, minutes)| text::shown(count * minutes))
                .unwrap_or_default()
        }
        // The boxes ask for the minutes of one, the page for those of a lot.
        SheetBox::Minutes => number(it)
            .map(|minutes| text::shown(minutes * f64::from(task.unit.per)))
            .unwrap_or_default(),
        SheetBox::Period if task.row.is_none() && of(SheetBox::Times).is_none() => {
            UNKNOWN.to_owned()
        }
        SheetBox::Period | SheetBox::Times | SheetBox::Count => of(it).cloned().unwrap_or_default(),
        _ => of(it).cloned().unwrap_or_else(|| UNKNOWN.to_owned()),
    }
}
