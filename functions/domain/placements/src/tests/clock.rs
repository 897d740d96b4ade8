//! Reminders and escalation over long weekends and the year's end, fired twice and late.

use super::*;
use jiff::SignedDuration;
use messages::Topic;

/// What the clock wrote, with the case after it.
fn tick(case: &Case, now: &str) -> (Vec<Event>, Case) {
    let (programme, now) = (programme(), at(now));
    let Some(decision) = case.tick(now, &programme) else {
        return (Vec::new(), case.clone());
    };
    let after = decision.after.clone();
    assert_eq!(after.tick(now, &programme), None, "fired twice");
    let whats = decision.entries.into_iter().map(|entry| entry.event);
    (whats.collect(), after)
}

fn escalated(to: Holder) -> Vec<Event> {
    vec![Event::Escalated { to }]
}

#[test]
fn silence_over_a_long_weekend_reaches_the_office_on_the_third_business_day() {
    // Friday 11:00; Saturday, Sunday and Monday (勤労感謝の日) do not count.
    let case = case();
    let deadlines = [only(&case).due(&programme()), case.due(&programme())];
    assert_eq!(deadlines, [Some(at("2026-11-24T11:00:00+09:00")); 2]);
    let (nothing, case) = tick(&case, "2026-11-24T10:59:59+09:00");
    assert_eq!(nothing, []);
    let (reminded, case) = tick(&case, "2026-11-24T11:00:00+09:00");
    assert_eq!(reminded, [Event::Reminded]);
    assert_eq!(only(&case).until, Some("2026-11-25".parse().unwrap()));
    let (deputised, case) = tick(&case, "2026-11-25T11:30:00+09:00");
    assert_eq!(deputised, escalated(Holder::of(&deputy("b"))));
    assert!(only(&case).may_decide(&director("b")) && only(&case).may_decide(&deputy("b")));
    let (office, case) = tick(&case, "2026-11-26T11:00:00+09:00");
    assert_eq!(office, escalated(Holder::Office));
    assert!(only(&case).may_decide(&director("b")));
    assert_eq!(only(&case).until, Some("2026-11-30".parse().unwrap()));
    let again = Some(at("2026-12-03T11:00:00+09:00"));
    assert_eq!(
        (only(&case).due(&programme()), case.due(&programme())),
        (again, again),
        "a week later"
    );
}

#[test]
fn nobody_is_sorry_before_the_promised_day() {
    // Sent on Friday, promised for Wednesday; the deputy is told on that Wednesday, the office on Thursday.
    let told = |case: &Case| {
        let entry = case.entries.last().unwrap();
        entry.narrate(&only(case), &content()).unwrap()
    };
    let (_, reminded) = tick(&case(), "2026-11-24T11:00:00+09:00");
    let (_, deputised) = tick(&reminded, "2026-11-25T11:30:00+09:00");
    let (_, office) = tick(&deputised, "2026-11-26T11:00:00+09:00");
    for early in [told(&reminded), told(&deputised)] {
        assert!(
            !early.contains("おくれ") && !early.contains("もうしわけ"),
            "{early}"
        );
    }
    assert!(told(&office).contains("返事がおくれています。もうしわけありません。"));
}

#[test]
fn a_promise_counts_the_holidays_of_a_year_that_nobody_listed() {
    let case = case_with(|it| it.sent_at = at("2028-01-07T10:00:00+09:00"));
    // Monday is 成人の日: reminded on Tuesday, promised for Wednesday.
    assert_eq!(
        case.due(&programme()),
        Some(at("2028-01-11T10:00:00+09:00"))
    );
    let (now, load) = (at("2028-01-07T11:00:00+09:00"), Load::default());
    let declined = case.decide(1, &decline(), &director("b"), now, &programme(), &load);
    let until = only(&declined.unwrap().after).until;
    assert_eq!(until, Some("2028-01-12".parse().unwrap()));
}

#[test]
fn years_are_counted_from_the_day_of_sending_as_the_employer_was_told() {
    let year = jiff::SignedDuration::from_hours(24 * 365);
    let case = case();
    let (programme, whole) = (programme(), sent_at() + year * 3);
    assert_eq!(
        case.next_erasure(&programme),
        Some((Erasure::Case, whole)),
        "nobody answered"
    );
    let ended = Command::End {
        reason: Ending::NoWorker,
        note: String::new(),
    };
    let closed = done(&case, &ended, &Actor::Office);
    let (erasure, at) = closed.next_erasure(&programme).unwrap();
    assert_eq!(
        (erasure, at),
        (Erasure::Contact, closed.entries[0].at + year)
    );
    let taken = done(&case, &Command::Accept, &director("b"));
    assert_eq!(taken.next_erasure(&programme), None, "work goes on");
}

