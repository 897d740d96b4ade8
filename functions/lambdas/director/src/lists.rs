//! Lists of open placements by urgency: a director's own, and for the office everybody's.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use base::people::Actor;
use base::reference::Reference;
use base::time::japanese;
use jiff::civil::Date;
use placements::{Case, Placement, SpecId, Status};
use serde::{Deserialize, Serialize};
use submissions::route::Load;
use town::{Content, Programme};
use web::words::moment;
use web::{AppState, HandlerError, HandlerResult, SignedIn, Visitor, case_address, not_yours};

use crate::hands::{on_hands, owner};
use crate::history::{now, waits_for};
use crate::list_links::{ListLink, links, list_of};
use crate::people::People;
use crate::{DECIDE, FIGURES, HOME, OFFICE};

/// The query of a list: whose it is, and what is searched for.
#[derive(Deserialize)]
pub(crate) struct PlacementsQuery {
    /// The code of the director or deputy; empty: the first that one is.
    #[serde(default, rename = "as")]
    of: String,
    #[serde(default)]
    q: String,
}

#[derive(Serialize)]
struct ListPage {
    heading: String,
    lead: String,
    path: &'static str,
    /// Whose list it is, where one has several.
    of: String,
    here: String,
    query: String,
    found: Vec<Card>,
    lists: Vec<List>,
    figures: String,
    until: String,
    who: String,
    others: Vec<ListLink>,
}

#[derive(Serialize)]
struct List {
    title: String,
    /// How much a group has on its hands; empty in a list of one's own.
    load: String,
    cases: Vec<Card>,
}

impl List {
    fn new(title: &str, load: String, cases: Vec<Card>) -> List {
        List {
            title: title.to_owned(),
            load,
            cases,
        }
    }
}

/// A placement in a list.
#[derive(Serialize)]
struct Card {
    title: String,
    reference: String,
    href: String,
    status: String,
    kind: &'static str,
    holder: String,
    waits_for: String,
    until: String,
    urgent: bool,
    #[serde(skip)]
    due: Date,
}

/// Somebody who looks at lists.
struct Viewer<'a> {
    state: &'a AppState,
    content: &'a Content,
    of: &'a Actor,
    today: Date,
}

impl Viewer<'_> {
    fn programme(&self) -> &Programme {
        &self.content.programme
    }

    fn card(&self, placement: &Placement) -> Card {
        let programme = self.programme();
        let standing = now(placement, self.of, self.content);
        let texts = &self.content.texts.director;
        let until = placement.until(programme);
        let overdue = placement.overdue_payment(self.today, programme);
        let keeper = placement.keeper.as_ref();
        Card {
            title: placement.spec.title.clone(),
            reference: placement.id.to_string(),
            href: format!("{DECIDE}?t={}", case_address(&placement.id, self.of)),
            status: standing.status,
            kind: standing.kind,
            holder: match keeper {
                Some(keeper) if keeper != self.of => People(self.content).actor(keeper),
                _ => String::new(),
            },
            waits_for: waits_for(placement, self.of, self.content),
            until: match (overdue, until) {
                (Some(day), _) => self.content.texts.orders.overdue(japanese(day)),
                (None, until) => until.map_or_else(String::new, |day| texts.until(japanese(day))),
            },
            urgent: overdue.or(until).is_some_and(|day| day <= self.today),
            due: overdue.or(until).unwrap_or(Date::MAX),
        }
    }

    /// Cards of those that fit, the most urgent first.
    fn cards(&self, all: &[Placement], fits: impl Fn(&Placement) -> bool) -> Vec<Card> {
        let mut cards: Vec<Card> = all
            .iter()
            .filter(|placement| fits(placement))
            .map(|placement| self.card(placement))
            .collect();
        cards.sort_by(|a, b| (a.due, &a.reference).cmp(&(b.due, &b.reference)));
        cards
    }

    /// What somebody should have been paid for by now; it stays on top until the payment is recorded.
    fn overdue(&self, all: &[Placement]) -> Option<List> {
        let mine = |p: &Placement| *self.of == Actor::Office || p.may_follow(self.of);
        let cards = self.cards(all, |p| {
            mine(p) && p.overdue_payment(self.today, self.programme()).is_some()
        });
        let title = self.content.texts.orders.list_overdue();
        (!cards.is_empty()).then(|| List::new(title, String::new(), cards))
    }

    /// What is found under a number as typed, as far as the viewer may see it.
    async fn search(&self, typed: &str) -> Result<Vec<Card>, HandlerError> {
        let id = SpecId::parse(typed);
        let reference = Reference::parse(typed).or_else(|| id.clone().map(|id| id.reference));
        let Some(reference) = reference else {
            return Ok(Vec::new());
        };
        let case = self.state.store.case(&reference).await?;
        let placements = case.map(|case| case.placements().to_vec());
        let placements = placements.unwrap_or_default();
        let wanted = |placement: &Placement| {
            id.as_ref().is_none_or(|id| *id == placement.id) && placement.may_see(self.of)
        };
        Ok(self.cards(&placements, wanted))
    }
}

