//! The command `kiridashi`: reads the command line and calls the library.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

mod archive;
mod commands;
mod content_commands;
mod town_commands;
mod which_town;

/// Kiridashi in one process: site, questionnaire, delivery and mail reader on this machine.
#[derive(Parser)]
#[command(version, about, args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: Serve,
}

#[derive(Subcommand)]
enum Command {
    /// Runs everything on this machine (the default).
    Serve(Serve),
    /// Turns content and templates into the published site.
    Build(Build),
    /// Checks what the town writes: wording, catalogue, programme, links.
    Check(Check),
    /// Prints the papers for counter, fair and visit: leaflets, talk sheet, worksheets without numbers, posters.
    Papers(Papers),
    /// Publishes what the town writes, and brings folder and published texts together.
    Content(content_commands::ContentArgs),
    /// Lists the messages that could not be delivered.
    DeadLetters(Kept),
    /// Sends one dead letter or all again; the running program, or its next start, takes it from there.
    Resend(Resend),
    /// Records a mail that a mail server gave back (a bounce, RFC 3464), and acts on it.
    Bounce(Bounce),
    /// Prints the secret to share with a partner town's system, by any way but mail: made from the
    /// environment's SIGNING_KEYS, or else from this machine's keys.
    PartnerSecret(PartnerSecret),
    /// Makes a town's folder: asks eight questions, or takes the answers as options.
    New(town_commands::NewArgs),
    /// Puts a town together for functions that were compiled without it, as `infra/deploy` does.
    Pack(town_commands::PackArgs),
    /// Puts the files of each folder into an archive beside it, as `infra/deploy` hands functions to AWS.
    Zip(ZipArgs),
    /// Prints the JSON Schema of a job spec.
    Schema,
}

/// What to put into archives.
#[derive(Args)]
struct ZipArgs {
    /// `DIR` becomes `DIR.zip`.
    #[arg(value_name = "DIR", required = true)]
    folders: Vec<PathBuf>,
}

/// Where and how to serve.
#[derive(Args)]
struct Serve {
    /// Port on 127.0.0.1.
    #[arg(long, default_value_t = 8787)]
    port: u16,
    /// A further name it is visited under, e.g. behind a proxy; 127.0.0.1 and localhost always are. May be given
    /// more than once.
    #[arg(long, value_name = "NAME")]
    host: Vec<String>,
    /// Where visitors find it, e.g. https://shigoto.example.jp: what links in pages and mails begin with. Without
    /// it they open on this machine only.
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    #[command(flatten)]
    data: Data,
    #[command(flatten)]
    site: Site,
    /// Sends mail through this server, e.g. smtps://user:password@mail.example.jp, and not to a folder.
    #[arg(long, value_name = "URL")]
    smtp: Option<String>,
}

/// What to build and where to.
#[derive(Args)]
struct Build {
    #[command(flatten)]
    site: Site,
    /// Folder for the result: new, empty or an earlier build. Replaced as a whole, and only when the build is complete.
    #[arg(long, value_name = "DIR", default_value = "public")]
    out: PathBuf,
    /// Address the site will be published at, in place of the one in its config.toml.
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Includes drafts.
    #[arg(long)]
    drafts: bool,
}

/// What to check.
#[derive(Args)]
struct Check {
    #[command(flatten)]
    site: Site,
    /// Also asks other sites whether the links to them still work.
    #[arg(long)]
    external: bool,
}

/// Which papers, and where to.
#[derive(Args)]
struct Papers {
    /// Folder for the files; made if missing, and files of the same names are replaced.
    #[arg(value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    site: Site,
    /// Address that the codes on the papers lead to, in place of the one in the site's config.toml.
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
}

/// Where the database, mails and keys are.
#[derive(Args)]
struct Data {
    /// Folder for database, mails and keys.
    #[arg(long, value_name = "DIR", default_value = "var")]
    data: PathBuf,
}

/// Whose secret.
#[derive(Args)]
struct PartnerSecret {
    /// The partner's id in content/programme.toml.
    #[arg(long, value_name = "ID")]
    partner: String,
    #[command(flatten)]
    data: Data,
}

/// Where messages are kept.
#[derive(Args)]
struct Kept {
    #[command(flatten)]
    data: Data,
    /// Takes the DynamoDB table named by TABLE_NAME, with AWS_REGION and the usual credentials in the
    /// environment, and not the folder.
    #[arg(long)]
    aws: bool,
}

/// Where the site is, and whose.
#[derive(Args)]
struct Site {
    /// The site's folder, a Zola project. Said so, it is shown as it is unless --town names a town's.
    #[arg(long, value_name = "SITE")]
    root: Option<PathBuf>,
    /// The town's folder, which lies over the site's. Without it, and without --root, the one town below towns/.
    #[arg(long, value_name = "DIR")]
    town: Option<PathBuf>,
}

/// Which dead letters to send again.
#[derive(Args)]
struct Resend {
    /// The message's id, as `dead-letters` lists it.
    #[arg(required_unless_present = "all")]
    id: Option<String>,
    /// All of them, e.g. after a mistake in the mail server's settings was mended.
    #[arg(long, conflicts_with = "id")]
    all: bool,
    #[command(flatten)]
    kept: Kept,
}

/// Which bounce to record.
#[derive(Args)]
struct Bounce {
    /// The mail as the mail server sent it, saved as a file.
    file: PathBuf,
    #[command(flatten)]
    kept: Kept,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.command.unwrap_or(Command::Serve(cli.serve)) {
        Command::Serve(serve) => commands::serve(serve),
        Command::Build(build) => commands::build(build),
        Command::Check(check) => commands::check(check),
        Command::Papers(papers) => commands::papers(papers),
        Command::Content(content) => content_commands::content(content),
        Command::DeadLetters(kept) => commands::dead_letters(kept),
        Command::Resend(resend) => commands::resend(resend),
        Command::Bounce(bounce) => commands::bounce(bounce),
        Command::PartnerSecret(args) => commands::partner_secret(args),
        Command::New(new) => town_commands::new(new),
        Command::Pack(pack) => town_commands::pack(pack),
        Command::Zip(zip) => archive::folders(&zip.folders),
        Command::Schema => commands::schema(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("kiridashi: {error:#}");
            ExitCode::FAILURE
        }
    }
}
