//! Letters to directors, deputies and the office: what to decide, what was answered, and the way to their pages.

use base::people::{Actor, Holder, Notice};
use base::time::japanese;
use placements::{Change, Event, News, Placement, Status, called, from_elsewhere, named, partner};
use serde_json::{Value, json};
use submissions::RoutedSpec;
use town::Content;
use town::texts::LetterTexts;

use super::agreement;
use super::past::past;
use crate::context::Context;
use crate::error::ComposeError;
use crate::letter::{Correspondent, Letter};
use crate::parts::{
    address, employer, lines, reply_to_employer, sheet_files, sheets, typed_address,
};

/// What a letter says beside the sheets.
#[derive(Default)]
struct Words<'c> {
    subject: &'c str,
    lead: Vec<String>,
    /// Something that somebody wrote, with a heading.
    quote: Option<(&'c str, String)>,
    changes: Vec<Change>,
    /// Whether the mail contains every field of the sheets, because the reader may see them for the first time.
    whole: bool,
}

/// A letter to somebody who decides or looks after a placement.
pub(super) fn letter(news: &News, context: &Context<'_>) -> Result<Letter, ComposeError> {
    let (content, programme) = (context.content, context.programme());
    let texts = context.texts();
    let words = words(news, content);
    let lead = instead(news, content).into_iter().chain(words.lead);
    let submission = news.case.submission();
    let routed: Vec<RoutedSpec> = news.placements.iter().map(routed).collect();
    let routed: Vec<&RoutedSpec> = routed.iter().collect();
    let to = address(&news.to, programme)?;
    let waiting = news
        .placements
        .iter()
        .filter(|p| p.status == Status::Waiting);
    let until = waiting.filter_map(|p| p.until);
    let (reply_to, enclosures) = match words.whole {
        true => (
            reply_to_employer(&submission.contact),
            sheet_files(submission, &routed, context),
        ),
        false => (answer_to(news, content), Vec::new()),
    };
    let title = news.title(&content.texts.placements);
    Ok(Letter {
        subject: texts.director_subject(news.number(), words.subject, title),
        template: "placement/director",
        data: json!({
            "recipient": to.name,
            "lead": lead.collect::<Vec<_>>(),
            "until": until.min().map(japanese),
            "quote": words.quote.map(|(title, text)| json!({
                "title": title,
                "lines": lines(&text),
            })),
            "changes": words.changes.iter().map(|it| change(it, texts)).collect::<Vec<_>>(),
            "past": past(news, content),
            "whole": words.whole,
            "copy": news.to == Actor::Office,
            "reference": submission.reference.as_str(),
            "specs": sheets(&routed, &news.to, news.at, context),
            "employer": employer(&submission.contact),
            "outside": from_elsewhere(submission, content),
            "assisted": submission.assisted.as_ref().map(|it| it.told(&content.texts.assisted)),
            "director_page": typed_address(context.base_url, paths::DIRECTOR),
            "operator": programme.operator,
        }),
        to,
        reply_to,
        enclosures,
        unsubscribe: None,
    })
}

/// Whom an answer to a letter without sheets reaches: the partner who asked, or the employer.
fn answer_to(news: &News, content: &Content) -> Option<Correspondent> {
    let contact = &news.case.submission().contact;
    let partner = news.entries.iter().find(|it| it.by.partner().is_some());
    let partner = partner.filter(|_| news.notice == Notice::PartnerAnswer);
    match partner.and_then(|entry| content.programme.contact_of(&entry.by)) {
        Some((name, mail)) => Some(Correspondent::new(name, mail)),
        None => {
            let mail = contact.mail.as_ref()?;
            Some(Correspondent::new(&contact.person, mail.as_str()))
        }
    }
}

/// The spec in its latest version, as the sheets are printed.
fn routed(placement: &Placement) -> RoutedSpec {
    RoutedSpec {
        spec: placement.spec.clone(),
        holder: placement.holder.clone(),
        why: placement.choice.clone(),
    }
}

fn words<'c>(news: &News, content: &'c Content) -> Words<'c> {
    let texts = &content.texts.letters;
    let (subject, lead) = match news.notice {
        Notice::Answer => return answer(news, content),
        Notice::ConsentAnswer => return consent(news, content),
        Notice::PartnerAnswer => return partner_answer(news, content),
        Notice::Reminder => {
            return Words {
                subject: texts.reminder(),
                lead: sentences(texts.reminder_lead()),
                ..Words::default()
            };
        }
        Notice::Withdrawn => {
            return Words {
                subject: texts.withdrawn(),
                lead: sentences(texts.withdrawn_lead()),
                ..Words::default()
            };
        }
        Notice::Agreement => return changed_mind(news, content),
        Notice::Escalation => (texts.escalation(), escalation(news, content)),
        _ if news.entries.is_empty() => (texts.first(), first(news, texts)),
        _ => (texts.offer(), offer(news, texts)),
    };
    Words {
        subject,
        lead,
        whole: true,
        ..Words::default()
    }
}

