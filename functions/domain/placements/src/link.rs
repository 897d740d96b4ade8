//! Signed links to the pages about placements: whose page it is, what about, and how long one may act there.
//!
//! A link of somebody in the settings carries a fingerprint of the address it was mailed to. It acts only while
//! the settings still give that address to the same actor, so that whoever was replaced cannot use an old mail.

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

use super::id::SpecId;
use base::people::Actor;
use base::token::{Keys, Purpose, TokenError};
use town::Programme;

/// A page that only its link opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// One placement, for a director, a deputy or the office to decide on and to follow.
    Decide {
        /// The placement.
        id: SpecId,
        /// Whom the link was made for.
        by: Actor,
    },
    /// The employer answers a question.
    Answer {
        /// About which placement.
        id: SpecId,
    },
    /// The employer says whether it may go to the partner.
    Consent {
        /// The placement.
        id: SpecId,
    },
    /// A partner answers.
    Partner {
        /// About which placement.
        id: SpecId,
        /// The partner's id.
        partner: String,
    },
    /// The employer reads a quote and answers it.
    Quote {
        /// About which placement.
        id: SpecId,
    },
    /// The public page of a notice.
    Recruit {
        /// About which placement.
        id: SpecId,
    },
    /// A worker's order.
    Work {
        /// About which placement.
        id: SpecId,
        /// The worker's number in its order.
        worker: u32,
        /// [`orders::Order::person`]: it shows the order as long as that is the same person's.
        person: String,
    },
}

/// The kinds of [`Link`], one for each page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkPage {
    /// [`Link::Decide`]
    Decide,
    /// [`Link::Answer`]
    Answer,
    /// [`Link::Consent`]
    Consent,
    /// [`Link::Partner`]
    Partner,
    /// [`Link::Quote`]
    Quote,
    /// [`Link::Recruit`]
    Recruit,
    /// [`Link::Work`]
    Work,
}

/// A link that is ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// What it opens.
    pub link: Link,
    /// From when it only shows.
    pub expires: Timestamp,
    /// Of the address it was mailed to; empty where that is no address of the settings.
    address_fingerprint: String,
}

/// Whether somebody may still act with a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validity {
    /// They may.
    Good,
    /// It is too old.
    Over,
    /// Its holder is no longer the one in the settings.
    Replaced,
}

impl Opened {
    /// Whether it may be acted with now.
    pub fn validity(&self, programme: &Programme, now: Timestamp) -> Validity {
        if address_fingerprint(&self.link, programme).as_ref() != Some(&self.address_fingerprint) {
            Validity::Replaced
        } else if now >= self.expires {
            Validity::Over
        } else {
            Validity::Good
        }
    }
}

/// Eight hexadecimal digits of the SHA-256 of the address in the settings that a link is mailed to;
/// empty where it is mailed to somebody else, `None` where nobody of that name is left in the settings.
fn address_fingerprint(link: &Link, programme: &Programme) -> Option<String> {
    let actor = match link {
        Link::Decide { by, .. } => by.clone(),
        Link::Partner { partner, .. } => Actor::Partner {
            partner: partner.clone(),
        },
        Link::Answer { .. }
        | Link::Consent { .. }
        | Link::Quote { .. }
        | Link::Recruit { .. }
        | Link::Work { .. } => {
            return Some(String::new());
        }
    };
    let (_, mail) = programme.contact_of(&actor)?;
    let digest = Sha256::digest(mail.to_ascii_lowercase());
    Some(hex::encode(&digest[..4]))
}

impl LinkPage {
    /// How long one may act there.
    fn lasts(self) -> SignedDuration {
        let days = match self {
            LinkPage::Decide | LinkPage::Answer | LinkPage::Consent | LinkPage::Partner => 30,
            // Longer than a quote is good for, so that the page can say so.
            LinkPage::Quote => 90,
            // From the order to its payment; every mail of it brings a new one.
            LinkPage::Recruit | LinkPage::Work => 180,
        };
        SignedDuration::from_hours(24 * days)
    }

    fn purpose(self) -> Purpose {
        match self {
            LinkPage::Decide => Purpose::Decide,
            LinkPage::Answer | LinkPage::Consent | LinkPage::Quote => Purpose::Answer,
            LinkPage::Partner => Purpose::Partner,
            LinkPage::Recruit | LinkPage::Work => Purpose::Work,
        }
    }

    /// Reads a link of this page, also one that may no longer act.
    ///
    /// # Errors
    /// [`TokenError::Forged`].
    pub fn read(self, keys: &Keys, token: &str) -> Result<Opened, TokenError> {
        let claims = keys.verify_signature(self.purpose(), token)?;
        let (subject, fingerprint) = match claims.subject.split_once('~') {
            Some((subject, fingerprint)) => (subject, fingerprint),
            None => (claims.subject.as_str(), ""),
        };
        Ok(Opened {
            link: self.link(subject).ok_or(TokenError::Forged)?,
            expires: claims.expires,
            address_fingerprint: fingerprint.to_owned(),
        })
    }

