use domain::spec::JobSpec;
use jiff::civil::date;

use super::*;

fn sample() -> JobSpec {
    serde_json::from_str(include_str!("../tests/sample.json")).unwrap()
}

fn context() -> PdfContext {
    PdfContext {
        operator: "見本町振興公社（見本）".into(),
        reference: Some("K7M3-FXWP".into()),
        dated: date(2026, 11, 24),
        draft: false,
    }
}

#[test]
fn the_same_spec_gives_the_same_bytes() {
    let first = render(&[sample()], &context()).unwrap();
    assert!(first.starts_with(b"%PDF-"));
    assert_eq!(first, render(&[sample()], &context()).unwrap());
}
