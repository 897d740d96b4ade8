//! A mail server on the loopback interface that refuses some recipients and puts the rest into a folder.

use std::io::{self, BufRead, BufReader};
use std::net::{IpAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Result;
use mailin::{Action, Handler, Response, SessionBuilder, response};

struct Server {
    refused: Vec<String>,
    folder: PathBuf,
    taken: AtomicUsize,
}

/// Listens on a free port until the process ends; gives its SMTP URL.
///
/// # Errors
/// When there is no port or the folder cannot be made.
pub fn start(folder: &Path, refused: &[&str]) -> Result<String> {
    std::fs::create_dir_all(folder)?;
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let url = format!("smtp://{}", listener.local_addr()?);
    let server = Arc::new(Server {
        refused: refused.iter().map(|address| (*address).into()).collect(),
        folder: folder.to_owned(),
        taken: AtomicUsize::new(0),
    });
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let server = Arc::clone(&server);
            std::thread::spawn(move || server.talk(&stream));
        }
    });
    Ok(url)
}

impl Server {
    /// Ends when the client does.
    fn talk(&self, stream: &TcpStream) -> io::Result<()> {
        let desk = Desk {
            server: self,
            mail: Vec::new(),
        };
        let here = IpAddr::from([127, 0, 0, 1]);
        let mut session = SessionBuilder::new("mail.example.jp").build(here, desk);
        let (mut reader, mut writer) = (BufReader::new(stream), stream);
        session.greeting().write_to(&mut writer)?;
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line)? > 0 {
            let answer = session.process(&line);
            if answer.action != Action::NoReply {
                answer.write_to(&mut writer)?;
            }
            if answer.action == Action::Close {
                break;
            }
            line.clear();
        }
        Ok(())
    }
}

/// Serves one connection.
struct Desk<'a> {
    server: &'a Server,
    mail: Vec<u8>,
}

impl Handler for Desk<'_> {
    fn rcpt(&mut self, to: &str) -> Response {
        if self.server.refused.iter().any(|refused| refused == to) {
            return response::NO_MAILBOX;
        }
        response::OK
    }

    fn data(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.mail.extend_from_slice(bytes);
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        let number = self.server.taken.fetch_add(1, Ordering::SeqCst);
        let file = self.server.folder.join(format!("{number:03}.eml"));
        match std::fs::write(file, std::mem::take(&mut self.mail)) {
            Ok(()) => response::OK,
            Err(_) => response::INTERNAL_ERROR,
        }
    }
}
