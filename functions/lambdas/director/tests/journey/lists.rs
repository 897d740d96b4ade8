//! Lists: a director's own by urgency, the deputy's, the office's with its figures.

use axum::http::StatusCode;
use base::people::Actor;
use base::time::japan_date;
use figures::ending::Ending;
use jiff::SignedDuration;
use orders::{DeliveredWork, OrderDraft, OrderWorker, PreparedOrder, Settlement, TermItem};
use placements::{Command, Stage};
use store::Decided;
use testkit::browser::Browser;

use crate::decide::form_to;
use crate::site::{Sent, Site};

/// Accepts the first spec as this director.
pub async fn accept(sent: &Sent<'_>, by: &str) {
    let mut browser = sent.decide(by).await;
    let form = form_to(&browser, "/director/accept");
    browser.submit(form).await;
}

#[tokio::test]
async fn a_directors_list_has_what_waits_first_and_leads_to_each() {
    let site = Site::open().await;
    let old = site.sent(&["inn02"]).await;
    site.pass(SignedDuration::from_hours(24));
    let new = site.sent(&["inn02"]).await;
    let taken = site.sent(&["inn02"]).await;
    let other = site.sent(&["inn04"]).await;
    accept(&taken, "b").await;
    let mut browser = site.list("b").await;
    let words = browser.page.words();
    let at = |sent: &Sent<'_>| words.find(sent.reference.as_str());
    assert!(at(&old) < at(&new) && at(&new) < at(&taken), "{words}");
    assert!(at(&other).is_none(), "nobody else's");
    let links = browser.page.links();
    let link = links
        .iter()
        .find(|link| link.starts_with("/director/decide?t="))
        .unwrap();
    browser.open(link).await;
    assert!(browser.page.words().contains(old.reference.as_str()));
    form_to(&browser, "/director/accept");
}

#[tokio::test]
async fn a_number_is_found_as_it_is_typed_and_only_in_ones_own_list() {
    let site = Site::open().await;
    let mine = site.sent(&["inn02"]).await;
    let other = site.sent(&["inn04"]).await;
    let search = async |number: &str| {
        let mut browser = site.list("b").await;
        let query = number.replace(' ', "+");
        let address = format!("/director/home?as=b&q={query}");
        browser.open(&address).await.words()
    };
    let typed = mine.reference.as_str().to_lowercase().replace('-', "");
    assert!(!search(&typed).await.contains("見つかりません"));
    assert!(
        !search(&mine.id(1).to_string())
            .await
            .contains("見つかりません")
    );
    assert!(
        search(other.reference.as_str())
            .await
            .contains("見つかりません")
    );
    assert!(search("hello").await.contains("見つかりません"));
}

/// Does what a director does on the pages of an order.
pub async fn act(sent: &Sent<'_>, command: Command) {
    let state = &sent.site.state;
    let by = Actor::parse("b").unwrap();
    let programme = &state.content.get().programme;
    let id = sent.id(1);
    let decided = state
        .store
        .decide(&id, &command, &by, state.now(), programme);
    let decided = decided.await.unwrap();
    assert!(matches!(decided, Decided::Done(_)), "{decided:?}");
}

/// It ends, because nobody was found for it.
pub async fn end(sent: &Sent<'_>) {
    let reason = Ending::NoWorker;
    let note = String::new();
    act(sent, Command::End { reason, note }).await;
}

/// One worker has an order and delivers today.
async fn deliver_an_order(sent: &Sent<'_>) {
    let state = &sent.site.state;
    let (content, today) = (state.content.get(), japan_date(state.now()));
    let spec = sent.placement().await.spec;
    let mut draft = OrderDraft::proposed(&spec, &content, today);
    draft.place = TermItem::text("共有フォルダ（見本）");
    draft.workers = vec![OrderWorker {
        number: 1,
        name: "見本".to_owned(),
        mail: None,
        count: None,
    }];
    let order = PreparedOrder::of(draft, &spec, &content, today);
    let (cautions, seen) = (order.cautions.clone(), order.digest());
    let order = Box::new(order);
    act(sent, Command::Prepare { order }).await;
    for caution in cautions {
        let how = Settlement::Changed;
        act(sent, Command::Settle { caution, how }).await;
    }
    act(
        sent,
        Command::issue(seen, &town::texts::Texts::EMBEDDED.orders),
    )
    .await;
    let delivered = DeliveredWork {
        mends: None,
        url: String::new(),
        quantity: 1,
        note: String::new(),
    };
    let worker = 1;
    act(
        sent,
        Command::Deliver {
            worker,
            delivered,
            after: None,
        },
    )
    .await;
}

