//! Reads a posted form into [`Input`], refusing what no page of ours sends.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use base::text;
use forms::Input;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use percent_encoding::percent_decode;

use crate::problem::Problem;
use crate::state::AppState;

/// The largest form taken, in bytes. A sheet has 24 texts of up to 1,000 characters and as many reasons
/// of 200, and a kanji takes nine bytes on its way.
pub const LARGEST_FORM: usize = 320 * 1024;
/// The most values that one form may carry; our longest page has about 150.
pub const MOST_VALUES: usize = 500;
/// The longest field name, in bytes.
pub const LONGEST_NAME: usize = 80;

/// A posted form. Line ends are `\n`, other control characters are gone, and the text is normalised: this is the
/// one place where what people type comes in.
pub struct Form(pub Input);

/// The id in the field `fresh` that a page drew for what is sent from it, so that pressing twice does it once.
///
/// # Errors
/// [`Problem::BadRequest`] where no page of ours drew it; see [`AppState::random_id`].
pub fn drawn_id(input: &Input) -> Result<&str, Problem> {
    let id = input.one("fresh");
    let is_drawn = id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_drawn.then_some(id).ok_or(Problem::BadRequest)
}

impl FromRequest<AppState> for Form {
    type Rejection = Problem;

    async fn from_request(request: Request, _state: &AppState) -> Result<Self, Problem> {
        if !is_form(request.headers()) {
            return Err(Problem::WrongType);
        }
        let body = Limited::new(request.into_body(), LARGEST_FORM)
            .collect()
            .await;
        let bytes = body.map_err(|error| match error.downcast_ref::<LengthLimitError>() {
            Some(_) => Problem::TooLarge,
            None => Problem::BadRequest,
        })?;
        parse(&bytes.to_bytes()).map(Form)
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    let value = headers
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .unwrap_or("");
    let mut parts = value
        .split(';')
        .map(|part| part.trim().to_ascii_lowercase());
    parts.next().as_deref() == Some("application/x-www-form-urlencoded")
        && parts
            .all(|part| !part.starts_with("charset=") || part.trim_matches('"').ends_with("utf-8"))
}

pub(crate) fn parse(body: &Bytes) -> Result<Input, Problem> {
    // `form_urlencoded` replaces invalid UTF-8 silently; what was typed must not change silently. Nobody
    // types a NUL.
    let valid = |part: &[u8]| {
        let part = percent_decode(part).decode_utf8();
        part.is_ok_and(|part| !part.contains('\0'))
    };
    if !body.split(|byte| matches!(byte, b'&' | b'=')).all(valid) {
        return Err(Problem::BadRequest);
    }
    let mut input = Input::default();
    for (count, (name, value)) in form_urlencoded::parse(body).enumerate() {
        if count >= MOST_VALUES || name.len() > LONGEST_NAME {
            return Err(Problem::BadRequest);
        }
        input
            .0
            .entry(name.into_owned())
            .or_default()
            .push(clean(&value));
    }
    Ok(input)
}

/// A value as [`Form`] gives it, for whoever reads what was typed out of another kind of body.
///
/// # Errors
/// [`Problem::BadRequest`] where it is no UTF-8, or holds a NUL.
pub fn typed(value: &[u8]) -> Result<String, Problem> {
    match std::str::from_utf8(value) {
        Ok(value) if !value.contains('\0') => Ok(clean(value)),
        _ => Err(Problem::BadRequest),
    }
}

fn clean(value: &str) -> String {
    let kept: String = text::unix_lines(value)
        .chars()
        .filter(|c| matches!(c, '\n' | '\t') || !c.is_control())
        .collect();
    text::normalize(&kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(body: &str) -> Result<Input, Problem> {
        parse(&Bytes::from(body.to_owned()))
    }

    #[test]
    fn values_of_one_name_keep_their_order() {
        let input = parsed("pick=inn02&pick=inn01&own=%E9%AB%99+%EF%A8%91").unwrap();
        assert_eq!(input.0["pick"], ["inn02", "inn01"]);
        assert_eq!(input.0["own"], ["髙 﨑"]);
    }

    #[test]
    fn line_ends_become_one_and_control_characters_go() {
        let input = parsed("a=1%0D%0A2%0D3%08%0B4%095").unwrap();
        assert_eq!(input.0["a"], ["1\n2\n3\n4\t5"]);
    }

    #[test]
    fn what_is_typed_is_normalised_and_names_keep_their_letters() {
        let input =
            parsed("a=%E3%82%AB%E3%82%99%E2%BD%87%E2%80%8B&b=%EF%A8%99%E8%91%9B%F3%A0%84%80")
                .unwrap();
        assert_eq!(input.0["a"], ["ガ日"]);
        assert_eq!(input.0["b"], ["\u{FA19}葛\u{E0100}"]);
    }

    #[test]
    fn invalid_utf8_is_refused_not_replaced() {
        assert_eq!(parsed("a=%FF%FE"), Err(Problem::BadRequest));
        assert_eq!(parsed("%E3%81=a"), Err(Problem::BadRequest));
    }

    #[test]
    fn a_nul_is_refused() {
        assert_eq!(parsed("a=1%00"), Err(Problem::BadRequest));
        assert_eq!(parsed("a%00=1"), Err(Problem::BadRequest));
    }

    #[test]
    fn too_many_values_are_refused() {
        let body = vec!["a=1"; MOST_VALUES + 1].join("&");
        assert_eq!(parsed(&body), Err(Problem::BadRequest));
        assert!(parsed(&body[4..]).is_ok());
    }

    #[test]
    fn only_utf8_forms_are_forms() {
        let with = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::CONTENT_TYPE, value.parse().unwrap());
            is_form(&headers)
        };
        assert!(with("application/x-www-form-urlencoded"));
        assert!(with("Application/X-WWW-Form-Urlencoded; charset=UTF-8"));
        assert!(!with(
            "application/x-www-form-urlencoded; charset=shift_jis"
        ));
        assert!(!with("multipart/form-data; boundary=x"));
        assert!(!with("application/json"));
        assert!(!is_form(&HeaderMap::new()));
    }
}
