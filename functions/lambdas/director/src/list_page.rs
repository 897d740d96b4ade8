//! The page of lists: of each its first few, one list as a whole, or what a search finds, also among what is over.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use base::people::Actor;
use paths::PAPERS;
use placements::{CaseHead, SearchWords};
use serde::{Deserialize, Serialize};
use web::words::moment;
use web::{AppState, HandlerError, HandlerResult, SignedIn, Visitor, not_yours};

use crate::all_heads::all_heads;
use crate::list_cards::{Card, ListedWork, Viewer};
use crate::list_links::{ListLink, links, list_of};
use crate::lists::{WorkList, closed, heading, in_order, office_lists, own_lists};
use crate::{FIGURES, HOME, OFFICE};

/// How many of a list are shown beside other lists, so that all of them can be seen on a phone.
const FIRST: usize = 6;
/// How many are shown of one list at a time.
const PAGE: usize = 50;
/// The list of what needs nobody any more.
const CLOSED: &str = "closed";

/// The query of a page of lists: whose it is, what is searched for, and which list is shown from which place on.
#[derive(Deserialize)]
pub(crate) struct PlacementsQuery {
    /// The code of the director or deputy; empty: the first that one is.
    #[serde(default, rename = "as")]
    of: String,
    #[serde(default)]
    q: String,
    #[serde(default)]
    list: String,
    #[serde(default)]
    from: usize,
}

#[derive(Serialize)]
struct ListPage {
    heading: String,
    lead: String,
    path: &'static str,
    /// Whose list it is, where one has several.
    of: String,
    here: String,
    /// What was searched for.
    query: String,
    /// Whether one list is shown, or what was found.
    single: bool,
    lists: Vec<List>,
    /// Where what is over is listed.
    closed: String,
    figures: String,
    /// Where papers and books are searched.
    papers: String,
    until: String,
    who: String,
    others: Vec<ListLink>,
}

/// Placements under one heading, as shown.
#[derive(Serialize)]
struct List {
    title: String,
    load: String,
    count: usize,
    cases: Vec<Card>,
    /// Where the rest of it is; empty: nothing is left.
    more: String,
}

/// Where lists of somebody are, with what they show.
struct ListAddress<'a> {
    path: &'a str,
    of: &'a str,
    query: &'a str,
}

impl ListAddress<'_> {
    /// A list from a place on; `code` is empty for what was found.
    fn to(&self, code: &str, from: usize) -> String {
        let from = from.to_string();
        let from = if from == "0" { "" } else { &from };
        let pairs = [
            ("as", self.of),
            ("q", self.query),
            ("list", code),
            ("from", from),
        ];
        let given = pairs.into_iter().filter(|(_, value)| !value.is_empty());
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(given)
            .finish();
        format!("{}?{query}", self.path)
    }
}

/// What somebody wants to see of their lists.
struct Looking<'a> {
    viewer: Viewer<'a>,
    address: ListAddress<'a>,
    from: usize,
}

impl Looking<'_> {
    /// The first of a list beside others.
    fn first(&self, list: &WorkList<'_>) -> List {
        let more = match list.works.len() > FIRST {
            true => self.address.to(&list.code, 0),
            false => String::new(),
        };
        self.drawn(list, (0, FIRST), more)
    }

    /// A list alone.
    fn alone(&self, list: &WorkList<'_>) -> List {
        let end = self.from.saturating_add(PAGE);
        let more = match list.works.len() > end {
            true => self.address.to(&list.code, end),
            false => String::new(),
        };
        self.drawn(list, (self.from, PAGE), more)
    }

    fn drawn(&self, list: &WorkList<'_>, (from, most): (usize, usize), more: String) -> List {
        let shown = list.works.iter().skip(from).take(most);
        List {
            title: list.title.clone(),
            load: list.load.clone(),
            count: list.works.len(),
            cases: shown.map(|work| self.viewer.card(*work)).collect(),
            more,
        }
    }
}

fn works(heads: &[CaseHead]) -> impl Iterator<Item = ListedWork<'_>> {
    heads.iter().flat_map(|case| {
        let placements = case.placements.iter();
        placements.map(move |is| ListedWork { case, is })
    })
}

