//! What acts on a case cost: the write units of all that they store at once, as DynamoDB counts a transaction.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::AttributeValue;
use base::people::Actor;
use base::time::japan_date;
use jiff::SignedDuration;
use orders::{
    DeliveredWork, EndingBasis, EndingDraft, FurtherTerm, PreparedOrder, QuoteAnswer, QuoteDraft,
    QuoteWords, RecruitFacts, Settlement, TypedRecruitment,
};
use placements::{Applicant, Command};
use text_checks::KnownEmployer;
use town::Content;
use town::texts::Texts;

use super::cases::{decide_at, id, prepared, prepared_for};
use super::{MINUTE, noon, reference, store};
use crate::item::Item;
use crate::item::ceil_unix_seconds;
use crate::{Decided, Store};

/// DynamoDB counts names and values.
pub(super) fn size(item: &Item) -> usize {
    let value = |value: &AttributeValue| match value {
        AttributeValue::S(text) => text.len(),
        AttributeValue::N(digits) => digits.len().div_ceil(2) + 1,
        AttributeValue::B(bytes) => bytes.as_ref().len(),
        other => format!("{other:?}").len(),
    };
    item.iter().map(|(name, it)| name.len() + value(it)).sum()
}

pub(super) async fn items(store: &Store) -> BTreeMap<String, Item> {
    let scan = store.client.scan().table_name(&store.table).send();
    let items = scan.await.unwrap().items.unwrap();
    let key = |item: &Item| format!("{:?} {:?}", item["pk"], item["sk"]);
    items.into_iter().map(|item| (key(&item), item)).collect()
}

/// Two units for each started KiB of every item that was written since.
pub(super) async fn units(store: &Store, before: &BTreeMap<String, Item>) -> usize {
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

/// What every act may cost with its mails.
pub(super) const MOST: usize = 12;

#[tokio::test]
async fn no_act_on_an_order_costs_more_than_twelve_write_units_with_its_mails() {
    let mut costs = Vec::new();
    for workers in [1, 2, 3] {
        let store = store().await;
        prepared_for(&store, workers).await;
        let (prepare, seen) = as_long_as_in_life(&store).await;
        let issue = Command::issue(seen, &Texts::EMBEDDED.orders);
        costs.push((format!("prepare for {workers}"), prepare));
        costs.push((
            format!("issue to {workers}"),
            cost(&store, &issue, "b").await,
        ));
        if workers < 3 {
            continue;
        }
        for (name, command, by) in later() {
            costs.push((name.to_owned(), cost(&store, &command, by).await));
        }
    }
    costs.extend(offers().await);
    let over = costs.iter().filter(|(_, cost)| *cost > MOST);
    assert_eq!(over.count(), 0, "{costs:?}");
}

/// What is offered to the employer and to workers before.
async fn offers() -> Vec<(String, usize)> {
    let store = store().await;
    prepared_for(&store, 2).await;
    as_long_as_in_life(&store).await;
    let content = Content::embedded();
    let case = store.case(&reference(1)).await.unwrap().unwrap();
    let placement = case.placement(1).unwrap();
    let order = placement.orders.prepared.clone().unwrap().draft;
    let today = japan_date(noon());
    let draft = QuoteDraft::proposed(&order, &placement.spec, &content.programme, today);
    let seen = draft.digest();
    let draft = Box::new(draft);
    let words = || QuoteWords::of(&content.texts);
    let send = Command::SendQuote {
        seen,
        words: words(),
    };
    let how = "見本さんが、電話で。".to_owned();
    let agree = Command::AnswerQuote {
        version: 1,
        answer: QuoteAnswer::Agreed { how, on: today },
        words: words(),
    };
    let employer = KnownEmployer::of(&case.submission().contact, []);
    let facts = RecruitFacts {
        title: &placement.spec.title,
        order: &order,
        employer: &employer,
        programme: &content.programme,
        texts: &content.texts,
    };
    let typed = TypedRecruitment {
        work: order.work.value().cloned().unwrap(),
        place: "テレワークセンター（見本）".to_owned(),
        closes_on: "2026-12-04".parse().unwrap(),
    };
    let notice = Box::new(facts.notice(&typed, 1, today).0);
    let applicant = "an-id".to_owned();
    let acts = [
        ("prepare a quote", Command::PrepareQuote { draft }, "b"),
        ("send a quote", send, "b"),
        ("agree to a quote", agree, "b"),
        ("open a notice", Command::OpenRecruitment { notice }, "b"),
        ("answer a notice", Command::Apply { applicant }, "clock"),
        ("end a notice", Command::CloseRecruitment, "b"),
    ];
    let mut costs = Vec::new();
    for (name, command, by) in acts {
        costs.push((name.to_owned(), cost(&store, &command, by).await));
    }
    costs
}

/// What follows the papers.
fn later() -> Vec<(&'static str, Command, &'static str)> {
    let delivered = DeliveredWork {
        mends: None,
        url: "https://share.example.jp/1".to_owned(),
        quantity: 40,
        note: "おわりました。".to_owned(),
    };
    let worker = 1;
    let receive = Command::Receive { worker, version: 1 };
    let deliver = Command::Deliver {
        worker,
        delivered,
        after: None,
    };
    let trouble = Command::ReportTrouble {
        after: None,
        worker,
        text: "ファイルが開きません。".to_owned(),
    };
    let ending = EndingDraft {
        last_day: "2026-12-31".parse().unwrap(),
        basis: EndingBasis::Long,
        explanation: String::new(),
        reason: "来月から、口コミの数が減るため".to_owned(),
    };
    let texts = || Box::new(Texts::EMBEDDED);
    let announce = Command::AnnounceEnding {
        worker,
        draft: Box::new(ending),
        texts: texts(),
    };
    let ask = Command::AskReason {
        worker,
        texts: texts(),
    };
    vec![
        ("receive", receive, "worker-1"),
        ("deliver", deliver, "worker-1"),
        ("trouble", trouble, "worker-1"),
        ("want paper", Command::WantPaper { worker }, "worker-1"),
        ("give paper", Command::GivePaper { worker }, "b"),
        ("announce the end", announce, "b"),
        ("ask why", ask, "worker-1"),
    ]
}

/// The order with texts as long and as different as a sheet's are: what preparing it cost, and what was seen of it.
async fn as_long_as_in_life(store: &Store) -> (usize, String) {
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
    let prepare = cost(store, &Command::Prepare { order }, "b").await;
    for caution in cautions {
        let how = Settlement::Changed;
        cost(store, &Command::Settle { caution, how }, "b").await;
    }
    (prepare, seen)
}

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
    let found = store.opened_case(&id(1), noon()).await.unwrap().unwrap();
    assert_eq!(store.case(&reference).await.unwrap(), Some(found.case));
    assert_eq!(found.applicants, [applicant]);
    let until = noon() + SignedDuration::from_hours(24 * 90);
    let stored = items(&store).await;
    let mut words = stored.iter().filter(|(key, _)| key.contains("W#"));
    let (_, item) = words.next().unwrap();
    let gone = AttributeValue::N(ceil_unix_seconds(until).to_string());
    assert_eq!(item.get("expires"), Some(&gone));
    assert!(words.next().is_none(), "the same person answers once");
    let later = until + SignedDuration::from_secs(1);
    let found = store.opened_case(&id(1), later).await.unwrap().unwrap();
    assert_eq!(found.applicants, []);
}
