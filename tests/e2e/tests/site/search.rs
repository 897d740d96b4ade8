//! Search: what a tired innkeeper types finds something, and without scripts every page is listed.

use std::collections::BTreeSet;

use anyhow::ensure;
use e2e::browser::Screen;
use e2e::walk;
use scraper::Selector;

use crate::built::{self, BASE};

/// What people call their trouble, not what the pages call it; with a page or task that must be among the first.
const TYPED: &[(&str, &str)] = &[
    ("人手不足", "なぜ外に出すのか"),
    ("送迎", "送迎・訪問の一覧"),
    ("レシート", "領収書"),
    ("ﾚｼｰﾄ", "領収書"),
    ("せいきゅうしょ", "請求書"),
    ("クチコミ", "口コミ"),
    ("ホームページ", "お知らせ"),
    ("インスタ", "SNS"),
    ("メニュー", "お品書き"),
    ("英語", "外国語"),
    ("給料", "勤怠"),
    ("確定申告", "資格が要る仕事"),
    ("値段", "単価"),
    ("バイト", "求人"),
    ("残業", "なぜ外に出すのか"),
    ("クレーム", "やり方メモ"),
    ("電話番", "受付"),
    ("掃除", "出せる・準備・分ける"),
    ("予約の電話", "予約"),
    ("年賀状", "宛名"),
    ("旅館", "宿泊・飲食"),
    ("エクセル", "表計算"),
    ("断る", "断られる"),
    ("ねんがじょう", "宛名"),
];

#[test]
fn what_a_tired_innkeeper_types_finds_something() {
    walk(Screen::PHONE, async |_, browser| {
        let mut wrong = Vec::new();
        for (typed, expected) in TYPED {
            let query: String = url::form_urlencoded::byte_serialize(typed.as_bytes()).collect();
            browser.goto(&format!("/search/?q={query}")).await?;
            let found = browser
                .evaluate(
                    "new Promise((done) => { const look = () => { \
                       const said = document.querySelector('#found [role=status]').textContent; \
                       if (said) done([...document.querySelectorAll('#found li a')].map((a) => a.textContent)); \
                       else setTimeout(look, 20); }; look(); })",
                )
                .await?;
            let titles: Vec<&str> = found
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|title| title.as_str())
                .collect();
            if !titles.iter().take(5).any(|title| title.contains(expected)) {
                wrong.push(format!("「{typed}」: {titles:?}"));
            }
        }
        ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
        Ok(())
    });
}

#[test]
fn without_scripts_search_lists_every_page_and_every_task() {
    let pages = built::pages();
    let search = pages
        .iter()
        .find(|page| page.path == "/search/")
        .expect("the search page");
    let links = Selector::parse("main a").expect("a selector");
    let listed: BTreeSet<String> = search
        .document()
        .select(&links)
        .filter_map(|link| link.attr("href"))
        .map(|href| href.strip_prefix(BASE).unwrap_or(href).to_owned())
        .collect();
    let missing: Vec<&str> = pages
        .iter()
        .map(|page| page.path.as_str())
        .filter(|path| !["/search/", "/404.html"].contains(path) && !listed.contains(*path))
        .collect();
    assert!(missing.is_empty(), "not listed: {missing:?}");
    let tasks = town::Content::embedded().tasks;
    for task in tasks {
        let anchor = format!("#{}", task.id);
        assert!(
            listed.iter().any(|href| href.ends_with(&anchor)),
            "{} is not listed",
            task.id
        );
    }
}
