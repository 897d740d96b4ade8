//! An alarm that stands is kept until it ends; what is over goes by itself.

use jiff::SignedDuration;

use super::units::items;
use super::{noon, store};
use crate::table::TTL;
use crate::{AlarmNews, AlarmNotice};

#[tokio::test]
async fn an_alarm_goes_by_itself_only_once_it_has_ended() {
    let store = store().await;
    for (minutes, is_raised) in [(0, true), (5, false), (10, true)] {
        let name = "PublishErrors".to_owned();
        let notice = AlarmNotice {
            at: noon() + SignedDuration::from_mins(minutes),
            news: AlarmNews::Alarm { name, is_raised },
        };
        assert!(store.keep_alarm(&notice).await.unwrap());
        let all = items(&store).await;
        let [item] = &all.values().collect::<Vec<_>>()[..] else {
            panic!("one item of one alarm, not {}", all.len());
        };
        assert_eq!(
            item.contains_key(TTL),
            !is_raised,
            "after {minutes} minutes"
        );
    }
}
