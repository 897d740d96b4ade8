//! The data the template prints, with every character that the font lacks made visible as 〓.

use base::text::yen;
use base::time::japanese;
use job_spec::JobSpec;
use job_spec::sheet::{Imprint, Sheet};
use questionnaire::assess::Verdict;
use serde::Serialize;
use serde_json::Value;

use crate::world::drawable;

/// Stands for a character that the font cannot draw, as Japanese printers do.
const GETA: char = '〓';

#[derive(Serialize)]
struct Document<'a> {
    operator: &'a str,
    reference: Option<&'a str>,
    date: String,
    year: i16,
    month: i8,
    day: i8,
    draft: bool,
    specs: Vec<Printed<'a>>,
}

#[derive(Serialize)]
struct Printed<'a> {
    title: &'a str,
    industry: &'a str,
    reference: Option<&'a str>,
    version: u32,
    rules: &'a str,
    verdict: &'static str,
    yen: String,
    basis: &'a str,
    homework: &'a [String],
    cautions: &'a [String],
    #[serde(flatten)]
    sheet: Sheet,
}

/// Everything the template reads, as JSON.
pub(crate) fn data(specs: &[JobSpec], imprint: &Imprint) -> serde_json::Result<Value> {
    let document = Document {
        operator: &imprint.operator,
        reference: imprint.reference.as_deref(),
        date: japanese(imprint.dated),
        year: imprint.dated.year(),
        month: imprint.dated.month(),
        day: imprint.dated.day(),
        draft: imprint.draft,
        specs: specs.iter().map(printed).collect(),
    };
    let mut value = serde_json::to_value(document)?;
    let mut replaced = false;
    replace_undrawable(&mut value, &mut replaced);
    value["geta"] = Value::Bool(replaced);
    Ok(value)
}

fn printed(spec: &JobSpec) -> Printed<'_> {
    Printed {
        title: &spec.title,
        industry: &spec.industry_label,
        reference: spec.reference.as_deref(),
        version: spec.version,
        rules: &spec.rules,
        verdict: verdict(spec.verdict),
        yen: format!(
            "月 {}〜{}",
            yen(spec.estimate.yen_low),
            yen(spec.estimate.yen_high)
        ),
        basis: &spec.estimate.basis,
        homework: &spec.homework,
        cautions: &spec.cautions,
        sheet: Sheet::of(spec),
    }
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Now => "今すぐたのめます",
        Verdict::Prepare => "少し準備すればたのめます",
        Verdict::Split => "一部だけたのめます",
        Verdict::Keep => "自分たちで続ける仕事です",
        Verdict::Stop => "やめる",
    }
}

/// Puts 〓 where the font has no glyph, and tells that it had to.
fn replace_undrawable(value: &mut Value, replaced: &mut bool) {
    match value {
        Value::String(text) if !text.chars().all(drawable) => {
            *replaced = true;
            *text = text
                .chars()
                .map(|c| if drawable(c) { c } else { GETA })
                .collect();
        }
        Value::Array(items) => {
            for item in items {
                replace_undrawable(item, replaced);
            }
        }
        Value::Object(entries) => {
            for item in entries.values_mut() {
                replace_undrawable(item, replaced);
            }
        }
        _ => {}
    }
}
