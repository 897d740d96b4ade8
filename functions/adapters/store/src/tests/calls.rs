//! How often a decision asks the database: a case is read once and written once.

use std::sync::{Arc, Mutex};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::interceptors::BeforeTransmitInterceptorContextRef;
use aws_sdk_dynamodb::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::error::BoxError;
use placements::Command;

use super::cases::{decline, director, id, programme, sent};
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
    let calls = Calls::default();
    let config = Embedded::memory().await.unwrap().client().config().clone();
    let config = config.to_builder().interceptor(calls.clone()).build();
    let store = Store::new(Client::from_conf(config), TABLE);
    sent(&store, 1).await;
    assert!(!calls.take().is_empty(), "what is sent is seen");
    (store, calls)
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
