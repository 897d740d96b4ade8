//! The page of a placement's books, and what its forms do.

use accounts::AccountEvent;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::month::Month;
use base::text;
use forms::{Confirmation, FieldError, Input};
use jiff::civil::Date;
use orders::QuoteDraft;
use placements::{Command, Placement, Refused};
use serde::{Deserialize, Serialize};
use town::Content;
use web::{AppState, Form, HandlerResult, TokenPage, Visitor, see_other};

use super::draw::{Drawing, MonthView};
use super::drawn_forms::FormView;
use super::unsent::UnsentPapers;
use super::{BOOKS, BookForm};
use super::{fault, read};
use crate::DECIDE;
use crate::acts::act_once;
use crate::banner::Banner;
use crate::fields::FormReader;
use crate::order::open_order;
use crate::session::{LinkSession, OpenedPlacement, bad_request};

#[derive(Serialize)]
struct BooksPage {
    heading: String,
    reference: String,
    token: String,
    case: String,
    errors: Vec<FieldError>,
    notice: Option<Banner>,
    /// The form that is open; without one, the months are shown.
    form: Option<FormView>,
    months: Vec<MonthView>,
    none_yet: String,
    here: String,
}

/// The query of the page.
#[derive(Deserialize)]
pub(crate) struct BooksQuery {
    #[serde(default)]
    t: String,
    #[serde(default)]
    done: String,
    /// The form that is open, with its month and worker.
    #[serde(default)]
    form: String,
    #[serde(default)]
    month: String,
    #[serde(default)]
    worker: u32,
    /// Likewise, the payment that it corrects.
    #[serde(default)]
    part: u32,
}

/// What one answer of the page shows.
#[derive(Default)]
struct BooksView<'a> {
    status: StatusCode,
    notice: Option<Banner>,
    open: Option<(BookForm, Month, u32)>,
    rejected: Option<(&'a Input, Vec<FieldError>)>,
}

impl<'a> BooksView<'a> {
    fn rejected(input: &'a Input, errors: Vec<FieldError>) -> BooksView<'a> {
        BooksView {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            notice: None,
            open: open_form(input.one("form"), input.one("month"), |of| {
                text::whole(input.one(of)).unwrap_or_default()
            }),
            rejected: Some((input, errors)),
        }
    }

    /// With why nothing was recorded.
    fn refused(
        refused: &Refused,
        command: &Command,
        input: &'a Input,
        content: &Content,
    ) -> BooksView<'a> {
        let (texts, money) = (&content.texts.accounts, &content.texts.money);
        let fault = match (refused, command) {
            (Refused::Account(refused), Command::Account { event }) => {
                fault::fault(refused, event, texts)
            }
            _ => None,
        };
        let why = match command {
            Command::SendInvoice { .. } => money.fault_invoice(),
            Command::SendNotices { .. } => money.fault_notices(),
            _ => texts.fault_refused(),
        };
        if let Some(fault) = fault {
            return BooksView::rejected(input, vec![fault]);
        }
        let title = content.texts.order_pages.refused_title();
        BooksView {
            status: StatusCode::CONFLICT,
            notice: Some(Banner::warn(title, why)),
            ..BooksView::default()
        }
    }
}

/// The form again, where it would send another paper than the one that was seen. Nothing to send is no other paper: it
/// has left, or there is none.
fn other_paper<'a>(
    input: &Input,
    placement: &Placement,
    content: &Content,
    today: Date,
) -> Option<BooksView<'a>> {
    let open = open_form(input.one("form"), input.one("month"), |_| 0);
    let (kind, month, _) = open?;
    let now = UnsentPapers::of((kind, month), placement, content, today).seen();
    let texts = &content.texts.order_pages;
    (!now.is_empty() && now != input.one("seen")).then(|| BooksView {
        status: StatusCode::CONFLICT,
        notice: Some(Banner::warn(texts.other_draft_title(), texts.other_draft())),
        open,
        rejected: None,
    })
}

/// `number` reads the number of that name.
fn open_form(
    form: &str,
    month: &str,
    number: impl Fn(&str) -> u32,
) -> Option<(BookForm, Month, u32)> {
    let form = BookForm::from_code(form)?;
    Some((form, month.parse().ok()?, number(form.numbered())))
}

