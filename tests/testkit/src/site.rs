//! A whole web function on the embedded store, with a clock that stands still and seeded randomness.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex};

use axum::Router;
use base::contact::EmailAddress;
use jiff::Timestamp;
use store::Device;
use store::embedded::Embedded;
use view::{Folder, SiteSettings, Views};
use web::{AppState, Live, WebSettings};

use crate::ambient::{Seeded, StoppedClock};
use crate::browser::Browser;
use crate::log::Log;
use crate::sample;

/// A Monday morning in Japan.
const NOW: &str = "2026-11-30T00:30:00Z";

/// A web function under test.
#[derive(Clone, Copy)]
pub struct Function {
    /// The folder of its templates, as the Lambda is told.
    pub templates: Folder,
    /// All of its pages.
    pub router: fn(AppState) -> Router,
}

/// The function with everything behind it.
pub struct Site {
    /// What its handlers work with.
    pub state: AppState,
    /// The clock in `state`.
    pub clock: Arc<StoppedClock>,
    /// The database behind `state`.
    pub embedded: Embedded,
    router: Router,
}

impl Site {
    /// An empty table, over plain HTTP as on one's own machine.
    ///
    /// # Panics
    /// When the database or the templates cannot be opened.
    pub async fn open(function: Function) -> Site {
        Site::at("http://127.0.0.1:8787", function).await
    }

    /// An empty table behind this address.
    ///
    /// # Panics
    /// When the database or the templates cannot be opened.
    pub async fn at(base_url: &str, function: Function) -> Site {
        Log::begin();
        let embedded = Embedded::memory().await.expect("a database");
        let clock = Arc::new(StoppedClock::at(NOW.parse().expect("a timestamp")));
        let state = AppState {
            store: embedded.store(),
            views: Live::new(views(function.templates, base_url)),
            pinned: Default::default(),
            content: Live::new(sample::content().clone()),
            clock: clock.clone(),
            random: Arc::new(Seeded::default()),
            keys: sample::keys(),
            settings: Arc::new(WebSettings {
                base_url: base_url.into(),
            }),
        };
        Site {
            router: (function.router)(state.clone()),
            state,
            clock,
            embedded,
        }
    }

    /// What the clock says.
    pub fn clock_now(&self) -> Timestamp {
        self.state.now()
    }

    /// A browser without cookies.
    pub fn browser(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// Signs a browser in for the length of a working day, as whoever the settings name with this address.
    ///
    /// # Panics
    /// When the database does not answer, or it is no address.
    pub async fn sign_in(&self, browser: &mut Browser, mail: &str) {
        let state = &self.state;
        let mail = EmailAddress::parse(mail).expect("an address");
        let mark = sign_in::mark(&state.keys, &mail);
        let (secret, now) = (state.random_id(), state.now());
        browser
            .cookies
            .insert("signed_in".to_owned(), format!("{mark}.{secret}"));
        let device = Device {
            id: sign_in::hashed(&secret),
            platform: sign_in::Platform::Other,
            since: now,
            proven: now,
            until: now + sign_in::DAY,
            mark,
        };
        let stored = state.store.add_device(&device);
        stored.await.expect("the database answers");
    }

    /// Every message written since the last call, as ids.
    ///
    /// # Panics
    /// When the database does not answer.
    pub async fn messages(&self) -> Vec<String> {
        let batch = self.embedded.next_batch().await.expect("a batch");
        batch
            .records
            .iter()
            .flat_map(store::stream::new_messages)
            .collect()
    }
}

/// Templates for an address, parsed once in a process: that is what takes longest at a function's start.
fn views(folder: Folder, base_url: &str) -> Views {
    static PARSED: LazyLock<Mutex<BTreeMap<(Folder, String), Views>>> =
        LazyLock::new(Mutex::default);
    let mut parsed = PARSED
        .lock()
        .expect("no test panics while templates are parsed");
    let views = parsed
        .entry((folder, base_url.to_owned()))
        .or_insert_with(|| {
            let base_url = base_url.to_owned();
            Views::embedded(folder, SiteSettings { base_url }).expect("templates")
        });
    views.clone()
}