    fn link(self, subject: &str) -> Option<Link> {
        let about = |page: &str| SpecId::parse(subject.strip_suffix(page)?);
        Some(match self {
            LinkPage::Decide => {
                let (id, by) = subject.split_once('/')?;
                Link::Decide {
                    id: SpecId::parse(id)?,
                    by: Actor::parse(by)?,
                }
            }
            LinkPage::Answer => Link::Answer {
                id: about("/answer")?,
            },
            LinkPage::Consent => Link::Consent {
                id: about("/consent")?,
            },
            LinkPage::Quote => Link::Quote {
                id: about("/quote")?,
            },
            LinkPage::Recruit => Link::Recruit {
                id: about("/open")?,
            },
            LinkPage::Partner => {
                let (id, partner) = subject.split_once('/')?;
                Link::Partner {
                    id: SpecId::parse(id)?,
                    partner: partner.to_owned(),
                }
            }
            LinkPage::Work => {
                let (rest, person) = subject.rsplit_once('/')?;
                let (id, worker) = rest.split_once('/')?;
                Link::Work {
                    id: SpecId::parse(id)?,
                    worker: worker.parse().ok()?,
                    person: person.to_owned(),
                }
            }
        })
    }
}

impl Link {
    /// The page it opens.
    pub fn page(&self) -> LinkPage {
        match self {
            Link::Decide { .. } => LinkPage::Decide,
            Link::Answer { .. } => LinkPage::Answer,
            Link::Consent { .. } => LinkPage::Consent,
            Link::Partner { .. } => LinkPage::Partner,
            Link::Quote { .. } => LinkPage::Quote,
            Link::Recruit { .. } => LinkPage::Recruit,
            Link::Work { .. } => LinkPage::Work,
        }
    }

    fn subject(&self) -> String {
        match self {
            Link::Decide { id, by } => format!("{id}/{}", by.code()),
            Link::Answer { id } => format!("{id}/answer"),
            Link::Consent { id } => format!("{id}/consent"),
            Link::Quote { id } => format!("{id}/quote"),
            Link::Recruit { id } => format!("{id}/open"),
            Link::Partner { id, partner } => format!("{id}/{partner}"),
            Link::Work { id, worker, person } => format!("{id}/{worker}/{person}"),
        }
    }

    /// Until when one may act there.
    pub fn expires(&self, now: Timestamp) -> Timestamp {
        now + self.page().lasts()
    }

    /// The signed token that opens it, bound to the address that the settings give to that actor now.
    pub fn token(&self, keys: &Keys, programme: &Programme, now: Timestamp) -> String {
        let mut subject = self.subject();
        if let Some(fingerprint) =
            address_fingerprint(self, programme).filter(|fingerprint| !fingerprint.is_empty())
        {
            subject = format!("{subject}~{fingerprint}");
        }
        keys.sign(self.page().purpose(), &subject, self.expires(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use town::Content;

    fn programme() -> Programme {
        Content::embedded().programme
    }

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
            Link::Answer { id: id.clone() },
            Link::Consent { id: id.clone() },
            Link::Partner {
                id: id.clone(),
                partner: "tonari".to_owned(),
            },
            Link::Quote { id: id.clone() },
            Link::Recruit { id: id.clone() },
            Link::Work {
                id,
                worker: 2,
                person: "0a1b2c3d".to_owned(),
            },
        ]
    }

    #[test]
    fn a_link_is_read_as_it_was_written_and_tells_when_it_only_shows() {
        let now = "2026-11-24T00:00:00Z".parse().unwrap();
        for link in links() {
            let token = link.token(&keys(), &programme(), now);
            let opened = link.page().read(&keys(), &token).unwrap();
            assert_eq!(opened.link, link);
            assert_eq!(opened.expires, link.expires(now));
            let validity = |at| opened.validity(&programme(), at);
            assert_eq!(validity(now), Validity::Good);
            assert_eq!(validity(opened.expires), Validity::Over);
        }
    }

    #[test]
    fn only_the_address_it_was_mailed_to_makes_a_link_good() {
        let now = "2026-11-24T00:00:00Z".parse().unwrap();
        let programme = programme();
        let mut replaced = programme.clone();
        let group = &mut replaced.directors[0];
        group.mail = "new@example.jp".to_owned();
        group.deputy.mail = "new-deputy@example.jp".to_owned();
        replaced.office.mail = "new-office@example.jp".to_owned();
        replaced.partners.clear();
        for link in links() {
            let token = link.token(&keys(), &programme, now);
            let opened = link.page().read(&keys(), &token).unwrap();
            let of_somebody_else = matches!(
                link,
                Link::Answer { .. }
                    | Link::Consent { .. }
                    | Link::Quote { .. }
                    | Link::Recruit { .. }
                    | Link::Work { .. }
            );
            let wanted = match of_somebody_else {
                true => Validity::Good,
                false => Validity::Replaced,
            };
            assert_eq!(opened.validity(&replaced, now), wanted, "{link:?}");
            let other_group = Programme {
                directors: programme.directors[..1].to_vec(),
                ..programme.clone()
            };
            assert_eq!(opened.validity(&other_group, now), Validity::Good);
        }
    }

    #[test]
    fn a_link_opens_no_other_page() {
        let pages = [
            LinkPage::Decide,
            LinkPage::Answer,
            LinkPage::Consent,
            LinkPage::Partner,
            LinkPage::Quote,
            LinkPage::Recruit,
            LinkPage::Work,
        ];
        let now = "2026-11-24T00:00:00Z".parse().unwrap();
        for link in links() {
            let token = link.token(&keys(), &programme(), now);
            for page in pages.into_iter().filter(|page| *page != link.page()) {
                let read = page.read(&keys(), &token);
                assert_eq!(read, Err(TokenError::Forged), "{link:?} {page:?}");
            }
        }
    }
}
