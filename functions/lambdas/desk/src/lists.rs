//! Lists to choose from: seminars, pages, tasks and questions, directors, partners.

use axum::http::StatusCode;
use editing::{STORIES, titled_pages};
use paths::CHANGE;
use serde::Serialize;
use town::seminar::Seminar;
use town::{Content, Sources};
use web::HandlerResult;

use crate::EDIT;
use crate::request::DeskRequest;
use crate::start::LinkedLine;

#[derive(Serialize)]
struct ListsPage {
    heading: String,
    lead: String,
    lists: Vec<LinkedList>,
}

/// Things to open under a heading.
#[derive(Serialize)]
struct LinkedList {
    title: String,
    folded: bool,
    lines: Vec<LinkedLine>,
}

#[derive(Serialize)]
struct SeminarsPage {
    heading: String,
    lead: String,
    /// One that is a copy of none.
    new: LinkedLine,
    lists: Vec<SeminarList>,
}

#[derive(Serialize)]
struct SeminarList {
    title: String,
    seminars: Vec<ListedSeminar>,
}

#[derive(Serialize)]
struct ListedSeminar {
    title: String,
    when: String,
    is_cancelled: bool,
    change: String,
    copy: String,
    cancel: String,
}

fn edit(form: &str, of: &str) -> String {
    // Paths of files and ids hold nothing that an address would have to escape.
    format!("{EDIT}?form={form}&of={of}")
}

pub(crate) async fn seminars(request: DeskRequest) -> HandlerResult {
    let live = request.live().await?;
    let texts = &live.content.texts.desk;
    let now = request.state.now();
    let all = live.content.seminars.iter();
    let (ahead, past): (Vec<_>, Vec<_>) = all.partition(|seminar| seminar.end > now);
    let page = SeminarsPage {
        heading: texts.seminars().to_owned(),
        lead: texts.seminars_lead().to_owned(),
        new: line(edit("new_seminar", ""), texts.new_seminar_blank(), ""),
        lists: vec![
            SeminarList {
                title: texts.seminars_ahead().to_owned(),
                seminars: ahead.into_iter().map(|it| listed(it, true)).collect(),
            },
            SeminarList {
                title: texts.seminars_past().to_owned(),
                seminars: past.into_iter().rev().map(|it| listed(it, false)).collect(),
            },
        ],
    };
    shown(&request, ("seminars", "office/change_seminars.html"), &page)
}

fn listed(seminar: &Seminar, is_ahead: bool) -> ListedSeminar {
    let source = &seminar.source;
    let of = |form: &str, offered: bool| match offered {
        true => edit(form, source),
        false => String::new(),
    };
    ListedSeminar {
        title: seminar.title.clone(),
        when: seminar.when(),
        is_cancelled: seminar.is_cancelled(),
        change: of("seminar", is_ahead),
        copy: of("new_seminar", true),
        cancel: of("cancel_seminar", is_ahead && !seminar.is_cancelled()),
    }
}

/// The template of lists of links.
const LISTS: &str = "office/change_lists.html";

fn shown<P: Serialize>(
    DeskRequest { state, .. }: &DeskRequest,
    (path, template): (&str, &str),
    page: &P,
) -> HandlerResult {
    let path = format!("{CHANGE}/{path}");
    Ok(state.page(StatusCode::OK, template, &path, page))
}

fn line(href: String, label: &str, about: &str) -> LinkedLine {
    LinkedLine {
        href,
        label: label.to_owned(),
        about: about.to_owned(),
    }
}

fn list(title: &str, lines: Vec<LinkedLine>) -> LinkedList {
    LinkedList {
        title: title.to_owned(),
        folded: false,
        lines,
    }
}

