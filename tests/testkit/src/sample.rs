//! Samples: an innkeeper, what they hand over, and what that becomes. Nobody in them exists.

use std::sync::LazyLock;

use answers::{Answers, Pick};
use base::contact::{Contact, EmailAddress, PhoneNumber};
use base::industry::Industry;
use base::people::Actor;
use base::reference::Reference;
use base::time::japan_date;
use base::token::Keys;
use jiff::{SignedDuration, Timestamp};
use job_spec::JobSpec;
use placements::{Command, Link, SpecId};
use store::Draft;
use submissions::assisted::{AgreedWay, Agreement, Assistance, HelpWay, Helper};
use submissions::route::Load;
use submissions::{Submission, assemble};
use town::Content;

/// A Friday morning before a long weekend.
pub fn friday() -> Timestamp {
    "2026-11-20T11:00:00+09:00".parse().expect("a timestamp")
}

/// `K7M3-FXWP`.
pub fn reference() -> Reference {
    Reference::parse("K7M3-FXWP").expect("a reference")
}

/// One signing key.
pub fn keys() -> Keys {
    Keys::parse("test:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8").expect("a key")
}

/// An innkeeper with mail and phone.
pub fn contact() -> Contact {
    Contact {
        business: "見本旅館 髙﨑".into(),
        person: "見本 花子".into(),
        mail: EmailAddress::parse("hanako@example.jp").ok(),
        phone: PhoneNumber::parse("09012345678").ok(),
        reach: None,
        consent: true,
        share_with: Vec::new(),
        unmailable: None,
    }
}

/// The sample town's partner.
pub fn tonari() -> Actor {
    let partner = "tonari".to_owned();
    Actor::Partner { partner }
}

/// Handing over to it.
pub fn hand_over() -> Command {
    let to = "tonari".to_owned();
    Command::HandOver { to }
}

/// The employer agrees to it.
pub fn give_consent() -> Command {
    let to = "tonari".to_owned();
    Command::GiveConsent { to }
}

/// The link with which it answers.
pub fn partners_link(id: SpecId) -> Link {
    let partner = "tonari".to_owned();
    Link::Partner { id, partner }
}

/// The town's own content, read once in a process.
pub fn content() -> &'static Content {
    static CONTENT: LazyLock<Content> = LazyLock::new(Content::embedded);
    &CONTENT
}

/// A finished spec with every field filled, as [the published schema][job_spec::json_schema] has it.
pub fn spec() -> JobSpec {
    serde_json::from_str(include_str!("sample/spec.json")).expect("a spec of the current schema")
}

/// The answers of somebody in the industry of the first task (of office work: an inn), who hands over these tasks as the
/// catalogue has them.
///
/// # Panics
/// When the catalogue has no such task.
pub fn answers(tasks: &[&str], content: &Content) -> Answers {
    let rows = || {
        let row = |id: &&str| content.task(id).unwrap_or_else(|| panic!("no task {id}"));
        tasks.iter().map(row)
    };
    Answers {
        industry: tasks
            .first()
            .and_then(|id| Industry::from_code(id.get(..3)?))
            .or(Some(Industry::Inn)),
        picks: rows()
            .map(|row| Pick {
                key: row.key(),
                name: None,
            })
            .collect(),
        tasks: rows().map(|row| (row.key(), row.answers())).collect(),
        chosen: Some(rows().map(|row| row.key()).collect()),
        ..Answers::default()
    }
}

/// What an innkeeper sends who hands over these tasks, when no director has any work yet.
///
/// # Panics
/// When the catalogue has no such task, or one of them cannot be handed over.
pub fn submission(tasks: &[&str], content: &Content, at: Timestamp) -> Submission {
    let specs = specs(tasks, content, at);
    let (programme, load) = (&content.programme, Load::default());
    assemble(reference(), contact(), specs, programme, &load, at)
}

/// The same as the office wrote it with them on the phone, and they agreed to it there.
///
/// # Panics
/// As [`submission`].
pub fn assisted(tasks: &[&str], content: &Content, at: Timestamp) -> Submission {
    Submission {
        assisted: Some(assistance(at)),
        ..submission(tasks, content, at)
    }
}

/// What the office wrote with an employer on the phone, who agreed to it there.
pub fn assistance(at: Timestamp) -> Assistance {
    let name = "見本 窓口".to_owned();
    Assistance {
        helper: Helper {
            name: name.clone(),
            way: HelpWay::Phone,
            visit: None,
        },
        written: vec![
            "仕事の種類".to_owned(),
            "口コミ返信の下書き：回数".to_owned(),
        ],
        agreement: Agreement {
            way: AgreedWay::Phone,
            on: japan_date(at),
            at,
            text: "この内容で届けてよいです。".to_owned(),
            recorded_by: name,
        },
    }
}

/// The sheets these tasks become.
///
/// # Panics
/// When the catalogue has no such task, or one of them cannot be handed over.
pub fn specs(tasks: &[&str], content: &Content, at: Timestamp) -> Vec<JobSpec> {
    let specs = job_spec::drafts(&answers(tasks, content), content, japan_date(at));
    assert_eq!(specs.len(), tasks.len(), "every task can be handed over");
    specs
}

/// A draft before the first answer, kept for thirty days.
pub fn draft(id: &str, now: Timestamp) -> Draft {
    Draft {
        id: id.to_owned(),
        content: 0,
        version: 1,
        answers: Answers::default(),
        typed: Default::default(),
        created_at: now,
        updated_at: now,
        expires_at: now + SignedDuration::from_hours(30 * 24),
        submitted: None,
        holders: Default::default(),
    }
}
