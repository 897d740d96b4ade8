//! The book of visits: which business was spoken to, how, what came of it, and what is next. The rule of 営業訪問企業数
//! stands here: businesses, each once in a fiscal year, that somebody went to and met.

use std::collections::BTreeSet;

use base::csv::ExcelTable;
use figures::BusinessNumbers;
use figures::ledger::{Fact, LedgerLine};
use jiff::Timestamp;
use jiff::civil::Date;
use register::compared;
use serde::{Deserialize, Serialize};
use town::texts::OfficeTexts;

/// A visit, or another talk with a business, as the office entered it. `Debug` masks it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct BookedVisit {
    /// Its id.
    pub id: String,
    /// Which state of it this is, from 1; every change makes a next one.
    pub edition: u32,
    /// The number by which figures know the business; it does not tell the name.
    pub number: String,
    /// The day of it.
    pub on: Date,
    /// Name of the business.
    pub business: String,
    /// Who spoke to them.
    pub who: String,
    /// How.
    pub way: VisitWay,
    /// What came of it.
    pub result: VisitResult,
    /// What is to be done next; `None`: nothing, or it was done.
    pub next: Option<NextStep>,
    /// Anything else; empty: nothing.
    pub note: String,
    /// The request that it answers.
    pub request: Option<String>,
    /// When it was entered or last changed.
    pub entered_at: Timestamp,
    /// Who of the office entered or changed it.
    pub entered_by: String,
}

/// What is to be done next, and until when.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct NextStep {
    /// What.
    pub what: String,
    /// The day.
    pub on: Date,
}

impl std::fmt::Debug for BookedVisit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "BookedVisit({})", self.id)
    }
}

impl std::fmt::Debug for NextStep {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NextStep({})", self.on)
    }
}

/// How a business was spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VisitWay {
    /// 訪問
    Visit,
    /// 来所
    Office,
    /// 電話
    Phone,
    /// 催し
    Event,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VisitResult {
    /// Work is being written out.
    Begun,
    /// They come to a seminar.
    Seminar,
    /// They want to talk again.
    Again,
    /// They need nothing now.
    NoNeed,
    /// Nobody was met.
    Nobody,
}

impl VisitWay {
    /// All, in the form's order.
    pub const ALL: [VisitWay; 4] = [
        VisitWay::Visit,
        VisitWay::Office,
        VisitWay::Phone,
        VisitWay::Event,
    ];

    /// Its value in forms.
    pub fn code(self) -> &'static str {
        match self {
            VisitWay::Visit => "visit",
            VisitWay::Office => "office",
            VisitWay::Phone => "phone",
            VisitWay::Event => "event",
        }
    }

    /// Reads a form's value.
    pub fn parse(code: &str) -> Option<VisitWay> {
        VisitWay::ALL.into_iter().find(|way| way.code() == code)
    }

    /// As people read it.
    pub fn label(self, texts: &OfficeTexts) -> &str {
        match self {
            VisitWay::Visit => texts.way_visit(),
            VisitWay::Office => texts.way_office(),
            VisitWay::Phone => texts.way_phone(),
            VisitWay::Event => texts.way_event(),
        }
    }
}

impl VisitResult {
    /// All, in the form's order.
    pub const ALL: [VisitResult; 5] = [
        VisitResult::Begun,
        VisitResult::Seminar,
        VisitResult::Again,
        VisitResult::NoNeed,
        VisitResult::Nobody,
    ];

    /// Its value in forms.
    pub fn code(self) -> &'static str {
        match self {
            VisitResult::Begun => "begun",
            VisitResult::Seminar => "seminar",
            VisitResult::Again => "again",
            VisitResult::NoNeed => "no_need",
            VisitResult::Nobody => "nobody",
        }
    }

    /// Reads a form's value.
    pub fn parse(code: &str) -> Option<VisitResult> {
        VisitResult::ALL
            .into_iter()
            .find(|result| result.code() == code)
    }

    /// As people read it.
    pub fn label(self, texts: &OfficeTexts) -> &str {
        match self {
            VisitResult::Begun => texts.result_begun(),
            VisitResult::Seminar => texts.result_seminar(),
            VisitResult::Again => texts.result_again(),
            VisitResult::NoNeed => texts.result_no_need(),
            VisitResult::Nobody => texts.result_nobody(),
        }
    }
}

impl BookedVisit {
    /// Whether it counts for 営業訪問企業数: somebody went there and met them.
    pub fn counts(&self) -> bool {
        self.way == VisitWay::Visit && self.result != VisitResult::Nobody
    }

    /// Whether another state of it says the same, whoever entered it and when.
    pub fn says_the_same(&self, other: &BookedVisit) -> bool {
        let said = BookedVisit {
            edition: other.edition,
            entered_at: other.entered_at,
            entered_by: other.entered_by.clone(),
            ..self.clone()
        };
        said == *other
    }

    /// What it counts for in the ledger.
    pub fn line(&self) -> Option<LedgerLine> {
        let business = self.number.clone();
        let line = LedgerLine::new(self.on, &self.id, Fact::VisitMade { business });
        self.counts().then_some(line)
    }

