//! Reads what was typed on the pages about one task.

use super::own_page::UNKNOWN;
use answers::{
    Answers, Done, Judgement, Material, OwnPage, Period, Procedure, Reserved, Saving, Secrecy,
    Slack, TaskAnswers, TaskKey, Who, Workplace, YesNo,
};
use base::text;
use forms::read::Read;
use questionnaire::assess;
use questionnaire::flow::Step;
use questionnaire::tasks::{self, Task};
use town::Content;

/// Takes one page about a task into its answers.
pub(super) fn task(
    read: &mut Read,
    answers: &mut Answers,
    content: &Content,
    step: &Step,
    key: &TaskKey,
) {
    let mut picked = tasks::picked(answers, content).into_iter();
    let Some(task) = picked.find(|task| task.key == *key) else {
        read.error("stop", read.says.unknown_task());
        return;
    };
    let given = match (task.row, step) {
        (Some(_), _) => of_catalogue(read, &task),
        (None, Step::Amount(_)) => amount(read, before(answers, key)),
        (None, Step::Secret(_)) => secret(read, before(answers, key)),
        (None, _) => work(read, before(answers, key), content),
    };
    if !text::line(read.input.one("people")).is_empty() {
        let people = read.whole("people", 9999);
        answers.situation.get_or_insert_default().people = people;
    }
    if read.errors.is_empty() {
        plausible(read, &given);
    }
    answers.tasks.insert(key.clone(), given);
    if read.errors.is_empty() {
        enough_people(read, answers, content);
    }
}

/// Everything about a task of the catalogue, read in page order, so that the errors come in page order.
fn of_catalogue(read: &mut Read, task: &Task) -> TaskAnswers {
    let blank = TaskAnswers::default();
    TaskAnswers {
        stop: read.choice_or("stop", YesNo::from_code, blank.stop),
        savings: read.many("savings", Saving::from_code),
        period: read.choice_or("period", Period::from_code, blank.period),
        times: read.whole("times", 999).unwrap_or(blank.times),
        count: read
            .units("count", &task.unit.counter, 100_000)
            .unwrap_or(blank.count),
        per: task.unit.per,
        minutes: read.minutes().unwrap_or(blank.minutes),
        staff: read.staff(),
        who: read.choice_or("who", Who::from_code, blank.who),
        procedure: read.choice_or("procedure", Procedure::from_code, blank.procedure),
        done: read.choice_or("done", Done::from_code, blank.done),
        done_text: read.note("done_text"),
        judgement: read.choice_or("judgement", Judgement::from_code, blank.judgement),
        material: read.choice_or("material", Material::from_code, blank.material),
        secrecy: read.choice_or("secrecy", Secrecy::from_code, blank.secrecy),
        arranged: read.choice_or("arranged", YesNo::from_code, blank.arranged),
        removable: read.choice_or("removable", YesNo::from_code, blank.removable),
        workplace: read.choice_or("workplace", Workplace::from_code, blank.workplace),
        slack: read.choice_or("slack", Slack::from_code, blank.slack),
        reserved: read.choice_or("reserved", Reserved::from_code, blank.reserved),
        stays: read.note("stays"),
        ..blank
    }
}

/// What was answered about an own task on its other pages.
fn before(answers: &Answers, key: &TaskKey) -> TaskAnswers {
    let given = answers.tasks.get(key).cloned();
    given.unwrap_or_else(TaskAnswers::unanswered)
}

/// The option chosen; `unknown` where the question was left.
fn or_left<T>(read: &mut Read, name: &str, parse: impl Fn(&str) -> Option<T>, unknown: T) -> T {
    match read.input.one(name).is_empty() {
        true => unknown,
        false => read.choice_or(name, parse, unknown),
    }
}

fn work(read: &mut Read, mut given: TaskAnswers, content: &Content) -> TaskAnswers {
    given.missing.remove(&OwnPage::Work);
    TaskAnswers {
        what: read.note("what"),
        material: or_left(read, "material", Material::from_code, Material::Unknown),
        procedure: or_left(read, "procedure", Procedure::from_code, Procedure::Unknown),
        done: or_left(read, "done", Done::from_code, Done::Unknown),
        judgement: or_left(read, "judgement", Judgement::from_code, Judgement::Unknown),
        tag: kind(read, content),
        done_text: read.note("done_text"),
        ..given
    }
}