#[test]
fn year_end_closure_does_not_count() {
    let case = case_with(|it| it.sent_at = at("2026-12-28T16:00:00+09:00"));
    assert_eq!(
        case.due(&programme()),
        Some(at("2027-01-04T16:00:00+09:00"))
    );
    let (nothing, _) = tick(&case, "2027-01-03T23:00:00+09:00");
    assert_eq!(nothing, []);
}

#[test]
fn what_comes_at_night_or_on_a_day_off_leaves_a_whole_day() {
    let due = |sent: &str| {
        let case = case_with(|it| it.sent_at = at(sent));
        case.due(&programme()).unwrap()
    };
    // Before and after office hours, on a Saturday, on a holiday.
    assert_eq!(
        due("2026-11-24T06:00:00+09:00"),
        at("2026-11-25T09:00:00+09:00")
    );
    assert_eq!(
        due("2026-11-24T23:00:00+09:00"),
        at("2026-11-25T17:00:00+09:00")
    );
    assert_eq!(
        due("2026-11-28T10:00:00+09:00"),
        at("2026-11-30T17:00:00+09:00")
    );
    assert_eq!(
        due("2026-11-23T10:00:00+09:00"),
        at("2026-11-24T17:00:00+09:00")
    );
}

#[test]
fn round_that_is_days_late_goes_to_the_office_at_once_and_says_it_once() {
    let (late, case) = tick(&case(), "2026-12-07T09:00:00+09:00");
    assert_eq!(late, escalated(Holder::Office));
    let (nothing, case) = tick(&case, "2026-12-13T09:00:00+09:00");
    assert_eq!(nothing, []);
    let (again, _) = tick(&case, "2027-12-07T09:00:00+09:00");
    assert_eq!(again, [Event::Reminded]);
}

#[test]
fn decision_stops_the_clock_and_declining_starts_it_anew() {
    // Nobody is waited for any more; next is the last of the ten business days until the order.
    let accepted = done(&case(), &Command::Accept, &director("b"));
    let ordered = at("2026-12-07T09:00:00+09:00");
    assert_eq!(accepted.due(&programme()), Some(ordered));
    assert_eq!(only(&accepted).until, None);
    // Declined on Friday at noon; the next director has until Tuesday noon.
    let declined = done(&case(), &decline(), &director("b"));
    assert_eq!(
        declined.due(&programme()),
        Some(at("2026-11-24T12:00:00+09:00"))
    );
    let (nothing, case) = tick(&declined, "2026-11-24T11:59:00+09:00");
    assert_eq!(nothing, []);
    let (_, case) = tick(&case, "2026-11-25T12:00:00+09:00");
    assert_eq!(only(&case).holder, Holder::of(&deputy("c")));
}

#[test]
fn silent_employer_is_reminded_and_then_the_office_sees_to_it() {
    let ask = Command::Ask {
        fields: vec!["volume".to_owned()],
        question: "何件ですか".to_owned(),
    };
    let asked = done(&case(), &ask, &director("b"));
    let (reminded, asked) = tick(&asked, "2026-11-26T12:00:00+09:00");
    assert_eq!(reminded, [Event::Reminded]);
    let (office, asked) = tick(&asked, "2026-11-30T12:00:00+09:00");
    assert_eq!(office, escalated(Holder::Office));
    let answer = Command::Answer {
        texts: [("volume".to_owned(), "3件".to_owned())].into(),
        note: String::new(),
    };
    let answered = done(&asked, &answer, &Actor::Employer);
    assert_eq!(only(&answered).holder, of("b"));
}

#[test]
fn five_specs_of_one_case_are_one_mail_to_each_person() {
    let case = case_of(&["inn02", "inn04", "inn08"], &programme());
    let decision = case
        .tick(at("2026-11-24T11:00:00+09:00"), &programme())
        .unwrap();
    assert_eq!(decision.entries.len(), 3);
    let told: Vec<_> = decision
        .messages
        .iter()
        .map(|message| match &message.topic {
            Topic::Placement { to, specs, .. } => (to.code(), specs.clone()),
            other => panic!("{other:?}"),
        })
        .collect();
    let wanted = [
        ("employer", vec![1, 2, 3]),
        ("a", vec![2, 3]),
        ("b", vec![1]),
    ];
    assert_eq!(told, wanted.map(|(to, specs)| (to.to_owned(), specs)));
}

