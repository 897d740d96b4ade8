//! The directors' pages over HTTP on real parts: what each person does, and what must never happen.

mod again;
mod agreement;
mod client;
mod decide;
mod endings;
mod exchange;
mod lists;
mod machine;
mod money;
mod months;
mod nine_months;
mod orders;
mod papers;
mod partner;
mod question;
mod quotes;
mod recruit;
mod search;
mod sign_in;
mod site;
mod stages;
mod start;
mod together;
mod two_partners;
mod whole;
mod year;
