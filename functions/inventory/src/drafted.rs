//! A drafted sheet as its page shows it: every field with what it says and, how to change it.

use domain::form::{Field, Page};
use domain::spec::{Filler, Sheet, SheetRow, StatutoryRow};
use serde::Serialize;

/// The spec page beside its form.
#[derive(Serialize)]
pub(crate) struct Drafted {
    hers: Vec<Row>,
    directors: Vec<Row>,
    statutory: Vec<StatutoryRow>,
    cautions: Vec<String>,
}

/// One of the 25 fields.
#[derive(Serialize)]
struct Row {
    /// Its number on the sheet, from 1.
    number: usize,
    #[serde(flatten)]
    row: SheetRow,
    /// What changes it: its text, and the reason and date that make it 未定.
    fields: Vec<Field>,
    /// Whether the fields are shown at once, because something may be wrong with them.
    open: bool,
}

impl Drafted {
    /// Joins the sheet's fields with the form's.
    pub fn of(sheet: Sheet, page: &Page) -> Drafted {
        let numbered = sheet.rows.into_iter().zip(1..);
        let rows = numbered.map(|(row, number)| {
            let fields = fields_of(&row.id, page);
            let open = fields
                .iter()
                .any(|field| !field.error.is_empty() || !field.warning.is_empty());
            Row {
                number,
                row,
                fields,
                open,
            }
        });
        let (hers, directors) = rows
            .partition(|row| matches!(row.row.by, Filler::Employer | Filler::EmployerThenDirector));
        Drafted {
            hers,
            directors,
            statutory: sheet.statutory,
            cautions: sheet.cautions,
        }
    }
}

fn fields_of(id: &str, page: &Page) -> Vec<Field> {
    let names = [
        id.to_owned(),
        format!("{id}_reason"),
        format!("{id}_planned"),
    ];
    let fields = page.groups.iter().flat_map(|group| &group.fields);
    fields
        .filter(|field| names.contains(&field.name))
        .cloned()
        .collect()
}
