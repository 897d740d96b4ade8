use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::fields::FIELDS;
use crate::{FieldState, JobSpec, draft, sheet};
use answers::{Answers, FieldEdit, Pick, TaskKey};
use base::industry::Industry;
use text_checks::About;

static CONTENT: std::sync::LazyLock<Content> = std::sync::LazyLock::new(Content::embedded);

/// Orders, each with words that must not travel.
const ORDERS: [(&str, &str); 18] = [
    ("9時から17時まで作業する。", "17時"),
    ("９：００〜１７：００の間に作業してください。", "１７"),
    ("午前九時から午後五時まで働くこと。", "九時"),
    ("9〜17時に作業をお願いします。", "17時"),
    ("毎朝8時に作業を始めます。", "8時"),
    ("平日の日中に作業する。", "日中"),
    ("1日5時間働いてもらう。", "5時間"),
    ("電話に出られるように待機してください。", "待機"),
    ("当社に来て入力する。", "来て"),
    (
        "事務所のパソコンで入力してください。",
        "パソコンで入力してください",
    ),
    ("ｵﾌｨｽで作業をお願いします。", "ｵﾌｨｽ"),
    ("作業はセンター内のみでお願いします。", "センター"),
    ("週2回出社すること。", "出社"),
    ("まずスキャンし、次に入力する。", "次に"),
    (
        "はじめに入力してください。それから確認してください。",
        "それから",
    ),
    ("①スキャンする②入力する③確認する。", "③確認"),
    ("入力→確認→送信の順番で作業する。", "確認→"),
    ("担当者の指示に従って入力すること。", "指示に従"),
];

fn today() -> Date {
    date(2026, 11, 22)
}

fn key() -> TaskKey {
    TaskKey("own1".into())
}

/// Her own task of a kind of work, all answered.
fn own(name: &str) -> Answers {
    let given = TaskAnswers {
        tag: "data_entry".into(),
        ..CONTENT.task("bo09").unwrap().answers()
    };
    Answers {
        industry: Some(Industry::Inn),
        picks: vec![Pick {
            key: key(),
            name: Some(name.into()),
        }],
        tasks: [(key(), given)].into(),
        chosen: Some([key()].into()),
        ..Answers::default()
    }
}

fn edited(id: &str, edit: FieldEdit) -> Answers {
    let mut answers = own("名刺の入力");
    let edits = answers.edits.entry(key()).or_default();
    edits.fields.insert(id.into(), edit);
    answers
}

fn text(text: &str) -> FieldEdit {
    FieldEdit::Text {
        text: text.into(),
        over: String::new(),
    }
}

fn spec(answers: &Answers) -> JobSpec {
    draft(answers, &key(), &CONTENT, today()).unwrap()
}

/// Everything of a spec that a reader sees orders nothing, and the words that would are gone.
fn assert_orders_nothing(answers: &Answers, gone: &str) {
    let spec = spec(answers);
    let json = serde_json::to_string(&spec).unwrap();
    assert!(!json.contains(gone), "{gone}");
    let printed = serde_json::to_string(&crate::sheet::Sheet::of(&spec)).unwrap();
    assert!(!printed.contains(gone), "{gone}");
    assert!(
        !text_checks::instructs(&spec.title, About::Work),
        "{}",
        spec.title
    );
    for field in &spec.fields {
        let about = FieldDef::of(&field.id).unwrap().about();
        assert!(
            !text_checks::instructs(&field.value, about),
            "{} {}",
            field.id,
            field.value
        );
        if let FieldState::Undecided { reason, .. } = &field.state {
            assert!(!text_checks::instructs(reason, About::Company), "{reason}");
        }
    }
}

#[test]
fn no_field_of_the_sheet_orders_hours_place_or_sequence() {
    let before = ["", "髙﨑様式の表1枚。", "表は1枚。\n"];
    for (i, def) in FIELDS.iter().enumerate() {
        for (j, (order, gone)) in ORDERS.into_iter().enumerate() {
            let before = before[(i + j) % before.len()];
            let answers = edited(def.id, text(&format!("{before}{order}")));
            assert_orders_nothing(&answers, gone);
            let value = field(&answers, def.id);
            let kept = before.trim_end();
            assert!(
                !def.is_editable() || value.starts_with(kept),
                "{}: {value}",
                def.id
            );
        }
    }
}

fn field(answers: &Answers, id: &str) -> String {
    let spec = spec(answers);
    let field = spec.fields.into_iter().find(|field| field.id == id);
    field.unwrap().value
}

