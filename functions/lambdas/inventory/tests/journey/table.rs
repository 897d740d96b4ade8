//! A table of tasks out of a file: checked first, every wrong cell named, all or nothing, and twice is once.

use axum::http::StatusCode;
use base::industry::Industry;
use rust_xlsxwriter::Workbook;
use submissions::assisted::HelpWay;
use testkit::browser::{Browser, Form};
use testkit::site::Site;

use crate::assisted::begun_as;
use crate::journeys::{INN, draft, walk};

const TABLE: &str = "/inventory/table";
const HEAD: &str =
    "仕事の名前,回数の数え方,回数,1回の量,かかる時間,やり方,材料,秘密,判断,しめ切りまで";

/// A visitor of an inn who has not chosen any task yet, on the page of tables.
async fn visitor(site: &Site) -> Browser {
    let mut browser = site.browser();
    walk(&mut browser, &INN, "pick").await;
    assert!(browser.page.links().contains(&TABLE.to_owned()));
    browser.open(TABLE).await;
    assert_eq!(browser.page.heading(), "表から読みこむ");
    browser
}

/// The form of the page that leads to this address.
fn form(browser: &Browser, action: &str) -> Form {
    let mut forms = browser.page.forms().into_iter();
    forms.find(|form| form.action == action).unwrap()
}

async fn send(browser: &mut Browser, file: &[u8]) {
    browser.open(TABLE).await;
    let form = form(browser, "/inventory/table/read");
    browser.upload(&form, ("file", file)).await;
    assert_eq!(browser.page.path, TABLE, "{}", browser.page.words());
}

/// Presses the button that takes the tasks.
async fn take(browser: &mut Browser) {
    let form = form(browser, TABLE);
    browser.submit(form).await;
}

async fn picks(site: &Site, browser: &Browser) -> Vec<String> {
    let picks = draft(site, browser).await.answers.picks.into_iter();
    picks.map(|pick| pick.key.0).collect()
}

fn lines(lines: &[&str]) -> Vec<u8> {
    let all: Vec<&str> = [HEAD].iter().chain(lines).copied().collect();
    all.join("\r\n").into_bytes()
}

