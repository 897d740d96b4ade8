//! How long a web function takes from its start to the first event it asks for, beside a function that does nothing.

use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use crate::report::line;
use crate::turns::{Runner, compare, median};

const FUNCTIONS: [&str; 6] = [
    "inventory",
    "seminar",
    "office",
    "director",
    "orders",
    "books",
];

/// How many times as long as the bare one a web function may take.
const GOAL: f64 = 1.5;

/// What a web function may weigh, stripped, in MiB.
const SIZE: f64 = 10.0;

/// One turn is the median of so many fresh processes, because a start is short.
const STARTS: usize = 5;

/// Prints size and start of each. `tests/bench/run` compiles them first, as for AWS.
pub fn measure() -> Result<()> {
    println!("\nWeb functions: size, and start to the first event asked for");
    let folder = folder();
    let bare = folder.join("bare/bootstrap");
    if !bare.exists() {
        println!("  not measured: `tests/bench/run` compiles them first");
        return Ok(());
    }
    let program = |name: &str| folder.join(name).join("bootstrap");
    for name in FUNCTIONS {
        let bytes = std::fs::metadata(program(name))?.len();
        let mib = bytes as f64 / 1_048_576.0;
        line(&format!("  {name}"), mib, "MiB", Some(SIZE));
    }
    let runner = |name: &str, goal| {
        let program = program(name);
        Runner::new(name, goal, move || started_often(&program))
    };
    let others = FUNCTIONS.iter().map(|name| runner(name, Some(GOAL)));
    compare(
        "ms",
        [runner("bare", None)].into_iter().chain(others).collect(),
    )?;
    Ok(())
}

fn folder() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    root.join(target.unwrap_or("target".into()))
        .join("stack-lambdas")
}

fn started_often(program: &Path) -> Result<f64> {
    let starts = (0..STARTS).map(|_| started(program));
    Ok(median(&starts.collect::<Result<Vec<f64>>>()?))
}

/// The milliseconds of one process, which ends with it.
fn started(program: &Path) -> Result<f64> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let begun = Instant::now();
    let mut child = spawned(program, &listener.local_addr()?.to_string())?;
    let asked = listener
        .accept()
        .context("it asks")
        .and_then(|(asking, _)| first_line(&asking));
    let taken = begun.elapsed();
    child.kill()?;
    child.wait()?;
    let asked = asked?;
    ensure!(asked.contains("/invocation/next"), "{asked}");
    Ok(taken.as_secs_f64() * 1000.0)
}

/// With what Lambda and the template set, so that nothing but the start is waited for.
fn spawned(program: &Path, api: &str) -> Result<Child> {
    let child = Command::new(program)
        .env_clear()
        .env("AWS_LAMBDA_RUNTIME_API", api)
        .env("AWS_LAMBDA_FUNCTION_NAME", "bench")
        .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256")
        .env("AWS_LAMBDA_FUNCTION_VERSION", "1")
        .env("AWS_REGION", "ap-northeast-1")
        .env("AWS_ACCESS_KEY_ID", "mihon")
        .env("AWS_SECRET_ACCESS_KEY", "mihon")
        .env("TABLE_NAME", "mihon")
        .env("BASE_URL", "https://example.jp")
        .env(
            "SIGNING_KEYS",
            "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
        )
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    child.with_context(|| format!("start {}", program.display()))
}

fn first_line(asking: &TcpStream) -> Result<String> {
    let mut line = String::new();
    BufReader::new(asking).read_line(&mut line)?;
    Ok(line)
}
