//! The headers every answer of a function carries.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::state::WebSettings;

const FIXED: [(HeaderName, &str); 8] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::CACHE_CONTROL, "no-store"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=()",
    ),
];

/// Adds what is missing; what a handler set on purpose stays.
pub fn secure(headers: &mut HeaderMap, settings: &WebSettings) {
    for (name, value) in FIXED {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    if settings.is_https() {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers
            .entry(header::STRICT_TRANSPORT_SECURITY)
            .or_insert(year);
    }
}

/// A page whose own address holds a token, which must not leave with a `Referer`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenPage {
    /// It only shows something.
    Shows,
    /// It holds a form. `no-referrer` would send `Origin: null` with it, which the guard refuses in
    /// browsers without `Sec-Fetch-Site`.
    Posts,
}

impl TokenPage {
    /// The page with the strictest referrer policy it can have.
    pub fn wrap(self, mut page: Response) -> Response {
        let policy = match self {
            Self::Shows => "no-referrer",
            Self::Posts => "strict-origin",
        };
        page.headers_mut()
            .insert(header::REFERRER_POLICY, HeaderValue::from_static(policy));
        page
    }
}

/// Sends the browser on with a GET, e.g. after a form was taken.
pub fn see_other(location: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response()
}
