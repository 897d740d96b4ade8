//! The page of today: what cannot wait comes first, and nobody else sees it.

use axum::http::StatusCode;
use base::contact::{EmailAddress, PhoneNumber};
use jiff::{SignedDuration, Timestamp};
use store::{AlarmNews, AlarmNotice, Submitted};
use testkit::publish::{keep_edit, publish};
use testkit::sample;
use testkit::site::Site;

const TODAY: &str = "/office/";

/// Lets this much time pass.
fn pass(site: &Site, days: i64) {
    site.clock.pass(SignedDuration::from_hours(24 * days));
}

/// Somebody sends an inventory of one task.
async fn send(site: &Site) {
    let content = site.state.content.get();
    let submission = sample::submission(&["agr01"], &content, site.state.now());
    let draft = sample::draft("d1", site.state.now());
    site.state.store.create_draft(&draft).await.unwrap();
    let sent = site.state.store.submit("d1", &submission, &[]).await;
    assert!(matches!(sent.unwrap(), Submitted::New(_)));
}

#[tokio::test]
async fn only_the_office_opens_it() {
    let site = crate::site().await;
    let mut browser = site.browser();
    browser.open(TODAY).await;
    assert_eq!(browser.page.status, StatusCode::UNAUTHORIZED);
    let to = "/director/?to=%2Foffice%2F".to_owned();
    assert!(
        browser.page.links().contains(&to),
        "{:?}",
        browser.page.links()
    );
    site.sign_in(&mut browser, "director-a@example.jp").await;
    browser.open(TODAY).await;
    assert_eq!(browser.page.status, StatusCode::NOT_FOUND);
    let mut browser = crate::office(&site).await;
    let page = browser.fetch("/office").await;
    assert_eq!(page.location().as_deref(), Some(TODAY));
}

#[tokio::test]
async fn a_quiet_day_says_so_and_shows_the_seminars_ahead() {
    let site = crate::site().await;
    let mut browser = crate::office(&site).await;
    let words = browser.open(TODAY).await.words();
    let links = browser.page.links();
    for page in [
        "/office/change",
        "/office/visits",
        "/office/letters",
        "/registration/office/list",
        "/director/office",
    ] {
        assert!(
            links.iter().any(|link| link == page),
            "no {page} in {links:?}"
        );
    }
    for said in [
        "すぐにすることは、ありません",
        "届かなかったメール、電話で知らせる方、日が過ぎている仕事、返事を待っているシート、訪問の申込みと予定は、ありません。",
        "【見本】書き出しワークショップ",
        "席 0／12",
        "サイトの言葉は、まだ変えていません。",
    ] {
        assert!(words.contains(said), "no {said} in {words}");
    }
    assert!(
        !words.contains("秋のはじめて"),
        "what is over is not ahead: {words}"
    );
}

#[tokio::test]
async fn what_could_not_be_published_stands_there_until_somebody_deals_with_it() {
    let site = crate::site().await;
    let (store, now) = (&site.state.store, site.state.now());
    let yesterday = now - SignedDuration::from_hours(24);
    keep_edit(store, ("e2", "お金と目安"), 0, "failed", now).await;
    keep_edit(store, ("e1", "お知らせ"), 0, "failed", yesterday).await;
    keep_edit(store, ("e3", "料金"), 0, "timed", now).await;
    let mut browser = crate::office(&site).await;
    let words = browser.open(TODAY).await.words();
    assert!(!words.contains("すぐにすることは、ありません"), "{words}");
    let heading = words.find("決めた日時に公開できなかったもの 2件").unwrap();
    let at = |title: &str| heading + words[heading..].find(title).unwrap();
    assert!(
        at("お知らせ") < at("お金と目安"),
        "the older one first: {words}"
    );
    let links = browser.page.links();
    let link = "/office/change/edit?id=e1".to_owned();
    assert!(links.contains(&link), "{links:?}");
    for id in ["e1", "e2"] {
        keep_edit(store, (id, "お知らせ"), 1, "discarded", now).await;
    }
    let words = browser.open(TODAY).await.words();
    assert!(!words.contains("公開できなかったもの"), "{words}");
    assert!(words.contains("すぐにすることは、ありません"), "{words}");
}

#[tokio::test]
async fn a_sheet_waits_and_is_urgent_once_its_day_is_over() {
    let site = crate::site().await;
    send(&site).await;
    let mut browser = crate::office(&site).await;
    let words = browser.open(TODAY).await.words();
    let waits = words.find("返事を待っているシート 1件");
    assert!(waits.is_some(), "{words}");
    assert!(words.contains("見本旅館"), "{words}");
    assert!(words.contains("に届きました"), "{words}");
    pass(&site, 21);
    let content = site.state.content.get();
    let (store, now) = (&site.state.store, site.state.now());
    for reference in store.cases_due(now).await.unwrap() {
        store
            .tick(&reference, now, &content.programme)
            .await
            .unwrap();
    }
    let mut browser = crate::office(&site).await;
    let words = browser.open(TODAY).await.words();
    let urgent = words.find("すぐにすること").unwrap();
    let ours = words.find("事務局の番です").unwrap();
    assert!(urgent < ours, "{words}");
    // Nobody has answered, and the day is over.
    pass(&site, 6);
    let mut browser = crate::office(&site).await;
    let words = browser.open(TODAY).await.words();
    let urgent = words.find("すぐにすること").unwrap();
    let late = words.find("日が過ぎている仕事 1件").unwrap();
    let coming = words.rfind("先の予定").unwrap();
    assert!(urgent < late && late < coming, "{words}");
    let links = browser.page.links();
    assert!(
        links
            .iter()
            .any(|link| link.starts_with("/director/decide?t=")),
        "{links:?}"
    );
}

