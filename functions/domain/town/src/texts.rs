//! The typed list of the words that a town may say differently, `content/wording/*.toml`: a key that is missing there
//! or not in this list keeps the program from being compiled, and `check` from passing.

mod read;

use std::borrow::Cow;
use std::fmt::Display;

use base::wording::fill;

use crate::{ContentError, Sources};
use read::Table;

/// What the files said when this program was compiled; a constant that nothing reads is a key not in the list.
mod embedded {
    #![deny(dead_code)]
    #![allow(non_upper_case_globals)]
    include!(concat!(env!("OUT_DIR"), "/wording.rs"));
}

/// Declares the words of one file: a key alone is a text, a key with names one with placeholders of these names.
macro_rules! texts {
    (@read $key:ident) => {
        #[doc = concat!("The text `", stringify!($key), "`.")]
        pub fn $key(&self) -> &str {
            &self.$key
        }
    };
    (@read $key:ident ($($name:ident),+)) => {
        #[doc = concat!("The text `", stringify!($key), "`, filled in.")]
        pub fn $key(&self, $($name: impl Display),+) -> String {
            fill(&self.$key, &[$((stringify!($name), $name.to_string().as_str())),+])
        }
    };
    ($(#[$doc:meta])* $texts:ident, $file:ident { $($key:ident $(($($name:ident),+))?,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $texts {
            $($key: Cow<'static, str>,)*
        }

        impl $texts {
            const PATH: &'static str = concat!("wording/", stringify!($file), ".toml");
            const EMBEDDED: $texts = $texts {
                $($key: Cow::Borrowed(embedded::$file::$key),)*
            };

            fn of(sources: &Sources, errors: &mut Vec<ContentError>) -> $texts {
                const KEYS: &[(&str, &[&str])] = &[
                    $((stringify!($key), &[$($(stringify!($name)),+)?]),)*
                ];
                let Some(text) = sources.get(Self::PATH) else {
                    return Self::EMBEDDED;
                };
                let mut table = Table::of(Self::PATH, text, KEYS, errors);
                $texts {
                    $($key: table.take(stringify!($key)),)*
                }
            }

            $(texts!(@read $key $(($($name),+))?);)*
        }
    };
}

texts! {
    /// Pages that explain why something cannot be shown.
    ProblemTexts, problem {
        bad_request_title,
        bad_request,
        cross_site_title,
        cross_site,
        other_address_title,
        other_address,
        not_found_title,
        not_found,
        method_not_allowed_title,
        method_not_allowed,
        too_large_title,
        too_large,
        wrong_type_title,
        wrong_type,
        too_many_title,
        too_many,
        phone_only_title,
        phone_only,
        phone(name, phone, hours),
        internal_title,
        internal,
        unavailable_title,
        unavailable,
        to_inventory,
        to_seminars,
        to_home,
    }
}

texts! {
    /// Registration for seminars.
    RegistrationTexts, registration {
        unknown_title,
        unknown,
        link_expired,
        link_cut,
        office_link_title,
        office_link,
        office_link_action,
        stop_link_title,
        stop_link,
        mine_link_title,
        mine_link_expired,
        mine_link_cut,
        mine_link(operator, phone),
        row_name,
        row_business,
        row_mail,
        row_seats,
        row_attend,
        row_question,
        row_at,
        seats(number),
        no_room,
        no_room_late,
        address_taken,
        places_open,
        places_few,
        places_waitlist,
        places_full,
        places_closed,
        places_cancelled,
        places_over,
        trap,
        too_late,
        too_early,
        again(why, button),
        act_about(act, name),
        act_by_clock(act),
        list_file(seminar, day),
    }
}

texts! {
    /// The inventory's pages around the questions.
    InventoryTexts, inventory {
        draft_too_large(field, length),
        sending_too_large_title,
        sending_too_large(sheet),
        sending_too_large_action,
        discarded_title,
        discarded,
        discarded_action,
        step_job,
        step_choose,
        step_ask,
        step_result,
        step_edit,
        step_send,
        step_number(number, total),
        draft_gone_title,
        draft_gone(days),
        draft_gone_action,
        resume_mail,
        resume_mail_hint,
        resume_mail_empty,
        resume_link_title,
        resume_link,
        resume_link_action,
        event_sent,
        event_delivered(who),
        event_delayed(who),
        event_failed(who, then),
        event_returned(who, then),
        event_spam(who, then),
        event_reported(who),
        then_deputy(who),
        then_office,
        then_other,
        then_phone(operator, phone),
        promise_at(day),
        promise,
        who_office(name),
        who_employer,
        who_somebody,
        who_director(name),
        who_former_director,
        who_deputy(name),
        who_former_deputy,
        status_link_title,
        status_link_expired,
        status_link_cut,
        status_link(operator, phone),
        status_link_action,
    }
}

/// The words of all files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Texts {
    /// Pages that explain why something cannot be shown.
    pub problem: ProblemTexts,
    /// Registration for seminars.
    pub registration: RegistrationTexts,
    /// The inventory's pages around the questions.
    pub inventory: InventoryTexts,
}