/// Nothing is taken, and the page says this.
async fn is_refused(site: &Site, browser: &Browser, said: &[&str]) {
    assert_eq!(browser.page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let words = browser.page.words();
    for said in said {
        assert!(words.contains(said), "no {said} in {words}");
    }
    assert_eq!(picks(site, browser).await, [] as [&str; 0]);
}

#[tokio::test]
async fn every_wrong_cell_is_named_by_row_and_column_and_nothing_is_taken() {
    let site = crate::site().await;
    let mut browser = visitor(&site).await;
    let long = "長".repeat(61);
    let long = format!("{long},,,,,,,,,");
    let file = lines(&[
        "口コミ返信の下書き,1か月に,1,20,5,1,1,1,1,2",
        "送迎の予定表,,たくさん,,,,,,,",
        ",1か月に,3,,,,,,,",
        "日報の清書,,,,,てきとう,,,,",
        &long,
        "",
        "口コミ返信の下書き,,5,,,,,,,",
        "掲示物づくり,1か月に,5000,1,10,,,,,",
        "請求書のつづり,1か月に,#REF!,1,10,,,,,",
        "99,,,,,,,,,",
        "名簿の整理,1か月に,2026-01-02,1,10,,,,,",
        "領収書の整理,1か月に,2,10,0:30,,,,,",
    ]);
    send(&mut browser, &file).await;
    let sentences = [
        "3行目 C列「回数」：数だけを書いてください。例：30　わからないときは、空けてください。",
        "4行目 A列「仕事の名前」：仕事の名前がありません。名前を書くか、この行を全部消してください。",
        "5行目 F列「やり方」：「メモか見本がある」「口で説明できる」「勘でしている」「わからない」の、どれかを書いてください。わからないときは、空けてください。",
        "6行目 A列「仕事の名前」：60文字までにしてください。いま61文字です。",
        "8行目 A列「仕事の名前」：2行目と同じ仕事です。1つにまとめるか、ちがう名前にしてください。",
        "9行目 C列「回数」：「回数」は、1から999までの数で書いてください。",
        "10行目 C列「回数」：計算の結果が「#REF!」です。数や言葉を、そのまま書いてください。",
        "11行目 A列「仕事の名前」：「よくある仕事」に、99番はありません。仕事の名前を書いてください。",
        "12行目 C列「回数」：日付になっています。数だけを書いてください。例：30",
        "13行目 E列「かかる時間」：時刻の形になっています。数だけを書いてください。1時間30分なら、90（分）です。",
    ];
    let sentences = sentences.map(|told| told.split_whitespace().collect::<Vec<_>>().join(" "));
    let said: Vec<&str> = sentences.iter().map(String::as_str).collect();
    is_refused(&site, &browser, &said).await;
    let errors = browser.page.errors();
    assert_eq!(
        errors,
        [
            "C3", "A4", "F5", "A6", "A8", "C9", "C10", "A11", "C12", "E13"
        ]
    );
    let marked = browser.page.links();
    let marked = marked.iter().find(|link| link.contains("marked.xlsx"));
    let file = browser.fetch(marked.unwrap()).await.clone();
    let disposition = file.headers["content-disposition"].to_str().unwrap();
    assert!(
        disposition.contains("kiridashi-marked.xlsx"),
        "{disposition}"
    );
    let sheets = spreadsheet::read(&file.body).unwrap();
    let cells: Vec<&String> = sheets[0].cells.values().collect();
    for told in &sentences {
        let is_said =
            |cell: &&&String| cell.split_whitespace().collect::<Vec<_>>().join(" ") == *told;
        assert!(cells.iter().any(|cell| is_said(&cell)), "no {told}");
    }
    // Sent as it came back, it is refused for the same reasons; the page keeps them until another file comes.
    send(&mut browser, &file.body).await;
    assert_eq!(browser.page.errors(), errors);
    browser.open(TABLE).await;
    assert_eq!(browser.page.errors(), errors);
}

#[tokio::test]
async fn a_quote_that_does_not_end_is_named_by_its_row_and_nothing_is_read() {
    let site = crate::site().await;
    let mut browser = visitor(&site).await;
    let file = lines(&[
        "\"請求書,1か月に,2,10,30,,,,,",
        "口コミ返信の下書き,1か月に,1,20,5,1,1,1,1,2",
    ]);
    send(&mut browser, &file).await;
    let said = ["2行目 A列の「\"」が、セルの終わりでとじていません。"];
    is_refused(&site, &browser, &said).await;
    assert!(!browser.page.words().contains("この仕事を読みました"));
}

/// Twelve tasks as Excel saves them; two cells of them as given.
fn twelve(times: &str, material: &str) -> Vec<u8> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    for (column, heading) in HEAD.split(',').enumerate() {
        page.write_string(0, column as u16, heading).unwrap();
    }
    for row in 1..=12_u32 {
        page.write_string(row, 0, format!("その仕事{row}")).unwrap();
        page.write_string(row, 1, "1週間に").unwrap();
        page.write_number(row, 2, f64::from(row)).unwrap();
    }
    page.write_string(2, 2, times).unwrap();
    page.write_string(6, 6, material).unwrap();
    book.save_to_buffer().unwrap()
}

#[tokio::test]
async fn twelve_tasks_with_two_bad_cells_are_none_and_put_right_twelve_even_sent_twice() {
    let site = crate::site().await;
    let mut browser = visitor(&site).await;
    send(&mut browser, &twelve("いろいろ", "木の板")).await;
    let said = ["3行目 C列", "7行目 G列", "まだ何も入れていません"];
    is_refused(&site, &browser, &said).await;
    assert_eq!(browser.page.errors(), ["C3", "G7"]);
    let right = twelve("２", "紙");
    send(&mut browser, &right).await;
    assert_eq!(browser.page.status, StatusCode::OK);
    assert!(browser.page.words().contains("12この仕事を読みました"));
    assert_eq!(
        picks(&site, &browser).await,
        [] as [&str; 0],
        "only looked at"
    );
    let pressed = form(&browser, TABLE);
    browser.submit(pressed.clone()).await;
    assert_eq!(browser.page.path, "/inventory/task/own1");
    assert_eq!(picks(&site, &browser).await.len(), 12);
    // The button pressed once more, and the same file under another name.
    browser.submit(pressed).await;
    assert_eq!(picks(&site, &browser).await.len(), 12);
    send(&mut browser, &right).await;
    assert_eq!(browser.page.status, StatusCode::OK);
    let words = browser.page.words();
    assert!(
        words.contains("この表の仕事は、もう全部、書き出しに入っています"),
        "{words}"
    );
    assert!(!words.contains("全部の仕事を入れる"));
    assert_eq!(picks(&site, &browser).await.len(), 12);
    let stored = draft(&site, &browser).await;
    let amount = &stored.typed["amount/own1"];
    assert_eq!((amount.one("times"), amount.one("period")), ("1", "week"));
}

