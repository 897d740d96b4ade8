//! What follows when a real mail server refuses a recipient.

use super::*;

impl Office {
    /// Delivers until nothing is left, and tells who got a mail with which subject.
    async fn settle(&self) -> Vec<(String, String)> {
        while self.stream().await.tally != Tally::default() {}
        let line = |bytes: &Vec<u8>| {
            let mail = MessageParser::default().parse(bytes).unwrap();
            let to = mail.to().unwrap().first().unwrap().address().unwrap();
            (to.to_owned(), mail.subject().unwrap().to_owned())
        };
        self.server.taken().iter().map(line).collect()
    }

    pub(super) async fn with_all() -> Office {
        let office = Office::open().await;
        let submission = submission();
        let all = submission.messages();
        office.submit(&submission, &all).await;
        office
    }
}

fn told<'a>(mails: &'a [(String, String)], to: &str) -> Vec<&'a str> {
    let to = mails.iter().filter(|(address, _)| address == to);
    to.map(|(_, subject)| subject.as_str()).collect()
}

#[tokio::test]
async fn a_director_who_is_refused_is_replaced_by_the_deputy() {
    let office = Office::with_all().await;
    office
        .server
        .set(MailServerMood::RefusingSome(&["director-a@example.jp"]));
    let mails = office.settle().await;
    assert_eq!(told(&mails, "director-a@example.jp"), [""; 0]);
    let [sheet] = told(&mails, "deputy-a@example.jp")[..] else {
        panic!("{mails:?}")
    };
    assert!(sheet.contains("仕事のたのみ方シート"), "{sheet}");
    let subjects = told(&mails, "office@example.jp");
    assert_eq!(subjects.len(), 2, "{subjects:?}");
    let lost = subjects.iter().find(|s| s.contains("届きませんでした"));
    assert!(lost.unwrap().contains("K7M3-FXWP"), "{subjects:?}");
}

#[tokio::test]
async fn when_the_deputy_is_refused_too_the_office_gets_the_whole_sheet() {
    let office = Office::with_all().await;
    let both = &["director-a@example.jp", "deputy-a@example.jp"];
    office.server.set(MailServerMood::RefusingSome(both));
    office.settle().await;
    let taken = office.server.taken();
    let mails = taken
        .iter()
        .map(|b| MessageParser::default().parse(b).unwrap());
    let notices: Vec<_> = mails
        .filter(|mail| mail.subject().unwrap().contains("届きませんでした"))
        .collect();
    assert_eq!(notices.len(), 2);
    let whole = notices.iter().filter(|mail| mail.attachment_count() == 2);
    let [whole] = &whole.collect::<Vec<_>>()[..] else {
        panic!("one with the sheet")
    };
    let text = whole.body_text(0).unwrap();
    for part in [
        "k7m3fxwp-0-offer-a-instead",
        "髙﨑様の予約台帳",
        "見本旅館",
        "0267-00-0000",
    ] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
}

#[tokio::test]
async fn an_office_that_is_refused_is_told_through_a_director() {
    let office = Office::with_all().await;
    office
        .server
        .set(MailServerMood::RefusingSome(&["office@example.jp"]));
    let mails = office.settle().await;
    let subjects = told(&mails, "director-a@example.jp");
    let lost = subjects.iter().filter(|s| s.contains("届きませんでした"));
    assert_eq!(lost.count(), 1, "{subjects:?}");
    let letters = office.embedded.store().dead_letters().await.unwrap();
    assert_eq!(letters.len(), 1, "the office's copy alone");
}

#[tokio::test]
async fn a_receipt_that_is_refused_makes_the_office_phone_the_employer() {
    let office = Office::with_all().await;
    office
        .server
        .set(MailServerMood::RefusingSome(&["employer@example.jp"]));
    office.settle().await;
    let taken = office.server.taken();
    let texts = taken.iter().map(|bytes| {
        let mail = MessageParser::default().parse(bytes).unwrap();
        mail.body_text(0).unwrap().into_owned()
    });
    let notice = texts
        .into_iter()
        .find(|text| text.contains("-lost-") || text.contains("resend"));
    let notice = notice.expect("the office is told");
    for part in [
        "K7M3-FXWP",
        "0267-00-0000",
        "kiridashi resend k7m3fxwp-0-receipt-employer",
        "smtp-550",
    ] {
        assert!(notice.contains(part), "{part} in\n{notice}");
    }
}

#[tokio::test]
async fn nobody_reachable_ends_quietly_with_everything_kept() {
    let office = Office::with_all().await;
    office.server.set(MailServerMood::Refusing);
    assert_eq!(office.settle().await, []);
    let letters = office.embedded.store().dead_letters().await.unwrap();
    // Director, office, employer, deputy, and one notice of each.
    assert_eq!(letters.len(), 8);
    office.server.set(MailServerMood::Kind);
    let store = office.embedded.store();
    for letter in &letters {
        assert!(store.revive(&letter.message.id, noon()).await.unwrap());
    }
    assert_eq!(office.sweep().await.delivered, 8);
}
