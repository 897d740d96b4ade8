//! The quote to the employer, for whoever looks after the placement: written, looked at, sent, and its answer recorded.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use forms::{Confirmation, Field, FieldError, FieldGroup, Input};
use jiff::civil::Date;
use orders::QuoteWords;
use orders::{OrderDraft, OrderRefused, Paper, Quote, QuoteAnswer, QuoteDraft, QuoteFacts};
use placements::{Command, Placement, Refused};
use serde::Serialize;
use town::Content;
use web::{AppState, Form, HandlerError, HandlerResult, TokenPage, Visitor, see_other};

use super::page::{current, open_order};
use super::quote_sent::SentRow;
use super::{quote_draw, quote_read};
use crate::ORDER;
use crate::acts::act_once;
use crate::banner::Banner;
use crate::case::CaseQuery;
use crate::fields::FormReader;
use crate::session::{LinkSession, OpenedPlacement};

/// Where it is.
pub(crate) const QUOTE_FORM: &str = "/director/order/quote";

#[derive(Serialize)]
struct QuotePage {
    heading: String,
    reference: String,
    token: String,
    order: String,
    errors: Vec<FieldError>,
    notice: Option<Banner>,
    sent: Vec<SentRow>,
    faults: Vec<String>,
    warning: String,
    preview: Option<Paper>,
    /// What was seen, for the button that sends it; empty: it cannot be sent.
    seen: String,
    confirm: Option<Field>,
    groups: Vec<FieldGroup>,
    /// The version whose answer can be recorded; 0: none.
    answered: u32,
    record: Vec<Field>,
}

/// A visit to the page.
struct QuoteVisit<'a> {
    state: &'a AppState,
    session: LinkSession,
    found: OpenedPlacement,
}

/// What one answer of the page shows.
#[derive(Default)]
struct QuoteView<'a> {
    status: StatusCode,
    notice: Option<Banner>,
    rejected: Option<(&'a Input, Vec<FieldError>)>,
}

impl<'a> QuoteVisit<'a> {
    async fn open(
        state: &'a AppState,
        visitor: &Visitor,
        token: &str,
    ) -> Result<QuoteVisit<'a>, HandlerError> {
        let (session, found) = open_order(state, visitor, token).await?;
        Ok(QuoteVisit {
            state,
            session,
            found,
        })
    }

    async fn run(
        self,
        input: &Input,
        done: &str,
        command: Option<Command>,
        errors: Vec<FieldError>,
    ) -> HandlerResult {
        let here = format!("{QUOTE_FORM}?t={}", self.session.token);
        let command = match (command, errors.is_empty()) {
            (_, false) => {
                return Ok(self.page(QuoteView {
                    status: StatusCode::UNPROCESSABLE_ENTITY,
                    rejected: Some((input, errors)),
                    ..QuoteView::default()
                }));
            }
            (None, true) => return Ok(see_other(&here)),
            (Some(command), true) => command,
        };
        let case = self.found.case.clone();
        match act_once(self.state, &self.session, case, &command).await? {
            Ok(()) => Ok(see_other(&format!("{here}&done={done}"))),
            Err((found, refused)) => Ok(QuoteVisit { found, ..self }.refuse(&refused)),
        }
    }

    fn refuse(&self, refused: &Refused) -> Response {
        let content = self.state.content.get();
        let (texts, pages) = (&content.texts.quotes, &content.texts.order_pages);
        let (status, title, line) = match refused {
            Refused::Order(OrderRefused::Quote(_)) => (
                StatusCode::UNPROCESSABLE_ENTITY,
                texts.not_sent_title(),
                texts.not_sent(),
            ),
            Refused::Order(OrderRefused::QuoteOver { .. }) => {
                (StatusCode::CONFLICT, texts.over_title(), texts.over())
            }
            Refused::Order(OrderRefused::OtherDraft | OrderRefused::NoSuchQuote) => {
                (StatusCode::CONFLICT, texts.other_title(), texts.other())
            }
            _ => (StatusCode::CONFLICT, pages.refused_title(), pages.refused()),
        };
        self.page(QuoteView {
            status,
            notice: Some(Banner::warn(title, line)),
            rejected: None,
        })
    }

    fn page(&self, view: QuoteView<'_>) -> Response {
        let (content, placement) = (self.state.content.get(), &self.found.placement);
        let (book, texts) = (&placement.orders, &content.texts.quotes);
        let today = self.state.today();
        let order = current(placement, &content, self.state);
        let draft = draft(placement, &order, &content, today);
        let saved = book.quote_draft.as_ref();
        let faults = saved.map(|draft| draft.faults(today)).unwrap_or_default();
        // What was refused may be sent once more as it was.
        let standing = book.quote().filter(|quote| quote.refused().is_none());
        let latest = standing.map(|quote| &quote.sent.what);
        let sendable = saved.filter(|saved| faults.is_empty() && latest != Some(*saved));
        let (typed, errors) = match view.rejected {
            Some((input, errors)) => (Some(input), errors),
            None => (None, Vec::new()),
        };
        let words = QuoteWords::of(&content.texts);
        let facts = facts(placement, &content, &words);
        let contact = &self.found.case.submission().contact;
        let preview = book.preview_quote(&facts);
        let waits = |quote: &&Quote| quote.is_unanswered() || quote.may_be_agreed(today);
        let open = book.quote().filter(waits);
        let page = QuotePage {
            heading: texts.heading(&placement.spec.title),
            reference: placement.id.to_string(),
            token: self.session.token.clone(),
            order: format!("{ORDER}?t={}", self.session.token),
            notice: view.notice,
            sent: book
                .quotes
                .iter()
                .rev()
                .map(|quote| SentRow::of(quote, today, &content))
                .collect(),
            faults: faults.iter().map(|it| it.told(texts).to_owned()).collect(),
            warning: match saved.is_some_and(|saved| saved.is_below(&order)) {
                true => texts.below_pay().to_owned(),
                false => String::new(),
            },
            preview: preview.map(|paper| paper.of_employer(contact, texts)),
            seen: sendable.map(QuoteDraft::digest).unwrap_or_default(),
            confirm: sendable.map(|_| Confirmation::Quote.field(&content.words, None, &errors)),
            groups: quote_draw::groups(&draft, typed, &errors, texts),
            answered: open.map_or(0, |quote| quote.version),
            record: quote_draw::record(typed, &errors, today, texts),
            errors,
        };
        let page = self
            .state
            .page(view.status, "director/order_quote.html", QUOTE_FORM, &page);
        TokenPage::Posts.wrap(page)
    }
}

