//! The form that hands a placement to a partner: to which one, why that one, and what it costs there.

use base::text::shown;
use forms::{Confirmation, Field, Kind};
use placements::handover::Handover;
use placements::{Recommended, Status, recommended};
use town::Partner;

use crate::choices::{DecisionContext, DecisionForm};
use crate::fields;
use crate::forms::CaseForm;
use crate::history::tag;

/// A partner it may go to, with why there.
struct Candidate<'a> {
    partner: &'a Partner,
    reasons: Vec<Recommended>,
}

impl Candidate<'_> {
    /// Whether it has what the work needs, rather than only more hands.
    fn fits(&self) -> bool {
        self.reasons.iter().any(is_own)
    }
}

/// Whether a reason speaks for one partner rather than for all.
fn is_own(reason: &Recommended) -> bool {
    matches!(reason, Recommended::Tag { .. } | Recommended::Tool { .. })
}

impl DecisionContext<'_> {
    /// The form, while it may go to a partner.
    pub(crate) fn hand_over(&self) -> Option<DecisionForm> {
        let settled = self.placement.from_partner.is_some()
            || matches!(
                self.placement.status,
                Status::WithPartner | Status::AwaitingConsent
            );
        let candidates = self.candidates();
        let first = candidates.first().filter(|_| !settled)?;
        let confirmed = Confirmation::HandOver.field(&self.content.words, None, &[]);
        Some(match candidates.as_slice() {
            [only] => self.to_one(only, confirmed),
            _ => self.to_one_of(first, &candidates, confirmed),
        })
    }

    /// The partners that the employer has not refused: those that fit first, those that declined in this round last.
    fn candidates(&self) -> Vec<Candidate<'_>> {
        let partners = self.content.programme.partners.iter();
        let open = partners.filter(|it| self.placement.consent_to(&it.id) != Some(false));
        let group = self.viewer.group();
        let mut candidates: Vec<Candidate<'_>> = open
            .map(|partner| Candidate {
                partner,
                reasons: recommended(self.placement, partner, group, self.content, self.load),
            })
            .collect();
        candidates.sort_by_key(|it| (self.has_declined(it.partner), !it.fits()));
        candidates
    }

    fn has_declined(&self, partner: &Partner) -> bool {
        self.placement.declined_partners.contains(&partner.id)
    }

    fn to_one(&self, only: &Candidate<'_>, confirmed: Field) -> DecisionForm {
        let (texts, partner) = (self.texts(), only.partner);
        let mut lead = self.told(only);
        lead.push(texts.hand_over_withholds().to_owned());
        lead.extend(self.hidden(partner));
        let summary = texts.hand_over(&partner.name);
        let words = (summary.as_str(), texts.hand_over_submit());
        let mut form = self.choice(CaseForm::HandOver, words, lead, vec![confirmed]);
        form.to.clone_from(&partner.id);
        form
    }

    fn to_one_of(
        &self,
        first: &Candidate<'_>,
        candidates: &[Candidate<'_>],
        confirmed: Field,
    ) -> DecisionForm {
        let texts = self.texts();
        let of_all = first.reasons.iter().filter(|reason| !is_own(reason));
        let mut lead: Vec<String> = of_all.map(|it| self.reason(it, first.partner)).collect();
        lead.push(texts.hand_over_withholds().to_owned());
        lead.extend(self.hidden(first.partner));
        let names = candidates.iter();
        let names = names.map(|it| (it.partner.id.clone(), it.partner.name.clone()));
        let label = texts.hand_over_to();
        let mut to = fields::choices(Kind::Radio, "to", label, names.collect());
        for (choice, candidate) in to.options.iter_mut().zip(candidates) {
            let own = Candidate {
                partner: candidate.partner,
                reasons: candidate
                    .reasons
                    .iter()
                    .filter(|it| is_own(it))
                    .cloned()
                    .collect(),
            };
            choice.hint = self.told(&own).concat();
            choice.checked =
                candidate.partner == first.partner && !self.has_declined(candidate.partner);
        }
        let words = (texts.hand_over_several(), texts.hand_over_submit());
        self.choice(CaseForm::HandOver, words, lead, vec![to, confirmed])
    }

    /// What to know of a partner before choosing it.
    fn told(&self, candidate: &Candidate<'_>) -> Vec<String> {
        let (texts, partner) = (self.texts(), candidate.partner);
        let declined = self.has_declined(partner);
        let declined = declined.then(|| texts.hand_over_declined().to_owned());
        let reasons = candidate.reasons.iter().map(|it| self.reason(it, partner));
        let terms = (!partner.terms.is_empty()).then(|| texts.hand_over_terms(&partner.terms));
        let consent = match self.placement.consent_to(&partner.id) {
            Some(true) => texts.hand_over_agreed(),
            _ => texts.hand_over_asks(),
        };
        declined
            .into_iter()
            .chain(reasons)
            .chain(terms)
            .chain([consent.to_owned()])
            .collect()
    }

    /// Why a partner may be the better place.
    fn reason(&self, reason: &Recommended, partner: &Partner) -> String {
        let (texts, partner) = (self.texts(), &partner.name);
        match reason {
            Recommended::Tag { tag: id } => {
                texts.recommended_tag(tag(Some(id), self.content), partner)
            }
            Recommended::Hours { needs, free } => {
                texts.recommended_hours(shown(*needs), shown(*free))
            }
            Recommended::Workers { needs } => texts.recommended_workers(*needs),
            Recommended::Tool { tool } => texts.recommended_tool(tool, partner),
        }
    }

    /// The words that nobody there will read, because they tell who the employer is.
    fn hidden(&self, partner: &Partner) -> Option<String> {
        let agreed = self.placement.agreed_with(&partner.id);
        let (_, hidden) = Handover::masked(&agreed, self.contact, self.content);
        (!hidden.is_empty()).then(|| self.texts().hand_over_hides(hidden.join("、")))
    }
}
