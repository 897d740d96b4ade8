//! The site that is changed: the versions of its texts, read once each, and its folder to draw pages with.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use base::time::{Clock, japan_date};
use jiff::Timestamp;
use publisher::{PublishError, Versions};
use publishing::{PublishedVersion, VersionNote};
use staging::{Photos, TextFault, TextFaults};
use store::Store;
use town::{Content, Sources};
use web::{HandlerError, Problem};

use crate::drawn::{DrawnFrom, LastDrawn};
use crate::parsed::LastParsed;

/// How many versions are kept read: the one that is live, and those that edits in the making began with.
const KEPT: usize = 8;

/// The site of a desk; cheap to clone.
#[derive(Clone)]
pub struct DeskSite {
    /// Its versions.
    pub(crate) versions: Arc<Versions>,
    base_url: Arc<str>,
    /// Says when it is, for how places stand then.
    clock: Arc<dyn Clock>,
    read: Arc<Mutex<BTreeMap<u32, Arc<VersionTexts>>>>,
    drawn: LastDrawn,
    parsed: LastParsed,
}

/// What a version says.
pub(crate) struct VersionTexts {
    /// Its number; 0: nothing was published yet, and these are the folder's files.
    pub number: u32,
    /// Its texts.
    pub sources: Sources,
    /// What functions read of them.
    pub content: Content,
}

impl DeskSite {
    /// For the site's folder at `root`, published at `base_url`.
    pub fn new(store: Store, root: &Path, base_url: &str, clock: Arc<dyn Clock>) -> DeskSite {
        DeskSite {
            versions: Arc::new(Versions::new(store, root, Some(base_url))),
            base_url: base_url.into(),
            clock,
            read: Arc::default(),
            drawn: LastDrawn::default(),
            parsed: LastParsed::default(),
        }
    }

    /// What is live, to be looked at. Where nothing was published yet, it is what the folder's files say.
    pub(crate) async fn live(&self) -> Result<Arc<VersionTexts>, HandlerError> {
        match self.versions.store().live_version().await? {
            Some(live) => self.of(&live).await,
            None => {
                let sources = staging::texts::read(self.versions.root());
                let sources = sources.map_err(|error| failed(&error))?;
                Ok(Arc::new(read(0, sources)?))
            }
        }
    }

