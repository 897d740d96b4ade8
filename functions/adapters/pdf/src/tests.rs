use jiff::civil::date;
use testkit::sample::spec as sample;

use super::*;

fn imprint() -> Imprint {
    Imprint {
        operator: "見本町振興公社（見本）".into(),
        reference: Some("K7M3-FXWP".into()),
        dated: date(2026, 11, 24),
        draft: false,
    }
}

#[test]
fn the_same_spec_gives_the_same_bytes() {
    let first = render(&[sample()], &imprint()).unwrap();
    assert!(first.starts_with(b"%PDF-"));
    assert_eq!(first, render(&[sample()], &imprint()).unwrap());
}

/// The text of a PDF in the order it was drawn, as poppler reads it; `None` where that is not installed.
fn text_of(pdf: &[u8]) -> Option<String> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), pdf).unwrap();
    let output = std::process::Command::new("pdftotext")
        .arg("-raw")
        .arg(file.path())
        .arg("-")
        .output()
        .ok()?;
    Some(String::from_utf8(output.stdout).unwrap())
}

#[test]
fn every_field_is_on_the_sheet_and_rare_characters_show() {
    let mut spec = sample();
    spec.title = "髙橋・山﨑の台帳".into();
    spec.fields[3].value = "𠮷野の😀を #strong[*書く*] $x$ <label> @ref \\ \"".into();
    let pdf = render(&[spec.clone()], &imprint()).unwrap();
    let Some(text) = text_of(&pdf) else { return };
    let flat: String = text.split_whitespace().collect();
    assert!(flat.contains("髙橋・山﨑の台帳"), "{text}");
    assert!(
        flat.contains("〓野の〓を#strong[*書く*]$x$<label>@ref\\\""),
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
    let pdf = render(&[sample()], &imprint()).unwrap();
    let raw = String::from_utf8_lossy(&pdf);
    assert!(
        raw.contains("/Lang(ja-JP)") || raw.contains("/Lang (ja-JP)"),
        "language"
    );
    assert!(raw.contains("/CreationDate"), "date");
    assert!(raw.contains("/StructTreeRoot"), "tags");
}
