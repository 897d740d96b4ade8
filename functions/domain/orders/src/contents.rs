//! What the paper of an order says, row by row, from its terms.

use base::month::Month;
use base::text::yen;
use base::time::japanese;
use jiff::civil::Date;
use town::texts::OrderTexts;

use crate::difference::{difference, supplements};
use crate::frozen::OrderTerms;
use crate::meter::{further_label, item_label};
use crate::paper::{Paper, PaperGroup, PaperKind, PaperRow, RowState};
use crate::terms::{Fee, FurtherTerm, TermItem};

/// Which version of an order a paper is.
#[derive(Clone, Copy, Debug)]
pub struct Edition<'a> {
    /// The order's number; empty on a preview.
    pub number: &'a str,
    /// The version; 0 on a preview.
    pub version: u32,
    /// The day it was issued; `None` on a preview.
    pub issued: Option<Date>,
    /// The version before.
    pub before: Option<&'a Paper>,
}

impl Edition<'_> {
    /// A paper that nobody has issued.
    pub const PREVIEW: Edition<'static> = Edition {
        number: "",
        version: 0,
        issued: None,
        before: None,
    };
}

impl OrderTerms {
    /// The paper of these terms.
    pub fn paper(&self, edition: Edition<'_>, texts: &OrderTexts) -> Paper {
        let orderer = &self.orderer;
        let mut paper = Paper {
            kind: PaperKind::Terms,
            title: texts.paper_title().to_owned(),
            number: edition.number.to_owned(),
            version: edition.version,
            issued: edition.issued,
            hash: String::new(),
            to: self.worker.clone(),
            from: vec![
                orderer.name.clone(),
                orderer.address.clone(),
                orderer.phone.clone(),
                orderer.mail.clone(),
            ],
            lead: vec![match self.from {
                Some(from) => texts.paper_lead_month(Month::of(from).japanese()),
                None => texts.paper_lead().to_owned(),
            }],
            groups: self.groups(texts),
            changes: Vec::new(),
            notes: vec![
                texts.paper_note_paper().to_owned(),
                texts.paper_note_advice().to_owned(),
                texts.paper_note_privacy().to_owned(),
            ],
        };
        if let Some(before) = edition.before {
            paper.changes = difference(before, &paper, texts);
            paper.lead = vec![match supplements(before, &paper) {
                true => texts.paper_lead_supplement(edition.version),
                false => texts.paper_lead_change(edition.version),
            }];
        }
        if edition.issued.is_some() {
            paper.hash = paper.fingerprint();
        }
        paper
    }

    /// The rows in their groups.
    fn groups(&self, texts: &OrderTexts) -> Vec<PaperGroup> {
        use FurtherTerm as F;
        let group = |title: &str, rows: Vec<PaperRow>| PaperGroup {
            title: title.to_owned(),
            rows,
        };
        let further = |terms: &[F]| {
            let rows = terms.iter().filter_map(|term| self.further(*term, texts));
            rows.collect::<Vec<_>>()
        };
        let work = vec![
            row("", texts.row_title(), vec![self.title.clone()]),
            self.text(1, &self.work, texts),
            self.day(6, &self.delivery, None, texts),
            self.text(7, &self.place, texts),
        ];
        let monthly = self.monthly.then(|| texts.payment_monthly());
        let money = vec![
            self.fee_row(texts),
            self.day(3, &self.payment, monthly, texts),
            self.text(9, &self.method, texts),
        ];
        let silent = Some(texts.inspection_silent());
        let check = vec![self.day(8, &self.inspection, silent, texts)];
        let promises = &[
            F::Changes,
            F::Ip,
            F::Confidentiality,
            F::Term,
            F::Ending,
            F::Cancelling,
            F::Questions,
        ];
        vec![
            group(
                texts.group_work(),
                [work, further(&[F::Materials])].concat(),
            ),
            group(
                texts.group_money(),
                [money, further(&[F::BankHoliday, F::Expenses])].concat(),
            ),
            group(texts.group_check(), [check, further(&[F::Rework])].concat()),
            group(
                texts.group_promises(),
                [further(promises), vec![self.master_row(texts)]].concat(),
            ),
            group(texts.group_parties(), self.parties(texts)),
        ]
    }

    fn text(&self, item: u8, term: &TermItem<String>, texts: &OrderTexts) -> PaperRow {
        term_row(item, term, texts, |text| lines(text))
    }

