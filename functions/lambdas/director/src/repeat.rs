//! The way to 同じ条件で, for who may go it.

use placements::{Case, Placement};

use crate::session::LinkSession;

/// Where the same work is prepared again.
pub(crate) const AGAIN_FORM: &str = "/director/order/again";

/// Whether whoever opened the link may prepare it again.
pub(crate) fn may_repeat(session: &LinkSession, case: &Case, placement: &Placement) -> bool {
    !session.is_read_only()
        && placement.may_follow(&session.by)
        && placement.may_be_repeated()
        && !case.submission().is_contact_forgotten()
}

/// Its address; empty for who may not.
pub(crate) fn again_link(session: &LinkSession, case: &Case, placement: &Placement) -> String {
    match may_repeat(session, case, placement) {
        true => format!("{AGAIN_FORM}?t={}", session.token),
        false => String::new(),
    }
}
