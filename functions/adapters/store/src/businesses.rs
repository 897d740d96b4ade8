//! The register of employers: an item each, brought up to what sheets, seminars and visits say. A town has some hundreds.

use std::collections::BTreeSet;

use base::time::{days_after, fiscal_year, japan_date};
use jiff::Timestamp;
use jiff::civil::Date;
use placements::CaseHead;
use register::{Business, Identity, Register, RegisterChange, Trace, TraceSource};
use seminars::Registration;
use town::Content;
use town::seminar::Seminar;
use visits::Visit;
use visits::book::BookedVisit;

use crate::Store;
use crate::error::StoreError;
use crate::item::{Key, number, pack, unpack};

const PARTITION: &str = "G#businesses";

fn key(number: &str) -> Key {
    Key {
        pk: PARTITION.to_owned(),
        sk: number.to_owned(),
    }
}

impl Store {
    /// All businesses.
    ///
    /// # Errors
    /// When DynamoDB fails or an item is damaged.
    pub async fn businesses(&self) -> Result<Register, StoreError> {
        let items = self.partition(PARTITION, "").await?;
        let businesses = items.iter().map(|item| unpack("business", item));
        businesses.collect()
    }

    /// Keeps the next state of a business. `false`: somebody changed it since it was read, and nothing was written.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn keep_business(&self, business: &Business) -> Result<bool, StoreError> {
        let values = [
            (":body", pack("business", business)?),
            (":version", number(i64::from(business.version))),
            (":before", number(i64::from(business.version) - 1)),
        ];
        let (condition, values) = match business.version {
            1 => ("attribute_not_exists(pk)", &values[..2]),
            _ => ("version = :before", &values[..]),
        };
        let update = "SET body = :body, version = :version";
        self.change(&key(&business.number), update, condition, values)
            .await
    }

    /// The register as sheets, seminars and visits have it by now; nothing is written.
    ///
    /// # Errors
    /// When DynamoDB fails or an item is damaged.
    pub async fn current_register(
        &self,
        content: &Content,
        now: Timestamp,
    ) -> Result<Register, StoreError> {
        let kept = self.businesses().await?;
        self.brought_up(kept, content, now).await
    }

    /// Keeps the register as it is by now, without what is deleted elsewhere; gives it, and how many businesses changed.
    /// What somebody else changes meanwhile, the next call does.
    ///
    /// # Errors
    /// When DynamoDB fails or an item is damaged.
    pub async fn update_register(
        &self,
        content: &Content,
        now: Timestamp,
    ) -> Result<(Register, usize), StoreError> {
        let kept = self.businesses().await?;
        let current = self.brought_up(kept.clone(), content, now).await?;
        let mut changed = 0;
        for change in current.changes_since(&kept) {
            let is_done = match change {
                RegisterChange::Keep(business) => self.keep_business(&business).await?,
                RegisterChange::Remove(number) => {
                    self.delete(&key(&number)).await?;
                    true
                }
            };
            changed += usize::from(is_done);
        }
        Ok((self.businesses().await?, changed))
    }

    async fn brought_up(
        &self,
        kept: Register,
        content: &Content,
        now: Timestamp,
    ) -> Result<Register, StoreError> {
        let traces = self.traces(content, now).await?;
        let today = japan_date(now);
        let days = (today, oldest(content, today));
        Ok(kept.brought_up(&traces, days, &content.texts.office))
    }

    /// Everything that says by now who a business is, the earliest in front, so that it is entered first.
    async fn traces(&self, content: &Content, now: Timestamp) -> Result<Vec<Trace>, StoreError> {
        let (open, closed) = (self.open_heads().await?, self.closed_heads().await?);
        let book = self.visit_book(now).await?;
        let retention = &content.programme.retention;
        let heads = open.iter().chain(&closed);
        let mut traces: Vec<Trace> = heads.filter_map(of_head).collect();
        traces.extend(book.entries.iter().map(of_visit));
        let keep = retention.registration_days;
        traces.extend(book.open_requests.iter().map(|it| of_request(it, keep)));
        let kept = |seminar: &&Seminar| now < seminar.forget_at(keep);
        for seminar in content.seminars.iter().filter(kept) {
            let until = japan_date(seminar.forget_at(keep));
            let attendees = self.attendees(&seminar.slug).await?;
            traces.extend(attendees.iter().map(|it| of_registration(it, until)));
        }
        let mut seen = BTreeSet::new();
        traces.retain(|trace| seen.insert((trace.source, trace.id.clone())));
        // What came of a visit on its very day comes after it.
        traces.sort_by(|a, b| {
            (a.on, a.visit.is_some(), a.key()).cmp(&(b.on, b.visit.is_some(), b.key()))
        });
        Ok(traces)
    }
}

/// The first day that the ledger is kept of.
fn oldest(content: &Content, today: Date) -> Date {
    let years = i16::try_from(content.programme.retention.ledger_years).unwrap_or(i16::MAX);
    let april = fiscal_year(today).saturating_sub(years);
    Date::new(april, 4, 1).unwrap_or(Date::MIN)
}

fn of_head(head: &CaseHead) -> Option<Trace> {
    let identity = Identity {
        business: head.business.clone(),
        mail: head.mail.clone(),
        phone: head.phone.clone(),
        place: None,
    };
    // Once it was deleted, nobody is known by it.
    (!head.business.is_empty()).then(|| Trace {
        source: TraceSource::Submission,
        id: head.reference.to_string(),
        on: japan_date(head.sent_at),
        identity: Some(identity),
        visit: head.visit.clone(),
        until: None,
    })
}

fn of_visit(visit: &BookedVisit) -> Trace {
    Trace {
        source: TraceSource::Visit,
        id: visit.id.clone(),
        on: visit.on,
        identity: Some(Identity {
            business: visit.business.clone(),
            mail: None,
            phone: None,
            place: None,
        }),
        visit: None,
        until: None,
    }
}

fn of_request(visit: &Visit, keep_days: u32) -> Trace {
    let asked = &visit.request;
    Trace {
        source: TraceSource::VisitRequest,
        id: visit.id.clone(),
        on: japan_date(visit.asked_at),
        identity: Some(Identity {
            business: asked.business.clone(),
            mail: asked.mail.clone(),
            phone: asked.phone.clone(),
            place: Some(asked.place.clone()),
        }),
        visit: None,
        until: Some(japan_date(days_after(visit.asked_at, keep_days))),
    }
}

fn of_registration(registration: &Registration, until: Date) -> Trace {
    Trace {
        source: TraceSource::Registration,
        id: format!("{}/{}", registration.seminar, registration.id),
        on: japan_date(registration.created_at),
        identity: Some(Identity {
            business: registration.business.clone(),
            mail: registration.mail.clone(),
            phone: registration.phone.clone(),
            place: None,
        }),
        visit: None,
        until: Some(until),
    }
}
