//! Who is told of a change: the others of the office, and whoever mails go to no more or from now on.

use std::collections::BTreeSet;

use base::contact::EmailAddress;
use messages::{DeskNotice, Message, Topic};
use store::{KeptEdit, StoreError};
use town::{Programme, mails};
use web::AppState;

/// What tells of an edit that changes the settings so, once it is published.
pub(crate) fn published(
    state: &AppState,
    kept: &KeptEdit,
    (before, after): (&Programme, &Programme),
) -> Vec<Message> {
    let others = after.office.people.iter();
    let others = others.filter(|person| person.name != kept.draft.who);
    let mut messages = messages(
        state,
        kept,
        DeskNotice::Changed,
        others.map(|person| person.mail.as_str()),
    );
    let (old, new) = (addresses(before), addresses(after));
    let mut readdressed: BTreeSet<&str> = old.symmetric_difference(&new).copied().collect();
    if !readdressed.is_empty() {
        readdressed.insert(&after.office.mail);
        let notice = DeskNotice::Readdressed;
        messages.extend(self::messages(state, kept, notice, readdressed.into_iter()));
    }
    messages
}

fn addresses(programme: &Programme) -> BTreeSet<&str> {
    mails(programme).into_iter().collect()
}

/// Tells the office of an edit that could not be published at its time.
pub(crate) async fn failed(state: &AppState, kept: &KeptEdit) -> Result<(), StoreError> {
    let content = state.content.get();
    let people = content.programme.office.people.iter();
    let people = people.map(|person| person.mail.as_str());
    let messages = messages(state, kept, DeskNotice::Failed, people);
    state.store.enqueue(&messages).await
}

fn messages<'a>(
    state: &AppState,
    KeptEdit { draft, revision }: &KeptEdit,
    notice: DeskNotice,
    to: impl Iterator<Item = &'a str>,
) -> Vec<Message> {
    // The settings hold only addresses that are one.
    let to = to.filter_map(|mail| EmailAddress::parse(mail).ok());
    let message = |(number, to): (usize, EmailAddress)| Message {
        // An edit that is published or fails once more is told once more.
        id: format!("{}-{}-{revision}-{number}", draft.id, notice.code()),
        topic: Topic::Desk {
            edit: draft.id.clone(),
            to,
            notice,
        },
        created_at: state.now(),
    };
    to.enumerate().map(message).collect()
}
