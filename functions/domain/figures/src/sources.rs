//! What led to the questions, and how often, in a fiscal year.

use std::collections::BTreeMap;

use base::source::DraftSource;
use town::Content;

use crate::ledger::{Fact, LedgerLine};
use crate::standing;

/// What led to the questions, with what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceCount {
    /// In the screen's words.
    pub label: String,
    /// How many inventories were begun.
    pub begun: u32,
    /// How many sheets were sent.
    pub sent: u32,
}

/// Counts a fiscal year: begun inventories as they were counted, sent sheets from the ledger's lines. Most begun first;
/// last those of which nothing is known.
pub fn count_sources(
    lines: &[LedgerLine],
    begun: &BTreeMap<Option<DraftSource>, u32>,
    fiscal_year: i16,
    content: &Content,
) -> Vec<SourceCount> {
    let mut counts: BTreeMap<Option<DraftSource>, (u32, u32)> = BTreeMap::new();
    for (source, times) in begun {
        counts.entry(source.clone()).or_default().0 += times;
    }
    for line in standing(lines, fiscal_year) {
        if let Fact::Received { source, .. } = line.fact {
            counts.entry(source).or_default().1 += 1;
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(source, (begun, sent))| {
        (source.is_none(), std::cmp::Reverse((*begun, *sent)))
    });
    let count = |(source, (begun, sent)): (Option<DraftSource>, _)| SourceCount {
        label: label(source.as_ref(), content),
        begun,
        sent,
    };
    counts.into_iter().map(count).collect()
}

fn label(source: Option<&DraftSource>, content: &Content) -> String {
    let texts = &content.texts.figures;
    match source {
        None => texts.source_unknown().to_owned(),
        Some(DraftSource::Leaflet(industry)) => {
            texts.source_leaflet(content.words.option("industry", industry.code()))
        }
        Some(DraftSource::Worksheet(industry)) => {
            texts.source_worksheet(content.words.option("industry", industry.code()))
        }
        Some(DraftSource::Talk) => texts.source_talk().to_owned(),
        Some(DraftSource::Seminar(slug)) => {
            let seminar = content.seminars.iter().find(|it| it.slug == *slug);
            texts.source_seminar(seminar.map_or(slug, |it| &it.title))
        }
        Some(DraftSource::Visit) => texts.source_visit().to_owned(),
        Some(DraftSource::Office) => texts.source_office().to_owned(),
        Some(DraftSource::Outside) => texts.source_outside().to_owned(),
        Some(DraftSource::Page(path)) if path == "/" => texts.source_home().to_owned(),
        Some(DraftSource::Page(path)) => texts.source_page(path),
    }
}

#[cfg(test)]
mod tests {
    use base::industry::Industry;
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_led_there_is_counted_as_begun_and_as_sent() {
        let received = |source| Fact::Received {
            answer_by: date(2026, 12, 4),
            hours_month: None,
            assisted: false,
            source,
            industry: None,
        };
        let leaflet = Some(DraftSource::Leaflet(Industry::Inn));
        let line = |id: &str, source| LedgerLine::new(date(2026, 12, 1), id, received(source));
        let struck = LedgerLine {
            struck: true,
            ..line("R3-1", leaflet.clone())
        };
        let lines = [
            line("R1-1", leaflet.clone()),
            line("R2-1", None),
            line("R3-1", leaflet.clone()),
            struck,
        ];
        let begun = BTreeMap::from([
            (None, 9),
            (leaflet, 3),
            (DraftSource::page("/guides/price/"), 5),
        ]);
        let counts = count_sources(&lines, &begun, 2026, &Content::embedded());
        let shown: Vec<_> = counts
            .iter()
            .map(|it| (it.label.as_str(), it.begun, it.sent))
            .collect();
        let wanted = [
            ("サイトのページ /guides/price/", 5, 0),
            ("ちらし（宿泊・飲食）", 3, 1),
            ("わからない", 9, 1),
        ];
        assert_eq!(shown, wanted);
    }
}
