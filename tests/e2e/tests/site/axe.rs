//! Every public page in a browser: axe in light and dark, nothing wider than the screen, a quiet console.

use anyhow::ensure;
use e2e::browser::Screen;
use e2e::{inspect, walk};

use crate::built;

fn sound_on(screen: Screen) {
    walk(screen, async |_, browser| {
        let mut wrong = Vec::new();
        for page in built::pages() {
            browser.goto(&page.path).await?;
            let name = format!("site{}", page.path.replace('/', "-"));
            if let Err(error) = inspect(browser, name.trim_end_matches('-')).await {
                wrong.push(format!("{error:#}"));
            }
        }
        ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
        Ok(())
    });
}

#[test]
fn every_page_is_sound_on_a_phone() {
    sound_on(Screen::PHONE);
}

#[test]
fn every_page_is_sound_on_a_desk() {
    sound_on(Screen::DESK);
}
