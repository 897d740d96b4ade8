//! Letters to directors, deputies and the office: what to decide, what was answered, and the way to their pages.

use base::people::{Actor, Holder, Notice};
use base::text::line;
use base::time::{japan_date, japanese};
use placements::{Change, Entry, Event, News, Placement, Status, called, named, partner};
use serde_json::{Value, json};
use submissions::RoutedSpec;
use town::Content;

use crate::context::Context;
use crate::error::ComposeError;
use crate::letter::{Address, Letter};
use crate::parts::{
    address, employer, lines, reply_to_employer, sheet_files, sheets, typed_address,
};

/// What a letter says beside the sheets.
#[derive(Default)]
struct Words {
    subject: &'static str,
    lead: Vec<String>,
    /// Something that somebody wrote, with a heading.
    quote: Option<(&'static str, String)>,
    changes: Vec<Change>,
    /// Whether every field of the sheets goes along, because the reader may see them for the first time.
    whole: bool,
}

/// A letter to somebody who decides or looks after a placement.
pub(super) fn letter(news: &News, context: &Context<'_>) -> Result<Letter, ComposeError> {
    let (content, programme) = (context.content, context.programme());
    let words = words(news, content);
    let lead = instead(news, content).into_iter().chain(words.lead);
    let submission = &news.case.submission;
    let routed: Vec<RoutedSpec> = news.placements.iter().map(routed).collect();
    let routed: Vec<&RoutedSpec> = routed.iter().collect();
    let to = address(&news.to, programme)?;
    let waiting = news
        .placements
        .iter()
        .filter(|p| p.status == Status::Waiting);
    let until = waiting.filter_map(|p| p.until(programme));
    let (reply_to, enclosures) = match words.whole {
        true => (
            reply_to_employer(&submission.contact),
            sheet_files(submission, &routed, context),
        ),
        false => (answer_to(news, content), Vec::new()),
    };
    Ok(Letter {
        subject: format!(
            "【{}】{}：{}",
            news.number(),
            words.subject,
            news.title(&content.texts.placements)
        ),
        template: "placement/director",
        data: json!({
            "recipient": to.name,
            "lead": lead.collect::<Vec<_>>(),
            "until": until.min().map(japanese),
            "quote": words.quote.map(|(title, text)| json!({
                "title": title,
                "lines": lines(&text),
            })),
            "changes": words.changes.iter().map(change).collect::<Vec<_>>(),
            "past": past(news, content),
            "whole": words.whole,
            "copy": news.to == Actor::Office,
            "reference": submission.reference.as_str(),
            "specs": sheets(&routed, &news.to, news.at, context),
            "employer": employer(&submission.contact),
            "director_page": typed_address(context.base_url, "/director/"),
            "operator": programme.operator,
        }),
        to,
        reply_to,
        enclosures,
        unsubscribe: None,
    })
}

/// Whom an answer to a letter without sheets reaches: the partner who asked, or the employer.
fn answer_to(news: &News, content: &Content) -> Option<Address> {
    let contact = &news.case.submission.contact;
    match (&contact.mail, &content.programme.partner) {
        (_, Some(partner)) if news.notice == Notice::PartnerAnswer => {
            Some(Address::new(&partner.name, &partner.mail))
        }
        (Some(employer), _) => Some(Address::new(&contact.person, employer.as_str())),
        _ => None,
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

fn words(news: &News, content: &Content) -> Words {
    match news.notice {
        Notice::Answer => answer(news),
        Notice::ConsentAnswer => consent(news, content),
        Notice::PartnerAnswer => partner_answer(news, content),
        Notice::Reminder => Words {
            subject: "返事をお願いします",
            lead: vec![
                "仕事のたのみ方シートの返事を、まだもらっていません。".to_owned(),
                "断るときも、返事をしてください。すぐに次の担当者にまわります。".to_owned(),
            ],
            ..Words::default()
        },
        Notice::Escalation => Words {
            subject: "返事がまだの仕事です",
            lead: escalation(news, content),
            whole: true,
            ..Words::default()
        },
        _ if news.entries.is_empty() => Words {
            subject: "仕事のたのみ方シートが届きました",
            lead: first(news),
            whole: true,
            ..Words::default()
        },
        _ => Words {
            subject: "仕事のたのみ方シートがまわってきました",
            lead: offer(news),
            whole: true,
            ..Words::default()
        },
    }
}

/// Why it comes to somebody else than it was meant for.
fn instead(news: &News, content: &Content) -> Option<String> {
    let meant_for = news.to.stand_in().filter(|_| news.instead)?;
    Some(format!(
        "{}にメールが届かなかったので、かわりにあなたに送ります。返事も、あなたができます。",
        named(&meant_for, content)
    ))
}

/// What has just been sent, to whose turn it is first, and as a copy to the office.
fn first(news: &News) -> Vec<String> {
    let industry = &news.only().spec.industry_label;
    let count = news.placements.len();
    let sent = format!("{industry}の事業者から、仕事のたのみ方シートが{count}件 届きました。");
    let then = match news.notice {
        Notice::Copy => "これは事務局への控えです。担当者には同じものが届いています。",
        _ => "返事の期限は、事業者に伝えてあります。",
    };
    vec![sent, then.to_owned()]
}

fn offer(news: &News) -> Vec<String> {
    let placement = news.only();
    let reassigned = news
        .of(placement)
        .any(|entry| matches!(entry.event, Event::Reassigned { .. }));
    let first = match &placement.holder {
        Holder::AllDirectors => {
            "担当者の全員にまわしています。はじめに引き受けた人が受け持ちます。"
        }
        Holder::Office => "引き受ける担当者が見つかっていません。次の手を決めてください。",
        _ if reassigned => "事務局が、担当をあなたに変えました。",
        _ => "前の担当者が引き受けられなかったので、あなたにまわってきました。",
    };
    vec![first.to_owned()]
}

fn escalation(news: &News, content: &Content) -> Vec<String> {
    let placement = news.only();
    let first = match (placement.status, &placement.holder) {
        (Status::Questioned | Status::AwaitingConsent, _) => {
            "事業者に聞いたことの返事が、まだありません。電話で聞いてください。".to_owned()
        }
        (Status::WithPartner, _) => format!(
            "{}から、返事がまだありません。たずねるか、とりもどしてください。",
            partner(content)
        ),
        (_, Holder::Deputy { group }) => format!(
            "{}から返事がないので、副担当のあなたにもまわします。",
            called(
                &Holder::Group {
                    group: group.clone()
                },
                content
            )
        ),
        _ => "担当者から返事がないので、事務局にもまわします。".to_owned(),
    };
    vec![
        first,
        "はじめに返事をした人が受け持ちます。ほかの人には、そのことを知らせます。".to_owned(),
    ]
}

fn answer(news: &News) -> Words {
    let placement = news.only();
    let answered = news.of(placement).find_map(|entry| match &entry.event {
        Event::Answered { changes, note } => Some((changes.clone(), note.clone())),
        _ => None,
    });
    let (changes, note) = answered.unwrap_or_default();
    let mut lead = vec!["事業者が、質問に答えました。".to_owned()];
    if !changes.is_empty() {
        lead.push(format!(
            "シートは第{}版になりました。変わったところは、次のとおりです。",
            placement.spec.version
        ));
    }
    Words {
        subject: "質問の答えが届きました",
        lead,
        quote: (!note.is_empty()).then_some(("事業者が書いたこと", note)),
        whole: !changes.is_empty(),
        changes,
    }
}

fn consent(news: &News, content: &Content) -> Words {
    let partner = partner(content);
    let placement = news.only();
    let lead = match placement.consent {
        Some(true) => vec![
            format!("事業者が同意したので、{partner}に渡しました。"),
            "いますることは、ありません。返事がきたら、知らせます。".to_owned(),
        ],
        _ => vec![
            format!("事業者は、{partner}に渡すことに同意しませんでした。"),
            "ほかの返事（引き受ける・断る・質問する）をしてください。".to_owned(),
        ],
    };
    Words {
        subject: "連携先に渡す同意の返事",
        lead,
        ..Words::default()
    }
}

fn partner_answer(news: &News, content: &Content) -> Words {
    let partner = partner(content);
    let placement = news.only();
    let said = news.of(placement).last().map(|entry| &entry.event);
    let (lead, quote) = match said {
        Some(Event::PartnerDeclined { reason }) => (
            vec![
                format!("{partner}では、引き受けられないそうです。"),
                "もう一度、あなたの返事をお願いします。".to_owned(),
            ],
            Some(("連携先が書いた理由", reason.clone())),
        ),
        Some(Event::PartnerAsked { question }) => (
            vec![
                format!("{partner}から、質問が届きました。"),
                "このメールに返信すると、連携先に届きます。".to_owned(),
                "事業者の名前や連絡先は、書かないでください。".to_owned(),
                "事業者に聞くときは、下のページの「質問する」を使います。".to_owned(),
            ],
            Some(("質問", question.clone())),
        ),
        _ => (
            vec![
                format!("{partner}が、引き受けました。"),
                "このあとの進みは、下のページで記録してください。".to_owned(),
            ],
            None,
        ),
    };
    Words {
        subject: "連携先の返事",
        lead,
        quote,
        ..Words::default()
    }
}

fn change(change: &Change) -> Value {
    let lines = |text: &str| match text.is_empty() {
        true => vec!["（書いてありませんでした）".to_owned()],
        false => text.lines().map(str::to_owned).collect(),
    };
    json!({
        "label": change.label,
        "before": lines(&change.before),
        "after": lines(&change.after),
    })
}

/// What whoever has it now has to know of the others: who declined and why, what was asked.
fn past(news: &News, content: &Content) -> Vec<String> {
    let entries = news.placements.iter().flat_map(|p| &p.history);
    // What the partner has just said stands above already.
    let quoted = |entry: &Entry| {
        news.notice == Notice::PartnerAnswer && news.entries.iter().any(|new| new == entry)
    };
    let others = entries.filter(|entry| entry.by != news.to && !quoted(entry));
    let told = others.filter_map(|entry| {
        let by = named(&entry.by, content);
        let what = match &entry.event {
            Event::Declined { reason } | Event::PartnerDeclined { reason } => {
                format!("{by}が断りました。理由：{}", line(reason))
            }
            Event::Asked { question, .. } => {
                format!("{by}が事業者に質問しました。「{}」", line(question))
            }
            Event::Reassigned { to } => format!("担当が{}に変わりました。", called(to, content)),
            _ => return None,
        };
        Some(format!("{} {what}", japanese(japan_date(entry.at))))
    });
    told.collect()
}
