//! Letters to the employer, and to the office that phones an employer without a mail address.

use base::people::{Actor, Notice};
use base::time::japanese;
use figures::ending::Ending;
use placements::{Event, Link, News, Placement, Status, named, partner};
use serde_json::{Value, json};

use crate::context::Context;
use crate::error::ComposeError;
use crate::letter::{Address, Letter};
use crate::parts::{address, employer, greeting, is_seen, lines, operator, status, url};

/// What the employer is asked to do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ask {
    Question,
    Consent,
    Nothing,
}

/// A letter to the employer.
pub(super) fn letter(news: &News, context: &Context<'_>) -> Result<Letter, ComposeError> {
    let contact = &news.case.submission.contact;
    let mail = contact.mail.as_ref().ok_or(ComposeError::NoAddress)?;
    Ok(Letter {
        to: match is_seen(&news.case) {
            true => Address::new(&contact.person, mail.as_str()),
            false => Address::new("", mail.as_str()),
        },
        reply_to: Some(answer_to(news, context)?),
        subject: match is_seen(&news.case) {
            true => format!(
                "{}：{}（受付番号 {}）",
                subject(news, context),
                news.title(&context.content.texts.placements),
                news.number()
            ),
            false => format!("{}（受付番号 {}）", subject(news, context), news.number()),
        },
        template: "placement/employer",
        data: data(news, context),
        enclosures: Vec::new(),
        unsubscribe: None,
    })
}

/// The same to the office, to be told by phone.
pub(super) fn by_phone(news: &News, context: &Context<'_>) -> Result<Letter, ComposeError> {
    let to = address(&Actor::Office, context.programme())?;
    let mut data = data(news, context);
    let link = Link::Decide {
        id: news.only().id.clone(),
        by: Actor::Office,
    };
    data["recipient"] = json!(to.name);
    data["employer"] = employer(&news.case.submission.contact);
    data["decide_url"] = json!(url(&link, news.at, context));
    Ok(Letter {
        to,
        reply_to: None,
        subject: format!(
            "【{}】電話で伝えてください：{}",
            news.number(),
            news.title(&context.content.texts.placements)
        ),
        template: "placement/phone",
        data,
        enclosures: Vec::new(),
        unsubscribe: None,
    })
}

/// An answer to a question reaches whoever asked, without the office in between; any other, the office's
/// people.
fn answer_to(news: &News, context: &Context<'_>) -> Result<Address, ComposeError> {
    let asked = match ask(news) {
        Ask::Question => news.only().question.as_ref().map(|question| &question.by),
        Ask::Consent => news.only().keeper.as_ref(),
        Ask::Nothing => None,
    };
    match asked {
        Some(by) => address(by, context.programme()),
        None => Ok(operator(context)),
    }
}

fn ask(news: &News) -> Ask {
    let placement = news.only();
    match (news.notice, placement.status) {
        (Notice::Told, _) => Ask::Nothing,
        _ if placement.question.is_some() => Ask::Question,
        (_, Status::AwaitingConsent) => Ask::Consent,
        _ => Ask::Nothing,
    }
}

fn subject(news: &News, context: &Context<'_>) -> &'static str {
    let last = news.of(news.only()).last();
    let is_late = last.is_some_and(|entry| entry.is_late(news.only(), context.programme()));
    match (ask(news), last.map(|entry| &entry.event)) {
        (Ask::Question, _) => "質問に答えてください",
        (Ask::Consent, _) => "ほかの町の相手に渡してもよいですか",
        (_, Some(Event::Accepted | Event::PartnerTook)) => "引き受ける人が決まりました",
        (_, Some(Event::Ended { .. })) => "終わりのお知らせ",
        (_, Some(Event::Reminded | Event::Escalated { .. })) if is_late => "返事がおくれています",
        (_, Some(Event::Reminded | Event::Escalated { .. })) => "担当者に、もう一度知らせました",
        (_, Some(Event::HandedOver)) => "連携先に渡しました",
        _ => "担当が変わりました",
    }
}

fn data(news: &News, context: &Context<'_>) -> Value {
    let submission = &news.case.submission;
    let (status_url, status_until) = status(submission, context);
    let ask = ask(news);
    let items = news
        .placements
        .iter()
        .map(|placement| item(news, placement, ask == Ask::Nothing, context));
    json!({
        "person": greeting(&news.case),
        "reference": submission.reference.as_str(),
        "again": news.notice == Notice::Reminder,
        "items": items.collect::<Vec<_>>(),
        "question": (ask == Ask::Question).then(|| question(news, context)),
        "consent": (ask == Ask::Consent).then(|| consent(news, context)),
        "status_url": status_url,
        "status_until": status_until,
        "operator": context.programme().operator,
    })
}

/// One placement: what happened, and what comes next, unless something is asked below.
fn item(news: &News, placement: &Placement, told: bool, context: &Context<'_>) -> Value {
    let happened = news
        .of(placement)
        .filter_map(|e| e.narrate(placement, context.content));
    let standing = placement.standing(context.content);
    json!({
        "title": match is_seen(&news.case) {
            true => &placement.spec.title,
            false => "送っていただいた仕事",
        },
        "reference": placement.id.to_string(),
        "happened": happened.collect::<Vec<_>>(),
        "next": match placement.status {
            _ if !told => Vec::new(),
            Status::Accepted { .. } => vec![
                "働く人を探します。足りないところは、担当者があなたと決めます。",
                "正式にたのむまで、お金はかかりません。",
            ],
            Status::Ended { reason: Ending::Withdrawn } => vec![
                "また仕事をたのみたくなったら、いつでも知らせてください。",
            ],
            Status::Ended { .. } => vec![
                "わけをくわしく知りたいときや、たのみ方を変えてもう一度出したいときは、下の電話かメールで知らせてください。",
            ],
            _ => vec![standing.line.as_str()],
        },
    })
}

fn question(news: &News, context: &Context<'_>) -> Value {
    let placement = news.only();
    let question = placement.question.as_ref();
    let ids = question.map(|question| question.fields.clone());
    let ids = ids.unwrap_or_default();
    let link = Link::Answer {
        id: placement.id.clone(),
    };
    let fields = placement.spec.fields.iter();
    let fields = fields.filter(|field| ids.contains(&field.id));
    let fields = fields.map(|field| json!({ "label": field.label, "lines": lines(&field.value) }));
    json!({
        "by": question.map(|question| named(&question.by, context.content)),
        "lines": question.map(|question| lines(&question.text)),
        "fields": fields.collect::<Vec<_>>(),
        "url": url(&link, news.at, context),
        "until": until(placement, context),
    })
}

fn consent(news: &News, context: &Context<'_>) -> Value {
    let placement = news.only();
    let link = Link::Consent {
        id: placement.id.clone(),
    };
    let by = placement.keeper.clone().unwrap_or(Actor::Office);
    json!({
        "by": named(&by, context.content),
        "partner": partner(context.content),
        "url": url(&link, news.at, context),
        "until": until(placement, context),
    })
}

/// By when the employer is asked to answer; none for a question about work that goes on.
fn until(placement: &Placement, context: &Context<'_>) -> Option<String> {
    placement.until(context.programme()).map(japanese)
}
