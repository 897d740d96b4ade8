//! Guards the direction of the workspace's arrows: nothing leaves `domain`, only `dispatch` may send.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

/// Who may use whom. `kiridashi` and what lies in `tests/` put everything together and may use anything.
const ALLOWED: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("view", &[]),
    ("pdf", &["domain"]),
    ("calendar", &["domain"]),
    ("store", &["domain"]),
    ("generator", &["view"]),
    ("mail", &["calendar", "domain", "pdf", "view"]),
    ("web", &["domain", "store", "view"]),
    ("inventory", &["domain", "store", "view", "web"]),
    ("seminar", &["calendar", "domain", "store", "view", "web"]),
    ("director", &["domain", "store", "view", "web"]),
    (
        "dispatch",
        &["domain", "inventory", "mail", "pdf", "store", "view", "web"],
    ),
    ("schedule", &["domain", "store"]),
];

const UNBOUND: &[&str] = &["kiridashi", "e2e", "bench", "stack", "partner"];

/// Crates that read a clock, wait, talk to the network or to AWS; `domain` may reach none of them.
const IMPURE: &[&str] = &[
    "tokio",
    "aws-sdk-dynamodb",
    "reqwest",
    "hyper",
    "axum",
    "lettre",
    "tracing",
];

type Graph = BTreeMap<String, BTreeSet<String>>;

fn metadata(extra: &[&str]) -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--offline", "--locked"])
        .args(extra)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).expect("cargo metadata prints JSON")
}

fn text(value: &Value) -> String {
    value.as_str().expect("a string").to_owned()
}

fn list<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value[key].as_array().expect("a list").iter()
}

/// Edges between members of the workspace, without what only tests use.
fn workspace() -> Graph {
    let metadata = metadata(&["--no-deps"]);
    let ours = |d: &&Value| d["path"].is_string() && d["kind"] != "dev";
    let edges = |p: &Value| {
        list(p, "dependencies")
            .filter(ours)
            .map(|d| text(&d["name"]))
            .collect()
    };
    list(&metadata, "packages")
        .map(|p| (text(&p["name"]), edges(p)))
        .collect()
}

/// Everything each crate links on this machine, with features as resolved for that crate's normal build.
fn linked() -> Graph {
    let metadata = metadata(&[]);
    let names: BTreeMap<_, _> = list(&metadata, "packages")
        .map(|p| (text(&p["id"]), text(&p["name"])))
        .collect();
    let normal = |d: &&Value| list(d, "dep_kinds").any(|k| k["kind"].is_null());
    let mut graph = Graph::new();
    for node in list(&metadata["resolve"], "nodes") {
        let uses = list(node, "deps")
            .filter(normal)
            .map(|d| names[&text(&d["pkg"])].clone());
        graph
            .entry(names[&text(&node["id"])].clone())
            .or_default()
            .extend(uses);
    }
    graph
}

fn reach(graph: &Graph, from: &str) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let mut open = vec![from.to_owned()];
    while let Some(name) = open.pop() {
        for next in graph.get(&name).into_iter().flatten() {
            if seen.insert(next.clone()) {
                open.push(next.clone());
            }
        }
    }
    seen
}

#[test]
fn every_workspace_edge_points_inward() {
    let allowed: BTreeMap<_, _> = ALLOWED.iter().copied().collect();
    let mut wrong = Vec::new();
    for (name, uses) in workspace() {
        if UNBOUND.contains(&name.as_str()) {
            continue;
        }
        let Some(may) = allowed.get(name.as_str()) else {
            wrong.push(format!("{name} is new: say here whom it may use"));
            continue;
        };
        let outside = uses.iter().filter(|used| !may.contains(&used.as_str()));
        wrong.extend(outside.map(|used| format!("{name} → {used}")));
    }
    assert!(
        wrong.is_empty(),
        "edges outside the design:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn domain_is_pure() {
    let reached = reach(&linked(), "domain");
    let impure: Vec<_> = IMPURE
        .iter()
        .filter(|name| reached.contains(**name))
        .collect();
    assert!(impure.is_empty(), "domain reaches {impure:?}");
}

#[test]
fn only_dispatch_may_send() {
    let senders: Vec<_> = workspace()
        .into_iter()
        .filter(|(name, uses)| uses.contains("mail") && !UNBOUND.contains(&name.as_str()))
        .map(|(name, _)| name)
        .collect();
    assert_eq!(senders, ["dispatch"]);
}

#[test]
fn a_lambda_that_prints_no_pdf_links_no_typst() {
    let graph = linked();
    for lambda in ["inventory", "seminar", "director", "schedule"] {
        let typst: Vec<_> = reach(&graph, lambda)
            .into_iter()
            .filter(|name| name.starts_with("typst"))
            .collect();
        assert!(typst.is_empty(), "{lambda} links {typst:?}");
    }
}
