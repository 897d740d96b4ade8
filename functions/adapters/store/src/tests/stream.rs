//! The embedded stream, as the dispatcher sees it.

use super::{MINUTE, draft, messages, noon, submission};
use crate::embedded::Embedded;
use crate::stream::new_messages;

async fn arrived(database: &Embedded) -> Vec<String> {
    let batch = database.next_batch().await.unwrap();
    batch.records.iter().flat_map(new_messages).collect()
}

#[tokio::test]
async fn the_stream_tells_each_new_message_once_and_nothing_else() {
    let database = Embedded::memory().await.unwrap();
    let store = database.store();
    store.create_draft(&draft("a")).await.unwrap();
    store.save_draft(&draft("a")).await.unwrap();
    store
        .submit("a", &submission(1), &messages(1))
        .await
        .unwrap();
    let mut ids: Vec<String> = messages(1).into_iter().map(|m| m.id).collect();
    let mut told = arrived(&database).await;
    ids.sort();
    told.sort();
    assert_eq!(told, ids);
    let claim = store
        .claim(&ids[0], noon() + MINUTE, MINUTE)
        .await
        .unwrap()
        .unwrap();
    store.delivered(&claim, noon()).await.unwrap();
    assert_eq!(arrived(&database).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_record_has_the_shape_of_a_lambda_event_and_carries_keys_only() {
    let database = Embedded::memory().await.unwrap();
    database
        .store()
        .submit("a", &submission(1), &[])
        .await
        .unwrap_err();
    database.store().create_draft(&draft("a")).await.unwrap();
    let batch = serde_json::to_value(database.next_batch().await.unwrap()).unwrap();
    let [record] = &batch["Records"].as_array().unwrap()[..] else {
        panic!("one record")
    };
    assert_eq!(record["eventName"], "INSERT");
    assert_eq!(record["eventSource"], "aws:dynamodb");
    assert!(!record["eventID"].as_str().unwrap().is_empty());
    let change = &record["dynamodb"];
    assert_eq!(
        change["Keys"],
        serde_json::json!({"pk": {"S": "D#a"}, "sk": {"S": "D"}})
    );
    assert_eq!(change["NewImage"], serde_json::json!({}));
    assert_eq!(change["StreamViewType"], "KEYS_ONLY");
    assert!(change["SequenceNumber"].as_str().unwrap().len() >= 21);
}

#[tokio::test]
async fn a_reader_is_woken_by_a_write() {
    let database = Embedded::memory().await.unwrap();
    let reader = database.clone();
    let woken = tokio::spawn(async move {
        loop {
            let batch = reader.next_batch().await.unwrap();
            if !batch.records.is_empty() {
                break batch.records.len();
            }
            reader.written().await;
        }
    });
    database.store().create_draft(&draft("a")).await.unwrap();
    assert_eq!(woken.await.unwrap(), 1);
}

#[tokio::test]
async fn long_streams_come_in_batches_without_gaps() {
    let database = Embedded::memory().await.unwrap();
    for n in 0..150 {
        database
            .store()
            .create_draft(&draft(&n.to_string()))
            .await
            .unwrap();
    }
    let mut lengths = Vec::new();
    for _ in 0..3 {
        lengths.push(database.next_batch().await.unwrap().records.len());
    }
    assert_eq!(lengths, [100, 50, 0]);
}
