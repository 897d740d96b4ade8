//! What in a text speaks of paying, and whether it lets a payment wait for the bank.

const PAYING: &[&str] = &[
    "支払",
    "しはら",
    "払う",
    "払い",
    "払っ",
    "払わ",
    "払込",
    "はらう",
    "はらい",
    "はらっ",
    "振込",
    "振り込",
    "ふりこ",
    "送金",
    "報酬",
    "お金",
    "代金",
];

/// What lets a payment wait for the next day on which banks are open.
const NEXT_BANK_DAY: &[&str] = &[
    "次の営業日",
    "つぎの営業日",
    "翌営業日",
    "次の銀行営業日",
    "翌銀行営業日",
];

pub(crate) fn sentences(plain: &str) -> impl Iterator<Item = &str> {
    plain.split(['。', '\n', '!', '?'])
}

pub(crate) fn speaks_of_paying(text: &str) -> bool {
    PAYING.iter().any(|word| text.contains(word))
}

/// Whether a text lets a payment wait for the next day on which banks are open.
pub fn waits_for_the_bank(text: &str) -> bool {
    NEXT_BANK_DAY.iter().any(|words| text.contains(words))
}
