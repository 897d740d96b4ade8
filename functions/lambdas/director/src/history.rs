//! The history and the present state of a placement, in plain words.

use base::people::{Actor, Holder};
use base::text::{shown, yen};
use base::time::{japan_date, japanese};
use jiff::civil::Date;
use placements::{Entry, Event, Placement, Stage, Status};
use serde::Serialize;
use submissions::Submission;
use submissions::route::Reason;
use town::Content;
use town::texts::DirectorTexts;
use web::words::moment;

use crate::book_words;
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

/// The present state, in a word and a line.
#[derive(Serialize)]
pub(crate) struct Now {
    /// Two or three words.
    pub status: String,
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
    let first = submission.specs.get(placement.id.spec as usize - 1);
    let mut version = first.map_or(1, |first| first.spec.version);
    let mut partner = None;
    let mut moments = vec![Moment::done(
        moment(submission.sent_at),
        sent(placement, submission, content),
    )];
    for entry in &placement.history {
        match &entry.event {
            Event::Answered { changes, .. } if !changes.is_empty() => version += 1,
            Event::Replaced { spec, .. } => version = spec.version,
            _ => {}
        }
        if let Event::ConsentAsked { of: id } | Event::HandedOver { to: id } = &entry.event {
            partner = Some(id.as_str());
        }
        let then = (version, partner);
        let mut what = words(entry, placement, then, content);
        if !what.contains(&entry.name) {
            what = content.texts.director.told_under_name(what, &entry.name);
        }
        moments.push(Moment::done(moment(entry.at), what));
    }
    moments
}

fn sent(placement: &Placement, submission: &Submission, content: &Content) -> String {
    let texts = &content.texts.director;
    let routed = submission.specs.get(placement.id.spec as usize - 1);
    if let Some(again) = routed.filter(|routed| routed.why.reason == Reason::Again) {
        return texts.told_again(&again.why.of);
    }
    let people = People(content);
    let by = match placement.from_partner.as_deref() {
        Some(partner) => people.partner(Some(partner)),
        None => people.actor(&Actor::Employer),
    };
    match routed.map(|routed| people.holder(&routed.holder)) {
        Some(first) => texts.told_sent_to(by, first),
        None => texts.told_sent(by),
    }
}

/// The label of a skill tag.
pub(crate) fn tag<'a>(id: Option<&'a str>, content: &'a Content) -> &'a str {
    let id = id.unwrap_or_default();
    let tag = content.tags.iter().find(|tag| tag.id == id);
    tag.map_or(id, |tag| tag.label.as_str())
}

/// One entry. `version` is the sheet's once it happened, `partner` the one that it was last about.
fn words(
    entry: &Entry,
    placement: &Placement,
    (version, partner): (u32, Option<&str>),
    content: &Content,
) -> String {
    let (people, texts) = (People(content), &content.texts.director);
    let (by, partner) = (people.doer(entry), people.partner(partner));
    match &entry.event {
        Event::Offered { to, why } => {
            let tag = tag(why.tag.as_deref(), content);
            texts.told_offered(people.holder(to), why.words(tag, &content.texts.routing))
        }
        Event::Accepted => texts.told_accepted(by),
        Event::Declined { reason } => texts.told_declined(by, reason),
        Event::Asked { fields, question } => {
            texts.told_asked(by, labels(placement, fields).join("、"), question)
        }
        Event::Answered { changes, note, .. } => {
            answered(!changes.is_empty(), note, version, texts)
        }
        Event::Replaced { .. } => {
            let giver = people.partner(placement.from_partner.as_deref());
            texts.told_replaced(giver, version)
        }
        Event::ConsentAsked { .. } => texts.told_consent_asked(by, partner),
        Event::ConsentGiven => texts.told_consent_given(partner),
        Event::ConsentRefused => texts.told_consent_refused(partner),
        Event::HandedOver { .. } => texts.told_handed_over(partner),
        Event::PartnerTook => texts.told_accepted(by),
        Event::PartnerDeclined { reason } => texts.told_declined(by, reason),
        Event::PartnerSettled => texts.told_partner_settled(by),
        Event::PartnerAsked { question } => texts.told_partner_asked(by, question),
        Event::Reminded => texts.told_reminded().to_owned(),
        Event::Escalated { to } => texts.told_escalated(people.holder(to)),
        Event::Advanced {
            stage,
            on,
            amount,
            hours,
        } => {
            let stage = stage.label(&content.texts.placements);
            let what = texts.told_stage(stage, recorded(*on, *amount, *hours, texts));
            texts.told_recorded(by, what)
        }
        Event::Ended { reason, note } => texts.told_ended(
            by,
            ending(reason.label(&content.texts.figures), note, texts),
        ),
        Event::MindChanged { record } => record.told(&content.texts.assisted),
        Event::Reassigned { to } => texts.told_reassigned(by, people.holder(to)),
        Event::Order { event } => event.told(by, &placement.id, &content.texts),
        Event::Account { event } => book_words::logged(event, &by, &content.texts),
    }
}

