//! Tries a change again while others are faster, with pauses that keep those apart who met.

use std::hash::Hasher;
use std::time::Duration;

use aws_sdk_dynamodb::config::AsyncSleep;
use fnv::FnvHasher;

use crate::Store;
use crate::error::{Cause, StoreError};

/// How often a change is tried. With the pauses below it gives up after about six seconds, long after a
/// rush of fifty on one item is over, and before a request's own limit.
const ATTEMPTS: u64 = 60;

/// The longest pause between two tries, in milliseconds.
const LONGEST_PAUSE: u64 = 200;

/// The tries of one change.
pub(crate) struct Turn<'a> {
    /// Different for each of those who change the same item at the same time.
    salt: &'a str,
    attempt: u64,
}

impl<'a> Turn<'a> {
    pub(crate) fn new(salt: &'a str) -> Turn<'a> {
        Turn { salt, attempt: 1 }
    }

    /// Differently long for everyone who met, and longer the more often.
    fn pause(&self) -> Duration {
        let mut hasher = FnvHasher::default();
        hasher.write(self.salt.as_bytes());
        hasher.write_u64(self.attempt);
        let longest = (10 * self.attempt).min(LONGEST_PAUSE);
        Duration::from_millis((hasher.finish() >> 16) % longest)
    }
}

impl Store {
    /// Waits before the next try.
    ///
    /// # Errors
    /// When there was none left.
    pub(crate) async fn next_try(&self, turn: &mut Turn<'_>) -> Result<(), StoreError> {
        if turn.attempt >= ATTEMPTS {
            return Err(StoreError::Retryable {
                operation: "TransactWriteItems",
                source: Cause::plain("too many changes at once"),
            });
        }
        if let Some(sleep) = self.client.config().sleep_impl() {
            sleep.sleep(turn.pause()).await;
        }
        turn.attempt += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_who_met_wait_differently_long_and_never_longer_than_a_moment() {
        let pauses = |salt| {
            let turns = (1..ATTEMPTS).map(|attempt| Turn { salt, attempt }.pause());
            turns.collect::<Vec<_>>()
        };
        let (a, b) = (pauses("a"), pauses("b"));
        let same = a.iter().zip(&b).filter(|(a, b)| a == b).count();
        assert!(same < a.len() / 4, "{same}");
        assert!(
            a.iter()
                .all(|pause| *pause < Duration::from_millis(LONGEST_PAUSE))
        );
    }
}