#[tokio::test]
async fn what_was_published_stands_there_with_who_and_why() {
    let site = crate::site().await;
    let at: Timestamp = site.state.now();
    publish(
        &site.state.store,
        &[("faq.md", Some("+++\ntitle = \"x\"\n+++\n"))],
        at,
    )
    .await;
    let mut browser = crate::office(&site).await;
    let words = browser.open(TODAY).await.words();
    let shown = words.find("最近変わったこと").unwrap();
    let version = site.state.store.latest_versions(1).await.unwrap().remove(0);
    let line = words
        .find(&format!("{}：{}", version.who, version.why))
        .unwrap();
    assert!(shown < line, "{words}");
}

#[tokio::test]
async fn times_of_one_day_are_one_line_with_all_their_seats() {
    let site = crate::site().await;
    let mut content = (*site.state.content.get()).clone();
    let mut times = content.seminars.clone();
    times.retain(|it| it.slug == "2027-02-03-kakidashi");
    for hour in 1..4 {
        let mut other = times[0].clone();
        other.slug = format!("{}-{hour}", other.slug);
        other.start += SignedDuration::from_hours(hour);
        other.end += SignedDuration::from_hours(hour);
        times.push(other);
    }
    content
        .seminars
        .retain(|it| it.slug != "2027-02-03-kakidashi");
    for time in &mut times {
        time.series = Some("x".to_owned());
    }
    content.seminars.extend(times);
    site.state.content.replace(content);
    let mut browser = crate::office(&site).await;
    let words = browser.open(TODAY).await.words();
    assert_eq!(
        words.matches("書き出しワークショップ").count(),
        1,
        "{words}"
    );
    assert!(words.contains("4つの時間"), "{words}");
    assert!(words.contains("席 0／48人"), "{words}");
}

#[tokio::test]
async fn who_has_no_mail_is_to_be_called_when_a_seminar_is_moved() {
    let site = crate::site().await;
    let content = site.state.content.get();
    let (store, now) = (&site.state.store, site.state.now());
    let ahead = content.seminars.iter().find(|it| now < it.start);
    let mut seminar = ahead.unwrap().clone();
    for (id, mail, phone) in [
        ("r1", None, Some("0267-00-0001")),
        ("r2", Some("taro@example.jp"), None),
    ] {
        let application = seminars::Application {
            name: format!("見本 {id}"),
            business: "見本商店".to_owned(),
            mail: mail.map(|it| EmailAddress::parse(it).unwrap()),
            phone: phone.map(|it| PhoneNumber::parse(it).unwrap()),
            seats: 1,
            attend: seminars::Attend::Venue,
            question: None,
        };
        let by = &base::people::Actor::Office;
        store
            .register_at_office(&seminar, id, &application, by, now)
            .await
            .unwrap();
    }
    let mut browser = crate::office(&site).await;
    assert!(!browser.open(TODAY).await.words().contains("見本 r1"));
    seminar.start += SignedDuration::from_hours(1);
    seminar.end += SignedDuration::from_hours(1);
    store.sync_seminar(&seminar, now).await.unwrap();
    let words = browser.open(TODAY).await.words();
    let urgent = words.find("すぐにすること").unwrap();
    let call = words.find("見本 r1 0267-00-0001").unwrap();
    assert!(urgent < call, "{words}");
    assert!(!words.contains("見本 r2"), "{words}");
}

#[tokio::test]
async fn an_alarm_stands_first_until_it_is_over_and_the_months_cost_is_told() {
    let site = crate::site().await;
    let (store, now) = (&site.state.store, site.state.now());
    let told = async |at: Timestamp, news: AlarmNews| {
        store.keep_alarm(&AlarmNotice { at, news }).await.unwrap();
    };
    let publish = |is_raised| AlarmNews::Alarm {
        name: "PublishErrors".to_owned(),
        is_raised,
    };
    let cost = |is_forecast| AlarmNews::Cost {
        is_forecast,
        amount: "812.34".to_owned(),
        limit: "1,000.00".to_owned(),
    };
    let mut browser = crate::office(&site).await;
    let words = browser.open(TODAY).await.words();
    assert!(!words.contains("しくみからの知らせ"), "{words}");
    assert!(words.contains("という知らせは来ていません"), "{words}");
    told(now, publish(true)).await;
    // What was said of the month before is over.
    told(now - SignedDuration::from_hours(24 * 31), cost(true)).await;
    told(now, cost(false)).await;
    let words = browser.open(TODAY).await.words();
    let (urgent, alarm) = (
        words.find("すぐにすること"),
        words.find("公開されていないかもしれません"),
    );
    assert!(urgent.is_some() && urgent < alarm, "{words}");
    assert!(
        words.contains("今月の費用は812.34ドルで、決めた額（1,000.00ドル）の8割をこえました"),
        "{words}"
    );
    assert!(!words.contains("このままだと"), "{words}");
    told(now + SignedDuration::from_mins(5), publish(false)).await;
    let words = browser.open(TODAY).await.words();
    assert!(!words.contains("しくみからの知らせ"), "{words}");
}