async fn open_placements(state: &AppState) -> Result<Vec<Placement>, HandlerError> {
    let cases = state.store.open_cases().await?;
    let placements = cases.iter().flat_map(Case::placements);
    Ok(placements.filter(|it| it.is_open()).cloned().collect())
}

/// Both pages; `content_of` gives what one shows and the other does not.
async fn show(
    state: &AppState,
    (signed_in, of): (&SignedIn, &Actor),
    query: &str,
    content_of: impl AsyncFnOnce(&Viewer<'_>, &[Placement]) -> Result<Lists, HandlerError>,
) -> HandlerResult {
    let content = state.content.get();
    let viewer = Viewer {
        state,
        content: &content,
        of,
        today: state.today(),
    };
    let here = list_of(of);
    let shown = content_of(&viewer, &open_placements(state).await?).await?;
    let path = match of {
        Actor::Office => OFFICE,
        _ => HOME,
    };
    let page = ListPage {
        heading: shown.heading,
        lead: shown.lead,
        path,
        of: of.group().map_or_else(String::new, |_| of.code()),
        found: viewer.search(query).await?,
        query: query.trim().to_owned(),
        figures: shown.figures.unwrap_or_default().to_owned(),
        lists: shown.lists,
        until: moment(signed_in.device.until),
        who: signed_in.name(of).to_owned(),
        others: links(signed_in, &content, &here),
        here,
    };
    Ok(state.page(StatusCode::OK, "director/lists.html", path, &page))
}

/// What one of the pages shows and the other does not.
struct Lists {
    heading: String,
    lead: String,
    lists: Vec<List>,
    /// Where the figures are, for who may see them.
    figures: Option<&'static str>,
}

pub(crate) async fn home(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(PlacementsQuery { of, q }): Query<PlacementsQuery>,
) -> HandlerResult {
    let signed_in = visitor.member(&state, HOME)?;
    let mut own = signed_in.member.roles.iter().map(|role| &role.actor);
    let of = own.find(|actor| match of.as_str() {
        "" => actor.group().is_some(),
        code => actor.group().is_some() && actor.code() == code,
    });
    let of = of.ok_or_else(|| not_yours(&state))?;
    show(&state, (signed_in, of), &q, async |viewer, all| {
        Ok(own_lists(viewer, all))
    })
    .await
}

fn own_lists(viewer: &Viewer<'_>, all: &[Placement]) -> Lists {
    let of = viewer.of;
    let waiting = |p: &Placement| {
        p.may_decide(of)
            && p.is_offered_to(of)
            && (p.status == Status::Waiting || p.partner_question.is_some())
    };
    let accepted = |p: &Placement| matches!(p.status, Status::Accepted { .. }) && p.may_follow(of);
    let elsewhere =
        |p: &Placement| p.is_undecided() && !waiting(p) && (p.may_decide(of) || p.may_follow(of));
    let list = |title: &str, cases| List::new(title, String::new(), cases);
    let texts = &viewer.content.texts.director;
    Lists {
        heading: texts.own_lists(People(viewer.content).actor(of)),
        lead: texts.own_lists_lead().to_owned(),
        lists: viewer
            .overdue(all)
            .into_iter()
            .chain([
                list(texts.list_waiting(), viewer.cards(all, waiting)),
                list(texts.list_elsewhere(), viewer.cards(all, elsewhere)),
                list(texts.list_accepted(), viewer.cards(all, accepted)),
            ])
            .collect(),
        figures: None,
    }
}

pub(crate) async fn office(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(PlacementsQuery { q, .. }): Query<PlacementsQuery>,
) -> HandlerResult {
    let signed_in = visitor.office(&state, OFFICE)?;
    let office = (signed_in, &Actor::Office);
    show(&state, office, &q, async |viewer, all| {
        let load = viewer.state.store.load().await?;
        Ok(office_lists(viewer, all, &load))
    })
    .await
}

fn office_lists(viewer: &Viewer<'_>, all: &[Placement], load: &Load) -> Lists {
    let texts = &viewer.content.texts.director;
    let unowned = viewer.cards(all, |p| owner(p).is_none());
    let mut lists: Vec<List> = viewer.overdue(all).into_iter().collect();
    lists.push(List::new(texts.list_unowned(), String::new(), unowned));
    lists.extend(viewer.programme().directors.iter().map(|group| {
        let cases = viewer.cards(all, |p| owner(p) == Some(group.id.as_str()));
        List::new(
            &group.name,
            on_hands(group, load, viewer.today, texts),
            cases,
        )
    }));
    Lists {
        heading: texts.all_lists().to_owned(),
        lead: texts.all_lists_lead().to_owned(),
        lists,
        figures: Some(FIGURES),
    }
}
