//! Wordings by which a day of payment is no day: a span, or a day that waits for a bill, an inspection or other money.

use unicode_normalization::UnicodeNormalization;

use crate::paying::{sentences, speaks_of_paying};

/// Why a wording sets no day of payment. Spans, and days that wait for a bill or an inspection, are what 公正取引委員会
/// was reported to have had corrected (2025-03); the others leave the day as open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PayDayFlaw {
    /// A span: まで, 以内.
    Span,
    /// It waits for the worker's bill.
    Bill,
    /// It waits for the inspection.
    Inspection,
    /// It waits until somebody else pays.
    Income,
    /// Roughly, soon.
    Vague,
}

const SPANS: &[&str] = &[
    "までに",
    "まで",
    "迄",
    "以内",
    "日いない",
    "日後",
    "日目",
    "週間後",
    "か月後",
    "ヶ月後",
    "カ月後",
    "ヵ月後",
    "箇月後",
    "翌々月",
    "再来月",
    "うちに",
    "月中に",
    "週中に",
    "年内に",
    "月内に",
    "日内に",
];
const BILLS: &[&str] = &["請求", "せいきゅう", "インボイス"];
const INSPECTIONS: &[&str] = &[
    "検収",
    "検査",
    "けんしゅう",
    "けんさ",
    "合格",
    "確認",
    "承認",
    "チェック",
    "検品",
    "けんぴん",
    "OK",
    "ok",
    "オーケー",
    "納品を確かめ",
    "中身を確かめ",
    "内容を確かめ",
    "仕事を確かめ",
    "できあがりを確かめ",
    "納品をたしかめ",
    "中身をたしかめ",
    "できあがりをたしかめ",
];
const INCOMES: &[&str] = &[
    "入金",
    "支払われ",
    "払われ",
    "はらわれ",
    "お金が入っ",
    "お金が入り",
    "お金が入る",
    "売上が出",
    "売り上げが出",
    "売れ",
];
/// Whose paying somebody may wait for.
const CLIENTS: &[&str] = &[
    "客",
    "元請",
    "もとの注文者",
    "元の注文者",
    "発注元",
    "依頼元",
    "依頼主",
    "クライアント",
    "取引先",
];
const PAID: &[&str] = &["はらっ", "払っ", "振り込ん", "振込ん", "送金し"];
const VAGUE: &[&str] = &[
    "頃",
    "日ころ",
    "月ころ",
    "ごろ",
    "速やか",
    "すみやか",
    "なるべく",
    "できるだけ早",
    "できしだい",
    "でき次第",
    "準備ができ",
    "遅滞なく",
    "後日",
    "近日",
    "あとで払",
    "あとではら",
    "後で払",
    "後ではら",
    "のちほど",
    "追って",
    "日ほど",
    "日くらい",
    "日ぐらい",
    "週間ほど",
    "週間くらい",
    "週間ぐらい",
];
/// In a text that says nothing but the day.
const VAGUE_ALONE: &[&str] = &[
    "目安",
    "予定",
    "次第",
    "しだい",
    "前後",
    "上旬",
    "中旬",
    "下旬",
];
/// Where a sentence goes on with what holds in that case.
const CASES: &[&str] = &["ときは", "場合は", "ときに", "場合に", "ときも", "場合も"];
/// What says that it does not wait.
const NEGATED: &[&str] = &[
    "なしで",
    "なくても",
    "を待たず",
    "いりません",
    "いらない",
    "不要",
    "かかわらず",
    "関係なく",
    "関係しません",
    "ずれません",
    "動きません",
];
/// Between what is waited for and the word for waiting.
const BETWEEN: &[&str] = &[
    "が",
    "の",
    "に",
    "を",
    "は",
    "した",
    "して",
    "し",
    "され",
    "完了",
    "終了",
    "終え",
    "終わっ",
    "終わり",
    "終わる",
    "出",
    "結果",
    "通知",
    "合格",
    "通過",
    "書",
    "到着",
    "確認",
    "届い",
    "受け取っ",
    "もらっ",
    "あっ",
    "あり",
    "済み",
    "ず",
    "た",
    "て",
    "る",
    "り",
];
const AFTER: &[&str] = &[
    "後",
    "のち",
    "あと",
    "から",
    "次第",
    "しだい",
    "月",
    "日",
    "たら",
    "れば",
    "とき",
    "時",
    "翌",
    "以降",
    "を待",
    "に応じ",
    "に基づ",
    "ごと",
];

