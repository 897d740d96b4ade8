//! What an employer says of what the office wrote for them, each time a record of its own beside the ones before.

use serde::{Deserialize, Serialize};
use town::texts::AssistedTexts;

use crate::assisted::{Agreement, Assistance};

/// Whether the employer agrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stand {
    /// They agree.
    Agreed,
    /// They took it back.
    TakenBack,
}

impl Stand {
    /// Its name in forms.
    pub fn code(self) -> &'static str {
        match self {
            Stand::Agreed => "agreed",
            Stand::TakenBack => "taken_back",
        }
    }

    /// The stand of this [`Stand::code`].
    pub fn from_code(code: &str) -> Option<Stand> {
        let mut all = [Stand::Agreed, Stand::TakenBack].into_iter();
        all.find(|stand| stand.code() == code)
    }

    /// What a changed mind comes to.
    #[must_use]
    pub fn changed(self) -> Stand {
        match self {
            Stand::Agreed => Stand::TakenBack,
            Stand::TakenBack => Stand::Agreed,
        }
    }

    /// What it is called.
    pub fn label(self, texts: &AssistedTexts) -> &str {
        match self {
            Stand::Agreed => texts.stand_agreed(),
            Stand::TakenBack => texts.stand_taken_back(),
        }
    }
}

/// In the address of a page instead of [`Stand::code`]: nothing was recorded, because the form was of a page out of date.
pub const OUTDATED: &str = "outdated";

/// What an employer said once. Nothing changes it; what they say later is the next one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementRecord {
    /// Whether they agree.
    pub stand: Stand,
    /// How they said so and when, and the words that it is about.
    pub agreement: Agreement,
}

impl AgreementRecord {
    /// What was said, on which day and how, in one line.
    pub fn told(&self, texts: &AssistedTexts) -> String {
        self.agreement.told(self.stand.label(texts), texts)
    }

    /// The same with the words that it is about.
    pub fn quoted(&self, texts: &AssistedTexts) -> String {
        texts.record_quoted(self.told(texts), &self.agreement.text)
    }

    /// What a page says first, whose address ends in this: that this record, the last, was just made, or that it was not.
    pub fn outcome<'t>(&self, done: &str, texts: &'t AssistedTexts) -> &'t str {
        match Stand::from_code(done).filter(|done| *done == self.stand) {
            Some(Stand::TakenBack) => texts.changed_taken_back(),
            Some(Stand::Agreed) => texts.changed_agreed(),
            None if done == OUTDATED => texts.changed_not(),
            None => "",
        }
    }

    /// The words of what is said next: those that are taken back, or today's.
    pub fn next_words(&self, texts: &AssistedTexts, operator: &str) -> String {
        match self.stand {
            Stand::Agreed => self.agreement.text.clone(),
            Stand::TakenBack => texts.agreed_text(operator),
        }
    }
}

impl Assistance {
    /// The agreement with which it was sent.
    pub fn first_record(&self) -> AgreementRecord {
        AgreementRecord {
            stand: Stand::Agreed,
            agreement: self.agreement.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assisted::AgreedWay;

    #[test]
    fn a_record_says_what_when_how_and_under_whose_name() {
        let content = town::Content::embedded();
        let texts = &content.texts.assisted;
        let mut record = AgreementRecord {
            stand: Stand::TakenBack,
            agreement: Agreement {
                way: AgreedWay::Phone,
                on: jiff::civil::date(2026, 11, 30),
                at: jiff::Timestamp::UNIX_EPOCH,
                text: "届けてよいです。".into(),
                recorded_by: "見本 四郎".into(),
            },
        };
        assert_eq!(
            record.quoted(texts),
            "事業者の同意の取り消し：2026年11月30日（月）、電話で聞いた（見本 四郎が記録）。\
             同意の文：「届けてよいです。」"
        );
        (record.stand, record.agreement.way) = (Stand::Agreed, AgreedWay::Screen);
        assert_eq!(
            record.told(texts),
            "事業者の同意：2026年11月30日（月）、自分のスマホやパソコンで。"
        );
    }

    #[test]
    fn a_mind_changes_to_and_fro() {
        for stand in [Stand::Agreed, Stand::TakenBack] {
            assert_ne!(stand.changed(), stand);
            assert_eq!(stand.changed().changed(), stand);
            assert_eq!(Stand::from_code(stand.code()), Some(stand));
        }
        assert_eq!(Stand::from_code("yes"), None);
    }
}
