//! What the web functions share: state, clients, forms, the draft's cookie, who is signed in, guards, headers, error
//! pages and the Lambda's start; no page of its own.

mod begun_draft;
mod client;
mod cookie;
mod download;
mod event;
mod form;
mod guard;
mod handler;
mod headers;
mod lambda;
mod link;
mod other_draft;
mod overspent;
mod path;
mod pinned;
mod problem;
mod published;
mod serve;
mod sign_in;
mod state;
mod submitting;
#[cfg(test)]
mod tests;
pub mod words;

pub use begun_draft::{begun_draft, draft_browser};
pub use client::Client;
pub use cookie::{
    DraftCookies, HeldDrafts, SentBefore, Session, clear_draft_cookie, clear_sent_cookie,
    draft_mark, sent_cookie, shown_mark,
};
pub use download::{FileKind, attachment, download};
pub use event::request as request_of;
pub use form::{Form, LARGEST_FORM, LONGEST_NAME, MOST_VALUES, drawn_id, typed};
pub use handler::{HandlerError, HandlerResult};
pub use headers::{TokenPage, secure, see_other};
pub use lambda::{run_lambda, run_lambda_beside};
pub use other_draft::another_draft;
pub use overspent::{HeldBack, Overspent};
pub use pinned::PinnedContents;
pub use problem::{Action, Explanation, Problem};
pub use published::PublishedState;
pub use serve::serve;
pub use sign_in::{
    CodeAsker, SignInCookie, SignedIn, Visitor, case_address, is_case_address, not_yours, platform,
    way, with_way,
};
pub use state::{AppState, Live, WebSettings};
pub use submitting::{Sent, draft_once, once_today, submit};
pub use view::Folder;
