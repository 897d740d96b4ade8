//! What became of the calls and mails to the partner, in plain words, for who looks after the placement.

use base::people::{Actor, Notice};
use placements::{Event, Placement};
use store::{Outcome, Sending};
use town::Programme;
use web::words::moment;
use web::{AppState, HandlerError};

use crate::history::Moment;
use crate::people::People;

/// One line for each; none for who may not act, and where nothing was handed over.
pub(crate) async fn sendings(
    state: &AppState,
    placement: &Placement,
    viewer: &Actor,
) -> Result<Vec<Moment>, HandlerError> {
    let handed = |what: &Event| matches!(what, Event::HandedOver);
    let mut history = placement.history.iter();
    let follows = placement.may_decide(viewer) || placement.may_follow(viewer);
    if !follows || !history.any(|entry| handed(&entry.event)) {
        return Ok(Vec::new());
    }
    let programme = &state.content.get().programme;
    let sendings = state.store.sendings(&placement.id).await?;
    Ok(sendings.iter().map(|it| line(it, programme)).collect())
}

fn line(sending: &Sending, programme: &Programme) -> Moment {
    let partner = People(programme).partner();
    let what = match sending.notice {
        Notice::TakenBack => "取りさげの知らせ",
        Notice::Reminder => "返事をたのむメール",
        _ => "シート",
    };
    let at = moment(sending.at);
    match &sending.outcome {
        Outcome::Waiting => Moment::next(at, format!("{what}を、これから送ります。")),
        Outcome::Called { at, answer } => {
            let said = format!("{partner}のシステムが{what}を受け取りました");
            Moment::done(moment(*at), format!("{said}{}。", number(answer)))
        }
        Outcome::Mailed { at } => Moment::done(
            moment(*at),
            format!("{what}を、{partner}にメールで送りました。"),
        ),
        Outcome::Postponed {
            reason,
            tries,
            again,
        } => {
            let (why, again) = (why(reason), moment(*again));
            let said = format!("{what}は、まだ届いていません。{why}{}。", number(reason));
            let then = format!("{tries}回試しました。{again}から、自動でもう一度送ります。");
            Moment::failed(at, format!("{said}{then}"))
        }
        Outcome::Lost { at, reason } => {
            let why = why(reason);
            let said = format!("{what}は、届きませんでした。{why}{}。", number(reason));
            let then = "もう自動では送りません。事務局に知らせました。";
            Moment::failed(moment(*at), format!("{said}{then}"))
        }
        Outcome::Discarded => Moment::done(at, format!("{what}は、送る前に用がなくなりました。")),
    }
}

/// The status answered, as the partner's engineer knows it.
fn number(code: &str) -> String {
    let status = code.strip_prefix("http-");
    status.map_or_else(String::new, |status| format!("（返事の番号 {status}）"))
}

fn why(reason: &str) -> &'static str {
    match reason {
        "http-401" | "http-403" => "相手のシステムが、こちらの署名をみとめませんでした",
        "http-400" | "http-413" | "http-415" | "http-422" => {
            "相手のシステムが、中身を受け取れないと答えました"
        }
        "http-404" | "http-410" => "相手のシステムの、受け取るページが見つかりません",
        "http-408" | "timeout" => "相手のシステムの返事が、時間のうちに来ませんでした",
        "http-425" | "http-429" => "相手のシステムが、あとで送ってほしいと答えました",
        "connection" | "client" => "相手のシステムにつながりませんでした",
        "invalid-webhook" => "設定にある、相手のシステムのアドレスがまちがっています",
        _ if reason.starts_with("http-3") => "相手のシステムのアドレスは、変わったようです",
        _ if reason.starts_with("http-5") => "相手のシステムは、いま動いていないようです",
        _ if reason.starts_with("http-") => "相手のシステムが、受け取りを断りました",
        _ => "メールを送れませんでした",
    }
}
