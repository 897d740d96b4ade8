//! Chance, the same for one seed.

use std::sync::{Arc, Mutex};

use fastrand::Rng;

/// Dice that several people throw. Clones share them.
#[derive(Clone, Debug)]
pub struct Dice(Arc<Mutex<Rng>>);

impl Dice {
    /// Dice whose throws follow from the seed.
    pub fn seeded(seed: u64) -> Dice {
        Dice(Arc::new(Mutex::new(Rng::with_seed(seed))))
    }

    /// A number below `end`, which is above 0.
    ///
    /// # Panics
    /// When somebody panicked while throwing.
    pub fn below(&self, end: u64) -> u64 {
        self.0
            .lock()
            .expect("nobody panics while throwing")
            .u64(0..end)
    }

    /// One of some things, which are not none.
    pub fn one_of<'a, T>(&self, all: &'a [T]) -> &'a T {
        // Below the length, which is a usize.
        &all[self.below(all.len() as u64) as usize]
    }
}
