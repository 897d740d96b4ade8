//! The drafted text of each field: results and inspection in concrete words, never hours or sequence.

mod terms;

use answers::{Material, Period, Procedure, Secrecy, Slack, TaskAnswers, Workplace};
use base::text::shown;
use questionnaire::assess::{self, hours_month, times_month, units_month};
use questionnaire::tasks::Task;
use town::Content;

use terms::{
    confidentiality, expenses, inspection, inspection_date, intellectual_property, notice, term,
};
pub(super) use terms::{criterion, is_recurring, laws, licence};

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
        "workplace" => Some(workplace(given)),
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

const CHANGES: &str = "内容・量・しめ切り・お金を変えるときは、先に話し合い、変えた後の約束を書いて渡す。\
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
        None => task.name.clone(),
    };
    let name = match task.row {
        Some(_) => format!("{}：", task.name),
        None => String::new(),
    };
    format!(
        "{name}{what}\n量：{}（1回に{}）。",
        frequency(given),
        task.unit.amount(f64::from(given.count)),
    )
}

/// 1週間に2回 and the like; 毎日 where it is every day.
pub(super) fn frequency(given: &TaskAnswers) -> String {
    let period = match given.period {
        Period::Week => "1週間",
        Period::Month => "1か月",
        Period::Year => "1年",
    };
    if given.period == Period::Week && given.times == 7 {
        return "毎日".to_owned();
    }
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

/// Counted by the month, or by the year where it comes less often.
fn volume(task: &Task, given: &TaskAnswers) -> String {
    let (span, months) = match times_month(given) {
        times if times >= 1.0 => ("1か月", 1.0),
        _ => ("1年", 12.0),
    };
    let units = units_month(given) * months;
    let most = task
        .unit
        .most_in_a_month()
        .map(|most| f64::from(most) * months);
    // A fifth more than expected, but never more than the calendar has.
    let limit = (units * 1.2).ceil();
    let limit = most.map_or(limit, |most| limit.min(most.max(units.ceil())));
    format!(
        "数え方：{}。見こみ：{span}に{}（約{}時間分）。上限：{span}に{}。上限をこえるときは、先に相談する。",
        task.unit.counted(),
        task.unit.about(units),
        shown(hours_month(given) * months),
        task.unit.amount(limit),
    )
}

fn procedure(given: &TaskAnswers) -> String {
    match given.procedure {
        Procedure::Note => "やり方メモか見本がある。参考として渡す。",
        Procedure::Oral => {
            "やり方メモはない。口で説明できるので、説明を聞いて見本を1つ作り、参考として渡す。"
        }
        Procedure::Knack => "やり方メモはない。たのむ前に、見本を1つ作る。",
        Procedure::Unknown => "",
    }
    .to_owned()
}

pub(super) fn excludes(task: &Task, given: &TaskAnswers) -> String {
    let stays = task.stays(given);
    let stays = stays.trim_end_matches('。');
    match (task.row, stays.is_empty()) {
        (Some(row), _) if stays == row.stays => format!("{}。", row.excludes),
        (_, true) => "できあがりの最後の確認と、内容の決定。自分たちで続けます。".to_owned(),
        _ => format!("次のことは入りません。自分たちで続けます：{stays}。"),
    }
}

fn handover(task: &Task, given: &TaskAnswers) -> String {
    let material = match given.material {
        Material::Data => "データで渡す（共有フォルダーに置く）。",
        Material::Paper => "紙はスキャンか写真にして、データで渡す。原本は手もとに残す。",
        Material::Thing => "物は渡さない。写真や数字など、データにした部分だけを渡す。",
        Material::Unknown => "データにできる物だけを渡す。",
    };
    match task.row {
        Some(row) => format!("{}。\n{material}", row.handover),
        None => material.to_owned(),
    }
}

/// Empty while nobody knows. Work of the same day says what becomes of Saturdays, Sundays and holidays.
fn delivery(given: &TaskAnswers) -> String {
    let days = match given.slack {
        Slack::Month => "30日後まで",
        Slack::Week => "7日後まで",
        Slack::Days => "3日後まで",
        Slack::SameDay | Slack::AtOnce if comes_on_days_off(given) => {
            return "1回分の材料がそろった日のうち。土日・祝日にそろった分も、その日のうち。"
                .to_owned();
        }
        Slack::SameDay | Slack::AtOnce => {
            return "1回分の材料がそろった日のうち。土日・祝日にそろった分は、次の営業日のうち。"
                .to_owned();
        }
        Slack::Unknown => return String::new(),
    };
    format!("1回分の材料がそろった日から、{days}。")
}

/// Whether it comes so often that it comes on Saturdays and Sundays too.
pub(super) fn comes_on_days_off(given: &TaskAnswers) -> bool {
    match given.period {
        Period::Week => given.times > 5,
        Period::Month => given.times > 23,
        Period::Year => given.times > 260,
    }
}

/// Only the safety of what is handed over is a reason to fix the place of work.
fn workplace(given: &TaskAnswers) -> String {
    let secret = match given.secrecy {
        Secrecy::S0 | Secrecy::Unknown => "渡した物",
        Secrecy::S1 => "店や会社の中だけの情報",
        Secrecy::S2 | Secrecy::S3 => "名前や住所、取引先の秘密",
    };
    match given.workplace {
        Workplace::Anywhere => "決めない。受ける人が選ぶ（自宅でもよい）。".to_owned(),
        Workplace::Centre => {
            format!("テレワークセンターの中だけ。理由：{secret}を外に持ち出さず、安全に守るため。")
        }
        Workplace::Unknown => String::new(),
    }
}

/// The questions that each field of the sheet rests on, by their field names.
const RESTS_ON: [(&str, &[&str]); 7] = [
    ("procedure", &["procedure"]),
    ("excludes", &["reserved"]),
    ("handover", &["material", "removable"]),
    ("workplace", &["workplace"]),
    ("delivery", &["slack"]),
    ("inspection", &["done"]),
    ("confidentiality", &["secrecy", "arranged"]),
];

/// The question that still has to be settled before a field can be said, by its field name.
pub(super) fn unsettled(id: &str, given: &TaskAnswers) -> Option<&'static str> {
    let open = assess::open(given);
    let said = |question: &str| question == "done" && !given.done_text.is_empty();
    let (_, questions) = RESTS_ON.iter().find(|(field, _)| *field == id)?;
    let mut questions = questions.iter().copied();
    questions.find(|question| open.contains(question) && !said(question))
}

/// Whether a question belongs to no field of the sheet.
pub(super) fn is_without_field(question: &str) -> bool {
    !RESTS_ON
        .iter()
        .any(|(_, questions)| questions.contains(&question))
}
