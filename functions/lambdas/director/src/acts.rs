//! What directors and the office do to a placement: reads the form, asks the domain, records, and shows the page again.

use axum::extract::State;
use axum::http::StatusCode;
use figures::ending::Ending;
use forms::{FieldError, Input, limits};
use job_spec::fields::FieldDef;
use placements::{Command, Page, Placement, Refused, Stage};
use store::Decided;
use web::{AppState, Form as Posted, HandlerError, HandlerResult, Problem, see_other};

use crate::case::{self, Form, Notice, Shown, Wrong};
use crate::choices::seats;
use crate::people::People;
use crate::questions::Read;
use crate::seat::{Found, Seat, broken};
use crate::{DECIDE, history};

/// Nobody orders for more in one go.
const MOST_YEN: f64 = 1e9;
const MOST_HOURS: f64 = 1e5;

/// Does what somebody wants, on the case as it stands when it is recorded.
///
/// # Errors
/// When the placement is gone, the store does not answer, or others are always faster.
pub(crate) async fn act(
    state: &AppState,
    seat: &Seat,
    command: &Command,
) -> Result<Result<(), (Found, Refused)>, HandlerError> {
    let programme = &state.content.get().programme;
    let (id, now) = (&seat.id, state.now());
    let decided = state.store.decide(id, command, &seat.by, now, programme);
    match decided.await? {
        Decided::Done(_) => {
            tracing::info!(spec = %id, by = seat.by.code(), "a placement went on");
            Ok(Ok(()))
        }
        Decided::Refused(refused, case) => {
            let placement = case.placement(id.spec).ok_or_else(broken)?;
            let case = *case;
            Ok(Err((Found { case, placement }, refused)))
        }
        Decided::Unknown => Err(Problem::NotFound.into()),
    }
}

/// What a form was read into.
struct Wanted {
    command: Command,
    /// The address's word for it once done.
    done: &'static str,
}

