//! What happened to a placement, and how it stands, in plain words.

use base::people::{Actor, Holder};
use base::text::{shown, yen};
use base::time::{japan_date, japanese};
use figures::ending::Ending;
use placements::{Entry, Event, Placement, Stage, Status};
use serde::Serialize;
use submissions::Submission;
use town::{Content, Programme};
use web::words::moment;

use crate::people::People;

/// One line of a timeline.
#[derive(Serialize)]
pub(crate) struct Moment {
    at: String,
    what: String,
    failed: bool,
    next: bool,
}

impl Moment {
    pub(crate) fn done(at: String, what: String) -> Moment {
        Moment {
            at,
            what,
            failed: false,
            next: false,
        }
    }

    pub(crate) fn failed(at: String, what: String) -> Moment {
        Moment {
            failed: true,
            ..Moment::done(at, what)
        }
    }

    pub(crate) fn next(at: String, what: String) -> Moment {
        Moment {
            next: true,
            ..Moment::done(at, what)
        }
    }
}

/// How it stands, in a word and a line.
#[derive(Serialize)]
pub(crate) struct Now {
    /// Two or three words.
    pub status: &'static str,
    /// The colour of the word.
    pub kind: &'static str,
    /// Whom it waits for and until when.
    pub line: String,
}

/// Everything that happened, oldest first.
pub(crate) fn history(
    placement: &Placement,
    submission: &Submission,
    content: &Content,
) -> Vec<Moment> {
    let people = People(&content.programme);
    let mut version = 1;
    let mut moments = vec![Moment::done(
        moment(submission.sent_at),
        sent(placement, submission, people),
    )];
    for entry in &placement.history {
        if matches!(&entry.event, Event::Answered { changes, .. } if !changes.is_empty()) {
            version += 1;
        }
        let what = words(entry, placement, version, content);
        moments.push(Moment::done(moment(entry.at), what));
    }
    moments
}

fn sent(placement: &Placement, submission: &Submission, people: People<'_>) -> String {
    let routed = submission.specs.get(placement.id.spec as usize - 1);
    let first = routed.map(|routed| people.holder(&routed.holder));
    match first {
        Some(first) => format!("事業者が送り、{first}に届きました。"),
        None => "事業者が送りました。".to_owned(),
    }
}

/// The label of a skill tag.
pub(crate) fn tag<'a>(id: Option<&'a str>, content: &'a Content) -> &'a str {
    let id = id.unwrap_or_default();
    let tag = content.tags.iter().find(|tag| tag.id == id);
    tag.map_or(id, |tag| tag.label.as_str())
}

/// One entry. `version` is the sheet's once it happened.
fn words(entry: &Entry, placement: &Placement, version: u32, content: &Content) -> String {
    let people = People(&content.programme);
    let (by, partner) = (people.actor(&entry.by), people.partner());
    match &entry.event {
        Event::Offered { to, why } => {
            let why = why.words(tag(why.tag.as_deref(), content));
            format!("{}にまわりました。{why}", people.holder(to))
        }
        Event::Accepted => format!("{by}が引き受けました。"),
        Event::Declined { reason } => format!("{by}が断りました。理由：{reason}"),
        Event::Asked { fields, question } => {
            let labels = labels(placement, fields).join("、");
            format!("{by}が事業者に質問しました（{labels}）。「{question}」")
        }
        Event::Answered { changes, note } => answered(!changes.is_empty(), note, version),
        Event::ConsentAsked => {
            format!("{by}が、{partner}に渡してよいかを事業者に聞きました。")
        }
        Event::ConsentGiven => format!("事業者が、{partner}に渡すことに同意しました。"),
        Event::ConsentRefused => format!("事業者は、{partner}に渡すことに同意しませんでした。"),
        Event::HandedOver => format!("{partner}に渡しました。"),
        Event::PartnerTook => format!("{partner}が引き受けました。"),
        Event::PartnerDeclined { reason } => format!("{partner}が断りました。理由：{reason}"),
        Event::PartnerAsked { question } => {
            format!("{partner}から質問がありました。「{question}」")
        }
        Event::Reminded => "返事がまだなので、もう一度知らせました。".to_owned(),
        Event::Escalated { to } => {
            format!("返事がまだなので、{}にもまわりました。", people.holder(to))
        }
        Event::Advanced {
            stage,
            on,
            amount,
            hours,
        } => format!(
            "{by}が記録しました。{}",
            stage_words(*stage, *on, *amount, *hours)
        ),
        Event::Ended { reason, note } => {
            format!("{by}が終わりにしました。{}", ending(*reason, note))
        }
        Event::Reassigned { to } => format!("{by}が、{}に担当を変えました。", people.holder(to)),
    }
}

/// The labels of some fields, in the sheet's order.
pub(crate) fn labels(placement: &Placement, ids: &[String]) -> Vec<String> {
    let fields = placement.spec.fields.iter();
    let named = fields.filter(|field| ids.contains(&field.id));
    named.map(|field| field.label.clone()).collect()
}

