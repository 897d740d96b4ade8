//! The form in which a visit is entered within half a minute, changed later, and its next step called done.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::people::Actor;
use forms::fields::refill;
use forms::{Field, FieldError, Input};
use jiff::Timestamp;
use paths::{VISIT_ENTRY, VISITS};
use serde::{Deserialize, Serialize};
use store::VisitBook;
use town::Content;
use visits::Visit;
use visits::book::{BookedVisit, number_of};
use web::{AppState, Form, HandlerError, HandlerResult, Problem, Visitor, drawn_id, see_other};

use crate::visit_fields::fields;
use crate::visit_lines::{keep_days, request_lines, visit_lines};
use crate::visit_read::{TypedVisit, read};

/// Which visit: an entry that is changed, or the request that a new one answers.
#[derive(Default, Deserialize)]
pub(crate) struct VisitQuery {
    #[serde(default)]
    id: String,
    #[serde(default)]
    request: String,
}

#[derive(Serialize)]
struct VisitPage {
    heading: String,
    errors: Vec<FieldError>,
    id: String,
    /// The id that a new entry will have, so that pressing twice enters once.
    fresh: String,
    edition: u32,
    request: String,
    /// What was asked for.
    asked: Vec<String>,
    /// What the entry says that somebody else changed meanwhile.
    now: Vec<String>,
    fields: Vec<Field>,
}

/// Why the form is shown again.
enum Refused {
    /// It is not.
    Nothing,
    /// Something typed cannot be.
    Typed(Vec<FieldError>),
    /// Somebody else changed the entry since it was read.
    Outrun,
}

impl Refused {
    fn errors(&self, content: &Content) -> Vec<FieldError> {
        match self {
            Refused::Nothing => Vec::new(),
            Refused::Typed(errors) => errors.clone(),
            Refused::Outrun => vec![FieldError {
                // The form's first question.
                field: "business".to_owned(),
                message: content.texts.office.visit_outrun().to_owned(),
            }],
        }
    }
}

/// What the form is about.
struct VisitForm<'a> {
    content: &'a Content,
    entry: Option<&'a BookedVisit>,
    request: Option<&'a Visit>,
}

pub(crate) async fn ask(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(query): Query<VisitQuery>,
) -> HandlerResult {
    let signed_in = visitor.office(&state, VISITS)?;
    let book = state.store.visit_book(state.now()).await?;
    let content = state.content.get();
    let form = VisitForm::find(&content, &book, &query.id, &query.request)?;
    let name = signed_in.name(&Actor::Office);
    let fields = fields((form.entry, form.request), name, state.today(), &content);
    let fresh = state.random_id();
    Ok(form.page(&state, fields, &fresh, &Refused::Nothing))
}

pub(crate) async fn take(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    let signed_in = visitor.office(&state, VISITS)?;
    let book = state.store.visit_book(state.now()).await?;
    let content = state.content.get();
    let fresh = drawn_id(&input)?;
    // What was entered from this very page, and is sent again: as it is, or changed after going back.
    let entered = book.entries.iter().find(|it| it.id == fresh);
    let id = entered.map_or(input.one("id"), |it| &it.id);
    let form = VisitForm::find(&content, &book, id, input.one("request"))?;
    let name = signed_in.name(&Actor::Office);
    let refused = match read(&input, &content, state.today()) {
        Err(errors) => Refused::Typed(errors),
        Ok(typed) => {
            let visit = form.visit(typed, &input, &book, (name, state.now()));
            let lines = visit.lines_after(form.entry);
            let is_same = entered.is_some_and(|it| visit.says_the_same(it));
            let keep = keep_days(&content);
            if is_same || state.store.book_visit(&visit, &lines, keep).await? {
                tracing::info!("a visit was entered");
                return Ok(see_other(&format!("{VISITS}?done=saved")));
            }
            Refused::Outrun
        }
    };
    let errors = refused.errors(&content);
    let fields = fields((form.entry, form.request), name, state.today(), &content);
    let fields = fields
        .into_iter()
        .map(|field| refill(field, &input, &errors));
    Ok(form.page(&state, fields.collect(), fresh, &refused))
}

/// Calls the next step of an entry done.
pub(crate) async fn done(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    let signed_in = visitor.office(&state, VISITS)?;
    let book = state.store.visit_book(state.now()).await?;
    let content = state.content.get();
    let entry = book.entries.iter().find(|it| it.id == input.one("id"));
    let entry = entry.ok_or(Problem::NotFound)?;
    if entry.next.is_some() {
        let after = BookedVisit {
            edition: entry.edition + 1,
            next: None,
            entered_at: state.now(),
            entered_by: signed_in.name(&Actor::Office).to_owned(),
            ..entry.clone()
        };
        state
            .store
            .book_visit(&after, &[], keep_days(&content))
            .await?;
    }
    Ok(see_other(&format!("{VISITS}?done=done")))
}

impl<'a> VisitForm<'a> {
    fn find(
        content: &'a Content,
        book: &'a VisitBook,
        id: &str,
        request: &str,
    ) -> Result<VisitForm<'a>, HandlerError> {
        let entry = book.entries.iter().find(|it| it.id == id);
        if !id.is_empty() && entry.is_none() {
            return Err(Problem::NotFound.into());
        }
        Ok(VisitForm {
            content,
            entry,
            request: book.open_requests.iter().find(|it| it.id == request),
        })
    }

    /// The entry that was typed, of the book as it was read.
    fn visit(
        &self,
        typed: TypedVisit,
        input: &Input,
        book: &VisitBook,
        (by, at): (&str, Timestamp),
    ) -> BookedVisit {
        let id = self
            .entry
            .map_or(input.one("fresh"), |it| &it.id)
            .to_owned();
        let texts = &self.content.texts.office;
        // After the state that was looked at, so that nobody's change is lost; a page for a new one has seen the first at
        // most.
        let seen = base::text::whole(input.one("edition")).unwrap_or_default();
        BookedVisit {
            number: number_of(&typed.business, &id, &book.entries, texts),
            id,
            edition: match self.entry {
                Some(_) => seen.max(1) + 1,
                None => 1,
            },
            on: typed.on,
            business: typed.business,
            who: typed.who,
            way: typed.way,
            result: typed.result,
            next: typed.next,
            note: typed.note,
            request: match self.entry {
                Some(entry) => entry.request.clone(),
                None => self.request.map(|it| it.id.clone()),
            },
            entered_at: at,
            entered_by: by.to_owned(),
        }
    }

    fn page(
        &self,
        state: &AppState,
        fields: Vec<Field>,
        fresh: &str,
        refused: &Refused,
    ) -> Response {
        let texts = &self.content.texts.office;
        let status = match refused {
            Refused::Nothing => StatusCode::OK,
            Refused::Typed(_) | Refused::Outrun => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let heading = match self.entry {
            Some(_) => texts.visit_change(),
            None => texts.visit_new(),
        };
        let theirs = self.entry.filter(|_| matches!(refused, Refused::Outrun));
        let now = theirs.map_or_else(Vec::new, |it| visit_lines(it, self.content));
        let page = VisitPage {
            heading: heading.to_owned(),
            errors: refused.errors(self.content),
            id: self.entry.map(|it| it.id.clone()).unwrap_or_default(),
            fresh: fresh.to_owned(),
            edition: self.entry.map_or(0, |it| it.edition),
            request: self.request.map(|it| it.id.clone()).unwrap_or_default(),
            asked: self.request.map(request_lines).unwrap_or_default(),
            fields,
            now,
        };
        state.page(status, "office/visit.html", VISIT_ENTRY, &page)
    }
}
