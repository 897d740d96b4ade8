use jiff::Timestamp;

use super::*;
use base::contact::EmailAddress;
use base::token::Keys;
use town::Content;
use town::seminar::Seminar;

fn seminar() -> Seminar {
    let content = Content::embedded();
    content.seminar("2027-01-20-hajimete").unwrap().clone()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn the_samples_are_visibly_samples_in_the_order_of_their_days() {
    let content = Content::embedded();
    assert!(content.seminars.is_sorted_by_key(|seminar| seminar.start));
    for seminar in content.seminars.iter().filter(|seminar| seminar.sample) {
        assert!(seminar.title.contains("見本"), "{}", seminar.slug);
        let address = seminar.online_url.iter();
        assert!(
            address
                .into_iter()
                .all(|url| url.starts_with("https://meet.example.jp/mihon"))
        );
    }
}

#[test]
fn mails_leave_at_ten_in_japan_the_day_before_and_the_day_after() {
    let seminar = seminar();
    assert_eq!(seminar.remind_at(), at("2027-01-19T01:00:00Z"));
    assert_eq!(seminar.thank_at(), at("2027-01-21T01:00:00Z"));
    assert_eq!(seminar.forget_at(90), at("2027-04-20T06:00:00Z"));
}

#[test]
fn status_follows_places_and_time() {
    let seminar = Seminar {
        capacity: 20,
        waitlist: 2,
        ..seminar()
    };
    let early = at("2027-01-10T00:00:00Z");
    let status = |taken, waiting, now| {
        let capacity = seminar.capacity;
        let availability = Availability {
            taken,
            capacity,
            waiting,
        };
        availability.status(&seminar, now)
    };
    let texts = town::Content::embedded().texts.seminars;
    assert_eq!(status(0, 0, early).label(&texts), "受付中");
    assert_eq!(status(16, 0, early).label(&texts), "残りわずか");
    assert_eq!(status(20, 0, early).label(&texts), "キャンセル待ち");
    // A free place is not offered past those who wait for more of them.
    assert_eq!(status(19, 1, early), SeminarStatus::Waitlist);
    assert_eq!(status(20, 2, early), SeminarStatus::Full);
    assert_eq!(status(0, 0, seminar.deadline).label(&texts), "しめ切り");
    assert_eq!(status(0, 0, seminar.end), SeminarStatus::Over);
    let untouched = Availability::default();
    for capacity in [1, 2, 3] {
        let small = Seminar {
            capacity,
            ..seminar.clone()
        };
        assert_eq!(untouched.status(&small, early), SeminarStatus::Open);
    }
}

#[test]
fn the_same_person_has_the_same_id_at_one_seminar_only() {
    let keys = Keys::parse(&format!("k1:{}", "A".repeat(43))).unwrap();
    let mail = |text| EmailAddress::parse(text).unwrap();
    let seminar = seminar();
    let id = registration_id(&keys, &seminar, &mail("Hanako@Example.jp"));
    assert_eq!(
        registration_id(&keys, &seminar, &mail("hanako@example.jp")),
        id
    );
    assert_ne!(
        registration_id(&keys, &seminar, &mail("taro@example.jp")),
        id
    );
    let other = Seminar {
        slug: "2027-02-03-kakidashi".into(),
        ..seminar.clone()
    };
    assert_ne!(
        registration_id(&keys, &other, &mail("hanako@example.jp")),
        id
    );
    let subject = subject(&seminar.slug, &id);
    assert_eq!(
        subject_parts(&subject),
        Some((seminar.slug.as_str(), id.as_str()))
    );
}

#[test]
fn a_mail_that_is_no_longer_true_does_not_leave() {
    use crate::notice::is_true;
    use messages::SeminarNotice;
    let (seminar, now) = (seminar(), at("2027-01-19T02:00:00Z"));
    let guest = |state| Registration {
        id: "a".into(),
        seminar: seminar.slug.clone(),
        name: "見本".into(),
        business: "見本".into(),
        mail: EmailAddress::parse("guest@example.jp").ok(),
        phone: None,
        untold: false,
        seats: 1,
        attend: Attend::Venue,
        question: None,
        state,
        checked_in_at: None,
        no_show: false,
        is_address_confirmed: false,
        created_at: now,
        sequence: 0,
    };
    let (confirmed, day) = (SeminarNotice::Confirmed, seminar.day());
    let reminder = SeminarNotice::Reminder { day };
    let waitlisted = SeminarNotice::Waitlisted { position: 1 };
    let waiting = Standing::Waiting { position: 1 };
    for (notice, state, wanted) in [
        (confirmed, Standing::Confirmed, true),
        (confirmed, Standing::Cancelled, false),
        (confirmed, waiting, false),
        (reminder, Standing::Confirmed, true),
        (reminder, waiting, false),
        (waitlisted, waiting, true),
        (waitlisted, Standing::Confirmed, false),
    ] {
        assert_eq!(
            is_true(notice, &seminar, &guest(state), now),
            wanted,
            "{notice:?} {state:?}"
        );
    }
    let begun = seminar.start;
    assert!(!is_true(
        reminder,
        &seminar,
        &guest(Standing::Confirmed),
        begun
    ));
}
