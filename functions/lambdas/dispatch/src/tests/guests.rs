//! Every mail about seminars and visits, from the act that causes it to the mail server.

use base::people::Actor;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarProperty, ICalendarStatus,
};
use mail_parser::MimeHeaders;
use seminars::{Application, Attend, Registered, registration_id, stop_subject};
use town::seminar::{Seminar, State};
use visits::{Visit, VisitRequest};

use super::*;

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// A seminar with two places.
fn seminar() -> Seminar {
    let seminar = CONTENT.seminar("2027-01-20-hajimete").unwrap();
    Seminar {
        capacity: 2,
        ..seminar.clone()
    }
}

fn moved() -> Seminar {
    let planned = seminar();
    Seminar {
        start: planned.start + DAY,
        end: planned.end + DAY,
        state: State::Moved {
            message: "雪のため、1日おそくしました。".into(),
        },
        ..planned
    }
}

fn someone(name: &str, attend: Attend) -> Application {
    Application {
        name: "見本 髙子".to_owned(),
        business: "見本旅館".to_owned(),
        mail: EmailAddress::parse(&format!("{name}@example.jp")).ok(),
        phone: None,
        seats: 1,
        attend,
        question: None,
    }
}

/// A mail as it reached the server.
struct Taken {
    to: String,
    id: String,
    text: String,
    entry: Option<ICalendarComponent>,
}

impl Office {
    fn announce(&mut self, seminar: &Seminar) {
        let mut content = CONTENT.clone();
        content.seminars.retain(|other| other.slug != seminar.slug);
        content.seminars.push(seminar.clone());
        self.dispatch.content = Arc::new(content);
    }

    fn id(&self, name: &str) -> String {
        let mail = someone(name, Attend::Venue).mail.unwrap();
        registration_id(&self.dispatch.keys, &seminar(), &mail)
    }

    async fn register(&self, seminar: &Seminar, name: &str) -> Registered {
        let application = someone(name, Attend::Venue);
        let id = self.id(name);
        let store = self.embedded.store();
        let done = store.register(seminar, &id, &application, self.clock.now());
        done.await.unwrap()
    }

    async fn cancel(&self, seminar: &Seminar, name: &str) {
        let store = self.embedded.store();
        let (id, now) = (self.id(name), self.clock.now());
        store.cancel_registration(seminar, &id, now).await.unwrap();
    }

    fn set(&self, now: Timestamp) {
        self.clock.set(now);
    }

    /// Delivers what was written, and tells who got what, `name kind`, in the order of names.
    async fn told(&self) -> (Vec<String>, Tally) {
        let before = self.server.taken().len();
        let tally = self.stream().await.tally;
        let mut told: Vec<_> = self.taken().split_off(before);
        told.sort_by(|a, b| (&a.to, &a.id).cmp(&(&b.to, &b.id)));
        let told = told.iter().map(|mail| {
            let name = mail.to.split('@').next().unwrap();
            let kind = mail.id.splitn(3, '-').nth(2).unwrap();
            format!("{name} {}", kind.split('@').next().unwrap())
        });
        (told.collect(), tally)
    }

    fn taken(&self) -> Vec<Taken> {
        let taken = self.server.taken();
        taken.iter().map(|bytes| read(bytes)).collect()
    }
}

fn read(bytes: &[u8]) -> Taken {
    let mail = MessageParser::default().parse(bytes).unwrap();
    let to = mail.to().unwrap().first().unwrap().address().unwrap();
    let entry = mail.attachments().next().map(|part| {
        let kind = part.content_type().unwrap();
        assert_eq!(kind.subtype(), Some("calendar"));
        let calendar = ICalendar::parse(std::str::from_utf8(part.contents()).unwrap()).unwrap();
        let mut parts = calendar.components.into_iter();
        parts
            .find(|part| part.component_type == ICalendarComponentType::VEvent)
            .unwrap()
    });
    Taken {
        to: to.to_owned(),
        id: mail.message_id().unwrap().to_owned(),
        text: mail.body_text(0).unwrap().into_owned(),
        entry,
    }
}

