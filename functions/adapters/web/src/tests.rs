//! Whatever a visitor's program sends: it becomes a request with lawful values, or is refused, and nothing panics.

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::cookie::value_of;
use crate::{event, form, link, path};

/// Bytes as programs send them on purpose: of everything, and of what parsers take for something.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        2 => vec(any::<u8>(), 0..4),
        3 => prop::sample::select(&[
            "a", "pick", "=", "&", "&&", "+", "%", "%2", "%00", "%0D%0A", "%E3%82%AB%E3%82%99", "%FF", "%EF%BF%BF",
            "%F3%A0%84%80", "あ", "\0", "\r\n", "\u{2028}", "%26", "%3D",
        ][..]).prop_map(|piece| piece.as_bytes().to_vec()),
    ];
    vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

/// What JSON can hold in the place of a text.
fn anything() -> impl Strategy<Value = Value> {
    prop_oneof![
        6 => any::<String>().prop_map(Value::from),
        2 => prop::sample::select(&["/", "/a?b", "//", "/%", "/\u{0}", "GET", "POST", "a=b", "\r\nx: y", "=", "1.2.3.400"][..])
            .prop_map(Value::from),
        1 => any::<f64>().prop_map(|number| json!(number)),
        1 => Just(Value::Null),
        1 => vec(any::<String>(), 0..3).prop_map(Value::from),
        1 => btree_map(any::<String>(), any::<String>(), 0..3).prop_map(|map| json!(map)),
    ]
}

/// Mostly what an ordinary event says there, with any letters.
fn near(begins: &'static str) -> impl Strategy<Value = Value> {
    let lawful = any::<String>().prop_map(move |rest| Value::from(format!("{begins}{rest}")));
    prop_oneof![3 => lawful, 2 => Just(Value::from(begins)), 1 => anything()]
}

prop_compose! {
    fn events()(
        path in near("/inventory/"), query in near("a="), headers in btree_map("[a-z-]{1,9}|.{0,9}", near("x"), 0..4),
        cookies in prop_oneof![3 => vec(near("draft="), 0..3).prop_map(Value::from), 1 => anything()],
        body in near("a=1"), encoded in prop_oneof![6 => any::<bool>().prop_map(Value::from), 1 => anything()],
        method in prop_oneof![6 => Just(Value::from("POST")), 1 => anything()], source in near("192.0.2.1"),
    ) -> Value {
        json!({
            "rawPath": path, "rawQueryString": query, "headers": headers, "cookies": cookies, "body": body,
            "isBase64Encoded": encoded, "requestContext": {"http": {"method": method, "sourceIp": source}},
        })
    }
}

proptest! {
    #[test]
    fn a_form_that_was_read_holds_what_can_be_stored_and_is_read_again_as_it_is(body in bytes()) {
        if let Ok(input) = form::parse(&Bytes::from(body)) {
            let mut again = form_urlencoded::Serializer::new(String::new());
            for (name, values) in &input.0 {
                prop_assert!(name.len() <= 80 && !name.contains('\0'));
                for value in values {
                    prop_assert!(!value.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')), "{value:?}");
                    again.append_pair(name, value);
                }
            }
            prop_assert_eq!(form::parse(&Bytes::from(again.finish())).unwrap(), input);
        }
    }

    #[test]
    fn a_cookie_is_one_of_those_that_were_sent(line in bytes()) {
        if let Ok(header) = HeaderValue::from_bytes(&line) {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, header);
            if let Some(value) = value_of(&headers, "a") {
                prop_assert!(String::from_utf8_lossy(&line).contains(&value));
                prop_assert!(!value.contains(['\r', '\n', ';']));
            }
        }
    }

    #[test]
    fn a_link_is_repaired_once_and_leads_where_it_led(query in "([a-zA-Z0-9%._~=&;+-]|t=|T=|amp;|%[0-9A-F]{2}){0,40}") {
        let asked: Uri = format!("/inventory/status?{query}").parse().unwrap();
        let repaired = link::repaired(asked);
        prop_assert_eq!(repaired.path(), "/inventory/status");
        prop_assert_eq!(&link::repaired(repaired.clone()), &repaired);
    }

    #[test]
    fn whatever_event_comes_is_a_request_that_says_so_where_it_was_unreadable(event in events()) {
        let request = event::request(&event.to_string());
        let is_damaged = request.headers().contains_key(event::DAMAGED);
        if !is_damaged {
            prop_assert_eq!(request.method().as_str(), event.pointer("/requestContext/http/method").unwrap().as_str().unwrap());
            let sent = event["rawPath"].as_str().unwrap();
            // What has become another path on its way is told apart and refused.
            if path::raw_path_matches(&request) {
                let asked = percent_encoding::percent_decode_str(request.uri().path()).collect::<Vec<_>>();
                let sent = percent_encoding::percent_decode_str(sent).collect::<Vec<_>>();
                prop_assert_eq!(asked, sent);
            }
        }
        for value in request.headers().values() {
            prop_assert!(!value.as_bytes().contains(&b'\n'));
        }
    }

    #[test]
    fn what_is_no_event_at_all_is_one_that_was_unreadable(event in prop_oneof![any::<String>(), anything().prop_map(|it| it.to_string())]) {
        prop_assert!(event::request(&event).headers().contains_key(event::DAMAGED));
    }
}
