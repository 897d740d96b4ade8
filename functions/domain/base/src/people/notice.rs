//! The notices that people of a placement can get.

use serde::{Deserialize, Serialize};

/// What a message about placements says. The entry that caused it has the details.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// To a director, a deputy or the office: it is yours to decide now.
    Offer,
    /// To the office: what was sent, and who got it; what nobody got is the office's to decide.
    Copy,
    /// To the employer: it arrived; nothing of what was answered.
    Receipt,
    /// To whoever has it: it still waits for you.
    Reminder,
    /// To the deputy or the office: the one before did not answer, it is yours as well now.
    Escalation,
    /// To the employer: the director asks something.
    Question,
    /// To whoever asked: the employer answered.
    Answer,
    /// To the employer: may it go to the partner?
    Consent,
    /// To the director: the employer's word on the partner.
    ConsentAnswer,
    /// To the partner: a spec, or its next version; by webhook or by mail.
    HandOver,
    /// To the partner: it is taken back.
    TakenBack,
    /// To whoever has it: the partner that handed it to us takes it back.
    Withdrawn,
    /// To whoever has it, the office and the employer: the employer changed their mind about what the office wrote.
    Agreement,
    /// To the director: the partner's answer or question.
    PartnerAnswer,
    /// To the employer: what happened, in plain words.
    StatusUpdate,
    /// To the office: the employer gave no mail address, tell or ask them by phone.
    Phone,
    /// To a worker: the papers of an order, or their next version.
    Order,
    /// To whoever looks after it: a worker has no mail address, print the papers and hand them over.
    OrderPaper,
    /// To a worker: the end of an order, or its reason.
    Ending,
    /// To whoever looks after it: a worker has no mail address, print the notice of the end and hand it over.
    EndingPaper,
    /// To whoever looks after it: a worker wants the papers in print.
    PaperWanted,
    /// To whoever looks after it: a worker delivered.
    Delivered,
    /// To the office: a worker is in trouble.
    Trouble,
    /// To whoever looks after it, their deputy or the office: a day of an order is near or was missed.
    OrderDue,
    /// To whoever looks after it: somebody answered the notice of the job.
    Applied,
    /// To the employer: a quote.
    Quote,
    /// To whoever looks after it: the employer has no mail address, print the quote and hand it over.
    QuotePaper,
    /// To whoever looks after it: the employer's answer to a quote.
    QuoteAnswer,
    /// To the employer: 注文書 and 請書.
    Contract,
    /// To the employer: 請求書.
    Invoice,
    /// To whoever looks after it: the employer has no mail address, print the invoice and hand it over.
    InvoicePaper,
    /// To the employer: the day of an invoice is over, and nothing has arrived.
    InvoiceLate,
    /// To a worker: not all of what they delivered is as agreed.
    Inspected,
    /// To a worker: 支払通知書.
    PayNotice,
    /// To whoever looks after it: a worker has no mail address, print the notice and hand it over.
    PayPaper,
    /// To whoever looks after it: a worker confirms a notice, or objects.
    PayAnswer,
}

impl Notice {
    /// Whether it is lost work when a director cannot be reached with it, so that the deputy gets it, or
    /// the director for the deputy. Reminder and escalation are followed by the clock's next step anyway.
    pub fn needs_somebody(self) -> bool {
        matches!(
            self,
            Notice::Offer
                | Notice::Answer
                | Notice::ConsentAnswer
                | Notice::PartnerAnswer
                | Notice::Withdrawn
                | Notice::Agreement
                | Notice::OrderPaper
                | Notice::EndingPaper
                | Notice::Applied
                | Notice::QuotePaper
                | Notice::QuoteAnswer
                | Notice::PaperWanted
                | Notice::Delivered
                | Notice::InvoicePaper
                | Notice::PayPaper
                | Notice::PayAnswer
        )
    }

    /// Its code in message ids.
    pub fn code(self) -> &'static str {
        match self {
            Notice::Offer => "offer",
            Notice::Copy => "copy",
            Notice::Receipt => "receipt",
            Notice::Reminder => "reminder",
            Notice::Escalation => "escalation",
            Notice::Question => "question",
            Notice::Answer => "answer",
            Notice::Consent => "consent",
            Notice::ConsentAnswer => "consented",
            Notice::HandOver => "handover",
            Notice::TakenBack => "takenback",
            Notice::Withdrawn => "withdrawn",
            Notice::Agreement => "agreement",
            Notice::PartnerAnswer => "partner",
            Notice::StatusUpdate => "update",
            Notice::Phone => "phone",
            Notice::Order => "order",
            Notice::OrderPaper => "print",
            Notice::Ending => "ending",
            Notice::EndingPaper => "endprint",
            Notice::PaperWanted => "paper",
            Notice::Delivered => "delivered",
            Notice::Trouble => "trouble",
            Notice::OrderDue => "due",
            Notice::Applied => "applied",
            Notice::Quote => "quote",
            Notice::QuotePaper => "quoteprint",
            Notice::QuoteAnswer => "quoteanswer",
            Notice::Contract => "contract",
            Notice::Invoice => "invoice",
            Notice::InvoicePaper => "invoiceprint",
            Notice::InvoiceLate => "invoicelate",
            Notice::Inspected => "inspected",
            Notice::PayNotice => "pay",
            Notice::PayPaper => "payprint",
            Notice::PayAnswer => "payanswer",
        }
    }
}
