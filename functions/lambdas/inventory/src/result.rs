//! The verdicts as the result page shows them: grouped, numbered, placed on the picture.

use answers::{Answers, TaskKey};
use base::text;
use forms::{Choice, Page};
use jiff::civil::Date;
use questionnaire::assess::{self, Assessment, Verdict};
use serde::Serialize;
use town::Content;

use crate::chart::{self, Dot};

/// The result page beside its form.
#[derive(Serialize)]
pub(crate) struct ResultView {
    /// The form's field for the chosen tasks, if any can be chosen.
    field: Option<String>,
    groups: Vec<VerdictGroup>,
    /// Every task in the order of its number.
    tasks: Vec<Listed>,
    dots: Vec<Dot>,
    /// The position of each dot, in words.
    places: String,
    hours: String,
    /// With tax, of what is ordered by the month.
    yen_month: u64,
    /// With tax, of what is ordered one by one.
    yen_jobs: u64,
    /// How many tasks have to be looked at together first; they are in no sum.
    unconfirmed: usize,
    share_percent: f64,
    notes: Vec<String>,
    references: Vec<String>,
}

/// One task in the list, and how far it is.
#[derive(Serialize)]
struct Listed {
    number: usize,
    key: TaskKey,
    name: String,
    state: String,
}

/// The tasks of one verdict.
#[derive(Serialize)]
struct VerdictGroup {
    verdict: Verdict,
    label: String,
    tasks: Vec<Placed>,
}

/// One task with its number on the picture.
#[derive(Serialize)]
struct Placed {
    number: usize,
    #[serde(flatten)]
    assessment: Assessment,
    /// Its checkbox, where a sheet can be drafted.
    choice: Option<Choice>,
}

impl ResultView {
    /// Assesses the answers and joins each verdict with its checkbox on the page.
    pub fn of(answers: &Answers, content: &Content, page: &Page, today: Date) -> ResultView {
        let report = assess::report(answers, content, today);
        let dots = chart::place(&report.tasks);
        let places = chart::described(&report.tasks, &content.texts.inventory);
        let mut fields = page.groups.iter().flat_map(|group| &group.fields);
        let field = fields.find(|field| !field.options.is_empty());
        let choices = field.map_or(&[][..], |field| &field.options);
        let confirm = |task: &&Assessment| task.verdict == Verdict::Confirm;
        let unconfirmed = report.tasks.iter().filter(confirm).count();
        let texts = &content.texts.inventory;
        let listed = report.tasks.iter().zip(1..).map(|(task, number)| Listed {
            number,
            key: task.key.clone(),
            name: task.name.clone(),
            state: match answers.edits.contains_key(&task.key) {
                true => texts.task_drafted(&task.verdict_label),
                false => task.verdict_label.clone(),
            },
        });
        let listed = listed.collect();
        let placed = report
            .tasks
            .into_iter()
            .enumerate()
            .map(|(index, assessment)| Placed {
                number: index + 1,
                choice: choices
                    .iter()
                    .find(|choice| choice.value == assessment.key.0)
                    .cloned(),
                assessment,
            });
        ResultView {
            field: field.map(|field| field.name.clone()),
            groups: grouped(placed),
            tasks: listed,
            dots,
            places,
            hours: text::shown(report.hours_month),
            yen_month: report.yen_month,
            yen_jobs: report.yen_jobs,
            unconfirmed,
            share_percent: report.share_percent,
            notes: report.notes,
            references: report.references,
        }
    }
}

/// Neighbours of one verdict form a group; the report comes sorted by verdict.
fn grouped(placed: impl Iterator<Item = Placed>) -> Vec<VerdictGroup> {
    let mut groups: Vec<VerdictGroup> = Vec::new();
    for task in placed {
        let verdict = task.assessment.verdict;
        match groups.last_mut().filter(|group| group.verdict == verdict) {
            Some(group) => group.tasks.push(task),
            None => groups.push(VerdictGroup {
                verdict,
                label: task.assessment.verdict_label.clone(),
                tasks: vec![task],
            }),
        }
    }
    groups
}
