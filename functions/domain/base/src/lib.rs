//! What every other crate of the domain uses: text and its reading, dates, people, contacts, reference numbers, links, words.

pub mod budget;
pub mod contact;
pub mod csv;
pub mod doer;
#[cfg(test)]
mod foreign;
pub mod holidays;
pub mod industry;
pub mod join_code;
pub mod month;
pub mod people;
pub mod qr_code;
pub mod reference;
pub mod source;
pub mod text;
pub mod time;
pub mod token;
pub mod wording;
