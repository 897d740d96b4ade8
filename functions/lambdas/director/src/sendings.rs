//! What became of the calls and mails to partners, in plain words, for who looks after the placement.

use std::collections::BTreeSet;

use base::people::{Actor, Notice};
use placements::Event;
use store::{Sending, SendingState};
use town::Content;
use town::texts::DirectorTexts;
use web::words::moment;

use crate::history::Moment;
use crate::people::People;
use crate::session::OpenedPlacement;

/// One line for each; none for who may not act, and where nothing was handed over.
pub(crate) fn sendings(found: &OpenedPlacement, viewer: &Actor, content: &Content) -> Vec<Moment> {
    let placement = &found.placement;
    let handed = |what: &Event| matches!(what, Event::HandedOver { .. });
    let mut history = placement.history.iter();
    let follows = placement.may_decide(viewer) || placement.may_follow(viewer);
    if !follows || !history.any(|entry| handed(&entry.event)) {
        return Vec::new();
    }
    let several = receivers(found).len() > 1;
    let lines = found.sendings.iter();
    lines.map(|it| line(it, several, content)).collect()
}

/// The partners that something was sent to, by their names.
pub(crate) fn names(found: &OpenedPlacement, content: &Content) -> String {
    let people = People(content);
    let names = receivers(found).into_iter().map(|to| people.actor(to));
    names.collect::<Vec<_>>().join("、")
}

fn receivers(found: &OpenedPlacement) -> BTreeSet<&Actor> {
    found.sendings.iter().map(|sending| &sending.to).collect()
}

/// One sending; where `several` partners got something, it says which one.
fn line(sending: &Sending, several: bool, content: &Content) -> Moment {
    let (partner, texts) = (People(content).actor(&sending.to), &content.texts.director);
    let what = match sending.notice {
        Notice::TakenBack => texts.sent_taken_back(),
        Notice::Reminder => texts.sent_reminder(),
        _ => texts.sent_sheet(),
    };
    let one = match several {
        true => texts.sent_to(&partner, what),
        false => what.to_owned(),
    };
    let at = moment(sending.at);
    match &sending.outcome {
        SendingState::Waiting => Moment::next(at, texts.sent_waiting(one)),
        SendingState::Called { at, answer } => Moment::done(
            moment(*at),
            texts.sent_called(partner, what, number(answer, texts)),
        ),
        SendingState::Mailed { at } => Moment::done(moment(*at), texts.sent_mailed(what, partner)),
        SendingState::Postponed {
            reason,
            tries,
            again,
        } => {
            let (why, code) = (why(reason, texts), number(reason, texts));
            Moment::failed(
                at,
                texts.sent_postponed(one, why, code, tries, moment(*again)),
            )
        }
        SendingState::Lost { at, reason } => {
            let (why, code) = (why(reason, texts), number(reason, texts));
            Moment::failed(moment(*at), texts.sent_lost(one, why, code))
        }
        SendingState::Discarded => Moment::done(at, texts.sent_discarded(one)),
    }
}

/// The status answered, as the partner's engineer knows it.
fn number(code: &str, texts: &DirectorTexts) -> String {
    let status = code.strip_prefix("http-");
    status.map_or_else(String::new, |status| texts.sent_code(status))
}

fn why<'t>(reason: &str, texts: &'t DirectorTexts) -> &'t str {
    match reason {
        "http-401" | "http-403" => texts.unsent_signature(),
        "http-400" | "http-413" | "http-415" | "http-422" => texts.unsent_content(),
        "http-404" | "http-410" => texts.unsent_page(),
        "http-408" | "timeout" => texts.unsent_timeout(),
        "http-425" | "http-429" => texts.unsent_later(),
        "connection" | "client" => texts.unsent_connection(),
        "invalid-webhook" => texts.unsent_settings(),
        _ if reason.starts_with("http-3") => texts.unsent_moved(),
        _ if reason.starts_with("http-5") => texts.unsent_down(),
        _ if reason.starts_with("http-") => texts.unsent_refused(),
        _ => texts.unsent_mail(),
    }
}
