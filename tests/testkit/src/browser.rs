//! A browser without script: keeps cookies, follows redirects, fills in forms from the page's own HTML,
//! and holds every page it sees to what all pages promise.

use std::collections::{BTreeMap, BTreeSet};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use scraper::{ElementRef, Html, Selector};
use tower::ServiceExt;

use crate::reading::Reading;

/// What parts of a form with a file are divided by.
const BOUNDARY: &str = "----file-and-words";

/// One visitor's browser. Clones share nothing afterwards, like a second tab shares only the cookie jar.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    /// Name and value by cookie.
    pub cookies: BTreeMap<String, String>,
    /// What is on the screen.
    pub page: Page,
    /// What was read and touched so far.
    pub reading: Reading,
}

/// An answer.
#[derive(Clone, Default)]
pub struct Page {
    /// Its path with query.
    pub path: String,
    /// Its HTTP status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body as it came.
    pub body: Bytes,
}

/// A form of the page with the values its controls hold now.
#[derive(Clone, Debug)]
pub struct Form {
    /// Where its main button leads.
    pub action: String,
    values: Vec<(String, String)>,
    /// Every choice a radio, checkbox or select offers, by name.
    choices: BTreeMap<String, Vec<String>>,
    /// Names of text fields.
    texts: BTreeSet<String>,
    /// How many choices were made and fields typed into.
    touches: usize,
    /// The name and value that its first button sends along, if any.
    first_button: Option<(String, String)>,
}

impl Browser {
    /// Without cookies, on no page.
    pub fn new(router: Router) -> Browser {
        Browser {
            router,
            cookies: BTreeMap::new(),
            page: Page::default(),
            reading: Reading::default(),
        }
    }

    /// Opens an address and follows redirects.
    pub async fn open(&mut self, path: &str) -> &Page {
        self.reading.touches += 1;
        self.send(Method::GET, path, None).await;
        self.follow().await
    }

    /// Opens an address without following a redirect.
    pub async fn fetch(&mut self, path: &str) -> &Page {
        self.send(Method::GET, path, None).await;
        &self.page
    }

    /// Presses a form's main button.
    pub async fn submit(&mut self, form: Form) -> &Page {
        let action = form.action.clone();
        self.reading.touches += form.touches + 1;
        self.post(&action, &form.values).await;
        self.follow().await
    }

    /// Fills in the page's only form and presses its main button.
    pub async fn answer(&mut self, changes: &[(&str, &str)]) -> &Page {
        let form = changes
            .iter()
            .fold(self.page.form(), |form, (name, value)| {
                form.set(name, value)
            });
        self.submit(form).await
    }

    /// Posts values without following the redirect.
    pub async fn post(&mut self, path: &str, values: &[(String, String)]) -> &Page {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(values)
            .finish();
        self.send(Method::POST, path, Some(body)).await;
        &self.page
    }

