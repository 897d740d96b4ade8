//! What each subcommand does, in terms of the libraries.

use std::sync::Arc;

use anyhow::{Context, bail};
use kiridashi::{Local, Mode, Options};
use site::{BuildOptions, CheckOptions};
use store::ambient::{OsRandom, SystemClock};
use store::embedded::Embedded;
use tokio::signal::unix::{SignalKind, signal};

use crate::{Build, Check, Data, Resend, Serve};

#[tokio::main]
pub async fn serve(args: Serve) -> anyhow::Result<()> {
    tracing_subscriber::fmt()
        .with_env_filter(filter())
        .with_writer(std::io::stderr)
        .with_target(false)
        .compact()
        .init();
    let smtp = args.smtp.is_some();
    let mail = args.data.data.join("mail");
    let mut terminate = signal(SignalKind::terminate())?;
    let running = Local::start(Options {
        port: args.port,
        data: args.data.data,
        root: args.site.root,
        smtp: args.smtp,
        clock: Arc::new(SystemClock),
        random: Arc::new(OsRandom),
        mode: Mode::Live,
    })
    .await?;
    println!(
        "{}",
        greeting(&running.base_url(), &mail.display().to_string(), smtp)
    );
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

fn greeting(base: &str, mail: &str, smtp: bool) -> String {
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
         Mail            {base}/_mail/   ({delivered})\n"
    )
}

pub fn build(args: Build) -> anyhow::Result<()> {
    let out = args.out.display().to_string();
    let report = site::build(&BuildOptions {
        root: args.site.root,
        out: args.out,
        base_url: args.base_url,
        drafts: args.drafts,
    })?;
    println!("{}", told(&report));
    println!("It is in {out}.");
    Ok(())
}

pub fn check(args: Check) -> anyhow::Result<()> {
    let content = kiridashi::content::read(&args.site.root);
    let scratch = std::env::temp_dir().join(format!("kiridashi-check-{}", std::process::id()));
    let site = site::check(&CheckOptions {
        root: args.site.root,
        scratch,
        function_paths: kiridashi::FUNCTION_PATHS.map(str::to_owned).to_vec(),
        external: args.external.then(|| "var/links.json".into()),
    });
    let (content, site) = match (content, site) {
        (Ok(content), Ok(site)) => (content, site),
        (Err(error), Ok(_)) | (Ok(_), Err(error)) => return Err(error),
        (Err(content), Err(site)) => bail!("{content:#}\n{site:#}"),
    };
    let (tasks, directors) = (content.tasks.len(), content.programme.directors.len());
    println!(
        "{tasks} tasks, {directors} directors; {} pages, {} links.",
        site.pages, site.links
    );
    match site.problems.as_slice() {
        [] => Ok(()),
        problems => bail!("the site has mistakes\n  {}", problems.join("\n  ")),
    }
}

fn told(report: &site::Report) -> String {
    let warnings: String = report
        .warnings
        .iter()
        .map(|w| format!("warning: {w}\n"))
        .collect();
    format!(
        "{warnings}{} pages, {} sections.",
        report.pages, report.sections
    )
}

#[tokio::main(flavor = "current_thread")]
pub async fn dead_letters(args: Data) -> anyhow::Result<()> {
    let letters = open(&args).await?.store().dead_letters().await?;
    for letter in &letters {
        println!("{}  {}  {}", letter.message.id, letter.at, letter.reason);
    }
    println!("{} dead letters", letters.len());
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
pub async fn resend(args: Resend) -> anyhow::Result<()> {
    let now = domain::time::Clock::now(&SystemClock);
    if !open(&args.data)
        .await?
        .store()
        .revive(&args.id, now)
        .await?
    {
        bail!(
            "there is no dead letter {}; `kiridashi dead-letters` lists them",
            args.id
        );
    }
    println!("{} is due again.", args.id);
    Ok(())
}

async fn open(args: &Data) -> anyhow::Result<Embedded> {
    let file = args.data.join(kiridashi::DATABASE);
    if !file.exists() {
        bail!("there is no database at {}", file.display());
    }
    Embedded::open(&file)
        .await
        .with_context(|| file.display().to_string())
}

pub fn partner_secret(args: Data) -> anyhow::Result<()> {
    let keys = std::env::var("SIGNING_KEYS").ok();
    let secret = kiridashi::partner_secret(keys.as_deref(), &args.data, &OsRandom)?;
    println!("{secret}");
    Ok(())
}

pub fn schema() -> anyhow::Result<()> {
    println!(
        "{}",
        serde_json::to_string_pretty(&domain::spec::json_schema())?
    );
    Ok(())
}
