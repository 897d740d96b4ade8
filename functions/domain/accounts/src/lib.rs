//! Two books of each placement, month by month: what its workers delivered, passed and were paid, and what its client
//! was invoiced and paid. Amounts are integer yen.
//!
//! The two are joined by the month and never mixed: a client who pays late changes nothing for a worker, and what is
//! left between them is worked out, never typed.

mod amount;
mod book;
mod event;
mod joint;
mod joint_paper;
mod judge;
mod judge_client;
mod late;
mod paper;
mod refused;
mod rows;
mod stands;
mod withholding;

pub use amount::{Amount, amount};
pub use book::{AccountBook, AccountRecord};
pub use event::{
    AccountEvent, ClientDelivery, Difference, HeardAnswer, Inspection, Invoice, InvoiceLine,
    NoticeAnswer, Payment, SentPaper,
};
pub use joint::{Joint, JointJob, JointPayment, Share, lay};
pub use joint_paper::{JointInvoice, JointNotice};
pub use judge::AccountJudge;
pub use paper::{MoneyFacts, PaperNumber, digits};
pub use refused::AccountRefused;
pub use rows::{ClientRow, MonthRow, PayState, WorkerRow};
pub use withholding::Withholding;

#[cfg(test)]
mod tests;
