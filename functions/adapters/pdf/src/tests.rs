mod handouts;
mod largest;
mod own;
mod paper;

use jiff::civil::date;
use testkit::sample::spec as sample;

use super::*;

fn imprint() -> Imprint {
    Imprint {
        operator: "見本町振興公社（見本）".into(),
        reference: Some("K7M3-FXWP".into()),
        dated: date(2026, 11, 24),
        draft: false,
        price: None,
        helped: None,
    }
}

#[test]
fn the_same_spec_gives_the_same_bytes() {
    let first = render(&[sample()], &imprint(), &Texts::EMBEDDED).unwrap();
    assert!(first.starts_with(b"%PDF-"));
    assert_eq!(
        first,
        render(&[sample()], &imprint(), &Texts::EMBEDDED).unwrap()
    );
}

#[test]
fn the_sheet_says_who_of_the_office_helped_to_write_it() {
    let helped = "見本 三郎（窓口）が手伝って書きました（電話）。";
    let with = Imprint {
        helped: Some(helped.to_owned()),
        ..imprint()
    };
    let words = |imprint: &Imprint| {
        pages(&render(&[sample()], imprint, &Texts::EMBEDDED).unwrap()).concat()
    };
    let said = helped.replace(' ', "");
    assert!(words(&with).contains(&format!("書いた人{said}")));
    assert!(!words(&imprint()).contains("書いた人"));
}

/// The text of a PDF in the order it was drawn.
fn text_of(pdf: &[u8]) -> String {
    testkit::pdf::text(pdf, "-raw")
}

/// A page's words without blanks; the pages of a file are apart by form feeds.
fn pages(pdf: &[u8]) -> Vec<String> {
    let text = text_of(pdf);
    let pages = text.split('\u{c}').map(str::to_owned);
    let pages = pages.map(|page| page.split_whitespace().collect::<String>());
    pages.filter(|page| !page.is_empty()).collect()
}

/// A word on a page: its text, and where it begins and ends from the left, in points.
fn words_of(pdf: &[u8]) -> Vec<(String, f64, f64)> {
    let html = testkit::pdf::text(pdf, "-bbox");
    let number = |line: &str, name: &str| {
        let (_, rest) = line.split_once(name).unwrap();
        rest[2..].split('"').next().unwrap().parse::<f64>().unwrap()
    };
    let words = html.lines().filter(|line| line.contains("<word "));
    let text = |line: &str| line.split(['>', '<']).nth(2).unwrap().to_owned();
    words
        .map(|line| (text(line), number(line, "xMin"), number(line, "xMax")))
        .collect()
}

/// Where the column of the values ends, and where the paper's text ends, in points.
const COLUMN: f64 = 595.3 - 18.0 * 72.0 / 25.4 - 28.0 * 72.0 / 25.4;
/// A closing bracket at the end of a line counts with the blank half of its square.
const MARGIN: f64 = 595.3 - 48.5;

#[test]
fn what_has_no_break_stays_in_its_column_and_is_all_there() {
    let long = [
        format!("https://example.jp/{}", "abcdefghij".repeat(28)),
        format!("{}@{}.example.jp", "W".repeat(64), "m".repeat(60)),
        "9".repeat(200),
        "ー".repeat(120),
        "！".repeat(120),
        "…".repeat(120),
        format!("見本{}見本", "（".repeat(90)),
        "\u{a0}あ".repeat(120),
    ];
    for text in &long {
        let mut spec = sample();
        let at = spec
            .fields
            .iter()
            .position(|field| field.id == "deliverable")
            .unwrap();
        spec.fields[at].value = text.clone();
        let pdf = render(&[spec], &imprint(), &Texts::EMBEDDED).unwrap();
        let words = words_of(&pdf);
        let width = words.iter().map(|word| word.2).fold(0.0, f64::max);
        assert!(width <= MARGIN + 0.5, "{text}: {width}");
        let plain: String = text.split_whitespace().collect();
        let of_text = |word: &str| plain.contains(word) && word.chars().count() > 3;
        let over = words
            .iter()
            .find(|(word, _, to)| of_text(word) && *to > COLUMN);
        assert_eq!(over, None, "{text}");
        let all: String = text_of(&pdf).split_whitespace().collect();
        assert!(all.contains(&plain), "{text}: {all:?}");
    }
}

#[test]
fn no_field_of_the_paper_lets_a_long_word_out() {
    let long = "abcdefghij".repeat(100);
    let mut spec = sample();
    spec.title = long.clone();
    spec.homework = vec![long.clone()];
    spec.cautions = vec![long.clone()];
    spec.estimate.basis = long.clone();
    spec.industry_label = long.clone();
    for field in &mut spec.fields {
        field.value = long.clone();
    }
    spec.fields[2].state = job_spec::FieldState::Undecided {
        reason: long.clone(),
        planned: date(2026, 12, 1),
    };
    let imprint = Imprint {
        operator: long,
        ..imprint()
    };
    let words = words_of(&render(&[spec], &imprint, &Texts::EMBEDDED).unwrap());
    let out = words
        .iter()
        .find(|(_, from, to)| *to > MARGIN + 0.5 || *from < 50.0);
    assert_eq!(out, None);
}

