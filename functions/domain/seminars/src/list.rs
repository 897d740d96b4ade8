//! The office's list of one seminar as a table for Excel.

use jiff::Timestamp;

use super::{Registration, Standing};
use base::csv::ExcelTable;
use base::time::japan_date;
use town::seminar::clock;
use town::texts::SeminarTexts;

/// The office's list of one seminar as a table.
pub fn attendance(registrations: &[Registration], texts: &SeminarTexts) -> ExcelTable {
    let head = [
        texts.head_state(),
        texts.head_position(),
        texts.head_name(),
        texts.head_business(),
        texts.head_mail(),
        texts.head_phone(),
        texts.head_seats(),
        texts.head_attend(),
        texts.head_question(),
        texts.head_registered(),
        texts.head_came(),
        texts.head_absent(),
    ];
    let rows = registrations
        .iter()
        .map(|registration| row(registration, texts));
    ExcelTable::new(&head, rows.collect())
}

fn row(registration: &Registration, texts: &SeminarTexts) -> Vec<String> {
    let (state, position) = match registration.state {
        Standing::Confirmed => (texts.state_confirmed(), String::new()),
        Standing::Waiting { position } => (texts.state_waiting(), position.to_string()),
        Standing::Unconfirmed => (texts.state_unconfirmed(), String::new()),
        Standing::Cancelled => (texts.state_cancelled(), String::new()),
    };
    let absent = match registration.no_show {
        true => texts.absent(),
        false => "",
    };
    let time = |at: Timestamp| format!("{} {}", japan_date(at), clock(at));
    let mail = registration.mail.as_ref();
    let mail = mail.map_or_else(String::new, |mail| mail.as_str().to_owned());
    let phone = registration.phone.as_ref();
    let phone = phone.map_or_else(String::new, |phone| phone.as_str().to_owned());
    vec![
        state.to_owned(),
        position,
        registration.name.clone(),
        registration.business.clone(),
        mail,
        phone,
        registration.seats.to_string(),
        registration.attend.label(texts).to_owned(),
        registration.question.clone().unwrap_or_default(),
        time(registration.created_at),
        registration.checked_in_at.map(time).unwrap_or_default(),
        absent.to_owned(),
    ]
}
