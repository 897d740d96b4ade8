//! Recording decisions: races, the ledger, the load, and the place in the index.

use std::collections::BTreeMap;

use base::contact::EmailAddress;
use base::people::{Actor, Holder};
use base::time::{fiscal_year, japan_date};
use figures::ledger::Fact;
use jiff::Timestamp;
use job_spec::JobSpec;
use orders::{
    FurtherTerm, OrderDraft, OrderRefused, OrderWorker, PreparedOrder, Settlement, TermItem,
};
use placements::{Case, Command, Refused, SpecId, Stage, Status};
use submissions::route::GroupLoad;
use submissions::{RoutedSpec, Submission};
use town::{Content, Programme};

use super::parallel::at_once;
use super::{MINUTE, draft, messages, noon, reference, store, submission};
use crate::{Decided, Recorded, Store};

pub(super) fn programme() -> Programme {
    Content::embedded().programme
}

pub(super) fn director(group: &str) -> Actor {
    Actor::Director {
        group: group.to_owned(),
    }
}

pub(super) fn id(number: u8) -> SpecId {
    SpecId {
        reference: reference(number),
        spec: 1,
    }
}

/// A spec as the published schema's example would be, without its fields.
fn spec() -> JobSpec {
    serde_json::from_value(serde_json::json!({
        "schema": "job-spec.v2", "reference": "K7M3-FXWP-1", "version": 1, "rules": "1",
        "industry": "inn", "industry_label": "宿泊", "title": "見本", "catalogue": null,
        "tags": ["writing"], "verdict": "now", "verdict_label": "", "homework": [], "open": [],
        "visit": null, "as_suggested": [], "background": null,
        "estimate": {
            "hours_month": 6.0, "share_percent": 1.0, "basis": "",
            "price": {
                "span": "month", "minutes": 3.0, "lots": 120.0, "net": 8400, "tax": 840, "gross": 9240,
                "gross_low": 9240, "gross_high": 9240, "smallest": false
            }
        },
        "fields": [], "statutory": [], "cautions": []
    }))
    .unwrap()
}

fn with_spec(number: u8) -> Submission {
    with_specs(number, 1)
}

/// A submission of so many specs.
pub(super) fn with_specs(number: u8, specs: usize) -> Submission {
    let routed = RoutedSpec {
        spec: spec(),
        holder: Holder::Group {
            group: "b".to_owned(),
        },
        why: Default::default(),
    };
    Submission {
        specs: vec![routed; specs],
        ..submission(number)
    }
}

pub(super) async fn sent(store: &Store, number: u8) {
    let id = format!("d{number}");
    store.create_draft(&draft(&id)).await.unwrap();
    store
        .submit(&id, &with_spec(number), &messages(number))
        .await
        .unwrap();
}

async fn decide(store: &Store, command: &Command, by: &str) -> Decided {
    let now = noon() + MINUTE;
    decide_at(store, &id(1), command, &director(by), now).await
}

pub(super) async fn decide_at(
    store: &Store,
    id: &SpecId,
    command: &Command,
    by: &Actor,
    now: Timestamp,
) -> Decided {
    let programme = programme();
    let decided = store.decide(id, command, by, now, &programme).await;
    decided.unwrap()
}

pub(super) fn decline() -> Command {
    let reason = "手がいっぱいです".to_owned();
    Command::Decline { reason }
}

#[tokio::test]
async fn a_decision_is_read_back_with_its_messages_waiting() {
    let store = store().await;
    sent(&store, 1).await;
    let Decided::Done(case) = decide(&store, &Command::Accept, "b").await else {
        panic!("accepted")
    };
    assert_eq!(store.case(&reference(1)).await.unwrap(), Some(*case));
    let due = store.due(noon() + MINUTE, 100).await.unwrap();
    let told = format!("{}-1-update-employer", reference(1).fact());
    assert!(due.contains(&told), "{due:?}");
}

#[tokio::test]
async fn an_unknown_case_or_spec_is_told() {
    let store = store().await;
    assert_eq!(
        decide(&store, &Command::Accept, "b").await,
        Decided::Unknown
    );
    sent(&store, 1).await;
    let id = SpecId { spec: 2, ..id(1) };
    let decided = decide_at(&store, &id, &Command::Accept, &director("b"), noon()).await;
    assert_eq!(decided, Decided::Unknown);
}

#[tokio::test]
async fn a_decision_on_an_old_version_writes_nothing() {
    let store = store().await;
    sent(&store, 1).await;
    let case = store.case(&reference(1)).await.unwrap().unwrap();
    let (programme, load) = (programme(), Default::default());
    let (now, by) = (noon() + MINUTE, director("b"));
    let decision = case.decide(1, &Command::Accept, &by, now, &programme, &load);
    let decision = decision.unwrap();
    assert!(matches!(
        decide(&store, &decline(), "b").await,
        Decided::Done(_)
    ));
    let late = store.record(&decision, &programme).await.unwrap();
    assert_eq!(late, Recorded::Conflict);
    let case = store.case(&reference(1)).await.unwrap().unwrap();
    assert_eq!(case.version(), 1);
    assert!(!case.entries().contains(&decision.entries[0]));
}

