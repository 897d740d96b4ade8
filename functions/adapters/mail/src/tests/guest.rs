//! Mails about seminars and visits, each as a person and a calendar read it.

use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarMethod, ICalendarProperty,
    ICalendarStatus, ICalendarValue,
};
use jiff::SignedDuration;
use messages::SeminarNotice;
use seminars::{Attend, Registration, Repeat, SeminarWord, Standing, stop_subject};
use town::seminar::{Seminar, State};
use visits::{Visit, VisitRequest};

use super::*;

const ID: &str = "0123456789abcdef01234567";

fn seminar() -> Seminar {
    let seminar = town().content.seminar("2027-01-20-hajimete").unwrap();
    seminar.clone()
}

fn moved() -> Seminar {
    let day = SignedDuration::from_hours(24);
    let planned = seminar();
    Seminar {
        start: planned.start + day,
        end: planned.end + day,
        state: State::Moved {
            message: "雪のため、1日おそくしました。".into(),
        },
        ..planned
    }
}

fn called_off() -> Seminar {
    Seminar {
        state: State::Cancelled {
            message: "雪のため、中止にしました。".into(),
        },
        ..seminar()
    }
}

fn guest(state: Standing, attend: Attend) -> Registration {
    Registration {
        id: ID.to_owned(),
        seminar: "2027-01-20-hajimete".to_owned(),
        name: "髙﨑 見本".to_owned(),
        business: "見本旅館".to_owned(),
        mail: EmailAddress::parse("guest@example.jp").ok(),
        phone: None,
        untold: false,
        seats: 2,
        attend,
        question: Some("雪の日は、どうなりますか".to_owned()),
        state,
        checked_in_at: None,
        no_show: false,
        is_address_confirmed: false,
        created_at: at("2026-12-01T00:00:00Z"),
        sequence: 1,
    }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

const WAITING: Standing = Standing::Waiting { position: 3 };

const CONFIRMED: SeminarNotice = SeminarNotice::Confirmed;
const CHANGED: SeminarNotice = SeminarNotice::Changed { revision: 1 };
const REMINDER: SeminarNotice = SeminarNotice::Reminder {
    day: jiff::civil::date(2027, 1, 20),
};

/// All mails about a registration, in the order of a seminar's life.
const NOTICES: [SeminarNotice; 12] = [
    CONFIRMED,
    SeminarNotice::Waitlisted { position: 3 },
    SeminarNotice::Promoted,
    SeminarNotice::Updated { number: 1 },
    REMINDER,
    CHANGED,
    SeminarNotice::Thanks,
    SeminarNotice::Withdrawn,
    SeminarNotice::Again {
        day: jiff::civil::date(2026, 12, 1),
    },
    REDIRECTED,
    SeminarNotice::ConfirmAddress,
    SeminarNotice::Word { number: 1 },
];
const REDIRECTED: SeminarNotice = SeminarNotice::Redirected { sequence: 2 };

fn message(notice: SeminarNotice) -> Message {
    Message {
        id: format!("{ID}-1-test"),
        topic: Topic::Seminar {
            seminar: "2027-01-20-hajimete".to_owned(),
            registration: ID.to_owned(),
            notice,
        },
        created_at: at("2026-12-01T00:00:00Z"),
    }
}

fn written(notice: SeminarNotice, seminar: &Seminar, registration: &Registration) -> Mail {
    let message = Message {
        topic: Topic::Seminar {
            seminar: seminar.slug.clone(),
            registration: registration.id.clone(),
            notice,
        },
        ..message(notice)
    };
    let word = SeminarWord {
        subject: "駐車場のこと".to_owned(),
        text: "駐車場は、<b>裏</b>にあります。\n雪の日は、電話してください。".to_owned(),
        at: at("2026-12-01T00:00:00Z"),
        by: "窓口の係（見本）".to_owned(),
    };
    let is_word = matches!(notice, SeminarNotice::Word { .. });
    let facts = Facts::Registration {
        word: is_word.then(|| Box::new(word)),
        seminar: Box::new(seminar.clone()),
        registration: Box::new(registration.clone()),
        repeat: None,
    };
    town().compose(&message, facts).unwrap()
}

/// Each to somebody to whom it can be said, by its code.
fn all() -> Vec<(&'static str, Mail)> {
    let mails = NOTICES.into_iter().map(|notice| {
        let state = match notice {
            SeminarNotice::Waitlisted { .. } => WAITING,
            SeminarNotice::ConfirmAddress => Standing::Unconfirmed,
            SeminarNotice::Withdrawn => Standing::Cancelled,
            _ => Standing::Confirmed,
        };
        let seminar = match notice {
            SeminarNotice::Changed { .. } => moved(),
            _ => seminar(),
        };
        let mail = written(notice, &seminar, &guest(state, Attend::Venue));
        (notice.code(), mail)
    });
    mails.collect()
}

fn visit() -> Visit {
    let request = VisitRequest {
        name: "髙橋 見本".to_owned(),
        business: "見本農園".to_owned(),
        mail: EmailAddress::parse("farm@example.jp").ok(),
        phone: PhoneNumber::parse("0267-00-0000").ok(),
        place: "見本町（見本）の畑".to_owned(),
        wish: Some("午後がいいです。\n出荷の記録のことを聞きたいです。".to_owned()),
    };
    Visit::new(request, &town().keys, at("2026-12-01T00:00:00Z"))
}

fn visit_mails(visit: &Visit) -> Vec<Mail> {
    let messages = visit.messages();
    let mails = messages.iter();
    mails
        .map(|message| {
            town()
                .compose(message, Facts::Visit(Box::new(visit.clone())))
                .unwrap()
        })
        .collect()
}

fn code() -> Mail {
    let to = EmailAddress::parse("office@example.jp").unwrap();
    let message = sign_in::code_message("drawn", to, at("2026-12-01T00:00:00Z"));
    town().compose(&message, Facts::None).unwrap()
}

/// The method a mail program sees, and the file's event.
fn entry(mail: &Mail) -> Option<(String, ICalendarComponent)> {
    let (_, message) = parsed(mail);
    let part = message.attachments().next()?;
    let kind = part.content_type().unwrap();
    assert_eq!((kind.ctype(), kind.subtype()), ("text", Some("calendar")));
    assert_eq!(kind.attribute("charset"), Some("utf-8"));
    assert_eq!(part.attachment_name(), Some("2027-01-20-hajimete.ics"));
    let file = std::str::from_utf8(part.contents()).unwrap().to_owned();
    assert!(!file.contains("?t=") && !file.contains("meet.example.jp") && !file.contains("髙﨑"));
    let calendar = ICalendar::parse(&file).unwrap();
    let method = match calendar.components[0].property(&ICalendarProperty::Method) {
        Some(entry) => match &entry.values[0] {
            ICalendarValue::Method(ICalendarMethod::Request) => "REQUEST",
            ICalendarValue::Method(ICalendarMethod::Cancel) => "CANCEL",
            other => panic!("{other:?}"),
        },
        None => panic!("no method"),
    };
    assert_eq!(kind.attribute("method"), Some(method));
    let mut events = calendar.components.into_iter();
    let event = events.find(|c| c.component_type == ICalendarComponentType::VEvent);
    Some((method.to_owned(), event.unwrap()))
}

#[test]
fn mails_about_seminars_read_as_written_here() {
    for (name, mail) in all() {
        insta::assert_snapshot!(format!("seminar_{name}"), shown(&mail));
        insta::assert_snapshot!(format!("seminar_{name}_html"), mail.html);
    }
    let online = guest(Standing::Confirmed, Attend::Online);
    let reminder = written(REMINDER, &seminar(), &online);
    insta::assert_snapshot!("seminar_reminder_online", shown(&reminder));
    let changed = CHANGED;
    let waiting = guest(WAITING, Attend::Venue);
    insta::assert_snapshot!(
        "seminar_moved_waiting",
        shown(&written(changed, &moved(), &waiting))
    );
    insta::assert_snapshot!(
        "seminar_called_off",
        shown(&written(changed, &called_off(), &online))
    );
    insta::assert_snapshot!(
        "seminar_called_off_html",
        written(changed, &called_off(), &online).html
    );
    insta::assert_snapshot!("code", shown(&code()));
    let visit = visit_mails(&visit());
    insta::assert_snapshot!("visit_request", shown(&visit[0]));
    insta::assert_snapshot!("visit_receipt", shown(&visit[1]));
}

#[test]
fn who_waits_is_told_neither_to_come_nor_where_to_connect() {
    for notice in [NOTICES[1], CHANGED, NOTICES[8]] {
        for attend in Attend::ALL {
            let mail = written(notice, &moved(), &guest(WAITING, attend));
            for body in [&mail.text, &mail.html] {
                assert!(body.contains("まだ決まっていません"), "{body}");
                assert!(!body.contains("meet.example.jp"), "{body}");
                assert!(!body.contains("参加できます") && !body.contains("席は、そのまま"));
                assert!(body.contains("3番目"), "{body}");
            }
            assert!(mail.attachments.is_empty(), "nothing for a calendar");
            assert!(!mail.subject.contains("参加できます"));
        }
    }
}

#[test]
fn where_to_connect_is_told_to_those_who_take_part_there_only() {
    for (notice, told) in NOTICES.into_iter().zip([
        true, false, true, true, true, true, false, false, false, true, false,
    ]) {
        let online = written(
            notice,
            &moved(),
            &guest(Standing::Confirmed, Attend::Online),
        );
        let room = written(notice, &moved(), &guest(Standing::Confirmed, Attend::Venue));
        for (body, other) in [(&online.text, &room.text), (&online.html, &room.html)] {
            assert_eq!(body.contains("meet.example.jp"), told, "{notice:?}");
            assert!(!other.contains("meet.example.jp"), "{notice:?}");
        }
    }
    let off = written(
        CHANGED,
        &called_off(),
        &guest(Standing::Confirmed, Attend::Online),
    );
    assert!(!off.text.contains("meet.example.jp"));
}

#[test]
fn a_new_way_in_is_told_as_such_and_changes_the_calendar() {
    for (attend, subject, told) in [
        (Attend::Online, "つなぎ方の変更", "meet.example.jp"),
        (Attend::Venue, "会場の変更", "町のテレワークセンター"),
    ] {
        let mail = written(REDIRECTED, &seminar(), &guest(Standing::Confirmed, attend));
        assert!(mail.subject.contains(subject), "{}", mail.subject);
        for body in [&mail.text, &mail.html] {
            assert!(
                body.contains("変わりました") && body.contains(told),
                "{body}"
            );
            assert!(body.contains("席は、そのまま"), "{body}");
        }
        let (method, _) = entry(&mail).unwrap();
        assert_eq!(method, "REQUEST");
    }
    let without = Seminar {
        online_url: None,
        ..seminar()
    };
    let mail = written(
        REDIRECTED,
        &without,
        &guest(Standing::Confirmed, Attend::Online),
    );
    assert!(
        mail.text.contains("決まったら、またメールで"),
        "{}",
        mail.text
    );
}

/// What is mailed, as text and as HTML, when a second application comes from an address that is confirmed or not.
fn repeated(
    is_address_confirmed: bool,
    name: &str,
    seats: u32,
    question: Option<&str>,
) -> [String; 2] {
    let registration = Registration {
        seats: 1,
        is_address_confirmed,
        ..guest(Standing::Confirmed, Attend::Venue)
    };
    let repeat = Repeat {
        at: at("2026-12-01T01:00:00Z"),
        application: seminars::Application {
            name: name.to_owned(),
            seats,
            attend: Attend::Online,
            question: question.map(str::to_owned),
            ..registration.application()
        },
    };
    let facts = Facts::Registration {
        word: None,
        seminar: Box::new(seminar()),
        registration: Box::new(registration),
        repeat: Some(Box::new(repeat)),
    };
    let mail = town().compose(&message(NOTICES[8]), facts).unwrap();
    [mail.text, mail.html]
}

#[test]
fn a_second_person_with_the_same_address_reads_how_two_can_come() {
    let mail = |name: &str, seats, question| repeated(true, name, seats, question);
    // Before anybody who reads these mails has acted, no name goes there.
    for body in repeated(false, "見本 花子", 1, None) {
        assert!(
            body.contains("今回入力した方は、まだ数に入っていません"),
            "{body}"
        );
        assert!(
            !body.contains("見本 花子") && !body.contains("髙﨑"),
            "{body}"
        );
    }
    for body in mail("見本 花子", 1, Some("駐車場はありますか（見本）")) {
        for told in [
            "髙﨑 見本 様のお名前で、1人",
            "見本 花子 様は、まだ数に入っていません",
            "人数を2人に変えて",
            "質問は、事務局に届いて",
            "/registration/mine?t=",
        ] {
            assert!(body.contains(told), "no {told} in {body}");
        }
        assert!(!body.contains("駐車場"), "{body}");
    }
    for body in mail("見本 花子", 3, None) {
        assert!(body.contains("まだ数に入っていません") && !body.contains("人に変えて"));
        assert!(!body.contains("質問は"), "{body}");
    }
    // The same person, perhaps with another question.
    for body in mail("髙﨑 見本", 1, Some("?")) {
        assert!(
            !body.contains("まだ数に") && body.contains("質問は、事務局に"),
            "{body}"
        );
    }
    for body in mail("当選 evil.example", 1, None) {
        assert!(
            !body.contains("evil") && body.contains("ご担当者 様は、まだ"),
            "{body}"
        );
    }
}

#[test]
fn links_are_the_guests_own_and_end_when_the_data_is_deleted() {
    let keys = &town().keys;
    let end = seminar().forget_at(town().content.programme.retention.registration_days);
    let second = SignedDuration::from_secs(1);
    for (name, mail) in all() {
        let Some(token) = mail.text.split("/registration/mine?t=").nth(1) else {
            assert!(["thanks", "withdrawn"].contains(&name), "{name}");
            continue;
        };
        let token = token.split_whitespace().next().unwrap();
        assert!(mail.html.contains(token), "{name}");
        let end = if name == "changed" {
            end + SignedDuration::from_hours(24)
        } else {
            end
        };
        let read = |at| keys.verify(Purpose::Registration, token, at).ok();
        assert_eq!(
            read(end - second),
            Some(format!("2027-01-20-hajimete/{ID}"))
        );
        assert_eq!(read(end), None);
    }
}

#[test]
fn the_calendar_follows_by_one_entry() {
    let confirmed = guest(Standing::Confirmed, Attend::Venue);
    let at_sequence = |registration: &Registration, sequence| Registration {
        sequence,
        ..registration.clone()
    };
    let [first, second, third] = [
        written(CONFIRMED, &seminar(), &at_sequence(&confirmed, 0)),
        written(CHANGED, &moved(), &at_sequence(&confirmed, 1)),
        written(
            NOTICES[7],
            &moved(),
            &at_sequence(&guest(Standing::Cancelled, Attend::Venue), 2),
        ),
    ]
    .map(|mail| entry(&mail).unwrap());
    assert_eq!(
        [&first.0, &second.0, &third.0],
        ["REQUEST", "REQUEST", "CANCEL"]
    );
    let number = |event: &ICalendarComponent| {
        let entry = event.property(&ICalendarProperty::Sequence).unwrap();
        entry.values[0].as_integer().unwrap()
    };
    let uid = format!("{ID}@kiridashi.example.jp");
    for (event, sequence) in [(&first.1, 0), (&second.1, 1), (&third.1, 2)] {
        assert_eq!((event.uid(), number(event)), (Some(uid.as_str()), sequence));
    }
    assert_eq!(third.1.status(), Some(&ICalendarStatus::Cancelled));
    let off = written(CHANGED, &called_off(), &confirmed);
    assert_eq!(entry(&off).unwrap().0, "CANCEL");
    for (name, mail) in all() {
        let wanted = [
            "confirmed",
            "promoted",
            "updated",
            "changed",
            "redirected",
            "withdrawn",
        ]
        .contains(&name);
        assert_eq!(entry(&mail).is_some(), wanted, "{name}");
    }
}

#[test]
fn the_thank_you_leads_into_the_questionnaire_and_can_be_stopped() {
    let consultation = town().content.seminar("2027-03-10-soudan-yado").unwrap();
    let registration = Registration {
        seminar: consultation.slug.clone(),
        ..guest(Standing::Confirmed, Attend::Venue)
    };
    let mail = written(SeminarNotice::Thanks, consultation, &registration);
    let address = "https://kiridashi.example.jp/inventory/?industry=inn";
    assert!(mail.text.contains(address) && mail.html.contains(address));
    let operator = &town().content.programme.operator;
    for duty in [&operator.name, &operator.address, &operator.phone] {
        assert!(mail.text.contains(duty.as_str()) && mail.html.contains(duty.as_str()));
    }
    let (_, message) = parsed(&mail);
    let header = |name: &'static str| message.header_raw(name).unwrap().trim();
    let stop = header("List-Unsubscribe").trim_matches(['<', '>']);
    assert_eq!(
        header("List-Unsubscribe-Post"),
        "List-Unsubscribe=One-Click"
    );
    assert!(
        mail.text.contains(stop) && mail.html.contains(stop),
        "{stop}"
    );
    let token = stop.split_once("/registration/stop?t=").unwrap().1;
    let keys = &town().keys;
    let subject = keys.verify(Purpose::Stop, token, at("2028-01-01T00:00:00Z"));
    assert_eq!(
        subject,
        Ok(stop_subject(keys, registration.mail.as_ref().unwrap()))
    );
    for (name, mail) in all() {
        assert_eq!(mail.unsubscribe.is_some(), name == "thanks", "{name}");
    }
}

#[test]
fn answers_reach_people_and_a_visit_reaches_who_asked() {
    let own = Seminar {
        contact: EmailAddress::parse("teacher@example.jp").ok(),
        ..seminar()
    };
    let reply = |mail: &Mail| mail.reply_to.as_ref().unwrap().email.to_string();
    let guest = guest(Standing::Confirmed, Attend::Venue);
    assert_eq!(
        reply(&written(CONFIRMED, &own, &guest)),
        "teacher@example.jp"
    );
    assert_eq!(reply(&all()[0].1), "office@example.jp");
    let mails = visit_mails(&visit());
    assert_eq!(reply(&mails[0]), "farm@example.jp");
    assert_eq!(mails[0].to.email.to_string(), "office@example.jp");
    assert_eq!(mails[1].to.email.to_string(), "farm@example.jp");
    assert!(!mails[1].text.contains("午後") && !mails[1].text.contains("畑"));
}

#[test]
fn text_carries_everything_within_76_columns() {
    let mut mails: Vec<Mail> = all().into_iter().map(|(_, mail)| mail).collect();
    mails.extend(visit_mails(&visit()));
    mails.push(code());
    for mail in &mails {
        let (bytes, message) = parsed(mail);
        assert!(bytes.is_ascii());
        let text = message.body_text(0).unwrap().replace("\r\n", "\n");
        for line in text.lines().filter(|line| !line.contains("https://")) {
            assert!(
                unicode_width::UnicodeWidthStr::width_cjk(line) <= 76,
                "{line}"
            );
        }
        assert!(!text.contains("\n\n\n"), "{text}");
        assert!(!text.contains("{{") && !text.starts_with('\n'));
        assert!(text.contains(&town().content.programme.operator.name));
    }
}

#[test]
fn no_field_of_a_registration_or_visit_can_add_a_header() {
    let evil = "x\r\nBcc: victim@example.jp\r\n\r\n<script>alert(1)</script>\u{0}";
    let seminar = Seminar {
        title: evil.into(),
        venue: evil.into(),
        address: evil.into(),
        bring: evil.into(),
        state: State::Moved {
            message: evil.into(),
        },
        ..seminar()
    };
    let mut mails = Vec::new();
    for notice in NOTICES {
        for state in [Standing::Confirmed, WAITING, Standing::Cancelled] {
            let registration = Registration {
                name: evil.into(),
                business: evil.into(),
                ..guest(state, Attend::Venue)
            };
            mails.push(written(notice, &seminar, &registration));
        }
    }
    let mut visit = visit();
    visit.request.name = evil.into();
    visit.request.business = evil.into();
    visit.request.place = evil.into();
    visit.request.wish = Some(evil.into());
    mails.extend(visit_mails(&visit));
    for mail in mails {
        let (bytes, message) = parsed(&mail);
        let wire = String::from_utf8(bytes).unwrap();
        let (head, _) = wire.split_once("\r\n\r\n").unwrap();
        for line in head.lines() {
            let name = line.split(':').next().unwrap();
            let known = KNOWN.contains(&name) || name.starts_with("List-Unsubscribe");
            assert!(line.starts_with([' ', '\t']) || known, "{line}");
        }
        assert!(message.bcc().is_none() && !mail.html.contains("<script>"));
        for part in message.attachments() {
            let file = std::str::from_utf8(part.contents()).unwrap();
            assert!(!file.contains("\r\nBcc") && ICalendar::parse(file).is_ok());
        }
    }
}

#[test]
fn a_mail_of_another_registration_is_refused() {
    let message = message(CONFIRMED);
    let other = Registration {
        id: "another".into(),
        ..guest(Standing::Confirmed, Attend::Venue)
    };
    let facts = Facts::Registration {
        word: None,
        seminar: Box::new(seminar()),
        registration: Box::new(other),
        repeat: None,
    };
    assert!(matches!(
        town().compose(&message, facts),
        Err(ComposeError::Mismatch)
    ));
    assert!(matches!(
        town().compose(&message, Facts::None),
        Err(ComposeError::Mismatch)
    ));
}

/// Whoever fills in a form may type somebody else's address, and anything beside it.
#[test]
fn strangers_words_do_not_travel_to_addresses_nobody_confirmed() {
    let lure = "【重要】料金が未払いです evil.example";
    let stranger = |state| Registration {
        name: lure.to_owned(),
        business: lure.to_owned(),
        question: Some(lure.to_owned()),
        ..guest(state, Attend::Venue)
    };
    let mut mails: Vec<Mail> = all()
        .into_iter()
        .zip(NOTICES)
        .map(|((_, _), notice)| {
            let state = match notice {
                SeminarNotice::Waitlisted { .. } => WAITING,
                SeminarNotice::ConfirmAddress => Standing::Unconfirmed,
                SeminarNotice::Withdrawn => Standing::Cancelled,
                _ => Standing::Confirmed,
            };
            written(notice, &seminar(), &stranger(state))
        })
        .collect();
    let mut asked = visit();
    asked.request.name = lure.to_owned();
    asked.request.business = lure.to_owned();
    mails.extend(visit_mails(&asked).into_iter().skip(1));
    for mail in mails {
        let (bytes, parsed) = parsed(&mail);
        let subject = parsed.subject().unwrap_or_default().to_owned();
        let to = format!("{:?}", parsed.to());
        for place in [&mail.text, &mail.html, &subject, &to] {
            let travels = place.contains("未払い") || place.contains("evil.example");
            assert!(!travels, "{subject}: {place}");
        }
        assert!(!String::from_utf8_lossy(&bytes).contains("evil.example"));
    }
}

#[test]
fn a_code_comes_in_plain_text_with_no_link_that_acts() {
    let mail = code();
    assert_eq!(mail.to.email.to_string(), "office@example.jp");
    assert_eq!(mail.subject, "サインインの番号");
    let code = sign_in::code(&town().keys, "drawn").to_string();
    assert!(mail.text.contains(&code), "{}", mail.text);
    assert!(
        !mail.subject.contains(&code),
        "not where a locked screen shows it"
    );
    assert_eq!(mail.html, "");
    let (_, message) = parsed(&mail);
    assert_eq!(message.parts.len(), 1, "one part");
    // The one address is a page's, says nothing about who reads it, and is typed where links are taken out.
    let addresses: Vec<_> = mail
        .text
        .split_whitespace()
        .filter(|word| word.starts_with("http"))
        .collect();
    assert_eq!(addresses.len(), 1);
    assert!(addresses[0].ends_with("/director/code"), "{addresses:?}");
}
