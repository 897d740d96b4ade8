//! What the office types becomes the file as a careful hand would have written it.

mod directors;
mod page_rows;
mod partners;
mod refused;
mod stories;

use std::collections::BTreeMap;

use ::forms::Input;
use jiff::civil::{Date, date};
use town::{Content, Sources};

use crate::*;

const TODAY: Date = date(2026, 11, 24);
const CONSULT: &str = "seminars/2027-03-10-soudan-yado.md";
const PROGRAMME: &str = "programme.toml";

struct Desk {
    content: Content,
    sources: Sources,
}

impl Desk {
    fn new() -> Desk {
        Desk {
            content: Content::embedded(),
            sources: Content::embedded_sources(),
        }
    }

    fn context(&self) -> FormContext<'_> {
        FormContext {
            content: &self.content,
            sources: &self.sources,
            today: TODAY,
        }
    }

    fn form(&self, kind: &FormKind, typed: Option<&Input>) -> EditForm {
        EditForm::of(kind, self.context(), typed).expect("a form")
    }

    /// The form as it is sent when only this was typed otherwise.
    fn typed(&self, kind: &FormKind, changes: &[(&str, &str)]) -> Input {
        let mut values = self.form(kind, None).values();
        for (name, value) in changes {
            values.insert((*name).to_owned(), (*value).to_owned());
        }
        let values = values.into_iter().filter(|(_, value)| !value.is_empty());
        Input(values.map(|(name, value)| (name, vec![value])).collect())
    }

    /// What becomes of the texts.
    fn after(&self, kind: &FormKind, changes: &[(&str, &str)]) -> Sources {
        let typed = self.typed(kind, changes);
        let form = self.form(kind, Some(&typed));
        let edits = form.edited(self.context(), &typed).unwrap();
        apply(form.sources(), &edits).unwrap()
    }

    /// The lines of a file that are gone and new.
    fn lines(&self, after: &Sources, path: &str) -> Vec<String> {
        let before = self.sources.get(path).map_or("", String::as_str);
        let lines = changed_lines(before, &after[path]).into_iter();
        lines
            .map(|line| format!("{}{}", if line.is_new { "+" } else { "-" }, line.text))
            .collect()
    }
}

#[test]
fn a_form_that_is_sent_as_it_came_changes_no_letter() {
    let desk = Desk::new();
    let mut kinds = vec![
        FormKind::Seminar(CONSULT.to_owned()),
        FormKind::Holidays,
        FormKind::Money,
        FormKind::Director("a".to_owned()),
        FormKind::OwnDirector("a".to_owned()),
        FormKind::RemoveDirector("a".to_owned()),
        FormKind::Partner("tonari".to_owned()),
        FormKind::RemovePartner("tonari".to_owned()),
        FormKind::Promises,
        FormKind::Office,
    ];
    kinds.extend(
        desk.content
            .tasks
            .iter()
            .map(|task| FormKind::Task(task.id.clone())),
    );
    kinds.extend(
        desk.content
            .words
            .fields
            .keys()
            .map(|name| FormKind::Question(name.clone())),
    );
    for kind in kinds {
        let typed = desk.typed(&kind, &[]);
        let edits = desk
            .form(&kind, Some(&typed))
            .edited(desk.context(), &typed);
        assert_eq!(edits, Ok(Vec::new()), "{kind:?}");
    }
}

#[test]
fn a_day_that_a_law_of_its_own_makes_a_holiday_closes_banks() {
    let once = [
        ("new_day_1", "2027-05-07"),
        ("new_name_1", "即位の日"),
        ("new_bank_1", "yes"),
    ];
    let after = Desk::new().after(&FormKind::Holidays, &once);
    let desk = Desk {
        content: Content::parse(&after).unwrap(),
        sources: after,
    };
    let calendar = &desk.content.programme.calendar;
    assert!(!calendar.closures.contains_key(&date(2027, 5, 7)));
    assert!(calendar.holidays.contains_key(&date(2027, 5, 7)));
    let form = desk.form(&FormKind::Holidays, None);
    let mut labels = form.fields().map(|field| field.label.as_str());
    assert!(labels.any(|label| label == "2027年5月7日（金）（銀行も休み）"));
}

