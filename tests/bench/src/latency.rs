//! How long a questionnaire step waits for the embedded DynamoDB while fifty employers are at it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use store::embedded::Embedded;
use store::{Draft, Saved, Store};
use tokio::task::JoinSet;
use town::Content;

use crate::journey;
use crate::report::line;

/// Employers at the same time.
const EMPLOYERS: usize = 50;

/// Prints the step's percentiles for employers who think, and for robots who do not.
pub async fn measure() -> Result<()> {
    let content = Content::embedded();
    let saves = Arc::new(journey::saves(&content)?);
    let folder = tempfile::tempdir()?;
    for (file, think, budget) in [
        ("thinking.db", Duration::from_secs(1), true),
        ("robots.db", Duration::ZERO, false),
    ] {
        let store = Embedded::open(&folder.path().join(file)).await?.store();
        let (times, whole) = steps(&store, &saves, think).await?;
        println!("\nA step (read, read, save) at {EMPLOYERS} employers, {think:?} between steps");
        let limit = |ms: f64| budget.then_some(ms);
        line("  p50", percentile(&times, 50), "ms", limit(3.0));
        line("  p99", percentile(&times, 99), "ms", limit(15.0));
        line(
            "  steps a second",
            times.len() as f64 / whole.as_secs_f64(),
            "",
            None,
        );
    }
    Ok(())
}

/// Every employer goes through the whole inventory; gives each step's time in order, and the whole time.
async fn steps(
    store: &Store,
    saves: &Arc<Vec<Draft>>,
    think: Duration,
) -> Result<(Vec<Duration>, Duration)> {
    let begun = Instant::now();
    let mut employers = JoinSet::new();
    for number in 0..EMPLOYERS {
        let (store, saves) = (store.clone(), Arc::clone(saves));
        employers.spawn(async move {
            // People do not start in the same millisecond.
            tokio::time::sleep(think * u32::try_from(number)? / u32::try_from(EMPLOYERS)?).await;
            employer(&store, &format!("e{number}"), &saves, think).await
        });
    }
    let mut times = Vec::new();
    for employer in employers.join_all().await {
        times.extend(employer?);
    }
    times.sort();
    Ok((times, begun.elapsed()))
}

async fn employer(
    store: &Store,
    id: &str,
    saves: &[Draft],
    think: Duration,
) -> Result<Vec<Duration>> {
    store.create_draft(&journey::draft(id.to_owned())).await?;
    let mut times = Vec::new();
    for save in saves {
        tokio::time::sleep(think).await;
        let begun = Instant::now();
        store
            .draft(id, journey::now())
            .await?
            .context("the draft exists")?;
        let read = store
            .draft(id, journey::now())
            .await?
            .context("the draft exists")?;
        let draft = Draft {
            id: id.to_owned(),
            version: read.version,
            ..save.clone()
        };
        ensure!(
            store.save_draft(&draft).await? == Saved::Done,
            "a save met a conflict"
        );
        times.push(begun.elapsed());
    }
    Ok(times)
}

fn percentile(sorted: &[Duration], percent: usize) -> f64 {
    let index = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
    sorted
        .get(index)
        .map_or(f64::NAN, |time| time.as_secs_f64() * 1000.0)
}
