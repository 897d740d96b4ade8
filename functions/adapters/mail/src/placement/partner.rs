//! Letters to the partner town where its system is not called: the sheet without contact and details, with
//! the same JSON as its system would get.

use domain::placement::handover::{Handover, Told};
use domain::placement::{Link, Notice, Placement, Withdrawn};
use domain::spec::FieldState;
use domain::text::shown;
use domain::time::{japan_date, japanese};
use serde_json::{Value, json};

use super::{News, address};
use crate::attachment::{Attachment, file_name};
use crate::compose::{ComposeError, Context, answerable, finish};
use crate::letter::{self, Letter, typed_address};
use crate::mail::Mail;

/// Where the page for the partner's engineer is.
const ENGINEER_PAGE: &str = "/partner-api/";

/// A mail to the partner.
pub(super) fn mail(news: &News<'_>, context: &Context<'_>) -> Result<Mail, ComposeError> {
    let placement = news.only();
    let travels = Handover::of(placement, context.programme);
    let (lead, subject) = match news.notice {
        Notice::TakenBack => (
            "先に送った仕事は、こちらで進めることになりました。返事はいりません。ありがとうございました。",
            "とりさげのお知らせ",
        ),
        Notice::Reminder => (
            "先に送った仕事の返事を、まだもらっていません。引き受けないときも、返事をください。",
            "返事をおねがいします",
        ),
        _ => (
            "仕事を分けあうおねがいです。引き受けてもらえるか、返事をください。",
            "仕事を分けあうおねがい",
        ),
    };
    let letter = Letter {
        template: "placement/partner",
        subject: format!("【{}】{subject}：{}", travels.id, travels.title),
        context: facts(news, placement, &travels, lead, context),
    };
    let to = address(news.to, context.programme)?;
    let mut mail = answerable(finish(news.message, &letter, to, context)?, context)?;
    mail.attachments.push(Attachment {
        name: file_name(&format!("handover_{}", travels.id), "", "json"),
        media_type: "application/json",
        bytes: match news.notice {
            Notice::TakenBack => serde_json::to_vec_pretty(&Withdrawn::of(placement))?,
            _ => serde_json::to_vec_pretty(&travels)?,
        },
    });
    Ok(mail)
}

fn facts(
    news: &News<'_>,
    placement: &Placement,
    travels: &Handover,
    lead: &str,
    context: &Context<'_>,
) -> Value {
    let at = news.message.created_at;
    let link = Link::Partner {
        id: placement.id.clone(),
    };
    let withheld = travels.withheld.iter().map(|field| &field.label);
    json!({
        "recipient": context.programme.partner.as_ref().map(|partner| &partner.name),
        "lead": lead,
        "asks": news.notice != Notice::TakenBack,
        "id": travels.id,
        "version": travels.version,
        "title": travels.title,
        "industry": travels.industry,
        "hours": shown(travels.hours_month),
        "until": travels.answer_by.map(japanese),
        "rows": travels.fields.iter().map(row).collect::<Vec<_>>(),
        "withheld": withheld.collect::<Vec<_>>(),
        "answer_url": letter::url(&link, at, context),
        "answer_until": japanese(japan_date(link.expires(at))),
        "engineer_page": typed_address(context.base_url, ENGINEER_PAGE),
        "operator": context.programme.operator,
    })
}

fn row(field: &Told) -> Value {
    let mut lines: Vec<String> = field.value.lines().map(str::to_owned).collect();
    match &field.state {
        FieldState::Filled => {}
        FieldState::Undecided { reason, planned } => lines.push(format!(
            "未定（理由：{reason}／{}までに決めます）",
            japanese(*planned)
        )),
        FieldState::DirectorFills => lines.push("（発注の前に決めます）".to_owned()),
    }
    json!({ "label": field.label, "lines": lines })
}
