//! The register of employers: a repeat client is one, two that look alike are one or two as the office says, and figures
//! count so.

use base::contact::{Contact, EmailAddress, PhoneNumber};
use base::reference::Reference;
use figures::BusinessNumbers;
use testkit::browser::{Browser, Form};
use testkit::sample;
use testkit::site::Site;
use visits::{Visit, VisitRequest};

const LIST: &str = "/office/businesses";
const PHONE: &str = "0267-00-0000";

/// Somebody sends an inventory of one task.
async fn send(site: &Site, reference: &str, business: &str, phone: &str, mail: Option<&str>) {
    let content = site.state.content.get();
    let mut submission = sample::submission(&["agr01"], &content, site.state.now());
    submission.reference = Reference::parse(reference).unwrap();
    submission.contact = Contact {
        business: business.to_owned(),
        phone: PhoneNumber::parse(phone).ok(),
        mail: mail.map(|it| EmailAddress::parse(it).unwrap()),
        ..sample::contact()
    };
    let draft = sample::draft(reference, site.state.now());
    site.state.store.create_draft(&draft).await.unwrap();
    let sent = site.state.store.submit(reference, &submission, &[]).await;
    sent.unwrap();
}

async fn ask_for_a_visit(site: &Site, business: &str) {
    let request = VisitRequest {
        name: "見本 髙子".to_owned(),
        business: business.to_owned(),
        mail: None,
        phone: PhoneNumber::parse(PHONE).ok(),
        place: "見本町（見本）".to_owned(),
        wish: None,
    };
    let visit = Visit::new(request, &site.state.keys, site.state.now());
    assert!(site.state.store.request_visit(&visit, 90).await.unwrap());
}

async fn numbers(site: &Site) -> BusinessNumbers {
    let (store, content) = (&site.state.store, site.state.content.get());
    let (register, _) = store
        .update_register(&content, site.state.now())
        .await
        .unwrap();
    register.numbers()
}

/// The form with this button's address, of the first card that has one.
fn form(browser: &Browser, act: &str) -> Form {
    let action = format!("{LIST}/{act}");
    let mut forms = browser.page.forms().into_iter();
    let form = forms.find(|form| form.action == action);
    form.unwrap_or_else(|| panic!("no {act}: {}", browser.page.words()))
}

#[tokio::test]
async fn whoever_comes_again_is_one_business_with_everything_it_did() {
    let site = crate::site().await;
    ask_for_a_visit(&site, "株式会社見本旅館").await;
    send(&site, "K7M3-FXWP", "見本旅館", PHONE, None).await;
    send(
        &site,
        "K7M3-FXWR",
        "㈱見本旅館",
        PHONE,
        Some("inn@example.jp"),
    )
    .await;
    send(&site, "K7M3-FXWT", "見本農園", "0267-11-1111", None).await;
    let mut browser = crate::office(&site).await;
    let words = browser.open(LIST).await.words();
    assert!(words.contains("すべての事業者 2件"), "{words}");
    assert!(words.contains("シート 2 セミナー 0 訪問 1"), "{words}");
    assert!(!words.contains("同じ事業者かもしれません"), "{words}");
    let of = numbers(&site).await;
    assert_eq!(of.of("K7M3-FXWP"), of.of("K7M3-FXWR"));
    assert_ne!(of.of("K7M3-FXWP"), of.of("K7M3-FXWT"));
    // Searched by a part of the number, and opened.
    let found = browser.open("/office/businesses?q=00-0000").await;
    let (words, links) = (found.words(), found.links());
    assert!(words.contains("見つかった事業者 1件"), "{words}");
    let one = links.iter().find(|link| link.contains("?number=")).unwrap();
    let words = browser.open(one).await.words();
    for part in [
        "K7M3-FXWP",
        "K7M3-FXWR",
        "株式会社見本旅館",
        "inn@example.jp",
        "来てほしい",
    ] {
        assert!(words.contains(part), "{part}: {words}");
    }
    let links = browser.page.links();
    assert!(
        links.contains(&"/director/office?q=K7M3-FXWP".to_owned()),
        "{links:?}"
    );
    let words = browser.open("/office/businesses?q=ない").await.words();
    assert!(words.contains("見つかりません"), "{words}");
    let words = browser.open("/office/businesses?q=%E3%80%80").await.words();
    assert!(words.contains("すべての事業者 2件"), "{words}");
}

