//! What a page lists in its front matter: lines that only the town can write, and questions with their answers.

use ::forms::{FieldError, Input};

use super::{EditGroup, FormMaker, error, steps};
use crate::apply::Edited;
use crate::document::EditedFile;
use crate::field::{EditField, FieldPlace, PlaceKey, PlacePart, PlaceStep, ValueKind};
use crate::pages::titled_pages;

const TOWN: [&str; 2] = ["extra", "town"];
const FAQ: [&str; 2] = ["extra", "faq"];
const GROUPS: [&str; 2] = ["extra", "groups"];
/// The page that says more than an answer, and the words of the link to it.
const PAGE: &str = "path";
const LABEL: &str = "label";

/// The groups of a page for what it lists.
pub(crate) fn groups(maker: &FormMaker<'_>, path: &str, document: &EditedFile) -> Vec<EditGroup> {
    let town = town(maker, path, document).into_iter();
    town.chain(faq(maker, path, document)).collect()
}

/// The lines that only the town can write.
fn town(maker: &FormMaker<'_>, path: &str, document: &EditedFile) -> Option<EditGroup> {
    let words = maker.page_words();
    let labels = document.rows(&steps(&TOWN), "label");
    let lines = labels.iter().enumerate().map(|(at, label)| {
        let place = cell(path, &TOWN, ("label", label), "text");
        EditField::new(&format!("town_{at}"), ValueKind::Text, label, place).optional()
    });
    let group = maker.group(words.town(), lines.collect());
    (!labels.is_empty()).then(|| group.lead(words.town_lead()))
}

/// Each question under its own words, and what a new one is typed into.
fn faq(maker: &FormMaker<'_>, path: &str, document: &EditedFile) -> Vec<EditGroup> {
    let words = maker.page_words();
    let known = document.rows(&steps(&FAQ), "q");
    let (sections, pages) = (sections(document), pages(maker));
    if known.is_empty() && sections.is_empty() {
        return Vec::new();
    }
    let questions = known.iter().enumerate().map(|(at, question)| {
        let goes = words.f_faq_gone(question);
        let gone = EditField::typed(&gone_name(at), ValueKind::Flag, &goes);
        let gone = gone.at(FieldPlace {
            path: path.to_owned(),
            key: PlaceKey::RowGone(row(&FAQ, ("q", question))),
        });
        let asks = asked(path, &asked_name(at), question, words.f_faq_question());
        let answers = answered(maker, path, &format!("faq_a_{at}"), question);
        let said = document.read(&linked(path, question, PAGE).key);
        let leads = leads_to(&pages, said);
        let [page, label] = link(
            maker,
            path,
            [&page_name(at), &label_name(at)],
            (question, leads),
        );
        let fields = vec![asks, answers, page, label, gone];
        maker.group(question, fields).folded()
    });
    let mut new = vec![
        EditField::typed("new_q", ValueKind::Line, words.f_faq_question()).optional(),
        EditField::typed("new_a", ValueKind::Text, words.f_faq_answer()).optional(),
    ];
    if !sections.is_empty() {
        let none = (String::new(), words.faq_choose_group().to_owned());
        let options = sections.iter().map(|it| (it.clone(), it.clone()));
        let kind = ValueKind::Choice([none].into_iter().chain(options).collect());
        new.push(EditField::typed("new_group", kind, words.f_faq_group()).optional());
    }
    let names = ["new_path", "new_label"];
    new.extend(
        link(maker, path, names, ("", leads_to(&pages, None))).map(|field| EditField {
            places: Vec::new(),
            ..field
        }),
    );
    let new = maker.group(words.faq_new(), new).folded();
    let heading = maker.group(words.faq_list(), Vec::new());
    let heading = heading.lead(words.faq_list_lead());
    [heading]
        .into_iter()
        .chain(questions)
        .chain([new])
        .collect()
}

/// The headings that questions stand under, where the page has such.
fn sections(document: &EditedFile) -> Vec<String> {
    let said = document.read(&PlaceKey::Value(steps(&GROUPS), PlacePart::Whole));
    said.unwrap_or_default()
        .lines()
        .map(str::to_owned)
        .collect()
}

/// The pages that an answer may lead to, after none of them.
fn pages(maker: &FormMaker<'_>) -> Vec<(String, String)> {
    let none = (String::new(), maker.page_words().faq_no_page().to_owned());
    let all = titled_pages(maker.context.sources);
    let all = all.map(|(path, title)| (format!("@/{path}"), title.to_owned()));
    [none].into_iter().chain(all).collect()
}

/// The same with what an answer leads to now, which may be no page that visitors see.
fn leads_to(pages: &[(String, String)], now: Option<String>) -> ValueKind {
    let mut options = pages.to_vec();
    options.extend(
        now.filter(|now| pages.iter().all(|(page, _)| page != now))
            .map(|now| (now.clone(), now)),
    );
    ValueKind::Choice(options)
}

/// The page under an answer, and the words of the link to it.
fn link(
    maker: &FormMaker<'_>,
    path: &str,
    [page, label]: [&str; 2],
    (question, leads): (&str, ValueKind),
) -> [EditField; 2] {
    let words = maker.page_words();
    let place = |key| linked(path, question, key);
    [
        EditField::new(page, leads, words.f_faq_page(), place(PAGE)).optional(),
        EditField::new(label, ValueKind::Line, words.f_faq_label(), place(LABEL)).optional(),
    ]
}

fn linked(path: &str, question: &str, key: &str) -> FieldPlace {
    cell(path, &FAQ, ("q", question), key)
}

fn page_name(at: usize) -> String {
    format!("faq_path_{at}")
}

fn label_name(at: usize) -> String {
    format!("faq_label_{at}")
}

