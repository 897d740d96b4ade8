//! The office's list of one seminar as a table for Excel.

use jiff::Timestamp;

use super::{Registration, Standing};
use base::csv::table;
use base::time::japan_date;
use town::seminar::clock;

/// The office's list of one seminar as a table.
pub fn attendance(registrations: &[Registration]) -> Vec<u8> {
    let head = [
        "状態",
        "順番",
        "名前",
        "会社などの名前",
        "メール",
        "人数",
        "参加のしかた",
        "聞きたいこと",
        "申し込んだ日時",
        "受付した日時",
        "欠席",
    ];
    table(&head, &registrations.iter().map(row).collect::<Vec<_>>())
}

fn row(registration: &Registration) -> Vec<String> {
    let (state, position) = match registration.state {
        Standing::Confirmed => ("参加", String::new()),
        Standing::Waiting { position } => ("キャンセル待ち", position.to_string()),
        Standing::Unconfirmed => ("メールの確認待ち", String::new()),
        Standing::Cancelled => ("取り消し", String::new()),
    };
    let time = |at: Timestamp| format!("{} {}", japan_date(at), clock(at));
    vec![
        state.to_owned(),
        position,
        registration.name.clone(),
        registration.business.clone(),
        registration.mail.as_str().to_owned(),
        registration.seats.to_string(),
        registration.attend.label().to_owned(),
        registration.question.clone().unwrap_or_default(),
        time(registration.created_at),
        registration.checked_in_at.map(time).unwrap_or_default(),
        if registration.no_show { "欠席" } else { "" }.to_owned(),
    ]
}
