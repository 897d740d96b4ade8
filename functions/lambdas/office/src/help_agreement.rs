//! Whoever is signed in records how and when an employer agreed to what the office wrote for them, before it is sent.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::people::Actor;
use base::time::japanese;
use forms::fields::{FormReader, choices, day, refill};
use forms::{Field, FieldError, Input, Kind};
use paths::{HELP_AGREEMENT, SEND};
use serde::{Deserialize, Serialize};
use store::{Draft, DraftChange, RecordedAgreement};
use submissions::assisted::{AgreedWay, Agreement, HelpWay, Helper};
use web::{
    Action, AppState, Explanation, Form, HandlerError, HandlerResult, Problem, Visitor, see_other,
};

const WAY: &str = "agreed_way";
const DAY: &str = "agreed_on";
const BOX: &str = "agreed";
const TOKEN: &str = "t";

/// What it is about.
#[derive(Default, Deserialize)]
pub(crate) struct HelpAgreementQuery {
    #[serde(default)]
    t: String,
}

#[derive(Serialize)]
struct AgreementPage {
    /// What is agreed to.
    text: String,
    /// Whose work it is; empty: not known here.
    business: String,
    fields: Vec<Field>,
    errors: Vec<FieldError>,
    t: String,
}

/// A draft that waits for the employer's word.
struct Waiting {
    draft: Draft,
    /// The short name of what was shown.
    shown: String,
    token: String,
    /// With what it was begun.
    state: AppState,
}

impl Waiting {
    async fn find(state: &AppState, token: &str) -> Result<Waiting, HandlerError> {
        let found = paths::agreement_about(token, state.now(), &state.keys);
        let (handle, shown) = found.ok_or_else(|| over(state))?;
        let draft = state.store.draft(&handle, state.now()).await?;
        let draft = draft.filter(|draft| draft.submitted.is_none());
        let draft = draft.ok_or_else(|| over(state))?;
        Ok(Waiting {
            state: state.begun_with(&draft).await,
            draft,
            shown,
            token: token.to_owned(),
        })
    }

    /// The words that are agreed to.
    fn text(&self) -> String {
        let content = self.state.content.get();
        let operator = &content.programme.operator.name;
        content.texts.assisted.agreed_text(operator)
    }

    fn fields(&self) -> Vec<Field> {
        let content = self.state.content.get();
        let texts = &content.texts.assisted;
        let likely = self.draft.holders.latest_helper().map(likely);
        let ways =
            AgreedWay::RECORDED.map(|way| (way.code().to_owned(), way.label(texts).to_owned()));
        let mut way = choices(Kind::Radio, WAY, texts.agreed_how(), ways.into());
        for choice in &mut way.options {
            choice.checked = likely.is_some_and(|way| way.code() == choice.value);
        }
        let said = vec![("yes".to_owned(), texts.agreed_box_told().to_owned())];
        let tick = choices(Kind::Checkbox, BOX, texts.agreed_told(), said);
        vec![way, day(DAY, texts.agreed_on(), self.state.today()), tick]
    }

    fn page(&self, typed: Option<&Input>, errors: Vec<FieldError>) -> Response {
        let fields = self.fields().into_iter();
        let filled = |field| match typed {
            Some(typed) => refill(field, typed, &errors),
            None => field,
        };
        let status = match errors.is_empty() {
            true => StatusCode::OK,
            false => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let contact = self.draft.answers.contact.as_ref();
        let page = AgreementPage {
            text: self.text(),
            business: contact.map_or_else(String::new, |contact| contact.business.clone()),
            fields: fields.map(filled).collect(),
            errors,
            t: self.token.clone(),
        };
        self.state
            .page(status, "office/help_agreement.html", HELP_AGREEMENT, &page)
    }

    /// What is recorded under this name.
    fn read(&self, input: &Input, name: &str) -> Result<RecordedAgreement, Vec<FieldError>> {
        let content = self.state.content.get();
        let texts = &content.texts.assisted;
        let mut reader = FormReader::of(input, &content.texts.director);
        let way = reader.one_of(WAY, AgreedWay::recorded, texts.agreed_how_missing());
        let on = reader.day(DAY);
        if on.is_some_and(|on| on > self.state.today()) {
            reader.error(DAY, &texts.agreed_later(japanese(self.state.today())));
        }
        if input.one(BOX) != "yes" {
            reader.error(BOX, texts.agreed_told_missing());
        }
        match (way, on, reader.errors.is_empty()) {
            (Some(way), Some(on), true) => Ok(RecordedAgreement {
                shown: self.shown.clone(),
                agreement: Agreement {
                    way,
                    on,
                    at: self.state.now(),
                    text: self.text(),
                    recorded_by: name.to_owned(),
                },
            }),
            _ => Err(reader.errors),
        }
    }
}

/// How somebody who was helped like this is likely to have said it.
fn likely(helper: &Helper) -> AgreedWay {
    match helper.way {
        HelpWay::Visit | HelpWay::Counter => AgreedWay::Spoken,
        HelpWay::Phone => AgreedWay::Phone,
        HelpWay::Paper => AgreedWay::Signed,
    }
}

/// The page for an address that opens nothing (any more).
fn over(state: &AppState) -> HandlerError {
    let content = state.content.get();
    let texts = &content.texts.assisted;
    let action = Action::new(SEND, texts.agreement_over_action());
    let explanation =
        Explanation::new(texts.agreement_over_title(), texts.agreement_over(), action);
    explanation
        .page(state, StatusCode::NOT_FOUND, HELP_AGREEMENT)
        .into()
}

pub(crate) async fn ask(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(query): Query<HelpAgreementQuery>,
) -> HandlerResult {
    visitor.office(&state, &format!("{HELP_AGREEMENT}?{TOKEN}={}", query.t))?;
    Ok(Waiting::find(&state, &query.t)
        .await?
        .page(None, Vec::new()))
}

/// Records it, and leads back to the page from which it is sent.
pub(crate) async fn take(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    let token = input.one(TOKEN);
    let signed_in = visitor.office(&state, &format!("{HELP_AGREEMENT}?{TOKEN}={token}"))?;
    let waiting = Waiting::find(&state, token).await?;
    let recorded = match waiting.read(&input, signed_in.name(&Actor::Office)) {
        Ok(recorded) => recorded,
        Err(errors) => return Ok(waiting.page(Some(&input), errors)),
    };
    let record = |draft: &mut Draft| {
        draft.holders.record_agreement(recorded.clone());
        Ok::<_, HandlerError>(())
    };
    let (salt, now) = (state.random_id(), state.now());
    match state
        .store
        .change_draft(waiting.draft, &salt, now, record)
        .await?
    {
        DraftChange::Saved(_) => Ok(see_other(SEND)),
        DraftChange::TooLarge(_) => Err(Problem::TooLarge.into()),
        DraftChange::Gone => Err(over(&state)),
    }
}
