//! What happened to a sent inventory, for whoever holds its signed link; it only shows.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::reference::Reference;
use base::time::japanese;
use base::token::{Purpose, TokenError};
use messages::delivery::Recipient;
use placements::{Case, Placement};
use serde::{Deserialize, Serialize};
use submissions::{Event, EventKind};
use town::Programme;
use web::{Action, AppState, Explanation, HandlerResult, TokenPage, words};

use crate::START;

const STATUS: &str = "/inventory/status";

/// The query of the page: the link's token.
#[derive(Deserialize)]
pub(crate) struct TokenQuery {
    #[serde(default)]
    t: String,
}

#[derive(Serialize)]
struct StatusPage {
    reference: Reference,
    spoken: String,
    sent_at: String,
    /// Until when somebody answers first, while a sheet waits for it.
    promise: Option<String>,
    specs: Vec<Spec>,
    timeline: Vec<Moment>,
    operator: town::Operator,
}

/// One sheet: who has it now and until when, and what happened to it.
#[derive(Serialize)]
struct Spec {
    reference: String,
    title: String,
    status: &'static str,
    kind: &'static str,
    line: String,
    timeline: Vec<Moment>,
}

#[derive(Serialize)]
struct Moment {
    at: String,
    what: String,
    failed: bool,
    /// Whether it is still to come.
    next: bool,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    Query(TokenQuery { t }): Query<TokenQuery>,
) -> HandlerResult {
    let subject = match state.keys.verify(Purpose::Status, &t, state.now()) {
        Ok(subject) => subject,
        Err(error) => return Ok(unusable(&state, error)),
    };
    let found = match Reference::parse(&subject) {
        Some(reference) => {
            let case = state.store.case(&reference).await?;
            case.zip(state.store.submission(&reference).await?)
        }
        None => None,
    };
    let Some((case, (submission, events))) = found else {
        return Ok(unusable(&state, TokenError::Forged));
    };
    let programme = &state.content.get().programme;
    let specs = case.placements();
    let waits = |spec: &Placement| spec.is_undecided() && spec.first_answer.is_none();
    let answer_by = japanese(submission.answer_by);
    let promised = specs.iter().any(waits).then_some(answer_by);
    let page = StatusPage {
        spoken: submission.reference.spoken(),
        sent_at: words::moment(submission.sent_at),
        specs: specs.iter().map(|p| spec(p, &case, programme)).collect(),
        timeline: events
            .iter()
            .map(|event| moment(event, programme))
            .chain(promised.as_deref().map(promise))
            .collect(),
        promise: promised,
        reference: submission.reference,
        operator: programme.operator.clone(),
    };
    Ok(TokenPage::Shows.wrap(state.page(StatusCode::OK, "inventory/status.html", STATUS, &page)))
}

fn spec(placement: &Placement, case: &Case, programme: &Programme) -> Spec {
    let standing = placement.standing(programme);
    let told = case.entries.iter().enumerate().filter_map(|(at, entry)| {
        let mut then = case.clone();
        then.entries.truncate(at + 1);
        let then = then.placement(placement.id.spec)?;
        let about = entry.spec == placement.id.spec;
        let what = about.then(|| entry.narrate(&then, programme))??;
        Some(Moment {
            at: words::moment(entry.at),
            what,
            failed: false,
            next: false,
        })
    });
    Spec {
        reference: placement.id.to_string(),
        title: placement.spec.title.clone(),
        status: standing.status,
        kind: match (
            standing.yours,
            placement.is_undecided(),
            placement.is_open(),
        ) {
            (true, ..) => "larch",
            (_, true, _) => "sky",
            (_, _, true) => "pine",
            _ => "plain",
        },
        line: standing.line,
        timeline: told.collect(),
    }
}

