//! The data the template prints.

use base::qr_code::Runs;
use base::time::japanese;
use job_spec::JobSpec;
use job_spec::sheet::{FrontPage, Imprint, Sheet};
use serde::Serialize;
use serde_json::Value;
use town::texts::Texts;

use crate::data::printable_data;

/// The narrowest column of what people write, in ems of its type: that of the values.
const COLUMN: f32 = 28.0;

#[derive(Serialize)]
struct Document<'a> {
    operator: &'a str,
    reference: Option<&'a str>,
    date: String,
    year: i16,
    month: i8,
    day: i8,
    draft: bool,
    helped: Option<&'a str>,
    /// Of the employer's own copy, the code on its front pages.
    qr: Option<Vec<Runs>>,
    specs: Vec<Printed<'a>>,
}

#[derive(Serialize)]
struct Printed<'a> {
    title: &'a str,
    industry: &'a str,
    reference: Option<&'a str>,
    version: u32,
    rules: &'a str,
    verdict: &'a str,
    basis: &'a str,
    homework: &'a [String],
    cautions: &'a [String],
    front: Option<FrontPage>,
    #[serde(flatten)]
    sheet: Sheet,
}

/// Everything the template reads, as JSON; with `code`, front pages lie before the sheets.
pub(crate) fn data(
    specs: &[JobSpec],
    imprint: &Imprint,
    code: Option<Vec<Runs>>,
    texts: &Texts,
) -> serde_json::Result<Value> {
    let document = Document {
        operator: &imprint.operator,
        reference: imprint.reference.as_deref(),
        date: japanese(imprint.dated),
        year: imprint.dated.year(),
        month: imprint.dated.month(),
        day: imprint.dated.day(),
        draft: imprint.draft,
        helped: imprint.helped.as_deref(),
        specs: specs
            .iter()
            .map(|spec| Printed {
                front: code.is_some().then(|| FrontPage::of(spec, texts)),
                ..printed(spec, imprint, texts)
            })
            .collect(),
        qr: code,
    };
    Ok(printable_data(serde_json::to_value(document)?, COLUMN))
}

fn printed<'a>(spec: &'a JobSpec, imprint: &Imprint, texts: &Texts) -> Printed<'a> {
    let mut sheet = Sheet::of(spec, texts);
    let mut basis = spec.estimate.basis.as_str();
    if let Some(price) = &imprint.price {
        sheet.glance.price.clone_from(price);
        basis = "";
    }
    Printed {
        title: &spec.title,
        industry: &spec.industry_label,
        reference: spec.reference.as_deref(),
        version: spec.version,
        rules: &spec.rules,
        verdict: &spec.verdict_label,
        basis,
        homework: &spec.homework,
        cautions: &spec.cautions,
        front: None,
        sheet,
    }
}
