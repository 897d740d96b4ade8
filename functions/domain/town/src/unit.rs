//! What a task is counted in: the one way a number and its counter become text.

use serde::{Deserialize, Serialize};

use base::text::shown;

/// What a task is counted in, and for how many of it its minutes are given.
///
/// Texts with a number are made here alone, so that no number is ever printed before a counter that begins
/// with one (「6」「10分」).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// What comes out of one, e.g. 議事録.
    pub product: String,
    /// What is counted, e.g. 録音; empty where the counter says it.
    #[serde(default)]
    pub of: String,
    /// The counter, e.g. 件; no digit in it.
    pub counter: String,
    /// For how many of the counter the minutes are given, e.g. 10 for each ten minutes of a recording.
    #[serde(default = "one")]
    pub per: u32,
    /// Whether each is the work of one day, so that no month has more than 31.
    #[serde(default)]
    pub days: bool,
}

fn one() -> u32 {
    1
}

impl Unit {
    /// What an employer's own task is counted in: 件.
    pub fn own() -> Unit {
        Unit {
            product: "できあがり".to_owned(),
            of: String::new(),
            counter: "件".to_owned(),
            per: 1,
            days: false,
        }
    }

    /// A number of it, e.g. 録音60分, 20件; a fraction with one decimal.
    pub fn amount(&self, count: f64) -> String {
        format!("{}{}{}", self.of, shown(count), self.counter)
    }

    /// So many of it, with 約 where an average month makes a fraction of it, e.g. 約43件.
    pub fn about(&self, count: f64) -> String {
        if count.fract() == 0.0 {
            return self.amount(count);
        }
        let rounded = if count >= 20.0 { count.round() } else { count };
        format!("{}約{}{}", self.of, shown(rounded), self.counter)
    }

    /// For what the minutes are given, e.g. 録音10分, 1件.
    pub fn lot(&self) -> String {
        self.amount(f64::from(self.per))
    }

    /// How one is counted, e.g. 議事録（録音10分ごと）.
    pub fn counted(&self) -> String {
        format!("{}（{}ごと）", self.product, self.lot())
    }

    /// Asks for the number each time, e.g. 1回に、録音は何分ありますか.
    pub fn question(&self) -> String {
        let of = match self.of.as_str() {
            "" => String::new(),
            of => format!("{of}は"),
        };
        format!("1回に、{of}何{}ありますか", self.counter)
    }

    /// The most of it that a month can have; `None` where a month sets no limit.
    pub fn most_in_a_month(&self) -> Option<u32> {
        self.days.then_some(31)
    }

    /// What is wrong with it, in words for the town.
    pub(super) fn problem(&self) -> Option<&'static str> {
        let digit = |text: &str| text.chars().any(char::is_numeric);
        if self.product.trim().is_empty() || self.counter.trim().is_empty() {
            Some("unit の product と counter を書いてください。")
        } else if digit(&self.counter) || self.of.ends_with(char::is_numeric) {
            Some("unit の counter に数字を入れないでください。いくつ分かは per に書きます。")
        } else if self.counter == "つ" {
            Some(
                "unit の counter は「つ」にできません（10より大きい数に合いません）。「件」「こ」などにしてください。",
            )
        } else if self.per == 0 {
            Some("unit の per は1以上にしてください。")
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recording() -> Unit {
        Unit {
            product: "議事録".into(),
            of: "録音".into(),
            counter: "分".into(),
            per: 10,
            days: false,
        }
    }

    #[test]
    fn a_number_stands_between_what_is_counted_and_its_counter() {
        assert_eq!(recording().amount(60.0), "録音60分");
        assert_eq!(recording().lot(), "録音10分");
        assert_eq!(recording().counted(), "議事録（録音10分ごと）");
        assert_eq!(recording().question(), "1回に、録音は何分ありますか");
        assert_eq!(Unit::own().question(), "1回に、何件ありますか");
        assert_eq!(Unit::own().about(44.0), "44件");
        assert_eq!(Unit::own().about(43.3), "約43件");
        assert_eq!(Unit::own().about(4.33), "約4.3件");
    }

    #[test]
    fn a_counter_with_a_number_in_it_is_refused() {
        let counter = |counter: &str| Unit {
            counter: counter.into(),
            ..Unit::own()
        };
        for wrong in ["10分", "１０分", "つ", " ", "十2"] {
            assert!(counter(wrong).problem().is_some(), "{wrong}");
        }
        let numbered = Unit {
            of: "A3".into(),
            ..Unit::own()
        };
        assert!(numbered.problem().is_some());
        assert_eq!(recording().problem(), None);
    }
}
