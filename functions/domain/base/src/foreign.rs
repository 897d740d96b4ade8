//! Whatever a stranger types, or changes in a link: it ends in a value that can be stored and read again, or in a refusal.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use crate::contact::{EmailAddress, EmailError, PhoneNumber};
use crate::people::Actor;
use crate::reference::Reference;
use crate::text;
use crate::time::{date_in, read_date, read_full_date, weekday_letter, written_dates};
use crate::token::{Keys, Purpose, TokenError, repair};

const TODAY: Date = date(2026, 11, 28);

/// Letters of every script and plane, with those among them that Japanese forms get and that parsers trip over.
fn typed() -> impl Strategy<Value = String> {
    let letter = prop_oneof![
        4 => any::<char>(),
        4 => prop::sample::select("カ゛ﾞ\u{3099}か・ー-〜 　\t\r\n\0\u{7F}\u{85}\u{2028}\u{200D}\u{FE0F}\u{202E}\u{3164}\u{2800}﨑𠮷㈱½㋿ﬁ👩🌾".chars().collect::<Vec<_>>()),
        2 => prop::sample::select("0123456789０１２３一二十〇.,。、/年月日元令和RH@<>()?=:+#".chars().collect::<Vec<_>>()),
    ];
    prop::collection::vec(letter, 0..40).prop_map(|letters| letters.into_iter().collect())
}

/// Pieces of addresses and numbers as people write them, in any order.
fn pieces(of: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(of), 0..12).prop_map(|pieces| pieces.concat())
}

const MAIL: &[&str] = &[
    "a",
    "sato",
    ".",
    "..",
    "+",
    "'",
    "\"",
    "@",
    "＠",
    "example",
    ".jp",
    "。jp",
    "docomo.ne.jp",
    "<",
    ">",
    " ",
    "mailto:",
    "mail",
    "=",
    "メール",
    "：",
    "?",
    "x=1",
    "、",
    "\u{200B}",
    "-",
    "!",
    "見本",
];

const PHONE: &[&str] = &[
    "0", "09", "0267", "1234", "56", "０", "-", "ー", "一", "の", "(", ")", "+81", "0081", "81",
    " ", "電話", "tel", ":", "内線", "#", "12", "ext.", "☎", "\u{FE0F}", "/",
];

const DATE: &[&str] = &[
    "令和",
    "R",
    "H",
    "8",
    "元",
    "年",
    "度",
    "の",
    "12",
    "月",
    "1",
    "31",
    "日",
    "（",
    "火",
    "）",
    "曜",
    "/",
    ".",
    "-",
    "2026",
    "1900",
    "十",
    "二〇二六",
    "今年",
    "再来年",
    "20261201",
    " ",
    "９９",
    "10000",
    "Ｓ",
];

