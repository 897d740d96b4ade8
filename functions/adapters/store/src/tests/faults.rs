//! What the store makes of a DynamoDB that is busy, in conflict, or whose answer gets lost.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::SharedHttpClient;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;

use super::{MINUTE, draft, messages, noon, reference, submission};
use crate::embedded::{Embedded, TABLE};
use crate::{Saved, Store, StoreError, Submitted};

const CANCELED: (u16, &str) = (
    400,
    r#"{"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","Message":"Transaction cancelled","CancellationReasons":[{"Code":"TransactionConflict"},{"Code":"None"}]}"#,
);
const CONFLICT: (u16, &str) = (
    400,
    r#"{"__type":"com.amazonaws.dynamodb.v20120810#TransactionConflictException","message":"Transaction is ongoing for the item"}"#,
);
const BROKEN: (u16, &str) = (
    500,
    r#"{"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError","message":""}"#,
);
const FORBIDDEN: (u16, &str) = (
    400,
    r#"{"__type":"com.amazon.coral.service#AccessDeniedException","Message":"no 見本 髙子"}"#,
);

/// Answers the first requests of one kind with an error, the rest by the embedded database.
#[derive(Clone, Debug)]
struct Faulty {
    inner: SharedHttpClient,
    operation: &'static str,
    answer: (u16, &'static str),
    /// Whether the database performs the request all the same, so that only its answer is lost.
    performed: bool,
    left: Arc<AtomicUsize>,
}

#[derive(Debug)]
struct FaultyConnector(Faulty, SharedHttpConnector);

impl HttpClient for Faulty {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        let inner = self.inner.http_connector(settings, components);
        SharedHttpConnector::new(FaultyConnector(self.clone(), inner))
    }
}

impl HttpConnector for FaultyConnector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let FaultyConnector(faulty, inner) = self;
        let target = request.headers().get("x-amz-target").unwrap_or_default();
        let one_less = |left: usize| left.checked_sub(1);
        let hit = target.ends_with(faulty.operation)
            && faulty
                .left
                .fetch_update(Ordering::SeqCst, Ordering::SeqCst, one_less)
                .is_ok();
        if !hit {
            return inner.call(request);
        }
        let (answer, call) = (faulty.answer, faulty.performed.then(|| inner.call(request)));
        HttpConnectorFuture::new(async move {
            if let Some(call) = call {
                call.await?;
            }
            let status = answer.0.try_into().unwrap();
            Ok(HttpResponse::new(status, SdkBody::from(answer.1)))
        })
    }
}

/// A store whose database fails so often at one operation.
async fn faulty(
    operation: &'static str,
    answer: (u16, &'static str),
    times: usize,
    performed: bool,
) -> Store {
    let client = Embedded::memory().await.unwrap().client();
    let config = client.config();
    let left = Arc::new(AtomicUsize::new(times));
    let faulty = Faulty {
        inner: config.http_client().unwrap(),
        operation,
        answer,
        performed,
        left,
    };
    let retries = RetryConfig::standard()
        .with_max_attempts(5)
        .with_initial_backoff(Duration::from_millis(1));
    let config = config
        .to_builder()
        .http_client(faulty)
        .retry_config(retries)
        .build();
    Store::new(Client::from_conf(config), TABLE)
}

#[tokio::test]
async fn a_submit_outlasts_conflicts() {
    let store = faulty("TransactWriteItems", CANCELED, 4, false).await;
    store.create_draft(&draft("a")).await.unwrap();
    let sent = store
        .submit("a", &submission(1), &messages(1))
        .await
        .unwrap();
    assert_eq!(sent, Submitted::New(reference(1)));
}

#[tokio::test]
async fn a_submit_that_never_gets_through_may_be_tried_again() {
    let store = faulty("TransactWriteItems", CANCELED, 5, false).await;
    store.create_draft(&draft("a")).await.unwrap();
    let failed = store
        .submit("a", &submission(1), &messages(1))
        .await
        .unwrap_err();
    assert!(failed.is_retryable(), "{failed}");
    let again = store
        .submit("a", &submission(1), &messages(1))
        .await
        .unwrap();
    assert_eq!(again, Submitted::New(reference(1)));
}

#[tokio::test]
async fn a_submit_whose_answer_is_lost_is_still_one_record() {
    let store = faulty("TransactWriteItems", BROKEN, 1, true).await;
    store.create_draft(&draft("a")).await.unwrap();
    let sent = store
        .submit("a", &submission(1), &messages(1))
        .await
        .unwrap();
    assert_eq!(sent, Submitted::New(reference(1)));
    assert_eq!(
        store.due(noon() + MINUTE, 100).await.unwrap().len(),
        messages(1).len()
    );
}

#[tokio::test]
async fn a_submit_whose_answers_are_all_lost_is_found_by_reading_the_draft() {
    let store = faulty("TransactWriteItems", BROKEN, 5, true).await;
    store.create_draft(&draft("a")).await.unwrap();
    let sent = store
        .submit("a", &submission(1), &messages(1))
        .await
        .unwrap();
    assert_eq!(sent, Submitted::Already(reference(1)));
}

#[tokio::test]
async fn a_save_outlasts_a_transaction_on_its_draft() {
    let store = faulty("UpdateItem", CONFLICT, 2, false).await;
    store.create_draft(&draft("a")).await.unwrap();
    assert_eq!(store.save_draft(&draft("a")).await.unwrap(), Saved::Done);
}

#[tokio::test]
async fn a_broken_database_is_told_from_a_refusal_and_neither_quotes_content() {
    let broken = faulty("GetItem", BROKEN, 5, false)
        .await
        .draft("a", noon())
        .await
        .unwrap_err();
    assert!(
        matches!(
            broken,
            StoreError::Retryable {
                operation: "GetItem",
                ..
            }
        ),
        "{broken}"
    );
    let refused = faulty("GetItem", FORBIDDEN, 1, false)
        .await
        .draft("a", noon())
        .await;
    let refused = refused.unwrap_err();
    assert!(matches!(refused, StoreError::Permanent { .. }), "{refused}");
    assert!(
        refused.to_string().contains("AccessDeniedException"),
        "{refused}"
    );
    assert!(!format!("{refused} {refused:?}").contains("髙子"));
}
