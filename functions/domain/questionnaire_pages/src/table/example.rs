//! The template of a table: its headings, two examples that are taken for no tasks, and how to fill it in.

use base::industry::Industry;
use base::text;
use handouts::{SheetBox, listed_tasks};
use questionnaire::assess;
use town::{CatalogueTask, Content};

use super::columns::{TableColumn, table_columns};

/// What a template says.
#[derive(Clone, Debug, PartialEq)]
pub struct TableTemplate {
    /// The columns.
    pub columns: Vec<TableColumn>,
    /// The examples, with a cell for each column.
    pub examples: Vec<Vec<String>>,
    /// The tasks that need no words of one's own, numbered from 1 as on paper.
    pub tasks: Vec<String>,
}

impl TableTemplate {
    /// The headings.
    pub fn headings(&self) -> Vec<&str> {
        let headings = self.columns.iter();
        headings.map(|column| column.heading.as_str()).collect()
    }
}

/// The template for an industry.
pub fn table_template(industry: Industry, content: &Content) -> TableTemplate {
    let listed = listed_tasks(industry, content);
    let columns = table_columns(content);
    let texts = &content.texts.table;
    // What is counted one by one is understood without a word.
    let mut plain = listed.iter().filter(|task| task.unit.per == 1);
    let common = plain.next().map(|task| {
        let cells = columns
            .iter()
            .map(|column| typical(column.is, task, content));
        cells.collect::<Vec<String>>()
    });
    let own = columns.iter().map(|column| match column.is {
        SheetBox::Name => texts.sample(texts.sample_own()),
        SheetBox::Period | SheetBox::Material => option(column, 1),
        SheetBox::Times => "4".to_owned(),
        SheetBox::Count => "1".to_owned(),
        SheetBox::Minutes => "30".to_owned(),
        _ => String::new(),
    });
    let examples = common.into_iter().chain([own.collect()]);
    TableTemplate {
        examples: examples.collect(),
        tasks: listed.iter().map(|task| task.name.clone()).collect(),
        columns,
    }
}

/// An answer of a column by its place.
fn option(column: &TableColumn, at: usize) -> String {
    column.options.get(at).cloned().unwrap_or_default()
}

/// What is usual of a task of the catalogue.
fn typical(is: SheetBox, task: &CatalogueTask, content: &Content) -> String {
    let given = task.answers();
    match is {
        SheetBox::Name => content.texts.table.sample(&task.name),
        SheetBox::Times => given.times.to_string(),
        SheetBox::Count => given.count.to_string(),
        SheetBox::Minutes => text::shown(given.minutes),
        _ => {
            let code = assess::code(&given, is.field());
            content.words.option(is.field(), code).to_owned()
        }
    }
}
