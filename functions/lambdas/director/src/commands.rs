//! The forms by which directors and the office act on a placement, each read into its command.

use axum::extract::State;
use figures::ending::Ending;
use forms::{Confirmation, limits};
use job_spec::fields::FieldDef;
use placements::{Command, Stage};
use web::{AppState, Form, HandlerResult, Visitor};

use crate::acts::{Posted, run};
use crate::choices::assignable_holders;
use crate::fields::FormReader;
use crate::forms::CaseForm;

/// Nobody orders for more in one go.
const MOST_YEN: f64 = 1e9;
const MOST_HOURS: f64 = 1e5;

pub(crate) async fn accept(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    let posted = Posted {
        form: CaseForm::Accept,
        input: &input,
    };
    let content = state.content.get();
    run(&state, &visitor, posted, "accepted", |_, form| {
        form.confirmed(Confirmation::Accept, &content);
        Some(Command::Accept)
    })
    .await
}

pub(crate) async fn decline(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    let posted = Posted {
        form: CaseForm::Decline,
        input: &input,
    };
    run(&state, &visitor, posted, "declined", |_, form| {
        let missing = form.texts.decline_reason_missing();
        let reason = form.required_lines("reason", missing);
        Some(Command::Decline { reason })
    })
    .await
}

pub(crate) async fn ask(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    let posted = Posted {
        form: CaseForm::Ask,
        input: &input,
    };
    run(&state, &visitor, posted, "asked", |placement, form| {
        let marked = form.input.all("fields");
        let known = placement.spec.fields.iter().map(|field| &field.id);
        let editable = |id: &&String| FieldDef::of(id).is_some_and(FieldDef::is_editable);
        let fields: Vec<String> = known
            .filter(|id| marked.contains(id))
            .filter(editable)
            .cloned()
            .collect();
        if fields.is_empty() {
            form.error("fields", form.texts.ask_fields_missing());
        }
        let question = form.required_lines("question", form.texts.ask_question_missing());
        Some(Command::Ask { fields, question })
    })
    .await
}

pub(crate) async fn hand_over(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    let posted = Posted {
        form: CaseForm::HandOver,
        input: &input,
    };
    let content = state.content.get();
    run(&state, &visitor, posted, "handed", |_, form| {
        let known = |id: &str| {
            let partner = content.programme.partner(id)?;
            Some(partner.id.clone())
        };
        let to = form.one_of("to", known, form.texts.hand_over_to_missing());
        form.confirmed(Confirmation::HandOver, &content);
        Some(Command::HandOver { to: to? })
    })
    .await
}

pub(crate) async fn advance(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    let posted = Posted {
        form: CaseForm::Advance,
        input: &input,
    };
    let content = state.content.get();
    run(&state, &visitor, posted, "recorded", |_, form| {
        let stage = Stage::from_code(form.input.one("stage"))?;
        let on = form.day("on");
        let (amount, hours) = match stage {
            Stage::Order => (
                yen(form, "amount", form.texts.record_amount_missing()),
                hours(form, "hours", form.texts.record_hours_missing()),
            ),
            _ => {
                form.confirmed(Confirmation::Advance, &content);
                (None, None)
            }
        };
        Some(Command::Advance {
            stage,
            on: on?,
            amount,
            hours,
        })
    })
    .await
}

/// Records a stage again; what is left empty of an order stays as it was.
pub(crate) async fn correct(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    let posted = Posted {
        form: CaseForm::Correct,
        input: &input,
    };
    run(&state, &visitor, posted, "recorded", |placement, form| {
        let stage = form.one_of(
            "stage",
            Stage::from_code,
            form.texts.correct_stage_missing(),
        )?;
        let on = form.day("fixed_on");
        let order = placement.order().filter(|_| stage == Stage::Order);
        let typed = |form: &FormReader<'_>, field: &str| !form.input.one(field).trim().is_empty();
        let mut amount = order.and_then(|order| order.amount);
        let mut spent = order.and_then(|order| order.hours);
        if order.is_some() && typed(form, "fixed_amount") {
            amount = yen(form, "fixed_amount", form.texts.correct_amount_missing());
        }
        if order.is_some() && typed(form, "fixed_hours") {
            spent = hours(form, "fixed_hours", form.texts.correct_hours_missing());
        }
        Some(Command::Advance {
            stage,
            on: on?,
            amount,
            hours: spent,
        })
    })
    .await
}

fn yen(form: &mut FormReader<'_>, field: &str, missing: &str) -> Option<u64> {
    let value = form.amount(field, form.texts.record_amount_unit(), missing)?;
    if value.fract() != 0.0 || value > MOST_YEN {
        form.error(field, form.texts.record_amount_wrong());
        return None;
    }
    Some(value as u64)
}

fn hours(form: &mut FormReader<'_>, field: &str, missing: &str) -> Option<f64> {
    let value = form.amount(field, form.texts.record_hours_unit(), missing)?;
    if value > MOST_HOURS {
        form.error(field, form.texts.record_hours_wrong());
        return None;
    }
    Some(value)
}

pub(crate) async fn end(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    let posted = Posted {
        form: CaseForm::End,
        input: &input,
    };
    run(&state, &visitor, posted, "ended", |_, form| {
        let reason = form.one_of("ending", Ending::from_code, form.texts.end_reason_missing());
        let note = form.lines("ended_note", limits::NOTE);
        if reason == Some(Ending::Other) && note.is_empty() {
            form.error("ended_note", form.texts.end_note_missing());
        }
        let reason = reason?;
        Some(Command::End { reason, note })
    })
    .await
}

pub(crate) async fn reassign(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    let posted = Posted {
        form: CaseForm::Reassign,
        input: &input,
    };
    let holders = assignable_holders(&state.content.get().programme);
    run(&state, &visitor, posted, "reassigned", |_, form| {
        let holder = |code: &str| {
            let known = holders.iter().find(|(known, _)| known == code);
            known.map(|(_, holder)| holder.clone())
        };
        let to = form.one_of("to", holder, form.texts.reassign_to_missing())?;
        Some(Command::Reassign { to })
    })
    .await
}
