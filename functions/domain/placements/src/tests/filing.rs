//! What is filed reads the same after it was kept, however short.

use super::*;
use crate::{FiledKind, FiledPaper, ShortPaper};
use jiff::civil::date;

#[test]
fn a_filed_paper_is_whole_again_when_it_is_read() {
    let placement = SpecId::parse("K7M3-FXWP-1").unwrap();
    let on = date(2026, 12, 1);
    let whole = |kind, number: &str, worker: Option<(u32, &str)>| FiledPaper {
        placement: placement.clone(),
        kind,
        number: number.to_owned(),
        version: 2,
        on,
        yen: Some(18_480),
        worker: worker.map(|(number, name)| (number, name.to_owned())),
        replaces: number
            .starts_with("K7M3-FXWP-1-b-P")
            .then(|| "見本".to_owned()),
        recorded: 0,
    };
    for paper in [
        whole(FiledKind::Terms, "K7M3-FXWP-1-b", Some((2, "見本"))),
        whole(FiledKind::Ending, "K7M3-FXWP-1-b-E1", Some((2, "見本"))),
        whole(FiledKind::Quote, "K7M3-FXWP-1-Q2", None),
        whole(
            FiledKind::PayNotice,
            "K7M3-FXWP-1-b-P202612",
            Some((2, "見本")),
        ),
        whole(FiledKind::Pay, "2026-12", Some((2, "見本"))),
        whole(FiledKind::Income, "2026-12/1", None),
    ] {
        let kept = serde_json::to_string(&ShortPaper::from(&paper)).unwrap();
        let read: ShortPaper = serde_json::from_str(&kept).unwrap();
        assert_eq!(read.on(on), paper, "{kept}");
    }
    // As it was kept before anything said what it replaces.
    let old = r#"["K7M3-FXWP-1","m","",0,18480,null]"#;
    assert!(serde_json::from_str::<ShortPaper>(old).is_ok());
    let terms = whole(FiledKind::Terms, "K7M3-FXWP-1-b", Some((2, "見本")));
    let kept = serde_json::to_string(&ShortPaper::from(&terms)).unwrap();
    assert!(
        !kept.contains("-b"),
        "what can be worked out is not kept: {kept}"
    );
}
