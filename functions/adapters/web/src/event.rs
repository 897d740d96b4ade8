//! Makes a request of API Gateway's event, whatever a visitor put into it: `lambda_http` ends the process where
//! an address, a host or a body is not what it expects.

use axum::http::header::{HOST, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, Request};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lambda_http::Body;
use lambda_http::aws_lambda_events::apigw::ApiGatewayV2httpRequest;
use lambda_http::request::LambdaRequest;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::Value;

/// Says that an event could not be read; no visitor can write it. [`crate::serve`] answers 400.
pub(crate) const DAMAGED: HeaderName = HeaderName::from_static("x-event-damaged");

/// What an address may not hold as it is (the `http` crate's rules for a query).
const QUERY: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'<').add(b'>');

/// An address may have 65,534 letters (the `http` crate's limit).
const LONGEST: usize = 65_000;

/// The request that this event of an HTTP API (payload version 2.0) tells of. What can be made lawful is: a query
/// is encoded, headers and cookies that are none are left out. What cannot is marked, and answered with a page.
pub fn request(event: &str) -> Request<Body> {
    lambda_request(event).into()
}

/// Whether an event is one of an HTTP API at all.
pub(crate) fn is_request(event: &str) -> bool {
    let event = serde_json::from_str(event).unwrap_or(Value::Null);
    event.get("requestContext").is_some()
}

pub(crate) fn lambda_request(event: &str) -> LambdaRequest {
    let event = serde_json::from_str(event).unwrap_or(Value::Null);
    let request = read(&event).unwrap_or_else(|| {
        let mut request = ApiGatewayV2httpRequest::default();
        request.raw_path = Some(path(&event).unwrap_or("/").to_owned());
        request
            .headers
            .insert(DAMAGED, HeaderValue::from_static("1"));
        request
    });
    LambdaRequest::ApiGatewayV2(request)
}

/// `None` where it tells of no request. The stage and the domain are left out: with them the address would be
/// put together from parts that a visitor may write.
fn read(event: &Value) -> Option<ApiGatewayV2httpRequest> {
    let text = |pointer| event.pointer(pointer).and_then(Value::as_str);
    let path = path(event)?;
    let query = text("/rawQueryString").unwrap_or_default();
    let query = utf8_percent_encode(query, QUERY).to_string();
    // Encoded, a letter of the path takes up to three.
    if 3 * path.len() + query.len() > LONGEST {
        return None;
    }
    let mut request = ApiGatewayV2httpRequest::default();
    request.raw_path = Some(path.to_owned());
    request.raw_query_string = Some(query);
    request.headers = headers(event.get("headers"));
    request.cookies = cookies(event.get("cookies"));
    let http = &mut request.request_context.http;
    let method = text("/requestContext/http/method")?;
    http.method = Method::from_bytes(method.as_bytes()).ok()?;
    http.source_ip = text("/requestContext/http/sourceIp").map(str::to_owned);
    let body = text("/body").unwrap_or_default();
    if event.get("isBase64Encoded") == Some(&Value::Bool(true)) {
        match String::from_utf8(STANDARD.decode(body).ok()?) {
            Ok(decoded) => request.body = Some(decoded),
            Err(_) => {
                request.body = Some(body.to_owned());
                request.is_base64_encoded = true;
            }
        }
    } else {
        request.body = Some(body.to_owned());
    }
    Some(request)
}

fn path(event: &Value) -> Option<&str> {
    let path = event.get("rawPath")?.as_str()?;
    (path.starts_with('/') && 3 * path.len() < LONGEST).then_some(path)
}

fn headers(given: Option<&Value>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in given.and_then(Value::as_object).into_iter().flatten() {
        let name = HeaderName::from_bytes(name.as_bytes());
        let value = value
            .as_str()
            .map(|value| HeaderValue::from_bytes(value.as_bytes()));
        let (Ok(name), Some(Ok(value))) = (name, value) else {
            continue;
        };
        // More than a map can hold is more than anybody sends in earnest.
        if name != HOST && name != DAMAGED && headers.try_insert(name, value).is_err() {
            break;
        }
    }
    headers
}

