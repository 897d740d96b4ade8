//! An employer who rings or comes changes their mind about what the office wrote for them: whoever heard it records it.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::doer::Doer;
use base::people::Actor;
use base::reference::Reference;
use base::time::japanese;
use forms::fields::{FormReader, choices, day, refill};
use forms::{Field, FieldError, Input, Kind};
use paths::{DECIDE, HEARD_AGREEMENT, HELP};
use placements::{Case, SpecId};
use serde::{Deserialize, Serialize};
use store::Decided;
use submissions::agreement_record::{AgreementRecord, Stand};
use submissions::assisted::{AgreedWay, Agreement};
use town::Content;
use web::words::moment;
use web::{
    Action, AppState, Explanation, Form, HandlerError, HandlerResult, Problem, Visitor,
    case_address, see_other,
};

const STAND: &str = "stand";
const WAY: &str = "way";
const DAY: &str = "day";
const BOX: &str = "sure";

/// Of which inventory.
#[derive(Deserialize)]
pub(crate) struct AgreementQuery {
    /// Its number, as somebody reads it out or types it.
    #[serde(default)]
    of: String,
    /// What was just recorded.
    #[serde(default)]
    done: String,
}

#[derive(Serialize)]
struct AgreementPage {
    reference: String,
    spoken: String,
    business: String,
    /// The page of the first sheet.
    case_page: String,
    records: Vec<Said>,
    /// What is recorded by the form.
    stand: &'static str,
    /// The words that it is about.
    text: String,
    /// What becomes of each sheet then.
    then: Vec<String>,
    button: String,
    fields: Vec<Field>,
    errors: Vec<FieldError>,
    /// What was just recorded; empty: nothing.
    done: String,
}

/// What the employer said before, as timelines show it.
#[derive(Serialize)]
struct Said {
    at: String,
    what: String,
    failed: bool,
    next: bool,
}

/// What may be recorded next of a case that the office wrote.
struct Asked {
    case: Case,
    last: AgreementRecord,
    records: Vec<AgreementRecord>,
}

impl Asked {
    /// Inside: the page that says that there is nothing of that number.
    async fn find(state: &AppState, number: &str) -> Result<Asked, HandlerError> {
        let case = match Reference::parse(number) {
            Some(reference) => state.store.case(&reference).await?,
            None => None,
        };
        let case = case.ok_or_else(|| none(state))?;
        let records = case.agreement_records();
        match records.last().cloned() {
            Some(last) => Ok(Asked {
                case,
                last,
                records,
            }),
            None => Err(none(state)),
        }
    }

    fn next(&self) -> Stand {
        self.last.stand.changed()
    }

    /// The words that are taken back, or today's that are agreed to.
    fn words(&self, content: &Content) -> String {
        let operator = &content.programme.operator.name;
        self.last.next_words(&content.texts.assisted, operator)
    }

    fn fields(&self, state: &AppState) -> Vec<Field> {
        let content = state.content.get();
        let texts = &content.texts.assisted;
        let ways = AgreedWay::RECORDED.map(|way| {
            let label = way.label(texts).to_owned();
            (way.code().to_owned(), label)
        });
        let (label, said) = match self.next() {
            Stand::TakenBack => (texts.heard_sure(), texts.heard_sure_box()),
            Stand::Agreed => (texts.agreed_told(), texts.agreed_box_told()),
        };
        let said = vec![("yes".to_owned(), said.to_owned())];
        vec![
            choices(Kind::Radio, WAY, texts.agreed_how(), ways.into()),
            day(DAY, texts.agreed_on(), state.today()),
            choices(Kind::Checkbox, BOX, label, said),
        ]
    }

    /// What is recorded under this name.
    fn read(
        &self,
        state: &AppState,
        input: &Input,
        name: &str,
    ) -> Result<AgreementRecord, Vec<FieldError>> {
        let content = state.content.get();
        let texts = &content.texts.assisted;
        let mut reader = FormReader::of(input, &content.texts.director);
        let way = reader.one_of(WAY, AgreedWay::recorded, texts.agreed_how_missing());
        let on = reader.day(DAY);
        let (first, today) = (self.last.agreement.on, state.today());
        if on.is_some_and(|on| on < first || on > today) {
            reader.error(DAY, &texts.heard_day(japanese(first), japanese(today)));
        }
        if input.one(BOX) != "yes" {
            reader.error(BOX, texts.heard_sure_missing());
        }
        match (way, on, reader.errors.is_empty()) {
            (Some(way), Some(on), true) => Ok(AgreementRecord {
                stand: self.next(),
                agreement: Agreement {
                    way,
                    on,
                    at: state.now(),
                    text: self.words(&content),
                    recorded_by: name.to_owned(),
                },
            }),
            _ => Err(reader.errors),
        }
    }

