use super::*;

const PAGE: &str = include_str!("../../../../../../content/seminars/2027-01-20-hajimete.md");
const SLUG: &str = "2027-01-20-hajimete";

/// The mistakes of the page with one text replaced, as lines with a part of their message.
fn mistakes(from: &str, to: &str) -> Vec<(usize, String)> {
    assert!(PAGE.contains(from), "{from}");
    let page = PAGE.replacen(from, to, 1);
    let errors = Seminar::parse(SLUG, &page).unwrap_err();
    assert!(
        errors
            .iter()
            .all(|error| error.path == "seminars/2027-01-20-hajimete.md")
    );
    errors
        .into_iter()
        .map(|error| (error.line, error.message))
        .collect()
}

fn line(of: &str) -> usize {
    PAGE.lines().position(|line| line.starts_with(of)).unwrap() + 1
}

#[test]
fn the_page_is_read_as_written() {
    let seminar = Seminar::parse(SLUG, PAGE).unwrap().unwrap();
    assert_eq!(seminar.title, "【見本】はじめての外注");
    assert_eq!(seminar.when(), "2027年1月20日（水）14:00〜15:00");
    assert_eq!(seminar.deadline_words(), "2027年1月18日（月）17:00");
    assert_eq!(
        (seminar.capacity, seminar.waitlist, seminar.sample),
        (20, 10, true)
    );
    assert_eq!(seminar.state, State::Planned);
    assert!(
        seminar
            .online_url
            .is_some_and(|url| url.starts_with("https://meet.example.jp/"))
    );
}

#[test]
fn online_address_is_in_no_json_of_the_seminar() {
    let seminar = Seminar::parse(SLUG, PAGE).unwrap().unwrap();
    let json = serde_json::to_string(&seminar).unwrap();
    assert!(!json.contains("meet.example.jp"));
}

#[test]
fn every_mistake_is_reported_at_its_line() {
    let deadline = "deadline = 2027-01-18T17:00:00+09:00";
    let start = "start = 2027-01-20T14:00:00+09:00";
    let end = "end = 2027-01-20T15:00:00+09:00";
    let cases = [
        (
            end,
            "end = 2027-01-20T14:00:00+09:00",
            "end",
            "start より後",
        ),
        (end, "end = 2027-01-21T15:00:00+09:00", "end", "同じ日"),
        (
            deadline,
            "deadline = 2027-01-20T14:00:00+09:00",
            "deadline",
            "より前",
        ),
        (deadline, "deadline = 2027-01-18", "deadline", "+09:00 まで"),
        (
            deadline,
            "deadline = 2027-01-18T17:00:00",
            "deadline",
            "+09:00 まで",
        ),
        (
            start,
            "start = 2027-01-20T14:00:00+9",
            "start",
            "読めません",
        ),
        ("capacity = 20", "capacity = 0", "capacity", "1から"),
        ("capacity = 20", "capacity = -1", "capacity", "読めません"),
        (
            "capacity = 20",
            "capacity = \"20\"",
            "capacity",
            "読めません",
        ),
        ("waitlist = 10", "waitlist = 9999", "waitlist", "0から"),
        ("type = \"first\"", "type = \"firts\"", "type", "読めません"),
        ("fee = \"無料\"", "fee = \"\"", "fee", "書いてください"),
        ("online_url = ", "online_ulr = ", "online_url", "読めません"),
        (
            "https://meet.example.jp/",
            "http://meet.example.jp/",
            "online_url",
            "https://",
        ),
        ("title = \"【見本】", "title = \"", "title", "見本"),
        ("（水）", "（木）", "description", "2027年1月20日（水）"),
    ];
    for (from, to, key, message) in cases {
        let found = mistakes(from, to);
        assert_eq!(found.len(), 1, "{to}: {found:?}");
        assert_eq!(found[0].0, line(key), "{to}: {found:?}");
        assert!(found[0].1.contains(message), "{to}: {found:?}");
    }
}

