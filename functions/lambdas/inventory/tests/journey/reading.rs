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
async fn three_tasks_with_one_own_take_ten_minutes_of_reading() {
    let reading = reading(&INN_WITH_OWN).await;
    assert!(reading.characters() <= 4800, "{reading}");
    assert!(reading.touches <= 40, "{reading}");
}

#[tokio::test]
async fn three_unsure_tasks_reach_the_receipt_too() {
    reading(&UNSURE_BUILDER).await;
}
