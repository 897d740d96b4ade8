//! What an employer has to agree to before anything leaves that the office wrote for them, and how that is recorded.
//!
//! On a device of their own the employer ticks a box. Where the office holds the only device, whoever is signed in there
//! records how and when the employer agreed, under their own name; the record goes along with what is sent.

use base::time::japanese;
use forms::fields::{FormReader, choices, day, refill};
use forms::{Choice, Field, FieldError, Input, Kind};
use questionnaire::flow::Route;
use serde::Serialize;
use store::Draft;
use submissions::assisted::{AgreedWay, Agreement, Assistance, HelpWay, Helper};
use web::AppState;

const WAY: &str = "agreed_way";
const DAY: &str = "agreed_on";
const BOX: &str = "agreed";

/// What is asked before it is sent.
pub(crate) struct Asked {
    /// Who helped, the last of them.
    helper: Helper,
    /// Whether the office holds this device.
    is_office: bool,
}

/// The questions as they are drawn.
#[derive(Serialize)]
pub(crate) struct AgreementForm {
    /// What is agreed to.
    text: String,
    is_office: bool,
    fields: Vec<Field>,
}

impl Asked {
    /// `None`: the employer wrote everything themselves, so that sending it says enough.
    pub fn of(draft: &Draft, route: &Route) -> Option<Asked> {
        let holders = &draft.holders;
        let mut latest = route.steps.iter().rev();
        let helped = latest.find_map(|step| holders.helper_of(&step.path()));
        let reading = holders.reading_helper();
        Some(Asked {
            helper: reading.or(helped)?.clone(),
            is_office: reading.is_some(),
        })
    }

    /// The questions, with what was typed.
    pub fn form(
        &self,
        state: &AppState,
        typed: Option<&Input>,
        errors: &[FieldError],
    ) -> AgreementForm {
        let fields = self.fields(state).into_iter();
        let filled = |field| match typed {
            Some(typed) => refill(field, typed, errors),
            None => field,
        };
        AgreementForm {
            text: self.text(state),
            is_office: self.is_office,
            fields: fields.map(filled).collect(),
        }
    }

    fn fields(&self, state: &AppState) -> Vec<Field> {
        let content = state.content.get();
        let texts = &content.texts.assisted;
        let (label, said) = match self.is_office {
            true => (texts.agreed_told(), texts.agreed_box_told()),
            false => (texts.agreed_read(), texts.agreed_box_read()),
        };
        let said = vec![("yes".to_owned(), said.to_owned())];
        let tick = choices(Kind::Checkbox, BOX, label, said);
        if !self.is_office {
            return vec![tick];
        }
        let ways = AgreedWay::RECORDED.map(|way| {
            let label = way.label(texts).to_owned();
            (way.code().to_owned(), label)
        });
        let mut way = choices(Kind::Radio, WAY, texts.agreed_how(), ways.into());
        suggest(&mut way.options, &self.helper);
        vec![way, day(DAY, texts.agreed_on(), state.today()), tick]
    }

    /// The words that are agreed to.
    fn text(&self, state: &AppState) -> String {
        let content = state.content.get();
        let operator = &content.programme.operator.name;
        content.texts.assisted.agreed_text(operator)
    }

    /// What is recorded.
    ///
    /// # Errors
    /// With what is missing.
    pub fn read(&self, state: &AppState, input: &Input) -> Result<Assistance, Vec<FieldError>> {
        let content = state.content.get();
        let texts = &content.texts.assisted;
        let mut reader = FormReader::of(input, &content.texts.director);
        let agreed = |way, on, recorded_by: &str| Agreement {
            way,
            on,
            at: state.now(),
            text: self.text(state),
            recorded_by: recorded_by.to_owned(),
        };
        let mut agreement = None;
        if self.is_office {
            let way = reader.one_of(WAY, AgreedWay::recorded, texts.agreed_how_missing());
            let on = reader.day(DAY);
            if on.is_some_and(|on| on > state.today()) {
                reader.error(DAY, &texts.agreed_later(japanese(state.today())));
            }
            if let (Some(way), Some(on)) = (way, on) {
                agreement = Some(agreed(way, on, &self.helper.name));
            }
        } else {
            agreement = Some(agreed(AgreedWay::Screen, state.today(), ""));
        }
        if input.one(BOX) != "yes" {
            reader.error(BOX, texts.agreed_missing());
        }
        match (agreement, reader.errors.is_empty()) {
            (Some(agreement), true) => Ok(Assistance {
                helper: self.helper.clone(),
                agreement,
            }),
            _ => Err(reader.errors),
        }
    }
}

/// Offers what is likely; it is still to be read and sent.
fn suggest(options: &mut [Choice], helper: &Helper) {
    let likely = match helper.way {
        HelpWay::Visit | HelpWay::Counter => AgreedWay::Spoken,
        HelpWay::Phone => AgreedWay::Phone,
        HelpWay::Paper => AgreedWay::Signed,
    };
    for choice in options {
        choice.checked = choice.value == likely.code();
    }
}
