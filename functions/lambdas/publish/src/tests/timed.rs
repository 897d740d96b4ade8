//! What is to be published at a time is judged as of that time, when it is said and when it comes.

use axum::http::StatusCode;
use desk::{DeskSite, publish_due};

use super::office::{Office, own_site};
use super::*;

/// The notice until that day, to be published on another; what the page says then.
async fn schedule(office: &mut Office, until: &str, on: &str) -> (StatusCode, String) {
    let browser = &mut office.browser;
    let form = browser.open("/office/change/edit?form=notice").await.form();
    let form = form.set("notice", "年末のお知らせです。");
    let review = browser.submit(form.set("notice_until", until)).await;
    let forms = review.forms();
    let mut forms = forms.into_iter().filter(|form| form.asks("at_day"));
    let form = forms.next().unwrap_or_else(|| panic!("{}", review.words()));
    let form = form.set("why", "年末のため").set("at_day", on);
    let page = browser.submit(form.set("at_time", "09:00")).await;
    (page.status, page.words())
}

#[tokio::test]
async fn what_would_fail_at_its_time_is_refused_when_the_time_is_said() {
    let mut office = Office::new().await;
    let (status, words) = schedule(&mut office, "2026-12-10", "2026-12-20").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
    assert!(words.contains("その日時になると"), "{words}");
    assert!(words.contains("もう過ぎています"), "{words}");
    let edits = office.site.state.store.edits().await.unwrap();
    assert!(edits.iter().all(|kept| kept.draft.is_open()));
    let (status, words) = schedule(&mut office, "2026-12-10", "2026-12-10").await;
    assert_eq!(status, StatusCode::OK, "on its last day: {words}");
    assert!(words.contains("2026年12月10日"), "{words}");
}

#[tokio::test]
async fn what_could_be_published_at_its_time_is_and_what_missed_it_is_kept_as_failed() {
    let mut office = Office::new().await;
    schedule(&mut office, "2026-12-10", "2026-12-05").await;
    schedule(&mut office, "2026-12-06", "2026-12-04").await;
    let state = office.site.state.clone();
    let url = &state.settings.base_url;
    let site = DeskSite::new(state.store.clone(), &own_site(), url, state.clock.clone());
    office.site.clock.set(at("2026-12-08T09:00:00+09:00"));
    assert_eq!(publish_due(&state, &site).await.unwrap(), 1);
    let edits = state.store.edits().await.unwrap();
    let failed: Vec<_> = edits.iter().filter_map(|it| it.draft.failed_at()).collect();
    assert_eq!(failed, [at("2026-12-04T09:00:00+09:00")]);
}
