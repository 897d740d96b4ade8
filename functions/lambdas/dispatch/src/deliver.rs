//! One message from claim to recorded outcome, and the loops over stream batches and due messages.

use std::sync::Arc;
use std::time::Duration;

use aws_lambda_events::event::dynamodb;
use domain::content::Content;
use domain::message::{Message, MessageKind};
use domain::placement::Case;
use domain::reference::Reference;
use domain::seminar::{notice, stop_subject};
use domain::time::Clock;
use domain::token::Keys;
use jiff::SignedDuration;
use mail::{Call, ComposeError, Context, Facts, Mail, MailError, SendError, Transport};
use store::{Claim, Store, StoreError};
use view::Views;

use crate::backoff;
use crate::event::{Answer, Event, Tally};

/// How long a claim holds. Longer than the Lambda's time limit, so nobody sends what is being sent.
const LEASE: SignedDuration = SignedDuration::from_mins(5);

/// Messages per sweep; the next sweep takes the rest.
const SWEEP: i32 = 100;

/// Everything delivering needs. Cheap to clone.
#[derive(Clone)]
pub struct Dispatch {
    /// The outbox and the facts.
    pub store: Store,
    /// Where mails go.
    pub transport: Transport,
    /// Operator, sender, directors, seminars.
    pub content: Arc<Content>,
    /// Sign the links.
    pub keys: Keys,
    /// The site's address without a trailing slash.
    pub base_url: String,
    /// The mail templates.
    pub views: Views,
    /// Tells when.
    pub clock: Arc<dyn Clock>,
    /// How long the partner's system may take to answer, usually [`mail::TIMEOUT`].
    pub timeout: Duration,
}

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It left.
    Delivered,
    /// It will be tried again.
    Postponed,
    /// It was given up and is a dead letter now.
    Buried,
    /// It was no longer true and was settled without leaving.
    Dropped,
    /// Nothing to do: done, not due, or another sender has it.
    Skipped,
}

/// Why a claimed message did not leave.
enum Failure {
    /// Trying again may help.
    Temporary(String),
    /// It will not.
    Permanent(String),
    /// What it would say is no longer true, or nobody is left to be told.
    Obsolete,
    /// The facts could not be read.
    Store(StoreError),
}

impl Dispatch {
    /// Handles one event. Of a stream batch, only records whose message the store could not be asked
    /// about come back as failures; a mail that cannot leave waits in the outbox instead.
    ///
    /// # Errors
    /// When a sweep cannot list what is due, or a report cannot be recorded; Lambda then calls again,
    /// and what was recorded before changes nothing.
    pub async fn handle(&self, event: Event) -> Result<Answer, StoreError> {
        let answer = match event {
            Event::Stream(batch) => self.batch(batch).await,
            Event::Feedback(event) => self.feedback(&event).await?,
            Event::Sweep(_) => self.sweep().await?,
        };
        let Tally {
            delivered,
            postponed,
            buried,
            dropped,
            skipped,
            failed,
            reported,
            ignored,
        } = answer.tally;
        tracing::info!(
            delivered, postponed, buried, dropped, skipped, failed, reported, ignored, "handled"
        );
        Ok(answer)
    }

    async fn batch(&self, batch: dynamodb::Event) -> Answer {
        let mut answer = Answer::default();
        for record in &batch.records {
            let mut again = false;
            for id in store::stream::new_messages(record) {
                let failed = self.count(&id, &mut answer.tally).await;
                again |= failed.is_some_and(|error| error.is_retryable());
            }
            if again && let Some(number) = &record.change.sequence_number {
                answer.fail(number);
            }
        }
        answer
    }

    async fn sweep(&self) -> Result<Answer, StoreError> {
        let mut answer = Answer::default();
        for id in self.store.due(self.clock.now(), SWEEP).await? {
            self.count(&id, &mut answer.tally).await;
        }
        Ok(answer)
    }

    async fn count(&self, id: &str, tally: &mut Tally) -> Option<StoreError> {
        match self.deliver(id).await {
            Ok(outcome) => {
                tally.count(outcome);
                None
            }
            Err(error) => {
                tracing::error!(message.id = id, error = %error, "store failed");
                tally.failed += 1;
                Some(error)
            }
        }
    }

