//! A sent inventory: its specs, its contact and what happened to them.

pub mod agreement_record;
pub mod assisted;
pub mod route;

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::assisted::Assistance;
use crate::route::{Load, Reason, RoutingChoice, choose};
use base::contact::Contact;
use base::people::{Actor, Holder, Notice};
use base::reference::Reference;
use base::source::DraftSource;
use job_spec::JobSpec;
use messages::Message;
use messages::delivery::Recipient;
use town::Programme;

/// What was sent, once. Its specs are numbered `REFERENCE-1`, `-2`, ….
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Submission {
    /// The reference number.
    pub reference: Reference,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// Who sent it.
    pub contact: Contact,
    /// The specs, each with whose turn it was first.
    pub specs: Vec<RoutedSpec>,
    /// Until when a director has promised to answer.
    pub answer_by: jiff::civil::Date,
    /// What the office wrote for the employer, and that they agreed; `None`: they wrote it themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assisted: Option<Assistance>,
    /// What led to the questions; `None`: not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<DraftSource>,
    /// The partner that handed it to us; `None`: it is of an employer of ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<SheetOrigin>,
}

/// Where a sheet that a partner handed to us comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetOrigin {
    /// The partner's id in the settings.
    pub partner: String,
    /// The number that the sheet has there.
    pub id: String,
    /// The id of the message that brought it: handed over once more, it comes with another one.
    pub message: String,
}

impl Submission {
    /// Until when the record is kept and its status link opens: the programme's `submission_years`.
    pub fn kept_until(&self, programme: &Programme) -> Timestamp {
        let days = 365 * i64::from(programme.retention.submission_years);
        self.sent_at + SignedDuration::from_hours(24 * days)
    }

    /// Whether a company outside the town sent it.
    pub fn is_from_outside(&self) -> bool {
        self.source == Some(DraftSource::Outside)
    }
}

impl Submission {
    /// The messages it causes: an offer to everybody whose turn it is first, a copy to the office, a receipt
    /// to the employer where there is a mail address. Ids derive from the reference, so that sending again
    /// gives the same messages.
    pub fn messages(&self) -> Vec<Message> {
        let message = |specs, to, notice| {
            let told = (to, notice);
            Message::about_placements(&self.reference, specs, told, 0, self.sent_at)
        };
        let mut offers: BTreeMap<Actor, Vec<u32>> = BTreeMap::new();
        for (number, routed) in (1..).zip(&self.specs) {
            // What nobody takes is in the office's copy.
            if let Some(to) = routed.holder.director_or_deputy() {
                offers.entry(to).or_default().push(number);
            }
        }
        let all: Vec<u32> = (1..).take(self.specs.len()).collect();
        // A partner's system has the answer to its call.
        let has_receipt = self.contact.mail.is_some() && self.origin.is_none();
        let receipt = has_receipt.then_some(Actor::Employer);
        let receipt = receipt.map(|to| message(all.clone(), to, Notice::Receipt));
        let mut messages: Vec<Message> = offers
            .into_iter()
            .map(|(to, specs)| message(specs, to, Notice::Offer))
            .collect();
        messages.push(message(all.clone(), Actor::Office, Notice::Copy));
        messages.extend(receipt);
        messages
    }
}

impl Submission {
    /// Without the name and address of whoever sent it.
    #[must_use]
    pub fn without_contact(mut self) -> Submission {
        self.contact = Contact {
            consent: self.contact.consent,
            share_with: self.contact.share_with,
            ..Contact::forgotten()
        };
        self
    }

    /// Whether name and address have been deleted.
    pub fn is_contact_forgotten(&self) -> bool {
        let forgotten = Contact::forgotten();
        self.contact.business == forgotten.business && self.contact.person == forgotten.person
    }
}

/// A spec and who got it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RoutedSpec {
    /// The spec.
    pub spec: JobSpec,
    /// Whose turn it is first.
    pub holder: Holder,
    /// Why this holder.
    pub why: RoutingChoice,
}

/// Something that happened to a submission, for the status page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SubmissionEvent {
    /// When it happened.
    pub at: Timestamp,
    /// What happened.
    pub kind: SubmissionEventKind,
}

/// The kinds of [`SubmissionEvent`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum SubmissionEventKind {
    /// The employer sent it.
    Sent,
    /// A mail left for this recipient.
    Delivered {
        /// Whom it is for.
        to: Recipient,
    },
    /// A mail has not left, or not arrived, for more than an hour; it is still tried.
    Delayed {
        /// Whom it is for.
        to: Recipient,
    },
    /// A mail could not be handed over for good.
    DeliveryFailed {
        /// Whom it is for.
        to: Recipient,
    },
    /// A mail had left and came back for good.
    Bounced {
        /// Whom it is for.
        to: Recipient,
    },
    /// A mail arrived, and its recipient called it spam.
    Complained {
        /// Whom it is for.
        to: Recipient,
    },
    /// The office was notified that a mail could not be delivered.
    OfficeTold {
        /// Whom that mail was for.
        about: Recipient,
    },
}

