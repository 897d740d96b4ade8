//! Checks that the dates of seminars can be kept.

use jiff::{SignedDuration, Timestamp};

use crate::content::{Page, moment};
use crate::fault::{Fault, read_text};
use crate::site::Site;

/// Longer than any seminar; a longer one is a slip of the pen.
const LONGEST: SignedDuration = SignedDuration::from_hours(12);

/// What is wrong with pages that have `extra.start`.
pub(super) fn faults(site: &Site) -> Vec<Fault> {
    site.ready()
        .graph
        .pages
        .iter()
        .filter_map(of_page)
        .collect()
}

fn of_page(page: &Page) -> Option<Fault> {
    let field = |name| {
        page.matter
            .extra
            .get_from_path(name)
            .and_then(|value| value.as_str().map(str::to_owned))
    };
    let start = field("start")?;
    let (key, what) = match Times::read(&start, field("end"), field("deadline")) {
        Ok(times) => times.mistake()?,
        Err(mistake) => mistake,
    };
    let file = &page.document.file;
    let fault = Fault::new(file, what)
        .help("write times as `2027-01-20T14:00:00+09:00`, in the order deadline, start, end");
    let text = read_text(file).unwrap_or_default();
    Some(match text.find(&format!("\n{key}")) {
        Some(at) => fault.at_bytes(&text, &(at + 1..at + 1 + key.len())),
        None => fault,
    })
}

type Mistake = (&'static str, String);

struct Times {
    start: Timestamp,
    end: Option<Timestamp>,
    deadline: Option<Timestamp>,
}

impl Times {
    fn read(start: &str, end: Option<String>, deadline: Option<String>) -> Result<Times, Mistake> {
        let read = |key: &'static str, text: &str| {
            moment(text).ok_or_else(|| (key, format!("`{text}` is no time")))
        };
        Ok(Times {
            start: read("start", start)?,
            end: end.map(|text| read("end", &text)).transpose()?,
            deadline: deadline.map(|text| read("deadline", &text)).transpose()?,
        })
    }

    fn mistake(&self) -> Option<Mistake> {
        match self.end {
            None => return Some(("start", "the seminar has a `start` but no `end`".to_owned())),
            Some(end) if end <= self.start => {
                return Some(("end", "the seminar ends before it starts".to_owned()));
            }
            Some(end) if end.duration_since(self.start) > LONGEST => {
                return Some((
                    "end",
                    "the seminar lasts longer than twelve hours".to_owned(),
                ));
            }
            Some(_) => {}
        }
        let is_late = self.deadline.is_some_and(|deadline| deadline > self.start);
        is_late.then(|| ("deadline", "the deadline is after the start".to_owned()))
    }
}