/// Opens the seat, reads the form, and acts.
async fn run(
    state: &AppState,
    input: &Input,
    read: impl FnOnce(&Placement, &mut Read<'_>) -> Option<Wanted>,
    form: Option<Form>,
) -> HandlerResult {
    let seat = Seat::open(state, Page::Decide, input.one("t"))?;
    if seat.over {
        return Ok(back(&seat, ""));
    }
    let found = seat.find(state).await?;
    let mut reader = Read::of(input);
    let wanted = read(&found.placement, &mut reader);
    let (Some(wanted), true) = (wanted, reader.errors.is_empty()) else {
        return unread(state, &seat, found, form, input, reader.errors).await;
    };
    match act(state, &seat, &wanted.command).await? {
        Ok(()) => Ok(back(&seat, wanted.done)),
        Err((found, refused)) => refuse(state, &seat, found, form, input, refused).await,
    }
}

fn back(seat: &Seat, done: &str) -> axum::response::Response {
    let token = &seat.token;
    match done {
        "" => see_other(&format!("{DECIDE}?t={token}")),
        done => see_other(&format!("{DECIDE}?t={token}&done={done}")),
    }
}

/// A form that cannot be read. Whoever may not act any more is told so instead of what to correct.
async fn unread(
    state: &AppState,
    seat: &Seat,
    found: Found,
    form: Option<Form>,
    input: &Input,
    errors: Vec<FieldError>,
) -> HandlerResult {
    let may_act = found.placement.may_decide(&seat.by) || found.placement.may_follow(&seat.by);
    if may_act && errors.is_empty() {
        return Err(broken());
    }
    if may_act {
        return wrong(state, seat, &found, form, input, errors).await;
    }
    let decided = found.placement.decided.clone();
    let refused = match decided {
        Some((by, at)) => Refused::AlreadyDecided { by, at },
        None => Refused::NotYours,
    };
    refuse(state, seat, found, form, input, refused).await
}

/// The page again, with what was typed and what is wrong about it.
async fn wrong(
    state: &AppState,
    seat: &Seat,
    found: &Found,
    form: Option<Form>,
    input: &Input,
    errors: Vec<FieldError>,
) -> HandlerResult {
    let shown = Shown {
        status: StatusCode::UNPROCESSABLE_ENTITY,
        notice: None,
        wrong: Some(Wrong {
            form,
            input,
            errors,
        }),
    };
    case::page(state, seat, found, shown).await
}

async fn refuse(
    state: &AppState,
    seat: &Seat,
    found: Found,
    form: Option<Form>,
    input: &Input,
    refused: Refused,
) -> HandlerResult {
    let field = |field: &str, message: &str| {
        vec![FieldError {
            field: field.into(),
            message: message.into(),
        }]
    };
    let (on, amount) = match form {
        Some(Form::Correct) => ("fixed_on", "fixed_amount"),
        _ => ("on", "amount"),
    };
    let errors = match refused {
        // She pressed twice.
        Refused::AlreadyDecided { ref by, .. } if *by == seat.by => return Ok(back(seat, "")),
        Refused::NoSuchField => field("fields", "聞きたい項目を、1つ以上えらんでください。"),
        Refused::FutureDay => field(
            on,
            "これからの日は記録できません。すんだ日をえらんでください。",
        ),
        Refused::AmountNeeded => field(amount, "発注の金額と時間を、数字で書いてください。"),
        Refused::OrderFirst => field(on, "先に、発注の日と金額を記録してください。"),
        Refused::NoSuchHolder => field("to", "新しい担当をえらんでください。"),
        _ => Vec::new(),
    };
    if !errors.is_empty() {
        return wrong(state, seat, &found, form, input, errors).await;
    }
    let shown = Shown {
        status: StatusCode::CONFLICT,
        notice: Some(late(state, &found.placement, &refused)),
        wrong: None,
    };
    case::page(state, seat, &found, shown).await
}

/// What somebody is told who was too late, or whose turn it is not.
fn late(state: &AppState, placement: &Placement, refused: &Refused) -> Notice {
    let programme = &state.content.get().programme;
    let people = People(programme);
    let (title, lines) = match refused {
        Refused::AlreadyDecided { by, at } => (
            format!(
                "{}が、{}に返事をしました",
                people.actor(by),
                web::words::moment(*at)
            ),
            vec![
                "先に決まったので、あなたの返事は記録していません。".to_owned(),
                history::now(placement, by, programme).line,
            ],
        ),
        Refused::NoPartner => (
            format!("{}には渡せません", people.partner()),
            vec!["事業者が同意していないか、連携先が決まっていません。".to_owned()],
        ),
        _ => (
            "いまは、ここから返事ができません".to_owned(),
            vec!["ほかの人の番です。何も変わっていません。".to_owned()],
        ),
    };
    Notice {
        kind: "warn",
        title,
        lines,
    }
}

pub(crate) async fn accept(State(state): State<AppState>, Posted(input): Posted) -> HandlerResult {
    let wanted = |_: &Placement, _: &mut Read<'_>| {
        Some(Wanted {
            command: Command::Accept,
            done: "accepted",
        })
    };
    run(&state, &input, wanted, None).await
}

pub(crate) async fn decline(State(state): State<AppState>, Posted(input): Posted) -> HandlerResult {
    let form = Some(Form::Decline);
    let wanted = |_: &Placement, read: &mut Read<'_>| {
        let reason = read.said("reason", "ことわる理由を書いてください。短くて大丈夫です。");
        Some(Wanted {
            command: Command::Decline { reason },
            done: "declined",
        })
    };
    run(&state, &input, wanted, form).await
}

pub(crate) async fn ask(State(state): State<AppState>, Posted(input): Posted) -> HandlerResult {
    let form = Some(Form::Ask);
    let wanted = |placement: &Placement, read: &mut Read<'_>| {
        let marked = read.input.all("fields");
        let known = placement.spec.fields.iter().map(|field| &field.id);
        let fields: Vec<String> = known
            .filter(|id| marked.contains(id) && FieldDef::of(id).is_some_and(FieldDef::is_editable))
            .cloned()
            .collect();
        if fields.is_empty() {
            read.wrong("fields", "聞きたい項目を、1つ以上えらんでください。");
        }
        let question = read.said("question", "質問を書いてください。");
        Some(Wanted {
            command: Command::Ask { fields, question },
            done: "asked",
        })
    };
    run(&state, &input, wanted, form).await
}

