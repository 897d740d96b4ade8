//! What a link of ours shows that may no longer act: what happened since, and the way to a new link.

use axum::http::StatusCode;
use axum::response::Response;
use base::people::Actor;
use placements::Validity;
use serde::Serialize;
use web::{AppState, TokenPage, case_address, with_way};

use crate::history::{self, Moment, Now, history};
use crate::session::{LinkSession, OpenedPlacement};
use crate::{DECIDE, START};

#[derive(Serialize)]
struct StalePage {
    heading: String,
    reference: String,
    replaced: bool,
    /// Where one signs in to act after all; empty for who was replaced.
    renew: String,
    now: Now,
    history: Vec<Moment>,
}

/// The page, which only shows.
pub(crate) fn page(state: &AppState, session: &LinkSession, found: &OpenedPlacement) -> Response {
    let (content, placement) = (state.content.get(), &found.placement);
    let replaced = session.validity == Validity::Replaced;
    let page = StalePage {
        heading: placement.spec.title.clone(),
        reference: placement.id.to_string(),
        replaced,
        renew: match replaced {
            true => String::new(),
            false => with_way(
                START,
                &format!("{DECIDE}?t={}", case_address(&session.id, &session.by)),
            ),
        },
        // Told as to an onlooker: whoever holds an old link cannot be asked to act here.
        now: history::now(placement, &Actor::Clock, &content),
        // What was written since is not for somebody who was replaced.
        history: match replaced {
            true => Vec::new(),
            false => history(placement, found.case.submission(), &content),
        },
    };
    let response = state.page(StatusCode::OK, "director/stale.html", DECIDE, &page);
    TokenPage::Shows.wrap(response)
}
