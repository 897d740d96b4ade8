//! Lists of open placements by urgency: a director's own, and for the office everybody's.

use base::people::Actor;
use placements::{PlacementHead, Status};
use submissions::route::Load;

use crate::hands::{on_hands, owner};
use crate::list_cards::{ListedWork, Viewer};
use crate::people::People;

/// Placements under one heading, the most urgent first.
pub(crate) struct WorkList<'a> {
    /// By which an address names it.
    pub code: String,
    pub title: String,
    /// How much a group has on its hands; empty in a list of one's own.
    pub load: String,
    pub works: Vec<ListedWork<'a>>,
}

impl<'a> WorkList<'a> {
    pub fn new(code: &str, title: &str, works: Vec<ListedWork<'a>>) -> WorkList<'a> {
        WorkList {
            code: code.to_owned(),
            title: title.to_owned(),
            load: String::new(),
            works,
        }
    }
}

/// Those that fit, the most urgent first.
fn urgent<'a>(
    viewer: &Viewer<'_>,
    all: &[ListedWork<'a>],
    fits: impl Fn(&PlacementHead) -> bool,
) -> Vec<ListedWork<'a>> {
    let fitting = all.iter().filter(|work| fits(work.is));
    let mut works: Vec<ListedWork<'a>> = fitting.copied().collect();
    works.sort_by_cached_key(|work| {
        let due = viewer.due(work.is);
        (due.is_none(), due, work.is.id.to_string())
    });
    works
}

/// What a worker should have been paid for by now, and what a client; on top until the payment is recorded.
fn overdue<'a>(viewer: &Viewer<'_>, all: &[ListedWork<'a>]) -> Vec<WorkList<'a>> {
    let texts = &viewer.content.texts;
    let unpaid = |is: &PlacementHead| is.overdue_payment(viewer.today).is_some();
    let late = |is: &PlacementHead| is.client_late(viewer.today).is_some();
    let of = |fits: &dyn Fn(&PlacementHead) -> bool| {
        urgent(viewer, all, |is| viewer.follows(is) && fits(is))
    };
    let mut lists = vec![
        WorkList::new("overdue", texts.orders.list_overdue(), of(&unpaid)),
        WorkList::new("late", texts.money.list_late(), of(&late)),
    ];
    lists.retain(|list| !list.works.is_empty());
    lists
}

/// The lists of a director or deputy.
pub(crate) fn own_lists<'a>(viewer: &Viewer<'_>, all: &[ListedWork<'a>]) -> Vec<WorkList<'a>> {
    let of = viewer.of;
    let waiting = |is: &PlacementHead| {
        is.may_decide(of)
            && is.is_offered_to(of)
            && (is.status == Status::Waiting || is.partner_asks)
    };
    let accepted =
        |is: &PlacementHead| matches!(is.status, Status::Accepted { .. }) && is.may_follow(of);
    let elsewhere = |is: &PlacementHead| {
        is.status.is_undecided() && !waiting(is) && (is.may_decide(of) || is.may_follow(of))
    };
    let texts = &viewer.content.texts.director;
    let mut lists = overdue(viewer, all);
    lists.extend([
        WorkList::new(
            "waiting",
            texts.list_waiting(),
            urgent(viewer, all, waiting),
        ),
        WorkList::new(
            "elsewhere",
            texts.list_elsewhere(),
            urgent(viewer, all, elsewhere),
        ),
        WorkList::new(
            "accepted",
            texts.list_accepted(),
            urgent(viewer, all, accepted),
        ),
    ]);
    lists
}

/// Everybody's, each with what that group has on its hands.
pub(crate) fn office_lists<'a>(
    viewer: &Viewer<'_>,
    all: &[ListedWork<'a>],
    load: &Load,
) -> Vec<WorkList<'a>> {
    let texts = &viewer.content.texts.director;
    let programme = viewer.programme();
    let unowned = urgent(viewer, all, |is| owner(is, programme).is_none());
    let mut lists = overdue(viewer, all);
    lists.push(WorkList::new("unowned", texts.list_unowned(), unowned));
    lists.extend(programme.directors.iter().map(|group| {
        let works = urgent(viewer, all, |is| {
            owner(is, programme) == Some(group.id.as_str())
        });
        WorkList {
            load: on_hands(group, load, viewer.today, texts),
            ..WorkList::new(&format!("group-{}", group.id), &group.name, works)
        }
    }));
    lists
}

/// What needs nobody any more, as far as somebody may see it, what was sent last in front.
pub(crate) fn closed<'a>(viewer: &Viewer<'_>, all: &[ListedWork<'a>]) -> Vec<ListedWork<'a>> {
    let seen = all
        .iter()
        .filter(|work| !work.is.is_open() && work.is.may_see(viewer.of));
    let mut works: Vec<ListedWork<'a>> = seen.copied().collect();
    works.sort_by_key(|work| std::cmp::Reverse(work.case.sent_at));
    works
}

/// What was found: what is open by urgency, and then what is over.
pub(crate) fn in_order<'a>(viewer: &Viewer<'_>, found: &[ListedWork<'a>]) -> Vec<ListedWork<'a>> {
    let mut works = urgent(viewer, found, PlacementHead::is_open);
    works.extend(closed(viewer, found));
    works
}

/// What the page of lists is called, and what it says first.
pub(crate) fn heading(viewer: &Viewer<'_>) -> (String, String) {
    let texts = &viewer.content.texts.director;
    match viewer.of {
        Actor::Office => (
            texts.all_lists().to_owned(),
            texts.all_lists_lead().to_owned(),
        ),
        of => (
            texts.own_lists(People(viewer.content).actor(of)),
            texts.own_lists_lead().to_owned(),
        ),
    }
}
