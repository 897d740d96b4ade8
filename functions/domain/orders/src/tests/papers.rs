//! What the paper of an order says, and what differs from one version to the next.

use super::*;

fn terms(draft: &OrderDraft, number: u32) -> OrderTerms {
    let facts = OrderFacts::of("口コミの返事", &CONTENT.programme, Timing::Each);
    OrderTerms::of(draft, draft.worker(number).unwrap(), &facts, today())
}

fn edition(version: u32, before: Option<&Paper>) -> Edition<'_> {
    Edition {
        number: "K7M3-FXWP-1-a",
        version,
        issued: Some(date(2026, 12, 10)),
        before,
    }
}

/// The first version for the first worker.
fn first(draft: &OrderDraft) -> Paper {
    terms(draft, 1).paper(edition(1, None), &TEXTS)
}

/// The second one.
fn after(draft: &OrderDraft, before: &Paper) -> Paper {
    terms(draft, 1).paper(edition(2, Some(before)), &TEXTS)
}

fn said(paper: &Paper, label: &str) -> String {
    let mut rows = paper.groups.iter().flat_map(|group| &group.rows);
    rows.find(|row| row.label == label)
        .unwrap()
        .lines
        .join("\n")
}

#[test]
fn the_paper_says_each_item_of_the_law_once_with_the_workers_own_share() {
    let terms = terms(&draft(), 2);
    let paper = terms.paper(Edition::PREVIEW, &TEXTS);
    let rows = || paper.groups.iter().flat_map(|group| &group.rows);
    for mark in ["①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨"] {
        assert_eq!(rows().filter(|row| row.mark == mark).count(), 1, "{mark}");
    }
    assert!(rows().all(|row| row.state == RowState::Done && !row.lines.is_empty()));
    assert_eq!(
        said(&paper, TEXTS.item_fee()),
        "1件につき250円。数は80です。\n合計：税抜20,000円、消費税2,000円、税込22,000円"
    );
    assert_eq!(said(&paper, TEXTS.item_payment()), "2027年1月29日（金）");
    assert_eq!(paper.to, "見本 二郎");
    let all = serde_json::to_string(&paper).unwrap();
    assert!(
        !all.contains("一子"),
        "the other worker is nobody's business"
    );
}

#[test]
fn an_expected_number_comes_with_the_ceiling_of_the_share() {
    let mut draft = draft();
    draft.fee = TermItem::Set(Fee {
        unit_yen: 56,
        unit: "1枚".to_owned(),
        count: Some(300),
        ceiling: Some(400),
    });
    draft.workers = vec![worker(1, "甲", Some(200)), worker(2, "乙", Some(100))];
    let paper = terms(&draft, 2).paper(Edition::PREVIEW, &TEXTS);
    let fee = said(&paper, TEXTS.item_fee());
    assert!(fee.contains("見こみの数は100、上限の数は133です"), "{fee}");
    assert!(
        fee.contains("見こみの合計：税抜5,600円、消費税560円、税込6,160円"),
        "{fee}"
    );
}

#[test]
fn a_preview_shows_what_is_missing_and_what_is_open() {
    let mut draft = draft();
    draft.method = TermItem::Missing;
    draft.place = TermItem::Undecided {
        reason: "置き場所を作っています".to_owned(),
        on: date(2026, 12, 10),
    };
    let paper = terms(&draft, 1).paper(Edition::PREVIEW, &TEXTS);
    assert_eq!(
        (paper.version, paper.issued, paper.hash.as_str()),
        (0, None, "")
    );
    assert_eq!(said(&paper, TEXTS.item_method()), TEXTS.not_written());
    assert_eq!(
        said(&paper, TEXTS.item_place()),
        "まだ決まっていません。理由：置き場所を作っています。2026年12月10日（木）に決めて、すぐ知らせます。"
    );
}

#[test]
fn an_open_item_decided_is_a_supplement_and_says_only_that() {
    let mut before = draft();
    before.place = TermItem::Undecided {
        reason: "置き場所を作っています".to_owned(),
        on: date(2026, 12, 10),
    };
    let (first, second) = (first(&before), first(&draft()));
    let changes = difference(&first, &second, &TEXTS);
    let labels: Vec<_> = changes.iter().map(|row| row.label.as_str()).collect();
    assert_eq!(labels, [TEXTS.item_place()]);
    assert!(changes[0].before.starts_with("まだ決まっていません"));
    assert_eq!(changes[0].after, "https://share.example.jp/inn");

    let paper = after(&draft(), &first);
    assert_eq!(paper.lead, [TEXTS.paper_lead_supplement(2)]);
    assert_eq!(paper.changes, changes);
    assert!(paper.is_intact());

    let mut dearer = draft();
    dearer.method = TermItem::text("現金");
    let change = after(&dearer, &first);
    assert_eq!(change.lead, [TEXTS.paper_lead_change(2)], "no supplement");
    let nothing = after(&before, &first);
    assert_eq!(
        (nothing.changes.len(), nothing.lead),
        (0, vec![TEXTS.paper_lead_change(2)])
    );
}

#[test]
fn a_row_that_comes_or_goes_is_a_difference_too() {
    let mut without = draft();
    without.others.remove(&FurtherTerm::Materials);
    let (with, without) = (first(&draft()), first(&without));
    let gone = difference(&with, &without, &TEXTS);
    assert_eq!(gone.len(), 1);
    assert_eq!(gone[0].after, TEXTS.nothing());
    assert_eq!(
        difference(&without, &with, &TEXTS)[0].before,
        TEXTS.nothing()
    );
}

#[test]
fn the_same_words_have_one_fingerprint_and_any_other_word_gives_another() {
    let paper = first(&draft());
    assert_eq!(paper, first(&draft()));
    assert!(paper.is_intact());
    let mut other = paper.clone();
    other.notes[0].push('。');
    assert!(!other.is_intact());
    let read: Paper = serde_json::from_str(&serde_json::to_string(&paper).unwrap()).unwrap();
    assert_eq!(read, paper);
}

#[test]
fn a_label_that_was_worded_otherwise_is_the_same_row_by_the_laws_number() {
    let before = first(&draft());
    let mut after = before.clone();
    for row in after.groups.iter_mut().flat_map(|group| &mut group.rows) {
        if row.mark == "③" {
            row.label = "お金をはらう日".to_owned();
        }
    }
    assert_eq!(difference(&before, &after, &TEXTS), []);
}

#[test]
fn the_agreed_last_day_stands_first_whatever_the_term_says_beside_it() {
    let mut draft = draft();
    let text = "くりかえしの仕事。続けるかを相談する。";
    let day = "2027年11月30日（火）に終わります。";
    draft.until = Some(date(2027, 11, 30));
    for (written, wanted) in [(text, format!("{day}\n{text}")), ("", day.to_owned())] {
        draft.others.insert(FurtherTerm::Term, written.to_owned());
        assert_eq!(said(&first(&draft), TEXTS.further_term()), wanted);
    }
    draft.until = None;
    draft.others.insert(FurtherTerm::Term, text.to_owned());
    assert_eq!(said(&first(&draft), TEXTS.further_term()), text);
}
