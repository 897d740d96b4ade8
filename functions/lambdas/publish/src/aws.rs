//! The shelf on AWS: files in S3, the pointer in CloudFront's KeyValueStore, which the function at its edge reads.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use aws_sdk_cloudfrontkeyvaluestore as kvs;
use aws_sdk_s3 as s3;
use aws_smithy_runtime_api::client::endpoint::EndpointFuture;
use aws_smithy_types::endpoint::Endpoint;
use jiff::Timestamp;
use s3::primitives::ByteStream;
use s3::types::{Delete, ObjectIdentifier};
use store::aws::{Environment, MissingVariable, http_client, retry_config, variable};

use crate::shelf::{PointOutcome, Pointer, Shelf, ShelvedFile};
use crate::site_id::SiteId;

/// The pointer's key in the store; the edge function reads the same.
const POINTER: &str = "live";

/// How many files S3 takes away at once.
const REMOVED_AT_ONCE: usize = 1000;

/// A variable that Lambda or the template sets is missing.
pub type AwsShelfError = MissingVariable;

/// A bucket and a store.
#[derive(Clone, Debug)]
pub struct AwsShelf {
    s3: s3::Client,
    kvs: kvs::Client,
    bucket: String,
    store: String,
}

impl AwsShelf {
    /// The bucket named by `BUCKET_NAME` and the store whose ARN is `EDGE_STORE`, with what Lambda sets.
    ///
    /// # Errors
    /// When a variable is missing.
    pub fn from_env() -> Result<AwsShelf, AwsShelfError> {
        let required = |name| variable(name).ok_or(MissingVariable(name));
        let (bucket, store) = (required("BUCKET_NAME")?, required("EDGE_STORE")?);
        let environment = Environment::read(variable)?;
        let kvs = kvs_client(&environment);
        Ok(AwsShelf {
            s3: s3_client(environment),
            kvs,
            bucket,
            store,
        })
    }
}

fn s3_client(environment: Environment) -> s3::Client {
    let config = s3::Config::builder()
        .behavior_version(s3::config::BehaviorVersion::latest())
        .region(s3::config::Region::new(environment.region))
        .credentials_provider(environment.credentials)
        .retry_config(retry_config())
        .http_client(http_client());
    let config = match environment.endpoint {
        // One address for everything has no name for each bucket.
        Some(url) => config.endpoint_url(url).force_path_style(true),
        None => config,
    };
    s3::Client::from_conf(config.build())
}

fn kvs_client(environment: &Environment) -> kvs::Client {
    let config = kvs::Config::builder()
        .behavior_version(kvs::config::BehaviorVersion::latest())
        .region(kvs::config::Region::new(environment.region.clone()))
        .credentials_provider(environment.credentials.clone())
        .retry_config(retry_config())
        .http_client(http_client());
    let config = match &environment.endpoint {
        Some(url) => config.endpoint_resolver(OneAddress {
            url: url.clone(),
            region: environment.region.clone(),
        }),
        None => config,
    };
    kvs::Client::from_conf(config.build())
}

/// One address for everything: the SDK would put the account's number before its name.
#[derive(Debug)]
struct OneAddress {
    url: String,
    region: String,
}

impl kvs::config::endpoint::ResolveEndpoint for OneAddress {
    fn resolve_endpoint<'a>(&'a self, _: &'a kvs::config::endpoint::Params) -> EndpointFuture<'a> {
        let scheme = std::collections::HashMap::from(
            [
                ("name", "sigv4"),
                ("signingName", "cloudfront-keyvaluestore"),
                ("signingRegion", self.region.as_str()),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned().into())),
        );
        let schemes = vec![aws_smithy_types::Document::Object(scheme)];
        let endpoint = Endpoint::builder().url(self.url.clone());
        EndpointFuture::ready(Ok(endpoint.property("authSchemes", schemes).build()))
    }
}

