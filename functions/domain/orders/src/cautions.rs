//! What a director has to settle before an order is issued: the sheet's cautions, and the directives in what was typed.

use jiff::civil::Date;
use job_spec::{JobSpec, directive_cautions};
use text_checks::TextContext;
use town::Content;

use crate::book::OrderBook;
use crate::event::PreparedOrder;
use crate::faults::WordingPlace;
use crate::terms::{FurtherTerm, OrderDraft};

impl PreparedOrder {
    /// A draft with the cautions of its sheet, and those that its own texts give rise to.
    pub fn of(draft: OrderDraft, spec: &JobSpec, content: &Content, today: Date) -> PreparedOrder {
        let mut cautions = spec.cautions.clone();
        cautions.extend(directive_cautions(spec, content));
        let proposed = OrderDraft::proposed(spec, content, today);
        // What the sheet says is in its cautions already.
        let same = |place, text| proposed.texts().any(|known| known == (place, text));
        let typed = draft.texts().filter(|(place, text)| !same(*place, text));
        for (place, text) in typed {
            let findings = content.checks.findings(text, context(place)).into_iter();
            let texts = &content.texts.orders;
            let directives = findings.filter(|finding| finding.kind.is_directive());
            cautions.extend(
                directives.map(|found| texts.caution_directive(place.label(texts), found.word)),
            );
        }
        // Without the employer's word nobody pays for the work, but some agree on paper of their own: a decision on
        // record, not a ban.
        let unquoted = content.texts.quotes.caution_unquoted().to_owned();
        cautions.push(unquoted.clone());
        let mut seen = Vec::new();
        cautions.retain(|caution| {
            let is_new = !seen.contains(caution);
            seen.push(caution.clone());
            is_new
        });
        PreparedOrder {
            draft,
            sheet: spec.version,
            cautions,
            unquoted: Some(unquoted),
            beyond: Some(content.texts.quotes.caution_beyond().to_owned()),
        }
    }
}

impl OrderBook {
    /// The cautions that nobody has decided on.
    pub fn unsettled(&self) -> Vec<&str> {
        let cautions = self.cautions().into_iter();
        let open = cautions.filter(|caution| !self.settled.contains_key(*caution));
        open.collect()
    }

    /// The cautions of what was prepared, but the one that the employer's agreement to the quote has settled.
    pub fn cautions(&self) -> Vec<&str> {
        let Some(prepared) = &self.prepared else {
            return Vec::new();
        };
        let agreed = prepared
            .unquoted
            .as_ref()
            .filter(|_| self.is_quote_agreed());
        let cautions = prepared.cautions.iter();
        let open = cautions.filter(|caution| Some(*caution) != agreed);
        let beyond = prepared.beyond.iter();
        let beyond = beyond.filter(|_| self.is_beyond_quote(&prepared.draft));
        open.chain(beyond).map(String::as_str).collect()
    }

    /// Whether an order is beyond the quote that the employer has agreed to last.
    fn is_beyond_quote(&self, draft: &OrderDraft) -> bool {
        let mut quotes = self.quotes.iter().rev();
        let agreed = quotes.find(|quote| quote.agreed().is_some());
        agreed.is_some_and(|quote| quote.sent.what.is_exceeded_by(draft))
    }
}

fn context(place: WordingPlace) -> TextContext {
    match place {
        WordingPlace::Item(1 | 2)
        | WordingPlace::Further(FurtherTerm::Rework | FurtherTerm::Term) => TextContext::Work,
        _ => TextContext::Company,
    }
}
