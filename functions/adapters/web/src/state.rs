//! Everything a handler needs, passed in once and cheap to clone.

use std::sync::{Arc, RwLock};

use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use base::budget::{Budget, Scope};
use base::contact::EmailAddress;
use base::time::{Clock, Random};
use base::token::Keys;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use store::{Draft, Store};
use town::Content;
use view::Views;

use crate::client::Client;
use crate::overspent::Overspent;
use crate::pinned::PinnedContents;
use crate::problem::{Explanation, Problem};

/// What the web functions' handlers work with.
#[derive(Clone)]
pub struct AppState {
    /// The table.
    pub store: Store,
    /// The templates.
    pub views: Live<Views>,
    /// The programme, the catalogue and the questionnaire's words.
    pub content: Live<Content>,
    /// The content of versions before, for what was begun with them.
    pub pinned: PinnedContents,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Makes ids.
    pub random: Arc<dyn Random>,
    /// Signs links and the draft's cookie.
    pub keys: Keys,
    /// Where this runs.
    pub settings: Arc<WebSettings>,
}

/// Where the functions run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebSettings {
    /// The site's address without a trailing slash, e.g. `https://kiridashi.example.jp`.
    pub base_url: String,
}

impl WebSettings {
    /// Whether visitors come over TLS; then cookies are `Secure` and HSTS is sent.
    pub fn is_https(&self) -> bool {
        self.base_url.starts_with("https://")
    }
}

/// A value that may be replaced while requests are served: by what was published, or locally by what was saved.
pub struct Live<T>(Arc<RwLock<Arc<T>>>);

impl<T> Clone for Live<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> From<Arc<T>> for Live<T> {
    fn from(shared: Arc<T>) -> Self {
        Self(Arc::new(RwLock::new(shared)))
    }
}

impl<T> Live<T> {
    /// Holds the value.
    pub fn new(value: T) -> Self {
        Self::from(Arc::new(value))
    }

    /// The current value; a request that has it keeps it when it is replaced.
    pub fn get(&self) -> Arc<T> {
        Arc::clone(&self.0.read().expect("no holder of the lock panics"))
    }

    /// Puts a newer value in place for the requests that follow.
    pub fn replace(&self, value: T) {
        *self.0.write().expect("no holder of the lock panics") = Arc::new(value);
    }
}

impl AppState {
    /// The same with the questions, tasks and words of the version that a draft was begun with, so that nothing changes
    /// under whoever is answering. Who is responsible, rates, holidays and seminars are always those of now: a promise
    /// is made when something is sent, and its day is stored with it.
    pub async fn begun_with(&self, draft: &Draft) -> AppState {
        let live = self.content.get();
        match self.pinned.content(&self.store, draft.content, &live).await {
            Some(content) => AppState {
                content: Live::from(content),
                ..self.clone()
            },
            None => self.clone(),
        }
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Today in Japan.
    pub fn today(&self) -> Date {
        base::time::japan_date(self.now())
    }

    /// An unguessable id of 128 bits in lower-case hex.
    pub fn random_id(&self) -> String {
        let mut bytes = [0; 16];
        self.random.fill(&mut bytes);
        hex::encode(bytes)
    }

    /// Spends what one request may cause: in the name of its network, for the address it causes a mail to, and
    /// of what everybody may do together. `None`: it may go on. What is done again under the same `once` costs
    /// the network and the address nothing.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn spend(
        &self,
        budget: &Budget,
        client: &Client,
        address: Option<&EmailAddress>,
        once: Option<&str>,
    ) -> Result<Option<Overspent>, Problem> {
        for counter in budget.counters(&self.keys, client.network(), address) {
            let own = once.filter(|_| counter.scope != Scope::Everybody);
            if self.store.spend(&counter, own, self.now()).await? {
                continue;
            }
            let name = budget.name();
            match counter.scope {
                // An alarm stands on this field.
                Scope::Everybody => tracing::error!(ceiling = name, "everybody's budget is spent"),
                scope => tracing::warn!(budget = name, ?scope, "held back: too many"),
            }
            return Ok(Some(Overspent {
                scope: counter.scope,
                wait: counter.limit.window,
            }));
        }
        Ok(None)
    }

    /// Answers with a template; `path` is the page's own path for navigation marks and links.
    pub fn page<C: Serialize>(
        &self,
        status: StatusCode,
        template: &str,
        path: &str,
        context: &C,
    ) -> Response {
        match self.views.get().render(template, path, context) {
            Ok(html) => (status, Html(html)).into_response(),
            Err(error) => {
                tracing::error!(
                    template,
                    error = &error as &dyn std::error::Error,
                    "no page"
                );
                Problem::Internal.into_response()
            }
        }
    }
}

impl Explanation {
    /// Answers with this explanation as a page.
    pub fn page(&self, state: &AppState, status: StatusCode, path: &str) -> Response {
        match state.views.get().render("problem.html", path, self) {
            Ok(html) => (status, Html(html)).into_response(),
            // This is the page of internal errors too, so there is none to fall back on.
            Err(error) => {
                tracing::error!(error = &error as &dyn std::error::Error, "no problem page");
                (status, self.lines.join("\n")).into_response()
            }
        }
    }
}
