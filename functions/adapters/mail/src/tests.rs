//! Reads the produced mails back with an independent parser.

mod agreement;
mod guest;
mod money;
mod order;
mod placement;
mod undelivered;

use std::sync::LazyLock;

use answers::{Answers, Pick};
use base::contact::{Contact, EmailAddress, PhoneNumber};
use base::industry::Industry;
use base::people::{Actor, Holder, Notice};
use base::reference::Reference;
use base::source::DraftSource;
use base::token::{Keys, Purpose};
use jiff::Timestamp;
use job_spec::JobSpec;
use mail_parser::{MessageParser, MimeHeaders};
use messages::{LinkRequest, Message, Topic};
use placements::{Case, News};
use submissions::route::RoutingChoice;
use submissions::{RoutedSpec, Submission};
use town::Content;
use view::{Folder, SiteSettings, Views};

use super::*;

/// Compiled once: templates and fonts are slow to load without optimisation.
fn town() -> &'static Town {
    static TOWN: LazyLock<Town> = LazyLock::new(Town::new);
    &TOWN
}

/// The mails of [`submission`], printed once.
fn mails() -> &'static [Mail] {
    static MAILS: LazyLock<Vec<Mail>> = LazyLock::new(|| town().mails(&submission()));
    &MAILS
}

struct Town {
    content: Content,
    keys: Keys,
    views: Views,
}

impl Town {
    fn new() -> Town {
        let site = SiteSettings {
            base_url: BASE.to_owned(),
        };
        Town {
            content: Content::embedded(),
            keys: testkit::sample::keys(),
            views: Views::embedded(Folder::ALL, site).unwrap(),
        }
    }

    fn compose(&self, message: &Message, facts: Facts) -> Result<Mail, ComposeError> {
        compose(message, &facts, &self.context())
    }

    fn context(&self) -> Context<'_> {
        Context {
            content: &self.content,
            keys: &self.keys,
            base_url: BASE,
            views: &self.views,
        }
    }

    fn mails(&self, submission: &Submission) -> Vec<Mail> {
        submission
            .messages()
            .iter()
            .map(|message| self.compose(message, sent(message, submission)).unwrap())
            .collect()
    }
}

/// What a message tells right after a submission was sent.
fn sent(message: &Message, submission: &Submission) -> Facts {
    let case = Case::new(submission.clone(), Vec::new(), 0);
    Facts::Placement(Box::new(
        News::read(message, &case, &Content::embedded().programme).unwrap(),
    ))
}

const BASE: &str = "https://kiridashi.example.jp";

fn spec(reference: &str, title: &str) -> JobSpec {
    let mut spec = testkit::sample::spec();
    spec.reference = Some(reference.to_owned());
    spec.title = title.to_owned();
    spec
}

fn group(id: &str) -> Holder {
    Holder::Group {
        group: id.to_owned(),
    }
}

fn submission() -> Submission {
    Submission {
        reference: Reference::parse("K7M3-FXWP").unwrap(),
        sent_at: "2026-11-24T01:23:45Z".parse().unwrap(),
        contact: Contact {
            business: "見本旅館 髙﨑".into(),
            person: "髙橋 見本".into(),
            mail: EmailAddress::parse("inn@example.jp").ok(),
            phone: PhoneNumber::parse("0267-00-0000").ok(),
            reach: Some("平日の14時から16時\n電話がつながりやすいです".into()),
            consent: true,
            share_with: Vec::new(),
            unmailable: None,
        },
        specs: vec![
            RoutedSpec {
                spec: spec("K7M3-FXWP-1", "予約台帳への入力"),
                holder: group("a"),
                why: RoutingChoice::default(),
            },
            RoutedSpec {
                spec: spec("K7M3-FXWP-2", "SNSの投稿づくり"),
                holder: group("b"),
                why: RoutingChoice::default(),
            },
        ],
        answer_by: jiff::civil::date(2026, 11, 26),
        assisted: None,
        source: None,
        origin: None,
    }
}

fn resume() -> (Message, Timestamp) {
    let message = Message {
        id: "resume-x1".into(),
        topic: Topic::Link(LinkRequest::Draft {
            draft: "d1".into(),
            to: EmailAddress::parse("inn@example.jp").unwrap(),
        }),
        created_at: "2026-11-24T01:23:45Z".parse().unwrap(),
    };
    (message, "2026-12-24T01:23:45Z".parse().unwrap())
}

