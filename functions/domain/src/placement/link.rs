//! Signed links to the pages about placements: whose page it is, what about, and how long one may act there.

use jiff::{SignedDuration, Timestamp};

use super::entry::Actor;
use super::id::SpecId;
use crate::token::{Keys, Purpose, TokenError};

/// A page that only its link opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// One placement, for a director, a deputy or the office to decide on and to follow.
    Decide {
        /// Which.
        id: SpecId,
        /// Whose.
        by: Actor,
    },
    /// The list of a director, a deputy or the office.
    Home {
        /// Whose.
        of: Actor,
    },
    /// The employer answers a question.
    Answer {
        /// About which placement.
        id: SpecId,
    },
    /// The employer says whether it may go to the partner.
    Consent {
        /// Which.
        id: SpecId,
    },
    /// The partner answers.
    Partner {
        /// About which placement.
        id: SpecId,
    },
}

/// The kinds of [`Link`], one for each page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// [`Link::Decide`]
    Decide,
    /// [`Link::Home`] of a director or deputy
    Home,
    /// [`Link::Home`] of the office
    Office,
    /// [`Link::Answer`]
    Answer,
    /// [`Link::Consent`]
    Consent,
    /// [`Link::Partner`]
    Partner,
}

/// A link that is ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// What it opens.
    pub link: Link,
    /// From when it only shows.
    pub expires: Timestamp,
}

impl Page {
    /// Where it is.
    pub fn path(self) -> &'static str {
        match self {
            Page::Decide => "/director/decide",
            Page::Home => "/director/home",
            Page::Office => "/director/office",
            Page::Answer => "/director/answer",
            Page::Consent => "/director/consent",
            Page::Partner => "/director/partner",
        }
    }

    /// How long one may act there. A list shows more than one placement, so its link lives shorter.
    fn lasts(self) -> SignedDuration {
        let days = match self {
            Page::Office => 1,
            Page::Home => 7,
            Page::Decide | Page::Answer | Page::Consent | Page::Partner => 30,
        };
        SignedDuration::from_hours(24 * days)
    }

    fn purpose(self) -> Purpose {
        match self {
            Page::Decide => Purpose::Decide,
            Page::Home => Purpose::Director,
            Page::Office => Purpose::Office,
            Page::Answer | Page::Consent => Purpose::Answer,
            Page::Partner => Purpose::Partner,
        }
    }

    /// Reads a link of this page, also one that may no longer act.
    ///
    /// # Errors
    /// [`TokenError::Forged`].
    pub fn read(self, keys: &Keys, token: &str) -> Result<Opened, TokenError> {
        let genuine = keys.genuine(self.purpose(), token)?;
        let link = self.link(&genuine.subject).ok_or(TokenError::Forged)?;
        Ok(Opened {
            link,
            expires: genuine.expires,
        })
    }

    fn link(self, subject: &str) -> Option<Link> {
        let about = |page: &str| SpecId::parse(subject.strip_suffix(page)?);
        Some(match self {
            Page::Decide => {
                let (id, by) = subject.split_once('/')?;
                Link::Decide {
                    id: SpecId::parse(id)?,
                    by: Actor::parse(by)?,
                }
            }
            Page::Home => Link::Home {
                of: Actor::parse(subject).filter(|of| of.group().is_some())?,
            },
            // The token is the one that opens the office's other pages too, whatever it names.
            Page::Office => Link::Home { of: Actor::Office },
            Page::Answer => Link::Answer {
                id: about("/answer")?,
            },
            Page::Consent => Link::Consent {
                id: about("/consent")?,
            },
            Page::Partner => Link::Partner { id: about("")? },
        })
    }
}

impl Link {
    /// The page it opens.
    pub fn page(&self) -> Page {
        match self {
            Link::Decide { .. } => Page::Decide,
            Link::Home { of: Actor::Office } => Page::Office,
            Link::Home { .. } => Page::Home,
            Link::Answer { .. } => Page::Answer,
            Link::Consent { .. } => Page::Consent,
            Link::Partner { .. } => Page::Partner,
        }
    }

    fn subject(&self) -> String {
        match self {
            Link::Decide { id, by } => format!("{id}/{}", by.code()),
            Link::Home { of } => of.code(),
            Link::Answer { id } => format!("{id}/answer"),
            Link::Consent { id } => format!("{id}/consent"),
            Link::Partner { id } => id.to_string(),
        }
    }

    /// Until when one may act there.
    pub fn expires(&self, now: Timestamp) -> Timestamp {
        now + self.page().lasts()
    }

    /// What opens it.
    pub fn token(&self, keys: &Keys, now: Timestamp) -> String {
        let purpose = self.page().purpose();
        keys.sign(purpose, &self.subject(), self.expires(now))
    }

    /// The address without scheme and host, e.g. `/director/decide?t=…`.
    pub fn address(&self, keys: &Keys, now: Timestamp) -> String {
        format!("{}?t={}", self.page().path(), self.token(keys, now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> Keys {
        Keys::parse(&format!("k1:{}", "A".repeat(43))).unwrap()
    }

    fn links() -> Vec<Link> {
        let id = SpecId::parse("K7M3-FXWP-1").unwrap();
        let by = |code| Actor::parse(code).unwrap();
        vec![
            Link::Decide {
                id: id.clone(),
                by: by("a"),
            },
            Link::Decide {
                id: id.clone(),
                by: by("deputy-a"),
            },
            Link::Decide {
                id: id.clone(),
                by: by("office"),
            },
            Link::Home { of: by("deputy-a") },
            Link::Home { of: by("office") },
            Link::Answer { id: id.clone() },
            Link::Consent { id: id.clone() },
            Link::Partner { id },
        ]
    }

    #[test]
    fn a_link_is_read_as_it_was_written_and_tells_when_it_only_shows() {
        let now = "2026-11-24T00:00:00Z".parse().unwrap();
        for link in links() {
            let token = link.token(&keys(), now);
            let opened = link.page().read(&keys(), &token).unwrap();
            assert_eq!(opened.link, link);
            assert_eq!(opened.expires, link.expires(now));
        }
    }

    #[test]
    fn a_link_opens_no_other_page() {
        let pages = [
            Page::Decide,
            Page::Home,
            Page::Office,
            Page::Answer,
            Page::Consent,
            Page::Partner,
        ];
        let now = "2026-11-24T00:00:00Z".parse().unwrap();
        for link in links() {
            let token = link.token(&keys(), now);
            for page in pages.into_iter().filter(|page| *page != link.page()) {
                let read = page.read(&keys(), &token);
                assert_eq!(read, Err(TokenError::Forged), "{link:?} {page:?}");
            }
        }
    }
}
