//! The pages at `/_mail/` that show delivered mails: list, one mail, its HTML in a sandbox, its files.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use serde::Serialize;
use tera::{Context, Tera};

use crate::mailbox::{Mailbox, StoredMail};

/// What a page of the reader may load: the site's style sheet and the sandboxed mail, no script but the reloader.
const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; \
     frame-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";

/// What a mail's own HTML may do: be seen. Its links open in a tab of their own.
const MAIL_POLICY: &str = "sandbox allow-popups allow-popups-to-escape-sandbox; \
     default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

type Reader = Arc<(Mailbox, Tera)>;

/// The reader's routes over a mailbox.
///
/// # Errors
/// When a template of the reader does not parse.
pub(crate) fn router(mailbox: Mailbox) -> tera::TeraResult<Router> {
    let mut tera = Tera::default();
    tera.add_raw_templates([
        ("base.html", include_str!("../templates/base.html")),
        ("list.html", include_str!("../templates/list.html")),
        ("mail.html", include_str!("../templates/mail.html")),
        ("missing.html", include_str!("../templates/missing.html")),
    ])?;
    Ok(Router::new()
        .route("/_mail/", get(list))
        .route("/_mail/reader.css", get(style))
        .route("/_mail/{id}", get(mail))
        .route("/_mail/{id}/html", get(html))
        .route("/_mail/{id}/raw", get(raw))
        .route("/_mail/{id}/file/{number}", get(file))
        .with_state(Arc::new((mailbox, tera))))
}

async fn list(State(reader): State<Reader>) -> Response {
    let mut context = Context::new();
    context.insert("letters", &reader.0.letters());
    page(&reader.1, StatusCode::OK, "list.html", &context)
}

async fn mail(State(reader): State<Reader>, Path(id): Path<String>) -> Response {
    let Some(letter) = reader.0.letter(&id) else {
        return missing(&reader.1);
    };
    let mut context = Context::new();
    context.insert("text", &pieces(&letter.text));
    context.insert("letter", &letter);
    page(&reader.1, StatusCode::OK, "mail.html", &context)
}

async fn html(State(reader): State<Reader>, Path(id): Path<String>) -> Response {
    let Some(StoredMail { html, .. }) = reader.0.letter(&id) else {
        return missing(&reader.1);
    };
    let kind = "text/html; charset=utf-8";
    sent(
        kind,
        &[(header::CONTENT_SECURITY_POLICY, MAIL_POLICY)],
        in_new_tab(&html),
    )
}

async fn raw(State(reader): State<Reader>, Path(id): Path<String>) -> Response {
    match reader.0.raw(&id) {
        Some(bytes) => {
            let name = format!("{id}.eml");
            let disposition = web::attachment(&name, "");
            let headers = [(header::CONTENT_DISPOSITION, disposition)];
            (headers, sent("message/rfc822", &[], bytes)).into_response()
        }
        None => missing(&reader.1),
    }
}

async fn file(State(reader): State<Reader>, Path((id, number)): Path<(String, usize)>) -> Response {
    let letter = reader.0.letter(&id);
    match letter.and_then(|l| l.attachments.into_iter().nth(number)) {
        Some(file) => {
            let disposition = web::attachment(&file.name, "");
            let headers = [(header::CONTENT_DISPOSITION, disposition)];
            (headers, sent(&file.kind, &[], file.bytes)).into_response()
        }
        None => missing(&reader.1),
    }
}

async fn style() -> Response {
    sent(
        "text/css; charset=utf-8",
        &[],
        include_str!("../assets/reader.css"),
    )
}

fn missing(tera: &Tera) -> Response {
    page(tera, StatusCode::NOT_FOUND, "missing.html", &Context::new())
}