#[test]
fn contradicting_settings_are_reported() {
    let after = |text: &str| mistakes("bring = ", &format!("{text}\nbring = "));
    let message = |found: Vec<(usize, String)>| found.into_iter().next().unwrap().1;
    assert!(message(after("contact = \"office\"")).contains("メールアドレス"));
    assert!(message(after("moved = \" \"")).contains("知らせ"));
    assert!(message(after("moved = \"a\"\ncancelled = \"b\"")).contains("どちらか"));
    assert!(message(mistakes("online = true", "online = false")).contains("online_url"));
    let url = PAGE
        .lines()
        .find(|line| line.starts_with("online_url"))
        .unwrap();
    assert!(message(mistakes(url, "")).contains("online_url"));
    assert!(message(mistakes("updated = ", "updatde = ")).contains("updatde"));
    assert!(message(mistakes("+++", "---")).contains("+++"));
}

#[test]
fn a_file_is_named_by_its_day_unless_the_seminar_moved() {
    let errors = Seminar::parse("2027-01-21-hajimete", PAGE).unwrap_err();
    assert!(errors[0].message.contains("2027-01-20-"));
    let moved = PAGE.replacen("bring = ", "moved = \"1日早めました。\"\nbring = ", 1);
    let seminar = Seminar::parse("2027-01-21-hajimete", &moved).unwrap();
    assert!(matches!(seminar.unwrap().state, State::Moved { .. }));
}

#[test]
fn every_change_of_a_page_raises_its_edition_and_names_its_day() {
    let edition = |page: &str| Seminar::parse(SLUG, page).unwrap().unwrap().edition();
    let with = |page: &str, line: &str| page.replacen("bring = ", &format!("{line}\nbring = "), 1);
    let later = |page: &str| page.replacen("updated = 2026-11-22", "updated = 2026-12-01", 1);
    let moved = with(PAGE, "moved = \"1時間おそくしました。\"");
    let off = with(PAGE, "cancelled = \"雪のため。\"");
    assert_eq!(edition(PAGE), 202_611_220);
    assert!(
        [PAGE, &moved, &off, &later(&moved), &later(&off)]
            .map(edition)
            .is_sorted()
    );
    assert_eq!(edition(&later(&moved)), 202_612_011);
    let undated = moved.replacen("updated = 2026-11-22\n", "", 1);
    let errors = Seminar::parse(SLUG, &undated).unwrap_err();
    assert!(
        errors.len() == 1 && errors[0].message.contains("updated"),
        "{errors:?}"
    );
}

#[test]
fn several_mistakes_are_reported_together_and_drafts_are_left_out() {
    let page = PAGE.replacen("capacity = 20", "capacity = 0", 1).replacen(
        "fee = \"無料\"",
        "fee = \" \"",
        1,
    );
    assert_eq!(Seminar::parse(SLUG, &page).unwrap_err().len(), 2);
    let draft = PAGE.replacen("updated = ", "draft = true\nupdated = ", 1);
    assert_eq!(Seminar::parse(SLUG, &draft), Ok(None));
}

#[test]
fn words_in_the_text_may_name_other_days_with_their_weekday() {
    let right = PAGE.to_owned() + "\n2026年12月1日（火）と1月18日（月）、1月5日（見本）\n";
    assert!(Seminar::parse(SLUG, &right).is_ok());
    let wrong = PAGE.to_owned() + "\n1月18日（火）まで\n";
    let errors = Seminar::parse(SLUG, &wrong).unwrap_err();
    assert_eq!(errors[0].line, wrong.lines().count());
}

/// The message about a date in the description, or nothing.
fn told(description: &str) -> Option<String> {
    let from = PAGE.lines().find(|line| line.starts_with("description"));
    let page = PAGE.replacen(
        from.unwrap(),
        &format!("description = \"{description}\""),
        1,
    );
    let errors = Seminar::parse(SLUG, &page).err()?;
    assert_eq!(errors.len(), 1, "{description}: {errors:?}");
    assert_eq!(errors[0].line, line("description"), "{description}");
    Some(errors[0].message.clone())
}

