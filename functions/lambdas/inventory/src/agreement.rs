//! What an employer has to agree to before anything leaves that the office wrote for them.
//!
//! On a device of their own the employer ticks a box. Where the office holds the device, whoever is signed in there records
//! how and when the employer agreed, on a page of the office's; what is changed afterwards asks for it again.

use base::time::japan_date;
use forms::fields::{choices, refill};
use forms::{Field, FieldError, Input, Kind};
use jiff::SignedDuration;
use questionnaire_pages::CheckSection;
use serde::Serialize;
use store::Draft;
use submissions::assisted::{AgreedWay, Agreement, Assistance, Helper};
use web::AppState;

use crate::offices::OfficesPage;

const BOX: &str = "agreed";

/// How long the way to the office's page stays open, with signing in on it.
const WAY_THERE: SignedDuration = SignedDuration::from_hours(1);

/// What is asked before it is sent.
pub(crate) struct Asked<'a> {
    state: &'a AppState,
    draft: &'a Draft,
    /// The short name of what is shown.
    shown: &'a str,
    /// Who helped, the last of them.
    helper: &'a Helper,
    /// Whether the office holds this device.
    is_office: bool,
}

/// The questions as they are drawn.
#[derive(Serialize)]
pub(crate) struct AgreementForm {
    /// What is agreed to.
    text: String,
    is_office: bool,
    /// What the office wrote, and the answers on these pages.
    helped: Vec<OfficesPage>,
    sections: Vec<CheckSection>,
    /// The box that the employer ticks on a device of their own.
    field: Option<Field>,
    /// Where the office records how the employer agreed; empty: that is done.
    record: String,
    /// What it recorded.
    recorded: String,
}

impl<'a> Asked<'a> {
    /// `None`: the employer wrote it alone, so that sending it says enough.
    pub fn of(state: &'a AppState, draft: &'a Draft, shown: &'a str) -> Option<Asked<'a>> {
        let reading = draft.holders.reading_helper();
        Some(Asked {
            state,
            draft,
            shown,
            helper: reading.or(draft.holders.latest_helper())?,
            is_office: reading.is_some(),
        })
    }

    /// The questions, with what was typed.
    pub fn form(&self, typed: Option<&Input>, errors: &[FieldError]) -> AgreementForm {
        let (content, keys) = (self.state.content.get(), &self.state.keys);
        let texts = &content.texts.assisted;
        let recorded = self.recorded();
        let until = self.state.now() + WAY_THERE;
        let record = (self.is_office && recorded.is_none())
            .then(|| paths::agreement(&self.draft.handle(), self.shown, until, keys));
        let field = (!self.is_office).then(|| {
            let said = vec![("yes".to_owned(), texts.agreed_box_read().to_owned())];
            let tick = choices(Kind::Checkbox, BOX, texts.agreed_read(), said);
            refill(tick, typed.unwrap_or(&Input::default()), errors)
        });
        let (sections, helped) = self.offices();
        AgreementForm {
            text: texts.agreed_text(&content.programme.operator.name),
            is_office: self.is_office,
            helped,
            sections,
            field,
            record: record.unwrap_or_default(),
            recorded: recorded.map_or_else(String::new, |it| it.told(texts.stand_agreed(), texts)),
        }
    }

    fn recorded(&self) -> Option<&Agreement> {
        let agreement = self.draft.holders.recorded_agreement(self.shown);
        agreement.filter(|_| self.is_office)
    }

    /// What the office wrote.
    fn offices(&self) -> (Vec<CheckSection>, Vec<OfficesPage>) {
        let (content, today) = (self.state.content.get(), self.state.today());
        let mut sections = questionnaire_pages::summary(&self.draft.answers, &content, today);
        let helped = OfficesPage::of(self.state, self.draft, &sections);
        sections.retain(|section| helped.iter().any(|page| page.step == section.step));
        (sections, helped)
    }

    /// What is kept with what is sent.
    ///
    /// # Errors
    /// With what is missing.
    pub fn read(&self, input: &Input) -> Result<Assistance, Vec<FieldError>> {
        let agreement = match self.recorded() {
            Some(recorded) => Some(recorded.clone()),
            None if self.is_office || input.one(BOX) != "yes" => None,
            None => Some(self.ticked()),
        };
        let Some(agreement) = agreement else {
            let texts = &self.state.content.get().texts.assisted;
            return Err(vec![FieldError {
                field: BOX.to_owned(),
                message: match self.is_office {
                    true => texts.agreed_unrecorded().to_owned(),
                    false => texts.agreed_missing().to_owned(),
                },
            }]);
        };
        let (_, helped) = self.offices();
        Ok(Assistance {
            helper: self.helper.clone(),
            written: helped.iter().map(OfficesPage::told).collect(),
            agreement,
        })
    }

    fn ticked(&self) -> Agreement {
        let content = self.state.content.get();
        let operator = &content.programme.operator.name;
        Agreement {
            way: AgreedWay::Screen,
            on: japan_date(self.state.now()),
            at: self.state.now(),
            text: content.texts.assisted.agreed_text(operator),
            recorded_by: String::new(),
        }
    }
}
