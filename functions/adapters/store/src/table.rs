//! The one table: its key schema, time to live, stream and sparse index.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType, Projection,
    ProjectionType, ScalarAttributeType, StreamSpecification, StreamViewType,
    TimeToLiveSpecification,
};

use crate::error::StoreError;

/// The sparse index over `queue` and `due`.
pub const INDEX: &str = "due";

/// What an open case puts on the directors' hands; the index carries it, and [`HEAD`], beside the keys.
pub const LOAD: &str = "load";

/// What lists and searches need of a case.
pub const HEAD: &str = "head";

/// The time-to-live attribute, in seconds since 1970.
pub const TTL: &str = "expires";

/// Creates the table of the local program and the tests. On AWS the stack's template does the same.
///
/// # Errors
/// When DynamoDB refuses, also because the table exists.
pub async fn create(client: &Client, name: &str) -> Result<(), StoreError> {
    let index = GlobalSecondaryIndex::builder()
        .index_name(INDEX)
        .set_key_schema(Some(schema("queue", "due")))
        .projection(
            Projection::builder()
                .projection_type(ProjectionType::Include)
                .non_key_attributes(LOAD)
                .non_key_attributes(HEAD)
                .build(),
        );
    let stream = StreamSpecification::builder()
        .stream_enabled(true)
        .stream_view_type(StreamViewType::KeysOnly);
    client
        .create_table()
        .table_name(name)
        .billing_mode(BillingMode::PayPerRequest)
        .set_attribute_definitions(Some(vec![
            attribute("pk", ScalarAttributeType::S),
            attribute("sk", ScalarAttributeType::S),
            attribute("queue", ScalarAttributeType::S),
            attribute("due", ScalarAttributeType::N),
        ]))
        .set_key_schema(Some(schema("pk", "sk")))
        .global_secondary_indexes(index.build().expect("name and schema are set"))
        .stream_specification(stream.build().expect("enabled is set"))
        .send()
        .await
        .map_err(|e| StoreError::of("CreateTable", e))?;
    let ttl = TimeToLiveSpecification::builder()
        .enabled(true)
        .attribute_name(TTL);
    client
        .update_time_to_live()
        .table_name(name)
        .time_to_live_specification(ttl.build().expect("both are set"))
        .send()
        .await
        .map_err(|e| StoreError::of("UpdateTimeToLive", e))?;
    Ok(())
}

fn attribute(name: &str, kind: ScalarAttributeType) -> AttributeDefinition {
    AttributeDefinition::builder()
        .attribute_name(name)
        .attribute_type(kind)
        .build()
        .expect("name and type are set")
}

fn schema(partition: &str, sort: &str) -> Vec<KeySchemaElement> {
    [(partition, KeyType::Hash), (sort, KeyType::Range)]
        .map(|(name, kind)| {
            KeySchemaElement::builder()
                .attribute_name(name)
                .key_type(kind)
                .build()
                .expect("name and type are set")
        })
        .into()
}
