//! Guests and the office around one seminar: register, change, cancel, the door; every page looked at.

use anyhow::{Context, Result, bail, ensure};
use e2e::browser::{Browser, Screen};
use e2e::http::Visitor;
use e2e::mail::Mail;
use e2e::sign_in::sign_in;
use e2e::town::Town;
use e2e::{inspect, keyboard, walk, walk_in};
use jiff::SignedDuration;

use crate::employer::Hands;

const SEMINAR: &str = "/seminars/2027-01-20-hajimete/";
const FORM: &str = "/registration/2027-01-20-hajimete";
const OFFICE: &str = "office@example.jp";

/// Nobody fills in a form faster.
const READING: SignedDuration = SignedDuration::from_secs(20);

/// A guest at a browser.
struct Guest<'a> {
    town: &'a Town,
    browser: &'a Browser,
    hands: Hands,
    mail: &'a str,
}

impl Guest<'_> {
    async fn press(&self, text: &str) -> Result<()> {
        match self.hands {
            Hands::Pointer => self.browser.press(text).await,
            Hands::Keyboard => keyboard::press(self.browser, text).await,
        }
    }

    async fn fill(&self, name: &str, text: &str) -> Result<()> {
        match self.hands {
            Hands::Pointer => self.browser.fill(name, text).await,
            Hands::Keyboard => keyboard::fill(self.browser, name, text).await,
        }
    }

    async fn choose(&self, name: &str, value: &str) -> Result<()> {
        match self.hands {
            Hands::Pointer => self.browser.choose(name, value, true).await,
            Hands::Keyboard => keyboard::choose(self.browser, name, value, true).await,
        }
    }

    async fn look(&self, page: &str) -> Result<()> {
        inspect(self.browser, &format!("registration-{page}")).await
    }

    /// From the seminar's public page to the page that promises a mail.
    async fn register(&self) -> Result<()> {
        self.browser.goto(SEMINAR).await?;
        self.press("このセミナーに申し込む").await?;
        self.look("1-form").await?;
        self.town.pass(READING);
        self.fill("person", "見本 髙子").await?;
        self.fill("business", "髙﨑旅館").await?;
        self.fill("mail", self.mail).await?;
        self.choose("seats", "2").await?;
        self.choose("attend", "venue").await?;
        self.fill("question", "駐車場は、ありますか").await?;
        self.choose("consent", "yes").await?;
        self.press("申し込む").await?;
        ensure!(self.browser.path().await? == format!("{FORM}/done"));
        self.look("2-done").await
    }

    /// Opens the link of the mail, changes, cancels.
    async fn change_and_cancel(&self) -> Result<()> {
        let mails = self.town.post().await?;
        let mine = link(&mails, self.mail, "/registration/mine?t=")?;
        self.browser.goto(&mine).await?;
        self.look("3-mine").await?;
        self.press("申込みを変える").await?;
        self.look("4-change").await?;
        self.choose("seats", "1").await?;
        self.press("変える").await?;
        let words = self.browser.text("main").await?;
        ensure!(
            words.contains("申込みを変えました") && words.contains("1人"),
            "{words}"
        );
        self.look("5-changed").await?;
        self.press("申込みを取り消す").await?;
        self.look("6-cancel").await?;
        self.choose("confirm_cancel", "yes").await?;
        self.press("取り消す").await?;
        let words = self.browser.text("main").await?;
        ensure!(words.contains("取り消してあります"), "{words}");
        self.look("7-cancelled").await
    }
}

/// The links of this kind in the mails to this address.
fn links(mails: &[Mail], to: &str, path: &str) -> Vec<String> {
    let to_guest = mails.iter().filter(|mail| mail.to == [to]);
    let rest = to_guest.filter_map(|mail| Some(mail.text.split_once(path)?.1));
    rest.map(|rest| {
        let token = rest.split(|c: char| !c.is_ascii_graphic()).next();
        format!("{path}{}", token.unwrap_or_default())
    })
    .collect()
}

/// The link of this kind in a mail to this address.
fn link(mails: &[Mail], to: &str, path: &str) -> Result<String> {
    let found = links(mails, to, path).into_iter().next();
    found.with_context(|| format!("no mail to {to} leads to {path}"))
}

fn registers_and_cancels(screen: Screen, hands: Hands, mail: &str) {
    walk(screen, async |town, browser| {
        let guest = Guest {
            town,
            browser,
            hands,
            mail,
        };
        guest.register().await?;
        guest.change_and_cancel().await
    });
}

#[test]
fn a_guest_registers_changes_and_cancels_on_a_phone() {
    registers_and_cancels(Screen::PHONE, Hands::Pointer, "phone@example.jp");
}

#[test]
fn a_guest_needs_no_script() {
    let screen = Screen::DESK.without_scripts();
    registers_and_cancels(screen, Hands::Pointer, "noscript@example.jp");
}

#[test]
fn a_guest_needs_only_a_keyboard_and_no_script() {
    let screen = Screen::DESK.without_scripts();
    registers_and_cancels(screen, Hands::Keyboard, "keyboard@example.jp");
}

/// The page was refused, says so in its title, and every link of the summary leads to its field.
async fn refused(browser: &Browser, name: &str, fields: &[&str]) -> Result<()> {
    let title = browser.title().await?;
    ensure!(title.starts_with("エラー"), "{name}: {title}");
    for field in fields {
        let link = browser
            .find(&format!(".error-summary a[href='#f-{field}']"))
            .await?;
        link.click().await?;
        let focus = "document.activeElement.id || document.querySelector(':target')?.id";
        let reached = browser.evaluate(focus).await?;
        ensure!(
            reached == format!("f-{field}"),
            "{name}: {field} leads to {reached}"
        );
    }
    inspect(browser, &format!("registration-error-{name}")).await
}

