//! Letters about placements, from one case that everything happens to.

use base::people::{Actor, Holder, Notice};
use figures::ending::Ending;
use jiff::SignedDuration;
use messages::delivery::follow_ups;
use placements::{
    Case, Command, Entry, JointAct, Link, LinkPage, News, NewsError, decide_together,
};
use submissions::agreement_record::{AgreementRecord, Stand};
use submissions::assisted::{AgreedWay, Agreement};
use submissions::route::Load;

use super::*;

/// A case and every message it has caused.
pub(super) struct Story {
    pub(super) case: Case,
    messages: Vec<Message>,
    pub(super) now: Timestamp,
}

pub(super) fn director(group: &str) -> Actor {
    Actor::Director {
        group: group.to_owned(),
    }
}

fn decline() -> Command {
    Command::Decline {
        reason: "手がいっぱいです".to_owned(),
    }
}

fn ask() -> Command {
    Command::Ask {
        fields: vec!["volume".to_owned(), "delivery".to_owned()],
        question: "繁忙期の量も教えてください。\nしめ切りは月末でよいですか。".to_owned(),
    }
}

fn answer() -> Command {
    let texts = [("volume".to_owned(), "月に40件（8月は90件）".to_owned())];
    Command::Answer {
        texts: texts.into(),
        note: "しめ切りは月末で大丈夫です。".to_owned(),
    }
}

/// The mail of a message about placements.
fn mail_of(message: &Message, case: &Case) -> Mail {
    let news = News::read(message, case, &Content::embedded().programme).unwrap();
    let facts = Facts::Placement(Box::new(news));
    town().compose(message, facts).unwrap()
}

impl Story {
    pub(super) fn of(submission: Submission) -> Story {
        let now = submission.sent_at;
        let case = Case::new(submission, Vec::new(), 0);
        Story {
            case,
            messages: Vec::new(),
            now,
        }
    }

    pub(super) fn begin() -> Story {
        Story::of(submission())
    }

    pub(super) fn then(mut self, command: &Command, by: &Actor) -> Story {
        self.now += SignedDuration::from_hours(1);
        let (programme, load) = (&town().content.programme, Load::default());
        let decided = self.case.decide(1, command, by, self.now, programme, &load);
        let decision = decided.unwrap();
        self.case = decision.after.clone();
        self.messages.extend(decision.messages);
        self
    }

    /// The employer says on their own device that they agree, or do not any more.
    pub(super) fn said(mut self, stand: Stand) -> Story {
        self.now += SignedDuration::from_hours(1);
        let agreement = Agreement {
            way: AgreedWay::Screen,
            on: base::time::japan_date(self.now),
            at: self.now,
            text: "この内容で届けてよいです。".to_owned(),
            recorded_by: String::new(),
        };
        let record = AgreementRecord { stand, agreement };
        let programme = &town().content.programme;
        let said = self.case.change_mind(&record, &Actor::Employer, programme);
        let decision = said.unwrap();
        self.case = decision.after.clone();
        self.messages.extend(decision.messages);
        self
    }

    /// The same job once more, in the same submission.
    pub(super) fn twice(mut self) -> Story {
        let mut submission = self.case.submission().clone();
        submission.specs.push(submission.specs[0].clone());
        let entries = self.case.entries().to_vec();
        let again = entries.iter().map(|entry| Entry {
            spec: 2,
            ..entry.clone()
        });
        let entries = entries.iter().cloned().chain(again).collect();
        self.case = Case::new(submission, entries, self.case.version());
        self
    }

    pub(super) fn together(mut self, act: JointAct, by: &Actor) -> Story {
        self.now += SignedDuration::from_hours(1);
        let (cases, programme) = ([self.case.clone()], &town().content.programme);
        let decided = decide_together(&cases, &[act], by.into(), self.now, programme);
        let decision = decided.unwrap().remove(0);
        self.case = decision.after.clone();
        self.messages.extend(decision.messages);
        self
    }

