mod checks;
mod holidays;

use proptest::prelude::*;

use super::*;

fn sources() -> Sources {
    Content::embedded_sources()
}

#[test]
fn embedded_content_is_sound() {
    assert_eq!(Content::parse(&sources()).map(|_| ()), Ok(()));
}

#[test]
fn mistake_is_reported_with_its_file_and_line() {
    let mut broken = sources();
    let text = broken["programme.toml"].replace("director-b@example.jp", "director-b");
    let line = text
        .lines()
        .position(|l| l.contains("\"director-b\""))
        .unwrap()
        + 1;
    broken.insert("programme.toml".into(), text);
    let errors = Content::parse(&broken).unwrap_err();
    assert_eq!((errors.len(), errors[0].line), (1, line));
    assert!(
        errors[0]
            .to_string()
            .starts_with(&format!("content/programme.toml:{line}: "))
    );
}

#[test]
fn settings_of_placements_that_contradict_each_other_are_reported_at_their_line() {
    let mistakes = [
        ("\ndeputy_business_days = 2", "\ndeputy_business_days = 1"),
        (
            "outside_office_business_days = 5",
            "outside_office_business_days = 3",
        ),
        ("declined_contact_years = 1", "declined_contact_years = 4"),
        ("ledger_years = 10", "ledger_years = 0"),
        ("capacity_open_specs = 5", "capacity_open_specs = 0"),
        (
            "capacity_hours_month = 80.0",
            "capacity_hours_month = 81.0\nabsences = [{ from = \"2026-12-05\", to = \"2026-12-01\" }]",
        ),
        ("id = \"b\"", "id = \"office\""),
        ("id = \"c\"", "id = \"a\""),
        ("id = \"tonari\"", "id = \"partner\""),
        ("id = \"tonari\"", "id = \"Tonari\""),
        ("id = \"tonari\"", "id = \"c\""),
    ];
    for (right, wrong) in mistakes {
        let mut broken = sources();
        let mut text = broken["programme.toml"].replacen(right, wrong, 1);
        if wrong.contains("absences") {
            let at = text.rfind("absences = []").unwrap();
            text.replace_range(at..at + "absences = []".len(), "");
        }
        let wanted = wrong.trim().lines().last().unwrap();
        let line = text
            .lines()
            .zip(1..)
            .filter(|(l, _)| *l == wanted)
            .last()
            .unwrap()
            .1;
        broken.insert("programme.toml".into(), text);
        let errors = Content::parse(&broken).unwrap_err();
        let lines: Vec<_> = errors.iter().map(|error| error.line).collect();
        assert_eq!(lines, [line], "{wrong}: {errors:?}");
    }
}

/// The settings with the partner's webhook switched on.
fn with_webhook(url: &str) -> Result<Content, Vec<ContentError>> {
    let mut changed = sources();
    let text = &changed["programme.toml"];
    let sample = "# webhook = \"https://partner.example.jp/kiridashi\"";
    assert!(text.contains(sample), "the sample line is there");
    let text = text.replace(sample, &format!("webhook = \"{url}\""));
    changed.insert("programme.toml".into(), text);
    Content::parse(&changed)
}

#[test]
fn specs_travel_encrypted_or_stay_on_this_machine() {
    for good in [
        "https://partner.example.jp/kiridashi",
        "https://partner.example.jp:8443",
        "http://127.0.0.1:9000/kiridashi",
        "http://localhost:9000/",
    ] {
        let content = with_webhook(good).unwrap();
        let partner = &content.programme.partners[0];
        assert_eq!(partner.webhook.as_deref(), Some(good));
    }
    let line = sources()["programme.toml"]
        .lines()
        .position(|line| line.starts_with("# webhook = "));
    for bad in [
        "http://partner.example.jp/kiridashi",
        "http://127.0.0.1.example.jp/",
        "ftp://partner.example.jp/",
        "partner.example.jp/kiridashi",
        "https://",
        "https:///kiridashi",
        "https://user:secret@partner.example.jp/",
        "https://partner.example.jp/kiri dashi",
        "",
    ] {
        let errors = with_webhook(bad).unwrap_err();
        assert_eq!(errors.len(), 1, "{bad}: {errors:?}");
        assert_eq!(errors[0].line, line.unwrap() + 1, "{bad}");
        assert!(errors[0].message.contains("https://"), "{bad}");
    }
}

/// The settings with a partner that has a Kiridashi of its own.
fn with_kiridashi(lines: &str) -> Result<Content, Vec<ContentError>> {
    let mut changed = sources();
    let text = &changed["programme.toml"];
    let sample = "# kiridashi = \"https://kiridashi.example.jp\"\n# keys = [\"whpk_…\"]\n";
    assert!(text.contains(sample), "the sample lines are there");
    let text = text.replace(sample, lines);
    changed.insert("programme.toml".into(), text);
    Content::parse(&changed)
}