#[tokio::test]
async fn a_pay_day_that_was_missed_stays_on_top_of_every_list_until_it_is_settled() {
    let site = Site::open().await;
    let late = site.sent(&["inn02"]).await;
    accept(&late, "b").await;
    deliver_an_order(&late).await;
    // Received on 24 November: the 60th day is 22 January.
    site.pass(SignedDuration::from_hours(24 * 60));
    let new = site.sent(&["inn02"]).await;
    let words = async |of: &str| site.list(of).await.page.words();
    for of in ["b", "deputy-b", "office"] {
        let words = words(of).await;
        let at = |sent: &Sent<'_>| words.find(sent.reference.as_str());
        assert!(at(&late) < at(&new), "{of}: {words}");
        let title = words.find("支払いの日をすぎた仕事");
        assert!(title.is_some() && title < at(&late), "{of}: {words}");
        assert!(
            words.contains("2027年1月22日（金） をすぎています"),
            "{words}"
        );
    }
    let stage = Stage::Payment;
    let on = japan_date(site.state.now());
    let (amount, hours) = (None, None);
    act(
        &late,
        Command::Advance {
            stage,
            on,
            amount,
            hours,
        },
    )
    .await;
    for of in ["b", "office"] {
        assert!(!words(of).await.contains("支払いの日をすぎた仕事"), "{of}");
    }
}

#[tokio::test]
async fn a_deputy_sees_what_was_escalated() {
    let site = Site::open().await;
    let sent = site.sent(&["inn02"]).await;
    let number = sent.reference.as_str();
    let list = async || site.list("deputy-b").await.page.words();
    let (own, others) = (
        "あなたの返事を待っている仕事",
        "ほかの人の返事を待っている仕事",
    );
    let below = |words: &str, heading: &str| words.find(heading) < words.find(number);
    let words = list().await;
    assert!(below(&words, own) && below(&words, others), "{words}");
    let mut office = sent.decide("office").await;
    let form = form_to(&office, "/director/reassign").set("to", "deputy-b");
    office.submit(form).await;
    let words = list().await;
    assert!(below(&words, own) && !below(&words, others), "{words}");
}

#[tokio::test]
async fn work_of_a_group_that_is_gone_is_the_offices_to_see() {
    let site = Site::open().await;
    let undecided = site.sent(&["inn02"]).await;
    let taken = site.sent(&["inn02"]).await;
    accept(&taken, "b").await;
    let other = site.sent(&["inn04"]).await;
    let mut content = (*site.state.content.get()).clone();
    content.programme.directors.retain(|group| group.id != "b");
    site.state.content.replace(content);
    let words = site.list("office").await.page.words();
    let unowned = words.find("事務局の番・全員にまわっている仕事").unwrap();
    let group = words.find("事務・経理の担当").unwrap();
    let at = |sent: &Sent<'_>| words.find(sent.reference.as_str()).unwrap();
    assert!((unowned..group).contains(&at(&undecided)), "{words}");
    assert!((unowned..group).contains(&at(&taken)), "{words}");
    assert!(
        group < at(&other),
        "the others stay with their group: {words}"
    );
}

