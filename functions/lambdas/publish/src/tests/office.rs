//! The desk of the sample town as the office works at it, over the site's own folder.

use std::path::Path;

use axum::http::StatusCode;
use desk::DeskSite;
use publisher::{PublishError, TextEdits};
use testkit::browser::Browser;
use testkit::sample;
use testkit::site::{Function, Site};
use town::seminar::Seminar;

use super::*;

const DESK: Function = Function {
    templates: view::Folder::OFFICE,
    router: |state| {
        let (store, clock) = (state.store.clone(), state.clock.clone());
        let site = DeskSite::new(store, &own_site(), &state.settings.base_url, clock);
        desk::router(state, site)
    },
};

/// A seminar that no file of the folder has.
pub const NEW: &str = "2027-01-27-mihon";
pub const NEW_PATH: &str = "seminars/2027-01-27-mihon.md";

pub fn own_site() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../site")
}

/// The desk of the sample town, and somebody of the office at it.
pub struct Office {
    pub site: Site,
    versions: Versions,
    pub browser: Browser,
}

impl Office {
    pub async fn new() -> Office {
        let site = Site::open(DESK).await;
        let mut browser = site.browser();
        site.sign_in(&mut browser, "office@example.jp").await;
        let versions = Versions::new(site.state.store.clone(), &own_site(), None);
        Office {
            site,
            versions,
            browser,
        }
    }

    pub fn note(&self) -> VersionNote {
        VersionNote {
            at: self.site.clock_now(),
            who: "係".to_owned(),
            why: "試し".to_owned(),
        }
    }

    pub async fn live(&self) -> Sources {
        let live = self.versions.live(self.note()).await.unwrap();
        self.versions.texts(&live).await.unwrap()
    }

    pub async fn edit(&self, edits: TextEdits) -> Result<u32, PublishError> {
        let live = self.versions.live(self.note()).await.unwrap();
        let version = self.versions.edit(&live, &edits, self.note(), &[]).await?;
        Ok(version.unwrap().number)
    }

    /// Publishes a new seminar; the version's number.
    pub async fn open_a_seminar(&self) -> u32 {
        let text = &self.live().await[&format!("seminars/{SEMINAR}.md")];
        let text = text
            .replace("2027-01-20T", "2027-01-27T")
            .replace("1月20日", "1月27日");
        let edits = TextEdits::from([(NEW_PATH.to_owned(), Some(text))]);
        self.edit(edits).await.unwrap()
    }

    pub async fn content(&self) -> Content {
        let live = self.live().await;
        let own = live
            .into_iter()
            .filter(|(path, _)| Content::is_source(path));
        Content::parse(&own.collect()).unwrap()
    }

    pub async fn seminar(&self) -> Option<Seminar> {
        self.content().await.seminar(NEW).cloned()
    }

    pub async fn register(&self, number: usize) {
        let application = Application {
            name: "見本 髙子".to_owned(),
            business: "見本旅館".to_owned(),
            mail: EmailAddress::parse(&format!("guest-{number}@example.jp")).ok(),
            phone: None,
            seats: 1,
            attend: Attend::Venue,
            question: None,
        };
        let (seminar, id) = (self.seminar().await.unwrap(), format!("{number:032}"));
        let registered =
            self.site
                .state
                .store
                .register(&seminar, &id, &application, self.site.clock_now());
        registered.await.unwrap();
    }

    pub async fn unregister(&self, number: usize) {
        let (seminar, id) = (self.seminar().await.unwrap(), format!("{number:032}"));
        let (store, now) = (&self.site.state.store, self.site.clock_now());
        store.cancel_registration(&seminar, &id, now).await.unwrap();
    }

    /// Takes a version back as the page of it does; what the page says then.
    pub async fn undo(&mut self, version: u32) -> (StatusCode, String) {
        let page = format!("/office/change/version?n={version}");
        let form = self.browser.open(&page).await.form();
        let page = self.browser.submit(form.set("why", "まちがえた")).await;
        (page.status, page.words())
    }

    /// One more director, and a sheet that is theirs; the version's number.
    pub async fn add_a_director(&self) -> u32 {
        let text = self.live().await["programme.toml"].clone();
        let row = "[[directors]]\nid = \"d\"\nname = \"四人目の担当\"\nmail = \"d@example.jp\"\ntags = [\"writing\"]\n\
                   deputy = { name = \"四人目の副\", mail = \"dd@example.jp\" }\ncapacity_hours_month = 10.0\n\
                   capacity_open_specs = 3\nabsences = []\n\n[[partners]]\nid = \"tonari\"";
        let text = text.replacen("[[partners]]\nid = \"tonari\"", row, 1);
        let edits = TextEdits::from([("programme.toml".to_owned(), Some(text))]);
        self.edit(edits).await.unwrap()
    }

    pub async fn give_work_to_it(&self) {
        let mut content = self.content().await;
        content.programme.directors.retain(|it| it.id == "d");
        let sent = sample::submission(&["inn02"], &content, self.site.clock_now());
        let (store, messages) = (&self.site.state.store, sent.messages());
        let draft = sample::draft("a", self.site.clock_now());
        store.create_draft(&draft).await.unwrap();
        store.submit("a", &sent, &messages).await.unwrap();
    }
}
