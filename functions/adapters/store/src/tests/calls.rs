//! How often a decision asks the database: a case is read once and written once.

use std::sync::{Arc, Mutex};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::interceptors::BeforeTransmitInterceptorContextRef;
use aws_sdk_dynamodb::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::error::BoxError;
use placements::Command;

use super::cases::{decide_at, decline, director, id, prepared, programme, sent};
use super::units::{items, size};
use super::{MINUTE, noon, reference};
use crate::embedded::{Embedded, TABLE};
use crate::{Decided, Store};

/// The operations that a client has sent, in order.
#[derive(Clone, Debug, Default)]
struct Calls(Arc<Mutex<Vec<String>>>);

impl Calls {
    /// What was sent since this was last asked.
    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

impl Intercept for Calls {
    fn name(&self) -> &'static str {
        "calls"
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let target = context.request().headers().get("x-amz-target");
        let operation = target.and_then(|target| target.rsplit('.').next());
        let mut sent = self.0.lock().unwrap();
        sent.push(operation.unwrap_or_default().to_owned());
        Ok(())
    }
}

/// A store with one case, and what it sends from now on.
async fn counted() -> (Store, Calls) {
    let (store, calls) = empty().await;
    sent(&store, 1).await;
    assert!(!calls.take().is_empty(), "what is sent is seen");
    (store, calls)
}

async fn empty() -> (Store, Calls) {
    let calls = Calls::default();
    let config = Embedded::memory().await.unwrap().client().config().clone();
    let config = config.to_builder().interceptor(calls.clone()).build();
    (Store::new(Client::from_conf(config), TABLE), calls)
}

#[tokio::test]
async fn a_decision_on_a_case_that_was_read_is_one_write_and_no_read() {
    let (store, calls) = counted().await;
    let case = store.case(&reference(1)).await.unwrap().unwrap();
    assert_eq!(calls.take(), ["Query"]);
    let (by, now, programme) = (director("b"), noon() + MINUTE, programme());
    let decided = store.decide_on(case, 1, &Command::Accept, &by, now, &programme);
    let Decided::Done(after) = decided.await.unwrap() else {
        panic!("accepted")
    };
    assert_eq!(calls.take(), ["TransactWriteItems"]);
    let read = store.case(&reference(1)).await.unwrap();
    assert_eq!(read, Some(*after), "the decision knew what it would leave");
}

#[tokio::test]
async fn a_decision_by_number_reads_the_case_once() {
    let (store, calls) = counted().await;
    let (by, now, programme) = (director("b"), noon() + MINUTE, programme());
    let (id, command) = (id(1), Command::Accept);
    let decided = store.decide(&id, &command, &by, now, &programme);
    assert!(matches!(decided.await.unwrap(), Decided::Done(_)));
    assert_eq!(calls.take(), ["Query", "TransactWriteItems"]);
}

#[tokio::test]
async fn declining_also_reads_the_load_once_and_a_refusal_writes_nothing() {
    let (store, calls) = counted().await;
    let (by, now, programme) = (director("b"), noon() + MINUTE, programme());
    let (id, decline, accept) = (id(1), decline(), Command::Accept);
    let decided = store.decide(&id, &decline, &by, now, &programme);
    assert!(matches!(decided.await.unwrap(), Decided::Done(_)));
    assert_eq!(calls.take(), ["Query", "Query", "TransactWriteItems"]);
    let late = store.decide(&id, &accept, &by, now, &programme);
    assert!(matches!(late.await.unwrap(), Decided::Refused(..)));
    assert_eq!(calls.take(), ["Query"]);
}

#[tokio::test]
async fn the_clock_reads_a_case_once() {
    let (store, calls) = counted().await;
    let late = "2026-12-10T12:00:00+09:00".parse().unwrap();
    let (reference, programme) = (reference(1), programme());
    let written = store.tick(&reference, late, &programme);
    assert!(written.await.unwrap().is_some());
    assert_eq!(calls.take(), ["Query", "TransactWriteItems"]);
}

/// What a consistent read costs: a unit for each started 4 KiB of all that a query reads.
const READ: usize = 4096;

#[tokio::test]
async fn a_page_of_a_case_with_its_orders_is_one_query_of_few_units() {
    let (store, calls) = empty().await;
    let seen = prepared(&store).await;
    let issue = Command::issue(seen, &town::texts::Texts::EMBEDDED.orders);
    decide_at(&store, &id(1), &issue, &director("b"), noon() + MINUTE).await;
    calls.take();
    let opened = store.opened_case(&id(1), noon()).await.unwrap().unwrap();
    assert_eq!(calls.take(), ["Query"]);
    let orders = &opened.case.placement(1).unwrap().orders.orders;
    assert_eq!(orders.len(), 2);
    let all = items(&store).await.into_iter();
    let own = all.filter(|(key, _)| key.contains(&reference(1).fact()));
    let units = own
        .map(|(_, item)| size(&item))
        .sum::<usize>()
        .div_ceil(READ);
    assert!(units <= 8, "{units}");
}

#[tokio::test]
async fn a_list_of_cases_is_one_query_of_heads_and_reads_no_sheet() {
    let (store, calls) = empty().await;
    for number in 1..=20 {
        sent(&store, number).await;
    }
    let (accept, by) = (Command::Accept, director("b"));
    decide_at(&store, &id(1), &accept, &by, noon() + MINUTE).await;
    calls.take();
    let heads = store.open_heads().await.unwrap();
    assert_eq!(calls.take(), ["Query"]);
    assert_eq!(heads.len(), 20);
    assert_eq!(store.closed_heads().await.unwrap(), []);
    let mut accepted = heads.iter().flat_map(|head| &head.placements);
    assert!(accepted.any(|it| it.id == id(1) && it.may_follow(&by)));
    let all = items(&store).await;
    let of = |key: &str| {
        let own = all.iter().filter(|(at, _)| at.contains(key));
        own.map(|(_, item)| size(item)).collect::<Vec<_>>()
    };
    let (heads, sheets) = (of("S(\"H\")"), of("S(\"S\")"));
    assert_eq!((heads.len(), sheets.len()), (20, 20));
    // An index is read at half the price.
    let units = heads.iter().sum::<usize>().div_ceil(2 * READ);
    assert!(units <= 2, "{units}");
}

#[tokio::test]
async fn what_ended_leaves_the_open_heads_for_the_closed_ones() {
    let (store, _) = counted().await;
    let end = Command::End {
        reason: figures::ending::Ending::NoWorker,
        note: String::new(),
    };
    decide_at(&store, &id(1), &end, &director("b"), noon() + MINUTE).await;
    assert_eq!(store.open_heads().await.unwrap(), []);
    let closed = store.closed_heads().await.unwrap();
    assert!(!closed[0].placements[0].is_open());
}
