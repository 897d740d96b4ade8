//! Asks for links to elsewhere, one at a time for each server, and remembers answers for a week.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use globset::{Glob, GlobSetBuilder};
use jiff::{SignedDuration, Timestamp};
use rayon::prelude::*;
use reqwest::blocking::Client;
use serde::{Deserialize, Serialize};

use super::Files;
use crate::fault::{Fault, Outcome, unreadable};
use crate::markdown::is_external;
use crate::site::Site;

/// How long an answer is believed.
const FRESH: SignedDuration = SignedDuration::from_hours(7 * 24);

/// How long a server is left alone between two questions.
const PAUSE: Duration = Duration::from_millis(500);

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// Links to elsewhere, with a file that holds each.
pub(super) struct Links(BTreeMap<String, PathBuf>);

impl Links {
    /// The links in Markdown and in built pages, less those the settings skip.
    pub(super) fn of(site: &Site, files: &Files) -> Links {
        let settings = &site.config().link_checker;
        let mut ignored = GlobSetBuilder::new();
        settings
            .ignored_files
            .iter()
            .filter_map(|pattern| Glob::new(pattern).ok())
            .for_each(|glob| {
                ignored.add(glob);
            });
        let ignored = ignored.build().unwrap_or_default();
        let own = site.config().base_url.as_str();
        let mut links = BTreeMap::new();
        let mut add = |link: &str, file: PathBuf| {
            let is_skipped = link.starts_with(own)
                || settings
                    .skip_prefixes
                    .iter()
                    .any(|start| link.starts_with(start));
            if is_external(link) && !is_skipped {
                links
                    .entry(link.split('#').next().unwrap_or(link).to_owned())
                    .or_insert(file);
            }
        };
        let graph = &site.ready().graph;
        for document in graph.entries().map(|entry| graph.document(entry)) {
            if !ignored.is_match(&document.file) {
                document
                    .rendered
                    .external_links
                    .iter()
                    .for_each(|link| add(link, document.file.clone()));
            }
        }
        for (path, page) in &files.pages {
            page.targets
                .iter()
                .for_each(|link| add(link, PathBuf::from(format!("public/{path}"))));
        }
        Links(links)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

#[derive(Clone, Serialize, Deserialize)]
struct Answer {
    at: Timestamp,
    problem: Option<String>,
}

type Answers = BTreeMap<String, Answer>;

/// The links that lead nowhere.
pub(super) fn faults(links: &Links, cache: &Path) -> Outcome<Vec<Fault>> {
    let now = Timestamp::now();
    let mut answers: Answers = fs::read(cache)
        .ok()
        .and_then(|text| serde_json::from_slice(&text).ok())
        .unwrap_or_default();
    answers.retain(|link, answer| {
        links.0.contains_key(link)
            && answer.problem.is_none()
            && now.duration_since(answer.at) < FRESH
    });
    let mut servers: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    for link in links.0.keys().filter(|link| !answers.contains_key(*link)) {
        servers.entry(server(link)).or_default().push(link);
    }
    let client = client()?;
    let asked: Vec<(String, Answer)> = servers
        .par_iter()
        .flat_map_iter(|(_, links)| ask(&client, links, now))
        .collect();
    answers.extend(asked);
    let text = serde_json::to_vec_pretty(&answers).unwrap_or_default();
    fs::write(cache, text).map_err(|e| unreadable(cache, &e))?;
    let broken = answers
        .iter()
        .filter_map(|(link, answer)| Some((link, answer.problem.as_ref()?)));
    let fault = |(link, problem): (&String, &String)| {
        Fault::new(&links.0[link], format!("the link `{link}` {problem}"))
            .help("correct the link, or take it away")
    };
    Ok(broken.map(fault).collect())
}

fn server(link: &str) -> String {
    link.split('/').nth(2).unwrap_or(link).to_owned()
}

fn client() -> Outcome<Client> {
    // Somebody else in this program may have chosen already, which is as well.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .user_agent("kiridashi-link-check")
        .timeout(PATIENCE)
        .build()
        .map_err(|e| {
            Fault::new("the link check", e.to_string())
                .help("check the system's certificates")
                .into()
        })
}

/// Asks one server for its links.
fn ask(client: &Client, links: &[&String], now: Timestamp) -> Vec<(String, Answer)> {
    let mut answers = Vec::new();
    for (at, link) in links.iter().enumerate() {
        if at > 0 {
            std::thread::sleep(PAUSE);
        }
        let problem = match client.get(link.as_str()).send() {
            Ok(response) if response.status().is_success() => None,
            Ok(response) => Some(format!("is answered with {}", response.status())),
            Err(error) if error.is_timeout() => Some("is not answered in time".to_owned()),
            Err(error) => Some(format!("cannot be reached: {error}")),
        };
        answers.push(((*link).clone(), Answer { at: now, problem }));
    }
    answers
}
