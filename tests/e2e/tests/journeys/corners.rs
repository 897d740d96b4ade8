//! The pages that few people see: what is taken off, thrown away, too large, or asked of an employer's own task alone.

use anyhow::{Result, ensure};
use e2e::browser::{Browser, Screen};
use e2e::{inspect, walk};

use crate::employer::{AGREE, BEGIN, CORRECTED, DRAFT, FARM, Hands, INN, NEXT, Visit, unfold};

fn visit<'a>(browser: &'a Browser, who: &'a crate::employer::Employer) -> Visit<'a> {
    Visit {
        browser,
        who,
        hands: Hands::Pointer,
        close: false,
    }
}

async fn status(browser: &Browser) -> Result<serde_json::Value> {
    let status = "performance.getEntriesByType('navigation')[0].responseStatus";
    browser.evaluate(status).await
}

#[test]
fn a_task_is_taken_off_after_a_question_but_never_the_last_one() {
    for screen in [Screen::PHONE, Screen::DESK] {
        walk(screen, async |_, browser| {
            visit(browser, &FARM).pick().await?;
            browser.press("この仕事をはずす").await?;
            inspect(browser, "remove").await?;
            browser.press("はずす").await?;
            ensure!(browser.path().await? == "/inventory/task/agr03");
            browser.goto("/inventory/remove/agr03").await?;
            inspect(browser, "remove-last").await
        });
    }
}

#[test]
fn a_draft_is_thrown_away_after_a_question() {
    walk(Screen::PHONE, async |_, browser| {
        visit(browser, &FARM).pick().await?;
        browser.goto("/inventory/").await?;
        inspect(browser, "start-again").await?;
        browser.press("消して、はじめから書く").await?;
        inspect(browser, "discard").await?;
        browser.press("消して、はじめから書く").await?;
        ensure!(browser.count("form").await? == 1);
        ensure!(browser.path().await? == "/inventory/");
        Ok(())
    });
}

#[test]
fn an_employers_own_task_is_asked_on_three_pages_and_names_the_law_that_reserves_it() {
    walk(Screen::PHONE, async |_, browser| {
        browser.goto("/inventory/").await?;
        browser.press(BEGIN).await?;
        browser.choose("industry", "other", true).await?;
        browser.press(NEXT).await?;
        browser.fill("own1", "確定申告の書類を作る").await?;
        browser.press(NEXT).await?;
        inspect(browser, "own-task").await?;
        ensure!(browser.text("main").await?.contains("税理士法"));
        browser.press(NEXT).await?;
        inspect(browser, "own-amount").await?;
        browser.fill("times", "4").await?;
        browser.press(NEXT).await?;
        ensure!(status(browser).await? == 422);
        inspect(browser, "error-own-amount").await?;
        browser.choose("period", "month", true).await?;
        browser.press(NEXT).await?;
        inspect(browser, "own-secret").await?;
        ensure!(browser.text("main").await?.contains("税理士法"));
        browser.press(NEXT).await?;
        inspect(browser, "own-result").await
    });
}

#[test]
fn only_secret_data_asks_how_it_is_kept() {
    walk(Screen::PHONE, async |_, browser| {
        visit(browser, &FARM).pick().await?;
        browser
            .evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
            .await?;
        let asked = async |name: &str| -> Result<bool> {
            let field = browser
                .find(&format!("fieldset:has([name={name}])"))
                .await?;
            Ok(field.is_displayed().await?)
        };
        for (secrecy, arranged, removable) in [
            ("s1", true, false),
            ("s2", true, false),
            ("s3", false, true),
        ] {
            browser.choose("secrecy", secrecy, true).await?;
            let shown = (asked("arranged").await?, asked("removable").await?);
            ensure!(shown == (arranged, removable), "{secrecy}: {shown:?}");
        }
        Ok(())
    });
}

#[test]
fn a_refused_sheet_opens_what_is_wrong_and_nothing_else() {
    walk(Screen::PHONE, async |_, browser| {
        let visit = visit(browser, &INN);
        visit.pick().await?;
        visit.describe().await?;
        browser.press(DRAFT).await?;
        browser
            .evaluate("document.querySelector('[name=fee_reason]').value = '相談のため'")
            .await?;
        browser.press("この下書きでよい").await?;
        ensure!(status(browser).await? == 422);
        inspect(browser, "error-sheet").await?;
        let link = browser
            .find(".error-summary a[href='#f-fee_planned']")
            .await?;
        link.click().await?;
        let field = browser.find("#f-fee_planned").await?;
        ensure!(
            field.is_displayed().await?,
            "the wrong field is folded away"
        );
        let open = browser.count("details[open] details[open]").await?;
        ensure!(open == 1, "{open} fields stand open");
        Ok(())
    });
}

