//! The form in which a visit is entered within half a minute, changed later, and its next step called done.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::people::Actor;
use forms::fields::{choices, day, line, note, refill};
use forms::{Field, FieldError, Input, Kind};
use jiff::Timestamp;
use paths::{VISIT_ENTRY, VISITS};
use serde::{Deserialize, Serialize};
use store::VisitBook;
use town::Content;
use visits::Visit;
use visits::book::{BookedVisit, VisitResult, VisitWay, number_of};
use web::{
    AppState, Form, HandlerError, HandlerResult, Problem, SignedIn, Visitor, drawn_id, see_other,
};

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
    let fields = form.fields(signed_in, &state);
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
    let refused = match read(&input, &content, state.today()) {
        Err(errors) => Refused::Typed(errors),
        Ok(typed) => {
            let name = signed_in.name(&Actor::Office);
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
    let fields = form.fields(signed_in, &state);
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

    fn fields(&self, signed_in: &SignedIn, state: &AppState) -> Vec<Field> {
        let texts = &self.content.texts.office;
        let value = |field: Field, value: &str| Field {
            value: value.to_owned(),
            ..field
        };
        let optional = |field: Field| Field {
            optional: true,
            ..field
        };
        let business = self.entry.map(|it| it.business.as_str());
        let business = business.or(self.request.map(|it| it.request.business.as_str()));
        let who = self
            .entry
            .map_or(signed_in.name(&Actor::Office), |it| &it.who);
        let on = self.entry.map_or(state.today(), |it| it.on);
        let ways = VisitWay::ALL.map(|it| (it.code().to_owned(), it.label(texts).to_owned()));
        let results = VisitResult::ALL.map(|it| (it.code().to_owned(), it.label(texts).to_owned()));
        let way = self.entry.map_or(VisitWay::Visit, |it| it.way);
        let step = self.entry.and_then(|it| it.next.as_ref());
        let step_on = Field {
            value: step.map(|it| it.on.to_string()).unwrap_or_default(),
            ..day("step_on", texts.visit_step_on(), on)
        };
        vec![
            value(
                line("business", texts.visit_business()),
                business.unwrap_or_default(),
            ),
            day("on", texts.visit_on(), on),
            value(line("who", texts.visit_who()), who),
            chosen(
                choices(Kind::Radio, "way", texts.visit_way(), ways.into()),
                way.code(),
            ),
            chosen(
                choices(Kind::Radio, "result", texts.visit_result(), results.into()),
                self.entry.map_or("", |it| it.result.code()),
            ),
            optional(Field {
                hint: texts.visit_step_hint().to_owned(),
                ..value(
                    line("step", texts.visit_step()),
                    step.map_or("", |it| &it.what),
                )
            }),
            optional(step_on),
            optional(value(
                note("note", texts.visit_note(), texts.visit_note_hint()),
                self.entry.map_or("", |it| &it.note),
            )),
        ]
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

fn chosen(mut field: Field, code: &str) -> Field {
    for option in &mut field.options {
        option.checked = option.value == code;
    }
    field
}
