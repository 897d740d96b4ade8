//! What the public pages say and how much of it: short guides, one place for the operator's duties, true stories only.

use std::fs;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use generator::{BuildOptions, CheckOptions};
use scraper::{Html, Selector};
use tempfile::TempDir;
use town::Content;

use crate::built::{self, BASE, Page};

fn page(path: &str) -> Page {
    let mut pages = built::pages();
    let at = pages.iter().position(|page| page.path == path);
    pages.swap_remove(at.unwrap_or_else(|| panic!("there is no {path}")))
}

/// The letters of the main part, without blanks.
fn letters(document: &Html, selector: &str) -> usize {
    let selector = Selector::parse(selector).expect("a selector");
    let texts = document.select(&selector).flat_map(|part| part.text());
    texts
        .flat_map(str::chars)
        .filter(|letter| !letter.is_whitespace())
        .count()
}

#[test]
fn guides_on_promises_and_rules_are_read_in_four_minutes() {
    // Eight letters a second.
    for guide in ["promise", "seven", "licence", "ask"] {
        let page = page(&format!("/guides/{guide}/"));
        let letters = letters(&page.document(), "main .prose");
        assert!(letters <= 4 * 60 * 8, "{guide}: {letters} letters");
        assert!(
            page.html.contains("/duties/"),
            "{guide} does not lead to the operator's duties"
        );
    }
}

#[test]
fn what_binds_only_some_orderers_is_said_to() {
    let duties = page("/duties/").html;
    for words in [
        "役員が2人以上いる法人",
        "書いて</strong>知らせ",
        "話し合って決めていても",
        "12項目",
    ] {
        let elsewhere = page("/guides/seven/").html;
        assert!(
            duties.contains(words) || elsewhere.contains(words),
            "{words}"
        );
    }
}

#[test]
fn results_say_once_that_nothing_has_been_counted() {
    assert!(page("/results/").html.matches("集計前").count() <= 1);
}

#[test]
fn privacy_page_names_every_purpose_that_a_form_states() {
    let page = page("/privacy/").html;
    let privacy = Content::embedded().programme.privacy;
    for purpose in town::DataPurpose::ALL {
        let words = privacy.text(purpose);
        assert!(!words.is_empty() && page.contains(words), "{purpose:?}");
    }
    // The letter after a seminar is a purpose of its own.
    assert!(privacy.seminar.thanks.contains("お礼"));
    for line in ["代表者", "安全管理", "苦情"] {
        assert!(page.contains(line), "{line}");
    }
}

#[test]
fn privacy_page_tells_what_the_ledger_keeps_without_names_and_how_long() {
    let page = page("/privacy/").html;
    let kept = Content::embedded().programme.retention.ledger_years;
    let years = format!("年度が終わってから、{kept}年度残します");
    for part in [
        "数字を数える台帳",
        "日、番号、金額、時間",
        "名前も連絡先も入れません",
        &years,
    ] {
        assert!(page.contains(part), "{part}");
    }
}

#[test]
fn no_story_is_shown_while_there_is_none() {
    for page in built::pages() {
        assert!(!page.path.starts_with("/stories/"), "{}", page.path);
        assert!(!page.html.contains("たのんでみた話"), "{}", page.path);
    }
}

const STORY: &str = r#"+++
title = "台帳の写しを、たのんでみた"
description = "テストのための話です。"
date = 2026-01-10
[extra]
industry = "inn"
who = "テストの宿"
reason = "夜に写していた。"
asked = "予約を台帳に写す作業。"
cost = "月に6時間、8,000円。"
now = "夜に休めるようになった。"
consent = 2026-01-20
photo = { file = "yado.jpg", alt = "帳場の机に置いた台帳" }
+++
"#;

/// A picture of one dot, as PNG.
const PHOTO: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/// A copy of the site with one story, as its text is given.
fn site_with(story: &str) -> TempDir {
    let copy = built::copy();
    let folder = copy.path().join("content/stories/2026-01-daicho");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("index.md"), story).expect("a page");
    let photo = STANDARD.decode(PHOTO).expect("base64");
    fs::write(folder.join("yado.jpg"), photo).expect("a photo");
    copy
}

