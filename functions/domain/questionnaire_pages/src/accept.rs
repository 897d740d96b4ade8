//! Takes what was typed on a step into the answers, or says what is wrong with which field.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::read_sheet::edit;
use super::read_task::{enough_people, task};
use answers::{Answers, MAX_TASKS, Pick, Shortage, Situation, SpecEdits, TaskKey};
use base::contact::{Contact, EmailAddress, EmailError, PhoneNumber};
use base::industry::Industry;
use base::text;
use forms::read::Read;
use forms::{FieldError, Input, limits};
use job_spec::fields::FIELDS;
use questionnaire::flow::{self, Step};
use questionnaire::tasks;
use town::Content;

/// Takes what was typed on a step into the answers.
///
/// # Errors
/// Every field that cannot be accepted, in page order; the answers are then unchanged.
pub fn accept(
    step: &Step,
    answers: &Answers,
    content: &Content,
    input: &Input,
    today: Date,
) -> Result<Answers, Vec<FieldError>> {
    let mut read = Read::of(input, content);
    let mut changed = answers.clone();
    match step {
        Step::Industry => {
            changed.industry = read.choice("industry", Industry::from_code);
            changed.situation = Some(situation(&mut read));
            if read.errors.is_empty() {
                enough_people(&mut read, &changed, content);
            }
        }
        Step::Pick => pick(&mut read, &mut changed, content),
        Step::Task(key) | Step::Amount(key) | Step::Secret(key) => {
            task(&mut read, &mut changed, content, step, key);
        }
        Step::Result => result(&mut read, &mut changed, content),
        Step::Spec(key) => sheet(&mut read, &mut changed, content, key, today),
        Step::Check => changed.checked = Some(flow::digest(&changed, content)),
        Step::Contact => changed.contact = contact(&mut read, content),
    }
    if read.errors.is_empty() {
        Ok(changed)
    } else {
        Err(read.errors)
    }
}

fn situation(read: &mut Read) -> Situation {
    let people = text::line(read.input.one("people"));
    let people = if people.is_empty() {
        None
    } else {
        read.whole("people", 9999)
    };
    let short = read.many("short", Shortage::from_code);
    Situation { people, short }
}

fn pick(read: &mut Read, answers: &mut Answers, content: &Content) {
    let Some(industry) = answers.industry else {
        return;
    };
    let offered = content.offered(industry);
    let borrowed = Industry::ALL.map(|trade| format!("picks_{}", trade.code()));
    let lists = ["picks", "picks_rest", "picks_bo"].map(str::to_owned);
    let typed: BTreeSet<&String> = lists
        .iter()
        .chain(&borrowed)
        .flat_map(|name| read.input.all(name))
        .collect();
    let known = |id: &&&String| offered.iter().any(|row| row.id == ***id);
    if typed.iter().any(|id| !known(&id)) {
        read.error("picks", read.says.not_an_option(read.label("picks")));
    }
    let rows = offered.iter().filter(|row| typed.contains(&row.id));
    let mut picks: Vec<Pick> = rows
        .map(|row| Pick {
            key: row.key(),
            name: None,
        })
        .collect();
    for number in 1..=MAX_TASKS {
        let key = format!("own{number}");
        let name = text::line(read.input.one(&key));
        if !name.is_empty() {
            read.limit(&key, "own", &name, limits::TASK_NAME);
            picks.push(Pick {
                key: TaskKey(key),
                name: Some(name),
            });
        }
    }
    if picks.is_empty() {
        read.error("picks", read.says.pick_none());
    }
    if picks.len() > MAX_TASKS {
        let over = picks.len() - MAX_TASKS;
        read.error("picks", read.says.pick_many(picks.len(), over));
    }
    replace_picks(answers, picks, &|key| {
        offered.iter().any(|row| row.id == key.0)
    });
    answers.picked_for = Some(industry);
}

/// Another industry's picks are kept, should the industry be changed back; a dropped task keeps its
/// answers there too, but an own task that is gone is gone: its key names the next one.
fn replace_picks(answers: &mut Answers, picks: Vec<Pick>, is_offered: &dyn Fn(&TaskKey) -> bool) {
    let gone: Vec<TaskKey> = answers
        .picks
        .iter()
        .filter(|old| old.key.is_own() && !picks.iter().any(|new| new.key == old.key))
        .map(|old| old.key.clone())
        .collect();
    gone.iter().for_each(|key| tasks::forget(answers, key));
    let hidden = answers
        .picks
        .iter()
        .filter(|old| !old.key.is_own() && !is_offered(&old.key));
    let hidden: Vec<Pick> = hidden.cloned().collect();
    answers.picks = picks.into_iter().chain(hidden).collect();
}

fn result(read: &mut Read, answers: &mut Answers, content: &Content) {
    let draftable: BTreeSet<TaskKey> = flow::draftable(answers, content)
        .into_iter()
        .map(|(task, _)| task.key)
        .collect();
    let typed = read
        .input
        .all("chosen")
        .iter()
        .map(|key| TaskKey(key.clone()));
    let chosen: BTreeSet<TaskKey> = typed.filter(|key| draftable.contains(key)).collect();
    if draftable.is_empty() {
        read.error("chosen", read.says.none_draftable());
    } else if chosen.is_empty() {
        read.error("chosen", read.says.choose_one());
    }
    answers.chosen = Some(chosen);
    answers.offered = draftable;
}

fn sheet(read: &mut Read, answers: &mut Answers, content: &Content, key: &TaskKey, today: Date) {
    let drafted = job_spec::unedited(answers, key, content, today);
    if drafted.is_empty() {
        read.error("work", read.says.unknown_task());
        return;
    }
    let mut fields = BTreeMap::new();
    for def in FIELDS.iter().filter(|def| def.is_editable()) {
        let standing = drafted.get(def.id).map(String::as_str).unwrap_or_default();
        if let Some(edit) = edit(read, def, standing, today) {
            fields.insert(def.id.to_owned(), edit);
        }
    }
    answers.edits.insert(key.clone(), SpecEdits { fields });
}

/// A carrier's old address that mail programs refuse; a phone number takes its place.
fn unmailable(read: &Read) -> Option<String> {
    let typed = text::line(read.input.one("mail"));
    let refused = EmailAddress::parse(&typed) == Err(EmailError::Dots);
    (refused && typed.chars().count() <= limits::LINE).then_some(typed)
}

fn contact(read: &mut Read, content: &Content) -> Option<Contact> {
    let business = read.line("business");
    let person = read.person("person");
    let called = PhoneNumber::parse(read.input.one("phone")).is_ok();
    let unmailable = unmailable(read).filter(|_| called);
    let mail = match unmailable {
        Some(_) => None,
        None => read.mail(),
    };
    let phone = read.phone();
    let unread = |name| text::line(read.input.one(name)).is_empty();
    if unread("mail") && unread("phone") {
        read.error("mail", read.says.contact_one());
    }
    let reach = text::line(read.input.one("reach"));
    read.limit("reach", "reach", &reach, limits::LINE);
    let ticked = |name| read.input.all(name).iter().any(|value| value == "yes");
    let partners = content.programme.partners.iter();
    let partners = partners.filter(|_| ticked("share"));
    let share_with = partners.map(|partner| partner.id.clone()).collect();
    let consent = ticked("consent");
    if !consent {
        read.error("consent", read.says.consent());
    }
    let reach = Some(reach).filter(|reach| !reach.is_empty());
    Some(Contact {
        business,
        person,
        mail,
        unmailable,
        phone,
        reach,
        consent,
        share_with,
    })
}
