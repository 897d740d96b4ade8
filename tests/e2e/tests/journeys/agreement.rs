//! An employer takes back on their phone what they agreed to when the office wrote for them, and rings to agree again.

use anyhow::{Context, Result, ensure};
use e2e::browser::{Browser, Screen};
use e2e::sign_in::sign_in;
use e2e::town::Town;
use e2e::{inspect, walk_in};

use crate::employer::{Employer, Hands, INN, NEXT, Visit, unfold};
use crate::helped::{RECORD, RECORDED};

const WHO: Employer = Employer {
    picks: &["inn02"],
    corrections: &[],
    mail: "okami-mind@example.jp",
    ..INN
};
const TAKE_BACK: &str = "同意を取り消す";
const AGAIN: &str = "もう一度の同意を記録する";

/// The office writes and sends it, with the employer on the phone.
async fn written(town: &Town, office: &Browser) -> Result<String> {
    office.goto("/director/?to=%2Foffice%2Fhelp").await?;
    sign_in(town, office, "office@example.jp").await?;
    inspect(office, "agreement-help").await?;
    office.choose("way", "phone", true).await?;
    office.press("書き出しを始める").await?;
    office.choose("industry", WHO.industry, true).await?;
    office.press(NEXT).await?;
    unfold(office, "input[value=inn02]").await?;
    let list = "document.querySelector('input[name^=picks][value=inn02]').name";
    let list = office.evaluate(list).await?;
    let list = list.as_str().context("its list")?;
    office.choose(list, "inn02", true).await?;
    office.press(NEXT).await?;
    let visit = Visit {
        browser: office,
        who: &WHO,
        hands: Hands::Pointer,
        close: false,
    };
    visit.describe().await?;
    visit.draft().await?;
    visit.sign().await?;
    office.press(RECORD).await?;
    office.choose("agreed", "yes", true).await?;
    office.press(RECORDED).await?;
    visit.send().await
}

/// The employer opens the link of their mail and takes it back.
async fn take_back(employer: &Browser, status: &str) -> Result<()> {
    employer.goto(status).await?;
    unfold(employer, "[name=sure]").await?;
    inspect(employer, "agreement-status").await?;
    employer.press(TAKE_BACK).await?;
    let said = employer.text(".error-summary").await?;
    ensure!(said.contains("まだ取り消していません"), "{said}");
    inspect(employer, "agreement-unticked").await?;
    employer.choose("sure", "yes", true).await?;
    employer.press(TAKE_BACK).await?;
    let said = employer.text("main").await?;
    for part in ["同意の取り消しを記録しました", "自分のスマホやパソコンで"]
    {
        ensure!(said.contains(part), "{part} in\n{said}");
    }
    inspect(employer, "agreement-taken-back").await
}

/// The employer rings, and the office records that they agree again.
async fn hear(office: &Browser, reference: &str) -> Result<()> {
    office.goto("/office/help").await?;
    office.fill("of", reference).await?;
    office.press("開く").await?;
    inspect(office, "agreement-office").await?;
    office.press(AGAIN).await?;
    inspect(office, "agreement-office-missing").await?;
    office.choose("agreed_way", "phone", true).await?;
    office.choose("agreed", "yes", true).await?;
    office.press(AGAIN).await?;
    let said = office.text("main").await?;
    ensure!(said.contains("もう一度の同意を記録しました"), "{said}");
    inspect(office, "agreement-office-done").await
}

#[test]
fn an_employer_takes_their_agreement_back_on_a_phone_and_rings_to_agree_again() {
    let town = Town::start();
    walk_in(&town, Screen::PHONE, async |town, office| {
        let reference = written(town, office).await?;
        let mails = town.post_about(&reference).await?;
        let receipt = mails.iter().find(|mail| mail.to == [WHO.mail]);
        let status = receipt.context("a receipt")?.link("/inventory/status")?;
        let before = mails.len();
        let profile = tempfile::tempdir()?;
        let employer = Browser::open(&town.base(), Screen::PHONE, profile.path()).await?;
        take_back(&employer, status).await?;
        let mails = town.post_about(&reference).await?;
        let told = |part: &str| {
            let mails = mails.iter().filter(|mail| mail.subject.contains(part));
            mails.flat_map(|mail| mail.to.clone()).collect::<Vec<_>>()
        };
        let mut heard = told("事業者が同意を取り消しました");
        heard.sort();
        ensure!(
            heard == ["director-b@example.jp", "office@example.jp"],
            "{heard:?}"
        );
        ensure!(told("同意の取り消しを記録しました") == [WHO.mail]);
        ensure!(mails.len() == before + 3, "each once: {}", mails.len());
        hear(office, &reference).await?;
        employer.goto(status).await?;
        let said = employer.text("main").await?;
        for part in ["同意の取り消し：", "電話で聞いた", TAKE_BACK] {
            ensure!(said.contains(part), "{part} in\n{said}");
        }
        inspect(&employer, "agreement-again").await?;
        employer.close().await
    });
    town.stop().expect("a clean end");
}
