//! Letters about orders to whoever looks after them, their deputies and the office.

use base::people::{Actor, Notice};
use base::text::yen;
use base::time::{japan_date, japanese};
use orders::{Order, OrderEvent};
use placements::{Entry, Event, Link, News, named};
use serde_json::{Value, json};

use crate::context::Context;
use crate::error::ComposeError;
use crate::letter::{Correspondent, Enclosure, Letter};
use crate::parts::{address, lines, moment, url};

/// What a letter says.
#[derive(Default)]
struct NewsWords {
    subject: String,
    lead: Vec<String>,
    /// What somebody wrote.
    quote: Vec<String>,
    /// Whose orders it is about; empty: all.
    workers: Vec<u32>,
    /// Which of their papers go along.
    papers: OrderPapers,
}

/// Papers that go along.
#[derive(Clone, Copy, Default)]
enum OrderPapers {
    #[default]
    None,
    /// What holds now.
    Terms,
    /// The notice of the end.
    Ending,
}

impl OrderPapers {
    fn of(self, order: &Order) -> Option<Enclosure> {
        let (at, paper) = match self {
            OrderPapers::None => return None,
            OrderPapers::Terms => (order.latest().issued_at, &order.latest().paper),
            OrderPapers::Ending => {
                let paper = order.ending.as_ref()?.paper();
                (paper.at, &paper.what)
            }
        };
        Some(Enclosure::Paper {
            dated: japan_date(at),
            paper: Box::new(paper.clone()),
        })
    }
}

/// A letter to a director, a deputy or the office.
pub(super) fn letter(news: &News, context: &Context<'_>) -> Result<Letter, ComposeError> {
    let content = context.content;
    let placement = news.only();
    let words = words(news, context);
    let instead = news.to.stand_in().filter(|_| news.instead);
    let instead = instead.map(|of| content.texts.letters.instead(named(&of, content)));
    let lead: Vec<String> = instead.into_iter().chain(words.lead).collect();
    let orders: Vec<&Order> = placement
        .orders
        .orders
        .iter()
        .filter(|order| words.workers.is_empty() || words.workers.contains(&order.worker))
        .collect();
    let papers = orders.iter().filter_map(|order| words.papers.of(order));
    let to = address(&news.to, context.programme())?;
    let link = Link::Decide {
        id: placement.id.clone(),
        by: news.to.clone(),
    };
    let title = &placement.spec.title;
    Ok(Letter {
        reply_to: match (&orders[..], news.notice) {
            ([only], Notice::Delivered | Notice::PaperWanted | Notice::Trouble) => answer_to(only),
            _ => None,
        },
        subject: content
            .texts
            .orders
            .subject(&placement.id, &words.subject, title),
        template: "placement/order_news",
        data: json!({
            "recipient": to.name,
            "subject": words.subject,
            "lead": lead,
            "quote": words.quote,
            "number": placement.id.to_string(),
            "title": title,
            "orders": orders.iter().map(|it| row(it, news, context)).collect::<Vec<_>>(),
            "decide_url": url(&link, news.at, context),
            "decide_until": japanese(japan_date(link.expires(news.at))),
            "operator": context.programme().operator,
        }),
        enclosures: papers.collect(),
        to,
        unsubscribe: None,
    })
}

/// An answer reaches the worker.
fn answer_to(order: &Order) -> Option<Correspondent> {
    let terms = &order.latest().terms;
    let mail = terms.mail.as_ref()?;
    Some(Correspondent::new(&terms.worker, mail.as_str()))
}

fn words(news: &News, context: &Context<'_>) -> NewsWords {
    let texts = &context.content.texts.orders;
    let sentences = |text: &str| text.lines().map(str::to_owned).collect();
    let events = || news.of(news.only()).filter_map(event);
    match news.notice {
        Notice::OrderPaper => NewsWords {
            subject: texts.news_print().to_owned(),
            lead: sentences(texts.news_print_lead()),
            workers: events().flat_map(without_mail(news)).collect(),
            papers: OrderPapers::Terms,
            ..NewsWords::default()
        },
        Notice::EndingPaper => NewsWords {
            subject: context.content.texts.endings.news_print().to_owned(),
            lead: sentences(context.content.texts.endings.news_print_lead()),
            workers: events().filter_map(worker).collect(),
            papers: OrderPapers::Ending,
            ..NewsWords::default()
        },
        Notice::PaperWanted => NewsWords {
            subject: texts.news_paper().to_owned(),
            lead: sentences(texts.news_paper_lead()),
            workers: events().filter_map(worker).collect(),
            papers: OrderPapers::Terms,
            ..NewsWords::default()
        },
        Notice::Delivered => NewsWords {
            subject: texts.news_delivered().to_owned(),
            lead: sentences(texts.news_delivered_lead()),
            quote: events().flat_map(delivered).collect(),
            workers: events().filter_map(worker).collect(),
            ..NewsWords::default()
        },
        Notice::Trouble => NewsWords {
            subject: texts.news_trouble().to_owned(),
            lead: sentences(texts.news_trouble_lead()),
            quote: events().flat_map(said).collect(),
            workers: events().filter_map(worker).collect(),
            ..NewsWords::default()
        },
        Notice::Applied => {
            let texts = &context.content.texts.recruit;
            NewsWords {
                subject: texts.news_applied().to_owned(),
                lead: sentences(texts.news_applied_lead()),
                workers: vec![0],
                ..NewsWords::default()
            }
        }
        _ => due(news, context),
    }
}