#[tokio::test]
async fn tasks_come_behind_those_that_are_there_and_the_questions_go_on() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "result").await;
    let before = draft(&site, &browser).await.answers;
    let count = before.picks.len();
    let file = lines(&[
        "【見本】口コミ返信の下書き,1か月に,1,20,5,1,1,1,1,2",
        "送迎の予定表,1週間に,3,1,20,2,2,1,1,3",
    ]);
    let text = std::str::from_utf8(&file).unwrap();
    let (windows, ..) = encoding_rs::SHIFT_JIS.encode(text);
    send(&mut browser, &windows).await;
    let words = browser.page.words();
    assert!(
        words.contains("2行目は見本なので、読んでいません"),
        "{words}"
    );
    assert!(words.contains("3行目送迎の予定表"), "{words}");
    take(&mut browser).await;
    let after = draft(&site, &browser).await.answers;
    assert_eq!(after.picks[..count], before.picks[..]);
    assert_eq!(after.picks.len(), count + 1);
    for (key, given) in &before.tasks {
        assert_eq!(after.tasks.get(key), Some(given), "{key}");
    }
    assert!(browser.page.path.starts_with("/inventory/"));
    browser.open("/inventory/pick").await;
    assert!(browser.page.html().contains("送迎の予定表"));
}

#[tokio::test]
async fn of_more_tasks_than_fit_those_are_taken_that_are_chosen() {
    let site = crate::site().await;
    let mut browser = visitor(&site).await;
    let rows: Vec<String> = (1..=14).map(|row| format!("その仕事{row}")).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    send(&mut browser, &lines(&rows)).await;
    let all = form(&browser, TABLE);
    assert_eq!(all.choices()["rows"].len(), 14);
    assert_eq!(all.values("rows").len(), 12, "as many as fit are proposed");
    browser.submit(all.clone().tick("rows", "14")).await;
    let said = ["あと12こまで入れられます。いま13こ選んでいます。1こ減らしてください。"];
    is_refused(&site, &browser, &said).await;
    assert_eq!(form(&browser, TABLE).values("rows").len(), 13, "kept");
    let none = form(&browser, TABLE).clear("rows");
    browser.submit(none).await;
    is_refused(&site, &browser, &["入れる仕事を、1つ以上選んでください。"]).await;
    let last = form(&browser, TABLE).tick("rows", "15").tick("rows", "3");
    browser.submit(last).await;
    let stored = draft(&site, &browser).await.answers.picks;
    let names: Vec<_> = stored
        .iter()
        .filter_map(|pick| pick.name.as_deref())
        .collect();
    assert_eq!(names, ["その仕事2", "その仕事14"]);
    // The others may come later: what is there is known.
    send(&mut browser, &lines(&rows)).await;
    assert!(browser.page.words().contains("あと10こ"));
    assert_eq!(form(&browser, TABLE).choices()["rows"].len(), 12);
}

#[tokio::test]
async fn a_file_that_is_not_read_says_what_to_do_and_another_one_may_follow() {
    let site = crate::site().await;
    let mut browser = visitor(&site).await;
    let mut macros = b"PK\x03\x04".to_vec();
    macros.extend([0; 40]);
    for (file, said) in [
        (Vec::new(), "ファイルを選んでから"),
        (
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(),
            "古い形のExcelの表",
        ),
        (macros, "ファイルがこわれていて"),
        (b"%PDF-1.7".to_vec(), "表として読めません"),
        (b"a,\x80\xFF\n".to_vec(), "CSVの文字が読めません"),
        (vec![b'a'; 4 * 1024 * 1024 + 1], "ファイルが大きすぎます"),
        ("仕事の名前\n".repeat(52).into_bytes(), "50行までです"),
    ] {
        send(&mut browser, &file).await;
        is_refused(&site, &browser, &[said]).await;
        assert_eq!(browser.page.errors(), ["file"], "{said}");
        let marked = browser.fetch("/inventory/table/marked.xlsx").await;
        assert_eq!(marked.location().as_deref(), Some(TABLE));
    }
    // A fault of the columns is told as such, above any cell.
    send(&mut browser, "仕事の名前,単価\n日報,500\n".as_bytes()).await;
    is_refused(
        &site,
        &browser,
        &["B列の見出し「単価」は、ひな形にありません。"],
    )
    .await;
    assert_eq!(browser.page.errors(), ["fault1"]);
    send(&mut browser, HEAD.as_bytes()).await;
    is_refused(
        &site,
        &browser,
        &["1行目の見出しだけで、仕事の行がありません。"],
    )
    .await;
    send(&mut browser, &lines(&["日報,,,,,,,,,"])).await;
    assert_eq!(browser.page.status, StatusCode::OK);
    let unused = form(&browser, TABLE).press(TABLE, "_drop", "yes");
    browser.submit(unused).await;
    assert!(browser.page.words().contains("ひな形に書く"));
    assert_eq!(picks(&site, &browser).await, [] as [&str; 0]);
}

