//! Whenever a publication is stopped, visitors see one whole site, and the next run brings them the newest.

mod depended;
mod office;
mod photos;
mod stops;
mod timed;
mod told;
mod turns;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base::contact::EmailAddress;
use jiff::Timestamp;
use publisher::Versions;
use publishing::{PublishedVersion, TextChanges, TextHash, VersionNote};
use seminars::{Application, Attend};
use sha2::{Digest, Sha256};
use store::embedded::Embedded;
use store::{PublishOutcome, Store};
use testkit::ambient::StoppedClock;
use town::{Content, Sources};

use super::*;

pub(crate) const SEMINAR: &str = "2027-01-20-hajimete";

/// A site of a few files with the content that functions need, its shelf, store and clock.
struct Town {
    folder: tempfile::TempDir,
    store: Store,
    clock: Arc<StoppedClock>,
    shelf: &'static str,
}

fn repository(path: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    fs::read_to_string(file.join(path)).unwrap()
}

impl Town {
    async fn new() -> Town {
        let folder = tempfile::tempdir().unwrap();
        let put = |path: &str, text: &str| {
            let file = folder.path().join("site").join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        };
        for path in Content::paths() {
            let path = format!("content/{path}");
            put(&path, &repository(&path));
        }
        let seminar = format!("content/seminars/{SEMINAR}.md");
        put(&seminar, &repository(&seminar));
        let style =
            "<link rel=\"stylesheet\" href=\"{{ get_url(path='main.css', cachebust=true) }}\">";
        for (path, text) in [
            (
                "config.toml",
                "base_url = 'https://example.jp'\nignored_content = ['**/*.toml']\n[slugify]\npaths_keep_dates = true\n",
            ),
            ("content/_index.md", "+++\n+++\nはじめ\n"),
            ("content/faq.md", "+++\n+++\n一つめの答え\n"),
            ("content/seminars/_index.md", "+++\n+++\n"),
            ("static/main.css", "body { color: black }\n"),
            (
                "templates/index.html",
                &format!("{style}{{{{ section.content | safe }}}}"),
            ),
            (
                "templates/section.html",
                &format!("{style}{{{{ section.content | safe }}}}"),
            ),
            (
                "templates/page.html",
                &format!(
                    "{style}{{% set places = load_data(path='data/places.json', required=false) %}}\
                     {{{{ page.content | safe }}}}{{% if page.extra.start %}}{{{{ places.seminars['{SEMINAR}'].label }}}}{{% endif %}}"
                ),
            ),
            ("templates/404.html", &format!("{style}なし")),
        ] {
            put(path, text);
        }
        Town {
            folder,
            store: Embedded::memory().await.unwrap().store(),
            clock: Arc::new(StoppedClock::at(at("2027-01-10T12:00:00+09:00"))),
            shelf: "shelf",
        }
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    /// The folder of the shelf.
    fn shelf_folder(&self) -> PathBuf {
        self.folder.path().join(self.shelf)
    }

    fn shelf(&self) -> FolderShelf {
        FolderShelf::new(&self.shelf_folder())
    }

    /// A function that has just started.
    fn publication<S: Shelf>(&self, shelf: S) -> Publication<S> {
        let url = "https://example.jp";
        let versions = Versions::new(self.store.clone(), &self.root(), Some(url));
        Publication::new(versions, url, b"program", shelf, self.clock.clone()).unwrap()
    }

    async fn publish(&self) -> PublicationOutcome {
        self.publication(self.shelf()).run().await.unwrap()
    }

    /// Makes a version in which a text says something else.
    async fn say(&self, path: &str, said: &str) -> PublishedVersion {
        let note = VersionNote {
            at: Timestamp::UNIX_EPOCH,
            who: "係".to_owned(),
            why: "試し".to_owned(),
        };
        let versions = Versions::new(self.store.clone(), &self.root(), None);
        let files = staging::texts::read(&self.root()).unwrap();
        let live = match self.store.live_version().await.unwrap() {
            Some(live) => live,
            None => {
                let nothing = publishing::SeenTexts::default();
                let files = publishing::tree(&files);
                let first = PublishedVersion::deployed(None, &files, &nothing, note.clone());
                let first = first.unwrap();
                self.live(&first, None, &versions.texts(&first).await.unwrap())
                    .await;
                first
            }
        };
        let edits = TextChanges::from([(path.to_owned(), Some(TextHash::of(said)))]);
        let version = live.with(edits, note);
        let texts = Sources::from([(path.to_owned(), said.to_owned())]);
        self.live(&version, Some(&live), &texts).await;
        version
    }

    async fn live(
        &self,
        version: &PublishedVersion,
        before: Option<&PublishedVersion>,
        texts: &Sources,
    ) {
        let done = self
            .store
            .publish(version, before, texts, &[])
            .await
            .unwrap();
        assert_eq!(done, PublishOutcome::Live);
    }

    /// Somebody takes this many places of the seminar.
    async fn register(&self, people: usize) {
        let content = Content::embedded();
        let seminar = content.seminar(SEMINAR).unwrap();
        for number in 0..people {
            let mail = format!("guest-{number}@example.jp");
            let application = Application {
                name: "見本 髙子".to_owned(),
                business: "見本旅館".to_owned(),
                mail: EmailAddress::parse(&mail).ok(),
                phone: None,
                seats: 1,
                attend: Attend::Venue,
                question: None,
            };
            let now = base::time::Clock::now(&*self.clock);
            let id = format!("{number:032}");
            self.store
                .register(seminar, &id, &application, now)
                .await
                .unwrap();
        }
    }

    /// Every page that visitors see, as the edge finds it; each one's style is there, and is the one it was drawn with.
    async fn seen(&self) -> BTreeMap<String, String> {
        let shelf = self.shelf_folder();
        let Some(site) = self.shelf().pointer().await.unwrap().site else {
            return BTreeMap::new();
        };
        let pages = shelf.join("pages").join(site.as_str());
        let mut seen = BTreeMap::new();
        for path in view::files(&pages).unwrap() {
            if !path.ends_with(".html") {
                continue;
            }
            let html = fs::read_to_string(pages.join(&path)).unwrap();
            if let Some((_, hash)) = html.split_once("main.css?h=") {
                let hash = &hash[..view::CACHEBUST_DIGITS];
                let style = shelf.join("assets").join(hash).join("main.css");
                let digest = hex::encode(Sha256::digest(fs::read(style).unwrap()));
                assert!(digest.starts_with(hash), "{path}");
            }
            seen.insert(path, html);
        }
        seen
    }

    /// What visitors read on a page.
    async fn read(&self, path: &str) -> String {
        let mut seen = self.seen().await;
        seen.remove(path)
            .unwrap_or_else(|| panic!("no {path}: {:?}", seen.keys()))
    }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn published(outcome: &PublicationOutcome) -> &SiteId {
    match outcome {
        PublicationOutcome::Published(id) => id,
        PublicationOutcome::AsItWas(_) => panic!("nothing was published"),
    }
}
