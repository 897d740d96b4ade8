//! The public pages as built: what is in them, what they weigh, and how they look to axe.

mod axe;
mod built;
mod calendar;
mod markup;
mod prices;
mod reading;
mod search;
mod seminars;
mod towns;
mod wording;