fn moment(event: &Event, programme: &Programme) -> Moment {
    let named = |to: &Recipient| name(to, programme);
    let what = match &event.kind {
        EventKind::Sent => "受け付けました。".to_owned(),
        EventKind::Delivered { to } => format!("{}にメールを送りました。", named(to)),
        EventKind::Delayed { to } => format!(
            "{}へのメールが、まだとどいていません。自動で送りなおしています。",
            named(to)
        ),
        EventKind::DeliveryFailed { to } => format!(
            "{}へのメールがとどきませんでした。{}",
            named(to),
            instead(to, programme)
        ),
        EventKind::Bounced { to } => format!(
            "{}へのメールが、とどかずにもどってきました。{}",
            named(to),
            instead(to, programme)
        ),
        EventKind::Complained { to } => format!(
            "{}へのメールが、迷惑メールとして報告されました。{}",
            named(to),
            instead(to, programme)
        ),
        EventKind::OfficeTold { about } => format!(
            "{}へのメールがとどかないことを、相談窓口に知らせました。",
            named(about)
        ),
    };
    let failed = matches!(
        event.kind,
        EventKind::Delayed { .. }
            | EventKind::DeliveryFailed { .. }
            | EventKind::Bounced { .. }
            | EventKind::Complained { .. }
    );
    Moment {
        at: words::moment(event.at),
        what,
        failed,
        next: false,
    }
}

/// What happens in place of a mail that could not be delivered.
fn instead(to: &Recipient, programme: &Programme) -> String {
    let operator = &programme.operator;
    match to {
        Recipient::Director { group } => {
            let deputy = Recipient::Deputy {
                group: group.clone(),
            };
            format!("シートは、{}に送ります。", name(&deputy, programme))
        }
        Recipient::Deputy { .. } => {
            "シートは相談窓口が受けとり、かわりの担当者を決めます。".to_owned()
        }
        Recipient::Office | Recipient::Somebody => "別の方法で相談窓口に伝えます。".to_owned(),
        Recipient::Employer => format!(
            "シートは受け付けてあります。連絡は電話でします。連絡のしかたをかえるときは、受付番号をそえて、{}（電話 {}）にお知らせください。",
            operator.name, operator.phone
        ),
    }
}

fn promise(answer_by: &str) -> Moment {
    Moment {
        at: format!("{answer_by}まで"),
        what: "仕事をつなぐ担当者（ディレクター）から連絡します。".into(),
        failed: false,
        next: true,
    }
}

fn name(to: &Recipient, programme: &Programme) -> String {
    let group = |id: &str| programme.group(id);
    match to {
        Recipient::Office => format!("相談窓口（{}）", programme.office.name),
        Recipient::Employer => "あなた".to_owned(),
        Recipient::Somebody => "申しこんだ人".to_owned(),
        Recipient::Director { group: id } => match group(id) {
            Some(group) => format!("仕事をつなぐ担当者（{}）", group.name),
            None => "仕事をつなぐ担当者".to_owned(),
        },
        Recipient::Deputy { group: id } => match group(id) {
            Some(group) => format!("副担当（{}）", group.deputy.name),
            None => "副担当".to_owned(),
        },
    }
}

fn unusable(state: &AppState, error: TokenError) -> Response {
    let (status, why) = match error {
        TokenError::Expired => (StatusCode::GONE, "このリンクの期限が過ぎました。"),
        TokenError::Forged => (
            StatusCode::NOT_FOUND,
            "リンクが途中で切れているか、その受付番号の記録がありません。",
        ),
    };
    let operator = &state.content.get().programme.operator;
    let explanation = Explanation {
        title: "受付のようすを表示できません".into(),
        lines: vec![
            why.into(),
            "メールのリンクを、はじめから終わりまで全部コピーして、もう一度ひらいてください。"
                .into(),
            format!(
                "それでもひらけないときは、受付番号をそえて{}（電話 {}）にお知らせください。",
                operator.name, operator.phone
            ),
        ],
        action: Action::new(START, "仕事の書き出しのはじめのページへ"),
        request_id: String::new(),
    };
    TokenPage::Shows.wrap(explanation.page(state, status, STATUS))
}
