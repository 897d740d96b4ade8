//! Papers of orders: what they say is what the record says, however long it is.

use jiff::civil::date;
use orders::{ChangedRow, Paper, PaperGroup, PaperKind, PaperRow, RowState};

use super::{MARGIN, text_of, words_of};

fn row(mark: &str, label: &str, lines: &[&str], state: RowState) -> PaperRow {
    PaperRow {
        mark: mark.into(),
        label: label.into(),
        lines: lines.iter().map(|line| (*line).to_owned()).collect(),
        state,
    }
}

fn sample() -> Paper {
    let rows = vec![
        row(
            "①",
            "仕事の内容",
            &["紙の予約台帳の入力", "300件"],
            RowState::Done,
        ),
        row(
            "②",
            "報酬",
            &[
                "数がまだ決まっていません",
                "12月10日に決めて、すぐ知らせます",
            ],
            RowState::Undecided,
        ),
    ];
    Paper {
        kind: PaperKind::Terms,
        title: "取引条件明示書".into(),
        number: "K7M3-FXWP-1-a".into(),
        version: 2,
        issued: Some(date(2026, 12, 1)),
        hash: "0123456789abcdef".repeat(4),
        to: "見本 はなこ".into(),
        from: vec!["見本町振興公社（見本）".into(), "0267-00-0000".into()],
        lead: vec!["次の仕事をおねがいします。".into()],
        groups: vec![PaperGroup {
            title: "仕事とお金".into(),
            rows,
        }],
        changes: vec![ChangedRow {
            label: "納期".into(),
            before: "12月10日".into(),
            after: "12月15日".into(),
        }],
        notes: vec!["困ったときは、窓口に電話してください。".into()],
    }
}

fn print(paper: &Paper) -> Vec<u8> {
    crate::paper(paper, date(2026, 12, 1)).expect("it prints")
}

/// Every text of a paper.
fn texts(paper: &Paper) -> Vec<String> {
    let rows = paper.groups.iter().flat_map(|group| &group.rows);
    let rows = rows.flat_map(|row| [&row.mark, &row.label].into_iter().chain(&row.lines));
    let changes = paper.changes.iter();
    let changes = changes.flat_map(|change| [&change.label, &change.before, &change.after]);
    let lines = paper.from.iter().chain(&paper.lead).chain(&paper.notes);
    let all = rows.chain(changes).chain(lines);
    let all = all.chain([&paper.title, &paper.number, &paper.to]);
    all.map(|text| text.split_whitespace().collect()).collect()
}

#[test]
fn every_word_of_the_record_is_on_the_paper() {
    let paper = sample();
    let pdf = print(&paper);
    assert_eq!(pdf, print(&paper), "the same paper, the same bytes");
    let printed: String = text_of(&pdf).split_whitespace().collect();
    let missing: Vec<String> = texts(&paper)
        .into_iter()
        .filter(|text| !printed.contains(text.as_str()))
        .collect();
    assert_eq!(missing, Vec::<String>::new(), "{printed}");
    assert!(printed.contains("2026年12月1日（火）") && printed.contains("第2版"));
    assert!(printed.contains("0123456789abcdef") && printed.contains("未定"));
    assert!(!printed.contains("見本・まだ"), "{printed}");
}

#[test]
fn a_preview_says_that_it_is_no_order() {
    let paper = Paper {
        issued: None,
        number: String::new(),
        version: 0,
        hash: String::new(),
        groups: vec![PaperGroup {
            title: "お金".into(),
            rows: vec![row("③", "支払期日", &[], RowState::Missing)],
        }],
        ..sample()
    };
    let printed = text_of(&print(&paper));
    assert!(printed.contains("発注ではありません"), "{printed}");
    assert!(printed.contains("まだ書いていません"), "{printed}");
    assert!(!printed.contains("発行した日"), "{printed}");
}

#[test]
fn what_is_long_stays_on_the_page() {
    let long = "https://example.jp/".to_owned() + &"abcdefghij".repeat(60);
    let many = vec!["長い文です。".repeat(40); 20];
    let mut paper = sample();
    paper.to = "W".repeat(80);
    paper.from.push(long.clone());
    paper.changes[0].after = long.clone();
    paper.groups[0].rows[0].lines = many;
    paper.groups[0].rows[1].lines = vec![long.clone()];
    paper.notes.push(long.clone());
    let pdf = print(&paper);
    let width = words_of(&pdf).iter().map(|word| word.2).fold(0.0, f64::max);
    assert!(width <= MARGIN + 0.5, "{width}");
    let printed: String = text_of(&pdf).split_whitespace().collect();
    assert!(printed.matches(&long).count() >= 3);
}

#[test]
fn notes_never_stand_on_a_page_of_their_own() {
    let mut alone = 0;
    for lines in 30..60 {
        let mut paper = sample();
        paper.changes.clear();
        let last = paper.groups[0].clone();
        paper.groups.push(last);
        paper.groups[0].rows[0].lines = vec!["1行です。".into(); lines];
        let text = text_of(&print(&paper));
        let pages: Vec<&str> = text
            .split('\u{c}')
            .filter(|page| !page.trim().is_empty())
            .collect();
        let Some(second) = pages.get(1) else { continue };
        alone += 1;
        assert!(
            second.contains("仕事とお金") || second.contains("1行です。"),
            "{lines}: {second}"
        );
    }
    assert!(alone > 3, "no paper had two pages");
}
