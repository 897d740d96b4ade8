//! Searching the lists, what they say of each work, and how short they stay.

use axum::http::StatusCode;
use base::contact::{Contact, PhoneNumber};
use placements::Command;
use testkit::browser::Browser;
use testkit::sample;

use crate::lists::{accept, act, end};
use crate::site::Site;

fn contact(business: &str, phone: &str) -> Contact {
    Contact {
        business: business.to_owned(),
        phone: PhoneNumber::parse(phone).ok(),
        ..sample::contact()
    }
}

/// What somebody finds who types this above their list.
async fn finds(browser: &mut Browser, typed: &str) -> String {
    assert!(browser.page.html().contains(r#"name="q""#), "a search");
    let list = match browser.page.path.starts_with("/director/office") {
        true => "/director/office?",
        false => "/director/home?as=b&",
    };
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("q", typed)
        .finish();
    browser.open(&format!("{list}{query}")).await;
    assert_eq!(browser.page.status, StatusCode::OK);
    let words = browser.page.words();
    let found = words.split_once("の結果").expect("a result").1;
    let end = found.find("探すのをやめる").expect("a way back");
    found[..end].to_owned()
}

fn link(browser: &Browser, part: &str) -> String {
    let mut links = browser.page.links().into_iter();
    links.find(|it| it.contains(part)).expect("a link")
}

#[tokio::test]
async fn any_part_of_number_name_phone_and_work_is_found_in_any_spelling() {
    let site = Site::open().await;
    let inn = contact("見本ホテルさくら", "0267-56-0000");
    let inn = site.sent_by(inn, &["inn02"]).await;
    let farm = contact("みほん農園", "0266-11-2222");
    let farm = site.sent_by(farm, &["inn02"]).await;
    let number = inn.reference.as_str();
    let mut browser = site.list("b").await;
    for typed in [
        number,
        &number[..4],
        &number.to_lowercase().replace('-', " "),
        "ほてる",
        "ﾎﾃﾙ",
        "サクラ",
        "０２６７５６",
        "56ー0000",
        "(0267)560000",
        "口コミ さくら",
        "はなこ見本",
    ] {
        let found = finds(&mut browser, typed).await;
        let (is, other) = (
            found.contains(number),
            found.contains(farm.reference.as_str()),
        );
        let wanted = typed != "はなこ見本";
        assert_eq!((is, other), (wanted, false), "{typed}: {found}");
    }
    let both = finds(&mut browser, "クチコミ").await;
    assert!(
        both.contains("見つかりません"),
        "kanji are not read: {both}"
    );
    let both = finds(&mut browser, "口コミ").await;
    for sent in [&inn, &farm] {
        assert!(both.contains(sent.reference.as_str()), "{both}");
    }
}

#[tokio::test]
async fn what_is_over_is_found_and_stays_out_of_the_lists_until_asked_for() {
    let site = Site::open().await;
    let sent = site.sent(&["inn02"]).await;
    accept(&sent, "b").await;
    end(&sent).await;
    let number = sent.reference.as_str();
    for of in ["b", "office"] {
        let mut browser = site.list(of).await;
        assert!(!browser.page.words().contains(number), "{of}");
        assert!(finds(&mut browser, "高崎").await.contains(number), "{of}");
        let mut browser = site.list(of).await;
        let closed = link(&browser, "list=closed");
        let words = browser.open(&closed).await.words();
        assert!(
            words.contains(number) && words.contains("見本旅館"),
            "{of}: {words}"
        );
    }
}

#[tokio::test]
async fn who_may_not_act_on_a_work_finds_it_by_its_number_alone_and_others_do_not_find_it() {
    let site = Site::open().await;
    let sent = site.sent(&["inn02"]).await;
    act(
        &sent,
        Command::Decline {
            reason: "手がいっぱいです".to_owned(),
        },
    )
    .await;
    let number = sent.reference.as_str();
    let mut declined = site.list("b").await;
    let found = finds(&mut declined, number).await;
    assert!(
        found.contains(number) && !found.contains("見本旅館"),
        "{found}"
    );
    assert!(
        finds(&mut declined, "旅館")
            .await
            .contains("見つかりません")
    );
    let other = site.sent(&["inn04"]).await;
    for typed in [other.reference.as_str(), "台帳", "旅館", "090"] {
        let found = finds(&mut declined, typed).await;
        assert!(
            !found.contains(other.reference.as_str()),
            "{typed}: {found}"
        );
    }
}

#[tokio::test]
async fn a_list_says_whose_work_it_is_what_is_next_and_until_when() {
    let site = Site::open().await;
    let waiting = site.sent(&["inn02"]).await;
    let taken = site.sent(&["inn02"]).await;
    accept(&taken, "b").await;
    let words = site.list("b").await.page.words();
    let (first, second) = words.split_once(taken.reference.as_str()).expect("both");
    assert!(first.contains(waiting.reference.as_str()), "{words}");
    for told in ["見本旅館 髙﨑", "次：返事", "11月26日（木）まで"] {
        assert!(first.contains(told), "{told}: {first}");
    }
    // An order is promised within so many days of taking it on.
    assert!(second.contains("次：発注の約束の日"), "{second}");
}

#[tokio::test]
async fn a_long_list_shows_its_first_and_leads_to_all_of_them() {
    let site = Site::open().await;
    for _ in 0..9 {
        site.sent(&["inn02"]).await;
    }
    let cards = |browser: &Browser| {
        browser
            .page
            .links()
            .iter()
            .filter(|it| it.contains("/director/decide?t="))
            .count()
    };
    let mut browser = site.list("office").await;
    assert_eq!(cards(&browser), 6);
    assert!(
        browser.page.words().contains("9件"),
        "{}",
        browser.page.words()
    );
    let more = link(&browser, "list=group-b");
    browser.open(&more).await;
    assert_eq!(cards(&browser), 9);
    browser.open("/director/office?list=group-b&from=8").await;
    assert_eq!(cards(&browser), 1);
    browser.open("/director/office?list=unheard").await;
    assert_eq!(browser.page.status, StatusCode::OK, "as without");
}
