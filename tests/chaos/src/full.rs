//! Fills the disk up while people press 送る, makes room, and lets them press again.

use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::Path;

use anyhow::{Context, Result, ensure};
use axum::http::StatusCode;
use rustix::process::{Pid, Resource, Rlimit, prlimit};
use testkit::browser::Browser;
use testkit::employer::{FARM_AS_SUGGESTED, INN, walk};

use crate::dice::Dice;
use crate::kill::{Ready, Survivors, across, client, settled};
use crate::program::{Place, Program};

/// Up to how much further than now its largest file may grow, in bytes; often not at all.
const ROOM: [u64; 4] = [0, 0, 4 * 1024, 64 * 1024];

/// The file that fills the disk.
const BALLAST: &str = "ballast";

/// What is full.
#[derive(Clone, Copy, Debug)]
pub enum Disk {
    /// The limit of a file's size stands for it, which anybody may set: a write beyond it fails as one on a full disk
    /// does, with another name.
    FileSizes,
    /// The small file system that the data lies on, which nothing else uses.
    Itself,
}

/// So many times a full disk, each while two employers send.
///
/// # Errors
/// When the program ends, shows no page of its own, or what it left cannot be read.
pub async fn fills(
    binary: &Path,
    data: &Path,
    disk: Disk,
    rounds: u64,
    dice: &Dice,
) -> Result<Survivors> {
    let client = client()?;
    let mut receipts = Vec::new();
    let mut pressed_again = 0;
    let mut program = Program::start(binary, &Place::of(data), 0).await?;
    for round in 1..=rounds {
        let mut ready = Vec::new();
        for employer in [&INN, &FARM_AS_SUGGESTED] {
            let mut browser = Browser::new(across(&client, &program.address));
            walk(&mut browser, employer, "send").await;
            ready.push(Ready::of(&browser));
        }
        disk.fill(&program, data, dice)?;
        let [one, two] = [0, 1].map(|at: usize| ready[at].press(&client, &program.address));
        let (one, two) = tokio::join!(one, two);
        let start = client.get(format!("{}/inventory/", program.address));
        let start = start.send().await.context("it ended on a full disk")?;
        ensure!(
            start.status().is_success(),
            "{} on a full disk, where nothing has to be written",
            start.status()
        );
        disk.make_room(&program, data)?;
        for (ready, told) in ready.iter().zip([one, two]) {
            receipts.push(match told {
                Ok(told) => told,
                Err(error) => {
                    let refused = StatusCode::SERVICE_UNAVAILABLE.as_str();
                    ensure!(error.to_string().starts_with(refused), error);
                    pressed_again += 1;
                    let again = ready.press(&client, &program.address).await;
                    again.with_context(|| format!("pressed again in round {round}"))?
                }
            });
        }
        // Nobody may send as often in one hour.
        program.kill().await?;
        program = Program::start(binary, &Place::of(data), round).await?;
    }
    program.kill().await?;
    let (audit, arrived) = settled(data, rounds + 3).await?;
    Ok(Survivors {
        receipts,
        pressed_again,
        audit,
        arrived,
    })
}

impl Disk {
    fn fill(self, program: &Program, data: &Path, dice: &Dice) -> Result<()> {
        let room = *dice.one_of(&ROOM);
        match self {
            Disk::FileSizes => limit(program, Some(largest(data)? / 4 * dice.below(5) + room)),
            Disk::Itself => fill_up(&data.join(BALLAST), room),
        }
    }

    fn make_room(self, program: &Program, data: &Path) -> Result<()> {
        match self {
            Disk::FileSizes => limit(program, None),
            Disk::Itself => Ok(std::fs::remove_file(data.join(BALLAST))?),
        }
    }
}

/// Writes until nothing more can be, and leaves so much room.
fn fill_up(ballast: &Path, room: u64) -> Result<()> {
    let mut file = File::create(ballast)?;
    let block = [0; 4096];
    let refused = loop {
        if let Err(error) = file.write_all(&block) {
            break error;
        }
    };
    ensure!(refused.kind() == ErrorKind::StorageFull, refused);
    let written = file.metadata()?.len();
    Ok(file.set_len(written.saturating_sub(room))?)
}

/// The size of the largest file that it writes beside the built site.
fn largest(data: &Path) -> Result<u64> {
    let mut largest = 0;
    for file in std::fs::read_dir(data)? {
        let file = file?.metadata()?;
        largest = largest.max(if file.is_file() { file.len() } else { 0 });
    }
    Ok(largest)
}

fn limit(program: &Program, bytes: Option<u64>) -> Result<()> {
    let id = program.id().context("it ended")?;
    let pid = Pid::from_raw(i32::try_from(id)?);
    let limit = Rlimit {
        current: bytes,
        maximum: None,
    };
    prlimit(pid, Resource::Fsize, limit)?;
    Ok(())
}
