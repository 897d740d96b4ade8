//! What went wrong with a request as a whole, in words for the person; never about a single field.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

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

    fn title(self) -> &'static str {
        match self {
            Self::BadRequest => "うまく読み取れませんでした",
            Self::CrossSite => "このページからは送れません",
            Self::OtherAddress => "このアドレスではひらけません",
            Self::NotFound => "ページが見つかりません",
            Self::MethodNotAllowed => "このページはひらけません",
            Self::TooLarge => "送られた内容が大きすぎます",
            Self::WrongType => "この形では受け取れません",
            Self::TooMany => "少し待ってから、もう一度お願いします",
            Self::Internal => "こちらのまちがいで表示できません",
            Self::Unavailable => "いま、保存や読み出しができません",
        }
    }

    fn lines(self) -> [&'static str; 2] {
        match self {
            Self::BadRequest => [
                "送られた内容を読み取れませんでした。",
                "前のページにもどって、もう一度お試しください。",
            ],
            Self::CrossSite => [
                "安全のため、ほかのサイトから送られた内容は受け取りません。",
                "このサイトのページをひらいて、そこから送ってください。",
            ],
            Self::OtherAddress => [
                "このアドレスは、サイトの中で使うものです。",
                "サイトのトップページのアドレスをひらいて、そこからおすすみください。",
            ],
            Self::NotFound => [
                "アドレスがまちがっているか、ページがなくなりました。",
                "アドレスをたしかめるか、はじめのページからおすすみください。",
            ],
            Self::MethodNotAllowed => [
                "このアドレスは、ボタンを押したときだけ使います。",
                "はじめのページからおすすみください。",
            ],
            Self::TooLarge => [
                "一度に送れる文字の量をこえました。まだ何も保存していません。",
                "前のページにもどり、文章を短くしてください。",
            ],
            Self::WrongType => [
                "受け取れるのは、このサイトの入力ページからの内容だけです。",
                "ファイルは送れません。",
            ],
            Self::TooMany => [
                "短い時間に何度も送られたので、受け付けるのを止めています。今回の分は、まだ受け付けていません。",
                "1時間ほど待って、もう一度お試しください。お急ぎのときは、お電話ください。",
            ],
            Self::Internal => [
                "ご不便をおかけします。保存ずみの内容は消えていません。",
                "少し待って、もう一度お試しください。続くときは、下の番号を相談窓口にお知らせください。",
            ],
            Self::Unavailable => [
                "一時的なこみあいです。保存ずみの内容は消えていません。",
                "1分ほど待って、もう一度お試しください。続くときは、下の番号を相談窓口にお知らせください。",
            ],
        }
    }

    /// What the person is told, and the way on from this path of the site at this address.
    pub(crate) fn explanation(self, base_url: &str, path: &str, request_id: &str) -> Explanation {
        let action = if self == Self::OtherAddress {
            Action::new(&format!("{base_url}/"), "トップページへ")
        } else if path.starts_with("/inventory") {
            Action::new("/inventory/", "仕事の書き出しのはじめのページへ")
        } else if path.starts_with("/registration") {
            Action::new("/seminars/", "セミナーの一覧へ")
        } else {
            Action::new("/", "トップページへ")
        };
        Explanation {
            title: self.title().into(),
            lines: self.lines().map(String::from).into(),
            action,
            request_id: if self.status().is_server_error() {
                request_id.into()
            } else {
                String::new()
            },
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
