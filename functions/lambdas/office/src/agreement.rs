//! An employer who rings or comes changes their mind about what the office wrote for them: whoever heard it records it.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::doer::Doer;
use base::people::Actor;
use base::reference::Reference;
use forms::fields::refill;
use forms::{Field, FieldError};
use paths::{DECIDE, HEARD_AGREEMENT, HELP};
use placements::{Case, SpecId};
use serde::{Deserialize, Serialize};
use store::Decided;
use submissions::agreement_record::{AgreementRecord, OUTDATED, Stand};
use town::Content;
use web::words::moment;
use web::{
    Action, AppState, Explanation, Form, HandlerError, HandlerResult, Problem, Visitor,
    case_address, see_other, shown_mark,
};

use crate::heard::Heard;

const STAND: &str = "stand";

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
    /// On what it was decided to record it.
    seen: String,
    /// The words that it is about.
    text: String,
    /// What becomes of each sheet then.
    then: Vec<String>,
    button: String,
    fields: Vec<Field>,
    errors: Vec<FieldError>,
    /// What was just recorded, or that it was not; empty: nothing was sent.
    done: String,
    is_outdated: bool,
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

    /// What is asked of whoever heard the employer.
    fn heard<'a>(&self, state: &'a AppState, content: &'a Content) -> Heard<'a> {
        let texts = &content.texts.assisted;
        Heard {
            state,
            text: self.words(content),
            likely: None,
            first: self.last.agreement.on,
            signed: None,
            said: match self.next() {
                Stand::TakenBack => (texts.heard_sure(), texts.heard_sure_box()),
                Stand::Agreed => (texts.agreed_told(), texts.agreed_box_told()),
            },
            unsaid: texts.heard_sure_missing(),
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
            seen: shown_mark(state, &self.case.agreement_so_far(&content)),
            text: self.words(&content),
            then: self.case.consequences(next, texts),
            button: match next {
                Stand::TakenBack => texts.heard_taken_back(),
                Stand::Agreed => texts.heard_agreed(),
            }
            .to_owned(),
            fields,
            errors: shown.errors,
            is_outdated: shown.done == OUTDATED,
            done: self.last.outcome(&shown.done, texts).to_owned(),
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
    let fields = asked.heard(&state, &state.content.get()).fields();
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
    let page = |done| see_other(&format!("{HEARD_AGREEMENT}?of={reference}&done={done}"));
    let shown = page(said.code());
    if said == asked.last.stand {
        return Ok(shown);
    }
    // Something was said, or the words have changed, since the page was read.
    let content = state.content.get();
    if input.one("seen") != shown_mark(&state, &asked.case.agreement_so_far(&content)) {
        return Ok(page(OUTDATED));
    }
    let (actor, name) = (&Actor::Office, signed_in.name(&Actor::Office));
    let heard = asked.heard(&state, &content);
    let record = match heard.read(&input, name) {
        Ok(agreement) => AgreementRecord {
            stand: said,
            agreement,
        },
        Err(errors) => {
            let fields = heard.fields().into_iter();
            let fields = fields.map(|field| refill(field, &input, &errors)).collect();
            let shown = Shown {
                errors,
                ..Shown::default()
            };
            return Ok(asked.page(&state, fields, shown));
        }
    };
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