    /// The clock looks once a day for so many days.
    pub(super) fn wait(mut self, days: u32) -> Story {
        for _ in 0..days {
            self.now += SignedDuration::from_hours(24);
            let decision = self.case.tick(self.now, &town().content.programme);
            if let Some(decision) = decision {
                self.case = decision.after.clone();
                self.messages.extend(decision.messages);
            }
        }
        self
    }

    pub(super) fn message(&self, notice: Notice, to: &Actor) -> &Message {
        let is = |message: &&Message| match &message.topic {
            Topic::Placement {
                notice: n, to: t, ..
            } => *n == notice && t == to,
            _ => false,
        };
        self.messages.iter().rfind(is).unwrap()
    }

    pub(super) fn mail(&self, notice: Notice, to: &Actor) -> Mail {
        let message = self.message(notice, to);
        mail_of(message, &self.case)
    }

    pub(super) fn shown(&self, notice: Notice, to: &Actor) -> String {
        let mail = self.mail(notice, to);
        let shown = shown(&mail);
        for line in mail
            .text
            .lines()
            .filter(|line| !line.starts_with("https://"))
        {
            assert!(
                unicode_width::UnicodeWidthStr::width_cjk(line) <= 76,
                "{line}"
            );
        }
        assert!(
            mail.html
                .contains(town().content.programme.operator.name.as_str())
        );
        shown
    }
}

/// The token behind the first link to a page.
pub(super) fn token(mail: &Mail, page: LinkPage) -> &str {
    let start = format!("{BASE}{}?t=", paths::of(page));
    let token = mail
        .text
        .lines()
        .find_map(|line| line.trim().strip_prefix(&start));
    assert!(
        mail.html.contains(token.unwrap()),
        "text and HTML have the same link"
    );
    token.unwrap()
}

#[test]
fn directors_read_what_to_decide_and_what_was_answered() {
    let next = Story::begin().then(&decline(), &director("a"));
    let offered = match &next.case.placement(1).unwrap().holder {
        Holder::Group { group } => director(group),
        Holder::AllDirectors => director("b"),
        _ => Actor::Office,
    };
    insta::assert_snapshot!("offer", next.shown(Notice::Offer, &offered));
    let late = Story::begin().wait(1);
    insta::assert_snapshot!("reminder", late.shown(Notice::Reminder, &director("a")));
    let deputy = Actor::Deputy { group: "a".into() };
    let later = Story::begin().wait(2);
    insta::assert_snapshot!("escalation", later.shown(Notice::Escalation, &deputy));
    let answered = Story::begin()
        .then(&ask(), &director("a"))
        .then(&answer(), &Actor::Employer);
    let text = answered.shown(Notice::Answer, &director("a"));
    insta::assert_snapshot!("answer", text);
    assert!(text.contains("月に40件（8月は90件）"));
    insta::assert_snapshot!(
        "answer_html",
        answered.mail(Notice::Answer, &director("a")).html
    );
}

#[test]
fn an_employer_is_asked_and_told_in_plain_words() {
    let asked = Story::begin().then(&ask(), &director("a"));
    insta::assert_snapshot!("question", asked.shown(Notice::Question, &Actor::Employer));
    let mail = asked.mail(Notice::Question, &Actor::Employer);
    let opened = LinkPage::Answer
        .read(&town().keys, token(&mail, LinkPage::Answer))
        .unwrap();
    let id = asked.case.placement(1).unwrap().id.clone();
    assert_eq!(opened.link, Link::Answer { id });
    assert_eq!(
        mail.reply_to.unwrap().email.to_string(),
        "director-a@example.jp"
    );
    insta::assert_snapshot!("question_html", mail.html);
    let told = |story: &Story| story.shown(Notice::StatusUpdate, &Actor::Employer);
    let accepted = Story::begin().then(&Command::Accept, &director("a"));
    insta::assert_snapshot!("accepted", told(&accepted));
    insta::assert_snapshot!(
        "accepted_html",
        accepted.mail(Notice::StatusUpdate, &Actor::Employer).html
    );
    let end = Command::End {
        reason: Ending::NoWorker,
        note: "ほかの人には言わないこと".to_owned(),
    };
    let ended = told(&accepted.then(&end, &director("a")));
    assert!(!ended.contains("ほかの人には言わないこと"));
    insta::assert_snapshot!("ended", ended);
    let passed = told(&Story::begin().then(&decline(), &director("a")));
    assert!(
        !passed.contains("手がいっぱいです"),
        "the reason stays inside"
    );
    insta::assert_snapshot!("passed_on", passed);
    insta::assert_snapshot!("escalated", told(&Story::begin().wait(3)));
}