fn due(news: &News, context: &Context<'_>) -> NewsWords {
    let texts = &context.content.texts.orders;
    let programme = context.programme();
    let keeper = news.only().keeper.clone().unwrap_or(Actor::Office);
    let mut words = NewsWords::default();
    for event in news.of(news.only()).filter_map(event) {
        let OrderEvent::Reminded { due, on, step } = event else {
            continue;
        };
        // One round may remind different people of different days.
        let of_keeper = match programme.contact_of(&keeper) {
            Some(_) => step.reminds(&keeper),
            None => Actor::Office,
        };
        if of_keeper != news.to && news.to.stand_in().as_ref() != Some(&of_keeper) {
            continue;
        }
        let (what, day) = (due.label(texts), japanese(*on));
        if words.subject.is_empty() {
            words.subject = texts.news_due(what, &day);
        }
        words.lead.push(texts.news_due_lead(what, &day));
        if let Some(progress) = news.only().order_progress() {
            let orders = &news.only().orders;
            let theirs = orders.concerned(*due, *on, &progress, programme);
            words.workers.extend(theirs);
        }
        words.lead.push(due.advice(texts).to_owned());
    }
    words
}

fn event(entry: &Entry) -> Option<&OrderEvent> {
    match &entry.event {
        Event::Order { event } => Some(event),
        _ => None,
    }
}

/// The workers of new papers who have no mail address.
fn without_mail(news: &News) -> impl Fn(&OrderEvent) -> Vec<u32> + use<'_> {
    |event| {
        let OrderEvent::Issued(issued) = event else {
            return Vec::new();
        };
        let numbers = issued.to.iter().map(|to| to.worker);
        let unmailed = |number: &u32| {
            let order = news.only().orders.order(*number);
            order.is_some_and(|order| order.latest().terms.mail.is_none())
        };
        numbers.filter(unmailed).collect()
    }
}

fn worker(event: &OrderEvent) -> Option<u32> {
    match event {
        OrderEvent::PaperWanted { worker }
        | OrderEvent::Delivered { worker, .. }
        | OrderEvent::Trouble { worker, .. } => Some(*worker),
        OrderEvent::EndingAnnounced(it) => Some(it.worker),
        _ => None,
    }
}

fn delivered(event: &OrderEvent) -> Vec<String> {
    let OrderEvent::Delivered { delivered, .. } = event else {
        return Vec::new();
    };
    let url = [delivered.url.as_str()].into_iter();
    let written = url.chain(delivered.note.lines());
    written
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

fn said(event: &OrderEvent) -> Vec<String> {
    match event {
        OrderEvent::Trouble { text, .. } => text.lines().map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

/// An order in lines.
fn row(order: &Order, news: &News, context: &Context<'_>) -> Value {
    let texts = &context.content.texts.orders;
    let terms = &order.latest().terms;
    let number = order.number(&news.only().id);
    let amount = terms.net().map(|net| {
        let gross = net.saturating_add(terms.tax(net));
        texts.news_amount(yen(gross), yen(net))
    });
    let deliveries = order.deliveries.iter().map(|delivery| {
        let (at, quantity) = (moment(delivery.at), delivery.what.quantity);
        match delivery.what.mends {
            Some(month) => texts.news_mended(at, month.japanese(), quantity),
            None => texts.news_delivery(at, quantity),
        }
    });
    let programme = &context.content.programme;
    let last = order.months().pop();
    let early = last.and_then(|month| order.paid_before(&month, programme));
    let early = early.map(|set| texts.pay_early(japanese(set)));
    let until = last.map(|month| order.pays_until(&month, programme));
    let until = until.map(|day| texts.news_pay_until(japanese(day)));
    let until = until.into_iter().chain(early);
    let contact = match &terms.mail {
        Some(mail) => texts.news_contact(mail.as_str()),
        None => texts.news_no_contact().to_owned(),
    };
    let head = texts.news_order(number, &terms.worker);
    let rows = [head, contact].into_iter().chain(amount);
    let rows: Vec<String> = rows.chain(deliveries).chain(until).collect();
    json!(lines(&rows.join("\n")))
}
