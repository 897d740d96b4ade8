//! The page that lists the tasks of an industry, and lines for the employer's own.

use std::collections::BTreeSet;

use super::warned::warned;
use answers::{Answers, MAX_TASKS};
use base::industry::Industry;
use forms::draw::{Draw, group};
use forms::{Field, Group, Kind, limits};
use questionnaire::tasks::free_own_keys;
use text_checks::TextContext;
use town::{CatalogueTask, Content};

/// How many empty lines for own tasks it offers.
const EMPTY_LINES: usize = 3;

/// The tasks of the industry, those of any office, and the employer's own.
pub(super) fn groups(draw: &Draw, answers: &Answers, content: &Content) -> Vec<Group> {
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
    let (borrowed, trade) = match industry {
        Industry::Other => (trade, Vec::new()),
        _ => (Vec::new(), trade),
    };
    let mut groups = Vec::new();
    for (name, rows) in [("picks", trade), ("picks_bo", office)] {
        if !rows.is_empty() {
            let options = rows.into_iter().map(option).collect();
            groups.push(group("", vec![draw.checkboxes(name, options, &picked)]));
        }
    }
    groups.extend(borrow(draw, &borrowed, &picked));
    let words = draw.words.field("own");
    let mut own = group(&words.label, own_lines(draw, answers));
    own.lead = vec![words.hint.clone()];
    groups.push(own);
    groups
}

fn option(row: &CatalogueTask) -> (String, String, String) {
    (row.id.clone(), row.name.clone(), row.what.clone())
}

/// The other trades' tasks, a folded group for each trade, open where something in it is picked.
fn borrow(draw: &Draw, rows: &[&CatalogueTask], picked: &BTreeSet<String>) -> Vec<Group> {
    let of_trade = |trade: &Industry| {
        let rows = rows.iter().filter(|row| row.industry == trade.code());
        let options: Vec<_> = rows.map(|row| option(row)).collect();
        let name = format!("picks_{}", trade.code());
        let field = draw.checkboxes_named("picks_more", &name, options, picked);
        let folded = !field.options.iter().any(|option| option.checked);
        let label = draw.words.option("industry", trade.code());
        let title = draw.words.text("group_borrow", &[("industry", label)]);
        (!field.options.is_empty()).then(|| Group {
            folded,
            ..group(&title, vec![field])
        })
    };
    Industry::ALL.iter().filter_map(of_trade).collect()
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
    let lines = existing.into_iter().chain(empty).zip(1..);
    lines
        .map(|((key, name), number)| {
            let field = draw.text(Kind::Text, "own", &key.0, &name, limits::TASK_NAME);
            let label = format!("{} {number}", draw.words.field("own").brief());
            Field {
                optional: true,
                label,
                hint: String::new(),
                // What else to call it only the employer knows.
                ..warned(draw, field, TextContext::Work, |_| String::new())
            }
        })
        .collect()
}