#[test]
fn the_office_tells_an_employer_without_a_mail_address_by_phone() {
    let mut submission = submission();
    submission.contact.mail = None;
    let asked = Story::of(submission).then(&ask(), &director("a"));
    let text = asked.shown(Notice::Phone, &Actor::Office);
    insta::assert_snapshot!("phone", text);
    let mail = asked.mail(Notice::Phone, &Actor::Office);
    token(&mail, LinkPage::Answer);
    token(&mail, LinkPage::Decide);
}

#[test]
fn consent_is_asked_for_also_while_a_question_is_open() {
    let b = director("a");
    let story = Story::begin().then(&ask(), &b).then(&hand_over(), &b);
    let mail = story.mail(Notice::Consent, &Actor::Employer);
    assert!(mail.text.contains("/director/consent?t="), "{}", mail.text);
    assert!(!mail.subject.contains("質問"), "{}", mail.subject);
}

#[test]
fn the_partner_gets_the_sheet_without_contact_and_may_answer() {
    let hand = Story::begin().then(&hand_over(), &director("a"));
    insta::assert_snapshot!("consent", hand.shown(Notice::Consent, &Actor::Employer));
    let given = hand.then(&give_consent(), &Actor::Employer);
    let text = given.shown(Notice::HandOver, &partner());
    insta::assert_snapshot!("handover", text);
    let mail = given.mail(Notice::HandOver, &partner());
    token(&mail, LinkPage::Partner);
    let (_, message) = parsed(&mail);
    let file = message.attachment(1).unwrap();
    let json: serde_json::Value = serde_json::from_slice(file.contents()).unwrap();
    let paper = message.attachment(0).unwrap().contents();
    let paper = testkit::pdf::text(paper, "-raw");
    assert!(paper.contains("この紙には入れていません"), "{paper}");
    assert_eq!(
        (&json["schema"], &json["id"]),
        (&"handover.v1".into(), &"K7M3-FXWP-1".into())
    );
    let whole = format!("{text}{}{json}{paper}", mail.html);
    for secret in ["見本旅館", "髙橋", "inn@example.jp", "0267-00-0000\n電話が"] {
        assert!(!whole.contains(secret), "{secret}");
    }
    insta::assert_snapshot!(
        "consented",
        given.shown(Notice::ConsentAnswer, &director("a"))
    );
    let question = Command::PartnerAsk {
        question: "写真は何枚ですか。".to_owned(),
    };
    let asked = given.then(&question, &partner());
    insta::assert_snapshot!(
        "partner_asked",
        asked.shown(Notice::PartnerAnswer, &director("a"))
    );
    let mail = asked.mail(Notice::PartnerAnswer, &director("a"));
    assert_eq!(
        mail.reply_to.unwrap().email.to_string(),
        "partner@example.jp"
    );
    let back = asked.then(&Command::Accept, &director("a"));
    insta::assert_snapshot!("taken_back", back.shown(Notice::TakenBack, &partner()));
}

#[test]
fn what_was_settled_in_the_meantime_is_not_asked_for() {
    let story = Story::begin().wait(1);
    let reminder = story.message(Notice::Reminder, &director("a")).clone();
    let settled = story.then(&Command::Accept, &director("a"));
    // The other spec of the submission waits for the other director.
    let news = News::read(&reminder, &settled.case, &Content::embedded().programme);
    assert_eq!(news.err(), Some(NewsError::Obsolete));
}