#[test]
fn one_value_changes_one_line_and_comments_stay() {
    let desk = Desk::new();
    let money = desk.after(
        &FormKind::Money,
        &[
            ("rates_share_percent", "２５"),
            ("rates_yen_per_hour", "1,200"),
        ],
    );
    assert_eq!(
        desk.lines(&money, PROGRAMME),
        [
            "-share_percent = 20",
            "+share_percent = 25",
            "+yen_per_hour = 1200"
        ]
    );
    let days = desk.after(
        &FormKind::Holidays,
        &[
            ("new_day_1", "2027-05-07"),
            ("new_name_1", "臨時休業"),
            ("new_day_2", "2027-05-06"),
            ("new_name_2", "臨時休業"),
            ("new_day_3", "2028-01-10"),
            ("new_name_3", "成人の日"),
            ("holiday_2027-11-23", ""),
        ],
    );
    // Banks are closed on what the law says, and on nothing that the office adds for itself.
    assert_eq!(
        desk.lines(&days, PROGRAMME),
        [
            "+2027-05-06 = \"臨時休業\"",
            "+2027-05-07 = \"臨時休業\"",
            "-2027-11-23 = \"勤労感謝の日\"",
            "+2028-01-10 = \"成人の日\"",
        ]
    );
    let calendar = Content::parse(&days).unwrap().programme.calendar;
    let closures: Vec<Date> = calendar.closures.into_keys().collect();
    assert_eq!(closures, [date(2027, 5, 6), date(2027, 5, 7)], "in order");
    assert!(calendar.holidays.contains_key(&date(2028, 1, 10)));
    let away = desk.after(
        &FormKind::Director("b".to_owned()),
        &[("new_from", "2027-01-12"), ("new_to", "2027-01-15")],
    );
    assert_eq!(
        desk.lines(&away, PROGRAMME),
        [
            "-absences = []",
            "+absences = [{ from = \"2027-01-12\", to = \"2027-01-15\" }]"
        ]
    );
    let content = Content::parse(&away).unwrap();
    assert!(
        content
            .programme
            .group("b")
            .unwrap()
            .is_away(date(2027, 1, 15))
    );
}

#[test]
fn rows_are_added_and_taken_away() {
    let desk = Desk::new();
    let office = desk.after(
        &FormKind::Office,
        &[
            ("new_name", "新しい係（見本）"),
            ("new_mail", "office-3@example.jp"),
            ("gone_1", "yes"),
        ],
    );
    let people = Content::parse(&office).unwrap().programme.office.people;
    let people: Vec<_> = people.iter().map(|person| person.mail.as_str()).collect();
    assert_eq!(people, ["office@example.jp", "office-3@example.jp"]);
    let wage = desk.after(
        &FormKind::Money,
        &[
            ("new_from", "2027-10-01"),
            ("new_yen", "1180"),
            ("new_source", "労働局（見本）"),
        ],
    );
    let wage = Content::parse(&wage)
        .unwrap()
        .programme
        .minimum_wage
        .pop()
        .unwrap();
    assert_eq!(
        (wage.from, wage.yen, wage.verified),
        (date(2027, 10, 1), 1180, false)
    );
}

#[test]
fn everything_that_was_typed_of_a_new_row_stands_in_the_difference() {
    let desk = Desk::new();
    let away = FormKind::Director("a".to_owned());
    for (kind, typed, wanted) in [
        (
            FormKind::Office,
            &[
                ("new_name", "五人目の係"),
                ("new_mail", "office-5@example.jp"),
            ][..],
            &["五人目の係", "office-5@example.jp"][..],
        ),
        (
            FormKind::Money,
            &[
                ("new_from", "2027-10-01"),
                ("new_yen", "1180"),
                ("new_source", "労働局（見本）"),
            ],
            &["2027年10月1日", "1180", "労働局（見本）"],
        ),
        (
            FormKind::Holidays,
            &[("new_day_1", "2027-06-15"), ("new_name_1", "町の日")],
            &["2027年6月15日", "町の日"],
        ),
        (
            away,
            &[("new_from", "2027-06-15"), ("new_to", "2027-06-18")],
            &["2027年6月15日", "2027年6月18日"],
        ),
    ] {
        let input = desk.typed(&kind, typed);
        let edits = desk.form(&kind, Some(&input));
        let edits = edits.edited(desk.context(), &input).unwrap();
        let told = edits.iter().filter(|edit| !edit.field.is_derived);
        let told: Vec<_> = told.map(Edited::told).collect();
        assert!(told.iter().all(|it| it.before.is_empty()), "{told:?}");
        for wanted in wanted {
            let says = |it: &&ValueChange| it.label.contains(wanted) || it.after.contains(wanted);
            assert!(told.iter().any(|it| says(&it)), "{wanted}: {told:?}");
        }
    }
}

