//! A short round of chaos, of which `tests/run --full` plays a long one; and two towns that exchange work though each dies.

mod exchange;

use std::path::Path;

use chaos::dice::Dice;
use chaos::full::Disk;
use chaos::weather::Weather;
use chaos::{full, kill};

#[tokio::test]
async fn in_bad_weather_nothing_accepted_is_lost_nothing_waits_for_ever_and_nobody_sits_twice() {
    let mut weather = Weather::new(7).await.unwrap();
    for _ in 0..2 {
        weather.round().await.unwrap();
    }
    let found = weather.clear_up().await.unwrap();
    assert_eq!(found.receipts.len(), 6);
    assert_eq!(found.wrong(), Vec::<String>::new(), "{found:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_holds_a_number_after_a_kill_is_in_the_table_once_and_gets_every_mail() {
    let data = tempfile::tempdir().unwrap();
    let binary = Path::new(env!("CARGO_BIN_EXE_chaos"));
    let found = kill::kills(binary, data.path(), 3, &Dice::seeded(7))
        .await
        .unwrap();
    assert_eq!(found.receipts.len(), 9);
    assert_eq!(found.wrong(), Vec::<String>::new(), "{found:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_full_disk_pages_open_and_whoever_presses_again_once_there_is_room_is_in_the_table_once()
 {
    let data = tempfile::tempdir().unwrap();
    let binary = Path::new(env!("CARGO_BIN_EXE_chaos"));
    let found = full::fills(binary, data.path(), Disk::FileSizes, 3, &Dice::seeded(7))
        .await
        .unwrap();
    assert_eq!(found.receipts.len(), 6);
    assert!(found.pressed_again > 0, "no disk was full");
    assert_eq!(found.wrong(), Vec::<String>::new(), "{found:?}");
}
