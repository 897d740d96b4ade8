//! A month of a year, by which work is counted, invoiced and paid.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A month, written `2027-01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month {
    first: Date,
}

/// The text is not `YYYY-MM`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write a month as YYYY-MM, e.g. 2027-01")]
pub struct NotAMonth;

impl Month {
    /// The month of a day.
    pub fn of(day: Date) -> Month {
        Month {
            first: day.first_of_month(),
        }
    }

    /// Its first day.
    pub fn first(self) -> Date {
        self.first
    }

    /// Its last day.
    pub fn last(self) -> Date {
        self.first.last_of_month()
    }

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Month {
        Month::of(self.first.saturating_add(1.month()))
    }

    /// As people write it, e.g. 2027年1月.
    pub fn japanese(self) -> String {
        format!("{}年{}月", self.first.year(), self.first.month())
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.first.year(), self.first.month())
    }
}

impl std::str::FromStr for Month {
    type Err = NotAMonth;

    fn from_str(text: &str) -> Result<Month, NotAMonth> {
        let first: Date = format!("{text}-01").parse().map_err(|_| NotAMonth)?;
        let month = Month { first };
        // What reads as a day in another spelling is none of our months.
        (month.to_string() == text)
            .then_some(month)
            .ok_or(NotAMonth)
    }
}

impl TryFrom<String> for Month {
    type Error = NotAMonth;

    fn try_from(text: String) -> Result<Month, NotAMonth> {
        text.parse()
    }
}

impl From<Month> for String {
    fn from(month: Month) -> String {
        month.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_read_as_it_is_written_and_nothing_else_is() {
        let month: Month = "2027-12".parse().unwrap();
        assert_eq!(month.to_string(), "2027-12");
        assert_eq!(month.japanese(), "2027年12月");
        assert_eq!(month.next().to_string(), "2028-01");
        assert_eq!(month.last(), jiff::civil::date(2027, 12, 31));
        for text in [
            "",
            "2027",
            "2027-13",
            "2027-1",
            "2027-01-01",
            "27-01",
            "2027/01",
            "2027-01 ",
        ] {
            assert_eq!(text.parse::<Month>(), Err(NotAMonth), "{text}");
        }
    }
}
