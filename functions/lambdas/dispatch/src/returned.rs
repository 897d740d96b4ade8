//! Acts on what SNS passes on: reports about mails that had left, so that they are sent again, given up, or noted, each
//! once; and alarms, which are kept for the office.

use aws_lambda_events::event::sns::SnsEvent;
use jiff::Timestamp;
use messages::delivery::{DeliveryReport, DeliveryVerdict};
use store::{Store, StoreError};

use crate::event::DispatchResponse;
use crate::{alarm, backoff, feedback};

/// How often a report is tried that meets other changes of its message.
const ROUNDS: usize = 10;

/// What became of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedbackOutcome {
    /// The message came back and will be sent again.
    SentAgain,
    /// The message was given up: a dead letter now, with everything that follows.
    GivenUp,
    /// Delay or arrival was noted.
    Noted,
    /// It was recorded before, or changes nothing.
    Known,
    /// No message of ours.
    Unknown,
}

/// Takes in what was published. What is neither a report about a mail of ours nor an alarm is logged and left alone.
pub(crate) async fn feedback(
    store: &Store,
    event: &SnsEvent,
    now: Timestamp,
) -> Result<DispatchResponse, StoreError> {
    let mut answer = DispatchResponse::default();
    for record in &event.records {
        if let Some(notice) = alarm::notice(record) {
            tracing::info!(?notice, "kept for the office");
            match store.keep_alarm(&notice).await? {
                true => answer.tally.reported += 1,
                false => answer.tally.ignored += 1,
            }
            continue;
        }
        let recorded = match feedback::report(record) {
            Ok(told) => report(store, &told, now).await?,
            Err(why) => {
                tracing::warn!(?why, sns.id = record.sns.message_id, "no report");
                FeedbackOutcome::Unknown
            }
        };
        match recorded {
            FeedbackOutcome::Known | FeedbackOutcome::Unknown => answer.tally.ignored += 1,
            _ => answer.tally.reported += 1,
        }
    }
    Ok(answer)
}

/// Records one report and acts on it. The same report again, however often and in parallel, changes
/// nothing.
///
/// # Errors
/// When the store fails, or too much else happens to the message at the same time.
pub async fn report(
    store: &Store,
    report: &DeliveryReport,
    now: Timestamp,
) -> Result<FeedbackOutcome, StoreError> {
    for _ in 0..ROUNDS {
        if let Some(recorded) = record(store, report, now).await? {
            // Another system's Message-ID may hold anything.
            let id = match recorded {
                FeedbackOutcome::Unknown => "unknown",
                _ => report.message.as_str(),
            };
            let reason = report.verdict.reason();
            tracing::info!(message.id = id, reason, ?recorded, "reported");
            return Ok(recorded);
        }
    }
    Err(StoreError::ClaimLost)
}

/// One try; `None` when something else happened to the message in between.
async fn record(
    store: &Store,
    report: &DeliveryReport,
    now: Timestamp,
) -> Result<Option<FeedbackOutcome>, StoreError> {
    let Some(sent) = store.sent(&report.message).await? else {
        return Ok(Some(FeedbackOutcome::Unknown));
    };
    if sent.is_dead_letter || sent.knows(&report.id) {
        return Ok(Some(FeedbackOutcome::Known));
    }
    let verdict = &report.verdict;
    let again = match verdict {
        DeliveryVerdict::Arrived if !sent.delayed => return Ok(Some(FeedbackOutcome::Known)),
        DeliveryVerdict::Arrived => {
            let done = store.arrived(&sent).await?;
            return Ok(done.then_some(FeedbackOutcome::Noted));
        }
        DeliveryVerdict::Delayed => {
            let done = store.delayed(&sent, now).await?;
            return Ok(done.then_some(FeedbackOutcome::Noted));
        }
        DeliveryVerdict::BouncedForNow(_) => backoff::after_return(sent.returns, now),
        DeliveryVerdict::Bounced(_) | DeliveryVerdict::Complained => None,
    };
    let (done, recorded) = match again {
        Some(at) => {
            let done = store
                .send_again(&sent, &report.id, verdict, now, at)
                .await?;
            (done, FeedbackOutcome::SentAgain)
        }
        None => {
            let done = store.returned(&sent, &report.id, verdict, now).await?;
            (done, FeedbackOutcome::GivenUp)
        }
    };
    Ok(done.then_some(recorded))
}
