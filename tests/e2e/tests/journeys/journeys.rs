//! Three employers, from the first page to the mails their sheets become.

use anyhow::{Context, Result, ensure};
use e2e::browser::{Browser, Screen};
use e2e::mail::{Mail, pdf_text};
use e2e::town::Town;
use e2e::{inspect, walk};
use job_spec::JobSpec;

use crate::employer::{BUILDER, Employer, FARM, Hands, INN, Visit};

/// The columns a mail is sure to have when a mail gateway has taken everything but its text.
const COLUMNS: usize = 76;

async fn whole_journey(
    town: &Town,
    browser: &Browser,
    who: &Employer,
    hands: Hands,
    groups: &[&str],
) -> Result<String> {
    let visit = Visit {
        browser,
        who,
        hands,
        close: hands == Hands::Pointer,
    };
    visit.fill_in().await?;
    let reference = visit.send().await?;
    let mails = town.post_about(&reference).await?;
    let mut to: Vec<_> = mails
        .iter()
        .flat_map(|m| m.to.iter().map(String::as_str))
        .collect();
    to.sort_unstable();
    let mut expected = groups.to_vec();
    expected.push("office@example.jp");
    if !who.mail.is_empty() {
        expected.push(who.mail);
    }
    expected.sort_unstable();
    ensure!(to == expected, "one mail each to {expected:?}, but {to:?}");
    for mail in &mails {
        well_formed(mail)?;
        if mail.to == [who.mail] {
            receipt(mail, who)?;
        } else {
            spec(mail, who, &reference)?;
        }
    }
    Ok(reference)
}

fn well_formed(mail: &Mail) -> Result<()> {
    ensure!(
        mail.defects.is_empty(),
        "{}: {:?}",
        mail.subject,
        mail.defects
    );
    ensure!(
        mail.widest <= COLUMNS,
        "{}: {} columns",
        mail.subject,
        mail.widest
    );
    ensure!(mail.from == ["noreply@example.jp"], "{:?}", mail.from);
    ensure!(
        !mail.html.is_empty() && !mail.html.contains("<script"),
        "{}",
        mail.subject
    );
    Ok(())
}

/// A mail from which a director can place the work: text alone says everything.
fn spec(mail: &Mail, who: &Employer, reference: &str) -> Result<()> {
    ensure!(mail.subject.contains(reference), "{}", mail.subject);
    ensure!(mail.text.contains(who.business), "{}", mail.text);
    let reply: &[&str] = if who.mail.is_empty() {
        &[]
    } else {
        &[who.mail]
    };
    ensure!(mail.reply_to == reply, "{:?}", mail.reply_to);
    let json: Vec<_> = mail
        .files
        .iter()
        .filter(|f| f.name.ends_with(".json"))
        .collect();
    let pdf: Vec<_> = mail
        .files
        .iter()
        .filter(|f| f.name.ends_with(".pdf"))
        .collect();
    ensure!(!json.is_empty() && !pdf.is_empty(), "{:?}", mail.files);
    let mut printed = String::new();
    for file in &pdf {
        ensure!(file.kind == "application/pdf", "{}", file.kind);
        printed += &pdf_text(&file.bytes()?)?;
    }
    for file in json {
        let spec: JobSpec = serde_json::from_slice(&file.bytes()?).context(file.name.clone())?;
        ensure!(
            spec.statutory.len() == 9 && spec.fields.len() == 26,
            "{}",
            file.name
        );
        ensure!(
            mail.text.contains(&spec.title),
            "{} is not in the text",
            spec.title
        );
        ensure!(
            printed.contains(&spec.title),
            "{} is not in the PDF",
            spec.title
        );
        for field in spec.fields.iter().filter(|f| !f.value.is_empty()) {
            let told = squeezed(&mail.text).contains(&squeezed(&field.value));
            ensure!(
                told,
                "{} is not in the text:\n{}\n---\n{}",
                field.label,
                field.value,
                mail.text
            );
        }
    }
    Ok(())
}

/// The confirmation names the reference and the status page, and none of the answers.
fn receipt(mail: &Mail, who: &Employer) -> Result<()> {
    ensure!(mail.files.is_empty(), "{:?}", mail.files);
    ensure!(mail.text.contains("/inventory/status?t="), "{}", mail.text);
    ensure!(
        !who.phone.is_empty() || !mail.text.contains("担当者が書く"),
        "{}",
        mail.text
    );
    Ok(())
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn link(mail: &Mail, path: &str) -> Result<String> {
    let at = mail
        .text
        .find(path)
        .with_context(|| format!("{path} in {}", mail.text))?;
    let link = mail.text[at..]
        .split(|c: char| !c.is_ascii_graphic())
        .next();
    Ok(link.unwrap_or_default().to_owned())
}

#[test]
fn an_innkeeper_reaches_two_directors_on_a_phone() {
    walk(Screen::PHONE, async |town, browser| {
        let directors = ["director-b@example.jp"];
        let inn = INN.under("okami-phone@example.jp");
        let reference = whole_journey(town, browser, &inn, Hands::Pointer, &directors).await?;
        let mails = town.post_about(&reference).await?;
        let sheet = mails
            .iter()
            .find(|m| m.to == directors)
            .context("the director's mail")?;
        ensure!(sheet.text.contains("髙﨑 見本"), "{}", sheet.text);
        ensure!(sheet.text.contains("090-1234-5678"), "{}", sheet.text);
        let receipt = mails
            .iter()
            .find(|m| m.to == [inn.mail])
            .context("the employer's own mail")?;
        browser
            .goto(&link(receipt, "/inventory/status?t=")?)
            .await?;
        inspect(browser, "inn-12-status").await?;
        ensure!(browser.text("main").await?.contains(&reference));
        Ok(())
    });
}

#[test]
fn an_innkeeper_needs_no_script_at_a_desk() {
    walk(Screen::DESK.without_scripts(), async |town, browser| {
        let directors = ["director-b@example.jp"];
        let inn = INN.under("okami-desk@example.jp");
        whole_journey(town, browser, &inn, Hands::Pointer, &directors)
            .await
            .map(drop)
    });
}

#[test]
fn a_farmer_needs_neither_mail_nor_script_on_a_phone() {
    walk(Screen::PHONE.without_scripts(), async |town, browser| {
        let directors = ["director-a@example.jp"];
        whole_journey(town, browser, &FARM, Hands::Pointer, &directors)
            .await
            .map(drop)
    });
}

#[test]
fn a_builder_needs_only_a_keyboard() {
    walk(Screen::DESK, async |town, browser| {
        let directors = ["director-a@example.jp", "director-c@example.jp"];
        whole_journey(town, browser, &BUILDER, Hands::Keyboard, &directors)
            .await
            .map(drop)
    });
}
