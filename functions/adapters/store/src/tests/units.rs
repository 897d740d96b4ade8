//! What acts on a case cost: the write units of all that they store at once, as DynamoDB counts a transaction.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::AttributeValue;
use base::people::Actor;
use base::time::japan_date;
use jiff::SignedDuration;
use orders::{DeliveredWork, FurtherTerm, PreparedOrder, Settlement};
use placements::{Applicant, Command};
use town::Content;
use town::texts::Texts;

use super::cases::{decide_at, id, prepared};
use super::{MINUTE, noon, reference, store};
use crate::draft::ceil_unix_seconds;
use crate::item::Item;
use crate::{Decided, Store};

/// DynamoDB counts names and values.
fn size(item: &Item) -> usize {
    let value = |value: &AttributeValue| match value {
        AttributeValue::S(text) => text.len(),
        AttributeValue::N(digits) => digits.len().div_ceil(2) + 1,
        AttributeValue::B(bytes) => bytes.as_ref().len(),
        other => format!("{other:?}").len(),
    };
    item.iter().map(|(name, it)| name.len() + value(it)).sum()
}

async fn items(store: &Store) -> BTreeMap<String, Item> {
    let scan = store.client.scan().table_name(&store.table).send();
    let items = scan.await.unwrap().items.unwrap();
    let key = |item: &Item| format!("{:?} {:?}", item["pk"], item["sk"]);
    items.into_iter().map(|item| (key(&item), item)).collect()
}

/// Two units for each started KiB of every item that was written since.
async fn units(store: &Store, before: &BTreeMap<String, Item>) -> usize {
    let after = items(store).await;
    let written = after
        .iter()
        .filter(|(key, item)| before.get(*key) != Some(*item));
    written.map(|(_, item)| 2 * size(item).div_ceil(1024)).sum()
}

async fn cost(store: &Store, command: &Command, by: &str) -> usize {
    let before = items(store).await;
    let by = Actor::parse(by).unwrap();
    let decided = decide_at(store, &id(1), command, &by, noon() + MINUTE).await;
    assert!(matches!(decided, Decided::Done(_)), "{decided:?}");
    units(store, &before).await
}

#[tokio::test]
async fn acts_on_an_order_cost_few_write_units_with_their_mails() {
    let store = store().await;
    prepared(&store).await;
    let seen = as_long_as_in_life(&store).await;
    let issue = Command::issue(seen, &Texts::EMBEDDED.orders);
    let delivered = DeliveredWork {
        url: "https://share.example.jp/1".to_owned(),
        quantity: 60,
        note: "おわりました。".to_owned(),
    };
    let acts = [
        ("issue", issue, "b"),
        (
            "receive",
            Command::Receive {
                worker: 1,
                version: 1,
            },
            "worker-1",
        ),
        (
            "deliver",
            Command::Deliver {
                worker: 1,
                delivered,
            },
            "worker-1",
        ),
        ("paper", Command::WantPaper { worker: 2 }, "worker-2"),
    ];
    let mut costs = Vec::new();
    for (name, command, by) in acts {
        costs.push((name, cost(&store, &command, by).await));
    }
    for (name, cost) in costs {
        let most = if name == "issue" {
            MOST_FOR_PAPERS
        } else {
            MOST
        };
        assert!(cost <= most, "{name}: {cost}");
    }
}

/// The order with texts as long and as different as a sheet's are; and what was seen of it.
async fn as_long_as_in_life(store: &Store) -> String {
    let content = Content::embedded();
    let case = store.case(&reference(1)).await.unwrap().unwrap();
    let placement = case.placement(1).unwrap();
    let mut draft = placement.orders.prepared.clone().unwrap().draft;
    let texts = content
        .tasks
        .iter()
        .map(|task| format!("{}{}", task.deliverable, task.inspection));
    for (text, term) in texts.zip(FurtherTerm::ALL) {
        draft.others.insert(term, text);
    }
    let order = PreparedOrder::of(draft, &placement.spec, &content, japan_date(noon()));
    let (seen, cautions) = (order.digest(), order.cautions.clone());
    let order = Box::new(order);
    cost(store, &Command::Prepare { order }, "b").await;
    for caution in cautions {
        let how = Settlement::Changed;
        cost(store, &Command::Settle { caution, how }, "b").await;
    }
    seen
}

/// Of an act: its record, the case's head, the mail.
const MOST: usize = 12;
/// Of issuing papers to two workers, with a mail to each and a line in the ledger: what they say is kept word for word.
const MOST_FOR_PAPERS: usize = 14;

#[tokio::test]
async fn a_case_with_those_who_answered_its_notice_is_one_query_and_they_go_by_their_time_to_live()
{
    let store = store().await;
    prepared(&store).await;
    let applicant = Applicant {
        id: "an-id".to_owned(),
        spec: 1,
        at: noon(),
        name: "見本 やる子".to_owned(),
        mail: None,
        phone: None,
        wish: "やりたいです。".to_owned(),
    };
    let reference = reference(1);
    for _ in 0..2 {
        store
            .keep_applicant(&reference, &applicant, 90)
            .await
            .unwrap();
    }
    let found = store.opened_case(&reference, noon()).await.unwrap();
    let (case, applicants) = found.unwrap();
    assert_eq!(store.case(&reference).await.unwrap(), Some(case));
    assert_eq!(applicants, [applicant]);
    let until = noon() + SignedDuration::from_hours(24 * 90);
    let stored = items(&store).await;
    let mut words = stored.iter().filter(|(key, _)| key.contains("W#"));
    let (_, item) = words.next().unwrap();
    let gone = AttributeValue::N(ceil_unix_seconds(until).to_string());
    assert_eq!(item.get("expires"), Some(&gone));
    assert!(words.next().is_none(), "the same person answers once");
    let later = until + SignedDuration::from_secs(1);
    let (_, none) = store.opened_case(&reference, later).await.unwrap().unwrap();
    assert_eq!(none, []);
}
