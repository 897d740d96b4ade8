//! Guards the direction of the workspace's arrows: nothing leaves the domain, only `dispatch` may send, and no
//! module of any crate uses itself by way of others.

mod circles;
mod fonts;
mod picture;
mod promises;
mod shape;
mod supply;
mod tested;
mod towns;
mod walks;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// The crates of `functions/domain` and which of them each may use.
const DOMAIN: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("answers", &["base"]),
    ("editing", &["base", "forms", "publishing", "town"]),
    ("forms", &["base", "town"]),
    ("text_checks", &["base"]),
    ("messages", &["base", "town"]),
    ("figures", &["base", "town"]),
    ("handouts", &["answers", "base", "questionnaire", "town"]),
    ("town", &["answers", "base", "text_checks"]),
    ("questionnaire", &["answers", "base", "text_checks", "town"]),
    (
        "job_spec",
        &["answers", "base", "questionnaire", "text_checks", "town"],
    ),
    (
        "questionnaire_pages",
        &[
            "answers",
            "base",
            "forms",
            "handouts",
            "job_spec",
            "questionnaire",
            "text_checks",
            "town",
        ],
    ),
    ("submissions", &["base", "job_spec", "messages", "town"]),
    (
        "orders",
        &["base", "job_spec", "questionnaire", "text_checks", "town"],
    ),
    ("accounts", &["base", "orders", "town"]),
    (
        "placements",
        &[
            "accounts",
            "base",
            "figures",
            "job_spec",
            "messages",
            "orders",
            "questionnaire",
            "submissions",
            "text_checks",
            "town",
        ],
    ),
    ("publishing", &["town"]),
    ("register", &["base", "figures", "text_checks", "town"]),
    ("reports", &["base", "figures", "register", "town"]),
    ("seminars", &["base", "forms", "messages", "town"]),
    ("sign_in", &["base", "messages", "town"]),
    (
        "visits",
        &["base", "figures", "forms", "messages", "register", "town"],
    ),
];

/// Whom every other crate may use; `domain` stands for every crate of [`DOMAIN`]. `kiridashi` and what lies in
/// `tests/` put everything together and may use anything.
const ALLOWED: &[(&str, &[&str])] = &[
    ("view", &[]),
    ("pdf", &["domain"]),
    ("photo", &["domain"]),
    ("spreadsheet", &["domain"]),
    ("calendar", &["domain"]),
    ("store", &["domain"]),
    ("generator", &["view"]),
    ("staging", &["domain", "generator", "view"]),
    ("publisher", &["domain", "staging", "store"]),
    ("mail", &["calendar", "domain", "paths", "pdf", "view"]),
    ("webhook", &["domain", "paths"]),
    ("paths", &["domain"]),
    ("web", &["domain", "paths", "store", "view"]),
    ("upload", &["domain", "web"]),
    ("inventory", &["domain", "paths", "store", "view", "web"]),
    (
        "seminar",
        &["calendar", "domain", "paths", "store", "view", "web"],
    ),
    ("director", &["domain", "paths", "store", "view", "web"]),
    ("office", &["domain", "paths", "store", "view", "web"]),
    (
        "print",
        &[
            "domain",
            "paths",
            "pdf",
            "spreadsheet",
            "store",
            "upload",
            "web",
        ],
    ),
    (
        "desk",
        &[
            "domain",
            "generator",
            "paths",
            "photo",
            "publisher",
            "staging",
            "store",
            "upload",
            "web",
        ],
    ),
    ("dispatch", &["domain", "mail", "store", "view", "webhook"]),
    ("schedule", &["domain", "store"]),
    (
        "publish",
        &[
            "desk",
            "domain",
            "generator",
            "publisher",
            "staging",
            "store",
            "view",
            "web",
        ],
    ),
];

const UNBOUND: &[&str] = &[
    "kiridashi",
    "e2e",
    "bare",
    "bench",
    "chaos",
    "stack",
    "partner",
    "testkit",
];

/// Crates that read a clock, wait, talk to the network or to AWS; the domain may reach none of them.
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