impl Texts {
    /// Where they are below `content/`.
    pub const PATHS: [&'static str; 3] = [
        ProblemTexts::PATH,
        RegistrationTexts::PATH,
        InventoryTexts::PATH,
    ];

    /// The words compiled into this program.
    pub const EMBEDDED: Texts = Texts {
        problem: ProblemTexts::EMBEDDED,
        registration: RegistrationTexts::EMBEDDED,
        inventory: InventoryTexts::EMBEDDED,
    };

    /// The words of these sources; a file that is not among them says what it said when this was compiled.
    pub(crate) fn of(sources: &Sources, errors: &mut Vec<ContentError>) -> Texts {
        Texts {
            problem: ProblemTexts::of(sources, errors),
            registration: RegistrationTexts::of(sources, errors),
            inventory: InventoryTexts::of(sources, errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = include_str!("../../../../content/wording/registration.toml");
    const PATH: &str = RegistrationTexts::PATH;

    /// The texts of the file with one text replaced, and what is wrong with it.
    fn with(from: &str, to: &str) -> (RegistrationTexts, Vec<String>) {
        assert!(FILE.contains(from), "{from}");
        let sources = Sources::from([(PATH.to_owned(), FILE.replacen(from, to, 1))]);
        let mut errors = Vec::new();
        let texts = RegistrationTexts::of(&sources, &mut errors);
        (texts, errors.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn town_says_it_differently() {
        let (texts, errors) = with("{number}人", "{number}名さま");
        assert_eq!(errors, [] as [&str; 0]);
        assert_eq!(texts.seats(3), "3名さま");
        assert_eq!(RegistrationTexts::EMBEDDED.seats(3), "3人");
        assert_eq!(
            with("席があります。", "席があります。").0,
            RegistrationTexts::EMBEDDED
        );
    }

    #[test]
    fn text_filled_in_is_never_filled_again() {
        let texts = RegistrationTexts::EMBEDDED;
        assert_eq!(texts.act_about("{name}", "見本"), "{name}：見本");
    }

    #[test]
    fn missing_unknown_and_empty_keys_and_names_are_told_with_their_line() {
        let line = |of: &str| FILE.lines().position(|line| line.starts_with(of)).unwrap() + 1;
        let cases = [
            (
                "places_few = ",
                "places_fwe = ",
                "places_fwe",
                "という項目はありません",
            ),
            ("席が、あと少しです。", "  ", "places_few", "が空です"),
            (
                "{number}人",
                "{nmuber}人",
                "seats",
                "使えるのは {number} です",
            ),
            (
                "席があります。",
                "{name}さんの席",
                "places_open",
                "{ } は使えません",
            ),
            ("\"席があります。\"", "3", "places_open", "読めません"),
        ];
        for (from, to, key, told) in cases {
            let (_, errors) = with(from, to);
            let key_line = if key == "places_fwe" {
                line("places_few")
            } else {
                line(key)
            };
            let start = format!("content/{PATH}:{key_line}: ");
            let found = errors
                .iter()
                .any(|error| error.starts_with(&start) && error.contains(told));
            assert!(found, "{to}: {errors:?}");
        }
        let (_, errors) = with("places_few = ", "places_fwe = ");
        assert!(
            errors[0].contains("「places_few」がありません"),
            "{errors:?}"
        );
    }
}