#[test]
fn another_kiridashi_is_an_address_and_keys_that_can_be_ones() {
    let key = format!("whpk_{}=", "A".repeat(43));
    let good = format!("kiridashi = \"https://b.example.jp\"\nkeys = [\"{key}\"]\n");
    let partner = with_kiridashi(&good).unwrap().programme.partners.remove(0);
    assert!(partner.has_system());
    assert_eq!(partner.keys, std::slice::from_ref(&key));
    let with = |address: &str| format!("kiridashi = \"{address}\"\nkeys = [\"{key}\"]\n");
    let keyed = |key: &str| format!("kiridashi = \"https://b.example.jp\"\nkeys = [\"{key}\"]\n");
    for (bad, about) in [
        (with("http://b.example.jp"), "アドレスだけ"),
        (with("https://b.example.jp/kiridashi"), "アドレスだけ"),
        (with("https://b.example.jp?x"), "アドレスだけ"),
        (with("https://user@b.example.jp"), "アドレスだけ"),
        (
            format!(
                "{}webhook = \"https://b.example.jp/\"\n",
                with("https://b.example.jp")
            ),
            "どちらか",
        ),
        ("kiridashi = \"https://b.example.jp\"\n".to_owned(), "keys"),
        (keyed("whpk_"), "49文字"),
        (keyed(&"A".repeat(49)), "49文字"),
        (keyed(&key.replace('A', "あ")), "49文字"),
    ] {
        let errors = with_kiridashi(&bad).unwrap_err();
        assert_eq!(errors.len(), 1, "{bad}: {errors:?}");
        assert!(
            errors[0].message.contains(about),
            "{bad}: {}",
            errors[0].message
        );
    }
}

#[test]
fn what_the_partner_takes_is_named_as_in_the_catalogue() {
    for (right, wrong, about) in [
        (
            "tags = [\"annotation\", \"cad_drawing\"]",
            "tags = [\"cad\"]",
            "仕事の種類",
        ),
        ("tools = [\"CAD\"]", "tools = [\"旋盤\"]", "道具"),
    ] {
        let mut broken = sources();
        let text = broken["programme.toml"].replace(right, wrong);
        let line = text.lines().position(|line| line == wrong);
        broken.insert("programme.toml".into(), text);
        let errors = Content::parse(&broken).unwrap_err();
        assert_eq!(errors.len(), 1, "{errors:?}");
        assert_eq!(errors[0].line, line.unwrap() + 1);
        assert!(errors[0].message.contains(about));
    }
}

#[test]
fn two_groups_may_share_a_tag() {
    let mut shared = sources();
    let text = shared["programme.toml"].replacen("\"contact\", ", "\"contact\", \"writing\", ", 1);
    shared.insert("programme.toml".into(), text);
    assert!(Content::parse(&shared).is_ok());
}

#[test]
fn every_broken_file_is_reported_at_once() {
    let mut broken = sources();
    broken.insert("programme.toml".into(), "[operator]\nname = 1\n".into());
    broken.remove("inventory/questions.toml");
    let errors = Content::parse(&broken).unwrap_err();
    let paths: Vec<_> = errors.iter().map(|e| (e.path.as_str(), e.line)).collect();
    assert_eq!(
        paths,
        [("programme.toml", 2), ("inventory/questions.toml", 1)]
    );
}

#[test]
fn every_skill_tag_belongs_to_exactly_one_director() {
    let content = Content::embedded();
    assert_eq!(content.tags.len(), 17);
    for tag in &content.tags {
        let owners = content
            .programme
            .directors
            .iter()
            .filter(|d| d.tags.contains(&tag.id));
        assert_eq!(owners.count(), 1, "{}", tag.id);
    }
}

#[test]
fn missing_words_and_renamed_options_are_reported() {
    let mut broken = sources();
    let text = broken["inventory/questions.toml"]
        .replace("[pages.visit]", "[pages.visits]")
        .replace("value = \"knack\"", "value = \"magic\"");
    broken.insert("inventory/questions.toml".into(), text);
    let messages: Vec<String> = Content::parse(&broken)
        .unwrap_err()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(messages.len(), 3, "{messages:?}");
    assert!(messages[0].contains("「visit」") && messages[1].contains("「visits」"));
    assert!(messages[2].contains("procedure"));
}

#[test]
fn option_without_words_is_named() {
    let mut broken = sources();
    let text = &broken["inventory/questions.toml"];
    let option = "[[fields.short.options]]\nvalue = \"busy\"\n";
    assert!(text.contains(option));
    let text = text.replace(option, "[[fields.short.options]]\nvalue = \"bossy\"\n");
    broken.insert("inventory/questions.toml".into(), text);
    let errors = Content::parse(&broken).unwrap_err();
    let told: Vec<_> = errors.iter().map(|error| error.message.as_str()).collect();
    assert_eq!(
        told,
        ["「short」に、value が busy の選択肢を書き足してください。"]
    );
}

