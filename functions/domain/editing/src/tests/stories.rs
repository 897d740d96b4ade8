//! Stories come, change and go, and are true.

use super::*;

const PATH: &str = "stories/2026-11-20-hanashi.md";
const PHOTO: &str = r#"{{ <photo file="00000000000000000000000000000000" width={960} height={640} alt="帳場の台帳" /> }}"#;
const TOLD: [(&str, &str); 9] = [
    ("title", "台帳の写しを、たのんでみた"),
    ("who", "テストの宿の方"),
    ("industry", "inn"),
    ("told", "2026-11-20"),
    ("consent", "2026年11月22日"),
    ("reason", "夜に写していた。\n目がつかれた。"),
    ("asked", "予約を台帳に写す作業。"),
    ("cost", "月に6時間、8,000円。"),
    ("now", "夜に休めるようになった。"),
];

fn told() -> Vec<(&'static str, &'static str)> {
    [&TOLD[..], &[("body", PHOTO)]].concat()
}

fn refused(desk: &Desk, kind: &FormKind, changes: &[(&str, &str)]) -> Vec<String> {
    let typed = desk.typed(kind, changes);
    let form = desk.form(kind, Some(&typed));
    let errors = form.edited(desk.context(), &typed).unwrap_err();
    errors.into_iter().map(|error| error.field).collect()
}

/// The desk with one story.
fn desk() -> Desk {
    let desk = Desk::new();
    let sources = desk.after(&FormKind::NewStory, &told());
    Desk { sources, ..desk }
}

#[test]
fn a_story_is_written_as_a_page_that_does_not_name_who_tells_it() {
    let expected = format!(
        r#"+++
title = "台帳の写しを、たのんでみた"
date = 2026-11-20
description = "仕事をたのんだきっかけ、たのんだこと、かかったお金と時間、いまの様子を聞きました。"
[extra]
who = "テストの宿の方"
industry = "inn"
consent = 2026-11-22
reason = """
夜に写していた。
目がつかれた。"""
asked = "予約を台帳に写す作業。"
cost = "月に6時間、8,000円。"
now = "夜に休めるようになった。"
+++

{PHOTO}
"#
    );
    assert_eq!(desk().sources[PATH], expected);
}

#[test]
fn a_second_story_of_a_day_has_a_file_of_its_own() {
    let desk = desk();
    let after = desk.after(&FormKind::NewStory, &told());
    assert_eq!(after[PATH], desk.sources[PATH]);
    assert!(after.contains_key("stories/2026-11-20-hanashi-2.md"));
}

#[test]
fn a_story_is_whole_true_and_agreed_to() {
    let desk = Desk::new();
    let with = |changes: &[(&'static str, &'static str)]| {
        let mut typed = told();
        typed.extend(changes);
        refused(&desk, &FormKind::NewStory, &typed)
    };
    assert_eq!(with(&[("reason", "")]), ["reason"]);
    assert_eq!(with(&[("consent", "")]), ["consent"]);
    assert_eq!(with(&[("consent", "2026-11-19")]), ["consent"]);
    assert_eq!(with(&[("consent", "2026-11-25")]), ["consent"]);
    assert_eq!(
        with(&[("told", "2026-11-25"), ("consent", "2026-11-25")]),
        ["told", "consent"]
    );
    assert_eq!(with(&[("who", "見本の宿")]), ["who"]);
    let photo = ["", "文だけです。", &PHOTO.replace("帳場の台帳", "")];
    for body in photo {
        let typed = [&TOLD[..], &[("body", body)]].concat();
        assert_eq!(
            refused(&desk, &FormKind::NewStory, &typed),
            ["photo"],
            "{body}"
        );
    }
}

#[test]
fn a_story_that_is_sent_as_it_came_changes_no_letter() {
    let desk = desk();
    let kind = FormKind::Story(PATH.to_owned());
    let typed = desk.typed(&kind, &[]);
    let edits = desk
        .form(&kind, Some(&typed))
        .edited(desk.context(), &typed);
    assert_eq!(edits, Ok(Vec::new()));
    // Who tells it has not agreed to the other words yet.
    let changed = [("cost", "月に5時間です。")];
    assert_eq!(refused(&desk, &kind, &changed), ["consent"]);
    let changed = [changed[0], ("consent", "2026-11-24")];
    let after = desk.after(&kind, &changed);
    let expected = desk.sources[PATH].replace("月に6時間、8,000円。", "月に5時間です。");
    let expected = expected.replace("consent = 2026-11-22", "consent = 2026-11-24");
    assert_eq!(after[PATH], expected);
}

#[test]
fn a_story_goes_whatever_else_was_typed_and_its_file_with_it() {
    let desk = desk();
    let kind = FormKind::Story(PATH.to_owned());
    let changes = [("gone", "yes"), ("reason", ""), ("who", "見本")];
    let mut expected = desk.sources.clone();
    expected.remove(PATH);
    assert_eq!(desk.after(&kind, &changes), expected);
    let typed = desk.typed(&kind, &changes);
    let shown = desk.form(&kind, Some(&typed)).page.shown_on;
    assert_eq!(shown, "_index.md", "where it is seen that it is gone");
}

#[test]
fn no_other_file_is_a_story() {
    let desk = desk();
    for path in [
        "about.md",
        "stories/_index.md",
        "stories/../about.md",
        "stories/2020-01-01-hanashi.md",
    ] {
        let kind = FormKind::Story(path.to_owned());
        assert!(
            EditForm::of(&kind, desk.context(), None).is_none(),
            "{path}"
        );
    }
}
