//! Draws the questions of a step with what was answered or typed.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::draw::{Draw, group};
use super::{Field, FieldError, Group, Input, Kind, Page, limits, task_page};
use crate::answers::{Answers, FieldEdit, MAX_TASKS, TaskKey};
use crate::assess;
use crate::checks::{self, About, Line};
use crate::contact::Contact;
use crate::content::{CatalogueTask, Content, fill};
use crate::flow::{self, Step};
use crate::spec;
use crate::spec::fields::FIELDS;
use crate::tasks::{Task, free_own_keys};
use crate::text::{shown, yen};

/// How many empty lines for her own tasks the pick page offers.
const EMPTY_LINES: usize = 3;

/// The page for a step, filled with what was answered, or, where given, with what was typed and its errors.
pub fn page(
    step: &Step,
    answers: &Answers,
    content: &Content,
    typed: Option<&Input>,
    errors: &[FieldError],
    today: Date,
) -> Page {
    let draw = Draw {
        words: &content.words,
        typed,
        errors,
    };
    let groups = match step {
        Step::Industry => industry(&draw, answers),
        Step::Situation => situation(&draw, answers),
        Step::Pick => pick(&draw, answers, content),
        Step::Task(key) => find(answers, content, key)
            .map(|task| task_page::groups(&draw, answers, content, &task))
            .unwrap_or_default(),
        Step::Result => result(&draw, answers, content),
        Step::Spec(key) => sheet(&draw, answers, content, key, today),
        Step::Check => Vec::new(),
        Step::Contact => contact(&draw, answers, content),
    };
    let name = name_of(step, answers, content);
    let own = matches!(step, Step::Task(key) if key.is_own());
    let words = content
        .words
        .page(if own { "task_own" } else { step.name() });
    let mut lead = words.lead.clone();
    if *step == Step::Result && flow::draftable(answers, content).is_empty() {
        lead = vec![content.words.text("nothing_draftable", &[])];
    }
    let title = fill(&words.title, &[("name", &name)]);
    Page {
        step: step.path(),
        title,
        lead,
        groups,
        submit: words.submit.clone(),
    }
}

/// The name of the task a step is about; empty for the other steps.
pub(super) fn name_of(step: &Step, answers: &Answers, content: &Content) -> String {
    let (Step::Task(key) | Step::Spec(key)) = step else {
        return String::new();
    };
    find(answers, content, key)
        .map(|task| task.name)
        .unwrap_or_default()
}

pub(super) fn find<'a>(answers: &Answers, content: &'a Content, key: &TaskKey) -> Option<Task<'a>> {
    flow::picked(answers, content)
        .into_iter()
        .find(|task| task.key == *key)
}

fn industry(draw: &Draw, answers: &Answers) -> Vec<Group> {
    let current = answers
        .industry
        .map(|industry| industry.code())
        .unwrap_or_default();
    vec![group(
        "",
        vec![draw.choice(Kind::Radio, "industry", current)],
    )]
}

fn situation(draw: &Draw, answers: &Answers) -> Vec<Group> {
    let given = answers.situation.clone().unwrap_or_default();
    let people = given
        .people
        .map(|people| people.to_string())
        .unwrap_or_default();
    let people = Field {
        optional: true,
        ..draw.number("people", &people)
    };
    let short = given
        .short
        .iter()
        .map(|shortage| shortage.code().to_owned())
        .collect();
    vec![group(
        "",
        vec![
            people,
            Field {
                optional: true,
                ..draw.many("short", &short)
            },
        ],
    )]
}

fn pick(draw: &Draw, answers: &Answers, content: &Content) -> Vec<Group> {
    let Some(industry) = answers.industry else {
        return Vec::new();
    };
    let picked: BTreeSet<String> = answers
        .picks
        .iter()
        .map(|pick| pick.key.0.clone())
        .collect();
    let (office, trade): (Vec<&CatalogueTask>, Vec<_>) = content
        .offered(industry)
        .into_iter()
        .partition(|row| row.industry == "bo");
    let mut groups = Vec::new();
    for (name, rows) in [("picks", trade), ("picks_bo", office)] {
        if !rows.is_empty() {
            let option =
                |row: &&CatalogueTask| (row.id.clone(), row.name.clone(), row.what.clone());
            let options = rows.iter().map(option).collect();
            let field = draw.checkboxes(name, options, &picked);
            groups.push(group(
                "",
                vec![Field {
                    optional: true,
                    ..field
                }],
            ));
        }
    }
    let words = draw.words.field("own");
    let mut own = group(&words.label, own_lines(draw, answers));
    own.lead = vec![words.hint.clone()];
    groups.push(own);
    groups
}

