use jiff::civil::date;

use super::*;
use town::Content;

fn kinds(text: &str) -> Vec<WarningKind> {
    Checks::embedded()
        .findings(text, TextContext::Work)
        .into_iter()
        .map(|finding| finding.kind)
        .collect()
}

fn finds(kind: WarningKind, texts: &[&str]) {
    for text in texts {
        assert!(kinds(text).contains(&kind), "{kind:?} not found in {text}");
    }
}

#[test]
fn vague_scopes_are_found() {
    finds(
        WarningKind::Vague,
        &[
            "チラシ作成等一式",
            "名簿の整理など",
            "入力等の作業",
            "必要に応じて対応",
            "事務全般",
        ],
    );
}

#[test]
fn personal_names_are_found() {
    finds(
        WarningKind::Person,
        &[
            "山田様の予約を写す",
            "髙橋さんに確認する",
            "佐々木太郎様あて",
            "鈴木氏の名刺",
        ],
    );
}

#[test]
fn numbers_that_identify_are_found() {
    finds(
        WarningKind::Phone,
        &[
            "０９０－１２３４－５６７８に電話",
            "連絡先 0267-56-2311",
            "(03)1234-5678",
        ],
    );
    finds(
        WarningKind::Account,
        &[
            "普通口座 1234567",
            "カード 4111-1111-1111-1111",
            "マイナンバー 123456789012",
        ],
    );
    finds(
        WarningKind::Mail,
        &["hanako@example.jp に送る", "ｓａｔｏ＠example.jp"],
    );
}

#[test]
fn directives_are_found() {
    finds(
        WarningKind::Hours,
        &[
            "9時から17時まで作業",
            "９：００〜１７：００",
            "毎朝8時に始める",
            "10時〜15時",
            "昼は待機",
        ],
    );
    finds(
        WarningKind::Place,
        &["当社に来て入力する", "事務所で作業", "週2回出社"],
    );
    finds(
        WarningKind::Sequence,
        &[
            "まずスキャンし、次に入力する",
            "最初に確認して、その後に送る",
            "担当の指示に従う",
        ],
    );
}

#[test]
fn ordinary_text_raises_no_alarm() {
    for text in [
        "山田町の観光案内を直す",
        "お客様の予約を台帳に写す",
        "担当者さんに見せる資料",
        "お得意様への案内",
        "旅館の女将さんが書いたメモ",
        "各様式に入力する",
        "多様な商品を登録する",
        "氏名の欄は空けておく",
        "件数は1か月に約1,200件、合計3500000円まで",
        "材料がそろった日から7日後まで",
        "しめ切りは2026-12-01の17時まで",
        "2026年12月1日から2027年3月31日まで",
        "品番 A-1234567、伝票番号 2026112200",
        "どなたでも読める文章",
        "次に送る案内の原稿",
        "まず見本を1つ作る",
        "1日8時間分の録音",
        "同じ・等しい・均等に分ける",
        "サイト example.jp の更新",
    ] {
        assert_eq!(
            kinds(text),
            [],
            "{text}: {:?}",
            Checks::embedded().findings(text, TextContext::Work)
        );
    }
}

#[test]
fn a_contact_gives_away_no_more_than_answering_needs() {
    use WarningKind::{Account, Hours, Mail, Person, Phone, Place};
    let kinds = |line, text: &str| -> Vec<WarningKind> {
        let checks = Checks::embedded();
        let found = checks.contact_findings(line, text, "山田 花子").into_iter();
        found.map(|finding| finding.kind).collect()
    };
    let cases: [(ContactLine, &str, &[WarningKind]); 9] = [
        (ContactLine::Reach, "昼すぎの電話がよい", &[]),
        (
            ContactLine::Reach,
            "平日9時から17時まで、フロントの山田さんまで",
            &[],
        ),
        (
            ContactLine::Reach,
            "０９０−１２３４−５６７８に電話",
            &[Phone],
        ),
        (ContactLine::Reach, "hanako@example.jp へ", &[Mail]),
        (ContactLine::Reach, "鈴木様に伝言", &[Person]),
        (ContactLine::Reach, "普通口座 1234567", &[Account]),
        (
            ContactLine::Reach,
            "作業は9時から17時まで当社でお願いします",
            &[Hours, Place],
        ),
        (ContactLine::Business, "見本旅館 0267-56-2311", &[Phone]),
        (ContactLine::Person, "山田さん", &[]),
    ];
    for (line, text, wanted) in cases {
        assert_eq!(kinds(line, text), wanted, "{text}");
    }
}

#[test]
fn every_flag_of_the_catalogue_is_explained_with_its_law() {
    let content = Content::embedded();
    for row in content.tasks.iter().filter(|row| row.licence.is_some()) {
        let caution = Checks::embedded().licence_caution(row.licence.as_deref().unwrap());
        assert!(
            caution.contains('法') || caution.contains("告示"),
            "{}: {caution}",
            row.id
        );
        assert!(
            !caution.starts_with('「'),
            "{} has no text of its own",
            row.id
        );
    }
}

#[test]
fn payment_is_due_on_the_sixtieth_day_at_the_latest() {
    let check = |paid| {
        let dates = Dates {
            received: Some(date(2026, 12, 1)),
            paid: Some(paid),
            ..Dates::default()
        };
        dates.mistakes().collect::<Vec<_>>()
    };
    assert_eq!(check(date(2027, 1, 29)), []);
    let late = DateMistake::PaidLate(date(2027, 1, 29));
    assert_eq!(check(date(2027, 1, 30)), [late]);
}

#[test]
fn reentrusted_payment_is_due_thirty_days_from_the_original() {
    let check = |paid| {
        let dates = Dates {
            received: Some(date(2026, 11, 1)),
            original: Some(date(2026, 12, 25)),
            paid: Some(paid),
            ..Dates::default()
        };
        dates.mistakes().collect::<Vec<_>>()
    };
    assert_eq!(check(date(2027, 1, 23)), []);
    let late = DateMistake::PaidLateOfOriginal(date(2027, 1, 23));
    assert_eq!(check(date(2027, 1, 24)), [late]);
}

#[test]
fn inspection_before_delivery_is_a_contradiction() {
    let check = |inspected| {
        let dates = Dates {
            received: Some(date(2026, 12, 10)),
            inspected: Some(inspected),
            ..Dates::default()
        };
        dates.mistakes().collect::<Vec<_>>()
    };
    assert_eq!(check(date(2026, 12, 9)), [DateMistake::InspectedEarly]);
    assert_eq!(check(date(2026, 12, 10)), []);
}

#[test]
fn spans_and_months_are_read_from_text() {
    assert!(is_payment_span("受領から６０日以内"));
    assert!(!is_payment_span("2027-01-20"));
    assert_eq!(months_in("６か月、その後1年"), Some(12));
    assert_eq!(months_in("半年"), Some(6));
    assert_eq!(months_in("2026年12月まで"), None);
}
