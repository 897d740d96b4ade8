//! The harness of the browser journeys: one Kiridashi, one driver, a browser for each journey.

pub mod axe;
pub mod browser;
mod driver;
pub mod http;
pub mod keyboard;
pub mod mail;
mod refusing;
pub mod sign_in;
pub mod touch;
pub mod town;

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use anyhow::{Result, ensure};
use axe::Rules;
use browser::{Browser, Screen};
use town::Town;

/// Where pictures go for people to look at.
pub fn shots() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/e2e-shots")
}

/// Walks a journey in a browser of its own, on the town that all journeys of this process share.
///
/// # Panics
/// When the journey fails; a picture of where it stood is left in [`shots`].
pub fn walk(screen: Screen, journey: impl AsyncFnOnce(&Town, &Browser) -> Result<()> + Send) {
    walk_in(Town::shared(), screen, journey);
}

/// What a journey may need of a thread's stack: it holds what every page of it needs, and unoptimised that is much.
const STACK: usize = 32 << 20;

/// Walks a journey in a town of its own, e.g. because it moves the clock.
///
/// # Panics
/// When the journey fails; a picture of where it stood is left in [`shots`].
pub fn walk_in(
    town: &Town,
    screen: Screen,
    journey: impl AsyncFnOnce(&Town, &Browser) -> Result<()> + Send,
) {
    let name = std::thread::current()
        .name()
        .unwrap_or("journey")
        .to_owned();
    let walker = std::thread::Builder::new().name(name).stack_size(STACK);
    let walked = std::thread::scope(|scope| {
        let walk = || walk_here(town, screen, journey);
        let walker = walker.spawn_scoped(scope, walk).expect("a thread");
        walker.join()
    });
    if let Err(panic) = walked {
        resume_unwind(panic);
    }
}

fn walk_here(
    town: &Town,
    screen: Screen,
    journey: impl AsyncFnOnce(&Town, &Browser) -> Result<()>,
) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let profile = tempfile::tempdir().expect("a folder for the browser");
    let opened = runtime.block_on(Browser::open(&town.base(), screen, profile.path()));
    let browser = opened.expect("a browser");
    let walked = catch_unwind(AssertUnwindSafe(|| {
        runtime.block_on(journey(town, &browser))
    }));
    if !matches!(walked, Ok(Ok(()))) {
        let name = std::thread::current()
            .name()
            .unwrap_or("journey")
            .replace("::", "-");
        let _ = runtime.block_on(browser.picture(&format!("failed-{name}")));
    }
    let _ = runtime.block_on(browser.close());
    match walked {
        Ok(Ok(())) => {}
        Ok(Err(error)) => panic!("{error:?}"),
        Err(panic) => resume_unwind(panic),
    }
}

const UNFOLD: &str = "document.querySelectorAll('details:not([open])')\
    .forEach(d => { d.dataset.folded = ''; d.open = true; })";
const FOLD: &str = "document.querySelectorAll('details[data-folded]')\
    .forEach(d => { delete d.dataset.folded; d.open = false; })";

/// The page as it stands, without what differs from visitor to visitor and cannot be seen.
const SIGHT: &str = "(() => { const page = document.documentElement.cloneNode(true);\
    page.querySelectorAll('input[type=hidden]').forEach(i => i.removeAttribute('value'));\
    const chosen = [...document.querySelectorAll(':checked')].map(i => i.name + i.value);\
    return page.outerHTML.replace(/[?&]t=[^\"&]*/g, '') + chosen; })()";

/// The pages that axe found nothing wrong with, by sight and screen: many journeys pass the same ones.
static SOUND: Mutex<BTreeSet<u64>> = Mutex::new(BTreeSet::new());

/// The page and its screen as a number.
async fn sight(browser: &Browser) -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    browser.evaluate(SIGHT).await?.as_str().hash(&mut hasher);
    browser.screen().hash(&mut hasher);
    Ok(hasher.finish())
}

/// Looks at the page: no accessibility violation with everything unfolded in dark, no colour that is hard to read
/// in light, nothing wider than the screen, no complaint in the console. With `E2E_PICTURES` set it leaves a picture.
///
/// # Errors
/// Everything that was found.
pub async fn inspect(browser: &Browser, name: &str) -> Result<()> {
    if std::env::var_os("E2E_PICTURES").is_some() {
        browser.picture(name).await?;
    }
    let sight = sight(browser).await?;
    let known = SOUND
        .lock()
        .expect("nobody panics with it")
        .contains(&sight);
    let mut found = match known {
        true => Vec::new(),
        false => violations(browser).await?,
    };
    if found.is_empty() {
        SOUND.lock().expect("nobody panics with it").insert(sight);
    }
    found.extend(browser.complaints().await?);
    browser.evaluate(UNFOLD).await?;
    match browser.overflow().await? {
        0 => {}
        pixels => found.push(format!("{pixels} px wider than the screen")),
    }
    browser.evaluate(FOLD).await?;
    ensure!(
        found.is_empty(),
        "{name} ({}):\n{}",
        browser.path().await?,
        found.join("\n")
    );
    Ok(())
}

/// What axe finds in either scheme; the page is left in light and folded as it was.
async fn violations(browser: &Browser) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for (scheme, unfold, rules) in [("light", false, Rules::Colours), ("dark", true, Rules::All)] {
        browser.media("screen", scheme).await?;
        if unfold {
            browser.evaluate(UNFOLD).await?;
        }
        let lines = browser.axe(rules).await?.into_iter();
        found.extend(lines.map(|line| format!("{scheme} {line}")));
    }
    browser.media("screen", "light").await?;
    browser.evaluate(FOLD).await?;
    Ok(found)
}
