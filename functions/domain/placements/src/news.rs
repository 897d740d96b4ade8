//! What a message about placements is about: the case as it was right after what happened.

use jiff::Timestamp;

use super::Case;
use super::entry::Entry;
use super::state::Placement;
use base::people::{Actor, Notice};
use messages::{Message, Topic};
use town::Programme;
use town::texts::PlacementTexts;

/// What a message about placements is about.
#[derive(Clone, Debug)]
pub struct News {
    /// The case as it was right after what happened.
    pub case: Case,
    /// What happened at once, oldest first; empty where it was sent.
    pub entries: Vec<Entry>,
    /// The placements it is about, as they were then; at least one.
    pub placements: Vec<Placement>,
    /// The first of them as it stands now: what a system is told late is true all the same.
    pub now: Placement,
    /// Whom it goes to.
    pub to: Actor,
    /// What it says.
    pub notice: Notice,
    /// Whether somebody else should have got it, who cannot be reached.
    pub instead: bool,
    /// When the message was written; links are signed as of then.
    pub at: Timestamp,
}

/// Why nothing is sent for a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NewsError {
    /// The message is about something else.
    #[error("the message does not belong to this case")]
    Mismatch,
    /// What it asks for has been done, or nobody is waited for any more.
    #[error("the message is obsolete")]
    Obsolete,
}

impl News {
    /// Reads what a message is about. Of several placements, those that somebody else has settled in the
    /// meantime are left out.
    ///
    /// # Errors
    /// [`NewsError`].
    pub fn read(message: &Message, case: &Case, programme: &Programme) -> Result<News, NewsError> {
        let Topic::Placement {
            reference,
            specs,
            to,
            notice,
            entry,
            instead,
        } = &message.topic
        else {
            return Err(NewsError::Mismatch);
        };
        if *reference != case.submission.reference || *entry > case.entries.len() {
            return Err(NewsError::Mismatch);
        }
        let (before, since) = case.entries.split_at(entry.saturating_sub(1));
        let at = since.first().map(|first| first.at);
        let since = since.iter().filter(|_| *entry > 0);
        let entries: Vec<Entry> = since.take_while(|e| Some(e.at) == at).cloned().collect();
        let then = case.entries[..before.len() + entries.len()].to_vec();
        let then = Case::new(case.submission.clone(), then, case.version);
        let open = |spec: &&u32| {
            let now = case.placement(**spec);
            now.is_some_and(|now| {
                now.is_relevant(*notice, to) && now.is_still_due(*notice, &entries, programme)
            })
        };
        let open = specs.iter().filter(open);
        let placements: Vec<Placement> = open
            .filter_map(|spec| then.placement(*spec).cloned())
            .collect();
        let first = placements.first().map(|first| first.id.spec);
        let now = first.and_then(|spec| case.placement(spec));
        let now = now.cloned().ok_or(NewsError::Obsolete)?;
        Ok(News {
            case: then,
            entries,
            placements,
            now,
            to: to.clone(),
            notice: *notice,
            instead: *instead,
            at: message.created_at,
        })
    }

    /// What happened to one placement.
    pub fn of(&self, placement: &Placement) -> impl Iterator<Item = &Entry> {
        let spec = placement.id.spec;
        self.entries.iter().filter(move |entry| entry.spec == spec)
    }

    /// The first of the placements, and of most messages the only one.
    pub fn only(&self) -> &Placement {
        &self.placements[0]
    }

    /// 「題」 or 「題 ほかn件」.
    pub fn title(&self, texts: &PlacementTexts) -> String {
        let title = &self.only().spec.title;
        match self.placements.len() {
            1 => title.clone(),
            count => texts.several(title, count - 1),
        }
    }

    /// The number of the one placement, or of the submission of several.
    pub fn number(&self) -> String {
        match self.placements.len() {
            1 => self.only().id.to_string(),
            _ => self.case.submission.reference.as_str().to_owned(),
        }
    }
}
