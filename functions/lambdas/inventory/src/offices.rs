//! What the office wrote of an inventory: marked beside the answers until the employer has agreed, then kept with what is sent.

use questionnaire::flow::Step;
use questionnaire_pages::CheckSection;
use serde::Serialize;
use store::Draft;
use web::AppState;

use crate::drafts::stored;

/// A page of which the office wrote something.
#[derive(Serialize)]
pub(crate) struct OfficesPage {
    /// The step's path.
    pub step: String,
    title: String,
    /// The questions whose answers are the office's; empty: all of them.
    answers: Vec<String>,
}

impl OfficesPage {
    /// Of these sections, those of which the office wrote something.
    pub fn of(state: &AppState, draft: &Draft, sections: &[CheckSection]) -> Vec<OfficesPage> {
        if draft.holders.latest_helper().is_none() {
            return Vec::new();
        }
        let pages = sections.iter();
        pages
            .filter_map(|section| OfficesPage::in_section(state, draft, section))
            .collect()
    }

    fn in_section(
        state: &AppState,
        draft: &Draft,
        CheckSection { step, title, .. }: &CheckSection,
    ) -> Option<OfficesPage> {
        let page = stored(state, draft, &Step::from_path(step)?);
        let groups = page.groups.iter();
        let (offices, others): (Vec<_>, Vec<_>) = groups
            .flat_map(|group| &group.fields)
            .partition(|field| draft.holders.is_offices(step, &field.name));
        let answers = match others.is_empty() {
            true => Vec::new(),
            false => offices.iter().map(|field| field.label.clone()).collect(),
        };
        (!offices.is_empty()).then(|| OfficesPage {
            step: step.clone(),
            title: title.clone(),
            answers,
        })
    }

    /// In one line.
    pub fn told(&self) -> String {
        match self.answers.as_slice() {
            [] => self.title.clone(),
            answers => format!("{}：{}", self.title, answers.join("、")),
        }
    }
}
