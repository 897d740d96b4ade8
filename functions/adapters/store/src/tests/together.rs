//! Papers and payments over several jobs: all of them are recorded or none, and what that costs.

use accounts::{
    AccountEvent, Difference, Inspection, Invoice, JointJob, NoticeAnswer, Payment, Withholding,
};
use base::month::Month;
use base::people::Actor;
use base::time::japan_date;
use jiff::Timestamp;
use orders::{DeliveredWork, FeeLine, Settlement};
use placements::{Case, Command, JointAct, JointWhat, Refused, SpecId};
use town::texts::Texts;

use super::cases::{decide_at, director, order_of, programme, with_specs};
use super::units::{MOST, items, units};
use super::{MINUTE, draft, noon, reference, store};
use crate::{Decided, Store};

fn later() -> Timestamp {
    noon() + MINUTE
}

fn month() -> Month {
    Month::of(japan_date(noon()))
}

async fn decide(store: &Store, id: &SpecId, command: Command, by: &Actor) -> Box<Case> {
    match decide_at(store, id, &command, by, later()).await {
        Decided::Done(case) => case,
        other => panic!("{command:?}: {other:?}"),
    }
}

/// A submission of so many jobs, each delivered by one worker, inspected and invoiced.
async fn recorded(store: &Store, number: u8, specs: u32) {
    let id = format!("d{number}");
    store.create_draft(&draft(&id)).await.unwrap();
    let submission = with_specs(number, specs as usize);
    let messages = submission.messages();
    store.submit(&id, &submission, &messages).await.unwrap();
    for spec in 1..=specs {
        let reference = reference(number);
        one(store, &SpecId { reference, spec }).await;
    }
}

async fn one(store: &Store, id: &SpecId) {
    let b = director("b");
    let case = decide(store, id, Command::Accept, &b).await;
    let order = Box::new(order_of(&case, id.spec, 1));
    let (seen, cautions) = (order.digest(), order.cautions.clone());
    decide(store, id, Command::Prepare { order }, &b).await;
    for caution in cautions {
        let how = Settlement::Changed;
        decide(store, id, Command::Settle { caution, how }, &b).await;
    }
    decide(store, id, Command::issue(seen, &Texts::EMBEDDED.orders), &b).await;
    let deliver = Command::Deliver {
        after: None,
        worker: 1,
        delivered: DeliveredWork {
            mends: None,
            url: "https://share.example.jp/1".to_owned(),
            quantity: 40,
            note: String::new(),
        },
    };
    decide(store, id, deliver, &Actor::Worker { number: 1 }).await;
    for event in [inspected(), invoiced()] {
        decide(store, id, Command::Account { event, after: None }, &b).await;
    }
}

fn fee() -> FeeLine {
    FeeLine {
        count: 40,
        unit_yen: 73,
    }
}

fn inspected() -> AccountEvent {
    AccountEvent::Inspected {
        worker: 1,
        month: month(),
        inspection: Inspection {
            on: japan_date(noon()),
            passed: 40,
            redo: 0,
            rejected: 0,
            reason: String::new(),
            lower_price_clause: String::new(),
            fee: vec![fee()],
            tax_percent: 10,
            withholding: Withholding::None,
            share: None,
        },
    }
}

fn invoiced() -> AccountEvent {
    AccountEvent::Invoiced {
        month: month(),
        invoice: Invoice {
            on: japan_date(noon()),
            due: "2026-12-31".parse().unwrap(),
            lines: vec![fee().into()],
            tax_percent: 10,
            share: None,
        },
    }
}

