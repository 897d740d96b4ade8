//! What somebody of the office heard an employer say: the questions how, on which day, and whether it was really said.

use base::time::japanese;
use forms::fields::{FormReader, choices, day};
use forms::{Field, FieldError, Input, Kind};
use jiff::civil::Date;
use submissions::assisted::{AgreedWay, Agreement};
use web::AppState;

const WAY: &str = "agreed_way";
const DAY: &str = "agreed_on";
const BOX: &str = "agreed";

/// What is asked.
pub(crate) struct Heard<'a> {
    pub state: &'a AppState,
    /// The words that it is about.
    pub text: String,
    /// How they are likely to have said it; offered, and still to be read and sent.
    pub likely: Option<AgreedWay>,
    /// The first day on which they can have said it.
    pub first: Date,
    /// The first day on which they can have signed it, where they wrote on paper before it was typed here.
    pub signed: Option<Date>,
    /// The question whether they said it, and the box that says yes.
    pub said: (&'a str, &'a str),
    /// What is wrong where that box is empty.
    pub unsaid: &'a str,
}

impl Heard<'_> {
    /// The questions.
    pub fn fields(&self) -> Vec<Field> {
        let content = self.state.content.get();
        let texts = &content.texts.assisted;
        let ways = AgreedWay::RECORDED.map(|way| {
            let label = way.label(texts).to_owned();
            (way.code().to_owned(), label)
        });
        let mut way = choices(Kind::Radio, WAY, texts.agreed_how(), ways.into());
        for choice in &mut way.options {
            choice.checked = self.likely.is_some_and(|way| way.code() == choice.value);
        }
        let (label, said) = self.said;
        let said = vec![("yes".to_owned(), said.to_owned())];
        vec![
            way,
            day(DAY, texts.agreed_on(), self.state.today()),
            choices(Kind::Checkbox, BOX, label, said),
        ]
    }

    /// What is recorded under this name.
    ///
    /// # Errors
    /// With what is missing or cannot be.
    pub fn read(&self, input: &Input, name: &str) -> Result<Agreement, Vec<FieldError>> {
        let (content, today) = (self.state.content.get(), self.state.today());
        let texts = &content.texts.assisted;
        let mut reader = FormReader::of(input, &content.texts.director);
        let way = reader.one_of(WAY, AgreedWay::recorded, texts.agreed_how_missing());
        let on = reader.day(DAY);
        let first = self.first_of(way);
        if on.is_some_and(|on| on < first || on > today) {
            reader.error(DAY, &texts.heard_day(japanese(first), japanese(today)));
        }
        if input.one(BOX) != "yes" {
            reader.error(BOX, self.unsaid);
        }
        match (way, on, reader.errors.is_empty()) {
            (Some(way), Some(on), true) => Ok(Agreement {
                way,
                on,
                at: self.state.now(),
                text: self.text.clone(),
                recorded_by: name.to_owned(),
            }),
            _ => Err(reader.errors),
        }
    }

    /// Only what was signed can be older than what was written here.
    fn first_of(&self, way: Option<AgreedWay>) -> Date {
        match (way, self.signed) {
            (Some(AgreedWay::Signed), Some(signed)) => signed,
            _ => self.first,
        }
    }
}
