//! Wordings by which whoever does the work bears the fee of being paid: less than was agreed, also where both wanted it so
//! (フリーランス法5条, 公正取引委員会).

use unicode_normalization::UnicodeNormalization;

use crate::paying::{sentences, speaks_of_paying};

const FEE: &str = "手数料";
/// Who orders and pays.
const ORDERERS: &[&str] = &[
    "たのむ側",
    "頼む側",
    "たのむ人",
    "当方",
    "運営",
    "発注",
    "注文",
    "委託者",
    "委託元",
    "甲",
    "窓口",
    "こちら",
    "当社",
    "弊社",
    "公社",
    "町",
    "わたしたち",
    "私たち",
    "支払う側",
    "払う側",
    "はらう側",
];
/// Who is paid.
const WORKERS: &[&str] = &[
    "受ける",
    "受け手",
    "受注",
    "受託",
    "ワーカー",
    "乙",
    "はたらく",
    "働く",
    "作業する",
    "作業者",
    "あなた",
    "貴方",
    "フリーランス",
    "そちら",
    "本人",
    "相手",
];
const BEARING: &[&str] = &[
    "負担",
    "はらい",
    "はらう",
    "払い",
    "払う",
    "持ち",
    "もち",
    "持つ",
    "もつ",
    "出し",
    "出す",
];
const TAKEN: &[&str] = &[
    "差し引",
    "差引",
    "さしひ",
    "引いた",
    "引いて",
    "引き、",
    "引く",
    "控除",
    "天引",
    "相殺",
    "ご負担",
    "自己負担",
    "各自",
    "折半",
];
/// Behind the fee: it is none.
const NOT_TAKEN: &[&str] = &[
    "引きません",
    "引かない",
    "引かず",
    "差し引きません",
    "差し引かない",
    "差し引かず",
    "控除しません",
    "控除しない",
    "ご負担はありません",
    "負担はありません",
    "かかりません",
    "いりません",
    "いただきません",
    "なし",
    "無料",
];

/// The words that have somebody else than the orderer bear the fee. `is_method`: the text says how payment is made, so that a
/// fee of which nobody is said to bear it is one too.
pub fn transfer_fee_flaw(text: &str, is_method: bool) -> Option<&'static str> {
    let plain: String = text.nfkc().collect();
    sentences(&plain)
        .filter(|sentence| sentence.contains(FEE) && (is_method || speaks_of_paying(sentence)))
        .filter(|sentence| !is_none(sentence))
        .find_map(|sentence| in_sentence(sentence, is_method))
}

fn is_none(sentence: &str) -> bool {
    let behind = sentence.split(FEE).skip(1);
    let mut behind =
        behind.map(|rest| rest.trim_start_matches(['は', 'も', 'を', 'が', 'の', '、', ' ']));
    behind.any(|rest| NOT_TAKEN.iter().any(|word| rest.starts_with(word)))
}

fn in_sentence(sentence: &str, is_method: bool) -> Option<&'static str> {
    let taken = TAKEN.iter().find(|word| sentence.contains(**word));
    if taken.is_some() {
        return taken.copied();
    }
    let borne = BEARING.iter().filter_map(|word| sentence.rfind(word)).max();
    let before = &sentence[..borne.unwrap_or_default()];
    // Whoever is named last before it, as in 受注者ではなく、発注者が負担.
    let last = |who: &[&'static str]| {
        let named = who
            .iter()
            .filter_map(|word| Some((before.rfind(word)?, *word)));
        named.max()
    };
    match (last(ORDERERS), last(WORKERS)) {
        (Some(orderer), worker) if worker.is_none_or(|it| it < orderer) => None,
        (_, Some((_, worker))) => Some(worker),
        _ => is_method.then_some(FEE),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fee_that_the_worker_bears_is_found() {
        for text in [
            "銀行振込。振込手数料は、受ける人がはらいます。",
            "手数料は受注者負担",
            "振込手数料を差し引いて振り込みます",
            "手数料を引いた額を振り込みます",
            "振込手数料は乙の負担",
            "振込手数料は、発注者ではなく受注者が負担します",
            "手数料はご負担ください。",
            "銀行振込、手数料は折半。",
            "振込。手数料はワーカーもちです。",
            "請求書はいりません、手数料は乙の負担です",
            "材料は無料、振込手数料は受ける人がはらいます",
        ] {
            assert_ne!(transfer_fee_flaw(text, true), None, "{text}");
        }
        for text in [
            "振込手数料は受注者の負担です。",
            "報酬から手数料を差し引いて払います",
        ] {
            assert_ne!(transfer_fee_flaw(text, false), None, "{text}");
        }
        assert_eq!(
            transfer_fee_flaw("銀行振込。振込手数料あり。", true),
            Some(FEE)
        );
    }

    #[test]
    fn a_fee_that_the_orderer_bears_is_left_alone_and_so_is_work_about_fees() {
        for text in [
            "銀行振込。振込手数料は、たのむ側がはらいます。",
            "振込手数料は当方の負担です。",
            "振込手数料は、受注者ではなく、発注者が負担します。",
            "振込手数料は引きません。",
            "報酬から振込手数料を差し引かずに払います。",
            "振込手数料は、かかりません。",
            "振込手数料のご負担はありません。",
            "銀行振込（手数料なし）",
            "甲が振込手数料を負担する。",
            "銀行振込",
            "",
        ] {
            assert_eq!(transfer_fee_flaw(text, true), None, "{text}");
        }
        for text in [
            "サイトの手数料を差し引いた売上を表にする。",
            "手数料の支払いの一覧を作る。",
        ] {
            assert_eq!(transfer_fee_flaw(text, false), None, "{text}");
        }
    }
}
