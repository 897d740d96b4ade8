//! Orders over real SMTP: each worker gets one mail with the paper, once, however often it is pressed or swept.

use ::orders::{FurtherTerm, OrderDraft, OrderWorker, PreparedOrder, Settlement, TermItem};
use base::people::Actor;
use base::time::japan_date;
use mail_parser::MimeHeaders;
use placements::{Case, Command, SpecId};
use store::Decided;

use super::*;

fn director() -> Actor {
    Actor::Director { group: "a".into() }
}

async fn decide(office: &Office, command: &Command, by: &Actor) -> Decided {
    let id = SpecId::parse("K7M3-FXWP-1").unwrap();
    let (store, now) = (office.embedded.store(), office.clock.now());
    let programme = &office.dispatch.content.programme;
    store
        .decide(&id, command, by, now, programme)
        .await
        .unwrap()
}

async fn done(office: &Office, command: &Command, by: &Actor) -> Case {
    match decide(office, command, by).await {
        Decided::Done(case) => *case,
        other => panic!("{other:?}"),
    }
}

/// An order for two workers, of whom the second has no mail address.
fn order(case: &Case) -> PreparedOrder {
    let (spec, today) = (&case.placement(1).unwrap().spec, japan_date(noon()));
    let mut draft = OrderDraft::proposed(spec, &CONTENT, today);
    draft.work = TermItem::text("紙の台帳を表計算に入力する。");
    draft.place = TermItem::text("https://share.example.jp/inn");
    for term in FurtherTerm::ALL
        .into_iter()
        .filter(|term| term.point().is_some())
    {
        draft
            .others
            .entry(term)
            .or_insert_with(|| "見本の約束。".to_owned());
    }
    let fee = draft.fee.value().unwrap().number().unwrap();
    let worker = |number: u32, name: &str, mail: &str, count| OrderWorker {
        number,
        name: name.to_owned(),
        mail: EmailAddress::parse(mail).ok(),
        count: Some(count),
    };
    draft.workers = vec![
        worker(1, "見本 一子", "worker1@example.jp", fee - 1),
        worker(2, "見本 二郎", "", 1),
    ];
    PreparedOrder::of(draft, spec, &CONTENT, today)
}

/// An accepted sheet whose order only waits to be confirmed, with every mail until then sent.
async fn ready(office: &Office) -> Command {
    office.submit(&submission(), &[]).await;
    let case = done(office, &Command::Accept, &director()).await;
    let order = order(&case);
    let (cautions, seen) = (order.cautions.clone(), order.digest());
    let order = Box::new(order);
    done(office, &Command::Prepare { order }, &director()).await;
    for caution in cautions {
        let how = Settlement::Changed;
        done(office, &Command::Settle { caution, how }, &director()).await;
    }
    office.stream().await;
    Command::issue(seen, &town::texts::Texts::EMBEDDED.orders)
}

/// To whom each mail since then went, with the names of its files.
fn mails(office: &Office, since: usize) -> Vec<(String, Vec<String>)> {
    let taken = office.server.taken();
    let mut mails: Vec<_> = taken[since..]
        .iter()
        .map(|bytes| {
            let mail = MessageParser::default().parse(bytes).unwrap();
            let to = mail.to().unwrap().first().unwrap().address().unwrap();
            let files = mail.attachments().filter_map(|part| part.attachment_name());
            (to.to_owned(), files.map(str::to_owned).collect())
        })
        .collect();
    mails.sort();
    mails
}

#[tokio::test]
async fn a_confirmed_order_is_one_mail_with_its_paper_however_often_it_is_pressed() {
    let office = Office::open().await;
    let press = ready(&office).await;
    let before = office.server.taken().len();
    done(&office, &press, &director()).await;
    for _ in 0..3 {
        let again = decide(&office, &press, &director()).await;
        assert!(matches!(again, Decided::Refused(..)), "{again:?}");
    }
    office.stream().await;
    assert_eq!(office.sweep().await, Tally::default(), "nothing is left");
    let paper = |letter| vec![format!("取引条件明示書_K7M3-FXWP-1-{letter}_第1版.pdf")];
    assert_eq!(
        mails(&office, before),
        [
            ("director-a@example.jp".to_owned(), paper("b")),
            ("worker1@example.jp".to_owned(), paper("a")),
        ]
    );
}

#[tokio::test]
async fn a_supplement_reaches_the_worker_as_the_next_version() {
    let office = Office::open().await;
    let press = ready(&office).await;
    let case = done(&office, &press, &director()).await;
    let mut order = order(&case);
    order.draft.place = TermItem::text("https://share.example.jp/other");
    let seen = order.digest();
    let order = Box::new(order);
    done(&office, &Command::Prepare { order }, &director()).await;
    office.stream().await;
    let before = office.server.taken().len();
    done(
        &office,
        &Command::issue(seen, &town::texts::Texts::EMBEDDED.orders),
        &director(),
    )
    .await;
    office.stream().await;
    let second = vec!["取引条件明示書_K7M3-FXWP-1-a_第2版.pdf".to_owned()];
    assert!(mails(&office, before).contains(&("worker1@example.jp".to_owned(), second)));
}

#[tokio::test]
async fn a_worker_in_trouble_reaches_the_office_and_a_lost_paper_does_too() {
    let office = Office::open().await;
    let press = ready(&office).await;
    done(&office, &press, &director()).await;
    office.server.set(MailServerMood::Refusing);
    office.stream().await;
    office.server.set(MailServerMood::Kind);
    let before = office.server.taken().len();
    let trouble = Command::ReportTrouble {
        after: None,
        worker: 1,
        text: "材料が届きません".to_owned(),
    };
    done(&office, &trouble, &Actor::Worker { number: 1 }).await;
    office.stream().await;
    office.sweep().await;
    let to_office = mails(&office, before)
        .into_iter()
        .filter(|(to, _)| to == "office@example.jp");
    // The call for help, and one word each on the two papers that could not be delivered.
    assert_eq!(to_office.count(), 3);
}
