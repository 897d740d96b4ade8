//! The typed list of the words that a town may say differently, `content/wording/*.toml`: a key that is missing there
//! or not in this list keeps the program from being compiled, and `check` from passing.

mod read;

use crate::{ContentError, Sources};

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
        pub fn $key(&self, $($name: impl std::fmt::Display),+) -> String {
            let values = [$((stringify!($name), &*$name.to_string())),+];
            base::wording::fill(&self.$key, &values)
        }
    };
    ($(#[$doc:meta])* $texts:ident, $file:ident { $($key:ident $(($($name:ident),+))?,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $texts {
            $($key: std::borrow::Cow<'static, str>,)*
        }

        impl $texts {
            /// Where they are below `content/`.
            pub(super) const PATH: &'static str = concat!("wording/", stringify!($file), ".toml");
            /// What the file said when this program was compiled.
            pub(super) const EMBEDDED: $texts = $texts {
                $($key: std::borrow::Cow::Borrowed($crate::texts::embedded::$file::$key),)*
            };

            /// The words of these sources; the embedded ones where the file is not among them.
            pub(super) fn of(
                sources: &$crate::Sources,
                errors: &mut Vec<$crate::ContentError>,
            ) -> $texts {
                const KEYS: &[(&str, &[&str])] = &[
                    $((stringify!($key), &[$($(stringify!($name)),+)?]),)*
                ];
                let Some(text) = sources.get(Self::PATH) else {
                    return Self::EMBEDDED;
                };
                let mut table = $crate::texts::read::Table::of(Self::PATH, text, KEYS, errors);
                $texts {
                    $($key: table.take(stringify!($key)),)*
                }
            }

            $(texts!(@read $key $(($($name),+))?);)*
        }
    };
}

/// Declares the files: the name of each below `content/wording/`, and the type of its words. Each has a module with
/// its list.
macro_rules! files {
    ($($(#[$doc:meta])* $file:ident: $texts:ident,)*) => {
        $(mod $file;)*
        $(pub use $file::$texts;)*

        /// The words of all files.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Texts {
            $($(#[$doc])* pub $file: $texts,)*
        }

        impl Texts {
            /// Where they are below `content/`.
            pub const PATHS: &'static [&'static str] = &[$($texts::PATH),*];

            /// The words compiled into this program.
            pub const EMBEDDED: Texts = Texts {
                $($file: $texts::EMBEDDED,)*
            };

            /// The words of these sources; a file that is not among them says what it said when this was compiled.
            pub(crate) fn of(sources: &Sources, errors: &mut Vec<ContentError>) -> Texts {
                Texts {
                    $($file: $texts::of(sources, errors),)*
                }
            }
        }
    };
}

files! {
    /// The office's own pages: today, mails that did not arrive, visits.
    office: OfficeTexts,
    /// The books of a placement by month.
    accounts: AccountTexts,
    /// What 請求書 and 支払通知書 say, and the letters around them.
    money: MoneyTexts,
    /// What is wrong with what was typed.
    errors: ErrorTexts,
    /// What had better be changed in what was typed.
    warnings: WarningTexts,
    /// The questionnaire's verdicts, estimates and headings.
    questionnaire: QuestionnaireTexts,
    /// The job spec: who fills it, how far it is, what directors look at.
    job_spec: JobSpecTexts,
    /// The drafted text of each field of a job spec.
    draft: DraftTexts,
    /// How a job spec reads on its sheet.
    sheet: SheetTexts,
    /// Pages that explain why something cannot be shown.
    problem: ProblemTexts,
    /// Registration for seminars.
    registration: RegistrationTexts,
    /// The inventory's pages around the questions.
    inventory: InventoryTexts,
    /// What the office writes for an employer, and how they agree to it.
    assisted: AssistedTexts,
    /// The pages on which the office changes partner towns.
    partners: PartnerTexts,
    /// How a placement stands, told to the employer.
    placements: PlacementTexts,
    /// Why a spec came to somebody.
    routing: RoutingTexts,
    /// The office's figures and its ledger.
    figures: FiguresTexts,
    /// The pages of directors, the office, the partner, and the employer who is asked.
    director: DirectorTexts,
    /// Signing in.
    sign_in: SignInTexts,
    /// The pages on which the office changes the site.
    desk: DeskTexts,
    /// The forms in which the office changes a page's texts.
    page_forms: PageFormTexts,
    /// Subjects and sentences of mails about placements, seminars and visits.
    letters: LetterTexts,
    /// Mails about mails that did not arrive.
    undelivered: UndeliveredTexts,
    /// Orders to workers.
    orders: OrderTexts,
    /// The pages on which an order is prepared, and the worker's.
    order_pages: OrderPageTexts,
    /// Papers and books, found by day, amount and party.
    paper_search: PaperSearchTexts,
    /// The end of one worker's order: its paper, pages and mails.
    endings: EndingTexts,
    /// Notices of jobs, and those who answer them.
    recruit: RecruitTexts,
    /// Quotes to employers, and the contract that comes of one.
    quotes: QuoteTexts,
    /// Lists, states and calendar files of seminars.
    seminars: SeminarTexts,
    /// Papers for counter, fair and visit.
    handouts: HandoutTexts,
    /// The report of a fiscal year.
    reports: ReportsTexts,
    /// Tables of tasks out of files.
    table: TableTexts,
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