fn page(tera: &Tera, status: StatusCode, template: &str, context: &Context) -> Response {
    match tera.render(template, context) {
        Ok(html) => (
            status,
            [
                (header::CONTENT_SECURITY_POLICY, PAGE_POLICY),
                (header::CACHE_CONTROL, "no-store"),
            ],
            Html(html),
        )
            .into_response(),
        Err(error) => {
            tracing::error!(template, %error, "mail reader page failed");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn sent(kind: &str, headers: &[(HeaderName, &str)], body: impl IntoResponse) -> Response {
    let mut response = body.into_response();
    let common = [
        (header::CONTENT_TYPE, kind),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    for (name, value) in common.iter().chain(headers) {
        if let Ok(value) = value.parse() {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// The sandbox cannot navigate the reader's page, so links have to open beside it.
fn in_new_tab(html: &str) -> String {
    let base = "<base target=\"_blank\">";
    match html.find("<head>").map(|at| at + "<head>".len()) {
        Some(at) => format!("{}{base}{}", &html[..at], &html[at..]),
        None => format!("{base}{html}"),
    }
}

/// A stretch of plain text, or an address in it that can be followed.
#[derive(Debug, PartialEq, Serialize)]
struct Piece<'a> {
    text: &'a str,
    link: bool,
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(start) = ["http://", "https://"]
        .iter()
        .filter_map(|s| rest.find(s))
        .min()
    {
        let tail = &rest[start..];
        let ends = |c: char| !c.is_ascii_graphic() || matches!(c, '<' | '>' | '"');
        let end = tail.find(ends).unwrap_or(tail.len());
        pieces.push(Piece {
            text: &rest[..start],
            link: false,
        });
        pieces.push(Piece {
            text: &tail[..end],
            link: true,
        });
        rest = &tail[end..];
    }
    pieces.push(Piece {
        text: rest,
        link: false,
    });
    pieces
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use tower::ServiceExt;

    use super::*;
    use crate::mailbox::tests::{SAMPLE, mailbox};

    async fn get(path: &str) -> (StatusCode, axum::http::HeaderMap, String) {
        let (_dir, mailbox) = mailbox();
        let request = Request::get(path).body(Body::empty()).unwrap();
        let response = router(mailbox).unwrap().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        (
            parts.status,
            parts.headers,
            String::from_utf8(body.to_vec()).unwrap(),
        )
    }

    #[tokio::test]
    async fn the_list_links_every_mail() {
        let (status, _, body) = get("/_mail/").await;
        assert_eq!(status, 200);
        assert!(
            body.contains(r#"href="/_mail/k7m3fxwp-0-offer-a""#),
            "{body}"
        );
        assert!(body.contains("宿泊・飲食の仕事 K7M3-FXWP"));
    }

    #[tokio::test]
    async fn a_mail_is_shown_escaped_with_links_and_files() {
        let (_, headers, body) = get("/_mail/k7m3fxwp-0-offer-a").await;
        assert!(
            body.contains("髙橋旅館 &lt;b&gt;と&lt;/b&gt; 仕事"),
            "{body}"
        );
        assert!(
            body.contains(r#"<a href="http://127.0.0.1:8787/a?b=c""#),
            "{body}"
        );
        assert!(body.contains("たのみ方シート.pdf"));
        assert!(body.contains("&lt;k7m3fxwp-0-offer-a@example.jp&gt;"));
        assert!(!body.contains("<script>document"));
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(!policy.contains("unsafe"), "{policy}");
    }

    #[tokio::test]
    async fn html_of_a_mail_is_sandboxed() {
        let (_, headers, body) = get("/_mail/k7m3fxwp-0-offer-a/html").await;
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(
            policy.starts_with("sandbox ") && !policy.contains("allow-scripts"),
            "{policy}"
        );
        assert!(body.contains("<head><base target=\"_blank\">"), "{body}");
    }

    #[tokio::test]
    async fn files_keep_their_japanese_names() {
        let (status, headers, body) = get("/_mail/k7m3fxwp-0-offer-a/file/0").await;
        assert_eq!((status, body.as_str()), (StatusCode::OK, "%PDF-1.7\n"));
        assert_eq!(headers[header::CONTENT_TYPE], "application/pdf");
        let disposition = headers[header::CONTENT_DISPOSITION].to_str().unwrap();
        assert!(disposition.starts_with("attachment; filename*=UTF-8''%E3%81%9F"));
    }

    #[tokio::test]
    async fn the_mail_can_be_saved_as_it_travels() {
        assert_eq!(get("/_mail/k7m3fxwp-0-offer-a/raw").await.2, SAMPLE);
    }

    #[tokio::test]
    async fn unknown_mails_and_files_say_so() {
        for path in [
            "/_mail/none",
            "/_mail/none/html",
            "/_mail/none/raw",
            "/_mail/older/file/9",
        ] {
            let (status, _, body) = get(path).await;
            assert_eq!(status, 404, "{path}");
            assert!(body.contains("見つかりません"), "{path}");
        }
    }

    #[test]
    fn addresses_in_text_end_where_japanese_begins() {
        let links = |text| {
            let found = pieces(text).into_iter().filter(|p| p.link);
            found.map(|p| p.text.to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(
            links("見る（https://a.jp/x）と http://b.jp"),
            ["https://a.jp/x", "http://b.jp"]
        );
        assert!(links("なし").is_empty());
    }
}
