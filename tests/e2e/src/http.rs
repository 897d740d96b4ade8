//! A visitor without a browser: plain requests with a browser's cookies.

use anyhow::{Context, Result};
use reqwest::Client;
use reqwest::header::{CONTENT_TYPE, COOKIE, LOCATION};
use reqwest::redirect::Policy;

use crate::browser::Browser;

/// What parts of a form with a file are divided by.
const BOUNDARY: &str = "----photo-and-words";

/// Sends requests as this browser would, and follows no redirect.
#[derive(Clone, Debug)]
pub struct Visitor {
    client: Client,
    base: String,
    cookies: String,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Where to go next, if anywhere.
    pub location: String,
    /// Media type.
    pub kind: String,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Visitor {
    /// Somebody who was never here.
    ///
    /// # Errors
    /// When the HTTP client cannot be built.
    pub fn stranger(base: &str) -> Result<Visitor> {
        // reqwest asks for a provider even where nothing is encrypted; a second installation is refused.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .redirect(Policy::none())
            .no_proxy()
            .build()?;
        Ok(Visitor {
            client,
            base: base.to_owned(),
            cookies: String::new(),
        })
    }

    /// The person at this browser.
    ///
    /// # Errors
    /// When the browser does not tell its cookies.
    pub async fn at(base: &str, browser: &Browser) -> Result<Visitor> {
        let cookies = browser.client().get_all_cookies().await?;
        let pairs: Vec<_> = cookies
            .iter()
            .map(|c| format!("{}={}", c.name(), c.value()))
            .collect();
        Ok(Visitor {
            cookies: pairs.join("; "),
            ..Visitor::stranger(base)?
        })
    }

    /// GET.
    ///
    /// # Errors
    /// When no answer comes.
    pub async fn get(&self, path: &str) -> Result<Answer> {
        self.answer(self.client.get(self.url(path))).await
    }

    /// HEAD.
    ///
    /// # Errors
    /// When no answer comes.
    pub async fn head(&self, path: &str) -> Result<Answer> {
        self.answer(self.client.head(self.url(path))).await
    }

    /// POST of a form, as a browser sends it from one of our pages.
    ///
    /// # Errors
    /// When no answer comes.
    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> Result<Answer> {
        let request = self.client.post(self.url(path)).form(form);
        self.answer(request.header("sec-fetch-site", "same-origin"))
            .await
    }

    /// POST of JSON, as a program sends it.
    ///
    /// # Errors
    /// When no answer comes.
    pub async fn json(
        &self,
        path: &str,
        headers: &[(&str, String)],
        body: String,
    ) -> Result<Answer> {
        let mut request = self.client.post(self.url(path)).body(body);
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        self.answer(request.header(CONTENT_TYPE, "application/json"))
            .await
    }

    /// POST of a form with a file, as a browser sends it from one of our pages.
    ///
    /// # Errors
    /// When no answer comes.
    pub async fn upload(
        &self,
        path: &str,
        form: &[(&str, &str)],
        (name, file_name, file): (&str, &str, &[u8]),
    ) -> Result<Answer> {
        let begin =
            |name: &str| format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"");
        let mut body = Vec::new();
        for (name, value) in form {
            body.extend(format!("{}\r\n\r\n{value}\r\n", begin(name)).into_bytes());
        }
        let head = format!("{}; filename=\"{file_name}\"\r\n", begin(name));
        body.extend(head.into_bytes());
        body.extend(b"Content-Type: image/jpeg\r\n\r\n");
        body.extend(file);
        body.extend(format!("\r\n--{BOUNDARY}--\r\n").into_bytes());
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let request = self.client.post(self.url(path)).body(body);
        let request = request.header(CONTENT_TYPE, kind);
        self.answer(request.header("sec-fetch-site", "same-origin"))
            .await
    }

    fn url(&self, path: &str) -> String {
        if path.starts_with('/') {
            format!("{}{path}", self.base)
        } else {
            path.to_owned()
        }
    }

    async fn answer(&self, request: reqwest::RequestBuilder) -> Result<Answer> {
        let response = request.header(COOKIE, &self.cookies).send().await?;
        let text = |name| {
            let value = response.headers().get(name).and_then(|v| v.to_str().ok());
            value.unwrap_or_default().to_owned()
        };
        Ok(Answer {
            status: response.status().as_u16(),
            location: text(LOCATION),
            kind: text(CONTENT_TYPE),
            body: response.bytes().await.context("a body")?.to_vec(),
        })
    }
}
