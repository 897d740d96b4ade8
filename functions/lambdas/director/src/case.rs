//! One placement's page: for whoever may decide on it, follow it, or only wants to know what became of it.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use base::people::Actor;
use base::time::japan_date;
use forms::{FieldError, Input};
use job_spec::sheet::Sheet;
use placements::Placement;
use questionnaire::assess::{self, Pay};
use serde::{Deserialize, Serialize};
use submissions::Submission;
use submissions::route::Load;
use town::Content;
use town::texts::DirectorTexts;
use web::{AppState, HandlerResult, TokenPage, Visitor};

use crate::banner::Banner;
use crate::case_employer::{Employer, employer};
use crate::choices::{Choices, DecisionContext};
use crate::forms::RejectedForm;
use crate::heard::heard;
use crate::history::{self, Moment, Now, history, labels, tag};
use crate::people::People;
use crate::repeat::again_link;
use crate::sendings::{names, sendings};
use crate::session::{LinkSession, OpenedPlacement};
use crate::stages::Stages;
use crate::{DECIDE, list_links, stale};

#[derive(Serialize)]
struct CasePage {
    heading: String,
    reference: String,
    industry: String,
    version: u32,
    token: String,
    back: String,
    errors: Vec<FieldError>,
    notice: Option<Banner>,
    now: Now,
    why: String,
    sheet: Sheet,
    /// What the worker gets, and what is left for the operator.
    pay: Option<Pay>,
    /// 例のまま: answers that are still the catalogue's.
    as_suggested: Vec<String>,
    question: Option<Asked>,
    /// Where what the employer said by phone is entered: words and address.
    heard: Vec<(String, String)>,
    changes: Vec<FieldChange>,
    /// Where the same work is prepared again; empty: it is not.
    again: String,
    actions: Option<Choices>,
    stages: Option<Stages>,
    employer: Option<Employer>,
    cautions: Vec<String>,
    homework: Vec<String>,
    /// Those who answered the notice of the job, by name.
    applicants: Vec<String>,
    sendings: Vec<Moment>,
    /// Whom they were sent to.
    partner: String,
    history: Vec<Moment>,
}

/// A question that waits for its answer.
#[derive(Serialize)]
struct Asked {
    title: String,
    text: String,
    fields: Vec<String>,
    /// What to do about it, possibly empty.
    hint: String,
}

/// What an answer changed in one field.
#[derive(Serialize)]
pub(crate) struct FieldChange {
    label: String,
    before: Vec<String>,
    after: Vec<String>,
}

/// The query of the page.
#[derive(Deserialize)]
pub(crate) struct CaseQuery {
    /// The link's token.
    #[serde(default)]
    pub t: String,
    /// A word for what was just done.
    #[serde(default)]
    pub done: String,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(CaseQuery { t, done }): Query<CaseQuery>,
) -> HandlerResult {
    let session = LinkSession::of_director(&state, &visitor, &t)?;
    let found = session.find(&state).await?;
    let content = state.content.get();
    let view = CaseView::done(&done, &content.texts.director);
    page(&state, &session, &found, view).await
}

/// What one answer of the page shows beside the placement.
pub(crate) struct CaseView<'a> {
    pub status: StatusCode,
    pub notice: Option<Banner>,
    pub rejected: Option<RejectedForm<'a>>,
}

impl CaseView<'_> {
    /// After something was done, by the address's word for it.
    fn done(code: &str, texts: &DirectorTexts) -> CaseView<'static> {
        let title = match code {
            "accepted" => texts.done_accepted(),
            "declined" => texts.done_declined(),
            "asked" => texts.done_asked(),
            "handed" => texts.done_handed_over(),
            "recorded" => texts.done_recorded(),
            "ended" => texts.done_ended(),
            "reassigned" => texts.done_reassigned(),
            _ => "",
        };
        let notice = (!title.is_empty()).then(|| Banner::success(title));
        CaseView {
            status: StatusCode::OK,
            notice,
            rejected: None,
        }
    }
}