#[test]
fn special_blanks_and_hyphens_are_printed_as_what_they_look_like() {
    for blank in [
        "\u{2002}", "\u{2003}", "\u{2007}", "\u{2009}", "\u{200A}", "\u{205F}", "\u{2004}",
        "\u{A0}", "\u{1680}",
    ] {
        let mut spec = sample();
        let at = spec
            .fields
            .iter()
            .position(|field| field.id == "handover")
            .unwrap();
        spec.fields[at].value = format!(
            "3\u{2011}5日、1\u{202F}000円、x{blank}y、a\u{200D}b、7\u{2012}9、4\u{FE63}6、3\u{223C}5、p\u{2800}q、\u{2705}済"
        );
        let text = text_of(&render(&[spec], &imprint(), &Texts::EMBEDDED).unwrap());
        assert!(
            text.contains("3-5日、1 000円、x y、ab、7-9、4-6、3〜5、p q、■済"),
            "{blank:?}: {text}"
        );
        assert!(!text.contains('〓'), "{text}");
    }
}

#[test]
fn signs_of_telephones_are_printed_as_what_they_look_like_and_yes_is_not_no() {
    let signs = [
        ("同じなら⭕、ちがえば❌", "同じなら○、ちがえば×"),
        ("⭕\u{FE0F}❌\u{FE0F}✖\u{FE0F}", "○××"),
        ("まる⚪⚫", "まる○●"),
        ("ばつ✕✗✘❎☒", "ばつ×××××"),
        ("はい☑✅✔、まだ☐", "はい■■■、まだ□"),
        ("算数➕➖➗", "算数＋－÷"),
        ("続き⋯", "続き…"),
        ("注意⚠\u{FE0F}❗❓", "注意！！？"),
        ("矢印➡⬅↕", "矢印➡⬅↑↓"),
        ("改行↵、1∕2", "改行←、1/2"),
    ];
    let mut spec = sample();
    let at = spec.fields.iter().position(|field| field.id == "handover");
    let written = signs.map(|(written, _)| written).join("\n");
    spec.fields[at.unwrap()].value = written;
    let text = text_of(&render(&[spec], &imprint(), &Texts::EMBEDDED).unwrap());
    for (written, printed) in signs {
        assert!(text.contains(printed), "{written}: {text}");
    }
    assert!(
        !text.contains('〓') && !text.contains("もとの文字は"),
        "{text}"
    );
}

#[test]
fn one_letter_without_a_shape_is_one_geta_and_an_equal_one_is_drawn() {
    let mut spec = sample();
    let at = spec
        .fields
        .iter()
        .position(|field| field.id == "handover")
        .unwrap();
    spec.fields[at].value = "家\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}族、\u{1D7D9}\u{1D7D8}件、Ho\u{302}tel、\u{795E}\u{FE00}社".into();
    let text = text_of(&render(&[spec], &imprint(), &Texts::EMBEDDED).unwrap());
    assert!(text.contains("家〓族、10件、Hôtel、神\u{FE00}社"), "{text}");
    assert!(text.contains("もとの文字は"), "{text}");
}

#[test]
fn every_field_is_on_the_sheet_and_rare_characters_show() {
    let mut spec = sample();
    spec.title = "髙橋・山﨑の台帳".into();
    spec.fields[3].value = "𠮷野の😀を #strong[*書く*] $x$ <label> @ref \\ \"".into();
    let pdf = render(&[spec.clone()], &imprint(), &Texts::EMBEDDED).unwrap();
    let text = text_of(&pdf);
    let flat: String = text.split_whitespace().collect();
    assert!(flat.contains("髙橋・山﨑の台帳"), "{text}");
    assert!(
        flat.contains("𠮷野の〓を#strong[*書く*]$x$<label>@ref\\\""),
        "{text}"
    );
    for field in spec.fields.iter().filter(|field| field.id != "work") {
        let value: String = field.value.split_whitespace().collect();
        assert!(flat.contains(&value), "{value}");
    }
    assert!(flat.contains("下書き・契約書ではありません"));
}

#[test]
fn the_file_tells_its_title_language_and_date() {
    let pdf = render(&[sample()], &imprint(), &Texts::EMBEDDED).unwrap();
    let raw = String::from_utf8_lossy(&pdf);
    assert!(
        raw.contains("/Lang(ja-JP)") || raw.contains("/Lang (ja-JP)"),
        "language"
    );
    assert!(raw.contains("/CreationDate"), "date");
    assert!(raw.contains("/StructTreeRoot"), "tags");
}