#[test]
fn a_letter_reads_the_same_however_late_it_leaves() {
    let story = Story::begin().then(&decline(), &director("a"));
    let message = story
        .message(Notice::StatusUpdate, &Actor::Employer)
        .clone();
    let mail = |story: &Story| {
        let mail = mail_of(&message, &story.case);
        parsed(&mail).0
    };
    let early = mail(&story);
    assert_eq!(mail(&story.wait(4)), early);
}

/// The rows of the privacy page's table, by whom they are about.
fn table() -> Vec<Vec<&'static str>> {
    let page = include_str!("../../../../../content/privacy.md");
    let (_, rest) = page.split_once("|---|---|---|---|\n").unwrap();
    let rows = rest.lines().take_while(|line| line.starts_with('|'));
    let cells = |line: &'static str| line.trim_matches('|').split('|').map(str::trim).collect();
    rows.map(cells).collect()
}

/// What a letter carries: its texts and files, without whom it is addressed to.
fn carried(mail: &Mail) -> String {
    let files = mail.attachments.iter();
    let files = files.filter(|file| file.media_type == "application/json");
    let files = files.map(|file| String::from_utf8_lossy(&file.bytes).into_owned());
    let text = [mail.text.clone(), mail.html.clone()]
        .into_iter()
        .chain(files);
    text.map(|text| text.split_whitespace().collect::<String>())
        .collect()
}

fn partner() -> Actor {
    Actor::parse("partner-tonari").unwrap()
}

fn hand_over() -> Command {
    let to = "tonari".to_owned();
    Command::HandOver { to }
}

fn give_consent() -> Command {
    let to = "tonari".to_owned();
    Command::GiveConsent { to }
}

/// Every letter of a case in which everything happens, by who gets it.
fn letters() -> Vec<(Actor, String)> {
    let mut submission = submission();
    submission.contact.phone = PhoneNumber::parse("090-1234-5678").ok();
    let story = || Story::of(submission.clone());
    let declined = Command::PartnerDecline {
        reason: "いまは人がいません".to_owned(),
    };
    let handed = || {
        let asked = story().then(&hand_over(), &director("a"));
        asked.then(&give_consent(), &Actor::Employer)
    };
    let stories = [
        story().then(&decline(), &director("a")).wait(4),
        story().then(&ask(), &director("a")),
        story()
            .then(&ask(), &director("a"))
            .then(&answer(), &Actor::Employer),
        handed(),
        handed().then(&declined, &partner()),
        handed().then(&Command::Accept, &director("a")),
    ];
    let placements = stories.iter().flat_map(|story| {
        story.messages.iter().filter_map(|message| {
            let news = News::read(message, &story.case, &Content::embedded().programme).ok()?;
            let mail = town().compose(message, Facts::Placement(Box::new(news)));
            let Topic::Placement { to, .. } = &message.topic else {
                return None;
            };
            Some((to.clone(), carried(&mail.unwrap())))
        })
    });
    let begun = Story::of(submission.clone());
    let messages = begun.case.submission().messages();
    let first = messages.into_iter().map(|message| {
        let Topic::Placement { to, .. } = &message.topic else {
            panic!("about something else: {message:?}")
        };
        let mail = town().compose(&message, sent(&message, begun.case.submission()));
        (to.clone(), carried(&mail.unwrap()))
    });
    placements
        .collect::<Vec<_>>()
        .into_iter()
        .chain(first)
        .collect()
}

