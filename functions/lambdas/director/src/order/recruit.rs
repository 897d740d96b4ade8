//! The notice of a job, for whoever looks after it: written, looked at with what is hidden in it, opened and ended; and
//! those who answered.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use forms::{Confirmation, Field, FieldError, Input, limits};
use jiff::ToSpan;
use orders::{OpenedRecruitment, RecruitFacts, RecruitFault, TypedRecruitment};
use orders::{OrderDraft, Paper};
use placements::{Command, Link};
use serde::Serialize;
use text_checks::KnownEmployer;
use town::Content;
use web::{AppState, Form, HandlerError, HandlerResult, TokenPage, Visitor, see_other};

use super::WORK;
use super::page::{current, open_order};
use super::recruit_draw::{ApplicantRow, applicant_row, at_field, standing, take, written};
use crate::ORDER;
use crate::acts::act_once;
use crate::banner::Banner;
use crate::case::CaseQuery;
use crate::fields::FormReader;
use crate::session::{LinkSession, OpenedPlacement};

/// Where it is.
pub(crate) const RECRUIT: &str = "/director/order/recruit";

/// How long a notice is open where nothing else is typed.
const OPEN_DAYS: i32 = 14;

#[derive(Serialize)]
struct RecruitPage {
    heading: String,
    reference: String,
    token: String,
    order: String,
    errors: Vec<FieldError>,
    notice: Option<Banner>,
    state: String,
    /// What is open now: the text to copy with its address; empty: nothing is.
    short: String,
    address: String,
    close: Option<Field>,
    applicants: Vec<ApplicantRow>,
    take: Option<Field>,
    /// How long they are kept.
    kept: String,
    faults: Vec<String>,
    preview: Paper,
    hidden: String,
    fields: Vec<Field>,
    confirm: Field,
}

/// A visit to the page.
pub(super) struct RecruitVisit<'a> {
    pub state: &'a AppState,
    pub session: LinkSession,
    pub found: OpenedPlacement,
}

/// What one answer of the page shows.
#[derive(Default)]
pub(super) struct RecruitView<'a> {
    pub status: StatusCode,
    pub notice: Option<Banner>,
    /// What was typed, where it was only to be looked at or cannot be taken.
    pub typed: Option<(&'a Input, TypedRecruitment)>,
    pub errors: Vec<FieldError>,
}

impl<'a> RecruitVisit<'a> {
    pub async fn open(
        state: &'a AppState,
        visitor: &Visitor,
        token: &str,
    ) -> Result<RecruitVisit<'a>, HandlerError> {
        let (session, found) = open_order(state, visitor, token).await?;
        Ok(RecruitVisit {
            state,
            session,
            found,
        })
    }

    fn here(&self, done: &str) -> String {
        format!("{RECRUIT}?t={}&done={done}", self.session.token)
    }

    /// The notice that these words make, and what is hidden in it.
    fn notice(
        &self,
        typed: &TypedRecruitment,
        content: &Content,
    ) -> (OpenedRecruitment, Vec<String>, Vec<RecruitFault>) {
        let placement = &self.found.placement;
        let order = current(placement, content, self.state);
        let employer = KnownEmployer::of(&self.found.case.submission().contact, []);
        let facts = RecruitFacts {
            title: &placement.spec.title,
            order: &order,
            employer: &employer,
            programme: &content.programme,
            texts: &content.texts,
        };
        let today = self.state.today();
        let faults = facts.faults(typed, today);
        let round = placement.orders.next_round();
        let (notice, hidden) = facts.notice(typed, round, today);
        (notice, hidden, faults)
    }

    /// What the sheet and the preparation propose.
    fn proposed(&self, content: &Content) -> TypedRecruitment {
        let placement = &self.found.placement;
        let order: OrderDraft = current(placement, content, self.state);
        let fields = placement.spec.fields.iter();
        let mut place = fields.filter(|field| field.id == "workplace");
        let place = place.next().map(|field| field.value.trim());
        let place = place.filter(|place| !place.is_empty());
        let today = self.state.today();
        let closes_on = today.saturating_add(OPEN_DAYS.days());
        let due = order.delivery.value().filter(|due| **due >= today);
        TypedRecruitment {
            work: order.work.value().cloned().unwrap_or_default(),
            place: place
                .unwrap_or(content.texts.recruit.default_place())
                .to_owned(),
            closes_on: due.map_or(closes_on, |due| closes_on.min(*due)),
        }
    }

    pub fn page(&self, mut view: RecruitView<'_>) -> Response {
        let (content, placement) = (self.state.content.get(), &self.found.placement);
        let texts = &content.texts.recruit;
        let today = self.state.today();
        let typed = match &view.typed {
            Some((_, typed)) => typed.clone(),
            None => self.proposed(&content),
        };
        let (notice, hidden, faults) = self.notice(&typed, &content);
        let open = placement.orders.recruiting(today);
        let applicants = &self.found.applicants;
        let address = open.map(|open| {
            let link = Link::Recruit {
                id: placement.id.clone(),
            };
            let programme = &content.programme;
            let path = paths::address(&link, &self.state.keys, programme, open.first_at);
            format!("{}{path}", self.state.settings.base_url)
        });
        let confirm = |what: Confirmation| what.field(&content.words, None, &view.errors);
        let page = RecruitPage {
            heading: texts.heading(&placement.spec.title),
            reference: placement.id.to_string(),
            token: self.session.token.clone(),
            order: format!("{ORDER}?t={}", self.session.token),
            notice: view.notice.take(),
            state: standing(&self.found, today, &content),
            short: open
                .map(|open| open.opened.what.short.clone())
                .unwrap_or_default(),
            address: address.unwrap_or_default(),
            close: open.map(|_| confirm(Confirmation::CloseRecruit)),
            applicants: applicants
                .iter()
                .map(|it| applicant_row(it, &content))
                .collect(),
            kept: texts.kept(content.programme.retention.applicant_days),
            take: take(applicants, &view.errors, &content),
            faults: faults.iter().map(|it| it.told(&content.texts)).collect(),
            preview: notice.paper,
            hidden: match hidden.is_empty() {
                true => texts.hidden_none().to_owned(),
                false => texts.hidden(hidden.join("、")),
            },
            fields: written(
                &typed,
                view.typed.as_ref().map(|(input, _)| *input),
                &view.errors,
                &content,
            ),
            confirm: confirm(Confirmation::Recruit),
            errors: view.errors,
        };
        let page = self
            .state
            .page(view.status, "director/order_recruit.html", RECRUIT, &page);
        TokenPage::Posts.wrap(page)
    }

    async fn run(self, done: &str, command: Command) -> HandlerResult {
        let here = self.here(done);
        let case = self.found.case.clone();
        match act_once(self.state, &self.session, case, &command).await? {
            Ok(()) => Ok(see_other(&here)),
            Err((found, _)) => {
                let notice = Banner::refused(&self.state.content.get());
                Ok(RecruitVisit { found, ..self }.page(RecruitView {
                    status: StatusCode::CONFLICT,
                    notice: Some(notice),
                    ..RecruitView::default()
                }))
            }
        }
    }
}

