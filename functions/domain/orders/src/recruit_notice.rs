//! What a notice says: what 職業安定法 and フリーランス法12条 want, the guideline's six items, and nothing that tells whose
//! job it is.

use base::text::yen;
use base::time::japanese;
use jiff::civil::Date;
use text_checks::KnownEmployer;
use town::Programme;
use town::texts::{OrderTexts, RecruitTexts, Texts};

use crate::contents::lines;
use crate::meter::{further_label, item_label};
use crate::paper::{Paper, PaperGroup, PaperKind, PaperRow, RowState};
use crate::recruit::{OpenedRecruitment, RecruitFault, TypedRecruitment};
use crate::terms::{Fee, FurtherTerm, OrderDraft, TermItem};

/// What a notice is made from.
#[derive(Clone, Copy)]
pub struct RecruitFacts<'a> {
    /// The work's name on its sheet.
    pub title: &'a str,
    /// The preparation of the order.
    pub order: &'a OrderDraft,
    /// What is known of the employer.
    pub employer: &'a KnownEmployer,
    /// The settings.
    pub programme: &'a Programme,
    /// The words.
    pub texts: &'a Texts,
}

impl RecruitFacts<'_> {
    /// The notice, and the words that were hidden in it, each once.
    pub fn notice(
        &self,
        typed: &TypedRecruitment,
        round: u32,
        today: Date,
    ) -> (OpenedRecruitment, Vec<String>) {
        let (texts, orders) = (&self.texts.recruit, &self.texts.orders);
        let mut mask = Mask {
            employer: self.employer,
            hidden: Vec::new(),
        };
        let title = mask.line(self.title);
        let (fee, delivery, payment) = (
            mask.line(&fee(self.order, orders)),
            open_or(&self.order.delivery, orders, |day| japanese(*day)),
            open_or(&self.order.payment, orders, |day| japanese(*day)),
        );
        let (delivery, payment) = (mask.line(&delivery), mask.line(&payment));
        let place = mask.line(&typed.place);
        let closes = japanese(typed.closes_on);
        let work = mask.line(&typed.work);
        let first = work.lines().next().unwrap_or_default().to_owned();
        let groups = vec![
            group(
                texts.group_work(),
                vec![
                    row(texts.row_title(), &title),
                    row(item_label(1, orders), &work),
                    row(item_label(6, orders), &delivery),
                    row(texts.row_place(), &place),
                ],
            ),
            group(
                texts.group_money(),
                [
                    vec![
                        row(texts.row_fee(), &fee),
                        row(item_label(3, orders), &payment),
                    ],
                    self.money(&mut mask),
                ]
                .concat(),
            ),
            group(texts.group_promises(), self.promises(&mut mask)),
            self.answer(&closes, today),
        ];
        let contact = self.contact().join("　");
        let job = texts.short_job(&title, first, &fee);
        let days = texts.short_days(&delivery, &payment, &place, &closes, contact);
        let short = format!("{job}\n{days}");
        let notice = OpenedRecruitment {
            round,
            closes_on: typed.closes_on,
            paper: self.paper(title, groups, round, today),
            short,
        };
        (notice, mask.hidden)
    }

    /// Who looks for somebody, and where they are reached.
    fn contact(&self) -> [&str; 4] {
        let operator = &self.programme.operator;
        [
            &operator.name,
            &operator.address,
            &operator.phone,
            &operator.mail,
        ]
    }

    fn answer(&self, closes: &str, today: Date) -> PaperGroup {
        let texts = &self.texts.recruit;
        group(
            texts.group_answer(),
            vec![
                row(texts.row_closes(), closes),
                row(texts.row_updated(), &japanese(today)),
                row(texts.row_contact(), &self.contact().join("\n")),
            ],
        )
    }

    fn paper(&self, title: String, groups: Vec<PaperGroup>, round: u32, today: Date) -> Paper {
        let texts = &self.texts.recruit;
        let mut paper = Paper {
            kind: PaperKind::Recruit,
            title: texts.paper_title(title),
            number: String::new(),
            version: round,
            issued: Some(today),
            hash: String::new(),
            to: String::new(),
            from: Vec::new(),
            lead: vec![texts.lead().to_owned()],
            groups,
            changes: Vec::new(),
            notes: vec![texts.note().to_owned()],
        };
        paper.hash = paper.fingerprint();
        paper
    }

    fn money(&self, mask: &mut Mask<'_>) -> Vec<PaperRow> {
        let orders = &self.texts.orders;
        let method = open_or(&self.order.method, orders, String::clone);
        let expenses = self.further(FurtherTerm::Expenses);
        vec![
            row(item_label(9, orders), &mask.line(&method)),
            row(
                further_label(FurtherTerm::Expenses, orders),
                &mask.line(expenses),
            ),
        ]
    }

    fn promises(&self, mask: &mut Mask<'_>) -> Vec<PaperRow> {
        let (texts, orders) = (&self.texts.recruit, &self.texts.orders);
        let written = |term| match self.further(term) {
            "" => None,
            text => Some((further_label(term, orders), text)),
        };
        let ending = written(FurtherTerm::Ending).map_or(
            (further_label(FurtherTerm::Ending, orders), texts.ending()),
            |written| written,
        );
        let mut rows = vec![row(texts.row_ideas(), texts.ideas())];
        let others = [FurtherTerm::Rework, FurtherTerm::Confidentiality];
        let others = others.into_iter().filter_map(written);
        rows.extend(
            others
                .chain([ending])
                .map(|(label, text)| row(label, &mask.line(text))),
        );
        rows
    }

    fn further(&self, term: FurtherTerm) -> &str {
        self.order.others.get(&term).map_or("", |text| text.trim())
    }

    /// Why it cannot be opened; empty: it can.
    pub fn faults(&self, typed: &TypedRecruitment, today: Date) -> Vec<RecruitFault> {
        let missing = |item: u8, is: bool| is.then_some(RecruitFault::Missing(item));
        let order = self.order;
        // Whoever still looks for somebody for work that is over misleads those who answer (フリーランス法12条).
        let due = order.delivery.value();
        let checks = [
            missing(2, matches!(order.fee, TermItem::Missing)),
            missing(3, matches!(order.payment, TermItem::Missing)),
            missing(6, matches!(order.delivery, TermItem::Missing)),
            missing(9, matches!(order.method, TermItem::Missing)),
            self.further(FurtherTerm::Expenses)
                .is_empty()
                .then_some(RecruitFault::Expenses),
            typed.work.trim().is_empty().then_some(RecruitFault::Work),
            typed.place.trim().is_empty().then_some(RecruitFault::Place),
            (typed.closes_on < today).then_some(RecruitFault::Over),
            due.filter(|due| typed.closes_on > **due)
                .map(|due| RecruitFault::AfterDelivery(*due)),
        ];
        checks.into_iter().flatten().collect()
    }
}

