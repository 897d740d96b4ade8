//! What pages list: lines that only the town can write, and questions with their answers.

use super::*;

const FAQ: &str = "faq.md";
const PRIVACY: &str = "privacy.md";

pub(super) fn desk() -> Desk {
    let mut desk = Desk::new();
    let faq = r#"+++
title = "よくある質問"
[extra]
groups = ["書き出す前に", "お金"]
[[extra.faq]]
group = "書き出す前に"
q = "名前がいりますか。"
a = "いりません。"
[[extra.faq]]
group = "書き出す前に"
q = "何分かかりますか。"
a = "10分くらいです。"
path = "@/how.md"
label = "しくみ"
[[extra.faq]]
group = "お金"
q = "お金はかかりますか。"
a = "かかりません。"
+++

短く答えます。
"#;
    let privacy = r#"+++
title = "個人情報のあつかい"
[extra]
# 町が書く所です。
town = [
  { label = "代表者の名前" },
  { label = "苦情の申し出先" },
]
+++
"#;
    let about = "+++\ntitle = \"この取り組み\"\n+++\n";
    let draft = "+++\ntitle = \"部品\"\ndraft = true\n+++\n";
    let hidden = "+++\ntitle = \"話\"\nrender = false\n+++\n";
    for (path, text) in [
        (FAQ, faq),
        (PRIVACY, privacy),
        ("about.md", about),
        ("how.md", about),
        ("components.md", draft),
        ("stories/_index.md", hidden),
    ] {
        desk.sources.insert(path.to_owned(), text.to_owned());
    }
    desk
}

fn faq() -> FormKind {
    FormKind::Page(FAQ.to_owned())
}

/// The questions of the page in order, each with its answer and its heading.
fn questions(sources: &Sources) -> Vec<[String; 3]> {
    let [_, front, _] = sources[FAQ].splitn(3, "+++").collect::<Vec<_>>()[..] else {
        panic!("front matter");
    };
    let front: toml_edit::DocumentMut = front.parse().expect("TOML");
    let rows = front["extra"]["faq"].as_array_of_tables().expect("rows");
    let said = |row: &toml_edit::Table, key: &str| row[key].as_str().expect("a text").to_owned();
    let rows = rows.iter();
    rows.map(|row| ["q", "a", "group"].map(|key| said(row, key)))
        .collect()
}

fn refused(desk: &Desk, kind: &FormKind, changes: &[(&str, &str)]) -> Vec<String> {
    let typed = desk.typed(kind, changes);
    let form = desk.form(kind, Some(&typed));
    let errors = form.edited(desk.context(), &typed).unwrap_err();
    errors.into_iter().map(|error| error.field).collect()
}

#[test]
fn what_only_the_town_knows_is_written_into_its_line() {
    let desk = desk();
    let kind = FormKind::Page(PRIVACY.to_owned());
    let after = desk.after(&kind, &[("town_1", "総務課の窓口")]);
    let blank = "{ label = \"苦情の申し出先\" },";
    let written = "{ label = \"苦情の申し出先\", text = \"総務課の窓口\" },";
    let expected = desk.sources[PRIVACY].replace(blank, written);
    assert_eq!(after[PRIVACY], expected);
    let filled = Desk {
        sources: after,
        ..desk
    };
    let back = filled.after(&kind, &[("town_1", "")]);
    assert!(!back[PRIVACY].contains("text"), "{}", back[PRIVACY]);
}

#[test]
fn a_question_and_its_answer_are_changed_at_once() {
    let desk = desk();
    let before = questions(&desk.sources);
    let changes = [
        ("faq_q_1", "どのくらいかかりますか。"),
        ("faq_a_1", "10分です。"),
    ];
    let after = questions(&desk.after(&faq(), &changes));
    let mut expected = before.clone();
    expected[1][0] = "どのくらいかかりますか。".to_owned();
    expected[1][1] = "10分です。".to_owned();
    assert_eq!(after, expected);
}

#[test]
fn a_question_that_goes_takes_what_was_typed_into_it_along() {
    let desk = desk();
    let mut expected = questions(&desk.sources);
    let changes = [
        ("faq_gone_0", "yes"),
        ("faq_q_0", "別の質問"),
        ("faq_a_0", ""),
    ];
    let after = questions(&desk.after(&faq(), &changes));
    expected.remove(0);
    assert_eq!(after, expected);
}

#[test]
fn a_new_question_stands_under_its_heading() {
    let desk = desk();
    let mut expected = questions(&desk.sources);
    let said = ["夜でも送れますか。", "いつでも送れます。", "お金"];
    let names = ["new_q", "new_a", "new_group"];
    let changes: Vec<_> = names.into_iter().zip(said).collect();
    expected.push(said.map(str::to_owned));
    assert_eq!(questions(&desk.after(&faq(), &changes)), expected);
}

#[test]
fn a_new_question_is_whole_and_there_once() {
    let desk = desk();
    let known = &questions(&desk.sources)[0][0];
    assert_eq!(
        refused(&desk, &faq(), &[("new_q", "夜でも送れますか。")]),
        ["new_a", "new_group"]
    );
    // A browser sends the first heading where nobody chose one.
    let as_it_came = [("new_group", "書き出す前に")];
    assert_eq!(desk.after(&faq(), &as_it_came), desk.sources);
    assert_eq!(
        refused(&desk, &faq(), &[("new_path", "@/about.md")]),
        ["new_q", "new_a", "new_group"]
    );
    let twice = [
        ("new_q", known.as_str()),
        ("new_a", "はい。"),
        ("new_group", "お金"),
    ];
    assert_eq!(refused(&desk, &faq(), &twice), ["new_q"]);
    // Also where the other one goes with the same save: rows are found by what stands there.
    let gone = [&twice[..], &[("faq_gone_0", "yes")]].concat();
    assert_eq!(refused(&desk, &faq(), &gone), ["new_q"]);
    let elsewhere = [
        ("new_q", "夜でも送れますか。"),
        ("new_a", "はい。"),
        ("new_group", "どこにもない見出し"),
    ];
    assert_eq!(refused(&desk, &faq(), &elsewhere), ["new_group"]);
}

