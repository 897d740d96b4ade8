//! People who press again when a page says that something went wrong, until they hold a receipt.

use axum::Router;
use axum::http::StatusCode;
use base::reference::Reference;
use testkit::ambient::StoppedClock;
use testkit::browser::Browser;
use testkit::employer::{Employer, answered};

/// More often than anybody presses.
const PATIENCE: usize = 400;

/// Begins an inventory, answers it and sends it; gives the number on the last page.
///
/// # Panics
/// When the pages lead nowhere however often they are tried.
pub(crate) async fn sends(router: Router, employer: &Employer) -> Reference {
    let mut browser = Browser::new(router);
    let mut at = String::from("/inventory/");
    browser.open(&at).await;
    for _ in 0..PATIENCE {
        if browser.page.status != StatusCode::OK {
            browser.open(&at).await;
            continue;
        }
        if let Some(reference) = receipt(&browser) {
            return reference;
        }
        at.clone_from(&browser.page.path);
        let step = at.trim_start_matches("/inventory/").to_owned();
        if step.is_empty() {
            begins(&mut browser).await;
            continue;
        }
        let form = answered(browser.page.form(), &step, employer);
        browser.submit(form).await;
    }
    panic!("no receipt, stuck at {at}: {}", browser.page.words());
}

/// Goes on from the start page: by its button, or where the first press began a draft without saying so, with that.
async fn begins(browser: &mut Browser) {
    let mut forms = browser.page.forms().into_iter();
    match forms.find(|form| form.action == "/inventory/") {
        Some(form) => browser.submit(form).await,
        None => {
            let links = browser.page.links().into_iter();
            let mut steps = links.filter(|link| link.starts_with("/inventory/"));
            browser.open(&steps.next().expect("a way on")).await
        }
    };
}

/// The number on the page after sending.
pub(crate) fn receipt(browser: &Browser) -> Option<Reference> {
    let sent = browser.page.path.starts_with("/inventory/sent");
    sent.then(|| number_in(&browser.page.html())).flatten()
}

/// The first reference in a page.
pub(crate) fn number_in(html: &str) -> Option<Reference> {
    let words = html.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    let long = words.filter(|word| word.len() == 9 && word.as_bytes()[4] == b'-');
    long.filter_map(Reference::parse).next()
}

/// Registers for a seminar until the page says that it was taken, or that there is no room or no time left; whether it was taken.
///
/// # Panics
/// When it says neither.
pub(crate) async fn registers(
    router: Router,
    clock: &StoppedClock,
    form: &str,
    mail: &str,
) -> bool {
    let mut browser = Browser::new(router);
    for _ in 0..PATIENCE {
        browser.open(form).await;
        if browser.page.status != StatusCode::OK {
            continue;
        }
        if browser.page.forms().is_empty() {
            let words = browser.page.words();
            assert!(
                ["満席", "しめ切り", "終わりました"]
                    .iter()
                    .any(|it| words.contains(it)),
                "{words}"
            );
            return false;
        }
        // As long as a person needs for it.
        clock.pass(jiff::SignedDuration::from_secs(20));
        let filled = browser.page.form().set("person", "見本 髙子");
        let filled = filled.set("business", "見本旅館").set("mail", mail);
        let filled = filled.tick("consent", "yes");
        browser.submit(filled).await;
        if browser.page.status == StatusCode::OK && browser.page.path != form {
            return true;
        }
    }
    panic!("never registered: {}", browser.page.words());
}
