//! Reads what was typed on the page of a drafted sheet.

use jiff::civil::Date;

use answers::FieldEdit;

use base::text;
use base::time::{DateError, japanese, read_date};
use forms::limits;
use forms::read::Read;
use job_spec::fields::FieldDef;

/// What the employer did to one drafted field; `None`: it is unchanged. A reason or a date makes it 未定.
pub(super) fn edit(
    read: &mut Read,
    def: &FieldDef,
    standing: &str,
    today: Date,
) -> Option<FieldEdit> {
    let words = format!("spec_{}", def.id);
    let (reason_name, planned_name) = (format!("{}_reason", def.id), format!("{}_planned", def.id));
    let reason = text::line(read.input.one(&reason_name));
    let planned = text::line(read.input.one(&planned_name));
    if !reason.is_empty() || !planned.is_empty() {
        read.limit(&reason_name, "undecided_reason", &reason, limits::REASON);
        let planned = planned_day(read, &planned_name, &planned, today);
        if reason.is_empty() {
            read.error(&reason_name, read.says.undecided_pair());
        }
        return planned.map(|planned| FieldEdit::Undecided { reason, planned });
    }
    let value = text::lines(read.input.one(def.id));
    read.limit(def.id, &words, &value, limits::SPEC);
    if value == text::lines(standing) {
        None
    } else if !value.is_empty() {
        Some(FieldEdit::Text {
            text: value,
            over: text::lines(standing),
        })
    } else if def.may_stay_empty() {
        Some(FieldEdit::Director)
    } else {
        read.error(def.id, read.says.empty(read.label(&words)));
        None
    }
}

fn planned_day(read: &mut Read, name: &str, typed: &str, today: Date) -> Option<Date> {
    let (says, label) = (read.says, read.label("undecided_planned"));
    if typed.is_empty() {
        read.error(name, says.undecided_pair());
        return None;
    }
    let date = match read_date(typed, today) {
        Ok(date) => date,
        Err(error) => {
            let message = match error {
                DateError::Missing => says.date(label),
                DateError::NoSuchDay => says.date_none(label),
                DateError::Weekday(day) => says.date_weekday(label, japanese(day)),
            };
            read.error(name, message);
            return None;
        }
    };
    if date <= today {
        read.error(name, says.date_past(label));
        return None;
    }
    Some(date)
}