#[test]
fn two_questions_never_come_to_be_one() {
    let desk = desk();
    let known = questions(&desk.sources);
    let swapped = [
        ("faq_q_0", known[1][0].as_str()),
        ("faq_q_1", known[0][0].as_str()),
    ];
    assert_eq!(refused(&desk, &faq(), &swapped), ["faq_q_0", "faq_q_1"]);
    let same = [("faq_q_0", "同じ質問"), ("faq_q_1", "同じ質問")];
    assert_eq!(refused(&desk, &faq(), &same), ["faq_q_1"]);
}

#[test]
fn whoever_leaves_the_office_takes_what_was_typed_for_them_along() {
    let desk = Desk::new();
    let names = |text: &str| text.matches("office-2@example.jp").count();
    let before = names(&desk.sources[PROGRAMME]);
    let at = desk.form(&FormKind::Office, None).values();
    let at = at.iter().find(|(_, said)| *said == "office-2@example.jp");
    let at = at.expect("a second person").0.replace("person_mail_", "");
    let [gone, mail, name] = ["gone", "person_mail", "person_name"].map(|of| format!("{of}_{at}"));
    let changes = [(&*gone, "yes"), (&*mail, "new@example.jp"), (&*name, "")];
    let after = desk.after(&FormKind::Office, &changes);
    assert_eq!(names(&after[PROGRAMME]), before - 1);
    assert!(!after[PROGRAMME].contains("new@example.jp"));
}

fn title(desk: &Desk, page: &str) -> String {
    let mut pages = titled_pages(&desk.sources);
    let page = pages.find(|(path, _)| *path == page);
    page.expect("a page").1.to_owned()
}

/// What the link under an answer says: its page and its words.
fn link(sources: &Sources, question: &str) -> [Option<String>; 2] {
    let [_, front, _] = sources[FAQ].splitn(3, "+++").collect::<Vec<_>>()[..] else {
        panic!("front matter");
    };
    let front: toml_edit::DocumentMut = front.parse().expect("TOML");
    let rows = front["extra"]["faq"].as_array_of_tables().expect("rows");
    let mut rows = rows.iter();
    let row = rows.find(|row| row["q"].as_str() == Some(question));
    let row = row.expect("the question");
    ["path", "label"].map(|key| Some(row.get(key)?.as_str()?.to_owned()))
}

#[test]
fn the_link_under_an_answer_is_chosen_changed_and_taken_out() {
    let desk = desk();
    let [first, second] = ["名前がいりますか。", "何分かかりますか。"];
    let said = |words: &[&str]| {
        words
            .iter()
            .map(|it| Some((*it).to_owned()))
            .collect::<Vec<_>>()
    };
    let chosen = desk.after(&faq(), &[("faq_path_0", "@/about.md")]);
    let title = title(&desk, "about.md");
    assert_eq!(link(&chosen, first).to_vec(), said(&["@/about.md", &title]));
    let changes = [
        ("faq_path_1", "@/about.md"),
        ("faq_label_1", "この取り組み"),
    ];
    let changed = desk.after(&faq(), &changes);
    assert_eq!(
        link(&changed, second).to_vec(),
        said(&["@/about.md", "この取り組み"])
    );
    // Words alone lead nowhere.
    assert_eq!(
        refused(&desk, &faq(), &[("faq_label_0", "この取り組み")]),
        ["faq_path_0"]
    );
    let gone = desk.after(&faq(), &[("faq_path_1", "")]);
    assert_eq!(link(&gone, second), [None, None]);
    // The question itself may be worded anew with the same save.
    let changes = [
        ("faq_q_1", "どのくらいですか。"),
        ("faq_path_1", "@/about.md"),
    ];
    let both = desk.after(&faq(), &changes);
    assert_eq!(
        link(&both, "どのくらいですか。").to_vec(),
        said(&["@/about.md", "しくみ"])
    );
}

#[test]
fn a_link_leads_to_a_page_that_visitors_see_or_stays_as_it_was() {
    let mut desk = desk();
    for path in [
        "@/components.md",
        "@/stories/_index.md",
        "https://example.jp/",
    ] {
        assert_eq!(
            refused(&desk, &faq(), &[("faq_path_0", path)]),
            ["faq_path_0"],
            "{path}"
        );
    }
    let elsewhere = desk.sources[FAQ].replace("@/how.md", "https://example.jp/");
    desk.sources.insert(FAQ.to_owned(), elsewhere.clone());
    assert_eq!(desk.after(&faq(), &[])[FAQ], elsewhere);
}

#[test]
fn a_new_question_may_have_a_link() {
    let desk = desk();
    let new = [
        ("new_q", "夜でも送れますか。"),
        ("new_a", "はい。"),
        ("new_group", "お金"),
        ("new_path", "@/about.md"),
    ];
    let after = desk.after(&faq(), &new);
    let title = title(&desk, "about.md");
    assert_eq!(
        link(&after, new[0].1),
        [Some("@/about.md".to_owned()), Some(title)]
    );
}
