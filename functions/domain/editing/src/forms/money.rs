//! Rates, and the minimum wage with its source.

use ::forms::{FieldError, Input};
use town::texts::DeskTexts;

use super::{EditPage, FormMaker, PROGRAMME, error, setting, steps};
use crate::apply::Edited;
use crate::field::{EditField, FieldPlace, PlaceStep, ValueKind};

/// The form.
pub(crate) fn form(maker: &FormMaker<'_>) -> Option<EditPage> {
    let texts = maker.texts;
    let document = maker.document(PROGRAMME)?;
    let wages = document.rows(&steps(&["minimum_wage"]), "from");
    let last = wages.last()?;
    let now = vec![
        wage(last, "yen", ValueKind::Whole, texts.f_wage_yen()),
        wage(last, "source", ValueKind::Line, texts.f_wage_source()),
        wage(last, "verified", ValueKind::Flag, texts.f_wage_verified()),
    ];
    let new = [
        ("new_from", ValueKind::Day, texts.f_wage_from()),
        ("new_yen", ValueKind::Whole, texts.f_wage_yen()),
        ("new_source", ValueKind::Line, texts.f_wage_source()),
    ];
    let new = new.map(|(name, kind, words)| EditField::typed(name, kind, words).optional());
    let since = last.parse();
    let since = since.map_or_else(|_| last.clone(), base::time::japanese);
    let new = maker.group(texts.money_new_wage(), new.to_vec());
    let groups = vec![
        maker.group(texts.money_rates(), rates(texts)),
        maker.group(&texts.money_wage(since), now),
        new.lead(texts.money_new_wage_lead()).folded(),
    ];
    let page = maker.page(texts.money(), texts.money_lead(), groups);
    Some(page.shown_on("guides/price.md"))
}

fn rates(texts: &DeskTexts) -> Vec<EditField> {
    let whole = |key, words| setting(ValueKind::Whole, words, &["rates", key]);
    let hours = ["rates", "worker_hours_month"];
    vec![
        whole("share_percent", texts.f_share_percent()),
        whole("smallest_order", texts.f_smallest_order()),
        whole("yen_per_hour", texts.f_yen_per_hour()).optional(),
        whole("tax_percent", texts.f_tax_percent()),
        setting(ValueKind::Decimal, texts.f_worker_hours(), &hours),
        setting(
            ValueKind::Flag,
            texts.f_rates_sample(),
            &["rates", "sample"],
        ),
    ]
}

fn wage(from: &str, key: &str, kind: ValueKind, words: &str) -> EditField {
    let steps = vec![
        PlaceStep::key("minimum_wage"),
        PlaceStep::row("from", from),
        PlaceStep::key(key),
    ];
    EditField::new(
        &format!("wage_{key}"),
        kind,
        words,
        FieldPlace::steps(PROGRAMME, steps),
    )
}

/// An hour for which less is paid than the minimum wage in force: it is never counted with, so it is not written.
fn below_minimum(maker: &FormMaker<'_>, edited: &[Edited], errors: &mut Vec<FieldError>) {
    let programme = &maker.context.content.programme;
    let Some(wage) = programme.minimum_wage_on(maker.context.today) else {
        return;
    };
    let is_it = |edit: &&Edited| edit.field.name == "rates_yen_per_hour";
    for edit in edited.iter().filter(is_it) {
        let typed = base::text::number(&edit.after);
        if typed.is_some_and(|yen| yen < wage.yen as f64) {
            let message = maker.texts.below_wage(&edit.field.label, wage.yen);
            errors.push(error(&edit.field.name, message));
        }
    }
}

/// The minimum wage that was added.
pub(crate) fn new_row(
    maker: &FormMaker<'_>,
    typed: &Input,
    edited: &mut Vec<Edited>,
    errors: &mut Vec<FieldError>,
) {
    below_minimum(maker, edited, errors);
    let names = ["new_from", "new_yen", "new_source"];
    let texts = maker.texts;
    let words = [
        texts.f_wage_from(),
        texts.f_wage_yen(),
        texts.f_wage_source(),
    ];
    let said = names.map(|name| base::text::line(typed.one(name)));
    if said.iter().all(String::is_empty) {
        return;
    }
    for ((name, words), said) in names.iter().zip(words).zip(&said) {
        if said.is_empty() {
            errors.push(maker.empty(name, words));
        }
    }
    let Ok(from) = base::time::read_full_date(&said[0]) else {
        return;
    };
    let known = maker
        .document(PROGRAMME)
        .map_or_else(Vec::new, |it| it.rows(&steps(&["minimum_wage"]), "from"));
    if known.contains(&from.to_string()) {
        let message = texts.already(base::time::japanese(from));
        errors.push(error("new_from", message));
    }
    let from = from.to_string();
    let yen = base::text::number(&said[1]).map_or_else(String::new, base::text::shown);
    for (key, kind, words, value) in [
        // The row is found by it, and is told with it.
        ("from", ValueKind::Day, words[0], &from),
        ("yen", ValueKind::Whole, words[1], &yen),
        ("source", ValueKind::Line, words[2], &said[2]),
    ] {
        edited.push(Edited::new(
            &wage(&from, key, kind, words),
            String::new(),
            value.clone(),
        ));
    }
}
