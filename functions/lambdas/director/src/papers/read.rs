//! What somebody searches papers by, as typed: days, amounts, and words of the other party's name.

use base::text;
use base::time::{DateError, japanese, read_full_date};
use forms::FieldError;
use jiff::civil::Date;
use placements::FiledPaper;
use serde::Deserialize;
use text_checks::letters;
use town::Content;

/// The query of the page, as typed.
#[derive(Deserialize)]
pub(crate) struct PapersQuery {
    /// The code of whose papers they are; empty: the first that one is.
    #[serde(default, rename = "as")]
    pub of: String,
    #[serde(default)]
    pub since: String,
    #[serde(default)]
    pub until: String,
    #[serde(default)]
    pub least: String,
    #[serde(default)]
    pub most: String,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub from: usize,
}

impl PapersQuery {
    /// Whether nothing was typed.
    pub fn is_blank(&self) -> bool {
        let typed = [
            &self.since,
            &self.until,
            &self.least,
            &self.most,
            &self.name,
        ];
        typed.iter().all(|typed| typed.trim().is_empty())
    }

    /// Where the same is found from a place on.
    pub fn address(&self, path: &str, of: &str, from: usize) -> String {
        let from = from.to_string();
        let pairs = [
            ("as", of),
            ("since", &self.since),
            ("until", &self.until),
            ("least", &self.least),
            ("most", &self.most),
            ("name", &self.name),
            ("from", &from),
        ];
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(pairs)
            .finish();
        format!("{path}?{query}")
    }
}

/// What is searched for.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    pub since: Option<Date>,
    pub until: Option<Date>,
    pub least: Option<u64>,
    pub most: Option<u64>,
    pub words: Vec<String>,
}

/// Reads what was typed; what is wrong with it is told at its field.
pub(super) fn read(asked: &PapersQuery, content: &Content, errors: &mut Vec<FieldError>) -> Wanted {
    let texts = &content.texts.paper_search;
    let mut error = |field: &str, message: String| {
        errors.push(FieldError {
            field: field.to_owned(),
            message,
        });
    };
    let mut day = |field: &str, typed: &str| match (typed.trim(), read_full_date(typed)) {
        ("", _) => None,
        (_, Ok(day)) => Some(day),
        (_, Err(DateError::Weekday(day))) => {
            error(field, content.texts.director.day_weekday(japanese(day)));
            None
        }
        (_, Err(_)) => {
            error(field, texts.day_wrong().to_owned());
            None
        }
    };
    let (since, until) = (day("since", &asked.since), day("until", &asked.until));
    if since.zip(until).is_some_and(|(since, until)| until < since) {
        error("until", texts.days_reversed().to_owned());
    }
    let mut yen = |field: &str, typed: &str| {
        let read = text::amount(typed, texts.yen());
        let read = read.filter(|yen| yen.fract() == 0.0 && (0.0..1e15).contains(yen));
        if read.is_none() && !typed.trim().is_empty() {
            error(field, texts.yen_wrong().to_owned());
        }
        // Whole and not negative, so the cast loses nothing.
        read.map(|yen| yen as u64)
    };
    let (least, most) = (yen("least", &asked.least), yen("most", &asked.most));
    if least.zip(most).is_some_and(|(least, most)| most < least) {
        error("most", texts.amounts_reversed().to_owned());
    }
    let words = asked.name.split_whitespace().map(letters);
    let words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
    if words.is_empty() && !asked.name.trim().is_empty() {
        error("name", texts.name_wrong().to_owned());
    }
    Wanted {
        since,
        until,
        least,
        most,
        words,
    }
}

impl Wanted {
    /// `names` are those of the other party.
    pub fn fits(&self, paper: &FiledPaper, names: &[&str]) -> bool {
        let since = self.since.is_none_or(|since| paper.on >= since);
        let until = self.until.is_none_or(|until| paper.on <= until);
        let least = self.least.is_none_or(|least| paper.yen >= Some(least));
        let most = self
            .most
            .is_none_or(|most| paper.yen.is_some_and(|yen| yen <= most));
        let names = names.iter().map(|name| letters(name));
        let texts: Vec<String> = names.chain([letters(&paper.number)]).collect();
        let mut words = self.words.iter();
        since
            && until
            && least
            && most
            && words.all(|word| texts.iter().any(|text| text.contains(word)))
    }
}
