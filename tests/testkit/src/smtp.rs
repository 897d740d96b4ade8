//! A mail server on the loopback interface: mailin speaks SMTP, the test says how it behaves.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{IpAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use mailin::{Action, Handler, Response, SessionBuilder, response};

/// How the server takes the next mails.
#[derive(Clone, Copy, Debug)]
pub enum MailServerMood {
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
    /// Says nothing at all.
    Silent,
    /// Takes the mail, then says nothing any more.
    TakingAndSilent,
    /// Takes the mail and says so, then nothing any more.
    SilentAtTheEnd,
    /// Says that it takes the mail, and throws it away.
    Lying,
}

/// The server, as the test holds it.
#[derive(Debug)]
pub struct MailServer {
    mood: Mutex<MailServerMood>,
    taken: Mutex<Vec<Vec<u8>>>,
    thrown_away: Mutex<Vec<Vec<u8>>>,
    port: u16,
}

impl MailServer {
    /// Listens on a free port until the process ends.
    ///
    /// # Panics
    /// When no port is free.
    pub fn start() -> Arc<MailServer> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("the test goes on");
        let server = Arc::new(MailServer {
            mood: Mutex::new(MailServerMood::Kind),
            taken: Mutex::default(),
            thrown_away: Mutex::default(),
            port: listener.local_addr().expect("the test goes on").port(),
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

    /// Its address for senders.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// How it takes what comes from now on.
    ///
    /// # Panics
    /// When a test panicked while it held the mood.
    pub fn set(&self, mood: MailServerMood) {
        *self.mood.lock().expect("the test goes on") = mood;
    }

    /// The mails taken so far, as they came over the wire.
    ///
    /// # Panics
    /// When a test panicked while it held the mails.
    pub fn taken(&self) -> Vec<Vec<u8>> {
        self.taken.lock().expect("the test goes on").clone()
    }

    /// The mails that it said it took and threw away since it was last asked.
    ///
    /// # Panics
    /// When a test panicked while it held the mails.
    pub fn thrown_away(&self) -> Vec<Vec<u8>> {
        std::mem::take(&mut *self.thrown_away.lock().expect("the test goes on"))
    }

    fn mood(&self) -> MailServerMood {
        *self.mood.lock().expect("the test goes on")
    }

    /// Ends when the client does or the mood says so; the client sees only the closed connection.
    fn talk(&self, stream: &TcpStream) -> io::Result<()> {
        let desk = Desk {
            server: self,
            mail: Vec::new(),
        };
        let mut session = SessionBuilder::new("mail.example.jp").build(ip(), desk);
        let (mut reader, mut writer) = (BufReader::new(stream), stream);
        if matches!(self.mood(), MailServerMood::Silent) {
            return until_the_client_goes(&mut reader);
        }
        reply(&session.greeting(), &mut writer)?;
        let mut line = Vec::new();
        let mut in_data = false;
        while reader.read_until(b'\n', &mut line)? > 0 {
            let answer = session.process(&line);
            let ended = in_data && line == b".\r\n";
            match self.mood() {
                MailServerMood::Dropping | MailServerMood::TakingAndDropping if ended => {
                    return Ok(());
                }
                MailServerMood::TakingAndSilent if ended => {
                    return until_the_client_goes(&mut reader);
                }
                MailServerMood::SilentAtTheEnd if answer.action == Action::Close => {
                    return until_the_client_goes(&mut reader);
                }
                _ => {}
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

fn until_the_client_goes(reader: &mut impl BufRead) -> io::Result<()> {
    io::copy(reader, &mut io::sink()).map(drop)
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
    server: &'a MailServer,
    mail: Vec<u8>,
}

impl Handler for Desk<'_> {
    fn mail(&mut self, _: IpAddr, _: &str, _: &str) -> Response {
        match self.server.mood() {
            MailServerMood::Locked => response::AUTHENTICATION_REQUIRED,
            MailServerMood::RefusingUs => response::NO_MAILBOX,
            _ => response::OK,
        }
    }

    fn rcpt(&mut self, to: &str) -> Response {
        match self.server.mood() {
            MailServerMood::Busy => response::INTERNAL_ERROR,
            MailServerMood::Refusing => response::NO_MAILBOX,
            MailServerMood::RefusingSome(refused) if refused.contains(&to) => response::NO_MAILBOX,
            _ => response::OK,
        }
    }

    fn data(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.mail.extend_from_slice(bytes);
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        let mail = std::mem::take(&mut self.mail);
        let place = match self.server.mood() {
            MailServerMood::Dropping => return response::OK,
            MailServerMood::Lying => &self.server.thrown_away,
            _ => &self.server.taken,
        };
        place.lock().expect("the test goes on").push(mail);
        response::OK
    }
}
