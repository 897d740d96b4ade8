//! The drafted text of each field: results and inspection in concrete words, never hours or sequence.

use answers::{Material, Period, Procedure, Secrecy, Slack, TaskAnswers};
use questionnaire::assess::{hours_month, units_month};

use base::text::shown;
use questionnaire::tasks::Task;
use town::Content;

/// A field before the employer's changes; `None`: the director fills it.
pub(super) fn text(
    id: &str,
    task: &Task,
    given: &TaskAnswers,
    content: &Content,
) -> Option<String> {
    match id {
        "orderer" => Some(orderer(content)),
        "work" => Some(work(task, given)),
        "deliverable" => Some(deliverable(task)),
        "volume" => Some(volume(task, given)),
        "procedure" => Some(procedure(given)),
        "excludes" => Some(excludes(task, given)),
        "handover" => Some(handover(task, given)),
        "delivery" => Some(delivery(given)),
        "inspection_date" => Some(inspection_date(content)),
        "inspection" => Some(inspection(task, given, content)),
        "expenses" => Some(expenses(task)),
        "changes" => Some(CHANGES.to_owned()),
        "intellectual_property" => Some(intellectual_property(task, given)),
        "confidentiality" => Some(confidentiality(given)),
        "term" => Some(term(given)),
        "notice" => Some(notice(content)),
        "questions" => Some(QUESTIONS.to_owned()),
        _ => None,
    }
}

const CHANGES: &str = "内容・量・しめ切り・お金を変えるときは、先に話し合い、変えた後の約束を書いてわたす。\
    変えたために増えた作業の分は、お金も見直す。";

const QUESTIONS: &str = "質問は、仕事をつなぐ担当者（ディレクター）を通して、文字で送る。\
    返事は、送った日から2営業日のうちに返す。働く時間・場所・やり方は、受ける人が決める。";

fn orderer(content: &Content) -> String {
    let operator = &content.programme.operator;
    format!(
        "{}\n{}\n{}",
        operator.name, operator.address, operator.phone
    )
}

fn work(task: &Task, given: &TaskAnswers) -> String {
    let what = match task.row {
        Some(row) => format!("{}。", row.what),
        None => format!(
            "「{}」のうち、外に出せる部分の、できあがりを作る。",
            task.name
        ),
    };
    format!(
        "{}：{what}\n量：{}（1回に{}{}）。",
        task.name,
        frequency(given),
        given.count,
        task.counter
    )
}

/// 1週間に2回 and the like.
pub(super) fn frequency(given: &TaskAnswers) -> String {
    let period = match given.period {
        Period::Week => "1週間",
        Period::Month => "1か月",
        Period::Year => "1年",
    };
    format!("{period}に{}回", given.times)
}

/// What comes out, by its name.
pub(super) fn outcome(task: &Task) -> String {
    task.row
        .map_or(task.name.clone(), |row| row.deliverable.clone())
}

pub(super) fn deliverable(task: &Task) -> String {
    match task.row {
        Some(row) => format!("{}。", row.deliverable),
        None => format!(
            "「{}」の、できあがったファイル（表計算・文書・PDFのどれか、見本と同じ形）。",
            task.name
        ),
    }
}

/// Counted by the month, or by the year where a month has less than one.
fn volume(task: &Task, given: &TaskAnswers) -> String {
    let month = units_month(given);
    let (span, units, share) = if month >= 1.0 {
        ("1か月", month, 1.0)
    } else {
        ("1年", month * 12.0, 12.0)
    };
    let unit = task.row.map_or("できあがり／1件", |row| &row.unit);
    let counter = &task.counter;
    let (expected, limit) = (shown(units.ceil()), shown((units * 1.2).ceil()));
    let hours = shown(hours_month(given) * share);
    format!(
        "数え方：{unit}。見こみ：{span}に約{expected}{counter}（約{hours}時間分）。\
         上限：{span}に{limit}{counter}。上限をこえるときは、先に相談する。"
    )
}

fn procedure(given: &TaskAnswers) -> String {
    match given.procedure {
        Procedure::Note => "やり方メモか見本がある。参考としてわたす。",
        Procedure::Oral => {
            "やり方メモは無い。口で説明できるので、説明を聞いて見本を1つ作り、参考としてわたす。"
        }
        Procedure::Knack => "やり方メモは無い。たのむ前に、見本を1つ作る。",
        Procedure::Unknown => "やり方メモや見本があるかは、まだ確かめていない。",
    }
    .to_owned()
}

pub(super) fn excludes(task: &Task, given: &TaskAnswers) -> String {
    let stays = task.stays(given);
    let stays = stays.trim_end_matches('。');
    match (task.row, stays.is_empty()) {
        (Some(row), _) if stays == row.stays => format!("{}。", row.excludes),
        (_, true) => "できあがりの最後の確認と、内容の決定。自社でつづけます。".to_owned(),
        _ => format!("次のことは入りません。自社でつづけます：{stays}。"),
    }
}

