//! 月ごとの記録: what workers delivered, passed and were paid, and what the client was invoiced and paid, by month.

mod client_forms;
mod draw;
mod draw_client;
mod drawn_forms;
mod fault;
mod page;
mod read;
mod together;
mod unsent;

use base::month::Month;
use town::texts::Texts;

pub(crate) use page::{record, show};

/// Where it is.
pub(crate) const BOOKS: &str = "/director/months";

/// Which of the books a form writes into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BookForm {
    Notify,
    Inspect,
    Pay,
    Invoice,
    Income,
    SendInvoice,
    SendNotices,
}

impl BookForm {
    const ALL: [BookForm; 7] = [
        BookForm::Notify,
        BookForm::Inspect,
        BookForm::Pay,
        BookForm::Invoice,
        BookForm::Income,
        BookForm::SendInvoice,
        BookForm::SendNotices,
    ];

    fn code(self) -> &'static str {
        match self {
            BookForm::Notify => "notify",
            BookForm::Inspect => "inspect",
            BookForm::Pay => "pay",
            BookForm::Invoice => "invoice",
            BookForm::Income => "income",
            BookForm::SendInvoice => "sendinvoice",
            BookForm::SendNotices => "sendnotices",
        }
    }

    /// The address of the page with this form open; `number` is that of the worker, or of the payment that it corrects.
    fn at(self, month: Month, number: u32, token: &str) -> String {
        let (form, of) = (self.code(), self.numbered());
        format!("{BOOKS}?t={token}&form={form}&month={month}&{of}={number}")
    }

    /// What the number in its address is of.
    fn numbered(self) -> &'static str {
        match self {
            BookForm::Income => "part",
            _ => "worker",
        }
    }

    /// What the link to it says, and its heading; `again`: where something is corrected by it.
    fn words(self, again: bool, texts: &Texts) -> &str {
        let (texts, money) = (&texts.accounts, &texts.money);
        match (self, again) {
            (BookForm::Notify, false) => texts.notify(),
            (BookForm::Notify, true) => texts.notify_again(),
            (BookForm::Inspect, false) => texts.inspect(),
            (BookForm::Inspect, true) => texts.inspect_again(),
            (BookForm::Pay, false) => texts.pay(),
            (BookForm::Pay, true) => texts.pay_again(),
            (BookForm::Invoice, false) => texts.invoice(),
            (BookForm::Invoice, true) => texts.invoice_again(),
            (BookForm::Income, false) => texts.income_record(),
            (BookForm::Income, true) => texts.income_again(),
            (BookForm::SendInvoice, false) => money.send_invoice(),
            (BookForm::SendInvoice, true) => money.send_invoice_again(),
            (BookForm::SendNotices, false) => money.send_notices(),
            (BookForm::SendNotices, true) => money.send_notices_again(),
        }
    }

    fn from_code(code: &str) -> Option<BookForm> {
        BookForm::ALL.into_iter().find(|form| form.code() == code)
    }
}