#[test]
fn no_name_answer_or_reason_orders_either() {
    for (order, gone) in ORDERS {
        assert_orders_nothing(&own(order.trim_end_matches('。')), gone);
        let mut answers = own("名刺の入力");
        answers.tasks.get_mut(&key()).unwrap().done_text = format!("件数が合う。{order}");
        assert_orders_nothing(&answers, gone);
        assert!(field(&answers, "inspection").contains("件数が合う"));
        let mut answers = own("名刺の入力");
        answers.tasks.get_mut(&key()).unwrap().stays = format!("現場での確認。{order}");
        assert_orders_nothing(&answers, gone);
        assert!(field(&answers, "excludes").contains("現場での確認"));
        let undecided = FieldEdit::Undecided {
            reason: order.into(),
            planned: date(2026, 12, 1),
        };
        assert_orders_nothing(&edited("volume", undecided), gone);
    }
}

#[test]
fn what_is_no_order_travels_as_written() {
    for (id, typed) in [
        ("delivery", "毎月5日まで"),
        ("delivery", "毎週金曜日の17時までにわたす。"),
        ("questions", "電話の受付は、平日9時から17時まで。"),
        ("orderer", "見本旅館\n電話は9:00〜17:00"),
        (
            "excludes",
            "現場での測定と、20時から8時までの電話。自社でつづけます。",
        ),
        (
            "handover",
            "まず紙をスキャンし、次に共有フォルダに置きます。",
        ),
        ("handover", "原本は事務所でわたす。"),
        ("delivery_place", "当社の事務所。受付は9時から17時まで。"),
        ("work", "サイトに営業時間（9:00〜17:00）をのせる。"),
        ("volume", "録音は1日8時間分。"),
        (
            "confidentiality",
            "社内の情報がある。データは会社の外に出さない。",
        ),
        ("fee", "1件300円。送料は別。"),
        ("payment_date", "2027年1月25日の15時まで"),
    ] {
        assert_eq!(field(&edited(id, text(typed)), id), typed, "{id}");
    }
}

#[test]
fn each_field_is_turned_into_what_it_is_about() {
    let order = "9時から17時まで当社に来て作業する。";
    for (id, says) in [
        ("work", "を、しめ切りまでにわたす。できばえは「"),
        ("volume", "で合格した数で数える。"),
        ("excludes", "順番の決まりは、この仕事に入らない。"),
        ("handover", "しめ切りに間に合うようにわたす。"),
        ("delivery", "7日後まで。"),
        ("questions", "2営業日のうちに返す。"),
    ] {
        let value = field(&edited(id, text(order)), id);
        assert!(value.contains(says), "{id}: {value}");
    }
    let fee = format!("1件300円。\n{order}");
    assert_eq!(
        field(&edited("fee", text(&fee)), "fee").lines().next(),
        Some("1件300円。")
    );
    let left = spec(&edited("fee", text(order)));
    let fee = left.fields.iter().find(|field| field.id == "fee").unwrap();
    assert_eq!(fee.state, FieldState::DirectorFills);
}

#[test]
fn she_sees_what_her_words_became_and_keeps_them() {
    let typed = "1件ずつ確かめる。9時から17時まで作業する。";
    let answers = edited("inspection", text(typed));
    let sheet = sheet(&answers, &key(), &CONTENT, today()).unwrap();
    let row = sheet
        .rows
        .iter()
        .find(|row| row.id == "inspection")
        .unwrap();
    assert!(row.turned && row.value.starts_with("1件ずつ確かめる。\n"));
}

#[test]
fn a_name_that_is_nothing_but_an_order_becomes_its_kind_of_work() {
    assert_eq!(spec(&own("9時から17時まで常駐")).title, "入力の仕事");
    assert_eq!(spec(&own("9時から17時までの電話番")).title, "電話番");
    let reserved = own("確定申告を事務所で作業する");
    let law = field(&reserved, "licence");
    assert!(law.contains("税理士法"), "{law}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_stands_around_an_order_it_does_not_travel(
        order in 0..ORDERS.len(), id in 0..FIELDS.len(),
        before in "[あいう表枚件0-9、。\n]{0,12}", after in "[あいう表枚件、。\n]{0,12}",
    ) {
        let (order, gone) = ORDERS[order];
        let typed = format!("{before}。{order}{after}");
        let answers = edited(FIELDS[id].id, text(&typed));
        assert_orders_nothing(&answers, gone);
    }
}
