//! Tables of tasks: columns by their names, tasks by theirs, all that is wrong named by its cell, and nothing twice.

use answers::{Answers, MAX_TASKS};
use base::industry::Industry;
use jiff::civil::{Date, date};
use questionnaire::{flow, tasks};
use town::Content;

use crate::table::{
    CellPlace, CheckedTable, ReadFile, SheetTable, UnreadFile, check_table, take_table,
};

const TODAY: Date = date(2026, 12, 1);

/// A table of these lines, with commas between its cells.
fn table(lines: &[&str]) -> SheetTable {
    let mut table = SheetTable::default();
    for (line, row) in lines.iter().zip(1..) {
        for (cell, column) in line.split(',').zip(0..) {
            if !cell.is_empty() {
                let place = CellPlace { row, column };
                table.cells.insert(place, cell.to_owned());
            }
        }
    }
    table
}

fn inn() -> Answers {
    Answers {
        industry: Some(Industry::Inn),
        picked_for: Some(Industry::Inn),
        ..Answers::default()
    }
}

fn checked(lines: &[&str], answers: &Answers) -> CheckedTable {
    check_table(&table(lines), answers, &Content::embedded(), TODAY)
}

fn told(checked: &CheckedTable) -> Vec<&str> {
    let faults = checked.faults.iter().map(|fault| fault.told.as_str());
    let wrong = checked.wrong.iter().map(|wrong| wrong.told.as_str());
    faults.chain(wrong).collect()
}

#[test]
fn cells_are_named_as_excel_names_them() {
    for (name, row, column) in [("A1", 1, 0), ("D3", 3, 3), ("Z9", 9, 25), ("AA10", 10, 26)] {
        let place = CellPlace { row, column };
        assert_eq!(place.to_string(), name);
        assert_eq!(CellPlace::parse(name), Some(place));
    }
    for none in ["", "A", "3", "A0", "a1", "ABCD1", "A-1", "unread", "joined"] {
        assert_eq!(CellPlace::parse(none), None, "{none}");
    }
}

#[test]
fn columns_are_known_by_their_names_in_any_order_below_any_title() {
    let content = Content::embedded();
    let lines = [
        "わたしたちの仕事",
        "",
        "かかる時間（分）, 回　数 ,仕事の名前,材料,回数の数え方",
        "５分,約３０,口コミ返信の下書き,データ,2",
        "",
        ",,（新）送迎の予定表,,？",
    ];
    let checked = checked(&lines, &inn());
    assert_eq!(told(&checked), [] as [&str; 0]);
    let names: Vec<_> = checked.tasks.iter().map(|it| (it.row, &*it.name)).collect();
    assert_eq!(
        names,
        [(4, "口コミ返信の下書き"), (6, "（新）送迎の予定表")]
    );
    assert_eq!(checked.tasks[0].key.as_ref().unwrap().0, "inn02");
    assert_eq!(checked.tasks[1].key, None);
    assert_eq!(checked.tasks[0].lines.len(), 4);
    let tasks: Vec<_> = checked.new_tasks().collect();
    let sheet = take_table(&tasks, &inn(), &content, TODAY);
    let picked: Vec<_> = tasks::picked(&sheet.answers, &content)
        .into_iter()
        .map(|task| task.key.0)
        .collect();
    assert_eq!(picked, ["inn02", "own1"]);
    assert!(sheet.typed.contains_key("task/inn02"), "the rest is asked");
    let typed = &sheet.typed["task/inn02"];
    assert_eq!(typed.one("times"), "30");
    assert_eq!(typed.one("minutes"), "5");
    assert_eq!(typed.one("period"), "month");
    assert_eq!(typed.one("material"), "data");
    assert_ne!(typed.one("procedure"), "", "the page's own proposal");
    assert!(
        !sheet.typed.contains_key("task/own1"),
        "nothing is said of it"
    );
    let route = flow::replay(&sheet.answers, &content);
    assert_eq!(route.next.unwrap().path(), "task/inn02");
}

