//! The commands below `content`: what was published and what a folder says, brought together.

use anyhow::{Context, bail};
use base::time::Clock;
use clap::{Args, Subcommand};
use publisher::{DeployedTexts, Publisher, conflict};
use publishing::{PHOTOS, PublishedVersion, VersionKind};
use staging::TownSite;
use store::Store;
use store::ambient::SystemClock;

use crate::{Kept, Site, commands};

/// Publishes what the town writes, and brings folder and published texts together.
#[derive(Args)]
pub struct ContentArgs {
    #[command(subcommand)]
    command: ContentCommand,
}

#[derive(Subcommand)]
enum ContentCommand {
    /// Publishes what differs in the town's folder from what is live, after the same check as `check`.
    Publish(Publish),
    /// Lists all versions, the newest first.
    History(Published),
    /// Prints a text as a version says it.
    Show(Show),
    /// Takes a version back by a new one; what came later elsewhere stays.
    Back(Back),
    /// Writes what was published into the files, for a commit; never over a local change.
    Pull(Pull),
    /// Makes the files what published texts lie over: after each `infra/deploy`, from the same commit.
    Deploy(Deploy),
}

/// Where the texts are published.
#[derive(Args)]
struct Published {
    #[command(flatten)]
    kept: Kept,
}

/// By whom and why.
#[derive(Args)]
struct Reason {
    /// Why, for the history.
    #[arg(short = 'm', long = "why", value_name = "WHY")]
    why: String,
    /// Who, for the history; without it the variable USER.
    #[arg(long, value_name = "NAME")]
    who: Option<String>,
}

#[derive(Args)]
struct Publish {
    #[command(flatten)]
    reason: Reason,
    #[command(flatten)]
    merged: Merged,
    #[command(flatten)]
    site: Site,
    #[command(flatten)]
    kept: Kept,
}

/// What was put together by hand.
#[derive(Args)]
struct Merged {
    /// Where both sides had changed a text: the version whose texts were put into the files by hand.
    #[arg(long, value_name = "VERSION")]
    merged: Option<u32>,
}

#[derive(Args)]
struct Show {
    /// The version's number, as `history` lists it.
    version: u32,
    /// The file, as it is called below `content/`.
    file: String,
    #[command(flatten)]
    kept: Kept,
}

#[derive(Args)]
struct Back {
    /// The version's number, as `history` lists it.
    version: u32,
    #[command(flatten)]
    reason: Reason,
    #[command(flatten)]
    site: Site,
    #[command(flatten)]
    kept: Kept,
}

#[derive(Args)]
struct Pull {
    #[command(flatten)]
    merged: Merged,
    #[command(flatten)]
    site: Site,
    #[command(flatten)]
    kept: Kept,
}

#[derive(Args)]
struct Deploy {
    #[command(flatten)]
    reason: Reason,
    /// Only says what would happen.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    site: Site,
    #[command(flatten)]
    kept: Kept,
}

#[tokio::main(flavor = "current_thread")]
pub async fn content(args: ContentArgs) -> anyhow::Result<()> {
    match args.command {
        ContentCommand::Publish(args) => publish(args).await,
        ContentCommand::History(args) => history(&commands::open(&args.kept).await?).await,
        ContentCommand::Show(args) => show(args).await,
        ContentCommand::Back(args) => back(args).await,
        ContentCommand::Pull(args) => pull(args).await,
        ContentCommand::Deploy(args) => deploy(args).await,
    }
}

/// The longest name and reason, in letters.
const LONGEST: usize = 500;

async fn publisher(kept: &Kept, site: &TownSite, reason: Reason) -> anyhow::Result<Publisher> {
    let who = reason.who.or_else(|| std::env::var("USER").ok());
    let who = who.filter(|who| !who.trim().is_empty());
    let who = who.context("say who publishes, with --who")?;
    for (text, option) in [(&who, "--who"), (&reason.why, "-m")] {
        if text.trim().is_empty() || text.chars().count() > LONGEST {
            bail!("{option} needs one to {LONGEST} letters");
        }
    }
    let store = commands::open(kept).await?;
    Ok(Publisher::new(
        store,
        site,
        &who,
        &reason.why,
        SystemClock.now(),
    ))
}

