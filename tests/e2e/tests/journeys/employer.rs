//! An employer who fills in the questionnaire, page by page.

use anyhow::{Context, Result, bail, ensure};
use e2e::browser::Browser;
use e2e::{inspect, keyboard};

/// How the employer operates a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hands {
    /// By touch or mouse.
    Pointer,
    /// By keyboard alone.
    Keyboard,
}

/// What the employer answers. What is not here stays as the page suggests.
pub struct Employer {
    /// Short name for pictures.
    pub name: &'static str,
    /// Code of the industry.
    pub industry: &'static str,
    /// Tasks that are ticked, by catalogue id.
    pub picks: &'static [&'static str],
    /// What is typed over on a task's page: catalogue id, field, text.
    pub corrections: &'static [(&'static str, &'static str, &'static str)],
    /// Name of the business.
    pub business: &'static str,
    /// The employer's name.
    pub person: &'static str,
    /// The mail address, or nothing.
    pub mail: &'static str,
    /// The phone number as typed, or nothing.
    pub phone: &'static str,
}

impl Employer {
    /// The same business under another address. The town's clock stands still, and one address may send three
    /// inventories an hour, so journeys in the town that all share write under their own.
    pub fn under(&self, mail: &'static str) -> Employer {
        Employer { mail, ..*self }
    }
}

/// The pages' buttons.
pub const BEGIN: &str = "書き出しを始める";
pub const NEXT: &str = "次へ";
pub const AGREE: &str = "このとおり";
pub const CORRECTED: &str = "直して次へ";
pub const DRAFT: &str = "選んだ仕事の下書きを作る";
pub const CONFIRM_SPEC: &str = "この下書きでよい";
pub const CONFIRM_ALL: &str = "これでよい";
pub const TO_SEND: &str = "送る前の画面へ";
pub const SEND: &str = "送る";

/// Opens what this element is folded away in, if it is.
pub async fn unfold(browser: &Browser, css: &str) -> Result<()> {
    let folded = format!("details:not([open]):has({css})");
    if browser.count(&folded).await? > 0 {
        let summary = format!("{folded} > summary");
        browser.see(&summary).await?;
        let summary = browser.find(&summary).await?;
        summary.click().await?;
    }
    Ok(())
}

/// One employer at one browser.
pub struct Visit<'a> {
    pub browser: &'a Browser,
    pub who: &'a Employer,
    pub hands: Hands,
    /// Whether every page is looked at closely.
    pub close: bool,
}

