//! A made-up year, its report against literals written first, and what everybody may read of it.

use std::collections::BTreeMap;

use base::industry::Industry;
use figures::ledger::LedgerLine;
use jiff::civil::date;
use register::{Business, Register, Trace, TraceSource};
use town::Content;

use super::*;
use crate::fixture::{
    COUNTED, TODAY, accepted, decided, notes, ordered, received, report_with, told,
};

fn rows(report: &YearReport, audience: Audience) -> Vec<Vec<Vec<String>>> {
    let all = tables(report, audience, &Content::embedded());
    all.into_iter().map(|table| table.rows).collect()
}

#[test]
fn the_report_of_a_made_up_year_is_what_was_counted_by_hand() {
    let report = report_with(&notes());
    for (rows, counted) in rows(&report, Audience::Office).iter().zip(COUNTED) {
        assert_eq!(rows, counted);
    }
    let public = rows(&report_with(&decided(true)), Audience::Public);
    for (rows, told) in public.iter().zip(told()) {
        assert_eq!(rows, told);
    }
}

#[test]
fn bars_are_as_long_as_their_numbers_and_targets_stand_beside() {
    let report = report_with(&notes());
    let all = tables(&report, Audience::Office, &Content::embedded());
    let bars: Vec<_> = all[1]
        .bars
        .iter()
        .map(|bar| (bar.length, bar.target))
        .collect();
    assert_eq!(bars, [(1000, None), (186, Some(377))]);
    assert_eq!(all[1].message, "業務委託料収入額は198千円で、目標の49%です");
}

#[test]
fn nothing_is_public_before_the_town_has_decided_about_the_few() {
    let report = report_with(&notes());
    assert_eq!(behind(&report, Kpi::Income), Some(2));
    // One from elsewhere stands beside three that were counted.
    assert_eq!(behind(&report, Kpi::Clients), Some(3));
    assert_eq!(behind(&report, Kpi::Visits), None);
    let waiting = public_page(&report, &Content::embedded(), TODAY).unwrap_err();
    assert_eq!(waiting, NotDecided(vec![Kpi::Income]));
}

#[test]
fn what_is_hidden_cannot_be_computed_from_what_is_shown() {
    let report = report_with(&decided(false));
    let all = rows(&report, Audience::Public);
    // With one hidden year, the sum of the years would tell it.
    assert_eq!(
        all[0][0],
        ["業務委託料収入額", "千円", "400", "x", "x", "x", "x", "x"]
    );
    assert_eq!(all[1][1], ["2026年度", "x", "400"]);
    // One farm alone would be the rest of all, so the inns are hidden too.
    assert_eq!(all[5], [["農業・林業", "x", "x"], ["宿泊・飲食", "x", "x"]]);
    // Two businesses came to seminars.
    assert_eq!(all[7], [] as [Vec<String>; 0]);
    let page = public_page(&report, &Content::embedded(), TODAY).unwrap();
    assert!(!page.contains("198"), "{page}");
    let office = rows(&report, Audience::Office);
    assert_eq!(office[0][0][3], "198");
}

#[test]
fn two_hidden_years_are_not_told_by_their_sum() {
    let mut notes = decided(false);
    let choice = notes[&2026].shown.clone();
    notes.get_mut(&2025).unwrap().shown = choice;
    let all = rows(&report_with(&notes), Audience::Public);
    assert_eq!(all[0][0][7], "x");
}

#[test]
fn the_page_is_a_text_of_the_site_that_reads_as_it_was_decided() {
    let report = report_with(&decided(true));
    let page = public_page(&report, &Content::embedded(), TODAY).unwrap();
    let matter = page
        .strip_prefix("+++\n")
        .unwrap()
        .strip_suffix("+++\n")
        .unwrap();
    let read: toml::Table = toml::from_str(matter).unwrap();
    assert_eq!(read["title"].as_str(), Some("2026年度の検証シート"));
    let extra = &read["extra"];
    assert_eq!(extra["evaluation"].as_array().unwrap().len(), 2);
    assert_eq!(extra["tables"][0]["rows"][0][3].as_str(), Some("198"));
    assert_eq!(
        extra["tables"][1]["bars"][1]["target"].as_integer(),
        Some(377)
    );
    assert_eq!(public_path(2026), "results/report-2026.md");
}