    /// Delivers one message if it is due and nobody else has it. When the process dies between sending
    /// and recording, the lease ends and the same mail leaves again under the same Message-ID.
    ///
    /// # Errors
    /// When the store fails; the message then stays in the outbox.
    pub async fn deliver(&self, id: &str) -> Result<Outcome, StoreError> {
        let Some(claim) = self.store.claim(id, self.clock.now(), LEASE).await? else {
            return Ok(Outcome::Skipped);
        };
        let recorded = match self.attempt(&claim).await {
            Ok(response) => self.record_delivery(&claim, response).await,
            Err(Failure::Temporary(reason)) => self.postpone(&claim, &reason).await,
            Err(Failure::Permanent(reason)) => self.bury(&claim, &reason).await,
            Err(Failure::Obsolete) => self.discard(&claim).await,
            Err(Failure::Store(error)) => Err(error),
        };
        match recorded {
            Err(StoreError::ClaimLost) => {
                tracing::warn!(message.id = id, "another sender took over");
                Ok(Outcome::Skipped)
            }
            other => other,
        }
    }

    async fn record_delivery(
        &self,
        claim: &Claim,
        response: Option<String>,
    ) -> Result<Outcome, StoreError> {
        let now = self.clock.now();
        match &response {
            Some(response) => self.store.answered(claim, now, response).await?,
            None => self.store.delivered(claim, now).await?,
        }
        tracing::info!(
            message.id = claim.message.id,
            claim.attempt,
            response,
            "delivered"
        );
        Ok(Outcome::Delivered)
    }

    async fn discard(&self, claim: &Claim) -> Result<Outcome, StoreError> {
        self.store.dropped(claim, self.clock.now()).await?;
        tracing::info!(message.id = claim.message.id, "no longer true");
        Ok(Outcome::Dropped)
    }

    async fn postpone(&self, claim: &Claim, reason: &str) -> Result<Outcome, StoreError> {
        let now = self.clock.now();
        let Some(at) = backoff::next(claim.attempt, now) else {
            return self.bury(claim, reason).await;
        };
        self.store.retry_later(claim, now, at, reason).await?;
        tracing::warn!(
            message.id = claim.message.id,
            claim.attempt,
            reason,
            "postponed"
        );
        Ok(Outcome::Postponed)
    }

    async fn bury(&self, claim: &Claim, reason: &str) -> Result<Outcome, StoreError> {
        self.store.bury(claim, reason, self.clock.now()).await?;
        tracing::error!(
            message.id = claim.message.id,
            claim.attempt,
            reason,
            "buried"
        );
        Ok(Outcome::Buried)
    }

    /// Sends it; gives what the partner's system answered, where it was called.
    async fn attempt(&self, claim: &Claim) -> Result<Option<String>, Failure> {
        let mail = match &claim.message.kind {
            MessageKind::Placement { reference, .. } => {
                let (case, context) = (self.case(reference).await?, self.context());
                if let Some(call) = Call::of(&claim.message, &case, &context)? {
                    return Ok(Some(call.make(self.clock.now(), self.timeout).await?));
                }
                mail::compose(&claim.message, Facts::Case(&case), &context)?
            }
            _ => self.compose(claim).await?,
        };
        self.transport.send(&mail).await?;
        Ok(None)
    }

