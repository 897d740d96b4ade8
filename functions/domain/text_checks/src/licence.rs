//! Work that a law reserves for people with a licence, found by the words of `content/wording/licences.toml`.
//!
//! A finding says what to have checked; no finding never says that nothing needs a licence.

use std::sync::LazyLock;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use crate::{Checks, Mistake};

static EMBEDDED: LazyLock<Licences> = LazyLock::new(|| {
    let file = include_str!("../../../../content/wording/licences.toml");
    Licences::parse(file).expect("the embedded list is parsed by a test")
});

/// The laws that reserve work, as in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Licences {
    #[serde(default)]
    acts: Acts,
    licences: Vec<Licence>,
}

/// How it is said that reserved work itself is done, whatever is got ready for it too.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Acts {
    /// What may stand between the word and the act: 申告 + 書 + を + 作る.
    between: Vec<String>,
    /// The acts.
    acts: Vec<String>,
    /// What behind an act makes it the purpose of other work: 申告書の作成 + に使う領収書の整理.
    purposes: Vec<String>,
}

impl Acts {
    /// Whether one of the words is done, as in 申告書を作る.
    fn are_done(&self, words: &[String], text: &str) -> bool {
        words.iter().any(|word| {
            let mut behind = text.split(word.as_str()).skip(1);
            behind.any(|rest| self.begins(rest))
        })
    }

    fn begins(&self, rest: &str) -> bool {
        fn strip<'t>(rest: &'t str, starts: &[String]) -> Option<&'t str> {
            starts
                .iter()
                .find_map(|start| rest.strip_prefix(start.as_str()))
        }
        let mut rest = rest;
        loop {
            if let Some(behind) = strip(rest, &self.acts) {
                return strip(behind, &self.purposes).is_none();
            }
            let Some(shorter) = strip(rest, &self.between) else {
                return false;
            };
            rest = shorter;
        }
    }
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
    /// Whether these words name such work. Getting material ready for it is not doing it, unless both are said.
    fn is_named(&self, plain: &str, acts: &Acts) -> bool {
        let has =
            |words: &[String], text: &str| words.iter().any(|word| text.contains(word.as_str()));
        let cut = |text: String, mask: &String| text.replace(mask.as_str(), "_");
        let unmasked = self.masks.iter().fold(plain.to_owned(), cut);
        has(&self.words, &unmasked)
            && (!has(&self.preparing, &unmasked) || acts.are_done(&self.words, &unmasked))
    }
}

impl Licences {
    /// What is compiled in, read when it is first needed.
    pub fn embedded() -> &'static LazyLock<Licences> {
        &EMBEDDED
    }

    /// Reads the file.
    ///
    /// # Errors
    /// Every mistake found.
    pub fn parse(text: &str) -> Result<Licences, Vec<Mistake>> {
        let file: Licences =
            toml::from_str(text).map_err(|error| vec![Mistake::toml(text, &error)])?;
        let laws = || file.licences.iter().map(|licence| licence.law.as_str());
        let mistakes = file.licences.iter().filter_map(|licence| {
            let law = &licence.law;
            let message = match &licence.copying_as {
                _ if laws().filter(|other| other == law).count() > 1 => {
                    "が二つあります。一つにまとめてください。".to_owned()
                }
                _ if licence.has_empty_word() => {
                    "の言葉に、空のものがあります。消してください。".to_owned()
                }
                _ if licence.reserved
                    && (licence.source.is_none() || licence.checked.is_none()) =>
                {
                    "は reserved = true なので、source と checked を書いてください。".to_owned()
                }
                Some(other) if !laws().any(|law| law == other) => {
                    format!("の copying_as「{other}」は、law にありません。")
                }
                _ => return None,
            };
            let line = format!("law = \"{law}\"");
            Some(Mistake::at(text, &line, format!("「{law}」{message}")))
        });
        let mistakes: Vec<Mistake> = mistakes.collect();
        match mistakes.is_empty() {
            true => Ok(file),
            false => Err(mistakes),
        }
    }

    fn named(&self, law: &str) -> Option<&Licence> {
        self.licences.iter().find(|licence| licence.law == law)
    }
}

impl Licence {
    fn has_empty_word(&self) -> bool {
        let lists = [&self.words, &self.masks, &self.preparing, &self.copying];
        lists.into_iter().flatten().any(String::is_empty)
    }
}