    /// Presses the main button of a form that has a file with it: the field's name, and what the file holds.
    pub async fn upload(&mut self, form: &Form, (name, file): (&str, &[u8])) -> &Page {
        let begin =
            |name: &str| format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"");
        let mut body = Vec::new();
        for (other, value) in form.values.iter().filter(|(other, _)| other != name) {
            body.extend(format!("{}\r\n\r\n{value}\r\n", begin(other)).into_bytes());
        }
        body.extend(format!("{}; filename=\"file\"\r\n\r\n", begin(name)).into_bytes());
        body.extend(file);
        body.extend(format!("\r\n--{BOUNDARY}--\r\n").into_bytes());
        let request = Request::post(&form.action)
            .header(
                header::CONTENT_TYPE,
                format!("multipart/form-data; boundary={BOUNDARY}"),
            )
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(body));
        self.page = self.raw(request.unwrap()).await;
        self.keep_cookies();
        self.follow().await
    }

    /// Sends a request as it is.
    pub async fn raw(&self, mut request: Request<Body>) -> Page {
        let path = request.uri().to_string();
        if !self.cookies.is_empty() {
            let pairs: Vec<_> = self
                .cookies
                .iter()
                .map(|(k, v)| format!("{k}={v}"))
                .collect();
            request
                .headers_mut()
                .insert(header::COOKIE, pairs.join("; ").parse().unwrap());
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let page = Page {
            path,
            status: parts.status,
            headers: parts.headers,
            body,
        };
        page.keeps_its_promises();
        page
    }

    async fn send(&mut self, method: Method, path: &str, body: Option<String>) {
        let request = Request::builder().method(method).uri(path);
        let request = match body {
            Some(body) => request
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header("sec-fetch-site", "same-origin")
                .body(Body::from(body)),
            None => request.body(Body::empty()),
        };
        self.page = self.raw(request.unwrap()).await;
        self.keep_cookies();
    }

    async fn follow(&mut self) -> &Page {
        for _ in 0..10 {
            let Some(location) = self.page.location() else {
                self.reading.saw(&self.page.path, &self.page.html());
                return &self.page;
            };
            self.send(Method::GET, &location, None).await;
        }
        panic!("redirects without end at {}", self.page.path);
    }

    fn keep_cookies(&mut self) {
        for line in self.page.headers.get_all(header::SET_COOKIE) {
            let pair = line.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            match value {
                "" => self.cookies.remove(name),
                value => self.cookies.insert(name.into(), value.into()),
            };
        }
    }
}

impl Page {
    /// Where the answer sends the browser.
    pub fn location(&self) -> Option<String> {
        Some(self.headers.get(header::LOCATION)?.to_str().unwrap().into())
    }

    /// The whole text of the body.
    pub fn html(&self) -> String {
        String::from_utf8(self.body.to_vec()).unwrap()
    }

    /// The page's title.
    pub fn title(&self) -> String {
        first_text(&self.document(), "title")
    }

    /// The page's heading.
    pub fn heading(&self) -> String {
        first_text(&self.document(), "h1")
    }

    /// The visible words of the main part, without markup.
    pub fn words(&self) -> String {
        first_text(&self.document(), "main")
    }

    /// The addresses of all links in the main part.
    pub fn links(&self) -> Vec<String> {
        self.document()
            .select(&css("main a[href]"))
            .map(|a| attr(&a, "href"))
            .collect()
    }

    /// The fields that the error summary names.
    pub fn errors(&self) -> Vec<String> {
        errors(&self.document())
    }

    /// The only form of the page that posts.
    pub fn form(&self) -> Form {
        let mut forms = self.forms();
        assert_eq!(forms.len(), 1, "forms on {}: {}", self.path, self.heading());
        forms.remove(0)
    }

    /// Every form of the page that posts.
    pub fn forms(&self) -> Vec<Form> {
        self.document()
            .select(&css("form[method=post]"))
            .map(|form| Form::read(&form))
            .collect()
    }

    /// Every form of the page that only asks for another view of it.
    pub fn views(&self) -> Vec<Form> {
        self.document()
            .select(&css("form[method=get]"))
            .map(|form| Form::read(&form))
            .collect()
    }

    fn document(&self) -> Html {
        Html::parse_document(&self.html())
    }

    /// What every answer promises, whatever it is about.
    fn keeps_its_promises(&self) {
        for name in [
            "content-security-policy",
            "x-content-type-options",
            "referrer-policy",
        ] {
            assert!(
                self.headers.contains_key(name),
                "{} lacks {name}",
                self.path
            );
        }
        assert_eq!(
            self.headers[header::CACHE_CONTROL],
            "no-store",
            "{}",
            self.path
        );
        let kind = self.headers.get(header::CONTENT_TYPE);
        let kind = kind.map_or("", |kind| kind.to_str().unwrap());
        let is_page = kind.starts_with("text/html");
        if is_page && !self.body.is_empty() {
            self.is_sound_html();
        }
        let refused = self.status.is_client_error() || self.status.is_server_error();
        assert!(
            !refused || is_page || kind == "application/json",
            "{} answers {} without a page",
            self.path,
            self.status
        );
    }

