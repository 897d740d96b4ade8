//! Reads the fact that a message tells; decides whether it is still worth telling.

use base::reference::Reference;
use base::token::Keys;
use jiff::Timestamp;
use mail::Facts;
use messages::{Message, MessageKind};
use placements::News;
use seminars::{notice, stop_subject};
use store::Store;
use submissions::Submission;
use town::Content;

use crate::failure::Failure;

/// Where facts are read.
pub(crate) struct Sources<'a> {
    pub(crate) store: &'a Store,
    pub(crate) content: &'a Content,
    /// Recognise who wants no more mails.
    pub(crate) keys: &'a Keys,
    pub(crate) now: Timestamp,
}

impl Sources<'_> {
    /// The fact that a message tells.
    pub(crate) async fn facts(&self, message: &Message) -> Result<Facts, Failure> {
        Ok(match &message.kind {
            MessageKind::SpecToDirector { reference, .. }
            | MessageKind::SpecToDeputy { reference, .. }
            | MessageKind::SpecToOffice { reference }
            | MessageKind::ReceiptToEmployer { reference } => {
                let submission = self.submission(reference).await?;
                let submission = submission.ok_or_else(|| Failure::permanent("submission-gone"));
                Facts::Submission(Box::new(submission?))
            }
            MessageKind::Placement { reference, .. } => {
                // Deleted after its time, nobody is left to be told.
                let case = self.store.case(reference).await?.ok_or(Failure::Obsolete)?;
                Facts::Placement(Box::new(News::read(message, &case)?))
            }
            MessageKind::Undelivered { .. } => Facts::Lost(match message.reference() {
                Some(reference) => self.submission(&reference).await?.map(Box::new),
                None => None,
            }),
            MessageKind::ResumeLink { draft, .. } => {
                let draft = self.store.draft(draft, self.now).await?;
                let draft = draft.ok_or_else(|| Failure::permanent("draft-gone"))?;
                let expires_at = draft.expires_at;
                Facts::Draft { expires_at }
            }
            MessageKind::OfficeLink | MessageKind::DirectorLink { .. } => Facts::None,
            MessageKind::VisitRequest { visit } | MessageKind::VisitReceipt { visit } => {
                let visit = self.store.visit(visit).await?;
                let visit = visit.ok_or_else(|| Failure::permanent("visit-gone"))?;
                Facts::Visit(Box::new(visit))
            }
            kind => {
                let ids = kind.registration();
                let ids = ids.ok_or_else(|| Failure::permanent("no-letter"))?;
                self.registration(kind, ids).await?
            }
        })
    }

    /// A registration, unless what the message says stopped being true since it was queued.
    async fn registration(
        &self,
        kind: &MessageKind,
        (slug, id): (&str, &str),
    ) -> Result<Facts, Failure> {
        let seminar = self.content.seminar(slug);
        let seminar = seminar.ok_or_else(|| Failure::permanent("seminar-gone"))?;
        // Personal data that was deleted in the meantime leaves nobody to write to.
        let registration = self.store.registration(slug, id).await?;
        let registration = registration.ok_or(Failure::Obsolete)?;
        if !notice::is_true(kind, seminar, &registration, self.now) {
            return Err(Failure::Obsolete);
        }
        if matches!(kind, MessageKind::SeminarThanks { .. }) {
            let who = stop_subject(self.keys, &registration.mail);
            if self.store.are_mails_stopped(&who).await? {
                return Err(Failure::Obsolete);
            }
        }
        Ok(Facts::Registration {
            seminar: Box::new(seminar.clone()),
            registration: Box::new(registration),
        })
    }

    async fn submission(&self, reference: &Reference) -> Result<Option<Submission>, Failure> {
        let found = self.store.submission(reference).await?;
        Ok(found.map(|(submission, _)| submission))
    }
}