/// What is done about so many jobs, from the invoice to the worker's answer.
fn acts(jobs: &[SpecId]) -> Vec<(&'static str, JointAct, Actor)> {
    let of = |worker: u32, what: JointWhat| {
        let jobs = jobs.iter().map(|id| JointJob {
            placement: id.to_string(),
            worker,
        });
        JointAct {
            month: month(),
            jobs: jobs.collect(),
            what,
        }
    };
    let texts = || Box::new(Texts::EMBEDDED.money);
    let payment = || Payment {
        on: japan_date(noon()),
        yen: 40 * 73 * 11 / 10 * jobs.len() as u64,
        difference: Difference::None,
        part_of: None,
    };
    let answer = JointWhat::Answer {
        number: format!("{}-a-P202611", jobs[0]),
        answer: NoticeAnswer::Agreed,
        heard: None,
    };
    let (b, worker) = (director("b"), Actor::Worker { number: 1 });
    let income = JointWhat::Income {
        after: None,
        payment: payment(),
        corrects: None,
    };
    let pay = JointWhat::Pay { payment: payment() };
    vec![
        (
            "invoice",
            of(0, JointWhat::Invoice { texts: texts() }),
            b.clone(),
        ),
        ("income", of(0, income), b.clone()),
        (
            "notice",
            of(1, JointWhat::Notice { texts: texts() }),
            b.clone(),
        ),
        ("answer", of(1, answer), worker),
        ("pay", of(1, pay), b),
    ]
}

async fn cases(store: &Store, jobs: &[SpecId]) -> Vec<Case> {
    let mut references: Vec<_> = jobs.iter().map(|id| id.reference.clone()).collect();
    references.dedup();
    let mut cases = Vec::new();
    for reference in references {
        cases.push(store.case(&reference).await.unwrap().unwrap());
    }
    cases
}

async fn act(store: &Store, cases: Vec<Case>, act: &JointAct, by: &Actor) -> Option<Refused> {
    let (acts, programme) = (std::slice::from_ref(act), programme());
    let done = store.decide_together(cases, acts, by.into(), later(), &programme);
    done.await.unwrap()
}

/// What each act costs in a store with so many submissions of so many jobs.
async fn costs(submissions: u8, specs: u32) -> Vec<(&'static str, usize)> {
    let store = store().await;
    let mut jobs = Vec::new();
    for number in 1..=submissions {
        recorded(&store, number, specs).await;
        let reference = || reference(number);
        jobs.extend((1..=specs).map(|spec| SpecId {
            reference: reference(),
            spec,
        }));
    }
    let mut costs = Vec::new();
    for (name, joint, by) in acts(&jobs) {
        let before = items(&store).await;
        let refused = act(&store, cases(&store, &jobs).await, &joint, &by).await;
        assert_eq!(refused, None, "{name}");
        costs.push((name, units(&store, &before).await));
    }
    costs
}

#[tokio::test]
async fn no_act_on_the_paper_of_several_jobs_costs_more_than_twelve_write_units_for_each_case() {
    let mut told = Vec::new();
    for (submissions, specs) in [(1, 2), (1, 4), (2, 1), (4, 1), (6, 1)] {
        for (name, cost) in costs(submissions, specs).await {
            told.push((submissions, specs, name, cost));
        }
    }
    let most = |of: &&(u8, u32, &str, usize)| of.3 > MOST * usize::from(of.0);
    assert_eq!(told.iter().filter(most).count(), 0, "{told:?}");
}

#[tokio::test]
async fn what_changed_since_it_was_read_is_read_again_before_all_of_it_is_recorded() {
    let store = store().await;
    for number in [1, 2] {
        recorded(&store, number, 1).await;
    }
    let jobs = [1, 2].map(|number| SpecId {
        reference: reference(number),
        spec: 1,
    });
    let stale = cases(&store, &jobs).await;
    // Somebody records something of the second one.
    let AccountEvent::Invoiced { month, mut invoice } = invoiced() else {
        panic!("an invoice")
    };
    invoice.lines[0].fee.unit_yen = 75;
    let event = AccountEvent::Invoiced { month, invoice };
    decide(
        &store,
        &jobs[1],
        Command::Account { event, after: None },
        &director("b"),
    )
    .await;
    let all = acts(&jobs);
    let (_, bill, by) = &all[0];
    assert_eq!(act(&store, stale, bill, by).await, None);
    let now = cases(&store, &jobs).await;
    let wholes = now.iter().map(|case| {
        let book = &case.placement(1).unwrap().accounts;
        book.joint_invoice(month).map(|joint| joint.whole)
    });
    // 2,920 and 3,000 yen with tax.
    assert_eq!(wholes.collect::<Vec<_>>(), [Some(6_512), Some(6_512)]);
    let again = act(&store, now, bill, by).await;
    assert!(matches!(again, Some(Refused::Account(_))), "{again:?}");
}