#[test]
fn wrong_fast_and_refused_forms_explain_themselves() {
    for screen in [Screen::PHONE, Screen::DESK] {
        walk(screen, async |town, browser| {
            browser.goto(FORM).await?;
            browser.fill("question", "まだです").await?;
            browser.press("申し込む").await?;
            let fields = ["person", "business", "mail", "attend", "consent"];
            refused(browser, "form", &fields).await?;
            let kept = browser.find("[name=question]").await?.prop("value").await?;
            ensure!(kept.as_deref() == Some("まだです"), "{kept:?}");
            browser.goto("/registration/visit").await?;
            inspect(browser, "registration-visit").await?;
            browser.fill("business", "見本農園").await?;
            browser.fill("person", "見本 太郎").await?;
            browser
                .fill("phone", &format!("0267-00-{:04}", screen.width))
                .await?;
            browser.fill("visit_place", "見本町（見本）").await?;
            browser.choose("consent", "yes", true).await?;
            browser.press("来てほしいと伝える").await?;
            refused(browser, "too-fast", &["send"]).await?;
            town.pass(READING);
            browser.press("来てほしいと伝える").await?;
            ensure!(browser.path().await? == "/registration/visit/done");
            inspect(browser, "registration-visit-done").await
        });
    }
}

#[test]
fn honest_pages_for_what_cannot_be() {
    for screen in [Screen::PHONE, Screen::DESK] {
        walk(screen, async |_, browser| {
            for (name, path, words) in [
                (
                    "over",
                    "/registration/2026-10-21-hajimete-aki",
                    "終わりました",
                ),
                ("unknown", "/registration/none", "見つかりません"),
                ("mine-forged", "/registration/mine?t=x", "表示できません"),
                (
                    "office-stranger",
                    "/registration/office/list",
                    "サインインが必要です",
                ),
            ] {
                browser.goto(path).await?;
                let shown = browser.text("main").await?;
                ensure!(shown.contains(words), "{path}: {shown}");
                inspect(browser, &format!("registration-{name}")).await?;
            }
            Ok(())
        });
    }
}

#[test]
fn the_public_page_tells_how_the_places_stand() {
    walk(Screen::PHONE, async |_, browser| {
        browser.goto(SEMINAR).await?;
        let place = "document.querySelector('[data-seminar] .tag')?.textContent";
        let shown = wait_for(browser, place).await?;
        ensure!(shown == "受付中", "{shown}");
        inspect(browser, "registration-public").await?;
        browser.goto("/seminars/").await?;
        wait_for(browser, place).await?;
        let places = "document.querySelectorAll('[data-seminar] .tag').length";
        ensure!(browser.evaluate(places).await? == 4);
        inspect(browser, "registration-public-list").await
    });
}

/// Asks the page until it has an answer.
async fn wait_for(browser: &Browser, expression: &str) -> Result<String> {
    for _ in 0..200 {
        if let Some(text) = browser.evaluate(expression).await?.as_str() {
            return Ok(text.to_owned());
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    bail!("{expression} stays empty on {}", browser.path().await?)
}

/// Registers without a browser.
async fn register(town: &Town, mail: &str, name: &str) -> Result<()> {
    let visitor = Visitor::stranger(&town.base())?;
    let page = visitor.get(FORM).await?;
    let html = String::from_utf8(page.body)?;
    let opened = html
        .split("name=\"_opened\" value=\"")
        .nth(1)
        .context("a seal")?;
    let opened = opened.split('"').next().unwrap_or_default();
    town.pass(READING);
    let form = [
        ("_opened", opened),
        ("person", name),
        ("business", "見本商店"),
        ("mail", mail),
        ("seats", "2"),
        ("attend", "venue"),
        ("question", "車いすで入れますか"),
        ("consent", "yes"),
    ];
    let answer = visitor.post(FORM, &form).await?;
    ensure!(answer.status == 303, "{}", answer.status);
    Ok(())
}

#[test]
fn the_office_works_its_list_on_phone_and_desk() {
    let town = Town::start();
    for screen in [Screen::PHONE, Screen::DESK] {
        walk_in(&town, screen, async |town, browser| {
            let guests = [("見本 髙子", "a"), ("見本 﨑男", "b")];
            for (name, tail) in guests {
                register(town, &format!("{tail}-{}@example.jp", screen.name), name).await?;
            }
            browser.goto("/registration/office").await?;
            sign_in(town, browser, OFFICE).await?;
            inspect(browser, "registration-list").await?;
            browser.press("【見本】はじめての外注").await?;
            inspect(browser, "registration-attendees").await
        });
    }
    town.pass(SignedDuration::from_hours(24 * 57));
    for screen in [Screen::PHONE, Screen::DESK.without_scripts()] {
        walk_in(&town, screen, async |town, browser| {
            browser.goto("/registration/office").await?;
            sign_in(town, browser, OFFICE).await?;
            browser.press("【見本】はじめての外注").await?;
            inspect(browser, "registration-door").await?;
            let before = browser.count(".roster-came").await?;
            let tap = browser.find(".roster-tap").await?;
            browser.leave(async || Ok(tap.click().await?)).await?;
            ensure!(browser.count(".roster-came").await? == before + 1);
            inspect(browser, "registration-checked-in").await
        });
    }
    town.stop().expect("a clean end");
}
