//! Letters about quotes: to the employer, with the paper and the way to answer; to whoever looks after the placement.

use base::people::Notice;
use base::time::{japan_date, japanese};
use orders::{Paper, Quote, QuoteAnswer};
use placements::{Link, News};
use serde_json::{Value, json};

use crate::context::Context;
use crate::error::ComposeError;
use crate::letter::{Correspondent, Enclosure, Letter};
use crate::parts::{address, lines, operator, reply_to_employer, url};

/// A quote, or the papers of the contract.
pub(super) fn to_employer(news: &News, context: &Context<'_>) -> Result<Letter, ComposeError> {
    let contact = &news.case.submission().contact;
    let mail = contact.mail.as_ref().ok_or(ComposeError::NoAddress)?;
    let (texts, orders) = (&context.content.texts.quotes, &context.content.texts.orders);
    let placement = news.only();
    let quote = placement.orders.quote().ok_or(ComposeError::Mismatch)?;
    let offers = news.notice == Notice::Quote;
    let (what, lead, papers) = match offers {
        true => (
            texts.subject_quote(quote.version),
            texts.lead_quote(),
            std::slice::from_ref(&quote.paper),
        ),
        false => (
            texts.subject_contract().to_owned(),
            texts.lead_contract(),
            &quote.contract[..],
        ),
    };
    let keeper = placement.keeper.as_ref();
    let keeper = keeper.and_then(|keeper| address(keeper, context.programme()).ok());
    let link = Link::Quote {
        id: placement.id.clone(),
    };
    let title = &placement.spec.title;
    Ok(Letter {
        to: Correspondent::new(&contact.person, mail.as_str()),
        reply_to: Some(keeper.unwrap_or_else(|| operator(context))),
        subject: orders.subject(&quote.paper.number, &what, title),
        template: "placement/quote",
        data: json!({
            "person": orders.letter_person(&contact.person),
            "lead": lines(lead),
            "what": what,
            "title": title,
            "number": quote.paper.number,
            "groups": match offers { true => json!(quote.paper.groups), false => json!([]) },
            "changes": match offers { true => changes(&quote.paper), false => json!([]) },
            "offers": offers,
            "url": url(&link, news.at, context),
            "until": japanese(japan_date(link.expires(news.at))),
            "operator": context.programme().operator,
        }),
        enclosures: enclosed(papers, news, context),
        unsubscribe: None,
    })
}

fn changes(paper: &Paper) -> Value {
    let rows = paper.changes.iter().map(|row| {
        json!({
            "label": row.label,
            "before": lines(&row.before),
            "after": lines(&row.after),
        })
    });
    json!(rows.collect::<Vec<_>>())
}

/// What the employer answered, with the papers of the contract; or the quote to print.
pub(super) fn to_keeper(news: &News, context: &Context<'_>) -> Result<Letter, ComposeError> {
    let content = context.content;
    let placement = news.only();
    let quote = placement.orders.quote().ok_or(ComposeError::Mismatch)?;
    let (subject, lead, said, papers) = words(news, quote, context);
    let instead = news.to.stand_in().filter(|_| news.instead);
    let instead = instead.map(|of| {
        content
            .texts
            .letters
            .instead(placements::named(&of, content))
    });
    let lead: Vec<String> = instead.into_iter().chain(sentences(lead)).collect();
    let to = address(&news.to, context.programme())?;
    let link = Link::Decide {
        id: placement.id.clone(),
        by: news.to.clone(),
    };
    let title = &placement.spec.title;
    Ok(Letter {
        reply_to: reply_to_employer(&news.case.submission().contact),
        subject: content.texts.orders.subject(&placement.id, subject, title),
        template: "placement/order_news",
        data: json!({
            "recipient": to.name,
            "subject": subject,
            "lead": lead,
            "quote": lines(said),
            "number": quote.paper.number,
            "title": title,
            "orders": [],
            "decide_url": url(&link, news.at, context),
            "decide_until": japanese(japan_date(link.expires(news.at))),
            "operator": context.programme().operator,
        }),
        enclosures: enclosed(papers, news, context),
        to,
        unsubscribe: None,
    })
}

/// Subject, lead, what was said, papers.
fn words<'a>(
    news: &News,
    quote: &'a Quote,
    context: &Context<'a>,
) -> (&'a str, &'a str, &'a str, &'a [Paper]) {
    let texts = &context.content.texts.quotes;
    let answer = quote.answers.last().map(|answer| &answer.what);
    match (news.notice, answer) {
        (Notice::QuoteAnswer, Some(QuoteAnswer::Agreed { how, .. })) => (
            texts.news_agreed(),
            texts.news_agreed_lead(),
            how,
            &quote.contract,
        ),
        (Notice::QuoteAnswer, Some(QuoteAnswer::Refused { reason })) => {
            (texts.news_refused(), texts.news_refused_lead(), reason, &[])
        }
        (Notice::QuoteAnswer, Some(QuoteAnswer::Asked { question })) => {
            (texts.news_asked(), texts.news_asked_lead(), question, &[])
        }
        _ => (
            texts.news_print(),
            texts.news_print_lead(),
            "",
            std::slice::from_ref(&quote.paper),
        ),
    }
}

fn sentences(text: &str) -> impl Iterator<Item = String> {
    text.lines().map(str::to_owned)
}

fn enclosed(papers: &[Paper], news: &News, context: &Context<'_>) -> Vec<Enclosure> {
    let contact = &news.case.submission().contact;
    let texts = &context.content.texts.quotes;
    let papers = papers.iter().map(|paper| Enclosure::Paper {
        dated: paper.issued.unwrap_or_else(|| japan_date(news.at)),
        paper: Box::new(paper.of_employer(contact, texts)),
    });
    papers.collect()
}
