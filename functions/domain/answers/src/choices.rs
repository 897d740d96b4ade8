//! The options of every question with fixed answers, with their codes in forms, content and JSON.

use serde::{Deserialize, Serialize};

/// Declares an enum of answers with its code in forms and JSON, and its parser.
macro_rules! choices {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $code)] $variant),+ }

        impl $name {
            /// Every option, in the order shown.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// Its code in forms, content and JSON.
            pub fn code(self) -> &'static str {
                match self { $($name::$variant => $code),+ }
            }

            /// Reads its code.
            pub fn from_code(code: &str) -> Option<$name> {
                match code { $($code => Some($name::$variant),)+ _ => None }
            }
        }
    };
}

choices! {
    /// What is short in the business.
    Shortage {
        /// 人手
        Hands = "hands",
        /// 夜や休みの時間
        Evenings = "evenings",
        /// 一人しか知らない仕事がある
        OnePerson = "one_person",
        /// 忙しい季節だけ足りない
        Busy = "busy",
    }
}

choices! {
    /// The unit of a frequency.
    Period {
        /// 1週間に
        Week = "week",
        /// 1か月に
        Month = "month",
        /// 1年に
        Year = "year",
    }
}

choices! {
    /// Who does the task now.
    Who {
        /// 一人だけ (one-person dependency)
        One = "one",
        /// ほかの人もできる
        Several = "several",
        /// わからない
        Unknown = "unknown",
    }
}

choices! {
    /// What could be made easier before a task is handed over (the C, R and S of ECRS).
    Saving {
        /// C: ほかの作業とまとめる
        Join = "join",
        /// R: 順番や担当を変える
        Rearrange = "rearrange",
        /// S: 様式や回数を減らす
        Simplify = "simplify",
    }
}

choices! {
    /// A yes-or-no answer that may honestly be unknown.
    YesNo {
        /// はい
        Yes = "yes",
        /// いいえ
        No = "no",
        /// わからない
        Unknown = "unknown",
    }
}

choices! {
    /// Q1 手順: procedure or sample.
    Procedure {
        /// 手順書・見本あり (2)
        Note = "note",
        /// 口で説明できる (1)
        Oral = "oral",
        /// 勘 (0)
        Knack = "knack",
        /// わからない
        Unknown = "unknown",
    }
}

choices! {
    /// Q2 できあがり: whether "done" can be counted and judged.
    Done {
        /// 数えられ合否が言える (2)
        Clear = "clear",
        /// だいたい (1)
        Roughly = "roughly",
        /// 言えない (0)
        Vague = "vague",
        /// わからない
        Unknown = "unknown",
    }
}

choices! {
    /// Q3 材料: data, paper or things.
    Material {
        /// データ (2)
        Data = "data",
        /// スキャンすれば (1)
        Paper = "paper",
        /// 現物 (0)
        Thing = "thing",
        /// わからない
        Unknown = "unknown",
    }
}

choices! {
    /// Q4 秘密: S0–S3.
    Secrecy {
        /// 公開してよい
        S0 = "s0",
        /// 社内の情報
        S1 = "s1",
        /// 個人情報・取引先の秘密
        S2 = "s2",
        /// 要配慮個人情報・マイナンバー・暗証
        S3 = "s3",
        /// わからない
        Unknown = "unknown",
    }
}

choices! {
    /// Q5 判断: how often somebody has to decide.
    Judgement {
        /// ルールどおり (2)
        Rules = "rules",
        /// ときどき質問 (1)
        Sometimes = "sometimes",
        /// 毎回判断 (0)
        Always = "always",
        /// わからない
        Unknown = "unknown",
    }
}

choices! {
    /// How much time there is between handing over and needing the result.
    Slack {
        /// 1か月以上
        Month = "month",
        /// 1週間くらい
        Week = "week",
        /// 2〜3日
        Days = "days",
        /// その日のうち
        SameDay = "same_day",
        /// その場ですぐ (somebody has to wait for it, as at a phone)
        AtOnce = "at_once",
        /// わからない
        Unknown = "unknown",
    }
}

choices! {
    /// Where the work may be done.
    Workplace {
        /// どこでもよい
        Anywhere = "anywhere",
        /// センターの中だけ (security is a lawful reason, 自営型テレワークガイドライン)
        Centre = "centre",
        /// わからない
        Unknown = "unknown",
    }
}

choices! {
    /// A page about an employer's own task.
    OwnPage {
        /// どんな仕事か
        Work = "work",
        /// どのくらいあるか
        Amount = "amount",
        /// 秘密と、手もとに残ること
        Secret = "secret",
    }
}

choices! {
    /// Whether a licence, a management decision, a signature, the site or the thing itself is needed.
    Reserved {
        /// ない
        None = "none",
        /// 一部
        Part = "part",
        /// 全部
        Whole = "whole",
        /// わからない
        Unknown = "unknown",
    }
}
