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
