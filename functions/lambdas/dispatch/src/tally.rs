//! What became of messages, each and counted.

use serde::Serialize;

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliveryOutcome {
    /// It left.
    Delivered,
    /// It will be tried again.
    Postponed,
    /// It was given up and is a dead letter now.
    DeadLetter,
    /// It was no longer true and was settled without leaving.
    Discarded,
    /// Nothing to do: done, not due, or another sender has it.
    Skipped,
}

/// Counts of outcomes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Left.
    pub delivered: usize,
    /// To be tried again later.
    pub postponed: usize,
    /// Given up.
    pub dead_letters: usize,
    /// No longer true when they would have left, and settled without leaving.
    pub discarded: usize,
    /// Not ours to send: done, not due, or another sender has it.
    pub skipped: usize,
    /// The store could not be read or written.
    pub failed: usize,
    /// Reports about mails that had left and that changed something.
    pub reported: usize,
    /// Reports that changed nothing: repeated, about no mail of ours, or of no importance.
    pub ignored: usize,
}

impl Tally {
    pub(crate) fn count(&mut self, outcome: DeliveryOutcome) {
        *match outcome {
            DeliveryOutcome::Delivered => &mut self.delivered,
            DeliveryOutcome::Postponed => &mut self.postponed,
            DeliveryOutcome::DeadLetter => &mut self.dead_letters,
            DeliveryOutcome::Discarded => &mut self.discarded,
            DeliveryOutcome::Skipped => &mut self.skipped,
        } += 1;
    }
}