async fn publish(args: Publish) -> anyhow::Result<()> {
    let site = args.site.open()?;
    let publisher = publisher(&args.kept, &site, args.reason).await?;
    match publisher.publish(args.merged.merged).await? {
        Some(version) => println!("{}", told(&version)),
        None => println!("Nothing differs from what is published."),
    }
    Ok(())
}

/// A version in a line, and what it changed below.
fn told(version: &PublishedVersion) -> String {
    let kind = match version.kind {
        VersionKind::Deployed => "deployed".to_owned(),
        VersionKind::Published => "published".to_owned(),
        VersionKind::TookBack { version } => format!("took back {version}"),
    };
    let (number, at, who, why) = (version.number, version.at, &version.who, &version.why);
    format!("version {number}  {at:.0}  {kind}  {who}: {why}")
}

async fn history(store: &Store) -> anyhow::Result<()> {
    let versions = store.versions().await?;
    for (at, version) in versions.iter().enumerate().rev() {
        println!("{}", told(version));
        let before = at.checked_sub(1).and_then(|before| versions.get(before));
        for path in before.map_or_else(Vec::new, |before| version.differs_from(before)) {
            println!("  content/{path}");
        }
    }
    println!("{} versions", versions.len());
    Ok(())
}

async fn show(args: Show) -> anyhow::Result<()> {
    let store = commands::open(&args.kept).await?;
    let (number, file) = (args.version, args.file.trim_start_matches("content/"));
    let version = store.version(number).await?;
    let version = version.with_context(|| format!("there is no version {number}"))?;
    let texts = version.texts();
    let hash = texts.get(file);
    let hash = hash.with_context(|| format!("version {number} has no content/{file}"))?;
    print!("{}", store.published_text(hash).await?);
    Ok(())
}

async fn back(args: Back) -> anyhow::Result<()> {
    let site = args.site.open()?;
    let publisher = publisher(&args.kept, &site, args.reason).await?;
    println!("{}", told(&publisher.take_back(args.version).await?));
    Ok(())
}

async fn pull(args: Pull) -> anyhow::Result<()> {
    let store = commands::open(&args.kept).await?;
    let site = args.site.open()?;
    let publisher = Publisher::new(store.clone(), &site, "", "", SystemClock.now());
    let pulled = publisher.pull(args.merged.merged).await?;
    for (paths, what) in [
        (&pulled.written, "as published"),
        (&pulled.own, "changed here alone"),
    ] {
        paths
            .iter()
            .for_each(|path| println!("content/{path}: {what}"));
    }
    for name in &pulled.photos {
        println!("static/{PHOTOS}/{name}: a photo of it");
    }
    if !pulled.conflicts.is_empty() {
        let live = store
            .version(pulled.version)
            .await?
            .context("there is no such version")?;
        bail!(conflict(&live, &pulled.conflicts, "pull"));
    }
    match (pulled.version, pulled.written.len()) {
        (0, _) => println!("Nothing was published yet."),
        (version, files) => println!("{files} files were brought to version {version}."),
    }
    Ok(())
}

async fn deploy(args: Deploy) -> anyhow::Result<()> {
    let site = args.site.open()?;
    let publisher = publisher(&args.kept, &site, args.reason).await?;
    match publisher.deploy(args.dry_run).await? {
        DeployedTexts::Nothing(version) => {
            println!("Version {version} lies over these files already.")
        }
        DeployedTexts::Version(version) => {
            let kept = version.changes.keys();
            kept.for_each(|path| println!("content/{path}: stays as published"));
            match args.dry_run {
                true => println!("Version {} can be made of the files.", version.number),
                false => println!("{}", told(&version)),
            }
        }
    }
    Ok(())
}
