//! Stories of those who had work done: a new one, a change, and taking one away, as who tells it may ask at any time.

use ::forms::{FieldError, Input};
use jiff::civil::Date;
use publishing::photos;

use super::seminar::industries;
use super::{EditGroup, EditPage, FormContext, FormMaker, error};
use crate::apply::Edited;
use crate::field::{EditField, FieldPlace, PlaceKey, ValueKind};
use crate::pages::titled_pages;

/// The folder of stories.
pub const STORIES: &str = "stories/";
/// What a new story begins with.
const BLANK: &str = "+++\ntitle = \"\"\n[extra]\n+++\n";
/// Where a new story is until it is known when it was told.
const UNNAMED: &str = "stories/new.md";
/// The page that shows that a story is gone.
const FIRST: &str = "_index.md";
/// Where a photo's mistakes are shown.
const PHOTO: &str = "photo";

/// The path and the text that a new story begins with. It is named by its day: who tells it is not in its address.
pub(crate) fn begun(context: FormContext<'_>, typed: Option<&Input>) -> (String, String) {
    let told = typed.and_then(|typed| typed_day(typed, "told"));
    let path = told.map_or_else(|| UNNAMED.to_owned(), |told| free_path(context, told));
    (path, BLANK.to_owned())
}

/// A path that no text has.
fn free_path(context: FormContext<'_>, told: Date) -> String {
    let is_free = |name: &String| {
        let taken = [format!("{name}.md"), format!("{name}/index.md")];
        taken.iter().all(|path| !context.sources.contains_key(path))
    };
    let first = format!("{STORIES}{told}-hanashi");
    let more = (2..).map(|number| format!("{first}-{number}"));
    let mut names = std::iter::once(first.clone()).chain(more);
    let name = names.find(is_free).unwrap_or(first);
    format!("{name}.md")
}

/// The form of a new story.
pub(crate) fn new(maker: &FormMaker<'_>, path: &str) -> EditPage {
    let words = maker.page_words();
    let page = maker.page(
        words.new_story(),
        words.new_story_lead(),
        groups(maker, path),
    );
    page.shown_on(path)
}

/// The form that changes a story, or takes it away.
pub(crate) fn change(maker: &FormMaker<'_>, path: &str, typed: Option<&Input>) -> Option<EditPage> {
    let words = maker.page_words();
    let is_story = path.starts_with(STORIES) && !path.ends_with("/_index.md");
    let document = maker.document(path).filter(|_| is_story)?;
    let title = document.read(&FieldPlace::value(path, &["title"]).key)?;
    let goes = words.f_story_gone(&title);
    let gone = EditField::typed("gone", ValueKind::Flag, &goes).at(FieldPlace {
        path: path.to_owned(),
        key: PlaceKey::FileGone,
    });
    let goes = typed.is_some_and(|typed| typed.one("gone") == "yes");
    let mut groups = groups(maker, path);
    groups.push(maker.group(words.story_gone(), vec![gone]).folded());
    let page = maker.page(&title, words.story_lead(), groups);
    Some(page.shown_on(if goes { FIRST } else { path }))
}

fn groups(maker: &FormMaker<'_>, path: &str) -> Vec<EditGroup> {
    let words = maker.page_words();
    let value = |name: &str, keys: &[&str], kind, said: &str| {
        EditField::new(name, kind, said, FieldPlace::value(path, keys))
    };
    let extra = |key: &str, kind, said| value(key, &["extra", key], kind, said);
    let industry = ValueKind::Choice(industries(maker, words.industry_none()));
    let whose = vec![
        value("title", &["title"], ValueKind::Line, maker.texts.f_title()),
        extra("who", ValueKind::Line, words.f_story_who()),
        extra("industry", industry, words.f_story_industry()).optional(),
        value("told", &["date"], ValueKind::Date, words.f_story_told()),
        extra("consent", ValueKind::Date, words.f_story_consent()),
    ];
    let parts = vec![
        extra("reason", ValueKind::Text, words.f_story_reason()),
        extra("asked", ValueKind::Text, words.f_story_asked()),
        extra("cost", ValueKind::Text, words.f_story_cost()),
        extra("now", ValueKind::Text, words.f_story_now()),
    ];
    let text = EditField::new(
        "body",
        ValueKind::Body,
        words.f_story_body(),
        FieldPlace::body(path),
    );
    vec![
        maker.group("", whose),
        maker.group(words.story_parts(), parts),
        maker.group(words.story_text(), vec![text]),
    ]
}