fn kind(read: &mut Read, content: &Content) -> String {
    let tag = |typed: &str| content.tags.iter().find(|tag| tag.id == typed);
    let find = |typed: &str| match typed {
        UNKNOWN => Some(String::new()),
        typed => tag(typed).map(|tag| tag.id.clone()),
    };
    or_left(read, "tag", find, String::new())
}

fn amount(read: &mut Read, mut given: TaskAnswers) -> TaskAnswers {
    given.missing.remove(&OwnPage::Amount);
    let (period, times) = often(read);
    let minutes = match text::line(read.input.one("minutes")).is_empty() {
        true => None,
        false => read.minutes(),
    };
    TaskAnswers {
        period,
        times,
        count: 1,
        per: 1,
        minutes: minutes.unwrap_or_default(),
        staff: read.staff(),
        slack: or_left(read, "slack", Slack::from_code, Slack::Unknown),
        who: or_left(read, "who", Who::from_code, Who::Unknown),
        stop: or_left(read, "stop", YesNo::from_code, YesNo::Unknown),
        savings: read.many("savings", Saving::from_code),
        ..given
    }
}

/// How often; 0 times where that was left or is not known. A number of times needs what it is counted by.
fn often(read: &mut Read) -> (Period, u32) {
    let typed = read.input.one("period");
    let is_counted = !text::line(read.input.one("times")).is_empty();
    let period = match typed {
        "" | UNKNOWN if !is_counted => Some(Period::Month),
        UNKNOWN => {
            let times = text::line(read.input.one("times"));
            let message = read.says.choose_period(times);
            read.error("period", message);
            None
        }
        _ => read.choice("period", Period::from_code),
    };
    let times = is_counted.then(|| read.whole("times", 999)).flatten();
    (period.unwrap_or(Period::Month), times.unwrap_or_default())
}

fn secret(read: &mut Read, mut given: TaskAnswers) -> TaskAnswers {
    given.missing.remove(&OwnPage::Secret);
    TaskAnswers {
        secrecy: or_left(read, "secrecy", Secrecy::from_code, Secrecy::Unknown),
        arranged: or_left(read, "arranged", YesNo::from_code, YesNo::Unknown),
        removable: or_left(read, "removable", YesNo::from_code, YesNo::Unknown),
        reserved: or_left(read, "reserved", Reserved::from_code, Reserved::Unknown),
        stays: read.note("stays"),
        workplace: or_left(read, "workplace", Workplace::from_code, Workplace::Unknown),
        ..given
    }
}

/// More than the people can do in a month is asked about: a slip of the unit is likelier than such work.
fn plausible(read: &mut Read, given: &TaskAnswers) {
    if !assess::is_beyond(given) {
        return;
    }
    let hours = assess::hours_month(given);
    let each = hours / f64::from(given.staff.unwrap_or(1).max(1));
    let message = match each > assess::HOURS_OF_A_MONTH {
        true => read.says.beyond_month(text::shown(each.round())),
        false => read.says.beyond_person(text::shown(hours.round())),
    };
    read.error("staff", message);
}

/// The same of all tasks together: they are done by the people who work there.
pub(super) fn enough_people(read: &mut Read, answers: &Answers, content: &Content) {
    let said = answers.situation.as_ref().and_then(|said| said.people);
    let answered = tasks::answered(answers, content).into_iter();
    let staff = answered.filter_map(|(_, given)| given.staff).max();
    let people = said.into_iter().chain(staff).max().unwrap_or(1).max(1);
    let hours = assess::hours_of_all(answers, content);
    let each = hours / f64::from(people);
    let whole = |hours: f64| text::shown(hours.round());
    let message = match each {
        each if each > assess::HOURS_OF_A_MONTH => {
            read.says.beyond_month_all(whole(hours), whole(each))
        }
        each if each > assess::ONE_PERSON => read.says.beyond_people(whole(hours), people),
        _ => return,
    };
    read.error("people", message);
}
