//! What each subcommand does, in terms of the libraries.

use std::sync::Arc;

use anyhow::{Context, bail};
use dispatch::FeedbackOutcome;
use generator::BuildOptions;
use kiridashi::samples::samples;
use kiridashi::{Local, Mode, Options, Running};
use store::Store;
use store::ambient::{OsRandom, SystemClock};
use tokio::signal::unix::{SignalKind, signal};

use crate::{Bounce, Build, Check, Kept, Papers, PartnerSecret, Resend, Serve};

/// What a thread has for what it holds of cases and pages; unoptimised that is more than the usual two MiB.
const STACK: usize = 16 << 20;

pub fn serve(args: Serve) -> anyhow::Result<()> {
    let mut threads = tokio::runtime::Builder::new_multi_thread();
    let runtime = threads.enable_all().thread_stack_size(STACK).build()?;
    runtime.block_on(serve_until_stopped(args))
}

async fn serve_until_stopped(args: Serve) -> anyhow::Result<()> {
    tracing_subscriber::fmt()
        .with_env_filter(filter())
        .with_writer(std::io::stderr)
        .with_target(false)
        .compact()
        .init();
    // What it writes is its owner's alone: personal data and keys.
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
    let smtp = args.smtp.is_some();
    let is_local = args.base_url.is_none();
    let mail = args.data.data.join("mail");
    let mut terminate = signal(SignalKind::terminate())?;
    let running = Local::start(Options {
        port: args.port,
        hosts: args.host,
        base_url: args.base_url,
        data: args.data.data,
        town: args.site.town()?,
        root: args.site.folder(),
        smtp: args.smtp,
        clock: Arc::new(SystemClock),
        random: Arc::new(OsRandom),
        timeout: webhook::TIMEOUT,
        mode: Mode::Live,
    })
    .await?;
    println!("{}", greeting(&running, &mail.display().to_string(), smtp));
    if smtp && is_local {
        println!(
            "  Links in mails open on this machine only; --base-url names an address for others.\n"
        );
    }
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted?,
        _ = terminate.recv() => {}
    }
    println!("Stopping.");
    running.stop().await
}

fn filter() -> tracing_subscriber::EnvFilter {
    let chosen = tracing_subscriber::EnvFilter::try_from_default_env();
    chosen.unwrap_or_else(|_| "warn,kiridashi=info".into())
}

fn greeting(running: &Running, mail: &str, smtp: bool) -> String {
    let (base, here) = (running.base_url(), running.addr);
    let delivered = if smtp {
        "leaves through the server given".to_owned()
    } else {
        format!("files in {mail}")
    };
    format!(
        "Kiridashi is running. Ctrl+C stops it.\n\n  \
         Site            {base}/\n  \
         Questionnaire   {base}/inventory/\n  \
         Directors       {base}/director/\n  \
         Mail            http://{here}/_mail/   ({delivered})\n"
    )
}

pub fn build(args: Build) -> anyhow::Result<()> {
    let out = args.out.display().to_string();
    let town: Vec<_> = args.site.town()?.into_iter().collect();
    generator::ensure_apart(&args.out, &args.site.folder(), &town)?;
    let site = args.site.open()?;
    let report = generator::build(&BuildOptions {
        root: site.root(),
        out: args.out,
        base_url: args.base_url,
        drafts: args.drafts,
    })?;
    println!("{}", summary(&report));
    println!("It is in {out}.");
    Ok(())
}

pub fn check(args: Check) -> anyhow::Result<()> {
    let external = args.external.then(|| "var/links.json".into());
    let site = args.site.open()?;
    let checked = staging::check(&site.root(), None, external)?;
    let content = &checked.content;
    let (tasks, directors) = (content.tasks.len(), content.programme.directors.len());
    let today = base::time::japan_date(base::time::Clock::now(&SystemClock));
    let sources = staging::texts::read(&site.root())?;
    let dated = content.dated_warnings(&sources, today).into_iter();
    let dated: Vec<String> = dated.map(|it| it.to_string()).collect();
    println!(
        "{}{}{}{tasks} tasks, {directors} directors; {} pages, {} links.",
        warnings(&dated),
        warnings(&content.warnings(today)),
        warnings(&checked.warnings),
        checked.pages,
        checked.links
    );
    checked.passed()?;
    if let Some(town) = args.site.town()? {
        print!("{}", still_samples(&samples(&town)?));
    }
    Ok(())
}