impl RecruitFault {
    /// What is wrong and what to do, in Japanese.
    pub fn told(self, texts: &Texts) -> String {
        let (recruit, orders): (&RecruitTexts, _) = (&texts.recruit, &texts.orders);
        match self {
            RecruitFault::Missing(item) => recruit.fault_missing(item_label(item, orders)),
            RecruitFault::Expenses => {
                recruit.fault_missing(further_label(FurtherTerm::Expenses, orders))
            }
            RecruitFault::Work => recruit.fault_work().to_owned(),
            RecruitFault::Place => recruit.fault_place().to_owned(),
            RecruitFault::Over => recruit.fault_over().to_owned(),
            RecruitFault::AfterDelivery(due) => recruit.fault_after_delivery(japanese(due)),
        }
    }
}

/// Hides the employer in one text after the other, and remembers what was hidden.
struct Mask<'a> {
    employer: &'a KnownEmployer,
    hidden: Vec<String>,
}

impl Mask<'_> {
    fn line(&mut self, text: &str) -> String {
        let masked = self.employer.mask(text);
        for word in masked.hidden {
            if !self.hidden.contains(&word) {
                self.hidden.push(word);
            }
        }
        masked.text
    }
}

fn fee(order: &OrderDraft, texts: &OrderTexts) -> String {
    open_or(&order.fee, texts, |fee: &Fee| {
        let (unit, price) = (fee.unit.as_str(), yen(fee.unit_yen));
        match (fee.count, fee.ceiling) {
            (Some(count), Some(most)) => texts.fee_ceiling(unit, price, count, most),
            (None, Some(most)) => texts.fee_most(unit, price, most),
            (count, None) => texts.fee_fixed(unit, price, count.unwrap_or_default()),
        }
    })
}

/// What is written, or why it is open and until when.
fn open_or<T>(
    item: &TermItem<T>,
    texts: &OrderTexts,
    written: impl FnOnce(&T) -> String,
) -> String {
    match item {
        TermItem::Set(value) => written(value),
        TermItem::Undecided { reason, on } => texts.undecided(reason, japanese(*on)),
        TermItem::Missing => texts.not_written().to_owned(),
    }
}

fn group(title: &str, rows: Vec<PaperRow>) -> PaperGroup {
    PaperGroup {
        title: title.to_owned(),
        rows,
    }
}

fn row(label: &str, text: &str) -> PaperRow {
    PaperRow {
        mark: String::new(),
        label: label.to_owned(),
        lines: lines(text),
        state: RowState::Done,
    }
}
