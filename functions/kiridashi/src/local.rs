//! Puts the parts together: binds the port, builds the site, mounts the functions, drives delivery.

use std::future::IntoFuture;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use axum::Router;
use axum::extract::{ConnectInfo, Request};
use desk::DeskSite;
use generator::BuildOptions;
use paths::CHANGE;
use placements::exchange::Introduction;
use store::embedded::Embedded;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, JoinSet};
use tower::ServiceExt;
use tower_http::compression::CompressionLayer;
use web::{AppState, Client, Live, WebSettings};

use crate::data_folder::DataFolder;
use crate::delivery::Delivery;
use crate::hosts::Hosts;
use crate::live_texts::LiveTexts;
use crate::mailbox::Mailbox;
use crate::options::{Mode, Options};
use crate::reload::Reload;
use crate::{content, files, keys, mail_pages, watch};

/// How long a request may still take once the program is told to stop.
const GRACE: Duration = Duration::from_secs(5);

/// Starts the local program.
pub struct Local;

/// A started program. Dropping it leaves it running until its runtime ends; [`Running::stop`] ends it.
pub struct Running {
    /// Where it listens.
    pub addr: SocketAddr,
    _folder: DataFolder,
    site: BuildOptions,
    live: Arc<LiveTexts>,
    state: AppState,
    delivery: Arc<Delivery>,
    server: JoinHandle<std::io::Result<()>>,
    stop: oneshot::Sender<()>,
    tasks: JoinSet<()>,
}

impl Local {
    /// Starts everything and returns once it can be visited.
    ///
    /// # Errors
    /// When the port is taken, the data folder cannot be used, or the site or its content has a mistake.
    pub async fn start(options: Options) -> Result<Running> {
        let listener = bind(options.port).await?;
        let addr = listener.local_addr()?;
        let hosts = Hosts::new(&options.hosts, options.base_url.as_deref())?;
        let folder = DataFolder::take(&options.data)?;
        let base_url = options.base_url.clone();
        let base_url = base_url.unwrap_or_else(|| format!("http://{addr}"));
        let embedded = folder.open().await?;
        let live = live_texts(&options, &embedded)?;
        live.look().await?;
        let state = state(&options, &embedded, &live, &base_url).await?;
        let clock = options.clock.clone();
        let desk = DeskSite::new(state.store.clone(), live.root(), &base_url, clock);
        let delivery = Arc::new(Delivery::new(
            &options,
            embedded,
            state.clone(),
            desk.clone(),
        )?);
        let site = BuildOptions {
            root: options.root.clone(),
            out: options.data.join("public"),
            base_url: Some(base_url),
            drafts: false,
        };
        let mut app = app(state.clone(), desk, &site.out, &options.data.join("mail"))?;
        let mut tasks = JoinSet::new();
        match options.mode {
            Mode::Stepped => {
                let root = live.folder()?;
                let site = site.clone();
                generator::build(&BuildOptions { root, ..site })?;
            }
            Mode::Live => {
                let reload = Reload::new();
                app = reload.over(app, &state.settings.base_url);
                let state = state.clone();
                watch::start(&mut tasks, site.clone(), state, live.clone(), reload).await?;
                tasks.spawn(delivery.clone().run());
            }
        }
        // The content network compresses too, so what is measured here is what a phone loads.
        let app = hosts.over(app.layer(CompressionLayer::new()));
        let (stop, stopped) = oneshot::channel::<()>();
        let stopped = async { drop(stopped.await) };
        let app = app.into_make_service_with_connect_info::<SocketAddr>();
        let server = axum::serve(listener, app).with_graceful_shutdown(stopped);
        let server = tokio::spawn(server.into_future());
        Ok(Running {
            addr,
            _folder: folder,
            site,
            live,
            state,
            delivery,
            server,
            stop,
            tasks,
        })
    }
}

impl Running {
    /// Where visitors find it: what links in pages and mails begin with.
    pub fn base_url(&self) -> &str {
        &self.state.settings.base_url
    }

    /// Drives delivery and the clock's work until nothing that is due is left.
    ///
    /// # Errors
    /// When the database fails, or something stays due however often it is tried.
    pub async fn settle(&self) -> Result<()> {
        self.delivery.settle().await
    }