/// The labels of some fields, in the sheet's order.
pub(crate) fn labels(placement: &Placement, ids: &[String]) -> Vec<String> {
    let fields = placement.spec.fields.iter();
    let named = fields.filter(|field| ids.contains(&field.id));
    named.map(|field| field.label.clone()).collect()
}

fn answered(changed: bool, note: &str, version: u32, texts: &DirectorTexts) -> String {
    let mut words = texts.told_answered().to_owned();
    if changed {
        words.push_str(&texts.told_answered_version(version));
    }
    if !note.is_empty() {
        words.push_str(&texts.told_answered_note(note));
    }
    words
}

/// What was recorded of a stage.
pub(crate) fn recorded(
    on: Date,
    amount: Option<u64>,
    hours: Option<f64>,
    texts: &DirectorTexts,
) -> String {
    let mut words = japanese(on);
    if let Some(amount) = amount {
        words.push_str(&texts.told_stage_amount(yen(amount)));
    }
    if let Some(hours) = hours {
        words.push_str(&texts.told_stage_hours(shown(hours)));
    }
    words
}

fn ending(reason: &str, note: &str, texts: &DirectorTexts) -> String {
    match note {
        "" => texts.told_reason(reason),
        note => texts.told_reason_note(reason, note),
    }
}

/// The state in two or three words, and their colour.
pub(crate) fn status_words(status: Status, texts: &DirectorTexts) -> (&str, &'static str) {
    match status {
        Status::Waiting => (texts.waiting(), "larch"),
        Status::Questioned => (texts.questioned(), "sky"),
        Status::AwaitingConsent => (texts.awaiting_consent(), "sky"),
        Status::WithPartner => (texts.with_partner(), "sky"),
        Status::Accepted {
            stage: Stage::Payment,
        } => (texts.paid(), "plain"),
        Status::Accepted { .. } => (texts.accepted(), "pine"),
        Status::Ended { .. } => (texts.ended(), "plain"),
    }
}

/// The present state for a viewer.
pub(crate) fn now(placement: &Placement, viewer: &Actor, content: &Content) -> Now {
    let (people, texts) = (People(content), &content.texts.director);
    let until = placement.until;
    let until = until.map(|day| texts.until(japanese(day)));
    let until = until.unwrap_or_default();
    let (status, kind) = status_words(placement.status, texts);
    let line = match placement.status {
        Status::Waiting => waiting(placement, viewer, &until, content),
        Status::Questioned => texts.questioned_line(until),
        Status::AwaitingConsent => {
            texts.awaiting_consent_line(people.partner(placement.partner.as_deref()), until)
        }
        Status::WithPartner => with_partner(placement, viewer, &until, content),
        Status::Accepted {
            stage: Stage::Payment,
        } => texts.paid_line().to_owned(),
        Status::Accepted { stage } => {
            accepted_line(placement, placement.reached().unwrap_or(stage), content)
        }
        Status::Ended { reason } => texts.ended_line(reason.label(&content.texts.figures)),
    };
    Now {
        status: status.to_owned(),
        kind,
        line,
    }
}

fn waiting(placement: &Placement, viewer: &Actor, until: &str, content: &Content) -> String {
    let texts = &content.texts.director;
    let holder = People(content).holder(&placement.holder);
    if !placement.may_decide(viewer) {
        texts.waiting_other(holder, until)
    } else if !placement.holder.includes(viewer) && placement.holder.admits(viewer) {
        texts.waiting_stand_in(until, holder)
    } else if placement.holder.includes(viewer) && placement.holder != Holder::AllDirectors {
        texts.waiting_viewer(until)
    } else if placement.holder == Holder::AllDirectors {
        texts.waiting_any(until)
    } else {
        texts.waiting_passed_on(holder)
    }
}

fn with_partner(placement: &Placement, viewer: &Actor, until: &str, content: &Content) -> String {
    let partner = People(content).partner(placement.partner.as_deref());
    let texts = &content.texts.director;
    match (viewer, &placement.partner_question) {
        (Actor::Partner { .. }, None) => texts.with_partner_viewer(until),
        (Actor::Partner { .. }, Some(_)) => texts.with_partner_viewer_asked().to_owned(),
        (viewer, Some(_)) if placement.may_decide(viewer) => {
            texts.with_partner_asked(partner, until)
        }
        _ => texts.with_partner_other(partner, until),
    }
}

fn accepted_line(placement: &Placement, stage: Stage, content: &Content) -> String {
    let texts = &content.texts.director;
    let who = match &placement.accepted {
        Some((by, at)) => texts.accepted_by(People(content).actor(by), japanese(japan_date(*at))),
        None => String::new(),
    };
    let next = stage.next();
    let next = next.map_or("", |next| next.label(&content.texts.placements));
    who + &texts.accepted_next(next)
}
