//! The page of questions about one task, prefilled with the catalogue's typical answers.

use std::collections::BTreeSet;

use super::warned::warned;
use answers::{Answers, TaskAnswers};
use base::text::shown;
use base::wording::fill;
use forms::draw::{Draw, group};
use forms::{Field, FieldGroup, Kind, limits};
use questionnaire::assess;
use questionnaire::tasks::Task;
use text_checks::TextContext;
use town::{Content, Tag};

/// The groups of questions about a task, answered beforehand where the catalogue does.
pub(super) fn groups(
    draw: &Draw,
    answers: &Answers,
    content: &Content,
    task: &Task,
) -> Vec<FieldGroup> {
    let given = answers
        .tasks
        .get(&task.key)
        .cloned()
        .or_else(|| task.typical());
    let ask = Ask {
        draw,
        content,
        task,
        given,
    };
    let how = vec![
        ask.radio("procedure"),
        ask.radio("done"),
        ask.note("done_text", TextContext::Work, |g| &g.done_text),
        ask.radio("judgement"),
    ];
    let material = ["material", "secrecy", "arranged", "removable", "workplace"];
    let material = material.map(|name| ask.radio(name));
    let limits = vec![
        ask.radio("slack"),
        ask.reserved(),
        ask.note("stays", TextContext::Company, |g| &g.stays),
    ];
    let says = &content.texts.questionnaire;
    vec![
        group(says.group_ecrs(), vec![ask.radio("stop"), ask.savings()]),
        group(says.group_volume(), ask.volume()),
        group(says.group_how(), how),
        group(says.group_material(), material.into()),
        group(says.group_limits(), limits),
    ]
}

struct Ask<'a> {
    draw: &'a Draw<'a>,
    content: &'a Content,
    task: &'a Task<'a>,
    given: Option<TaskAnswers>,
}

impl Ask<'_> {
    fn savings(&self) -> Field {
        let given = self.given.iter().flat_map(|given| &given.savings);
        let current = given.map(|saving| saving.code().to_owned()).collect();
        Field {
            optional: true,
            ..self.draw.many("savings", &current)
        }
    }

    fn radio(&self, name: &str) -> Field {
        self.draw.choice(Kind::Radio, name, self.code(name))
    }

    /// Answered beforehand where the employer's words name reserved work, with the law that says so.
    fn reserved(&self) -> Field {
        let own = self.task.row.is_none();
        let found = self.content.checks.licences(&self.task.name).into_iter();
        let cautions = found
            .filter(|_| own)
            .map(|licence| licence.caution.as_str());
        Field {
            warning: cautions.collect::<Vec<_>>().join("\n"),
            ..self.radio("reserved")
        }
    }

    fn code(&self, name: &str) -> &'static str {
        match &self.given {
            Some(given) => assess::code(given, name),
            None if name == "reserved" => {
                let suggested = self.task.suggested_reserved(&self.content.checks);
                suggested.map_or("", |r| r.code())
            }
            // What hardly any task needs is answered beforehand, the rest is for the employer to say.
            None if ["arranged", "removable"].contains(&name) => "no",
            None if name == "workplace" => "anywhere",
            None => "",
        }
    }

    fn number(&self, name: &str, value: impl Fn(&TaskAnswers) -> String) -> Field {
        self.draw
            .number(name, &self.given.as_ref().map(value).unwrap_or_default())
    }

    fn note(
        &self,
        name: &str,
        context: TextContext,
        value: impl Fn(&TaskAnswers) -> &str,
    ) -> Field {
        let value = self.given.as_ref().map(value).unwrap_or_default();
        let field = self
            .draw
            .text(Kind::Textarea, name, name, value, limits::NOTE);
        Field {
            optional: true,
            ..warned(self.content, field, context, |text| {
                self.content.checks.without_directives(text, context)
            })
        }
    }

    fn volume(&self) -> Vec<Field> {
        let unit = &self.task.unit;
        let count = self.number("count", |g| g.count.to_string());
        let minutes = self.number("minutes", |g| shown(g.minutes));
        let label = fill(&minutes.label, &[("lot", &unit.lot())]);
        let tag = self.task.row.is_none().then(|| self.tag());
        let volume = [
            self.radio("period"),
            self.number("times", |g| g.times.to_string()),
            Field {
                label: unit.question(),
                unit: unit.counter.clone(),
                ..count
            },
            Field {
                label,
                inputmode: "decimal".into(),
                ..minutes
            },
        ];
        tag.into_iter()
            .chain(volume)
            .chain(self.staff())
            .chain([self.radio("who")])
            .collect()
    }

    /// Asked only where there is more to do than one person can.
    fn staff(&self) -> Option<Field> {
        let given = self.given.as_ref().and_then(|given| given.staff);
        let typed = self
            .draw
            .typed
            .is_some_and(|typed| !typed.one("staff").is_empty());
        let wrong = self.draw.errors.iter().any(|error| error.field == "staff");
        (given.is_some() || typed || wrong).then(|| Field {
            optional: !wrong,
            ..self.number("staff", |g| {
                g.staff.map(|n| n.to_string()).unwrap_or_default()
            })
        })
    }

    fn tag(&self) -> Field {
        let option = |tag: &Tag| (tag.id.clone(), tag.label.clone(), tag.hint.clone());
        let options = self.content.tags.iter().map(option).collect();
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
