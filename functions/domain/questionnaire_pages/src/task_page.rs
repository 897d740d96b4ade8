//! The page of questions about one task of the catalogue, prefilled with the catalogue's typical answers.

use super::warned::warned;
use answers::{Answers, TaskAnswers};
use base::text::shown;
use base::wording::fill;
use forms::draw::{Draw, group};
use forms::{Field, FieldGroup, Kind, limits};
use questionnaire::assess;
use questionnaire::tasks::Task;
use text_checks::TextContext;
use town::Content;

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
        words: String::new(),
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

/// Draws questions about a task with what was answered to them.
pub(super) struct Ask<'a> {
    pub draw: &'a Draw<'a>,
    pub content: &'a Content,
    pub task: &'a Task<'a>,
    /// What was answered, or what is answered beforehand.
    pub given: Option<TaskAnswers>,
    /// What an own task's owner says it consists of.
    pub words: String,
}

impl Ask<'_> {
    pub fn savings(&self) -> Field {
        let given = self.given.iter().flat_map(|given| &given.savings);
        let current = given.map(|saving| saving.code().to_owned()).collect();
        Field {
            optional: true,
            ..self.draw.many("savings", &current)
        }
    }

    pub fn radio(&self, name: &str) -> Field {
        self.draw.choice(Kind::Radio, name, self.code(name))
    }

    /// Answered beforehand where the employer's words name reserved work, with the law that says so.
    pub fn reserved(&self) -> Field {
        Field {
            warning: self.law(),
            ..self.radio("reserved")
        }
    }

    /// What laws say of reserved work that the words of an own task name, line by line.
    pub fn law(&self) -> String {
        let own = self.task.row.is_none();
        let words = self.task.words(&self.words);
        let found = self.content.checks.licences(&words).into_iter();
        let cautions = found
            .filter(|_| own)
            .map(|licence| licence.caution.as_str());
        cautions.collect::<Vec<_>>().join("\n")
    }

    fn code(&self, name: &str) -> &'static str {
        match &self.given {
            Some(given) => assess::code(given, name),
            None if name == "reserved" => {
                let checks = &self.content.checks;
                let suggested = self.task.suggested_reserved(&self.words, checks);
                suggested.map_or("", |r| r.code())
            }
            None => "",
        }
    }

    pub fn number(&self, name: &str, value: impl Fn(&TaskAnswers) -> String) -> Field {
        self.draw
            .number(name, &self.given.as_ref().map(value).unwrap_or_default())
    }

    pub fn note(
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
        volume
            .into_iter()
            .chain(self.people())
            .chain([self.radio("who")])
            .collect()
    }

    /// How many do this together and how many work there: asked only where there is more to do than one person can.
    pub fn people(&self) -> impl Iterator<Item = Field> {
        self.staff().into_iter().chain(self.everybody())
    }

    fn everybody(&self) -> Option<Field> {
        let typed = self
            .draw
            .typed
            .is_some_and(|typed| !typed.one("people").is_empty());
        let wrong = self.draw.errors.iter().any(|error| error.field == "people");
        (typed || wrong).then(|| Field {
            optional: !wrong,
            ..self.draw.number("people", "")
        })
    }

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
}
