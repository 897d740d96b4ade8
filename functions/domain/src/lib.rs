//! The rules of Kiridashi as pure functions over plain data: no async, clock, randomness, environment or SDK.

pub mod answers;
pub mod assess;
pub mod checks;
pub mod contact;
pub mod content;
pub mod delivery;
pub mod flow;
pub mod form;
pub mod industry;
pub mod message;
pub mod placement;
pub mod reference;
pub mod seminar;
pub mod sheet;
pub mod spec;
pub mod submission;
pub mod tasks;
pub mod text;
pub mod time;
pub mod token;
