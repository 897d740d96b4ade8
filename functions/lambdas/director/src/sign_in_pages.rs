//! The pages on which somebody signs in with a mailed code, and types a fresh one before data is taken away.

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, IntoResponse, Response};
use base::budget::{self, Scope};
use base::contact::EmailAddress;
use base::people::Actor;
use forms::{Field, FieldError};
use paths::{AGAIN, CODE, TODAY};
use serde::{Deserialize, Serialize};
use sign_in::{CODE_LASTS, DAY, FRESH, Member, TRIES, code_message, hashed, is_code, mark};
use store::{CodeRequest, CodeTried, Device};
use web::{
    Action, AppState, Client, CodeAsker, Explanation, Form, HandlerError, HandlerResult,
    SignInCookie, SignedIn, Visitor, see_other, way, with_way,
};

use crate::{HOME, START, fields};

/// The query of these pages.
#[derive(Default, Deserialize)]
pub(crate) struct WayQuery {
    /// Where to go on.
    #[serde(default)]
    to: String,
    /// `before`: no new code was mailed.
    #[serde(default)]
    sent: String,
}

#[derive(Serialize)]
struct CodePage {
    heading: String,
    errors: Vec<FieldError>,
    lines: Vec<String>,
    code: Field,
    to: String,
}

#[derive(Serialize)]
struct AgainPage {
    heading: String,
    lines: Vec<String>,
    button: String,
    to: String,
}

/// Lets a browser wait for a code, and mails it to `known`. Whoever types an address that nobody has waits likewise.
///
/// # Errors
/// When the network's budget or everybody's is used up, or the store does not answer.
pub(crate) async fn ask(
    state: &AppState,
    client: &Client,
    typed: &EmailAddress,
    known: Option<&EmailAddress>,
    to: &str,
) -> HandlerResult {
    let (drawn, secret, now) = (state.random_id(), state.random_id(), state.now());
    let mark = mark(&state.keys, known.unwrap_or(typed));
    let spent = state.spend(&budget::SIGN_IN, client, Some(typed), None);
    let is_new = match spent.await? {
        None => true,
        Some(spent) if spent.scope == Scope::Address => {
            // Strangers may have asked. Their networks pay for that, and the owner always has a code: one that was
            // mailed before, or a new one once none of those can be typed any more.
            let spent = state.spend(&budget::SIGN_IN, client, None, None);
            if let Some(spent) = spent.await? {
                return Err(spent.into());
            }
            !state.store.has_code(&mark, now).await?
        }
        Some(spent) => return Err(spent.into()),
    };
    let request = CodeRequest {
        mark: &mark,
        asker: &hashed(&secret),
        drawn: is_new.then_some(drawn.as_str()),
    };
    let mail = known.filter(|_| is_new);
    let mail = mail.map(|mail| code_message(&drawn, mail.clone(), now));
    let asked = state
        .store
        .ask_code(request, mail.as_ref(), CODE_LASTS, now);
    asked.await?;
    tracing::info!(is_new, "a code was asked for");
    let mut there = with_way(CODE, to);
    if !is_new {
        there.push_str(if there.contains('?') { "&" } else { "?" });
        there.push_str("sent=before");
    }
    let cookie = SignInCookie::Asked { secret: &secret }.header(state);
    Ok((AppendHeaders([cookie]), see_other(&there)).into_response())
}

pub(crate) async fn show_code(
    State(state): State<AppState>,
    CodeAsker(asker): CodeAsker,
    Query(WayQuery { to, sent }): Query<WayQuery>,
) -> HandlerResult {
    if asker.is_none() {
        return Err(nothing_asked(&state));
    }
    let texts = &state.content.get().texts.sign_in;
    let minutes = CODE_LASTS.as_mins();
    let told = match sent.as_str() {
        "before" => texts.code_before(minutes),
        _ => texts.code_sent(minutes),
    };
    Ok(code_page(&state, &told, way(&to), "", Vec::new()))
}

fn code_page(
    state: &AppState,
    told: &str,
    to: &str,
    typed: &str,
    errors: Vec<FieldError>,
) -> Response {
    let texts = &state.content.get().texts.sign_in;
    let status = match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let error = errors.first().map(|error| error.message.clone());
    let page = CodePage {
        heading: texts.code_heading().to_owned(),
        lines: told.lines().map(str::to_owned).collect(),
        code: Field {
            value: typed.to_owned(),
            error: error.unwrap_or_default(),
            hint: texts.code_hint().to_owned(),
            autocomplete: "one-time-code".to_owned(),
            ..fields::line("code", texts.code())
        },
        to: to.to_owned(),
        errors,
    };
    state.page(status, "director/code.html", CODE, &page)
}

