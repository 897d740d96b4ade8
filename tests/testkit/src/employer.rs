//! Employers, and how they go through the questionnaire without script.

use axum::http::StatusCode;

use crate::browser::{Browser, Form};

/// Somebody who goes through the questionnaire.
pub struct Employer {
    /// Code of the industry.
    pub industry: &'static str,
    /// Tasks of the catalogue.
    pub tasks: &'static [&'static str],
    /// A task in the employer's own words; empty: none.
    pub own: &'static str,
    /// Whether every question with that answer is answered with わからない.
    pub unsure: bool,
    /// The contact page's fields.
    pub contact: &'static [(&'static str, &'static str)],
}

/// An inn that gives a mail address only.
pub const INN: Employer = Employer {
    industry: "inn",
    tasks: &["inn01", "inn02", "inn03"],
    own: "",
    unsure: false,
    contact: &[
        ("business", "見本旅館 髙﨑"),
        ("person", "見本 花子"),
        ("mail", "ｈａｎａｋｏ@example.jp"),
    ],
};

/// A farm that gives a phone number only.
pub const FARM: Employer = Employer {
    industry: "agr",
    tasks: &["agr02", "agr04"],
    own: "",
    unsure: false,
    contact: &[
        ("business", "見本農園"),
        ("person", "見本 太郎"),
        ("phone", "０９０－１２３４－５６７８"),
    ],
};

/// A builder who gives both.
pub const BUILDER: Employer = Employer {
    industry: "con",
    tasks: &["con01", "con07"],
    own: "",
    unsure: false,
    contact: &[
        ("business", "見本建設"),
        ("person", "見本 次郎"),
        ("mail", "jiro@example.jp"),
        ("phone", "0267561234"),
    ],
};

/// A farm with one task, left as the catalogue suggests it.
pub const FARM_AS_SUGGESTED: Employer = Employer {
    tasks: &["agr02"],
    ..FARM
};

/// An inn with two tasks of the catalogue and one of its own.
pub const INN_WITH_OWN: Employer = Employer {
    tasks: &["inn01", "inn02"],
    own: "送迎の予定表を作る",
    ..INN
};

/// A builder who answers わからない wherever that can be answered, about three tasks.
pub const UNSURE_BUILDER: Employer = Employer {
    tasks: &["con01", "con02", "con07"],
    unsure: true,
    ..BUILDER
};

/// Answers pages as they come until this one is on the screen.
pub async fn walk(browser: &mut Browser, employer: &Employer, until: &str) {
    if browser.page.path.is_empty() {
        browser.open("/inventory/").await;
        browser.answer(&[]).await;
    }
    for _ in 0..60 {
        assert_eq!(
            browser.page.status,
            StatusCode::OK,
            "{}: {}",
            browser.page.path,
            browser.page.words()
        );
        let path = browser
            .page
            .path
            .trim_start_matches("/inventory/")
            .to_owned();
        if path == until {
            return;
        }
        let form = answered(browser.page.form(), &path, employer);
        browser.submit(form).await;
    }
    panic!("{until} was not reached, stuck at {}", browser.page.path);
}

/// The form of a page as this employer fills it in; `path` is the page's, without `/inventory/`.
pub fn answered(form: Form, path: &str, employer: &Employer) -> Form {
    let form = match employer.unsure {
        true => unsure(form),
        false => form,
    };
    match path {
        "industry" => form.set("industry", employer.industry),
        "pick" => pick(form, employer),
        "contact" => {
            let fields = employer.contact.iter();
            let form = fields.fold(form, |form, (name, value)| form.set(name, value));
            form.tick("consent", "yes")
        }
        "result" => {
            let offered = form.choices()["chosen"].clone();
            let offered = offered.iter();
            offered.fold(form, |form, task| form.tick("chosen", task))
        }
        path if ["task/own", "amount/own", "secret/own"]
            .iter()
            .any(|own| path.starts_with(own)) =>
        {
            own(form)
        }
        _ => form,
    }
}

fn pick(form: Form, employer: &Employer) -> Form {
    let form = employer
        .tasks
        .iter()
        .fold(form, |form, task| tick(form, task));
    match employer.own {
        "" => form,
        own => form.set("own1", own),
    }
}

/// Ticks a task on the page of tasks, in whichever of its lists it is.
///
/// # Panics
/// When it is in none.
pub fn tick(form: Form, task: &str) -> Form {
    let mut lists = form.choices().iter();
    let list = lists.find(|(_, offered)| offered.iter().any(|id| id == task));
    let list = list.map(|(name, _)| name.clone());
    form.tick(
        &list.unwrap_or_else(|| panic!("{task} is not offered")),
        task,
    )
}

/// わからない wherever that is a choice.
fn unsure(form: Form) -> Form {
    let choices = form.choices().clone();
    let fields = choices.iter();
    let unknown = fields.filter(|(_, values)| values.iter().any(|value| value == "unknown"));
    unknown.fold(form, |form, (name, _)| form.set(name, "unknown"))
}

/// What nobody has to open or sees without having to: optional parts, and what only the most sensitive data asks.
const OUT_OF_SIGHT: [&str; 4] = ["tag", "savings", "workplace", "removable"];

/// A few words and numbers, and the first choice of every other question in sight that is still open.
fn own(form: Form) -> Form {
    let said = [
        ("what", "予約の紙を見て、表にする。"),
        ("stop", "no"),
        ("secrecy", "s1"),
        ("reserved", "none"),
        ("period", "month"),
        ("times", "4"),
        ("minutes", "30"),
    ];
    let asked: Vec<_> = said
        .into_iter()
        .filter(|(name, _)| form.asks(name))
        .collect();
    let form = asked
        .into_iter()
        .fold(form, |form, (name, value)| form.set(name, value));
    let choices = form.choices().clone();
    let open = choices
        .iter()
        .filter(|(name, _)| form.values(name).is_empty() && !OUT_OF_SIGHT.contains(&name.as_str()));
    let open: Vec<_> = open
        .map(|(name, values)| (name.clone(), values[0].clone()))
        .collect();
    open.iter()
        .fold(form, |form, (name, value)| form.set(name, value))
}
