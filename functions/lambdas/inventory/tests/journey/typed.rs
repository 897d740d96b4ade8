//! What people type and paste, with letters in it that cannot be seen or look like others.

use axum::http::StatusCode;
use jiff::civil::date;
use submissions::Submission;

use crate::journeys::{Employer, INN, draft, walk};
use testkit::browser::Browser;
use testkit::site::Site;

const CONTACT: Employer = Employer {
    contact: &[("business", "見本商店"), ("person", "見本 花子")],
    ..INN
};

/// The contact page, filled in with this in one field and sent.
async fn contact_with(field: &str, typed: &str) -> (Site, Browser) {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &CONTACT, "contact").await;
    let form = CONTACT
        .contact
        .iter()
        .fold(browser.page.form(), |form, (name, value)| {
            form.set(name, value)
        });
    let form = form.tick("consent", "yes").set(field, typed);
    browser.submit(form).await;
    (site, browser)
}

#[tokio::test]
async fn a_phone_number_is_taken_however_it_was_copied() {
    for (typed, wanted) in [
        ("\u{202D}090-0000-5678\u{202C}", "090-0000-5678"),
        ("\u{2068}090-0000-5678\u{2069}", "090-0000-5678"),
        ("\u{200E}0267-00-0000", "0267-00-0000"),
        ("090-0000-5678\u{FE0E}", "090-0000-5678"),
        ("tel:+81-90-0000-5678", "090-0000-5678"),
        ("電話：０２６７〔００〕００００。", "0267-00-0000"),
    ] {
        let (_site, browser) = contact_with("phone", typed).await;
        let words = browser.page.words();
        assert_eq!(browser.page.path, "/inventory/send", "{typed:?}: {words}");
        assert!(words.contains(wanted), "{typed:?}: {words}");
        assert!(
            !browser
                .page
                .html()
                .contains(['\u{202D}', '\u{2068}', '\u{200E}', '\u{FE0E}'])
        );
    }
}

#[tokio::test]
async fn a_mail_address_is_taken_however_it_was_copied() {
    for typed in [
        "\u{200B}mihon@example.jp",
        "mi\u{200B}hon@example.jp",
        "mailto:mihon@example.jp",
        "mihon@example。jp",
        "mihon@example.jp。",
        "見本 花子 <mihon@example.jp>",
        "メール：ｍｉｈｏｎ＠ｅｘａｍｐｌｅ．ｊｐ",
    ] {
        let (site, browser) = contact_with("mail", typed).await;
        let words = browser.page.words();
        assert_eq!(browser.page.path, "/inventory/send", "{typed:?}: {words}");
        let contact = draft(&site, &browser).await.answers.contact.unwrap();
        assert_eq!(
            contact.mail.unwrap().as_str(),
            "mihon@example.jp",
            "{typed:?}"
        );
    }
}

#[tokio::test]
async fn what_cannot_be_an_address_or_a_number_is_refused_with_what_to_change() {
    for (field, typed, told) in [
        ("mail", "mihon@example.jp, jiro@example.jp", "1つだけ"),
        ("mail", "mihon.example.jp", "@"),
        ("mail", "髙@example.jp", "「髙」"),
        ("mail", "mi hon@example.jp", "空白"),
        ("phone", "56-2311", "市外局番"),
        ("phone", "0267-00-0000 または 090-0000-5678", "1つだけ"),
        ("phone", "0267-00-000", "9けた"),
        ("phone", "+1 212 555 0100", "日本"),
    ] {
        let (_site, browser) = contact_with(field, typed).await;
        assert_eq!(
            browser.page.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{typed}"
        );
        assert_eq!(browser.page.errors()[0], field);
        let words = browser.page.words();
        assert!(words.contains(told), "{typed}: {words}");
        assert_eq!(browser.page.form().values(field), [typed]);
    }
}

#[tokio::test]
async fn a_day_is_read_as_an_office_writes_it() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "spec/inn01").await;
    for typed in [
        "令和 8年12月1日",
        "令和８年１２月　１日",
        "2026年12月 1日",
        "2026 年 12 月 1 日",
        "2026.12.1",
        "R8.12.1",
        "令和八年十二月一日（火）",
        "12月1日",
    ] {
        browser.open("/inventory/spec/inn01").await;
        let day = [("work_reason", "担当者と相談"), ("work_planned", typed)];
        browser.answer(&day).await;
        assert_eq!(
            browser.page.status,
            StatusCode::OK,
            "{typed}: {}",
            browser.page.words()
        );
        assert_ne!(browser.page.path, "/inventory/spec/inn01", "{typed}");
        let answers = draft(&site, &browser).await.answers;
        let edits = &answers.edits.values().next().unwrap().fields;
        let wanted = answers::FieldEdit::Undecided {
            reason: "担当者と相談".into(),
            planned: date(2026, 12, 1),
        };
        assert_eq!(edits["work"], wanted, "{typed}");
    }
    for (typed, told) in [
        ("令和8年12月1日（水）", "（火）"),
        ("2027年2月29日", "ありません"),
        ("令和8年11月1日", "今日から後"),
        ("来週", "2026-12-01 のように"),
    ] {
        browser.open("/inventory/spec/inn01").await;
        let day = [("work_reason", "担当者と相談"), ("work_planned", typed)];
        browser.answer(&day).await;
        assert_eq!(
            browser.page.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{typed}"
        );
        let words = browser.page.words();
        assert!(words.contains(told), "{typed}: {words}");
    }
}

