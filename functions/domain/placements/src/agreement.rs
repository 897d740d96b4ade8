//! The employer's changed mind about what the office wrote for them: what is recorded, and what ends with it.

use super::entry::{Entry, Event};
use super::refused::Refused;
use super::state::Placement;
use super::{Case, Decision};
use base::doer::Doer;
use base::people::Actor;
use base::time::japan_date;
use figures::ending::Ending;
use submissions::agreement_record::{AgreementRecord, Stand};
use submissions::assisted::{AgreedWay, Assistance};
use town::texts::AssistedTexts;
use town::{Content, Programme};

impl Case {
    /// What the employer has said so far of what the office wrote for them, oldest first; nothing where they wrote all
    /// themselves.
    pub fn agreement_records(&self) -> Vec<AgreementRecord> {
        let first = self.submission.assisted.as_ref();
        // Each is recorded with every spec.
        let own = self.placements.first().map(|first| &first.history);
        let later = own.into_iter().flatten().filter_map(changed);
        let first = first.map(|assistance| assistance.first_record());
        first.into_iter().chain(later.cloned()).collect()
    }

    /// Whatever has been said so far, and the words of what is said next, for a short name of it.
    pub fn agreement_so_far(&self, content: &Content) -> String {
        let records = self.agreement_records();
        let operator = &content.programme.operator.name;
        let next = records
            .last()
            .map(|it| it.next_words(&content.texts.assisted, operator));
        format!("{} {}", records.len(), next.unwrap_or_default())
    }

    /// What the office did for the employer, with what they said of it last: for the same work asked for again. `None`: they
    /// wrote it themselves.
    pub fn assistance(&self) -> Option<Assistance> {
        let last = self.agreement_records().pop()?;
        let assisted = self.submission.assisted.clone();
        assisted.map(|assistance| Assistance {
            agreement: last.agreement,
            ..assistance
        })
    }

    /// Records what the employer says now, of every spec. Taking it back ends those that are no contract yet.
    ///
    /// # Errors
    /// [`Refused::NotAsked`] where the office wrote nothing, [`Refused::AlreadyDecided`] where they have said so before,
    /// [`Refused::NotYours`] where only the employer's own device can say it, or only the office heard it; of a day to come or
    /// before they said the last [`Refused::FutureDay`] and [`Refused::PastDay`].
    pub fn change_mind<'a>(
        &self,
        record: &AgreementRecord,
        by: impl Into<Doer<'a>>,
        programme: &Programme,
    ) -> Result<Decision, Refused> {
        let (by, agreement) = (by.into(), &record.agreement);
        let records = self.agreement_records();
        let last = records.last().ok_or(Refused::NotAsked)?;
        let is_heard = agreement.way != AgreedWay::Screen && !agreement.recorded_by.is_empty();
        match by.actor {
            Actor::Employer if agreement.way == AgreedWay::Screen => {}
            Actor::Office if is_heard => {}
            _ => return Err(Refused::NotYours),
        }
        if last.stand == record.stand {
            let at = last.agreement.at;
            let by = Actor::Employer;
            return Err(Refused::AlreadyDecided { by, at });
        }
        if agreement.on > japan_date(agreement.at) {
            return Err(Refused::FutureDay);
        }
        if agreement.on < last.agreement.on {
            return Err(Refused::PastDay);
        }
        let said = |placement: &Placement| {
            let entry = |event| Entry {
                at: agreement.at,
                by: by.actor.clone(),
                name: by.name.to_owned(),
                spec: placement.id.spec,
                event,
                until: None,
            };
            let ends = record.stand == Stand::TakenBack && placement.rests_on_agreement();
            let end = ends.then(|| Event::Ended {
                reason: Ending::Withdrawn,
                note: String::new(),
            });
            let record = record.clone();
            let events = [Event::MindChanged { record }].into_iter().chain(end);
            events.map(entry).collect::<Vec<_>>()
        };
        let entries = self.placements.iter().flat_map(said).collect();
        Ok(self.decision(entries, programme))
    }
}

impl Case {
    /// What a changed mind comes to for each sheet, for whoever is about to record it.
    pub fn consequences(&self, stand: Stand, texts: &AssistedTexts) -> Vec<String> {
        let consequence = |placement: &Placement| {
            let title = &placement.spec.title;
            match stand {
                Stand::TakenBack if placement.rests_on_agreement() => texts.then_ends(title),
                _ if placement.is_open() => texts.then_stays(title),
                Stand::TakenBack => texts.then_over(title),
                Stand::Agreed => texts.then_stays_over(title),
            }
        };
        self.placements.iter().map(consequence).collect()
    }
}

impl Placement {
    /// Whether it goes on only as long as the employer agrees: nothing is ordered, and no quote was agreed to.
    pub fn rests_on_agreement(&self) -> bool {
        let orders = &self.orders;
        let mut quotes = orders.quotes.iter();
        let is_contract = self.order().is_some()
            || !orders.orders.is_empty()
            || quotes.any(|quote| quote.agreed().is_some());
        self.is_open() && !is_contract
    }

    /// Whether the employer agrees no more to what the office wrote for them.
    pub fn is_agreement_taken_back(&self) -> bool {
        let last = self.mind_changes().last();
        last.is_some_and(|record| record.stand == Stand::TakenBack)
    }

    /// What the employer said of what the office wrote for them after it was sent, oldest first.
    pub fn mind_changes(&self) -> impl Iterator<Item = &AgreementRecord> {
        self.history.iter().filter_map(changed)
    }
}

fn changed(entry: &Entry) -> Option<&AgreementRecord> {
    match &entry.event {
        Event::MindChanged { record } => Some(record),
        _ => None,
    }
}
