//! Reads what a message is about from the store; decides whether it is still true.

use base::reference::Reference;
use base::token::Keys;
use jiff::Timestamp;
use mail::Facts;
use messages::{LinkRequest, Message, SeminarNotice, Topic};
use placements::News;
use seminars::notice::is_true;
use seminars::stop_subject;
use store::Store;
use submissions::Submission;
use town::Content;

use crate::failure::Failure;

/// Where facts are read.
pub(crate) struct FactSources<'a> {
    pub(crate) store: &'a Store,
    pub(crate) content: &'a Content,
    /// Recognise who wants no more mails.
    pub(crate) keys: &'a Keys,
    pub(crate) now: Timestamp,
}

impl FactSources<'_> {
    /// What a message is about: the stored record that its letter is written from.
    pub(crate) async fn facts(&self, message: &Message) -> Result<Facts, Failure> {
        Ok(match &message.topic {
            Topic::Placement { reference, .. } => {
                // Deleted after its time, nobody is left to be told.
                let case = self.store.case(reference).await?.ok_or(Failure::Obsolete)?;
                Facts::Placement(Box::new(News::read(
                    message,
                    &case,
                    &self.content.programme,
                )?))
            }
            Topic::Seminar {
                seminar,
                registration,
                notice,
            } => self.registration(seminar, registration, *notice).await?,
            Topic::Visit { visit, .. } => {
                let visit = self.store.visit(visit).await?;
                let visit = visit.ok_or_else(|| Failure::permanent("visit-gone"))?;
                Facts::Visit(Box::new(visit))
            }
            Topic::Link(LinkRequest::Draft { draft, .. }) => {
                let draft = self.store.draft(draft, self.now).await?;
                let draft = draft.ok_or_else(|| Failure::permanent("draft-gone"))?;
                let expires_at = draft.expires_at;
                Facts::Draft { expires_at }
            }
            Topic::Link(LinkRequest::Code { .. }) => {
                // A code that nobody can type any more would only mislead.
                if message.created_at + sign_in::CODE_LASTS <= self.now {
                    return Err(Failure::Obsolete);
                }
                Facts::None
            }
            Topic::Desk { edit, .. } => {
                let kept = self.store.edit(edit).await?;
                let kept = kept.ok_or_else(|| Failure::permanent("edit-gone"))?;
                Facts::Edit(Box::new(kept.draft))
            }
            Topic::Undelivered { .. } => Facts::Lost(match message.reference() {
                Some(reference) => self.submission(&reference).await?.map(Box::new),
                None => None,
            }),
        })
    }

    /// A registration, unless what the message says stopped being true since it was queued.
    async fn registration(
        &self,
        slug: &str,
        id: &str,
        notice: SeminarNotice,
    ) -> Result<Facts, Failure> {
        let seminar = self.content.seminar(slug);
        let seminar = seminar.ok_or_else(|| Failure::permanent("seminar-gone"))?;
        // Personal data that was deleted in the meantime leaves nobody to write to.
        let registration = self.store.registration(slug, id).await?;
        let registration = registration.ok_or(Failure::Obsolete)?;
        if !is_true(notice, seminar, &registration, self.now) {
            return Err(Failure::Obsolete);
        }
        let mail = registration.mail.as_ref().ok_or(Failure::Obsolete)?;
        if notice == SeminarNotice::Thanks {
            let who = stop_subject(self.keys, mail);
            if self.store.are_mails_stopped(&who).await? {
                return Err(Failure::Obsolete);
            }
        }
        let repeat = match notice {
            SeminarNotice::Again { .. } => self.store.last_repeat(slug, id).await?,
            _ => None,
        };
        let word = match notice {
            SeminarNotice::Word { number } => {
                let word = self.store.word(slug, number).await?;
                Some(Box::new(word.ok_or(Failure::Obsolete)?))
            }
            _ => None,
        };
        Ok(Facts::Registration {
            word,
            seminar: Box::new(seminar.clone()),
            registration: Box::new(registration),
            repeat: repeat.map(Box::new),
        })
    }

    async fn submission(&self, reference: &Reference) -> Result<Option<Submission>, Failure> {
        let found = self.store.submission(reference).await?;
        Ok(found.map(|(submission, _)| submission))
    }
}