/// The specs of one submission, assembled with their routes and numbers, ready to be stored. Each spec
/// routed counts as load for the next.
pub fn assemble(
    reference: Reference,
    contact: Contact,
    specs: Vec<JobSpec>,
    programme: &Programme,
    load: &Load,
    now: Timestamp,
) -> Submission {
    let today = base::time::japan_date(now);
    let mut load = load.clone();
    let numbered = specs.into_iter().enumerate().map(|(i, mut spec)| {
        spec.reference = Some(format!("{reference}-{}", i + 1));
        let (holder, why) = choose(&spec, &BTreeSet::new(), today, programme, &load);
        if let Some(group) = holder.group() {
            load.add(group, spec.estimate.hours_month.unwrap_or_default(), now);
        }
        RoutedSpec { spec, holder, why }
    });
    let specs = numbered.collect();
    let answer_by = programme
        .calendar
        .after(today, programme.promise.answer_business_days);
    Submission {
        reference,
        sent_at: now,
        contact,
        specs,
        answer_by,
        assisted: None,
        source: None,
        origin: None,
    }
}

/// The same work prepared again by whoever looks after the placement of this number, for whom it stays. Nobody has asked
/// for it yet: it goes to no partner before its employer has said so, and tells nobody.
pub fn repeated(
    reference: Reference,
    contact: Contact,
    spec: JobSpec,
    (of, by): (&str, &Actor),
    programme: &Programme,
    now: Timestamp,
) -> Submission {
    let contact = Contact {
        share_with: Vec::new(),
        ..contact
    };
    let load = Load::default();
    let mut submission = assemble(reference, contact, vec![spec], programme, &load, now);
    for routed in &mut submission.specs {
        routed.holder = Holder::of(by);
        routed.why = RoutingChoice {
            reason: Reason::Again,
            of: of.to_owned(),
            ..RoutingChoice::default()
        };
    }
    submission
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use answers::{Answers, Pick};
    use base::contact::EmailAddress;
    use base::industry::Industry;
    use town::Content;

    /// The specs of an innkeeper who chose these tasks.
    fn specs(ids: &[&str], content: &Content) -> Vec<JobSpec> {
        let rows = || ids.iter().map(|id| content.task(id).unwrap());
        let answers = Answers {
            industry: Some(Industry::Inn),
            picks: rows()
                .map(|row| Pick {
                    key: row.key(),
                    name: None,
                })
                .collect(),
            tasks: rows().map(|row| (row.key(), row.answers())).collect(),
            chosen: Some(rows().map(|row| row.key()).collect()),
            ..Answers::default()
        };
        job_spec::drafts(&answers, content, date(2026, 11, 22))
    }

    fn submission(specs: Vec<JobSpec>, mail: Option<&str>, content: &Content) -> Submission {
        let contact = Contact {
            business: "見本旅館".into(),
            person: "見本".into(),
            mail: mail.map(|mail| EmailAddress::parse(mail).unwrap()),
            phone: None,
            reach: None,
            consent: true,
            share_with: Vec::new(),
            unmailable: None,
        };
        let reference = Reference::parse("K7M3-FXWP").unwrap();
        let now = "2026-11-22T08:00:00Z".parse().unwrap();
        let load = Load::default();
        assemble(reference, contact, specs, &content.programme, &load, now)
    }

    #[test]
    fn specs_are_numbered_and_routed_by_their_first_tag() {
        let content = Content::embedded();
        let sent = submission(
            specs(&["inn02", "inn04", "inn08"], &content),
            None,
            &content,
        );
        let routed: Vec<_> = sent
            .specs
            .iter()
            .map(|routed| {
                (
                    routed.spec.reference.as_deref().unwrap(),
                    routed.holder.group(),
                )
            })
            .collect();
        let (b, a) = (Some("b"), Some("a"));
        assert_eq!(
            routed,
            [("K7M3-FXWP-1", b), ("K7M3-FXWP-2", a), ("K7M3-FXWP-3", a)]
        );
    }

    #[test]
    fn answer_is_promised_in_business_days() {
        let content = Content::embedded();
        let sent = submission(specs(&["inn02"], &content), None, &content);
        // A Sunday; Monday is a holiday, so two business days end on Wednesday.
        assert_eq!(sent.answer_by, date(2026, 11, 25));
    }

    #[test]
    fn one_message_leaves_for_each_group_the_office_and_the_employer() {
        let content = Content::embedded();
        let three = specs(&["inn02", "inn04", "inn08"], &content);
        let ids = |sent: &Submission| -> Vec<String> {
            sent.messages()
                .into_iter()
                .map(|message| message.id)
                .collect()
        };
        let sent = submission(three.clone(), Some("hanako@example.jp"), &content);
        let wanted = [
            "k7m3fxwp-0-offer-a",
            "k7m3fxwp-0-offer-b",
            "k7m3fxwp-0-copy-office",
            "k7m3fxwp-0-receipt-employer",
        ];
        assert_eq!(ids(&sent), wanted);
        assert_eq!(ids(&submission(three, None, &content)), wanted[..3]);
    }

    #[test]
    fn spec_that_nobody_takes_goes_to_the_office_alone() {
        let content = Content::embedded();
        let mut unknown = specs(&["inn02"], &content);
        unknown[0].tags = vec!["unheard_of".into()];
        let sent = submission(unknown, None, &content);
        assert_eq!(sent.specs[0].holder, Holder::Office);
        let ids: Vec<_> = sent.messages().into_iter().map(|it| it.id).collect();
        assert_eq!(ids, ["k7m3fxwp-0-copy-office"]);
    }
}