/// An office whose seminar these come to, as they were told.
async fn expecting<const N: usize>(names: [&str; N]) -> (Office, Seminar) {
    let mut office = Office::open().await;
    let planned = seminar();
    office.announce(&planned);
    for name in names {
        office.register(&planned, name).await;
    }
    office.told().await;
    (office, planned)
}

#[tokio::test]
async fn what_the_office_writes_reaches_who_comes_and_nobody_who_gave_up_their_place() {
    let (office, planned) = expecting(["ann", "ben"]).await;
    let store = office.embedded.store();
    let (by, now) = (&Actor::Office, office.clock.now());
    let word = ("駐車場のこと", "裏にあります。\n雪の日は電話を。");
    store
        .write_to_all(&planned, "page", word, by, now)
        .await
        .unwrap();
    office.cancel(&planned, "ben").await;
    let (told, _) = office.told().await;
    assert_eq!(told, ["ann word-1", "ben withdrawn"]);
    let taken = office.taken();
    let mail = taken
        .iter()
        .find(|mail| mail.id.contains("-word-1"))
        .unwrap();
    for line in ["裏にあります。", "雪の日は電話を。", "取り消す"] {
        assert!(mail.text.contains(line), "{}", mail.text);
    }
    assert!(mail.entry.is_none());
}

#[tokio::test]
async fn a_seminars_whole_life_reaches_everyone_once_and_nobody_wrongly() {
    let mut office = Office::open().await;
    let (planned, store) = (seminar(), office.embedded.store());
    office.announce(&planned);
    for name in ["ann", "ben", "cho", "dan"] {
        office.register(&planned, name).await;
    }
    office.register(&planned, "ann").await;
    let (told, _) = office.told().await;
    let day = "2026-11-24";
    assert_eq!(
        told,
        [
            format!("ann again-{day}").as_str(),
            "ann confirmed",
            "ben confirmed",
            "cho waiting",
            "dan waiting"
        ]
    );
    let online = someone("ben", Attend::Online);
    let (ben, now) = (office.id("ben"), office.clock.now());
    store
        .change_registration(&planned, &ben, &online, now)
        .await
        .unwrap();
    office.cancel(&planned, "ann").await;
    office.cancel(&planned, "ann").await;
    let (told, _) = office.told().await;
    assert_eq!(told, ["ann withdrawn", "ben updated-1", "cho promoted"]);

    office.set(planned.remind_at());
    assert_eq!(store.remind(&planned, office.clock.now()).await.unwrap(), 2);
    assert_eq!(store.remind(&planned, office.clock.now()).await.unwrap(), 0);
    let (told, _) = office.told().await;
    assert_eq!(told, ["ben reminder-2027-01-20", "cho reminder-2027-01-20"]);

    let later = moved();
    office.announce(&later);
    store
        .sync_seminar(&later, office.clock.now())
        .await
        .unwrap();
    let (told, _) = office.told().await;
    assert_eq!(told, ["ben changed-1", "cho changed-1", "dan changed-1"]);

    office.set(later.remind_at());
    store.remind(&later, office.clock.now()).await.unwrap();
    office.cancel(&later, "ben").await;
    let (told, tally) = office.told().await;
    assert_eq!(told, ["ben withdrawn", "cho reminder-2027-01-21"]);
    assert_eq!(tally.discarded, 1, "the reminder of who cancelled");

    office.set(later.thank_at());
    store.thank(&later, office.clock.now()).await.unwrap();
    let (told, _) = office.told().await;
    assert_eq!(told, ["cho thanks"]);
    assert_eq!(office.sweep().await, Tally::default(), "nothing is left");
    check_all(&office.taken());
}