fn answered(changed: bool, note: &str, version: u32) -> String {
    let mut words = "事業者が答えました。".to_owned();
    if changed {
        words.push_str(&format!("シートは第{version}版になりました。"));
    }
    if !note.is_empty() {
        words.push_str(&format!("「{note}」"));
    }
    words
}

/// A stage as recorded.
pub(crate) fn stage_words(
    stage: Stage,
    on: jiff::civil::Date,
    amount: Option<u64>,
    hours: Option<f64>,
) -> String {
    let mut words = format!("{}：{}", stage.label(), japanese(on));
    if let Some(amount) = amount {
        words.push_str(&format!("、{}", yen(amount)));
    }
    if let Some(hours) = hours {
        words.push_str(&format!("、{}時間", shown(hours)));
    }
    words
}

fn ending(reason: Ending, note: &str) -> String {
    let label = reason.label();
    if note.is_empty() {
        format!("理由：{label}")
    } else {
        format!("理由：{label}（{note}）")
    }
}

/// How it stands for somebody who looks at it.
pub(crate) fn now(placement: &Placement, viewer: &Actor, programme: &Programme) -> Now {
    let people = People(programme);
    let until = placement.until(programme);
    let until = until.map(|day| format!("{}まで", japanese(day)));
    let until = until.unwrap_or_default();
    match placement.status {
        Status::Waiting => waiting(placement, viewer, &until, people),
        Status::Questioned => Now {
            status: "質問中",
            kind: "sky",
            line: format!("事業者の答えを待っています。{until}に答えをお願いしています。"),
        },
        Status::AwaitingConsent => Now {
            status: "同意待ち",
            kind: "sky",
            line: format!(
                "{}に渡してよいか、事業者の返事を待っています（{until}）。",
                people.partner()
            ),
        },
        Status::WithPartner => Now {
            status: "連携先",
            kind: "sky",
            line: with_partner(placement, viewer, &until, people),
        },
        Status::Accepted { stage } => accepted(placement, stage, people),
        Status::Ended { reason } => Now {
            status: "終わり",
            kind: "plain",
            line: format!("終わりました。理由：{}", reason.label()),
        },
    }
}

fn waiting(placement: &Placement, viewer: &Actor, until: &str, people: People<'_>) -> Now {
    let holder = people.holder(&placement.holder);
    let line = if !placement.may_decide(viewer) {
        format!("{holder}の返事を待っています（{until}）。")
    } else if !placement.holder.includes(viewer) && placement.holder.admits(viewer) {
        format!(
            "{until}に、{holder}の返事を待っています。代わりに、あなたが返事をすることもできます。"
        )
    } else if placement.holder.includes(viewer) && placement.holder != Holder::AllDirectors {
        format!("{until}に、あなたの返事をお願いします。")
    } else if placement.holder == Holder::AllDirectors {
        format!("{until}に、担当者のだれかの返事をお願いします。")
    } else {
        format!("{holder}にもまわりました。あなたも、まだ返事ができます。")
    };
    Now {
        status: "返事待ち",
        kind: "larch",
        line,
    }
}

fn with_partner(placement: &Placement, viewer: &Actor, until: &str, people: People<'_>) -> String {
    let partner = people.partner();
    match (viewer, &placement.partner_question) {
        (Actor::Partner, None) => format!("{until}に、返事をお願いします。"),
        (Actor::Partner, Some(_)) => {
            "質問を受け取りました。担当者がメールで答えます。返事は、いつでもできます。".to_owned()
        }
        (viewer, Some(_)) if placement.may_decide(viewer) => {
            format!("{partner}から質問がありました。答えると、話が進みます（返事は{until}）。")
        }
        _ => format!("{partner}の返事を待っています（{until}）。"),
    }
}

fn accepted(placement: &Placement, stage: Stage, people: People<'_>) -> Now {
    let who = match &placement.accepted {
        Some((by, at)) => format!(
            "{}が{}に引き受けました。",
            people.actor(by),
            japanese(japan_date(*at))
        ),
        None => String::new(),
    };
    if stage == Stage::Payment {
        return Now {
            status: "支払いずみ",
            kind: "plain",
            line: "支払いまで終わりました。".to_owned(),
        };
    }
    let next = stage.next().map_or("", Stage::label);
    Now {
        status: "進行中",
        kind: "pine",
        line: format!("{who}次は「{next}」です。"),
    }
}

/// Whom it waits for, in two words.
pub(crate) fn waits_for(placement: &Placement, viewer: &Actor, programme: &Programme) -> String {
    let people = People(programme);
    match placement.status {
        Status::Accepted { .. } if placement.may_follow(viewer) && *viewer != Actor::Office => {
            "あなた".to_owned()
        }
        Status::Accepted { .. } => {
            let keeper = placement.keeper.as_ref();
            keeper.map_or_else(String::new, |keeper| people.actor(keeper))
        }
        Status::Ended { .. } => "いません".to_owned(),
        Status::Waiting if placement.holder.includes(viewer) => "あなた".to_owned(),
        Status::WithPartner
            if placement.partner_question.is_some() && placement.is_offered_to(viewer) =>
        {
            "あなた（連携先からの質問があります）".to_owned()
        }
        _ => people.holder(&placement.holder),
    }
}
