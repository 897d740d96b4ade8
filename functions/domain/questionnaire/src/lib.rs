//! The questionnaire: the tasks that were picked, how far an employer is, and what may be handed over.

pub mod assess;
pub mod common;
pub mod flow;
pub mod kinds;
pub mod tasks;
