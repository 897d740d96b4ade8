//! A made-up year, its report against literals written first, and what everybody may read of it.

use std::collections::BTreeMap;

use base::industry::Industry;
use base::month::Month;
use base::people::Actor;
use figures::ledger::{Fact, LedgerLine};
use jiff::civil::{Date, date};
use register::{Business, Identity, Register, Trace, TraceSource};
use town::Content;

use super::*;

const TODAY: Date = date(2027, 7, 1);

fn received(industry: Industry) -> Fact {
    Fact::Received {
        answer_by: date(2026, 5, 8),
        hours_month: Some(8.0),
        assisted: false,
        source: None,
        industry: Some(industry),
    }
}

fn ordered(amount: u64, hours: f64) -> Fact {
    Fact::Ordered {
        month: None,
        amount,
        hours,
    }
}

fn paid(amount: u64) -> Fact {
    Fact::ClientPaid {
        month: Month::of(date(2026, 6, 1)),
        part: 1,
        amount,
    }
}

/// Four inns and a farm send sheets; of three something is ordered, two pay, one by the partner.
fn lines() -> Vec<LedgerLine> {
    let line = |month, id: &str, fact| LedgerLine::new(date(2026, month, 10), id, fact);
    let director = Actor::parse("a").unwrap();
    let visit = |id: &str| Fact::VisitMade {
        business: id.to_owned(),
    };
    vec![
        line(5, "R1-1", received(Industry::Inn)),
        line(5, "R2-1", received(Industry::Inn)),
        line(5, "R3-1", received(Industry::Inn)),
        line(5, "R4-1", received(Industry::Inn)),
        line(5, "R5-1", received(Industry::Agr)),
        line(
            5,
            "R1-1",
            Fact::Accepted {
                by: director.clone(),
                person: None,
            },
        ),
        line(
            5,
            "R2-1",
            Fact::Accepted {
                by: director,
                person: None,
            },
        ),
        line(
            5,
            "R5-1",
            Fact::Accepted {
                by: Actor::parse("partner-tonari").unwrap(),
                person: None,
            },
        ),
        line(6, "R1-1", ordered(120_000, 80.0)),
        line(6, "R2-1", ordered(60_000, 40.0)),
        line(6, "R5-1", ordered(20_500, 10.5)),
        line(7, "R1-1", paid(132_500)),
        line(7, "R2-1", paid(66_000)),
        line(8, "v1", visit("v1")),
        line(8, "v2", visit("v2")),
        line(8, "v3", visit("v3")),
        line(9, "v4", visit("v1")),
    ]
}

/// A business that came to a seminar in May and sent a sheet in May, and one that only came.
fn register() -> Register {
    let trace = |source, id: &str, day| Trace {
        source,
        id: id.to_owned(),
        on: date(2026, 5, day),
        identity: Some(Identity {
            business: id.to_owned(),
            mail: None,
            phone: None,
            place: None,
        }),
        visit: None,
        until: None,
    };
    let business = |number: &str, traces| Business {
        number: number.to_owned(),
        version: 1,
        traces,
        ..Business::default()
    };
    [
        business(
            "a1",
            vec![
                trace(TraceSource::Registration, "s/1", 1),
                trace(TraceSource::Submission, "R1", 10),
            ],
        ),
        business("b2", vec![trace(TraceSource::Registration, "s/2", 1)]),
    ]
    .into_iter()
    .collect()
}

fn notes() -> BTreeMap<i16, ReportNotes> {
    let before = ReportNotes {
        year: 2025,
        version: 1,
        outside: BTreeMap::from([(
            Kpi::Income,
            OutsideFigure {
                amount: 1_000,
                source: "町の決算（見本）".to_owned(),
            },
        )]),
        ..ReportNotes::default()
    };
    let now = ReportNotes {
        year: 2026,
        version: 1,
        targets: BTreeMap::from([(Kpi::Income, 400), (Kpi::Clients, 3), (Kpi::Visits, 10)]),
        outside: BTreeMap::from([(
            Kpi::Clients,
            OutsideFigure {
                amount: 1,
                source: "窓口の控え（見本）".to_owned(),
            },
        )]),
        rating: Some(Rating::Quite),
        evaluation: "宿の仕事が\n動き始めた。".to_owned(),
        policy: Some(Policy::Extend),
        ..ReportNotes::default()
    };
    BTreeMap::from([(2025, before), (2026, now)])
}

