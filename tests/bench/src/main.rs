//! Measures the budgets of the design and prints them: `cargo run --release -p bench [name…]`.

mod blank;
mod capacity;
mod desk;
mod journey;
mod largest;
mod latency;
mod many;
mod memory;
mod meter;
mod publishing;
mod reading;
mod report;
mod search;
mod sheet;
mod site;
mod start;
mod turns;
mod years;

use anyhow::{Result, bail};

/// What can be measured, in the order it is printed.
const NAMES: [&str; 10] = [
    "reading",
    "sheet",
    "largest",
    "capacity",
    "latency",
    "search",
    "start",
    "publishing",
    "desk",
    "site",
];

#[tokio::main]
async fn main() -> Result<()> {
    let named: Vec<String> = std::env::args().skip(1).collect();
    if let [child, text] = named.as_slice()
        && child == largest::CHILD
    {
        return largest::child(text);
    }
    if let [child, root] = named.as_slice()
        && child == publishing::CHILD
    {
        return publishing::child(root).await;
    }
    if let [child, root, out] = named.as_slice()
        && child == site::CHILD
    {
        return site::child(root, out);
    }
    if let Some(unknown) = named.iter().find(|name| !NAMES.contains(&name.as_str())) {
        bail!(
            "no measurement is called {unknown}; there are {}",
            NAMES.join(", ")
        );
    }
    if cfg!(debug_assertions) {
        println!("this is a debug build: times mean nothing, units do");
    }
    for name in NAMES {
        if named.is_empty() || named.iter().any(|n| n == name) {
            match name {
                "reading" => reading::measure().await,
                "sheet" => sheet::measure()?,
                "largest" => largest::measure()?,
                "capacity" => capacity::measure().await?,
                "latency" => latency::measure().await?,
                "search" => search::measure().await?,
                "start" => start::measure()?,
                "publishing" => publishing::measure()?,
                "desk" => desk::measure().await?,
                _ => site::measure()?,
            }
        }
    }
    Ok(())
}
