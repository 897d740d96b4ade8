//! Whoever is signed in records how and when an employer agreed to what the office wrote for them, before it is sent.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::people::Actor;
use base::time::japan_date;
use forms::fields::refill;
use forms::{Field, FieldError, Input};
use jiff::ToSpan;
use jiff::civil::Date;
use paths::{HELP_AGREEMENT, SEND};
use serde::{Deserialize, Serialize};
use store::{Draft, DraftChange, RecordedAgreement};
use submissions::assisted::{AgreedWay, HelpWay, Helper};
use town::Content;
use web::{
    Action, AppState, Explanation, Form, HandlerError, HandlerResult, Problem, Visitor, see_other,
};

use crate::heard::Heard;

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

    /// What is asked of whoever heard the employer, in the words of `content`, which is this draft's.
    fn heard<'a>(&'a self, content: &'a Content) -> Heard<'a> {
        let texts = &content.texts.assisted;
        Heard {
            state: &self.state,
            text: texts.agreed_text(&content.programme.operator.name),
            likely: self.draft.holders.latest_helper().map(likely),
            first: self.first_day(),
            signed: self.first_signature(),
            said: (texts.agreed_told(), texts.agreed_box_told()),
            unsaid: texts.agreed_told_missing(),
        }
    }

    /// The day on which the office began to write what they agree to.
    fn first_day(&self) -> Date {
        let helped = self.draft.holders.helped_since();
        japan_date(helped.unwrap_or(self.draft.created_at))
    }

    /// The first day on which they can have signed: a paper that they filled in lies as long as a draft.
    fn first_signature(&self) -> Option<Date> {
        let helper = self.draft.holders.latest_helper();
        helper.filter(|helper| helper.way == HelpWay::Paper)?;
        let days = self.state.content.get().programme.retention.draft_days;
        Some(self.first_day().saturating_sub(i64::from(days).days()))
    }

    fn page(&self, typed: Option<&Input>, errors: Vec<FieldError>) -> Response {
        let content = self.state.content.get();
        let heard = self.heard(&content);
        let fields = heard.fields().into_iter();
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
            text: heard.text,
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
        let agreement = self.heard(&self.state.content.get()).read(input, name)?;
        Ok(RecordedAgreement {
            shown: self.shown.clone(),
            agreement,
        })
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