/// Why a text that says when payment is made names no day; with the words that gave it away.
pub fn pay_day_flaw(text: &str) -> Option<(PayDayFlaw, &'static str)> {
    let plain: String = text.nfkc().collect();
    let found = |flaw, words: &'static [&'static str]| {
        let word = words.iter().find(|word| plain.contains(**word));
        word.map(|word| (flaw, *word))
    };
    found(PayDayFlaw::Bill, BILLS)
        .or_else(|| found(PayDayFlaw::Inspection, INSPECTIONS))
        .or_else(|| found(PayDayFlaw::Income, INCOMES))
        .or_else(|| found(PayDayFlaw::Span, SPANS))
        .or_else(|| found(PayDayFlaw::Vague, VAGUE))
        .or_else(|| found(PayDayFlaw::Vague, VAGUE_ALONE))
}

/// The same of the sentences of any text that speak of paying.
pub fn payment_flaw(text: &str) -> Option<(PayDayFlaw, &'static str)> {
    let plain: String = text.nfkc().collect();
    sentences(&plain)
        .filter(|sentence| speaks_of_paying(sentence))
        .find_map(in_sentence)
}

fn in_sentence(sentence: &str) -> Option<(PayDayFlaw, &'static str)> {
    let negated = NEGATED.iter().any(|word| sentence.contains(word));
    let waits = |flaw, words: &'static [&'static str]| {
        let word = words.iter().find(|word| waits_for(sentence, word));
        word.map(|word| (flaw, *word)).filter(|_| !negated)
    };
    waits(PayDayFlaw::Bill, BILLS)
        .or_else(|| waits(PayDayFlaw::Inspection, INSPECTIONS))
        .or_else(|| waits(PayDayFlaw::Income, INCOMES))
        .or_else(|| {
            let client = client_paying_first(sentence)?;
            (!negated).then_some((PayDayFlaw::Income, client))
        })
        .or_else(|| {
            // What holds in some case speaks of the case, not of the payment.
            let mut parts = vec![sentence];
            for case in CASES {
                parts = parts.iter().flat_map(|part| part.split(case)).collect();
            }
            let paying = parts.into_iter().filter(|part| speaks_of_paying(part));
            paying.into_iter().find_map(|part| {
                let spans = SPANS.iter().map(|word| (PayDayFlaw::Span, *word));
                let vague = VAGUE.iter().map(|word| (PayDayFlaw::Vague, *word));
                spans.chain(vague).find(|(_, word)| part.contains(word))
            })
        })
}

/// The client after whose paying something is to come.
fn client_paying_first(sentence: &str) -> Option<&'static str> {
    let pays = |client: &&&str| {
        let behind = sentence.split_once(**client).map(|(_, rest)| rest);
        behind.is_some_and(|rest| PAID.iter().any(|word| waits_for(rest, word)))
    };
    CLIENTS.iter().find(pays).copied()
}

/// Whether something is to come after that word's thing.
fn waits_for(sentence: &str, word: &str) -> bool {
    sentence
        .match_indices(word)
        .any(|(at, _)| comes_after(&sentence[at + word.len()..]))
}

