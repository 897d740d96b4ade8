//! Which business a trace is of.

use sha2::{Digest, Sha256};
use town::texts::OfficeTexts;

use crate::{Business, Identity, Register, Trace, TraceSource, compared};

/// Digits of a number.
const LENGTH: usize = 10;

impl Register {
    /// Takes a trace in, or what was written of it since.
    ///
    /// What came of a visit is of the business that was visited. Else it joins a business of the same name where phone or
    /// mail is the same too, or where one of both says neither and only one business has that name. Anything less makes a
    /// business of its own; without a name there is none.
    pub(crate) fn enter(&mut self, trace: &Trace, texts: &OfficeTexts) {
        let holder = self.holder(trace.key()).map(|it| it.number.clone());
        if let Some(business) = holder.and_then(|number| self.0.get_mut(&number)) {
            // Once entered, it stays with its business.
            let held = business.traces.iter_mut();
            held.filter(|it| it.key() == trace.key())
                .for_each(|it| it.clone_from(trace));
            return;
        }
        let Some(identity) = &trace.identity else {
            return;
        };
        let visit = trace.visit.as_deref();
        let visited = visit.and_then(|visit| self.holder((TraceSource::Visit, visit)));
        let visited = visited.map(|it| it.number.clone());
        if visited.is_none() && compared(&identity.business, texts).is_empty() {
            return;
        }
        let same = || self.same(identity, texts).map(|it| it.number.clone());
        let number = visited.or_else(same).unwrap_or_else(|| number(trace));
        let business = self.0.entry(number.clone()).or_default();
        business.number = number;
        business.traces.push(trace.clone());
    }

    /// The business that this one can hardly be another than.
    fn same(&self, identity: &Identity, texts: &OfficeTexts) -> Option<&Business> {
        let name = compared(&identity.business, texts);
        let mut groups: Vec<Vec<&Business>> = self.groups().into_values().collect();
        groups.retain(|group| identities(group).any(|it| compared(&it.business, texts) == name));
        let is_reached = |group: &&Vec<&Business>| {
            let mut known = identities(group);
            known.any(|it| shares_contact(it, identity))
        };
        if let Some(same) = groups.iter().find(is_reached) {
            return same.first().copied();
        }
        let [only] = groups.as_slice() else {
            return None;
        };
        let is_mute = |it: &Identity| it.mail.is_none() && it.phone.is_none();
        let are_mute = identities(only).all(is_mute);
        (is_mute(identity) || are_mute).then(|| only[0])
    }
}

/// Who a business said it is, under every number that it had.
pub(crate) fn identities<'a>(group: &[&'a Business]) -> impl Iterator<Item = &'a Identity> {
    group.iter().copied().flat_map(Business::identities)
}

/// Whether two can be reached at the same place.
fn shares_contact(one: &Identity, other: &Identity) -> bool {
    let same_mail = one.mail.is_some() && one.mail == other.mail;
    let same_phone = one.phone.is_some() && one.phone == other.phone;
    same_mail || same_phone
}

/// The number of the business that a trace begins: the same however often and in parallel it is entered.
fn number(trace: &Trace) -> String {
    let digest = Sha256::digest(format!("{:?} {}", trace.source, trace.id));
    hex::encode(digest)[..LENGTH].to_owned()
}
