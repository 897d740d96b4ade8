//! The sheet for a partner it was handed to: what its page tells, on paper.

use axum::extract::{Query, State};
use base::people::Actor;
use base::time::japan_date;
use job_spec::sheet::Imprint;
use placements::handover::Handover;
use placements::{Link, LinkPage, Validity};
use serde::Deserialize;
use web::{AppState, HandlerError, HandlerResult, Problem};

use crate::file;

/// The query of the paper.
#[derive(Deserialize)]
pub(crate) struct SheetQuery {
    /// The token of the link in the partner's mail.
    #[serde(default)]
    t: String,
}

/// While the partner has it and the link is good, as its page shows the sheet.
pub(crate) async fn show(
    State(state): State<AppState>,
    Query(query): Query<SheetQuery>,
) -> HandlerResult {
    let content = state.content.get();
    let opened = LinkPage::Partner.read(&state.keys, &query.t);
    let opened = opened.map_err(|_| missing())?;
    let validity = opened.validity(&content.programme, state.now());
    let (Link::Partner { id, partner }, Validity::Good) = (opened.link, validity) else {
        return Err(missing());
    };
    let case = state.store.case(&id.reference).await?.ok_or_else(missing)?;
    let placement = case.placement(id.spec).ok_or_else(missing)?;
    if !placement.is_with(&Actor::Partner { partner }) {
        return Err(missing());
    }
    let submission = case.submission();
    let spec = Handover::paper(placement, &submission.contact, &content);
    let imprint = Imprint {
        operator: content.programme.operator.name.clone(),
        reference: Some(submission.reference.as_str().to_owned()),
        dated: japan_date(submission.sent_at),
        draft: false,
        price: Some(Handover::paper_price(placement, &content)),
        helped: None,
    };
    let name = format!("{}.pdf", content.texts.letters.sheet_file(id.to_string()));
    let typeset = move || pdf::render(&[spec], &imprint, &content.texts);
    file(&name, "kiridashi-sheet.pdf", typeset).await
}

/// Nothing is said about what there might be.
fn missing() -> HandlerError {
    Problem::NotFound.into()
}
