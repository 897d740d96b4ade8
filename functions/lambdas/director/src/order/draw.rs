//! The fields of 発注の準備, filled with what sheet and settings propose or what was saved last.

use base::time::japanese;
use forms::{Field, FieldGroup, Kind, limits};
use jiff::civil::Date;
use orders::{FurtherTerm, OrderDraft, further_label};
use town::Content;
use town::texts::{OrderPageTexts, OrderTexts};

use super::WORK;
use crate::fields;

/// The names of a worker's fields, by their place on the page, from 1.
pub(super) struct WorkerNames {
    pub number: String,
    pub name: String,
    pub mail: String,
    pub count: String,
}

impl WorkerNames {
    pub fn at(place: usize) -> WorkerNames {
        WorkerNames {
            number: format!("worker{place}"),
            name: format!("worker{place}_name"),
            mail: format!("worker{place}_mail"),
            count: format!("worker{place}_count"),
        }
    }
}

/// The name of a further term's field.
pub(super) fn further_name(term: FurtherTerm) -> String {
    format!("other_{}", term.code())
}

/// Draws a draft.
pub(super) struct DrawnOrder<'a> {
    pub draft: &'a OrderDraft,
    pub content: &'a Content,
}

impl DrawnOrder<'_> {
    pub(super) fn texts(&self) -> &OrderPageTexts {
        &self.content.texts.order_pages
    }

    pub(super) fn terms(&self) -> &OrderTexts {
        &self.content.texts.orders
    }

    /// All groups, in the order of the page.
    pub fn groups(&self) -> Vec<FieldGroup> {
        let (texts, draft) = (self.texts(), self.draft);
        let mut groups = vec![
            group(texts.group_work(), vec![self.work()]),
            self.open("work", 1, &draft.work),
            group(texts.group_money(), self.money()),
            self.open("unit_yen", 2, &draft.fee),
            self.open("payment", 3, &draft.payment),
            self.open("method", 9, &draft.method),
            group(texts.group_days(), self.days()),
            self.open("delivery", 6, &draft.delivery),
            self.open("place", 7, &draft.place),
            self.open("inspection", 8, &draft.inspection),
            FieldGroup {
                lead: vec![texts.group_workers_lead().to_owned()],
                ..group(texts.group_workers(), self.workers())
            },
        ];
        groups.extend([
            folded(texts.group_reentrusted(), self.reentrusted()),
            folded(texts.group_others(), self.others()),
        ]);
        groups
    }

    fn work(&self) -> Field {
        let texts = self.texts();
        Field {
            value: self.draft.work.value().cloned().unwrap_or_default(),
            max_length: WORK,
            ..fields::note("work", texts.work(), texts.work_hint())
        }
    }

    fn money(&self) -> Vec<Field> {
        let (texts, fee) = (self.texts(), self.draft.fee.value());
        let whole = |value: Option<u32>| value.map(|n| n.to_string()).unwrap_or_default();
        let unit = fee.map(|fee| fee.unit.clone()).unwrap_or_default();
        vec![
            Field {
                value: fee.map(|fee| fee.unit_yen.to_string()).unwrap_or_default(),
                ..fields::number(
                    "unit_yen",
                    texts.unit_yen(),
                    texts.unit_yen_hint(),
                    texts.unit_yen_unit(),
                )
            },
            text("unit", texts.unit(), texts.unit_hint(), unit),
            Field {
                value: whole(fee.and_then(|fee| fee.count)),
                optional: true,
                ..fields::number("count", texts.count(), texts.count_hint(), "")
            },
            Field {
                value: whole(fee.and_then(|fee| fee.ceiling)),
                optional: true,
                ..fields::number("ceiling", texts.ceiling(), texts.ceiling_hint(), "")
            },
            text(
                "payment",
                texts.payment(),
                &self.payment_hint(),
                self.draft
                    .payment
                    .value()
                    .copied()
                    .map(japanese)
                    .unwrap_or_default(),
            ),
            Field {
                value: self.draft.method.value().cloned().unwrap_or_default(),
                max_length: limits::SPEC,
                ..fields::note("method", texts.method(), "")
            },
        ]
    }

    /// With the day that the town's rule gives for this day of delivery.
    fn payment_hint(&self) -> String {
        let programme = &self.content.programme;
        match self.draft.delivery.value() {
            Some(day) => {
                let by_rule = self.draft.pay_day(*day, programme);
                self.texts().payment_hint_day(japanese(by_rule.on))
            }
            None => self.texts().payment_hint().to_owned(),
        }
    }

    fn days(&self) -> Vec<Field> {
        let (texts, draft) = (self.texts(), self.draft);
        let days = self.content.programme.terms.inspection_days;
        vec![
            day("delivery", texts.delivery(), "", draft.delivery.value()),
            Field {
                value: draft.place.value().cloned().unwrap_or_default(),
                max_length: limits::SPEC,
                ..fields::note("place", texts.place(), texts.place_hint())
            },
            day(
                "inspection",
                texts.inspection(),
                &texts.inspection_hint(days),
                draft.inspection.value(),
            ),
            Field {
                optional: true,
                ..day(
                    "until",
                    texts.until(),
                    texts.until_hint(),
                    draft.until.as_ref(),
                )
            },
        ]
    }

    fn workers(&self) -> Vec<Field> {
        let texts = self.texts();
        let known = self.draft.workers.len();
        let shown = (known + 1).min(OrderDraft::MOST_WORKERS);
        let drawn = (1..=shown).flat_map(|place| {
            let worker = self.draft.workers.get(place - 1);
            let names = WorkerNames::at(place);
            let name = worker.map(|worker| worker.name.clone()).unwrap_or_default();
            let mail = worker.and_then(|worker| worker.mail.as_ref());
            let count = worker.and_then(|worker| worker.count);
            [
                Field {
                    optional: place > 1,
                    ..text(&names.name, &texts.worker_name(place), "", name)
                },
                Field {
                    value: mail
                        .map(|mail| mail.as_str().to_owned())
                        .unwrap_or_default(),
                    optional: true,
                    autocomplete: "off".into(),
                    ..fields::mail(
                        &names.mail,
                        &texts.worker_mail(place),
                        texts.worker_mail_hint(),
                    )
                },
                Field {
                    value: count.map(|n| n.to_string()).unwrap_or_default(),
                    optional: true,
                    ..fields::number(
                        &names.count,
                        &texts.worker_count(place),
                        texts.worker_count_hint(),
                        "",
                    )
                },
            ]
        });
        drawn.collect()
    }

    fn reentrusted(&self) -> Vec<Field> {
        let (texts, facts) = (self.texts(), self.draft.reentrusted.as_ref());
        let client = facts.map(|facts| facts.client.clone()).unwrap_or_default();
        let pay_on = facts.map(|facts| facts.pay_on);
        vec![
            Field {
                optional: true,
                ..text("client", texts.client(), texts.client_hint(), client)
            },
            Field {
                optional: true,
                ..day("client_pay_on", texts.client_pay_on(), "", pay_on.as_ref())
            },
        ]
    }

    fn others(&self) -> Vec<Field> {
        let others = FurtherTerm::ALL.into_iter().map(|term| Field {
            value: self.draft.others.get(&term).cloned().unwrap_or_default(),
            optional: term.point().is_none(),
            max_length: limits::SPEC,
            ..fields::note(&further_name(term), further_label(term, self.terms()), "")
        });
        let master = Field {
            optional: true,
            ..text(
                "master",
                self.texts().master(),
                self.texts().master_hint(),
                self.draft.master.clone(),
            )
        };
        others.chain([master]).collect()
    }
}

pub(super) fn group(title: &str, fields: Vec<Field>) -> FieldGroup {
    forms::draw::group(title, fields)
}

fn folded(title: &str, fields: Vec<Field>) -> FieldGroup {
    FieldGroup {
        folded: fields.iter().all(|field| field.value.is_empty()) || fields.len() > 2,
        ..group(title, fields)
    }
}

fn text(name: &str, label: &str, hint: &str, value: String) -> Field {
    Field {
        hint: hint.to_owned(),
        value,
        ..fields::line(name, label)
    }
}

pub(super) fn day(name: &str, label: &str, hint: &str, value: Option<&Date>) -> Field {
    Field {
        kind: Kind::Date,
        hint: hint.to_owned(),
        value: value.map(ToString::to_string).unwrap_or_default(),
        ..fields::line(name, label)
    }
}
