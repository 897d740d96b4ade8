//! Letters about a sent inventory and a saved draft: the sheets, the receipt, the link that continues.

use base::contact::EmailAddress;
use base::people::Actor;
use base::time::{japan_date, japanese};
use base::token::Purpose;
use jiff::Timestamp;
use messages::MessageKind;
use serde_json::json;
use submissions::{RoutedSpec, Submission};

use crate::context::Context;
use crate::error::ComposeError;
use crate::first::{first_holder, stand_in};
use crate::letter::{Address, Letter};
use crate::parts::{
    address, employer, operator, reply_to_employer, sheet_files, sheets, status, typed_address,
    unconfirmed_name,
};

/// A letter that a sent inventory causes by itself.
pub(super) fn letter(
    kind: &MessageKind,
    submission: &Submission,
    context: &Context<'_>,
) -> Result<Letter, ComposeError> {
    match kind {
        MessageKind::SpecToDirector { reference, group } if *reference == submission.reference => {
            let holder = first_holder(group, submission);
            specs(submission, &own(submission, group), &holder, None, context)
        }
        MessageKind::SpecToDeputy { reference, group } if *reference == submission.reference => {
            let holder = first_holder(group, submission);
            let missed = address(&holder, context.programme)?.name;
            let own = own(submission, group);
            specs(submission, &own, &stand_in(holder), Some(&missed), context)
        }
        MessageKind::SpecToOffice { reference } if *reference == submission.reference => {
            let all: Vec<_> = submission.specs.iter().collect();
            specs(submission, &all, &Actor::Office, None, context)
        }
        MessageKind::ReceiptToEmployer { reference } if *reference == submission.reference => {
            receipt(submission, context)
        }
        _ => Err(ComposeError::Mismatch),
    }
}

/// The specs that were routed to this group.
fn own<'a>(submission: &'a Submission, group: &str) -> Vec<&'a RoutedSpec> {
    let specs = submission.specs.iter();
    specs
        .filter(|routed| routed.group.as_deref() == Some(group))
        .collect()
}

/// The specs, to a director's group, its deputy, or as a copy to the office, with its reader's links.
pub(super) fn specs(
    submission: &Submission,
    specs: &[&RoutedSpec],
    to: &Actor,
    instead_of: Option<&str>,
    context: &Context<'_>,
) -> Result<Letter, ComposeError> {
    let recipient = address(to, context.programme)?;
    let first = specs.first().ok_or(ComposeError::Mismatch)?;
    let reference = submission.reference.as_str();
    let (industry, title) = (&first.spec.industry_label, &first.spec.title);
    let more = match specs.len() {
        1 => String::new(),
        count => format!(" ほか{}件", count - 1),
    };
    Ok(Letter {
        subject: format!("【{reference}】{industry}：{title}{more}（仕事のたのみ方シート）"),
        template: "specs",
        data: json!({
            "recipient": recipient.name,
            "copy": *to == Actor::Office,
            "instead_of": instead_of,
            "reference": reference,
            "count": specs.len(),
            "industry": industry,
            "sent_on": japanese(japan_date(submission.sent_at)),
            "answer_by": japanese(submission.answer_by),
            "specs": sheets(specs, to, submission.sent_at, context),
            "employer": employer(&submission.contact),
            "director_page": typed_address(context.base_url, "/director/"),
            "operator": context.programme.operator,
        }),
        to: recipient,
        reply_to: reply_to_employer(&submission.contact),
        enclosures: sheet_files(submission, specs, context),
        unsubscribe: None,
    })
}

/// The confirmation to the employer: nothing of what was answered.
fn receipt(submission: &Submission, context: &Context<'_>) -> Result<Letter, ComposeError> {
    let contact = &submission.contact;
    let mail = contact.mail.as_ref().ok_or(ComposeError::NoAddress)?;
    let reference = submission.reference.as_str();
    let (status_url, status_until) = status(submission, context);
    let person = unconfirmed_name(&contact.person);
    Ok(Letter {
        to: Address::new(person, mail.as_str()),
        reply_to: Some(operator(context)),
        subject: format!("受けつけました：受付番号 {reference}（仕事のたのみ方シート）"),
        template: "receipt",
        data: json!({
            "person": person,
            "reference": reference,
            "spoken": submission.reference.spoken(),
            "count": submission.specs.len(),
            "sent_on": japanese(japan_date(submission.sent_at)),
            "answer_by": japanese(submission.answer_by),
            "status_url": status_url,
            "status_until": status_until,
            "operator": context.programme.operator,
        }),
        enclosures: Vec::new(),
        unsubscribe: None,
    })
}

/// The link that continues a draft on another device.
pub(super) fn resume(
    draft: &str,
    to: &EmailAddress,
    expires_at: Timestamp,
    context: &Context<'_>,
) -> Letter {
    let token = context.keys.sign(Purpose::Resume, draft, expires_at);
    Letter {
        to: Address::new("", to.as_str()),
        reply_to: Some(operator(context)),
        subject: "書きかけの「仕事の書き出し」を、つづけるためのリンク".to_owned(),
        template: "resume",
        data: json!({
            "resume_url": format!("{}/inventory/continue?t={token}", context.base_url),
            "expires_on": japanese(japan_date(expires_at)),
            "operator": context.programme.operator,
        }),
        enclosures: Vec::new(),
        unsubscribe: None,
    }
}
