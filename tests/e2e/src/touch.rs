//! A person with a phone: swipes until a thing is seen, touches it, types on the screen. Every touch is counted.

use anyhow::{Context, Result, bail};
use serde_json::json;

use crate::browser::Browser;

/// A letter is written as its sound, and turned into what is meant.
const KEYS_OF_A_LETTER: usize = 2;
/// A day is found on the calendar that opened, and taken.
const TOUCHES_OF_A_CALENDAR: usize = 2;
/// More swipes than any page of ours is long.
const SWIPES: usize = 40;

/// Swipes until the element that an expression finds is seen whole.
async fn swipe_to(browser: &Browser, element: &str) -> Result<()> {
    let swipe = format!(
        "(() => {{ const place = ({element}).getBoundingClientRect(); \
         const way = place.top < 0 ? -1 : place.bottom > innerHeight ? 1 : 0; \
         scrollBy({{ top: way * innerHeight * 0.6, behavior: 'instant' }}); return way; }})()"
    );
    for _ in 0..SWIPES {
        if browser.evaluate(&swipe).await? == 0 {
            return Ok(());
        }
        browser.count_keys(1);
    }
    bail!("{element} is never seen on {}", browser.path().await?)
}

/// Touches the first element that matches.
///
/// # Errors
/// When there is none, or another one covers it.
pub async fn at(browser: &Browser, css: &str) -> Result<()> {
    swipe_to(browser, &format!("document.querySelector({})", json!(css))).await?;
    browser.count_keys(1);
    let element = browser.find(css).await?;
    element
        .click()
        .await
        .with_context(|| format!("touch {css}"))
}

/// Touches a field and writes into it.
///
/// # Errors
/// When there is no such field.
pub async fn fill(browser: &Browser, name: &str, text: &str) -> Result<()> {
    at(browser, &format!("[name='{name}']")).await?;
    browser.count_keys(KEYS_OF_A_LETTER * text.chars().count());
    browser.fill(name, text).await
}

/// Touches a choice of a list.
///
/// # Errors
/// When there is none.
pub async fn choose(browser: &Browser, name: &str, value: &str) -> Result<()> {
    let choice = format!("label:has(input[name='{name}'][value='{value}'])");
    at(browser, &choice).await
}

/// Touches a day's field, and the day on the calendar that opens.
///
/// # Errors
/// When there is no such field.
pub async fn day(browser: &Browser, name: &str, day: &str) -> Result<()> {
    at(browser, &format!("[name='{name}']")).await?;
    browser.count_keys(TOUCHES_OF_A_CALENDAR);
    let set = format!("document.querySelector(\"[name='{name}']\").value = '{day}'");
    browser.evaluate(&set).await.map(drop)
}

/// Touches the link or button with these words, and waits for where it leads.
///
/// # Errors
/// When there is none.
pub async fn press(browser: &Browser, text: &str) -> Result<()> {
    let found = format!(
        "[...document.querySelectorAll('a, button')]\
         .find(it => it.textContent.replace(/\\s+/g, ' ').trim() === {})",
        json!(text)
    );
    swipe_to(browser, &found).await?;
    browser.count_keys(1);
    browser.press(text).await
}
