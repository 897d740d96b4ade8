//! 支払通知書 on the worker's page: what is paid, month by month, and the answer to it.

use accounts::{AccountEvent, AccountRecord, NoticeAnswer, SentPaper};
use base::month::Month;
use forms::{Field, FieldError, Input, Kind, limits};
use orders::PaperGroup;
use placements::{Command, Placement};
use serde::Serialize;
use town::Content;
use town::texts::MoneyTexts;

use crate::fields::{self, FormReader};
use crate::order::ReadReport;

/// The notice that holds for one month.
#[derive(Serialize)]
pub(crate) struct NoticeView {
    title: String,
    number: String,
    month: String,
    /// That it replaces another.
    replaces: Vec<String>,
    groups: Vec<PaperGroup>,
    /// What was answered; empty: nothing yet.
    answered: String,
    /// The form of the answer; of several unanswered ones, the earliest has it.
    fields: Vec<Field>,
}

/// The notices of a worker, the newest first; `form`: what was typed and is wrong, where one may act.
pub(crate) fn notices(
    placement: &Placement,
    worker: u32,
    form: Option<(Option<&Input>, &Vec<FieldError>)>,
    content: &Content,
) -> Vec<NoticeView> {
    let texts = &content.texts.money;
    let answers = &placement.accounts.answers;
    let own = placement.accounts.notices.iter();
    let own = own.filter(|((_, of), _)| *of == worker);
    let mut form = form;
    let views = own.filter_map(|((month, _), papers)| {
        let last: &AccountRecord<SentPaper> = papers.last()?;
        let paper = &last.what.paper;
        let answer = answers.get(&paper.number).map(|it| &it.what);
        let fields = match (answer, form.is_some()) {
            (None, true) => form.take(),
            _ => None,
        };
        let fields = fields.map(|(typed, errors)| answer_fields(typed, errors, texts));
        Some(NoticeView {
            title: texts.worker_notice(&paper.number, transfer(last, texts)),
            number: paper.number.clone(),
            month: month.to_string(),
            replaces: paper.lead.iter().skip(1).cloned().collect(),
            groups: paper.groups.clone(),
            answered: match answer {
                None => String::new(),
                Some(NoticeAnswer::Agreed) => texts.worker_agreed().to_owned(),
                Some(NoticeAnswer::Objected { text }) => {
                    format!("{}\n{text}", texts.worker_objected())
                }
            },
            fields: fields.unwrap_or_default(),
        })
    });
    let mut views: Vec<NoticeView> = views.collect();
    views.reverse();
    views
}

/// What is transferred, as the paper itself says it.
fn transfer(sent: &AccountRecord<SentPaper>, texts: &MoneyTexts) -> String {
    let mut rows = sent.what.paper.rows();
    let row = rows.find(|row| row.label == texts.row_transfer());
    row.map(|row| row.lines.concat()).unwrap_or_default()
}

fn answer_fields(typed: Option<&Input>, errors: &[FieldError], texts: &MoneyTexts) -> Vec<Field> {
    let all = vec![
        ("agreed".to_owned(), texts.answer_agree().to_owned()),
        ("objected".to_owned(), texts.answer_object().to_owned()),
    ];
    let object = Field {
        optional: true,
        max_length: limits::REASON,
        ..fields::note("objection", texts.object_text(), texts.object_hint())
    };
    let fields = [
        fields::choices(Kind::Radio, "answer", texts.answer(), all),
        object,
    ];
    let again = |field: Field| match typed {
        Some(input) if input.0.contains_key("notice") => fields::refill(field, input, errors),
        _ => field,
    };
    fields.into_iter().map(again).collect()
}

/// Reads the answer to a notice.
pub(crate) fn answer_to_notice(worker: u32, input: &Input, content: &Content) -> ReadReport {
    let texts = &content.texts.money;
    let mut reader = FormReader::of(input, &content.texts.director);
    let text = reader.lines("objection", limits::REASON);
    let parse = |code: &str| match code {
        "agreed" => Some(NoticeAnswer::Agreed),
        "objected" => Some(NoticeAnswer::Objected { text: text.clone() }),
        _ => None,
    };
    let answer = reader.one_of("answer", parse, texts.answer_missing());
    if matches!(&answer, Some(NoticeAnswer::Objected { text }) if text.is_empty()) {
        reader.error("objection", texts.object_missing());
    }
    let number = input.one("notice").to_owned();
    let month = input.one("month").parse::<Month>().ok();
    let event = answer
        .zip(month)
        .map(|(answer, month)| AccountEvent::NoticeAnswered {
            worker,
            month,
            number,
            answer,
        });
    let command = event.map(|event| Command::Account { event });
    (command, reader.errors)
}