/// What holds over a whole life: each mail once, one entry a person, rising; who waits learns nothing of
/// a place or a link to connect.
fn check_all(taken: &[Taken]) {
    let ids: std::collections::BTreeSet<_> = taken.iter().map(|mail| &mail.id).collect();
    assert_eq!(ids.len(), taken.len(), "each once");
    let mut sequences: std::collections::BTreeMap<&str, Vec<(String, i64)>> = Default::default();
    for mail in taken {
        let name = mail.to.split('@').next().unwrap();
        if name == "dan" {
            assert!(mail.text.contains("まだ決まっていません") && mail.entry.is_none());
        }
        assert_eq!(
            mail.text.contains("meet.example.jp"),
            name == "ben" && !mail.id.contains("-confirmed") && !mail.id.contains("-withdrawn"),
            "{}",
            mail.id
        );
        if let Some(entry) = &mail.entry {
            let sequence = entry.property(&ICalendarProperty::Sequence).unwrap();
            let sequence = sequence.values[0].as_integer().unwrap();
            let uid = entry.uid().unwrap().to_owned();
            sequences.entry(name).or_default().push((uid, sequence));
        }
    }
    assert_eq!(sequences.len(), 3, "{sequences:?}");
    for (name, mut entries) in sequences {
        // One batch's mails have no order of their own.
        entries.sort();
        assert!(
            entries.iter().all(|(uid, _)| *uid == entries[0].0),
            "{name}"
        );
        assert!(
            entries.len() >= 2 && entries.windows(2).all(|w| w[0].1 < w[1].1),
            "{entries:?}"
        );
    }
}

#[tokio::test]
async fn who_stopped_them_gets_no_mail_after_a_seminar() {
    let (office, planned) = expecting(["ann", "ben"]).await;
    let store = office.embedded.store();
    let ann = someone("ann", Attend::Venue).mail.unwrap();
    let who = stop_subject(&office.dispatch.keys, &ann);
    store.stop_mails(&who, office.clock.now()).await.unwrap();
    office.set(planned.remind_at());
    store.remind(&planned, office.clock.now()).await.unwrap();
    assert_eq!(
        office.told().await.0.len(),
        2,
        "reminders are no such mails"
    );
    office.set(planned.thank_at());
    store.thank(&planned, office.clock.now()).await.unwrap();
    let (told, tally) = office.told().await;
    assert_eq!((told, tally.discarded), (vec!["ben thanks".to_owned()], 1));
}

#[tokio::test]
async fn a_cancelled_seminar_and_deleted_data_leave_no_dead_letter() {
    let mut office = Office::open().await;
    let (planned, store) = (seminar(), office.embedded.store());
    office.register(&planned, "ann").await;
    let off = Seminar {
        state: State::Cancelled {
            message: "雪のため。".into(),
        },
        ..planned.clone()
    };
    office.announce(&off);
    store.sync_seminar(&off, office.clock.now()).await.unwrap();
    let (told, tally) = office.told().await;
    assert_eq!(told, ["ann changed-1"]);
    assert_eq!(tally.discarded, 1, "the confirmation came too late");
    assert!(store.dead_letters().await.unwrap().is_empty());
    let entry = office.taken().pop().unwrap().entry.unwrap();
    assert!(entry.status() == Some(&ICalendarStatus::Cancelled));
}

#[tokio::test]
async fn a_visit_and_the_offices_link_reach_the_office() {
    let office = Office::open().await;
    let store = office.embedded.store();
    let request = VisitRequest {
        name: "髙橋 見本".to_owned(),
        business: "見本農園".to_owned(),
        mail: EmailAddress::parse("farm@example.jp").ok(),
        phone: None,
        place: "畑".to_owned(),
        wish: None,
    };
    let visit = Visit::new(request, &office.dispatch.keys, office.clock.now());
    assert!(store.request_visit(&visit, 90).await.unwrap());
    assert!(!store.request_visit(&visit, 90).await.unwrap());
    let staff = EmailAddress::parse("office@example.jp").unwrap();
    let code = sign_in::code_message("drawn", staff, office.clock.now());
    store.enqueue(&[code]).await.unwrap();
    assert_eq!(office.stream().await.tally, tally(|t| t.delivered = 3));
    let mut to: Vec<_> = office.taken().into_iter().map(|mail| mail.to).collect();
    to.sort();
    assert_eq!(
        to,
        ["farm@example.jp", "office@example.jp", "office@example.jp"]
    );
}