#[tokio::test]
async fn a_list_opens_for_whose_it_is_and_for_nobody_else() {
    let site = Site::open().await;
    let mine = site.sent(&["inn02"]).await;
    let other = site.sent(&["inn04"]).await;
    let mut stranger = site.browser();
    let mut director = site.signed_in("director-b@example.jp").await;
    for path in [
        "/director/office",
        "/director/office/figures",
        "/director/office/ledger.csv",
        "/director/home?as=a",
        "/director/home?as=office",
    ] {
        for (browser, status) in [
            (&mut stranger, StatusCode::UNAUTHORIZED),
            (&mut director, StatusCode::NOT_FOUND),
        ] {
            let page = browser.open(path).await;
            assert_eq!(page.status, status, "{path}");
            assert!(!page.words().contains(other.reference.as_str()));
        }
    }
    let here = director.open("/director/home").await;
    assert!(here.words().contains(mine.reference.as_str()));
    let decide = |id: &placements::SpecId, by: &str| format!("/director/decide?t={id}.{by}");
    let own = decide(&mine.id(1), "b");
    assert_eq!(director.open(&own).await.status, StatusCode::OK);
    for path in [
        decide(&other.id(1), "b"),
        decide(&mine.id(1), "a"),
        decide(&mine.id(1), "office"),
    ] {
        let page = director.open(&path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
    }
    // What a list leads to is an address, not a right: it opens nothing in another browser, or once the day is over.
    let page = stranger.open(&own).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    site.pass(SignedDuration::from_hours(9));
    let values = ("t".to_owned(), own.split_once("t=").unwrap().1.to_owned());
    for browser in [&mut stranger, &mut director] {
        let accept = [values.clone(), ("confirm_accept".into(), "yes".into())];
        browser.post("/director/accept", &accept).await;
        assert_eq!(browser.page.status, StatusCode::UNAUTHORIZED);
    }
    assert!(mine.case().await.entries().is_empty());
}

#[tokio::test]
async fn the_office_sees_every_list_with_its_load() {
    let site = Site::open().await;
    let (one, two) = (site.sent(&["inn02"]).await, site.sent(&["inn04"]).await);
    let browser = site.list("office").await;
    let words = browser.page.words();
    for told in [
        one.reference.as_str(),
        two.reference.as_str(),
        "いま1件",
        "いま0件",
    ] {
        assert!(words.contains(told), "{told}: {words}");
    }
}

/// A whole order, from the offer to its payment.
async fn ordered(site: &Site, by: &str, task: &str, yen: &str, hours: &str) {
    let sent = site.sent(&[task]).await;
    let mut browser = sent.decide(by).await;
    let form = form_to(&browser, "/director/accept");
    browser.submit(form).await;
    for _ in 0..5 {
        step(&mut browser, yen, hours).await;
    }
}

async fn step(browser: &mut Browser, yen: &str, hours: &str) {
    let form = form_to(browser, "/director/advance");
    let form = match form.values("stage")[..] {
        ["order"] => form.set("amount", yen).set("hours", hours),
        _ => form,
    };
    browser.submit(form).await;
}

#[tokio::test]
async fn figures_are_counted_from_the_ledger_and_say_so_while_there_is_nothing() {
    let site = Site::open().await;
    let address = "/director/office/figures";
    let mut browser = site.list("office").await;
    browser.open(address).await;
    assert!(
        browser.page.words().contains("集計前"),
        "{}",
        browser.page.words()
    );
    ordered(&site, "b", "inn02", "12500", "8.5").await;
    ordered(&site, "a", "inn04", "7500", "4").await;
    browser.open(address).await;
    let words = browser.page.words();
    // How each is counted stands beside it.
    for told in [
        "20,000",
        "12.5",
        "年度内にたのむ側から入金があった金額",
        "同じ人（同じメールアドレス）は1と数える",
    ] {
        assert!(words.contains(told), "{told}: {words}");
    }
}

#[tokio::test]
async fn the_ledger_is_downloaded_without_names_and_without_formulas() {
    let site = Site::open().await;
    ordered(&site, "b", "inn02", "12500", "8.5").await;
    let mut browser = site.list("office").await;
    for (kind, media) in [
        ("csv", "text/csv; charset=utf-8"),
        ("json", "application/json"),
    ] {
        let address = format!("/director/office/ledger.{kind}");
        let page = browser.fetch(&address).await;
        assert_eq!(page.headers["content-type"], media);
        let text = page.html();
        assert!(text.contains("12500"), "{text}");
        for secret in ["見本 花子", "hanako", "髙﨑", "090-", "09012"] {
            assert!(!text.contains(secret), "{secret} is in the ledger");
        }
        if kind == "csv" {
            assert!(text.starts_with('\u{FEFF}'));
        }
    }
}
