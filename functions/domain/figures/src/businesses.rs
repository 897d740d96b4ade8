//! The businesses behind a year's figures, by their numbers in the register.

use std::collections::BTreeSet;

use crate::ledger::{Fact, LedgerLine};
use crate::numbers::BusinessNumbers;
use crate::reference;

/// The businesses behind a year's figures, each once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Businesses {
    /// That paid something.
    pub payers: BTreeSet<String>,
    /// That ordered something.
    pub clients: BTreeSet<String>,
    /// That the office went to and met.
    pub visited: BTreeSet<String>,
    /// That sent a sheet.
    pub senders: BTreeSet<String>,
    /// Of whose sheets somebody took one on.
    pub accepted: BTreeSet<String>,
    /// Of whose sheets a partner took one on.
    pub passed_on: BTreeSet<String>,
    /// For whose work a worker was paid.
    pub worked_for: BTreeSet<String>,
}

impl Businesses {
    /// Of lines that stand.
    pub fn of(lines: &[LedgerLine], numbers: &BusinessNumbers) -> Businesses {
        let mut all = Businesses::default();
        for line in lines {
            let (among, number) = match &line.fact {
                Fact::Accepted { by, .. } if by.partner().is_some() => {
                    let number = numbers.of(reference(line)).to_owned();
                    all.passed_on.insert(number);
                    (&mut all.accepted, reference(line))
                }
                Fact::WorkerPaid { .. } => (&mut all.worked_for, reference(line)),
                Fact::Paid { .. } | Fact::ClientPaid { .. } => (&mut all.payers, reference(line)),
                Fact::Ordered { .. } => (&mut all.clients, reference(line)),
                Fact::VisitMade { business } => (&mut all.visited, business.as_str()),
                Fact::Received { .. } => (&mut all.senders, reference(line)),
                Fact::Accepted { .. } => (&mut all.accepted, reference(line)),
                _ => continue,
            };
            among.insert(numbers.of(number).to_owned());
        }
        all
    }
}
