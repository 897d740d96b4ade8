//! Repeat clients, namesakes, merges and what is forgotten.

use jiff::civil::date;
use town::texts::Texts;

use super::*;

const TEXTS: &Texts = &Texts::EMBEDDED;

fn identity(business: &str, phone: Option<&str>, mail: Option<&str>) -> Identity {
    Identity {
        business: business.to_owned(),
        mail: mail.map(|it| EmailAddress::parse(it).unwrap()),
        phone: phone.map(|it| PhoneNumber::parse(it).unwrap()),
        place: None,
    }
}

fn trace(source: TraceSource, id: &str, day: i8, identity: Identity) -> Trace {
    Trace {
        source,
        id: id.to_owned(),
        on: date(2026, 11, day),
        identity: Some(identity),
        visit: None,
        until: None,
    }
}

fn sheet(id: &str, day: i8, identity: Identity) -> Trace {
    trace(TraceSource::Submission, id, day, identity)
}

/// Days within which nothing is deleted.
const DAYS: (jiff::civil::Date, jiff::civil::Date) = (date(2026, 12, 1), date(2023, 4, 1));

fn entered(traces: &[Trace]) -> Register {
    Register::default().brought_up(traces, DAYS, &TEXTS.office)
}

/// The register with another state of a business.
fn with(register: &Register, business: Business) -> Register {
    let others = register
        .0
        .values()
        .filter(|it| it.number != business.number);
    others.cloned().chain([business.clone()]).collect()
}

const PHONE: Option<&str> = Some("0267-00-0000");
const MAIL: Option<&str> = Some("inn@example.jp");

#[test]
fn whoever_comes_again_by_another_way_is_one_client() {
    let register = entered(&[
        trace(
            TraceSource::Visit,
            "v1",
            1,
            identity("見本旅館", None, None),
        ),
        sheet("R1", 2, identity("株式会社 見本旅館", PHONE, None)),
        trace(
            TraceSource::Registration,
            "r1",
            3,
            identity("㈱見本旅館", PHONE, MAIL),
        ),
        sheet("R2", 4, identity("見本旅館", None, MAIL)),
    ]);
    let roots = register.roots();
    assert_eq!(roots.len(), 1, "{roots:?}");
    assert_eq!(register.traces(&roots[0].number).len(), 4);
    let numbers = register.numbers();
    assert_eq!(numbers.of("R1"), numbers.of("R2"));
    assert_eq!(numbers.of("R1"), numbers.of("v1"));
    assert_eq!(numbers.of("unknown"), "unknown");
    assert!(register.alike(&TEXTS.office).is_empty());
}

#[test]
fn what_came_of_a_visit_is_of_the_business_that_was_visited_whatever_stands_on_it() {
    let visit = |id| trace(TraceSource::Visit, id, 1, identity("見本旅館", None, None));
    let of = |visit: &str, sheet: Trace| Trace {
        visit: Some(visit.to_owned()),
        ..sheet
    };
    let register = entered(&[
        visit("v1"),
        of(
            "v1",
            sheet("R1", 1, identity("合同会社見本ホテルズ", PHONE, None)),
        ),
        // Its visit was never entered, or is deleted: it is whose its name says.
        of("v9", sheet("R2", 2, identity("見本農園", None, MAIL))),
    ]);
    let numbers = register.numbers();
    assert_eq!(numbers.of("R1"), numbers.of("v1"));
    assert_ne!(numbers.of("R2"), numbers.of("v1"));
    assert_eq!(register.roots().len(), 2);
    // From then on both names are its.
    let again = entered(&[
        visit("v1"),
        of(
            "v1",
            sheet("R1", 1, identity("合同会社見本ホテルズ", PHONE, None)),
        ),
        sheet("R3", 3, identity("合同会社見本ホテルズ", PHONE, None)),
    ]);
    assert_eq!(again.roots().len(), 1);
}

#[test]
fn namesakes_and_two_shops_of_one_phone_are_only_said_to_be_alike() {
    let register = entered(&[
        sheet("R1", 1, identity("見本商店", PHONE, None)),
        sheet("R2", 2, identity("見本商店", Some("0267-11-1111"), None)),
        sheet("R3", 3, identity("見本農園", PHONE, None)),
        // Of which of the two, nobody can say.
        trace(
            TraceSource::Visit,
            "v1",
            4,
            identity("見本商店", None, None),
        ),
    ]);
    assert_eq!(register.roots().len(), 4);
    let pairs = register.alike(&TEXTS.office);
    let alike: Vec<Vec<Likeness>> = pairs
        .iter()
        .map(|pair| pair.alike.iter().copied().collect())
        .collect();
    let names = alike.iter().filter(|it| **it == [Likeness::Name]).count();
    assert_eq!((pairs.len(), names), (4, 3), "{alike:?}");
}

