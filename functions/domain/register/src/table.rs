//! The register as a table for Excel.

use base::csv::ExcelTable;
use town::texts::OfficeTexts;

use crate::{Business, Register, TraceSource};

/// A row for each business, those merged too; what was deleted is empty.
pub fn businesses_table(register: &Register, texts: &OfficeTexts) -> ExcelTable {
    let head = [
        texts.head_business_number(),
        texts.head_business(),
        texts.head_phone(),
        texts.head_mail(),
        texts.head_business_sheets(),
        texts.head_business_seminars(),
        texts.head_business_visits(),
        texts.head_business_seen(),
        texts.head_business_same(),
    ];
    let roots = register.roots();
    let members = roots.iter().flat_map(|it| register.members(&it.number));
    ExcelTable::new(&head, members.map(row).collect())
}

fn row(business: &Business) -> Vec<String> {
    let latest = business.identities().next();
    let phone = latest.and_then(|it| it.phone.as_ref());
    let mail = latest.and_then(|it| it.mail.as_ref());
    let count = |of: &[TraceSource]| {
        let traces = business.traces.iter();
        traces
            .filter(|it| of.contains(&it.source))
            .count()
            .to_string()
    };
    let merge = business.merge.as_ref();
    vec![
        business.number.clone(),
        business.name().unwrap_or_default().to_owned(),
        phone.map(|it| it.as_str().to_owned()).unwrap_or_default(),
        mail.map(|it| it.as_str().to_owned()).unwrap_or_default(),
        count(&[TraceSource::Submission]),
        count(&[TraceSource::Registration]),
        count(&[TraceSource::Visit, TraceSource::VisitRequest]),
        business
            .last_seen()
            .map(|day| day.to_string())
            .unwrap_or_default(),
        merge.map(|it| it.into.clone()).unwrap_or_default(),
    ]
}