fn asked_name(at: usize) -> String {
    format!("faq_q_{at}")
}

fn gone_name(at: usize) -> String {
    format!("faq_gone_{at}")
}

fn row(list: &[&str], (by, is): (&str, &str)) -> Vec<PlaceStep> {
    let mut steps = steps(list);
    steps.push(PlaceStep::row(by, is));
    steps
}

fn cell(path: &str, list: &[&str], of: (&str, &str), key: &str) -> FieldPlace {
    let mut steps = row(list, of);
    steps.push(PlaceStep::key(key));
    FieldPlace::steps(path, steps)
}

fn asked(path: &str, name: &str, question: &str, words: &str) -> EditField {
    let place = cell(path, &FAQ, ("q", question), "q");
    EditField::new(name, ValueKind::Line, words, place)
}

fn answered(maker: &FormMaker<'_>, path: &str, name: &str, question: &str) -> EditField {
    let place = cell(path, &FAQ, ("q", question), "a");
    let words = maker.page_words().f_faq_answer_to(question);
    EditField::new(name, ValueKind::Text, &words, place)
}

/// What is wrong with questions beside each other, and the one that was added: a row is found by its question, so that no two
/// ask the same.
pub(crate) fn follows(
    maker: &FormMaker<'_>,
    path: &str,
    typed: &Input,
    edited: &mut Vec<Edited>,
    errors: &mut Vec<FieldError>,
) {
    let Some(document) = maker.document(path) else {
        return;
    };
    let known = document.rows(&steps(&FAQ), "q");
    // What stood there before stays taken until this is written: rows are found by it.
    let mut seen: Vec<String> = known.clone();
    for (at, question) in known.iter().enumerate() {
        if typed.one(&gone_name(at)) == "yes" {
            continue;
        }
        let names = [page_name(at), label_name(at)];
        let link = names.each_ref().map(|name| typed.one(name));
        let was = document.read(&linked(path, question, LABEL).key);
        let was = was.unwrap_or_default();
        if link[0].is_empty() && ![String::new(), was.clone()].contains(&base::text::line(link[1]))
        {
            errors.push(error(
                &names[0],
                maker.page_words().faq_no_page_for_label().to_owned(),
            ));
            continue;
        }
        edited.extend(label_of_link(maker, path, question, link).filter(|it| it.after != was));
        let name = asked_name(at);
        let now = base::text::line(typed.one(&name));
        if now == *question {
            continue;
        }
        if seen.contains(&now) {
            errors.push(error(&name, maker.texts.already(&now)));
        }
        seen.push(now);
    }
    new_question(maker, (path, &document), typed, &seen, edited, errors);
}

/// A link without words of its own has the page's title; words without a link go.
fn label_of_link(
    maker: &FormMaker<'_>,
    path: &str,
    question: &str,
    [page, label]: [&str; 2],
) -> Option<Edited> {
    let said = match (page, label.trim()) {
        ("", "") => return None,
        ("", _) => String::new(),
        (page, "") => title_of(maker, page)?,
        _ => return None,
    };
    let place = linked(path, question, LABEL);
    let field = EditField::typed(LABEL, ValueKind::Line, "")
        .at(place)
        .derived();
    Some(Edited::new(&field, String::new(), said))
}

fn title_of(maker: &FormMaker<'_>, page: &str) -> Option<String> {
    let mut all = pages(maker).into_iter();
    all.find(|(it, _)| it == page).map(|(_, title)| title)
}

fn new_question(
    maker: &FormMaker<'_>,
    (path, document): (&str, &EditedFile),
    typed: &Input,
    known: &[String],
    edited: &mut Vec<Edited>,
    errors: &mut Vec<FieldError>,
) {
    let words = maker.page_words();
    let question = base::text::line(typed.one("new_q"));
    let answer = base::text::lines(typed.one("new_a"));
    let section = base::text::line(typed.one("new_group"));
    let link = ["new_path", "new_label"].map(|name| base::text::line(typed.one(name)));
    let mut wanted = vec![
        ("new_q", &question, words.f_faq_question()),
        ("new_a", &answer, words.f_faq_answer()),
    ];
    if !sections(document).is_empty() {
        wanted.push(("new_group", &section, words.f_faq_group()));
    }
    // A heading alone, which a browser may choose by itself, is no question.
    let said = [&question, &answer, &link[0], &link[1]];
    if said.into_iter().all(String::is_empty) {
        return;
    }
    for (name, _, asked) in wanted.iter().filter(|(_, said, _)| said.is_empty()) {
        errors.push(maker.empty(name, asked));
    }
    if link[0].is_empty() && !link[1].is_empty() {
        errors.push(error("new_path", words.faq_no_page_for_label().to_owned()));
    }
    if known.contains(&question) {
        errors.push(error("new_q", maker.texts.already(&question)));
    }
    let place = cell(path, &FAQ, ("q", &question), "group");
    let group = EditField::new("new_group", ValueKind::Line, words.f_faq_group(), place);
    let leads = leads_to(&pages(maker), None);
    let fields = self::link(maker, path, ["new_path", "new_label"], (&question, leads));
    let label = label_of_link(maker, path, &question, link.each_ref().map(String::as_str));
    let links = fields.into_iter().zip(link);
    // The row is found by its question, and is told with it.
    let fields = [
        (
            asked(path, "new_q", &question, words.f_faq_question()),
            question.clone(),
        ),
        (answered(maker, path, "new_a", &question), answer),
        (group, section),
    ];
    let said = fields.into_iter().chain(links);
    let said = said.filter(|(_, said)| !said.is_empty());
    edited.extend(said.map(|(field, said)| Edited::new(&field, String::new(), said)));
    edited.extend(label);
}