pub(crate) async fn hand_over(
    State(state): State<AppState>,
    Posted(input): Posted,
) -> HandlerResult {
    let form = Some(Form::HandOver);
    let wanted = |_: &Placement, _: &mut Read<'_>| {
        Some(Wanted {
            command: Command::HandOver,
            done: "handed",
        })
    };
    run(&state, &input, wanted, form).await
}

pub(crate) async fn advance(State(state): State<AppState>, Posted(input): Posted) -> HandlerResult {
    let form = Some(Form::Advance);
    let wanted = |_: &Placement, read: &mut Read<'_>| {
        let stage = Stage::from_code(read.input.one("stage"))?;
        let on = read.day("on");
        let (amount, hours) = match stage {
            Stage::Order => (
                yen(
                    read,
                    "amount",
                    "仕事のお金を、数字で書いてください。例：12,000",
                ),
                hours(read, "hours", "仕事の時間を、数字で書いてください。例：8"),
            ),
            _ => (None, None),
        };
        Some(Wanted {
            command: Command::Advance {
                stage,
                on: on?,
                amount,
                hours,
            },
            done: "recorded",
        })
    };
    run(&state, &input, wanted, form).await
}

/// Records a stage again; what is left empty of an order stays as it was.
pub(crate) async fn correct(State(state): State<AppState>, Posted(input): Posted) -> HandlerResult {
    let form = Some(Form::Correct);
    let wanted = |placement: &Placement, read: &mut Read<'_>| {
        let stage = read.one_of("stage", Stage::from_code, "直す記録をえらんでください。")?;
        let on = read.day("fixed_on");
        let order = placement.order().filter(|_| stage == Stage::Order);
        let typed = |read: &Read<'_>, field: &str| !read.input.one(field).trim().is_empty();
        let mut amount = order.and_then(|order| order.amount);
        let mut spent = order.and_then(|order| order.hours);
        if order.is_some() && typed(read, "fixed_amount") {
            amount = yen(read, "fixed_amount", "仕事のお金を、数字で書いてください。");
        }
        if order.is_some() && typed(read, "fixed_hours") {
            spent = hours(read, "fixed_hours", "仕事の時間を、数字で書いてください。");
        }
        Some(Wanted {
            command: Command::Advance {
                stage,
                on: on?,
                amount,
                hours: spent,
            },
            done: "recorded",
        })
    };
    run(&state, &input, wanted, form).await
}

fn yen(read: &mut Read<'_>, field: &str, missing: &str) -> Option<u64> {
    let value = read.amount(field, missing)?;
    if value.fract() != 0.0 || value > MOST_YEN {
        read.wrong(field, "円は、小数のない数で書いてください。例：12,000");
        return None;
    }
    Some(value as u64)
}

fn hours(read: &mut Read<'_>, field: &str, missing: &str) -> Option<f64> {
    let value = read.amount(field, missing)?;
    if value > MOST_HOURS {
        read.wrong(field, "時間が多すぎます。数字をたしかめてください。");
        return None;
    }
    Some(value)
}

pub(crate) async fn end(State(state): State<AppState>, Posted(input): Posted) -> HandlerResult {
    let form = Some(Form::End);
    let wanted = |_: &Placement, read: &mut Read<'_>| {
        let reason = read.one_of(
            "ending",
            Ending::from_code,
            "終わりにする理由をえらんでください。",
        );
        let note = read.lines("ended_note", limits::NOTE);
        if reason == Some(Ending::Other) && note.is_empty() {
            read.wrong("ended_note", "どんな理由かを書いてください。");
        }
        Some(Wanted {
            command: Command::End {
                reason: reason?,
                note,
            },
            done: "ended",
        })
    };
    run(&state, &input, wanted, form).await
}

pub(crate) async fn reassign(
    State(state): State<AppState>,
    Posted(input): Posted,
) -> HandlerResult {
    let form = Some(Form::Reassign);
    let all = seats(&state.content.get().programme);
    let wanted = |_: &Placement, read: &mut Read<'_>| {
        let seat = |code: &str| all.iter().find(|(seat, _)| seat == code);
        let to = read.one_of(
            "to",
            |code| seat(code).map(|(_, holder)| holder.clone()),
            "新しい担当をえらんでください。",
        )?;
        Some(Wanted {
            command: Command::Reassign { to },
            done: "reassigned",
        })
    };
    run(&state, &input, wanted, form).await
}
