//! Work that a law reserves for people with a licence, found by the words of `content/wording/licences.toml`.
//!
//! A finding says what to have checked; no finding never says that nothing needs a licence.

use std::sync::LazyLock;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

static LICENCES: LazyLock<File> = LazyLock::new(|| {
    let file = include_str!("../../../../content/wording/licences.toml");
    toml::from_str(file).expect("the embedded list is parsed by a test")
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    licences: Vec<Licence>,
}

/// A law that reserves work, and what it means for an order.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Licence {
    /// Its name with the article, as the catalogue writes it; 要確認 where it has to be asked.
    pub law: String,
    /// The article, where it is known.
    pub article: String,
    /// Whether the law was read to say so; otherwise such work only may be reserved.
    pub reserved: bool,
    /// When the rule began, where that is recent.
    pub since: Option<toml::value::Datetime>,
    /// Where it was read.
    pub source: Option<String>,
    /// When it was read.
    pub checked: Option<toml::value::Datetime>,
    /// What it means for an order, in Japanese.
    pub caution: String,
    words: Vec<String>,
    #[serde(default)]
    masks: Vec<String>,
    #[serde(default)]
    preparing: Vec<String>,
    #[serde(default)]
    copying: Vec<String>,
    copying_as: Option<String>,
}

impl Licence {
    /// Whether these words name such work. Getting material ready for it is not doing it.
    fn is_named(&self, plain: &str) -> bool {
        let has =
            |words: &[String], text: &str| words.iter().any(|word| text.contains(word.as_str()));
        let cut = |text: String, mask: &String| text.replace(mask.as_str(), "_");
        let unmasked = self.masks.iter().fold(plain.to_owned(), cut);
        has(&self.words, &unmasked) && !has(&self.preparing, &unmasked)
    }

    /// What it is for a text that names such work: to be asked where the text is only copied.
    fn of(&'static self, plain: &str) -> &'static Licence {
        let copies = self
            .copying
            .iter()
            .any(|word| plain.contains(word.as_str()));
        let asked = self.copying_as.as_deref().filter(|_| copies);
        asked.and_then(named).unwrap_or(self)
    }
}

/// The laws that may reserve such work, by the words of a task. None found does not mean that none does.
pub fn licences(text: &str) -> Vec<&'static Licence> {
    let plain: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let mut found: Vec<&Licence> = Vec::new();
    for licence in LICENCES
        .licences
        .iter()
        .filter(|licence| licence.is_named(&plain))
    {
        let licence = licence.of(&plain);
        if !found.iter().any(|other| other.law == licence.law) {
            found.push(licence);
        }
    }
    found
}

/// What a law flagged in the catalogue means for an order, naming the law.
pub fn licence_caution(law: &str) -> String {
    named(law).map_or_else(
        || format!("「{law}」にあたらないか、たのむ前に専門家に確認してください。"),
        |licence| licence.caution.clone(),
    )
}

fn named(law: &str) -> Option<&'static Licence> {
    LICENCES.licences.iter().find(|licence| licence.law == law)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn laws(text: &str) -> Vec<&'static str> {
        licences(text)
            .iter()
            .map(|licence| licence.law.as_str())
            .collect()
    }

    #[test]
    fn reserved_work_is_known_by_its_words_and_no_other_word_cancels_it() {
        for (text, wanted) in [
            ("確定申告書の入力", &["税理士法"][..]),
            ("確定申告をする", &["税理士法"]),
            ("年末調整の書類の清書", &["税理士法"]),
            ("法人税の申告書の打ち直し", &["税理士法"]),
            ("役員変更の登記書類", &["司法書士法（要確認）"]),
            (
                "役員変更の登記書類・在留資格の書類",
                &["行政書士法19条", "司法書士法（要確認）"],
            ),
            ("在留資格の更新書類", &["行政書士法19条"]),
            ("補助金申請書の作成", &["行政書士法19条"]),
            ("補助金申請書の清書", &["行政書士法（要確認）"]),
            ("営業許可の届出書の入力", &["行政書士法（要確認）"]),
            ("出勤簿の入力", &["社会保険労務士法"]),
            ("就業規則の清書", &["社会保険労務士法"]),
            ("採用の合否を決める", &["職業安定法36条"]),
            ("応募者の面接", &["職業安定法36条"]),
            ("決算書の入力", &["税理士法（要確認）"]),
            ("契約書の作成", &["行政書士法（要確認）"]),
        ] {
            assert_eq!(laws(text), wanted, "{text}");
        }
    }

    #[test]
    fn ordinary_work_is_not_flagged() {
        for text in [
            "決算セールのチラシ",
            "決算 大売り出しのチラシづくり",
            "製品検査の合否の記録",
            "面接の日程の一覧",
            "給与計算",
            "通帳の仕訳",
            "領収書の入力",
            "確定申告に使う領収書の整理",
            "補助金の申請書の資料そろえ",
            "求人原稿の下書き",
            "休暇申請書の集計",
            "出勤簿の時間の集計",
            "日報の入力",
            "選考会の写真の整理",
            "テストの合否の一覧",
            "登記事項証明書を取りに行く人の一覧",
        ] {
            assert_eq!(laws(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn what_is_stated_as_reserved_has_a_source_with_its_day_and_the_rest_is_asked() {
        for licence in &LICENCES.licences {
            let read = licence.source.is_some() && licence.checked.is_some();
            assert!(!licence.reserved || read, "{} has no source", licence.law);
            let asks = ["確認", "かもしれません", "ことがあります"];
            let hedged = asks.iter().any(|word| licence.caution.contains(word));
            assert!(
                licence.reserved || hedged,
                "{} states what was not read",
                licence.law
            );
            assert!(
                licence.caution.contains(&licence.article),
                "{}",
                licence.law
            );
            let named = licence
                .copying_as
                .as_deref()
                .is_none_or(|law| named(law).is_some());
            assert!(named, "{}", licence.law);
        }
    }
}
