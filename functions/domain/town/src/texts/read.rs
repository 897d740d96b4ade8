//! Reads one file of words and compares it with the list.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::{ContentError, ContentSource};

/// The texts of one file by key.
pub(super) struct Table(BTreeMap<String, String>);

impl Table {
    /// Reads a file; `keys`: every key with the names that may be filled into its text.
    pub fn of(
        path: &'static str,
        text: &str,
        keys: &[(&str, &[&str])],
        errors: &mut Vec<ContentError>,
    ) -> Table {
        let source = ContentSource {
            path,
            text: Some(text),
        };
        let texts: BTreeMap<String, String> = match source.parse() {
            Ok(texts) => texts,
            Err(error) => {
                errors.push(error);
                return Table(BTreeMap::new());
            }
        };
        for (key, names) in keys {
            match texts.get(*key) {
                None => errors
                    .push(source.at(1, format!("「{key}」がありません。書き足してください。"))),
                Some(text) if text.trim().is_empty() => {
                    errors.push(source.near(key, format!("「{key}」が空です。書いてください。")));
                }
                Some(text) => errors.extend(
                    unknown_names(text, names)
                        .map(|name| source.near(key, unknown_name(key, name, names))),
                ),
            }
        }
        let unknown = texts
            .keys()
            .filter(|key| !keys.iter().any(|(known, _)| known == key));
        errors.extend(unknown.map(|key| {
            source.near(
                key,
                format!("「{key}」という項目はありません。つづりを直すか、行ごと消してください。"),
            )
        }));
        Table(texts)
    }

    /// The text of a key; nothing where it is missing, which [`Table::of`] has reported.
    pub fn take(&mut self, key: &str) -> Cow<'static, str> {
        Cow::Owned(self.0.remove(key).unwrap_or_default())
    }
}

/// The names in curly brackets that nothing is filled in for.
fn unknown_names<'t>(text: &'t str, names: &[&str]) -> impl Iterator<Item = &'t str> {
    let written = text
        .split('{')
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('}')?.0));
    written
        .filter(|name| !names.contains(name))
        .collect::<Vec<_>>()
        .into_iter()
}

fn unknown_name(key: &str, name: &str, names: &[&str]) -> String {
    let known: Vec<String> = names.iter().map(|name| format!("{{{name}}}")).collect();
    let known = match known.as_slice() {
        [] => "ここでは、{ } は使えません。".to_owned(),
        known => format!("使えるのは {} です。", known.join("、")),
    };
    format!("「{key}」の {{{name}}} には、入るものがありません。{known}")
}
