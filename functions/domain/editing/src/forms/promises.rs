//! Promises to employers and workers, what is proposed in sheets, and how long data is kept.

use ::forms::FieldError;
use jiff::civil::Date;
use town::texts::DeskTexts;

use super::{EditPage, FormMaker, error, setting};
use crate::apply::Edited;
use crate::field::{EditField, ValueKind};

/// The form.
pub(crate) fn form(maker: &FormMaker<'_>) -> EditPage {
    let texts = maker.texts;
    let (promised, after) = (texts.promises_promised(), texts.promises_escalation());
    let (terms, kept) = (texts.promises_terms(), texts.promises_kept());
    let kept = maker.group(kept, kept_for(texts));
    let groups = vec![
        maker.group(promised, promised_days(texts)),
        maker.group(after, escalation(texts)).folded(),
        maker.group(terms, proposed(texts)).folded(),
        kept.lead(texts.promises_kept_lead()).folded(),
    ];
    let page = maker.page(texts.promises(), texts.promises_lead(), groups);
    page.shown_on("privacy.md")
}

/// Nobody has looked on a day that is still to come.
pub(crate) fn checked_day(maker: &FormMaker<'_>, edited: &[Edited], errors: &mut Vec<FieldError>) {
    let is_it = |edit: &&Edited| edit.field.name == "promise_figures_checked";
    for edit in edited.iter().filter(is_it) {
        let day = edit.after.parse::<Date>();
        if day.is_ok_and(|day| day > maker.context.today) {
            let message = maker.texts.checked_ahead(&edit.field.label);
            errors.push(error(&edit.field.name, message));
        }
    }
}

fn whole<const N: usize>(table: &str, fields: [(&str, &str); N]) -> Vec<EditField> {
    let fields = fields.into_iter();
    fields
        .map(|(key, words)| setting(ValueKind::Whole, words, &[table, key]))
        .collect()
}

fn promised_days(texts: &DeskTexts) -> Vec<EditField> {
    let checked = ["promise", "figures_checked"];
    vec![
        setting(
            ValueKind::Whole,
            texts.f_answer_days(),
            &["promise", "answer_business_days"],
        ),
        setting(
            ValueKind::Whole,
            texts.f_order_days(),
            &["orders", "order_business_days"],
        ),
        setting(ValueKind::Day, texts.f_figures_checked(), &checked),
    ]
}

fn escalation(texts: &DeskTexts) -> Vec<EditField> {
    let fields = [
        ("reminder_business_days", texts.f_reminder_days()),
        ("deputy_business_days", texts.f_deputy_days()),
        ("office_business_days", texts.f_office_days()),
        (
            "outside_reminder_business_days",
            texts.f_outside_reminder_days(),
        ),
        (
            "outside_office_business_days",
            texts.f_outside_office_days(),
        ),
    ];
    whole("escalation", fields)
}

fn proposed(texts: &DeskTexts) -> Vec<EditField> {
    let fields = [
        ("inspection_days", texts.f_inspection_days()),
        ("rework_rounds", texts.f_rework_rounds()),
        ("notice_days", texts.f_notice_days()),
        ("undecided_business_days", texts.f_undecided_days()),
    ];
    whole("terms", fields)
}

fn kept_for(texts: &DeskTexts) -> Vec<EditField> {
    let fields = [
        ("draft_days", texts.f_draft_days()),
        ("submission_years", texts.f_submission_years()),
        ("declined_contact_years", texts.f_declined_years()),
        ("ledger_years", texts.f_ledger_years()),
        ("registration_days", texts.f_registration_days()),
        ("applicant_days", texts.f_applicant_days()),
        ("papers_years", texts.f_papers_years()),
    ];
    whole("retention", fields)
}
