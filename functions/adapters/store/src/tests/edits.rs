//! Edits of the town's texts in the making are kept, and of two tabs none overwrites the other.

use editing::{DeskDraft, DraftOutcome, FormKind};

use super::{noon, store};
use crate::KeptEdit;

fn edit(id: &str, why: &str) -> DeskDraft {
    DeskDraft {
        id: id.to_owned(),
        kind: FormKind::Seminar("seminars/a.md".to_owned()),
        title: "見本".to_owned(),
        base: 3,
        typed: Default::default(),
        prefer: Default::default(),
        why: why.to_owned(),
        who: "見本".to_owned(),
        at: noon(),
        told: Vec::new(),
        notes: Vec::new(),
        shown_on: String::new(),
        outcome: DraftOutcome::Open,
    }
}

#[tokio::test]
async fn of_two_tabs_with_one_edit_the_slower_changes_nothing() {
    let store = store().await;
    assert_eq!(store.edit("a").await.unwrap(), None);
    assert!(store.keep_edit(&edit("a", "一"), 0).await.unwrap());
    assert!(!store.keep_edit(&edit("a", "二"), 0).await.unwrap());
    assert!(store.keep_edit(&edit("a", "三"), 1).await.unwrap());
    assert!(!store.keep_edit(&edit("a", "四"), 1).await.unwrap());
    let kept = KeptEdit {
        draft: edit("a", "三"),
        revision: 2,
    };
    assert_eq!(store.edit("a").await.unwrap(), Some(kept));
    assert!(store.keep_edit(&edit("b", ""), 0).await.unwrap());
    assert_eq!(store.edits().await.unwrap().len(), 2);
}
