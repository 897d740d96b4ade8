//! One question and its answer: exactly the marked fields, and version two for both sides.

use anyhow::{Result, ensure};
use e2e::browser::{Browser, Screen};
use e2e::{inspect, walk};

use super::{B, DECIDE, OFFICE, Post, STATUS, says, send, unfold};
use crate::employer::INN;

const QUESTION: &str = "量は、月に何件くらいですか。";
const ANSWER: &str = "月に３０件まで";

/// The director marks one field and asks about it.
async fn ask(browser: &Browser, decide: &str) -> Result<()> {
    browser.goto(decide).await?;
    unfold(browser, "質問する").await?;
    browser.choose("fields", "volume", true).await?;
    browser.fill("question", QUESTION).await?;
    inspect(browser, "question-1-asking").await?;
    browser.press("質問を送る").await?;
    says(browser, "事業者の答えを待っています").await
}

#[test]
fn one_question_comes_back_as_version_two_without_a_call() {
    walk(Screen::PHONE.without_scripts(), async |town, browser| {
        let inn = INN.under("okami-question@example.jp");
        let reference = send(browser, &inn).await?;
        let mut post = Post::about(town, &reference);
        let [offer, ..] = post.to([B, OFFICE, inn.mail]).await?;
        let decide = offer.link(DECIDE)?;
        ask(browser, decide).await?;
        let [asked] = post.to([inn.mail]).await?;
        ensure!(
            asked.subject.starts_with("質問に答えてください"),
            "{}",
            asked.subject
        );
        ensure!(
            asked.words().contains(QUESTION) && asked.reply_to == [B],
            "{}",
            asked.text
        );
        browser.goto(asked.link(STATUS)?).await?;
        says(browser, "質問があります").await?;
        browser.goto(asked.link("/director/answer?t=")?).await?;
        says(browser, QUESTION).await?;
        inspect(browser, "question-2-answer").await?;
        let named = "[...document.querySelectorAll('main form [name]')].map(i => i.name).join()";
        let fields = browser.evaluate(named).await?;
        ensure!(
            fields == "t,volume,note",
            "exactly what was marked: {fields}"
        );
        browser.fill("volume", ANSWER).await?;
        browser.press("答えを送る").await?;
        inspect(browser, "question-3-answered").await?;
        says(browser, "第2版").await?;
        ensure!(browser.text(".changes ins").await?.contains(ANSWER));
        let [answered] = post.to([B]).await?;
        ensure!(
            answered.subject.contains("質問の答えが届きました"),
            "{}",
            answered.subject
        );
        ensure!(answered.words().contains("変わったところ") && answered.words().contains(ANSWER));
        browser.goto(answered.link(DECIDE)?).await?;
        inspect(browser, "question-4-version").await?;
        says(browser, "第2版").await?;
        let (old, new) = (
            browser.text(".changes del").await?,
            browser.text(".changes ins").await?,
        );
        ensure!(
            old.contains("見こみ") && new.contains(ANSWER),
            "{old} {new}"
        );
        // The link in the mail only shows from now on.
        browser.goto(asked.link("/director/answer?t=")?).await?;
        ensure!(browser.count("main form").await? == 0);
        says(browser, ANSWER).await?;
        post.to([]).await.map(drop)
    });
}
