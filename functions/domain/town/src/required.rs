//! Which pages and questions the rules look up, and what is said when `content/inventory/questions.toml` lacks one or
//! has one that nothing shows.

use super::{ContentError, ContentSource};
use base::wording::Wording;

/// Everything the rules look up must be there, and every option must be one the rules know.
pub(super) fn problems(wording: &Wording, source: &ContentSource) -> Vec<ContentError> {
    let mut errors = Vec::new();
    let mut require = |present: bool, table: &str, key: &str| {
        if !present {
            errors.push(source.near(
                &format!("[{table}"),
                format!("{table} の「{key}」がありません。書き足してください。"),
            ));
        }
    };
    PAGES
        .iter()
        .for_each(|key| require(wording.pages.contains_key(*key), "pages", key));
    FIELDS
        .iter()
        .for_each(|key| require(wording.fields.contains_key(*key), "fields", key));
    let unknown = |table: &str, key: &String| {
        source.near(
            &format!("[{table}.{key}]"),
            format!("{table} の「{key}」は、どこでも使いません。書きまちがいなら直し、いらなければ消してください。"),
        )
    };
    let pages = wording.pages.keys().filter(|key| !PAGES.contains(&&***key));
    errors.extend(pages.map(|key| unknown("pages", key)));
    let fields = wording
        .fields
        .keys()
        .filter(|key| !FIELDS.contains(&&***key));
    errors.extend(fields.map(|key| unknown("fields", key)));
    for (field, codes) in option_codes() {
        let found: Vec<&str> = wording
            .fields
            .get(field)
            .map(|words| words.options.iter().map(|o| o.value.as_str()).collect())
            .unwrap_or_default();
        if found != codes {
            errors.push(source.near(&format!("[fields.{field}]"), options(field, &found, &codes)));
        }
    }
    errors
}

/// What is wrong with a question's options, which are `found` and should be `codes`.
fn options(field: &str, found: &[&str], codes: &[&str]) -> String {
    let missing: Vec<&str> = codes
        .iter()
        .copied()
        .filter(|code| !found.contains(code))
        .collect();
    if missing.is_empty() {
        let order = codes.join("、");
        return format!("「{field}」の value は、{order} の順に書いてください。");
    }
    let missing = missing.join("、");
    format!("「{field}」に、value が {missing} の選択肢を書き足してください。")
}

/// The codes of every question with fixed options, in the order shown.
fn option_codes() -> Vec<(&'static str, Vec<&'static str>)> {
    use answers::*;
    macro_rules! codes {
        ($type:ty) => {
            <$type>::ALL.iter().map(|option| option.code()).collect()
        };
    }
    vec![
        ("industry", codes!(base::industry::Industry)),
        ("short", codes!(Shortage)),
        ("stop", codes!(YesNo)),
        ("savings", codes!(Saving)),
        ("period", codes!(Period)),
        ("who", codes!(Who)),
        ("procedure", codes!(Procedure)),
        ("done", codes!(Done)),
        ("material", codes!(Material)),
        ("secrecy", codes!(Secrecy)),
        ("arranged", codes!(YesNo)),
        ("removable", codes!(YesNo)),
        ("workplace", codes!(Workplace)),
        ("judgement", codes!(Judgement)),
        ("slack", codes!(Slack)),
        ("reserved", codes!(Reserved)),
        ("consent", vec!["yes"]),
        ("confirm_accept", vec!["yes"]),
        ("confirm_hand_over", vec!["yes"]),
        ("confirm_advance", vec!["yes"]),
        ("confirm_books", vec!["yes"]),
        ("confirm_partner_take", vec!["yes"]),
        ("confirm_address", vec!["yes"]),
        ("confirm_cancel", vec!["yes"]),
        ("confirm_cancel_for", vec!["yes"]),
        ("confirm_write_all", vec!["yes"]),
        ("confirm_stop", vec!["yes"]),
        ("confirm_issue", vec!["yes"]),
        ("confirm_quote", vec!["yes"]),
        ("confirm_agree", vec!["yes"]),
        ("confirm_recruit", vec!["yes"]),
        ("confirm_close_recruit", vec!["yes"]),
        ("confirm_refuse_quote", vec!["yes"]),
        ("confirm_received", vec!["yes"]),
        ("confirm_want_paper", vec!["yes"]),
        ("confirm_give_paper", vec!["yes"]),
        ("confirm_announce_ending", vec!["yes"]),
        ("confirm_ask_reason", vec!["yes"]),
        ("confirm_again", vec!["yes"]),
        ("share", vec!["yes"]),
        ("seats", vec!["1", "2", "3"]),
        ("attend", vec!["venue", "online"]),
    ]
}

const PAGES: &[&str] = &[
    "industry",
    "pick",
    "task",
    "task_own",
    "own",
    "amount",
    "secret",
    "result",
    "spec",
    "check",
    "contact",
    "registration",
    "registration_change",
    "registration_office",
    "visit",
];

const FIELDS: &[&str] = &[
    "industry",
    "people",
    "short",
    "picks",
    "picks_rest",
    "picks_bo",
    "picks_more",
    "own",
    "tag",
    "what",
    "stop",
    "savings",
    "period",
    "times",
    "count",
    "minutes",
    "staff",
    "who",
    "procedure",
    "done",
    "done_text",
    "material",
    "secrecy",
    "arranged",
    "removable",
    "workplace",
    "judgement",
    "slack",
    "reserved",
    "stays",
    "chosen",
    "business",
    "person",
    "mail",
    "phone",
    "reach",
    "consent",
    "confirm_accept",
    "confirm_hand_over",
    "confirm_advance",
    "confirm_books",
    "confirm_partner_take",
    "confirm_address",
    "confirm_cancel",
    "confirm_cancel_for",
    "confirm_write_all",
    "confirm_stop",
    "confirm_issue",
    "confirm_quote",
    "confirm_agree",
    "confirm_recruit",
    "confirm_close_recruit",
    "confirm_refuse_quote",
    "confirm_received",
    "confirm_want_paper",
    "confirm_give_paper",
    "confirm_announce_ending",
    "confirm_ask_reason",
    "confirm_again",
    "share",
    "undecided_reason",
    "undecided_planned",
    "seats",
    "attend",
    "question",
    "visit_place",
    "visit_wish",
    "spec_orderer",
    "spec_contractor",
    "spec_order_date",
    "spec_work",
    "spec_deliverable",
    "spec_volume",
    "spec_procedure",
    "spec_excludes",
    "spec_handover",
    "spec_workplace",
    "spec_delivery",
    "spec_delivery_place",
    "spec_inspection_date",
    "spec_inspection",
    "spec_fee",
    "spec_payment_date",
    "spec_payment_method",
    "spec_expenses",
    "spec_changes",
    "spec_intellectual_property",
    "spec_confidentiality",
    "spec_reentrusted",
    "spec_term",
    "spec_notice",
    "spec_licence",
    "spec_questions",
];
