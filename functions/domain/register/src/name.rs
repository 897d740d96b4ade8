//! The name of a business as it is compared, however it is written.

use base::text;
use text_checks::letters;
use town::texts::OfficeTexts;

/// Without its kind of company, in letters alone. A name that is nothing else stays.
pub fn compared(name: &str, texts: &OfficeTexts) -> String {
    let plain = text::plain(name);
    let kinds = texts.company_kinds().split_whitespace();
    let bare = kinds.fold(plain.clone(), |name, kind| name.replace(kind, ""));
    match letters(&bare).as_str() {
        "" => letters(&plain),
        bare => bare.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use town::texts::Texts;

    #[test]
    fn a_name_is_one_however_it_is_written() {
        let compared = |name| compared(name, &Texts::EMBEDDED.office);
        for other in [
            "（株）見本旅館",
            "㈱見本旅館",
            "見本旅館 株式会社",
            "　株式会社　見本 旅館",
            "見本旅館（株）",
        ] {
            assert_eq!(compared(other), compared("株式会社見本旅館"), "{other}");
        }
        assert_eq!(compared("ＡＢＣ商店"), compared("abc 商店"));
        assert_eq!(compared("髙見本店"), compared("高見本店"));
        assert_ne!(compared("見本旅館"), compared("見本旅館別館"));
        assert_ne!(compared("株式会社"), "");
    }
}
