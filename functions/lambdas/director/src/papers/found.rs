//! What is found of what was filed: with whom it is about, what stands in its place, and where it leads.

use std::collections::BTreeMap;

use base::people::Actor;
use base::text;
use base::time::japanese;
use placements::{CaseHead, FiledKind, FiledPaper, PlacementHead, SpecId, replaced};
use serde::Serialize;
use town::texts::PaperSearchTexts;
use web::case_address;

use super::read::Wanted;
use crate::DECIDE;

/// Something that was found.
#[derive(Serialize)]
pub(super) struct Hit {
    on: String,
    kind: String,
    number: String,
    /// Its version; 0 where there is one alone.
    version: u32,
    party: String,
    amount: String,
    work: String,
    reference: String,
    /// What stands in its place now; empty: it holds.
    replaced: String,
    case: String,
    /// Where it is printed; empty: it is no paper.
    pdf: String,
}

/// The names of the other party: a worker's as the paper has it, the employer's and their person's as they are known now.
fn parties<'a>(paper: &'a FiledPaper, case: &'a CaseHead) -> [&'a str; 2] {
    match &paper.worker {
        Some((_, name)) => [name, ""],
        None => [&case.business, &case.person],
    }
}

pub(super) fn kind(kind: FiledKind, texts: &PaperSearchTexts) -> &str {
    match kind {
        FiledKind::Terms => texts.terms(),
        FiledKind::Ending => texts.ending(),
        FiledKind::Quote => texts.quote(),
        FiledKind::Purchase => texts.purchase(),
        FiledKind::Acceptance => texts.acceptance(),
        FiledKind::Invoice => texts.invoice(),
        FiledKind::PayNotice => texts.pay_notice(),
        FiledKind::Income => texts.income(),
        FiledKind::Pay => texts.pay(),
    }
}

/// Where a paper is printed for who opens the case by this address.
fn pdf(paper: &FiledPaper, token: &str) -> String {
    let (version, number) = (paper.version, &paper.number);
    let worker = paper.worker.as_ref().map_or(0, |(worker, _)| *worker);
    let which = match paper.kind {
        FiledKind::Terms => format!("worker={worker}&v={version}"),
        FiledKind::Ending => format!("worker={worker}&paper=ending&v={version}"),
        FiledKind::Quote => format!("paper=quote&v={version}"),
        FiledKind::Purchase => format!("paper=order&v={version}"),
        FiledKind::Acceptance => format!("paper=acceptance&v={version}"),
        FiledKind::Invoice => format!("paper=invoice&number={number}"),
        FiledKind::PayNotice => format!("paper=notice&number={number}"),
        FiledKind::Income | FiledKind::Pay => return String::new(),
    };
    format!("/director/order.pdf?t={token}&{which}")
}

/// The papers that somebody may see, with whom and what they are about.
pub(super) struct Found<'a> {
    pub paper: &'a FiledPaper,
    pub party: &'a str,
    pub title: &'a str,
    /// What stands in its place now.
    by: Option<&'a FiledPaper>,
}

/// What is found of what was filed, the latest first.
pub(super) fn found<'a>(
    filed: &'a [FiledPaper],
    heads: &'a [CaseHead],
    wanted: &Wanted,
    of: &Actor,
) -> Vec<Found<'a>> {
    let placements = heads.iter().flat_map(|case| {
        let own = case.placements.iter().filter(|is| is.may_follow(of));
        own.map(move |is| (&is.id, (case, is)))
    });
    let own: BTreeMap<&SpecId, (&CaseHead, &PlacementHead)> = placements.collect();
    let replaced = replaced(filed);
    let found = filed.iter().enumerate().rev().filter_map(|(place, paper)| {
        let (case, is) = own.get(&paper.placement)?;
        let names = parties(paper, case);
        wanted.fits(paper, &names).then(|| Found {
            paper,
            party: names[0],
            title: &is.title,
            by: replaced.get(&place).copied(),
        })
    });
    found.collect()
}

impl Found<'_> {
    /// Its number, where it is a paper.
    pub(super) fn number(&self) -> &str {
        match self.paper.version {
            0 => "",
            _ => &self.paper.number,
        }
    }

    /// What stands in its place now, in words; empty: it holds.
    pub(super) fn replaced(&self, texts: &PaperSearchTexts) -> String {
        match self.by {
            None => String::new(),
            Some(by) if by.version == 0 => {
                texts.put_right(japanese(by.on), by.yen.map_or_else(String::new, text::yen))
            }
            Some(by) if by.number == self.paper.number => texts.newer_version(by.version),
            Some(by) => texts.replaced_by(&by.number),
        }
    }

    pub(super) fn hit(&self, of: &Actor, texts: &PaperSearchTexts) -> Hit {
        let paper = self.paper;
        let token = case_address(&paper.placement, of);
        Hit {
            on: japanese(paper.on),
            kind: kind(paper.kind, texts).to_owned(),
            number: self.number().to_owned(),
            version: match paper.version {
                1 => 0,
                version => version,
            },
            party: self.party.to_owned(),
            amount: paper.yen.map_or_else(String::new, text::yen),
            work: self.title.to_owned(),
            reference: paper.placement.to_string(),
            replaced: self.replaced(texts),
            case: format!("{DECIDE}?t={token}"),
            pdf: pdf(paper, &token),
        }
    }
}
