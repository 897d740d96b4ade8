//! Letters to the employer, and to the office that tells her by phone where she gave no mail address.

use domain::placement::{Actor, Ending, Link, Notice, Placement, Status, What, named, partner};
use domain::time::japanese;
use serde_json::{Value, json};

use super::{News, address};
use crate::compose::{ComposeError, Context, answerable, finish};
use crate::letter::{self, Letter, lines};
use crate::mail::{Mail, mailbox};

/// What she is asked to do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ask {
    Question,
    Consent,
    Nothing,
}

/// A mail to the employer.
pub(super) fn mail(news: &News<'_>, context: &Context<'_>) -> Result<Mail, ComposeError> {
    let contact = &news.case.submission.contact;
    let mail = contact.mail.as_ref().ok_or(ComposeError::NoAddress)?;
    let letter = Letter {
        template: "placement/employer",
        subject: format!(
            "{}：{}（受付番号 {}）",
            subject(news),
            news.title(),
            news.number()
        ),
        context: facts(news, context),
    };
    let to = (contact.person.as_str(), mail.as_str());
    let mail = answerable(finish(news.message, &letter, to, context)?, context)?;
    to_asker(mail, news, context)
}

/// The same to the office, to be told by phone.
pub(super) fn by_phone(news: &News<'_>, context: &Context<'_>) -> Result<Mail, ComposeError> {
    let (name, to) = address(&Actor::Office, context.programme)?;
    let mut facts = facts(news, context);
    let link = Link::Decide {
        id: news.only().id.clone(),
        by: Actor::Office,
    };
    facts["recipient"] = json!(name);
    facts["employer"] = letter::employer(&news.case.submission.contact);
    facts["decide_url"] = json!(letter::url(&link, news.message.created_at, context));
    let letter = Letter {
        template: "placement/phone",
        subject: format!(
            "【{}】電話で伝えてください：{}",
            news.number(),
            news.title()
        ),
        context: facts,
    };
    finish(news.message, &letter, (name, to), context)
}

/// An answer to a question reaches whoever asked, without the office in between.
fn to_asker(mut mail: Mail, news: &News<'_>, context: &Context<'_>) -> Result<Mail, ComposeError> {
    let asked = match ask(news) {
        Ask::Question => news.only().question.as_ref().map(|question| &question.by),
        Ask::Consent => news.only().keeper.as_ref(),
        Ask::Nothing => None,
    };
    if let Some(by) = asked {
        let (name, address) = address(by, context.programme)?;
        mail.reply_to = Some(mailbox(name, address)?);
    }
    Ok(mail)
}

fn ask(news: &News<'_>) -> Ask {
    let placement = news.only();
    match (news.notice, placement.status) {
        (Notice::Told, _) => Ask::Nothing,
        _ if placement.question.is_some() => Ask::Question,
        (_, Status::AwaitingConsent) => Ask::Consent,
        _ => Ask::Nothing,
    }
}

fn subject(news: &News<'_>) -> &'static str {
    let last = news.of(news.only()).last().map(|entry| &entry.what);
    match (ask(news), last) {
        (Ask::Question, _) => "質問に答えてください",
        (Ask::Consent, _) => "ほかの町の相手に渡してもよいですか",
        (_, Some(What::Accepted | What::PartnerTook)) => "引き受ける人が決まりました",
        (_, Some(What::Ended { .. })) => "終わりのお知らせ",
        (_, Some(What::Reminded | What::Escalated { .. })) => "返事がおくれています",
        (_, Some(What::HandedOver)) => "連携先に渡しました",
        _ => "担当がかわりました",
    }
}

fn facts(news: &News<'_>, context: &Context<'_>) -> Value {
    let submission = &news.case.submission;
    let (status_url, status_until) = letter::status(submission, context);
    let ask = ask(news);
    let items = news
        .placements
        .iter()
        .map(|placement| item(news, placement, ask == Ask::Nothing, context));
    json!({
        "person": submission.contact.person,
        "reference": submission.reference.as_str(),
        "again": news.notice == Notice::Reminder,
        "items": items.collect::<Vec<_>>(),
        "question": (ask == Ask::Question).then(|| question(news, context)),
        "consent": (ask == Ask::Consent).then(|| consent(news, context)),
        "status_url": status_url,
        "status_until": status_until,
        "operator": context.programme.operator,
    })
}

/// One placement: what happened, and what comes next; her own part is told apart.
fn item(news: &News<'_>, placement: &Placement, told: bool, context: &Context<'_>) -> Value {
    let programme = context.programme;
    let happened = news
        .of(placement)
        .filter_map(|e| e.told(placement, programme));
    let standing = placement.standing(programme);
    json!({
        "title": placement.spec.title,
        "reference": placement.id.to_string(),
        "happened": happened.collect::<Vec<_>>(),
        "next": match placement.status {
            _ if !told => Vec::new(),
            Status::Accepted { .. } => vec![
                "働く人をさがします。足りないところは、担当者があなたと決めます。",
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

fn question(news: &News<'_>, context: &Context<'_>) -> Value {
    let placement = news.only();
    let at = news.message.created_at;
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
        "by": question.map(|question| named(&question.by, context.programme)),
        "lines": question.map(|question| lines(&question.text)),
        "fields": fields.collect::<Vec<_>>(),
        "url": letter::url(&link, at, context),
        "until": until(placement, context),
    })
}

fn consent(news: &News<'_>, context: &Context<'_>) -> Value {
    let placement = news.only();
    let link = Link::Consent {
        id: placement.id.clone(),
    };
    let by = placement.keeper.clone().unwrap_or(Actor::Office);
    json!({
        "by": named(&by, context.programme),
        "partner": partner(context.programme),
        "url": letter::url(&link, news.message.created_at, context),
        "until": until(placement, context),
    })
}

/// By when she is asked to answer; none for a question about work that goes on.
fn until(placement: &Placement, context: &Context<'_>) -> Option<String> {
    placement.until(context.programme).map(japanese)
}