impl Checks {
    /// The laws that may reserve such work, by the words of a task. None found does not mean that none does.
    pub fn licences(&self, text: &str) -> Vec<&Licence> {
        let plain: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
        let has = |word: &String| plain.contains(word.as_str());
        let mut found: Vec<&Licence> = Vec::new();
        let (all, acts) = (self.licences.licences.iter(), &self.licences.acts);
        for licence in all.filter(|licence| licence.is_named(&plain, acts)) {
            // To be asked where the text is only copied.
            let asked = licence.copying_as.as_deref();
            let asked = asked.filter(|_| licence.copying.iter().any(has));
            let licence = asked
                .and_then(|law| self.licences.named(law))
                .unwrap_or(licence);
            if !found.iter().any(|other| other.law == licence.law) {
                found.push(licence);
            }
        }
        found
    }

    /// What a law flagged in the catalogue means for an order, naming the law.
    pub fn licence_caution(&self, law: &str) -> String {
        self.licences.named(law).map_or_else(
            || format!("「{law}」にあたらないか、たのむ前に専門家に確認してください。"),
            |licence| licence.caution.clone(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn laws(text: &str) -> Vec<String> {
        let checks = Checks::embedded();
        let found = checks.licences(text).into_iter();
        found.map(|licence| licence.law.clone()).collect()
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
            ("領収書を集めて確定申告書を作る", &["税理士法"]),
            (
                "年末調整\n書類を集めて整理し、年末調整の計算をする",
                &["税理士法"],
            ),
            ("資料をそろえて補助金申請書を作成する", &["行政書士法19条"]),
            ("就業規則づくりと、意見の集計", &["社会保険労務士法"]),
            (
                "書類をそろえて、登記の書類を出す",
                &["司法書士法（要確認）"],
            ),
            ("募集原稿の下書きと採用面接をする", &["職業安定法36条"]),
            ("青色申告の書類", &["税理士法"]),
            ("e-Tax で送る", &["税理士法"]),
            ("社会保険の加入手続き", &["社会保険労務士法"]),
            ("傷病手当金の申請", &["社会保険労務士法"]),
            ("市役所に出す書類を書く", &["行政書士法（要確認）"]),
            ("領収書を集めて確定申告書を書く", &["税理士法"]),
            ("未払い代金の督促と回収", &["弁護士法（要確認）"]),
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
            "確定申告書の作成に使う領収書の整理",
            "確定申告に使う領収書の一覧を作る",
            "補助金の申請書を作るための写真の整理",
            "就業規則の変更に使う意見の集計",
            "役所からの手紙の整理",
            "青色申告会の会報づくり",
        ] {
            assert_eq!(laws(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn what_is_stated_as_reserved_has_a_source_with_its_day_and_the_rest_is_asked() {
        for licence in &EMBEDDED.licences {
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
        }
    }

    const FILE: &str = include_str!("../../../../content/wording/licences.toml");

    #[test]
    fn town_names_reserved_work_in_other_words() {
        let file = FILE.replacen("\"年末調整\"", "\"年末の調整\"", 1);
        let checks = Checks::embedded().with_licences(&file).unwrap();
        assert_eq!(checks.licences("年末の調整の書類")[0].law, "税理士法");
        assert!(checks.licences("年末調整の書類").is_empty());
        assert_eq!(laws("年末調整の書類"), ["税理士法"]);
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        let line = FILE
            .lines()
            .position(|line| line == "law = \"税理士法\"")
            .unwrap()
            + 1;
        let source = FILE
            .lines()
            .find(|line| line.starts_with("source = "))
            .unwrap();
        for (from, to, at, told) in [
            (
                "\nreserved = true",
                "\nresreved = true",
                line + 2,
                "読めません",
            ),
            (&format!("{source}\n"), "", line, "source と checked"),
            ("\"確定申告\"", "\"\"", line, "空のもの"),
            (
                "law = \"税理士法（要確認）\"",
                "law = \"税理士法\"",
                line,
                "二つあります",
            ),
        ] {
            assert!(FILE.contains(from), "{from}");
            let mistakes = Licences::parse(&FILE.replacen(from, to, 1)).err().unwrap();
            let found = mistakes
                .iter()
                .any(|it| it.line == at && it.message.contains(told));
            assert!(found, "{to}: {mistakes:?}");
        }
        let named = FILE
            .lines()
            .find(|line| line.starts_with("copying_as = "))
            .unwrap();
        let mistakes = Licences::parse(&FILE.replacen(named, "copying_as = \"民法\"", 1));
        assert!(mistakes.err().unwrap()[0].message.contains("民法"));
    }
}