fn own_lines(draw: &Draw, answers: &Answers) -> Vec<Field> {
    let used: BTreeSet<&str> = answers
        .picks
        .iter()
        .map(|pick| pick.key.0.as_str())
        .collect();
    let existing = answers.picks.iter().filter(|pick| pick.key.is_own());
    let existing: Vec<_> = existing
        .map(|p| (p.key.clone(), p.name.clone().unwrap_or_default()))
        .collect();
    let room = MAX_TASKS.saturating_sub(existing.len()).min(EMPTY_LINES);
    let empty = free_own_keys(&used)
        .take(room)
        .map(|key| (key, String::new()));
    let kind = draw.words.field("tag").brief();
    let lines = existing.into_iter().chain(empty).zip(1..);
    lines
        .map(|((key, name), number)| {
            let field = draw.text(Kind::Text, "own", &key.0, &name, limits::TASK_NAME);
            let label = format!("{} {number}", draw.words.field("own").brief());
            Field {
                optional: true,
                label,
                hint: String::new(),
                ..draw.warned(field, About::Work, |name| {
                    spec::turn::name(name, &format!("（{kind}）"), draw.words)
                })
            }
        })
        .collect()
}

fn result(draw: &Draw, answers: &Answers, content: &Content) -> Vec<Group> {
    let report = assess::report(answers, content);
    let selected = |task: &assess::Assessment| match &answers.chosen {
        Some(chosen) if answers.offered.contains(&task.key) => chosen.contains(&task.key),
        _ => task.preselected,
    };
    let draftable: Vec<_> = report.tasks.iter().filter(|task| task.draftable).collect();
    let chosen = draftable
        .iter()
        .filter(|t| selected(t))
        .map(|t| t.key.0.clone())
        .collect();
    let hint = |task: &assess::Assessment| {
        let e = &task.estimate;
        let price = format!("{}〜{}", yen(e.yen_low), yen(e.yen_high));
        format!(
            "{}。1か月に約{}時間、目安 {price}",
            task.verdict_label,
            shown(e.hours_month)
        )
    };
    let option = |task: &&assess::Assessment| (task.key.0.clone(), task.name.clone(), hint(task));
    let options: Vec<_> = draftable.iter().map(option).collect();
    if options.is_empty() {
        return Vec::new();
    }
    vec![group("", vec![draw.checkboxes("chosen", options, &chosen)])]
}

fn sheet(
    draw: &Draw,
    answers: &Answers,
    content: &Content,
    key: &TaskKey,
    today: Date,
) -> Vec<Group> {
    let Some(sheet) = spec::sheet(answers, key, content, today) else {
        return Vec::new();
    };
    let drafted = spec::unedited(answers, key, content, today);
    let edits = answers.edits.get(key).cloned().unwrap_or_default();
    let mut groups = Vec::new();
    for def in FIELDS.iter().filter(|def| def.is_editable()) {
        let standing = drafted.get(def.id).map(String::as_str).unwrap_or_default();
        let (text, reason, planned) = match edits.fields.get(def.id) {
            None => (standing, "", String::new()),
            Some(FieldEdit::Text { text }) => (text.as_str(), "", String::new()),
            Some(FieldEdit::Director) => ("", "", String::new()),
            Some(FieldEdit::Undecided { reason, planned }) => {
                (standing, reason.as_str(), planned.to_string())
            }
        };
        let row = sheet.rows.iter().find(|row| row.id == def.id);
        let mut field = draw.text(
            Kind::Textarea,
            &format!("spec_{}", def.id),
            def.id,
            text,
            limits::SPEC,
        );
        field.optional = def.may_stay_empty();
        field.warning = match draw.typed {
            Some(_) => draw.warning(&field.value, def.about()),
            // The warnings about a reason stand beside the reason.
            None if !reason.is_empty() => String::new(),
            None => row.map(|row| warning_of(row, draw)).unwrap_or_default(),
        };
        groups.push(group("", vec![field]));
        groups.push(undecided(draw, def.id, reason, &planned));
    }
    groups
}

/// What is wrong with what she wrote, and what the sheet says instead where that was turned.
fn warning_of(row: &spec::SheetRow, draw: &Draw) -> String {
    let mut lines: Vec<String> = row.warnings.iter().map(|w| w.message.clone()).collect();
    if row.turned {
        let instead = if row.value.is_empty() {
            &row.state_label
        } else {
            &row.value
        };
        lines.push(draw.instead(instead));
    }
    lines.join("\n")
}

