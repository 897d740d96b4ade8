//! The page of questions about one task, prefilled with the catalogue's typical answers.

use std::collections::BTreeSet;

use super::draw::{Draw, group};
use super::{Field, Group, Kind, limits};
use crate::answers::{Answers, TaskAnswers};
use crate::assess;
use crate::checks::About;
use crate::content::{Content, Tag};
use crate::spec;
use crate::tasks::Task;
use crate::text::shown;

/// The groups of questions about a task.
pub(super) fn groups(draw: &Draw, answers: &Answers, content: &Content, task: &Task) -> Vec<Group> {
    let given = answers
        .tasks
        .get(&task.key)
        .cloned()
        .or_else(|| task.typical());
    let ask = Ask { draw, task, given };
    let title = |key: &str| draw.words.text(key, &[]);
    let radios = |names: [&str; 4]| names.map(|name| ask.radio(name)).into();
    let how = vec![
        ask.radio("procedure"),
        ask.radio("done"),
        ask.note("done_text", About::Work, |g| &g.done_text),
        ask.radio("judgement"),
    ];
    let limits = vec![
        ask.radio("slack"),
        ask.radio("reserved"),
        ask.note("stays", About::Company, |g| &g.stays),
    ];
    vec![
        group(
            &title("group_ecrs"),
            radios(["stop", "join", "rearrange", "simplify"]),
        ),
        group(&title("group_volume"), ask.volume(content)),
        group(&title("group_how"), how),
        group(
            &title("group_material"),
            radios(["material", "secrecy", "arranged", "removable"]),
        ),
        group(&title("group_limits"), limits),
    ]
}

struct Ask<'a> {
    draw: &'a Draw<'a>,
    task: &'a Task<'a>,
    given: Option<TaskAnswers>,
}

impl Ask<'_> {
    fn radio(&self, name: &str) -> Field {
        self.draw.choice(Kind::Radio, name, self.code(name))
    }

    fn code(&self, name: &str) -> &'static str {
        match &self.given {
            Some(given) => assess::code(given, name),
            None if name == "reserved" => self.task.suggested_reserved().map_or("", |r| r.code()),
            // What hardly any task needs is answered beforehand, the rest is hers to say.
            None if ["join", "rearrange", "simplify", "arranged", "removable"].contains(&name) => {
                "no"
            }
            None => "",
        }
    }

    fn number(&self, name: &str, value: impl Fn(&TaskAnswers) -> String) -> Field {
        self.draw
            .number(name, &self.given.as_ref().map(value).unwrap_or_default())
    }

    fn note(&self, name: &str, about: About, value: impl Fn(&TaskAnswers) -> &str) -> Field {
        let value = self.given.as_ref().map(value).unwrap_or_default();
        let field = self
            .draw
            .text(Kind::Textarea, name, name, value, limits::NOTE);
        Field {
            optional: true,
            ..self.draw.warned(field, about, |text| match name {
                "stays" => spec::turn::stays(self.task, text),
                _ => spec::turn::done(self.task, text),
            })
        }
    }

    fn volume(&self, content: &Content) -> Vec<Field> {
        let count = self.number("count", |g| g.count.to_string());
        let minutes = self.number("minutes", |g| shown(g.minutes));
        let tag = self.task.row.is_none().then(|| self.tag(content));
        let volume = [
            self.radio("period"),
            self.number("times", |g| g.times.to_string()),
            Field {
                unit: self.task.counter.clone(),
                ..count
            },
            Field {
                inputmode: "decimal".into(),
                ..minutes
            },
            self.radio("who"),
        ];
        tag.into_iter().chain(volume).collect()
    }

    fn tag(&self, content: &Content) -> Field {
        let option = |tag: &Tag| (tag.id.clone(), tag.label.clone(), tag.hint.clone());
        let options = content.tags.iter().map(option).collect();
        let current = self
            .given
            .iter()
            .map(|given| given.tag.clone())
            .collect::<BTreeSet<_>>();
        Field {
            kind: Kind::Radio,
            ..self.draw.checkboxes("tag", options, &current)
        }
    }
}