    fn is_sound_html(&self) {
        let (path, document) = (&self.path, self.document());
        let title = first_text(&document, "title");
        let count = |selector| document.select(&css(selector)).count();
        assert_eq!(count("h1"), 1, "headings of {path}");
        assert_eq!(count("html[lang=ja]"), 1, "language of {path}");
        assert_eq!(count(INLINE_CODE), 0, "inline code on {path}");
        assert!(!title.is_empty(), "title of {path}");
        let invalid = self.status == StatusCode::UNPROCESSABLE_ENTITY;
        assert_eq!(
            title.starts_with("エラー："),
            invalid,
            "title of {path}: {title}"
        );
        assert_eq!(
            !errors(&document).is_empty(),
            invalid,
            "error summary of {path}"
        );
        let mut ids = BTreeSet::new();
        for element in document.select(&css("[id]")) {
            let id = attr(&element, "id");
            assert!(ids.insert(id.clone()), "{path} has the id {id} twice");
        }
        for (selector, name) in REFERENCES {
            for element in document.select(&css(selector)) {
                for id in attr(&element, name)
                    .trim_start_matches('#')
                    .split_whitespace()
                {
                    assert!(
                        ids.contains(id),
                        "{path}: {name} of {} names nothing: {id}",
                        element.value().name()
                    );
                }
            }
        }
        for control in document.select(&css(
            "main form :is(input:not([type=hidden]), select, textarea)",
        )) {
            assert!(
                is_labelled(&document, &control),
                "{path}: {} has no label",
                control.html()
            );
        }
    }
}

/// What no page carries; structured data for search engines is no code.
const INLINE_CODE: &str =
    "[style], style, script:not([src]):not([type='application/ld+json']), [onclick], [onsubmit]";

/// Attributes that name other elements by id.
const REFERENCES: [(&str, &str); 5] = [
    ("a[href^='#']", "href"),
    ("label[for]", "for"),
    ("[aria-describedby]", "aria-describedby"),
    ("[aria-labelledby]", "aria-labelledby"),
    ("[aria-errormessage]", "aria-errormessage"),
];

impl Form {
    fn read(form: &ElementRef<'_>) -> Form {
        let mut read = Form {
            action: attr(form, "action"),
            values: Vec::new(),
            choices: BTreeMap::new(),
            texts: BTreeSet::new(),
            touches: 0,
            first_button: None,
        };
        let first = form.select(&css("button")).next();
        if let Some(button) = first.filter(|button| button.value().attr("name").is_some()) {
            read.first_button = Some((attr(&button, "name"), attr(&button, "value")));
        }
        for control in form.select(&css("input[name], textarea[name], select[name]")) {
            read.control(&control);
        }
        read
    }

    fn control(&mut self, control: &ElementRef<'_>) {
        let name = attr(control, "name");
        let has = |attribute| control.value().attr(attribute).is_some();
        match (
            control.value().name(),
            control.value().attr("type").unwrap_or("text"),
        ) {
            ("textarea", _) => {
                let text: String = control.text().collect();
                self.texts.insert(name.clone());
                self.values
                    .push((name, text.strip_prefix('\n').unwrap_or(&text).into()));
            }
            ("select", _) => {
                let first = control.select(&css("option")).next();
                let chosen = control.select(&css("option[selected]")).next();
                if let Some(chosen) = chosen.or(first) {
                    self.values.push((name.clone(), attr(&chosen, "value")));
                }
                for option in control.select(&css("option")) {
                    self.choices
                        .entry(name.clone())
                        .or_default()
                        .push(attr(&option, "value"));
                }
            }
            (_, "radio" | "checkbox") => {
                let value = attr(control, "value");
                self.choices
                    .entry(name.clone())
                    .or_default()
                    .push(value.clone());
                if has("checked") {
                    self.values.push((name, value));
                }
            }
            (_, "hidden") => self.values.push((name, attr(control, "value"))),
            _ => {
                self.texts.insert(name.clone());
                self.values.push((name, attr(control, "value")));
            }
        }
    }

