//! The seminars' part of a round: catch up with the pages, remind, note absences, thank, forget.

use base::people::Actor;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Store, StoreError};
use town::Content;
use town::seminar::Seminar;

use crate::trouble::Trouble;

/// What a round did about the seminars.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seminars {
    /// Messages to people promoted, or about a seminar that moved or was cancelled.
    pub told: usize,
    /// Reminders.
    pub reminded: usize,
    /// Registrations noted as not having come.
    pub absent: u32,
    /// Thank-you mails.
    pub thanked: usize,
    /// Seminars whose personal data was deleted.
    pub forgotten: usize,
}

/// Sees to every seminar.
pub(crate) async fn round(
    store: &Store,
    content: &Content,
    now: Timestamp,
    trouble: &mut Trouble,
) -> Seminars {
    let keep = content.programme.retention.registration_days;
    let mut done = Seminars::default();
    let kept = |seminar: &&Seminar| now < seminar.forget_at(keep);
    for seminar in content.seminars.iter().filter(kept) {
        if let Err(error) = see_to(store, seminar, now, &mut done).await {
            trouble.of_seminar(&seminar.slug, error);
        }
    }
    let forgotten = store.forget_ended(keep, now).await;
    for (slug, counts) in trouble.note("seminars to forget", forgotten) {
        done.forgotten += 1;
        tracing::info!(seminar.slug = slug, ?counts, "personal data deleted");
    }
    done
}

async fn see_to(
    store: &Store,
    seminar: &Seminar,
    now: Timestamp,
    done: &mut Seminars,
) -> Result<(), StoreError> {
    done.told += store.sync_seminar(seminar, now).await?;
    done.reminded += store.remind(seminar, now).await?;
    if now >= seminar.thank_at() {
        // First, so that nobody is thanked for coming who did not come.
        done.absent += store.mark_no_shows(seminar, &Actor::Clock, now).await?;
        done.thanked += store.thank(seminar, now).await?;
    }
    Ok(())
}
