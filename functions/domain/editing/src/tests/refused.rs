//! What nobody can mean is refused at its field; what can be meant is taken.

use super::*;

/// Which fields are refused, and with what.
fn refused(desk: &Desk, kind: &FormKind, changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let typed = desk.typed(kind, changes);
    let edited = desk.form(kind, Some(&typed)).edited(desk.context(), &typed);
    let errors = edited.err().unwrap_or_default().into_iter();
    errors.map(|error| (error.field, error.message)).collect()
}

#[test]
fn what_is_there_is_not_added_again_and_nobody_is_said_to_have_changed_it() {
    let desk = Desk::new();
    let office = ("new_mail", "OFFICE@example.jp");
    for (kind, changes, field) in [
        (
            FormKind::Holidays,
            vec![("new_day_1", "2027-11-23"), ("new_name_1", "休み")],
            "new_day_1",
        ),
        (
            FormKind::Holidays,
            vec![
                ("new_day_1", "2027-04-01"),
                ("new_name_1", "休み"),
                ("new_day_2", "2027-04-01"),
                ("new_name_2", "休み"),
            ],
            "new_day_2",
        ),
        (
            FormKind::Office,
            vec![("new_name", "係"), office],
            "new_mail",
        ),
        (
            FormKind::Office,
            vec![("person_mail_1", "office@example.jp")],
            "person_mail_1",
        ),
    ] {
        let errors = refused(&desk, &kind, &changes);
        assert_eq!(errors.len(), 1, "{changes:?}: {errors:?}");
        assert_eq!(errors[0].0, field, "{errors:?}");
        assert!(errors[0].1.contains("すでにあります"), "{errors:?}");
    }
    let content = Content::embedded();
    let from = content.programme.minimum_wage[0].from.to_string();
    let wage = [
        ("new_from", from.as_str()),
        ("new_yen", "1180"),
        ("new_source", "労働局（見本）"),
    ];
    let errors = refused(&desk, &FormKind::Money, &wage);
    assert_eq!(errors[0].0, "new_from");
}

/// A form, what is typed in it, and the field that refuses it.
type Case<'a> = (FormKind, Vec<(&'a str, &'a str)>, &'a str);

/// Each is refused at its field, in words without a file's keys.
fn all_refused<const N: usize>(cases: [Case<'_>; N]) {
    let desk = Desk::new();
    for (kind, changes, field) in cases {
        let errors = refused(&desk, &kind, &changes);
        let fields: Vec<_> = errors.iter().map(|(field, _)| field.as_str()).collect();
        assert!(fields.contains(&field), "{changes:?}: {errors:?}");
        for (_, message) in errors {
            let is_plain = !message.contains("[[") && !message.contains("MM-DD");
            assert!(is_plain, "{message}");
        }
    }
}

#[test]
fn what_nobody_can_mean_is_told_at_its_field_in_plain_words() {
    all_refused([
        (
            FormKind::Office,
            vec![("gone_0", "yes"), ("gone_1", "yes")],
            "gone_1",
        ),
        (
            FormKind::Office,
            vec![("new_name", "係"), ("new_mail", "abc")],
            "new_mail",
        ),
        (
            FormKind::Holidays,
            vec![("calendar_closure_to", "1月3日")],
            "calendar_closure_to",
        ),
        (
            FormKind::Director("b".to_owned()),
            vec![("new_from", "2027-01-10"), ("new_to", "2027-01-09")],
            "new_to",
        ),
    ]);
}

#[test]
fn days_and_lengths_that_no_seminar_has_are_told_at_their_field() {
    let long = "あ".repeat(101);
    let seminar = || FormKind::Seminar(CONSULT.to_owned());
    let new = || FormKind::NewSeminar(CONSULT.to_owned());
    all_refused([
        (seminar(), vec![("title", &long)], "title"),
        (seminar(), vec![("venue", &long)], "venue"),
        (
            seminar(),
            vec![("day", "2026-11-23"), ("closes_on", "2026-11-24")],
            "day",
        ),
        (seminar(), vec![("closes_on", "2026-11-23")], "closes_on"),
        (seminar(), vec![("closes_on", "2027-03-11")], "closes_on"),
        (
            seminar(),
            vec![("closes_on", "2027-03-10"), ("closes_at", "23:00")],
            "closes_at",
        ),
        (new(), vec![("day", "2026-11-25")], "closes_on"),
        (
            new(),
            vec![("day", "2027-04-14"), ("closes_on", "2027-04-15")],
            "closes_on",
        ),
        (
            new(),
            vec![("day", "2027-04-14"), ("closes_on", "2026-11-20")],
            "closes_on",
        ),
        (new(), vec![("day", "2027-03-10")], "day"),
    ]);
}

#[test]
fn days_that_can_be_meant_are_taken() {
    let desk = Desk::new();
    let seminar = FormKind::Seminar(CONSULT.to_owned());
    let new = FormKind::NewSeminar(CONSULT.to_owned());
    for (kind, changes) in [
        (&seminar, vec![("closes_on", "2026-11-24")]),
        (&seminar, vec![("fee", "500円")]),
        (&new, vec![("day", "2027-04-14")]),
        (
            &new,
            vec![("day", "2026-11-25"), ("closes_on", "2026-11-24")],
        ),
        (&new, vec![("day", "2027-03-10"), ("venue", "役場（見本）")]),
    ] {
        let errors = refused(&desk, kind, &changes);
        assert_eq!(errors, [], "{changes:?}");
    }
}

#[test]
fn a_notice_until_a_day_that_is_over_is_refused() {
    let mut desk = Desk::new();
    let first = "+++\ntitle = \"x\"\n[extra]\nnotice_until = \"2026-11-01\"\n+++\n";
    desk.sources
        .insert("_index.md".to_owned(), first.to_owned());
    for (day, is_refused) in [
        ("2026-11-23", true),
        ("2026-11-01", true),
        ("2026-11-24", false),
        ("", false),
    ] {
        let changes = [("notice", "休みます"), ("notice_until", day)];
        let errors = refused(&desk, &FormKind::Notice, &changes);
        let fields: Vec<_> = errors.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(fields == ["notice_until"], is_refused, "{day}: {errors:?}");
    }
}

#[test]
fn a_day_to_come_was_not_checked_and_nobody_is_paid_below_the_minimum_wage() {
    all_refused([
        (
            FormKind::Promises,
            vec![("promise_figures_checked", "2026-11-25")],
            "promise_figures_checked",
        ),
        (
            FormKind::Money,
            vec![("rates_yen_per_hour", "1116")],
            "rates_yen_per_hour",
        ),
        (
            FormKind::Money,
            vec![("rates_yen_per_hour", "111")],
            "rates_yen_per_hour",
        ),
    ]);
    let desk = Desk::new();
    for (kind, change) in [
        (
            FormKind::Promises,
            ("promise_figures_checked", "2026年11月24日"),
        ),
        (FormKind::Money, ("rates_yen_per_hour", "1117")),
    ] {
        assert_eq!(refused(&desk, &kind, &[change]), []);
    }
}