pub(crate) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(query): Query<BooksQuery>,
) -> HandlerResult {
    let (session, found) = open_order(&state, &visitor, &query.t).await?;
    let content = state.content.get();
    let told = match query.done.as_str() {
        "recorded" => Some(content.texts.accounts.done()),
        "invoice" => Some(content.texts.money.done_invoice()),
        "notices" => Some(content.texts.money.done_notices()),
        "notified" => Some(content.texts.accounts.done_notified()),
        _ => None,
    };
    let view = BooksView {
        notice: told.map(Banner::success),
        open: open_form(&query.form, &query.month, |of| match of {
            "part" => query.part,
            _ => query.worker,
        }),
        ..BooksView::default()
    };
    Ok(page(&state, &session, &found, view))
}

/// The quote that the client agreed to last.
fn agreed(placement: &Placement) -> Option<&QuoteDraft> {
    let mut quotes = placement.orders.quotes.iter().rev();
    let quote = quotes.find(|quote| quote.agreed().is_some())?;
    Some(&quote.sent.what)
}

fn page(
    state: &AppState,
    session: &LinkSession,
    found: &OpenedPlacement,
    view: BooksView<'_>,
) -> Response {
    let placement = &found.placement;
    let content = state.content.get();
    let (input, errors) = match view.rejected {
        Some((input, errors)) => (Some(input), errors),
        None => (None, Vec::new()),
    };
    let drawing = Drawing {
        today: state.today(),
        content: &content,
        token: &session.token,
        agreed: agreed(placement),
        rejected: input.map(|input| (input, errors.as_slice())),
    };
    let book = &placement.accounts;
    let months = book.months(&placement.orders, &content.programme);
    let form = view.open.and_then(|(kind, month, number)| {
        let row = months.iter().find(|row| row.month == month)?;
        let unsent = UnsentPapers::of((kind, month), placement, &content, state.today());
        let form = drawing.open_form(kind, row, number)?;
        Some(form.sending(&unsent))
    });
    // The newest is what somebody came for.
    let months: Vec<MonthView> = months.iter().rev().map(|row| drawing.month(row)).collect();
    let page = BooksPage {
        heading: placement.spec.title.clone(),
        reference: placement.id.to_string(),
        token: session.token.clone(),
        case: format!("{DECIDE}?t={}", session.token),
        notice: view.notice,
        none_yet: content.texts.accounts.none_yet().to_owned(),
        form,
        months,
        here: format!("{BOOKS}?t={}", session.token),
        errors,
    };
    let response = state.page(view.status, "director/months.html", BOOKS, &page);
    TokenPage::Posts.wrap(response)
}

/// Records what was read.
pub(crate) async fn record(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    let (session, found) = open_order(&state, &visitor, input.one("t")).await?;
    let here = format!("{BOOKS}?t={}", session.token);
    let content = state.content.get();
    let mut reader = FormReader::of(&input, &content.texts.director);
    let book = &found.placement.accounts;
    let months = book.months(&found.placement.orders, &content.programme);
    let known = read::Known {
        months: &months,
        agreed: agreed(&found.placement).map_or(&[], |quote| &quote.lines),
        content: &content,
        today: state.today(),
    };
    let command = read::command(&mut reader, &known);
    reader.confirmed(Confirmation::Books, &content);
    let (command, errors) = (command, reader.errors);
    let command = match command.filter(|_| errors.is_empty()) {
        Some(command) => command,
        None if errors.is_empty() => return Err(bad_request()),
        None => {
            let view = BooksView::rejected(&input, errors);
            return Ok(page(&state, &session, &found, view));
        }
    };
    if let Some(view) = other_paper(&input, &found.placement, &content, state.today()) {
        return Ok(page(&state, &session, &found, view));
    }
    let done = match &command {
        Command::SendInvoice { .. } => "invoice",
        Command::SendNotices { .. } => "notices",
        Command::Account {
            event: AccountEvent::ClientNotified { .. },
        } => "notified",
        _ => "recorded",
    };
    match act_once(&state, &session, found.case, &command).await? {
        Ok(()) => Ok(see_other(&format!("{here}&done={done}"))),
        Err((found, refused)) => {
            let view = BooksView::refused(&refused, &command, &input, &content);
            Ok(page(&state, &session, &found, view))
        }
    }
}