fn parsed(mail: &Mail) -> (Vec<u8>, mail_parser::Message<'static>) {
    let bytes = mail.message().unwrap().formatted();
    let message = MessageParser::default().parse(&bytes).unwrap().into_owned();
    (bytes, message)
}

/// Everything variable but nothing random, so that a changed word shows in review.
fn shown(mail: &Mail) -> String {
    let (bytes, message) = parsed(mail);
    let text = String::from_utf8(bytes).unwrap();
    let (head, _) = text.split_once("\r\n\r\n").unwrap();
    let files: Vec<_> = message
        .attachments()
        .map(|part| part.attachment_name().unwrap_or_default().to_owned())
        .collect();
    format!(
        "{}\n\n{}\n\nfiles: {files:#?}\n\n{}",
        head.replace("\r\n", "\n"),
        message.subject().unwrap(),
        message.body_text(0).unwrap().replace("\r\n", "\n"),
    )
}

#[test]
fn an_employer_reads_in_the_receipt_who_wrote_for_them_and_to_what_they_agreed() {
    let helped = Submission {
        assisted: Some(testkit::sample::assistance(testkit::sample::friday())),
        ..submission()
    };
    for (submission, told) in [(helped, true), (submission(), false)] {
        let mails = town().mails(&submission);
        let words: String = shown(&mails[3]).lines().map(str::trim).collect();
        for said in [
            "見本 窓口（窓口）が手伝って書きました",
            "「この内容で届けてよいです。」",
        ] {
            assert_eq!(words.contains(said), told, "{words}");
        }
    }
}

#[test]
fn mails_read_as_written_here() {
    let town = town();
    let mails = mails();
    let ids: Vec<_> = mails.iter().map(|mail| mail.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "k7m3fxwp-0-offer-a@example.jp",
            "k7m3fxwp-0-offer-b@example.jp",
            "k7m3fxwp-0-copy-office@example.jp",
            "k7m3fxwp-0-receipt-employer@example.jp"
        ]
    );
    insta::assert_snapshot!("director", shown(&mails[0]));
    insta::assert_snapshot!("director_html", mails[0].html);
    insta::assert_snapshot!("office", shown(&mails[2]));
    insta::assert_snapshot!("receipt", shown(&mails[3]));
    insta::assert_snapshot!("receipt_html", mails[3].html);
    let (message, expires_at) = resume();
    let mail = town.compose(&message, Facts::Draft { expires_at }).unwrap();
    insta::assert_snapshot!("resume", shown(&mail));
}

#[test]
fn whoever_gets_work_of_a_company_outside_the_town_reads_that_it_is_one() {
    let mut submission = submission();
    submission.source = Some(DraftSource::Outside);
    let mails = town().mails(&submission);
    let (told, receipt) = mails.split_at(3);
    for mail in told {
        assert!(
            shown(mail).contains("見本旅館 髙﨑（町の外の企業）"),
            "{}",
            mail.id
        );
        assert!(mail.html.contains("（町の外の企業）"), "{}", mail.id);
    }
    assert!(!shown(&receipt[0]).contains("町の外の企業"));
}

#[test]
fn the_same_message_gives_the_same_bytes() {
    let town = town();
    for (first, second) in town.mails(&submission()).iter().zip(mails()) {
        assert_eq!(parsed(first).0, parsed(second).0);
    }
}

#[test]
fn text_alone_carries_the_whole_spec_within_76_columns() {
    let town = town();
    let submission = submission();
    let (_, message) = parsed(&town.mails(&submission)[2]);
    let text = message.body_text(0).unwrap();
    let flat: String = text.split_whitespace().collect();
    for line in text.lines().filter(|line| !line.starts_with("https://")) {
        assert!(
            unicode_width::UnicodeWidthStr::width_cjk(line) <= 76,
            "{line}"
        );
    }
    for routed in &submission.specs {
        for field in &routed.spec.fields {
            for part in std::iter::once(&field.label).chain([&field.value]) {
                let part: String = part.split_whitespace().collect();
                assert!(flat.contains(&part), "{part}");
            }
        }
        for item in &routed.spec.statutory {
            assert!(text.contains(&item.label), "{}", item.label);
        }
    }
    assert!(text.contains("kiridashi.example.jp/director/"));
}

