//! In whose hands a placement is, and what a group has on them.

use base::people::{Actor, Holder};
use base::text::shown;
use base::time::japanese;
use jiff::civil::Date;
use placements::PlacementHead;
use submissions::route::Load;
use town::texts::DirectorTexts;
use town::{DirectorGroup, Programme};

/// The group in whose list the office finds it; `None`: it is nobody's, or of a group that is not there any more.
pub(crate) fn owner<'p>(placement: &'p PlacementHead, programme: &Programme) -> Option<&'p str> {
    let group = match &placement.holder {
        Holder::Group { group } | Holder::Deputy { group } => Some(group.as_str()),
        Holder::Office | Holder::AllDirectors => None,
        Holder::Partner { .. } | Holder::Employer => {
            placement.keeper.as_ref().and_then(Actor::group)
        }
    };
    group.filter(|id| programme.group(id).is_some())
}

/// What a group has on its hands, against what it can take, and when it is away.
pub(crate) fn on_hands(
    group: &DirectorGroup,
    load: &Load,
    today: Date,
    texts: &DirectorTexts,
) -> String {
    let now = load.of(&group.id);
    let away = group.absences.iter().filter(|absence| absence.to >= today);
    let away: Vec<String> = away
        .map(|absence| texts.absence(japanese(absence.from), japanese(absence.to)))
        .collect();
    let mut words = texts.on_hands(
        now.open,
        group.capacity_open_specs,
        shown(now.hours),
        shown(group.capacity_hours_month),
    );
    if !away.is_empty() {
        words.push_str(&texts.on_hands_away(away.join("、")));
    }
    words
}
