//! A mail server on the loopback interface for the tests: mailin speaks SMTP, the test says how it behaves.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{IpAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use mailin::{Action, Handler, Response, SessionBuilder, response};

/// How the server takes the next mails.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Mood {
    /// Takes them.
    Kind,
    /// 451 to every recipient.
    Busy,
    /// 550 to every recipient.
    Refusing,
    /// 550 to these recipients.
    RefusingSome(&'static [&'static str]),
    /// 550 to our sender, whoever the mail is for.
    RefusingUs,
    /// 535 to every login; other clients are told to log in.
    Locked,
    /// Hangs up instead of confirming the mail.
    Dropping,
    /// Takes the mail, then hangs up before saying so.
    TakingAndDropping,
}

/// What the server and the test share.
pub(crate) struct Server {
    mood: Mutex<Mood>,
    taken: Mutex<Vec<Vec<u8>>>,
    port: u16,
}

impl Server {
    /// Listens on a free port until the process ends.
    pub(crate) fn start() -> Arc<Server> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let server = Arc::new(Server {
            mood: Mutex::new(Mood::Kind),
            taken: Mutex::default(),
            port: listener.local_addr().unwrap().port(),
        });
        let accepting = Arc::clone(&server);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let server = Arc::clone(&accepting);
                std::thread::spawn(move || server.talk(&stream));
            }
        });
        server
    }

    pub(crate) fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    pub(crate) fn set(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    /// The mails taken so far, as they came over the wire.
    pub(crate) fn taken(&self) -> Vec<Vec<u8>> {
        self.taken.lock().unwrap().clone()
    }

    fn mood(&self) -> Mood {
        *self.mood.lock().unwrap()
    }

    /// Ends when the client does or the mood says so; the client sees only the closed connection.
    fn talk(&self, stream: &TcpStream) -> io::Result<()> {
        let desk = Desk {
            server: self,
            mail: Vec::new(),
        };
        let mut session = SessionBuilder::new("mail.example.jp").build(ip(), desk);
        let (mut reader, mut writer) = (BufReader::new(stream), stream);
        reply(&session.greeting(), &mut writer)?;
        let mut line = Vec::new();
        let mut in_data = false;
        while reader.read_until(b'\n', &mut line)? > 0 {
            let answer = session.process(&line);
            let ended = in_data && line == b".\r\n";
            if ended && matches!(self.mood(), Mood::Dropping | Mood::TakingAndDropping) {
                return Ok(());
            }
            in_data = answer.code == 354 || (in_data && !ended);
            reply(&answer, &mut writer)?;
            if answer.action == Action::Close {
                return Ok(());
            }
            line.clear();
        }
        Ok(())
    }
}

fn ip() -> IpAddr {
    IpAddr::from([127, 0, 0, 1])
}

fn reply(answer: &Response, writer: &mut impl Write) -> io::Result<()> {
    match answer.action {
        Action::NoReply => Ok(()),
        _ => answer.write_to(writer),
    }
}

/// Serves one connection.
struct Desk<'a> {
    server: &'a Server,
    mail: Vec<u8>,
}

impl Handler for Desk<'_> {
    fn mail(&mut self, _: IpAddr, _: &str, _: &str) -> Response {
        match self.server.mood() {
            Mood::Locked => response::AUTHENTICATION_REQUIRED,
            Mood::RefusingUs => response::NO_MAILBOX,
            _ => response::OK,
        }
    }

    fn rcpt(&mut self, to: &str) -> Response {
        match self.server.mood() {
            Mood::Busy => response::INTERNAL_ERROR,
            Mood::Refusing => response::NO_MAILBOX,
            Mood::RefusingSome(refused) if refused.contains(&to) => response::NO_MAILBOX,
            _ => response::OK,
        }
    }

    fn data(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.mail.extend_from_slice(bytes);
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        if !matches!(self.server.mood(), Mood::Dropping) {
            let mail = std::mem::take(&mut self.mail);
            self.server.taken.lock().unwrap().push(mail);
        }
        response::OK
    }
}