    /// Types a text or chooses the only choice, replacing what was there.
    pub fn set(mut self, name: &str, value: &str) -> Form {
        self.offers(name, value);
        self.touches += usize::from(self.values(name) != [value]);
        self.values.retain(|(other, _)| other != name);
        self.values.push((name.into(), value.into()));
        self
    }

    /// Ticks one more box.
    pub fn tick(mut self, name: &str, value: &str) -> Form {
        self.offers(name, value);
        self.touches += usize::from(!self.values(name).contains(&value));
        self.values
            .retain(|pair| pair != &(name.into(), value.into()));
        self.values.push((name.into(), value.into()));
        self
    }

    /// As a person sends it who means it: the boxes ticked that say so.
    pub fn confirmed(self) -> Form {
        let names: Vec<String> = self.choices.keys().cloned().collect();
        let boxes = names
            .into_iter()
            .filter(|name| name.starts_with("confirm_"));
        boxes.fold(self, |form, name| form.tick(&name, "yes"))
    }

    /// What is posted.
    pub fn body(&self) -> String {
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(&self.values).finish()
    }

    /// As a machine submits it: unchanged, by its first button.
    pub fn by_a_machine(mut self) -> Form {
        self.values.extend(self.first_button.clone());
        self
    }

    /// Unticks every box of that name, or empties the field.
    pub fn clear(mut self, name: &str) -> Form {
        assert!(self.asks(name), "no field {name}");
        self.values.retain(|(other, _)| other != name);
        self
    }

    /// Leaves out what a hidden field carries.
    pub fn without(mut self, name: &str) -> Form {
        self.values.retain(|(other, _)| other != name);
        self
    }

    /// Presses another button of the form, which names its own address and value.
    pub fn press(mut self, action: &str, name: &str, value: &str) -> Form {
        self.action = action.into();
        self.values.push((name.into(), value.into()));
        self
    }

    /// The values of one name.
    pub fn values(&self, name: &str) -> Vec<&str> {
        self.values
            .iter()
            .filter(|(other, _)| other == name)
            .map(|(_, v)| v.as_str())
            .collect()
    }

    /// Every value, with its name.
    pub fn all(&self) -> Vec<(String, String)> {
        self.values.clone()
    }

    /// What can be chosen, by name.
    pub fn choices(&self) -> &BTreeMap<String, Vec<String>> {
        &self.choices
    }

    /// Whether it has a field of that name.
    pub fn asks(&self, name: &str) -> bool {
        self.texts.contains(name) || self.choices.contains_key(name)
    }

    fn offers(&self, name: &str, value: &str) {
        let chosen = self
            .choices
            .get(name)
            .is_some_and(|all| all.iter().any(|v| v == value));
        assert!(
            chosen || self.texts.contains(name),
            "the form offers no {name}={value}: {self:?}"
        );
    }
}

fn is_labelled(document: &Html, control: &ElementRef<'_>) -> bool {
    let inside = control
        .ancestors()
        .filter_map(ElementRef::wrap)
        .any(|e| e.value().name() == "label");
    let id = control.value().attr("id").unwrap_or("");
    inside || (!id.is_empty() && document.select(&css(&format!("label[for='{id}']"))).count() == 1)
}

fn errors(document: &Html) -> Vec<String> {
    document
        .select(&css("#error-summary a"))
        .map(|a| attr(&a, "href").trim_start_matches("#f-").to_owned())
        .collect()
}

fn first_text(document: &Html, selector: &str) -> String {
    let element = document.select(&css(selector)).next();
    let text: String = element.map(|e| e.text().collect()).unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn attr(element: &ElementRef<'_>, name: &str) -> String {
    element.value().attr(name).unwrap_or("").to_owned()
}

fn css(selector: &str) -> Selector {
    Selector::parse(selector).unwrap()
}