#[test]
fn date_with_the_right_weekday_passes_however_it_is_written() {
    for date in [
        "令和9年1月20日（水）",
        "令和９年１月２０日(水)",
        "令和 9年 1月 20日（水）",
        "R9.1.20（水）",
        "Ｒ９．１．２０（水）",
        "2027/1/20 (水)",
        "2027年1月20日水曜日",
        "1月20日（水・祝）",
        "令和9年1月20日",
        "令和元年5月1日（水）",
        "平成31年4月30日（火）",
        "12月1日（火）から申し込めます。",
    ] {
        assert_eq!(told(&format!("{date}に開きます。")), None, "{date}");
    }
}

#[test]
fn date_with_another_weekday_is_refused_however_it_is_written() {
    for (date, right) in [
        ("令和9年1月20日（火）", "2027年1月20日（水）"),
        ("令和９年１月２０日（木）", "2027年1月20日（水）"),
        ("令和 9年 1月 20日 (月)", "2027年1月20日（水）"),
        ("R9.1.20（火）", "2027年1月20日（水）"),
        ("2027年1月20日火曜日", "2027年1月20日（水）"),
        ("令和元年5月1日（木）", "2019年5月1日（水）"),
        ("1月20日(火)", "2027年1月20日（水）"),
        ("12月1日（水）", "2026年12月1日（火）"),
    ] {
        let message = told(&format!("{date}に開きます。"));
        assert!(
            message
                .as_ref()
                .is_some_and(|message| message.contains(right)),
            "{date}: {message:?}"
        );
    }
    assert!(
        told("令和9年2月30日（火）に開きます。")
            .is_some_and(|message| message.contains("2月30日という日はありません"))
    );
}

#[test]
fn page_is_the_same_with_windows_line_ends_and_a_byte_order_mark() {
    let windows = format!("\u{feff}{}", PAGE.replace('\n', "\r\n"));
    assert_eq!(Seminar::parse(SLUG, &windows), Seminar::parse(SLUG, PAGE));
    let wrong = windows.replacen("capacity = 20", "capacity = 0", 1);
    let errors = Seminar::parse(SLUG, &wrong).unwrap_err();
    assert_eq!(errors[0].line, line("capacity"));
    let later = format!("\n \n{}", wrong.trim_start_matches('\u{feff}'));
    let errors = Seminar::parse(SLUG, &later).unwrap_err();
    assert_eq!(
        errors[0].line,
        line("capacity") + 2,
        "blank lines before are the file's too"
    );
}

/// The seminars and mistakes of these pages, given as paths below `content/`.
fn of(pages: &[(&str, &str)]) -> (Vec<Seminar>, Vec<String>) {
    let sources = pages
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect();
    let (seminars, errors) = seminars(&sources);
    (seminars, errors.iter().map(ToString::to_string).collect())
}

#[test]
fn page_in_a_folder_is_the_seminar_of_that_name() {
    let (seminars, errors) = of(&[("seminars/2027-01-20-hajimete/index.md", PAGE)]);
    assert_eq!(errors, [] as [&str; 0]);
    assert_eq!(seminars[0].slug, SLUG);
    assert_eq!(seminars[0].page, "/seminars/2027-01-20-hajimete/");
    let both = [
        ("seminars/2027-01-20-hajimete.md", PAGE),
        ("seminars/2027-01-20-hajimete/index.md", PAGE),
    ];
    let (seminars, errors) = of(&both);
    assert!(seminars.len() == 1 && errors.len() == 1, "{errors:?}");
    assert!(errors[0].contains("同じセミナー"), "{errors:?}");
}

#[test]
fn page_where_no_link_leads_is_named() {
    for path in [
        "seminars/2027/2027-01-20-hajimete.md",
        "seminars/2027/2027-01-20-hajimete/index.md",
        "seminars/2027-01-20-はじめて.md",
        "seminars/2027-01-20_Hajimete.md",
        "seminars/2027-01-20 hajimete.md",
    ] {
        let (seminars, errors) = of(&[(path, PAGE)]);
        assert!(
            seminars.is_empty() && errors.len() == 1,
            "{path}: {errors:?}"
        );
        assert!(
            errors[0].starts_with(&format!("content/{path}:1: ")),
            "{errors:?}"
        );
    }
    let (seminars, errors) = of(&[
        ("seminars/types/first.md", "+++\n+++\n"),
        ("seminars/_index.md", "+++\n+++\n"),
    ]);
    assert!(seminars.is_empty() && errors.is_empty(), "{errors:?}");
}

