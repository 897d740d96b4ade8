//! The drafted texts of inspection, expenses, rights, secrecy and the order's end.

use answers::{Period, Secrecy, TaskAnswers};
use questionnaire::tasks::Task;
use town::Content;

pub(super) fn inspection_date(content: &Content) -> String {
    let days = content.programme.terms.inspection_days;
    format!(
        "できあがりを受け取った日から{days}日後まで。それまでに知らせがないときは、合格とする。"
    )
}

pub(in super::super) fn criterion(task: &Task, given: &TaskAnswers) -> String {
    let typical = task
        .row
        .map(|row| row.inspection.as_str())
        .unwrap_or_default();
    let own = given.done_text.trim().trim_end_matches('。');
    if !own.is_empty() {
        own.to_owned()
    } else if !typical.is_empty() {
        typical.to_owned()
    } else {
        "渡した件数と、できあがりの件数が同じ。見本とちがう所が0件".to_owned()
    }
}

pub(super) fn inspection(task: &Task, given: &TaskAnswers, content: &Content) -> String {
    let rounds = content.programme.terms.rework_rounds;
    format!(
        "合格の決まり：{}。\n直し：決まりに合わない所だけを、{rounds}回まで無料で直す。内容を変える直しは、別の仕事として相談する。",
        criterion(task, given)
    )
}

pub(super) fn expenses(task: &Task) -> String {
    let tools = task
        .row
        .map(|row| row.tools.as_str())
        .unwrap_or("パソコン、通信");
    format!(
        "ふだんのパソコンと通信のお金は、仕事のお金に入れる。使う道具：{tools}。有料の道具の使用料と送料は、たのむ側がはらう。"
    )
}

pub(super) fn intellectual_property(task: &Task, given: &TaskAnswers) -> String {
    const CREATIVE: &[&str] = &[
        "writing",
        "design",
        "photo_video",
        "translation",
        "social_review",
        "web_update",
        "it_automation",
    ];
    if task
        .tags(given)
        .iter()
        .any(|tag| CREATIVE.contains(&tag.as_str()))
    {
        "お金をはらい終えたときに、できあがりの著作権（著作権法27条・28条の権利をふくむ）をたのむ側に移す。\
         移す分のお金は、仕事のお金に入れる。材料の権利は、もとの持ち主のまま。"
            .to_owned()
    } else {
        "材料とできあがったデータは、たのむ側の物。受ける人は、この仕事のほかに使わない。"
            .to_owned()
    }
}

pub(super) fn confidentiality(given: &TaskAnswers) -> String {
    match given.secrecy {
        Secrecy::S0 => "公開してよい情報だけを使う。公開する前の内容は、ほかの人に話さない。",
        Secrecy::S1 => {
            "店や会社の中だけの情報がある。秘密を守る約束を書いてから、渡す。ほかの人に話さない。\
             終わったら、手もとのデータを消して知らせる。"
        }
        Secrecy::S2 => {
            "名前や住所、取引先の秘密がある。秘密を守る約束を書いてから、渡す。入れる人を限った置き場所だけで使い、\
             ほかの人に渡さない。終わったら、手もとのデータを消して知らせる。"
        }
        Secrecy::S3 => {
            "特に大切な情報（病気・障がい・マイナンバー・暗証番号）は、先に消してから渡す。消せない物は、渡さない。"
        }
        Secrecy::Unknown => {
            "名前や住所を消した物だけを渡す。"
        }
    }
    .to_owned()
}

/// Whether the work comes back at least monthly, so that the order will last a month or longer.
pub(in super::super) fn is_recurring(given: &TaskAnswers) -> bool {
    !matches!(given.period, Period::Year) || given.times >= 12
}

pub(super) fn term(given: &TaskAnswers) -> String {
    if is_recurring(given) {
        "くりかえしの仕事。はじめの1か月で、量とできばえを両方で確かめ、続けるかを相談する。"
            .to_owned()
    } else {
        format!("1回ごとにたのむ仕事（年に{}回くらい）。", given.times)
    }
}

pub(super) fn notice(content: &Content) -> String {
    let days = content.programme.terms.notice_days;
    format!("やめるとき、続けないときは、{days}日前までに知らせる。理由を聞かれたら答える。")
}

/// What the laws that reserve such work mean for the order. Words that name none say nothing about what is in the work.
pub(in super::super) fn licence(laws: &[&str], content: &Content) -> String {
    if laws.is_empty() {
        return "資格・許可が要る作業を思わせる言葉は、見つかりませんでした。入っていないと決まったわけではありません。\
                担当者が、たのむ前に確かめます。"
            .to_owned();
    }
    let cautions = laws.iter().map(|law| content.checks.licence_caution(law));
    cautions.collect::<Vec<_>>().join("\n")
}

/// The laws flagged by the catalogue or by the employer's own words.
pub(in super::super) fn laws<'a>(task: &Task<'a>, content: &'a Content) -> Vec<&'a str> {
    match task.row {
        Some(row) => row.licence.as_deref().into_iter().collect(),
        None => {
            let found = content.checks.licences(&task.name).into_iter();
            found.map(|licence| licence.law.as_str()).collect()
        }
    }
}