/// What is found under what was typed; nothing where it names nothing.
fn found<'a>(viewer: &Viewer<'_>, heads: &'a [CaseHead], typed: &str) -> Vec<ListedWork<'a>> {
    let Some(words) = SearchWords::parse(typed) else {
        return Vec::new();
    };
    let works = heads.iter().flat_map(|case| {
        let found = words.found(case, viewer.of).into_iter();
        found.map(move |is| ListedWork { case, is })
    });
    let works: Vec<ListedWork<'a>> = works.collect();
    in_order(viewer, &works)
}

/// Both pages.
async fn show(
    state: &AppState,
    (signed_in, of): (&SignedIn, &Actor),
    asked: &PlacementsQuery,
) -> HandlerResult {
    let content = state.content.get();
    let query = asked.q.trim();
    let path = match of {
        Actor::Office => OFFICE,
        _ => HOME,
    };
    let code = of.group().map_or_else(String::new, |_| of.code());
    let looking = Looking {
        viewer: Viewer {
            content: &content,
            of,
            today: state.today(),
        },
        address: ListAddress {
            path,
            of: &code,
            query,
        },
        from: asked.from,
    };
    let heads = match query.is_empty() && asked.list != CLOSED {
        true => state.store.open_heads().await?,
        false => all_heads(state).await?,
    };
    let (single, lists) = match drawn(state, &looking, &heads, asked).await? {
        Shown::One(list) => (true, vec![list]),
        Shown::All(lists) => (false, lists),
    };
    let here = list_of(of);
    let (heading, lead) = heading(&looking.viewer);
    let page = ListPage {
        heading,
        lead,
        path,
        query: query.to_owned(),
        single,
        lists,
        closed: ListAddress {
            query: "",
            ..looking.address
        }
        .to(CLOSED, 0),
        papers: format!("{PAPERS}?as={}", of.code()),
        figures: match of {
            Actor::Office => FIGURES.to_owned(),
            _ => String::new(),
        },
        until: moment(signed_in.device.until),
        who: signed_in.name(of).to_owned(),
        others: links(signed_in, &content, &here),
        of: code.clone(),
        here,
    };
    Ok(state.page(StatusCode::OK, "director/lists.html", path, &page))
}

/// What the page shows.
enum Shown {
    /// All lists, of each its first few.
    All(Vec<List>),
    /// The one that was asked for, or what was found.
    One(List),
}

async fn drawn(
    state: &AppState,
    looking: &Looking<'_>,
    heads: &[CaseHead],
    asked: &PlacementsQuery,
) -> Result<Shown, HandlerError> {
    let viewer = &looking.viewer;
    let texts = &viewer.content.texts.director;
    if !looking.address.query.is_empty() {
        let found = found(viewer, heads, looking.address.query);
        let title = texts.list_found(looking.address.query);
        return Ok(Shown::One(looking.alone(&WorkList::new("", &title, found))));
    }
    let all: Vec<ListedWork<'_>> = works(heads).collect();
    if asked.list == CLOSED {
        let works = closed(viewer, &all);
        let list = WorkList::new(CLOSED, texts.list_closed(), works);
        return Ok(Shown::One(looking.alone(&list)));
    }
    let open: Vec<ListedWork<'_>> = all.into_iter().filter(|it| it.is.is_open()).collect();
    let lists = match viewer.of {
        Actor::Office => office_lists(viewer, &open, &state.store.load().await?),
        _ => own_lists(viewer, &open),
    };
    let one = lists.iter().find(|list| list.code == asked.list);
    Ok(match one {
        Some(list) => Shown::One(looking.alone(list)),
        None => Shown::All(lists.iter().map(|list| looking.first(list)).collect()),
    })
}

pub(crate) async fn home(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(asked): Query<PlacementsQuery>,
) -> HandlerResult {
    let signed_in = visitor.member(&state, HOME)?;
    let mut own = signed_in.member.roles.iter().map(|role| &role.actor);
    let of = own.find(|actor| match asked.of.as_str() {
        "" => actor.group().is_some(),
        code => actor.group().is_some() && actor.code() == code,
    });
    let of = of.ok_or_else(|| not_yours(&state))?;
    show(&state, (signed_in, of), &asked).await
}

pub(crate) async fn office(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(asked): Query<PlacementsQuery>,
) -> HandlerResult {
    let signed_in = visitor.office(&state, OFFICE)?;
    show(&state, (signed_in, &Actor::Office), &asked).await
}
