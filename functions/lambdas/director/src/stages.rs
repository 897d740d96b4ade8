//! The way of an accepted placement to its payment, and the forms that record it.

use base::people::Actor;
use base::time::{japan_date, japanese};
use figures::ending::Ending;
use forms::{Confirmation, Field, Kind};
use jiff::civil::Date;
use placements::{Placement, Stage, Status};
use serde::Serialize;
use town::Content;
use town::texts::DirectorTexts;

use crate::fields;
use crate::forms::{CaseForm, RejectedForm};
use crate::history::recorded;

/// The stages with what can be recorded now.
#[derive(Serialize)]
pub(crate) struct Stages {
    list: Vec<Line>,
    next: Option<Next>,
    /// Whether papers of an order can be made, or looked at.
    orders: bool,
    /// Whether there are papers whose months are kept in the books.
    books: bool,
    correct: Option<Fold>,
    end: Option<Fold>,
}

#[derive(Serialize)]
struct Line {
    label: String,
    /// `done`, `now` or `todo`.
    state: &'static str,
    note: String,
}

#[derive(Serialize)]
struct Next {
    title: String,
    stage: &'static str,
    /// Whether it is done with papers, so that the form is the other way.
    by_paper: bool,
    open: bool,
    fields: Vec<Field>,
    submit: String,
}

/// A form that opens when pressed.
#[derive(Serialize)]
struct Fold {
    summary: String,
    open: bool,
    fields: Vec<Field>,
    submit: String,
}

impl Stages {
    /// For whoever looks at it; forms only for who may record.
    pub fn of(
        placement: &Placement,
        viewer: &Actor,
        today: Date,
        rejected: &RejectedForm<'_>,
        content: &Content,
    ) -> Option<Stages> {
        let Status::Accepted { stage } = placement.status else {
            return None;
        };
        let follows = placement.may_follow(viewer);
        let open = follows && placement.is_open();
        Some(Stages {
            list: Stage::ALL
                .into_iter()
                .map(|each| line(placement, each, stage, content))
                .collect(),
            next: stage
                .next()
                .filter(|_| open)
                .map(|next| next_form(next, today, rejected, content)),
            books: follows && !placement.orders.orders.is_empty(),
            orders: follows && (open || !placement.orders.orders.is_empty()),
            correct: (follows && !placement.stages.is_empty())
                .then(|| correct_form(placement, today, rejected, content)),
            end: open.then(|| end_form(rejected, viewer, content)),
        })
    }
}

fn line(placement: &Placement, stage: Stage, reached: Stage, content: &Content) -> Line {
    let texts = &content.texts.director;
    let (state, note) = match (placement.stage(stage), &placement.accepted) {
        (Some(done), _) => ("done", recorded(done.on, done.amount, done.hours, texts)),
        (None, Some((_, at))) if stage == Stage::Search => {
            ("done", texts.stage_since(japanese(japan_date(*at))))
        }
        _ if stage < reached => ("done", texts.stage_unrecorded().to_owned()),
        _ if reached.next() == Some(stage) => ("now", texts.stage_next().to_owned()),
        _ => ("todo", String::new()),
    };
    Line {
        label: stage.label(&content.texts.placements).to_owned(),
        state,
        note,
    }
}

/// What the button says that records a stage.
fn submit(stage: Stage, texts: &DirectorTexts) -> &str {
    match stage {
        Stage::Search => texts.record_search(),
        Stage::Quote => texts.record_quote(),
        Stage::Order => texts.record_order(),
        Stage::Delivery => texts.record_delivery(),
        Stage::Inspection => texts.record_inspection(),
        Stage::Payment => texts.record_payment(),
    }
}

fn next_form(stage: Stage, today: Date, rejected: &RejectedForm<'_>, content: &Content) -> Next {
    let texts = &content.texts.director;
    let mut fields = vec![fields::day("on", texts.record_on(), today)];
    match stage {
        Stage::Order => fields.extend(order_fields("", texts)),
        _ => fields.push(Confirmation::Advance.field(&content.words, None, &[])),
    }
    Next {
        title: stage.label(&content.texts.placements).to_owned(),
        stage: stage.code(),
        by_paper: stage == Stage::Order,
        open: rejected.is(CaseForm::Advance),
        fields: rejected.refill(CaseForm::Advance, fields),
        submit: submit(stage, texts).to_owned(),
    }
}

fn order_fields(prefix: &str, texts: &DirectorTexts) -> [Field; 2] {
    [
        fields::number(
            &format!("{prefix}amount"),
            texts.record_amount(),
            texts.record_amount_hint(),
            texts.record_amount_unit(),
        ),
        fields::number(
            &format!("{prefix}hours"),
            texts.record_hours(),
            texts.record_hours_hint(),
            texts.record_hours_unit(),
        ),
    ]
}

fn correct_form(
    placement: &Placement,
    today: Date,
    rejected: &RejectedForm<'_>,
    content: &Content,
) -> Fold {
    let (texts, labels) = (&content.texts.director, &content.texts.placements);
    let recorded = placement.stages.iter().map(|done| done.stage);
    let recorded = recorded.map(|stage| (stage.code().to_owned(), stage.label(labels).to_owned()));
    let mut fields = vec![
        fields::select(
            "stage",
            texts.correct_stage(),
            texts.select_none(),
            recorded.collect(),
        ),
        fields::day("fixed_on", texts.correct_on(), today),
    ];
    if placement.order().is_some() {
        fields.extend(order_fields("fixed_", texts).map(|field| Field {
            optional: true,
            ..field
        }));
    }
    Fold {
        summary: texts.correct().to_owned(),
        open: rejected.is(CaseForm::Correct),
        fields: rejected.refill(CaseForm::Correct, fields),
        submit: texts.correct_submit().to_owned(),
    }
}

fn end_form(rejected: &RejectedForm<'_>, viewer: &Actor, content: &Content) -> Fold {
    let texts = &content.texts.director;
    Fold {
        summary: texts.end_halfway().to_owned(),
        open: rejected.is(CaseForm::End),
        fields: rejected.refill(CaseForm::End, end_fields(viewer, content)),
        submit: texts.end_submit().to_owned(),
    }
}

/// What is asked of who ends a placement. Only the office strikes something off the figures.
pub(crate) fn end_fields(viewer: &Actor, content: &Content) -> Vec<Field> {
    let (texts, figures) = (&content.texts.director, &content.texts.figures);
    let endings = Ending::ALL.into_iter();
    let endings = endings.filter(|ending| *viewer == Actor::Office || !ending.is_void());
    let endings =
        endings.map(|ending| (ending.code().to_owned(), ending.label(figures).to_owned()));
    vec![
        fields::choices(Kind::Radio, "ending", texts.end_reason(), endings.collect()),
        Field {
            optional: true,
            ..fields::note("ended_note", texts.end_note(), texts.end_note_hint())
        },
    ]
}