pub(crate) async fn pages(request: DeskRequest) -> HandlerResult {
    let live = request.live().await?;
    let texts = &live.content.texts.desk;
    let words = &live.content.texts.page_forms;
    let of = |below: &str| titled(&live.sources, "page", |path| path.starts_with(below));
    let elsewhere = ["guides/", "industries/", STORIES];
    let others = |path: &str| elsewhere.iter().all(|below| !path.starts_with(below));
    let mut stories = titled(&live.sources, "story", |path| path.starts_with(STORIES));
    stories.push(line(edit("new_story", ""), words.new_story(), ""));
    let page = ListsPage {
        heading: texts.pages().to_owned(),
        lead: texts.pages_lead().to_owned(),
        lists: vec![
            list(texts.pages_guides(), of("guides/")),
            list(texts.pages_industries(), of("industries/")),
            list(words.stories(), stories),
            list(texts.pages_others(), titled(&live.sources, "page", others)),
        ],
    };
    shown(&request, ("pages", LISTS), &page)
}

/// Pages with their titles, each with the form that changes it, but seminars, which have a list of their own.
fn titled(sources: &Sources, form: &str, is_listed: impl Fn(&str) -> bool) -> Vec<LinkedLine> {
    let pages = titled_pages(sources);
    let pages = pages.filter(|(path, _)| !Content::is_source(path) && is_listed(path));
    pages
        .map(|(path, title)| line(edit(form, path), title, ""))
        .collect()
}

pub(crate) async fn tasks(request: DeskRequest) -> HandlerResult {
    let live = request.live().await?;
    let texts = &live.content.texts.desk;
    let tasks = live.content.tasks.iter();
    let tasks = tasks.map(|task| line(edit("task", &task.id), &task.name, &task.what));
    let questions = live.content.words.fields.iter();
    let questions = questions
        .filter(|(_, words)| !words.label.is_empty())
        .map(|(name, words)| line(edit("question", name), &words.label, ""));
    let page = ListsPage {
        heading: texts.tasks().to_owned(),
        lead: texts.tasks_lead().to_owned(),
        lists: vec![
            list(texts.tasks_list(), tasks.collect()),
            LinkedList {
                folded: true,
                ..list(texts.questions_list(), questions.collect())
            },
        ],
    };
    shown(&request, ("tasks", LISTS), &page)
}

pub(crate) async fn directors(request: DeskRequest) -> HandlerResult {
    let live = request.live().await?;
    let texts = &live.content.texts.desk;
    let groups = live.content.programme.directors.iter();
    let lines =
        groups.map(|group| line(edit("director", &group.id), &group.name, &group.deputy.name));
    let new = line(edit("new_director", ""), texts.new_director(), "");
    let lines = lines.chain([new]).collect();
    let groups = live.content.programme.directors.iter();
    let gone = groups.map(|group| {
        let words = texts.f_director_gone(&group.name);
        line(edit("remove_director", &group.id), &words, "")
    });
    let page = ListsPage {
        heading: texts.directors().to_owned(),
        lead: texts.directors_lead().to_owned(),
        lists: vec![
            list("", lines),
            LinkedList {
                folded: true,
                ..list(texts.directors_gone(), gone.collect())
            },
        ],
    };
    shown(&request, ("directors", LISTS), &page)
}

pub(crate) async fn partners(request: DeskRequest) -> HandlerResult {
    let live = request.live().await?;
    let (texts, words) = (&live.content.texts.desk, &live.content.texts.partners);
    let partners = live.content.programme.partners.iter();
    let lines = partners.clone();
    let lines = lines.map(|it| line(edit("partner", &it.id), &it.name, &it.terms));
    let new = line(edit("new_partner", ""), words.new_partner(), "");
    let gone = partners.map(|partner| {
        let words = texts.f_director_gone(&partner.name);
        line(edit("remove_partner", &partner.id), &words, "")
    });
    let gone = LinkedList {
        folded: true,
        ..list(words.gone(), gone.collect())
    };
    let page = ListsPage {
        heading: words.partners().to_owned(),
        lead: words.lead().to_owned(),
        lists: [list("", lines.chain([new]).collect()), gone]
            .into_iter()
            .filter(|list| !list.lines.is_empty())
            .collect(),
    };
    shown(&request, ("partners", LISTS), &page)
}
