//! Sums of money: lines of a number and a price, and the tax on their sum.

use orders::FeeLine;

/// A sum with its tax, in yen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    /// Without tax.
    pub net: u64,
    /// The tax.
    pub tax: u64,
}

impl Amount {
    /// With tax.
    pub fn gross(self) -> u64 {
        self.net.saturating_add(self.tax)
    }
}

/// The sum of some lines. The tax is rounded down once, on the sum and not on each line, as an invoice must
/// (国税庁 No.6371).
pub fn amount(lines: &[FeeLine], tax_percent: u32) -> Amount {
    let each = lines
        .iter()
        .map(|line| line.unit_yen.saturating_mul(u64::from(line.count)));
    let net = each.fold(0, u64::saturating_add);
    Amount {
        net,
        tax: net.saturating_mul(u64::from(tax_percent)) / 100,
    }
}
