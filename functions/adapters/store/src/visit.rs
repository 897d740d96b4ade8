//! Visits: requests to be visited, which go by their time to live, and the book of those that were made. Both lie in one
//! partition: a town has some hundreds. Lines of the ledger outlive them.

use figures::ledger::LedgerLine;
use jiff::Timestamp;
use visits::Visit;
use visits::book::BookedVisit;

use crate::error::StoreError;
use crate::item::{Item, Key, ceil_unix_seconds, number, pack, read_number, sort_key, unpack};
use crate::table::TTL;
use crate::{Store, envelope, ledger};

const PARTITION: &str = "V#visits";
/// What the sort keys of requests and of entries of the book begin with.
const REQUEST: &str = "R#";
const BOOKED: &str = "B#";

fn key(begin: &str, id: &str) -> Key {
    Key {
        pk: PARTITION.to_owned(),
        sk: format!("{begin}{id}"),
    }
}

/// Requests and entries that are kept, as one query reads them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VisitBook {
    /// Requests that no entry answers, the longest waiting first.
    pub open_requests: Vec<Visit>,
    /// The book, the latest visit first.
    pub entries: Vec<BookedVisit>,
}

impl Store {
    /// Stores a request with its messages and enters it in the ledger; the same request again changes
    /// nothing and is `false`. It goes by its time to live after `keep_days`; the line stays.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn request_visit(&self, visit: &Visit, keep_days: u32) -> Result<bool, StoreError> {
        let gone = base::time::days_after(visit.asked_at, keep_days);
        let mut item = key(REQUEST, &visit.id).item();
        item.insert("body".to_owned(), pack("visit", visit)?);
        item.insert(TTL.to_owned(), number(ceil_unix_seconds(gone)));
        let mut writes = vec![self.put_new(item)];
        let lines = ledger::items(&visit.id, &[visit.line()])?;
        writes.extend(lines.into_iter().map(|item| self.put_new(item)));
        writes.extend(envelope::of(&visit.messages())?.map(|item| self.put_new(item)));
        match self.transact(writes).await {
            Ok(()) => Ok(true),
            Err(cancelled) if cancelled.failed(0) => Ok(false),
            Err(cancelled) => Err(cancelled.error),
        }
    }

    /// A request.
    ///
    /// # Errors
    /// When DynamoDB fails or the item is damaged.
    pub async fn visit(&self, id: &str) -> Result<Option<Visit>, StoreError> {
        let item = self.read(&key(REQUEST, id)).await?;
        item.map(|item| unpack("visit", &item)).transpose()
    }

    /// The requests that wait and the whole book.
    ///
    /// # Errors
    /// When DynamoDB fails or an item is damaged.
    pub async fn visit_book(&self, now: Timestamp) -> Result<VisitBook, StoreError> {
        let items = self.partition(PARTITION, "").await?;
        // DynamoDB deletes within days of the time to live.
        let kept = |item: &&Item| {
            let gone = read_number::<i64>("visit", item, TTL).ok().flatten();
            gone.is_none_or(|gone| now.as_second() < gone)
        };
        let mut book = VisitBook::default();
        for item in items.iter().filter(kept) {
            match sort_key(item).starts_with(REQUEST) {
                true => book.open_requests.push(unpack("visit", item)?),
                false => book.entries.push(unpack("visit", item)?),
            }
        }
        let entries = &book.entries;
        let answered = |visit: &Visit| {
            entries
                .iter()
                .any(|it| it.request.as_ref() == Some(&visit.id))
        };
        book.open_requests.retain(|visit| !answered(visit));
        book.open_requests.sort_by_key(|visit| visit.asked_at);
        book.entries
            .sort_by(|a, b| (b.on, b.entered_at, &b.id).cmp(&(a.on, a.entered_at, &a.id)));
        Ok(book)
    }

    /// Enters a visit, or what was changed about it, with what it counts for; it goes by its time to live after
    /// `keep_days`, the lines stay. `false`: somebody changed it since it was read, or it is entered already,
    /// and nothing was written.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn book_visit(
        &self,
        visit: &BookedVisit,
        lines: &[LedgerLine],
        keep_days: u32,
    ) -> Result<bool, StoreError> {
        let gone = base::time::days_after(visit.entered_at, keep_days);
        let key = key(BOOKED, &visit.id);
        let values = [
            (":body", pack("visit", visit)?),
            (":gone", number(ceil_unix_seconds(gone))),
            (":edition", number(i64::from(visit.edition))),
            (":before", number(i64::from(visit.edition) - 1)),
        ];
        let (condition, values) = match visit.edition {
            1 => ("attribute_not_exists(pk)", &values[..3]),
            _ => ("edition = :before", &values[..]),
        };
        let update = format!("SET body = :body, {TTL} = :gone, edition = :edition");
        let mut writes = vec![self.update(&key, &update, condition, values)];
        let fact = format!("{}-{}", visit.id, visit.edition);
        let lines = ledger::items(&fact, lines)?;
        writes.extend(lines.into_iter().map(|item| self.put_new(item)));
        self.commit(writes).await
    }
}