/// What was saved last, or what the preparation proposes.
fn draft(placement: &Placement, order: &OrderDraft, content: &Content, today: Date) -> QuoteDraft {
    match &placement.orders.quote_draft {
        Some(draft) => draft.clone(),
        None => QuoteDraft::proposed(order, &placement.spec, &content.programme, today),
    }
}

fn facts<'a>(placement: &'a Placement, content: &Content, words: &'a QuoteWords) -> QuoteFacts<'a> {
    QuoteFacts::of(
        &placement.id,
        &placement.spec.title,
        &content.programme,
        words,
    )
}

pub(crate) async fn show_quote(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(CaseQuery { t, done }): Query<CaseQuery>,
) -> HandlerResult {
    let visit = QuoteVisit::open(&state, &visitor, &t).await?;
    let content = state.content.get();
    let texts = &content.texts.quotes;
    let said = match done.as_str() {
        "saved" => Some(texts.done_saved()),
        "sent" => Some(texts.done_sent()),
        "recorded" => Some(texts.done_recorded()),
        _ => None,
    };
    Ok(visit.page(QuoteView {
        notice: said.map(Banner::success),
        ..QuoteView::default()
    }))
}

/// Saves what was typed; nobody gets it.
pub(crate) async fn prepare_quote(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    let visit = QuoteVisit::open(&state, &visitor, input.one("t")).await?;
    let content = state.content.get();
    let placement = &visit.found.placement;
    let order = current(placement, &content, &state);
    let mut reader = FormReader::of(&input, &content.texts.director);
    let draft = quote_read::draft(&mut reader, &order, &content.texts.quotes);
    let is_new = draft.as_ref() != placement.orders.quote_draft.as_ref();
    let command = draft.filter(|_| is_new).map(|draft| Command::PrepareQuote {
        draft: Box::new(draft),
    });
    let errors = reader.errors;
    visit.run(&input, "saved", command, errors).await
}

/// The quote leaves.
pub(crate) async fn send_quote(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    let visit = QuoteVisit::open(&state, &visitor, input.one("t")).await?;
    let content = state.content.get();
    let missing = Confirmation::Quote.missing(&content, &input);
    let command = Command::SendQuote {
        seen: input.one("seen").to_owned(),
        words: QuoteWords::of(&content.texts),
    };
    let errors = missing.into_iter().collect();
    visit.run(&input, "sent", Some(command), errors).await
}

/// What the employer answered otherwise than by the page.
pub(crate) async fn record_quote(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    let visit = QuoteVisit::open(&state, &visitor, input.one("t")).await?;
    let content = state.content.get();
    let mut reader = FormReader::of(&input, &content.texts.director);
    let today = state.today();
    let answer = quote_read::answer(&mut reader, today, &content.texts.quotes);
    let command = answer.map(|answer: QuoteAnswer| Command::AnswerQuote {
        version: base::text::whole(input.one("version")).unwrap_or_default(),
        answer,
        words: QuoteWords::of(&content.texts),
    });
    let errors = reader.errors;
    visit.run(&input, "recorded", command, errors).await
}