/// Four farms and four inns send sheets; `orders` of the inns order something.
fn with_orders(orders: usize) -> YearReport {
    let line = |id: String, fact| LedgerLine::new(date(2026, 5, 10), id, fact);
    let mut lines = Vec::new();
    for number in 1..=4 {
        lines.push(line(format!("A{number}-1"), received(Industry::Agr)));
        lines.push(line(format!("I{number}-1"), received(Industry::Inn)));
    }
    for number in 1..=orders {
        lines.push(line(format!("I{number}-1"), ordered(10_000, 1.0)));
    }
    let count = YearCount::count(&lines, &Register::default(), (2026, 8), TODAY);
    YearReport::new(2026, &BTreeMap::from([(2026, count)]), &decided(false))
}

#[test]
fn where_many_sent_and_one_ordered_its_order_is_not_told() {
    let industries = |orders| rows(&with_orders(orders), Audience::Public)[5].clone();
    assert_eq!(industries(1)[1], ["宿泊・飲食", "x", "x"]);
    assert_eq!(industries(3)[1], ["宿泊・飲食", "4", "30,000"]);
    assert_eq!(industries(0)[1], ["宿泊・飲食", "4", "0"]);
}

#[test]
fn what_one_of_a_hidden_industry_ordered_is_not_the_rest_of_the_income() {
    let line = |id: String, fact| LedgerLine::new(date(2026, 5, 10), id, fact);
    let mut lines = Vec::new();
    for number in 1..=5 {
        lines.push(line(format!("I{number}-1"), received(Industry::Inn)));
    }
    for number in 1..=4 {
        lines.push(line(format!("C{number}-1"), received(Industry::Con)));
    }
    lines.push(line("A1-1".to_owned(), received(Industry::Agr)));
    for id in ["I1-1", "I2-1", "I3-1", "A1-1"] {
        lines.push(line(id.to_owned(), ordered(10_000, 1.0)));
    }
    let count = YearCount::count(&lines, &Register::default(), (2026, 8), TODAY);
    let report = YearReport::new(2026, &BTreeMap::from([(2026, count)]), &decided(false));
    // Builders of whom nobody ordered do not cover the farm.
    let all = rows(&report, Audience::Public)[5].clone();
    assert!(all.iter().all(|row| row[2] == "x"), "{all:?}");
}

#[test]
fn a_figure_that_is_small_no_more_needs_nobodys_decision() {
    let report = with_orders(4);
    // Income was decided to be hidden when two had paid; nobody has by now.
    assert_eq!(behind(&report, Kpi::Income), None);
    let all = rows(&report, Audience::Public);
    assert_eq!(all[0][0][3], "0");
    assert!(!all[6].is_empty(), "what rests on four clients is told");
}

fn outside(kpi: Kpi, amount: u64) -> BTreeMap<i16, ReportNotes> {
    let source = "窓口の控え（見本）".to_owned();
    let notes = ReportNotes {
        year: 2026,
        version: 1,
        outside: BTreeMap::from([(kpi, OutsideFigure { amount, source })]),
        ..ReportNotes::default()
    };
    BTreeMap::from([(2026, notes)])
}

#[test]
fn the_few_that_come_from_elsewhere_alone_are_asked_about_as_well() {
    let count = YearCount::count(&[], &Register::default(), (2026, 0), TODAY);
    let counts = BTreeMap::from([(2026, count)]);
    let waits = |kpi, amount| {
        let report = YearReport::new(2026, &counts, &outside(kpi, amount));
        report.decided().err().map(|NotDecided(kpis)| kpis)
    };
    assert_eq!(waits(Kpi::Clients, 1), Some(vec![Kpi::Clients]));
    assert_eq!(waits(Kpi::Visits, 2), Some(vec![Kpi::Visits]));
    assert_eq!(waits(Kpi::Visits, 3), None);
    // Whose money came in elsewhere is not known here.
    assert_eq!(waits(Kpi::Income, 500), Some(vec![Kpi::Income]));
}

