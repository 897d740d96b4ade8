//! How the public pages list seminars: in the order in which they are held, and saying which are called off.

use std::fs;
use std::path::{Path, PathBuf};

use generator::BuildOptions;
use scraper::{Html, Selector};
use tempfile::TempDir;

use crate::built::{self, BASE};

const ONE: &str = "content/seminars/2027-03-10-soudan-yado.md";

/// The times of one consultation in the order of their files, which is another than that of the day.
const TIMES: [&str; 3] = ["15:30", "13:00", "15:00"];

/// The site with a consultation in times, the last of which is called off.
fn built() -> (TempDir, PathBuf) {
    let copy = built::copy();
    let one = fs::read_to_string(copy.path().join(ONE)).expect("a seminar");
    for (number, time) in TIMES.iter().enumerate() {
        let more = match *time {
            "15:00" => "series = \"2099-03-10-a\"\ncancelled = \"大雪のため。\"\nstart",
            _ => "series = \"2099-03-10-a\"\nstart",
        };
        let text = one
            .replace("title = \"", &format!("title = \"{time} "))
            .replace("2027-03", "2099-03")
            .replace("T13:00", &format!("T{time}"))
            .replacen("start", more, 1);
        let file = format!("content/seminars/2099-03-10-a-{number}.md");
        fs::write(copy.path().join(file), text).expect("a seminar");
    }
    let out = build(copy.path());
    (copy, out)
}

fn build(copy: &Path) -> PathBuf {
    let out = copy.join("public");
    generator::build(&BuildOptions {
        root: copy.join("site"),
        out: out.clone(),
        base_url: Some(BASE.to_owned()),
        drafts: false,
    })
    .expect("the site builds");
    out
}

/// The texts of the parts of a page that fit, without blanks at their ends.
fn texts(out: &Path, page: &str, selector: &str) -> Vec<String> {
    let html = fs::read_to_string(out.join(page)).expect(page);
    let selector = Selector::parse(selector).expect("a selector");
    let document = Html::parse_document(&html);
    let parts = document.select(&selector);
    parts
        .map(|part| part.text().collect::<String>().trim().to_owned())
        .collect()
}

/// Which of the times a text is about, with what it says of being called off.
fn times(texts: &[String]) -> Vec<(&str, bool)> {
    let named = |text: &String| {
        let time = TIMES
            .iter()
            .find(|time| text.contains(&format!("{time} 【見本】")))?;
        Some((*time, text.contains("中止")))
    };
    texts.iter().filter_map(named).collect()
}

#[test]
fn times_of_one_day_stand_in_their_order_and_say_that_they_are_called_off() {
    let (_copy, out) = built();
    let all = [("13:00", false), ("15:00", true), ("15:30", false)];
    let cards = texts(&out, "seminars/index.html", ".seminar-card");
    assert_eq!(times(&cards), all, "{cards:?}");
    let next = texts(&out, "seminars/types/consult/index.html", "section p");
    assert_eq!(times(&next), all, "{next:?}");
    let others = texts(&out, "seminars/2099-03-10-a-1/index.html", "article li");
    assert_eq!(times(&others), all[1..], "{others:?}");
}

#[test]
fn a_seminar_that_does_not_say_when_it_was_changed_is_built() {
    let copy = built::copy();
    let file = copy.path().join(ONE);
    let text = fs::read_to_string(&file).expect("a seminar");
    let silent: Vec<_> = text
        .lines()
        .filter(|line| !line.starts_with("updated"))
        .collect();
    assert_ne!(silent.len(), text.lines().count());
    fs::write(&file, silent.join("\n")).expect("a seminar");
    let undated = copy.path().join("content/seminars/soudan.md");
    fs::write(undated, silent.join("\n")).expect("a seminar");
    let out = build(copy.path());
    for (file, day) in [
        ("atom.xml", "<updated>2027-03-10T"),
        ("calendar.ics", "DTSTAMP:20270310T"),
    ] {
        let path = out.join("seminars").join(file);
        assert!(
            fs::read_to_string(path).expect(file).contains(day),
            "{file}"
        );
    }
}
