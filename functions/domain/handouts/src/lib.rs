//! Papers that the office prints for counter, fair and visit: which there are, and what each says; it draws nothing.

mod leaflet;
mod poster;
mod talk;
mod worksheet;

use base::industry::Industry;
use base::reference::Reference;
use base::source::DraftSource;
use town::Content;
use town::seminar::Seminar;

pub use leaflet::{Leaflet, LeafletTask};
pub use poster::Poster;
pub use talk::{Talk, TalkQuestion};
pub use worksheet::{
    PrintedBox, SheetBox, TASKS, Worksheet, listed_tasks, numbered_task, sheet_draft, sheet_number,
};

/// Before the code of an industry in the name of its leaflet.
const LEAFLET: &str = "leaflet-";
/// The name of the talk sheet.
const TALK: &str = "talk";
/// Before the slug of a seminar in the name of its poster.
const POSTER: &str = "poster-";
/// Before the code of an industry in the name of its worksheet.
const WORKSHEET: &str = "worksheet-";

/// One of the papers.
#[derive(Clone, Debug, PartialEq)]
pub enum Handout {
    /// What an industry can hand over, for counter and fair.
    Leaflet(Industry),
    /// What a visitor says and asks.
    Talk,
    /// A seminar, for a wall.
    Poster(Box<Seminar>),
    /// What an employer fills in by hand, with these numbers; without any, one sheet that has none.
    Worksheet(Industry, Vec<Reference>),
}

impl Handout {
    /// All of them.
    pub fn all(content: &Content) -> Vec<Handout> {
        let leaflets = Industry::ALL.into_iter().map(Handout::Leaflet);
        let posters = content.seminars.iter();
        let posters = posters.map(|seminar| Handout::Poster(Box::new(seminar.clone())));
        let worksheets = Industry::ALL.into_iter();
        let worksheets = worksheets.map(|industry| Handout::Worksheet(industry, Vec::new()));
        let others = [Handout::Talk].into_iter().chain(worksheets).chain(posters);
        leaflets.chain(others).collect()
    }

    /// Its name in addresses and files, e.g. `leaflet-inn`.
    pub fn name(&self) -> String {
        match self {
            Handout::Leaflet(industry) => format!("{LEAFLET}{}", industry.code()),
            Handout::Talk => TALK.to_owned(),
            Handout::Poster(seminar) => format!("{POSTER}{}", seminar.slug),
            Handout::Worksheet(industry, _) => format!("{WORKSHEET}{}", industry.code()),
        }
    }

    /// The paper of that name, if there is one.
    pub fn named(name: &str, content: &Content) -> Option<Handout> {
        let mut all = Handout::all(content).into_iter();
        all.find(|handout| handout.name() == name)
    }

    /// What it is called.
    pub fn title(&self, content: &Content) -> String {
        let texts = &content.texts.handouts;
        match self {
            Handout::Leaflet(industry) => texts.name_leaflet(industry_label(*industry, content)),
            Handout::Worksheet(industry, _) => {
                texts.name_worksheet(industry_label(*industry, content))
            }
            Handout::Talk => texts.name_talk().to_owned(),
            Handout::Poster(seminar) => texts.name_poster(&seminar.title),
        }
    }

    /// Where its code leads, below the site's address.
    pub fn path(&self) -> String {
        match self {
            Handout::Leaflet(industry) => begun(Some(*industry), &DraftSource::Leaflet(*industry)),
            Handout::Worksheet(industry, _) => {
                begun(Some(*industry), &DraftSource::Worksheet(*industry))
            }
            Handout::Talk => begun(None, &DraftSource::Talk),
            Handout::Poster(seminar) => seminar.page.clone(),
        }
    }
}

/// Where the questions begin.
const START: &str = "/inventory/";

/// The address of the questions for an industry, which says what led there.
fn begun(industry: Option<Industry>, source: &DraftSource) -> String {
    let industry = industry.map_or_else(String::new, |it| format!("industry={}&", it.code()));
    format!("{START}?{industry}from={}", source.code())
}

/// The screen's word for an industry.
fn industry_label(industry: Industry, content: &Content) -> &str {
    content.words.option("industry", industry.code())
}

/// Whom to ask, in lines.
fn contact(content: &Content) -> Vec<String> {
    let operator = &content.programme.operator;
    let texts = &content.texts.handouts;
    vec![
        operator.name.clone(),
        texts.contact(&operator.phone, &operator.hours),
    ]
}

#[cfg(test)]
mod tests;
