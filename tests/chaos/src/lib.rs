//! What becomes of what was accepted when everything below goes wrong: faults of the store, the stream and the mail
//! server by chance, and kills at any moment. One seed, one course of events.

pub mod audit;
pub mod dice;
mod faulty;
pub mod kill;
pub mod program;
mod visitors;
pub mod weather;