fn comes_after(rest: &str) -> bool {
    let goes_on = |between: &&str| rest.strip_prefix(*between).is_some_and(comes_after);
    AFTER.iter().any(|after| rest.starts_with(after)) || BETWEEN.iter().any(goes_on)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_is_none_is_found_in_what_says_when_payment_is_made() {
        use PayDayFlaw::{Bill, Income, Inspection, Span, Vague};
        for (text, flaw) in [
            ("翌月末日まで", Span),
            ("月末までに", Span),
            ("納品後60日以内", Span),
            ("納品から６０日以内", Span),
            ("今月中に", Span),
            ("来週のうちに", Span),
            ("請求書到着後", Bill),
            ("請求書の日付の翌月末", Bill),
            ("ご請求から30日", Bill),
            ("検収後30日以内", Inspection),
            ("検収月の翌月末", Inspection),
            ("検査に合格してから10日", Inspection),
            ("お客さまの入金後", Income),
            ("元の注文者から支払われた日の翌日", Income),
            ("12月25日ごろ", Vague),
            ("すみやかに", Vague),
            ("準備ができ次第", Vague),
            ("1月下旬", Vague),
        ] {
            assert_eq!(
                pay_day_flaw(text).map(|(flaw, _)| flaw),
                Some(flaw),
                "{text}"
            );
        }
        for text in ["2027年1月29日", "令和9年1月29日(金)", "2027-01-29", "1/29"] {
            assert_eq!(pay_day_flaw(text), None, "{text}");
        }
    }

    #[test]
    fn the_same_is_found_in_a_sentence_about_paying_wherever_it_stands() {
        use PayDayFlaw::{Bill, Income, Inspection, Span, Vague};
        for (text, flaw) in [
            ("銀行振込。支払いは、月末までに行います。", Span),
            ("翌月末日までに、ご指定の口座に振り込みます", Span),
            ("報酬は納品後３０日以内", Span),
            ("お支払いは、請求書到着後となります。", Bill),
            ("請求書を受け取ってから払います。", Bill),
            ("振込。請求月の翌月末払い。", Bill),
            ("検収後30日以内に支払う", Inspection),
            ("検査に合格したら、報酬を支払います", Inspection),
            ("検収の翌月に払います", Inspection),
            ("報酬は、確認が終わったあとに払います", Inspection),
            ("元の注文者からの入金後に支払います", Income),
            ("25日ごろに振り込みます", Vague),
            ("支払いは、月末迄に行います", Span),
            ("受け取ってから90日後に払います", Span),
            ("納品後90日目に振り込みます", Span),
            ("翌々月10日払い", Span),
            ("納品から60日いないに払います", Span),
            ("元請からお金が入ったら払います。", Income),
            ("お客さまがはらったら、払います", Income),
            ("お客さまが払った日の翌日に振り込みます", Income),
            ("売上が出たら払います", Income),
            ("検品が終わったら払います", Inspection),
            ("ＯＫが出たら振り込みます", Inspection),
            ("納品を確かめてから振り込みます", Inspection),
            ("1週間ほどで払います", Vague),
            ("後日払います", Vague),
            ("報酬は、あとで払います", Vague),
        ] {
            assert_eq!(
                payment_flaw(text).map(|(flaw, _)| flaw),
                Some(flaw),
                "{text}"
            );
        }
    }

    #[test]
    fn what_says_nothing_about_the_day_of_payment_is_left_alone() {
        for text in [
            "銀行振込。振込手数料は、たのむ側がはらいます。",
            "銀行が休みの日は次の営業日に払います。2日をこえて延びるときは、前の営業日に払います。",
            "受け取った分と、できている分を払います。",
            "お金をはらい終えたときに、できあがりの著作権をたのむ側に移す。",
            "約束とちがう所は、1回、報酬の中で直します。",
            "やめるときは、30日前までに知らせる。理由を聞かれたら答える。",
            "検査は7日以内に終える。それまでに知らせがないときは、合格とする。",
            "請求書はいりません。合格した数に単価をかけて払います。",
            "検査の結果にかかわらず、上の日に払います。",
            "3日後までに知らせがないときは、受け取った分を払います。",
            "口座の番号を確かめてから振り込みます。",
            "お客さまがはらった額にかかわらず、単価に数をかけて払います。",
            "たのむ側がはらう日は、上の日です。",
            "",
        ] {
            assert_eq!(payment_flaw(text), None, "{text}");
        }
    }
}