    fn page(&self, state: &AppState, fields: Vec<Field>, shown: Shown) -> Response {
        let content = state.content.get();
        let texts = &content.texts.assisted;
        let submission = self.case.submission();
        let next = self.next();
        let first = SpecId {
            reference: submission.reference.clone(),
            spec: 1,
        };
        let said = |record: &AgreementRecord| Said {
            at: moment(record.agreement.at),
            what: record.quoted(texts),
            failed: false,
            next: false,
        };
        let status = match shown.errors.is_empty() {
            true => StatusCode::OK,
            false => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let page = AgreementPage {
            reference: submission.reference.to_string(),
            spoken: submission.reference.spoken(),
            business: submission.contact.business.clone(),
            case_page: format!("{DECIDE}?t={}", case_address(&first, &Actor::Office)),
            records: self.records.iter().map(said).collect(),
            stand: next.code(),
            text: self.words(&content),
            then: self.case.consequences(next, texts),
            button: match next {
                Stand::TakenBack => texts.heard_taken_back(),
                Stand::Agreed => texts.heard_agreed(),
            }
            .to_owned(),
            fields,
            errors: shown.errors,
            done: match Stand::from_code(&shown.done).filter(|done| *done == self.last.stand) {
                Some(Stand::TakenBack) => texts.changed_taken_back(),
                Some(Stand::Agreed) => texts.changed_agreed(),
                None => "",
            }
            .to_owned(),
        };
        state.page(status, "office/agreement.html", HEARD_AGREEMENT, &page)
    }
}

/// What one answer shows beside the records.
#[derive(Default)]
struct Shown {
    errors: Vec<FieldError>,
    done: String,
}

/// The page for a number under which the office wrote nothing.
fn none(state: &AppState) -> HandlerError {
    let content = state.content.get();
    let texts = &content.texts.assisted;
    let action = Action::new(HELP, texts.heard_none_action());
    let explanation = Explanation::new(texts.heard_none_title(), texts.heard_none(), action);
    explanation
        .page(state, StatusCode::NOT_FOUND, HEARD_AGREEMENT)
        .into()
}

pub(crate) async fn ask(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(AgreementQuery { of, done }): Query<AgreementQuery>,
) -> HandlerResult {
    visitor.office(&state, &format!("{HEARD_AGREEMENT}?of={of}"))?;
    let asked = Asked::find(&state, &of).await?;
    let fields = asked.fields(&state);
    let errors = Vec::new();
    Ok(asked.page(&state, fields, Shown { errors, done }))
}

/// Records it. Pressed again, or on a page that is out of date, nothing is left to record.
pub(crate) async fn take(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    let signed_in = visitor.office(&state, HELP)?;
    let asked = Asked::find(&state, input.one("of")).await?;
    let reference = &asked.case.submission().reference;
    let said = Stand::from_code(input.one(STAND)).ok_or(Problem::BadRequest)?;
    let done = said.code();
    let shown = see_other(&format!("{HEARD_AGREEMENT}?of={reference}&done={done}"));
    if said == asked.last.stand {
        return Ok(shown);
    }
    let (actor, name) = (&Actor::Office, signed_in.name(&Actor::Office));
    let record = match asked.read(&state, &input, name) {
        Ok(record) => record,
        Err(errors) => {
            let fields = asked.fields(&state).into_iter();
            let fields = fields.map(|field| refill(field, &input, &errors)).collect();
            let shown = Shown {
                errors,
                ..Shown::default()
            };
            return Ok(asked.page(&state, fields, shown));
        }
    };
    let content = state.content.get();
    let (store, office) = (&state.store, Doer { actor, name });
    let changed = store.change_mind(asked.case, &record, office, &content.programme);
    match changed.await? {
        Decided::Done(_) => {
            tracing::info!("the office recorded that an employer changed their mind")
        }
        Decided::Refused(..) => {}
        Decided::Unknown => return Err(Problem::NotFound.into()),
    }
    Ok(shown)
}
