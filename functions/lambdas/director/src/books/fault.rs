//! What to correct in a form of the books, where something cannot be true.

use accounts::{AccountEvent, AccountRefused};
use base::text::yen;
use base::time::japanese;
use forms::FieldError;
use placements::{Command, Refused};
use town::Content;
use town::texts::AccountTexts;

/// What to correct where something may not be recorded; `None`: nothing at a field.
pub(super) fn fault(
    refused: &AccountRefused,
    event: &AccountEvent,
    texts: &AccountTexts,
) -> Option<FieldError> {
    let (amount, day) = match event {
        AccountEvent::Inspected { .. } => ("passed", "on"),
        AccountEvent::ClientNotified { .. } => ("quantity", "on"),
        AccountEvent::Invoiced { invoice, .. } => (
            match invoice.lines.iter().any(|line| !line.what.is_empty()) {
                true => "unit_yen_1",
                false => "unit_yen",
            },
            if invoice.due < invoice.on {
                "due"
            } else {
                "on"
            },
        ),
        _ => ("yen", "on"),
    };
    let (field, message) = match refused {
        AccountRefused::Done { .. }
        | AccountRefused::Joint
        | AccountRefused::NotTogether
        | AccountRefused::DueOver { .. } => {
            return None;
        }
        AccountRefused::NothingDelivered => (amount, texts.fault_nothing().to_owned()),
        AccountRefused::FutureDay => (day, texts.fault_future().to_owned()),
        AccountRefused::TooEarly { first } => (day, texts.fault_early(japanese(*first))),
        AccountRefused::Count { delivered } => match event {
            AccountEvent::ClientNotified { .. } => (amount, texts.fault_notify(delivered)),
            _ => (amount, texts.fault_count(delivered)),
        },
        AccountRefused::AboveCeiling { most } => (amount, texts.fault_ceiling(most)),
        AccountRefused::ReasonMissing => match event {
            AccountEvent::Inspected { .. } => ("reason", texts.fault_reason().to_owned()),
            AccountEvent::ClientNotified { .. } => ("place", texts.place_missing().to_owned()),
            _ => ("reason", texts.fault_difference_reason().to_owned()),
        },
        AccountRefused::PassedBySilence { on, least } => {
            (amount, texts.fault_silence(japanese(*on), least))
        }
        AccountRefused::Difference { due } => match event {
            AccountEvent::WorkerPaid { .. } => ("reason", texts.fault_more(yen(*due))),
            _ => ("difference", texts.fault_difference(yen(*due))),
        },
        AccountRefused::BelowPrice { yen: price } => {
            ("below", texts.fault_below_price(yen(*price)))
        }
        AccountRefused::Fee => ("unit_yen", texts.fault_fee().to_owned()),
        AccountRefused::NotInvoiced => (amount, texts.fault_not_invoiced().to_owned()),
        AccountRefused::NotInspected => (amount, texts.fault_not_inspected().to_owned()),
        AccountRefused::Less { yen: earned } => (amount, texts.fault_less(yen(*earned))),
        AccountRefused::NoAmount => (amount, texts.yen_missing().to_owned()),
    };
    Some(FieldError {
        field: field.to_owned(),
        message,
    })
}

/// Why nothing was recorded or sent, where it is about no field.
pub(super) fn why(refused: &Refused, command: &Command, content: &Content) -> String {
    let (texts, money) = (&content.texts.accounts, &content.texts.money);
    match (refused, command) {
        (Refused::Account(AccountRefused::NotTogether), _) => money.fault_together().to_owned(),
        (Refused::Account(AccountRefused::DueOver { due }), _) => {
            money.fault_invoice_over(japanese(*due))
        }
        (_, Command::SendInvoice { .. }) => money.fault_invoice().to_owned(),
        (_, Command::SendNotices { .. }) => money.fault_notices().to_owned(),
        _ => texts.fault_refused().to_owned(),
    }
}
