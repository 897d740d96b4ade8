//! What only a person gives: the box without which a form behind a mailed link does nothing that cannot be taken back.
//!
//! Mail filters open the links of a mail, and some submit the first form that they find, as it was served. So every
//! form behind a mailed link is one of these:
//!
//! - It needs a [`Confirmation`]: the box is empty as served, and without it the page comes back with status 422.
//! - It needs a text or a choice that is empty as served: to decline, to ask, to correct or end a record, to change
//!   the holder, to record an order, to settle a caution, to deliver, to call for help; the employer's answer and
//!   consent; the partner's refusal and question.
//! - As served it changes nothing, or nothing that the same page does not take back: 発注の準備, one's registration,
//!   the taps at the door, the code that is mailed to whoever signs in (and the field in which it is typed, empty as
//!   served), the same mail again to an address put right, 続きを書く (a cookie in the browser that asked).
//!
//! The functions' own tests submit every form of every such page as served.

use std::collections::BTreeSet;

use base::wording::Wording;
use town::Content;

use crate::draw::Draw;
use crate::{Field, FieldError, Input};

/// What somebody confirms with a box before its button does anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmation {
    /// A director takes a job on.
    Accept,
    /// A job goes to the partner, or its employer is asked whether it may.
    HandOver,
    /// A stage of a job is done that has neither sum nor hours to type.
    Advance,
    /// To record something in the books of a month.
    Books,
    /// Papers of an order are issued.
    Issue,
    /// A worker has the papers in hand.
    Received,
    /// A worker wants the papers in print.
    WantPaper,
    /// They were handed over in print.
    GivePaper,
    /// The end of a worker's order is announced.
    AnnounceEnding,
    /// A worker wants to know why their order ends.
    AskReason,
    /// A quote leaves for the employer.
    Quote,
    /// The employer agrees to a quote.
    Agree,
    /// The employer refuses a quote.
    RefuseQuote,
    /// The same work is prepared again under a new number.
    Again,
    /// A notice of a job is opened, with what is hidden in it.
    Recruit,
    /// It is ended.
    CloseRecruit,
    /// The partner takes a job.
    PartnerTake,
    /// A guest's address is their own.
    Address,
    /// A guest gives up their place.
    Cancel,
    /// The office gives up somebody's place.
    CancelFor,
    /// Everybody who comes to a seminar is written to.
    WriteAll,
    /// Somebody wants no more mails after seminars.
    Stop,
}

impl Confirmation {
    /// All of them.
    pub const ALL: [Confirmation; 22] = [
        Confirmation::Accept,
        Confirmation::HandOver,
        Confirmation::Advance,
        Confirmation::Books,
        Confirmation::Issue,
        Confirmation::Received,
        Confirmation::WantPaper,
        Confirmation::GivePaper,
        Confirmation::AnnounceEnding,
        Confirmation::AskReason,
        Confirmation::Quote,
        Confirmation::Agree,
        Confirmation::RefuseQuote,
        Confirmation::Again,
        Confirmation::Recruit,
        Confirmation::CloseRecruit,
        Confirmation::PartnerTake,
        Confirmation::Address,
        Confirmation::Cancel,
        Confirmation::CancelFor,
        Confirmation::WriteAll,
        Confirmation::Stop,
    ];

    /// The box's name in the form and its question's in the words; one page may show several.
    pub fn name(self) -> &'static str {
        match self {
            Confirmation::Accept => "confirm_accept",
            Confirmation::HandOver => "confirm_hand_over",
            Confirmation::Advance => "confirm_advance",
            Confirmation::Books => "confirm_books",
            Confirmation::Issue => "confirm_issue",
            Confirmation::Received => "confirm_received",
            Confirmation::WantPaper => "confirm_want_paper",
            Confirmation::GivePaper => "confirm_give_paper",
            Confirmation::AnnounceEnding => "confirm_announce_ending",
            Confirmation::AskReason => "confirm_ask_reason",
            Confirmation::Quote => "confirm_quote",
            Confirmation::Agree => "confirm_agree",
            Confirmation::RefuseQuote => "confirm_refuse_quote",
            Confirmation::Again => "confirm_again",
            Confirmation::Recruit => "confirm_recruit",
            Confirmation::CloseRecruit => "confirm_close_recruit",
            Confirmation::PartnerTake => "confirm_partner_take",
            Confirmation::Address => "confirm_address",
            Confirmation::Cancel => "confirm_cancel",
            Confirmation::CancelFor => "confirm_cancel_for",
            Confirmation::WriteAll => "confirm_write_all",
            Confirmation::Stop => "confirm_stop",
        }
    }

    /// The box, empty unless it was ticked in what was typed, with its error.
    pub fn field(self, words: &Wording, typed: Option<&Input>, errors: &[FieldError]) -> Field {
        let draw = Draw {
            words,
            typed,
            errors,
        };
        draw.many(self.name(), &BTreeSet::new())
    }

    /// What to do where the box is not ticked.
    pub fn missing(self, content: &Content, input: &Input) -> Option<FieldError> {
        let option = content.words.field(self.name()).options.first()?;
        let is_ticked = input.all(self.name()).contains(&option.value);
        (!is_ticked).then(|| FieldError {
            field: self.name().to_owned(),
            message: content.texts.errors.confirm(&option.label),
        })
    }
}