#[test]
fn group_that_left_the_settings_is_passed_over() {
    let (mut programme, case) = (programme(), case());
    programme.directors.remove(1);
    let now = at("2026-11-25T11:00:00+09:00");
    let decision = case.tick(now, &programme).unwrap();
    assert_eq!(
        decision.entries[0].event,
        Event::Escalated { to: Holder::Office }
    );
}

#[test]
fn what_nobody_decides_on_is_the_offices_again_every_week() {
    let mut case = case();
    let mut now = sent_at();
    let mut office: Vec<(Timestamp, usize)> = Vec::new();
    for _ in 0..12 {
        let due = case
            .due(&programme())
            .expect("somebody is still waited for");
        assert!(due > now, "{due}");
        now = due;
        let decision = case.tick(now, &programme()).expect("something is due");
        let told = told(&decision);
        let to_office = told.iter().filter(|(to, _)| to == "office").count();
        if to_office > 0 {
            office.push((now, told.len()));
        }
        case = decision.after;
    }
    assert!(office.len() >= 8, "{office:?}");
    for pair in office.windows(2) {
        let days = pair[1].0.duration_since(pair[0].0).as_hours() / 24;
        assert!((6..=14).contains(&days), "{pair:?}");
        assert_eq!(pair[1].1, 1, "the office alone is told again");
    }
    let decided = done(&case, &Command::Accept, &Actor::Office);
    assert!(
        decided
            .tick(now + SignedDuration::from_hours(24 * 8), &programme())
            .is_none()
    );
}

/// The settings once more days are published as days off.
fn with_days_off(days: &[&str]) -> Programme {
    let mut programme = programme();
    let off = days
        .iter()
        .map(|day| (day.parse().unwrap(), "見本".to_owned()));
    programme.calendar.holidays.extend(off);
    programme
}

#[test]
fn a_day_that_was_told_stays_when_holidays_are_published_later_and_the_next_wait_counts_them() {
    let until = |case: &Case, programme: &Programme| {
        let head = CaseHead::of(case, programme);
        assert_eq!(head.placements[0].until, only(case).until);
        let told = head.placements[0].until.unwrap().to_string();
        let mut content = content();
        content.programme = programme.clone();
        let line = only(case).summary(&content).line;
        let day = base::time::japanese(told.parse().unwrap());
        assert!(line.contains(&day), "{line}");
        told
    };
    let later = with_days_off(&["2026-11-24", "2026-11-25", "2026-11-30"]);
    // Sent on Friday, promised for Wednesday, which becomes a day off.
    let case = case();
    assert_eq!(until(&case, &later), "2026-11-25");
    let ask = Command::Ask {
        fields: vec!["volume".to_owned()],
        question: "何件ですか".to_owned(),
    };
    let asked = done(&case, &ask, &director("b"));
    assert_eq!(until(&asked, &later), until(&asked, &programme()));
    let declined = done(&case, &decline(), &director("b"));
    assert_eq!(until(&declined, &later), "2026-11-25");
    // The clock's steps are on days when somebody is there, and each tells a day of the calendar that is live then.
    let tick = |case: &Case, now: &str| case.tick(at(now), &later).unwrap().after;
    let reminded = tick(&case, "2026-11-26T11:00:00+09:00");
    assert_eq!(until(&reminded, &later), "2026-11-25");
    let deputised = tick(&reminded, "2026-11-27T11:00:00+09:00");
    assert_eq!(until(&deputised, &programme()), "2026-12-01");
    let narrated = |case: &Case| {
        let entry = case.entries.last().unwrap();
        entry.narrate(&only(case), &content()).unwrap()
    };
    assert!(narrated(&deputised).contains("もうしわけありません"));
    let office = tick(&deputised, "2026-12-01T11:00:00+09:00");
    assert_eq!(until(&office, &programme()), "2026-12-03");
    // What was told is part of what happened.
    let stored = serde_json::to_string(&office.entries).unwrap();
    let read = serde_json::from_str(&stored).unwrap();
    let read = Case::new(office.submission.clone(), read, office.version);
    assert_eq!(read, office);
}
