//! What no change may take away while somebody depends on it: a seminar from those who registered, a director or a
//! partner from the work they hold.

use jiff::Timestamp;
use store::{Store, StoreError};
use town::seminar::Seminar;
use town::{Content, Sources};

/// Something that a change would take away from somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Depended {
    /// A seminar to come that is not called off.
    Seminar {
        /// Its title.
        title: String,
        /// When it is, in words.
        when: String,
        /// How many have a place or wait for one, by mail and by phone.
        registered: usize,
    },
    /// A director.
    Director {
        /// The group's name.
        name: String,
        /// How many open jobs the group holds.
        open: usize,
    },
    /// A partner town.
    Partner {
        /// Its name.
        name: String,
        /// How many open jobs are with it.
        open: usize,
    },
}

impl std::fmt::Display for Depended {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Depended::Seminar {
                title,
                when,
                registered,
            } => write!(
                f,
                "the seminar 「{title}」 ({when}) would have no page any more, and {registered} are registered; call it off \
                 first (at the desk, or with `cancelled` in its file), so that they are told"
            ),
            Depended::Director { name, open } => write!(
                f,
                "the director 「{name}」 would be gone, and holds {open} open jobs; hand them over or end them first"
            ),
            Depended::Partner { name, open } => write!(
                f,
                "the partner 「{name}」 would be gone, and has {open} open jobs; take them back or end them first"
            ),
        }
    }
}

/// How many open jobs a director's group holds.
///
/// # Errors
/// When the store fails.
pub async fn held_by_director(store: &Store, id: &str) -> Result<usize, StoreError> {
    Ok(store.load().await?.of(id).open as usize)
}

/// How many open jobs are with a partner.
///
/// # Errors
/// When the store fails.
pub async fn held_by_partner(store: &Store, id: &str) -> Result<usize, StoreError> {
    let heads = store.open_heads().await?;
    let placements = heads.iter().flat_map(|head| &head.placements);
    let held = placements.filter(|it| it.is_open() && it.partner.as_deref() == Some(id));
    Ok(held.count())
}

/// What a change of these texts would take away from somebody.
pub(crate) async fn depended(
    store: &Store,
    before: &Sources,
    after: &Sources,
    now: Timestamp,
) -> Result<Vec<Depended>, StoreError> {
    let own = |sources: &Sources| {
        let own = sources.iter().filter(|(path, _)| Content::is_source(path));
        let own = own.map(|(path, text)| (path.clone(), text.clone()));
        own.collect::<Sources>()
    };
    let (before, after) = (own(before), own(after));
    if before == after {
        return Ok(Vec::new());
    }
    // What cannot be read is refused by the check, or is live nowhere.
    let (Ok(before), Ok(after)) = (Content::parse(&before), Content::parse(&after)) else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    let is_gone = |it: &&Seminar| after.seminar(&it.slug).is_none();
    let is_to_come = |it: &&Seminar| !it.is_cancelled() && now < it.end;
    for seminar in before.seminars.iter().filter(is_gone).filter(is_to_come) {
        let reach = store.reach(&seminar.slug).await?;
        found.push(Depended::Seminar {
            title: seminar.title.clone(),
            when: seminar.when(),
            registered: reach.by_mail + reach.by_phone,
        });
    }
    let (was, is) = (&before.programme, &after.programme);
    for group in was.directors.iter().filter(|it| is.group(&it.id).is_none()) {
        found.push(Depended::Director {
            name: group.name.clone(),
            open: held_by_director(store, &group.id).await?,
        });
    }
    for partner in was
        .partners
        .iter()
        .filter(|it| is.partner(&it.id).is_none())
    {
        found.push(Depended::Partner {
            name: partner.name.clone(),
            open: held_by_partner(store, &partner.id).await?,
        });
    }
    found.retain(|found| found.count() > 0);
    Ok(found)
}

impl Depended {
    fn count(&self) -> usize {
        match self {
            Depended::Seminar { registered, .. } => *registered,
            Depended::Director { open, .. } | Depended::Partner { open, .. } => *open,
        }
    }
}
