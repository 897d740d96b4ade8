//! For which purpose of the privacy page each letter uses what people wrote about themselves.

use base::people::Notice;
use messages::{LinkRequest, SeminarNotice, Topic, VisitNotice};
use town::DataPurpose;

/// The purpose that the letter of a topic serves; `None` where it uses nobody's data but the town's own people's.
///
/// Every letter is named here by itself: a new one does not compile before it has its purpose.
pub fn purpose(topic: &Topic) -> Option<DataPurpose> {
    match topic {
        Topic::Placement { notice, .. } => Some(of_placement(*notice)),
        Topic::Seminar { notice, .. } => Some(of_seminar(*notice)),
        Topic::Visit { notice, .. } => Some(match notice {
            VisitNotice::Request | VisitNotice::Receipt => DataPurpose::Visit,
        }),
        Topic::Link(LinkRequest::Draft { .. }) => Some(DataPurpose::DraftLink),
        Topic::Link(LinkRequest::Code { .. }) => None,
        Topic::Desk { .. } => None,
        Topic::Undelivered { what, .. } => purpose(what),
    }
}

fn of_placement(notice: Notice) -> DataPurpose {
    match notice {
        Notice::Receipt
        | Notice::Question
        | Notice::Consent
        | Notice::StatusUpdate
        | Notice::Phone
        | Notice::Quote
        | Notice::QuotePaper
        | Notice::QuoteAnswer
        | Notice::Contract
        | Notice::Copy => DataPurpose::Answer,
        Notice::Offer
        | Notice::Reminder
        | Notice::Escalation
        | Notice::Answer
        | Notice::ConsentAnswer
        | Notice::HandOver
        | Notice::TakenBack
        | Notice::PartnerAnswer
        | Notice::Withdrawn
        | Notice::Agreement => DataPurpose::Sheet,
        Notice::Order
        | Notice::OrderPaper
        | Notice::OrderDue
        | Notice::Inspected
        | Notice::Ending
        | Notice::EndingPaper => DataPurpose::Order,
        Notice::Applied => DataPurpose::Applicant,
        Notice::Invoice | Notice::InvoicePaper | Notice::InvoiceLate => DataPurpose::Invoice,
        Notice::PayNotice | Notice::PayPaper | Notice::PayAnswer => DataPurpose::Pay,
        Notice::PaperWanted | Notice::Delivered | Notice::Trouble => DataPurpose::OrderReport,
    }
}

fn of_seminar(notice: SeminarNotice) -> DataPurpose {
    match notice {
        SeminarNotice::Thanks => DataPurpose::SeminarThanks,
        SeminarNotice::Confirmed
        | SeminarNotice::Waitlisted { .. }
        | SeminarNotice::ConfirmAddress
        | SeminarNotice::Promoted
        | SeminarNotice::Updated { .. }
        | SeminarNotice::Reminder { .. }
        | SeminarNotice::Changed { .. }
        | SeminarNotice::Redirected { .. }
        | SeminarNotice::Word { .. }
        | SeminarNotice::Withdrawn
        | SeminarNotice::Again { .. } => DataPurpose::Seminar,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use base::people::Actor;
    use base::reference::Reference;

    /// One letter for each purpose that there is a letter for.
    fn letters() -> Vec<Topic> {
        let placement = |notice| Topic::Placement {
            reference: Reference::parse("K7M3-FXWP").unwrap(),
            specs: vec![1],
            to: Actor::Office,
            notice,
            entry: 0,
            instead: false,
        };
        let seminar = |notice| Topic::Seminar {
            seminar: "2027-01-20-hajimete".into(),
            registration: "r".into(),
            notice,
        };
        vec![
            placement(Notice::Receipt),
            placement(Notice::Offer),
            placement(Notice::Order),
            placement(Notice::Delivered),
            placement(Notice::Applied),
            placement(Notice::Invoice),
            placement(Notice::PayNotice),
            seminar(SeminarNotice::Confirmed),
            seminar(SeminarNotice::Thanks),
            Topic::Visit {
                visit: "v".into(),
                notice: VisitNotice::Receipt,
            },
            Topic::Link(LinkRequest::Draft {
                draft: "d".into(),
                to: base::contact::EmailAddress::parse("a@example.jp").unwrap(),
            }),
        ]
    }

    #[test]
    fn every_purpose_of_the_privacy_page_is_in_use() {
        let used: BTreeSet<DataPurpose> = letters().iter().filter_map(purpose).collect();
        let counted = BTreeSet::from(DataPurpose::COUNTED);
        let all: BTreeSet<DataPurpose> = used.union(&counted).copied().collect();
        assert_eq!(
            all,
            BTreeSet::from(DataPurpose::ALL),
            "a promise of a use that is none"
        );
        assert!(used.is_disjoint(&counted), "what is counted is no letter");
    }

    #[test]
    fn a_letter_to_the_towns_own_people_uses_nobodys_data() {
        let to = base::contact::EmailAddress::parse("office@example.jp").unwrap();
        let drawn = "drawn".into();
        assert_eq!(purpose(&Topic::Link(LinkRequest::Code { drawn, to })), None);
        let lost = Topic::Undelivered {
            id: "m".into(),
            what: Box::new(letters()[0].clone()),
            reason: "smtp-550".into(),
        };
        assert_eq!(
            purpose(&lost),
            Some(DataPurpose::Answer),
            "as the one that was lost"
        );
    }
}
