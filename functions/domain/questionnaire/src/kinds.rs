//! The kind of work that an own task's words speak of.

use std::collections::BTreeSet;

use town::{Content, Tag};

/// The kinds whose words the text shares, the likeliest first; none where it shares nothing.
///
/// Words are compared by two letters that stand side by side. Two that few kinds have say more than two that many have.
pub fn proposed<'a>(words: &str, content: &'a Content) -> Vec<&'a Tag> {
    let asked = pairs(words);
    let kinds: Vec<(&Tag, BTreeSet<[char; 2]>)> = content
        .tags
        .iter()
        .map(|tag| (tag, pairs(&vocabulary(tag, content))))
        .collect();
    let weight = |pair: &[char; 2]| {
        let have = kinds.iter().filter(|(_, own)| own.contains(pair)).count();
        1.0 / have.max(1) as f64
    };
    let likeness = |own: &BTreeSet<[char; 2]>| asked.intersection(own).map(weight).sum::<f64>();
    let mut found: Vec<(f64, &Tag)> = kinds
        .iter()
        .map(|(tag, own)| (likeness(own), *tag))
        .collect();
    found.retain(|(likeness, _)| *likeness > 0.0);
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.into_iter().map(|(_, tag)| tag).collect()
}

/// What is said of a kind and of the catalogue's tasks that are of it.
fn vocabulary(tag: &Tag, content: &Content) -> String {
    let rows = content.tasks.iter();
    let rows = rows.filter(|row| row.tags.first() == Some(&tag.id));
    let rows = rows.map(|row| format!("{}\n{}\n{}\n", row.name, row.what, row.deliverable));
    format!("{}\n{}\n{}", tag.label, tag.hint, rows.collect::<String>())
}

/// Letters side by side that carry meaning: particles and endings (two hiragana) and marks do not.
fn pairs(text: &str) -> BTreeSet<[char; 2]> {
    let is_kana = |c: char| ('ぁ'..='ん').contains(&c);
    let letters: Vec<char> = text.chars().collect();
    let pairs = letters.windows(2).map(|pair| [pair[0], pair[1]]);
    pairs
        .filter(|[a, b]| a.is_alphanumeric() && b.is_alphanumeric())
        .filter(|[a, b]| !is_kana(*a) && !is_kana(*b))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(words: &str) -> String {
        let content = Content::embedded();
        let found = proposed(words, &content);
        found.first().map(|tag| tag.id.clone()).unwrap_or_default()
    }

    #[test]
    fn the_kind_is_proposed_from_the_words() {
        for (words, kind) in [
            ("口コミの返事を書く", "social_review"),
            ("領収書の整理", "accounting"),
            ("会議の録音の文字起こし", "transcribe"),
            ("チラシのデザイン", "design"),
            ("案内文を外国語に直す", "translation"),
        ] {
            assert_eq!(first(words), kind, "{words}");
        }
    }

    #[test]
    fn where_the_words_say_nothing_none_is_proposed() {
        for words in ["", "いろいろ", "…", "a"] {
            assert_eq!(first(words), "", "{words}");
        }
    }

    #[test]
    fn most_tasks_of_the_catalogue_are_taken_for_their_own_kind() {
        let content = Content::embedded();
        let own = content
            .tasks
            .iter()
            .filter(|row| first(&row.name) == row.tags[0]);
        let (own, all) = (own.count(), content.tasks.len());
        assert!(own * 10 >= all * 8, "{own} of {all}");
    }
}