#[test]
fn a_row_that_says_everything_needs_no_page_any_more() {
    let content = Content::embedded();
    let lines = [
        "仕事の名前,回数の数え方,回数,1回の量,かかる時間,やり方,材料,秘密,判断,しめ切りまで",
        "口コミ返信の下書き,1か月に,1,20,5,1,1,1,1,2",
    ];
    let checked = checked(&lines, &inn());
    assert_eq!(told(&checked), [] as [&str; 0]);
    let tasks: Vec<_> = checked.new_tasks().collect();
    let sheet = take_table(&tasks, &inn(), &content, TODAY);
    assert!(sheet.typed.is_empty(), "{:?}", sheet.typed);
    let route = flow::replay(&sheet.answers, &content);
    assert_eq!(route.next, Some(flow::Step::Result));
}

#[test]
fn an_amount_may_be_written_with_what_it_is_counted_by() {
    let head = "仕事の名前,回数の数え方,回数,1回の量,かかる時間,やり方,材料,秘密,判断,しめ切りまで";
    for amount in ["20", "20件", "２０枚", "約20通"] {
        let line = format!("口コミ返信の下書き,1か月に,1回,{amount},5分,1,1,1,1,2");
        let checked = checked(&[head, &line], &inn());
        assert_eq!(told(&checked), [] as [&str; 0], "{amount}");
        let tasks: Vec<_> = checked.new_tasks().collect();
        let sheet = take_table(&tasks, &inn(), &Content::embedded(), TODAY);
        let counts: Vec<u32> = sheet.answers.tasks.values().map(|it| it.count).collect();
        assert_eq!(counts, [20], "{amount}");
    }
    for period in ["1ヶ月に", "1カ月に", "一か月に", "１ヵ月に", "2"] {
        let line = format!("口コミ返信の下書き,{period},1,20,5,1,1,1,1,2");
        let checked = checked(&[head, &line], &inn());
        assert_eq!(told(&checked), [] as [&str; 0], "{period}");
    }
    for wrong in ["20分", "20円", "20枚と3件"] {
        let line = format!("口コミ返信の下書き,1か月に,1回,{wrong},5分,1,1,1,1,2");
        assert_eq!(told(&checked(&[head, &line], &inn())).len(), 1, "{wrong}");
    }
}

#[test]
fn minutes_are_those_of_one_whatever_lot_the_page_asks_for() {
    let content = Content::embedded();
    let task = content.offered(Industry::Inn).into_iter();
    let task = task.max_by_key(|task| task.unit.per).unwrap();
    assert!(task.unit.per > 1);
    let line = format!("{},1か月に,1,200,2,1,1,1,1,2", task.name);
    let head = "仕事の名前,回数の数え方,回数,1回の量,かかる時間,やり方,材料,秘密,判断,しめ切りまで";
    let checked = checked(&[head, &line], &inn());
    assert_eq!(told(&checked), [] as [&str; 0]);
    let tasks: Vec<_> = checked.new_tasks().collect();
    let sheet = take_table(&tasks, &inn(), &content, TODAY);
    let step = flow::Step::Task(task.key()).path();
    let minutes = match sheet.typed.get(&step) {
        Some(typed) => typed.one("minutes").parse().unwrap(),
        None => sheet.answers.tasks[&task.key()].minutes,
    };
    assert_eq!(minutes, 2.0 * f64::from(task.unit.per));
}

#[test]
fn a_fault_of_the_columns_is_no_wrong_cell() {
    for (lines, said) in [
        (&[][..], "表に、何も書いてありません。"),
        (&["日報,3", "月報,1"], "見出しの行がありません。"),
        (
            &["仕事の名前,回数"],
            "1行目の見出しだけで、仕事の行がありません。",
        ),
        (&["仕事の名前,回数", "【見本】日報,3"], "見本の行だけで、"),
        (
            &["仕事の名前,回数,単価", "日報,3,500"],
            "C列の見出し「単価」は、ひな形にありません。",
        ),
        (
            &["仕事の名前,回数,回数（回）", "日報,3,3"],
            "見出し「回数（回）」が、B列とC列にあります。",
        ),
        (&["回数,判断", "3,1"], "「仕事の名前」の列がありません。"),
        (
            &["仕事の名前,回数", "日報,3,急ぎ"],
            "C列に見出しがなく、2行目に字があります。",
        ),
    ] {
        let checked = checked(lines, &inn());
        assert_eq!(checked.wrong, [], "{lines:?}");
        let told = told(&checked);
        assert_eq!(told.len(), 1, "{lines:?}: {told:?}");
        assert!(told[0].starts_with(said), "{told:?}");
    }
}