#[test]
fn a_new_row_is_written_once_and_under_its_own_key() {
    let desk = Desk::new();
    let mail = ("new_mail", "office-5@example.jp");
    let after = desk.after(&FormKind::Office, &[("new_name", "五人目の係"), mail]);
    let row = "[[office.people]]\nmail = \"office-5@example.jp\"\nname = \"五人目の係\"\n";
    assert_eq!(after[PROGRAMME].matches("office-5@example.jp").count(), 1);
    assert!(after[PROGRAMME].contains(row), "{}", after[PROGRAMME]);
}

#[test]
fn a_seminar_from_a_copy_is_a_seminar_of_its_own() {
    let desk = Desk::new();
    let kind = FormKind::NewSeminar(CONSULT.to_owned());
    let after = desk.after(
        &kind,
        &[
            ("title", "書き出し相談会"),
            ("day", "2027-02-24"),
            ("from", "13:00"),
            ("to", "16時"),
        ],
    );
    let path = "seminars/2027-02-24-soudan.md";
    assert_eq!(after[CONSULT], desk.sources[CONSULT]);
    let content = Content::parse(&after).unwrap();
    let seminar = content.seminar("2027-02-24-soudan").unwrap();
    assert_eq!(seminar.source, path);
    assert_eq!(seminar.when(), "2027年2月24日（水）13:00〜16:00");
    assert_eq!(seminar.deadline_words(), "2027年2月22日（月）17:00");
    assert!(!seminar.sample && seminar.title == "書き出し相談会");
    assert!(
        after[path]
            .contains("description = \"2027年2月24日（水）の「書き出し相談会」の案内です。\"")
    );
}

#[test]
fn a_consultation_is_cut_into_times_for_one_party_each_and_called_off_as_one() {
    let desk = Desk::new();
    let kind = FormKind::NewSeminar(CONSULT.to_owned());
    let typed = [
        ("title", "書き出し相談会"),
        ("day", "2027-02-24"),
        ("from", "12:00"),
        ("to", "15:00"),
        ("slot_minutes", "30"),
    ];
    let after = desk.after(&kind, &typed);
    let desk = Desk {
        content: Content::parse(&after).unwrap(),
        sources: after,
    };
    let times = desk
        .content
        .seminars
        .iter()
        .filter(|it| it.series.is_some());
    let times: Vec<_> = times.collect();
    let told: Vec<_> = times
        .iter()
        .map(|it| (it.title.as_str(), it.capacity))
        .collect();
    assert_eq!(told.len(), 6);
    assert_eq!(told[2], ("書き出し相談会（13:00〜13:30）", 1));
    assert_eq!(times[5].when(), "2027年2月24日（水）14:30〜15:00");
    assert_eq!(times[5].deadline_words(), "2027年2月22日（月）17:00");
    let kind = FormKind::CancelSeminar(times[3].source.clone());
    for (chosen, wanted) in [("one", 3..=3), ("after", 3..=5), ("all", 0..=5)] {
        let said = [("cancelled", "大雪のため中止します。"), ("times", chosen)];
        let after = desk.after(&kind, &said);
        let content = Content::parse(&after).unwrap();
        for (at, time) in times.iter().enumerate() {
            let now = content.seminar(&time.slug).unwrap();
            let is_off = wanted.contains(&at);
            assert_eq!(now.is_cancelled(), is_off, "{chosen}: {at}");
            assert_eq!(now.news() != time.news(), is_off, "{chosen}: {at}");
        }
    }
    let unsaid = desk.typed(&kind, &[("cancelled", "大雪のため中止します。")]);
    let form = desk.form(&kind, Some(&unsaid));
    let errors = form.edited(desk.context(), &unsaid).unwrap_err();
    assert_eq!(errors[0].field, "times");
    let long = desk.typed(
        &FormKind::NewSeminar(CONSULT.to_owned()),
        &[("slot_minutes", "600")],
    );
    let form = desk.form(&FormKind::NewSeminar(CONSULT.to_owned()), Some(&long));
    let errors = form.edited(desk.context(), &long).unwrap_err();
    assert_eq!(errors[0].field, "slot_minutes");
}

