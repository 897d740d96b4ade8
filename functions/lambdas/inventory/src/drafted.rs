//! A drafted sheet as its page shows it: every field with what it says and how to change it.

use forms::{Field, Page};
use job_spec::{EditableRow, EditableSheet, Filler, StatutoryRow};
use serde::Serialize;

/// The fields that say what this task is and when it is done; the others are mostly alike.
const CORE: [&str; 5] = ["work", "deliverable", "excludes", "delivery", "inspection"];

/// The spec page beside its form.
#[derive(Serialize)]
pub(crate) struct Drafted {
    /// まだ決まっていないこと.
    open: Vec<String>,
    /// What differs from task to task, for the employer to look at.
    core: Vec<DraftedRow>,
    /// The employer's other fields: the usual terms.
    rest: Vec<DraftedRow>,
    rest_open: bool,
    directors: Vec<DraftedRow>,
    directors_open: bool,
    statutory: Vec<StatutoryRow>,
    alerts: Vec<String>,
    cautions: Vec<String>,
}

/// One of the 25 fields.
#[derive(Serialize)]
struct DraftedRow {
    #[serde(flatten)]
    row: EditableRow,
    /// What changes it: its text, and the reason and date that make it 未定.
    fields: Vec<Field>,
    /// Whether the fields are shown at once, because something may be wrong with them.
    open: bool,
}

impl Drafted {
    /// Joins the sheet's fields with the form's.
    pub fn of(sheet: EditableSheet, page: &Page) -> Drafted {
        let rows = sheet.rows.into_iter().map(|row| {
            let fields = fields_of(&row.id, page);
            let open = fields
                .iter()
                .any(|field| !field.error.is_empty() || !field.warning.is_empty());
            DraftedRow { row, fields, open }
        });
        let (employers, directors): (Vec<DraftedRow>, _) = rows
            .partition(|row| matches!(row.row.by, Filler::Employer | Filler::EmployerThenDirector));
        let (core, rest): (Vec<DraftedRow>, _) = employers
            .into_iter()
            .partition(|row| CORE.contains(&row.row.id.as_str()) || is_open_amount(&row.row));
        let any_open = |rows: &[DraftedRow]| rows.iter().any(|row| row.open);
        Drafted {
            open: sheet.open,
            rest_open: any_open(&rest),
            directors_open: any_open(&directors),
            core,
            rest,
            directors,
            statutory: sheet.statutory,
            alerts: sheet.alerts,
            cautions: sheet.cautions,
        }
    }
}

/// How much there is stands with the work; where nobody knows, that is said by itself.
fn is_open_amount(row: &EditableRow) -> bool {
    row.id == "volume" && row.state == "undecided"
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
