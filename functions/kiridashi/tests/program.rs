//! The program as somebody at a terminal meets it: greeting, plain errors, a clean end.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use base::people::{Actor, Notice};
use base::reference::Reference;
use base::time::Clock;
use jiff::SignedDuration;
use messages::Message;
use store::Store;
use store::ambient::SystemClock;
use store::embedded::Embedded;

fn kiridashi(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kiridashi"));
    command
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
        .args(arguments)
        .arg("--data")
        .arg(data)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Starts the program and reads its greeting up to the site's host and port.
fn start(data: &Path) -> (Child, String) {
    let mut program = kiridashi(data, &["--port", "0"]).spawn().unwrap();
    let output = BufReader::new(program.stdout.as_mut().unwrap());
    let site = output.lines().map_while(Result::ok).find_map(|line| {
        let (_, address) = line.split_once("Site            http://")?;
        Some(address.trim_end_matches('/').to_owned())
    });
    (
        program,
        site.expect("the program greets with its addresses"),
    )
}

fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn it_greets_serves_refuses_a_second_one_and_ends_on_sigterm() {
    let data = tempfile::tempdir().unwrap();
    let (mut program, address) = start(data.path());
    for path in ["/", "/inventory/", "/_mail/", "/_reload.js"] {
        assert!(get(&address, path).starts_with("HTTP/1.1 200"), "{path}");
    }
    let (_, port) = address.split_once(':').unwrap();
    let other = tempfile::tempdir().unwrap();
    let second = kiridashi(other.path(), &["--port", port]).output().unwrap();
    let told = String::from_utf8(second.stderr).unwrap();
    assert_eq!(second.status.code(), Some(1), "{told}");
    assert!(
        told.starts_with(&format!("kiridashi: port {port} is in use")),
        "{told}"
    );

    Command::new("kill")
        .arg(program.id().to_string())
        .status()
        .unwrap();
    assert_eq!(program.wait().unwrap().code(), Some(0));
}

#[test]
fn a_mistake_in_the_content_is_told_with_file_and_line() {
    let site = tempfile::tempdir().unwrap();
    let content = site.path().join("content/inventory");
    std::fs::create_dir_all(&content).unwrap();
    let original = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    for path in town::Content::PATHS {
        std::fs::copy(original.join(path), site.path().join("content").join(path)).unwrap();
    }
    std::fs::write(content.join("tasks.toml"), "\n\n[[task]\n").unwrap();
    let root = site.path().to_str().unwrap();
    let data = tempfile::tempdir().unwrap();
    let ended = kiridashi(data.path(), &["--port", "0", "--root", root])
        .output()
        .unwrap();
    let told = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(1), "{told}");
    assert!(told.contains("content/inventory/tasks.toml:3: "), "{told}");
}

const SPEC: &str = "k7m3fxwp-0-offer-a";

async fn store(data: &Path) -> Store {
    let file = data.join(kiridashi::DATABASE);
    Embedded::open(&file).await.unwrap().store()
}

/// A database in which this message has left.
async fn with_sent_message(data: &Path) {
    let store = store(data).await;
    let now = SystemClock.now();
    let (reference, to) = (
        Reference::parse("K7M3-FXWP").unwrap(),
        Actor::parse("a").unwrap(),
    );
    let message = Message::about_placements(&reference, vec![1], (to, Notice::Offer), 0, now);
    store.enqueue(&[message]).await.unwrap();
    let lease = SignedDuration::from_mins(5);
    let claim = store.claim(SPEC, now, lease).await.unwrap().unwrap();
    store.delivered(&claim, now).await.unwrap();
}

/// What the command prints on success, or its complaint.
fn say(data: &Path, arguments: &[&str]) -> Result<String, String> {
    let ended = kiridashi(data, arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    match ended.status.code() {
        Some(0) => Ok(text(ended.stdout)),
        _ => Err(text(ended.stderr)),
    }
}

#[tokio::test]
async fn a_bounce_is_recorded_listed_and_sent_again_from_the_command_line() {
    let data = tempfile::tempdir().unwrap();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/bounce.eml");
    let bounce = ["bounce", file.to_str().unwrap()];
    let missing = say(data.path(), &bounce).unwrap_err();
    assert!(
        missing.starts_with("kiridashi: there is no database"),
        "{missing}"
    );
    with_sent_message(data.path()).await;
    assert_eq!(
        say(data.path(), &["dead-letters"]).unwrap(),
        "0 dead letters\n"
    );

    let told = say(data.path(), &bounce).unwrap();
    assert_eq!(
        told,
        format!("{SPEC} is a dead letter now; the office is told.\n")
    );
    let again = say(data.path(), &bounce).unwrap();
    assert_eq!(
        again,
        format!("{SPEC} was known before; nothing changed.\n")
    );
    let listed = say(data.path(), &["dead-letters"]).unwrap();
    assert!(
        listed.starts_with(SPEC) && listed.contains("bounce-5.1.1"),
        "{listed}"
    );
    assert!(listed.ends_with("\n1 dead letters\n"), "{listed}");
    let due = store(data.path())
        .await
        .due(SystemClock.now(), 9)
        .await
        .unwrap();
    assert_eq!(
        due,
        ["k7m3fxwp-0-offer-a-instead", "k7m3fxwp-0-offer-a-lost-1"]
    );

    let revived = say(data.path(), &["resend", SPEC]).unwrap();
    assert_eq!(revived, format!("{SPEC} is due again.\n"));
    let twice = say(data.path(), &["resend", SPEC]).unwrap_err();
    assert!(
        twice.contains("there is no dead letter k7m3fxwp-0-offer-a"),
        "{twice}"
    );
    assert_eq!(
        say(data.path(), &["dead-letters"]).unwrap(),
        "0 dead letters\n"
    );
}

#[test]
fn a_mail_that_is_no_bounce_is_refused_with_what_to_do() {
    let data = tempfile::tempdir().unwrap();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/sample.eml");
    let told = say(data.path(), &["bounce", file.to_str().unwrap()]).unwrap_err();
    assert!(
        told.contains("sample.eml: this is no delivery status"),
        "{told}"
    );
}
