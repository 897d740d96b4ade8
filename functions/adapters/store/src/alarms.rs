//! What AWS said last of each alarm and of the month's cost, for the office to read; each is one item. What no
//! longer stands goes after weeks.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Store;
use crate::error::StoreError;
use crate::item::{Key, ceil_unix_seconds, number, pack, text, unpack};
use crate::table::TTL;

const ALARMS: &str = "H#alarms";

/// So long it is kept that an alarm ended, or what was said of a month's cost; an alarm that stands is kept until it ends.
const KEPT_DAYS: u32 = 40;

/// What AWS said, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlarmNotice {
    /// When AWS said it.
    pub at: Timestamp,
    /// What.
    pub news: AlarmNews,
}

/// What there is to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AlarmNews {
    /// An alarm began or ended.
    Alarm {
        /// Its name in the template, without the stage: `DeadLetters`.
        name: String,
        /// Whether it began.
        is_raised: bool,
    },
    /// The month's cost came near its limit, or will be above it.
    Cost {
        /// Whether it is what the month will cost, not what it has cost.
        is_forecast: bool,
        /// US dollars as AWS writes them, `84.12`; empty: it was not said in a way that is understood.
        amount: String,
        /// The limit of the month, likewise.
        limit: String,
    },
}

impl AlarmNews {
    fn name(&self) -> &str {
        match self {
            AlarmNews::Alarm { name, .. } => name,
            AlarmNews::Cost {
                is_forecast: true, ..
            } => "cost-forecast",
            AlarmNews::Cost { .. } => "cost",
        }
    }
}

impl Store {
    /// Keeps it, unless something later is known already; `false` then. Of two words of one moment the one that comes last holds.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn keep_alarm(&self, notice: &AlarmNotice) -> Result<bool, StoreError> {
        let key = Key {
            pk: ALARMS.to_owned(),
            sk: notice.news.name().to_owned(),
        };
        let mut values = vec![
            (":body", pack("alarm", notice)?),
            (":heard", text(&format!("{:.9}", notice.at))),
        ];
        let update = match notice.news {
            AlarmNews::Alarm {
                is_raised: true, ..
            } => format!("SET body = :body, heard = :heard REMOVE {TTL}"),
            _ => {
                let gone = base::time::days_after(notice.at, KEPT_DAYS);
                values.push((":gone", number(ceil_unix_seconds(gone))));
                format!("SET body = :body, heard = :heard, {TTL} = :gone")
            }
        };
        let condition = "attribute_not_exists(pk) OR heard <= :heard";
        self.change(&key, &update, condition, &values).await
    }

    /// What was said last of each.
    ///
    /// # Errors
    /// When DynamoDB fails or an item is damaged.
    pub async fn alarms(&self) -> Result<Vec<AlarmNotice>, StoreError> {
        let items = self.partition(ALARMS, "").await?;
        let notices = items.iter().map(|item| unpack("alarm", item));
        notices.collect()
    }
}
