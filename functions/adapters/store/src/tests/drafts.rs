//! Drafts.

use std::collections::BTreeMap;

use answers::{Answers, Pick, TaskKey};
use base::industry::Industry;
use forms::Input;
use jiff::SignedDuration;

use super::{draft, noon, store};
use crate::embedded::Embedded;
use crate::{Saved, StoreError};

fn own_task(name: &str) -> Answers {
    let pick = Pick {
        key: TaskKey("own1".to_owned()),
        name: Some(name.to_owned()),
    };
    Answers {
        industry: Some(Industry::Inn),
        picks: vec![pick],
        ..Answers::default()
    }
}

#[tokio::test]
async fn a_draft_reads_back_as_written_in_japanese() {
    let store = store().await;
    let mut draft = draft("a");
    draft.answers = own_task("髙﨑さんの宿泊台帳を㎡単位で写す 🍎");
    let typed = BTreeMap::from([(
        "name".to_owned(),
        vec!["ﾊﾝｶｸ　全角".to_owned(), String::new()],
    )]);
    draft.typed.insert("task/own1".to_owned(), Input(typed));
    store.create_draft(&draft).await.unwrap();
    assert_eq!(store.draft("a", noon()).await.unwrap(), Some(draft));
}

#[tokio::test]
async fn an_unknown_or_expired_draft_is_none() {
    let store = store().await;
    let draft = draft("a");
    store.create_draft(&draft).await.unwrap();
    assert_eq!(store.draft("b", noon()).await.unwrap(), None);
    assert_eq!(store.draft("a", draft.expires_at).await.unwrap(), None);
    let before = draft.expires_at - SignedDuration::from_nanos(1);
    assert!(store.draft("a", before).await.unwrap().is_some());
}

#[tokio::test]
async fn an_id_is_given_once() {
    let store = store().await;
    store.create_draft(&draft("a")).await.unwrap();
    let again = store.create_draft(&draft("a")).await;
    assert!(matches!(again, Err(StoreError::DraftExists)), "{again:?}");
}

#[tokio::test]
async fn a_save_bumps_the_version_and_the_second_tab_gets_a_conflict() {
    let store = store().await;
    let mut draft = draft("a");
    store.create_draft(&draft).await.unwrap();
    draft.answers = own_task("台帳");
    assert_eq!(store.save_draft(&draft).await.unwrap(), Saved::Done);
    assert_eq!(store.save_draft(&draft).await.unwrap(), Saved::Conflict);
    draft.version = 2;
    assert_eq!(store.draft("a", noon()).await.unwrap(), Some(draft.clone()));
    assert_eq!(store.save_draft(&draft).await.unwrap(), Saved::Done);
}

#[tokio::test]
async fn a_deleted_draft_stays_deleted() {
    let store = store().await;
    let draft = draft("a");
    store.create_draft(&draft).await.unwrap();
    assert!(store.delete_draft("a").await.unwrap());
    assert!(store.delete_draft("a").await.unwrap());
    assert_eq!(store.save_draft(&draft).await.unwrap(), Saved::Conflict);
    assert_eq!(store.draft("a", noon()).await.unwrap(), None);
}

#[tokio::test]
async fn the_sweep_removes_what_expired_and_follows_a_later_expiry() {
    let store = store().await;
    let day = SignedDuration::from_hours(24);
    for id in ["a", "b", "c", "d", "e", "f"] {
        store.create_draft(&draft(id)).await.unwrap();
    }
    let mut kept = draft("a");
    kept.expires_at += day;
    assert_eq!(store.save_draft(&kept).await.unwrap(), Saved::Done);
    let first = draft("a").expires_at;
    assert_eq!(store.sweep_drafts(first - day).await.unwrap(), 0);
    assert_eq!(store.sweep_drafts(first + day / 2).await.unwrap(), 5);
    assert_eq!(store.sweep_drafts(first + day / 2).await.unwrap(), 0);
    assert!(store.draft("a", first + day / 2).await.unwrap().is_some());
    assert_eq!(store.sweep_drafts(first + day * 2).await.unwrap(), 1);
}

#[tokio::test]
async fn a_draft_that_fits_no_item_is_refused_before_it_is_sent() {
    let store = store().await;
    let mut draft = draft("a");
    // A linear congruential generator: text that deflate cannot shrink enough.
    let mut state = 1_u64;
    let noise = std::iter::repeat_with(|| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        char::from(b'!' + (state >> 58) as u8)
    });
    draft.answers = own_task(&noise.take(700_000).collect::<String>());
    let refused = store.create_draft(&draft).await.unwrap_err();
    assert!(
        matches!(refused, StoreError::TooLarge { what: "draft", .. }),
        "{refused}"
    );
    assert!(!refused.is_retryable());
}

#[tokio::test]
async fn a_database_file_survives_reopening() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kiridashi.db");
    let draft = draft("a");
    Embedded::open(&path)
        .await
        .unwrap()
        .store()
        .create_draft(&draft)
        .await
        .unwrap();
    let store = Embedded::open(&path).await.unwrap().store();
    assert_eq!(store.draft("a", noon()).await.unwrap(), Some(draft));
}

#[test]
fn debug_shows_no_answers() {
    let mut draft = draft("a");
    draft.answers = own_task("秘密");
    assert!(!format!("{draft:?}").contains("秘密"));
}