fn still_samples(lines: &[String]) -> String {
    match lines.len() {
        0 => "見本のままの所はありません。\n".to_owned(),
        count => {
            let lines: String = lines.iter().map(|line| format!("  {line}\n")).collect();
            format!("見本のままの所が {count} か所あります。\n{lines}")
        }
    }
}

pub fn papers(args: Papers) -> anyhow::Result<()> {
    let site = args.site.open()?;
    let root = site.root();
    let content = staging::content::read(&root)?;
    let file = root.join("config.toml");
    let settings = std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    let settings = view::Config::parse(&settings, args.base_url.as_deref());
    let settings = settings.with_context(|| file.display().to_string())?;
    let base_url = settings.base_url.trim_end_matches('/');
    let today = base::time::japan_date(base::time::Clock::now(&SystemClock));
    let out = &args.out;
    std::fs::create_dir_all(out).with_context(|| out.display().to_string())?;
    let papers = handouts::Handout::all(&content);
    for paper in &papers {
        let file = out.join(format!("{}.pdf", paper.name()));
        let pdf = pdf::handout(paper, &content, base_url, today)?;
        std::fs::write(&file, pdf).with_context(|| file.display().to_string())?;
    }
    println!("{} papers are in {}.", papers.len(), out.display());
    Ok(())
}

fn summary(report: &generator::BuildReport) -> String {
    format!(
        "{}{} pages, {} sections.",
        warnings(&report.warnings),
        report.pages,
        report.sections
    )
}

fn warnings(warnings: &[String]) -> String {
    warnings.iter().map(|w| format!("warning: {w}\n")).collect()
}

#[tokio::main(flavor = "current_thread")]
pub async fn dead_letters(kept: Kept) -> anyhow::Result<()> {
    let letters = open(&kept).await?.dead_letters().await?;
    for letter in &letters {
        println!("{}  {}  {}", letter.message.id, letter.at, letter.reason);
    }
    println!("{} dead letters", letters.len());
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
pub async fn resend(args: Resend) -> anyhow::Result<()> {
    let now = base::time::Clock::now(&SystemClock);
    let store = open(&args.kept).await?;
    let Some(id) = args.id else {
        let letters = store.dead_letters().await?;
        for letter in &letters {
            store.revive(&letter.message.id, now).await?;
        }
        println!("{} messages are due again.", letters.len());
        return Ok(());
    };
    if !store.revive(&id, now).await? {
        bail!("there is no dead letter {id}; `kiridashi dead-letters` lists them");
    }
    println!("{id} is due again.");
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
pub async fn bounce(args: Bounce) -> anyhow::Result<()> {
    let file = args.file.display().to_string();
    let bytes = std::fs::read(&args.file).with_context(|| file.clone())?;
    let report = kiridashi::bounce::read(&bytes).with_context(|| file)?;
    let now = base::time::Clock::now(&SystemClock);
    let store = open(&args.kept).await?;
    let recorded = match dispatch::report(&store, &report, now).await? {
        FeedbackOutcome::SentAgain => "will be sent again",
        FeedbackOutcome::GivenUp => "is a dead letter now; the office is told",
        FeedbackOutcome::Noted => "is noted as late or arrived",
        FeedbackOutcome::Known => "was known before; nothing changed",
        FeedbackOutcome::Unknown => bail!("the mail that came back is none of this program's"),
    };
    println!("{} {recorded}.", report.message);
    Ok(())
}

pub(crate) async fn open(kept: &Kept) -> anyhow::Result<Store> {
    if kept.aws {
        return store::aws::store_from_env().context("--aws");
    }
    let file = kept.data.data.join(kiridashi::DATABASE);
    if !file.exists() {
        bail!("there is no database at {}", file.display());
    }
    Ok(kiridashi::data_folder::open(&file).await?.store())
}

pub fn partner_secret(args: PartnerSecret) -> anyhow::Result<()> {
    let keys = std::env::var("SIGNING_KEYS").ok();
    let data = &args.data.data;
    let secret = kiridashi::partner_secret(&args.partner, keys.as_deref(), data, &OsRandom)?;
    println!("{secret}");
    Ok(())
}

pub fn schema() -> anyhow::Result<()> {
    println!(
        "{}",
        serde_json::to_string_pretty(&job_spec::json_schema())?
    );
    Ok(())
}
