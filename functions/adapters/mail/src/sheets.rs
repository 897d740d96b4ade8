//! The files of specs: one PDF of all, and the JSON of each.

use domain::sheet::Imprint;
use domain::spec::JobSpec;
use domain::submission::{RoutedSpec, Submission};
use domain::time::japan_date;

use crate::attachment::{Attachment, file_name};
use crate::compose::{ComposeError, Context};
use crate::mail::{Mail, mailbox};

/// Adds the sheets as files; an answer goes to the employer, who can be reached at once.
pub(crate) fn with_sheets(
    mut mail: Mail,
    submission: &Submission,
    routed: &[&RoutedSpec],
    context: &Context<'_>,
) -> Result<Mail, ComposeError> {
    let first = routed.first().ok_or(ComposeError::Mismatch)?;
    let specs: Vec<JobSpec> = routed.iter().map(|routed| routed.spec.clone()).collect();
    let contact = &submission.contact;
    mail.reply_to = match &contact.mail {
        Some(address) => Some(mailbox(
            &format!("{}（{}）", contact.person, contact.business),
            address.as_str(),
        )?),
        None => None,
    };
    let reference = submission.reference.as_str();
    let head = format!("仕事のたのみ方シート_{reference}");
    mail.attachments.push(Attachment {
        name: file_name(
            &head,
            if specs.len() == 1 {
                &first.spec.title
            } else {
                ""
            },
            "pdf",
        ),
        media_type: "application/pdf",
        bytes: pdf::render(&specs, &printed(submission, context))?,
    });
    for spec in &specs {
        let head = format!(
            "仕事のたのみ方シート_{}",
            spec.reference.as_deref().unwrap_or(reference)
        );
        mail.attachments.push(Attachment {
            name: file_name(&head, &spec.title, "json"),
            media_type: "application/json",
            bytes: serde_json::to_vec_pretty(spec)?,
        });
    }
    Ok(mail)
}

fn printed(submission: &Submission, context: &Context<'_>) -> Imprint {
    Imprint {
        operator: context.programme.operator.name.clone(),
        reference: Some(submission.reference.as_str().to_owned()),
        dated: japan_date(submission.sent_at),
        draft: false,
    }
}