#[tokio::test]
async fn the_template_is_filled_in_and_comes_back_as_excel_and_as_csv() {
    let site = crate::site().await;
    let mut browser = visitor(&site).await;
    let links = browser.page.links();
    for (ending, media) in [("xlsx", "spreadsheetml"), ("csv", "text/csv")] {
        let link = links
            .iter()
            .find(|link| link.contains(&format!(".{ending}?")));
        let file = browser.fetch(link.unwrap()).await.clone();
        assert_eq!(file.status, StatusCode::OK);
        let kind = file.headers["content-type"].to_str().unwrap();
        assert!(kind.contains(media), "{kind}");
        send(&mut browser, &file.body).await;
        is_refused(&site, &browser, &["見本の行だけで、仕事の行がありません。"]).await;
        if ending == "csv" {
            let mut filled = file.body.to_vec();
            filled.extend("送迎の予定表,1週間に,3\r\n".as_bytes());
            send(&mut browser, &filled).await;
            assert!(browser.page.words().contains("2・3行目は見本なので"));
            take(&mut browser).await;
            assert_eq!(picks(&site, &browser).await, ["own1"]);
        }
    }
}

#[tokio::test]
async fn a_table_goes_into_the_draft_of_its_page_and_into_nobody_elses() {
    let site = crate::site().await;
    let mut browser = visitor(&site).await;
    let file = lines(&["送迎の予定表,,,,,,,,,"]);
    let posted = form(&browser, "/inventory/table/read");
    let mut stranger = site.browser();
    stranger.upload(&posted, ("file", &file)).await;
    assert_eq!(stranger.page.path, "/inventory/?lost=1");
    let mut other = visitor(&site).await;
    other.upload(&posted, ("file", &file)).await;
    assert_eq!(other.page.status, StatusCode::CONFLICT);
    assert!(!draft(&site, &other).await.typed.contains_key("table"));
    assert!(!draft(&site, &browser).await.typed.contains_key("table"));
    send(&mut browser, &file).await;
    for path in ["template.xlsx", "template.csv", "marked.xlsx"] {
        let page = stranger.fetch(&format!("{TABLE}/{path}")).await;
        assert_eq!(page.location().as_deref(), Some(TABLE), "{path}");
    }
    // What was shown is what is taken: another tab has sent another table meanwhile.
    let shown = form(&browser, TABLE);
    send(&mut browser, &lines(&["別の仕事,,,,,,,,,"])).await;
    browser.submit(shown).await;
    let words = browser.page.words();
    assert!(words.contains("表が、ほかの画面で変わりました"), "{words}");
    assert_eq!(picks(&site, &browser).await, [] as [&str; 0]);
    take(&mut browser).await;
    let name = &draft(&site, &browser).await.answers.picks[0].name;
    assert_eq!(name.as_deref(), Some("別の仕事"));
}

#[tokio::test]
async fn a_table_that_the_office_reads_for_an_employer_is_known_as_theirs() {
    let site = crate::site().await;
    let id = site.state.random_id();
    let way = begun_as(&site, &id, HelpWay::Visit, Some(Industry::Inn)).await;
    let mut browser = site.browser();
    browser.open(&way).await;
    let file = lines(&["口コミ返信の下書き,1か月に,1,20,5,1,1,1,1,2"]);
    send(&mut browser, &file).await;
    assert!(browser.page.words().contains("事業者の方から預かった表"));
    take(&mut browser).await;
    assert_eq!(browser.page.path, "/inventory/result");
    let stored = draft(&site, &browser).await;
    for step in ["pick", "task/inn02"] {
        assert!(stored.holders.is_offices(step, "any"), "{step}");
    }
}

#[tokio::test]
async fn without_an_industry_the_questions_come_first() {
    let site = crate::site().await;
    let mut browser = site.browser();
    browser.open(TABLE).await;
    assert_eq!(browser.page.path, "/inventory/?lost=1");
    walk(&mut browser, &INN, "industry").await;
    browser.open(TABLE).await;
    assert_eq!(browser.page.path, "/inventory/industry");
    browser.open(&format!("{TABLE}/template.xlsx")).await;
    assert_eq!(browser.page.path, "/inventory/industry");
}
