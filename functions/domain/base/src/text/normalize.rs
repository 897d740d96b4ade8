//! Typed and pasted text in the letters it shows: kana in one piece, no radicals, nothing that cannot be seen.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::compose;

use super::radicals;

/// The text in the letters it shows. Kana in two pieces are put together, radicals become the letters they stand
/// for, and invisible characters go where they mean nothing. Everything else stays as typed: half-width kana,
/// full-width letters, 﨑 and the variation selectors of names.
pub fn normalize(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let c = radicals::letter(c);
        if let Some(mark) = VoicingMark::of(c) {
            mark.put(&mut out, c);
        } else if !is_ignorable(c) || has_meaning(c, out.chars().next_back(), rest.clone().next()) {
            out.push(c);
        }
    }
    out
}

/// 濁点 or 半濁点.
#[derive(Clone, Copy, PartialEq)]
enum VoicingMark {
    Voiced,
    SemiVoiced,
}

impl VoicingMark {
    fn of(c: char) -> Option<VoicingMark> {
        match c {
            '\u{3099}' | '゛' | 'ﾞ' => Some(VoicingMark::Voiced),
            '\u{309A}' | '゜' | 'ﾟ' => Some(VoicingMark::SemiVoiced),
            _ => None,
        }
    }

    fn combining(self) -> char {
        match self {
            VoicingMark::Voiced => '\u{3099}',
            VoicingMark::SemiVoiced => '\u{309A}',
        }
    }

    fn half_width(self) -> char {
        match self {
            VoicingMark::Voiced => 'ﾞ',
            VoicingMark::SemiVoiced => 'ﾟ',
        }
    }

    /// The mark as a letter of its own.
    fn alone(self) -> char {
        match self {
            VoicingMark::Voiced => '゛',
            VoicingMark::SemiVoiced => '゜',
        }
    }

    /// Puts the mark on the kana before it, or behind it where that kana has no such form.
    fn put(self, out: &mut String, typed: char) {
        let is_combining = typed == self.combining();
        if is_combining && out.ends_with(' ') && out.trim_end().ends_with(is_kana) {
            // What compatibility mappings make of ゛ is a blank and a combining mark.
            out.pop();
        }
        let kana = out.chars().next_back().unwrap_or_default();
        if let Some(letter) = compose(kana, self.combining()) {
            out.pop();
            out.push(letter);
        } else if is_half_width_kana(kana) && typed != self.alone() {
            out.push(self.half_width());
        } else if is_combining {
            out.push(self.alone());
        } else {
            out.push(typed);
        }
    }
}

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{309D}' | '\u{30A1}'..='\u{30FA}' | '\u{30FD}')
        || is_half_width_kana(c)
}

fn is_half_width_kana(c: char) -> bool {
    matches!(c, '\u{FF66}'..='\u{FF9D}')
}