fn sentences(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// Why it comes to somebody else than it was meant for.
fn instead(news: &News, content: &Content) -> Option<String> {
    let meant_for = news.to.stand_in().filter(|_| news.instead)?;
    Some(content.texts.letters.instead(named(&meant_for, content)))
}

/// What has just been sent, to whose turn it is first, and as a copy to the office.
fn first(news: &News, texts: &LetterTexts) -> Vec<String> {
    let industry = &news.only().spec.industry_label;
    let then = match news.notice {
        Notice::Copy => copy(&news.placements, texts),
        _ => texts.first_promised(),
    };
    let sent = texts.first_lead(industry, news.placements.len());
    vec![sent, then.to_owned()]
}

/// Who else got what the office gets as a copy.
fn copy<'t>(placements: &[Placement], texts: &'t LetterTexts) -> &'t str {
    let has_director = |it: &&Placement| it.holder != Holder::Office;
    match placements.iter().filter(has_director).count() {
        0 => texts.first_copy_nobody(),
        some if some < placements.len() => texts.first_copy_some(),
        _ => texts.first_copy(),
    }
}

fn offer(news: &News, texts: &LetterTexts) -> Vec<String> {
    let placement = news.only();
    let reassigned = news
        .of(placement)
        .any(|entry| matches!(entry.event, Event::Reassigned { .. }));
    let first = match &placement.holder {
        Holder::AllDirectors => texts.offer_all(),
        Holder::Office => texts.offer_office(),
        _ if reassigned => texts.offer_reassigned(),
        _ => texts.offer_declined(),
    };
    vec![first.to_owned()]
}

fn escalation(news: &News, content: &Content) -> Vec<String> {
    let (placement, texts) = (news.only(), &content.texts.letters);
    let first = match (placement.status, &placement.holder) {
        (Status::Questioned | Status::AwaitingConsent, _) => texts.escalation_employer().to_owned(),
        (Status::WithPartner, _) => {
            texts.escalation_partner(partner(placement.partner.as_deref(), content))
        }
        (_, Holder::Deputy { group }) => {
            let group = group.clone();
            texts.escalation_deputy(called(&Holder::Group { group }, content))
        }
        _ => texts.escalation_office().to_owned(),
    };
    vec![first, texts.escalation_first_wins().to_owned()]
}

fn answer<'c>(news: &News, content: &'c Content) -> Words<'c> {
    let (placement, texts) = (news.only(), &content.texts.letters);
    let replaced = news.of(placement).find_map(|entry| match &entry.event {
        Event::Replaced { changes, .. } => Some(changes.clone()),
        _ => None,
    });
    if let Some(changes) = replaced {
        let giver = partner(placement.from_partner.as_deref(), content);
        return Words {
            subject: texts.replaced(),
            lead: vec![
                texts.replaced_lead(giver),
                texts.answer_version(placement.spec.version),
            ],
            whole: true,
            changes,
            ..Words::default()
        };
    }
    let answered = news.of(placement).find_map(|entry| match &entry.event {
        Event::Answered { changes, note, .. } => Some((changes.clone(), note.clone())),
        _ => None,
    });
    let (changes, note) = answered.unwrap_or_default();
    let mut lead = vec![texts.answer_lead().to_owned()];
    if !changes.is_empty() {
        lead.push(texts.answer_version(placement.spec.version));
    }
    Words {
        subject: texts.answer(),
        lead,
        quote: (!note.is_empty()).then_some((texts.answer_quote(), note)),
        whole: !changes.is_empty(),
        changes,
    }
}

fn consent<'c>(news: &News, content: &'c Content) -> Words<'c> {
    let (placement, texts) = (news.only(), &content.texts.letters);
    let partner = partner(placement.partner.as_deref(), content);
    let lead = match placement.last_consent() {
        Some(true) => texts.consent_given(partner),
        _ => texts.consent_refused(partner),
    };
    Words {
        subject: texts.consent_answer(),
        lead: sentences(&lead),
        ..Words::default()
    }
}

fn partner_answer<'c>(news: &News, content: &'c Content) -> Words<'c> {
    let (placement, texts) = (news.only(), &content.texts.letters);
    let partner = partner(placement.partner.as_deref(), content);
    let said = news.of(placement).last().map(|entry| &entry.event);
    let (lead, quote) = match said {
        Some(Event::PartnerDeclined { reason }) => (
            texts.partner_declined(partner),
            Some((texts.partner_declined_quote(), reason.clone())),
        ),
        Some(Event::PartnerAsked { question }) => (
            texts.partner_asked(partner),
            Some((texts.partner_asked_quote(), question.clone())),
        ),
        _ => (texts.partner_took(partner), None),
    };
    Words {
        subject: texts.partner_answer(),
        lead: sentences(&lead),
        quote,
        ..Words::default()
    }
}

fn changed_mind<'c>(news: &News, content: &'c Content) -> Words<'c> {
    let (subject, lead) = agreement::lead(news, content);
    Words {
        subject,
        lead,
        ..Words::default()
    }
}

fn change(change: &Change, texts: &LetterTexts) -> Value {
    let lines = |text: &str| match text.is_empty() {
        true => vec![texts.change_empty().to_owned()],
        false => text.lines().map(str::to_owned).collect(),
    };
    json!({
        "label": change.label,
        "before": lines(&change.before),
        "after": lines(&change.after),
    })
}