/// The code as typed: signs this browser in, or notes that it is still the same person's.
pub(crate) async fn take_code(
    State(state): State<AppState>,
    visitor: Visitor,
    CodeAsker(asker): CodeAsker,
    headers: HeaderMap,
    Form(input): Form,
) -> HandlerResult {
    let Some(secret) = asker else {
        return Err(nothing_asked(&state));
    };
    let (typed, to, now) = (input.one("code"), way(input.one("to")), state.now());
    let texts = &state.content.get().texts.sign_in;
    let told = texts.code_sent(CODE_LASTS.as_mins());
    let again = |message: String| {
        let field = "code".into();
        let errors = vec![FieldError { field, message }];
        Ok(code_page(&state, &told, to, typed, errors))
    };
    if typed.trim().is_empty() {
        // By mistake, or by a machine that sends the form as served: no try.
        return again(texts.code_missing().to_owned());
    }
    let is_right = |drawn: &str| is_code(&state.keys, drawn, typed);
    let asker = hashed(&secret);
    let tried = state.store.try_code(&asker, is_right, TRIES, now);
    let mark = match tried.await? {
        CodeTried::Right { mark } => mark,
        CodeTried::Wrong { left: left @ 1.. } => return again(texts.code_wrong(left)),
        CodeTried::Wrong { .. } | CodeTried::Over => return Err(over(&state)),
    };
    let content = state.content.get();
    let Some(member) = Member::marked(&content.programme, &state.keys, &mark) else {
        return Visitor::Gone.member(&state, "").map(|_| see_other(START));
    };
    let there = match to {
        "" => first_list(&member),
        to => to.to_owned(),
    };
    let answered = SignInCookie::Answered.header(&state);
    let same = visitor.signed_in().filter(|it| it.device.mark == mark);
    if let Some(SignedIn { device, .. }) = same
        && state.store.prove_device(&mark, &device.id, now).await?
    {
        return Ok((AppendHeaders([answered]), see_other(&there)).into_response());
    }
    let secret = state.random_id();
    let device = Device {
        id: hashed(&secret),
        platform: web::platform(&headers),
        since: now,
        proven: now,
        until: now + DAY,
        mark,
    };
    state.store.add_device(&device).await?;
    tracing::info!(by = %roles(&member), "somebody signed in");
    let mark = &device.mark;
    let signed_in = SignInCookie::SignedIn {
        mark,
        secret: &secret,
    };
    let cookies = AppendHeaders([answered, signed_in.header(&state)]);
    Ok((cookies, see_other(&there)).into_response())
}

fn roles(member: &Member) -> String {
    let codes = member.roles.iter().map(|role| role.actor.code());
    codes.collect::<Vec<_>>().join(" ")
}

fn first_list(member: &Member) -> String {
    match member.role(&Actor::Office) {
        Some(_) => TODAY.to_owned(),
        None => HOME.to_owned(),
    }
}

/// Says why a fresh code is needed, and where it goes.
pub(crate) async fn show_again(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(WayQuery { to, .. }): Query<WayQuery>,
) -> HandlerResult {
    let to = way(&to);
    let signed_in = visitor.member(&state, to)?;
    let texts = &state.content.get().texts.sign_in;
    let lead = texts.again_lead(signed_in.member.mail.as_str(), FRESH.as_mins());
    let page = AgainPage {
        heading: texts.again_heading().to_owned(),
        lines: lead.lines().map(str::to_owned).collect(),
        button: texts.again_button().to_owned(),
        to: to.to_owned(),
    };
    Ok(state.page(StatusCode::OK, "director/again.html", AGAIN, &page))
}

/// Mails a fresh code to whoever is signed in.
pub(crate) async fn send_again(
    State(state): State<AppState>,
    visitor: Visitor,
    client: Client,
    Form(input): Form,
) -> HandlerResult {
    let to = way(input.one("to"));
    let mail = &visitor.member(&state, to)?.member.mail;
    ask(&state, &client, mail, Some(mail), to).await
}

fn nothing_asked(state: &AppState) -> HandlerError {
    let texts = &state.content.get().texts.sign_in;
    explained(state, texts.code_none_title(), texts.code_none())
}

fn over(state: &AppState) -> HandlerError {
    let texts = &state.content.get().texts.sign_in;
    let told = texts.code_over(CODE_LASTS.as_mins(), TRIES);
    explained(state, texts.code_over_title(), &told)
}

fn explained(state: &AppState, title: &str, text: &str) -> HandlerError {
    let texts = &state.content.get().texts.sign_in;
    let action = Action::new(START, texts.code_again());
    let explanation = Explanation::new(title, text, action);
    explanation.page(state, StatusCode::GONE, CODE).into()
}