#[test]
fn a_year_before_of_which_nothing_was_decided_is_not_told_with_this_one() {
    let mut notes = decided(true);
    notes.get_mut(&2025).unwrap().shown.clear();
    let all = rows(&report_with(&notes), Audience::Public);
    assert_eq!(all[1][0], ["2025年度", "x", ""]);
    assert_eq!(all[0][0][7], "x", "nor by the sum");
}

/// Businesses that each come to a seminar and send a sheet afterwards, `sent` of `came`.
fn at_seminars(came: usize, sent: usize) -> Register {
    let business = |number: usize| {
        let trace = |source, id: String, day| Trace {
            source,
            id,
            on: date(2026, 5, day),
            identity: None,
            visit: None,
            until: None,
        };
        let mut traces = vec![trace(TraceSource::Registration, format!("s/{number}"), 1)];
        if number < sent {
            traces.push(trace(TraceSource::Submission, format!("R{number}"), 10));
        }
        Business {
            number: format!("b{number}"),
            version: 1,
            traces,
            ..Business::default()
        }
    };
    (0..came).map(business).collect()
}

#[test]
fn one_of_three_at_a_seminar_that_sent_a_sheet_is_not_told() {
    let seminars = |came, sent| {
        let count = YearCount::count(&[], &at_seminars(came, sent), (2026, 0), TODAY);
        let report = YearReport::new(2026, &BTreeMap::from([(2026, count)]), &decided(true));
        rows(&report, Audience::Public)[7].clone()
    };
    assert_eq!(seminars(3, 1), [] as [Vec<String>; 0]);
    let told: Vec<String> = seminars(4, 3).iter().map(|row| row[1].clone()).collect();
    assert_eq!(told[..2], ["4", "3"]);
}

/// Sheets of inns alone, as many from each; each is taken on.
fn of_inns(businesses: usize, each: usize) -> YearReport {
    let mut lines = Vec::new();
    for business in 1..=businesses {
        for spec in 1..=each {
            let line = |fact| {
                let id = format!("I{business}-{spec}");
                LedgerLine::new(date(2026, 5, 10), id, fact)
            };
            lines.push(line(received(Industry::Inn)));
            lines.push(line(accepted("a", None)));
        }
    }
    let count = YearCount::count(&lines, &Register::default(), (2026, 8), TODAY);
    YearReport::new(2026, &BTreeMap::from([(2026, count)]), &BTreeMap::new())
}

#[test]
fn the_total_does_not_tell_the_one_industry_that_there_is() {
    let few = rows(&of_inns(2, 2), Audience::Public);
    assert_eq!(few[5], [["宿泊・飲食", "x", "x"]]);
    // Four sheets of two businesses.
    assert_eq!((few[6].len(), few[8].len()), (0, 0), "{few:?}");
    let enough = rows(&of_inns(3, 1), Audience::Public);
    assert_eq!(enough[5], [["宿泊・飲食", "3", "0"]]);
    assert_eq!(enough[8][1][1], "3");
}

#[test]
fn years_that_the_ledger_keeps_no_more_are_said_to_be_missing() {
    let report = YearReport {
        ledger_from: Some(2017),
        ..report_with(&notes())
    };
    let said = |report: &YearReport| {
        let plan = tables(report, Audience::Office, &Content::embedded()).remove(0);
        plan.notes.concat()
    };
    assert!(
        said(&report).contains("2017年度からです"),
        "{}",
        said(&report)
    );
    assert!(!said(&report_with(&notes())).contains("台帳に残っている"));
}