/// The specs of all catalogue tasks as drafted from the catalogue alone.
fn catalogue() -> Vec<JobSpec> {
    let content = &town().content;
    let drafted = content.tasks.iter().filter_map(|row| {
        let key = row.key();
        let answers = Answers {
            industry: Some(Industry::from_code(&row.industry).unwrap_or(Industry::Other)),
            picks: vec![Pick {
                key: key.clone(),
                name: None,
            }],
            tasks: [(key.clone(), row.answers())].into(),
            chosen: Some([key.clone()].into()),
            ..Answers::default()
        };
        let today = jiff::civil::date(2026, 11, 24);
        job_spec::draft(&answers, &key, content, today)
    });
    drafted.collect()
}

#[test]
fn the_offices_copy_says_who_else_got_it_and_every_mail_how_sure_it_is() {
    let town = town();
    let read = |holders: [Holder; 2]| {
        let mut submission = submission();
        for (routed, holder) in submission.specs.iter_mut().zip(holders) {
            routed.holder = holder;
            routed.spec.verdict_label = "まず、いっしょに確かめる".into();
        }
        let mails = town.mails(&submission);
        let office = mails
            .into_iter()
            .find(|mail| mail.text.contains("事務局（見本） 様"));
        office.unwrap().text
    };
    let all = read([group("a"), group("b")]);
    assert!(all.contains("担当者には同じものを送りました"), "{all}");
    assert!(
        all.contains("たのみやすさ：まず、いっしょに確かめる"),
        "{all}"
    );
    let some = read([group("a"), Holder::Office]);
    assert!(some.contains("担当が決まっている仕事だけ"), "{some}");
    let nobody = read([Holder::Office, Holder::Office]);
    assert!(nobody.contains("事務局だけに送りました"), "{nobody}");
    assert!(!nobody.contains("控え"), "{nobody}");
}

#[test]
fn an_amount_that_nobody_knows_gives_no_pay_and_no_yen_in_any_mail() {
    let town = town();
    let mut submission = submission();
    for routed in &mut submission.specs {
        let estimate = &mut routed.spec.estimate;
        estimate.price = None;
        estimate.hours_month = None;
        estimate.share_percent = None;
        estimate.basis = town.content.texts.questionnaire.estimate_unknown().into();
    }
    for mail in town.mails(&submission) {
        for said in [&mail.text, &mail.html] {
            assert!(!said.contains("ワーカーさんにはらう目安"), "{said}");
            assert!(!said.contains("0円"), "{said}");
            let sheet = said.contains("お金の目安");
            assert!(!sheet || said.contains("まだ計算していません"), "{said}");
        }
    }
}

#[test]
fn every_catalogue_task_can_be_mailed_within_76_columns() {
    let mut submission = submission();
    submission.specs = catalogue()
        .into_iter()
        .map(|spec| RoutedSpec {
            spec,
            holder: Holder::Office,
            why: RoutingChoice::default(),
        })
        .collect();
    let town = town();
    let message = submission.messages().remove(0);
    let letter = letters::write(&message, &sent(&message, &submission), &town.context()).unwrap();
    let text = town
        .views
        .render("mail/placement/director.txt", "/", &letter.data);
    let text = text.unwrap();
    for line in fold::fold(&text)
        .lines()
        .filter(|line| !line.starts_with("https://"))
    {
        assert!(
            unicode_width::UnicodeWidthStr::width_cjk(line) <= 76,
            "{line}"
        );
    }
    assert!(text.contains("合う担当者がいないので、事務局で決めてください。"));
}

#[test]
fn first_screen_says_what_how_much_when_and_what_is_open() {
    let mails = mails();
    let screen: Vec<&str> = mails[0].text.lines().take(16).collect();
    let screen = screen.join("\n");
    for word in [
        "何を：",
        "どのくらい：",
        "いつまで：",
        "まだ決まっていないこと：",
        "K7M3-FXWP",
    ] {
        assert!(screen.contains(word), "{word}");
    }
}

