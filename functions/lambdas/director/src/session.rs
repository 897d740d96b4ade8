//! A visit to a placement's page by its link: for whom the link was made, and the placement it is about.

use axum::http::StatusCode;
use base::doer::Doer;
use base::people::Actor;
use placements::{Applicant, Case, Link, LinkPage, Placement, SpecId, Validity};
use serde::Deserialize;
use sign_in::mailed_name;
use store::Sending;
use web::{
    Action, AppState, Explanation, HandlerError, Problem, TokenPage, Visitor, case_address,
    is_case_address, not_yours, see_other,
};

use crate::list_links::list_of;
use crate::{DECIDE, START};

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
    /// Under which name they act; empty where the settings name nobody.
    pub name: String,
    /// Whether it is no mailed link: somebody who is signed in opened it from a list.
    signed_in: bool,
    /// Whether one may still act, or only look.
    pub validity: Validity,
}

/// A placement with the case it is read off.
pub(crate) struct OpenedPlacement {
    pub case: Case,
    pub placement: Placement,
    /// Those who answered the notice of its job, the latest first.
    pub applicants: Vec<Applicant>,
    /// What was sent to the partner about it, oldest first.
    pub sendings: Vec<Sending>,
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
            Link::Answer { id } | Link::Consent { id } | Link::Quote { id } => {
                (id, Actor::Employer)
            }
            Link::Partner { id, partner } => (id, Actor::Partner { partner }),
            // Nobody of ours: whoever holds the address.
            Link::Recruit { id } => (id, Actor::Clock),
            Link::Work { .. } => return Err(no_such_page(state, page)),
        };
        Ok(LinkSession {
            token: token.to_owned(),
            validity,
            name: String::new(),
            signed_in: false,
            id,
            by,
        })
    }

    /// Opens a placement for a director, a deputy or the office: by a mailed link, or from a list, where only the
    /// browser that is signed in opens it.
    ///
    /// # Errors
    /// The page that says that there is nothing behind it, or that one has to sign in.
    pub fn of_director(
        state: &AppState,
        visitor: &Visitor,
        token: &str,
    ) -> Result<LinkSession, HandlerError> {
        if token.is_empty() {
            // Of no placement: whoever is signed in looks for it in their list.
            let signed_in = visitor.member(state, START)?;
            let role = signed_in.member.roles.first();
            let list = role.map_or(START.to_owned(), |role| list_of(&role.actor));
            return Err(see_other(&list).into());
        }
        if is_case_address(token) {
            visitor.member(state, &format!("{DECIDE}?t={token}"))?;
            let (id, role) = visitor.opens(token).ok_or_else(|| not_yours(state))?;
            return Ok(LinkSession {
                token: token.to_owned(),
                id,
                by: role.actor.clone(),
                name: role.name.clone(),
                signed_in: true,
                validity: Validity::Good,
            });
        }
        let mut session = LinkSession::open(state, LinkPage::Decide, token)?;
        let content = state.content.get();
        let member = visitor.signed_in();
        let role = member.and_then(|member| member.member.role(&session.by));
        session.name = match role {
            Some(role) => role.name.clone(),
            None => {
                let name = mailed_name(&content.programme, &session.by);
                name.unwrap_or_default().to_owned()
            }
        };
        Ok(session)
    }

    /// Opens a page of the employer: by their link, or for whoever may enter what they said by phone, by the link or
    /// the address of the placement's own page.
    ///
    /// # Errors
    /// The page that says that there is nothing behind it.
    pub fn of_employer(
        state: &AppState,
        visitor: &Visitor,
        page: LinkPage,
        token: &str,
    ) -> Result<LinkSession, HandlerError> {
        let own = LinkSession::open(state, page, token);
        own.or_else(|none| LinkSession::of_director(state, visitor, token).map_err(|_| none))
    }

    /// The same visit to another placement of whoever opened this one, of which they may see it.
    pub fn of_other(self, state: &AppState, id: SpecId) -> LinkSession {
        let token = match self.signed_in {
            true => case_address(&id, &self.by),
            false => {
                let by = self.by.clone();
                let link = Link::Decide { id: id.clone(), by };
                link.token(&state.keys, &state.content.get().programme, state.now())
            }
        };
        LinkSession { token, id, ..self }
    }

    /// Whether it may only show: the link has expired, or the settings name somebody else by now.
    pub fn is_read_only(&self) -> bool {
        self.validity != Validity::Good
    }

    /// Who acts.
    pub fn doer(&self) -> Doer<'_> {
        Doer {
            actor: &self.by,
            name: &self.name,
        }
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
        let validity = opened.validity(programme, state.now());
        let Link::Work { id, worker, person } = opened.link else {
            return Err(no_such_page(state, page));
        };
        let session = LinkSession {
            token: token.to_owned(),
            id,
            by: Actor::Worker { number: worker },
            name: String::new(),
            signed_in: false,
            validity,
        };
        Ok((session, worker, person))
    }

    /// The placement behind the link.
    ///
    /// # Errors
    /// When it was deleted after its time, or the store does not answer.
    pub async fn find(&self, state: &AppState) -> Result<OpenedPlacement, HandlerError> {
        let opened = state.store.opened_case(&self.id, state.now()).await?;
        let found = opened.and_then(|opened| {
            let placement = opened.case.placement(self.id.spec)?.clone();
            Some(OpenedPlacement {
                case: opened.case,
                placement,
                applicants: opened.applicants,
                sendings: opened.sendings,
            })
        });
        let found = found.ok_or_else(|| deleted(state))?;
        // A mailed link was made for somebody whom it concerned; the address of a list anybody can type.
        match self.signed_in && !found.placement.may_see(&self.by) {
            true => Err(not_yours(state)),
            false => Ok(found),
        }
    }
}

/// The answer to a forged link: the same as to any address that leads nowhere.
pub(crate) fn no_such_page(state: &AppState, page: LinkPage) -> HandlerError {
    let texts = &state.content.get().texts.director;
    let (text, action) = match page {
        LinkPage::Answer
        | LinkPage::Consent
        | LinkPage::Partner
        | LinkPage::Quote
        | LinkPage::Recruit
        | LinkPage::Work => (
            texts.no_such_page_employer(),
            Action::new("/", texts.to_home()),
        ),
        LinkPage::Decide => (
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
