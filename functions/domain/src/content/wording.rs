//! The questionnaire's words of `content/inventory/questions.toml`: pages, questions, options, messages.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ContentError, Source};
use crate::answers::Shortage;

/// All words of the questionnaire, by the keys the rules use.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// Pages by step name (`industry`, `task`, …).
    pub pages: BTreeMap<String, PageWords>,
    /// Questions by field name.
    pub fields: BTreeMap<String, FieldWords>,
    /// Error messages by key.
    pub errors: BTreeMap<String, String>,
    /// Other sentences by key.
    pub texts: BTreeMap<String, String>,
}

/// The words of one page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageWords {
    /// Its heading.
    pub title: String,
    /// The sentences under it.
    #[serde(default)]
    pub lead: Vec<String>,
    /// The submit button.
    pub submit: String,
}

/// The words of one question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldWords {
    /// The question.
    pub label: String,
    /// The question in one or two words, for reasons and the check page.
    #[serde(default)]
    pub short: String,
    /// Help under it.
    #[serde(default)]
    pub hint: String,
    /// Unit after a number.
    #[serde(default)]
    pub unit: String,
    /// Its options in the order shown.
    #[serde(default)]
    pub options: Vec<OptionWords>,
}

/// The words of one option.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptionWords {
    /// Its code.
    pub value: String,
    /// Its label.
    pub label: String,
    /// One plain line under it.
    #[serde(default)]
    pub hint: String,
}

impl Wording {
    /// The words of a page.
    pub fn page(&self, name: &str) -> &PageWords {
        self.pages
            .get(name)
            .unwrap_or_else(|| panic!("page {name} is checked on parsing"))
    }

    /// The words of a question.
    pub fn field(&self, name: &str) -> &FieldWords {
        self.fields
            .get(name)
            .unwrap_or_else(|| panic!("field {name} is checked on parsing"))
    }

    /// The label of an option; its code where it has none.
    pub fn option<'a>(&'a self, field: &str, code: &'a str) -> &'a str {
        let options = &self.field(field).options;
        options
            .iter()
            .find(|o| o.value == code)
            .map_or(code, |o| &o.label)
    }

    /// A sentence with its placeholders filled.
    pub fn text(&self, key: &str, values: &[(&str, &str)]) -> String {
        let text = self.texts.get(key);
        fill(
            text.unwrap_or_else(|| panic!("text {key} is checked on parsing")),
            values,
        )
    }

    /// An error message with its placeholders filled.
    pub fn error(&self, key: &str, values: &[(&str, &str)]) -> String {
        let text = self.errors.get(key);
        fill(
            text.unwrap_or_else(|| panic!("error {key} is checked on parsing")),
            values,
        )
    }
}

impl FieldWords {
    /// The question in one or two words.
    pub fn brief(&self) -> &str {
        if self.short.is_empty() {
            &self.label
        } else {
            &self.short
        }
    }
}

/// Replaces each `{name}` in one pass, so that a filled-in text is never read as a placeholder.
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(start) = rest.find('{') {
        let Some(length) = rest[start..].find('}') else {
            break;
        };
        let name = &rest[start + 1..start + length];
        out.push_str(&rest[..start]);
        match values.iter().find(|(key, _)| *key == name) {
            Some((_, value)) => out.push_str(value),
            None => out.push_str(&rest[start..=start + length]),
        }
        rest = &rest[start + length + 1..];
    }
    out + rest
}

/// Everything the rules look up must be there, and every option must be one the rules know.
pub(super) fn problems(wording: &Wording, source: &Source) -> Vec<ContentError> {
    let mut errors = Vec::new();
    let mut require = |present: bool, table: &str, key: &str| {
        if !present {
            errors.push(source.near(
                &format!("[{table}"),
                format!("{table} の「{key}」がありません。書きたしてください。"),
            ));
        }
    };
    PAGES
        .iter()
        .for_each(|key| require(wording.pages.contains_key(*key), "pages", key));
    FIELDS
        .iter()
        .for_each(|key| require(wording.fields.contains_key(*key), "fields", key));
    for (id, _) in crate::spec::fields::ids() {
        let key = format!("spec_{id}");
        require(wording.fields.contains_key(&key), "fields", &key);
    }
    ERRORS
        .iter()
        .for_each(|key| require(wording.errors.contains_key(*key), "errors", key));
    TEXTS
        .iter()
        .for_each(|key| require(wording.texts.contains_key(*key), "texts", key));
    for shortage in Shortage::ALL {
        let key = note_key(*shortage);
        require(wording.texts.contains_key(&key), "texts", &key);
    }
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
    format!("「{field}」に、value が {missing} の選択肢を書きたしてください。")
}