#[test]
fn attachments_carry_japanese_names_in_both_notations() {
    let (bytes, message) = parsed(&mails()[2]);
    let names: Vec<_> = message
        .attachments()
        .map(|part| part.attachment_name().unwrap().to_owned())
        .collect();
    assert_eq!(
        names,
        [
            "仕事のたのみ方シート_K7M3-FXWP.pdf",
            "仕事のたのみ方シート_K7M3-FXWP-1_予約台帳への入力.json",
            "仕事のたのみ方シート_K7M3-FXWP-2_SNSの投稿づくり.json"
        ]
    );
    let wire = String::from_utf8(bytes).unwrap();
    assert_eq!(wire.matches("filename*0*=utf-8''").count(), 3);
    assert_eq!(wire.matches("name=\"=?utf-8?B?").count(), 3);
    let types: Vec<_> = message
        .attachments()
        .map(|part| {
            part.content_type()
                .unwrap()
                .attribute("name")
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(types, names, "the RFC 2047 name says the same");
    let json = message.attachment(1).unwrap().contents();
    let spec: JobSpec = serde_json::from_slice(json).unwrap();
    assert_eq!(spec, submission().specs[0].spec);
    assert!(
        message
            .attachment(0)
            .unwrap()
            .contents()
            .starts_with(b"%PDF-")
    );
}

#[test]
fn files_that_get_passed_on_name_no_employer() {
    let (_, message) = parsed(&mails()[0]);
    let json = String::from_utf8(message.attachment(1).unwrap().contents().to_vec()).unwrap();
    for secret in ["見本旅館", "inn@example.jp", "0267-00-0000 "] {
        assert!(!json.contains(secret), "{secret}");
    }
}

#[test]
fn the_director_can_answer_the_employer_and_the_employer_the_operator() {
    let town = town();
    let mails = mails();
    let reply = |mail: &Mail| {
        let (_, message) = parsed(mail);
        let address = message.reply_to().unwrap().first().unwrap().clone();
        (
            address.name.unwrap_or_default().into_owned(),
            address.address.unwrap().into_owned(),
        )
    };
    assert_eq!(
        reply(&mails[0]),
        ("髙橋 見本（見本旅館 髙﨑）".into(), "inn@example.jp".into())
    );
    assert_eq!(reply(&mails[3]).1, town.content.programme.operator.mail);
    let mut by_phone = submission();
    by_phone.contact.mail = None;
    let mails = town.mails(&by_phone);
    assert_eq!(mails.len(), 3, "no receipt without an address");
    assert_eq!(mails[0].reply_to, None);
    assert!(mails[0].text.contains("電話：0267-00-0000"));
}

#[test]
fn the_receipt_repeats_no_answer_and_carries_a_genuine_link() {
    let town = town();
    let submission = submission();
    let mail = town.mails(&submission).pop().unwrap();
    for body in [&mail.text, &mail.html] {
        for answer in ["予約", "SNS", "台帳", "見本旅館"] {
            assert!(!body.contains(answer), "{answer}");
        }
    }
    assert!(mail.attachments.is_empty());
    assert!(mail.text.contains(&submission.reference.spoken()));
    let token = mail.text.split("/inventory/status?t=").nth(1).unwrap();
    let token = token.split_whitespace().next().unwrap();
    let subject = town.keys.verify(Purpose::Status, token, submission.sent_at);
    assert_eq!(subject.as_deref(), Ok("K7M3-FXWP"));
}

#[test]
fn the_receipt_carries_no_link_of_a_strangers() {
    let town = town();
    for person in [
        "https://evil.example/ 当選",
        "www.evil.example",
        "evil.jp",
        "a@evil.jp",
        "【重要】evil への支払いがまだです",
    ] {
        let mut submission = submission();
        submission.contact.person = person.into();
        let mail = town.mails(&submission).pop().unwrap();
        assert!(mail.text.starts_with("ご担当者 様"), "{}", mail.text);
        assert!(!mail.text.contains("evil") && !mail.html.contains("evil"));
    }
}

#[test]
fn the_resume_link_opens_that_draft_until_it_expires() {
    let town = town();
    let (message, expires_at) = resume();
    let mail = town.compose(&message, Facts::Draft { expires_at }).unwrap();
    let token = mail.text.split("/inventory/continue?t=").nth(1).unwrap();
    let token = token.split_whitespace().next().unwrap();
    let subject = town.keys.verify(Purpose::Resume, token, message.created_at);
    assert_eq!(subject.as_deref(), Ok("d1"));
    assert!(
        town.keys
            .verify(Purpose::Resume, token, expires_at)
            .is_err()
    );
}

#[test]
fn no_field_can_add_a_header_or_a_recipient() {
    let evil = "x\r\nBcc: victim@example.jp\r\nX-Evil: 1\r\n\r\n<script>alert(1)</script>\u{0}";
    let town = town();
    let mut submission = submission();
    submission.contact.business = evil.into();
    submission.contact.person = evil.into();
    submission.contact.reach = Some(evil.into());
    for routed in &mut submission.specs {
        routed.spec.title = evil.into();
        routed.spec.industry_label = evil.into();
        routed.spec.homework = vec![evil.into()];
        routed.spec.cautions = vec![evil.into()];
        for field in &mut routed.spec.fields {
            field.label = evil.into();
            field.value = evil.into();
        }
    }
    for mail in town.mails(&submission) {
        let (bytes, message) = parsed(&mail);
        let wire = String::from_utf8(bytes).unwrap();
        let (head, _) = wire.split_once("\r\n\r\n").unwrap();
        for line in head.lines() {
            let name = line.split(':').next().unwrap();
            assert!(
                line.starts_with([' ', '\t']) || KNOWN.contains(&name),
                "{line}"
            );
        }
        assert!(message.bcc().is_none() && message.cc().is_none());
        assert_eq!(mail.message().unwrap().envelope().to().len(), 1);
        assert!(!mail.html.contains("<script>"));
        for part in message.attachments() {
            let name = part.attachment_name().unwrap();
            assert!(!name.chars().any(char::is_control), "{name:?}");
        }
    }
}

const KNOWN: [&str; 12] = [
    "Message-ID",
    "Date",
    "From",
    "To",
    "Reply-To",
    "Subject",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "Content-Language",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
];

#[test]
fn every_line_keeps_within_the_mail_standard() {
    let town = town();
    let mut submission = submission();
    submission.contact.person = "髙".repeat(300);
    submission.specs[0].spec.title = "﨑".repeat(300);
    submission.specs[0].spec.fields[3].value = "x".repeat(5000);
    for mail in town.mails(&submission) {
        let (bytes, _) = parsed(&mail);
        assert!(bytes.is_ascii());
        for line in bytes.split(|b| *b == b'\n') {
            // 998 is the rule and 78 the wish; lettre does not fold between a name and its address.
            assert!(line.len() <= 100, "{}", String::from_utf8_lossy(line));
            assert!(line.is_empty() || line.ends_with(b"\r"), "bare line feed");
        }
    }
}

#[test]
fn rare_characters_survive_in_text_and_html() {
    let (_, message) = parsed(&mails()[0]);
    for part in [message.body_text(0).unwrap(), message.body_html(0).unwrap()] {
        let flat: String = part.split_whitespace().collect();
        assert!(flat.contains("見本旅館髙﨑") && flat.contains("髙橋様・山﨑様"));
    }
}

#[test]
fn a_message_of_another_fact_is_refused() {
    let town = town();
    let (link, expires_at) = resume();
    let submission = submission();
    let to = |code: &str| (Actor::parse(code).unwrap(), Notice::Offer);
    let at = submission.sent_at;
    let offer = |code| Message::about_placements(&submission.reference, vec![1], to(code), 0, at);
    for (message, facts) in [
        (&link, sent(&offer("a"), &submission)),
        (&offer("a"), Facts::Draft { expires_at }),
    ] {
        let refused = town.compose(message, facts);
        assert!(matches!(refused, Err(ComposeError::Mismatch)));
    }
    let mut other = submission.clone();
    other.specs[0].holder = Holder::Group {
        group: "gone".to_owned(),
    };
    let gone = offer("gone");
    let refused = town.compose(&gone, sent(&gone, &other));
    assert!(matches!(refused, Err(ComposeError::UnknownGroup)));
}

#[tokio::test]
async fn the_folder_holds_one_whole_file_a_mail_even_when_sent_twice() {
    let folder = tempfile::tempdir().unwrap();
    let transport = Transport::Folder(folder.path().join("mail"));
    let mail = &mails()[0];
    transport.send(mail).await.unwrap();
    transport.send(mail).await.unwrap();
    let files: Vec<_> = std::fs::read_dir(folder.path().join("mail"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(files.len(), 1);
    assert_eq!(
        files[0].file_name().unwrap(),
        "20261124T012345Z-k7m3fxwp-0-offer-a@example.jp.eml"
    );
    assert_eq!(std::fs::read(&files[0]).unwrap(), parsed(mail).0);
}

#[test]
fn nothing_prints_an_address() {
    let mail = &mails()[0];
    assert_eq!(
        format!("{mail:?}"),
        "Mail { id: \"k7m3fxwp-0-offer-a@example.jp\", .. }"
    );
}
