//! Photos are kept under their own name, for a while until they are published, then for good.

use publishing::PhotoId;

use super::units::items;
use super::{noon, store};
use crate::Store;
use crate::table::TTL;

fn files() -> Vec<(u32, Vec<u8>)> {
    vec![(480, vec![1; 200_000]), (960, vec![2; 300_000])]
}

fn id() -> PhotoId {
    PhotoId::of(files().iter().map(|(_, bytes)| bytes.as_slice()))
}

async fn kept() -> Store {
    let store = store().await;
    store
        .keep_photo(&id(), (960, 640), &files(), noon())
        .await
        .unwrap();
    store
}

/// How many of its three items go by themselves.
async fn going(store: &Store) -> usize {
    let all = items(store).await;
    assert_eq!(all.len(), 3);
    all.values().filter(|item| item.contains_key(TTL)).count()
}

#[tokio::test]
async fn a_photo_is_read_as_it_was_kept_and_no_other() {
    let store = kept().await;
    assert_eq!(store.photo_size(&id()).await.unwrap(), Some((960, 640)));
    assert_eq!(store.photo(&id()).await.unwrap(), Some(files()));
    assert_eq!(
        store.photo_file(&id(), 480).await.unwrap(),
        Some(vec![1; 200_000])
    );
    assert_eq!(store.photo_file(&id(), 300).await.unwrap(), None);
    let other = PhotoId::of([b"other".as_slice()]);
    assert_eq!(store.photo(&other).await.unwrap(), None);
    assert_eq!(store.photo_size(&other).await.unwrap(), None);
    store.publish_photo(&other).await.unwrap();
    // Files of another photo under its name are found out.
    store
        .keep_photo(&other, (300, 200), &[(300, vec![3])], noon())
        .await
        .unwrap();
    assert!(store.photo(&other).await.is_err());
}

#[tokio::test]
async fn a_photo_goes_unless_it_is_published_and_then_whoever_uploads_it_again_takes_nothing_away()
{
    let store = kept().await;
    assert_eq!(going(&store).await, 3);
    store.publish_photo(&id()).await.unwrap();
    assert_eq!(going(&store).await, 0);
    store.publish_photo(&id()).await.unwrap();
    store
        .keep_photo(&id(), (960, 640), &files(), noon())
        .await
        .unwrap();
    assert_eq!(going(&store).await, 0);
    assert_eq!(store.photo(&id()).await.unwrap(), Some(files()));
}
