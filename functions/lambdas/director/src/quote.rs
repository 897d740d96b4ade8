//! The employer's page of a quote: they agree, ask, or refuse; nothing is decided without a box that a person ticks.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use forms::{Confirmation, Field, FieldError, Input};
use orders::{OrderRefused, Paper, Quote, QuoteAnswer, QuoteWords};
use placements::{Command, LinkPage, Refused};
use serde::Serialize;
use town::Operator;
use town::texts::QuoteTexts;
use web::{AppState, Form, HandlerResult, TokenPage, see_other};

use crate::acts::act;
use crate::banner::Banner;
use crate::fields::{self, FormReader};
use crate::session::{LinkSession, OpenedPlacement};
use paths::QUOTE;

#[derive(Serialize)]
struct EmployerQuotePage {
    heading: String,
    reference: String,
    title_of_work: String,
    token: String,
    errors: Vec<FieldError>,
    notice: Option<Banner>,
    lines: Vec<String>,
    version: u32,
    paper: Option<Paper>,
    /// To agree; missing where one cannot.
    agree: Option<Field>,
    ask: Option<Field>,
    refuse: Vec<Field>,
    operator: Operator,
}

/// The query of the page.
#[derive(serde::Deserialize)]
pub(crate) struct QuoteQuery {
    #[serde(default)]
    t: String,
    #[serde(default)]
    done: String,
}

/// What one answer of the page shows.
#[derive(Default)]
struct AnswerView<'a> {
    status: StatusCode,
    notice: Option<Banner>,
    rejected: Option<(&'a Input, Vec<FieldError>)>,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    Query(QuoteQuery { t, done }): Query<QuoteQuery>,
) -> HandlerResult {
    let session = LinkSession::open(&state, LinkPage::Quote, &t)?;
    let found = session.find(&state).await?;
    let content = state.content.get();
    let texts = &content.texts.quotes;
    let said = match done.as_str() {
        "agree" => Some(texts.thanks_agreed()),
        "refuse" => Some(texts.thanks_refused()),
        "ask" => Some(texts.thanks_asked()),
        _ => None,
    };
    let view = AnswerView {
        notice: said.map(Banner::success),
        ..AnswerView::default()
    };
    Ok(page(&state, &session, &found, view))
}

fn page(
    state: &AppState,
    session: &LinkSession,
    found: &OpenedPlacement,
    view: AnswerView<'_>,
) -> Response {
    let (content, placement) = (state.content.get(), &found.placement);
    let (texts, today) = (&content.texts.quotes, state.today());
    let quote = placement.orders.quote();
    let goes_on = matches!(placement.status, placements::Status::Accepted { .. });
    let open = quote.filter(|quote| goes_on && !session.is_read_only() && quote.is_unanswered());
    let (typed, errors) = match view.rejected {
        Some((input, errors)) => (Some(input), errors),
        None => (None, Vec::new()),
    };
    let again = |field: Field| match typed.filter(|input| input.0.contains_key(&field.name)) {
        Some(input) => fields::refill(field, input, &errors),
        None => field,
    };
    let confirm = |what: Confirmation| what.field(&content.words, None, &errors);
    let optional = |field: Field| Field {
        optional: true,
        ..field
    };
    let (heading, lines) = words(quote, open.is_some(), session, today, texts);
    let contact = &found.case.submission().contact;
    let answers = open.filter(|quote| quote.is_open(today));
    let page = EmployerQuotePage {
        heading: heading.to_owned(),
        reference: placement.id.to_string(),
        title_of_work: placement.spec.title.clone(),
        token: session.token.clone(),
        notice: view.notice,
        lines,
        version: quote.map_or(0, |quote| quote.version),
        paper: quote.map(|quote| quote.paper.of_employer(contact, texts)),
        agree: answers.map(|_| confirm(Confirmation::Agree)),
        ask: open.map(|_| again(fields::note("question", texts.ask(), texts.ask_hint()))),
        refuse: match answers {
            Some(_) => vec![
                again(optional(fields::note(
                    "reason",
                    texts.refuse(),
                    texts.refuse_hint(),
                ))),
                confirm(Confirmation::RefuseQuote),
            ],
            None => Vec::new(),
        },
        operator: content.programme.operator.clone(),
        errors,
    };
    TokenPage::Posts.wrap(state.page(view.status, "director/quote.html", QUOTE, &page))
}

/// The heading, and what there is to say before the paper.
fn words<'a>(
    quote: Option<&Quote>,
    open: bool,
    session: &LinkSession,
    today: jiff::civil::Date,
    texts: &'a QuoteTexts,
) -> (&'a str, Vec<String>) {
    let Some(quote) = quote else {
        return (
            texts.page_none_heading(),
            vec![texts.page_none().to_owned()],
        );
    };
    let (heading, line) = match (quote.agreed(), quote.refused(), quote.is_over(today)) {
        (Some(_), ..) => (texts.page_agreed_heading(), texts.page_agreed()),
        (_, Some(_), _) => (texts.page_refused_heading(), texts.page_refused()),
        (.., true) => (texts.page_over_heading(), texts.page_over()),
        _ if open || !session.is_read_only() => (texts.page_heading(), ""),
        _ => (texts.page_heading(), texts.page_expired()),
    };
    let lines = [line].into_iter().filter(|line| !line.is_empty());
    (heading, lines.map(str::to_owned).collect())
}

pub(crate) async fn take(State(state): State<AppState>, Form(input): Form) -> HandlerResult {
    let session = LinkSession::open(&state, LinkPage::Quote, input.one("t"))?;
    let here = format!("{QUOTE}?t={}", session.token);
    if session.is_read_only() {
        return Ok(see_other(&here));
    }
    let found = session.find(&state).await?;
    let content = state.content.get();
    let texts = &content.texts.quotes;
    let mut reader = FormReader::of(&input, &content.texts.director);
    let which = input.one("answer");
    let answer = match which {
        "agree" => {
            reader.confirmed(Confirmation::Agree, &content);
            QuoteAnswer::Agreed {
                how: String::new(),
                on: state.today(),
            }
        }
        "refuse" => {
            reader.confirmed(Confirmation::RefuseQuote, &content);
            QuoteAnswer::Refused {
                reason: reader.lines("reason", forms::limits::NOTE),
            }
        }
        "ask" => QuoteAnswer::Asked {
            question: reader.required_lines("question", texts.ask_missing()),
        },
        _ => return Err(crate::session::bad_request()),
    };
    if !reader.errors.is_empty() {
        let view = AnswerView {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            rejected: Some((&input, reader.errors)),
            notice: None,
        };
        return Ok(page(&state, &session, &found, view));
    }
    let command = Command::AnswerQuote {
        version: base::text::whole(input.one("version")).unwrap_or_default(),
        answer,
        words: QuoteWords::of(&content.texts),
    };
    match act(&state, &session, found.case, &command).await? {
        Ok(()) => Ok(see_other(&format!("{here}&done={which}"))),
        Err((found, Refused::Order(OrderRefused::NoSuchQuote))) => {
            let notice = Banner::warn(texts.page_changed_title(), texts.page_changed());
            let view = AnswerView {
                status: StatusCode::CONFLICT,
                notice: Some(notice),
                rejected: None,
            };
            Ok(page(&state, &session, &found, view))
        }
        // Pressed twice, answered before, or over by now: the page says how it stands.
        Err(_) => Ok(see_other(&here)),
    }
}
