//! The eight questions about a new town, and what may be answered.

use base::contact::{EmailAddress, PhoneNumber};

use super::TownColour;

/// A town that is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTown {
    /// The municipality.
    pub name: String,
    /// How that is read, in hiragana.
    pub reading: String,
    /// Its prefecture.
    pub prefecture: String,
    /// Who runs the site.
    pub operator: String,
    /// The phone number of its office.
    pub phone: String,
    /// The office's mail address.
    pub mail: String,
    /// The minimum wage in yen an hour.
    pub wage: i64,
    /// The colour of its pages.
    pub colour: TownColour,
}

/// A question, asked on the screen or answered by an option.
#[derive(Clone, Copy, Debug)]
pub struct TownQuestion {
    /// The option's name.
    pub option: &'static str,
    /// What is asked.
    pub asks: &'static str,
    /// What an empty answer means; `None`: it has to be answered.
    pub usual: Option<&'static str>,
    /// What is wrong with an answer.
    check: fn(&str) -> Result<(), &'static str>,
}

/// The questions in the order in which they are asked.
pub const QUESTIONS: [TownQuestion; 8] = [
    TownQuestion {
        option: "name",
        asks: "町の名前（例：北見本町）",
        usual: None,
        check: |text| {
            ends(
                text,
                "市区町村",
                "町の名前を、市・区・町・村まで書いてください。",
            )
        },
    },
    TownQuestion {
        option: "reading",
        asks: "町の名前の読み方を、ひらがなで（例：きたみほんまち）",
        usual: None,
        check: |text| {
            let is_kana = text
                .chars()
                .all(|letter| matches!(letter, 'ぁ'..='ん' | 'ー'));
            is_kana
                .then_some(())
                .ok_or("ひらがなだけで書いてください。")
        },
    },
    TownQuestion {
        option: "prefecture",
        asks: "都道府県（例：見本県）",
        usual: None,
        check: |text| ends(text, "都道府県", "都・道・府・県まで書いてください。"),
    },
    TownQuestion {
        option: "operator",
        asks: "相談窓口の名前。ページとメールに出ます（例：北見本町テレワーク相談窓口）",
        usual: None,
        check: |_| Ok(()),
    },
    TownQuestion {
        option: "phone",
        asks: "相談窓口の電話番号（例：0100-00-0000）",
        usual: None,
        check: |text| {
            let read = PhoneNumber::parse(text);
            read.map(drop)
                .map_err(|_| "電話番号を、市外局番から書いてください。")
        },
    },
    TownQuestion {
        option: "mail",
        asks: "事務局のメールアドレス。サインインの番号もここに届きます（例：madoguchi@example.jp）",
        usual: None,
        check: |text| {
            let read = EmailAddress::parse(text);
            read.map(drop)
                .map_err(|_| "メールアドレスを、name@example.jp の形で書いてください。")
        },
    },
    TownQuestion {
        option: "wage",
        asks: "いまの最低賃金（1時間の円。例：1100）",
        usual: None,
        check: |text| {
            let is_wage = text
                .parse()
                .is_ok_and(|yen: u64| town::MINIMUM_WAGES.contains(&yen));
            is_wage
                .then_some(())
                .ok_or("500から5000までの数を、半角で書いてください。")
        },
    },
    TownQuestion {
        option: "colour",
        asks: "色（pine：松のみどり、lake：湖の青、grape：ぶどうの紫）",
        usual: Some("pine"),
        check: |text| {
            let colour = TownColour::parse(text);
            colour
                .map(drop)
                .ok_or("pine、lake、grape のどれかを書いてください。")
        },
    },
];

fn ends(text: &str, endings: &str, wrong: &'static str) -> Result<(), &'static str> {
    let last = text.chars().last();
    let is_name = last.is_some_and(|last| endings.contains(last)) && text.chars().count() > 1;
    is_name.then_some(()).ok_or(wrong)
}

/// The longest answer, in letters.
const LONGEST: usize = 60;

impl TownQuestion {
    /// An answer without what surrounds it.
    ///
    /// # Errors
    /// What is wrong with it and what to do.
    pub fn read(&self, typed: &str) -> Result<String, &'static str> {
        let text = match (typed.trim(), self.usual) {
            ("", Some(usual)) => usual,
            ("", None) => return Err("書いてください。"),
            (text, _) => text.strip_suffix('円').unwrap_or(text),
        };
        // It goes into settings, pages and style sheets.
        let is_odd = |letter: char| letter.is_control() || "\"'\\<>{}".contains(letter);
        if text.chars().count() > LONGEST || text.contains(is_odd) {
            return Err("60文字までで、\" ' \\ < > { } を使わずに書いてください。");
        }
        (self.check)(text).map(|()| text.to_owned())
    }
}

impl NewTown {
    /// The town of these answers, which [`TownQuestion::read`] gave in their order.
    pub fn of(answers: [String; 8]) -> NewTown {
        let [
            name,
            reading,
            prefecture,
            operator,
            phone,
            mail,
            wage,
            colour,
        ] = answers;
        NewTown {
            name,
            reading,
            prefecture,
            operator,
            phone,
            mail,
            wage: wage.parse().unwrap_or_default(),
            colour: TownColour::parse(&colour).unwrap_or_default(),
        }
    }
}
