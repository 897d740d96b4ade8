//! Who stands before a placement's page, as the link says, and what lies behind it.

use axum::http::StatusCode;
use base::people::Actor;
use placements::{Case, Link, Page, Placement, SpecId, Validity};
use serde::Deserialize;
use web::{Action, AppState, Explanation, HandlerError, Problem, TokenPage};

use crate::START;

/// The link's token, and whether the answer was just sent.
#[derive(Deserialize)]
pub(crate) struct Arrived {
    #[serde(default)]
    pub t: String,
    #[serde(default)]
    pub sent: String,
}

/// Somebody at one placement.
pub(crate) struct Seat {
    /// The link's token, for the forms of the page.
    pub token: String,
    /// The placement.
    pub id: SpecId,
    /// Who.
    pub by: Actor,
    /// Whether the link may only show: it is too old, or its holder is no longer the one in the settings.
    pub over: bool,
    /// Whether somebody else has her place in the settings now.
    pub replaced: bool,
}

/// A placement with the case it is read off.
pub(crate) struct Found {
    pub case: Case,
    pub placement: Placement,
}

impl Seat {
    /// Reads the link of this page.
    ///
    /// # Errors
    /// The page that says that there is nothing behind it.
    pub fn open(state: &AppState, page: Page, token: &str) -> Result<Seat, HandlerError> {
        let opened = page.read(&state.keys, token);
        let Ok(opened) = opened else {
            return Err(nothing(state, page));
        };
        let programme = &state.content.get().programme;
        let validity = opened.validity(programme, state.now());
        let (id, by) = match opened.link {
            Link::Decide { id, by } => (id, by),
            Link::Answer { id } | Link::Consent { id } => (id, Actor::Employer),
            Link::Partner { id } => (id, Actor::Partner),
            Link::Home { .. } => return Err(nothing(state, page)),
        };
        Ok(Seat {
            token: token.to_owned(),
            over: validity != Validity::Good,
            replaced: validity == Validity::Replaced,
            id,
            by,
        })
    }

    /// The placement behind the link.
    ///
    /// # Errors
    /// When it was deleted after its time, or the store does not answer.
    pub async fn find(&self, state: &AppState) -> Result<Found, HandlerError> {
        let case = state.store.case(&self.id.reference).await?;
        let found = case.and_then(|case| {
            let placement = case.placement(self.id.spec)?;
            Some(Found { case, placement })
        });
        found.ok_or_else(|| deleted(state))
    }
}

/// A forged link looks like any address that leads nowhere.
pub(crate) fn nothing(state: &AppState, page: Page) -> HandlerError {
    let (lines, action) = match page {
        Page::Answer | Page::Consent | Page::Partner => (
            "メールのリンクを、はじめから終わりまで全部コピーして、もう一度ひらいてください。",
            Action::new("/", "トップページへ"),
        ),
        Page::Decide | Page::Home | Page::Office => (
            "メールのリンクを全部コピーするか、自分の一覧をひらくリンクを送りなおしてください。",
            Action::new(START, "担当者の方のページへ"),
        ),
    };
    let explanation = Explanation {
        title: "ページが見つかりません".into(),
        lines: vec![
            "リンクが途中で切れているか、まちがっています。".into(),
            lines.into(),
        ],
        action,
        request_id: String::new(),
    };
    let response = explanation.page(state, StatusCode::NOT_FOUND, page.path());
    TokenPage::Shows.wrap(response).into()
}

fn deleted(state: &AppState) -> HandlerError {
    let explanation = Explanation {
        title: "この仕事の記録は、もうありません".into(),
        lines: vec![
            "残す期間が過ぎたので、消しました。".into(),
            "分からないことは、事務局に受付番号を伝えてください。".into(),
        ],
        action: Action::new(START, "担当者の方のページへ"),
        request_id: String::new(),
    };
    let response = explanation.page(state, StatusCode::GONE, START);
    TokenPage::Shows.wrap(response).into()
}

/// What nobody but a broken form would send.
pub(crate) fn broken() -> HandlerError {
    Problem::BadRequest.into()
}