fn cookies(given: Option<&Value>) -> Option<Vec<String>> {
    let cookies = given?.as_array()?.iter().filter_map(Value::as_str);
    let lawful = |cookie: &&str| HeaderValue::from_str(cookie).is_ok();
    Some(cookies.filter(lawful).map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(change: impl FnOnce(&mut Value)) -> Request<Body> {
        let mut event = serde_json::json!({
            "rawPath": "/inventory/", "rawQueryString": "a=1&b=%E3%81%82", "headers": {"accept": "text/html"},
            "cookies": ["draft=x", "a=b"], "body": "a=1", "isBase64Encoded": false,
            "requestContext": {"stage": "$default", "http": {"method": "POST", "sourceIp": "192.0.2.1"}},
        });
        change(&mut event);
        request(&event.to_string())
    }

    #[test]
    fn an_ordinary_event_becomes_the_request_that_was_sent() {
        let request = of(|_| {});
        assert_eq!(request.method(), Method::POST);
        assert_eq!(request.uri(), "/inventory/?a=1&b=%E3%81%82");
        assert_eq!(request.headers()["accept"], "text/html");
        assert_eq!(request.headers()["cookie"], "draft=x; a=b");
        assert_eq!(request.body().as_ref(), b"a=1");
        let encoded = of(|event| {
            event["body"] = "YT0x".into();
            event["isBase64Encoded"] = true.into();
        });
        assert_eq!(encoded.body().as_ref(), b"a=1");
        let bytes = of(|event| {
            event["body"] = "//79".into();
            event["isBase64Encoded"] = true.into();
        });
        assert_eq!(bytes.body().as_ref(), [0xff, 0xfe, 0xfd]);
    }

    #[test]
    fn a_raw_letter_in_the_query_is_encoded_and_means_the_same() {
        for letter in [
            " ", "\"", "<", ">", "#", "\0", "\u{1}", "\t", "\n", "\r", "\u{7f}", "あ",
        ] {
            let request = of(|event| event["rawQueryString"] = format!("a={letter}").into());
            assert!(!request.headers().contains_key(DAMAGED), "{letter:?}");
            let query = request.uri().query().unwrap();
            let meant = percent_encoding::percent_decode_str(query)
                .decode_utf8()
                .unwrap();
            assert_eq!(meant, format!("a={letter}"));
        }
    }

    #[test]
    fn a_header_or_cookie_that_is_none_is_left_out_and_the_others_stay() {
        let request = of(|event| {
            event["headers"] = serde_json::json!({
                "a b": "1", "x-line": "1\r\nset-cookie: a=b", "x-number": 1, "host": "1.2.3.400",
                "x-event-damaged": "1", "accept": "text/html",
            });
            event["cookies"] = serde_json::json!(["x=\n", 1, "draft=x"]);
        });
        let names: Vec<_> = request.headers().keys().map(HeaderName::as_str).collect();
        assert_eq!(names, ["accept", "cookie"]);
        assert_eq!(request.headers()["cookie"], "draft=x");
    }

    #[test]
    fn what_tells_of_no_request_is_marked() {
        let damaged = |change: fn(&mut Value)| of(change).headers().contains_key(DAMAGED);
        assert!(damaged(|event| event["isBase64Encoded"] = true.into()));
        assert!(damaged(|event| event["rawPath"] = "inventory".into()));
        assert!(damaged(
            |event| event["rawQueryString"] = "a".repeat(70_000).into()
        ));
        assert!(damaged(
            |event| event["requestContext"]["http"]["method"] = "GE T".into()
        ));
        assert!(damaged(|event| *event = Value::Null));
        assert!(request("\"\\ud800\"").headers().contains_key(DAMAGED));
    }
}