    /// Takes up what was published and how places stand, and shows it, which [`Mode::Live`] does by itself.
    ///
    /// # Errors
    /// When the database fails; or as [`Running::reload`].
    pub async fn take_up(&self) -> Result<()> {
        if self.live.look().await? {
            self.reload()?;
        }
        let (content, now) = (self.state.content.get(), self.state.now());
        match self.live.look_at_places(&content, now).await? {
            true => self.reload(),
            false => Ok(()),
        }
    }

    /// Shows the site's folder as it is now, which [`Mode::Live`] does by itself after every change.
    ///
    /// # Errors
    /// When the site or its content has a mistake; everything then stays as it was.
    pub fn reload(&self) -> Result<()> {
        let root = self.live.folder()?;
        let base_url = &self.state.settings.base_url;
        let (mut content, views) = content::with_views(&root, base_url)?;
        content.version = self.live.version();
        generator::build(&BuildOptions {
            root,
            ..self.site.clone()
        })?;
        self.state.content.replace(content);
        self.state.views.replace(views);
        Ok(())
    }

    /// Ends it: requests in flight are answered, then everything stops.
    ///
    /// # Errors
    /// When the server had failed.
    pub async fn stop(mut self) -> Result<()> {
        self.tasks.shutdown().await;
        let _ = self.stop.send(());
        let abort = self.server.abort_handle();
        match tokio::time::timeout(GRACE, self.server).await {
            Ok(ended) => Ok(ended??),
            Err(_) => {
                abort.abort();
                Ok(())
            }
        }
    }
}

async fn bind(port: u16) -> Result<TcpListener> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    TcpListener::bind(address)
        .await
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::AddrInUse => anyhow::anyhow!(
                "port {port} is in use on this machine, perhaps by another kiridashi; \
             stop that program or choose another port with --port"
            ),
            _ => anyhow::Error::new(error).context(format!("cannot listen on {address}")),
        })
}

fn live_texts(options: &Options, embedded: &Embedded) -> Result<Arc<LiveTexts>> {
    let (store, town) = (embedded.store(), options.town.as_deref());
    let live = LiveTexts::new(store, &options.data, &options.root, town)?;
    Ok(Arc::new(live))
}

async fn state(
    options: &Options,
    embedded: &Embedded,
    live: &LiveTexts,
    base_url: &str,
) -> Result<AppState> {
    let shown = live.folder()?;
    let (mut content, views) = match content::with_views(&shown, base_url) {
        Err(error) if live.give_up(&error) => content::with_views(&live.folder()?, base_url)?,
        read => read?,
    };
    content.version = live.version();
    live.look_at_places(&content, options.clock.now()).await?;
    Ok(AppState {
        store: embedded.store(),
        views: Live::new(views),
        pinned: Default::default(),
        content: Live::new(content),
        clock: options.clock.clone(),
        random: options.random.clone(),
        keys: keys::load(&options.data.join("keys"), options.random.as_ref())?,
        settings: Arc::new(WebSettings {
            base_url: base_url.to_owned(),
        }),
    })
}

/// Gives each path to the function that owns its first part, and the rest to the site.
fn app(state: AppState, desk: DeskSite, public: &Path, mail: &Path) -> Result<Router> {
    let site = files::router(public, state.settings.clone());
    let papers = print::router(state.clone());
    let inventory = inventory::router(state.clone());
    let director = director::whole_router(state.clone());
    let office = office::router(state.clone());
    let desk = desk::router(state.clone(), desk);
    let seminar = seminar::router(state);
    let rest = move |mut request: Request| {
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
        if let Some(client) = peer.map(|ConnectInfo(peer)| Client::at(peer.ip())) {
            request.extensions_mut().insert(client);
        }
        let path = request.uri().path();
        let owner = match path.split('/').nth(1) {
            _ if print::PATHS.contains(&path) => papers.clone(),
            Some("inventory") => inventory.clone(),
            _ if path == Introduction::PATH => director.clone(),
            Some("director" | "work") => director.clone(),
            Some("office") if path.starts_with(CHANGE) => desk.clone(),
            Some("office") => office.clone(),
            Some("registration") => seminar.clone(),
            _ => site.clone(),
        };
        owner.oneshot(request)
    };
    Ok(mail_pages::router(Mailbox::new(mail))?.fallback(rest))
}
