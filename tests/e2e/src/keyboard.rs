//! A person without a mouse: Tab, Space, Enter and letters, and a focus that can always be seen.

use anyhow::{Context, Result, bail, ensure};
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use serde::Deserialize;

use crate::browser::Browser;

const TAB: char = '\u{e004}';
const ENTER: char = '\u{e007}';
const CONTROL: char = '\u{e009}';

/// More stops than any page of ours has.
const STOPS: usize = 250;

/// What has the focus.
#[derive(Debug, Deserialize)]
pub struct Focus {
    /// Element name in lower case.
    pub tag: String,
    /// `name` of a field.
    pub name: String,
    /// `value` of a field.
    pub value: String,
    /// Its words, as seen.
    pub text: String,
    /// Whether it is ticked.
    pub checked: bool,
    /// Whether a ring or outline shows the focus.
    pub visible: bool,
}

const FOCUS: &str = "(() => { const e = document.activeElement; \
    const shown = document.activeElement.closest('label, .card-link') ?? e; \
    const ring = [e, shown].some(x => { const s = getComputedStyle(x); \
      return (s.outlineStyle !== 'none' && s.outlineWidth !== '0px') || s.boxShadow !== 'none'; }); \
    return { tag: e.tagName.toLowerCase(), name: e.name ?? '', value: e.value ?? '', \
      text: e.innerText?.trim() ?? '', checked: e.checked ?? false, visible: ring }; })()";

/// What has the focus now.
///
/// # Errors
/// When the driver is gone.
pub async fn focus(browser: &Browser) -> Result<Focus> {
    Ok(serde_json::from_value(browser.evaluate(FOCUS).await?)?)
}

/// Presses and releases one key.
///
/// # Errors
/// When the driver is gone.
pub async fn key(browser: &Browser, key: char) -> Result<()> {
    browser.count_keys(1);
    let press = KeyActions::new("keyboard".to_owned())
        .then(KeyAction::Down { value: key })
        .then(KeyAction::Up { value: key });
    Ok(browser.client().perform_actions(press).await?)
}

/// Presses Tab until the focus is where it is wanted; every stop on the way has to be visible.
///
/// # Errors
/// When it never gets there, or the focus was invisible somewhere.
pub async fn tab_to(browser: &Browser, wanted: impl Fn(&Focus) -> bool) -> Result<Focus> {
    for _ in 0..STOPS {
        key(browser, TAB).await?;
        let stop = focus(browser).await?;
        if stop.tag == "body" {
            continue;
        }
        ensure!(
            stop.visible,
            "the focus cannot be seen on {stop:?}, {}",
            browser.path().await?
        );
        if wanted(&stop) {
            return Ok(stop);
        }
    }
    bail!("Tab never reached it on {}", browser.path().await?)
}

/// Ticks or unticks a checkbox, or picks a radio button, from the keyboard.
///
/// # Errors
/// When it cannot be reached.
pub async fn choose(browser: &Browser, name: &str, value: &str, on: bool) -> Result<()> {
    let stop = tab_to(browser, |f| f.name == name).await?;
    let mut stop = stop;
    for _ in 0..STOPS {
        if stop.name == name && stop.value == value {
            if stop.checked != on {
                key(browser, ' ').await?;
            }
            return Ok(());
        }
        // A group of radio buttons is one stop; arrows move inside. Checkboxes are a stop each.
        let radio = browser
            .count(&format!("input[type=radio][name='{name}']"))
            .await?
            > 0;
        key(browser, if radio { '\u{e015}' } else { TAB }).await?;
        stop = focus(browser).await?;
    }
    bail!(
        "{name}={value} cannot be reached on {}",
        browser.path().await?
    )
}

/// Replaces the text of a field from the keyboard.
///
/// # Errors
/// When it cannot be reached or typed into.
pub async fn fill(browser: &Browser, name: &str, text: &str) -> Result<()> {
    tab_to(browser, |f| f.name == name).await?;
    let all = KeyActions::new("keyboard".to_owned())
        .then(KeyAction::Down { value: CONTROL })
        .then(KeyAction::Down { value: 'a' })
        .then(KeyAction::Up { value: 'a' })
        .then(KeyAction::Up { value: CONTROL });
    browser.client().perform_actions(all).await?;
    browser.count_keys(1 + text.chars().count());
    browser
        .keys(text)
        .await
        .with_context(|| format!("type into {name}"))
}

/// Goes to the link or button with this text and presses Enter.
///
/// # Errors
/// When it cannot be reached.
pub async fn press(browser: &Browser, text: &str) -> Result<()> {
    press_where(browser, |words| words == text)
        .await
        .with_context(|| format!("press {text}"))
}

/// As [`press`], of the first link or button with such words.
///
/// # Errors
/// When none can be reached.
pub async fn press_where(browser: &Browser, wanted: impl Fn(&str) -> bool) -> Result<()> {
    let pressable = |f: &Focus| wanted(&f.text) && matches!(f.tag.as_str(), "a" | "button");
    tab_to(browser, pressable).await?;
    browser.leave(async || key(browser, ENTER).await).await
}