fn handover(task: &Task, given: &TaskAnswers) -> String {
    let material = match given.material {
        Material::Data => "データでわたす（共有フォルダに置く）。",
        Material::Paper => "紙はスキャンか写真にして、データでわたす。原本は手もとに残す。",
        Material::Thing => "物はわたさない。写真や数字など、データにした部分だけをわたす。",
        Material::Unknown => "材料の形は、まだ確かめていない。データにできる物だけをわたす。",
    };
    match task.row {
        Some(row) => format!("{}。\n{material}", row.handover),
        None => material.to_owned(),
    }
}

fn delivery(given: &TaskAnswers) -> String {
    let days = match given.slack {
        Slack::Month => "30日後まで",
        Slack::Week | Slack::Unknown => "7日後まで",
        Slack::Days => "3日後まで",
        Slack::SameDay => "次の営業日まで（その日のうちが要るときは、担当者と相談する）",
    };
    format!("1回分の材料がそろった日から、{days}。")
}

fn inspection_date(content: &Content) -> String {
    let days = content.programme.terms.inspection_days;
    format!(
        "できあがりを受けとった日から{days}日後まで。それまでに知らせが無いときは、合格とする。"
    )
}

pub(super) fn criterion(task: &Task, given: &TaskAnswers) -> String {
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
        "わたした件数と、できあがりの件数が同じ。見本とちがう所が0件".to_owned()
    }
}

fn inspection(task: &Task, given: &TaskAnswers, content: &Content) -> String {
    let rounds = content.programme.terms.rework_rounds;
    format!(
        "合格の決まり：{}。\n直し：決まりに合わない所だけを、{rounds}回まで無料で直す。内容を変える直しは、別の仕事として相談する。",
        criterion(task, given)
    )
}

fn expenses(task: &Task) -> String {
    let tools = task
        .row
        .map(|row| row.tools.as_str())
        .unwrap_or("パソコン、通信");
    format!(
        "ふだんのパソコンと通信のお金は、仕事のお金に入れる。使う道具：{tools}。有料の道具の使用料と送料は、たのむ側がはらう。"
    )
}

fn intellectual_property(task: &Task, given: &TaskAnswers) -> String {
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

fn confidentiality(given: &TaskAnswers) -> String {
    match given.secrecy {
        Secrecy::S0 => "公開してよい情報だけを使う。公開する前の内容は、ほかの人に話さない。",
        Secrecy::S1 => "社内の情報がある。ほかの人に話さない。終わったら、手もとのデータを消して知らせる。",
        Secrecy::S2 => {
            "名前や住所、取引先の秘密がある。秘密を守る約束を書いてから、わたす。入れる人を限った置き場だけで使い、\
             ほかの人にわたさない。終わったら、手もとのデータを消して知らせる。"
        }
        Secrecy::S3 => {
            "特に大切な情報（病気・障がい・マイナンバー・暗証番号）は、自社で消してからわたす。消せない物は、わたさない。"
        }
        Secrecy::Unknown => {
            "秘密の情報があるかは、まだ確かめていない。名前や住所を消した物だけをわたす。"
        }
    }
    .to_owned()
}

/// Whether the work comes back at least monthly, so that the order will last a month or longer.
pub(super) fn is_recurring(given: &TaskAnswers) -> bool {
    !matches!(given.period, Period::Year) || given.times >= 12
}

fn term(given: &TaskAnswers) -> String {
    if is_recurring(given) {
        "くりかえしの仕事。はじめの1か月で、量とできばえを両方で確かめ、続けるかを相談する。"
            .to_owned()
    } else {
        format!("1回ごとにたのむ仕事（年に{}回くらい）。", given.times)
    }
}

fn notice(content: &Content) -> String {
    let days = content.programme.terms.notice_days;
    format!("やめるとき、続けないときは、{days}日前までに知らせる。理由を聞かれたら答える。")
}

/// What the laws that reserve such work mean for the order. Words that name none say nothing about what is in the work.
pub(super) fn licence(laws: &[&str]) -> String {
    if laws.is_empty() {
        return "資格・許可が要る作業を思わせる言葉は、見つかりませんでした。入っていないと決まったわけではありません。\
                担当者が、たのむ前に確かめます。"
            .to_owned();
    }
    let cautions = laws.iter().map(|law| text_checks::licence_caution(law));
    cautions.collect::<Vec<_>>().join("\n")
}

/// The laws flagged by the catalogue or by the employer's own words.
pub(super) fn laws<'a>(task: &Task<'a>) -> Vec<&'a str> {
    match task.row {
        Some(row) => row.licence.as_deref().into_iter().collect(),
        None => {
            let found = text_checks::licences(&task.name).into_iter();
            found.map(|licence| licence.law.as_str()).collect()
        }
    }
}
