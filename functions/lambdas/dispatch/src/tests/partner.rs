//! Handing a placement to the partner's system, played over real HTTP, and by mail where it has none.

use std::time::Duration;

use ::partner::{Mood, Partner};
use base::people::Actor;
use placements::handover::secret;
use placements::{Command, SpecId};
use store::{Decided, SendingState};

use super::*;

/// An office that hands a placement to the partner, whose system may be called.
struct Sharing {
    office: Office,
    partner: Arc<Partner>,
}

fn director() -> Actor {
    Actor::Director { group: "a".into() }
}

impl Sharing {
    async fn begin() -> Sharing {
        let mut office = Office::open().await;
        let partner = Partner::start(&secret(&office.dispatch.keys, "tonari")).unwrap();
        let mut content = CONTENT.clone();
        let settings = &mut content.programme.partners[0];
        settings.webhook = Some(partner.url());
        office.dispatch.content = Arc::new(content);
        let sharing = Sharing { office, partner };
        sharing.hand_over().await;
        sharing
    }

    async fn hand_over(&self) {
        let mut submission = submission();
        submission.contact.share_with = vec!["tonari".to_owned()];
        self.office.submit(&submission, &[]).await;
        self.decide(&testkit::sample::hand_over(), &director())
            .await;
    }

    async fn decide(&self, command: &Command, by: &Actor) {
        let id = SpecId::parse("K7M3-FXWP-1").unwrap();
        let (store, now) = (self.office.embedded.store(), self.office.clock.now());
        let programme = &self.office.dispatch.content.programme;
        let decided = store.decide(&id, command, by, now, programme).await;
        assert!(matches!(decided.unwrap(), Decided::Done(_)));
    }

    /// The last thing that the partner's system answered or that went wrong, and whether that is final.
    async fn outcome(&self) -> (String, bool) {
        let id = SpecId::parse("K7M3-FXWP-1").unwrap();
        let sendings = self.office.embedded.store().sendings(&id).await.unwrap();
        match &sendings.last().unwrap().outcome {
            SendingState::Called { answer, .. } => (answer.clone(), true),
            SendingState::Lost { reason, .. } => (reason.clone(), true),
            SendingState::Postponed { reason, .. } => (reason.clone(), false),
            other => panic!("{other:?}"),
        }
    }

    fn mails(&self) -> Vec<String> {
        let id = |bytes: &Vec<u8>| {
            let mail = MessageParser::default().parse(bytes).unwrap();
            mail.message_id().unwrap().to_owned()
        };
        self.office.server.taken().iter().map(id).collect()
    }
}

const HANDED: &str = "k7m3fxwp-1-handover-partner-tonari";
const TOLD: &str = "k7m3fxwp-1-update-employer@example.jp";

#[tokio::test]
async fn a_placement_is_called_out_once_and_the_answer_is_recorded() {
    let sharing = Sharing::begin().await;
    let answer = sharing.office.stream().await;
    assert_eq!(answer.tally, tally(|t| t.delivered = 2));
    assert_eq!(sharing.office.sweep().await, Tally::default());
    let calls = sharing.partner.calls();
    assert_eq!(calls.len(), 1);
    assert_eq!(calls[0].key, HANDED);
    assert_eq!(calls[0].timestamp, noon().as_second());
    assert_eq!(calls[0].body["schema"], "handover.v1");
    assert_eq!(calls[0].body["id"], "K7M3-FXWP-1");
    let told = calls[0].body.to_string();
    for personal in [
        "見本旅館",
        "見本髙子",
        "employer@example.jp",
        "0267-00-0000",
    ] {
        assert!(!told.contains(personal), "{personal}");
    }
    assert_eq!(sharing.mails(), [TOLD], "only the employer gets a mail");
    assert_eq!(sharing.outcome().await, ("http-202".to_owned(), true));
}

#[tokio::test]
async fn a_system_that_is_down_is_called_again_until_it_takes_it() {
    let sharing = Sharing::begin().await;
    sharing.partner.set(Mood::Failing);
    let answer = sharing.office.stream().await;
    assert_eq!(answer.tally, tally(|t| (t.delivered, t.postponed) = (1, 1)));
    assert_eq!(sharing.outcome().await, ("http-503".to_owned(), false));
    sharing.office.pass(SignedDuration::from_hours(1));
    assert_eq!(sharing.office.sweep().await, tally(|t| t.postponed = 1));
    sharing.partner.set(Mood::Kind);
    sharing.office.pass(SignedDuration::from_hours(2));
    assert_eq!(sharing.office.sweep().await, tally(|t| t.delivered = 1));
    assert_eq!(sharing.partner.calls().len(), 1);
    let knocks = sharing.partner.knocks();
    assert_eq!(knocks.len(), 3);
    assert!(knocks.iter().all(|knock| knock.key == HANDED));
    assert!(knocks.is_sorted_by(|one, next| one.timestamp < next.timestamp));
}