/// What `check` says of it.
fn told(copy: &TempDir) -> Vec<String> {
    let options = CheckOptions {
        root: copy.path().join("site"),
        base_url: None,
        function_paths: ["/inventory/", "/registration/", "/director/"]
            .map(str::to_owned)
            .to_vec(),
        external: None,
    };
    match generator::check(&options) {
        Ok(checked) => checked.problems.iter().map(ToString::to_string).collect(),
        Err(unbuilt) => vec![format!("{unbuilt:#}")],
    }
}

#[test]
fn a_true_story_is_shown_with_photo_and_consent_and_leads_from_home_and_its_trade() {
    let copy = site_with(STORY);
    let out = copy.path().join("public");
    generator::build(&BuildOptions {
        root: copy.path().join("site"),
        out: out.clone(),
        base_url: Some(BASE.to_owned()),
        drafts: false,
    })
    .expect("the site builds");
    let read = |path: &str| fs::read_to_string(out.join(path)).expect(path);
    let story = read("stories/2026-01-daicho/index.html");
    for words in [
        "きっかけ",
        "たのんだこと",
        "かかったお金と時間",
        "いまの様子",
        "2026年1月20日",
        "帳場の机に置いた台帳",
    ] {
        assert!(story.contains(words), "{words}");
    }
    for from in ["index.html", "industries/inn/index.html"] {
        assert!(read(from).contains("/stories/2026-01-daicho/"), "{from}");
    }
    assert!(!read("industries/agr/index.html").contains("/stories/"));
    assert!(!out.join("stories/index.html").exists());
}

#[test]
fn a_story_may_show_its_photo_in_its_text_as_the_desk_writes_it() {
    let none: [String; 0] = [];
    let beside = "photo = { file = \"yado.jpg\", alt = \"帳場の机に置いた台帳\" }\n+++\n";
    let photos = concat!(env!("CARGO_MANIFEST_DIR"), "/../../site/static/photos");
    let mut photos = fs::read_dir(photos).expect("photos").flatten();
    let photo = photos.next().expect("a photo").file_name();
    let photo = photo.to_string_lossy().into_owned();
    let name = photo.split('-').next().expect("a name").to_owned();
    let with = |alt: &str| {
        let text = format!(
            "+++\n\n{{{{ <photo file=\"{name}\" width={{480}} height={{320}} {alt} /> }}}}\n"
        );
        told(&site_with(&STORY.replace(beside, &text)))
    };
    assert_eq!(with("alt=\"帳場\""), none);
    let problems = with("decoration={true}");
    assert!(
        problems.iter().any(|it| it.contains("no `photo.file`")),
        "{problems:?}"
    );
}

#[test]
fn a_title_with_markup_stays_data_in_what_search_engines_read() {
    let title = "台帳</script><b>と<!--帳場";
    let copy = site_with(STORY);
    let file = copy.path().join("content/seminars/2027-01-20-hajimete.md");
    let page = fs::read_to_string(&file).expect("a seminar of the sample");
    let lines = page.lines().map(|line| match line.split_once(" = ") {
        Some(("title", _)) => format!("title = {title:?}\n"),
        _ => format!("{line}\n"),
    });
    fs::write(&file, lines.collect::<String>()).expect("a page");
    let out = copy.path().join("public");
    generator::build(&BuildOptions {
        root: copy.path().join("site"),
        out: out.clone(),
        base_url: Some(BASE.to_owned()),
        drafts: false,
    })
    .expect("the site builds");
    let html = out.join("seminars/2027-01-20-hajimete/index.html");
    let html = fs::read_to_string(html).expect("a page");
    let scripts = scraper::Selector::parse("script[type='application/ld+json']").expect("valid");
    let document = scraper::Html::parse_document(&html);
    let named = document.select(&scripts).filter(|script| {
        let text: String = script.text().collect();
        let data: serde_json::Value = serde_json::from_str(&text).expect("it stays JSON");
        data.to_string()
            .contains(&serde_json::to_string(title).expect("a text"))
    });
    assert_eq!(named.count(), 1, "the event is named: {html}");
}

