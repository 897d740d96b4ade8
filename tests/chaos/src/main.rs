//! `cargo run -p chaos -- [SEED [ROUNDS [KILLS [FULL [FOLDER]]]]]`: bad weather, kills and full disks, and what is left
//! afterwards. FOLDER lies on a small file system of its own, e.g. `mount -t tmpfs -o size=64m none FOLDER`, which is
//! filled up; without one, limits of files' sizes stand for a full disk.

#![expect(clippy::print_stdout, reason = "a program for people at a terminal")]

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use chaos::dice::Dice;
use chaos::full::Disk;
use chaos::kill::Survivors;
use chaos::program::Place;
use chaos::weather::Weather;
use chaos::{full, kill, program};

#[tokio::main]
async fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [serve, data, hours, port, town @ ..] = &arguments[..]
        && serve == program::SERVE
    {
        let place = Place {
            data: data.into(),
            town: town.first().map(PathBuf::from),
            port: port.parse()?,
        };
        return program::serve(place, hours.parse()?).await;
    }
    let number = |at: usize, otherwise: u64| match arguments.get(at) {
        Some(text) => text
            .parse()
            .context("SEED, ROUNDS, KILLS and FULL are numbers"),
        None => Ok(otherwise),
    };
    let (seed, rounds, kills, full) = (
        number(0, 1)?,
        number(1, 20)?,
        number(2, 200)?,
        number(3, 20)?,
    );
    let mut wrong = weather(seed, rounds).await?;
    wrong.extend(killed(seed, kills).await?);
    wrong.extend(filled(seed, full, arguments.get(4)).await?);
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

async fn weather(seed: u64, rounds: u64) -> Result<Vec<String>> {
    let mut weather = Weather::new(seed).await?;
    for _ in 0..rounds {
        weather.round().await?;
    }
    let found = weather.clear_up().await?;
    let (repeated, altered) = found.arrived.repeated();
    println!(
        "weather, seed {seed}: {rounds} rounds, {} faults, {} receipts, {} guests, {} mails delivered, {} given up, \
         {} dropped as needless; repeated {repeated}, of them altered {}; orphans {}; wrong {}",
        found.faults,
        found.receipts.len(),
        found.guests,
        found.audit.delivered.len(),
        found.audit.dead.len(),
        found.audit.discarded.len(),
        altered.len(),
        found.audit.orphans.len(),
        found.wrong().len(),
    );
    Ok(found.wrong())
}

async fn killed(seed: u64, kills: u64) -> Result<Vec<String>> {
    let data = tempfile::tempdir()?;
    let binary = std::env::current_exe()?;
    let found = kill::kills(&binary, data.path(), kills, &Dice::seeded(seed)).await?;
    print(&format!("kills, seed {seed}: {kills} rounds"), &found);
    Ok(found.wrong())
}

async fn filled(seed: u64, rounds: u64, folder: Option<&String>) -> Result<Vec<String>> {
    let (data, disk) = match folder {
        Some(folder) => (tempfile::tempdir_in(folder)?, Disk::Itself),
        None => (tempfile::tempdir()?, Disk::FileSizes),
    };
    let binary = std::env::current_exe()?;
    let found = full::fills(&binary, data.path(), disk, rounds, &Dice::seeded(seed)).await?;
    print(&format!("full disks, seed {seed}: {rounds} rounds"), &found);
    Ok(found.wrong())
}

fn print(what: &str, found: &Survivors) {
    let (repeated, altered) = found.arrived.repeated();
    println!(
        "{what}, {} receipts ({} pressed again), {} mails delivered; repeated {repeated}, of them altered {}; \
         orphans {}; wrong {}",
        found.receipts.len(),
        found.pressed_again,
        found.audit.delivered.len(),
        altered.len(),
        found.audit.orphans.len(),
        found.wrong().len(),
    );
}
