//! Draws the questions of a step with what was answered or typed.

use jiff::civil::Date;

use super::{contact_page, own_page, pick_page, spec_page, stands, task_page};
use answers::{Answers, OwnPage, TaskKey};
use base::text::shown;
use base::wording::fill;
use forms::draw::{Draw, group};
use forms::{Field, FieldError, FieldGroup, Input, Kind, Page};
use questionnaire::assess;
use questionnaire::flow::{self, Step};
use questionnaire::tasks::{self, Task};
use town::Content;

/// The page for a step, filled with what was answered, or, where given, with what was typed and its errors.
pub fn page(
    step: &Step,
    answers: &Answers,
    content: &Content,
    typed: Option<&Input>,
    errors: &[FieldError],
    today: Date,
) -> Page {
    let draw = Draw {
        words: &content.words,
        typed,
        errors,
    };
    let groups = match step {
        Step::Industry => industry(&draw, answers, content),
        Step::Pick => pick_page::groups(&draw, answers, content),
        Step::Task(key) | Step::Amount(key) | Step::Secret(key) => find(answers, content, key)
            .map(|task| match (task.row, own_page_of(step)) {
                (None, Some(page)) => own_page::groups(&draw, answers, content, &task, page),
                _ => task_page::groups(&draw, answers, content, &task),
            })
            .unwrap_or_default(),
        Step::Result => result(&draw, answers, content, today),
        Step::Spec(key) => spec_page::groups(&draw, answers, content, key, today),
        Step::Check => Vec::new(),
        Step::Contact => contact_page::groups(&draw, answers, content),
    };
    let stands = match step {
        Step::Task(key) => find(answers, content, key)
            .map(|task| stands::lines(&draw, answers, content, &task, &groups))
            .unwrap_or_default(),
        _ => Vec::new(),
    };
    let words = content.words.page(match step {
        Step::Task(key) if key.is_own() => "own",
        Step::Task(_) if stands.is_empty() => "task_own",
        step => step.name(),
    });
    let mut lead = words.lead.clone();
    if *step == Step::Result && flow::draftable(answers, content).is_empty() {
        lead = vec![content.texts.questionnaire.nothing_draftable().to_owned()];
    }
    let name = name_of(step, answers, content);
    let title = fill(&words.title, &[("name", &name)]);
    Page {
        step: step.path(),
        title,
        lead,
        stands,
        groups,
        submit: words.submit.clone(),
    }
}

/// Which page about an own task a step is.
fn own_page_of(step: &Step) -> Option<OwnPage> {
    match step {
        Step::Task(_) => Some(OwnPage::Work),
        Step::Amount(_) => Some(OwnPage::Amount),
        Step::Secret(_) => Some(OwnPage::Secret),
        _ => None,
    }
}

/// The name of the task a step is about; empty for the other steps.
pub(super) fn name_of(step: &Step, answers: &Answers, content: &Content) -> String {
    let ((Some(key), _) | (None, Step::Spec(key))) = (step.asks_about(), step) else {
        return String::new();
    };
    find(answers, content, key)
        .map(|task| task.name)
        .unwrap_or_default()
}

pub(super) fn find<'a>(answers: &Answers, content: &'a Content, key: &TaskKey) -> Option<Task<'a>> {
    tasks::picked(answers, content)
        .into_iter()
        .find(|task| task.key == *key)
}

/// The industry; folded below it what may be said of the business, open where it was or is wrong.
fn industry(draw: &Draw, answers: &Answers, content: &Content) -> Vec<FieldGroup> {
    let current = answers
        .industry
        .map(|industry| industry.code())
        .unwrap_or_default();
    let fields = situation(draw, answers);
    let said = fields
        .iter()
        .any(|field| !field.value.is_empty() || !field.error.is_empty());
    let title = content.texts.questionnaire.group_situation();
    vec![
        group("", vec![draw.choice(Kind::Radio, "industry", current)]),
        FieldGroup {
            folded: !said,
            ..group(title, fields.into())
        },
    ]
}

fn situation(draw: &Draw, answers: &Answers) -> [Field; 2] {
    let given = answers.situation.clone().unwrap_or_default();
    let people = given
        .people
        .map(|people| people.to_string())
        .unwrap_or_default();
    let short = given
        .short
        .iter()
        .map(|shortage| shortage.code().to_owned())
        .collect();
    let fields = [draw.number("people", &people), draw.many("short", &short)];
    fields.map(|field| Field {
        optional: true,
        ..field
    })
}

fn result(draw: &Draw, answers: &Answers, content: &Content, today: Date) -> Vec<FieldGroup> {
    let report = assess::report(answers, content, today);
    let draftable: Vec<_> = report.tasks.iter().filter(|task| task.draftable).collect();
    // Who is sure of nothing goes on with all, to be looked at together.
    let is_any_ready = draftable.iter().any(|task| task.preselected);
    let selected = |task: &assess::Assessment| match &answers.chosen {
        Some(chosen) if answers.offered.contains(&task.key) => chosen.contains(&task.key),
        _ => task.preselected || !is_any_ready,
    };
    let chosen = draftable
        .iter()
        .filter(|task| selected(task))
        .map(|task| task.key.0.clone())
        .collect();
    let says = &content.texts.questionnaire;
    let hint = |task: &assess::Assessment| {
        let estimate = &task.estimate;
        let (verdict, price) = (&task.verdict_label, estimate.price_line(says));
        match estimate.hours_month {
            Some(hours) => says.choose_hint(verdict, shown(hours), price),
            None => says.choose_hint_unknown(verdict, price),
        }
    };
    let option = |task: &&assess::Assessment| (task.key.0.clone(), task.name.clone(), hint(task));
    let options: Vec<_> = draftable.iter().map(option).collect();
    if options.is_empty() {
        return Vec::new();
    }
    vec![group("", vec![draw.checkboxes("chosen", options, &chosen)])]
}
