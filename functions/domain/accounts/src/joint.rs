//! What several jobs of one party have together: a paper, the tax that is rounded once on it, and a payment for all.

use serde::{Deserialize, Serialize};

use crate::amount::Amount;
use crate::withholding::Withholding;

/// The jobs that one paper states, as it is kept with each of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joint {
    /// The jobs, in the order of the paper.
    pub jobs: Vec<JointJob>,
    /// Which of them this one is, from 0.
    pub at: usize,
    /// What is to be paid for all of them, in yen.
    pub whole: u64,
    /// What of it falls on this one.
    #[serde(flatten)]
    pub share: Share,
}

impl Joint {
    /// Whether it is the first one, by which mails and reminders go and under which the paper is found.
    pub fn leads(&self) -> bool {
        self.at == 0
    }
}

/// One job of a paper.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct JointJob {
    /// Its number.
    pub placement: String,
    /// The worker's number in it, of what a worker is paid; 0: it is the client's side.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub worker: u32,
}

impl std::fmt::Display for JointJob {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.placement, self.worker)
    }
}

impl JointJob {
    /// Reads one as it is written in an address.
    pub fn parse(text: &str) -> Option<JointJob> {
        let (placement, worker) = text.rsplit_once('.')?;
        Some(JointJob {
            placement: placement.to_owned(),
            worker: worker.parse().ok()?,
        })
    }
}

// The signature is Serde's.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_zero(worker: &u32) -> bool {
    *worker == 0
}

/// What falls on one job of what is worked out once on a paper, in yen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Tax.
    pub tax: u64,
    /// Income tax that is kept back.
    #[serde(default)]
    pub kept_back: u64,
}

impl Share {
    /// A job's sum with the tax that falls on it.
    pub(crate) fn tax_of(share: Option<Share>, alone: Amount) -> Amount {
        Amount {
            tax: share.map_or(alone.tax, |share| share.tax),
            ..alone
        }
    }
}

/// The payment that one of a job is a part of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JointPayment {
    /// The number of the paper that was paid.
    pub paper: String,
    /// Yen in all.
    pub whole: u64,
    /// Whether it is kept here that so much moved.
    pub leads: bool,
}

/// The tax of each rate, rounded down once.
pub(crate) fn tax_of_rates(jobs: &[(u64, u32)]) -> Vec<(u32, Amount)> {
    let mut rates: Vec<u32> = jobs.iter().map(|(_, percent)| *percent).collect();
    rates.sort_unstable();
    rates.dedup();
    let of_rate = |percent: u32| {
        let jobs = jobs.iter().filter(|(_, of)| *of == percent);
        let net = jobs.fold(0, |net: u64, (more, _)| net.saturating_add(*more));
        let tax = net.saturating_mul(u64::from(percent)) / 100;
        (percent, Amount { net, tax })
    };
    rates.into_iter().map(of_rate).collect()
}

/// What of it falls on each job: its own, rounded down, and on the last of a rate what rounding left.
pub(crate) fn tax_shares(jobs: &[(u64, u32)]) -> Vec<u64> {
    let own = |(net, percent): &(u64, u32)| net.saturating_mul(u64::from(*percent)) / 100;
    let mut shares: Vec<u64> = jobs.iter().map(own).collect();
    for (percent, amount) in tax_of_rates(jobs) {
        let of_rate = |at: &usize| jobs[*at].1 == percent;
        let places: Vec<usize> = (0..jobs.len()).filter(of_rate).collect();
        let laid = places
            .iter()
            .map(|at| shares[*at])
            .fold(0, u64::saturating_add);
        if let Some(last) = places.last() {
            shares[*last] += amount.tax.saturating_sub(laid);
        }
    }
    shares
}

/// What is kept back of each job, of which the whole is worked out once on their sum.
pub(crate) fn kept_shares(jobs: &[(u64, Withholding)]) -> Vec<u64> {
    let base = |(net, withholding): &(u64, Withholding)| match withholding {
        Withholding::Listed => *net,
        Withholding::None => 0,
    };
    let bases: Vec<u64> = jobs.iter().map(base).collect();
    let all = bases.iter().copied().fold(0, u64::saturating_add);
    lay(Withholding::Listed.kept_back(all), &bases)
}

/// Yen laid on jobs in proportion to what each is to get, to the yen: none gets more than that while there is not enough
/// for all. Where none is to get anything, the last one has it.
pub fn lay(yen: u64, on: &[u64]) -> Vec<u64> {
    let all: u128 = on.iter().copied().map(u128::from).sum();
    let (mut before, mut laid) = (0, 0);
    let part = |of: &u64| {
        before += u128::from(*of);
        let up_to = (u128::from(yen) * before).checked_div(all);
        // No more than `yen`, so the cast loses nothing.
        let up_to = up_to.map_or(0, |yen| yen as u64);
        let part = up_to - laid;
        laid = up_to;
        part
    };
    let mut parts: Vec<u64> = on.iter().map(part).collect();
    if let Some(last) = parts.last_mut().filter(|_| all == 0) {
        *last = yen;
    }
    parts
}