/// The folded group that turns a field into 未定.
fn undecided(draw: &Draw, id: &str, reason: &str, planned: &str) -> Group {
    let (reason_name, planned_name) = (format!("{id}_reason"), format!("{id}_planned"));
    let reason = draw.text(
        Kind::Text,
        "undecided_reason",
        &reason_name,
        reason,
        limits::REASON,
    );
    let reason = draw.warned(reason, About::Company, |reason| {
        spec::turn::reason(reason, draw.words)
    });
    let planned = draw.text(Kind::Date, "undecided_planned", &planned_name, planned, 0);
    let fields = [reason, planned].map(|field| Field {
        optional: true,
        ..field
    });
    let open = fields
        .iter()
        .any(|field| !field.value.is_empty() || !field.error.is_empty());
    let title = draw.words.text("group_undecided", &[]);
    Group {
        folded: !open,
        ..group(&title, fields.into())
    }
}

fn contact(draw: &Draw, answers: &Answers, content: &Content) -> Vec<Group> {
    let given = answers.contact.as_ref();
    let person = draw.value("person", given.map_or("", |c| &c.person));
    let line = |kind, name: &str, value: &str, autocomplete: &str| {
        let field = draw.text(kind, name, name, value, limits::LINE);
        Field {
            autocomplete: autocomplete.to_owned(),
            warning: contact_warning(draw, name, &field.value, &person),
            ..field
        }
    };
    let optional = |field| Field {
        optional: true,
        ..field
    };
    let mail = given
        .and_then(|c| c.mail.as_ref())
        .map_or("", |mail| mail.as_str());
    let phone = given
        .and_then(|c| c.phone.as_ref())
        .map_or("", |phone| phone.as_str());
    let reach = given.and_then(|c| c.reach.as_deref()).unwrap_or_default();
    let who = group(
        "",
        vec![
            line(
                Kind::Text,
                "business",
                given.map_or("", |c| &c.business),
                "organization",
            ),
            line(
                Kind::Text,
                "person",
                given.map_or("", |c| &c.person),
                "name",
            ),
            optional(line(Kind::Email, "mail", mail, "email")),
            optional(line(Kind::Tel, "phone", phone, "tel")),
            optional(line(Kind::Text, "reach", reach, "")),
        ],
    );
    [who]
        .into_iter()
        .chain(consents(draw, given, content))
        .collect()
}

/// What had better not stand in a line of the contact, and what travels instead of an order.
fn contact_warning(draw: &Draw, name: &str, text: &str, person: &str) -> String {
    let line = match name {
        "business" => Line::Business,
        "person" => Line::Person,
        "reach" => Line::Reach,
        _ => return String::new(),
    };
    let warnings = checks::contact_warnings(line, text, person, draw.words).into_iter();
    let mut lines: Vec<String> = warnings.map(|warning| warning.message).collect();
    if line == Line::Reach && checks::instructs(text, About::Reach) {
        let kept = checks::without_orders(text, About::Reach);
        let instead = if kept.is_empty() {
            draw.words.text("instead_reach", &[])
        } else {
            draw.instead(&kept)
        };
        lines.push(instead);
    }
    lines.join("\n")
}

/// The purpose of use with its consent, and the consent to hand on to the partner.
fn consents(draw: &Draw, given: Option<&Contact>, content: &Content) -> Vec<Group> {
    let programme = &content.programme;
    let yes = |is: bool| {
        if is {
            BTreeSet::from(["yes".to_owned()])
        } else {
            BTreeSet::new()
        }
    };
    let consent = Group {
        lead: purposes(
            content,
            &content.programme.privacy.purposes,
            &format!(
                "送った日から{}年",
                content.programme.retention.submission_years
            ),
        ),
        ..group(
            &draw.words.text("group_purpose", &[]),
            vec![draw.many("consent", &yes(given.is_some_and(|c| c.consent)))],
        )
    };
    let share = programme.partner.as_ref().map(|partner| {
        let mut field = draw.many("share", &yes(given.is_some_and(|c| c.share_with_partner)));
        for option in &mut field.options {
            option.label = fill(&option.label, &[("partner", &partner.name)]);
        }
        group(
            &draw.words.text("group_partner", &[]),
            vec![Field {
                optional: true,
                ..field
            }],
        )
    });
    [consent].into_iter().chain(share).collect()
}

/// Who uses the contact for what, for whom, and how long it is kept.
pub(crate) fn purposes(content: &Content, purposes: &[String], kept: &str) -> Vec<String> {
    let programme = &content.programme;
    let operator = &programme.operator;
    let mut lead = vec![format!(
        "集める人：{}（電話 {}、メール {}）",
        operator.name, operator.phone, operator.mail
    )];
    lead.extend(purposes.iter().map(|purpose| format!("使い方：{purpose}")));
    let handled =
        |p: &crate::content::Processor| format!("あずける所：{}（{}）", p.name, p.purpose);
    lead.extend(programme.privacy.processors.iter().map(handled));
    lead.push(format!("残す期間：{kept}"));
    lead
}
