//! One payment for several jobs, laid on them so that each has its part to the yen.

use accounts::{AccountEvent, AccountRefused, Difference, JointPayment, Payment, lay};

use super::{Acting, Side};

impl Acting<'_> {
    pub(super) fn income(
        &self,
        payment: &Payment,
        corrects: Option<u32>,
    ) -> Result<Vec<AccountEvent>, AccountRefused> {
        let month = self.act.month;
        let dues: Option<Vec<u64>> = self
            .sides
            .iter()
            .map(|side| self.due(side, corrects))
            .collect();
        let dues = dues.ok_or(AccountRefused::NotInvoiced)?;
        let due = dues.iter().copied().fold(0, u64::saturating_add);
        if payment.yen != due && payment.difference == Difference::None {
            return Err(AccountRefused::Difference { due });
        }
        if payment.yen > due && payment.difference == Difference::Awaited {
            return Err(AccountRefused::Difference { due });
        }
        let papers = self.sides.iter().map(|side| {
            let papers = side.book().invoice_papers.get(&month);
            let last = papers.and_then(|papers| papers.last());
            last.map(|last| last.what.paper.number.clone())
        });
        let number = self.one_number(papers)?;
        let parts = lay(payment.yen, &dues);
        let events = parts.into_iter().enumerate().map(|(at, yen)| {
            let payment = part(payment, &number, (at, yen));
            match corrects {
                None => AccountEvent::ClientPaid { month, payment },
                Some(part) => AccountEvent::ClientPaymentCorrected {
                    month,
                    part,
                    payment,
                },
            }
        });
        Ok(events.collect())
    }

    /// What a job is still to get beside the payment that is corrected.
    fn due(&self, side: &Side<'_>, corrects: Option<u32>) -> Option<u64> {
        let (month, book) = (self.act.month, side.book());
        let gross = book.invoices.get(&month)?.what.amount().gross();
        let others = book.received(month).iter().zip(1..);
        let others = others.filter(|(_, part)| Some(*part) != corrects);
        Some(others.fold(gross, |due, (it, _)| due.saturating_sub(it.what.yen)))
    }

    pub(super) fn pay(&self, payment: &Payment) -> Result<Vec<AccountEvent>, AccountRefused> {
        let month = self.act.month;
        let earned = |side: &Side<'_>| {
            let inspection = side
                .placement
                .accounts
                .inspections
                .get(&(month, side.worker));
            inspection.map(|it| it.what.transfer())
        };
        let earned: Option<Vec<u64>> = self.sides.iter().map(earned).collect();
        let mut parts = earned.ok_or(AccountRefused::NotInspected)?;
        let all = parts.iter().copied().fold(0, u64::saturating_add);
        let more = payment.yen.checked_sub(all);
        let more = more.ok_or(AccountRefused::Less { yen: all })?;
        if let Some(last) = parts.last_mut() {
            *last += more;
        }
        let papers = self.sides.iter().map(|side| {
            let notices = side.book().notices.get(&(month, side.worker));
            let last = notices.and_then(|papers| papers.last());
            last.map(|last| last.what.paper.number.clone())
        });
        let number = self.one_number(papers)?;
        let sides = self.sides.iter().zip(parts).enumerate();
        let events = sides.map(|(at, (side, yen))| AccountEvent::WorkerPaid {
            worker: side.worker,
            month,
            payment: match at + 1 == self.sides.len() {
                true => part(payment, &number, (at, yen)),
                // More than was earned is the last one's alone.
                false => Payment {
                    difference: Difference::None,
                    ..part(payment, &number, (at, yen))
                },
            },
        });
        Ok(events.collect())
    }

    /// The number of the paper that all of them stand on.
    fn one_number(
        &self,
        papers: impl Iterator<Item = Option<String>>,
    ) -> Result<String, AccountRefused> {
        let numbers: Option<Vec<String>> = papers.collect();
        let mut numbers = numbers.unwrap_or_default();
        numbers.dedup();
        match numbers.len() {
            1 => Ok(numbers.swap_remove(0)),
            _ => Err(AccountRefused::NotTogether),
        }
    }
}

fn part(whole: &Payment, paper: &str, (at, yen): (usize, u64)) -> Payment {
    let part_of = Some(JointPayment {
        paper: paper.to_owned(),
        whole: whole.yen,
        leads: at == 0,
    });
    Payment {
        yen,
        part_of,
        ..whole.clone()
    }
}