#[test]
fn the_privacy_page_tells_what_letters_really_carry() {
    let letters = letters();
    let of = |is: fn(&Actor) -> bool| -> Vec<&str> {
        let theirs = letters.iter().filter(|(to, _)| is(to));
        theirs.map(|(_, text)| text.as_str()).collect()
    };
    let readers = [
        of(|to| to.group().is_some()),
        of(|to| *to == Actor::Office),
        of(|to| *to == partner()),
        of(|to| *to == Actor::Employer),
    ];
    let contact = ["090-1234-5678", "inn@example.jp"];
    let (business, person) = ("見本旅館髙﨑", "髙橋見本");
    let work = [
        "予約サイトに来た予約を",
        "1か月に約120件",
        "お客さまへの電話と",
    ];
    for (row, letters) in table().iter().zip(readers) {
        assert!(!letters.is_empty(), "{}", row[0]);
        let has = |word: &str| letters.iter().any(|letter| letter.contains(word));
        let parts = work.iter().filter(|part| has(part)).count();
        let told = match parts {
            3 => "あり",
            0 => "なし",
            _ => "一部",
        };
        assert_eq!(row[1], told, "{}", row[0]);
        let told = match (has(business), has(person)) {
            (true, true) => "あり",
            (false, false) => "なし",
            _ => "一部",
        };
        assert_eq!(row[2], told, "{}", row[0]);
        let told = match contact.iter().filter(|part| has(part)).count() {
            2 => "あり",
            0 => "なし",
            _ => "一部",
        };
        assert_eq!(row[3], told, "{}", row[0]);
    }
    assert_eq!(table().len(), 4);
}

#[test]
fn lost_work_is_told_to_the_stand_in_and_to_the_office_with_the_way_to_decide() {
    let answered = Story::begin()
        .then(&ask(), &director("a"))
        .then(&answer(), &Actor::Employer);
    let lost = answered.message(Notice::Answer, &director("a"));
    let [instead, told] = &follow_ups(lost, 1, "smtp-550", answered.now)[..] else {
        panic!("two messages")
    };
    let mail = mail_of(instead, &answered.case);
    assert_eq!(mail.to.email.to_string(), "deputy-a@example.jp");
    let (first, rest) = mail.text.split_once("受付番号").unwrap();
    insta::assert_snapshot!("instead", first);
    assert!(rest.contains("月に40件（8月は90件）"), "with the answer");
    let opened = LinkPage::Decide.read(&town().keys, token(&mail, LinkPage::Decide));
    let Link::Decide { by, .. } = opened.unwrap().link else {
        panic!("a page to decide on")
    };
    assert!(answered.case.placement(1).unwrap().may_decide(&by));

    let submission = answered.case.submission();
    let notice = |told: &Message| {
        let lost = Facts::Lost(Some(Box::new(submission.clone())));
        let mail = town().compose(told, lost).unwrap();
        assert_eq!(mail.to.email.to_string(), "office@example.jp");
        token(&mail, LinkPage::Decide);
        mail.text
    };
    insta::assert_snapshot!("instead_office", notice(told));
    let [told] = &follow_ups(instead, 1, "smtp-550", answered.now)[..] else {
        panic!("one message")
    };
    let text = notice(told);
    assert!(
        text.contains("担当者にも副担当にも届いていません"),
        "{text}"
    );
}

/// The clock writes to whatever address was typed; nothing typed beside it goes along before somebody of the
/// town has seen the inventory.
#[test]
fn what_the_clock_says_repeats_no_strangers_words() {
    let mut lure = submission();
    lure.contact.person = "【重要】料金が未払いです".into();
    for routed in &mut lure.specs {
        routed.spec.title = "https://evil.example/ を開く".into();
    }
    let told = Story::of(lure.clone()).wait(4);
    let mail = told.mail(Notice::StatusUpdate, &Actor::Employer);
    let (bytes, parsed) = parsed(&mail);
    let (subject, to) = (
        parsed.subject().unwrap_or_default(),
        format!("{:?}", parsed.to()),
    );
    for place in [
        &mail.text,
        &mail.html,
        subject,
        &to,
        &String::from_utf8_lossy(&bytes),
    ] {
        assert!(
            !place.contains("未払い") && !place.contains("evil.example"),
            "{place}"
        );
    }
    // Once a director has read it, the mail names the work and greets by name.
    let director = Actor::Director {
        group: "a".to_owned(),
    };
    let accepted = Story::of(submission()).then(&Command::Accept, &director);
    let mail = accepted.mail(Notice::StatusUpdate, &Actor::Employer);
    let person = &submission().contact.person;
    assert!(
        mail.text.starts_with(&format!("{person} 様")),
        "{}",
        mail.text
    );
}