#[test]
fn every_kind_that_the_site_describes_can_be_announced() {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../content/seminars/types"
    );
    let files = std::fs::read_dir(folder).unwrap();
    let kinds = files.map(|file| file.unwrap().path());
    let kinds = kinds.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned());
    let kinds: Vec<String> = kinds.filter(|name| !name.starts_with('_')).collect();
    assert!(kinds.len() > 4, "{kinds:?}");
    for kind in kinds {
        let page = PAGE.replace("type = \"first\"", &format!("type = {kind:?}"));
        assert!(page != PAGE || kind == "first");
        let seminar = Seminar::parse(SLUG, &page).unwrap().unwrap();
        assert_eq!(serde_json::to_value(seminar.kind).unwrap(), kind);
    }
}

#[test]
fn page_has_the_address_it_asks_for() {
    let with = |line: &str| PAGE.replacen("updated = ", &format!("{line}\nupdated = "), 1);
    let page = |line: &str| Seminar::parse(SLUG, &with(line)).unwrap().unwrap();
    assert_eq!(
        page("slug = \"hajimete-winter\"").page,
        "/seminars/hajimete-winter/"
    );
    assert_eq!(
        page("path = \"/winter/hajimete\"").page,
        "/winter/hajimete/"
    );
    assert_eq!(page("slug = \"hajimete-winter\"").slug, SLUG);
    for line in [
        "slug = \"はじめて\"",
        "slug = \"Hajimete\"",
        "slug = \"\"",
        "slug = \"a/b\"",
        "path = \"町の/セミナー\"",
        "path = \"/\"",
        "path = \"a b\"",
    ] {
        let errors = Seminar::parse(SLUG, &with(line)).unwrap_err();
        let key = line.split(' ').next().unwrap();
        assert!(
            errors.len() == 1 && errors[0].message.starts_with(key),
            "{line}: {errors:?}"
        );
    }
}

#[test]
fn translation_is_the_same_seminar_and_must_say_the_same() {
    let (original, english) = (
        "seminars/2027-01-20-hajimete.md",
        "seminars/2027-01-20-hajimete.en.md",
    );
    let translated = PAGE
        .replacen("【見本】はじめての外注", "Sample: First steps", 1)
        .replacen("（見本）", " (sample)", 3);
    let (seminars, errors) = of(&[(original, PAGE), (english, &translated)]);
    assert_eq!(errors, [] as [&str; 0]);
    assert_eq!(seminars.len(), 1);
    assert_eq!(seminars[0].title, "【見本】はじめての外注");
    for (from, to) in [
        ("capacity = 20", "capacity = 2"),
        ("T14:00:00+09:00", "T13:30:00+09:00"),
        ("bring = ", "moved = \"Half an hour later.\"\nbring = "),
        ("meet.example.jp/", "meet.example.jp/other-"),
    ] {
        let other = translated.replacen(from, to, 1);
        let (seminars, errors) = of(&[(original, PAGE), (english, &other)]);
        assert!(seminars.len() == 1 && errors.len() == 1, "{to}: {errors:?}");
        assert!(
            errors[0].starts_with(&format!("content/{english}:")),
            "{errors:?}"
        );
        assert!(
            errors[0].contains("もとのページ content/seminars/2027-01-20-hajimete.md"),
            "{errors:?}"
        );
    }
    let folder = [
        ("seminars/2027-01-20-hajimete/index.md", PAGE),
        ("seminars/2027-01-20-hajimete/index.en.md", &translated),
    ];
    assert_eq!(of(&folder).1, [] as [&str; 0]);
    let draft = PAGE.replacen("updated = ", "draft = true\nupdated = ", 1);
    assert!(of(&[(original, &draft), (english, &translated)]).1[0].contains("下書き"));
    assert!(of(&[(english, &translated)]).1[0].contains("もとの言葉のページ"));
}
