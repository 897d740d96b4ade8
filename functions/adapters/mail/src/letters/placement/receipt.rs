//! The confirmation to the employer that an inventory arrived: nothing of what was answered.

use base::time::{japan_date, japanese};
use placements::News;
use serde_json::json;

use crate::context::Context;
use crate::error::ComposeError;
use crate::letter::{Correspondent, Letter};
use crate::parts::{greeting, operator, status};

/// The receipt.
pub(super) fn letter(news: &News, context: &Context<'_>) -> Result<Letter, ComposeError> {
    let submission = news.case.submission();
    let contact = &submission.contact;
    let mail = contact.mail.as_ref().ok_or(ComposeError::NoAddress)?;
    let reference = submission.reference.as_str();
    let assisted = submission.assisted.as_ref();
    let (status_url, status_until) = status(submission, context);
    let person = greeting(&news.case, context.texts());
    Ok(Letter {
        to: Correspondent::new("", mail.as_str()),
        reply_to: Some(operator(context)),
        subject: context.texts().receipt(reference),
        template: "receipt",
        data: json!({
            "person": person,
            "reference": reference,
            "spoken": submission.reference.spoken(),
            "count": submission.specs.len(),
            "assisted": assisted.map(|it| it.told(&context.content.texts.assisted)),
            "agreed_text": assisted.map(|it| &it.agreement.text),
            "sent_on": japanese(japan_date(submission.sent_at)),
            "answer_by": japanese(submission.answer_by),
            "status_url": status_url,
            "status_until": status_until,
            "operator": context.programme().operator,
        }),
        enclosures: Vec::new(),
        unsubscribe: None,
    })
}
