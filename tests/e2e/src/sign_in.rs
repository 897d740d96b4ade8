//! Somebody of the town's settings signs in, as a person does: asks for a code, reads the mail, types it.

use anyhow::{Context, Result, ensure};

use crate::browser::Browser;
use crate::mail::Mail;
use crate::town::Town;

/// The subject of the mail with the code.
pub const SUBJECT: &str = "サインインの番号";

/// The code in the mail that was sent to this address last.
///
/// # Errors
/// When there is none.
pub fn code(mails: &[Mail], address: &str) -> Result<String> {
    let mut mails = mails.iter();
    let mail = mails.rfind(|mail| mail.to == [address] && mail.subject == SUBJECT);
    let mail = mail.context("the mail with the code")?;
    ensure!(
        mail.defects.is_empty() && mail.widest <= 76 && mail.html.is_empty(),
        "{}",
        mail.text
    );
    let is_code = |word: &&str| {
        let hyphen = word.chars().nth(4) == Some('-');
        let letter = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-';
        word.len() == 9 && hyphen && word.chars().all(letter)
    };
    let code = mail.text.split_whitespace().find(is_code);
    Ok(code.with_context(|| mail.text.clone())?.to_owned())
}

/// Asks for a code on the page where one does, and types it; ends on a list, or where one wanted to go.
///
/// # Errors
/// When a page is not as it should be.
pub async fn sign_in(town: &Town, browser: &Browser, address: &str) -> Result<()> {
    // Boxed: within the journeys' own futures it would be one too many for the compiler.
    Box::pin(type_code(town, browser, address)).await
}

async fn type_code(town: &Town, browser: &Browser, address: &str) -> Result<()> {
    let before = town.post().await?;
    browser.fill("mail", address).await?;
    browser.press("番号を送る").await?;
    // Whoever signed in before got a code too.
    let mut mails = town.post().await?;
    mails.retain(|mail| before.iter().all(|old| old.message_id != mail.message_id));
    let code = code(&mails, address)?;
    browser.fill("code", &code).await?;
    browser.press("サインインする").await
}
