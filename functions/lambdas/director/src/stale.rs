//! What a verify_signature link shows that may no longer act: what happened since, and the way to a new one.

use axum::http::StatusCode;
use axum::response::Response;
use base::people::Actor;
use serde::Serialize;
use web::{AppState, TokenPage};

use crate::DECIDE;
use crate::history::{self, Moment, Now, history};
use crate::seat::{Found, Seat};

#[derive(Serialize)]
struct Stale {
    heading: String,
    reference: String,
    token: String,
    replaced: bool,
    renew: bool,
    now: Now,
    history: Vec<Moment>,
}

/// A verify_signature link that may no longer act: what happened since, and the way to a new one.
pub(crate) fn page(state: &AppState, seat: &Seat, found: &Found) -> Response {
    let (content, placement) = (state.content.get(), &found.placement);
    let page = Stale {
        heading: placement.spec.title.clone(),
        reference: placement.id.to_string(),
        token: seat.token.clone(),
        replaced: seat.replaced,
        renew: !seat.replaced,
        // Told as to an onlooker: whoever holds an old link cannot be asked to act here.
        now: history::now(placement, &Actor::Clock, &content.programme),
        // What was written since is no longer hers to read.
        history: match seat.replaced {
            true => Vec::new(),
            false => history(placement, &found.case.submission, &content),
        },
    };
    let response = state.page(StatusCode::OK, "director/stale.html", DECIDE, &page);
    TokenPage::Posts.wrap(response)
}
