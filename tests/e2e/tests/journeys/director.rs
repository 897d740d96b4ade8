//! Directors, their office and the employer they ask: from the offer to the payment, through a real browser.

use anyhow::{Context, Result, ensure};
use domain::placement::{Actor, Link, SpecId};
use e2e::browser::{Browser, Screen};
use e2e::http::Visitor;
use e2e::town::Town;
use e2e::{inspect, walk, walk_in};
use jiff::SignedDuration;

use crate::employer::{BUILDER, Employer, Hands, INN, Visit};

const ACCEPT: &str = "引き受ける";

/// The employer sends her sheets.
async fn send(browser: &Browser, who: &Employer) -> Result<String> {
    let visit = Visit {
        browser,
        who,
        hands: Hands::Pointer,
        close: false,
    };
    visit.fill_in().await?;
    let reference = visit.send().await?;
    // What follows is other people's, at other devices.
    browser.client().delete_all_cookies().await?;
    Ok(reference)
}

/// The link to the first sheet for somebody, by her code.
fn decide(town: &Town, reference: &str, by: &str) -> Result<String> {
    let by = Actor::parse(by).context("an actor")?;
    town.address(&Link::Decide {
        id: first(reference)?,
        by,
    })
}

fn first(reference: &str) -> Result<SpecId> {
    SpecId::parse(&format!("{reference}-1")).context("a number")
}

fn home(town: &Town, of: &str) -> Result<String> {
    let of = Actor::parse(of).context("an actor")?;
    town.address(&Link::Home { of })
}

/// Opens a folded answer.
async fn unfold(browser: &Browser, summary: &str) -> Result<()> {
    let open = format!(
        "[...document.querySelectorAll('summary')].find(s => s.textContent.trim() === '{summary}')\
         .parentElement.open = true"
    );
    browser.evaluate(&open).await?;
    Ok(())
}

async fn says(browser: &Browser, words: &str) -> Result<()> {
    let text = browser.text("main").await?;
    ensure!(
        text.contains(words),
        "{words} is not on {}: {text}",
        browser.path().await?
    );
    Ok(())
}

#[test]
fn a_director_accepts_and_follows_the_order_to_its_payment() {
    walk(Screen::PHONE, async |town, browser| {
        let reference = send(browser, &BUILDER).await?;
        let link = decide(town, &reference, "a")?;
        let scanner = Visitor::stranger(&town.base())?;
        for _ in 0..3 {
            ensure!(scanner.head(&link).await?.status == 200);
            ensure!(scanner.get(&link).await?.status == 200);
        }
        browser.goto(&link).await?;
        inspect(browser, "director-1-decide").await?;
        let first = browser.text("main .glance").await?;
        ensure!(
            first.contains("何を") && first.contains("まだ決まっていないこと"),
            "{first}"
        );
        browser.press(ACCEPT).await?;
        inspect(browser, "director-2-accepted").await?;
        browser.press("見積もりを出した").await?;
        browser.press("発注した").await?;
        inspect(browser, "director-3-order-empty").await?;
        ensure!(browser.count(".error-summary").await? == 1);
        browser.fill("amount", "１２，５００").await?;
        browser.fill("hours", "８．５").await?;
        browser.press("発注した").await?;
        says(browser, "12,500円、8.5時間").await?;
        inspect(browser, "director-4-ordered").await?;
        for button in ["納品された", "検収した", "支払った"] {
            browser.press(button).await?;
        }
        says(browser, "支払いまで終わりました").await?;
        inspect(browser, "director-5-paid").await
    });
}

#[test]
fn one_question_comes_back_as_version_two_without_a_call() {
    walk(Screen::PHONE.without_scripts(), async |town, browser| {
        let reference = send(browser, &INN).await?;
        let decide = decide(town, &reference, "b")?;
        browser.goto(&decide).await?;
        unfold(browser, "質問する").await?;
        browser.choose("fields", "volume", true).await?;
        browser
            .fill("question", "量は、月に何件くらいですか。")
            .await?;
        inspect(browser, "question-1-asking").await?;
        browser.press("質問を送る").await?;
        says(browser, "事業者の答えを待っています").await?;
        let id = first(&reference)?;
        browser.goto(&town.address(&Link::Answer { id })?).await?;
        says(browser, "量は、月に何件くらいですか。").await?;
        inspect(browser, "question-2-answer").await?;
        ensure!(
            browser.count("main textarea").await? == 2,
            "the field, and what else to say"
        );
        browser.fill("volume", "月に３０件まで").await?;
        browser.press("答えを送る").await?;
        inspect(browser, "question-3-answered").await?;
        says(browser, "第2版").await?;
        browser.goto(&decide).await?;
        inspect(browser, "question-4-version").await?;
        ensure!(
            browser
                .text(".changes ins")
                .await?
                .contains("月に３０件まで")
        );
        Ok(())
    });
}

#[test]
fn what_directors_decline_comes_to_the_office_in_the_end() {
    walk(Screen::DESK, async |town, browser| {
        let reference = send(browser, &INN).await?;
        for director in ["b", "a", "c"] {
            browser.goto(&decide(town, &reference, director)?).await?;
            unfold(browser, "ことわる").await?;
            browser.fill("reason", "12月は手がいっぱいです。").await?;
            browser.press("理由を付けてことわる").await?;
            says(browser, "ことわりました").await?;
        }
        inspect(browser, "decline-1-done").await?;
        browser.goto(&decide(town, &reference, "office")?).await?;
        says(browser, "12月は手がいっぱいです。").await?;
        inspect(browser, "decline-2-office").await?;
        unfold(browser, "担当を変える").await?;
        browser.press("この人に変える").await?;
        says(browser, "担当を変えました").await?;
        Ok(())
    });
}

