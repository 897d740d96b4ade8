//! Who is told of a change: the others of the office, and whoever mails go to no more or from now on.

use std::collections::BTreeSet;

use base::contact::EmailAddress;
use editing::DeskDraft;
use jiff::Timestamp;
use messages::{DeskNotice, Message, Topic};
use store::StoreError;
use town::{Programme, mails};
use web::AppState;

/// Tells of an edit that was published, which changed the settings so.
pub(crate) async fn published(
    state: &AppState,
    draft: &DeskDraft,
    (before, after): (&Programme, &Programme),
) -> Result<(), StoreError> {
    let others = after.office.people.iter();
    let others = others.filter(|person| person.name != draft.who);
    let mut messages = messages(
        state,
        draft,
        DeskNotice::Changed,
        others.map(|person| person.mail.as_str()),
    );
    let (old, new) = (addresses(before), addresses(after));
    let mut readdressed: BTreeSet<&str> = old.symmetric_difference(&new).copied().collect();
    if !readdressed.is_empty() {
        readdressed.insert(&after.office.mail);
        let notice = DeskNotice::Readdressed;
        messages.extend(self::messages(
            state,
            draft,
            notice,
            readdressed.into_iter(),
        ));
    }
    state.store.enqueue(&messages).await
}

fn addresses(programme: &Programme) -> BTreeSet<&str> {
    mails(programme).into_iter().collect()
}

/// Tells the office of an edit that could not be published at its time.
pub(crate) async fn failed(
    state: &AppState,
    draft: &DeskDraft,
    at: Timestamp,
) -> Result<(), StoreError> {
    let content = state.content.get();
    let people = content.programme.office.people.iter();
    let people = people.map(|person| person.mail.as_str());
    let mut messages = messages(state, draft, DeskNotice::Failed, people);
    for message in &mut messages {
        message.id = format!("{}-{}", message.id, at.as_second());
    }
    state.store.enqueue(&messages).await
}

fn messages<'a>(
    state: &AppState,
    draft: &DeskDraft,
    notice: DeskNotice,
    to: impl Iterator<Item = &'a str>,
) -> Vec<Message> {
    // The settings hold only addresses that are one.
    let to = to.filter_map(|mail| EmailAddress::parse(mail).ok());
    let message = |(number, to): (usize, EmailAddress)| Message {
        id: format!("{}-{}-{number}", draft.id, notice.code()),
        topic: Topic::Desk {
            edit: draft.id.clone(),
            to,
            notice,
        },
        created_at: state.now(),
    };
    to.enumerate().map(message).collect()
}