/// The page for whom the link was made; with a link that only shows, what happened since.
pub(crate) async fn page(
    state: &AppState,
    session: &LinkSession,
    found: &OpenedPlacement,
    view: CaseView<'_>,
) -> HandlerResult {
    if session.is_read_only() {
        return Ok(stale::page(state, session, found));
    }
    let content = state.content.get();
    let nothing = Input::default();
    let rejected = view.rejected.unwrap_or(RejectedForm {
        form: None,
        input: &nothing,
        errors: Vec::new(),
    });
    let placement = &found.placement;
    let load = match placement.may_decide(&session.by) {
        true => state.store.load().await?,
        false => Load::default(),
    };
    let context = DecisionContext {
        placement,
        contact: &found.case.submission().contact,
        viewer: &session.by,
        content: &content,
        load: &load,
        rejected: &rejected,
    };
    let page = CasePage {
        heading: placement.spec.title.clone(),
        reference: placement.id.to_string(),
        industry: placement.spec.industry_label.clone(),
        version: placement.spec.version,
        token: session.token.clone(),
        back: list_links::list_of(&session.by),
        notice: view.notice,
        now: history::now(placement, &session.by, &content),
        why: why(placement, &session.by, &content),
        sheet: Sheet::of(&placement.spec, &content.texts),
        pay: pay(placement, found.case.submission(), &content),
        as_suggested: placement.spec.as_suggested.clone(),
        question: question(placement, &content),
        heard: heard(placement, session, &content.texts.director),
        changes: changes(placement, &content.texts.director),
        again: again_link(session, &found.case, placement),
        actions: context.choices(),
        stages: Stages::of(placement, &session.by, state.today(), &rejected, &content),
        employer: employer(placement, found.case.submission(), &session.by, &content),
        cautions: cautions(placement, &content),
        homework: placement.spec.homework.clone(),
        applicants: found.applicants.iter().map(|it| it.name.clone()).collect(),
        sendings: sendings(found, &session.by, &content),
        partner: names(found, &content),
        history: history(placement, found.case.submission(), &content),
        errors: rejected.errors,
    };
    let response = state.page(view.status, "director/case.html", DECIDE, &page);
    Ok(TokenPage::Posts.wrap(response))
}

/// What the worker gets and what is left for the operator, as worked out on the day it was sent; none while the
/// amount is unknown.
fn pay(placement: &Placement, submission: &Submission, content: &Content) -> Option<Pay> {
    let sent_on = japan_date(submission.sent_at);
    let price = placement.spec.estimate.price.as_ref()?;
    Some(assess::pay(price, &content.programme, sent_on))
}

/// Why it came to whoever looks at it; empty when it does not wait for them.
fn why(placement: &Placement, viewer: &Actor, content: &Content) -> String {
    if !placement.holder.includes(viewer) || !placement.may_decide(viewer) {
        return String::new();
    }
    let choice = &placement.choice;
    let tag = tag(choice.tag.as_deref(), content);
    choice.words(tag, &content.texts.routing)
}

fn question(placement: &Placement, content: &Content) -> Option<Asked> {
    let texts = &content.texts.director;
    if let Some(text) = &placement.partner_question {
        let partner = People(content).partner(placement.partner.as_deref());
        return Some(Asked {
            title: texts.question_partner_title(partner),
            text: text.clone(),
            fields: Vec::new(),
            hint: texts.question_partner_hint().to_owned(),
        });
    }
    let question = placement.question.as_ref()?;
    Some(Asked {
        title: texts.question_employer_title().to_owned(),
        text: question.text.clone(),
        fields: labels(placement, &question.fields),
        hint: String::new(),
    })
}

/// What the latest version changed.
pub(crate) fn changes(placement: &Placement, texts: &DirectorTexts) -> Vec<FieldChange> {
    let latest = placement.versions.last();
    let changes = latest.map(|version| version.changes.as_slice());
    let changes = changes.unwrap_or_default().iter();
    let lines = |text: &str| match text.is_empty() {
        true => vec![texts.change_empty().to_owned()],
        false => text.lines().map(str::to_owned).collect(),
    };
    let changed = changes.map(|change| FieldChange {
        label: change.label.clone(),
        before: lines(&change.before),
        after: lines(&change.after),
    });
    changed.collect()
}

/// What to look at before an order; what an answer has brought in since the sheet was written, too.
fn cautions(placement: &Placement, content: &Content) -> Vec<String> {
    let mut cautions = placement.spec.cautions.clone();
    for caution in job_spec::directive_cautions(&placement.spec, content) {
        if !cautions.contains(&caution) {
            cautions.push(caution);
        }
    }
    cautions
}