#[test]
fn check_refuses_a_story_without_consent_photo_or_truth() {
    let none: [String; 0] = [];
    assert_eq!(told(&site_with(STORY)), none);
    for (from, to, what) in [
        ("consent = 2026-01-20\n", "", "no `consent`"),
        (
            "consent = 2026-01-20",
            "consent = 2999-01-20",
            "still to come",
        ),
        (
            "consent = 2026-01-20",
            "consent = 2026-01-09",
            "before the story was told",
        ),
        (
            "alt = \"帳場の机に置いた台帳\"",
            "alt = \"\"",
            "`photo.alt`",
        ),
        ("yado.jpg", "hito.jpg", "`hito.jpg` is not beside"),
        ("テストの宿", "見本の宿", "cannot be a sample"),
        ("now = \"夜に休めるようになった。\"\n", "", "no `now`"),
    ] {
        assert!(STORY.contains(from));
        let problems = told(&site_with(&STORY.replace(from, to)));
        assert!(
            problems.iter().any(|problem| problem.contains(what)),
            "{what}: {problems:?}"
        );
    }
}

#[test]
fn check_refuses_a_photo_that_no_browser_shows() {
    let photo = STANDARD.decode(PHOTO).expect("base64");
    for (bytes, why) in [
        (&b""[..], "an empty file"),
        (&[0xff, 0xd8, 0xff, 0xe0], "the beginning alone"),
        (&photo[..20], "a download that broke off"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "another kind"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "as telephones keep them"),
    ] {
        let copy = site_with(STORY);
        let file = copy.path().join("content/stories/2026-01-daicho/yado.jpg");
        fs::write(file, bytes).expect("a file");
        let problems = told(&copy);
        let [problem] = &problems[..] else {
            panic!("{why}: {problems:?}")
        };
        assert!(problem.contains("`yado.jpg` is no JPEG, PNG or WebP"));
    }
}

#[test]
fn check_names_the_lines_that_the_town_has_yet_to_write() {
    let copy = site_with(STORY);
    let options = CheckOptions {
        root: copy.path().join("site"),
        base_url: None,
        function_paths: Vec::new(),
        external: None,
    };
    let unwritten = generator::check(&options).expect("it builds").warnings;
    for label in ["代表者の名前", "場所・開いている時間"] {
        assert!(
            unwritten.iter().any(|line| line.contains(label)),
            "{label}: {unwritten:?}"
        );
    }
}

#[test]
fn practice_marks_name_tasks_of_the_catalogue() {
    let tasks = Content::embedded().tasks;
    let marked: usize = built::pages()
        .iter()
        .filter(|page| page.path.starts_with("/industries/"))
        .map(|page| page.html.matches("練習向き</span>").count())
        .sum();
    assert!(
        marked >= 10 && marked < tasks.len() / 2,
        "{marked} of {}",
        tasks.len()
    );
}

#[test]
fn a_question_is_asked_once_and_under_a_heading_of_its_page() {
    let copy = built::copy();
    let file = copy.path().join("content/faq.md");
    let sound = fs::read_to_string(&file).expect("the page");
    let first = "名前を書かないと、使えませんか。";
    for (from, to, says) in [
        ("何分くらいかかりますか。", first, "is asked twice"),
        (
            "group = \"お金\"",
            "group = \"お金のこと\"",
            "is not one of `groups`",
        ),
    ] {
        assert!(sound.contains(from), "{from}");
        fs::write(&file, sound.replacen(from, to, 1)).expect("the page is written");
        let told = told(&copy);
        assert!(
            told.iter().any(|told| told.contains(says)),
            "{says}: {told:?}"
        );
    }
    fs::write(&file, sound).expect("the page is written");
    assert_eq!(told(&copy), [""; 0]);
}