pub(crate) async fn show_recruit(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(CaseQuery { t, done }): Query<CaseQuery>,
) -> HandlerResult {
    let visit = RecruitVisit::open(&state, &visitor, &t).await?;
    let content = state.content.get();
    let texts = &content.texts.recruit;
    let said = match done.as_str() {
        "opened" => Some(texts.done_opened()),
        "closed" => Some(texts.done_closed()),
        _ => None,
    };
    Ok(visit.page(RecruitView {
        notice: said.map(Banner::success),
        ..RecruitView::default()
    }))
}

/// Shows what was typed with what is hidden in it; with the box it is opened.
pub(crate) async fn open_recruit(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    let visit = RecruitVisit::open(&state, &visitor, input.one("t")).await?;
    let content = state.content.get();
    let mut reader = FormReader::of(&input, &content.texts.director);
    let work = reader.lines("work", WORK);
    let place = reader.lines("place", limits::SPEC);
    let closes_on = reader.day("closes_on").unwrap_or_else(|| state.today());
    let typed = TypedRecruitment {
        work,
        place,
        closes_on,
    };
    let looks = input.one("look") == "1";
    if !looks {
        reader.confirmed(Confirmation::Recruit, &content);
    }
    let mut errors = reader.errors;
    let (notice, _, faults) = visit.notice(&typed, &content);
    if !looks {
        errors.extend(faults.iter().filter_map(|it| at_field(*it, &content)));
    }
    if looks || !errors.is_empty() || !faults.is_empty() {
        let texts = &content.texts.recruit;
        let refused = !errors.is_empty() || (!looks && !faults.is_empty());
        let view = RecruitView {
            status: match refused {
                true if errors.is_empty() => StatusCode::CONFLICT,
                true => StatusCode::UNPROCESSABLE_ENTITY,
                false => StatusCode::OK,
            },
            notice: (!faults.is_empty())
                .then(|| Banner::warn(texts.not_opened_title(), texts.not_opened())),
            typed: Some((&input, typed)),
            errors,
        };
        return Ok(visit.page(view));
    }
    let notice = Box::new(notice);
    visit
        .run("opened", Command::OpenRecruitment { notice })
        .await
}

/// Ends the notice.
pub(crate) async fn close_recruit(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    let visit = RecruitVisit::open(&state, &visitor, input.one("t")).await?;
    let missing = Confirmation::CloseRecruit.missing(&state.content.get(), &input);
    if let Some(error) = missing {
        return Ok(visit.page(RecruitView {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            errors: vec![error],
            ..RecruitView::default()
        }));
    }
    visit.run("closed", Command::CloseRecruitment).await
}
