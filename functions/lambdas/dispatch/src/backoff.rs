//! When a mail that could not leave is tried again, and when it is given up.

use jiff::{SignedDuration, Timestamp};
use messages::delivery::NO_OUTCOME;

/// Tries before a message becomes a dead letter: with doubling pauses from one minute, about 34 hours.
pub(crate) const ATTEMPTS: u32 = 12;

/// The same for calls to a partner's system, which may be away over a weekend: about 68 hours.
pub(crate) const CALLS: u32 = ATTEMPTS + 1;

/// Claims in a row without an outcome before a message becomes a dead letter: whoever claimed it died with
/// it or was cut off, and would again.
const UNANSWERED: u32 = 3;

/// Why a message that was just claimed is given up instead of being tried once more; `None`: it is tried.
pub(crate) fn exhausted(attempt: u32, unanswered: u32) -> Option<&'static str> {
    if unanswered > UNANSWERED {
        Some(NO_OUTCOME)
    } else if attempt > CALLS {
        Some("attempts")
    } else {
        None
    }
}

/// When to try again after this attempt (from 1) failed; `None` after the last one of so many.
pub(crate) fn next(attempt: u32, most: u32, now: Timestamp) -> Option<Timestamp> {
    if attempt >= most {
        return None;
    }
    let minutes = 1i64 << attempt.saturating_sub(1);
    Some(now + SignedDuration::from_mins(minutes))
}

/// How long a message waits while no mail leaves at all, e.g. over a week in which nobody sees the alarm.
const BLOCKED: SignedDuration = SignedDuration::from_hours(7 * 24);

/// When to try again while the mail server is away or refuses us; the longer it has been, the more seldom.
/// `None` after a week.
pub(crate) fn while_blocked(since: Timestamp, now: Timestamp) -> Option<Timestamp> {
    let waited = now.duration_since(since);
    let pause = (waited / 4).clamp(SignedDuration::from_mins(1), SignedDuration::from_mins(30));
    (waited < BLOCKED).then_some(now + pause)
}

/// When to send a mail again that came back for now, after it has come back so often already; `None`
/// after the third time. The mail system has tried for hours itself before it gives a mail back.
pub(crate) fn after_return(returns: u32, now: Timestamp) -> Option<Timestamp> {
    let hours = [1, 6, 24].get(returns as usize)?;
    Some(now + SignedDuration::from_hours(*hours))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_until_the_last_attempt() {
        let now: Timestamp = "2026-11-24T00:00:00Z".parse().unwrap();
        let pauses = |most| -> Vec<i64> {
            (1..)
                .map_while(|attempt| next(attempt, most, now))
                .map(|at| at.duration_since(now).as_mins())
                .collect()
        };
        let mails = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];
        assert_eq!(pauses(ATTEMPTS), mails);
        let hours = pauses(CALLS).iter().sum::<i64>() / 60;
        assert!(
            (60..72).contains(&hours),
            "a weekend, and not three days: {hours}"
        );
    }
}
