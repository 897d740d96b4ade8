//! The three pages about an employer's own task: what it consists of, how much it is, what is secret and stays.

use std::collections::BTreeSet;

use super::task_page::Ask;
use answers::{Answers, OwnPage, TaskAnswers};
use base::text::shown;
use base::wording::fill;
use forms::draw::{Draw, group};
use forms::{Field, FieldGroup, Kind};
use questionnaire::kinds;
use questionnaire::tasks::Task;
use text_checks::TextContext;
use town::Content;

/// The code of わからない.
pub(super) const UNKNOWN: &str = "unknown";

/// The questions of one of the pages, at most five in sight. Whatever is left is わからない; nothing is answered beforehand
/// but what the employer's own words say.
pub(super) fn groups(
    draw: &Draw,
    answers: &Answers,
    content: &Content,
    task: &Task,
    page: OwnPage,
) -> Vec<FieldGroup> {
    let stored = answers.tasks.get(&task.key);
    let ask = Ask {
        draw,
        content,
        task,
        given: stored
            .filter(|given| !given.missing.contains(&page))
            .cloned(),
        words: stored.map(|given| given.what.clone()).unwrap_or_default(),
    };
    let (fields, more) = match page {
        OwnPage::Work => (work(&ask), vec![kind(&ask, content), example(&ask)]),
        OwnPage::Amount => (amount(&ask), vec![easier(&ask)]),
        OwnPage::Secret => (secret(&ask), vec![place(&ask)]),
    };
    [group("", fields)].into_iter().chain(more).collect()
}

fn work(ask: &Ask) -> Vec<Field> {
    let radios = ["material", "procedure", "done", "judgement"].map(|name| ask.radio(name));
    let what = ask.note("what", TextContext::Work, |given| &given.what);
    // Who hears early that a law reserves it need not answer the rest.
    let law = ask.law();
    let warnings = [what.warning.clone(), law].into_iter();
    let warnings: Vec<String> = warnings.filter(|line| !line.is_empty()).collect();
    let what = Field {
        warning: warnings.join("\n"),
        ..what
    };
    [what].into_iter().chain(radios).collect()
}

/// The kind of work, proposed from the words; it may be left open.
fn kind(ask: &Ask, content: &Content) -> FieldGroup {
    let says = &ask.content.texts.questionnaire;
    let words = ask.task.words(&ask.words);
    let proposed = kinds::proposed(&words, content);
    let said = ask.given.as_ref().map(|given| given.tag.clone());
    let likely = proposed.first().map(|tag| tag.id.clone());
    let current = said.or(likely).unwrap_or_default();
    let rest = content.tags.iter().filter(|tag| !proposed.contains(tag));
    let tags = proposed.iter().copied().chain(rest);
    let unknown = (
        UNKNOWN.to_owned(),
        says.not_known().to_owned(),
        String::new(),
    );
    let options = tags
        .map(|tag| (tag.id.clone(), tag.label.clone(), tag.hint.clone()))
        .chain([unknown]);
    let checked = match current.as_str() {
        "" => UNKNOWN,
        tag => tag,
    };
    let field = Field {
        kind: Kind::Radio,
        optional: true,
        ..ask.draw.checkboxes(
            "tag",
            options.collect(),
            &BTreeSet::from([checked.to_owned()]),
        )
    };
    let title = match current.as_str() {
        "" => says.group_kind().to_owned(),
        tag => says.group_kind_proposed(content.tag_label(tag)),
    };
    folded(&title, vec![field], |field| !field.error.is_empty())
}

fn example(ask: &Ask) -> FieldGroup {
    let field = ask.note("done_text", TextContext::Work, |given| &given.done_text);
    let title = ask.content.texts.questionnaire.group_more_done();
    folded(title, vec![field], is_said)
}

fn amount(ask: &Ask) -> Vec<Field> {
    let minutes = ask.number("minutes", |given| known(once(given)));
    let each = ask.content.texts.questionnaire.own_each();
    let minutes = Field {
        label: fill(&minutes.label, &[("lot", each)]),
        inputmode: "decimal".into(),
        ..may_be_left(minutes)
    };
    let times = ask.number("times", |given| known(f64::from(given.times)));
    [period(ask), may_be_left(times), minutes]
        .into_iter()
        .chain(ask.people())
        .chain(["slack", "who", "stop"].map(|name| ask.radio(name)))
        .collect()
}

/// The minutes of one time, also where they were given for each of several.
pub(super) fn once(given: &TaskAnswers) -> f64 {
    given.minutes * f64::from(given.count) / f64::from(given.per.max(1))
}

fn known(number: f64) -> String {
    match number > 0.0 {
        true => shown(number),
        false => String::new(),
    }
}

fn may_be_left(field: Field) -> Field {
    Field {
        optional: true,
        ..field
    }
}

/// How often is counted by the week, the month or the year, or nobody knows.
fn period(ask: &Ask) -> Field {
    let words = ask.draw.words;
    let unknown = ask.content.texts.questionnaire.not_known().to_owned();
    let options = words.field("period").options.iter();
    let options = options.map(|option| (option.value.clone(), option.label.clone(), String::new()));
    let options = options.chain([(UNKNOWN.to_owned(), unknown, String::new())]);
    let current = ask.given.as_ref().map(|given| match given.times {
        0 => UNKNOWN,
        _ => given.period.code(),
    });
    let current: BTreeSet<String> = current.into_iter().map(str::to_owned).collect();
    Field {
        kind: Kind::Radio,
        ..ask.draw.checkboxes("period", options.collect(), &current)
    }
}

fn easier(ask: &Ask) -> FieldGroup {
    let title = ask.content.texts.questionnaire.group_more_savings();
    folded(title, vec![ask.savings()], is_said)
}

fn secret(ask: &Ask) -> Vec<Field> {
    let radios = ["secrecy", "arranged", "removable"].map(|name| ask.radio(name));
    let stays = ask.note("stays", TextContext::Company, |given| &given.stays);
    let rest = [ask.reserved(), stays];
    radios.into_iter().chain(rest).collect()
}

fn place(ask: &Ask) -> FieldGroup {
    let title = ask.content.texts.questionnaire.group_more_place();
    let field = may_be_left(ask.radio("workplace"));
    folded(title, vec![field], |field| {
        !field.error.is_empty() || !["", UNKNOWN].contains(&field.value.as_str())
    })
}

fn is_said(field: &Field) -> bool {
    !field.value.is_empty() || !field.error.is_empty()
}

/// A group that is closed until something in it was said or is wrong.
fn folded(title: &str, fields: Vec<Field>, is_open: impl Fn(&Field) -> bool) -> FieldGroup {
    FieldGroup {
        folded: !fields.iter().any(is_open),
        ..group(title, fields)
    }
}