#[test]
fn a_text_of_a_book_is_refused_with_a_reason() {
    walk(Screen::PHONE, async |_, browser| {
        visit(browser, &FARM).pick().await?;
        browser
            .evaluate("document.querySelector('[name=stays]').value = '長'.repeat(50000)")
            .await?;
        browser.press(AGREE).await?;
        ensure!(status(browser).await? == 413);
        inspect(browser, "too-large").await
    });
}

#[test]
fn large_text_stands_in_one_column_and_stays_on_the_screen() {
    for percent in [150, 200] {
        walk(Screen::PHONE, async |_, browser| {
            browser.letters(percent).await?;
            let visit = visit(browser, &INN);
            visit.pick().await?;
            visit.describe().await?;
            let size = "getComputedStyle(document.documentElement).fontSize";
            ensure!(browser.evaluate(size).await? == format!("{}px", 16 * percent / 100));
            let columns = "new Set([...document.querySelectorAll('.task-facts:first-of-type > div')]\
                .map(fact => fact.getBoundingClientRect().left)).size";
            ensure!(browser.evaluate(columns).await? == 1, "{percent} %");
            if std::env::var_os("E2E_PICTURES").is_some() {
                browser.picture(&format!("large-{percent}-result")).await?;
            }
            visit.draft().await?;
            visit.sign().await
        });
    }
}

#[test]
fn what_was_typed_and_not_sent_outlives_a_reload_and_the_way_back() {
    walk(Screen::PHONE, async |_, browser| {
        visit(browser, &FARM).pick().await?;
        let task = browser.path().await?;
        let minutes = "document.querySelector('[name=minutes]').value";
        let suggested = browser.evaluate(minutes).await?;
        unfold(browser, "[name=minutes]").await?;
        browser.fill("minutes", "17").await?;
        // Who leaves is asked by the browser, which nobody is there to answer.
        let leave = "window.onbeforeunload = null; addEventListener('beforeunload', e => \
            e.stopImmediatePropagation(), true)";
        browser.evaluate(leave).await?;
        browser.goto(&task).await?;
        ensure!(browser.evaluate(minutes).await? == "17", "after a reload");
        let shown = "document.querySelector('[name=minutes]').checkVisibility()";
        ensure!(
            browser.evaluate(shown).await? == true,
            "nothing is sent unseen"
        );
        browser.evaluate(leave).await?;
        browser.goto("/inventory/pick").await?;
        browser.goto(&task).await?;
        ensure!(
            browser.evaluate(minutes).await? == "17",
            "after going back and forth"
        );
        // What was sent is the answer, and no longer what was typed.
        browser.press(CORRECTED).await?;
        browser.goto(&task).await?;
        unfold(browser, "[name=minutes]").await?;
        browser.fill("minutes", "15").await?;
        browser.press(CORRECTED).await?;
        browser.goto(&task).await?;
        ensure!(browser.evaluate(minutes).await? == "15" && suggested != "17");
        Ok(())
    });
}

#[test]
fn back_from_a_refused_page_shows_the_page_and_what_was_typed() {
    walk(Screen::PHONE.without_scripts(), async |_, browser| {
        visit(browser, &FARM).pick().await?;
        let task = browser.path().await?;
        unfold(browser, "[name=minutes]").await?;
        browser.fill("minutes", "すこし").await?;
        browser.press(CORRECTED).await?;
        ensure!(status(browser).await? == 422);
        browser.client().refresh().await?;
        ensure!(status(browser).await? == 422, "reloading asks for nothing");
        browser.fill("minutes", "15").await?;
        browser.press(NEXT).await?;
        browser.client().back().await?;
        ensure!(
            browser.path().await?.starts_with(&task),
            "{}",
            browser.path().await?
        );
        ensure!(browser.text("h1").await?.contains("作業日誌の入力"));
        Ok(())
    });
}
