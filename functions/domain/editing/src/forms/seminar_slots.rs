//! A consultation in times for one party each: every time is a seminar of its own, and they have their series in common.

use ::forms::Input;
use jiff::ToSpan;
use jiff::civil::Time;
use town::seminar::Seminar;
use town::texts::DeskTexts;

use super::{EditPage, checked};

/// The most times of one consultation.
const MOST: usize = 24;

/// Begin and end of each time as they are typed; none: it is not cut, or cannot be.
pub(crate) fn slots(typed: &Input) -> Vec<(String, String)> {
    let minutes = base::text::whole(typed.one("slot_minutes")).unwrap_or(0);
    let (from, to) = (
        checked::time(typed.one("from")),
        checked::time(typed.one("to")),
    );
    let (Some(mut from), Some(to), 1..) = (from, to, minutes) else {
        return Vec::new();
    };
    let mut slots = Vec::new();
    while slots.len() < MOST {
        let Some(end) = end(from, minutes).filter(|end| *end <= to) else {
            break;
        };
        slots.push((shown(from), shown(end)));
        from = end;
    }
    slots
}

/// What is wrong where somebody wants a consultation cut: nothing of its time may be left over.
pub(crate) fn unfit(typed: &Input, texts: &DeskTexts) -> Option<String> {
    let minutes = base::text::line(typed.one("slot_minutes"));
    if minutes.is_empty() {
        return None;
    }
    let slots = slots(typed);
    let Some(((_, last), to)) = slots.last().zip(checked::time(typed.one("to"))) else {
        return Some(texts.slots_none().to_owned());
    };
    let to = shown(to);
    match () {
        () if *last == to => None,
        () if slots.len() == MOST => Some(texts.slots_many(MOST)),
        () => Some(texts.slots_left(minutes, last, to)),
    }
}

fn end(from: Time, minutes: u32) -> Option<Time> {
    from.checked_add(i64::from(minutes).minutes()).ok()
}

fn shown(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// All times of a seminar's consultation that are not called off, its own first.
pub(crate) fn siblings<'s>(seminars: &'s [Seminar], seminar: &'s Seminar) -> Vec<&'s Seminar> {
    let is_sibling = |other: &&Seminar| {
        other.series.is_some() && other.series == seminar.series && other.source != seminar.source
    };
    let others = seminars.iter().filter(is_sibling);
    let others = others.filter(|other| !other.is_cancelled());
    std::iter::once(seminar).chain(others).collect()
}

/// The form with every value written into all of these files; it was made for the first of them.
pub(crate) fn spread(mut page: EditPage, paths: &[String]) -> EditPage {
    let fields = page.groups.iter_mut().flat_map(|group| &mut group.fields);
    for field in fields {
        let own = field.places.clone();
        for path in paths.iter().skip(1) {
            let places = own.iter().cloned().map(|mut place| {
                path.clone_into(&mut place.path);
                place
            });
            field.places.extend(places);
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_consultation_is_cut_without_a_rest_or_it_is_said_what_is_left() {
        let texts = town::Content::embedded().texts.desk;
        let fits = |to: &str, minutes: &str| {
            let typed = [("from", "13:00"), ("to", to), ("slot_minutes", minutes)];
            let typed = typed.map(|(key, value)| (key.to_owned(), vec![value.to_owned()]));
            let typed = Input(typed.into());
            (slots(&typed).len(), unfit(&typed, &texts))
        };
        assert_eq!(fits("16:00", ""), (0, None));
        assert_eq!(fits("16:00", "30"), (6, None));
        assert_eq!(fits("17:00", "10"), (24, None));
        let left = "50分ずつ分けると、15:30から16:00までがあまります。「終わる時刻」を15:30にするか、「1組の時間」を変えてください。";
        assert_eq!(fits("16:00", "50").1.as_deref(), Some(left));
        let many = "「1組の時間」が短くて、24組より多くなります。もっと長い分を書いてください。";
        assert_eq!(fits("16:00", "5").1.as_deref(), Some(many));
        for minutes in ["600", "0", "三十分", "4000000000"] {
            assert_eq!(
                fits("16:00", minutes).1.as_deref(),
                Some(texts.slots_none()),
                "{minutes}"
            );
        }
    }
}
