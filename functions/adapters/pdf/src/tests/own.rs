//! The employer's own copy: the front page that only they get, and what every copy has behind it.

use super::*;

const ADDRESS: &str = "https://example.jp/inventory/";

fn draft() -> Imprint {
    Imprint {
        reference: None,
        draft: true,
        price: None,
        helped: None,
        ..imprint()
    }
}

fn own(specs: &[JobSpec]) -> Vec<u8> {
    own_copy(specs, &draft(), ADDRESS, &Texts::EMBEDDED).unwrap()
}

#[test]
fn only_the_own_copy_begins_with_a_page_for_the_employer() {
    let mut spec = sample();
    spec.reference = None;
    let theirs = pages(&own(std::slice::from_ref(&spec)));
    let front = &theirs[0];
    for words in [
        "人にたのむこと",
        "自分たちに残すこと",
        "手もとにもどる時間",
        "書きこみ",
        "下書き・契約書ではありません",
        "はじめのページ",
    ] {
        assert!(front.contains(words), "{words}: {front}");
    }
    assert!(front.contains(&spec.title), "{front}");
    let director = pages(&render(&[spec], &draft(), &Texts::EMBEDDED).unwrap());
    assert_eq!(director.len(), theirs.len() - 1);
    assert!(!director.concat().contains("書きこみ"), "{director:?}");
}

#[test]
fn each_task_has_one_front_page_however_long_its_texts_are() {
    let mut spec = sample();
    spec.title = "髙".repeat(60);
    for field in &mut spec.fields {
        field.value = "とても長い説明です。".repeat(100);
    }
    let pages = pages(&own(&[spec, sample()]));
    assert!(pages[0].contains("書きこみ") && pages[0].contains("続きは、うしろの表"));
    assert!(pages[1].contains("書きこみ"), "{}", pages[1]);
    assert!(!pages[2].contains("書きこみ"), "{}", pages[2]);
}

#[test]
fn an_amount_that_nobody_knows_stays_unknown_and_three_questions_are_asked() {
    let mut spec = sample();
    (spec.estimate.hours_month, spec.estimate.price) = (None, None);
    for field in spec.fields.iter_mut().skip(4).take(5) {
        field.state = job_spec::FieldState::Undecided {
            reason: "まだ".into(),
            planned: date(2026, 12, 1),
        };
    }
    let front = pages(&own(&[spec])).swap_remove(0);
    assert!(front.contains("まだわかりません"), "{front}");
    assert!(
        !front.contains("月に約") && !front.contains("円（"),
        "{front}"
    );
    assert_eq!(front.matches('□').count(), 3, "{front}");
    assert!(front.contains("ほかに3つあります"), "{front}");
}

#[test]
fn the_table_is_in_the_order_of_its_numbers() {
    let pdf = render(&[sample()], &imprint(), &Texts::EMBEDDED).unwrap();
    let text = text_of(&pdf);
    let mut rest = text.as_str();
    for field in &sample().fields {
        let label: String = field.label.chars().take(6).collect();
        let at = rest.find(&label);
        rest = &rest[at.unwrap_or_else(|| panic!("{label} comes before {rest}"))..];
    }
}

#[test]
fn letters_of_names_are_drawn_with_a_font_that_has_them() {
    for name in ["𠮷野家", "髙橋・山﨑", "𡈽田・瀨戸・渡邉", "\u{FA19}社"] {
        let mut spec = sample();
        spec.title = name.to_owned();
        let pdf = own(&[spec]);
        let text = text_of(&pdf);
        assert!(text.contains(name), "{name}: {text}");
        assert!(!text.contains('〓'), "{name}: {text}");
    }
    let mut spec = sample();
    spec.title = "𠮷野家".into();
    let fonts = testkit::pdf::fonts(&own(&[spec]));
    assert!(fonts.contains("NotoSansJPRare-Bold"), "{fonts}");
    assert!(!testkit::pdf::fonts(&own(&[sample()])).contains("Rare"));
}

#[test]
fn its_colours_are_those_of_the_site() {
    let site = include_str!("../../../../../site/sass/_tokens.scss").to_lowercase();
    let look = include_str!("../../template/look.typ");
    let named = look.lines().filter(|line| !line.contains("line-color ="));
    let colours: Vec<&str> = named
        .filter_map(|line| Some(&line.split_once("rgb(\"")?.1[..7]))
        .collect();
    assert!(colours.len() >= 9, "{colours:?}");
    for colour in colours {
        assert!(site.contains(colour), "{colour} is not the site's");
    }
}
