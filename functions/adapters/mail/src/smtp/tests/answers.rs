//! Whatever a mail server answers: a mail has left when, and only when, the server said so, and no answer is repeated.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use lettre::address::Envelope;
use proptest::prelude::*;

use crate::smtp::{Refusal, Smtp};

/// What it says at each step: greeting, EHLO, MAIL, RCPT, DATA, end of the mail. Less than a whole answer: it hangs up then.
type Script = [String; 6];

const GOOD: [&str; 6] = [
    "220 mail.example.jp\r\n",
    "250-mail.example.jp\r\n250 8BITMIME\r\n",
    "250 2.1.0 Ok\r\n",
    "250 2.1.5 Ok\r\n",
    "354 End with .\r\n",
    "250 2.0.0 queued as 4C1F2A0\r\n",
];

fn script() -> impl Strategy<Value = Script> {
    let other = prop_oneof![
        6 => prop::sample::select(&[
            "", "\r\n", "250\r\n", "250 見本\r\n", "220\r\n", "421 4.3.2 secret-of-the-server\r\n", "450 later\r\n", "451-a\r\n451 b\r\n",
            "452 4.2.2 full\r\n", "535 5.7.8 secret-of-the-server\r\n", "550 5.1.1 <to@example.jp> secret-of-the-server\r\n", "550-\r\n",
            "250-a\r\n550 b\r\n", "25", "999 what\r\n", "250 ok\n", "250 ok\r\n250 ok\r\n", "HTTP/1.1 400 Bad Request\r\n\r\n", "\0\r\n",
        ][..]).prop_map(str::to_owned),
        1 => "[0-9]{3}[ -]\\PC{0,20}\r\n",
        1 => any::<String>(),
    ];
    let wrong_at = prop::collection::vec((0..GOOD.len(), other), 0..3);
    wrong_at.prop_map(|wrong| {
        let mut script = GOOD.map(str::to_owned);
        for (step, answer) in wrong {
            script[step] = answer;
        }
        script
    })
}

/// Reads a command, or the whole mail; false when the client has gone.
fn hears(reader: &mut impl BufRead, is_mail: bool, line: &mut Vec<u8>) -> bool {
    loop {
        line.clear();
        if reader.read_until(b'\n', line).unwrap_or(0) == 0 {
            return false;
        }
        // Who gives up says so in the place of the mail, too.
        if line == b"QUIT\r\n" {
            return false;
        }
        if !is_mail || line == b".\r\n" {
            return true;
        }
    }
}

/// Whether a client has no more to wait for. Behind anything less the server hangs up.
fn is_whole(answer: &str) -> bool {
    let last = answer.lines().last().unwrap_or_default();
    answer.ends_with("\r\n") && last.as_bytes().get(3) != Some(&b'-')
}

/// Plays the script to one client; how many answers it gave.
fn play(stream: &TcpStream, script: &Script) -> usize {
    let (mut reader, mut writer) = (BufReader::new(stream), stream);
    let mut line = Vec::new();
    for (step, answer) in script.iter().enumerate() {
        if step > 0 && !hears(&mut reader, step == GOOD.len() - 1, &mut line) {
            return step;
        }
        if writer.write_all(answer.as_bytes()).is_err() || !is_whole(answer) {
            return step;
        }
    }
    script.len()
}

/// Whether an answer says yes to its step, as RFC 5321 has it: its last line counts.
fn says_yes(step: usize, answer: &str) -> bool {
    match step {
        // Any welcome is one.
        0 | 1 => answer.starts_with(['2', '3']),
        step => answer.starts_with(&GOOD[step][..1]),
    }
}

/// What becomes of a mail, and how many answers the server gave.
fn hand_over(script: &Script) -> (Result<(), Refusal>, usize) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let played = script.clone();
    let server = std::thread::spawn(move || play(&listener.accept().unwrap().0, &played));
    let smtp = Smtp::read(&format!("smtp://127.0.0.1:{port}/client.example.jp"), None).unwrap();
    let smtp = smtp.patient(Duration::from_secs(5));
    let to = vec!["to@example.jp".parse().unwrap()];
    let envelope = Envelope::new(Some("from@example.jp".parse().unwrap()), to).unwrap();
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_all().build().unwrap();
    let sent = runtime.block_on(smtp.send(&envelope, b"Subject: a\r\n\r\n.\r\nb\r\n"));
    (sent, server.join().unwrap())
}

#[test]
fn a_yes_too_many_is_not_taken_for_the_mails() {
    for step in 0..GOOD.len() - 2 {
        let mut script = GOOD.map(str::to_owned);
        script[step].push_str("250 Ok\r\n");
        let (sent, _) = hand_over(&script);
        assert!(matches!(sent, Err(Refusal::OfUs(_))), "{step}: {sent:?}");
    }
    let mut script = GOOD.map(str::to_owned);
    script[4] = "250 Ok\r\n250 Ok\r\n".to_owned();
    assert!(hand_over(&script).0.is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn a_mail_has_left_when_and_only_when_the_server_said_so(script in script()) {
        let (sent, answered) = hand_over(&script);
        match sent {
            Ok(()) => {
                prop_assert_eq!(answered, script.len());
                prop_assert!((0..script.len()).all(|step| says_yes(step, &script[step])));
            }
            Err(refusal) => {
                prop_assert_ne!(script, GOOD.map(str::to_owned));
                let (Refusal::OfUs(reason) | Refusal::ForNow(reason) | Refusal::ForGood(reason)) = &refusal;
                let code = reason.strip_prefix("smtp-").is_some_and(|code| code.len() == 3 && code.bytes().all(|b| b.is_ascii_digit()));
                prop_assert!(code || ["timeout", "connection", "tls"].contains(&reason.as_str()), "{reason}");
            }
        }
    }
}