/// Characters without a shape of their own (Unicode's `Default_Ignorable_Code_Point`), direction marks, and what
/// stands for a picture in text copied out of a document.
fn is_ignorable(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{3164}'
            | '\u{FDD0}'..='\u{FDEF}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFC}'
            | '\u{FFFE}'
            | '\u{FFFF}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// Whether an invisible character changes what is seen, by its neighbours: joiners in emoji and in scripts whose
/// letters join, variation selectors behind what has variants, the letters of a flag.
fn has_meaning(c: char, before: Option<char>, after: Option<char>) -> bool {
    let (Some(before), after) = (before, after.unwrap_or_default()) else {
        return false;
    };
    match c {
        '\u{200C}' | '\u{200D}' if joins(before) && joins(after) => true,
        '\u{200D}' => is_pictograph(after) && (is_pictograph(before) || before == '\u{FE0F}'),
        '\u{FE0F}' if after == '\u{20E3}' => matches!(before, '0'..='9' | '#' | '*'),
        '\u{FE0E}' | '\u{FE0F}' => is_pictograph(before),
        '\u{FE00}'..='\u{FE0D}' | '\u{E0100}'..='\u{E01EF}' => is_ideograph(before),
        '\u{180B}'..='\u{180F}' => matches!(before, '\u{1820}'..='\u{18AA}'),
        '\u{E0020}'..='\u{E007F}' => matches!(before, '\u{1F3F4}' | '\u{E0020}'..='\u{E007E}'),
        _ => false,
    }
}

/// Letters that take another form beside a joiner or a non-joiner: Arabic to Mongolian.
fn joins(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{1AFF}')
}

fn is_pictograph(c: char) -> bool {
    matches!(
        c,
        '©' | '®' | '‼' | '⁉' | '™' | 'ℹ' | '〰' | '〽' | '㊗' | '㊙'
            | '\u{2190}'..='\u{27FF}'
            | '\u{2900}'..='\u{2BFF}'
            | '\u{1F000}'..='\u{1FAFF}'
    )
}

fn is_ideograph(c: char) -> bool {
    matches!(
        c,
        '々' | '〇' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
            | '\u{20000}'..='\u{3FFFD}'
    )
}

/// One line out of typed or pasted text as it is compared and parsed: normalised, in half-width letters, without
/// the blanks at its ends.
pub fn plain(text: &str) -> String {
    normalize(text).nfkc().collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn becomes(pairs: &[(&str, &str)]) {
        for (typed, wanted) in pairs {
            assert_eq!(normalize(typed), *wanted, "{}", typed.escape_unicode());
        }
    }

    #[track_caller]
    fn stays(texts: &[&str]) {
        for text in texts {
            assert_eq!(normalize(text), *text, "{}", text.escape_unicode());
        }
    }

    #[test]
    fn kana_in_two_pieces_are_put_together() {
        becomes(&[
            ("カ\u{3099}ーテ\u{3099}ン花", "ガーデン花"),
            ("ハ\u{309A}ク", "パク"),
            ("か\u{3099}う\u{3099}ゝ\u{3099}ワ\u{3099}", "がゔゞヷ"),
            ("カ゛ーテ゛ン、ハ゜ン", "ガーデン、パン"),
            ("カﾞーテﾞン、ハﾟン", "ガーデン、パン"),
            ("カ \u{3099}ーテ \u{3099}ン", "ガーデン"),
            ("カ\u{200B}\u{3099}", "ガ"),
            // Half-width kana keep their width and their usual pair of letters.
            ("ｶ\u{3099}ｰﾃ\u{3099}ﾝ、ﾊ\u{309A}ﾝ", "ｶﾞｰﾃﾞﾝ、ﾊﾟﾝ"),
            // No letter has these marks; they are shown behind it.
            ("あ\u{3099}か\u{309A}\u{3099}", "あ゛か゜゛"),
        ]);
        stays(&["ｶﾞｰﾃﾞﾝ", "ｳﾞ", "あ゛", "゛と゜", "ガーデン", "ﾊﾟﾝ"]);
    }

    #[test]
    fn radicals_become_the_letters_they_stand_for() {
        becomes(&[
            ("\u{2F47}報の\u{2F0A}\u{2F12}", "日報の入力"),
            (
                "\u{2F92}積書を\u{2FA6}曜\u{2F47}までに",
                "見積書を金曜日までに",
            ),
            ("銀行\u{2F1D}座", "銀行口座"),
            (
                "町\u{2EA0}、\u{2ED1}所、\u{2ED8}木、\u{2EC4}、\u{2EE9}\u{2EE8}、\u{2EE3}",
                "町民、長所、青木、西、黄麦、骨",
            ),
            ("神\u{2F3E}、\u{2FCA}字", "神戸、黒字"),
        ]);
        for radical in ('\u{2E80}'..='\u{2FD5}')
            .filter(|c| !matches!(c, '\u{2E80}' | '\u{2E9A}' | '\u{2EF4}'..='\u{2EFF}'))
        {
            let letter = radicals::letter(radical);
            assert!(is_ideograph(letter), "{radical} became {letter}");
        }
        stays(&["日報の入力", "⿰木木", "㇐", "\u{2E80}"]);
    }

    #[test]
    fn letters_and_shapes_of_names_stay() {
        stays(&[
            "\u{FA19}社\u{FA1B}山\u{FA67}郎",
            "髙橋・山﨑・𠮷野・㈱見本・①・ﬁ・½・㍿・Å・Ａ１",
            "葛\u{E0100}飾・辻\u{E0101}・神\u{FE00}",
            "cafe\u{301}",
            "1\u{202F}000円 3\u{2011}5日 a\u{A0}b",
        ]);
    }

    #[test]
    fn invisible_characters_go_where_they_mean_nothing() {
        becomes(&[
            ("\u{202D}090-0000-5678\u{202C}", "090-0000-5678"),
            ("\u{2068}見本\u{2069}\u{200E}\u{200F}\u{61C}", "見本"),
            (
                "見\u{200B}本\u{FEFF}の\u{AD}仕\u{2060}事\u{200C}と\u{200D}は\u{34F}",
                "見本の仕事とは",
            ),
            (
                "5678\u{FE0E}、キ\u{FE0F}、a\u{E0100}\u{E0041}",
                "5678、キ、a",
            ),
            ("見本\u{FFFC}\u{3164}\u{FFA0}\u{FFFE}", "見本"),
            ("\u{FE0F}\u{200D}\u{E0100}", ""),
        ]);
        stays(&[
            "👨\u{200D}👩\u{200D}👧",
            "👩🏽\u{200D}🌾",
            "🏳\u{FE0F}\u{200D}🌈",
            "❤\u{FE0F}、☎\u{FE0E}、㊗\u{FE0F}、1\u{FE0F}\u{20E3}",
            "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
            "می\u{200C}خواهم",
            "ᠠ\u{180B}",
        ]);
    }

    proptest! {
        #[test]
        fn what_was_normalised_stays_as_it_is(text in "[ -~カハかｶｱ゛゜ﾞﾟ\u{3099}\u{309A}\u{200D}\u{FE0F}👩🌾葛\u{E0100}\u{2F00}\u{2EA0} ]{0,12}") {
            let once = normalize(&text);
            prop_assert_eq!(normalize(&once), once);
        }

        #[test]
        fn ordinary_japanese_is_left_alone(text in "[ぁ-ゖァ-ヺ一-龠Ａ-ｚａ-ｚ０-９ -~、。「」ー・〜]{0,20}") {
            prop_assert_eq!(normalize(&text), text);
        }
    }
}
