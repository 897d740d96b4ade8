//! A sheet whose texts somebody else has written: in our fields, with what they keep back for the director to ask.

use std::collections::BTreeMap;

use base::industry::Industry;
use jiff::civil::Date;
use questionnaire::assess::{Estimate, RULES, Verdict};
use town::Content;

use crate::fields::FIELDS;
use crate::write::{field, statutory};
use crate::{FieldState, JobSpec, SCHEMA, cautions, draft as drafting};

/// What is told of a job.
#[derive(Clone, Debug, PartialEq)]
pub struct ToldSpec {
    /// The version it has with whoever wrote it.
    pub version: u32,
    /// The industry; its name is our own.
    pub industry: Industry,
    /// The task's name, one line.
    pub title: String,
    /// Skill tags that we know, the most important first.
    pub tags: Vec<String>,
    /// Hours a month, where somebody has reckoned them.
    pub hours_month: Option<f64>,
    /// Fields by their ids; what is not here is for the director. Who orders from whom and where to ask is ours anyway.
    pub fields: BTreeMap<String, (String, FieldState)>,
}

impl ToldSpec {
    /// As a sheet of ours, to be looked at before it is taken on.
    pub fn written(self, content: &Content, today: Date) -> JobSpec {
        let mut told = self.fields;
        told.extend(ours(content));
        // As of a job for which no law was found to need a licence.
        let licence = || (drafting::licence(&[], content), FieldState::Filled);
        told.entry("licence".to_owned()).or_insert_with(licence);
        let fields: Vec<_> = FIELDS
            .iter()
            .map(|def| {
                let written = told.remove(def.id);
                let none = || (String::new(), FieldState::DirectorFills);
                field(def, written.unwrap_or_else(none), content)
            })
            .collect();
        let (verdict, says) = (Verdict::Confirm, &content.texts.questionnaire);
        JobSpec {
            schema: SCHEMA.to_owned(),
            reference: None,
            version: self.version,
            rules: RULES.to_owned(),
            industry: self.industry,
            industry_label: (content.words)
                .option("industry", self.industry.code())
                .to_owned(),
            title: self.title,
            catalogue: None,
            tags: self.tags,
            verdict,
            verdict_label: verdict.label(says).to_owned(),
            homework: Vec::new(),
            open: Vec::new(),
            visit: None,
            as_suggested: Vec::new(),
            background: None,
            estimate: Estimate {
                hours_month: self.hours_month,
                price: None,
                share_percent: None,
                basis: String::new(),
                workers: None,
            },
            statutory: statutory(&fields, content),
            cautions: cautions::alerts(&fields, content, today),
            fields,
        }
    }
}

/// The fields that nobody else can tell.
fn ours(content: &Content) -> [(String, (String, FieldState)); 4] {
    let nobody = || (String::new(), FieldState::DirectorFills);
    let questions = content.texts.draft.questions().to_owned();
    [
        ("orderer", (drafting::orderer(content), FieldState::Filled)),
        ("contractor", nobody()),
        ("delivery_place", nobody()),
        ("questions", (questions, FieldState::Filled)),
    ]
    .map(|(id, written)| (id.to_owned(), written))
}
