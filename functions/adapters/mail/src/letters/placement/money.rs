//! Letters about money: the invoice and its reminders to the employer, the notice of a payment to a worker, and what of
//! both is to be printed or was answered to whoever looks after the placement.

mod told;

use accounts::{AccountEvent, NoticeAnswer};
use base::month::Month;
use base::people::{Actor, Notice};
use base::text::yen;
use base::time::{japan_date, japanese};
use jiff::civil::Date;
use orders::Paper;
use placements::{Link, News, Placement};
use serde_json::{Value, json};
use town::texts::MoneyTexts;

use told::{answer, events, last_paper, late, sent};

use crate::context::Context;
use crate::error::ComposeError;
use crate::letter::{Correspondent, Enclosure, Letter};
use crate::parts::{address, lines, operator, reply_to_employer, url};

/// The invoice, or that its day is over.
pub(super) fn to_employer(news: &News, context: &Context<'_>) -> Result<Letter, ComposeError> {
    let contact = &news.case.submission().contact;
    let mail = contact.mail.as_ref().ok_or(ComposeError::NoAddress)?;
    let content = context.content;
    let texts = &content.texts.money;
    let placement = news.only();
    let papers: Vec<Paper> = match news.notice {
        Notice::Invoice => sent(news, &Actor::Employer),
        _ => late(news)
            .filter_map(|(month, _)| last_paper(placement, month))
            .collect(),
    };
    let papers: Vec<Paper> = papers
        .iter()
        .map(|paper| paper.of_employer(contact, &content.texts.quotes))
        .collect();
    let (what, lead) = match (news.notice, late(news).last()) {
        (Notice::InvoiceLate, Some((month, on))) => {
            let due = placement.accounts.billed.get(&month);
            let due = due.ok_or(ComposeError::Mismatch)?.due;
            let lead = late_lead(placement, month, (due, on), texts);
            (texts.letter_late(japanese(due)), lead)
        }
        _ => (
            texts.letter_invoice().to_owned(),
            texts.letter_invoice_lead().to_owned(),
        ),
    };
    let number = papers.last().map(|paper| paper.number.clone());
    let number = number.unwrap_or_else(|| placement.id.to_string());
    let person = content.texts.orders.letter_person(&contact.person);
    Ok(Letter {
        to: Correspondent::new(&contact.person, mail.as_str()),
        reply_to: Some(answers_to(placement, context)),
        subject: content.texts.orders.subject(
            &number,
            &what,
            titles(&placement.spec.title, news, &papers, context),
        ),
        template: "placement/money",
        data: data(&person, (&what, &lead), &number, &papers, news, context),
        enclosures: enclosed(&papers, news),
        unsubscribe: None,
    })
}

/// By how many days the payment is late on that day, and what of it has come.
fn late_lead(
    placement: &Placement,
    month: Month,
    (due, on): (Date, Date),
    texts: &MoneyTexts,
) -> String {
    let days = due.until(on).map_or(0, |span| span.get_days());
    let book = &placement.accounts;
    let received = book.received(month).iter();
    let received: u64 = received.map(|it| it.what.whole()).sum();
    let alone = book.billed.get(&month).map(|it| it.amount().gross());
    let gross = book.joint_invoice(month).map(|joint| joint.whole).or(alone);
    let rest = gross.unwrap_or_default().saturating_sub(received);
    match received {
        0 => texts.letter_late_lead(days),
        received => texts.letter_late_part_lead(days, yen(received), yen(rest)),
    }
}

/// The notice of what a worker is paid, and the way to confirm it or to object.
pub(super) fn to_worker(
    worker: u32,
    news: &News,
    context: &Context<'_>,
) -> Result<Letter, ComposeError> {
    let texts = &context.content.texts.money;
    let papers = sent(news, &Actor::Worker { number: worker });
    let number = papers.last().ok_or(ComposeError::Mismatch)?.number.clone();
    let told = (texts.letter_notice(), texts.letter_notice_lead());
    of_notice(worker, (told, &number, &papers), news, context)
}

/// What was entered in a worker's name, for the worker.
pub(super) fn heard(
    worker: u32,
    news: &News,
    context: &Context<'_>,
) -> Result<Letter, ComposeError> {
    let texts = &context.content.texts.money;
    let heard = events(news).find_map(|event| match event {
        AccountEvent::NoticeAnswered {
            number,
            answer,
            heard: Some(heard),
            ..
        } => Some((number, answer, heard)),
        _ => None,
    });
    let (number, answer, heard) = heard.ok_or(ComposeError::Mismatch)?;
    let said = match answer {
        NoticeAnswer::Agreed => texts.said_agreed().to_owned(),
        NoticeAnswer::Objected { text } => texts.said_objected(text),
    };
    let lead = texts.letter_heard_lead(japanese(heard.on), &heard.how, said);
    of_notice(
        worker,
        ((texts.letter_heard(), &lead), number, &[]),
        news,
        context,
    )
}