#[test]
fn over_a_long_weekend_nobody_is_late_and_the_office_comes_in_on_the_third_business_day() {
    let town = Town::start();
    walk_in(&town, Screen::DESK, async |town, browser| {
        // From Tuesday, 24 November, to Friday, 8 January; Monday, the 11th, is a holiday.
        town.pass(SignedDuration::from_hours(45 * 24));
        let reference = send(browser, &BUILDER).await?;
        let days = [
            ("Saturday", "返事待ち", ""),
            ("Sunday", "返事待ち", ""),
            ("the holiday", "返事待ち", ""),
            ("Tuesday", "返事待ち", "もう一度知らせました"),
            (
                "Wednesday",
                "返事待ち",
                "事務・経理の副担当（見本）にもまわりました",
            ),
            ("Thursday", "返事待ち", "事務局（見本）にもまわりました"),
        ];
        let link = decide(town, &reference, "office")?;
        for (day, status, told) in days {
            town.pass(SignedDuration::from_hours(24));
            // However often the round is made, each step is taken once.
            for _ in 0..3 {
                town.post().await?;
            }
            browser.goto(&link).await?;
            let words = browser.text("main .timeline").await?;
            let steps = [
                "もう一度知らせました",
                "副担当（見本）にもまわりました",
                "事務局（見本）にもまわりました",
            ];
            let taken = steps.iter().map(|step| words.matches(step).count());
            ensure!(taken.clone().all(|times| times <= 1), "{day}: {words}");
            ensure!(
                told.is_empty() == (taken.sum::<usize>() == 0),
                "{day}: {words}"
            );
            ensure!(words.contains(told), "{day}: {words}");
            says(browser, status).await?;
        }
        inspect(browser, "escalation-1-office").await?;
        browser.goto(&decide(town, &reference, "deputy-a")?).await?;
        inspect(browser, "escalation-2-deputy").await?;
        browser.goto(&decide(town, &reference, "office")?).await?;
        browser.press(ACCEPT).await?;
        says(browser, "引き受けました").await
    });
    town.stop().expect("a clean end");
}

#[test]
fn a_director_finds_her_list_and_the_office_its_figures() {
    walk(Screen::PHONE, async |town, browser| {
        let reference = send(browser, &INN).await?;
        browser.goto("/director/").await?;
        inspect(browser, "director-start").await?;
        browser.fill("mail", "director-b@example.jp").await?;
        browser.press("リンクを送る").await?;
        inspect(browser, "director-start-sent").await?;
        for (who, name) in [("b", "list-director"), ("office", "list-office")] {
            browser.goto(&home(town, who)?).await?;
            inspect(browser, name).await?;
            browser.fill("q", &reference.to_lowercase()).await?;
            browser.press("さがす").await?;
            says(browser, &reference).await?;
            inspect(browser, &format!("{name}-search")).await?;
        }
        browser.press("今年度の数字と台帳").await?;
        inspect(browser, "figures").await?;
        says(browser, "計画の4つの数字").await
    });
}

#[test]
fn nothing_leaves_for_the_partner_town_before_the_employer_agrees() {
    walk(Screen::PHONE, async |town, browser| {
        let reference = send(browser, &INN).await?;
        let decide = decide(town, &reference, "b")?;
        browser.goto(&decide).await?;
        unfold(browser, "塩尻のなかま（見本）に渡す").await?;
        browser.press("渡す手つづきを始める").await?;
        inspect(browser, "partner-1-asked").await?;
        let id = first(&reference)?;
        let consent = town.address(&Link::Consent { id: id.clone() })?;
        let partner = town.address(&Link::Partner { id })?;
        browser.goto(&partner).await?;
        ensure!(
            browser.count("#sheet").await? == 0,
            "the sheet is shown without consent"
        );
        browser.goto(&consent).await?;
        inspect(browser, "partner-2-consent").await?;
        browser.press("はい、渡してよい").await?;
        inspect(browser, "partner-3-agreed").await?;
        browser.goto(&partner).await?;
        let words = browser.text("main").await?;
        ensure!(
            !words.contains("090-1234-5678") && !words.contains("髙﨑"),
            "{words}"
        );
        inspect(browser, "partner-4-page").await?;
        browser.press("受ける").await?;
        inspect(browser, "partner-5-taken").await?;
        browser.goto(&decide).await?;
        says(browser, "塩尻のなかま（見本）が引き受けました").await?;
        inspect(browser, "partner-6-director").await
    });
}

#[test]
fn old_and_forged_links_are_explained() {
    let town = Town::start();
    walk_in(&town, Screen::PHONE, async |town, browser| {
        let reference = send(browser, &BUILDER).await?;
        let (link, list) = (decide(town, &reference, "a")?, home(town, "a")?);
        town.pass(SignedDuration::from_hours(24 * 31));
        browser.goto(&link).await?;
        says(browser, "期限が過ぎた").await?;
        inspect(browser, "old-decide").await?;
        browser.press("新しいリンクを送る").await?;
        says(browser, "受け付けました").await?;
        browser.goto(&list).await?;
        inspect(browser, "old-list").await?;
        for page in ["decide", "home", "office", "answer", "consent", "partner"] {
            browser.goto(&format!("/director/{page}?t=forged")).await?;
            says(browser, "見つかりません").await?;
        }
        inspect(browser, "forged").await
    });
    town.stop().expect("a clean end");
}