    /// What functions read of what is live.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn live_content(&self) -> Result<Arc<Content>, HandlerError> {
        Ok(Arc::new(self.live().await?.content.clone()))
    }

    /// What is live, to be changed: where nothing was published yet, the folder's files become the first version.
    pub(crate) async fn made_live(
        &self,
        now: Timestamp,
        why: &str,
    ) -> Result<PublishedVersion, HandlerError> {
        let note = VersionNote {
            at: now,
            who: String::new(),
            why: why.to_owned(),
        };
        self.versions.live(note).await.map_err(unpublished)
    }

    /// What a version says, by its number; 0 and what is not there: what is live.
    pub(crate) async fn numbered(&self, number: u32) -> Result<Arc<VersionTexts>, HandlerError> {
        if let Some(known) = self.known(number) {
            return Ok(known);
        }
        match self.versions.store().version(number).await? {
            Some(version) => self.of(&version).await,
            None => self.live().await,
        }
    }

    /// What a version says.
    pub(crate) async fn of(
        &self,
        version: &PublishedVersion,
    ) -> Result<Arc<VersionTexts>, HandlerError> {
        if let Some(known) = self.known(version.number) {
            return Ok(known);
        }
        let sources = self.versions.texts(version).await.map_err(unpublished)?;
        let texts = Arc::new(read(version.number, sources)?);
        let mut kept = self.read.lock().expect("no holder of the lock panics");
        if kept.len() >= KEPT {
            kept.pop_first();
        }
        kept.insert(version.number, texts.clone());
        Ok(texts)
    }

    fn known(&self, number: u32) -> Option<Arc<VersionTexts>> {
        let kept = self.read.lock().expect("no holder of the lock panics");
        kept.get(&number).cloned()
    }

    /// The bytes of the page that a file becomes, with these texts; `None`: it becomes none.
    ///
    /// # Errors
    /// What keeps the site from being built.
    pub(crate) async fn page(
        &self,
        sources: Sources,
        source: &str,
    ) -> Result<Option<Vec<u8>>, Vec<TextFault>> {
        let from = self.drawn_from(sources).await;
        if let Some(page) = self.drawn.page(&from, source) {
            return Ok(page);
        }
        let (site, photos) = (self.clone(), self.photo_names(&from.sources).await);
        let source = source.to_owned();
        let drawn = tokio::task::spawn_blocking(move || {
            let data = from.data();
            let files = from.files(&photos, &data);
            let root = site.versions.root();
            let drawn = staging::draw_with(root, files, Some(&site.base_url))?;
            let page = drawn.page(&source).map(<[u8]>::to_vec);
            site.drawn.keep(from, drawn);
            Ok(page)
        });
        let drawn: Result<_, TextFaults> = drawn.await.expect("drawing does not panic");
        drawn.map_err(|faults| faults.0)
    }

    async fn drawn_from(&self, sources: Sources) -> DrawnFrom {
        DrawnFrom {
            places: self.places(&sources).await,
            sources,
            day: japan_date(self.clock.now()),
        }
    }

    /// How places stand, for the templates; `None` where it cannot be said.
    async fn places(&self, sources: &Sources) -> Option<String> {
        let now = self.clock.now();
        let content = self.content_of(sources)?;
        let places = publisher::places(self.versions.store(), &content, now).await;
        serde_json::to_string(&places.ok()?).ok()
    }

    /// The address of the page that a file becomes, below the site's root.
    pub(crate) fn address(&self, content: &Content, source: &str) -> String {
        if let Some(seminar) = content.seminars.iter().find(|it| it.source == source) {
            return seminar.page.clone();
        }
        let name = source.trim_end_matches(".md").trim_end_matches("_index");
        let name = name.trim_end_matches("/index").trim_matches('/');
        match name {
            "" => "/".to_owned(),
            name => format!("/{name}/"),
        }
    }

    /// Checks the site with these texts, and keeps it drawn for whoever looks at it next.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub(crate) async fn check(&self, sources: Sources) -> Result<(), Vec<TextFault>> {
        let (site, photos) = (self.clone(), self.photo_names(&sources).await);
        let from = self.drawn_from(sources).await;
        let checked = tokio::task::spawn_blocking(move || {
            match site.parsed.of(&from.sources) {
                // The generator would say the same of them once more.
                Err(errors) => Err(errors.iter().map(TextFault::from).collect()),
                Ok(_) => match site.versions.checked(from.files(&photos, &from.data())) {
                    Ok(checked) => {
                        site.drawn.keep(from, checked.site);
                        Ok(())
                    }
                    Err(PublishError::Mistakes(faults)) => Err(faults.0),
                    Err(error) => {
                        tracing::error!(error = &error as &dyn std::error::Error, "no check");
                        Err(vec![TextFault::elsewhere(error.to_string())])
                    }
                },
            }
        });
        checked.await.expect("a check does not panic")
    }

    /// The photos that these texts show; what cannot be read is missing, and the check says so.
    pub(crate) async fn photo_names(&self, sources: &Sources) -> Photos {
        let names = self.versions.photos().names(sources).await;
        names.unwrap_or_else(|error| {
            let error = &error as &dyn std::error::Error;
            tracing::error!(error, "photos cannot be read");
            Photos::new()
        })
    }

    /// What functions would read of these texts; `None`: they have a mistake.
    pub(crate) fn content_of(&self, sources: &Sources) -> Option<Arc<Content>> {
        self.parsed.of(sources).ok()
    }

    /// The address of the site.
    pub(crate) fn base_url(&self) -> &str {
        &self.base_url
    }
}

fn read(number: u32, sources: Sources) -> Result<VersionTexts, HandlerError> {
    let content = LastParsed::default().of(&sources).map_err(|errors| {
        let first = errors.first().map(ToString::to_string);
        tracing::error!(first, "a version cannot be read");
        Problem::Internal
    })?;
    Ok(VersionTexts {
        number,
        content: Content {
            version: number,
            ..Arc::unwrap_or_clone(content)
        },
        sources,
    })
}

/// An error that is nobody's mistake at the desk.
pub(crate) fn unpublished(error: PublishError) -> HandlerError {
    tracing::error!(
        error = &error as &dyn std::error::Error,
        "nothing was published"
    );
    match error {
        PublishError::Store(_) => Problem::Unavailable.into(),
        _ => Problem::Internal.into(),
    }
}

fn failed(error: &dyn std::fmt::Display) -> HandlerError {
    tracing::error!(%error, "the site's folder cannot be read");
    Problem::Internal.into()
}
