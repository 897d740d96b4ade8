//! The program as somebody at a terminal meets it: greeting, plain errors, a clean end.

mod started;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

use base::people::{Actor, Notice};
use base::reference::Reference;
use base::time::Clock;
use handouts::Handout;
use jiff::SignedDuration;
use messages::Message;
use store::Store;
use store::ambient::SystemClock;
use store::embedded::Embedded;

use started::Started;

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

/// Starts the program and reads its greeting up to the host and port where it listens.
fn start(data: &Path, more: &[&str]) -> (Started, String) {
    let arguments = [&["--port", "0"], more].concat();
    started::start(&mut kiridashi(data, &arguments))
}

fn get(address: &str, path: &str) -> String {
    ask(address, address, "GET", path)
}

/// Asks the program that listens there under some name.
fn ask(address: &str, host: &str, method: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nContent-Length: 0\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// What the program complains about when it cannot start.
fn complaint(data: &Path, arguments: &[&str]) -> String {
    let ended = kiridashi(data, arguments).output().unwrap();
    let told = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(1), "{told}");
    told
}

#[test]
fn all_papers_are_printed_with_codes_for_the_address_that_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("papers");
    let printed = Command::new(env!("CARGO_BIN_EXE_kiridashi"))
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
        .args(["papers", "--base-url", "https://shigoto.example.jp/"])
        .arg(&out)
        .output()
        .unwrap();
    let told = String::from_utf8(printed.stdout).unwrap();
    assert!(
        printed.status.success() && told.contains(" papers are in "),
        "{told}"
    );
    let content = town::Content::embedded();
    for paper in Handout::all(&content) {
        let name = paper.name();
        let pdf = std::fs::read(out.join(format!("{name}.pdf"))).unwrap();
        let text = testkit::pdf::text(&pdf, "-raw");
        assert!(text.contains("shigoto.example.jp/"), "{name}: {text}");
        let address = format!("https://shigoto.example.jp{}", paper.path());
        assert_eq!(testkit::codes::of_pdf(&pdf), [address], "{name}");
    }
    let files = std::fs::read_dir(&out).unwrap().count();
    assert!(told.starts_with(&files.to_string()), "{told}: {files}");
}

#[test]
fn a_page_of_another_site_cannot_read_it_under_a_name_of_its_own() {
    let data = tempfile::tempdir().unwrap();
    let named = [
        "--host",
        "kiridashi.example.jp",
        "--base-url",
        "https://shigoto.example.jp",
    ];
    let (_program, address) = start(data.path(), &named);
    for (method, path) in [
        ("GET", "/_mail/"),
        ("GET", "/"),
        ("POST", "/inventory/"),
        ("GET", "/_reload"),
    ] {
        let answer = ask(&address, "evil.example", method, path);
        assert!(answer.starts_with("HTTP/1.1 421"), "{path}: {answer}");
    }
    for host in ["localhost:1", "kiridashi.example.jp", "shigoto.example.jp"] {
        let answer = ask(&address, host, "GET", "/");
        assert!(answer.starts_with("HTTP/1.1 200"), "{host}: {answer}");
    }
    let page = ask(&address, "shigoto.example.jp", "GET", "/");
    assert!(!page.contains("_reload"), "visitors are not reloaded");
    assert!(!ask(&address, "localhost", "GET", "/_reload.js").starts_with("HTTP/1.1 200"));
    // Everybody's mails are for who sits here.
    assert!(ask(&address, "shigoto.example.jp", "GET", "/_mail/").starts_with("HTTP/1.1 421"));
    assert!(ask(&address, "localhost", "GET", "/_mail/").starts_with("HTTP/1.1 200"));
    assert!(ask(&address, "shigoto.example.jp", "POST", "/inventory/").starts_with("HTTP/1.1 303"));
    // What is mailed and shared begins with the address for others.
    let page = get(&address, "/");
    assert!(page.contains("https://shigoto.example.jp/"), "{page}");
    assert!(!page.contains("http://127.0.0.1"), "{page}");
}

#[test]
fn a_folder_that_cannot_be_used_is_told_with_what_to_do() {
    let data = tempfile::tempdir().unwrap();
    let (_program, _) = start(data.path(), &[]);
    let told = complaint(data.path(), &["--port", "0"]);
    assert!(told.contains("in use by another kiridashi"), "{told}");
    for entry in std::fs::read_dir(data.path()).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{}", entry.path().display());
    }

    let file = tempfile::NamedTempFile::new().unwrap();
    let told = complaint(file.path(), &["--port", "0"]);
    assert!(
        told.contains("is no folder") && told.contains("--data"),
        "{told}"
    );

    let damaged = tempfile::tempdir().unwrap();
    let database = damaged.path().join(kiridashi::DATABASE);
    std::fs::write(&database, "this was once a database, and is one no more").unwrap();
    let told = complaint(damaged.path(), &["--port", "0"]);
    assert!(
        told.contains("is damaged") && told.contains("Move it away"),
        "{told}"
    );
    assert!(!told.contains("encrypt"), "{told}");
}

#[test]
fn it_greets_serves_refuses_a_second_one_and_ends_on_sigterm() {
    let data = tempfile::tempdir().unwrap();
    let (mut program, address) = start(data.path(), &[]);
    for path in ["/", "/inventory/", "/_mail/", "/_reload.js"] {
        assert!(get(&address, path).starts_with("HTTP/1.1 200"), "{path}");
    }
    let slash = get(&address, "/office/change/").to_ascii_lowercase();
    assert!(
        slash.starts_with("http/1.1 303") && slash.contains("location: /office/change\r\n"),
        "{slash}"
    );
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
        .arg(program.0.id().to_string())
        .status()
        .unwrap();
    assert_eq!(program.0.wait().unwrap().code(), Some(0));
}

#[test]
fn a_mistake_in_the_content_is_told_with_file_and_line() {
    let site = tempfile::tempdir().unwrap();
    let content = site.path().join("content/inventory");
    std::fs::create_dir_all(&content).unwrap();
    let original = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    for path in town::Content::paths() {
        let copy = site.path().join("content").join(path);
        std::fs::create_dir_all(copy.parent().unwrap()).unwrap();
        std::fs::copy(original.join(path), copy).unwrap();
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
        told.contains("sample.eml: this is no notice of a mail that came back"),
        "{told}"
    );
}

#[tokio::test]
async fn after_a_mistake_of_our_own_all_dead_letters_are_sent_again_at_once() {
    let data = tempfile::tempdir().unwrap();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/bounce.eml");
    with_sent_message(data.path()).await;
    say(data.path(), &["bounce", file.to_str().unwrap()]).unwrap();
    for told in ["1 messages are due again.\n", "0 messages are due again.\n"] {
        assert_eq!(say(data.path(), &["resend", "--all"]).unwrap(), told);
    }
    assert_eq!(
        say(data.path(), &["dead-letters"]).unwrap(),
        "0 dead letters\n"
    );
    let due = store(data.path()).await.due(SystemClock.now(), 10).await;
    assert!(due.unwrap().contains(&SPEC.to_owned()));
}
