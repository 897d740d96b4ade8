//! The employer's own copy of the sheets: of the browser's draft, before anybody has given a name, and of what was sent.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::reference::Reference;
use base::time::japan_date;
use job_spec::JobSpec;
use job_spec::sheet::Imprint;
use serde::Deserialize;
use store::Draft;
use web::{
    Action, AppState, Explanation, HandlerError, HandlerResult, HeldDrafts, Problem, Session,
    see_other,
};

use crate::file;

/// Where an inventory begins.
const START: &str = "/inventory/";
/// Where sheets can be printed; where there are none yet, it says why or leads on.
const CHECK: &str = "/inventory/check";

/// What is printed, and where its code leads.
struct Copy {
    specs: Vec<JobSpec>,
    imprint: Imprint,
    address: String,
}

/// The query of the paper.
#[derive(Deserialize)]
pub(crate) struct DraftQuery {
    /// The mark of the draft whose page was left for it; without one it is the draft that is open.
    #[serde(default)]
    pub d: String,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    session: Session,
    held: HeldDrafts,
    Query(query): Query<DraftQuery>,
) -> HandlerResult {
    // The page that leads here may be of a draft that this browser holds no more.
    let Some(draft) = marked_draft(&state, session, &held, &query.d).await? else {
        return Ok(see_other(CHECK));
    };
    let copy = match &draft.submitted {
        // What became of it is its sender's.
        Some(_) if !draft.is_sent_here() => return Ok(see_other(CHECK)),
        Some(reference) => sent(&state, reference).await?,
        None => drafted(&state.begun_with(&draft).await, &draft),
    };
    if copy.specs.is_empty() {
        return Ok(see_other(CHECK));
    }
    if let Some(longest) = job_spec::too_long(&copy.specs) {
        return Ok(too_long(&state, longest));
    }
    let content = state.content.get();
    let name = content.texts.sheet.paper_file(copy.imprint.dated);
    let address = format!("{}{}", state.settings.base_url, copy.address);
    let typeset = move || pdf::own_copy(&copy.specs, &copy.imprint, &address, &content.texts);
    file(&name, "kiridashi-sheet.pdf", typeset).await
}

/// The page for sheets that together are more than a paper takes: which one to shorten.
fn too_long(state: &AppState, longest: &JobSpec) -> Response {
    let texts = &state.content.get().texts.inventory;
    let action = Action::new(CHECK, texts.sending_too_large_action());
    let text = texts.printing_too_large(&longest.title);
    let explanation = Explanation::new(texts.printing_too_large_title(), &text, action);
    explanation.page(state, StatusCode::PAYLOAD_TOO_LARGE, CHECK)
}

fn drafted(state: &AppState, draft: &Draft) -> Copy {
    let (content, today) = (state.content.get(), state.today());
    Copy {
        specs: job_spec::drafts(&draft.answers, &content, today),
        imprint: Imprint {
            operator: content.programme.operator.name.clone(),
            reference: None,
            dated: today,
            draft: true,
            price: None,
            helped: None,
        },
        address: START.to_owned(),
    }
}

/// What was sent, whatever was answered after that.
async fn sent(state: &AppState, reference: &Reference) -> Result<Copy, HandlerError> {
    let found = state.store.submission(reference).await?;
    let (submission, _) = found.ok_or(Problem::NotFound)?;
    let content = state.content.get();
    let (programme, texts) = (&content.programme, &content.texts.assisted);
    let until = submission.kept_until(programme);
    Ok(Copy {
        imprint: Imprint {
            operator: programme.operator.name.clone(),
            reference: Some(reference.as_str().to_owned()),
            dated: japan_date(submission.sent_at),
            draft: false,
            price: None,
            helped: submission.assisted.as_ref().map(|it| it.told(texts)),
        },
        address: paths::status(reference, until, &state.keys),
        specs: submission.specs.into_iter().map(|it| it.spec).collect(),
    })
}

/// The draft of this mark, if the browser holds it and it is kept; without a mark, the one that is open.
pub(crate) async fn marked_draft(
    state: &AppState,
    session: Session,
    held: &HeldDrafts,
    mark: &str,
) -> Result<Option<Draft>, HandlerError> {
    let session = match (mark, held.marked(state, mark)) {
        ("", _) => session,
        (_, Some(handle)) => Session::Draft(handle.clone()),
        (_, None) => return Ok(None),
    };
    match session {
        Session::Draft(id) => Ok(state.store.draft(&id, state.now()).await?),
        Session::None | Session::Expired => Ok(None),
    }
}
