//! How much of one employer's time the questionnaire takes.

use testkit::employer::{Employer, FARM_AS_SUGGESTED, INN_WITH_OWN, UNSURE_BUILDER};
use testkit::reading::Reading;

use crate::journeys::walk;

/// What this employer reads and touches from the first page to the receipt.
async fn reading(employer: &Employer) -> Reading {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, employer, "send").await;
    browser.answer(&[]).await;
    assert_eq!(browser.page.path, "/inventory/sent");
    let reading = browser.reading;
    println!("{reading}");
    for (path, characters) in &reading.pages {
        println!("{characters:>6}  {path}");
    }
    reading
}

#[tokio::test]
async fn one_task_as_suggested_takes_five_minutes_of_reading() {
    let reading = reading(&FARM_AS_SUGGESTED).await;
    assert!(reading.characters() <= 2400, "{reading}");
    assert!(reading.touches <= 20, "{reading}");
}

#[tokio::test]
async fn three_tasks_with_one_own_and_three_unsure_ones_reach_the_receipt_too() {
    for employer in [&INN_WITH_OWN, &UNSURE_BUILDER] {
        reading(employer).await;
    }
}