#[test]
fn a_day_that_is_over_is_refused_until_it_is_put_right() {
    let desk = Desk::new();
    let kind = FormKind::NewSeminar(CONSULT.to_owned());
    let typed = desk.typed(
        &kind,
        &[("day", "2026-11-24"), ("from", "25:00"), ("capacity", "六")],
    );
    let errors = desk
        .form(&kind, Some(&typed))
        .edited(desk.context(), &typed)
        .unwrap_err();
    let names: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(names, ["from", "capacity", "day"]);
}

#[test]
fn what_the_check_finds_is_beside_the_field_in_the_forms_words() {
    let desk = Desk::new();
    let kind = FormKind::Seminar(CONSULT.to_owned());
    let after = desk.after(&kind, &[("to", "12:00"), ("body", "3月10日（火）です。")]);
    let faults = Content::parse(&after).unwrap_err().into_iter();
    let faults: Vec<_> = faults
        .map(|fault| FaultLine {
            path: fault.path,
            line: Some(fault.line),
            message: fault.message,
        })
        .collect();
    let form = desk.form(&kind, None);
    let fields: Vec<_> = form.fields().cloned().collect();
    let placed = placed(&faults, &fields, &after);
    assert_eq!(placed.others, [] as [&str; 0]);
    let told: Vec<_> = placed
        .fields
        .iter()
        .map(|error| (error.field.as_str(), error.message.as_str()))
        .collect();
    assert_eq!(
        told[0],
        ("to", "「終わる時刻」は「始まる時刻」より後にしてください。")
    );
    assert_eq!(told[1].0, "body");
}

#[test]
fn calling_off_says_why_and_when() {
    let desk = Desk::new();
    let kind = FormKind::CancelSeminar(CONSULT.to_owned());
    let after = desk.after(&kind, &[("cancelled", "大雪のため中止します。")]);
    assert_eq!(
        desk.lines(&after, CONSULT),
        [
            "-updated = 2026-11-22",
            "+updated = 2026-11-24",
            "+cancelled = \"大雪のため中止します。\""
        ]
    );
    assert!(
        Content::parse(&after)
            .unwrap()
            .seminars
            .iter()
            .any(|seminar| seminar.is_cancelled())
    );
}

#[test]
fn a_town_without_seminars_begins_with_one_that_is_a_copy_of_none() {
    let mut desk = Desk::new();
    desk.sources
        .retain(|path, _| !path.starts_with("seminars/"));
    desk.content = Content::parse(&desk.sources).expect("a town without seminars");
    let typed = [
        ("title", "はじめての外注"),
        ("type", "first"),
        ("day", "2027-02-24"),
        ("from", "13:00"),
        ("to", "14:00"),
        ("capacity", "12"),
        ("venue", "役場"),
        ("address", "見本県見本町"),
        ("audience", "どなたでも"),
        ("bring", "なし"),
        ("fee", "無料"),
        ("body", "1時間だけ。"),
    ];
    let after = desk.after(&FormKind::NewSeminar(String::new()), &typed);
    let seminars = Content::parse(&after).unwrap().seminars;
    assert_eq!(seminars.len(), 1);
    assert_eq!(seminars[0].slug, "2027-02-24-hajimete");
    let kind = FormKind::NewSeminar("faq.md".to_owned());
    assert!(EditForm::of(&kind, desk.context(), None).is_none());
}

#[test]
fn a_seminar_of_another_day_says_so_to_those_who_come() {
    let desk = Desk::new();
    let kind = FormKind::Seminar(CONSULT.to_owned());
    let typed = desk.typed(&kind, &[("day", "2027-03-11")]);
    let form = desk.form(&kind, Some(&typed));
    let errors = form.edited(desk.context(), &typed).unwrap_err();
    let fields: Vec<&str> = errors.iter().map(|it| it.field.as_str()).collect();
    assert_eq!(fields, ["moved"]);
}

