//! Counts words and minutes of reading.

use unicode_segmentation::UnicodeSegmentation;

/// How many words a text has, in Chinese and Japanese letters, and how many minutes it takes to read.
/// Fenced code does not count. The speeds per minute are those Zola documents for each language.
pub fn measure(text: &str, lang: &str) -> (usize, usize) {
    let prose = text.split("```").step_by(2);
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    let words = |text: &str| text.unicode_words().count();
    let (count, speed) = match lang.split('-').next().unwrap_or(lang) {
        "ja" => (prose.map(letters).sum::<usize>(), 653),
        "zh" => (prose.map(letters).sum(), 439),
        "en" => (prose.map(words).sum(), 238),
        "ko" => (prose.map(words).sum(), 202),
        _ => (prose.map(words).sum(), 200),
    };
    (count, count.div_ceil(speed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn japanese_counts_letters_outside_fences() {
        assert_eq!(
            measure("外注、する。\n```\nコード\n```\n時々", "ja"),
            (6, 1)
        );
        assert_eq!(measure("", "ja"), (0, 0));
    }

    #[test]
    fn other_languages_count_words() {
        assert_eq!(measure("Hand over the work", "en"), (4, 1));
    }
}