fn cargo(arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("CARGO_RESOLVER_FEATURE_UNIFICATION")
        .env_remove("CARGO_UNSTABLE_FEATURE_UNIFICATION")
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

/// What cargo knows of the workspace without asking the network. Only this platform's packages are wanted:
/// a machine that has built this has no others.
fn metadata(extra: &[&str]) -> Value {
    let version = String::from_utf8(cargo(&["-vV"])).expect("cargo speaks UTF-8");
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    let platform = ["--filter-platform", host.expect("cargo names its host")];
    let fixed = ["metadata", "--format-version=1", "--offline", "--locked"];
    let printed = cargo(&[&fixed[..], &platform, extra].concat());
    serde_json::from_slice(&printed).expect("cargo metadata prints JSON")
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
    let allowed: BTreeMap<_, _> = DOMAIN.iter().chain(ALLOWED).copied().collect();
    let is_domain = |name: &str| DOMAIN.iter().any(|(of, _)| *of == name);
    let mut wrong = Vec::new();
    for (name, uses) in workspace() {
        if UNBOUND.contains(&name.as_str()) {
            continue;
        }
        let Some(may) = allowed.get(name.as_str()) else {
            wrong.push(format!("{name} is new: say here whom it may use"));
            continue;
        };
        let may_use =
            |used: &str| may.contains(&used) || (may.contains(&"domain") && is_domain(used));
        let outside = uses.iter().filter(|used| !may_use(used));
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
    let graph = linked();
    for (name, _) in DOMAIN {
        let reached = reach(&graph, name);
        let impure: Vec<_> = IMPURE
            .iter()
            .filter(|name| reached.contains(**name))
            .collect();
        assert!(impure.is_empty(), "{name} reaches {impure:?}");
    }
}

#[test]
fn only_dispatch_may_send() {
    let senders: Vec<_> = workspace()
        .into_iter()
        .filter(|(_, uses)| uses.contains("mail") || uses.contains("webhook"))
        .map(|(name, _)| name)
        .filter(|name| !UNBOUND.contains(&name.as_str()))
        .collect();
    assert_eq!(senders, ["dispatch"]);
}

#[test]
fn a_lambda_that_prints_no_pdf_links_no_typst() {
    let graph = linked();
    for lambda in ["inventory", "seminar", "director", "office", "schedule"] {
        let typst: Vec<_> = reach(&graph, lambda)
            .into_iter()
            .filter(|name| name.starts_with("typst"))
            .collect();
        assert!(typst.is_empty(), "{lambda} links {typst:?}");
    }
}

#[test]
fn what_decodes_photos_is_in_the_desk_alone() {
    let graph = linked();
    for lambda in ["inventory", "seminar", "director", "office", "schedule"] {
        let reached = reach(&graph, lambda);
        for decoder in ["photo", "image", "multer"] {
            assert!(!reached.contains(decoder), "{lambda} links {decoder}");
        }
    }
    let users = workspace().into_iter();
    let users = users.filter(|(_, uses)| uses.contains("photo"));
    let users: Vec<_> = users.map(|(name, _)| name).collect();
    assert_eq!(users, ["desk"]);
}

#[test]
fn what_reads_spreadsheets_is_where_papers_are_printed_alone() {
    let graph = linked();
    for lambda in ["inventory", "seminar", "director", "office", "schedule"] {
        let reached = reach(&graph, lambda);
        for reader in ["spreadsheet", "calamine", "rust_xlsxwriter", "zip"] {
            assert!(!reached.contains(reader), "{lambda} links {reader}");
        }
    }
    let users = workspace().into_iter();
    let users = users.filter(|(_, uses)| uses.contains("spreadsheet"));
    let users: Vec<_> = users.map(|(name, _)| name).collect();
    assert_eq!(users, ["print"]);
}

/// Every package that a build needs, with the features it is built with.
fn features(of: &[&str]) -> BTreeSet<String> {
    let fixed = ["tree", "--offline", "--locked", "--prefix", "none"];
    let printed = cargo(&[&fixed[..], &["--format", "{p} [{f}]"], of].concat());
    let printed = String::from_utf8(printed).expect("cargo speaks UTF-8");
    let lines = printed.lines().map(|line| line.trim_end_matches(" (*)"));
    lines.map(str::to_owned).collect()
}

#[test]
fn cargo_run_compiles_nothing_that_the_tests_compile_otherwise() {
    let tested = features(&["--workspace", "--edges", "normal,build,dev"]);
    let run = features(&["--package", "kiridashi", "--edges", "normal,build"]);
    assert!(run.len() > 300, "only {} packages", run.len());
    let otherwise: Vec<_> = run.difference(&tested).collect();
    assert!(
        otherwise.is_empty(),
        "give kiridashi the features that the tests' crates want:\n{otherwise:#?}"
    );
}

#[test]
fn no_modules_of_a_crate_use_each_other_in_a_circle() {
    let mut found = Vec::new();
    for package in list(&metadata(&["--no-deps"]), "packages") {
        let name = text(&package["name"]);
        let manifest = text(&package["manifest_path"]);
        let sources = Path::new(&manifest).with_file_name("src");
        let circles = circles::circles(&sources).into_iter();
        found.extend(circles.map(|circle| format!("{name}: {circle:?}")));
    }
    assert!(found.is_empty(), "circles:\n{}", found.join("\n"));
}
