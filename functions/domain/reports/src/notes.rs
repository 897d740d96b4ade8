//! What the office writes about a year: targets, what came from elsewhere, its judgement, and what is shown to everybody.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use town::texts::{FiguresTexts, ReportsTexts};

/// The plan's four figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kpi {
    /// 業務委託料収入額, in yen; said in thousands as in the plan.
    Income,
    /// クライアント延べ数
    Clients,
    /// 営業訪問企業数
    Visits,
    /// ディレクター延べ数
    Directors,
}

/// What the office writes about a fiscal year.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportNotes {
    /// The fiscal year.
    pub year: i16,
    /// Which state of it this is, from 1; 0: nothing was written yet.
    pub version: u32,
    /// The targets of the year, income in thousands of yen; missing: the town has set none.
    pub targets: BTreeMap<Kpi, u64>,
    /// What this software did not count: other clients, years before it.
    pub outside: BTreeMap<Kpi, OutsideFigure>,
    /// 評価
    pub rating: Option<Rating>,
    /// Why, in the office's words.
    pub evaluation: String,
    /// 会議の意見
    pub opinions: String,
    /// 今後の方針
    pub policy: Option<Policy>,
    /// Its reason.
    pub policy_reason: String,
    /// Of figures behind which somebody could be recognised: whether they are shown, decided once.
    pub shown: BTreeMap<Kpi, ShownChoice>,
    /// What was decided before, oldest first.
    pub former: BTreeMap<Kpi, Vec<ShownChoice>>,
    /// When it was written last.
    pub at: Option<Timestamp>,
    /// By whom.
    pub by: String,
}

impl ReportNotes {
    /// Takes a decision about a figure; another one before stays beside it, the same again changes nothing.
    pub fn decide(&mut self, kpi: Kpi, choice: ShownChoice) {
        let said = |it: &ShownChoice| (it.is_shown, it.reason.clone());
        match self.shown.get(&kpi) {
            Some(before) if said(before) == said(&choice) => return,
            Some(before) => {
                let former = self.former.entry(kpi).or_default();
                former.push(before.clone());
            }
            None => {}
        }
        self.shown.insert(kpi, choice);
    }
}

/// A figure from elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OutsideFigure {
    /// How much, income in thousands of yen.
    pub amount: u64,
    /// Where it was read.
    pub source: String,
}

/// Whether a small figure is shown, and why.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ShownChoice {
    /// Whether it is.
    pub is_shown: bool,
    /// The reason.
    pub reason: String,
    /// When it was decided.
    pub at: Option<Timestamp>,
    /// By whom.
    pub by: String,
}

/// How effective the year was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rating {
    /// 非常に効果的であった
    Very,
    /// 相当程度効果があった
    Quite,
    /// 効果があった
    Some,
    /// 効果がなかった
    None,
}

/// What follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Policy {
    /// 発展させる
    Extend,
    /// 見直す
    Change,
    /// 続ける
    Keep,
    /// やめる
    End,
}

impl Kpi {
    /// All, in the plan's order.
    pub const ALL: [Kpi; 4] = [Kpi::Income, Kpi::Clients, Kpi::Visits, Kpi::Directors];

    /// Its name in forms.
    pub fn code(self) -> &'static str {
        match self {
            Kpi::Income => "income",
            Kpi::Clients => "clients",
            Kpi::Visits => "visits",
            Kpi::Directors => "directors",
        }
    }

    /// In the plan's words.
    pub fn label(self, texts: &ReportsTexts) -> &str {
        match self {
            Kpi::Income => texts.kpi_income(),
            Kpi::Clients => texts.kpi_clients(),
            Kpi::Visits => texts.kpi_visits(),
            Kpi::Directors => texts.kpi_directors(),
        }
    }

    /// How it is counted.
    pub fn how(self, texts: &FiguresTexts) -> &str {
        match self {
            Kpi::Income => texts.income_how(),
            Kpi::Clients => texts.clients_how(),
            Kpi::Visits => texts.visits_how(),
            Kpi::Directors => texts.directors_how(),
        }
    }

    /// The plan's unit.
    pub fn unit(self, texts: &ReportsTexts) -> &str {
        match self {
            Kpi::Income => texts.unit_thousand(),
            Kpi::Clients | Kpi::Visits => texts.unit_businesses(),
            Kpi::Directors => texts.unit_people(),
        }
    }
}

impl Rating {
    /// All, the best first.
    pub const ALL: [Rating; 4] = [Rating::Very, Rating::Quite, Rating::Some, Rating::None];

    /// Its value in forms.
    pub fn code(self) -> &'static str {
        match self {
            Rating::Very => "very",
            Rating::Quite => "quite",
            Rating::Some => "some",
            Rating::None => "none",
        }
    }

    /// Reads a form's value.
    pub fn parse(code: &str) -> Option<Rating> {
        Rating::ALL.into_iter().find(|it| it.code() == code)
    }

    /// As people read it.
    pub fn label(self, texts: &ReportsTexts) -> &str {
        match self {
            Rating::Very => texts.rating_very(),
            Rating::Quite => texts.rating_quite(),
            Rating::Some => texts.rating_some(),
            Rating::None => texts.rating_none(),
        }
    }
}

impl Policy {
    /// All.
    pub const ALL: [Policy; 4] = [Policy::Extend, Policy::Change, Policy::Keep, Policy::End];

    /// Its value in forms.
    pub fn code(self) -> &'static str {
        match self {
            Policy::Extend => "extend",
            Policy::Change => "change",
            Policy::Keep => "keep",
            Policy::End => "end",
        }
    }

    /// Reads a form's value.
    pub fn parse(code: &str) -> Option<Policy> {
        Policy::ALL.into_iter().find(|it| it.code() == code)
    }

    /// As people read it.
    pub fn label(self, texts: &ReportsTexts) -> &str {
        match self {
            Policy::Extend => texts.policy_extend(),
            Policy::Change => texts.policy_change(),
            Policy::Keep => texts.policy_keep(),
            Policy::End => texts.policy_end(),
        }
    }
}