    fn day(
        &self,
        item: u8,
        term: &TermItem<Date>,
        more: Option<&str>,
        texts: &OrderTexts,
    ) -> PaperRow {
        term_row(item, term, texts, |day| {
            let more = more.map(str::to_owned);
            [japanese(*day)].into_iter().chain(more).collect()
        })
    }

    fn fee_row(&self, texts: &OrderTexts) -> PaperRow {
        term_row(2, &self.fee, texts, |fee| self.fee_lines(fee, texts))
    }

    fn fee_lines(&self, fee: &Fee, texts: &OrderTexts) -> Vec<String> {
        let (unit, price) = (fee.unit.as_str(), yen(fee.unit_yen));
        let share = self.share.or(fee.number()).unwrap_or_default();
        let most = self.most().unwrap_or(share);
        let rate = match (fee.count, fee.ceiling) {
            (Some(_), Some(_)) => texts.fee_ceiling(unit, price, share, most),
            (None, Some(_)) => texts.fee_most(unit, price, most),
            _ => texts.fee_fixed(unit, price, share),
        };
        let of = match (fee.count, fee.ceiling) {
            (None, Some(_)) => most,
            _ => share,
        };
        let net = fee.sum(of);
        let tax = self.tax(net);
        let (net, tax, gross) = (yen(net), yen(tax), yen(net.saturating_add(tax)));
        let sum = match (fee.count, fee.ceiling) {
            (Some(_), Some(_)) => texts.fee_sum_expected(net, tax, gross),
            (None, Some(_)) => texts.fee_sum_most(net, tax, gross),
            _ => texts.fee_sum(net, tax, gross),
        };
        vec![rate, sum]
    }

    fn further(&self, term: FurtherTerm, texts: &OrderTexts) -> Option<PaperRow> {
        let text = self.others.get(&term).map_or("", |text| text.trim());
        let label = further_label(term, texts);
        // The agreed day stands before what the text says of going on.
        let until = self.until.filter(|_| term == FurtherTerm::Term);
        let until = until.map(|day| texts.term_until(japanese(day)));
        match (text, term.point()) {
            ("", None) if until.is_none() => None,
            ("", Some(_)) if until.is_none() => Some(PaperRow {
                state: RowState::Missing,
                ..row("", label, vec![texts.not_written().to_owned()])
            }),
            (text, _) => {
                let said = until.into_iter().chain(lines(text));
                Some(row("", label, said.collect()))
            }
        }
    }

    fn master_row(&self, texts: &OrderTexts) -> PaperRow {
        let text = match self.master.trim() {
            "" => texts.master_none(),
            master => master,
        };
        row("", texts.row_master(), lines(text))
    }

    fn parties(&self, texts: &OrderTexts) -> Vec<PaperRow> {
        let orderer = &self.orderer;
        let parties = vec![
            texts.orderer(&orderer.name),
            orderer.address.clone(),
            orderer.phone.clone(),
            orderer.mail.clone(),
            texts.worker(&self.worker),
        ];
        let reentrusted = match &self.reentrusted {
            Some(facts) => texts.reentrusted_lines(&facts.client, japanese(facts.pay_on)),
            None => texts.reentrusted_none().to_owned(),
        };
        vec![
            row(mark(4), item_label(4, texts), parties),
            row(
                mark(5),
                item_label(5, texts),
                vec![japanese(self.ordered_on)],
            ),
            row("", texts.fact_reentrusted(), vec![reentrusted]),
        ]
    }
}

fn term_row<T>(
    item: u8,
    term: &TermItem<T>,
    texts: &OrderTexts,
    written: impl FnOnce(&T) -> Vec<String>,
) -> PaperRow {
    let (lines, state) = match term {
        TermItem::Set(value) => (written(value), RowState::Done),
        TermItem::Undecided { reason, on } => (
            vec![texts.undecided(reason, japanese(*on))],
            RowState::Undecided,
        ),
        TermItem::Missing => (vec![texts.not_written().to_owned()], RowState::Missing),
    };
    PaperRow {
        state,
        ..row(mark(item), item_label(item, texts), lines)
    }
}

fn row(mark: &str, label: &str, lines: Vec<String>) -> PaperRow {
    PaperRow {
        mark: mark.to_owned(),
        label: label.to_owned(),
        lines,
        state: RowState::Done,
    }
}

pub(crate) fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

fn mark(item: u8) -> &'static str {
    const MARKS: [&str; 9] = ["①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨"];
    MARKS[usize::from(item.clamp(1, 9)) - 1]
}
