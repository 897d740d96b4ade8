use text_checks::TextContext;

use super::*;

const DIRECTIVES: &str = include_str!("../../../../../content/wording/directives.toml");
const LICENCES: &str = include_str!("../../../../../content/wording/licences.toml");

/// The content with this file said differently.
fn with(path: &str, text: String) -> Result<Content, Vec<ContentError>> {
    let mut sources = Content::embedded_sources();
    sources.insert(path.to_owned(), text);
    Content::parse(&sources)
}

#[test]
fn what_the_town_looks_for_replaces_what_is_compiled_in() {
    let text = "9時から17時までまかなうこと";
    let file = DIRECTIVES.replacen("labour = [", "labour = [\n  \"まかなう\",", 1);
    let town = with(Checks::DIRECTIVES, file).unwrap();
    let finds = |content: &Content| content.checks.has_directive(text, TextContext::Company);
    assert!(finds(&town) && !finds(&Content::embedded()));

    let file = LICENCES.replacen("\"年末調整\"", "\"年末の調整\"", 1);
    let town = with(Checks::LICENCES, file).unwrap();
    assert_eq!(town.checks.licences("年末の調整")[0].law, "税理士法");
    assert!(town.checks.licences("年末調整の書類").is_empty());
}

#[test]
fn mistakes_in_patterns_are_told_with_file_and_line() {
    for (path, file, from, to) in [
        (Checks::DIRECTIVES, DIRECTIVES, "\n[masks]\n", "\n[maks]\n"),
        (
            Checks::DIRECTIVES,
            DIRECTIVES,
            "without = [\"security\"]",
            "without = [\"secure\"]",
        ),
        (
            Checks::LICENCES,
            LICENCES,
            "\nreserved = true",
            "\nresreved = true",
        ),
        (Checks::LICENCES, LICENCES, "\"確定申告\"", "\"\""),
    ] {
        let told = with(path, file.replacen(from, to, 1)).err().unwrap();
        let start = format!("content/{path}:");
        let told = told.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert!(
            told.iter().any(|line| line.starts_with(&start)),
            "{to}: {told:?}"
        );
    }
}

#[test]
fn patterns_are_among_what_is_read_from_the_towns_folder() {
    for path in [Checks::DIRECTIVES, Checks::LICENCES, "wording/letters.toml"] {
        assert!(Content::is_source(path), "{path}");
    }
}

#[test]
fn days_and_years_are_what_a_town_can_mean() {
    for (right, wrong) in [
        ("draft_days = 30", "draft_days = 0"),
        ("draft_days = 30", "draft_days = 100000"),
        ("registration_days = 90", "registration_days = 4000000000"),
        ("applicant_days = 90", "applicant_days = 0"),
        ("notice_days = 30", "notice_days = 29"),
        ("notice_days = 30", "notice_days = 4000000000"),
        ("inspection_days = 7", "inspection_days = 0"),
        ("inspection_days = 7", "inspection_days = 61"),
        ("rework_rounds = 1", "rework_rounds = 100"),
        ("order_business_days = 10", "order_business_days = 0"),
        ("answer_business_days = 2", "answer_business_days = 0"),
        ("papers_years = 7", "papers_years = 6"),
        ("deadline_days = 2", "deadline_days = 4000000000"),
        ("phone = \"0267-00-0000\"", "phone = \"abc\""),
        ("phone = \"0267-00-0000\"", "phone = \"\""),
        ("yen = 998", "yen = 111"),
        ("yen = 1117", "yen = 12000"),
        ("from = \"2026-10-02\"", "from = \"2126-10-02\""),
        ("tax_percent = 10", "tax_percent = 10\nyen_per_hour = 20001"),
        ("worker_hours_month = 80.0", "worker_hours_month = 8000.0"),
        ("worker_hours_month = 80.0", "worker_hours_month = 0.0"),
        ("2026-01-12 = \"成人の日\"", "2026-01-12 = \"\""),
        ("2026-01-12 = \"成人の日\"", "2026-01-12 = \"　\""),
        ("2026-01-12 = \"成人の日\"", "2126-01-12 = \"成人の日\""),
        ("closure_to = \"01-03\"", "closure_to = \"12-20\""),
        ("closure_to = \"01-03\"", "closure_to = \"02-29\""),
    ] {
        let mut broken = sources();
        let text = &broken["programme.toml"];
        let at = text.lines().position(|line| line == right);
        let line = at.unwrap_or_else(|| panic!("{right}")) + wrong.lines().count();
        let text = text.replacen(&format!("\n{right}\n"), &format!("\n{wrong}\n"), 1);
        broken.insert("programme.toml".into(), text);
        let errors = Content::parse(&broken).unwrap_err();
        let lines: Vec<_> = errors.iter().map(|error| error.line).collect();
        assert_eq!(lines, [line], "{wrong}: {errors:?}");
    }
}

#[test]
fn no_number_of_days_is_too_much_to_add() {
    let seminar = &Content::embedded().seminars[0];
    for days in [90, u32::MAX] {
        assert!(seminar.forget_at(days) > seminar.end);
    }
    assert_eq!(
        base::time::days_after(jiff::Timestamp::MAX, 1),
        jiff::Timestamp::MAX
    );
    assert_eq!(
        base::time::days_before(jiff::Timestamp::MIN, 1),
        jiff::Timestamp::MIN
    );
}

#[test]
fn what_a_row_lacks_is_told_at_that_row() {
    let mut broken = sources();
    let text = &broken["programme.toml"];
    let person = "\n[[office.people]]\nname = \"\"\nmail = \"third@example.jp\"\n";
    let last = text.rfind("[[office.people]]").unwrap();
    let after = last + text[last..].find("\n\n").unwrap() + 1;
    let text = format!("{}{person}{}", &text[..after], &text[after..]);
    let line = text[..after].lines().count() + 3;
    broken.insert("programme.toml".into(), text);
    let errors = Content::parse(&broken).unwrap_err();
    let told: Vec<_> = errors.iter().map(|error| error.line).collect();
    assert_eq!(told, [line], "{errors:?}");
}

#[test]
fn of_rows_that_look_alike_the_wrong_one_is_named() {
    for (nth, right, wrong) in [
        (2, "mail = \"office-2@example.jp\"", "mail = \"\""),
        (1, "capacity_open_specs = 5", "capacity_open_specs = 0"),
        (
            2,
            "absences = []",
            "absences = [{ from = \"2026-12-29\", to = \"2026-12-28\" }]",
        ),
    ] {
        let mut broken = sources();
        let text = &broken["programme.toml"];
        let at = text.match_indices(right).map(|(at, _)| at);
        let at = at.take(nth).last().unwrap_or_else(|| panic!("{right}"));
        let text = format!("{}{wrong}{}", &text[..at], &text[at + right.len()..]);
        let line = text[..at].matches('\n').count() + 1;
        broken.insert("programme.toml".into(), text);
        let errors = Content::parse(&broken).unwrap_err();
        assert!(
            errors.iter().any(|it| it.line == line),
            "{line}: {errors:?}"
        );
    }
}