#[test]
fn a_question_that_is_missing_or_unknown_is_named_with_its_place() {
    let questions = &sources()["inventory/questions.toml"];
    for (right, wrong) in [
        (
            "[fields.confirm_issue]",
            "fields の「confirm_issue」がありません。",
        ),
        ("[fields.people]", "fields の「people」がありません。"),
        ("[pages.result]", "pages の「result」がありません。"),
    ] {
        assert!(questions.contains(right), "{right}");
        let misspelt = right.replace(']', "_]");
        let mut broken = sources();
        let name = right.trim_matches(['[', ']']);
        let text = questions.replace(name, &format!("{name}_"));
        let line = text.lines().position(|line| line == misspelt).unwrap() + 1;
        broken.insert("inventory/questions.toml".into(), text);
        let errors = Content::parse(&broken).unwrap_err();
        assert!(errors[0].message.starts_with(wrong), "{errors:?}");
        let unknown = errors
            .iter()
            .find(|error| error.message.contains("どこでも使いません"));
        assert_eq!(unknown.map(|error| error.line), Some(line), "{errors:?}");
    }
}

#[test]
fn broken_catalogue_rows_are_reported_at_their_line() {
    let mut broken = sources();
    let text = broken["inventory/tasks.toml"]
        .replace("id = \"inn02\"", "id = \"inn01\"")
        .replacen("minutes_low = 3.0", "minutes_low = 30.0", 1)
        .replacen("tags = [\"data_entry\"]", "tags = [\"unknown\"]", 1);
    broken.insert("inventory/tasks.toml".into(), text);
    let errors = Content::parse(&broken).unwrap_err();
    assert_eq!(errors.len(), 3, "{errors:?}");
    assert!(
        errors
            .iter()
            .all(|error| error.line > 1 && error.path == "inventory/tasks.toml")
    );
}

#[test]
fn operator_and_people_are_visibly_samples() {
    let programme = Content::embedded().programme;
    let names = programme
        .directors
        .iter()
        .map(|d| &d.name)
        .chain([&programme.operator.name]);
    assert!(names.into_iter().all(|name| name.contains("見本")));
    assert!(
        super::settings::mails(&programme)
            .iter()
            .all(|mail| mail.ends_with("@example.jp"))
    );
}

#[test]
fn holidays_of_two_years_are_known() {
    let calendar = Content::embedded().programme.calendar;
    let of = |year| {
        calendar
            .holidays
            .keys()
            .filter(|day| day.year() == year)
            .count()
    };
    assert_eq!((of(2026), of(2027)), (18, 17));
    assert!(!calendar.is_business_day("2026-12-29".parse().unwrap()));
    assert!(calendar.is_business_day("2027-01-04".parse().unwrap()));
}

/// A line of a settings file as somebody may leave it: gone, twice, or with another value.
fn edited(line: &str, how: usize, value: &str) -> String {
    match (how, line.split_once('=')) {
        (0, _) => String::new(),
        (1, _) => format!("{line}\n{line}"),
        (2, _) => line.chars().take(line.chars().count() / 2).collect(),
        (_, Some((key, _))) => format!("{key}= {value}"),
        (_, None) => format!("{line} {value}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_written_into_the_settings_is_read_or_refused_at_a_line_that_there_is(
        file in any::<prop::sample::Index>(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..8), 1..4),
        value in prop_oneof![
            4 => prop::sample::select(&[
                "\"\"", "0", "-1", "1", "99999999999999999999", "1e308", "nan", "inf", "true", "[]", "{}", "\"2026-02-30\"", "2026-02-30", "\"{count}\"",
                "\"{\"", "\"}\"", "\"{nope}\"", "\"見本\"", "\"a@b\"", "[\"\"]", "[0, 0]", "\"\u{3099}\"", "\"http://\"", "4294967295", "1000000",
            ][..]).prop_map(str::to_owned),
            1 => "\\PC{0,30}",
        ],
    ) {
        let mut broken = sources();
        let names: Vec<String> = broken.keys().cloned().collect();
        let name = file.get(&names);
        let mut lines: Vec<String> = broken[name].lines().map(str::to_owned).collect();
        for (at, how) in edits {
            let at = at.index(lines.len());
            lines[at] = edited(&lines[at], how, &value);
        }
        let text = lines.join("\n");
        broken.insert(name.clone(), text);
        for error in Content::parse(&broken).err().unwrap_or_default() {
            let lines = broken.get(&error.path).map(|text| text.lines().count().max(1));
            prop_assert!(lines.is_some_and(|lines| (1..=lines).contains(&error.line)), "{error}");
            prop_assert!(!error.message.is_empty());
        }
    }
}