#[tokio::test]
async fn two_that_look_alike_are_one_or_two_as_the_office_says_and_back() {
    let site = crate::site().await;
    send(&site, "K7M3-FXWP", "見本商店", PHONE, None).await;
    send(&site, "K7M3-FXWR", "見本商店 本店", PHONE, None).await;
    let mut browser = crate::office(&site).await;
    let words = browser.open(LIST).await.words();
    assert!(words.contains("同じ事業者かもしれません 1組"), "{words}");
    assert!(words.contains("電話番号が同じです"), "{words}");
    let press = form(&browser, "merge");
    let words = browser.submit(press.clone()).await.words();
    assert!(words.contains("1つの事業者にしました"), "{words}");
    assert!(words.contains("1つにした事業者"), "{words}");
    let of = numbers(&site).await;
    assert_eq!(of.of("K7M3-FXWP"), of.of("K7M3-FXWR"));
    // Somebody else's old page.
    let words = browser.submit(press).await.words();
    assert!(words.contains("ほかの人が先に変えた"), "{words}");
    assert!(words.contains("すべての事業者 1件"), "{words}");
    let links = browser.page.links();
    let one = links.iter().find(|link| link.contains("?number=")).unwrap();
    browser.open(one).await;
    let press = form(&browser, "part");
    let words = browser.submit(press).await.words();
    assert!(words.contains("別の事業者としました"), "{words}");
    let of = numbers(&site).await;
    assert_ne!(of.of("K7M3-FXWP"), of.of("K7M3-FXWR"));
    let words = browser.open(LIST).await.words();
    assert!(!words.contains("同じ事業者かもしれません"), "{words}");
    assert!(words.contains("すべての事業者 2件"), "{words}");
}

#[tokio::test]
async fn names_that_are_merged_count_once_among_the_visited() {
    let site = crate::site().await;
    let mut browser = crate::office(&site).await;
    for business in ["見本商店", "見本商店 本店"] {
        browser.open("/office/visits/entry").await;
        let form = browser.page.form().set("business", business);
        browser.submit(form.set("result", "again")).await;
    }
    let words = browser.page.words();
    assert!(words.contains("営業訪問企業数：2事業者"), "{words}");
    // Nothing is alike but what the office knows.
    numbers(&site).await;
    let register = site.state.store.businesses().await.unwrap();
    let roots = register.roots();
    let two = (roots[0].number.as_str(), roots[1].number.as_str());
    let merged = register.merged(two, "窓口（見本）", site.state.now());
    let kept = site.state.store.keep_business(&merged.unwrap()).await;
    assert!(kept.unwrap());
    let words = browser.open("/office/visits").await.words();
    assert!(words.contains("営業訪問企業数：1事業者"), "{words}");
}

#[tokio::test]
async fn nobody_else_reads_the_register_and_no_made_up_number_opens_anything() {
    let site = crate::site().await;
    send(&site, "K7M3-FXWP", "見本商店", PHONE, None).await;
    let mut browser = site.browser();
    for path in [LIST, "/office/businesses/one?number=aa"] {
        let page = browser.fetch(path).await;
        assert_eq!(page.status.as_u16(), 401, "{path}");
        assert!(!page.html().contains("見本商店"), "{path}");
    }
    for act in ["merge", "part"] {
        browser.post(&format!("{LIST}/{act}"), &[]).await;
        assert_eq!(browser.page.status.as_u16(), 401, "{act}");
    }
    let mut browser = crate::office(&site).await;
    for number in ["", "aa", "%3Cb%3E", "../x"] {
        let path = format!("/office/businesses/one?number={number}");
        assert_eq!(browser.fetch(&path).await.status.as_u16(), 404, "{path}");
    }
    let press = pressed_elsewhere().await;
    let words = browser.submit(press).await.words();
    assert!(words.contains("このページが古くなっていました"), "{words}");
}

/// A press about businesses that are not here.
async fn pressed_elsewhere() -> Form {
    let site = crate::site().await;
    send(&site, "K7M3-FXWR", "見本農園", PHONE, None).await;
    send(&site, "K7M3-FXWT", "見本農園", "0267-11-1111", None).await;
    let mut browser = crate::office(&site).await;
    browser.open(LIST).await;
    form(&browser, "merge")
}
