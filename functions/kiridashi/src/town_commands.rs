//! The commands about a town's folder: `new` makes one, `pack` puts it together for functions that were compiled without it.

use std::io::{BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use base::time::{Clock, japan_date};
use clap::Args;
use kiridashi::new_town::{NewTown, QUESTIONS, TownQuestion};
use publishing::TownTexts;
use staging::{TownSite, texts};
use store::ambient::SystemClock;
use store::beside;
use view::SitePatch;

use crate::Site;

/// Where a town is made, and what is known of it.
#[derive(Args)]
pub struct NewArgs {
    /// The folder to be made, e.g. towns/kitayama.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The town's name, e.g. 北見本町. What is not given is asked for, line by line.
    #[arg(long)]
    name: Option<String>,
    /// How it is read, in hiragana.
    #[arg(long)]
    reading: Option<String>,
    /// Its prefecture.
    #[arg(long)]
    prefecture: Option<String>,
    /// Who runs the site.
    #[arg(long)]
    operator: Option<String>,
    /// The office's phone number.
    #[arg(long)]
    phone: Option<String>,
    /// The office's mail address.
    #[arg(long)]
    mail: Option<String>,
    /// The minimum wage in yen an hour.
    #[arg(long)]
    wage: Option<String>,
    /// The pages' colour: pine, lake or grape.
    #[arg(long)]
    colour: Option<String>,
    /// The software's own site, with whose settings the town begins.
    #[arg(long, value_name = "SITE", default_value = "site")]
    root: PathBuf,
}

/// What to put together, and where.
#[derive(Args)]
pub struct PackArgs {
    /// Folder for `site/`, a whole Zola project, and `town/`, which lies beside each function's program; replaced.
    #[arg(value_name = "OUT")]
    out: PathBuf,
    #[command(flatten)]
    site: Site,
}

pub fn new(args: NewArgs) -> Result<()> {
    let given = [
        &args.name,
        &args.reading,
        &args.prefecture,
        &args.operator,
        &args.phone,
        &args.mail,
        &args.wage,
        &args.colour,
    ];
    let mut answers: [String; 8] = Default::default();
    for ((question, given), answer) in QUESTIONS.iter().zip(given).zip(&mut answers) {
        *answer = match given {
            Some(typed) => question
                .read(typed)
                .map_err(|wrong| anyhow::anyhow!("--{}: {wrong}", question.option))?,
            None => ask(question)?,
        };
    }
    let town = NewTown::of(answers);
    let today = japan_date(SystemClock.now());
    town.write(&args.folder, &args.root, today)?;
    let folder = args.folder.display();
    println!(
        "{} is in {folder}. What is left to decide is in {folder}/README.md:\n\n{}\n  \
         cargo run -- --town {folder}           runs it on this machine\n  \
         cargo run -- check --town {folder}     finds mistakes, and what is not decided yet\n  \
         infra/deploy test --town {folder}      puts it on AWS\n",
        town.name,
        town.left_to_decide()
    );
    let site = TownSite::open(&args.root, Some(&args.folder))?;
    let checked = staging::check(&site.root(), None, None)?;
    // Nothing in the new folder is wrong: what is, is in the software's own files.
    checked.passed().with_context(|| {
        format!(
            "the town is made, but the files in {} have mistakes",
            args.root.display()
        )
    })?;
    println!("It passes the check.");
    Ok(())
}

/// Asks until the answer can be used; whoever answers by a file or a pipe is asked once.
fn ask(question: &TownQuestion) -> Result<String> {
    let mut lines = std::io::stdin().lock();
    loop {
        let usual = question
            .usual
            .map(|usual| format!("（何も書かないと {usual}）"));
        print!("{}{}\n> ", question.asks, usual.unwrap_or_default());
        std::io::stdout().flush()?;
        let mut typed = String::new();
        if lines.read_line(&mut typed)? == 0 {
            bail!("say --{}, or answer the question", question.option);
        }
        match question.read(&typed) {
            Ok(answer) => return Ok(answer),
            Err(wrong) if std::io::stdin().is_terminal() => println!("{wrong}"),
            Err(wrong) => bail!("{}：{wrong}", question.asks),
        }
    }
}

pub fn pack(args: PackArgs) -> Result<()> {
    let site = args.site.open()?;
    let (shared, root) = (args.site.folder(), site.root());
    let texts = TownTexts::between(&texts::read(&shared)?, &texts::read(&root)?);
    let patch = SitePatch::of(&root)?;
    let town = args.out.join("town");
    std::fs::create_dir_all(&town).with_context(|| town.display().to_string())?;
    write(&town.join(beside::TEXTS), &serde_json::to_string(&texts)?)?;
    write(&town.join(beside::SITE), &serde_json::to_string(&patch)?)?;
    texts::copy_site(&root, &args.out.join("site"))?;
    println!("It is in {}.", args.out.display());
    Ok(())
}

fn write(file: &Path, text: &str) -> Result<()> {
    std::fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
}
