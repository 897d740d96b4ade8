//! Reads the mails that were delivered into a folder; never writes or sends one.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use mail_parser::{Address, Message, MessageParser, MimeHeaders, PartType};
use serde::Serialize;

/// A folder of `.eml` files.
#[derive(Clone, Debug)]
pub(crate) struct Mailbox {
    folder: PathBuf,
}

/// One mail as the reader shows it.
#[derive(Debug, Serialize)]
pub(crate) struct StoredMail {
    /// File name without `.eml`.
    pub id: String,
    pub subject: String,
    pub from: String,
    pub to: String,
    /// Japanese wall clock, `2026-11-24 09:00`.
    pub date: String,
    /// Every header as it travels.
    pub headers: Vec<StoredHeader>,
    pub text: String,
    pub html: String,
    pub attachments: Vec<StoredAttachment>,
    #[serde(skip)]
    sent: i64,
}

/// A header, undecoded.
#[derive(Debug, Serialize)]
pub(crate) struct StoredHeader {
    pub name: String,
    pub value: String,
}

/// An attached file.
#[derive(Debug, Serialize)]
pub(crate) struct StoredAttachment {
    pub name: String,
    pub kind: String,
    /// Bytes, decoded.
    pub size: usize,
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

impl Mailbox {
    /// The mailbox in this folder, which need not exist yet.
    pub fn new(folder: impl Into<PathBuf>) -> Mailbox {
        Mailbox {
            folder: folder.into(),
        }
    }

    /// All mails, newest first. A file that is no mail is left out.
    pub fn letters(&self) -> Vec<StoredMail> {
        let entries = std::fs::read_dir(&self.folder)
            .into_iter()
            .flatten()
            .flatten();
        let mut letters: Vec<_> = entries
            .filter_map(|entry| self.letter(&id_of(&entry.path())?))
            .collect();
        letters.sort_by(|a, b| (b.sent, &b.id).cmp(&(a.sent, &a.id)));
        letters
    }

    /// The mail with this id.
    pub fn letter(&self, id: &str) -> Option<StoredMail> {
        let raw = self.raw(id)?;
        Some(letter(id, &MessageParser::default().parse(&raw)?))
    }

    /// The bytes of the mail with this id, as they would travel.
    pub fn raw(&self, id: &str) -> Option<Vec<u8>> {
        let safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '@');
        if !id.chars().all(safe) || id.starts_with('.') {
            return None;
        }
        std::fs::read(self.folder.join(format!("{id}.eml"))).ok()
    }
}

fn id_of(path: &Path) -> Option<String> {
    (path.extension()? == "eml").then(|| path.file_stem()?.to_str().map(str::to_owned))?
}

fn letter(id: &str, message: &Message) -> StoredMail {
    let sent = message
        .date()
        .map_or(0, mail_parser::DateTime::to_timestamp);
    StoredMail {
        id: id.to_owned(),
        subject: message.subject().unwrap_or("（件名なし）").to_owned(),
        from: addresses(message.from()),
        to: addresses(message.to()),
        date: japan_time(sent),
        headers: headers(message),
        text: body(message.text_bodies()),
        html: body(message.html_bodies().filter(|part| part.is_text_html())),
        attachments: message.attachments().map(attachment).collect(),
        sent,
    }
}

fn headers(message: &Message) -> Vec<StoredHeader> {
    let header = |(name, value): (&str, &str)| StoredHeader {
        name: name.to_owned(),
        value: value.trim().to_owned(),
    };
    message.headers_raw().map(header).collect()
}

fn addresses(list: Option<&Address>) -> String {
    let one = |a: &mail_parser::Addr| match (a.name(), a.address()) {
        (Some(name), Some(mail)) => format!("{name} <{mail}>"),
        (name, mail) => mail.or(name).unwrap_or_default().to_owned(),
    };
    list.map_or_else(String::new, |l| {
        l.iter().map(one).collect::<Vec<_>>().join(", ")
    })
}

fn body<'a>(parts: impl Iterator<Item = &'a mail_parser::MessagePart<'a>>) -> String {
    let text = |part: &mail_parser::MessagePart| match &part.body {
        PartType::Text(text) | PartType::Html(text) => text.replace("\r\n", "\n"),
        _ => String::new(),
    };
    parts.map(text).collect()
}

fn attachment(part: &mail_parser::MessagePart) -> StoredAttachment {
    let kind = part.content_type().map(|c| match c.subtype() {
        Some(subtype) => format!("{}/{subtype}", c.ctype()),
        None => c.ctype().to_owned(),
    });
    StoredAttachment {
        name: part
            .attachment_name()
            .unwrap_or("名前のないファイル")
            .to_owned(),
        kind: kind.unwrap_or_else(|| "application/octet-stream".to_owned()),
        size: part.contents().len(),
        bytes: part.contents().to_vec(),
    }
}

fn japan_time(seconds: i64) -> String {
    let Ok(at) = Timestamp::from_second(seconds) else {
        return String::new();
    };
    let tokyo = TimeZone::fixed(jiff::tz::offset(9));
    at.to_zoned(tokyo).strftime("%Y-%m-%d %H:%M").to_string()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A mail with both bodies and two attached files, as a hand wrote it.
    pub const SAMPLE: &str = include_str!("../testdata/sample.eml");

    pub fn mailbox() -> (tempfile::TempDir, Mailbox) {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("k7m3fxwp-0-offer-a.eml"), SAMPLE).unwrap();
        std::fs::write(
            dir.path().join("older.eml"),
            SAMPLE.replace("24 Nov", "20 Nov"),
        )
        .unwrap();
        std::fs::write(dir.path().join("notes.txt"), "not a mail").unwrap();
        let mailbox = Mailbox::new(dir.path());
        (dir, mailbox)
    }

    #[test]
    fn newest_mail_comes_first_and_other_files_stay_out() {
        let (_dir, mailbox) = mailbox();
        let ids: Vec<_> = mailbox.letters().into_iter().map(|l| l.id).collect();
        assert_eq!(ids, ["k7m3fxwp-0-offer-a", "older"]);
    }

    #[test]
    fn a_folder_that_does_not_exist_holds_no_mail() {
        assert!(Mailbox::new("/nonexistent/mail").letters().is_empty());
    }

    #[test]
    fn headers_bodies_and_attachments_are_decoded() {
        let (_dir, mailbox) = mailbox();
        let letter = mailbox.letter("k7m3fxwp-0-offer-a").unwrap();
        assert_eq!(letter.subject, "宿泊・飲食の仕事 K7M3-FXWP");
        assert_eq!(letter.from, "相談窓口 <office@example.jp>");
        assert_eq!(letter.date, "2026-11-24 09:00");
        assert_eq!(
            letter.text.trim(),
            "髙橋旅館 <b>と</b> 仕事\nhttp://127.0.0.1:8787/a?b=c です"
        );
        assert!(letter.html.contains("<p>髙橋旅館</p>"));
        let names: Vec<_> = letter.attachments.iter().map(|a| a.name.as_str()).collect();
        assert_eq!(names, ["たのみ方シート.pdf", "spec.json"]);
        assert_eq!(letter.attachments[1].bytes, b"{}\n");
        assert_eq!(letter.attachments[0].kind, "application/pdf");
    }

    #[test]
    fn an_id_cannot_leave_the_folder() {
        let (_dir, mailbox) = mailbox();
        for id in ["../older", "..", ".older", "a/b", "a\\b", ""] {
            assert!(mailbox.raw(id).is_none(), "{id}");
        }
    }
}
