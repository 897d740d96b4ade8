//! What only some pages of the questionnaire show: rates, verdicts, the drafted sheet, the summary.

use std::collections::BTreeMap;

use forms::Page;
use jiff::civil::Date;
use questionnaire::common::common;
use questionnaire::flow::Step;
use questionnaire::tasks::{self, Task};
use questionnaire_pages::CheckSection;
use serde::Serialize;
use store::Draft;
use town::{Content, TaskPicture};
use web::AppState;

use crate::drafted::Drafted;
use crate::offices::OfficesPage;
use crate::result::ResultView;

/// What only some pages show.
#[derive(Default, Serialize)]
pub(crate) struct Extras {
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    removable: Option<bool>,
    /// What the running estimate is worked out from.
    #[serde(skip_serializing_if = "Option::is_none")]
    rates: Option<RunningRates>,
    #[serde(skip_serializing_if = "Option::is_none")]
    picture: Option<ResultView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    draft: Option<Drafted>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sections: Option<Vec<CheckSection>>,
    /// What the office wrote of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    helped: Vec<OfficesPage>,
    /// What is drawn beside the tasks that are offered at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pictures: Option<BTreeMap<String, TaskPicture>>,
}

impl Extras {
    /// What this step's page shows beside its questions.
    pub fn of(
        state: &AppState,
        draft: &Draft,
        content: &Content,
        step: &Step,
        page: &Page,
    ) -> Extras {
        let answers = &draft.answers;
        match step {
            Step::Task(key) | Step::Amount(key) | Step::Secret(key) => Extras {
                key: Some(key.0.clone()),
                removable: Some(tasks::picked(answers, content).len() > 1),
                rates: tasks::picked(answers, content)
                    .into_iter()
                    .find(|task| task.key == *key)
                    .map(|task| RunningRates::of(&task, content, state.today())),
                ..Extras::default()
            },
            Step::Result => Extras {
                picture: Some(ResultView::of(answers, content, page, state.today())),
                ..Extras::default()
            },
            Step::Spec(key) => {
                let sheet = job_spec::sheet(answers, key, content, state.today());
                Extras {
                    key: Some(key.0.clone()),
                    removable: Some(tasks::picked(answers, content).len() > 1),
                    draft: sheet.map(|sheet| Drafted::of(sheet, page)),
                    ..Extras::default()
                }
            }
            Step::Check => {
                let sections = questionnaire_pages::summary(answers, content, state.today());
                Extras {
                    helped: OfficesPage::of(state, draft, &sections),
                    sections: Some(sections),
                    ..Extras::default()
                }
            }
            Step::Pick => Extras {
                pictures: answers.industry.map(|industry| {
                    let common = common(industry, content).into_iter();
                    common.map(|row| (row.id.clone(), row.picture)).collect()
                }),
                ..Extras::default()
            },
            Step::Industry | Step::Contact => Extras::default(),
        }
    }
}

/// The figures of `questionnaire::assess::price` for the running estimate of one task, which works out the
/// same price while the employer types.
#[derive(Serialize)]
struct RunningRates {
    /// For how many of the counted unit the minutes are.
    per: u32,
    /// Yen an hour for the worker.
    pay: u64,
    share_percent: u32,
    tax_percent: u32,
    smallest_order: u64,
}

impl RunningRates {
    fn of(task: &Task, content: &Content, today: Date) -> RunningRates {
        let rates = &content.programme.rates;
        RunningRates {
            per: task.unit.per,
            pay: content.programme.pay_per_hour(today),
            share_percent: rates.share_percent,
            tax_percent: rates.tax_percent,
            smallest_order: rates.smallest_order,
        }
    }
}

/// Whether a field of the page has a button that takes another text.
pub(crate) fn has_offers(page: &Page) -> bool {
    let mut fields = page.groups.iter().flat_map(|group| &group.fields);
    fields.any(|field| !field.offer.is_empty())
}
