//! Which forms there are, and how addresses name them.

use serde::{Deserialize, Serialize};

/// A form of the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "form", content = "of")]
pub enum FormKind {
    /// A seminar, by its file below `content/`.
    Seminar(String),
    /// A new seminar, from a copy of that one, or of none where that is empty.
    NewSeminar(String),
    /// Calling a seminar off.
    CancelSeminar(String),
    /// Days on which nobody works.
    Holidays,
    /// Rates and minimum wage.
    Money,
    /// A director, by the group's id.
    Director(String),
    /// A director's own absence and room, by the group's id; the director may change it too.
    OwnDirector(String),
    /// One more director.
    NewDirector,
    /// Taking a director out, by the group's id.
    RemoveDirector(String),
    /// A partner town, by its id.
    Partner(String),
    /// One more partner town.
    NewPartner,
    /// Taking a partner town out, by its id.
    RemovePartner(String),
    /// Promises and periods.
    Promises,
    /// The office, and who runs the site.
    Office,
    /// A task of the catalogue, by its id.
    Task(String),
    /// A question of the questionnaire, by its name.
    Question(String),
    /// A page of the site, by its file below `content/`.
    Page(String),
    /// The notice on the first page.
    Notice,
    /// A story of somebody who had work done, by its file below `content/`.
    Story(String),
    /// One more story.
    NewStory,
}

impl FormKind {
    /// Reads what an address names: the form, and what it is of.
    pub fn parse(form: &str, of: &str) -> Option<FormKind> {
        let of = of.to_owned();
        Some(match form {
            "seminar" => FormKind::Seminar(of),
            "new_seminar" => FormKind::NewSeminar(of),
            "cancel_seminar" => FormKind::CancelSeminar(of),
            "holidays" => FormKind::Holidays,
            "money" => FormKind::Money,
            "director" => FormKind::Director(of),
            "own_director" => FormKind::OwnDirector(of),
            "new_director" => FormKind::NewDirector,
            "remove_director" => FormKind::RemoveDirector(of),
            "partner" => FormKind::Partner(of),
            "new_partner" => FormKind::NewPartner,
            "remove_partner" => FormKind::RemovePartner(of),
            "promises" => FormKind::Promises,
            "office" => FormKind::Office,
            "task" => FormKind::Task(of),
            "question" => FormKind::Question(of),
            "page" => FormKind::Page(of),
            "notice" => FormKind::Notice,
            "story" => FormKind::Story(of),
            "new_story" => FormKind::NewStory,
            _ => return None,
        })
    }

    /// The form's name in addresses.
    pub fn form(&self) -> &'static str {
        match self {
            FormKind::Seminar(_) => "seminar",
            FormKind::NewSeminar(_) => "new_seminar",
            FormKind::CancelSeminar(_) => "cancel_seminar",
            FormKind::Holidays => "holidays",
            FormKind::Money => "money",
            FormKind::Director(_) => "director",
            FormKind::OwnDirector(_) => "own_director",
            FormKind::NewDirector => "new_director",
            FormKind::RemoveDirector(_) => "remove_director",
            FormKind::Partner(_) => "partner",
            FormKind::NewPartner => "new_partner",
            FormKind::RemovePartner(_) => "remove_partner",
            FormKind::Promises => "promises",
            FormKind::Office => "office",
            FormKind::Task(_) => "task",
            FormKind::Question(_) => "question",
            FormKind::Page(_) => "page",
            FormKind::Notice => "notice",
            FormKind::Story(_) => "story",
            FormKind::NewStory => "new_story",
        }
    }

    /// What it is of; empty where there is one alone.
    pub fn of(&self) -> &str {
        match self {
            FormKind::Seminar(of)
            | FormKind::NewSeminar(of)
            | FormKind::CancelSeminar(of)
            | FormKind::Director(of)
            | FormKind::OwnDirector(of)
            | FormKind::RemoveDirector(of)
            | FormKind::Partner(of)
            | FormKind::RemovePartner(of)
            | FormKind::Task(of)
            | FormKind::Question(of)
            | FormKind::Page(of)
            | FormKind::Story(of) => of,
            FormKind::Holidays
            | FormKind::Money
            | FormKind::Promises
            | FormKind::Office
            | FormKind::NewDirector
            | FormKind::NewPartner
            | FormKind::Notice
            | FormKind::NewStory => "",
        }
    }
}