/// The text of the result page for what is short.
pub(crate) fn note_key(shortage: Shortage) -> String {
    format!("note_{}", shortage.code())
}

/// The codes of every question with fixed options, in the order shown.
fn option_codes() -> Vec<(&'static str, Vec<&'static str>)> {
    use crate::answers::*;
    macro_rules! codes {
        ($type:ty) => {
            <$type>::ALL.iter().map(|option| option.code()).collect()
        };
    }
    vec![
        ("industry", codes!(crate::industry::Industry)),
        ("short", codes!(Shortage)),
        ("stop", codes!(YesNo)),
        ("join", codes!(YesNo)),
        ("rearrange", codes!(YesNo)),
        ("simplify", codes!(YesNo)),
        ("period", codes!(Period)),
        ("who", codes!(Who)),
        ("procedure", codes!(Procedure)),
        ("done", codes!(Done)),
        ("material", codes!(Material)),
        ("secrecy", codes!(Secrecy)),
        ("arranged", codes!(YesNo)),
        ("removable", codes!(YesNo)),
        ("judgement", codes!(Judgement)),
        ("slack", codes!(Slack)),
        ("reserved", codes!(Reserved)),
        ("consent", vec!["yes"]),
        ("share", vec!["yes"]),
        ("seats", vec!["1", "2", "3"]),
        ("attend", codes!(crate::seminar::Attend)),
    ]
}

const PAGES: &[&str] = &[
    "industry",
    "situation",
    "pick",
    "task",
    "task_own",
    "result",
    "spec",
    "check",
    "contact",
    "registration",
    "registration_change",
    "visit",
];

const FIELDS: &[&str] = &[
    "industry",
    "people",
    "short",
    "picks",
    "picks_bo",
    "own",
    "tag",
    "stop",
    "join",
    "rearrange",
    "simplify",
    "period",
    "times",
    "count",
    "minutes",
    "who",
    "procedure",
    "done",
    "done_text",
    "material",
    "secrecy",
    "arranged",
    "removable",
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
    "share",
    "undecided_reason",
    "undecided_planned",
    "seats",
    "attend",
    "question",
    "visit_place",
    "visit_wish",
];

const ERRORS: &[&str] = &[
    "choose",
    "not_an_option",
    "empty",
    "too_long",
    "number",
    "range",
    "pick_none",
    "pick_many",
    "choose_one",
    "none_draftable",
    "mail",
    "mail_dots",
    "mail_dots_call",
    "phone",
    "contact_one",
    "consent",
    "date",
    "date_past",
    "undecided_pair",
    "last_task",
    "unknown_task",
];

const TEXTS: &[&str] = &[
    "verdict_now",
    "verdict_prepare",
    "verdict_split",
    "verdict_keep",
    "verdict_stop",
    "group_ecrs",
    "group_volume",
    "group_how",
    "group_material",
    "group_limits",
    "group_purpose",
    "purpose_seminar",
    "purpose_visit",
    "group_partner",
    "group_undecided",
    "homework_procedure",
    "homework_done",
    "homework_material",
    "homework_secrecy",
    "homework_judgement",
    "homework_unknown",
    "after_homework",
    "advice_join",
    "advice_rearrange",
    "advice_simplify",
    "reason_answer",
    "reason_score",
    "reason_one_person",
    "reason_hours",
    "flip",
    "flip_minutes",
    "confidence_full",
    "confidence_part",
    "estimate_basis",
    "wage_reference",
    "rate_reference",
    "nothing_draftable",
    "skipped",
    "check_changed",
    "who_employer",
    "who_director",
    "who_employer_then_director",
    "who_automatic",
    "state_filled",
    "state_undecided",
    "state_director",
    "statutory_1",
    "statutory_2",
    "statutory_3",
    "statutory_4",
    "statutory_5",
    "statutory_6",
    "statutory_7",
    "statutory_8",
    "statutory_9",
    "warn_vague",
    "warn_person",
    "warn_phone",
    "warn_account",
    "warn_mail",
    "warn_hours",
    "warn_place",
    "warn_sequence",
    "warn_phone_field",
    "warn_mail_field",
    "warn_person_other",
    "suggest",
    "instead_volume",
    "instead_excludes",
    "instead_handover",
    "instead_delivery",
    "instead_fee",
    "instead_reason",
    "instead_reach",
    "instead_title",
    "turned",
    "payment_limit",
    "warn_inspection_early",
    "warn_payment_late",
    "warn_payment_original",
    "warn_payment_within",
];
