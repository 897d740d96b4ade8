//! The page of a placement's books, and what its forms do.

use accounts::AccountEvent;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::month::Month;
use base::text;
use forms::{Confirmation, FieldError, Input};
use orders::QuoteDraft;
use placements::{Command, Placement, Refused};
use serde::Serialize;
use town::Content;
use web::{AppState, Form, HandlerResult, TokenPage, Visitor, see_other};

use super::draw::{Drawing, MonthView};
use super::drawn_forms::FormView;
use super::together::Together;
use super::unsent::UnsentPapers;
use super::{BOOKS, BookForm};
use super::{fault, read};
use crate::DECIDE;
use crate::banner::Banner;
use crate::fields::FormReader;
use crate::order::open_order;
use crate::session::{LinkSession, OpenedPlacement, bad_request};
use crate::together::{act_together, act_with_others};

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

/// What one answer of the page shows.
#[derive(Default)]
struct BooksView<'a> {
    status: StatusCode,
    notice: Option<Banner>,
    open: Option<(BookForm, Month, u32)>,
    /// The jobs of the papers that the form sends.
    together: Option<Together>,
    rejected: Option<(&'a Input, Vec<FieldError>)>,
}

impl<'a> BooksView<'a> {
    fn rejected(input: &'a Input, errors: Vec<FieldError>) -> BooksView<'a> {
        BooksView {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            open: open_form(input),
            rejected: Some((input, errors)),
            ..BooksView::default()
        }
    }

    fn with(self, together: Option<Together>) -> BooksView<'a> {
        BooksView { together, ..self }
    }

    /// With why nothing was recorded.
    fn refused(
        refused: &Refused,
        command: &Command,
        input: &'a Input,
        content: &Content,
    ) -> BooksView<'a> {
        let texts = &content.texts.accounts;
        let fault = match (refused, command) {
            (Refused::Account(refused), Command::Account { event, .. }) => {
                fault::fault(refused, event, texts)
            }
            _ => None,
        };
        let why = fault::why(refused, command, content);
        if let Some(fault) = fault {
            return BooksView::rejected(input, vec![fault]);
        }
        let title = content.texts.order_pages.refused_title();
        BooksView {
            status: StatusCode::CONFLICT,
            notice: Some(Banner::warn(title, &why)),
            ..BooksView::default()
        }
    }
}

/// The form again, where it would send another paper than the one that was seen. Nothing to send is no other paper: it
/// has left, or there is none.
fn is_other_paper(input: &Input, unsent: &UnsentPapers<'_>) -> bool {
    let now = unsent.seen();
    !now.is_empty() && now != input.one("seen")
}

/// The form that an address or a form names, with its month and the number of what it is about.
fn open_form(input: &Input) -> Option<(BookForm, Month, u32)> {
    let form = BookForm::from_code(input.one("form"))?;
    let number = text::whole(input.one(form.numbered()));
    Some((
        form,
        input.one("month").parse().ok()?,
        number.unwrap_or_default(),
    ))
}

/// What an address asks for; a job may be ticked in it as often as there are jobs.
fn asked(query: Option<&str>) -> Input {
    let mut input = Input::default();
    for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
        let values = input.0.entry(name.into_owned()).or_default();
        values.push(value.into_owned());
    }
    input
}

pub(crate) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> HandlerResult {
    let asked = asked(query.as_deref());
    let (session, found) = open_order(&state, &visitor, asked.one("t")).await?;
    let content = state.content.get();
    let told = match asked.one("done") {
        "recorded" => Some(content.texts.accounts.done()),
        "invoice" => Some(content.texts.money.done_invoice()),
        "notices" => Some(content.texts.money.done_notices()),
        "notified" => Some(content.texts.accounts.done_notified()),
        _ => None,
    };
    let view = BooksView {
        notice: told.map(Banner::success),
        open: open_form(&asked),
        together: Together::read(&state, &session, &found, &asked).await?,
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
    let book = &placement.accounts;
    let months = book.months(&placement.orders, &content.programme);
    let drawing = Drawing {
        today: state.today(),
        content: &content,
        token: &session.token,
        months: &months,
        agreed: agreed(placement),
        rejected: input.map(|input| (input, errors.as_slice())),
    };
    let together = view.together.as_ref();
    let form = view.open.and_then(|(kind, month, number)| {
        let row = months.iter().find(|row| row.month == month)?;
        let unsent = unsent(state, (kind, month), placement, &content, together);
        let form = drawing.open_form(kind, row, number)?.sending(&unsent);
        Some(match together {
            Some(together) => drawing.on_papers(form, month, together),
            None => form,
        })
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

/// What a form would send: of several jobs together where they are ticked.
fn unsent<'a>(
    state: &AppState,
    of: (BookForm, Month),
    placement: &Placement,
    content: &'a Content,
    together: Option<&Together>,
) -> UnsentPapers<'a> {
    let together = together.filter(|together| together.is_joint());
    let together = together.map(|together| together.papers(state));
    UnsentPapers::of(of, placement, content, state.today(), together)
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
    let together = Together::read(&state, &session, &found, &input).await?;
    let command = match command.filter(|_| errors.is_empty()) {
        Some(command) => command,
        None if errors.is_empty() => return Err(bad_request()),
        None => {
            let view = BooksView::rejected(&input, errors).with(together);
            return Ok(page(&state, &session, &found, view));
        }
    };
    let open = open_form(&input);
    let of = open.map(|(kind, month, _)| (kind, month));
    let now = of.map(|of| unsent(&state, of, &found.placement, &content, together.as_ref()));
    if now.is_some_and(|now| is_other_paper(&input, &now)) {
        let texts = &content.texts.order_pages;
        let view = BooksView {
            status: StatusCode::CONFLICT,
            notice: Some(Banner::warn(texts.other_draft_title(), texts.other_draft())),
            open,
            together,
            rejected: None,
        };
        return Ok(page(&state, &session, &found, view));
    }
    let done = done_word(&command);
    let acted = match together.filter(Together::is_joint) {
        Some(joint) => act_together(&state, &session, joint.cases, &joint.acts).await?,
        None => {
            let on = (found.case, &found.placement);
            act_with_others(&state, &session, on, &command).await?
        }
    };
    match acted {
        Ok(()) => Ok(see_other(&format!("{here}&done={done}"))),
        Err((found, refused)) => {
            let view = BooksView::refused(&refused, &command, &input, &content);
            Ok(page(&state, &session, &found, view))
        }
    }
}

/// The word for it in the address of the page that says so.
fn done_word(command: &Command) -> &'static str {
    match command {
        Command::SendInvoice { .. } => "invoice",
        Command::SendNotices { .. } => "notices",
        Command::Account {
            event: AccountEvent::ClientNotified { .. },
            ..
        } => "notified",
        _ => "recorded",
    }
}