/// A letter to a worker about a notice, with the way to their page.
fn of_notice(
    worker: u32,
    ((what, lead), number, papers): ((&str, &str), &str, &[Paper]),
    news: &News,
    context: &Context<'_>,
) -> Result<Letter, ComposeError> {
    let content = context.content;
    let placement = news.only();
    let order = placement
        .orders
        .order(worker)
        .ok_or(ComposeError::Mismatch)?;
    let terms = &order.latest().terms;
    let mail = terms.mail.as_ref().ok_or(ComposeError::NoAddress)?;
    let person = content.texts.orders.letter_person(&terms.worker);
    let mut data = data(&person, (what, lead), number, papers, news, context);
    let link = Link::Work {
        id: placement.id.clone(),
        worker,
        person: order.person(),
    };
    data["url"] = url(&link, news.at, context).into();
    data["button"] = content.texts.money.letter_notice_button().into();
    data["until"] = japanese(japan_date(link.expires(news.at))).into();
    let title = titles(&terms.title, news, papers, context);
    Ok(Letter {
        to: Correspondent::new(&terms.worker, mail.as_str()),
        reply_to: Some(answers_to(placement, context)),
        subject: content.texts.orders.subject(number, what, title),
        template: "placement/money",
        data,
        enclosures: enclosed(papers, news),
        unsubscribe: None,
    })
}

/// What is to be printed, and what a worker answered.
pub(super) fn to_keeper(news: &News, context: &Context<'_>) -> Result<Letter, ComposeError> {
    let content = context.content;
    let texts = &content.texts.money;
    let placement = news.only();
    let contact = &news.case.submission().contact;
    let mut said: Vec<&str> = Vec::new();
    let (subject, lead) = match news.notice {
        Notice::InvoicePaper => (texts.news_invoice_print(), texts.news_invoice_print_lead()),
        Notice::PayPaper => (texts.news_notice_print(), texts.news_notice_print_lead()),
        _ => match answer(news) {
            Some(NoticeAnswer::Objected { text }) => {
                said = text.lines().collect();
                (texts.news_objected(), texts.news_objected_lead())
            }
            _ => (texts.news_agreed(), texts.news_agreed_lead()),
        },
    };
    let papers = sent(news, &news.to).into_iter();
    let papers: Vec<Paper> = papers
        .map(|paper| paper.of_employer(contact, &content.texts.quotes))
        .collect();
    let to = address(&news.to, context.programme())?;
    let link = Link::Decide {
        id: placement.id.clone(),
        by: news.to.clone(),
    };
    let title = &placement.spec.title;
    let instead = news.to.stand_in().filter(|_| news.instead);
    let instead = instead.map(|of| {
        content
            .texts
            .letters
            .instead(placements::named(&of, content))
    });
    let lead = instead.into_iter().chain(lead.lines().map(str::to_owned));
    Ok(Letter {
        reply_to: match news.notice {
            Notice::InvoicePaper => reply_to_employer(contact),
            _ => None,
        },
        subject: content.texts.orders.subject(&placement.id, subject, title),
        template: "placement/order_news",
        data: json!({
            "recipient": to.name,
            "subject": subject,
            "lead": lead.collect::<Vec<_>>(),
            "quote": said,
            "number": placement.id.to_string(),
            "title": title,
            "orders": [],
            "decide_url": url(&link, news.at, context),
            "decide_until": japanese(japan_date(link.expires(news.at))),
            "operator": context.programme().operator,
        }),
        enclosures: enclosed(&papers, news),
        to,
        unsubscribe: None,
    })
}

/// An answer reaches whoever looks after it.
pub(super) fn answers_to(placement: &Placement, context: &Context<'_>) -> Correspondent {
    let keeper = placement.keeper.as_ref();
    let keeper = keeper.and_then(|keeper| address(keeper, context.programme()).ok());
    keeper.unwrap_or_else(|| operator(context))
}

/// The job's name, and how many others are on its paper.
fn titles(title: &str, news: &News, papers: &[Paper], context: &Context<'_>) -> String {
    let placement = news.only();
    let sent = papers
        .last()
        .and_then(|paper| placement.accounts.paper(&paper.number));
    let joint = sent.and_then(|sent| sent.joint.as_ref());
    match joint.map_or(1, |joint| joint.jobs.len()) {
        1 => title.to_owned(),
        jobs => context.content.texts.placements.several(title, jobs - 1),
    }
}

fn data(
    person: &str,
    (what, lead): (&str, &str),
    number: &str,
    papers: &[Paper],
    news: &News,
    context: &Context<'_>,
) -> Value {
    let replaces = papers.iter().flat_map(|paper| paper.lead.iter().skip(1));
    json!({
        "person": person,
        "lead": lines(lead),
        "what": what,
        "title": titles(&news.only().spec.title, news, papers, context),
        "number": number,
        "replaces": replaces.collect::<Vec<_>>(),
        "groups": papers.iter().flat_map(|paper| &paper.groups).collect::<Vec<_>>(),
        "notes": papers.iter().flat_map(|paper| &paper.notes).collect::<Vec<_>>(),
        "operator": context.programme().operator,
    })
}

fn enclosed(papers: &[Paper], news: &News) -> Vec<Enclosure> {
    let papers = papers.iter().map(|paper| Enclosure::Paper {
        dated: paper.issued.unwrap_or_else(|| japan_date(news.at)),
        paper: Box::new(paper.clone()),
    });
    papers.collect()
}
