//! 支払通知書 on the worker's page: what is paid, month by month, and the answer to it.

use accounts::{AccountBook, AccountEvent, AccountRecord, HeardAnswer, NoticeAnswer, SentPaper};
use base::month::Month;
use base::time::{japan_date, japanese};
use forms::{Field, FieldError, Input, Kind, limits};
use jiff::civil::Date;
use orders::PaperGroup;
use placements::{Command, Placement};
use serde::Serialize;
use town::Content;
use town::texts::MoneyTexts;

use crate::acts::ReadReport;
use crate::fields::{self, FormReader};
use crate::people::People;

/// The notice that holds for one month.
#[derive(Serialize)]
pub(crate) struct NoticeView {
    title: String,
    number: String,
    month: String,
    /// That it replaces another.
    replaces: Vec<String>,
    groups: Vec<PaperGroup>,
    /// What was answered, and who heard it; empty: nothing yet.
    answered: String,
    /// The form of the answer; of several unanswered ones, the earliest has it.
    fields: Vec<Field>,
}

/// The form of an answer: what was typed and is wrong, and whether an answer that was given may be put right.
pub(crate) struct AnswerForm<'a> {
    pub typed: Option<&'a Input>,
    pub errors: &'a [FieldError],
    pub again: bool,
}

/// The notices of a worker, the newest first; `form`: where one may act.
pub(crate) fn notices(
    placement: &Placement,
    worker: u32,
    mut form: Option<AnswerForm<'_>>,
    content: &Content,
) -> Vec<NoticeView> {
    let texts = &content.texts.money;
    let book = &placement.accounts;
    let own = placement.accounts.notices.iter();
    let own = own.filter(|((_, of), _)| *of == worker);
    let views = own.filter_map(|((month, _), papers)| {
        let last: &AccountRecord<SentPaper> = papers.last()?;
        let paper = &last.what.paper;
        let fields = match book.answers.contains_key(&paper.number) {
            true => None,
            false => form.take(),
        };
        let fields = fields.map(|form| answer_fields(form.typed, form.errors, texts));
        Some(NoticeView {
            title: texts.worker_notice(&paper.number, transfer(last, texts)),
            number: paper.number.clone(),
            month: month.to_string(),
            replaces: paper.lead.iter().skip(1).cloned().collect(),
            groups: paper.groups.clone(),
            answered: answered(&paper.number, book, content),
            fields: fields.unwrap_or_default(),
        })
    });
    let mut views: Vec<NoticeView> = views.collect();
    if let (Some(last), Some(form)) = (views.last_mut(), form.filter(|form| form.again)) {
        last.fields = answer_fields(form.typed, form.errors, texts);
    }
    views.reverse();
    views
}

/// What was answered to a notice, and by whom it was heard.
fn answered(number: &str, book: &AccountBook, content: &Content) -> String {
    let texts = &content.texts.money;
    let Some(given) = book.answers.get(number) else {
        return String::new();
    };
    let said = match &given.what {
        NoticeAnswer::Agreed => texts.worker_agreed().to_owned(),
        NoticeAnswer::Objected { text } => format!("{}\n{text}", texts.worker_objected()),
    };
    match book.heard.get(number) {
        None => said,
        Some(heard) => {
            let by = People(content).actor(&given.by);
            let how = texts.heard_by(japanese(heard.on), by, &heard.how);
            format!("{said}\n{how}")
        }
    }
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

/// How an answer was heard, for whoever enters it.
pub(crate) fn heard_fields(
    typed: Option<&Input>,
    errors: &[FieldError],
    today: Date,
    texts: &MoneyTexts,
) -> Vec<Field> {
    let how = Field {
        hint: texts.heard_how_hint().to_owned(),
        ..fields::line("heard_how", texts.heard_how())
    };
    let fields = [how, fields::day("heard_on", texts.heard_on(), today)];
    let again = |field: Field| match typed {
        Some(input) if input.0.contains_key("notice") => fields::refill(field, input, errors),
        _ => field,
    };
    fields.into_iter().map(again).collect()
}

/// An answer as read: the month of the notice, its number, and what is said of it.
type ReadAnswer = (Month, String, NoticeAnswer);

fn command(
    worker: u32,
    (month, number, answer): ReadAnswer,
    heard: Option<HeardAnswer>,
) -> Command {
    let event = AccountEvent::NoticeAnswered {
        worker,
        month,
        number,
        answer,
        heard,
    };
    Command::Account { event, after: None }
}

/// Reads the answer that a worker gives to a notice.
pub(crate) fn answer_to_notice(worker: u32, input: &Input, content: &Content) -> ReadReport {
    let mut reader = FormReader::of(input, &content.texts.director);
    let answer = read_answer(&mut reader, &content.texts.money);
    let command = answer.map(|answer| command(worker, answer, None));
    (command, reader.errors)
}

/// Reads the answer to a notice of this book that somebody heard.
pub(crate) fn heard_answer(
    (worker, book): (u32, &AccountBook),
    input: &Input,
    today: Date,
    content: &Content,
) -> ReadReport {
    let texts = &content.texts.money;
    let mut reader = FormReader::of(input, &content.texts.director);
    let answer = read_answer(&mut reader, texts);
    let how = reader.line("heard_how");
    if how.is_empty() {
        reader.error("heard_how", texts.heard_how_missing());
    }
    let papers = book.notices.values().flatten();
    let mut sent = papers.filter(|it| it.what.paper.number == input.one("notice"));
    let sent = sent.next().map_or(today, |it| japan_date(it.at));
    let on = reader.day("heard_on");
    if on.is_some_and(|on| on < sent || on > today) {
        reader.error("heard_on", texts.heard_on_wrong());
    }
    let heard = on.map(|on| HeardAnswer { how, on });
    let command = answer
        .zip(heard)
        .map(|(answer, heard)| command(worker, answer, Some(heard)));
    (command, reader.errors)
}

fn read_answer(reader: &mut FormReader<'_>, texts: &MoneyTexts) -> Option<ReadAnswer> {
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
    let number = reader.input.one("notice").to_owned();
    let month = reader.input.one("month").parse::<Month>().ok();
    Some((month?, number, answer?))
}
