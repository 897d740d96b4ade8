//! The sheet of whoever visits an employer: what to say, what to ask in which order, and what to promise.

use jiff::civil::Date;
use serde::Serialize;
use town::Content;

use crate::contact;
use crate::leaflet::prices;

/// What a talk sheet says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Talk {
    /// Whom the visitor comes from.
    pub operator: String,
    /// Within how many business days there is an answer.
    pub answer_days: u32,
    /// For how many days a draft is kept.
    pub draft_days: u32,
    /// What to ask, in the order of the pages.
    pub questions: Vec<TalkQuestion>,
    /// What an employer agrees to before anything is sent.
    pub agreement: String,
    /// What amounts are, with their sources.
    pub prices: Vec<String>,
    /// Whom to ask.
    pub contact: Vec<String>,
}

/// Something to ask.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TalkQuestion {
    /// The question.
    pub ask: String,
    /// Its answers; empty: in the employer's own words.
    pub options: Vec<String>,
}

/// The questions with their answers, as the pages ask them.
const ASKED: [&str; 8] = [
    "who",
    "procedure",
    "done",
    "material",
    "secrecy",
    "judgement",
    "slack",
    "reserved",
];

impl Talk {
    /// The talk sheet, with the amounts of that day.
    pub fn of(content: &Content, today: Date) -> Talk {
        let programme = &content.programme;
        Talk {
            operator: programme.operator.name.clone(),
            answer_days: programme.promise.answer_business_days,
            draft_days: programme.retention.draft_days,
            questions: questions(content),
            agreement: content.texts.assisted.agreed_text(&programme.operator.name),
            prices: prices(content, today),
            contact: contact(content),
        }
    }
}

fn questions(content: &Content) -> Vec<TalkQuestion> {
    let words = &content.words;
    let in_words = |ask: &str| TalkQuestion {
        ask: ask.to_owned(),
        options: Vec::new(),
    };
    let often = TalkQuestion {
        ask: words.field("times").brief().to_owned(),
        options: labels("period", content),
    };
    let mut all = vec![in_words(&words.page("pick").title), often];
    all.push(in_words(&words.field("count").label));
    all.push(in_words(words.field("minutes").brief()));
    all.extend(ASKED.map(|field| TalkQuestion {
        ask: words.field(field).label.clone(),
        options: labels(field, content),
    }));
    all
}

/// The answers of a question, in its order.
fn labels(field: &str, content: &Content) -> Vec<String> {
    let options = content.words.field(field).options.iter();
    options.map(|option| option.label.clone()).collect()
}
