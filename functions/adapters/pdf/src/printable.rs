//! Text that the sheet's fonts can draw and that fits its columns.

use base::text::is_hyphen;
use unicode_linebreak::linebreaks;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::world::drawable;

/// Stands for a character that the font cannot draw, as Japanese printers do.
const GETA: &str = "〓";
/// A place where a line may end; the template turns it into something without a letter.
pub(crate) const BREAK: char = '\u{200B}';

/// How far two such places are apart at least, in ems: each costs the typesetter an item.
const STEP: f32 = 2.5;

/// The text with every character that the fonts lack drawn as what it looks like, as an equal one, or as 〓; whether
/// any is 〓. What has no place to break for longer than `width`, in ems, may break every few
/// characters.
pub(crate) fn printable(text: &str, width: f32) -> (String, bool) {
    let mut has_geta = false;
    let mut drawn = String::with_capacity(text.len());
    for grapheme in text.graphemes(true) {
        match shape(grapheme) {
            Some(shape) => drawn.push_str(&shape),
            None => {
                has_geta = true;
                drawn.push_str(GETA);
            }
        }
    }
    (breakable(drawn, width), has_geta)
}

/// The characters that draw this one; `None` where the fonts have none.
fn shape(grapheme: &str) -> Option<String> {
    let mut plain = String::new();
    for c in grapheme.chars() {
        match sign(c).filter(|_| !drawable(c)) {
            Some(sign) => plain.push_str(sign),
            None => plain.extend(look(c)),
        }
    }
    // A compatibility ideograph is another form of a letter, which may be a name's.
    let is_ideograph =
        plain.contains(|c| matches!(c, '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}'));
    let is_drawable = |text: &String| text.chars().all(drawable);
    if is_ideograph || plain.chars().count() < 2 && is_drawable(&plain) {
        return Some(plain).filter(is_drawable);
    }
    let composed: String = plain.nfc().collect();
    let equal = || plain.nfkc().collect();
    let or_equal = || Some(equal()).filter(is_drawable);
    Some(composed).filter(is_drawable).or_else(or_equal)
}

/// A sign that telephones and word processors offer, as one that print has: what is yes there is not what is no here.
fn sign(c: char) -> Option<&'static str> {
    Some(match c {
        '☑' | '✅' | '✔' | '✓' | '🗹' => "■",
        '❑' | '❏' | '☐' | '🔲' | '⬜' | '◻' | '◽' => "□",
        '⬛' | '◼' | '◾' => "■",
        '⭕' | '⚪' | '🔘' => "○",
        '⚫' | '⬤' => "●",
        '❌' | '❎' | '☒' | '☓' | '✕' | '✖' | '✗' | '✘' | '🗙' | '🗷' => "×",
        '➕' | '✚' => "＋",
        '➖' => "－",
        '➗' => "÷",
        '⋯' => "…",
        '⚠' | '❗' | '❕' => "！",
        '❓' | '❔' => "？",
        '↕' => "↑↓",
        '↵' | '⏎' | '↩' => "←",
        '∕' | '⁄' => "/",
        '⭐' | '🌟' => "★",
        _ => return None,
    })
}

/// What a blank or hyphen that the fonts lack looks like; nothing for what has no shape.
fn look(c: char) -> Option<char> {
    match c {
        '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => Some(' '),
        '\u{AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FE0E}'
        | '\u{FE0F}'
        | '\u{20E3}'
        | '\u{FEFF}' => None,
        '\u{2800}' | '\u{3164}' | '\u{115F}' | '\u{1160}' | '\u{FFA0}' => Some(' '),
        '\u{223C}' | '\u{223D}' | '\u{2053}' | '\u{301C}' if !drawable(c) => Some('〜'),
        c if is_hyphen(c) && !drawable(c) => Some('-'),
        c => Some(c),
    }
}

fn breakable(text: String, width: f32) -> String {
    // Most texts have no part that is long in any way.
    if text.chars().count() as f32 <= width {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut start = 0;
    for (end, _) in linebreaks(&text) {
        let part = &text[start..end];
        if part.trim_end().chars().map(ems).sum::<f32>() <= width {
            out.push_str(part);
        } else {
            let mut since = 0.0;
            for grapheme in part.graphemes(true) {
                if since >= STEP && !grapheme.starts_with(char::is_whitespace) {
                    out.push(BREAK);
                    since = 0.0;
                }
                out.push_str(grapheme);
                since += grapheme.chars().map(ems).sum::<f32>();
            }
        }
        start = end;
    }
    out
}

/// How wide a character is at most, in ems.
fn ems(c: char) -> f32 {
    match c {
        'M' | 'W' | 'm' | 'w' | '@' | '%' => 1.0,
        'A'..='Z' | '&' => 0.85,
        '\u{20}'..='\u{7E}' => 0.68,
        '\u{FF61}'..='\u{FF9F}' => 0.6,
        _ => 1.0,
    }
}