/// What the public reads of a year of which these lines are all there is.
fn of_lines(lines: &[LedgerLine], notes: &BTreeMap<i16, ReportNotes>) -> Vec<ReportTable> {
    let count = YearCount::count(lines, &Register::default(), (2026, 0), TODAY);
    let before = YearCount::count(&[], &Register::default(), (2025, 0), TODAY);
    let counts = BTreeMap::from([(2025, before), (2026, count)]);
    let report = YearReport::new(2026, &counts, notes);
    tables(&report, Audience::Public, &Content::embedded())
}

#[test]
fn of_what_nobody_recorded_no_zero_is_told() {
    const NONE: &str = "記録なし";
    let visit = |id: &str| {
        let business = id.to_owned();
        LedgerLine::new(
            date(2026, 5, 10),
            id,
            figures::ledger::Fact::VisitMade { business },
        )
    };
    let visits = ["v1", "v2", "v3"].map(visit);
    let sheet = LedgerLine::new(date(2026, 5, 10), "R1-1", received(Industry::Inn));
    let actual = |lines: &[LedgerLine]| -> Vec<String> {
        let plan = of_lines(lines, &BTreeMap::new()).remove(0);
        plan.rows.into_iter().map(|row| row[3].clone()).collect()
    };
    assert_eq!(actual(&[]), [NONE; 4]);
    assert_eq!(actual(&visits), [NONE, NONE, "3", NONE]);
    assert_eq!(actual(&[sheet]), ["0", "0", NONE, "0"]);
    let nothing = of_lines(&[], &BTreeMap::new());
    let told = format!("{nothing:?}");
    assert!(!told.contains("0千円") && !told.contains("\"0\""), "{told}");
    assert_eq!(
        nothing[1].message,
        "業務委託料収入額は、この年度の記録がまだありません"
    );
    assert_eq!(
        nothing[6].message,
        "「仕事と報酬」は、この年度の記録がまだありません"
    );
    for at in [6, 7, 8] {
        assert!(nothing[at].rows.is_empty(), "{:?}", nothing[at]);
        assert!(of_lines(&visits, &BTreeMap::new())[at].rows.is_empty());
    }
    // A 0 that the office wrote is one.
    let plan = of_lines(&[], &outside(Kpi::Visits, 0)).remove(0);
    assert_eq!(plan.rows[2][3..], ["0", NONE, "0", "", "0"]);
}

#[test]
fn a_target_of_nothing_is_reached_and_none_that_was_reached_is_no_number() {
    let with = |targets: &[(Kpi, u64)]| {
        let now = ReportNotes {
            year: 2026,
            targets: targets.iter().copied().collect(),
            ..ReportNotes::default()
        };
        let visit = figures::ledger::Fact::VisitMade {
            business: "v1".to_owned(),
        };
        let lines = [
            LedgerLine::new(date(2026, 5, 10), "v1", visit),
            LedgerLine::new(date(2026, 5, 10), "R1-1", received(Industry::Inn)),
        ];
        let count = YearCount::count(&lines, &Register::default(), (2026, 0), TODAY);
        let counts = BTreeMap::from([(2026, count)]);
        let report = YearReport::new(2026, &counts, &BTreeMap::from([(2026, now)]));
        tables(&report, Audience::Office, &Content::embedded())
    };
    let zero = with(&[(Kpi::Income, 10), (Kpi::Clients, 1), (Kpi::Visits, 0)]);
    assert_eq!(
        zero[0].message,
        "目標がある3つの数字のうち、1つが目標に届きました"
    );
    assert_eq!(
        zero[3].message,
        "営業訪問企業数は1事業者です。目標は0事業者でした"
    );
    let none = with(&[(Kpi::Income, 10), (Kpi::Visits, 2)]);
    assert_eq!(
        none[0].message,
        "目標がある2つの数字のうち、目標に届いたものはありません"
    );
    assert_eq!(none[3].message, "営業訪問企業数は1事業者で、目標の50%です");
}
