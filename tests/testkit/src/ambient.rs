//! A clock that stands still until a test moves it, and bytes that are the same in every run.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use base::time::{Clock, Random};
use jiff::{SignedDuration, Timestamp};

/// Stands still until it is moved.
#[derive(Debug)]
pub struct StoppedClock(Mutex<Timestamp>);

impl StoppedClock {
    /// A clock at this moment.
    pub fn at(now: Timestamp) -> StoppedClock {
        StoppedClock(Mutex::new(now))
    }

    /// Sets the clock.
    pub fn set(&self, now: Timestamp) {
        *self.held() = now;
    }

    /// Lets this much time pass.
    pub fn pass(&self, time: SignedDuration) {
        *self.held() += time;
    }

    fn held(&self) -> std::sync::MutexGuard<'_, Timestamp> {
        self.0
            .lock()
            .expect("no test panics while it holds the clock")
    }
}

impl Clock for StoppedClock {
    fn now(&self) -> Timestamp {
        *self.held()
    }
}

/// Different bytes with every call, the same in every run (SplitMix64).
#[derive(Debug, Default)]
pub struct Seeded(AtomicU64);

impl Random for Seeded {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let mut z = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            chunk.copy_from_slice(&(z ^ (z >> 31)).to_le_bytes()[..chunk.len()]);
        }
    }
}