fn report_with(notes: &BTreeMap<i16, ReportNotes>) -> YearReport {
    let count = YearCount::count(&lines(), &register(), (2026, 9), TODAY);
    let before = YearCount::count(&[], &register(), (2025, 0), TODAY);
    let counts = BTreeMap::from([(2025, before), (2026, count)]);
    YearReport::new(2026, &counts, notes)
}

fn rows(report: &YearReport, audience: Audience) -> Vec<Vec<Vec<String>>> {
    let all = tables(report, audience, &Content::embedded());
    all.into_iter().map(|table| table.rows).collect()
}

#[test]
fn the_report_of_a_made_up_year_is_what_was_counted_by_hand() {
    let report = report_with(&notes());
    let all = rows(&report, Audience::Office);
    // 198,500 yen arrived; three businesses ordered, one more is known from elsewhere.
    assert_eq!(
        all[0],
        [
            [
                "業務委託料収入額",
                "千円",
                "400",
                "198",
                "198",
                "0",
                "49%",
                "1,198"
            ],
            [
                "クライアント延べ数",
                "事業者",
                "3",
                "4",
                "3",
                "1",
                "133%",
                "4"
            ],
            ["営業訪問企業数", "事業者", "10", "3", "3", "0", "30%", "3"],
            ["ディレクター延べ数", "人", "", "1", "1", "0", "", "1"],
        ]
    );
    assert_eq!(
        all[1],
        [["2025年度", "1,000", ""], ["2026年度", "198", "400"]]
    );
    assert_eq!(
        all[5],
        [
            ["農業・林業", "1", "20,500"],
            ["宿泊・飲食", "4", "180,000"]
        ]
    );
    let values: Vec<&str> = all[6].iter().map(|row| row[1].as_str()).collect();
    assert_eq!(values, ["130.5", "0", "3", "1", "33", "", "0"]);
    let values: Vec<&str> = all[7].iter().map(|row| row[1].as_str()).collect();
    assert_eq!(values, ["2", "1"]);
    let values: Vec<&str> = all[8].iter().map(|row| row[1].as_str()).collect();
    assert_eq!(values, ["9", "5", "3", "3", "2"]);
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
    assert_eq!(bars, [(1000, None), (198, Some(400))]);
    assert_eq!(all[1].message, "業務委託料収入額は198千円で、目標の49%です");
}

#[test]
fn nothing_is_public_before_the_town_has_decided_about_the_few() {
    let report = report_with(&notes());
    assert_eq!(behind(&report, Kpi::Income), Some(2));
    assert_eq!(behind(&report, Kpi::Clients), None);
    let waiting = public_page(&report, &Content::embedded(), TODAY).unwrap_err();
    assert_eq!(waiting, NotDecided(vec![Kpi::Income]));
}

fn decided(is_shown: bool) -> BTreeMap<i16, ReportNotes> {
    let mut notes = notes();
    let choice = ShownChoice {
        is_shown,
        reason: "2つの宿に聞いた（見本）".to_owned(),
    };
    notes
        .get_mut(&2026)
        .unwrap()
        .shown
        .insert(Kpi::Income, choice);
    notes
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
fn two_hidden_years_hide_each_other() {
    let mut notes = decided(false);
    let choice = notes[&2026].shown.clone();
    notes.get_mut(&2025).unwrap().shown = choice;
    let all = rows(&report_with(&notes), Audience::Public);
    assert_eq!(all[0][0][7], "1,198");
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
        Some(400)
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
fn a_figure_that_is_small_no_more_needs_nobodys_decision() {
    let report = with_orders(4);
    // Income was decided to be hidden when two had paid; nobody has by now.
    assert_eq!(behind(&report, Kpi::Income), None);
    let all = rows(&report, Audience::Public);
    assert_eq!(all[0][0][3], "0");
    assert!(!all[6].is_empty(), "what rests on four clients is told");
}