    fn context(&self) -> Context<'_> {
        Context {
            programme: &self.content.programme,
            keys: &self.keys,
            base_url: &self.base_url,
            views: &self.views,
        }
    }

    async fn compose(&self, claim: &Claim) -> Result<Mail, Failure> {
        let message = &claim.message;
        let context = self.context();
        let mail = match &message.kind {
            MessageKind::SpecToDirector { reference, .. }
            | MessageKind::SpecToDeputy { reference, .. }
            | MessageKind::SpecToOffice { reference }
            | MessageKind::ReceiptToEmployer { reference } => {
                let submission = self.submission(reference).await?;
                mail::compose(message, Facts::Submission(&submission), &context)
            }
            MessageKind::Undelivered { .. } => {
                let submission = match message.reference() {
                    Some(reference) => self.store.submission(&reference).await,
                    None => Ok(None),
                };
                let submission = submission.map_err(Failure::Store)?.map(|(found, _)| found);
                mail::compose(message, Facts::Lost(submission.as_ref()), &context)
            }
            MessageKind::ResumeLink { draft, .. } => {
                let draft = self.store.draft(draft, self.clock.now()).await;
                let expires_at = draft
                    .map_err(Failure::Store)?
                    .ok_or_else(|| Failure::Permanent("draft-gone".to_owned()))?
                    .expires_at;
                mail::compose(message, Facts::Draft { expires_at }, &context)
            }
            MessageKind::OfficeLink | MessageKind::DirectorLink { .. } => {
                mail::compose(message, Facts::None, &context)
            }
            MessageKind::VisitRequest { visit } | MessageKind::VisitReceipt { visit } => {
                let visit = self.store.visit(visit).await.map_err(Failure::Store)?;
                let visit = visit.ok_or_else(|| Failure::Permanent("visit-gone".to_owned()))?;
                mail::compose(message, Facts::Visit(&visit), &context)
            }
            kind => {
                let ids = kind.registration().ok_or_else(no_letter)?;
                return self.about_registration(message, ids, &context).await;
            }
        };
        mail.map_err(Failure::from)
    }

    /// A mail about a registration, unless it stopped being true since it was queued.
    async fn about_registration(
        &self,
        message: &Message,
        (slug, id): (&str, &str),
        context: &Context<'_>,
    ) -> Result<Mail, Failure> {
        let seminar = self.content.seminar(slug);
        let seminar = seminar.ok_or_else(|| Failure::Permanent("seminar-gone".to_owned()))?;
        let registration = self.store.registration(slug, id).await;
        // Personal data that was deleted in the meantime leaves nobody to write to.
        let registration = registration
            .map_err(Failure::Store)?
            .ok_or(Failure::Obsolete)?;
        if !notice::is_true(&message.kind, seminar, &registration, self.clock.now()) {
            return Err(Failure::Obsolete);
        }
        if matches!(message.kind, MessageKind::SeminarThanks { .. }) {
            let who = stop_subject(&self.keys, &registration.mail);
            let stopped = self.store.are_mails_stopped(&who).await;
            if stopped.map_err(Failure::Store)? {
                return Err(Failure::Obsolete);
            }
        }
        let facts = Facts::Registration {
            seminar,
            registration: &registration,
        };
        Ok(mail::compose(message, facts, context)?)
    }

    async fn case(&self, reference: &Reference) -> Result<Case, Failure> {
        let case = self.store.case(reference).await.map_err(Failure::Store)?;
        // Deleted after its time, nobody is left to be told.
        case.ok_or(Failure::Obsolete)
    }

    async fn submission(
        &self,
        reference: &Reference,
    ) -> Result<domain::submission::Submission, Failure> {
        let found = self.store.submission(reference).await;
        found
            .map_err(Failure::Store)?
            .map(|(submission, _)| submission)
            .ok_or_else(|| Failure::Permanent("submission-gone".to_owned()))
    }
}

fn no_letter() -> Failure {
    Failure::Permanent("no-letter".to_owned())
}

impl From<SendError> for Failure {
    fn from(error: SendError) -> Failure {
        match error {
            SendError::Temporary(reason) => Failure::Temporary(reason),
            SendError::Permanent(reason) => Failure::Permanent(reason),
        }
    }
}

/// A wrong address or setting is for people to mend; a failing template may be mended by a deployment.
impl From<ComposeError> for Failure {
    fn from(error: ComposeError) -> Failure {
        let permanent = |reason: &str| Failure::Permanent(reason.to_owned());
        match error {
            ComposeError::Obsolete => Failure::Obsolete,
            ComposeError::Mismatch => permanent("mismatch"),
            ComposeError::NoPartner => permanent("no-partner"),
            ComposeError::UnknownGroup => permanent("unknown-group"),
            ComposeError::NoAddress => permanent("no-address"),
            ComposeError::Mail(MailError::Address(_)) => permanent("invalid-address"),
            ComposeError::Mail(MailError::Assembly(_)) => permanent("invalid-mail"),
            ComposeError::Pdf(_) => Failure::Temporary("pdf".to_owned()),
            ComposeError::Json(_) => Failure::Temporary("json".to_owned()),
            ComposeError::View(_) => Failure::Temporary("template".to_owned()),
        }
    }
}
