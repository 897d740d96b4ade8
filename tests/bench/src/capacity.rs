//! What one inventory of five tasks costs in DynamoDB units, from the first page to the last delivered mail.

use anyhow::{Context, Result, ensure};
use jiff::SignedDuration;
use messages::Message;
use store::embedded::{Embedded, TABLE};
use store::{Draft, Saved, Store, Submitted};
use submissions::Submission;
use town::Content;

use crate::journey;
use crate::meter::{Meter, Spent};
use crate::report::line;

/// The draft's id.
const ID: &str = "mihon";

/// Runs the journey and prints its units by part.
pub async fn measure() -> Result<()> {
    println!("\nDynamoDB units of an inventory of five tasks, sent");
    let database = Embedded::memory().await?;
    let meter = Meter::default();
    let store = Store::new(meter.client(&database.client()), TABLE);
    let content = Content::embedded();
    let mut parts = Vec::new();

    let pages = fill(&store, &content).await?;
    parts.push((format!("{pages} pages"), meter.take()));
    let (submission, messages) = send(&store, &content).await?;
    parts.push(("sending".to_owned(), meter.take()));
    deliver(&store, &submission, &messages).await?;
    parts.push((
        format!("delivering {} messages", messages.len()),
        meter.take(),
    ));
    store.submission(&submission.reference).await?;
    parts.push(("the status page".to_owned(), meter.take()));
    print(&parts);
    Ok(())
}

async fn fill(store: &Store, content: &Content) -> Result<usize> {
    store.create_draft(&journey::draft(ID.to_owned())).await?;
    let saves = journey::saves(content)?;
    for save in &saves {
        // The page is shown, then posted.
        store
            .draft(ID, journey::now())
            .await?
            .context("the draft exists")?;
        let read = store
            .draft(ID, journey::now())
            .await?
            .context("the draft exists")?;
        let draft = Draft {
            id: read.id,
            version: read.version,
            ..save.clone()
        };
        ensure!(
            store.save_draft(&draft).await? == Saved::Done,
            "a save met a conflict"
        );
    }
    Ok(saves.len())
}

async fn send(store: &Store, content: &Content) -> Result<(Submission, Vec<Message>)> {
    let last = store
        .draft(ID, journey::now())
        .await?
        .context("the draft exists")?;
    let submission = journey::submission(&last, content)?;
    let messages = submission.messages();
    let sent = store.submit(ID, &submission, &messages).await?;
    ensure!(
        matches!(sent, Submitted::New(_)),
        "the submission was not new"
    );
    Ok((submission, messages))
}

async fn deliver(store: &Store, submission: &Submission, messages: &[Message]) -> Result<()> {
    let lease = SignedDuration::from_mins(2);
    for message in messages {
        let now = journey::now();
        let claim = store
            .claim(&message.id, now, lease)
            .await?
            .context("the message is due")?;
        store
            .submission(&submission.reference)
            .await?
            .context("the submission exists")?;
        store.delivered(&claim, now).await?;
    }
    // The next sweep finds everything settled, and takes the envelope out of the queue.
    let due = store.due(journey::now(), 25).await?;
    ensure!(due.is_empty(), "something is still due");
    Ok(())
}

fn print(parts: &[(String, Spent)]) {
    for (what, spent) in parts {
        line(
            &format!("  {what}, {} requests: write", spent.requests),
            spent.write,
            "WCU",
            None,
        );
        line(
            &format!("  {what}, {} requests: read", spent.requests),
            spent.read,
            "RCU",
            None,
        );
    }
    let sum = |unit: fn(&Spent) -> f64| parts.iter().map(|(_, spent)| unit(spent)).sum();
    line(
        "whole inventory: write",
        sum(|s| s.write),
        "WCU",
        Some(50.0),
    );
    line("whole inventory: read", sum(|s| s.read), "RCU", Some(50.0));
}