#[test]
fn what_others_took_away_comes_back_by_nobodys_edit_of_it() {
    let desk = page_rows::desk();
    let of = |form: &str, of: &str| FormKind::parse(form, of).expect("a form");
    let person = "person_name_0";
    for (kind, typed, gone) in [
        (of("office", ""), (person, "係 鈴木"), "gone_0"),
        (of("page", "faq.md"), ("faq_a_0", "はい。"), "faq_gone_0"),
        (
            of("page", "faq.md"),
            ("faq_path_0", "@/about.md"),
            "faq_gone_0",
        ),
        (of("partner", "tonari"), ("terms", "1割です。"), "gone"),
    ] {
        let input = desk.typed(&kind, &[typed]);
        let edits = desk.form(&kind, None).edited(desk.context(), &input);
        let remove = match kind {
            FormKind::Partner(_) => of("remove_partner", "tonari"),
            _ => kind,
        };
        let live = desk.after(&remove, &[(gone, "yes")]);
        let prefer = BTreeMap::from([(typed.0.to_owned(), true)]);
        let both = merged(edits.unwrap(), (&desk.sources, &live), &prefer);
        let names = |edits: &[Edited]| -> Vec<String> {
            edits.iter().map(|it| it.field.name.clone()).collect()
        };
        assert!(names(&both.lost).contains(&typed.0.to_owned()), "{typed:?}");
        assert_eq!((both.edits, both.clashes), (Vec::new(), Vec::new()));
    }
}

#[test]
fn two_editors_of_different_fields_are_put_together_and_of_one_field_choose() {
    let desk = Desk::new();
    let kind = FormKind::Seminar(CONSULT.to_owned());
    let typed = desk.typed(&kind, &[("fee", "500円"), ("venue", "役場（見本）")]);
    let edits = desk
        .form(&kind, None)
        .edited(desk.context(), &typed)
        .unwrap();
    let live = Desk {
        sources: desk.after(&kind, &[("fee", "300円"), ("bring", "スマートフォン")]),
        ..Desk::new()
    };
    let both = merged(
        edits.clone(),
        (&desk.sources, &live.sources),
        &BTreeMap::new(),
    );
    assert_eq!(both.clashes.len(), 1);
    let clash = &both.clashes[0];
    assert_eq!(
        (clash.edit.field.name.as_str(), clash.theirs.as_str()),
        ("fee", "300円")
    );
    for (mine, fee) in [(true, "500円"), (false, "300円")] {
        let choice = BTreeMap::from([("fee".to_owned(), mine)]);
        let both = merged(edits.clone(), (&desk.sources, &live.sources), &choice);
        assert_eq!(both.clashes, []);
        let after = apply(&live.sources, &both.edits).unwrap();
        let content = Content::parse(&after).unwrap();
        let seminar = content
            .seminars
            .iter()
            .find(|it| it.source == CONSULT)
            .unwrap();
        assert_eq!(
            (seminar.fee.as_str(), seminar.venue.as_str()),
            (fee, "役場（見本）")
        );
        assert_eq!(seminar.bring, "スマートフォン");
    }
}

#[test]
fn what_is_not_there_has_no_form() {
    let desk = Desk::new();
    for kind in [
        FormKind::Seminar("../config.toml".to_owned()),
        FormKind::Seminar(PROGRAMME.to_owned()),
        FormKind::NewSeminar("seminars/none.md".to_owned()),
        FormKind::Director("z".to_owned()),
        FormKind::OwnDirector("z".to_owned()),
        FormKind::RemoveDirector("z".to_owned()),
        FormKind::Partner("z".to_owned()),
        FormKind::RemovePartner("z".to_owned()),
        FormKind::Page(PROGRAMME.to_owned()),
        FormKind::Page(CONSULT.to_owned()),
        FormKind::Page("../../etc/passwd.md".to_owned()),
        FormKind::Task("none".to_owned()),
    ] {
        assert!(
            EditForm::of(&kind, desk.context(), None).is_none(),
            "{kind:?}"
        );
        let parsed = FormKind::parse(kind.form(), kind.of());
        assert_eq!(parsed, Some(kind));
    }
}

#[test]
fn windows_lines_stay() {
    let desk = Desk::new();
    let text = desk.sources[CONSULT].replace('\n', "\r\n");
    let mut sources = desk.sources.clone();
    sources.insert(CONSULT.to_owned(), text.clone());
    let desk = Desk { sources, ..desk };
    let after = desk.after(&FormKind::Seminar(CONSULT.to_owned()), &[("fee", "500円")]);
    assert!(!after[CONSULT].replace("\r\n", "").contains('\n'));
    assert_eq!(after[CONSULT].lines().count(), text.lines().count());
}
