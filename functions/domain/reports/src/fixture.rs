//! A made-up year with its report counted by hand, in literals written first, for the tests of whatever tells it.

use std::collections::BTreeMap;

use base::industry::Industry;
use base::month::Month;
use base::people::Actor;
use figures::ledger::{Fact, LedgerLine};
use jiff::civil::{Date, date};
use register::{Business, Identity, Register, Trace, TraceSource};

// The crate itself, or a test elsewhere that takes this file in.
use super::{Kpi, OutsideFigure, Policy, Rating, ReportNotes, ShownChoice, YearCount, YearReport};

/// The day of its report.
pub const TODAY: Date = date(2027, 7, 1);

/// A sheet of an industry was sent.
pub fn received(industry: Industry) -> Fact {
    Fact::Received {
        answer_by: date(2026, 5, 8),
        hours_month: Some(8.0),
        assisted: false,
        source: None,
        industry: Some(industry),
    }
}

/// Something was ordered.
pub fn ordered(amount: u64, hours: f64) -> Fact {
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

/// Somebody took it on, who may have a number.
pub fn accepted(by: &str, person: Option<&str>) -> Fact {
    Fact::Accepted {
        by: Actor::parse(by).expect("a code"),
        person: person.map(str::to_owned),
    }
}

fn worker_paid(worker: u32, amount: u64) -> Fact {
    Fact::WorkerPaid {
        month: Month::of(date(2026, 6, 1)),
        worker,
        amount,
    }
}

fn answered(minutes: u64, in_time: bool) -> Fact {
    Fact::Answered { minutes, in_time }
}

/// The year before: an inn that comes back in this one, and two more, order and pay; two are visited, one of them again.
fn lines_before() -> Vec<LedgerLine> {
    let line = |id: &str, fact| LedgerLine::new(date(2026, 3, 10), id, fact);
    let visit = |id: &str| Fact::VisitMade {
        business: id.to_owned(),
    };
    let paid = |amount| Fact::Paid { amount };
    vec![
        line("R1-2", ordered(30_000, 10.0)),
        line("R8-1", ordered(20_000, 10.0)),
        line("R9-1", ordered(10_000, 10.0)),
        line("R1-2", paid(30_000)),
        line("R8-1", paid(20_000)),
        line("R9-1", paid(10_900)),
        line("v1", visit("v1")),
        line("v8", visit("v8")),
        line("v9", visit("v9")),
    ]
}

/// Four inns and a farm send sheets; of three something is ordered, two pay, one by the partner.
fn lines() -> Vec<LedgerLine> {
    let line = |month, id: &str, fact| LedgerLine::new(date(2026, month, 10), id, fact);
    let visit = |id: &str| Fact::VisitMade {
        business: id.to_owned(),
    };
    vec![
        line(5, "R1-1", received(Industry::Inn)),
        line(5, "R2-1", received(Industry::Inn)),
        line(5, "R3-1", received(Industry::Inn)),
        line(5, "R4-1", received(Industry::Inn)),
        line(5, "R5-1", received(Industry::Agr)),
        line(5, "R1-1", accepted("a", Some("one"))),
        line(5, "R2-1", accepted("deputy-a", Some("other"))),
        line(5, "R5-1", accepted("partner-tonari", None)),
        line(6, "R1-1", ordered(120_000, 80.0)),
        line(6, "R2-1", ordered(60_000, 40.0)),
        line(6, "R5-1", ordered(20_500, 10.5)),
        line(7, "R1-1", paid(132_500)),
        line(7, "R2-1", paid(66_000)),
        line(7, "R1-1", worker_paid(1, 100_000)),
        line(7, "R1-1", worker_paid(2, 12_345)),
        line(5, "R1-1", answered(90, true)),
        line(5, "R2-1", answered(210, false)),
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

/// A decision about showing a figure.
pub fn choice(is_shown: bool, reason: &str) -> ShownChoice {
    ShownChoice {
        is_shown,
        reason: reason.to_owned(),
        ..ShownChoice::default()
    }
}

/// What the office wrote about the year and the one before.
pub fn notes() -> BTreeMap<i16, ReportNotes> {
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
        shown: BTreeMap::from([(Kpi::Income, choice(true, "決算は公表ずみ（見本）"))]),
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
        opinions: "数字をもっと早く知りたい。".to_owned(),
        policy: Some(Policy::Extend),
        policy_reason: "2年続けて伸びたため。".to_owned(),
        shown: BTreeMap::from([(Kpi::Clients, choice(true, "1つに聞いた（見本）"))]),
        ..ReportNotes::default()
    };
    BTreeMap::from([(2025, before), (2026, now)])
}

/// The report of the year with these notes.
pub fn report_with(notes: &BTreeMap<i16, ReportNotes>) -> YearReport {
    let all = [lines_before(), lines()].concat();
    let count = YearCount::count(&all, &register(), (2026, 9), TODAY);
    let before = YearCount::count(&lines_before(), &register(), (2025, 0), TODAY);
    let counts = BTreeMap::from([(2025, before), (2026, count)]);
    YearReport::new(2026, &counts, notes)
}

/// What is written where the town has decided whether everybody reads what two businesses paid.
pub fn decided(is_shown: bool) -> BTreeMap<i16, ReportNotes> {
    let mut notes = notes();
    let choice = choice(is_shown, "2つの宿に聞いた（見本）");
    let now = notes.get_mut(&2026).expect("the year has notes");
    now.shown.insert(Kpi::Income, choice);
    notes
}

/// The rows of its tables for the office. 198,500 yen arrived, and 60,900 in the year before; three businesses ordered in
/// each, of which one did in both, and one more is known from elsewhere; answers took 90 and 210 minutes.
pub const COUNTED: [&[&[&str]]; 9] = [
    &[
        &[
            "業務委託料収入額",
            "千円",
            "400",
            "198",
            "198",
            "0",
            "49%",
            "1,258",
        ],
        &[
            "クライアント延べ数",
            "事業者",
            "3",
            "4",
            "3",
            "1",
            "133%",
            "7",
        ],
        &["営業訪問企業数", "事業者", "10", "3", "3", "0", "30%", "6"],
        &["ディレクター延べ数", "人", "", "2", "2", "0", "", "2"],
    ],
    &[&["2025年度", "1,060", ""], &["2026年度", "198", "400"]],
    &[&["2025年度", "3", ""], &["2026年度", "4", "3"]],
    &[&["2025年度", "3", ""], &["2026年度", "3", "10"]],
    &[&["2025年度", "0", ""], &["2026年度", "2", ""]],
    &[
        &["農業・林業", "1", "20,500"],
        &["宿泊・飲食", "4", "180,000"],
    ],
    &[
        &["生まれた仕事の時間", "130.5", "時間"],
        &["働く人にはらった報酬", "112,345", "円"],
        &["担当者や連携先が引き受けた仕事", "3", "枚"],
        &["そのうち、連携先が引き受けた仕事", "1", "枚"],
        &["連携先の割合", "33", "%"],
        &["はじめの返事まで（真ん中）", "2.5", "時間"],
        &["約束の日までに返事をした割合", "20", "%"],
    ],
    &[
        &["セミナーに申し込んだ事業者", "2", "事業者"],
        &["そのあと、シートを送った事業者", "1", "事業者"],
        &["そのうち、年度内に発注があった事業者", "1", "事業者"],
        &["そのうち、年度内に支払いがあった事業者", "1", "事業者"],
    ],
    &[
        &["書き始めた", "9", "枚"],
        &["シートが届いた", "5", "枚"],
        &["引き受けた", "3", "枚"],
        &["発注した", "3", "枚"],
        &["支払いがあった", "2", "枚"],
    ],
];

/// Those for everybody, where the town has decided to show what came in: of one farm, two
/// workers of one inn, one sheet of a partner and two at seminars nobody reads.
pub fn told() -> [&'static [&'static [&'static str]]; 9] {
    let mut told = COUNTED;
    told[5] = &[&["農業・林業", "x", "x"], &["宿泊・飲食", "x", "x"]];
    told[6] = &[
        &["生まれた仕事の時間", "130.5", "時間"],
        &["働く人にはらった報酬", "x", "円"],
        &["担当者や連携先が引き受けた仕事", "3", "枚"],
        &["そのうち、連携先が引き受けた仕事", "x", "枚"],
        &["連携先の割合", "x", "%"],
        &["はじめの返事まで（真ん中）", "2.5", "時間"],
        &["約束の日までに返事をした割合", "20", "%"],
    ];
    told[7] = &[];
    told
}
