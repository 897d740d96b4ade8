//! Letters to a partner town where its system is not called: the sheet without contact and details, with
//! the same JSON as its system would get.

use base::people::Notice;
use base::text::shown;
use base::time::{japan_date, japanese};
use job_spec::FieldState;
use job_spec::sheet::Imprint;
use placements::handover::{Handover, SharedField};
use placements::{Link, News, Placement, Withdrawn};
use serde_json::{Value, json};
use town::texts::LetterTexts;

use crate::context::Context;
use crate::error::ComposeError;
use crate::letter::{Enclosure, Letter};
use crate::parts::{address, operator, typed_address, url};

/// Where the page for the partner's engineer is.
const ENGINEER_PAGE: &str = "/partner-api/";

/// A letter to the partner of that id.
pub(super) fn letter(
    partner: &str,
    news: &News,
    context: &Context<'_>,
) -> Result<Letter, ComposeError> {
    let placement = news.only();
    let contact = &news.case.submission().contact;
    let travels = Handover::of(placement, contact, context.content);
    let texts = context.texts();
    let (lead, subject) = match news.notice {
        Notice::TakenBack => (texts.partner_taken_back_lead(), texts.partner_taken_back()),
        Notice::Reminder => (texts.partner_reminder_lead(), texts.partner_reminder()),
        _ => (texts.partner_offer_lead(), texts.partner_offer()),
    };
    let enclosures = match news.notice {
        Notice::TakenBack => vec![Enclosure::Withdrawn(Withdrawn::of(placement))],
        _ => vec![
            sheet(news, placement, context),
            Enclosure::Handover(Box::new(travels.clone())),
        ],
    };
    Ok(Letter {
        to: address(&news.to, context.programme())?,
        reply_to: Some(operator(context)),
        subject: texts.director_subject(&travels.id, subject, &travels.title),
        template: "placement/partner",
        data: data(partner, news, &travels, lead, context),
        enclosures,
        unsubscribe: None,
    })
}

/// The sheet on paper, with what the letter tells.
fn sheet(news: &News, placement: &Placement, context: &Context<'_>) -> Enclosure {
    let submission = news.case.submission();
    Enclosure::Sheets {
        specs: vec![Handover::paper(
            placement,
            &submission.contact,
            context.content,
        )],
        imprint: Imprint {
            operator: context.programme().operator.name.clone(),
            reference: Some(submission.reference.as_str().to_owned()),
            dated: japan_date(submission.sent_at),
            draft: false,
            price: Some(Handover::paper_price(placement, context.content)),
            helped: None,
        },
    }
}

fn data(
    partner: &str,
    news: &News,
    travels: &Handover,
    lead: &str,
    context: &Context<'_>,
) -> Value {
    let link = Link::Partner {
        id: news.only().id.clone(),
        partner: partner.to_owned(),
    };
    let texts = context.texts();
    let withheld = travels.withheld.iter().map(|field| &field.label);
    let names = &context.content.texts.placements;
    let price = travels.price.iter();
    let price =
        price.map(|price| json!({ "label": names.price_label(), "lines": [price.line(names)] }));
    json!({
        "recipient": context.programme().partner(partner).map(|partner| &partner.name),
        "lead": lead,
        "asks": news.notice != Notice::TakenBack,
        "id": travels.id,
        "version": travels.version,
        "title": travels.title,
        "industry": travels.industry,
        "hours": shown(travels.hours_month),
        "until": travels.answer_by.map(japanese),
        "rows": price.chain(travels.fields.iter().map(|it| row(it, texts))).collect::<Vec<_>>(),
        "withheld": withheld.collect::<Vec<_>>(),
        "answer_url": url(&link, news.at, context),
        "answer_until": japanese(japan_date(link.expires(news.at))),
        "engineer_page": typed_address(context.base_url, ENGINEER_PAGE),
        "operator": context.programme().operator,
    })
}

fn row(field: &SharedField, texts: &LetterTexts) -> Value {
    let mut lines: Vec<String> = field.value.lines().map(str::to_owned).collect();
    match &field.state {
        FieldState::Filled => {}
        FieldState::Undecided { reason, planned } => {
            lines.push(texts.undecided(reason, japanese(*planned)))
        }
        FieldState::DirectorFills => lines.push(texts.director_fills().to_owned()),
    }
    json!({ "label": field.label, "lines": lines })
}
