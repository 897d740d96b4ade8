//! How long the DynamoDB client of a Lambda takes to build, in a fresh process each time.

use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use crate::report::line;

/// The argument that makes this program the measured process.
pub const CHILD: &str = "--build-client";

/// Prints the median of several fresh processes.
pub fn measure() -> Result<()> {
    println!("\nBuilding the DynamoDB client");
    let mut times = (0..9).map(|_| one()).collect::<Result<Vec<f64>>>()?;
    times.sort_by(f64::total_cmp);
    line(
        "  median of nine fresh processes",
        times[times.len() / 2],
        "ms",
        None,
    );
    Ok(())
}

fn one() -> Result<f64> {
    let output = Command::new(std::env::current_exe()?)
        .arg(CHILD)
        .env("AWS_REGION", "ap-northeast-1")
        .env("AWS_ACCESS_KEY_ID", "mihon")
        .env("AWS_SECRET_ACCESS_KEY", "mihon")
        .output()?;
    ensure!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout)?
        .trim()
        .parse()
        .context("the child prints milliseconds")
}

/// The measured process: builds the client and prints the milliseconds it took.
pub fn child() -> Result<()> {
    let begun = Instant::now();
    let client = store::aws::client_from_env()?;
    let time = begun.elapsed();
    println!("{}", time.as_secs_f64() * 1000.0);
    drop(client);
    Ok(())
}
