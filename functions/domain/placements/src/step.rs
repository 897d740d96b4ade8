//! The steps of the clock about a placement that waits.

/// What the clock does in one wait, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClockStep {
    /// Whoever has it was reminded.
    Reminder,
    /// The deputy has it as well.
    Deputy,
    /// The office has it as well.
    Office,
}
