//! DynamoDB inside the process: dynoxide on SQLite behind the same SDK client, without a socket.

mod connector;
mod stream;
mod stream_file;

use std::path::Path;
use std::sync::{Arc, Mutex};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::{BehaviorVersion, Region};
use dynoxide::{Database, DynoxideError};
use tokio::sync::Notify;

use crate::error::StoreError;
use crate::{Store, table};

/// The table's name.
pub const TABLE: &str = "kiridashi";

/// Why the embedded database could not be used.
#[derive(Debug, thiserror::Error)]
pub enum EmbeddedError {
    /// The file cannot be opened, or is not one of ours.
    #[error("the database cannot be opened")]
    Database(#[from] DynoxideError),
    /// The stream's records in the file cannot be put in order.
    #[error("the stream cannot be put in order")]
    StreamFile(#[from] rusqlite::Error),
    /// The table cannot be made.
    #[error("the table cannot be created")]
    Table(#[from] StoreError),
    /// The path is not UTF-8.
    #[error("the path of the database is not UTF-8")]
    Path,
    /// The stream's records have another shape than DynamoDB's.
    #[error("the stream cannot be read")]
    Stream(#[from] serde_json::Error),
}

/// A DynamoDB of our own. Cheap to clone; clones share the database.
#[derive(Clone)]
pub struct Embedded {
    shared: Arc<Shared>,
    client: Client,
}

/// What connector and stream reader share.
struct Shared {
    db: Database,
    /// One call at a time: the database has one lock, and waiting for it here blocks no thread.
    turn: tokio::sync::Mutex<()>,
    /// Told after every write.
    written: Notify,
    /// Where the stream was read to.
    position: Mutex<String>,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("embedded DynamoDB")
    }
}

impl Embedded {
    /// Opens the database file, creating it and its table if missing.
    ///
    /// # Errors
    /// When the file cannot be opened or is not ours.
    pub async fn open(path: &Path) -> Result<Embedded, EmbeddedError> {
        let db = Database::new(path.to_str().ok_or(EmbeddedError::Path)?)?;
        // The only public way to `synchronous = NORMAL`: with SQLite's write-ahead log a crash of the
        // process loses nothing, and a commit does not wait for the disk.
        db.disable_bulk_loading()?;
        stream_file::put_in_order(path)?;
        Embedded::on(db).await
    }

    /// A database that lives as long as this value.
    ///
    /// # Errors
    /// When SQLite has no memory.
    pub async fn memory() -> Result<Embedded, EmbeddedError> {
        Embedded::on(Database::memory()?).await
    }

    async fn on(db: Database) -> Result<Embedded, EmbeddedError> {
        let shared = Arc::new(Shared {
            db,
            turn: tokio::sync::Mutex::default(),
            written: Notify::new(),
            position: Mutex::default(),
        });
        let client = client(&shared);
        if shared.db.get_table_metadata(TABLE)?.is_none() {
            table::create(&client, TABLE).await?;
        }
        shared.go_to_end_of_stream()?;
        Ok(Embedded { shared, client })
    }

    /// The SDK's client on this database.
    pub fn client(&self) -> Client {
        self.client.clone()
    }

    /// The store on this database.
    pub fn store(&self) -> Store {
        Store::new(self.client(), TABLE)
    }
}

/// A client whose requests never leave the process.
fn client(shared: &Arc<Shared>) -> Client {
    let config = aws_sdk_dynamodb::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("local"))
        .endpoint_url("http://embedded")
        .allow_no_auth()
        .retry_config(crate::aws::retry_config())
        .http_client(connector::Connector(Arc::clone(shared)))
        .build();
    Client::from_conf(config)
}