proptest! {
    #[test]
    fn a_line_is_one_line_and_stays_as_it_is(typed in typed()) {
        let line = text::line(&typed);
        prop_assert!(!line.chars().any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')), "{line:?}");
        prop_assert!(line.is_empty() || !line.chars().all(char::is_whitespace), "{line:?}");
        prop_assert_eq!(text::line(&line), line);
    }

    #[test]
    fn lines_hold_nothing_but_letters_and_ends_and_stay_as_they_are(typed in typed()) {
        let lines = text::lines(&typed);
        prop_assert!(!lines.chars().any(|c| c != '\n' && c.is_control()), "{lines:?}");
        prop_assert!(!lines.contains("\n\n\n"), "{lines:?}");
        prop_assert_eq!(text::lines(&lines), lines);
    }

    #[test]
    fn a_number_is_one_or_none(typed in typed(), digits in "[0-9０-９]{0,300}([.．][0-9]{0,20})?") {
        for typed in [typed, digits] {
            for number in [text::number(&typed), text::amount(&typed, "分")].into_iter().flatten() {
                prop_assert!(number >= 0.0, "{typed:?}");
                prop_assert!(text::number(&text::shown(number)).is_some(), "{typed:?}");
            }
            if let Some(whole) = text::whole(&typed) {
                prop_assert_eq!(text::whole(&whole.to_string()), Some(whole));
            }
        }
    }

    #[test]
    fn a_mail_address_that_was_taken_is_read_again_as_it_is(typed in prop_oneof![typed(), pieces(MAIL)]) {
        match EmailAddress::parse(&typed) {
            Ok(mail) => {
                prop_assert!(mail.as_str().len() <= 254);
                prop_assert!(mail.as_str().bytes().all(|b| b.is_ascii_graphic() && !b"<>,;:\"\\".contains(&b)));
                prop_assert_eq!(mail.as_str().matches('@').count(), 1);
                prop_assert_eq!(mail.mailbox().matches('@').count(), 1);
                let stored = serde_json::to_string(&mail).unwrap();
                prop_assert_eq!(serde_json::from_str::<EmailAddress>(&stored).unwrap(), mail);
            }
            Err(EmailError::Letter(letter)) => prop_assert!(!letter.is_whitespace()),
            Err(_) => {}
        }
    }

    #[test]
    fn a_phone_number_that_was_taken_is_read_again_as_it_is(typed in prop_oneof![typed(), pieces(PHONE)]) {
        if let Ok(phone) = PhoneNumber::parse(&typed) {
            let digits = phone.digits();
            prop_assert!(matches!(digits.len(), 10 | 11) && digits.bytes().all(|b| b.is_ascii_digit()), "{digits}");
            let stored = serde_json::to_string(&phone).unwrap();
            prop_assert_eq!(serde_json::from_str::<PhoneNumber>(&stored).unwrap(), phone);
        }
    }

    #[test]
    fn a_date_that_was_read_is_read_again_from_how_we_show_it(typed in prop_oneof![typed(), pieces(DATE)]) {
        let _ = (date_in(&typed), written_dates(&typed));
        for day in [read_date(&typed, TODAY), read_full_date(&typed)].into_iter().flatten() {
            prop_assert!((1900..2200).contains(&day.year()), "{day}");
            let shown = crate::time::japanese(day);
            prop_assert!(shown.contains(weekday_letter(day.weekday())));
            prop_assert_eq!(read_full_date(&shown), Ok(day));
            prop_assert_eq!(read_date(&day.to_string(), TODAY), Ok(day));
        }
    }

    #[test]
    fn what_names_something_is_read_again_as_it_is_shown(typed in prop_oneof![typed(), "[3-9A-Za-z ー-]{6,12}"]) {
        if let Some(reference) = Reference::parse(&typed) {
            prop_assert_eq!(reference.as_str().len(), 9);
            prop_assert_eq!(Reference::parse(&reference.fact()), Some(reference));
        }
        if let Some(actor) = Actor::parse(&typed) {
            prop_assert_eq!(Actor::parse(&String::from(actor.clone())), Some(actor));
        }
    }

    #[test]
    fn no_token_but_ours_opens_anything(token in prop_oneof![typed(), "[a-zA-Z0-9_.-]{0,80}", "k1\\.[a-zA-Z0-9_-]{0,20}\\.-?[0-9]{1,20}\\.[a-zA-Z0-9_-]{22}"]) {
        let keys = keys();
        let repaired = repair(&token);
        prop_assert!(repaired.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)));
        for token in [&token, &repaired] {
            let read = keys.verify(Purpose::Decide, token, Timestamp::UNIX_EPOCH);
            prop_assert_eq!(read, Err(TokenError::Forged));
        }
    }

    #[test]
    fn a_token_of_ours_says_what_was_signed_and_is_never_altered_by_its_repair(subject in typed(), expires in 1..4_000_000_000_i64) {
        let keys = keys();
        let until = Timestamp::from_second(expires).unwrap();
        let token = keys.sign(Purpose::Decide, &subject, until);
        prop_assert_eq!(&repair(&token), &token);
        prop_assert_eq!(keys.verify(Purpose::Decide, &token, Timestamp::UNIX_EPOCH), Ok(subject));
        prop_assert_eq!(keys.verify(Purpose::Decide, &token, until), Err(TokenError::Expired));
    }

    #[test]
    fn keys_are_two_hundred_and_fifty_six_bits_or_refused(written in prop_oneof![typed(), "[a-z0-9.,:-]{0,3}:[A-Za-z0-9_-]{40,46},?"]) {
        if Keys::parse(&written).is_ok() {
            let bits = written.split(':').nth(1).map_or(0, |key| key.len() * 6);
            prop_assert!(bits >= 256, "{written:?}");
        }
    }
}

fn keys() -> Keys {
    Keys::parse(&format!("k1:{}", "A".repeat(43))).unwrap()
}
