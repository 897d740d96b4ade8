//! The words of the notice: what the message was, why it was given up, and what to do now.

use base::people::Notice;
use base::reference::Reference;
use base::time::japanese;
use jiff::Timestamp;
use messages::delivery::Recipient;
use messages::{Topic, VisitNotice};
use submissions::Submission;

/// A message that was given up.
pub(super) struct Lost<'a> {
    pub(super) id: &'a str,
    pub(super) reference: Option<Reference>,
    pub(super) what: &'a Topic,
    pub(super) reason: &'a str,
    pub(super) at: Timestamp,
}

/// What the message was.
pub(super) fn title(what: &Topic) -> String {
    match what {
        Topic::Placement { notice, entry, .. } => match notice {
            Notice::Offer if *entry == 0 => "仕事のたのみ方シート".to_owned(),
            Notice::Copy => "仕事のたのみ方シート（事務局への控え）".to_owned(),
            Notice::Receipt => "受け付けの知らせ".to_owned(),
            Notice::Question => "担当者からの質問".to_owned(),
            Notice::Consent => "連携先に渡してよいかの質問".to_owned(),
            Notice::HandOver | Notice::TakenBack => "連携先への知らせ".to_owned(),
            Notice::Offer | Notice::Escalation => "まわってきた仕事のたのみ方シート".to_owned(),
            Notice::Answer => "質問の答え".to_owned(),
            _ => "仕事の進みぐあいの知らせ".to_owned(),
        },
        Topic::Seminar { seminar, .. } => format!("セミナー（{seminar}）の知らせ"),
        Topic::Visit {
            notice: VisitNotice::Request,
            ..
        } => "訪問の申込み".to_owned(),
        Topic::Visit {
            notice: VisitNotice::Receipt,
            ..
        } => "訪問の申込みの控え".to_owned(),
        Topic::Link(_) | Topic::Undelivered { .. } => "知らせ".to_owned(),
    }
}

/// A mail that had left, rather than one that could not leave.
pub(super) fn came_back(reason: &str) -> bool {
    reason.starts_with("bounce") || reason == "complaint"
}

/// The reason in plain words.
pub(super) fn why(reason: &str) -> &'static str {
    let code = reason
        .strip_prefix("smtp-")
        .or_else(|| reason.strip_prefix("bounce-"))
        .unwrap_or(reason);
    match code {
        "550" | "551" | "553" | "5.1.1" | "5.1.2" | "5.1.3" | "5.1.6" | "5.1.10" => {
            "相手のメールサーバーに「そのアドレスはない」と言われました"
        }
        "552" | "5.2.2" | "4.2.2" => "相手のメールボックスがいっぱいです",
        "5.3.4" | "5.2.3" => "メールが大きすぎると言われました",
        "complaint" => "受け取った人が、迷惑メールとして報告しました",
        "bounce" => "送ったあとに、もどってきました",
        "timeout" | "connection" | "tls" => {
            "何度送っても、メールを送るサーバーにつながりませんでした"
        }
        "unknown-group" | "no-partner" => "programme.toml に、その相手がありません",
        "no-address" | "invalid-address" => "あて先のアドレスがないか、形がまちがっています",
        "pdf" | "json" | "template" | "invalid-mail" | "no-letter" | "mismatch" => {
            "メールを作れませんでした。プログラムの担当者に、このメールを見せてください"
        }
        "submission-gone" | "draft-gone" | "seminar-gone" | "visit-gone" => {
            "もとの記録が、もうありません"
        }
        "no-outcome" => {
            "送る用意をするたびに、送るしくみが止まりました。プログラムの担当者に、このメールを見せてください"
        }
        "attempts" => "何度送っても、送れませんでした",
        "panic" | "unreadable" => {
            "メールを作れませんでした。プログラムの担当者に、このメールを見せてください"
        }
        "folder" => "メールを置くフォルダーに書けませんでした",
        _ if code.starts_with('4') => {
            "何度送っても、相手のメールサーバーが「いまは受け取れない」と言いました"
        }
        _ if reason.starts_with("http-") => "相手のシステムが、受け取りを断りました",
        _ if reason.starts_with("bounce-") => "送ったあとに、もどってきました",
        _ => "相手のメールサーバーが、受け取りを断りました",
    }
}

