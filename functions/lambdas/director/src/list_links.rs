//! Where the lists are of somebody who is signed in.

use base::people::Actor;
use paths::{ATTENDEES, DEVICES, TODAY};
use serde::Serialize;
use town::Content;
use web::SignedIn;

use crate::{HOME, OFFICE};

/// A way to a list, for who is signed in.
#[derive(Serialize)]
pub(crate) struct ListLink {
    pub label: String,
    pub href: String,
}

/// Where the list of somebody is.
pub(crate) fn list_of(actor: &Actor) -> String {
    match actor {
        Actor::Office => OFFICE.to_owned(),
        actor => format!("{HOME}?as={}", actor.code()),
    }
}

/// The lists of who is signed in, and where they end that; without the one that is open.
pub(crate) fn links(signed_in: &SignedIn, content: &Content, here: &str) -> Vec<ListLink> {
    let texts = &content.texts.sign_in;
    let link = |label: String, href: &str| ListLink {
        label,
        href: href.to_owned(),
    };
    let mut links = Vec::new();
    for role in &signed_in.member.roles {
        let href = list_of(&role.actor);
        if role.actor == Actor::Office {
            links.push(link(texts.to_today().to_owned(), TODAY));
            links.push(link(texts.to_office().to_owned(), &href));
            links.push(link(texts.to_attendees().to_owned(), ATTENDEES));
        } else {
            links.push(link(texts.to_own(&role.name), &href));
        }
        if let Actor::Director { group } = &role.actor {
            let own = paths::own_absence(group);
            links.push(link(texts.to_absence(&role.name), &own));
        }
    }
    links.push(link(texts.to_devices().to_owned(), DEVICES));
    links.retain(|link| link.href != here);
    links
}
