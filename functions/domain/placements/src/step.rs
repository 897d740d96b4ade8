//! The steps of the clock about a placement that waits.

/// How far the clock went in one wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Whoever has it was reminded.
    Reminder,
    /// The deputy has it as well.
    Deputy,
    /// The office has it as well.
    Office,
}