/// What makes a story a true one, and what follows from it.
pub(crate) fn follows(
    maker: &FormMaker<'_>,
    path: &str,
    typed: &Input,
    edited: &mut Vec<Edited>,
    errors: &mut Vec<FieldError>,
) {
    let words = maker.page_words();
    if typed.one("gone") == "yes" {
        let from = linked_from(maker, path);
        if !from.is_empty() {
            errors.push(error("gone", words.story_linked(from)));
        }
        return;
    }
    for name in ["title", "who"] {
        if typed.one(name).contains(words.sample()) {
            errors.push(error(name, words.story_sample().to_owned()));
        }
    }
    days(maker, typed, errors);
    if !has_photo(maker, path, typed) {
        errors.push(error(PHOTO, words.story_photo().to_owned()));
    }
    agreed_to_what_it_says(maker, path, typed, edited, errors);
    if edited.iter().any(|edit| edit.field.name == "who") {
        let place = FieldPlace::value(path, &["description"]);
        let about = EditField::typed("description", ValueKind::Line, "").at(place);
        let said = words.story_about().to_owned();
        edited.push(Edited::new(&about.derived(), String::new(), said));
    }
}

/// The titles of the pages that lead to a story, which would lead nowhere without it.
fn linked_from(maker: &FormMaker<'_>, path: &str) -> String {
    let (sources, target) = (maker.context.sources, format!("@/{path}"));
    let others = titled_pages(sources).filter(|(other, _)| *other != path);
    let from =
        others.filter(|(other, _)| sources.get(*other).is_some_and(|it| it.contains(&target)));
    from.map(|(_, title)| format!("「{title}」")).collect()
}

/// Who tells it has agreed to these words and this photo, and not to those before.
fn agreed_to_what_it_says(
    maker: &FormMaker<'_>,
    path: &str,
    typed: &Input,
    edited: &[Edited],
    errors: &mut Vec<FieldError>,
) {
    let is_known = maker.document(path).is_some();
    let says = ["title", "who", "reason", "asked", "cost", "now", "body"];
    let changes = |name: &str| edited.iter().any(|edit| edit.field.name == name);
    let is_today = typed_day(typed, "consent") == Some(maker.context.today);
    if is_known && says.into_iter().any(changes) && !changes("consent") && !is_today {
        let message = maker.page_words().story_consent_again();
        errors.push(error("consent", message.to_owned()));
    }
}

fn typed_day(typed: &Input, name: &str) -> Option<Date> {
    base::time::read_full_date(typed.one(name)).ok()
}

/// It has been told, and who told it has agreed to it since then.
fn days(maker: &FormMaker<'_>, typed: &Input, errors: &mut Vec<FieldError>) {
    let words = maker.page_words();
    let (told, consent) = (typed_day(typed, "told"), typed_day(typed, "consent"));
    for (name, day) in [("told", told), ("consent", consent)] {
        if day.is_some_and(|day| day > maker.context.today) {
            errors.push(error(name, words.story_day_ahead().to_owned()));
        }
    }
    if let (Some(told), Some(consent)) = (told, consent)
        && consent < told
    {
        errors.push(error("consent", words.story_consent_early().to_owned()));
    }
}

/// Whether a photo is there that says what it shows: in the text, or in a file that an engineer put beside the story.
fn has_photo(maker: &FormMaker<'_>, path: &str, typed: &Input) -> bool {
    let beside = FieldPlace::value(path, &["extra", "photo", "file"]).key;
    let is_beside = maker
        .document(path)
        .and_then(|it| it.read(&beside))
        .is_some();
    let mut placed = photos(typed.one("body")).into_iter();
    is_beside || placed.any(|photo| !photo.is_decoration && photo.says_something())
}
