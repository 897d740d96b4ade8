//! How long the office's list and a search take among 5,000 cases, over HTTP on the embedded database.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use aws_sdk_dynamodb::types::AttributeValue;
use base::contact::{Contact, PhoneNumber};
use base::people::Actor;
use base::reference::Reference;
use figures::ending::Ending;
use placements::{Command, SpecId};
use store::embedded::TABLE;
use store::table::INDEX;
use store::{Decided, Submitted};
use submissions::assemble;
use testkit::browser::Browser;
use testkit::sample;
use testkit::site::{Function, Site};

use crate::report::{line, raw};

const CASES: u32 = 5_000;
/// So many of them still need somebody.
const OPEN: u32 = 200;
/// How often each is measured.
const ROUNDS: usize = 21;
const BUDGET: f64 = 150.0;

const DIRECTOR: Function = Function {
    templates: view::Folder::DIRECTOR,
    router: director::whole_router,
};

/// Prints the median of each, beside its raw numbers.
pub async fn measure() -> Result<()> {
    let site = Site::open(DIRECTOR).await;
    for number in 0..CASES {
        write(&site, number).await?;
    }
    let (pages, bytes) = pages(&site).await?;
    let mut browser = site.browser();
    site.sign_in(&mut browser, "office@example.jp").await;
    println!(
        "\nLists of {CASES} cases, {OPEN} of them open: {pages} pages of the index, {} bytes a head",
        bytes / CASES as usize
    );
    for (what, address) in [
        ("  the office's lists", "/director/office"),
        (
            "  search by a part of the phone number",
            "/director/office?q=04321",
        ),
        (
            "  search by a name that many have",
            "/director/office?q=%E6%97%85%E9%A4%A8",
        ),
        (
            "  search for what nobody has",
            "/director/office?q=%E8%A6%8B%E5%BD%93%E3%81%9F%E3%82%89%E3%81%9A",
        ),
        ("  what is over", "/director/office?list=closed"),
    ] {
        let times = times(&mut browser, address).await?;
        let mut sorted = times.clone();
        sorted.sort();
        let median = milliseconds(sorted[ROUNDS / 2]);
        line(what, median, "ms", Some(BUDGET));
        let times: Vec<f64> = times.into_iter().map(milliseconds).collect();
        println!("    raw {}", raw(&times));
    }
    Ok(())
}

/// How many requests read all heads, and how many bytes of values they are.
async fn pages(site: &Site) -> Result<(usize, usize)> {
    let (mut pages, mut bytes) = (0, 0);
    for queue in ["open", "closed"] {
        let client = site.embedded.client();
        let query = client
            .query()
            .table_name(TABLE)
            .index_name(INDEX)
            .key_condition_expression("queue = :queue")
            .expression_attribute_values(":queue", AttributeValue::S(queue.to_owned()));
        let mut answers = query.into_paginator().send();
        while let Some(answer) = answers.next().await {
            pages += 1;
            let values = answer?.items.unwrap_or_default();
            let sizes = values.iter().flat_map(|item| item.values()).map(size);
            bytes += sizes.sum::<usize>();
        }
    }
    Ok((pages, bytes))
}

fn size(value: &AttributeValue) -> usize {
    match value {
        AttributeValue::S(text) | AttributeValue::N(text) => text.len(),
        AttributeValue::B(bytes) => bytes.as_ref().len(),
        _ => 0,
    }
}

async fn times(browser: &mut Browser, address: &str) -> Result<Vec<Duration>> {
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        let page = browser.fetch(address).await;
        times.push(begun.elapsed());
        ensure!(page.status.is_success(), "{address}: {}", page.status);
    }
    Ok(times)
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// A business asks for one task; most of it is over.
async fn write(site: &Site, number: u32) -> Result<()> {
    let state = &site.state;
    let (content, now) = (state.content.get(), state.now());
    let contact = Contact {
        business: format!("見本旅館{number}号"),
        phone: PhoneNumber::parse(&format!("0267{number:06}")).ok(),
        ..sample::contact()
    };
    let mut bytes = [0; 8];
    state.random.fill(&mut bytes);
    let submission = assemble(
        Reference::from_random(bytes),
        contact,
        sample::specs(&["inn02"], &content, now),
        &content.programme,
        &state.store.load().await?,
        now,
    );
    let draft = sample::draft(&state.random_id(), now);
    state.store.create_draft(&draft).await?;
    let submitted = state.store.submit(&draft.id, &submission, &[]).await?;
    if number < OPEN {
        return Ok(());
    }
    let Submitted::New(reference) = submitted else {
        // Drawn twice: there is one case less.
        return Ok(());
    };
    let id = SpecId { reference, spec: 1 };
    let by = Actor::parse("b").context("a group")?;
    let end = Command::End {
        reason: Ending::NoWorker,
        note: String::new(),
    };
    for command in [Command::Accept, end] {
        let decided = state
            .store
            .decide(&id, &command, &by, now, &content.programme);
        ensure!(matches!(decided.await?, Decided::Done(_)), "it is over");
    }
    Ok(())
}
