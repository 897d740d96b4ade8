//! The way of an accepted placement to its payment, and the forms that record it.

use base::people::Actor;
use base::time::{japan_date, japanese};
use figures::ending::Ending;
use forms::{Field, Kind};
use jiff::civil::Date;
use placements::{Placement, Stage, Status};
use serde::Serialize;

use crate::fields;
use crate::forms::{CaseForm, RejectedForm};
use crate::history::stage_words;

/// The stages with what can be recorded now.
#[derive(Serialize)]
pub(crate) struct Stages {
    list: Vec<Line>,
    next: Option<Next>,
    correct: Option<Fold>,
    end: Option<Fold>,
}

#[derive(Serialize)]
struct Line {
    label: &'static str,
    /// `done`, `now` or `todo`.
    state: &'static str,
    note: String,
}

#[derive(Serialize)]
struct Next {
    title: &'static str,
    stage: &'static str,
    fields: Vec<Field>,
    submit: &'static str,
}

/// A form that opens when pressed.
#[derive(Serialize)]
struct Fold {
    summary: &'static str,
    open: bool,
    fields: Vec<Field>,
}

impl Stages {
    /// For whoever looks at it; forms only for who may record.
    pub fn of(
        placement: &Placement,
        viewer: &Actor,
        may_act: bool,
        today: Date,
        rejected: &RejectedForm<'_>,
    ) -> Option<Stages> {
        let Status::Accepted { stage } = placement.status else {
            return None;
        };
        let follows = may_act && placement.may_follow(viewer);
        let open = follows && placement.is_open();
        Some(Stages {
            list: Stage::ALL
                .into_iter()
                .map(|each| line(placement, each, stage))
                .collect(),
            next: stage
                .next()
                .filter(|_| open)
                .map(|next| next_form(next, today, rejected)),
            correct: (follows && !placement.stages.is_empty())
                .then(|| correct_form(placement, today, rejected)),
            end: open.then(|| end_form(rejected, viewer)),
        })
    }
}

fn line(placement: &Placement, stage: Stage, reached: Stage) -> Line {
    let (state, note) = match (placement.stage(stage), &placement.accepted) {
        (Some(done), _) => {
            let words = stage_words(stage, done.on, done.amount, done.hours);
            let note = words.split_once('：').map(|(_, note)| note.to_owned());
            ("done", note.unwrap_or(words))
        }
        (None, Some((_, at))) if stage == Stage::Search => {
            ("done", format!("{}から", japanese(japan_date(*at))))
        }
        _ if stage < reached => ("done", "記録していません".to_owned()),
        _ if reached.next() == Some(stage) => ("now", "次にすること".to_owned()),
        _ => ("todo", String::new()),
    };
    Line {
        label: stage.label(),
        state,
        note,
    }
}

/// What the button says that records a stage.
fn submit(stage: Stage) -> &'static str {
    match stage {
        Stage::Search => "働く人を探しはじめた",
        Stage::Quote => "見積もりを出した",
        Stage::Order => "発注した",
        Stage::Delivery => "納品された",
        Stage::Inspection => "検収した",
        Stage::Payment => "支払った",
    }
}

fn next_form(stage: Stage, today: Date, rejected: &RejectedForm<'_>) -> Next {
    let mut fields = vec![fields::day("on", "その日", today)];
    if stage == Stage::Order {
        fields.extend(order_fields(""));
    }
    Next {
        title: stage.label(),
        stage: stage.code(),
        fields: rejected.refill(CaseForm::Advance, fields),
        submit: submit(stage),
    }
}

fn order_fields(prefix: &str) -> [Field; 2] {
    [
        fields::number(
            &format!("{prefix}amount"),
            "仕事のお金",
            "約束した金額です（税込）。月ぎめのときは、1か月分を書いてください。",
            "円",
        ),
        fields::number(
            &format!("{prefix}hours"),
            "仕事の時間",
            "この発注で生まれる、ワーカーさんの時間です。だいたいで大丈夫です。",
            "時間",
        ),
    ]
}

fn correct_form(placement: &Placement, today: Date, rejected: &RejectedForm<'_>) -> Fold {
    let recorded = placement.stages.iter().map(|done| done.stage);
    let recorded = recorded.map(|stage| (stage.code().to_owned(), stage.label().to_owned()));
    let mut fields = vec![
        fields::choices(Kind::Select, "stage", "直す記録", recorded.collect()),
        fields::day("fixed_on", "正しい日", today),
    ];
    if placement.order().is_some() {
        fields.extend(order_fields("fixed_").map(|field| Field {
            optional: true,
            ..field
        }));
    }
    Fold {
        summary: "記録を直す",
        open: rejected.is(CaseForm::Correct),
        fields: rejected.refill(CaseForm::Correct, fields),
    }
}

fn end_form(rejected: &RejectedForm<'_>, viewer: &Actor) -> Fold {
    Fold {
        summary: "途中で終わりにする",
        open: rejected.is(CaseForm::End),
        fields: rejected.refill(CaseForm::End, end_fields(viewer)),
    }
}

/// What is asked of who ends a placement. Only the office strikes something off the figures.
pub(crate) fn end_fields(viewer: &Actor) -> Vec<Field> {
    let endings = Ending::ALL.into_iter();
    let endings = endings.filter(|ending| *viewer == Actor::Office || !ending.is_void());
    let endings = endings.map(|ending| (ending.code().to_owned(), ending.label().to_owned()));
    vec![
        fields::choices(Kind::Radio, "ending", "終わりにする理由", endings.collect()),
        Field {
            optional: true,
            ..fields::note("ended_note", "くわしく", "事務局と担当者が読みます。")
        },
    ]
}
