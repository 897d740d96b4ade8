//! What the office and the deputy read when a mail could not be delivered.

use super::*;
use messages::SeminarNotice;
use messages::delivery::follow_ups;

fn at() -> Timestamp {
    "2026-11-24T03:00:00Z".parse().unwrap()
}

/// What follows when the message of this id is given up, and what follows from that.
fn follow(id: &str, reason: &str) -> Vec<Message> {
    let all = submission().messages();
    let lost = all.iter().find(|message| message.id == id).unwrap();
    follow_ups(lost, 1, reason, at())
}

fn lost_of(submission: &Submission) -> Facts {
    Facts::Lost(Some(Box::new(submission.clone())))
}

fn notice(message: &Message) -> Mail {
    town().compose(message, lost_of(&submission())).unwrap()
}

fn within_76_columns(mail: &Mail) {
    for line in mail.text.lines().filter(|line| !line.contains("://")) {
        let wide = unicode_width::UnicodeWidthStr::width_cjk(line);
        assert!(wide <= 76, "{line}");
    }
}

fn to(mail: &Mail) -> String {
    mail.to.email.to_string()
}

#[test]
fn the_office_reads_what_was_lost_why_and_what_to_do() {
    let [deputy, lost] = &follow("k7m3fxwp-0-offer-a", "smtp-550")[..] else {
        panic!("two messages")
    };
    let mail = notice(lost);
    assert_eq!(to(&mail), "office@example.jp");
    assert_eq!(mail.attachments.len(), 0);
    within_76_columns(&mail);
    insta::assert_snapshot!("undelivered", shown(&mail));
    insta::assert_snapshot!("undelivered_html", mail.html);
    let submission = submission();
    let sheet = town().compose(deputy, sent(deputy, &submission)).unwrap();
    assert_eq!(to(&sheet), "deputy-a@example.jp");
    assert_eq!(sheet.attachments.len(), 2);
    let first: Vec<_> = sheet.text.lines().take(6).collect();
    insta::assert_snapshot!("deputy", first.join("\n"));
}

#[test]
fn a_sheet_that_nobody_got_comes_with_the_notice() {
    let [deputy, _] = &follow("k7m3fxwp-0-offer-a", "smtp-550")[..] else {
        panic!("two messages")
    };
    let [lost] = &follow_ups(deputy, 1, "bounce-5.1.1", at())[..] else {
        panic!("the notice alone")
    };
    let mail = notice(lost);
    within_76_columns(&mail);
    assert_eq!(mail.attachments.len(), 2, "the PDF and one sheet's JSON");
    assert_eq!(mail.reply_to.unwrap().email.to_string(), "inn@example.jp");
    let flat: String = mail.text.split_whitespace().collect();
    let submission = submission();
    for field in &submission.specs[0].spec.fields {
        let value: String = field.value.split_whitespace().collect();
        assert!(flat.contains(&value), "{value}");
    }
    assert!(!mail.text.contains("SNSの投稿づくり"), "another group's");
    let head: Vec<_> = mail.text.lines().take(30).collect();
    insta::assert_snapshot!("undelivered_with_sheet", head.join("\n"));
}

#[test]
fn a_receipt_that_failed_says_whom_to_phone_and_when() {
    let [lost] = &follow("k7m3fxwp-0-receipt-employer", "complaint")[..] else {
        panic!("the notice alone")
    };
    let mail = notice(lost);
    within_76_columns(&mail);
    insta::assert_snapshot!("undelivered_receipt", mail.text);
    let mut silent = submission();
    silent.contact.phone = None;
    let mail = town().compose(lost, lost_of(&silent)).unwrap();
    assert!(mail.text.contains("電話番号は書かれていません"));
}

#[test]
fn an_office_out_of_reach_is_told_through_the_operator_or_a_director() {
    let [lost] = &follow("k7m3fxwp-0-copy-office", "smtp-550")[..] else {
        panic!("the notice alone")
    };
    let mail = notice(lost);
    assert_eq!(to(&mail), "director-a@example.jp");
    assert_eq!(mail.attachments.len(), 0, "the directors have the sheets");
    let mut town = Town::new();
    town.content.programme.operator.mail = "operator@example.jp".into();
    let mut unrouted = submission();
    unrouted.specs[1].holder = Holder::Office;
    let mail = town.compose(lost, lost_of(&unrouted)).unwrap();
    assert_eq!(to(&mail), "operator@example.jp");
    assert_eq!(mail.attachments.len(), 2, "the one that nobody has");
}

#[test]
fn messages_without_a_submission_are_told_too() {
    let message = Message {
        id: "r1-confirmed".into(),
        topic: Topic::Seminar {
            seminar: "2027-01-20-hajimete".into(),
            registration: "r1".into(),
            notice: SeminarNotice::Confirmed,
        },
        created_at: at(),
    };
    let [lost] = &follow_ups(&message, 1, "timeout", at())[..] else {
        panic!("the notice alone")
    };
    let mail = town().compose(lost, Facts::Lost(None)).unwrap();
    within_76_columns(&mail);
    assert!(
        mail.text
            .contains("セミナー（2027-01-20-hajimete）の知らせ")
    );
    assert!(mail.text.contains("kiridashi resend r1-confirmed"));
}

#[test]
fn bounces_go_where_the_programme_says() {
    let mut town = Town::new();
    let envelope = |town: &Town| {
        let mail = town.mails(&submission()).pop().unwrap();
        let message = mail.message().unwrap();
        message.envelope().from().unwrap().to_string()
    };
    assert_eq!(envelope(&town), "noreply@example.jp");
    town.content.programme.sender.bounces = Some("bounces@example.jp".into());
    assert_eq!(envelope(&town), "bounces@example.jp");
}

#[test]
fn a_message_id_leads_back_to_its_message() {
    for id in [
        "<k7m3fxwp-0-offer-a@example.jp>",
        " k7m3fxwp-0-offer-a@example.jp",
    ] {
        assert_eq!(
            message_of(id).as_deref(),
            Some("k7m3fxwp-0-offer-a"),
            "{id}"
        );
    }
    for id in [
        "",
        "k7m3fxwp",
        "<@example.jp>",
        "<01060@email.amazonses.com>",
    ] {
        assert_eq!(message_of(id), None, "{id}");
    }
}