#[test]
fn joined_cells_are_named_with_how_far_they_reach() {
    let mut table = table(&["仕事の名前,回数", "日報,3", ",4"]);
    let place = |row| CellPlace { row, column: 0 };
    table.joined.push((place(2), place(3)));
    let checked = check_table(&table, &inn(), &Content::embedded(), TODAY);
    let told = told(&checked);
    assert_eq!(told.len(), 2);
    for (told, row) in told.iter().zip(2..) {
        let begin = format!("{row}行目 A列「仕事の名前」：A2からA3までのセルが");
        assert!(told.starts_with(&begin), "{told}");
    }
}

#[test]
fn what_the_draft_has_is_not_taken_again_and_keeps_its_answers() {
    let content = Content::embedded();
    let lines = ["仕事の名前,回数", "口コミ返信の下書き,3", "送迎の予定表,2"];
    let first = checked(&lines, &inn());
    let tasks: Vec<_> = first.new_tasks().collect();
    let sheet = take_table(&tasks, &inn(), &content, TODAY);
    let lines = [
        "仕事の名前,回数",
        "送迎の予定表 ,9",
        "1,1",
        "口コミ返信の下書き,4",
    ];
    let again = checked(&lines, &sheet.answers);
    assert_eq!(told(&again), [] as [&str; 0]);
    let there: Vec<_> = again.tasks.iter().map(|task| task.is_there).collect();
    assert_eq!(there, [true, false, true]);
    assert_eq!(again.room, MAX_TASKS - 2);
    let tasks: Vec<_> = again.new_tasks().collect();
    let more = take_table(&tasks, &sheet.answers, &content, TODAY);
    assert_eq!(more.answers.picks.len(), 3);
    for (key, given) in &sheet.answers.tasks {
        assert_eq!(more.answers.tasks.get(key), Some(given));
    }
}

#[test]
fn what_was_read_is_kept_as_it_was_read() {
    let content = Content::embedded();
    let mut read = table(&["仕事の名前,回数", "日報,3"]);
    let place = |row| CellPlace { row, column: 0 };
    read.joined.push((place(2), place(3)));
    let file = ReadFile::of(Ok(vec![read.clone()]), &content);
    assert_eq!(file, ReadFile::Table(read.clone()));
    assert_eq!(ReadFile::kept(&file.input()), file);
    let unread = ReadFile::of(Err(UnreadFile::Locked), &content);
    assert_eq!(ReadFile::kept(&unread.input()), unread);
    // The sheet with the tasks is found among others; of two nobody knows which is meant.
    let other = table(&["メモ", "急がない"]);
    let found = ReadFile::of(Ok(vec![other, read.clone()]), &content);
    assert_eq!(found, file);
    let two = ReadFile::of(Ok(vec![read.clone(), read.clone()]), &content);
    assert_eq!(two, ReadFile::Unread(UnreadFile::Sheets));
    let name = |row: usize| format!("日報{row}");
    let rows: Vec<String> = (0..50).map(name).collect();
    let mut lines = vec!["仕事の名前", "【見本】日報"];
    lines.extend(rows.iter().map(String::as_str));
    let fifty = ReadFile::of(Ok(vec![table(&lines)]), &content);
    assert!(matches!(fifty, ReadFile::Table(_)));
    lines.push("日報");
    let more = ReadFile::of(Ok(vec![table(&lines)]), &content);
    assert_eq!(more, ReadFile::Unread(UnreadFile::Rows));
    let long = "あ".repeat(60_001);
    let long = ReadFile::of(Ok(vec![table(&["仕事の名前", &long])]), &content);
    assert_eq!(long, ReadFile::Unread(UnreadFile::Long));
}
