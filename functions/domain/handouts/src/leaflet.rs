//! The leaflet of an industry: what can go, what it costs, and why one would.

use base::industry::Industry;
use base::text::{shown, yen};
use jiff::civil::Date;
use questionnaire::assess;
use questionnaire::common::common;
use serde::Serialize;
use town::texts::QuestionnaireTexts;
use town::{CatalogueTask, Class, Content};

use crate::{contact, industry_label};

/// What a leaflet says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Leaflet {
    /// The industry's name.
    pub industry: String,
    /// Its heading.
    pub title: String,
    /// What can go: what most often takes an evening.
    pub tasks: Vec<LeafletTask>,
    /// Three lines of why.
    pub why: [String; 3],
    /// What the amounts are, with their sources.
    pub prices: Vec<String>,
    /// Whom to ask.
    pub contact: Vec<String>,
}

/// A task that can go.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LeafletTask {
    /// Its name.
    pub name: String,
    /// What is done.
    pub what: String,
    /// Whether it can go at once.
    pub verdict: String,
    /// How long it takes.
    pub minutes: String,
    /// What it costs.
    pub price: String,
}

impl Leaflet {
    /// The leaflet of an industry, with the amounts of that day.
    pub fn of(industry: Industry, content: &Content, today: Date) -> Leaflet {
        let texts = &content.texts.handouts;
        let label = industry_label(industry, content);
        let rows = common(industry, content).into_iter();
        Leaflet {
            industry: label.to_owned(),
            title: match industry {
                // Its tasks are those of any office.
                Industry::Other => texts.leaflet_title_office().to_owned(),
                _ => texts.leaflet_title(label),
            },
            tasks: rows.map(|row| task(row, content, today)).collect(),
            why: [texts.why_time(), texts.why_busy(), texts.why_town()].map(str::to_owned),
            prices: prices(content, today),
            contact: contact(content),
        }
    }
}

fn task(row: &CatalogueTask, content: &Content, today: Date) -> LeafletTask {
    let texts = &content.texts.handouts;
    let lot = row.unit.lot();
    let price = assess::lot_price(row.minutes_typical, &content.programme, today);
    LeafletTask {
        name: row.name.clone(),
        what: row.what.clone(),
        verdict: verdict(row.class, &content.texts.questionnaire).to_owned(),
        minutes: texts.minutes(&lot, shown(row.minutes_typical)),
        price: texts.lot_price(lot, yen(price)),
    }
}

fn verdict(class: Class, texts: &QuestionnaireTexts) -> &str {
    match class {
        Class::Now => texts.verdict_now(),
        Class::Prep => texts.verdict_prepare(),
        Class::Split => texts.verdict_split(),
        Class::Keep => texts.verdict_keep(),
    }
}

/// What amounts on a paper are: how they are worked out, the smallest order, and where their figures come from.
pub(crate) fn prices(content: &Content, today: Date) -> Vec<String> {
    let (programme, texts) = (&content.programme, &content.texts.handouts);
    let own = [
        texts.price_note(yen(programme.pay_per_hour(today))),
        texts.smallest_order(yen(programme.rates.smallest_order)),
    ];
    let sources = assess::sources(content, today);
    own.into_iter().chain(sources).collect()
}