    /// The ledger's lines of a change from `before`: what no longer counts is struck, what counts now is added.
    pub fn lines_after(&self, before: Option<&BookedVisit>) -> Vec<LedgerLine> {
        let (old, new) = (before.and_then(BookedVisit::line), self.line());
        if old == new {
            return Vec::new();
        }
        let struck = old.map(|line| LedgerLine {
            struck: true,
            ..line
        });
        struck.into_iter().chain(new).collect()
    }
}

/// 営業訪問企業数 of these entries: businesses that were visited and met, each once.
pub fn businesses<'a>(
    entries: impl IntoIterator<Item = &'a BookedVisit>,
    numbers: &BusinessNumbers,
) -> usize {
    let met = entries.into_iter().filter(|it| it.counts());
    met.map(|it| numbers.of(&it.number))
        .collect::<BTreeSet<_>>()
        .len()
}

/// Entries as a table for Excel, the earliest in front.
pub fn visits_table(entries: &[BookedVisit], texts: &OfficeTexts) -> ExcelTable {
    let head = [
        texts.head_visit_day(),
        texts.visit_business(),
        texts.visit_who(),
        texts.visit_way(),
        texts.visit_result(),
        texts.visit_step(),
        texts.visit_step_on(),
        texts.visit_note(),
        texts.head_visit_counts(),
    ];
    let mut entries: Vec<&BookedVisit> = entries.iter().collect();
    entries.sort_by_key(|it| (it.on, it.entered_at));
    let rows = entries.into_iter().map(|it| row(it, texts));
    ExcelTable::new(&head, rows.collect())
}

fn row(visit: &BookedVisit, texts: &OfficeTexts) -> Vec<String> {
    let next = visit.next.as_ref();
    let counts = if visit.counts() {
        texts.visit_counts()
    } else {
        ""
    };
    vec![
        visit.on.to_string(),
        visit.business.clone(),
        visit.who.clone(),
        visit.way.label(texts).to_owned(),
        visit.result.label(texts).to_owned(),
        next.map(|step| step.what.clone()).unwrap_or_default(),
        next.map(|step| step.on.to_string()).unwrap_or_default(),
        visit.note.clone(),
        counts.to_owned(),
    ]
}

/// The number of a business: the one it has in the book, or else that of the entry it is first in.
pub fn number_of(business: &str, entry: &str, book: &[BookedVisit], texts: &OfficeTexts) -> String {
    let name = compared(business, texts);
    let is_same = |it: &&BookedVisit| compared(&it.business, texts) == name;
    let known = book.iter().filter(|it| it.id != entry).filter(is_same);
    let first = known.min_by_key(|it| (it.entered_at, it.id.as_str()));
    first.map_or(entry, |it| it.number.as_str()).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit() -> BookedVisit {
        BookedVisit {
            id: "b1".to_owned(),
            edition: 1,
            number: "b1".to_owned(),
            on: "2026-11-24".parse().unwrap(),
            business: "株式会社見本旅館".to_owned(),
            who: "窓口の係（見本）".to_owned(),
            way: VisitWay::Visit,
            result: VisitResult::Again,
            next: None,
            note: String::new(),
            request: None,
            entered_at: "2026-11-24T03:00:00Z".parse().unwrap(),
            entered_by: "窓口の係（見本）".to_owned(),
        }
    }

    #[test]
    fn who_was_not_met_or_not_visited_does_not_count() {
        assert!(visit().counts());
        for other in [
            BookedVisit {
                result: VisitResult::Nobody,
                ..visit()
            },
            BookedVisit {
                way: VisitWay::Phone,
                ..visit()
            },
            BookedVisit {
                way: VisitWay::Office,
                ..visit()
            },
        ] {
            assert_eq!(other.line(), None, "{:?} {:?}", other.way, other.result);
        }
    }

    #[test]
    fn a_change_strikes_what_it_counted_for() {
        let before = visit();
        let noted = BookedVisit {
            note: "名刺を交換".to_owned(),
            ..visit()
        };
        assert_eq!(noted.lines_after(Some(&before)), []);
        let nobody = BookedVisit {
            result: VisitResult::Nobody,
            ..visit()
        };
        let lines = nobody.lines_after(Some(&before));
        assert_eq!(lines.len(), 1);
        assert!(lines[0].struck);
        let moved = BookedVisit {
            on: "2026-11-25".parse().unwrap(),
            ..visit()
        };
        let lines = moved.lines_after(Some(&before));
        let shown: Vec<_> = lines
            .iter()
            .map(|line| (line.on.to_string(), line.struck))
            .collect();
        assert_eq!(
            shown,
            [
                ("2026-11-24".to_owned(), true),
                ("2026-11-25".to_owned(), false)
            ]
        );
    }

    #[test]
    fn a_business_keeps_its_number_however_it_is_written() {
        let (book, texts) = ([visit()], &town::texts::Texts::EMBEDDED.office);
        assert_eq!(number_of("見本旅館（株）", "b2", &book, texts), "b1");
        assert_eq!(number_of("見本農園", "b2", &book, texts), "b2");
        assert_eq!(number_of("見本農園", "b1", &book, texts), "b1");
    }
}
