//! What was begun is counted for as long as the ledger is kept, and a report says since when that is.

use town::Content;

use super::{MINUTE, noon, store};
use crate::table::TTL;

#[tokio::test]
async fn what_was_begun_does_not_go_by_itself_before_the_ledger_does() {
    let store = store().await;
    store.count_source(None, noon()).await.unwrap();
    store.count_source(None, noon() + MINUTE).await.unwrap();
    for item in store.partition("B#sources", "").await.unwrap() {
        assert!(!item.contains_key(TTL), "{item:?}");
    }
    assert_eq!(
        store.begun_by_source(2026).await.unwrap(),
        [(None, 2)].into()
    );
    store.forget_ledger_before(2026).await.unwrap();
    assert_eq!(store.begun_by_source(2026).await.unwrap().len(), 1);
    store.forget_ledger_before(2027).await.unwrap();
    assert_eq!(store.begun_by_source(2026).await.unwrap().len(), 0);
}

#[tokio::test]
async fn a_report_says_from_which_year_the_ledger_still_is_where_the_plan_is_older() {
    let store = store().await;
    let mut content = Content::embedded();
    for (first, said) in [(2016, None), (2015, Some(2016))] {
        content.programme.report.first_year = first;
        let report = store.report_of(2026, &content, noon()).await.unwrap();
        assert_eq!(report.unwrap().ledger_from, said);
    }
}
