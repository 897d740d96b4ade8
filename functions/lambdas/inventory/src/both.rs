//! A page of questions that somebody answers while another device or tab has answered it: both answers are kept, and the
//! one who comes second is told.
//!
//! A page carries a short name of each value that it shows. What comes back is held against these names and against
//! what the page would show now, so that each field is known to be changed by one, by the other, or by both.

use std::collections::BTreeMap;

use forms::{Field, Input, Kind, Page};
use sha2::{Digest, Sha256};
use town::texts::InventoryTexts;

/// The hidden field that names what the page showed.
pub(crate) const SEEN: &str = "_seen";

/// How long the name of a value is: long enough that two values of one field do not share it by chance.
const NAME_BYTES: usize = 4;

/// What somebody has typed on a page that was changed under them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Disturbed {
    /// What was typed, with the other's values where nothing was typed.
    pub input: Input,
    /// By field, what the other wrote where both wrote something else: for a person to read.
    pub theirs: BTreeMap<String, String>,
    /// The fields that others have changed.
    pub fields: Vec<String>,
}

/// The names of what a page shows, for [`SEEN`].
pub(crate) fn seen(page: &Page) -> String {
    let names = fields(page).map(|field| format!("{}.{}", field.name, name(&shown(field))));
    names.collect::<Vec<_>>().join(" ")
}

/// What to show again, if others have changed the page since it was served; `now`: the page as it would be served.
pub(crate) fn disturbed(now: &Page, input: &Input) -> Option<Disturbed> {
    let seen: BTreeMap<&str, &str> = input
        .one(SEEN)
        .split(' ')
        .filter_map(|pair| pair.rsplit_once('.'))
        .collect();
    let mut merged = input.clone();
    let mut theirs = BTreeMap::new();
    let mut changed = Vec::new();
    for field in fields(now) {
        let (there, typed) = (shown(field), typed(field, input));
        let Some(seen) = seen.get(field.name.as_str()) else {
            continue;
        };
        if name(&there) == *seen || there == typed {
            continue;
        }
        changed.push(field.name.clone());
        if name(&typed) == *seen {
            merged.0.insert(field.name.clone(), there);
        } else {
            theirs.insert(field.name.clone(), told(field, &there));
        }
    }
    (!changed.is_empty()).then_some(Disturbed {
        input: merged,
        theirs,
        fields: changed,
    })
}

/// The names of the fields that somebody has changed on a page that would be served like this.
pub(crate) fn touched<'a>(served: &'a Page, input: &'a Input) -> impl Iterator<Item = &'a str> {
    let changed = fields(served).filter(move |field| shown(field) != typed(field, input));
    changed.map(|field| field.name.as_str())
}

/// Whether somebody has changed nothing on a page that would be served like this.
pub(crate) fn is_untouched(served: &Page, input: &Input) -> bool {
    touched(served, input).next().is_none()
}

/// Puts what the other wrote beside each field in which both wrote.
pub(crate) fn tell(page: &mut Page, disturbed: &Disturbed, texts: &InventoryTexts) {
    let groups = page.groups.iter_mut();
    for field in groups.flat_map(|group| &mut group.fields) {
        if let Some(theirs) = disturbed.theirs.get(&field.name) {
            field.warning = match theirs.is_empty() {
                true => texts.other_left_empty().to_owned(),
                false => texts.other_wrote(theirs),
            };
        }
    }
}

fn fields(page: &Page) -> impl Iterator<Item = &Field> {
    page.groups.iter().flat_map(|group| &group.fields)
}

/// The values that a browser would send of a field that nobody touches.
fn shown(field: &Field) -> Vec<String> {
    let chosen = field.options.iter().filter(|choice| choice.checked);
    let mut chosen: Vec<String> = chosen.map(|choice| choice.value.clone()).collect();
    match field.kind {
        Kind::Radio | Kind::Checkbox => chosen,
        Kind::Select => {
            // A browser sends the first of a list in which nothing is chosen.
            if chosen.is_empty() {
                chosen.extend(field.options.first().map(|choice| choice.value.clone()));
            }
            without_empty(chosen)
        }
        _ => without_empty(vec![field.value.clone()]),
    }
}

/// What came back of a field, in the form of [`shown`].
fn typed(field: &Field, input: &Input) -> Vec<String> {
    let values = input.all(&field.name).to_vec();
    match field.kind {
        Kind::Radio | Kind::Checkbox => values,
        _ => without_empty(values),
    }
}

/// Lines end in a browser otherwise than in a text of ours.
fn without_empty(values: Vec<String>) -> Vec<String> {
    let plain = values
        .iter()
        .map(|value| value.replace("\r\n", "\n").trim().to_owned());
    plain.filter(|value| !value.is_empty()).collect()
}

fn name(values: &[String]) -> String {
    let text = values.join("\n");
    hex::encode(&Sha256::digest(text)[..NAME_BYTES])
}

