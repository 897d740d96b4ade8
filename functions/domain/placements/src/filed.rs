//! What was filed: papers that left and money that moved, as it is kept and as it is found.

use std::collections::BTreeMap;

use accounts::{AccountRecord, SentPaper};
use jiff::civil::Date;
use orders::order_number;
use serde::{Deserialize, Serialize};

use super::id::SpecId;

/// A paper that left, or money that moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiledPaper {
    /// What it is about.
    pub placement: SpecId,
    /// What it is.
    pub kind: FiledKind,
    /// Its number; of money that moved, the month and which of its payments.
    pub number: String,
    /// Its version; 0 for what has none.
    pub version: u32,
    /// The day.
    pub on: Date,
    /// Yen with tax; `None` where it says no amount, or nobody knows it yet.
    pub yen: Option<u64>,
    /// The worker's number and name; `None`: it is between employer and operator.
    pub worker: Option<(u32, String)>,
    /// The number of the paper that it replaces, where that is another number.
    pub replaces: Option<String>,
    /// Which of its case's records filed it; 0: it was not read from one.
    pub recorded: u64,
}

impl FiledPaper {
    /// With the number of the one before it.
    pub(super) fn after(self, papers: Option<&Vec<AccountRecord<SentPaper>>>) -> FiledPaper {
        let mut before = papers.into_iter().flatten().rev().skip(1);
        let replaces = before.next().map(|it| it.what.paper.number.clone());
        FiledPaper { replaces, ..self }
    }

    /// Whether this is what stands in the place of that other one.
    fn replaces(&self, other: &FiledPaper) -> bool {
        self.replaces.as_ref() == Some(&other.number)
            || (self.version, self.recorded) > (other.version, other.recorded)
    }
}

/// What stands now in the place of each of these that was replaced, by its place among them.
pub fn replaced(filed: &[FiledPaper]) -> BTreeMap<usize, &FiledPaper> {
    let key = |it: &FiledPaper, number: &str| {
        // A number of a paper is nobody else's; that of money is one of its job.
        let worker = it.worker.as_ref().map(|(worker, _)| *worker);
        let of = (it.version == 0).then(|| (it.placement.clone(), worker));
        (it.kind, of, number.to_owned())
    };
    let mut by: BTreeMap<_, Vec<&FiledPaper>> = BTreeMap::new();
    for it in filed {
        for number in [Some(&it.number), it.replaces.as_ref()]
            .into_iter()
            .flatten()
        {
            by.entry(key(it, number)).or_default().push(it);
        }
    }
    let places = filed.iter().enumerate().filter_map(|(place, it)| {
        let later = by.get(&key(it, &it.number))?.iter();
        let later = later.filter(|other| !it.number.is_empty() && other.replaces(it));
        let latest = later.max_by_key(|other| (other.version, other.recorded))?;
        Some((place, *latest))
    });
    places.collect()
}

/// The same as it is kept, without names and without its day, which every record that files would hold; the number is
/// empty where it is that of the worker's order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShortPaper(
    SpecId,
    FiledKind,
    String,
    u32,
    Option<u64>,
    Option<(u32, String)>,
    #[serde(default, skip_serializing_if = "Option::is_none")] Option<String>,
);

/// What the number of that paper is, if it is that of an order.
fn numbered(placement: &SpecId, kind: FiledKind, worker: Option<&(u32, String)>) -> Option<String> {
    let (worker, _) = worker.filter(|_| matches!(kind, FiledKind::Terms | FiledKind::Ending))?;
    Some(order_number(placement, *worker))
}

impl From<&FiledPaper> for ShortPaper {
    fn from(it: &FiledPaper) -> ShortPaper {
        let usual = numbered(&it.placement, it.kind, it.worker.as_ref());
        let number = Some(&it.number).filter(|number| Some(*number) != usual.as_ref());
        let number = number.cloned().unwrap_or_default();
        let (placement, worker) = (it.placement.clone(), it.worker.clone());
        let replaces = it.replaces.clone();
        ShortPaper(
            placement, it.kind, number, it.version, it.yen, worker, replaces,
        )
    }
}

impl ShortPaper {
    /// The paper, filed on that day.
    pub fn on(self, on: Date) -> FiledPaper {
        let ShortPaper(placement, kind, number, version, yen, worker, replaces) = self;
        let usual = || numbered(&placement, kind, worker.as_ref()).unwrap_or_default();
        FiledPaper {
            number: match number.is_empty() {
                true => usual(),
                false => number,
            },
            placement,
            kind,
            version,
            on,
            yen,
            worker,
            replaces,
            recorded: 0,
        }
    }
}

/// What was filed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FiledKind {
    /// 取引条件明示書
    #[serde(rename = "t")]
    Terms,
    /// 終了の予告
    #[serde(rename = "e")]
    Ending,
    /// 見積書
    #[serde(rename = "q")]
    Quote,
    /// 注文書
    #[serde(rename = "o")]
    Purchase,
    /// 請書
    #[serde(rename = "a")]
    Acceptance,
    /// 請求書
    #[serde(rename = "i")]
    Invoice,
    /// 支払通知書
    #[serde(rename = "n")]
    PayNotice,
    /// 入金
    #[serde(rename = "m")]
    Income,
    /// 支払い
    #[serde(rename = "p")]
    Pay,
}
