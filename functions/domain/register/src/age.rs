//! What the register no longer keeps: who it was once the source is gone, and in the end the traces.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::{Register, Trace, TraceSource};

impl Register {
    /// Deletes as of a day. `known`: the sources that still say who it was. `oldest`: the first day that figures are kept
    /// of.
    pub(crate) fn age(&mut self, known: &BTreeSet<(TraceSource, &str)>, today: Date, oldest: Date) {
        let is_known = |trace: &Trace| match trace.until {
            Some(until) => today <= until,
            None => known.contains(&trace.key()),
        };
        for business in self.0.values_mut() {
            business.traces.retain(|trace| trace.on >= oldest);
            let unknown = business.traces.iter_mut().filter(|it| !is_known(it));
            unknown.for_each(|trace| trace.identity = None);
        }
        self.0.retain(|_, business| !business.traces.is_empty());
    }
}