impl Shelf for AwsShelf {
    async fn put(&self, file: &ShelvedFile) -> Result<()> {
        let put = self.s3.put_object().bucket(&self.bucket).key(&file.key);
        let put = put.content_type(file.kind).cache_control(file.cache);
        let body = ByteStream::from(file.bytes.clone());
        let put = put.body(body).send().await.map_err(s3::Error::from);
        put.with_context(|| format!("cannot put {}", file.key))?;
        Ok(())
    }

    async fn copy(&self, from: &str, to: &str) -> Result<()> {
        let source = format!("{}/{}", self.bucket, encoded(from));
        let copy = self.s3.copy_object().bucket(&self.bucket).key(to);
        let copy = copy.copy_source(source).send().await;
        let copy = copy.map_err(s3::Error::from);
        copy.with_context(|| format!("cannot copy {from} to {to}"))?;
        Ok(())
    }

    async fn list(&self, beginning: &str) -> Result<BTreeMap<String, Timestamp>> {
        let list = self.s3.list_objects_v2().bucket(&self.bucket);
        let mut pages = list.prefix(beginning).into_paginator().send();
        let mut found = BTreeMap::new();
        while let Some(page) = pages.next().await {
            let page = page.map_err(s3::Error::from);
            let page = page.with_context(|| format!("cannot list {beginning}"))?;
            for object in page.contents.unwrap_or_default() {
                if let (Some(key), Some(put)) = (object.key, object.last_modified) {
                    found.insert(key, Timestamp::from_second(put.secs())?);
                }
            }
        }
        Ok(found)
    }

    async fn remove(&self, keys: &[String]) -> Result<()> {
        for keys in keys.chunks(REMOVED_AT_ONCE) {
            let objects = keys
                .iter()
                .map(|key| ObjectIdentifier::builder().key(key).build());
            let objects = objects.collect::<Result<Vec<_>, _>>()?;
            let delete = Delete::builder().set_objects(Some(objects)).quiet(true);
            let remove = self.s3.delete_objects().bucket(&self.bucket);
            let removed = remove.delete(delete.build()?).send().await;
            let removed = removed.map_err(s3::Error::from);
            let refused = removed.context("cannot take files away")?.errors;
            if let Some(refused) = refused.unwrap_or_default().first() {
                anyhow::bail!("S3 does not take {:?} away", refused.key());
            }
        }
        Ok(())
    }

    async fn pointer(&self) -> Result<Pointer> {
        // The mark first: if somebody moves the pointer between the two, the mark is the older one.
        let store = self.kvs.describe_key_value_store().kvs_arn(&self.store);
        let store = store.send().await.map_err(kvs::Error::from);
        let mark = store.context("cannot read the edge's store")?.e_tag;
        let read = self.kvs.get_key().kvs_arn(&self.store).key(POINTER);
        let site = match read.send().await.map_err(kvs::Error::from) {
            Ok(read) => SiteId::parse(&read.value),
            Err(kvs::Error::ResourceNotFoundException(_)) => None,
            Err(error) => return Err(error).context("cannot read the pointer"),
        };
        Ok(Pointer { site, mark })
    }

    async fn point(&self, to: &SiteId, seen: &Pointer) -> Result<PointOutcome> {
        let put = self.kvs.put_key().kvs_arn(&self.store).key(POINTER);
        let put = put.value(to.as_str()).if_match(&seen.mark).send().await;
        match put.map_err(kvs::Error::from) {
            Ok(_) => Ok(PointOutcome::Moved),
            // Somebody was faster, or our own first try was and its answer was lost.
            Err(kvs::Error::ConflictException(_)) => {
                let now = self.pointer().await?;
                match now.site.as_ref() == Some(to) {
                    true => Ok(PointOutcome::Moved),
                    false => Ok(PointOutcome::Outrun),
                }
            }
            Err(error) => Err(error).context("cannot move the pointer"),
        }
    }
}

/// A path as it stands in the header that names what is copied.
fn encoded(key: &str) -> String {
    use std::fmt::Write;
    let mut encoded = String::new();
    for byte in key.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                encoded.push(byte.into());
            }
            _ => write!(encoded, "%{byte:02X}").expect("writing to a string"),
        }
    }
    encoded
}
