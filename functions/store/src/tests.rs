//! The store against the embedded DynamoDB.

mod drafts;
