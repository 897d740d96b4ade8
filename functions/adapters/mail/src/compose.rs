//! Decides what each kind of outbox message says to whom, with which files.

use domain::content::Programme;
use domain::message::{Message, MessageKind};
use domain::placement::{Actor, Case};
use domain::seminar::visit::Visit;
use domain::seminar::{Registration, Seminar};
use domain::submission::{RoutedSpec, Submission};
use domain::token::Keys;
use jiff::Timestamp;
use pdf::PdfError;
use view::{ViewError, Views};

use crate::fold::fold;
use crate::letter::{self, Cover, Letter};
use crate::mail::{Mail, MailError, mailbox};
use crate::sheets::with_sheets;
use crate::{guest, office, placement, undelivered};

/// What composing needs beside the facts.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Operator, sender, directors.
    pub programme: &'a Programme,
    /// Sign the links.
    pub keys: &'a Keys,
    /// The site's address without a trailing slash.
    pub base_url: &'a str,
    /// The mail templates, `mail/*.txt` and `mail/*.html`.
    pub views: &'a Views,
}

/// The fact a message tells.
#[derive(Clone, Copy, Debug)]
pub enum Facts<'a> {
    /// A sent inventory.
    Submission(&'a Submission),
    /// A sent inventory with everything that happened to it.
    Case(&'a Case),
    /// What a message that was given up was about, if it is a sent inventory.
    Lost(Option<&'a Submission>),
    /// A draft and when it expires.
    Draft {
        /// When it is deleted.
        expires_at: Timestamp,
    },
    /// A registration for a seminar.
    Registration {
        /// The seminar as its page describes it now.
        seminar: &'a Seminar,
        /// The registration as it stands now.
        registration: &'a Registration,
    },
    /// A request to be visited.
    Visit(&'a Visit),
    /// The message says everything.
    None,
}

/// Why a message cannot become a mail. Names no address.
#[derive(Debug, thiserror::Error)]
pub enum ComposeError {
    /// The message speaks of another fact than the one given.
    #[error("the message does not belong to these facts")]
    Mismatch,
    /// What it asks for has been done, or nobody is waited for any more.
    #[error("the message is no longer true")]
    Obsolete,
    /// The group is no longer in `content/programme.toml`.
    #[error("no director group of that id")]
    UnknownGroup,
    /// There is no partner in `content/programme.toml` (any more).
    #[error("no partner")]
    NoPartner,
    /// The employer left no mail address.
    #[error("the employer left no mail address")]
    NoAddress,
    /// An address or a header was refused.
    #[error(transparent)]
    Mail(#[from] MailError),
    /// The sheet could not be printed.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// A spec could not be serialised.
    #[error("a job spec could not be serialised")]
    Json(#[from] serde_json::Error),
    /// A template failed.
    #[error("a mail template failed")]
    View(#[from] ViewError),
}

/// Writes the mail of one outbox message. The same message and facts give the same bytes.
///
/// # Errors
/// When the facts do not fit the message, an address is refused, or a template fails.
pub fn compose(
    message: &Message,
    facts: Facts<'_>,
    context: &Context<'_>,
) -> Result<Mail, ComposeError> {
    match (&message.kind, facts) {
        (MessageKind::SpecToDirector { reference, group }, Facts::Submission(submission))
            if *reference == submission.reference =>
        {
            let seat = undelivered::seat(group, submission);
            let own = own(submission, group);
            specs_mail(message, submission, &own, (&seat, None), context)
        }
        (MessageKind::SpecToDeputy { reference, group }, Facts::Submission(submission))
            if *reference == submission.reference =>
        {
            let seat = undelivered::seat(group, submission);
            let (name, _) = placement::address(&seat, context.programme)?;
            let by = undelivered::stand_in(seat);
            let own = own(submission, group);
            specs_mail(message, submission, &own, (&by, Some(name)), context)
        }
        (MessageKind::Undelivered { .. }, Facts::Lost(submission)) => {
            undelivered::notice(message, submission, context)
        }
        (MessageKind::SpecToOffice { reference }, Facts::Submission(submission))
            if *reference == submission.reference =>
        {
            let all: Vec<_> = submission.specs.iter().collect();
            specs_mail(message, submission, &all, (&Actor::Office, None), context)
        }
        (MessageKind::ReceiptToEmployer { reference }, Facts::Submission(submission))
            if *reference == submission.reference =>
        {
            let contact = &submission.contact;
            let mail = contact.mail.as_ref().ok_or(ComposeError::NoAddress)?;
            let letter = letter::receipt(submission, context);
            let to = (letter::addressee(&contact.person), mail.as_str());
            answerable(finish(message, &letter, to, context)?, context)
        }
        (MessageKind::ResumeLink { draft, to }, Facts::Draft { expires_at }) => {
            let letter = letter::resume(draft, expires_at, context);
            answerable(
                finish(message, &letter, ("", to.as_str()), context)?,
                context,
            )
        }
        _ => others(message, facts, context),
    }
}

/// The mails about seminars, visits, placements and the pages of office and directors.
fn others(
    message: &Message,
    facts: Facts<'_>,
    context: &Context<'_>,
) -> Result<Mail, ComposeError> {
    match (&message.kind, facts) {
        (MessageKind::VisitRequest { visit: id }, Facts::Visit(visit)) if *id == visit.id => {
            office::visit_request(message, visit, context)
        }
        (MessageKind::VisitReceipt { visit: id }, Facts::Visit(visit)) if *id == visit.id => {
            office::visit_receipt(message, visit, context)
        }
        (MessageKind::OfficeLink, Facts::None) => office::office_link(message, context),
        (MessageKind::Placement { reference, .. }, Facts::Case(case))
            if *reference == case.submission.reference =>
        {
            placement::about_placement(message, case, context)
        }
        (MessageKind::DirectorLink { to }, Facts::None) => {
            placement::home_link(message, to, context)
        }
        (
            kind,
            Facts::Registration {
                seminar,
                registration,
            },
        ) if kind.registration() == Some((&seminar.slug, &registration.id)) => {
            guest::about_registration(message, seminar, registration, context)
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

/// The specs with their files, to `by`, perhaps in place of somebody out of reach.
fn specs_mail(
    message: &Message,
    submission: &Submission,
    routed: &[&RoutedSpec],
    (by, instead_of): (&Actor, Option<&str>),
    context: &Context<'_>,
) -> Result<Mail, ComposeError> {
    let to = placement::address(by, context.programme)?;
    let cover = Cover {
        recipient: to.0,
        by,
        instead_of,
    };
    let letter = letter::specs(submission, routed, cover, context);
    let mail = finish(message, &letter, to, context)?;
    with_sheets(mail, submission, routed, context)
}

pub(crate) fn finish(
    message: &Message,
    letter: &Letter,
    to: (&str, &str),
    context: &Context<'_>,
) -> Result<Mail, ComposeError> {
    let sender = &context.programme.sender;
    let from = mailbox(&sender.name, &sender.mail)?;
    let render = |extension: &str| {
        let template = format!("mail/{}.{extension}", letter.template);
        context.views.render(&template, "/", &letter.context)
    };
    Ok(Mail {
        id: format!("{}@{}", message.id, from.email.domain()),
        to: mailbox(to.0, to.1)?,
        return_path: match &sender.bounces {
            Some(address) => Some(address.parse().map_err(MailError::Address)?),
            None => None,
        },
        from,
        reply_to: None,
        subject: letter.subject.clone(),
        text: fold(&render("txt")?),
        html: render("html")?,
        attachments: Vec::new(),
        unsubscribe: None,
        date: message.created_at,
    })
}

/// An employer's answer goes to the office's people, not to the sending machine.
pub(crate) fn answerable(mut mail: Mail, context: &Context<'_>) -> Result<Mail, ComposeError> {
    let operator = &context.programme.operator;
    mail.reply_to = Some(mailbox(&operator.name, &operator.mail)?);
    Ok(mail)
}
