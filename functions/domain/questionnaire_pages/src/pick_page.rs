//! The page that lists the tasks of an industry, and lines for the employer's own.

use std::collections::BTreeSet;

use super::warned::warned;
use answers::{Answers, MAX_TASKS};
use base::industry::Industry;
use forms::draw::{Draw, group};
use forms::{Field, FieldGroup, Kind, limits};
use questionnaire::common::common;
use questionnaire::tasks::free_own_keys;
use text_checks::TextContext;
use town::{CatalogueTask, Content};

/// A few common tasks and a line for an own one at once; folded below, everything that the industry is offered.
pub(super) fn groups(draw: &Draw, answers: &Answers, content: &Content) -> Vec<FieldGroup> {
    let Some(industry) = answers.industry else {
        return Vec::new();
    };
    let picked: BTreeSet<String> = answers
        .picks
        .iter()
        .map(|pick| pick.key.0.clone())
        .collect();
    let common = common(industry, content);
    let names = common
        .iter()
        .map(|row| (row.id.clone(), row.name.clone(), String::new()));
    let names = draw.checkboxes("picks", names.collect(), &picked);
    let offered = content.offered(industry).into_iter();
    let others = offered.filter(|row| common.iter().all(|other| other.id != row.id));
    let (office, trade): (Vec<&CatalogueTask>, Vec<_>) =
        others.partition(|row| row.industry == "bo");
    let (borrowed, trade) = match industry {
        Industry::Other => (trade, Vec::new()),
        _ => (Vec::new(), trade),
    };
    let own = own_lines(draw, content, answers);
    let at_once = [names].into_iter().chain(own).collect();
    [group("", at_once)]
        .into_iter()
        .chain([others_of(
            draw,
            content,
            [("picks_rest", trade), ("picks_bo", office)],
            &picked,
        )])
        .chain(borrow(draw, content, &borrowed, &picked))
        .collect()
}

/// The other tasks, folded until one of them is picked.
fn others_of(
    draw: &Draw,
    content: &Content,
    lists: [(&str, Vec<&CatalogueTask>); 2],
    picked: &BTreeSet<String>,
) -> FieldGroup {
    let lists = lists.into_iter().filter(|(_, rows)| !rows.is_empty());
    let fields: Vec<Field> = lists
        .map(|(name, rows)| {
            let options = rows.into_iter().map(option).collect();
            draw.checkboxes(name, options, picked)
        })
        .collect();
    let options = || fields.iter().flat_map(|field| &field.options);
    let title = content.texts.questionnaire.group_others(options().count());
    FieldGroup {
        folded: !options().any(|option| option.checked),
        ..group(&title, fields)
    }
}

fn option(row: &CatalogueTask) -> (String, String, String) {
    (row.id.clone(), row.name.clone(), row.what.clone())
}

/// The other trades' tasks, a folded group for each trade, open where something in it is picked.
fn borrow(
    draw: &Draw,
    content: &Content,
    rows: &[&CatalogueTask],
    picked: &BTreeSet<String>,
) -> Vec<FieldGroup> {
    let of_trade = |trade: &Industry| {
        let rows = rows.iter().filter(|row| row.industry == trade.code());
        let options: Vec<_> = rows.map(|row| option(row)).collect();
        let name = format!("picks_{}", trade.code());
        let field = draw.checkboxes_named("picks_more", &name, options, picked);
        let folded = !field.options.iter().any(|option| option.checked);
        let label = draw.words.option("industry", trade.code());
        let title = content.texts.questionnaire.group_borrow(label);
        (!field.options.is_empty()).then(|| FieldGroup {
            folded,
            ..group(&title, vec![field])
        })
    };
    Industry::ALL.iter().filter_map(of_trade).collect()
}

fn own_lines(draw: &Draw, content: &Content, answers: &Answers) -> Vec<Field> {
    let used: BTreeSet<&str> = answers
        .picks
        .iter()
        .map(|pick| pick.key.0.as_str())
        .collect();
    let existing = answers.picks.iter().filter(|pick| pick.key.is_own());
    let existing: Vec<_> = existing
        .map(|p| (p.key.clone(), p.name.clone().unwrap_or_default()))
        .collect();
    // One empty line: the next task can be added when this one is written.
    let room = MAX_TASKS.saturating_sub(existing.len()).min(1);
    let empty = free_own_keys(&used)
        .take(room)
        .map(|key| (key, String::new()));
    let lines = existing.into_iter().chain(empty).zip(1..);
    lines
        .map(|((key, name), number)| {
            let field = draw.text(Kind::Text, "own", &key.0, &name, limits::TASK_NAME);
            let label = match number {
                1 => field.label.clone(),
                _ => format!("{} {number}", draw.words.field("own").brief()),
            };
            Field {
                optional: true,
                label,
                // What else to call it only the employer knows.
                ..warned(content, field, TextContext::Work, |_| String::new())
            }
        })
        .collect()
}
