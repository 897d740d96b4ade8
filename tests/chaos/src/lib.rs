//! What becomes of what was accepted when everything below goes wrong: faults of the store, the stream and the mail
//! server by chance, full disks, and kills at any moment. One seed, one course of events.

pub mod audit;
mod bounces;
pub mod dice;
mod faulty;
pub mod full;
pub mod kill;
pub mod program;
mod ticks;
mod visitors;
pub mod weather;
