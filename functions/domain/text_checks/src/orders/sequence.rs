//! Orders on the sequence: まず…次に…, numbered steps, 指示に従う. How the work is done, not what comes out.

use std::ops::Range;

use super::About;
use super::words::{binds, find, has, is_free, is_labour, is_request, likely};

const FIRST: &[&str] = &[
    "まず",
    "はじめに",
    "始めに",
    "最初に",
    "第一に",
    "1番目に",
    "一番目に",
    "手順1",
    "ステップ1",
    "工程1",
];
const THEN: &[&str] = &[
    "次に",
    "つぎに",
    "そのあと",
    "その後",
    "それから",
    "続いて",
    "つづいて",
    "最後に",
    "第二に",
    "2番目に",
    "終わったら",
    "済んだら",
    "完了したら",
    "しおわったら",
    "手順2",
    "ステップ2",
    "工程2",
];

/// Words that tie the worker to an order or to somebody's orders.
const WORDS: &[&str] = &[
    "の順番で",
    "の順に作業",
    "の順で作業",
    "この順で",
    "この順に",
    "次の順に",
    "次の順で",
    "順番どおり",
    "順番通り",
    "順番を守",
    "決まった順",
    "決められた順",
    "手順どおり",
    "手順通り",
    "手順のとおり",
    "手順を守",
    "手順に沿",
    "手順に従",
    "手順書どおり",
    "手順書通り",
    "手順書のとおり",
    "手順書に従",
    "マニュアルどおり",
    "マニュアル通り",
    "マニュアルに従",
    "指示どおり",
    "指示通り",
    "指示のとおり",
    "指示に従",
    "指示にしたが",
    "指示を受けて",
    "都度指示",
    "指示のもと",
    "指図",
    "言われたとおり",
    "言われた通り",
];

/// Single actions, by which a list is known for one of steps.
const ACTIONS: &[&str] = &[
    "スキャン",
    "入力",
    "確認",
    "印刷",
    "保存",
    "送信",
    "集計",
    "転記",
    "チェック",
    "読み取",
    "コピー",
    "開く",
    "開き",
    "登録",
    "並べ",
    "写す",
    "写し",
];

/// Where a folded text orders a sequence.
pub(super) fn order(text: &str, about: About) -> Option<Range<usize>> {
    let tied = find(text, WORDS).filter(|at| !is_free(&text[at.end..]));
    if let Some(at) = tied {
        return Some(at).filter(|_| binds(text, about) || about == About::Company && !is_own(text));
    }
    let at = steps(text)
        .or_else(|| after_another(text))
        .or_else(|| arrows(text))
        .or_else(|| numbered(text))?;
    (about == About::Work || binds(text, about) || about == About::Company && is_request(text))
        .then_some(at)
}

/// Whether the company says that it does so itself.
fn is_own(text: &str) -> bool {
    has(text, &["自社で", "当社が", "社員が", "私が", "わたしが"]) && !is_request(text)
}

/// Whether a folded sentence is one step of a sequence.
pub(super) fn is_step(sentence: &str) -> bool {
    first(sentence).is_some() || has(sentence, THEN) || is_numbered(sentence)
}

/// A text without the words that put its parts into a sequence.
pub(super) fn without_marks(text: &str) -> String {
    let marks = FIRST
        .iter()
        .chain(THEN)
        .chain(WORDS)
        .chain(&["→", "=>", "⇒", "してから"]);
    let mut rest = text.to_owned();
    for mark in marks {
        let instead = if matches!(*mark, "→" | "=>" | "⇒" | "してから") {
            "、"
        } else {
            ""
        };
        rest = rest.replace(mark, instead);
    }
    rest.replace("、、", "、")
}

/// まず, but not まずい.
fn first(text: &str) -> Option<Range<usize>> {
    let tasteless = ["まずい", "まずく", "まずか", "まずま"];
    likely(text, FIRST).find_map(|word| {
        let mut found = text.match_indices(word).map(|(at, _)| at);
        let at = found.find(|at| !tasteless.iter().any(|bad| text[*at..].starts_with(bad)))?;
        Some(at..at + word.len())
    })
}

/// まず … 次に.
fn steps(text: &str) -> Option<Range<usize>> {
    let first = first(text)?;
    let then = find(&text[first.end..], THEN)?;
    Some(first.start..first.end + then.end)
}

/// 確認してから入力する, 印刷した後に送信.
fn after_another(text: &str) -> Option<Range<usize>> {
    const AFTER: &[&str] = &[
        "してから",
        "した後に",
        "したあとに",
        "し終えたら",
        "し終わったら",
        "が終わり次第",
    ];
    likely(text, ACTIONS).find_map(|action| {
        text.match_indices(action).find_map(|(at, _)| {
            let tail = &text[at + action.len()..];
            let rest = AFTER.iter().find_map(|after| tail.strip_prefix(after))?;
            let clause = rest.split('。').next().unwrap_or_default();
            let rest_acts = has(clause, ACTIONS) || is_labour(clause);
            rest_acts.then(|| at..text.len() - rest.len())
        })
    })
}

/// スキャン→入力→確認.
fn arrows(text: &str) -> Option<Range<usize>> {
    let at = find(text, &["→", "=>", "⇒", "->"])?;
    let before = ACTIONS.iter().any(|action| {
        let cut = text[..at.start].trim_end_matches(['す', 'る', 'し', 'て', '、']);
        cut.ends_with(action)
    });
    let after = ACTIONS.iter().any(|action| {
        let near: String = text[at.end..].chars().take(8).collect();
        near.contains(action)
    });
    (before && after).then_some(at)
}

/// Two numbered items that are actions: 1.スキャンする 2.入力する.
fn numbered(text: &str) -> Option<Range<usize>> {
    let item = |number: char| {
        let found = text.match_indices(number).map(|(at, _)| at);
        let mut items = found.filter(|at| is_numbered(&text[*at..]));
        items.next()
    };
    let (first, second) = (item('1')?, item('2')?);
    (first < second).then_some(first..second + 1)
}

/// Whether a text begins with a numbered action.
fn is_numbered(text: &str) -> bool {
    let plain = text.trim_start_matches('(');
    let rest = plain.trim_start_matches(|c: char| c.is_ascii_digit());
    let sign = rest.trim_start_matches(['.', ')', ':', '、']);
    // ① is folded to 1 without a sign.
    let numbered = rest.len() < plain.len();
    let item = sign.split(['。', '、']).next().unwrap_or_default();
    let near: String = item.chars().take(12).collect();
    let is_one = numbered && !near.is_empty();
    let acts = ACTIONS.iter().any(|action| {
        near.find(action).is_some_and(|at| {
            let tail = &near[at + action.len()..];
            let ends = [
                "する", "し", "を", "く", "き", "す", "。", "2", "3", "(", "る",
            ];
            tail.is_empty() || ends.iter().any(|end| tail.starts_with(end))
        })
    });
    is_one && acts
}
