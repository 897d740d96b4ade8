//! What tests of several crates share: a clock and randomness that tests set, samples, a web function on real
//! parts, a way to publish, a mail server, somebody on the wire to the database, a browser without script, and readers of PDFs and codes.

pub mod ambient;
pub mod browser;
pub mod codes;
pub mod employer;
pub mod log;
pub mod odd_events;
pub mod pdf;
pub mod publish;
pub mod reading;
pub mod sample;
pub mod site;
pub mod smtp;
pub mod wire;
