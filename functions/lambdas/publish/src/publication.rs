//! Brings what visitors see to what is live now, in an order that may be stopped anywhere.

use std::path::Path;
use std::sync::{Arc, Mutex};

use anyhow::{Context, Result, bail};
use base::time::{Clock, japan_date};
use futures_util::{StreamExt, TryStreamExt, stream};
use jiff::{SignedDuration, Timestamp};
use publisher::{PLACES, Versions, places};
use publishing::{TextTree, tree};
use staging::{Photos, TownFiles};
use town::{Content, Sources};

use crate::shelf::{PointOutcome, Shelf};
use crate::shelved::{ASSETS, COMPLETE, NOT_FOUND, SITES, ShelvedSite, folder, marker};
use crate::site_id::{SiteId, code};
use crate::tidy::tidy;

/// How many files are put at once.
const AT_ONCE: usize = 24;

/// How often a publication begins anew when somebody else was faster.
const TRIES: usize = 4;

/// A site that is whole is shown again as it lies for so long; it is far from being taken away then.
const REUSED: SignedDuration = SignedDuration::from_hours(3 * 24);

/// What publishing led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublicationOutcome {
    /// Visitors saw it already.
    AsItWas(SiteId),
    /// Visitors see it from now on.
    Published(SiteId),
}

/// Publishes one town's site on a shelf.
pub struct Publication<S> {
    versions: Versions,
    root: std::path::PathBuf,
    base_url: String,
    shelf: S,
    clock: Arc<dyn Clock>,
    code: String,
    known: Mutex<Option<Arc<KnownVersion>>>,
}

/// A version that was read, which never changes.
struct KnownVersion {
    /// Its number; 0: nothing was published yet, the files of the folder.
    number: u32,
    tree: TextTree,
    texts: Sources,
    photos: Photos,
    content: Content,
}

/// A site that is to be seen.
struct WantedSite {
    id: SiteId,
    version: Arc<KnownVersion>,
    places: String,
}

impl<S: Shelf> Publication<S> {
    /// `root`: the site's folder, which is only read. `program`: the bytes of the program that draws, or whatever
    /// changes with it.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn new(
        versions: Versions,
        base_url: &str,
        program: &[u8],
        shelf: S,
        clock: Arc<dyn Clock>,
    ) -> Result<Publication<S>> {
        let root = versions.root().to_owned();
        // Links begin with the address, so it is part of what a site is.
        let program = [base_url.as_bytes(), b"\n", program].concat();
        Ok(Publication {
            code: code(&root, &program)?,
            versions,
            root,
            base_url: base_url.to_owned(),
            shelf,
            clock,
            known: Mutex::default(),
        })
    }

    /// Publishes what is live now. Whoever calls it again after it was stopped, or at the same time, does no harm.
    ///
    /// # Errors
    /// When the texts have a mistake with these templates, or store or shelf fail; visitors see what they saw.
    pub async fn run(&self) -> Result<PublicationOutcome> {
        for _ in 0..TRIES {
            // Read first: if it can be moved at the end, nobody has published anything newer meanwhile.
            let seen = self.shelf.pointer().await.context("the pointer")?;
            let wanted = self.wanted().await?;
            if seen.site.as_ref() == Some(&wanted.id) {
                return Ok(PublicationOutcome::AsItWas(wanted.id));
            }
            self.shelve(&wanted).await?;
            let own = format!("{}{NOT_FOUND}", folder(&wanted.id));
            self.shelf.copy(&own, NOT_FOUND).await?;
            if self.shelf.point(&wanted.id, &seen).await? == PointOutcome::Moved {
                let id = wanted.id;
                let version = wanted.version.number;
                tracing::info!(site = id.as_str(), version, "visitors see the site");
                tidy(&self.shelf, &id, self.clock.now()).await?;
                return Ok(PublicationOutcome::Published(id));
            }
        }
        bail!("somebody else publishes all the time")
    }

    /// What visitors should see now.
    async fn wanted(&self) -> Result<WantedSite> {
        let version = self.version().await?;
        let now = self.clock.now();
        let store = self.versions.store();
        let places = places(store, &version.content, now).await?;
        let places = serde_json::to_string(&places)?;
        let id = SiteId::new(&self.code, &version.tree, &places, japan_date(now));
        Ok(WantedSite {
            id,
            version,
            places,
        })
    }

    /// The version that is live; it is read once.
    async fn version(&self) -> Result<Arc<KnownVersion>> {
        let held = || self.known.lock().expect("no holder of the lock panics");
        let number = self.versions.store().live_number().await?.unwrap_or(0);
        let known = held().clone();
        if let Some(known) = known.filter(|known| known.number >= number) {
            return Ok(known);
        }
        let read = Arc::new(self.read_version().await?);
        *held() = Some(read.clone());
        Ok(read)
    }

    async fn read_version(&self) -> Result<KnownVersion> {
        let live = self.versions.store().live_version().await?;
        let (number, texts) = match &live {
            Some(live) => (live.number, self.versions.texts(live).await?),
            None => (0, staging::texts::read(&self.root)?),
        };
        let sources = texts.iter().filter(|(path, _)| Content::is_source(path));
        let sources = sources.map(|(path, text)| (path.clone(), text.clone()));
        let content = Content::parse(&sources.collect());
        let content = content.map_err(publishing::UnusableTexts)?;
        Ok(KnownVersion {
            number,
            tree: tree(&texts),
            photos: self.versions.photos().files(&texts).await?,
            texts,
            content,
        })
    }

    /// Puts the whole site, its assets first, and says last that it is whole.
    async fn shelve(&self, wanted: &WantedSite) -> Result<()> {
        let name = wanted.id.as_str();
        let (begun, complete) = (format!("{SITES}{name}"), format!("{COMPLETE}{name}"));
        let is_recent = |at: &Timestamp| self.clock.now().duration_since(*at) < REUSED;
        let lies_there = self.shelf.list(&complete).await?;
        if lies_there.get(&complete).is_some_and(is_recent) {
            return Ok(());
        }
        let data = [(PLACES, wanted.places.as_str())];
        let files = TownFiles {
            texts: &wanted.version.texts,
            photos: &wanted.version.photos,
            data: &data,
        };
        let site = staging::draw_with(&self.root, files, Some(&self.base_url))?;
        let site = ShelvedSite::new(site, &wanted.id);
        self.shelf.put(&marker(begun)).await?;
        let there = self.shelf.list(ASSETS).await?;
        let missing = site.assets.iter().filter(|it| !there.contains_key(&it.key));
        self.put_all(missing).await?;
        let copies = site.copies.iter();
        let copies = copies.map(|(from, to)| self.shelf.copy(from, to));
        stream::iter(copies)
            .buffer_unordered(AT_ONCE)
            .try_collect::<()>()
            .await?;
        self.put_all(&site.pages).await?;
        self.shelf.put(&marker(complete)).await
    }

    async fn put_all<'a>(
        &self,
        files: impl IntoIterator<Item = &'a crate::ShelvedFile>,
    ) -> Result<()> {
        let puts = files.into_iter().map(|file| self.shelf.put(file));
        let done = stream::iter(puts).buffer_unordered(AT_ONCE);
        done.try_collect().await
    }

    /// The shelf.
    pub fn shelf(&self) -> &S {
        &self.shelf
    }

    /// The site's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }
}