/// What is typed on the three pages about the own task.
const PAGES_OF_PASTES: [&[(&str, &str)]; 3] = [
    &[
        ("what", "\u{2F92}積書を写す"),
        ("tag", "data_entry"),
        ("procedure", "note"),
        ("done", "clear"),
        ("done_text", "\u{2F92}積書を\u{2FA6}曜\u{2F47}までに"),
        ("judgement", "rules"),
        ("material", "data"),
    ],
    &[
        ("stop", "no"),
        ("period", "week"),
        ("times", "1"),
        ("minutes", "100"),
        ("who", "several"),
        ("slack", "week"),
    ],
    &[("secrecy", "s0"), ("reserved", "none")],
];

/// Sends the inventory of somebody who pastes.
async fn pasted() -> (Submission, String) {
    const PASTES: Employer = Employer {
        industry: "inn",
        tasks: &["inn01"],
        own: "",
        unsure: false,
        contact: &[
            (
                "business",
                "カ\u{3099}ーテ\u{3099}ン花 \u{FA19}社\u{FA1B}\u{FA67}",
            ),
            ("person", "ハ\u{309A}ク 見本"),
            ("mail", "mihon@example.jp"),
        ],
    };
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &PASTES, "pick").await;
    let form = browser.page.form().clear("picks");
    let form = form.set("own1", "\u{2F47}報の\u{2F0A}\u{2F12}");
    browser.submit(form).await;
    for answers in PAGES_OF_PASTES {
        browser.answer(answers).await;
    }
    walk(&mut browser, &PASTES, "spec/own1").await;
    let form = browser.page.form();
    let form = form.set(
        "handover",
        "カ\u{3099}ーテ\u{3099}ンの鍵、ｶﾞｰﾃﾞﾝ、銀行\u{2F1D}座、\u{2EA0}家",
    );
    browser.submit(form).await;
    walk(&mut browser, &PASTES, "check").await;
    browser.fetch("/inventory/draft.pdf").await;
    let paper = paper(&browser.page.body);
    browser.open("/inventory/check").await;
    walk(&mut browser, &PASTES, "send").await;
    browser.answer(&[]).await;
    let reference = draft(&site, &browser).await.submitted.unwrap();
    let found = site.state.store.submission(&reference).await.unwrap();
    (found.unwrap().0, paper)
}

/// The words on the paper, as poppler finds them, without blanks.
fn paper(pdf: &[u8]) -> String {
    let text = testkit::pdf::text(pdf, "-raw");
    text.split_whitespace().collect()
}

#[tokio::test]
async fn what_was_pasted_is_sent_and_printed_in_the_letters_it_shows() {
    let (submission, paper) = pasted().await;
    let json = serde_json::to_string(&submission).unwrap();
    for wanted in [
        "日報の入力",
        "見積書を金曜日までに",
        "ガーデンの鍵、ｶﾞｰﾃﾞﾝ、銀行口座、民家",
    ] {
        assert!(json.contains(wanted), "{wanted}: {json}");
        assert!(paper.contains(wanted), "{wanted}: {paper}");
    }
    assert!(
        json.contains("ガーデン花 \u{FA19}社\u{FA1B}\u{FA67}"),
        "{json}"
    );
    assert!(json.contains("パク 見本"), "{json}");
    let odd = |c: char| matches!(c, '\u{3099}' | '\u{309A}' | '\u{2E80}'..='\u{2FDF}' | '〓');
    assert!(!json.contains(odd) && !paper.contains(odd));
}

#[tokio::test]
async fn a_carrier_address_that_mail_refuses_is_taken_with_a_phone_beside_it() {
    for typed in [
        "mihon..inn@docomo.ne.jp",
        ".mihon@ezweb.ne.jp",
        "mihon.@docomo.ne.jp",
    ] {
        let (site, mut browser) = contact_with("mail", typed).await;
        assert_eq!(
            browser.page.errors(),
            ["mail"],
            "alone it is refused: {typed}"
        );
        browser.answer(&[("phone", "090-0000-5678")]).await;
        let words = browser.page.words();
        assert_eq!(browser.page.path, "/inventory/send", "{typed}: {words}");
        assert!(
            words.contains("電話で連絡します") && words.contains(typed),
            "{words}"
        );
        let contact = draft(&site, &browser).await.answers.contact.unwrap();
        assert_eq!(contact.mail, None);
        assert_eq!(contact.unmailable.as_deref(), Some(typed));
        let form = browser.open("/inventory/contact").await.form();
        assert_eq!(form.values("mail"), [typed], "nothing typed is lost");
    }
}

#[tokio::test]
async fn a_slip_in_a_mail_address_is_asked_about_and_may_stay() {
    let (site, mut browser) = contact_with("mail", "mihon@gmail.con").await;
    let words = browser.page.words();
    assert_eq!(browser.page.path, "/inventory/send", "{words}");
    assert!(words.contains("「gmail.com」ではありませんか"), "{words}");
    browser.answer(&[]).await;
    assert_eq!(browser.page.path, "/inventory/sent");
    let contact = draft(&site, &browser).await.answers.contact.unwrap();
    assert_eq!(contact.mail.unwrap().as_str(), "mihon@gmail.con");
    let (_site, browser) = contact_with("mail", "mihon@example.jp").await;
    assert!(!browser.page.words().contains("ではありませんか"));
}

#[tokio::test]
async fn mail_and_phone_say_that_one_of_them_is_enough() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &CONTACT, "contact").await;
    let words = browser.page.words();
    assert_eq!(words.matches("（どちらか1つ）").count(), 2, "{words}");
}
