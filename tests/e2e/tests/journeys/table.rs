//! A table of tasks: chosen as a file on a phone, refused with its cells named, put right, and taken.

use anyhow::{Context, Result, ensure};
use e2e::browser::{Browser, Screen};
use e2e::town::Town;
use e2e::{inspect, walk};

use crate::employer::{BEGIN, NEXT};

const HEAD: &str = "仕事の名前,回数の数え方,回数,材料";

/// Chooses a file with these lines and has it checked.
async fn send(browser: &Browser, lines: &[&str]) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("shigoto.csv");
    std::fs::write(&file, [&[HEAD], lines].concat().join("\r\n"))?;
    let input = browser.find("[name='file']").await?;
    input.send_keys(file.to_str().context("a path")?).await?;
    browser.press("表を確かめる").await
}

async fn read(_: &Town, browser: &Browser) -> Result<()> {
    browser.goto("/inventory/").await?;
    browser.press(BEGIN).await?;
    browser.choose("industry", "inn", true).await?;
    browser.press(NEXT).await?;
    let link = browser.find("main a[href='/inventory/table']").await?;
    link.click().await?;
    inspect(browser, "table").await?;
    browser.press("表を確かめる").await?;
    inspect(browser, "table-none").await?;
    send(browser, &["送迎の予定表,1週間に,たくさん,木", ",,1,"]).await?;
    let said = browser.text(".error-summary").await?;
    for cell in ["2行目 C列", "2行目 D列", "3行目 A列"] {
        ensure!(said.contains(cell), "no {cell} in {said}");
    }
    inspect(browser, "table-refused").await?;
    let rows: Vec<String> = (1..=13)
        .map(|row| format!("その仕事{row},1か月に,{row},紙"))
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    send(browser, &rows).await?;
    inspect(browser, "table-more").await?;
    send(
        browser,
        &[
            "口コミ返信の下書き,1か月に,20,データ",
            "送迎の予定表,1週間に,3,紙",
        ],
    )
    .await?;
    inspect(browser, "table-right").await?;
    browser.press("全部の仕事を入れる").await?;
    let path = browser.path().await?;
    ensure!(path == "/inventory/task/inn02", "{path}");
    inspect(browser, "table-taken").await?;
    browser.goto("/inventory/table").await?;
    send(browser, &["送迎の予定表,1週間に,3,紙"]).await?;
    let said = browser.text("main").await?;
    ensure!(said.contains("新しい仕事はありません"), "{said}");
    inspect(browser, "table-again").await
}

#[test]
fn a_table_becomes_tasks_once_it_is_right() {
    for screen in [Screen::PHONE, Screen::DESK.without_scripts()] {
        walk(screen, read);
    }
}
