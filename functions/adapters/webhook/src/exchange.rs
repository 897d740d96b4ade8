//! Another Kiridashi is asked first what it understands and where, then told with our signatures.

use base::token::Keys;
use jiff::Timestamp;
use placements::exchange::{ID, Introduction, SIGNATURE, Shows, TIMESTAMP, seal};
use reqwest::{Client, RequestBuilder, Response};

use crate::{CallError, classify, judge};

/// The largest answer about itself that is read, in bytes.
const LARGEST: usize = 64 * 1024;

/// Where the Kiridashi at this address takes messages of that schema.
pub(crate) async fn endpoint(
    client: &Client,
    origin: &str,
    schema: &str,
) -> Result<String, CallError> {
    let address = format!("{}{}", origin.trim_end_matches('/'), Introduction::PATH);
    let shown = client.get(address).send().await;
    let shown = shown.map_err(|error| classify(&error))?;
    judge(shown.status())?;
    match Introduction::read(origin, &read(shown).await?, schema) {
        Shows::Endpoint(url) => Ok(url),
        Shows::OtherVersion => Err(CallError::Permanent("other-version".to_owned())),
        Shows::Nothing => Err(CallError::Permanent("no-kiridashi".to_owned())),
    }
}

/// What is shown; of more than a Kiridashi ever shows, only the beginning.
async fn read(mut shown: Response) -> Result<Vec<u8>, CallError> {
    let mut bytes = Vec::new();
    while bytes.len() < LARGEST
        && let Some(chunk) = shown.chunk().await.map_err(|error| classify(&error))?
    {
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// The message with who sends it, when, and what proves it.
pub(crate) fn sealed(
    request: RequestBuilder,
    keys: &Keys,
    id: &str,
    body: &[u8],
    now: Timestamp,
) -> RequestBuilder {
    let seconds = now.as_second();
    request
        .header(ID, id)
        .header(TIMESTAMP, seconds)
        .header(SIGNATURE, seal(keys, id, seconds, body))
}