/// Exactly one wins; all others are told who and when.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_twenty_who_accept_or_decline_at_once_one_wins() {
    let store = store().await;
    sent(&store, 1).await;
    let outcomes = at_once(20, |number| {
        let store = store.clone();
        async move {
            let command = match number % 2 {
                0 => Command::Accept,
                _ => decline(),
            };
            decide(&store, &command, "b").await
        }
    })
    .await;
    let won = outcomes.iter().filter(|o| matches!(o, Decided::Done(_)));
    assert_eq!(won.count(), 1);
    let late = Refused::AlreadyDecided {
        by: director("b"),
        at: noon() + MINUTE,
    };
    let told = |o: &&Decided| matches!(o, Decided::Refused(why, _) if *why == late);
    assert_eq!(outcomes.iter().filter(told).count(), 19);
    let case = store.case(&reference(1)).await.unwrap().unwrap();
    assert_eq!(case.version(), 1);
    let fact = reference(1).fact();
    let due = store.due(noon() + MINUTE, 100).await.unwrap();
    // After declining it is the offer to the next one that the employer is told of.
    let told = |id: &&String| id.starts_with(&fact) && id.ends_with("-update-employer");
    assert_eq!(due.iter().filter(told).count(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn all_directors_racing_for_one_spec_leave_one_winner() {
    let store = store().await;
    sent(&store, 1).await;
    let to = base::people::Holder::AllDirectors;
    let reassign = Command::Reassign { to };
    let moved = decide_at(&store, &id(1), &reassign, &Actor::Office, noon()).await;
    assert!(matches!(moved, Decided::Done(_)));
    let outcomes = at_once(15, |number| {
        let store = store.clone();
        let group = ["a", "b", "c"][usize::from(number) % 3];
        async move { (group, decide(&store, &Command::Accept, group).await) }
    })
    .await;
    let winner =
        |(group, o): &(&'static str, Decided)| matches!(o, Decided::Done(_)).then_some(*group);
    let winners: Vec<_> = outcomes.iter().filter_map(winner).collect();
    let [winner] = winners[..] else {
        panic!("{winners:?}")
    };
    for (_, outcome) in outcomes {
        if let Decided::Refused(why, case) = outcome {
            let at = noon() + MINUTE;
            let by = director(winner);
            assert_eq!(why, Refused::AlreadyDecided { by, at });
            let accepted = case.placement(1).unwrap().accepted.clone().unwrap();
            assert_eq!(accepted.0, director(winner));
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn clock_and_director_at_once_lose_nothing() {
    for number in 1..=5 {
        let store = store().await;
        sent(&store, number).await;
        let programme = programme();
        let now = "2026-12-10T12:00:00+09:00".parse().unwrap();
        let by = director("b");
        let id = id(number);
        let accept = store.decide(&id, &Command::Accept, &by, now, &programme);
        let reference = reference(number);
        let (accepted, one, two) = tokio::join!(
            accept,
            store.tick(&reference, now, &programme),
            store.tick(&reference, now, &programme)
        );
        assert!(matches!(accepted.unwrap(), Decided::Done(_)));
        let ticks = [one.unwrap(), two.unwrap()].iter().flatten().count();
        let case = store.case(&reference).await.unwrap().unwrap();
        assert_eq!(case.entries().len(), 1 + ticks);
        assert!(ticks <= 1);
        let status = case.placement(1).unwrap().status;
        let stage = Stage::Search;
        assert_eq!(status, Status::Accepted { stage });
    }
}

/// An order to so many workers that lacks nothing.
fn order(case: &Case, workers: u32) -> PreparedOrder {
    order_of(case, 1, workers)
}

/// The same of another spec.
pub(super) fn order_of(case: &Case, spec: u32, workers: u32) -> PreparedOrder {
    let (content, today) = (Content::embedded(), japan_date(noon()));
    let spec = &case.placement(spec).unwrap().spec;
    let text = |text: &str| TermItem::text(text);
    let mut draft = OrderDraft::proposed(spec, &content, today);
    (draft.work, draft.place) = (text("見本の仕事"), text("https://share.example.jp/"));
    for term in FurtherTerm::ALL {
        draft.others.insert(term, "見本".to_owned());
    }
    let worker = |number: u32| OrderWorker {
        number,
        name: format!("見本{number}"),
        mail: EmailAddress::parse(&format!("worker{number}@example.jp")).ok(),
        count: Some(120 / workers),
    };
    draft.workers = (1..=workers).map(worker).collect();
    PreparedOrder::of(draft, spec, &content, today)
}

/// A case in which an order is prepared that only waits to be confirmed; and what was seen of it.
pub(super) async fn prepared(store: &Store) -> String {
    prepared_for(store, 2).await
}

/// The same for so many workers.
pub(super) async fn prepared_for(store: &Store, workers: u32) -> String {
    sent(store, 1).await;
    let Decided::Done(case) = decide(store, &Command::Accept, "b").await else {
        panic!("accepted")
    };
    let order = Box::new(order(&case, workers));
    let (seen, cautions) = (order.digest(), order.cautions.clone());
    let decided = decide(store, &Command::Prepare { order }, "b").await;
    assert!(matches!(decided, Decided::Done(_)));
    for caution in cautions {
        let how = Settlement::Changed;
        let decided = decide(store, &Command::Settle { caution, how }, "b").await;
        assert!(matches!(decided, Decided::Done(_)));
    }
    seen
}

/// The ids of the mails to workers.
async fn to_workers(store: &Store) -> Vec<String> {
    let due = store.due(noon() + MINUTE, 100).await.unwrap();
    let mut mails: Vec<_> = due
        .into_iter()
        .filter(|id| id.contains("-worker-"))
        .collect();
    mails.sort();
    mails
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_order_confirmed_twenty_times_at_once_is_one_version_and_one_mail_to_each_worker() {
    let store = store().await;
    let seen = prepared(&store).await;
    let outcomes = at_once(20, |_| {
        let (store, seen) = (store.clone(), seen.clone());
        async move {
            decide(
                &store,
                &Command::issue(seen, &town::texts::Texts::EMBEDDED.orders),
                "b",
            )
            .await
        }
    })
    .await;
    let won = outcomes.iter().filter(|o| matches!(o, Decided::Done(_)));
    assert_eq!(won.count(), 1);
    let late = Refused::Order(OrderRefused::Done {
        by: director("b"),
        at: noon() + MINUTE,
    });
    let told = |o: &&Decided| matches!(o, Decided::Refused(why, _) if *why == late);
    assert_eq!(outcomes.iter().filter(told).count(), 19);
    let case = store.case(&reference(1)).await.unwrap().unwrap();
    let book = &case.placement(1).unwrap().orders;
    let versions: Vec<_> = book
        .orders
        .iter()
        .map(|order| order.versions.len())
        .collect();
    assert_eq!(versions, [1, 1]);
    let fact = reference(1).fact();
    let mails = [1, 2].map(|number| format!("{fact}-4-order-worker-{number}"));
    assert_eq!(to_workers(&store).await, mails);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_order_confirmed_while_another_changes_it_is_the_one_that_was_seen_or_none() {
    for _ in 0..3 {
        let store = store().await;
        let seen = prepared(&store).await;
        let case = store.case(&reference(1)).await.unwrap().unwrap();
        let mut other = order(&case, 2);
        other.draft.method = TermItem::text("現金");
        let outcomes = at_once(20, |number| {
            let (store, seen) = (store.clone(), seen.clone());
            let order = Box::new(other.clone());
            async move {
                let command = match number {
                    7 => Command::Prepare { order },
                    _ => Command::issue(seen, &town::texts::Texts::EMBEDDED.orders),
                };
                (number, decide(&store, &command, "b").await)
            }
        })
        .await;
        let done = |(_, outcome): &&(u8, Decided)| matches!(outcome, Decided::Done(_));
        assert!(outcomes.iter().filter(done).any(|(number, _)| *number == 7));
        let case = store.case(&reference(1)).await.unwrap().unwrap();
        let book = &case.placement(1).unwrap().orders;
        let won = outcomes.iter().filter(done).count() - 1;
        assert_eq!(book.orders.len(), 2 * won);
        assert_eq!(to_workers(&store).await.len(), 2 * won);
        for order in &book.orders {
            assert_eq!(order.versions.len(), 1);
            assert_ne!(order.latest().terms.method, TermItem::text("現金"));
        }
    }
}

#[tokio::test]
async fn load_is_what_open_cases_put_on_the_groups() {
    let store = store().await;
    assert_eq!(store.load().await.unwrap(), Default::default());
    for number in 1..=3 {
        sent(&store, number).await;
    }
    let load = |open| GroupLoad {
        open,
        hours: 6.0 * f64::from(open),
        last: (open > 0).then(noon),
    };
    assert_eq!(store.load().await.unwrap().of("b"), load(3));
    let end = Command::End {
        reason: figures::ending::Ending::Withdrawn,
        note: String::new(),
    };
    decide(&store, &end, "b").await;
    assert_eq!(store.load().await.unwrap().of("b"), load(2));
    assert_eq!(store.open_heads().await.unwrap().len(), 2);
}

/// What one order leaves in the ledger, and what its correction over the year's end does.
#[tokio::test]
async fn the_ledger_follows_every_correction_and_names_nobody() {
    let store = store().await;
    sent(&store, 1).await;
    decide(&store, &Command::Accept, "b").await;
    let order = |on: &str, amount| Command::Advance {
        stage: Stage::Order,
        on: on.parse().unwrap(),
        amount: Some(amount),
        hours: Some(8.0),
    };
    let now = "2027-04-10T12:00:00+09:00".parse().unwrap();
    for command in [order("2027-03-31", 9000), order("2027-04-01", 8000)] {
        let decided = decide_at(&store, &id(1), &command, &director("b"), now).await;
        assert!(matches!(decided, Decided::Done(_)));
    }
    let mut sums: BTreeMap<i16, i64> = BTreeMap::new();
    for year in [2026, 2027] {
        for line in store.ledger(year).await.unwrap() {
            assert_eq!(line.fiscal_year(), year);
            if let Fact::Ordered { amount, .. } = line.fact {
                let sign = if line.struck { -1 } else { 1 };
                *sums.entry(fiscal_year(line.on)).or_default() += sign * amount as i64;
            }
            let text = format!("{line:?}");
            for name in ["見本", "example.jp", "手がいっぱい"] {
                assert!(!text.contains(name), "{text}");
            }
        }
    }
    assert_eq!(sums, BTreeMap::from([(2026, 0), (2027, 8000)]));
}

#[tokio::test]
async fn an_unanswered_case_is_due_in_the_next_round_and_then_at_its_own_time() {
    let store = store().await;
    sent(&store, 1).await;
    let programme = programme();
    assert_eq!(
        store.cases_due(noon() + MINUTE).await.unwrap(),
        [reference(1)]
    );
    let nothing = store.tick(&reference(1), noon() + MINUTE, &programme).await;
    assert_eq!(nothing.unwrap(), None);
    assert_eq!(store.cases_due(noon() + MINUTE).await.unwrap(), []);
    // Friday noon; Monday is a holiday.
    let due = "2026-11-24T12:00:01+09:00".parse().unwrap();
    assert_eq!(store.cases_due(due).await.unwrap(), [reference(1)]);
    assert!(
        store
            .tick(&reference(1), due, &programme)
            .await
            .unwrap()
            .is_some()
    );
    let case: Case = store.case(&reference(1)).await.unwrap().unwrap();
    assert_eq!((case.version(), case.entries().len()), (1, 1));
}

/// Every item of the table, its body unpacked, as text.
async fn everything(store: &Store) -> Vec<(String, String)> {
    let scan = store.client.scan().table_name(&store.table).send();
    let items = scan.await.unwrap().items.unwrap();
    let told = |item: &crate::item::Item| {
        let pk = crate::item::read_text(item, "pk").unwrap().to_owned();
        let body: Option<serde_json::Value> = item
            .contains_key("body")
            .then(|| crate::item::unpack("body", item).unwrap());
        let mut rest = item.clone();
        rest.remove("body");
        (pk, format!("{rest:?} {}", body.unwrap_or_default()))
    };
    items.iter().map(told).collect()
}

/// The proof is the table itself: whatever lies there is read, not asked for.
#[tokio::test]
async fn what_was_deleted_is_in_no_item_of_the_table() {
    let (store, programme) = (store().await, programme());
    sent(&store, 1).await;
    let end = Command::End {
        reason: figures::ending::Ending::NoWorker,
        note: String::new(),
    };
    decide(&store, &end, "b").await;
    let names = ["見本旅館", "見本 髙子", "employer@example.jp"];
    let naming = async || {
        let all = everything(&store).await;
        let names = |text: &String| names.iter().any(|name| text.contains(name));
        all.iter().filter(|(_, text)| names(text)).count()
    };
    assert_eq!(naming().await, 1, "the submission alone names the employer");
    let year = jiff::SignedDuration::from_hours(24 * 365);
    for years in [1, 3] {
        let now = noon() + MINUTE * 2 + year * years;
        let due = store.cases_to_forget(now).await.unwrap();
        assert_eq!(due, [reference(1)]);
        for reference in due {
            let forgotten = store.forget_case(&reference, now, &programme).await;
            assert!(forgotten.unwrap().is_some());
        }
        assert_eq!(naming().await, 0);
    }
    let left = everything(&store).await;
    let kinds: Vec<_> = left.iter().map(|(pk, _)| &pk[..2]).collect();
    assert_eq!(
        kinds,
        ["D#", "Y#"],
        "the draft has a life of its own: {left:?}"
    );
}
