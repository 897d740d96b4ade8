//! The stream's records in the database file: dynoxide keeps all for ever, and looks through all of them at every write.

use std::path::Path;

use rusqlite::Connection;

/// Takes out what is older than a day, which DynamoDB's stream keeps no longer either, and gives the others an index of their
/// numbers. A program may be running on the file: what it has still to read stays.
pub(super) fn put_in_order(path: &Path) -> Result<(), rusqlite::Error> {
    Connection::open(path)?.execute_batch(
        "DELETE FROM _stream_records WHERE created_at < unixepoch() - 86400;
         CREATE INDEX IF NOT EXISTS _stream_numbers
             ON _stream_records (table_name, CAST(sequence_number AS INTEGER));",
    )
}

#[cfg(test)]
mod tests {
    use aws_sdk_dynamodb::types::AttributeValue;

    use super::*;
    use crate::embedded::{Embedded, TABLE};

    async fn write(embedded: &Embedded) {
        let key = |name: &str| AttributeValue::S(name.to_owned());
        let put = embedded.client().put_item().table_name(TABLE);
        let put = put.item("pk", key("D#a")).item("sk", key("draft"));
        put.send().await.unwrap();
    }

    #[tokio::test]
    async fn what_is_older_than_a_day_is_taken_out_and_a_running_program_reads_the_rest() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kiridashi.db");
        let running = Embedded::open(&path).await.unwrap();
        write(&running).await;
        let file = Connection::open(&path).unwrap();
        let old = "UPDATE _stream_records SET created_at = created_at - 86400 - 60";
        assert_eq!(file.execute(old, []).unwrap(), 1);
        write(&running).await;
        // As `dead-letters` and other commands open it beside the program.
        let beside = Embedded::open(&path).await.unwrap();
        let count = "SELECT COUNT(*) FROM _stream_records";
        let kept: u32 = file.query_row(count, [], |row| row.get(0)).unwrap();
        assert_eq!(kept, 1);
        assert_eq!(running.next_batch().await.unwrap().records.len(), 1);
        write(&beside).await;
        assert_eq!(running.next_batch().await.unwrap().records.len(), 1);
    }

    /// As dynoxide asks before every write, and when somebody reads the stream.
    #[tokio::test]
    async fn a_records_place_is_found_without_reading_the_others() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kiridashi.db");
        let _open = Embedded::open(&path).await.unwrap();
        let file = Connection::open(&path).unwrap();
        for asked in [
            "SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) + 1 FROM _stream_records \
             WHERE table_name = 'kiridashi'",
            "SELECT new_image FROM _stream_records WHERE table_name = 'kiridashi' AND shard_id = 's' \
             AND CAST(sequence_number AS INTEGER) > 7 ORDER BY CAST(sequence_number AS INTEGER) ASC LIMIT 100",
        ] {
            let plan = format!("EXPLAIN QUERY PLAN {asked}");
            let plan: String = file.query_row(&plan, [], |row| row.get("detail")).unwrap();
            assert!(
                plan.starts_with("SEARCH") && plan.contains("_stream_numbers"),
                "{plan}"
            );
        }
    }
}
