//! The worksheet that an employer fills in by hand: its boxes, in one list for the paper and for whoever types it in.

use answers::TaskKey;
use base::industry::Industry;
use base::reference::Reference;
use serde::Serialize;
use town::{CatalogueTask, Content, DataForm};

use crate::{contact, industry_label};

/// How many tasks a worksheet has room for.
pub const TASKS: usize = 5;

/// A box of a task on the worksheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetBox {
    /// 仕事の名前: a number of the list, or the employer's own words.
    Name,
    /// 回数の数え方
    Period,
    /// 回数
    Times,
    /// 1回の量
    Count,
    /// 何分かかるか
    Minutes,
    /// やり方
    Procedure,
    /// 材料
    Material,
    /// 秘密
    Secrecy,
    /// 判断
    Judgement,
    /// しめ切りまで
    Slack,
}

impl SheetBox {
    /// All of them, as they are numbered.
    pub const ALL: [SheetBox; 10] = [
        SheetBox::Name,
        SheetBox::Period,
        SheetBox::Times,
        SheetBox::Count,
        SheetBox::Minutes,
        SheetBox::Procedure,
        SheetBox::Material,
        SheetBox::Secrecy,
        SheetBox::Judgement,
        SheetBox::Slack,
    ];

    /// The question that it answers, by its name in the questionnaire.
    pub fn field(self) -> &'static str {
        match self {
            SheetBox::Name => "own",
            SheetBox::Period => "period",
            SheetBox::Times => "times",
            SheetBox::Count => "count",
            SheetBox::Minutes => "minutes",
            SheetBox::Procedure => "procedure",
            SheetBox::Material => "material",
            SheetBox::Secrecy => "secrecy",
            SheetBox::Judgement => "judgement",
            SheetBox::Slack => "slack",
        }
    }

    /// The number printed in it, within its task.
    pub fn number(self) -> usize {
        let before = SheetBox::ALL.iter().take_while(|other| **other != self);
        before.count() + 1
    }

    /// What is printed in and beside it.
    pub fn printed(self, content: &Content) -> PrintedBox {
        let (texts, field) = (&content.texts.handouts, content.words.field(self.field()));
        let (label, ask, unit) = match self {
            SheetBox::Name => (texts.box_name(), texts.box_name_ask(), ""),
            SheetBox::Period => (field.brief(), texts.box_period_ask(), ""),
            SheetBox::Count => (field.brief(), field.label.as_str(), texts.box_count_unit()),
            SheetBox::Minutes => (texts.box_minutes(), texts.box_minutes_ask(), &*field.unit),
            _ => (field.brief(), field.label.as_str(), &*field.unit),
        };
        let options = field.options.iter();
        PrintedBox {
            number: self.number().to_string(),
            label: label.to_owned(),
            ask: ask.to_owned(),
            unit: unit.to_owned(),
            options: options.map(|option| option.label.clone()).collect(),
            beside: matches!(self, SheetBox::Times | SheetBox::Minutes),
        }
    }
}

/// A box as it is printed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PrintedBox {
    /// Its number within its task.
    pub number: String,
    /// Its name.
    pub label: String,
    /// The question.
    pub ask: String,
    /// What stands behind a number; empty: it is no number.
    pub unit: String,
    /// What may be ticked, numbered from 1; empty: it is written.
    pub options: Vec<String>,
    /// Whether it stands beside the one before.
    pub beside: bool,
}

/// What worksheets say.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Worksheet {
    /// The industry's name.
    pub industry: String,
    /// The sheets: of each the number that opens its draft; empty: it has none.
    pub sheets: Vec<String>,
    /// How many tasks there is room for.
    pub tasks: usize,
    /// The boxes of each task.
    pub boxes: Vec<PrintedBox>,
    /// The tasks that need no words: their numbers and names.
    pub rows: Vec<(String, String)>,
    /// What is asked about who somebody is.
    pub who: Vec<String>,
    /// What an employer agrees to before anything is sent.
    pub agreement: String,
    /// What becomes of what is written.
    pub uses: Vec<String>,
    /// Whom to ask.
    pub contact: Vec<String>,
}

impl Worksheet {
    /// The worksheets of an industry with these numbers; without any, one on which none is printed.
    pub fn of(industry: Industry, numbers: &[Reference], content: &Content) -> Worksheet {
        let numbered = numbers.iter().map(|number| number.as_str().to_owned());
        let mut sheets: Vec<String> = numbered.collect();
        if sheets.is_empty() {
            sheets.push(String::new());
        }
        let programme = &content.programme;
        let kept = &content.texts.questionnaire;
        let kept = kept.kept(programme.retention.submission_years);
        let names = listed_tasks(industry, content).into_iter().zip(1..);
        let who = ["business", "person", "phone", "mail"];
        Worksheet {
            industry: industry_label(industry, content).to_owned(),
            sheets,
            tasks: TASKS,
            boxes: SheetBox::ALL.map(|it| it.printed(content)).into(),
            rows: names
                .map(|(row, number): (_, usize)| (number.to_string(), row.name.clone()))
                .collect(),
            who: who
                .map(|field| content.words.field(field).label.clone())
                .into(),
            agreement: content.texts.assisted.agreed_text(&programme.operator.name),
            uses: programme.data_use(DataForm::Inventory, &kept),
            contact: contact(content),
        }
    }
}

/// The tasks on the worksheet of an industry, as they are numbered from 1: its own, then those of any office.
pub fn listed_tasks(industry: Industry, content: &Content) -> Vec<&CatalogueTask> {
    let own = industry.code();
    let on_it = |row: &&CatalogueTask| row.industry == own || row.industry == "bo";
    content.tasks.iter().filter(on_it).collect()
}

/// The task with that number on the worksheet of an industry.
pub fn numbered_task(industry: Industry, number: usize, content: &Content) -> Option<TaskKey> {
    let at = number.checked_sub(1)?;
    listed_tasks(industry, content).get(at).map(|row| row.key())
}

/// Before a sheet's number in the id of its draft.
const SHEET: &str = "sheet";

/// The id of the draft that a printed number opens. Nobody has to keep which is whose: the number opens the draft for
/// exactly as long as there is one, and only for who is signed in.
pub fn sheet_draft(number: &Reference) -> String {
    format!("{SHEET}{}", number.fact())
}

/// The number on the paper of a draft; `None`: it was not begun on paper.
pub fn sheet_number(draft: &str) -> Option<Reference> {
    Reference::parse(draft.strip_prefix(SHEET)?)
}
