//! Letters about placements: what happened, read out of the case as it stood then, and to whom it is told.

mod director;
mod employer;
mod partner;

use domain::content::Programme;
use domain::message::{Message, MessageKind};
use domain::placement::{Actor, Case, Entry, Holder, Notice, Placement};
use domain::submission::RoutedSpec;

use crate::compose::{ComposeError, Context};
use crate::mail::Mail;

pub(crate) use director::home_link;

/// What a message tells, read out of its case.
pub(crate) struct News<'a> {
    message: &'a Message,
    /// The case as it was right after what happened.
    case: Case,
    /// What happened at once, oldest first.
    new: Vec<Entry>,
    /// The placements it is about, as they stood then; at least one.
    placements: Vec<Placement>,
    to: &'a Actor,
    notice: Notice,
    /// Whether somebody else should have got it, who cannot be reached.
    instead: bool,
}

impl<'a> News<'a> {
    pub(crate) fn read(message: &'a Message, case: &Case) -> Result<News<'a>, ComposeError> {
        let MessageKind::Placement {
            specs,
            to,
            notice,
            entry,
            instead,
            ..
        } = &message.kind
        else {
            return Err(ComposeError::Mismatch);
        };
        let first = entry.checked_sub(1).ok_or(ComposeError::Mismatch)?;
        let at = case.entries.get(first).ok_or(ComposeError::Mismatch)?.at;
        let new = case.entries[first..].iter();
        let new: Vec<Entry> = new.take_while(|e| e.at == at).cloned().collect();
        let mut then = case.clone();
        then.entries.truncate(first + new.len());
        // What somebody else has settled in the meantime is not asked for.
        let open = |spec: &&u32| {
            let now = case.placement(**spec);
            now.is_some_and(|now| now.still(*notice, to))
        };
        let open = specs.iter().filter(open);
        let placements: Vec<Placement> = open.filter_map(|spec| then.placement(*spec)).collect();
        if placements.is_empty() {
            return Err(ComposeError::Obsolete);
        }
        Ok(News {
            message,
            case: then,
            new,
            placements,
            to,
            notice: *notice,
            instead: *instead,
        })
    }

    /// What happened to one placement.
    fn of(&self, placement: &Placement) -> impl Iterator<Item = &Entry> {
        let spec = placement.id.spec;
        self.new.iter().filter(move |entry| entry.spec == spec)
    }

    /// The first of the placements, and in most letters the only one.
    pub(crate) fn only(&self) -> &Placement {
        &self.placements[0]
    }

    /// 「題」 or 「題 ほかn件」.
    fn title(&self) -> String {
        let title = &self.only().spec.title;
        match self.placements.len() {
            1 => title.clone(),
            count => format!("{title} ほか{}件", count - 1),
        }
    }

    /// The number of the one placement, or of the submission of several.
    fn number(&self) -> String {
        match self.placements.len() {
            1 => self.only().id.to_string(),
            _ => self.case.submission.reference.as_str().to_owned(),
        }
    }
}

/// The mail of one message about placements.
pub(crate) fn about_placement(
    message: &Message,
    case: &Case,
    context: &Context<'_>,
) -> Result<Mail, ComposeError> {
    let news = News::read(message, case)?;
    match (news.to, news.notice) {
        (Actor::Employer, _) => employer::mail(&news, context),
        (_, Notice::Phone) => employer::by_phone(&news, context),
        (Actor::Partner, _) => partner::mail(&news, context),
        _ => director::mail(&news, context),
    }
}

/// Who gets a spec first: the director, or the deputy while she is away.
pub(crate) fn seat(routed: &RoutedSpec) -> Actor {
    match routed.holder() {
        Holder::Group { group } => Actor::Director { group },
        Holder::Deputy { group } => Actor::Deputy { group },
        _ => Actor::Office,
    }
}

/// Name and address of somebody in the settings.
pub(crate) fn address<'a>(
    to: &Actor,
    programme: &'a Programme,
) -> Result<(&'a str, &'a str), ComposeError> {
    let missing = match to {
        Actor::Partner => ComposeError::NoPartner,
        Actor::Employer | Actor::Clock => ComposeError::Mismatch,
        _ => ComposeError::UnknownGroup,
    };
    programme.seat(to).ok_or(missing)
}
