//! When handing a spec to a partner town is recommended: by the rules the towns agreed on, never without the employer's word.

use super::state::Placement;
use base::people::Actor;
use submissions::route::Load;
use town::{Content, Partner};

/// More workers than this at once are hard to find in one small town.
const WORKERS: u32 = 3;

/// A reason to hand a spec to a partner.
#[derive(Clone, Debug, PartialEq)]
pub enum Recommended {
    /// Its first skill tag is one the partner takes.
    Tag {
        /// The tag.
        tag: String,
    },
    /// It needs more hours a month than the group has left.
    Hours {
        /// What it needs.
        needs: f64,
        /// What is left.
        free: f64,
    },
    /// To be in time it needs more than three workers at once.
    Workers {
        /// How many.
        needs: u32,
    },
    /// It is done with a tool that the partner has and our own workers have not.
    Tool {
        /// The tool, as the catalogue names it.
        tool: String,
    },
}

/// Why this partner may be the better place for what this group has, or with the office where there
/// is none; empty: no reason.
pub fn recommended(
    placement: &Placement,
    partner: &Partner,
    group: Option<&str>,
    content: &Content,
    load: &Load,
) -> Vec<Recommended> {
    let spec = &placement.spec;
    let first = spec.tags.first();
    let tag = first.filter(|tag| partner.tags.contains(tag));
    let tag = tag.map(|tag| Recommended::Tag { tag: tag.clone() });
    let hours = group.and_then(|group| hours(placement, group, content, load));
    let needs = spec.estimate.workers.filter(|needs| *needs > WORKERS);
    let workers = needs.map(|needs| Recommended::Workers { needs });
    let tool = tool(placement, partner, content);
    [tag, hours, workers, tool].into_iter().flatten().collect()
}

/// What the group holds counts as its load already.
fn hours(
    placement: &Placement,
    group: &str,
    content: &Content,
    load: &Load,
) -> Option<Recommended> {
    let needs = placement.spec.estimate.hours_month?;
    let keeper = placement.keeper.as_ref().and_then(Actor::group);
    let holder = placement.holder.group().or(keeper);
    let held = match placement.is_open() && holder == Some(group) {
        true => needs,
        false => 0.0,
    };
    let settings = content.programme.group(group)?;
    let taken = load.of(group).hours - held;
    let free = (settings.capacity_hours_month - taken).max(0.0);
    (needs > free).then_some(Recommended::Hours { needs, free })
}

/// The employer's own task names no tools.
fn tool(placement: &Placement, partner: &Partner, content: &Content) -> Option<Recommended> {
    let id = placement.spec.catalogue.as_ref()?;
    let task = content.tasks.iter().find(|task| task.id == *id)?;
    let tool = partner.tools.iter().find(|tool| task.needs(tool))?;
    Some(Recommended::Tool { tool: tool.clone() })
}