#[tokio::test]
async fn an_answer_lost_on_its_way_gives_the_same_call_again_under_the_same_key() {
    let sharing = Sharing::begin().await;
    sharing.partner.set(Mood::Mute);
    let answer = sharing.office.stream().await;
    assert_eq!(answer.tally, tally(|t| (t.delivered, t.postponed) = (1, 1)));
    sharing.partner.set(Mood::Kind);
    sharing.office.pass(SignedDuration::from_hours(2));
    assert_eq!(sharing.office.sweep().await, tally(|t| t.delivered = 1));
    let calls = sharing.partner.calls();
    assert_eq!((calls.len(), sharing.partner.jobs().len()), (2, 1));
    assert_eq!(calls[0].body, calls[1].body);
    assert!(calls[0].timestamp < calls[1].timestamp, "signed anew");
}

#[tokio::test]
async fn a_system_that_thinks_too_long_is_called_again_under_the_same_key() {
    let mut sharing = Sharing::begin().await;
    sharing.office.dispatch.timeout = Duration::from_millis(200);
    sharing.partner.set(Mood::Slow);
    let answer = sharing.office.stream().await;
    assert_eq!(answer.tally, tally(|t| (t.delivered, t.postponed) = (1, 1)));
    assert_eq!(sharing.outcome().await.0, "timeout");
    sharing.partner.set(Mood::Kind);
    sharing.office.dispatch.timeout = webhook::TIMEOUT;
    sharing.office.pass(SignedDuration::from_hours(2));
    assert_eq!(sharing.office.sweep().await, tally(|t| t.delivered = 1));
    assert_eq!(sharing.outcome().await.0, "http-202");
    assert_eq!(
        (sharing.partner.calls().len(), sharing.partner.jobs().len()),
        (2, 1)
    );
}

#[tokio::test]
async fn a_system_that_refuses_leaves_a_dead_letter_and_no_second_try() {
    let sharing = Sharing::begin().await;
    sharing.partner.set(Mood::Refusing);
    let answer = sharing.office.stream().await;
    assert_eq!(
        answer.tally,
        tally(|t| (t.delivered, t.dead_letters) = (1, 1))
    );
    let store = sharing.office.embedded.store();
    let letters = store.dead_letters().await.unwrap();
    assert_eq!(letters[0].reason, "http-422");
    assert_eq!(sharing.outcome().await, ("http-422".to_owned(), true));
    sharing.partner.set(Mood::Kind);
    sharing.office.pass(SignedDuration::from_hours(48));
    assert!(sharing.partner.calls().is_empty());
    assert!(
        store
            .revive(HANDED, sharing.office.clock.now())
            .await
            .unwrap()
    );
    assert!(sharing.office.sweep().await.delivered >= 1);
    assert_eq!(sharing.partner.calls().len(), 1);
}

#[tokio::test]
async fn what_was_taken_back_before_it_left_is_not_handed_over_any_more() {
    let sharing = Sharing::begin().await;
    sharing.decide(&Command::Accept, &director()).await;
    let tally = sharing.office.stream().await.tally;
    assert_eq!(
        (tally.discarded, tally.postponed, tally.dead_letters),
        (1, 0, 0)
    );
    let calls = sharing.partner.calls();
    assert_eq!(calls.len(), 1);
    assert_eq!(calls[0].body["schema"], "handover-withdrawn.v1");
}

#[tokio::test]
async fn a_partner_without_a_system_gets_a_mail_with_the_same_json() {
    let office = Office::open().await;
    let partner = Partner::start("unused").unwrap();
    let sharing = Sharing { office, partner };
    sharing.hand_over().await;
    assert_eq!(
        sharing.office.stream().await.tally,
        tally(|t| t.delivered = 2)
    );
    let taken = sharing.office.server.taken();
    let mails = taken
        .iter()
        .map(|b| MessageParser::default().parse(b).unwrap());
    let to = |mail: &mail_parser::Message<'_>| {
        mail.to().unwrap().first().unwrap().address() == Some("partner@example.jp")
    };
    let mail = mails.into_iter().find(to).unwrap();
    let file = mail.attachment(1).unwrap();
    let json: serde_json::Value = serde_json::from_slice(file.contents()).unwrap();
    assert_eq!(json["id"], "K7M3-FXWP-1");
    assert!(sharing.partner.calls().is_empty());
}
