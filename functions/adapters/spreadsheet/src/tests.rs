//! What is read is what Excel shows, and what cannot be read says why.

use std::io::{Cursor, Write};

use base::industry::Industry;
use questionnaire_pages::table::{
    CellPlace, ReadFile, SheetTable, UnreadFile, check_table, table_template,
};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use town::Content;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::{LARGEST_FILE, read};

/// What the cells of the first sheet say, by their names.
fn cells(file: &[u8]) -> Vec<(String, String)> {
    let sheets = read(file).unwrap();
    named(&sheets[0])
}

fn named(sheet: &SheetTable) -> Vec<(String, String)> {
    let cells = sheet.cells.iter();
    cells
        .map(|(place, cell)| (place.to_string(), cell.clone()))
        .collect()
}

fn are(found: &[(String, String)], wanted: &[(&str, &str)]) {
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|(n, c)| (n.as_str(), c.as_str()))
        .collect();
    assert_eq!(found, wanted);
}

/// A packed file with these parts.
fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        file.start_file(*name, SimpleFileOptions::default())
            .unwrap();
        file.write_all(bytes).unwrap();
    }
    file.finish().unwrap().into_inner()
}

#[test]
fn a_cell_says_what_excel_shows_and_empty_rows_keep_their_numbers() {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.write_string(0, 0, "仕事の名前").unwrap();
    page.write_number(4, 0, 30.0).unwrap();
    page.write_number(4, 1, 0.1 + 0.2).unwrap();
    let sum = Formula::new("=A5*2").set_result("60");
    page.write_formula(4, 2, sum).unwrap();
    let lost = Formula::new("=#REF!+1").set_result("#REF!");
    page.write_formula(4, 3, lost).unwrap();
    let day = ExcelDateTime::from_ymd(2026, 1, 2).unwrap();
    let format = Format::new().set_num_format("m\"月\"d\"日\"");
    page.write_datetime_with_format(4, 4, &day, &format)
        .unwrap();
    page.write_boolean(4, 5, true).unwrap();
    page.write_string(4, 27, "　").unwrap();
    page.write_string(6, 27, "遠く").unwrap();
    page.merge_range(8, 1, 9, 1, "二行分", &Format::new())
        .unwrap();
    let hidden = book.add_worksheet();
    hidden.write_string(0, 0, "見えない").unwrap();
    hidden.set_hidden(true);
    let sheets = read(&book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(sheets.len(), 1, "what is hidden is not read");
    are(
        &named(&sheets[0]),
        &[
            ("A1", "仕事の名前"),
            ("A5", "30"),
            ("B5", "0.3"),
            ("C5", "60"),
            ("D5", "#REF!"),
            ("E5", "2026-01-02"),
            ("F5", "TRUE"),
            ("AB7", "遠く"),
            ("B9", "二行分"),
        ],
    );
    let place = |row| CellPlace { row, column: 1 };
    assert_eq!(sheets[0].joined, [(place(9), place(10))]);
}

#[test]
fn csv_is_read_in_every_encoding_that_excel_saves_and_between_all_that_it_puts() {
    let text = "仕事の名前,回数\r\n\r\n\"髙橋の\n\"\"日報\"\"\",３\r\n'=1+1,2";
    let wanted = [
        ("A1", "仕事の名前"),
        ("B1", "回数"),
        ("A3", "髙橋の\n\"日報\""),
        ("B3", "３"),
        ("A4", "=1+1"),
        ("B4", "2"),
    ];
    let with_mark = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    let (windows, ..) = encoding_rs::SHIFT_JIS.encode(text);
    let wide: Vec<u8> = "\u{FEFF}仕事の名前\t回数\n日報\t2"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    are(&cells(text.as_bytes()), &wanted);
    are(&cells(&with_mark), &wanted);
    are(&cells(&windows), &wanted);
    let tabbed = [
        ("A1", "仕事の名前"),
        ("B1", "回数"),
        ("A2", "日報"),
        ("B2", "2"),
    ];
    are(&cells(&wide), &tabbed);
    are(&cells("仕事の名前;回数\n日報;2\n".as_bytes()), &tabbed);
    are(&cells("仕事の名前\t回数\r日報\t2\r".as_bytes()), &tabbed);
    assert_eq!(cells(b""), []);
    assert_eq!(cells(b",,\r\n,,\r\n"), []);
}

#[test]
fn a_quote_that_does_not_end_with_its_cell_is_named_by_where_it_begins() {
    let head = "仕事の名前,回数,メモ";
    for (lines, place) in [
        ("\"請求書,1,\n日報,2,\n", "A2"),
        ("日報,2,\n請求書,\"1,急ぎ\n月報,3,\n", "B3"),
        // The next quote is the one that begins another cell.
        ("\"請求書,1,\n\"日報\",2,\n", "A2"),
        ("日報,1,\"急ぎ\n月報,2,\"あとで\"\n", "C2"),
        ("日報,2,\"", "C2"),
    ] {
        let place = CellPlace::parse(place).unwrap();
        let file = format!("{head}\n{lines}");
        assert_eq!(
            read(file.as_bytes()),
            Err(UnreadFile::Quote(place)),
            "{lines}"
        );
    }
    let content = Content::embedded();
    let place = CellPlace { row: 3, column: 1 };
    let unread = ReadFile::Unread(UnreadFile::Quote(place));
    assert_eq!(ReadFile::kept(&unread.input()), unread);
    let told = UnreadFile::Quote(place).told(&content.texts.table);
    assert!(told.starts_with("3行目 B列の「\"」が"), "{told}");
    // Quotes inside a cell, after one, and over several lines are what Excel reads, too.
    let fine = "仕事の名前,メモ\n5\" の紙,\"急ぎ\" \n\"月の\n日報\",\"あとで\"も\n";
    let wanted = [
        ("A1", "仕事の名前"),
        ("B1", "メモ"),
        ("A2", "5\" の紙"),
        ("B2", "急ぎ "),
        ("A3", "月の\n日報"),
        ("B3", "あとでも"),
    ];
    are(&cells(fine.as_bytes()), &wanted);
}

#[test]
fn a_time_is_what_the_sheet_shows_and_no_day() {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    for (row, (days, format)) in [
        (0.5 / 24.0, "h:mm"),
        (1.5 / 24.0, "[h]:mm"),
        (26.0 / 24.0, "[h]:mm"),
        (90.0 / 86_400.0, "h:mm:ss"),
        (45_000.0 + 0.5, "yyyy/m/d h:mm"),
    ]
    .into_iter()
    .enumerate()
    {
        let format = Format::new().set_num_format(format);
        let row = u32::try_from(row).unwrap();
        page.write_number_with_format(row, 0, days, &format)
            .unwrap();
    }
    let file = book.save_to_buffer().unwrap();
    let shown: Vec<String> = cells(&file).into_iter().map(|(_, cell)| cell).collect();
    assert_eq!(shown, ["0:30", "1:30", "26:00", "0:01:30", "2023-03-15"]);
}

#[test]
fn a_file_that_is_no_table_says_what_it_is() {
    let ole = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &name].concat()
    };
    let book = ("xl/workbook.xml", b"<workbook/>".as_slice());
    let zeros = vec![0; 40 * 1024 * 1024];
    let cases = [
        (ole("Workbook"), UnreadFile::OldExcel),
        (ole("EncryptedPackage"), UnreadFile::Locked),
        (
            packed(&[book, ("xl/vbaProject.bin", b"x")]),
            UnreadFile::Macros,
        ),
        (packed(&[("xl/workbook.bin", b"x")]), UnreadFile::OldExcel),
        (
            packed(&[("mimetype", b"x"), ("content.xml", b"x")]),
            UnreadFile::OpenDocument,
        ),
        (packed(&[("word/document.xml", b"x")]), UnreadFile::NotTable),
        (packed(&[book]), UnreadFile::Broken),
        (b"PK\x03\x04 and no more".to_vec(), UnreadFile::Broken),
        (
            packed(&[book, ("xl/sharedStrings.xml", &zeros)]),
            UnreadFile::Heavy,
        ),
        (vec![b'a'; LARGEST_FILE + 1], UnreadFile::Heavy),
        (b"%PDF-1.7".to_vec(), UnreadFile::NotTable),
        (b"\x89PNG\r\n\x1A\n\0\0".to_vec(), UnreadFile::NotTable),
        (b" <html><table></table>".to_vec(), UnreadFile::NotTable),
        (b"a,\x80\xFF\xFE\n".to_vec(), UnreadFile::Letters),
        ("a\n".repeat(20_001).into_bytes(), UnreadFile::Heavy),
    ];
    for (file, why) in cases {
        let shown = String::from_utf8_lossy(&file[..file.len().min(20)]).into_owned();
        assert_eq!(read(&file), Err(why), "{shown}");
    }
}

