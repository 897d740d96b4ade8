//! The news that an employer changed their mind about what the office wrote for them.

use figures::ending::Ending;
use placements::{Event, News, Status};
use submissions::agreement_record::Stand;
use town::Content;

/// Its subject, what was said, and what goes on and what does not.
pub(super) fn lead<'c>(news: &News, content: &'c Content) -> (&'c str, Vec<String>) {
    let texts = &content.texts.letters;
    let placements = &news.placements;
    let Some(record) = news.only().mind_changes().last() else {
        return ("", Vec::new());
    };
    let withdrawn = Status::Ended {
        reason: Ending::Withdrawn,
    };
    // What was over before, or is paid, neither ends nor goes on.
    let ended = placements.iter().any(|it| match record.stand {
        Stand::TakenBack => news
            .of(it)
            .any(|entry| matches!(entry.event, Event::Ended { .. })),
        Stand::Agreed => it.status == withdrawn,
    });
    let goes_on = placements.iter().any(|it| it.is_open());
    let (subject, over, on) = match record.stand {
        Stand::TakenBack => (
            texts.agreement_taken_back(),
            texts.agreement_ended(),
            texts.agreement_stays(),
        ),
        Stand::Agreed => (
            texts.agreement_given(),
            texts.agreement_begins_nothing(),
            texts.agreement_goes_on(),
        ),
    };
    let lead = [
        (true, record.quoted(&content.texts.assisted)),
        (ended, over.to_owned()),
        (goes_on, on.to_owned()),
    ];
    let lead = lead.into_iter().filter(|(is_told, _)| *is_told);
    (subject, lead.map(|(_, line)| line).collect())
}
