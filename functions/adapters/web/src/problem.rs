//! Pages for a request that failed as a whole; errors of single fields are not among them.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use town::texts::ProblemTexts;

/// A request that cannot be answered with its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// 400: the form arrived damaged.
    BadRequest,
    /// 403: the form was sent from another site.
    CrossSite,
    /// 403: asked of the functions' own address, past the site's.
    OtherAddress,
    /// 404: no such page.
    NotFound,
    /// 405: the page does not take this method.
    MethodNotAllowed,
    /// 413: larger than any form of ours.
    TooLarge,
    /// 415: not a form.
    WrongType,
    /// 429: more than one address or network may do.
    TooMany,
    /// 503: more than everybody together may do, which is somebody's attack or a very good day.
    PhoneOnly,
    /// 500: our mistake.
    Internal,
    /// 503: the store does not answer.
    Unavailable,
}

/// A page that explains why something cannot be shown and what to do now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The heading.
    pub title: String,
    /// What happened and what to do.
    pub lines: Vec<String>,
    /// The way on.
    pub action: Action,
    /// The request's id where the operator may be asked about it, else empty.
    pub request_id: String,
}

/// Where to go from here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Action {
    /// The address.
    pub href: String,
    /// The words on the button.
    pub label: String,
}

impl Problem {
    /// The HTTP status.
    pub fn status(self) -> StatusCode {
        match self {
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::CrossSite | Self::OtherAddress => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::WrongType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::PhoneOnly => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The problem behind a bare status, as the router answers for unknown paths and methods.
    pub(crate) fn of_status(status: StatusCode) -> Option<Problem> {
        Some(match status {
            StatusCode::FORBIDDEN => Self::CrossSite,
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::MethodNotAllowed,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::WrongType,
            StatusCode::TOO_MANY_REQUESTS => Self::TooMany,
            StatusCode::SERVICE_UNAVAILABLE => Self::Unavailable,
            other if other.is_client_error() => Self::BadRequest,
            other if other.is_server_error() => Self::Internal,
            _ => return None,
        })
    }

    /// Its heading, and what happened and what to do, a line each.
    fn said(self, texts: &ProblemTexts) -> (&str, &str) {
        match self {
            Self::BadRequest => (texts.bad_request_title(), texts.bad_request()),
            Self::CrossSite => (texts.cross_site_title(), texts.cross_site()),
            Self::OtherAddress => (texts.other_address_title(), texts.other_address()),
            Self::NotFound => (texts.not_found_title(), texts.not_found()),
            Self::MethodNotAllowed => {
                (texts.method_not_allowed_title(), texts.method_not_allowed())
            }
            Self::TooLarge => (texts.too_large_title(), texts.too_large()),
            Self::WrongType => (texts.wrong_type_title(), texts.wrong_type()),
            Self::TooMany => (texts.too_many_title(), texts.too_many()),
            Self::PhoneOnly => (texts.phone_only_title(), texts.phone_only()),
            Self::Internal => (texts.internal_title(), texts.internal()),
            Self::Unavailable => (texts.unavailable_title(), texts.unavailable()),
        }
    }

    /// Whether the page offers the office's phone number.
    pub(crate) fn offers_phone(self) -> bool {
        matches!(self, Self::TooMany | Self::PhoneOnly)
    }

    /// The page's text, and where to go on from this path.
    pub(crate) fn explanation(
        self,
        texts: &ProblemTexts,
        base_url: &str,
        path: &str,
        request_id: &str,
    ) -> Explanation {
        let action = if self == Self::OtherAddress {
            Action::new(&format!("{base_url}/"), texts.to_home())
        } else if path.starts_with("/inventory") {
            Action::new("/inventory/", texts.to_inventory())
        } else if path.starts_with("/registration") {
            Action::new("/seminars/", texts.to_seminars())
        } else {
            Action::new("/", texts.to_home())
        };
        let (title, text) = self.said(texts);
        let mut explanation = Explanation::new(title, text, action);
        if self.status().is_server_error() {
            explanation.request_id = request_id.into();
        }
        explanation
    }
}

impl Explanation {
    /// An explanation whose text is what happened and what to do, a line each.
    pub fn new(title: &str, text: &str, action: Action) -> Explanation {
        Explanation {
            title: title.into(),
            lines: text.lines().map(String::from).collect(),
            action,
            request_id: String::new(),
        }
    }
}

impl Action {
    /// A way on.
    pub fn new(href: &str, label: &str) -> Action {
        Action {
            href: href.into(),
            label: label.into(),
        }
    }
}

impl IntoResponse for Problem {
    /// A bare status that names the problem; [`crate::serve`] turns it into a page.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<store::StoreError> for Problem {
    fn from(error: store::StoreError) -> Problem {
        tracing::error!(
            error = &error as &dyn std::error::Error,
            "the store did not answer"
        );
        Problem::Unavailable
    }
}