/// Mends an address of the programme.
const MEND: &str = "正しいアドレスを聞き、content/programme.toml を直して、公開し直します。";

/// What to do now, in order.
pub(super) fn steps(
    lost: &Lost<'_>,
    submission: Option<&Submission>,
    has_sheets: bool,
    stand_in: &str,
) -> Vec<String> {
    let by = submission.map(|submission| japanese(submission.answer_by));
    let by = by.unwrap_or_default();
    let mut steps: Vec<String> = match (lost.what, lost.what.recipient()) {
        (
            Topic::Placement {
                notice, instead, ..
            },
            Recipient::Director { .. } | Recipient::Deputy { .. },
        ) if notice.needs_somebody() => {
            let next = match (instead, has_sheets) {
                (false, _) => format!(
                    "同じ知らせを「{stand_in}」に自動で送っています。返事は、どちらからでもできます。"
                ),
                (true, false) => "この知らせは、担当者にも副担当にも届いていません。下のページで、担当を変えるか、代わりに返事をしてください。".to_owned(),
                (true, true) => format!(
                    "シートは、担当者にも副担当にも届いていません。このメールに全部あります。受ける人を決めて、渡してください。事業者には、{by}までに返事をすると約束しています。"
                ),
            };
            vec![next, format!("電話などで本人に知らせ、{MEND}")]
        }
        (_, Recipient::Director { .. } | Recipient::Deputy { .. }) => vec![format!(
            "知らせが届いていないことを、電話などで本人に伝え、{MEND}"
        )],
        (_, Recipient::Office) => {
            let mend = format!(
                "事務局のアドレスにメールが届きません。事務局に電話などで知らせてください。{MEND}"
            );
            let hand = format!(
                "担当が決まっていない仕事のシートが、このメールに全部あります。事務局に渡してください。事業者には、{by}までに返事をすると約束しています。"
            );
            match has_sheets {
                false => vec![mend],
                true => vec![hand, mend],
            }
        }
        (what, Recipient::Employer) => phone_employer(what, submission, &by),
        (Topic::Placement { .. }, Recipient::Somebody) => {
            vec![
                format!("相手に電話などで知らせ、{MEND}"),
                "渡すのをやめるときは、下のページで「取りもどして引き受ける」を押すか、担当を変えます。".to_owned(),
            ]
        }
        (_, Recipient::Somebody) => {
            vec!["名前と連絡先を申込みの一覧で見て、別の方法で伝えてください。".to_owned()]
        }
    };
    if lost.reason == "complaint" {
        steps.push("迷惑メールにしたのがまちがいかどうかを、本人に聞いてください。このままだと、これからのメールも届きません。".to_owned());
    }
    steps
}

fn phone_employer(what: &Topic, submission: Option<&Submission>, by: &str) -> Vec<String> {
    let phone = submission.and_then(|submission| submission.contact.phone.as_ref());
    let call = match phone {
        Some(phone) => format!("事業者に電話してください：{}", phone.as_str()),
        None => "電話番号は書かれていません。事業者の名前から番号を調べて、電話してください。"
            .to_owned(),
    };
    let tell = match what {
        Topic::Placement {
            notice: Notice::Receipt,
            ..
        } => format!(
            "仕事のたのみ方シートを受け付けたこと、受付番号、{by}までに担当者から連絡することを伝えます。"
        ),
        _ => "受付番号を伝え、届かなかった知らせの中身を、下のページで読んで伝えます。".to_owned(),
    };
    let after = "これからの連絡のしかたを聞いて、担当者にも伝えます。".to_owned();
    vec![call, tell, after]
}
