//! What the papers of a quote say: 見積書, and 注文書 and 請書 once it is agreed to.

use base::contact::Contact;
use base::text::yen;
use base::time::japanese;
use jiff::civil::Date;
use town::texts::{OrderTexts, QuoteTexts, Texts};
use town::{DayOfMonth, Programme};

use crate::contents::lines;
use crate::difference::difference;
use crate::frozen::Orderer;
use crate::meter::further_label;
use crate::number::quote_number;
use crate::paper::{Paper, PaperGroup, PaperKind, PaperRow, RowState};
use crate::quote::{QuoteDraft, QuoteLine};

/// What a quote's papers say beside its draft.
#[derive(Clone, Debug)]
pub struct QuoteFacts<'a> {
    /// Its number.
    pub number: String,
    /// The work's name on its sheet.
    pub title: &'a str,
    /// Who makes the offer.
    pub orderer: Orderer,
    /// Percent of tax.
    pub tax_percent: u32,
    /// Business days within which the employer looks at a delivery.
    pub inspection_days: u32,
    /// The words.
    pub words: &'a QuoteWords,
}

/// The words of quotes and of the terms that they share with orders.
#[derive(Clone, Debug, PartialEq)]
pub struct QuoteWords {
    /// Of orders.
    pub orders: OrderTexts,
    /// Of quotes.
    pub quotes: QuoteTexts,
}

impl QuoteWords {
    /// Today's.
    pub fn of(texts: &Texts) -> Box<QuoteWords> {
        Box::new(QuoteWords {
            orders: texts.orders.clone(),
            quotes: texts.quotes.clone(),
        })
    }
}

/// That a quote was agreed to: how it is known, and on which day.
#[derive(Clone, Debug)]
pub struct Consent<'a> {
    /// In a sentence, with who recorded it.
    pub how: &'a str,
    /// The day.
    pub on: Date,
}

