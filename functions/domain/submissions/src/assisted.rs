//! An inventory that the office wrote for an employer, in part or whole: who helped, and how the employer agreed to it.

use base::time::japanese;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use town::texts::AssistedTexts;

/// How the office and the employer sat together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HelpWay {
    /// 訪問
    Visit,
    /// 来所
    Counter,
    /// 電話
    Phone,
    /// 紙
    Paper,
}

impl HelpWay {
    /// All of them, as they are offered.
    pub const ALL: [HelpWay; 4] = [
        HelpWay::Visit,
        HelpWay::Counter,
        HelpWay::Phone,
        HelpWay::Paper,
    ];

    /// Its name in forms and wording.
    pub fn code(self) -> &'static str {
        match self {
            HelpWay::Visit => "visit",
            HelpWay::Counter => "counter",
            HelpWay::Phone => "phone",
            HelpWay::Paper => "paper",
        }
    }

    /// What it is called.
    pub fn label(self, texts: &AssistedTexts) -> &str {
        match self {
            HelpWay::Visit => texts.help_visit(),
            HelpWay::Counter => texts.help_counter(),
            HelpWay::Phone => texts.help_phone(),
            HelpWay::Paper => texts.help_paper(),
        }
    }

    /// The way of this [`HelpWay::code`].
    pub fn from_code(code: &str) -> Option<HelpWay> {
        HelpWay::ALL.into_iter().find(|way| way.code() == code)
    }
}

/// Somebody of the office who writes for an employer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Helper {
    /// Their name in the settings.
    pub name: String,
    /// How they sat together.
    pub way: HelpWay,
    /// The visit that it came of, by its id in the book.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit: Option<String>,
}

/// How an employer said that it may be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgreedWay {
    /// On a page, on a device of their own.
    Screen,
    /// Face to face.
    Spoken,
    /// On the phone.
    Phone,
    /// On paper, signed.
    Signed,
}

impl AgreedWay {
    /// Those that the office may record; only the employer can agree on a device of their own.
    pub const RECORDED: [AgreedWay; 3] = [AgreedWay::Spoken, AgreedWay::Phone, AgreedWay::Signed];

    /// Its name in forms and wording.
    pub fn code(self) -> &'static str {
        match self {
            AgreedWay::Screen => "screen",
            AgreedWay::Spoken => "spoken",
            AgreedWay::Phone => "phone",
            AgreedWay::Signed => "signed",
        }
    }

    /// What it is called.
    pub fn label(self, texts: &AssistedTexts) -> &str {
        match self {
            AgreedWay::Screen => texts.agreed_screen(),
            AgreedWay::Spoken => texts.agreed_spoken(),
            AgreedWay::Phone => texts.agreed_phone(),
            AgreedWay::Signed => texts.agreed_signed(),
        }
    }

    /// The way of this [`AgreedWay::code`], if the office may record it.
    pub fn recorded(code: &str) -> Option<AgreedWay> {
        let mut ways = AgreedWay::RECORDED.into_iter();
        ways.find(|way| way.code() == code)
    }
}

/// That an employer agreed to what the office wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// How.
    pub way: AgreedWay,
    /// The day on which they agreed.
    pub on: Date,
    /// When it was recorded.
    pub at: Timestamp,
    /// The words they agreed to.
    pub text: String,
    /// Who of the office recorded it; empty: the employer did it themselves.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub recorded_by: String,
}

/// What the office did for an employer. Without an agreement nothing is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assistance {
    /// Who helped, the last of them.
    pub helper: Helper,
    /// What the office wrote, a line for each page.
    pub written: Vec<String>,
    /// How the employer agreed.
    pub agreement: Agreement,
}

impl Agreement {
    /// What was said (`what`: that they agree, or took it back), on which day, how, and who recorded it, in one line.
    pub fn told(&self, what: &str, texts: &AssistedTexts) -> String {
        let day = japanese(self.on);
        match self.way {
            AgreedWay::Screen => texts.record_own(what, day),
            way => texts.record(what, day, way.label(texts), &self.recorded_by),
        }
    }
}

impl Assistance {
    /// Whether it was sent from a device of the office's: the employer did not agree on one of their own.
    pub fn is_sent_by_office(&self) -> bool {
        self.agreement.way != AgreedWay::Screen
    }

    /// Who helped and how the employer agreed, in one line for directors and the office.
    pub fn told(&self, texts: &AssistedTexts) -> String {
        let helper = &self.helper;
        texts.told(
            &helper.name,
            helper.way.label(texts),
            self.agreement.told(texts.stand_agreed(), texts),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_told_who_helped_and_who_recorded_the_agreement() {
        let content = town::Content::embedded();
        let mut assistance = Assistance {
            helper: Helper {
                name: "見本 三郎".into(),
                way: HelpWay::Phone,
                visit: None,
            },
            written: Vec::new(),
            agreement: Agreement {
                way: AgreedWay::Phone,
                on: jiff::civil::date(2026, 11, 30),
                at: Timestamp::UNIX_EPOCH,
                text: String::new(),
                recorded_by: "見本 四郎".into(),
            },
        };
        let told = |assistance: &Assistance| assistance.told(&content.texts.assisted);
        assert_eq!(
            told(&assistance),
            "見本 三郎（窓口）が手伝って書きました（電話）。\
             事業者の同意：2026年11月30日（月）、電話で聞いた（見本 四郎が記録）。"
        );
        assistance.agreement.way = AgreedWay::Screen;
        assert!(told(&assistance).ends_with("自分のスマホやパソコンで。"));
    }

    #[test]
    fn what_only_an_employer_can_say_is_recorded_by_nobody_else() {
        assert_eq!(AgreedWay::recorded("screen"), None);
        for way in AgreedWay::RECORDED {
            assert_eq!(AgreedWay::recorded(way.code()), Some(way));
        }
        for way in HelpWay::ALL {
            assert_eq!(HelpWay::from_code(way.code()), Some(way));
        }
    }
}
