//! Who a worker is, as digits that tell people apart and name nobody.

use serde::Serialize;
use text_checks::letters;

use crate::book::Order;
use crate::hash::fingerprint;

impl Order {
    /// Tells apart whose link it is: eight digits of the fingerprint of name and address.
    pub fn person(&self) -> String {
        let terms = &self.latest().terms;
        digits(&(&terms.worker, &terms.mail))
    }

    /// Tells apart who is paid, likewise: by their address, and by name where they gave none.
    pub fn payee(&self) -> String {
        let terms = &self.latest().terms;
        match &terms.mail {
            Some(mail) => digits(&mail.as_str()),
            None => digits(&letters(&terms.worker)),
        }
    }
}

fn digits(of: &impl Serialize) -> String {
    let mut digits = fingerprint(of);
    digits.truncate(8);
    digits
}
