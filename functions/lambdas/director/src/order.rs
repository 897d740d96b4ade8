//! 発注の準備: an order is prepared, looked at, issued, and followed until it is delivered, by whoever looks after
//! its placement.

mod acts;
mod again;
mod cautions;
mod draw;
mod ending;
mod ending_fields;
mod issued;
mod meter;
mod open;
mod page;
mod quote;
mod quote_draw;
mod quote_read;
mod quote_sent;
mod read;
mod recruit;
mod recruit_draw;
mod recruit_take;
mod reported;
#[cfg(test)]
mod tests;
mod visit;
mod worker;

pub(crate) use acts::{issue, prepare, settle};
pub(crate) use again::{show_again, take_again};
pub(crate) use ending::{ENDING, give_reason, show_ending, take_ending};
pub(crate) use issued::follow_up;
pub(crate) use page::{open_order, show};
pub(crate) use quote::{QUOTE_FORM, prepare_quote, record_quote, send_quote, show_quote};
pub(crate) use recruit::{RECRUIT, close_recruit, open_recruit, show_recruit};
pub(crate) use recruit_take::take_applicant;
pub(crate) use reported::{after, deliver_fields, delivered, received};
pub(crate) use worker::{WORKER, answer_notice, deliver, give_paper, receive, show_worker};

use forms::limits;

/// The most characters of the item 仕事の内容: four fields of a sheet with their labels.
const WORK: usize = 4 * limits::SPEC + 100;