#[test]
fn the_same_trace_again_changes_nothing_and_a_mended_one_stays_where_it_is() {
    let first = [sheet("R1", 1, identity("見本旅舘", PHONE, None))];
    let register = entered(&first);
    let again = register.clone().brought_up(&first, DAYS, &TEXTS.office);
    assert_eq!(again.changes_since(&register), []);
    let mended = [sheet("R1", 1, identity("見本旅館", PHONE, None))];
    let mended = register.clone().brought_up(&mended, DAYS, &TEXTS.office);
    let changes = mended.changes_since(&register);
    let [RegisterChange::Keep(business)] = changes.as_slice() else {
        panic!("{changes:?}");
    };
    assert_eq!((business.version, business.name()), (1, Some("見本旅館")));
    assert_eq!(mended.roots().len(), 1);
}

fn said_at() -> Timestamp {
    "2026-11-30T00:00:00Z".parse().unwrap()
}

#[test]
fn a_merge_makes_one_client_of_two_and_can_be_taken_back() {
    let mut traces = vec![
        sheet("R1", 1, identity("見本商店", PHONE, None)),
        sheet("R2", 2, identity("見本商店 本店", PHONE, None)),
    ];
    let register = entered(&traces);
    let number = |register: &Register, id: &str| register.numbers().of(id).to_owned();
    let (early, late) = (number(&register, "R1"), number(&register, "R2"));
    let merged = register
        .merged((&late, &early), "窓口（見本）", said_at())
        .unwrap();
    assert_eq!(merged.number, late);
    let register = with(&register, merged);
    assert_eq!(number(&register, "R2"), early);
    assert_eq!(register.roots().len(), 1);
    assert_eq!(register.merged((&early, &late), "", said_at()), None);
    // What comes later under either name joins the one.
    traces.push(sheet("R3", 3, identity("見本商店 本店", PHONE, None)));
    let register = register.brought_up(&traces, DAYS, &TEXTS.office);
    assert_eq!(number(&register, "R3"), early);
    let parted = register.parted((&late, &early)).unwrap();
    let register = with(&register, parted);
    assert_eq!(number(&register, "R2"), late);
    assert!(
        register.alike(&TEXTS.office).is_empty(),
        "they were told apart"
    );
}

#[test]
fn a_circle_of_merges_ends() {
    let mut register = entered(&[
        sheet("R1", 1, identity("見本一", None, None)),
        sheet("R2", 2, identity("見本二", None, None)),
    ]);
    let numbers = register.numbers();
    let (one, two) = (numbers.of("R1").to_owned(), numbers.of("R2").to_owned());
    for (number, into) in [(&one, &two), (&two, &one)] {
        let mut business = register.business(number).unwrap().clone();
        business.merge = Some(Merge {
            into: into.clone(),
            at: said_at(),
            by: String::new(),
        });
        register = with(&register, business);
    }
    assert!([&one, &two].contains(&&register.root(&one).to_owned()));
}

#[test]
fn names_go_with_what_they_came_from_and_the_count_stays() {
    let guest = Trace {
        visit: None,
        until: Some(date(2026, 12, 31)),
        ..trace(
            TraceSource::Registration,
            "r1",
            3,
            identity("見本旅館", PHONE, None),
        )
    };
    let all = [sheet("R1", 1, identity("見本旅館", PHONE, None)), guest];
    let register = entered(&all);
    let number = register.numbers().of("R1").to_owned();
    // The seminar's list is gone, and its people are kept until its last day.
    let aged = |register: &Register, traces: &[Trace], today| {
        let days = (today, DAYS.1);
        register.clone().brought_up(traces, days, &TEXTS.office)
    };
    let names = |register: &Register| register.business(&number).unwrap().identities().count();
    assert_eq!(names(&aged(&register, &all[..1], date(2026, 12, 31))), 2);
    let register = aged(&register, &all[..1], date(2027, 1, 1));
    assert_eq!(names(&register), 1);
    let register = aged(&register, &[], date(2027, 1, 2));
    let left = register.business(&number).unwrap();
    assert_eq!((left.name(), left.traces.len()), (None, 2));
    assert_eq!(register.numbers().of("R1"), number);
    let days = (date(2030, 4, 1), date(2027, 4, 1));
    let after = register.clone().brought_up(&[], days, &TEXTS.office);
    assert_eq!(
        after.changes_since(&register),
        [RegisterChange::Remove(number)]
    );
}
