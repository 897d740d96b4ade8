//! Who gets a spec: matching tag, then somebody who is there, then free capacity, then the longest idle.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use base::people::Holder;
use job_spec::JobSpec;
use town::texts::RoutingTexts;
use town::{DirectorGroup, Programme};

/// What every group has on its hands, by group id; a group without open specs may be missing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Load(pub BTreeMap<String, GroupLoad>);

/// What one group has on its hands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GroupLoad {
    /// Specs it has to decide on or has accepted and not finished.
    pub open: u32,
    /// Their hours a month, as estimated.
    pub hours: f64,
    /// When it got the last of them.
    pub last: Option<Timestamp>,
}

impl Load {
    /// One group's; nothing where it is not named.
    pub fn of(&self, group: &str) -> GroupLoad {
        self.0.get(group).copied().unwrap_or_default()
    }

    /// Counts one more spec.
    pub fn add(&mut self, group: &str, hours: f64, at: Timestamp) {
        self.join(
            group,
            GroupLoad {
                open: 1,
                hours,
                last: Some(at),
            },
        );
    }

    /// Adds another load of a group.
    pub fn join(&mut self, group: &str, more: GroupLoad) {
        let load = self.0.entry(group.to_owned()).or_default();
        load.open += more.open;
        load.hours += more.hours;
        load.last = load.last.max(more.last);
    }
}

/// Why somebody's turn it is, as stored and shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RoutingChoice {
    /// What decided.
    pub reason: Reason,
    /// The skill tag that matched, if one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    /// Whom else it could have been, in the order tried; the first is the one chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seen: Vec<Seen>,
    /// The number of the placement whose terms it has, if it was prepared as another one again.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub of: String,
}

/// A group's load when the choice was made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Seen {
    /// Group id.
    pub group: String,
    /// Its open specs.
    pub open: u32,
    /// How many it can look after.
    pub capacity: u32,
    /// Whether its director is away.
    pub away: bool,
}

/// What decided a [`RoutingChoice`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The only group with that tag.
    #[default]
    Tag,
    /// Others of that tag are away.
    Present,
    /// It has room, and the others of that tag have none.
    Capacity,
    /// Of those with room, it has waited longest for work.
    Idle,
    /// Nobody of that tag has room; it is the least over its limit.
    LeastOver,
    /// Every director of that tag is away, so the deputy answers.
    DeputyForAbsent,
    /// All directors of that tag declined.
    EveryDirector,
    /// Nobody has the tag, or every director declined.
    Nobody,
    /// It was prepared with the terms of another one, by who looks after that.
    Again,
}

impl RoutingChoice {
    /// In plain words. `tag` is the tag's label.
    pub fn words(&self, tag: &str, texts: &RoutingTexts) -> String {
        match self.reason {
            Reason::Tag => texts.only(tag),
            Reason::Present => texts.others_away(tag),
            Reason::Capacity => texts.has_room(tag),
            Reason::Idle => texts.longest_idle(tag),
            Reason::LeastOver => texts.least_over(tag),
            Reason::DeputyForAbsent => texts.director_away(tag),
            Reason::EveryDirector => texts.all_asked().to_owned(),
            Reason::Nobody => texts.nobody().to_owned(),
            Reason::Again => texts.again(&self.of),
        }
    }
}

/// Chooses whose turn it is, leaving out the groups that declined.
pub fn choose(
    spec: &JobSpec,
    declined: &BTreeSet<String>,
    today: Date,
    programme: &Programme,
    load: &Load,
) -> (Holder, RoutingChoice) {
    let day = programme.calendar.after(today, 0);
    let candidates: Vec<Candidate<'_>> = programme
        .directors
        .iter()
        .filter(|group| !declined.contains(&group.id))
        .filter_map(|group| Candidate::of(group, spec, day, load))
        .collect();
    // A first tag says more than a second: only the best matching groups compete.
    let Some(best) = candidates.iter().map(|c| c.rank).min() else {
        return without_tag(declined, programme);
    };
    let mut near: Vec<Candidate<'_>> = candidates.into_iter().filter(|c| c.rank == best).collect();
    near.sort_by(|a, b| {
        a.order()
            .partial_cmp(&b.order())
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    let reason = reason(&near);
    let group = near[0].group.id.clone();
    let holder = match reason {
        Reason::DeputyForAbsent => Holder::Deputy { group },
        _ => Holder::Group { group },
    };
    let choice = RoutingChoice {
        reason,
        tag: spec.tags.get(best).cloned(),
        seen: near.iter().map(Candidate::seen).collect(),
        ..RoutingChoice::default()
    };
    (holder, choice)
}

/// When no group is left that knows the work: every director who has not declined, or else the office.
fn without_tag(declined: &BTreeSet<String>, programme: &Programme) -> (Holder, RoutingChoice) {
    let left = programme
        .directors
        .iter()
        .any(|group| !declined.contains(&group.id));
    let (holder, reason) = if left && !declined.is_empty() {
        (Holder::AllDirectors, Reason::EveryDirector)
    } else {
        (Holder::Office, Reason::Nobody)
    };
    let choice = RoutingChoice {
        reason,
        ..RoutingChoice::default()
    };
    (holder, choice)
}

/// A group that knows the work.
struct Candidate<'a> {
    group: &'a DirectorGroup,
    /// Which of the spec's tags it has, from 0.
    rank: usize,
    away: bool,
    load: GroupLoad,
}

impl<'a> Candidate<'a> {
    fn of(
        group: &'a DirectorGroup,
        spec: &JobSpec,
        day: Date,
        load: &Load,
    ) -> Option<Candidate<'a>> {
        let rank = spec.tags.iter().position(|tag| group.tags.contains(tag))?;
        Some(Candidate {
            group,
            rank,
            away: group.is_away(day),
            load: load.of(&group.id),
        })
    }

    fn is_full(&self) -> bool {
        self.load.open >= self.group.capacity_open_specs
    }

    /// How far over its limit, so that the fullest comes last; 0 while it has room.
    fn over(&self) -> u32 {
        (self.load.open + 1).saturating_sub(self.group.capacity_open_specs)
    }

    /// The less, the sooner its turn: there, with room, idle longest.
    fn order(&self) -> (bool, u32, Option<Timestamp>, Reverse<u32>) {
        let room = self
            .group
            .capacity_open_specs
            .saturating_sub(self.load.open);
        (self.away, self.over(), self.load.last, Reverse(room))
    }

    fn seen(&self) -> Seen {
        Seen {
            group: self.group.id.clone(),
            open: self.load.open,
            capacity: self.group.capacity_open_specs,
            away: self.away,
        }
    }
}

/// What set the first apart from the rest; `sorted` is not empty.
fn reason(sorted: &[Candidate<'_>]) -> Reason {
    let (first, rest) = (&sorted[0], &sorted[1..]);
    let there: Vec<_> = rest.iter().filter(|c| !c.away).collect();
    if first.away {
        Reason::DeputyForAbsent
    } else if rest.is_empty() {
        Reason::Tag
    } else if there.is_empty() {
        Reason::Present
    } else if first.is_full() {
        Reason::LeastOver
    } else if there.iter().all(|c| c.is_full()) {
        Reason::Capacity
    } else {
        Reason::Idle
    }
}
