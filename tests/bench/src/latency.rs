//! How long a questionnaire step waits for the embedded DynamoDB, and how that grows with employers and with what is kept.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use aws_sdk_dynamodb::types::AttributeValue;
use store::embedded::{Embedded, TABLE};
use store::{Draft, Saved, Store};
use tokio::task::JoinSet;
use town::Content;

use crate::journey;
use crate::report::line;

/// Employers at the same time, the goal's own number among them.
const EMPLOYERS: [usize; 3] = [1, 50, 500];

/// What is kept before they begin.
const ITEMS: [usize; 2] = [1_000, 100_000];

/// Milliseconds that half of all steps, and all but one in a hundred, may take at fifty employers.
const GOALS: (f64, f64) = (2.0, 10.0);

/// How long an employer looks at a page at least.
const THINK: Duration = Duration::from_secs(1);

/// Prints the step's percentiles: for more and more employers, for robots who do not think, and beside more and more items.
pub async fn measure() -> Result<()> {
    let content = Content::embedded();
    let saves = Arc::new(journey::saves(&content)?);
    for employers in EMPLOYERS {
        let goal = (employers == 50).then_some(GOALS);
        let title = format!("{employers} employers, {THINK:?} between steps");
        one((&title, employers), &saves, THINK, 0, goal).await?;
    }
    one(("50 robots", 50), &saves, Duration::ZERO, 0, None).await?;
    for items in ITEMS {
        let title = format!("50 employers beside {items} items");
        one((&title, 50), &saves, THINK, items, Some(GOALS)).await?;
    }
    Ok(())
}

async fn one(
    (title, employers): (&str, usize),
    saves: &Arc<Vec<Draft>>,
    think: Duration,
    items: usize,
    goal: Option<(f64, f64)>,
) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let embedded = Embedded::open(&folder.path().join("bench.db")).await?;
    fill(&embedded, items).await?;
    let store = embedded.store();
    let (times, whole) = steps(&store, saves, (employers, think)).await?;
    println!("\nA step (read, read, save): {title}");
    line(
        "  p50",
        percentile(&times, 50),
        "ms",
        goal.map(|goal| goal.0),
    );
    line(
        "  p99",
        percentile(&times, 99),
        "ms",
        goal.map(|goal| goal.1),
    );
    let a_second = times.len() as f64 / whole.as_secs_f64();
    line("  steps a second", a_second, "", None);
    Ok(())
}

/// Puts so many drafts into the table, each a copy of one.
async fn fill(embedded: &Embedded, items: usize) -> Result<()> {
    let (store, client) = (embedded.store(), embedded.client());
    store
        .create_draft(&journey::draft("copied".to_owned()))
        .await?;
    let found = client.scan().table_name(TABLE).limit(1).send().await?;
    let one = found.items.unwrap_or_default();
    let one = one.first().context("a draft is kept")?;
    for number in 0..items {
        let mut item = one.clone();
        let key = AttributeValue::S(format!("D#copy{number}"));
        item.insert("pk".to_owned(), key);
        let put = client.put_item().table_name(TABLE);
        put.set_item(Some(item)).send().await?;
    }
    Ok(())
}

/// Every employer goes through the whole inventory; gives each step's time in order, and the whole time.
async fn steps(
    store: &Store,
    saves: &Arc<Vec<Draft>>,
    (number_of, think): (usize, Duration),
) -> Result<(Vec<Duration>, Duration)> {
    let begun = Instant::now();
    let mut employers = JoinSet::new();
    for number in 0..number_of {
        let (store, saves) = (store.clone(), Arc::clone(saves));
        employers.spawn(async move {
            // People do not start in the same millisecond.
            tokio::time::sleep(think * u32::try_from(number)? / u32::try_from(number_of)?).await;
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