/// What the other wrote, as the page says it.
fn told(field: &Field, values: &[String]) -> String {
    let label = |value: &String| {
        let choice = field.options.iter().find(|choice| choice.value == *value);
        choice.map_or_else(|| value.clone(), |choice| choice.label.clone())
    };
    values.iter().map(label).collect::<Vec<_>>().join("、")
}

#[cfg(test)]
mod tests {
    use forms::{Choice, FieldGroup, limits};

    use super::*;

    fn field(name: &str, kind: Kind, value: &str, options: &[(&str, bool)]) -> Field {
        let option = |(value, checked): &(&str, bool)| Choice {
            value: (*value).into(),
            label: format!("{value}です"),
            hint: String::new(),
            checked: *checked,
        };
        Field {
            name: name.into(),
            kind,
            label: String::new(),
            hint: String::new(),
            unit: String::new(),
            optional: false,
            options: options.iter().map(option).collect(),
            value: value.into(),
            error: String::new(),
            warning: String::new(),
            offer: String::new(),
            autocomplete: String::new(),
            inputmode: String::new(),
            max_length: limits::NOTE,
        }
    }

    fn page(minutes: &str, note: &str, yes: bool, tools: [bool; 2]) -> Page {
        let fields = vec![
            field("minutes", Kind::Number, minutes, &[]),
            field("note", Kind::Textarea, note, &[]),
            field("stop", Kind::Radio, "", &[("yes", yes), ("no", !yes)]),
            field(
                "tools",
                Kind::Checkbox,
                "",
                &[("a", tools[0]), ("b", tools[1])],
            ),
        ];
        Page {
            step: "task/inn01".into(),
            title: String::new(),
            lead: Vec::new(),
            stands: Vec::new(),
            groups: vec![FieldGroup {
                title: String::new(),
                lead: Vec::new(),
                fields,
                folded: false,
            }],
            submit: String::new(),
        }
    }

    /// What a browser sends of a page that was served like this.
    fn posted(served: &Page, changes: &[(&str, &[&str])]) -> Input {
        let mut input = Input::default();
        for field in fields(served) {
            let values = shown(field).into_iter();
            let values = values.map(|value| value.replace('\n', "\r\n"));
            input.0.insert(field.name.clone(), values.collect());
        }
        for (name, values) in changes {
            let values = values.iter().map(|value| (*value).to_owned());
            input.0.insert((*name).to_owned(), values.collect());
        }
        input.0.insert(SEEN.to_owned(), vec![seen(served)]);
        input
    }

    #[test]
    fn nobody_is_disturbed_by_their_own_changes_or_by_the_same_ones() {
        let served = page("5", "一行\n二行", true, [true, false]);
        let typed = posted(&served, &[("minutes", &["8"]), ("tools", &["a", "b"])]);
        assert_eq!(disturbed(&served, &typed), None);
        let same = page("8", "一行\n二行", true, [true, true]);
        assert_eq!(disturbed(&same, &typed), None);
        // A form without names is somebody's own; it says what it says.
        let mut bare = typed.clone();
        bare.0.remove(SEEN);
        assert_eq!(
            disturbed(&page("9", "", false, [false, false]), &bare),
            None
        );
    }

    #[test]
    fn a_page_is_touched_by_any_change_of_it() {
        let served = page("5", "一行\n二行", true, [true, false]);
        assert!(is_untouched(&served, &posted(&served, &[])));
        for change in [("minutes", ["8"]), ("stop", ["no"]), ("tools", ["b"])] {
            let (name, value) = change;
            let typed = posted(&served, &[(name, &value)]);
            assert!(!is_untouched(&served, &typed));
            assert_eq!(touched(&served, &typed).collect::<Vec<_>>(), [name]);
        }
    }

    #[test]
    fn what_only_the_other_changed_is_taken_over() {
        let served = page("5", "前", true, [true, false]);
        let typed = posted(&served, &[("note", &["わたし"])]);
        let now = page("9", "前", false, [false, true]);
        let found = disturbed(&now, &typed).unwrap();
        assert_eq!(found.theirs, BTreeMap::new());
        assert_eq!(found.fields, ["minutes", "stop", "tools"]);
        for (name, wanted) in [
            ("minutes", "9"),
            ("note", "わたし"),
            ("stop", "no"),
            ("tools", "b"),
        ] {
            assert_eq!(found.input.all(name), [wanted], "{name}");
        }
    }

    #[test]
    fn where_both_wrote_the_typed_stays_and_the_other_is_told_in_words() {
        let served = page("5", "前", true, [false, false]);
        let changes: [(&str, &[&str]); 3] = [("minutes", &["8"]), ("note", &[]), ("tools", &["a"])];
        let now = page("9", "相手", true, [true, true]);
        let found = disturbed(&now, &posted(&served, &changes)).unwrap();
        assert_eq!(found.input.all("minutes"), ["8"]);
        assert_eq!(found.input.all("note"), [""; 0]);
        let theirs = [
            ("minutes", "9"),
            ("note", "相手"),
            ("tools", "aです、bです"),
        ];
        let theirs = theirs.map(|(name, told)| (name.to_owned(), told.to_owned()));
        assert_eq!(found.theirs, BTreeMap::from(theirs));
    }
}