#[test]
fn the_template_is_a_table_of_examples_with_lists_and_a_sheet_that_explains_it() {
    let content = Content::embedded();
    for industry in Industry::ALL {
        let template = table_template(industry, &content);
        let file = crate::template::workbook(&template, &content.texts.table).unwrap();
        let sheets = read(&file).unwrap();
        let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        assert_eq!(names, ["仕事", "書き方"]);
        let ReadFile::Table(table) = ReadFile::of(Ok(sheets), &content) else {
            panic!("it holds no table");
        };
        assert_eq!(table.name, "仕事");
        let answers = answers_of(industry);
        let today = "2026-12-01".parse().unwrap();
        let checked = check_table(&table, &answers, &content, today);
        assert_eq!(checked.samples, [2, 3]);
        let [fault] = &checked.faults[..] else {
            panic!("{:?}", checked.faults);
        };
        assert!(fault.told.contains("見本の行だけ"), "{}", fault.told);
    }
}

fn answers_of(industry: Industry) -> answers::Answers {
    answers::Answers {
        industry: Some(industry),
        ..answers::Answers::default()
    }
}

#[test]
fn the_marked_file_is_the_table_with_a_remark_beside_each_fault_and_is_read_again() {
    let content = Content::embedded();
    let text = "仕事の名前,メモ,回数\n日報の入力,=1+1,たくさん\n,,3\n";
    let sheets = read(text.as_bytes());
    let ReadFile::Table(table) = ReadFile::of(sheets, &content) else {
        panic!("it is a table");
    };
    let (answers, today) = (answers_of(Industry::Inn), "2026-12-01".parse().unwrap());
    let checked = check_table(&table, &answers, &content, today);
    assert_eq!((checked.faults.len(), checked.wrong.len()), (1, 2));
    let template = table_template(Industry::Inn, &content);
    let texts = &content.texts.table;
    let file = crate::marked::workbook(&table, &checked, &template, texts).unwrap();
    let sheets = read(&file).unwrap();
    let remark = |row| {
        let place = CellPlace { row, column: 3 };
        sheets[0].cells.get(&place).map_or("", String::as_str)
    };
    assert_eq!(remark(1), "直すところ");
    assert!(remark(2).contains("B列の見出し「メモ」") && remark(2).contains("2行目 C列"));
    assert!(remark(3).contains("3行目 A列"), "{}", remark(3));
    let place = CellPlace { row: 2, column: 1 };
    assert_eq!(sheets[0].cells[&place], "=1+1", "it is no formula");
    // Sent as it is, it has the same faults and no others: the remarks are no column of it.
    let ReadFile::Table(again) = ReadFile::of(Ok(sheets), &content) else {
        panic!("it is a table");
    };
    let same = check_table(&again, &answers, &content, today);
    assert_eq!(
        (&same.faults, &same.wrong),
        (&checked.faults, &checked.wrong)
    );
    let twice = crate::marked::workbook(&again, &same, &template, texts).unwrap();
    let widest = read(&twice).unwrap()[0]
        .cells
        .keys()
        .map(|it| it.column)
        .max();
    assert_eq!(widest, Some(3), "it has one column of remarks");
}
