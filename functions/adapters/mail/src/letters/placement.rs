//! Letters about placements: which one each recipient gets.

mod agreement;
mod director;
mod employer;
mod inspected;
mod money;
mod order;
mod order_news;
mod partner;
mod past;
mod quote;
mod receipt;

use base::people::{Actor, Notice};
use placements::News;

use crate::context::Context;
use crate::error::ComposeError;
use crate::letter::Letter;

/// The letter of one message about placements.
pub(super) fn letter(news: &News, context: &Context<'_>) -> Result<Letter, ComposeError> {
    match (&news.to, news.notice) {
        (_, Notice::Receipt) => receipt::letter(news, context),
        (Actor::Employer, Notice::Quote | Notice::Contract) => quote::to_employer(news, context),
        (Actor::Employer, Notice::Invoice | Notice::InvoiceLate) => {
            money::to_employer(news, context)
        }
        (Actor::Worker { number }, Notice::PayNotice) => money::to_worker(*number, news, context),
        (Actor::Worker { number }, Notice::PayAnswer) => money::heard(*number, news, context),
        (Actor::Worker { number }, Notice::Inspected) => inspected::letter(*number, news, context),
        (_, Notice::InvoicePaper | Notice::PayPaper | Notice::PayAnswer) => {
            money::to_keeper(news, context)
        }
        (_, Notice::QuotePaper | Notice::QuoteAnswer) => quote::to_keeper(news, context),
        (Actor::Employer, _) => employer::letter(news, context),
        (_, Notice::Phone) => employer::by_phone(news, context),
        (Actor::Partner { partner }, _) => partner::letter(partner, news, context),
        (Actor::Worker { number }, Notice::Ending) => order::ending(*number, news, context),
        (Actor::Worker { number }, _) => order::letter(*number, news, context),
        (
            _,
            Notice::OrderPaper
            | Notice::EndingPaper
            | Notice::PaperWanted
            | Notice::Delivered
            | Notice::Applied
            | Notice::Trouble
            | Notice::OrderDue,
        ) => order_news::letter(news, context),
        _ => director::letter(news, context),
    }
}
