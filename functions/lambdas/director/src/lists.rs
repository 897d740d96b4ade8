//! Lists of open placements by urgency: a director's own, and for the office everybody's.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use base::people::{Actor, Holder};
use base::reference::Reference;
use base::text::shown;
use base::time::japanese;
use jiff::civil::Date;
use placements::{Case, Link, Page, Placement, SpecId, Status, Validity};
use serde::{Deserialize, Serialize};
use submissions::route::Load;
use town::{Content, DirectorGroup, Programme};
use web::words::day;
use web::{Action, AppState, Explanation, HandlerError, HandlerResult, TokenPage};

use crate::START;
use crate::figures::FIGURES;
use crate::history::{now, waits_for};
use crate::people::People;
use crate::seat::nothing;

/// The list's token and what is searched for.
#[derive(Deserialize)]
pub(crate) struct Arrived {
    #[serde(default)]
    t: String,
    #[serde(default)]
    q: String,
}

#[derive(Serialize)]
struct ListPage {
    heading: String,
    lead: &'static str,
    path: &'static str,
    token: String,
    here: String,
    query: String,
    found: Vec<Card>,
    lists: Vec<List>,
    figures: String,
    until: String,
}

#[derive(Serialize)]
struct List {
    title: String,
    /// How much somebody has on her hands, possibly empty.
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
    status: &'static str,
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
        let link = Link::Decide {
            id: placement.id.clone(),
            by: self.of.clone(),
        };
        let standing = now(placement, self.of, programme);
        let until = placement.until(programme);
        let keeper = placement.keeper.as_ref();
        Card {
            title: placement.spec.title.clone(),
            reference: placement.id.to_string(),
            href: link.address(&self.state.keys, programme, self.state.now()),
            status: standing.status,
            kind: standing.kind,
            holder: match keeper {
                Some(keeper) if keeper != self.of => People(programme).actor(keeper),
                _ => String::new(),
            },
            waits_for: waits_for(placement, self.of, programme),
            until: until.map_or_else(String::new, |day| format!("{}まで", japanese(day))),
            urgent: until.is_some_and(|day| day <= self.today),
            due: until.unwrap_or(Date::MAX),
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

    /// What is found under a number as typed, as far as the viewer may see it.
    async fn search(&self, typed: &str) -> Result<Vec<Card>, HandlerError> {
        let id = SpecId::parse(typed);
        let reference = Reference::parse(typed).or_else(|| id.clone().map(|id| id.reference));
        let Some(reference) = reference else {
            return Ok(Vec::new());
        };
        let case = self.state.store.case(&reference).await?;
        let placements = case.map(|case| case.placements()).unwrap_or_default();
        let wanted = |placement: &Placement| {
            id.as_ref().is_none_or(|id| *id == placement.id) && placement.may_see(self.of)
        };
        Ok(self.cards(&placements, wanted))
    }
}

async fn open_placements(state: &AppState) -> Result<Vec<Placement>, HandlerError> {
    let cases = state.store.open_cases().await?;
    let placements = cases.iter().flat_map(Case::placements);
    Ok(placements.filter(Placement::is_open).collect())
}

/// Whose list a link opens, and until when.
fn opened(
    state: &AppState,
    page: Page,
    token: &str,
) -> Result<(Actor, jiff::Timestamp), HandlerError> {
    let opened = page.read(&state.keys, token);
    let opened = opened.map_err(|_| nothing(state, page))?;
    let programme = &state.content.get().programme;
    if opened.validity(programme, state.now()) != Validity::Good {
        return Err(over(state, page));
    }
    match opened.link {
        Link::Home { of } => Ok((of, opened.expires)),
        _ => Err(nothing(state, page)),
    }
}

fn over(state: &AppState, page: Page) -> HandlerError {
    let explanation = Explanation {
        title: "一覧のリンクの期限が過ぎました".into(),
        lines: vec![
            "安全のため、一覧のリンクは短いあいだだけ使えます。".into(),
            "メールアドレスを入れると、新しいリンクがとどきます。".into(),
        ],
        action: Action::new(START, "新しいリンクを送る"),
        request_id: String::new(),
    };
    TokenPage::Shows
        .wrap(explanation.page(state, StatusCode::GONE, page.path()))
        .into()
}

/// Lets the office alone pass.
pub(crate) fn office_only(state: &AppState, token: &str) -> Result<(), HandlerError> {
    opened(state, Page::Office, token).map(drop)
}

/// Both pages: whose list it is decides what stands on it.
async fn show(
    state: &AppState,
    page: Page,
    Arrived { t, q }: Arrived,
    drawn: impl AsyncFnOnce(&Viewer<'_>, &[Placement]) -> Result<Drawn, HandlerError>,
) -> HandlerResult {
    let (of, expires) = opened(state, page, &t)?;
    let content = state.content.get();
    let viewer = Viewer {
        state,
        content: &content,
        of: &of,
        today: state.today(),
    };
    let path = page.path();
    let drawn = drawn(&viewer, &open_placements(state).await?).await?;
    let page = ListPage {
        heading: drawn.heading,
        lead: drawn.lead,
        path,
        here: format!("{path}?t={t}"),
        found: viewer.search(&q).await?,
        query: q.trim().to_owned(),
        figures: drawn
            .figures
            .map_or_else(String::new, |path| format!("{path}?t={t}")),
        token: t,
        lists: drawn.lists,
        until: day(expires),
    };
    let response = state.page(StatusCode::OK, "director/lists.html", path, &page);
    Ok(TokenPage::Shows.wrap(response))
}

/// What one of the pages shows and the other does not.
struct Drawn {
    heading: String,
    lead: &'static str,
    lists: Vec<List>,
    /// Where the figures are, for who may see them.
    figures: Option<&'static str>,
}

pub(crate) async fn home(
    State(state): State<AppState>,
    Query(arrived): Query<Arrived>,
) -> HandlerResult {
    show(&state, Page::Home, arrived, async |viewer, all| {
        Ok(hers(viewer, all))
    })
    .await
}

fn hers(viewer: &Viewer<'_>, all: &[Placement]) -> Drawn {
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
    Drawn {
        heading: format!("{}の一覧", People(viewer.programme()).actor(of)),
        lead: "急ぐものから並んでいます。えらぶと、返事と記録ができます。",
        lists: vec![
            list("あなたの返事を待っている仕事", viewer.cards(all, waiting)),
            list(
                "ほかの人の返事を待っている仕事",
                viewer.cards(all, elsewhere),
            ),
            list("引き受けて進めている仕事", viewer.cards(all, accepted)),
        ],
        figures: None,
    }
}

pub(crate) async fn office(
    State(state): State<AppState>,
    Query(arrived): Query<Arrived>,
) -> HandlerResult {
    show(&state, Page::Office, arrived, async |viewer, all| {
        let load = viewer.state.store.load().await?;
        Ok(everybodys(viewer, all, &load))
    })
    .await
}

fn everybodys(viewer: &Viewer<'_>, all: &[Placement], load: &Load) -> Drawn {
    let title = "事務局の番・全員にまわっている仕事";
    let nobodys = viewer.cards(all, |p| owner(p).is_none());
    let mut lists = vec![List::new(title, String::new(), nobodys)];
    lists.extend(viewer.programme().directors.iter().map(|group| {
        let cases = viewer.cards(all, |p| owner(p) == Some(group.id.as_str()));
        List::new(&group.name, on_hands(group, load, viewer.today), cases)
    }));
    Drawn {
        heading: "すべての担当の一覧".into(),
        lead: "急ぐものから並んでいます。えらぶと、担当を変えたり、代わりに返事をしたりできます。",
        lists,
        figures: Some(FIGURES),
    }
}

/// The group in whose list the office finds it.
fn owner(placement: &Placement) -> Option<&str> {
    match &placement.holder {
        Holder::Group { group } | Holder::Deputy { group } => Some(group),
        Holder::Office | Holder::AllDirectors => None,
        Holder::Partner | Holder::Employer => placement.keeper.as_ref().and_then(Actor::group),
    }
}

/// What a group has on its hands, against what it can take, and when it is away.
fn on_hands(group: &DirectorGroup, load: &Load, today: Date) -> String {
    let now = load.of(&group.id);
    let away = group.absences.iter().filter(|absence| absence.to >= today);
    let away: Vec<String> = away
        .map(|absence| format!("{}〜{}は休み", japanese(absence.from), japanese(absence.to)))
        .collect();
    let mut words = format!(
        "いま{}件（めやす{}件まで）・月に約{}時間（めやす{}時間まで）",
        now.open,
        group.capacity_open_specs,
        shown(now.hours),
        shown(group.capacity_hours_month)
    );
    if !away.is_empty() {
        words.push_str(&format!("・{}", away.join("、")));
    }
    words
}
