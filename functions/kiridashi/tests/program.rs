//! The program as somebody at a terminal meets it: greeting, plain errors, a clean end.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

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
    for path in domain::content::Content::PATHS {
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
