//! A visit to a placement's page by its link: for whom the link was made, and the placement it is about.

use axum::http::StatusCode;
use base::people::Actor;
use placements::{Case, Link, LinkPage, Placement, SpecId, Validity};
use serde::Deserialize;
use web::{Action, AppState, Explanation, HandlerError, Problem, TokenPage};

use crate::START;

/// The query of a page that takes one answer.
#[derive(Deserialize)]
pub(crate) struct AnswerQuery {
    /// The link's token.
    #[serde(default)]
    pub t: String,
    /// Not empty right after the answer was sent.
    #[serde(default)]
    pub sent: String,
}

/// What a link to one placement allows.
pub(crate) struct LinkSession {
    /// The link's token, for the forms of the page.
    pub token: String,
    /// The placement.
    pub id: SpecId,
    /// For whom the link was made.
    pub by: Actor,
    /// Whether the link may only show: it has expired, or the settings name somebody else by now.
    pub read_only: bool,
    /// Whether the settings name somebody else by now.
    pub replaced: bool,
}

/// A placement with the case it is read off.
pub(crate) struct OpenedPlacement {
    pub case: Case,
    pub placement: Placement,
}

impl LinkSession {
    /// Reads the link of this page.
    ///
    /// # Errors
    /// The page that says that there is nothing behind it.
    pub fn open(
        state: &AppState,
        page: LinkPage,
        token: &str,
    ) -> Result<LinkSession, HandlerError> {
        let opened = page.read(&state.keys, token);
        let Ok(opened) = opened else {
            return Err(no_such_page(state, page));
        };
        let programme = &state.content.get().programme;
        let validity = opened.validity(programme, state.now());
        let (id, by) = match opened.link {
            Link::Decide { id, by } => (id, by),
            Link::Answer { id } | Link::Consent { id } => (id, Actor::Employer),
            Link::Partner { id } => (id, Actor::Partner),
            Link::Home { .. } | Link::Work { .. } => return Err(no_such_page(state, page)),
        };
        Ok(LinkSession {
            token: token.to_owned(),
            read_only: validity != Validity::Good,
            replaced: validity == Validity::Replaced,
            id,
            by,
        })
    }

    /// Reads a worker's link: the visit, the worker's number in the order, and for which person it was made.
    ///
    /// # Errors
    /// The page that says that there is nothing behind it.
    pub fn of_worker(
        state: &AppState,
        token: &str,
    ) -> Result<(LinkSession, u32, String), HandlerError> {
        let page = LinkPage::Work;
        let opened = page.read(&state.keys, token);
        let opened = opened.map_err(|_| no_such_page(state, page))?;
        let programme = &state.content.get().programme;
        let read_only = opened.validity(programme, state.now()) != Validity::Good;
        let Link::Work { id, worker, person } = opened.link else {
            return Err(no_such_page(state, page));
        };
        let session = LinkSession {
            token: token.to_owned(),
            id,
            by: Actor::Worker { number: worker },
            read_only,
            replaced: false,
        };
        Ok((session, worker, person))
    }

    /// The placement behind the link.
    ///
    /// # Errors
    /// When it was deleted after its time, or the store does not answer.
    pub async fn find(&self, state: &AppState) -> Result<OpenedPlacement, HandlerError> {
        let case = state.store.case(&self.id.reference).await?;
        let found = case.and_then(|case| {
            let placement = case.placement(self.id.spec)?.clone();
            Some(OpenedPlacement { case, placement })
        });
        found.ok_or_else(|| deleted(state))
    }
}

/// The answer to a forged link: the same as to any address that leads nowhere.
pub(crate) fn no_such_page(state: &AppState, page: LinkPage) -> HandlerError {
    let texts = &state.content.get().texts.director;
    let (text, action) = match page {
        LinkPage::Answer | LinkPage::Consent | LinkPage::Partner | LinkPage::Work => (
            texts.no_such_page_employer(),
            Action::new("/", texts.to_home()),
        ),
        LinkPage::Decide | LinkPage::Home | LinkPage::Office => (
            texts.no_such_page_director(),
            Action::new(START, texts.to_start()),
        ),
    };
    let explanation = Explanation::new(texts.no_such_page_title(), text, action);
    let response = explanation.page(state, StatusCode::NOT_FOUND, paths::of(page));
    TokenPage::Shows.wrap(response).into()
}

fn deleted(state: &AppState) -> HandlerError {
    let texts = &state.content.get().texts.director;
    let action = Action::new(START, texts.to_start());
    let explanation = Explanation::new(texts.deleted_title(), texts.deleted(), action);
    let response = explanation.page(state, StatusCode::GONE, START);
    TokenPage::Shows.wrap(response).into()
}

/// For what none of our forms can send.
pub(crate) fn bad_request() -> HandlerError {
    Problem::BadRequest.into()
}
