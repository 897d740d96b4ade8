//! The partner town's system as the tests play it: takes hand-overs over real HTTP, in the mood a test
//! chooses, and sends signed answers. It knows the published page and nothing of our code.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

/// How the system takes the next calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// Takes them: 202.
    Kind,
    /// Is being mended: 503, and keeps nothing.
    Failing,
    /// Does not understand them: 422.
    Refusing,
    /// Keeps the call, but its answer is lost on the way.
    Mute,
    /// Keeps the call, and is still thinking when the caller has lost its timeout.
    Slow,
}

/// A call as it came over the wire.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// `idempotency-key`.
    pub key: String,
    /// `x-kiridashi-timestamp`.
    pub timestamp: i64,
    /// The JSON.
    pub body: Value,
}

/// A knock at the door: a call with a verify_signature signature, whatever became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Knock {
    /// `idempotency-key`.
    pub key: String,
    /// `x-kiridashi-timestamp`.
    pub timestamp: i64,
}

/// What a town says to an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// The body.
    pub body: String,
}

/// The system.
pub struct Partner {
    mood: Mutex<Mood>,
    secret: String,
    knocks: Mutex<Vec<Knock>>,
    calls: Mutex<Vec<Taken>>,
    port: u16,
}

impl Partner {
    /// Listens on a free port of this machine until the process ends.
    ///
    /// # Errors
    /// When no port can be had.
    pub fn start(secret: &str) -> io::Result<Arc<Partner>> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let partner = Arc::new(Partner {
            mood: Mutex::new(Mood::Kind),
            secret: secret.to_owned(),
            knocks: Mutex::default(),
            calls: Mutex::default(),
            port: listener.local_addr()?.port(),
        });
        let listening = Arc::clone(&partner);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let partner = Arc::clone(&listening);
                std::thread::spawn(move || partner.talk(&stream));
            }
        });
        Ok(partner)
    }

    /// What a town writes as `webhook` in its settings.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/kiridashi", self.port)
    }

    /// Changes how the next calls are taken.
    pub fn set(&self, mood: Mood) {
        *locked(&self.mood) = mood;
    }

    /// Every call with a verify_signature signature, taken or not.
    pub fn knocks(&self) -> Vec<Knock> {
        locked(&self.knocks).clone()
    }

    /// Every call that it kept, again where it came again.
    pub fn calls(&self) -> Vec<Taken> {
        locked(&self.calls).clone()
    }

    /// The calls that it works on: each key once.
    pub fn jobs(&self) -> Vec<Taken> {
        let mut keys = std::collections::BTreeSet::new();
        let calls = self.calls().into_iter();
        calls.filter(|call| keys.insert(call.key.clone())).collect()
    }

    /// Signs an answer by the recipe of the published page.
    pub fn sign(&self, timestamp: i64, body: &str) -> String {
        signature(&self.secret, timestamp, body.as_bytes())
    }

    /// An answer about a spec, as the published page describes it.
    pub fn says(id: &str, answer: &str, text: &str) -> String {
        let schema = "handover-answer.v1";
        json!({ "schema": schema, "id": id, "answer": answer, "text": text }).to_string()
    }

    /// Sends an answer to a town at `http://host:port`, signed with its own secret.
    ///
    /// # Errors
    /// When the town does not talk HTTP.
    pub fn answer(&self, town: &str, timestamp: i64, body: &str) -> io::Result<Reply> {
        let host = town.strip_prefix("http://").unwrap_or(town);
        let (length, signature) = (body.len(), self.sign(timestamp, body));
        let mut stream = TcpStream::connect(host)?;
        write!(
            stream,
            "POST /director/partner HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\
             content-type: application/json\r\ncontent-length: {length}\r\n\
             x-kiridashi-timestamp: {timestamp}\r\nx-kiridashi-signature: {signature}\r\n\r\n{body}"
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let status = answer
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok());
        let body = answer
            .split_once("\r\n\r\n")
            .map(|(_, body)| body.to_owned());
        match (status, body) {
            (Some(status), Some(body)) => Ok(Reply { status, body }),
            _ => Err(io::Error::other("no HTTP answer")),
        }
    }

    fn talk(&self, stream: &TcpStream) -> io::Result<()> {
        let mut reader = BufReader::new(stream);
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let mut headers = HashMap::new();
        loop {
            line.clear();
            reader.read_line(&mut line)?;
            let Some((name, value)) = line.trim_end().split_once(": ") else {
                break;
            };
            headers.insert(name.to_ascii_lowercase(), value.to_owned());
        }
        let header = |name: &str| headers.get(name).cloned().unwrap_or_default();
        let mut body = vec![0; header("content-length").parse().unwrap_or(0)];
        reader.read_exact(&mut body)?;
        match self.take(header, &body) {
            Some(status) => {
                let mut stream = stream;
                write!(
                    stream,
                    "HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
                )
            }
            // Until the caller hangs up.
            None if *locked(&self.mood) == Mood::Slow => {
                io::copy(&mut reader, &mut io::sink()).map(drop)
            }
            None => Ok(()),
        }
    }

    /// The status line answered; `None`: hangs up without one.
    fn take(&self, header: impl Fn(&str) -> String, body: &[u8]) -> Option<&'static str> {
        let timestamp: i64 = header("x-kiridashi-timestamp").parse().unwrap_or_default();
        if header("x-kiridashi-signature") != signature(&self.secret, timestamp, body) {
            return Some("401 Unauthorized");
        }
        locked(&self.knocks).push(Knock {
            key: header("idempotency-key"),
            timestamp,
        });
        let mood = *locked(&self.mood);
        match mood {
            Mood::Failing => return Some("503 Service Unavailable"),
            Mood::Refusing => return Some("422 Unprocessable Content"),
            Mood::Kind | Mood::Mute | Mood::Slow => {}
        }
        let Ok(body) = serde_json::from_slice(body) else {
            return Some("400 Bad Request");
        };
        locked(&self.calls).push(Taken {
            key: header("idempotency-key"),
            timestamp,
            body,
        });
        (mood == Mood::Kind).then_some("202 Accepted")
    }
}

fn signature(secret: &str, timestamp: i64, body: &[u8]) -> String {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(format!("{timestamp}.").as_bytes());
    mac.update(body);
    hex::encode(mac.finalize().into_bytes())
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
