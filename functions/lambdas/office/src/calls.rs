//! Whom the office has to phone about a seminar: those who gave no address, once something has happened that they must know.

use seminars::Standing;
use store::StoreError;
use town::Content;
use web::AppState;
use web::words::moment;

use crate::lists::ListedItem;

/// Everybody who is to be called before a seminar, the seminars that come first in front.
pub(crate) async fn items(
    state: &AppState,
    content: &Content,
) -> Result<Vec<ListedItem>, StoreError> {
    let (now, texts) = (state.now(), &content.texts.office);
    let mut ahead: Vec<_> = content.seminars.iter().filter(|it| now < it.end).collect();
    ahead.sort_by_key(|seminar| seminar.start);
    let mut items = Vec::new();
    for seminar in ahead {
        if state.store.reach(&seminar.slug).await?.untold == 0 {
            continue;
        }
        for person in state.store.attendees(&seminar.slug).await? {
            let comes = matches!(person.state, Standing::Confirmed | Standing::Waiting { .. });
            if !comes || !person.untold {
                continue;
            }
            let phone = person.phone.as_ref().map_or("", |phone| phone.as_str());
            let about = match seminar.is_cancelled() {
                true => texts.call_cancelled(&seminar.title),
                false => texts.call_changed(&seminar.title),
            };
            items.push(ListedItem {
                title: texts.call(&person.name, phone),
                href: format!("{}/{}", paths::ATTENDEES, seminar.slug),
                eyebrow: moment(seminar.start),
                lines: vec![about],
                urgent: true,
            });
        }
    }
    Ok(items)
}
