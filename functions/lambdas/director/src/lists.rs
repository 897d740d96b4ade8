//! Lists of open placements by urgency: a director's own, and for the office everybody's.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use base::people::Actor;
use placements::{Case, Placement, Status};
use serde::{Deserialize, Serialize};
use submissions::route::Load;
use web::words::moment;
use web::{AppState, HandlerError, HandlerResult, SignedIn, Visitor, not_yours};

use crate::hands::{on_hands, owner};
use crate::list_cards::{Card, List, Viewer};
use crate::list_links::{ListLink, links, list_of};
use crate::people::People;
use crate::{FIGURES, HOME, OFFICE};

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
    let mut lists: Vec<List> = viewer.overdue(all).collect();
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