impl<'a> QuoteFacts<'a> {
    /// By the settings of today; `placement` is its number, `title` the work's name on its sheet.
    pub fn of(
        placement: impl std::fmt::Display,
        title: &'a str,
        programme: &Programme,
        words: &'a QuoteWords,
    ) -> QuoteFacts<'a> {
        QuoteFacts {
            number: quote_number(placement),
            title,
            orderer: Orderer::of(programme),
            tax_percent: programme.rates.tax_percent,
            inspection_days: programme.terms.inspection_days,
            words,
        }
    }

    /// 見積書, sent on that day as that version; without a day, its preview. Whom it is for is not written: the
    /// employer's name is kept with the submission alone, and deleted with it.
    pub fn quote(
        &self,
        draft: &QuoteDraft,
        version: u32,
        issued: Option<Date>,
        before: Option<&Paper>,
    ) -> Paper {
        let texts = &self.words.quotes;
        let mut paper = Paper {
            kind: PaperKind::Quote,
            title: texts.quote_title().to_owned(),
            number: issued.map(|_| self.number.clone()).unwrap_or_default(),
            version: issued.map_or(0, |_| version),
            issued,
            hash: String::new(),
            to: String::new(),
            from: self.from(),
            lead: vec![texts.quote_lead(japanese(draft.valid_until))],
            groups: self.groups(draft, Voice::Operator),
            changes: Vec::new(),
            notes: vec![texts.quote_note().to_owned()],
        };
        if let Some(before) = before.filter(|_| issued.is_some()) {
            paper.changes = difference(before, &paper, &self.words.orders);
            paper.lead.insert(0, texts.quote_lead_next(version));
        }
        sealed(paper)
    }

    /// 注文書 and 請書 of an agreed quote: they say what the quote said, the 注文書 in the words of who orders.
    pub fn contract(
        &self,
        (quote, draft): (&Paper, &QuoteDraft),
        consent: &Consent<'_>,
    ) -> [Paper; 2] {
        let texts = &self.words.quotes;
        let day = quote.issued.map(japanese).unwrap_or_default();
        let of_quote = texts.of_quote(&quote.number, quote.version, day);
        let paper = |kind, title: &str, lead: &str| Paper {
            kind,
            title: title.to_owned(),
            issued: Some(consent.on),
            lead: vec![lead.to_owned(), of_quote.clone(), consent.how.to_owned()],
            changes: Vec::new(),
            notes: vec![texts.contract_note().to_owned()],
            ..quote.clone()
        };
        let order = Paper {
            to: self.orderer.name.clone(),
            from: Vec::new(),
            groups: self.groups(draft, Voice::Client),
            ..paper(PaperKind::Purchase, texts.order_title(), texts.order_lead())
        };
        let acceptance = paper(
            PaperKind::Acceptance,
            texts.acceptance_title(),
            texts.acceptance_lead(),
        );
        [sealed(order), sealed(acceptance)]
    }

    fn from(&self) -> Vec<String> {
        let orderer = &self.orderer;
        vec![
            orderer.name.clone(),
            orderer.address.clone(),
            orderer.phone.clone(),
            orderer.mail.clone(),
        ]
    }

    fn groups(&self, draft: &QuoteDraft, voice: Voice) -> Vec<PaperGroup> {
        let texts = &self.words.quotes;
        let client = voice == Voice::Client;
        let delivery = match draft.delivery {
            Some(day) => japanese(day),
            None if client => texts.order_delivery_open().to_owned(),
            None => texts.delivery_open().to_owned(),
        };
        let work = vec![
            row(texts.row_title(), vec![self.title.to_owned()]),
            row(texts.row_work(), lines(&draft.work)),
            row(texts.row_delivery(), vec![delivery]),
        ];
        let mut money: Vec<PaperRow> = draft
            .lines
            .iter()
            .map(|line| self.line(line, voice))
            .collect();
        let mut sums = vec![self.sum(draft.net())];
        sums.extend(draft.most().map(|most| texts.sum_most(self.sum(most))));
        money.push(row(texts.row_sum(), sums));
        money.push(row(
            texts.row_payment(),
            vec![self.payment(draft.pays_on, voice)],
        ));
        let mut promises = vec![
            row(
                texts.row_workers(),
                vec![match voice {
                    Voice::Operator => texts.workers(&self.orderer.name),
                    Voice::Client => texts.order_workers(&self.orderer.name),
                }],
            ),
            row(
                texts.row_inspection(),
                vec![match voice {
                    Voice::Operator => texts.inspection(self.inspection_days),
                    Voice::Client => texts.order_inspection(self.inspection_days),
                }],
            ),
        ];
        let further = draft.terms.iter();
        promises.extend(
            further.map(|(term, text)| row(further_label(*term, &self.words.orders), lines(text))),
        );
        let valid = texts.valid(japanese(draft.valid_until));
        promises.extend((!client).then(|| row(texts.row_valid(), vec![valid])));
        [
            (texts.group_work(), work),
            (texts.group_money(), money),
            (texts.group_promises(), promises),
        ]
        .into_iter()
        .map(|(title, rows)| PaperGroup {
            title: title.to_owned(),
            rows,
        })
        .collect()
    }

    fn line(&self, line: &QuoteLine, voice: Voice) -> PaperRow {
        let (texts, price) = (&self.words.quotes, &line.price);
        let (unit, yen_each) = (price.unit.as_str(), yen(price.unit_yen));
        let rate = match (price.count, price.ceiling) {
            (Some(count), Some(most)) if voice == Voice::Client => {
                texts.order_line_ceiling(unit, yen_each, count, most)
            }
            (None, Some(most)) if voice == Voice::Client => {
                texts.order_line_most(unit, yen_each, most)
            }
            (Some(count), Some(most)) => texts.line_ceiling(unit, yen_each, count, most),
            (None, Some(most)) => texts.line_most(unit, yen_each, most),
            (count, None) => texts.line_fixed(unit, yen_each, count.unwrap_or_default()),
        };
        let sum = price.total().map(|sum| texts.line_sum(yen(sum)));
        row(&line.what, [rate].into_iter().chain(sum).collect())
    }

    /// Net, tax rounded down once, gross.
    fn sum(&self, net: u64) -> String {
        let tax = net.saturating_mul(u64::from(self.tax_percent)) / 100;
        let gross = net.saturating_add(tax);
        self.words
            .quotes
            .sum(yen(net), self.tax_percent, yen(tax), yen(gross))
    }

    fn payment(&self, pays_on: DayOfMonth, voice: Voice) -> String {
        let texts = &self.words.quotes;
        match (pays_on, voice) {
            (DayOfMonth::Last, Voice::Operator) => texts.payment_last().to_owned(),
            (DayOfMonth::Nth(day), Voice::Operator) => texts.payment(day),
            (DayOfMonth::Last, Voice::Client) => texts.order_payment_last().to_owned(),
            (DayOfMonth::Nth(day), Voice::Client) => texts.order_payment(day),
        }
    }
}

/// In whose words a paper speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Voice {
    /// Who offers and takes on: the operator.
    Operator,
    /// Who orders: the employer.
    Client,
}

impl Paper {
    /// A paper between employer and operator with the employer's name and contact where they belong.
    pub fn of_employer(&self, contact: &Contact, texts: &QuoteTexts) -> Paper {
        let named = texts.employer(&contact.business, &contact.person);
        let phone = contact
            .phone
            .as_ref()
            .map(|phone| phone.as_str().to_owned());
        let mail = contact.mail.as_ref().map(|mail| mail.as_str().to_owned());
        match self.kind {
            PaperKind::Terms | PaperKind::Recruit | PaperKind::PayNotice | PaperKind::Ending => {
                self.clone()
            }
            PaperKind::Purchase => Paper {
                from: [named].into_iter().chain(phone).chain(mail).collect(),
                ..self.clone()
            },
            PaperKind::Quote | PaperKind::Acceptance | PaperKind::Invoice => Paper {
                to: named,
                ..self.clone()
            },
        }
    }
}

fn sealed(mut paper: Paper) -> Paper {
    if paper.issued.is_some() {
        paper.hash = paper.fingerprint();
    }
    paper
}

fn row(label: &str, lines: Vec<String>) -> PaperRow {
    PaperRow {
        mark: String::new(),
        label: label.to_owned(),
        lines,
        state: RowState::Done,
    }
}