impl Visit<'_> {
    async fn look(&self, page: &str) -> Result<()> {
        let shown = self.browser.count(".error-summary").await?;
        ensure!(
            shown == 0,
            "{page}: {}",
            self.browser.text(".error-summary").await?
        );
        let wide = self.browser.overflow().await?;
        ensure!(wide == 0, "{page}: {wide} px wider than the screen");
        if !["1-start", "11-sent"].contains(&page) {
            self.in_the_frame(page).await?;
        }
        if self.close {
            inspect(self.browser, &format!("{}-{page}", self.who.name)).await?;
        }
        Ok(())
    }

    /// Help is offered outside the questions, and on a phone the question is seen at once.
    async fn in_the_frame(&self, page: &str) -> Result<()> {
        let help = self.browser.count("header .help-links a").await?;
        ensure!(help == 2, "{page}: {help} offers of help");
        let below = "innerWidth < 400 && getComputedStyle(document.documentElement).fontSize === '16px' \
            ? Math.round(document.querySelector('h1').getBoundingClientRect().top + scrollY) : 0";
        let below = self.browser.evaluate(below).await?;
        let below = below.as_i64().context("pixels")?;
        ensure!(below <= 160, "{page}: the heading begins at {below} px");
        Ok(())
    }

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

    /// From the start page to the first task's questions.
    pub async fn pick(&self) -> Result<()> {
        self.browser.goto("/inventory/").await?;
        self.look("1-start").await?;
        self.press(BEGIN).await?;
        self.look("2-industry").await?;
        self.choose("industry", self.who.industry).await?;
        self.press(NEXT).await?;
        self.look("4-pick").await?;
        for task in self.who.picks {
            let list = format!("document.querySelector('input[name^=picks][value={task}]').name");
            let list = self.browser.evaluate(&list).await?;
            let list = list.as_str().context("its list")?;
            unfold(self.browser, &format!("input[value={task}]")).await?;
            self.choose(list, task).await?;
        }
        self.press(NEXT).await
    }

    /// All tasks' questions, to the result page.
    pub async fn describe(&self) -> Result<()> {
        while let Some(task) = self.at("/inventory/task/").await? {
            self.look(&format!("5-task-{task}")).await?;
            let corrections = self.who.corrections.iter().filter(|c| c.0 == task);
            let corrections: Vec<_> = corrections.collect();
            if !corrections.is_empty() {
                unfold(self.browser, "[name=minutes]").await?;
            }
            for (_, field, text) in &corrections {
                self.fill(field, text).await?;
            }
            let done = if corrections.is_empty() {
                AGREE
            } else {
                CORRECTED
            };
            self.press(done).await?;
        }
        self.expect("/inventory/result").await
    }

    /// From the result page over every drafted sheet to the check page.
    pub async fn draft(&self) -> Result<()> {
        self.look("6-result").await?;
        let offered = "[...document.querySelectorAll('input[name=chosen]')].map(i => i.value)";
        let offered = self.browser.evaluate(offered).await?;
        for task in offered.as_array().context("a list")? {
            self.choose("chosen", task.as_str().context("a key")?)
                .await?;
        }
        self.press(DRAFT).await?;
        while let Some(task) = self.at("/inventory/spec/").await? {
            self.look(&format!("7-spec-{task}")).await?;
            self.press(CONFIRM_SPEC).await?;
        }
        self.expect("/inventory/check").await?;
        self.look("8-check").await
    }

    /// From the check page to the page before sending.
    pub async fn sign(&self) -> Result<()> {
        self.press(CONFIRM_ALL).await?;
        self.expect("/inventory/contact").await?;
        self.look("9-contact").await?;
        self.fill("business", self.who.business).await?;
        self.fill("person", self.who.person).await?;
        for (field, text) in [("mail", self.who.mail), ("phone", self.who.phone)] {
            if !text.is_empty() {
                self.fill(field, text).await?;
            }
        }
        self.choose("consent", "yes").await?;
        self.press(TO_SEND).await?;
        self.expect("/inventory/send").await?;
        self.look("10-send").await
    }

    /// Sends, and reads the reference number off the receipt.
    pub async fn send(&self) -> Result<String> {
        self.press(SEND).await?;
        self.expect("/inventory/sent").await?;
        self.look("11-sent").await?;
        self.browser.text(".reference b").await
    }

    /// Everything up to the page before sending.
    pub async fn fill_in(&self) -> Result<()> {
        self.pick().await?;
        self.describe().await?;
        self.draft().await?;
        self.sign().await
    }

    /// The rest of the path, if the page is below this prefix.
    async fn at(&self, prefix: &str) -> Result<Option<String>> {
        let path = self.browser.path().await?;
        Ok(path
            .strip_prefix(prefix)
            .map(|rest| rest.split('?').next().unwrap_or(rest).to_owned()))
    }

    async fn expect(&self, path: &str) -> Result<()> {
        let at = self.browser.path().await?;
        if at.split('?').next() == Some(path) {
            return Ok(());
        }
        let summary = self
            .browser
            .text(".error-summary")
            .await
            .unwrap_or_default();
        bail!(
            "at {at}, not {path}: {} {summary}",
            self.browser.title().await.context("title")?
        )
    }
}

/// A small inn: three tasks, one of them from the office list; odd characters in both names.
pub const INN: Employer = Employer {
    name: "inn",
    industry: "inn",
    picks: &["inn02", "inn10", "bo09"],
    corrections: &[("inn02", "times", "１２")],
    business: "髙﨑旅館",
    person: "髙﨑 見本",
    mail: "okami@example.jp",
    phone: "０９０ー１２３４－５６７８",
};

/// A farm that gives a phone number only.
pub const FARM: Employer = Employer {
    name: "farm",
    industry: "agr",
    picks: &["agr01", "agr03"],
    corrections: &[],
    business: "見本農園",
    person: "見本 太郎",
    mail: "",
    phone: "0267‐00‐0000",
};

/// A builder who gives a mail address only.
pub const BUILDER: Employer = Employer {
    name: "builder",
    industry: "con",
    picks: &["con01", "con05"],
    corrections: &[],
    business: "見本建設",
    person: "見本 花子",
    mail: "builder@example.jp",
    phone: "",
};
