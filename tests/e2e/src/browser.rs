//! A Chromium window as a person holds it: a screen, scripts on or off, a keyboard.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use std::time::Duration;

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use fantoccini::elements::Element;
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

/// How often a browser is asked whether it is done, and how long at most.
const POLL: Duration = Duration::from_millis(20);
const TIMEOUT: Duration = Duration::from_secs(60);

/// What the window is opened on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Screen {
    /// Short name, used in the file names of pictures.
    pub name: &'static str,
    /// CSS pixels.
    pub width: u32,
    /// CSS pixels.
    pub height: u32,
    /// Whether pages may run their scripts.
    pub scripts: bool,
}

impl Screen {
    /// A small phone.
    pub const PHONE: Screen = Screen {
        name: "phone",
        width: 360,
        height: 740,
        scripts: true,
    };
    /// An office screen.
    pub const DESK: Screen = Screen {
        name: "desk",
        width: 1280,
        height: 900,
        scripts: true,
    };

    /// The same screen without scripts.
    pub const fn without_scripts(self) -> Screen {
        Screen {
            scripts: false,
            ..self
        }
    }

    fn label(&self) -> String {
        format!("{}{}", self.name, if self.scripts { "" } else { "-nojs" })
    }
}

/// One browser session with its own cookies.
#[derive(Clone, Debug)]
pub struct Browser {
    client: Client,
    base: String,
    screen: Screen,
    /// How often a key or the screen was touched, for the clones of a session together.
    pressed: Arc<AtomicUsize>,
}

impl Browser {
    /// Opens a window that takes relative paths to start at `base`.
    ///
    /// # Errors
    /// When Chromium does not start.
    pub async fn open(base: &str, screen: Screen, profile: &std::path::Path) -> Result<Browser> {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let client = builder
            .capabilities(capabilities(profile))
            .connect(crate::driver::address())
            .await
            .context("Chromium starts")?;
        let browser = Browser {
            client,
            base: base.to_owned(),
            screen,
            pressed: Arc::default(),
        };
        let metrics = json!({
            "width": screen.width, "height": screen.height, "deviceScaleFactor": 1,
            "mobile": screen.width < 600,
        });
        browser
            .cdp("Emulation.setDeviceMetricsOverride", metrics)
            .await?;
        browser.scripts(screen.scripts).await?;
        Ok(browser)
    }

    /// Ends the session.
    ///
    /// # Errors
    /// When the driver is gone.
    pub async fn close(self) -> Result<()> {
        Ok(self.client.close().await?)
    }

    /// The WebDriver client, for what has no short name here.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// What the window was opened on.
    pub fn screen(&self) -> Screen {
        self.screen
    }

    /// Sends a command of the Chrome DevTools Protocol.
    ///
    /// # Errors
    /// When the browser refuses it.
    pub async fn cdp(&self, command: &'static str, params: Value) -> Result<Value> {
        let cdp = Post {
            path: "goog/cdp/execute",
            body: json!({ "cmd": command, "params": params }),
        };
        self.client
            .issue_cmd(cdp)
            .await
            .with_context(|| command.to_owned())
    }

    /// Evaluates an expression in the page, also where the page itself may run no script.
    ///
    /// # Errors
    /// When it throws.
    pub async fn evaluate(&self, expression: &str) -> Result<Value> {
        let params =
            json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let answer = tokio::time::timeout(TIMEOUT, self.cdp("Runtime.evaluate", params)).await;
        let mut answer = answer.context("the page answers")??;
        if let Some(thrown) = answer.get("exceptionDetails") {
            bail!("the expression threw: {thrown}");
        }
        Ok(answer["result"]["value"].take())
    }

    async fn scripts(&self, on: bool) -> Result<()> {
        self.cdp(
            "Emulation.setScriptExecutionDisabled",
            json!({ "value": !on }),
        )
        .await?;
        Ok(())
    }

    /// Opens a path of the site or a whole address.
    ///
    /// # Errors
    /// When it cannot be loaded.
    pub async fn goto(&self, path: &str) -> Result<()> {
        let url = if path.starts_with('/') {
            format!("{}{path}", self.base)
        } else {
            path.to_owned()
        };
        self.client
            .goto(&url)
            .await
            .with_context(|| format!("open {url}"))
    }

    /// The path (and query) of the page shown.
    ///
    /// # Errors
    /// When the driver is gone.
    pub async fn path(&self) -> Result<String> {
        let url = self.client.current_url().await?;
        let query = url.query().map(|q| format!("?{q}")).unwrap_or_default();
        Ok(format!("{}{query}", url.path()))
    }

    /// The page's title.
    ///
    /// # Errors
    /// When the driver is gone.
    pub async fn title(&self) -> Result<String> {
        Ok(self.client.title().await?)
    }

    /// The text of the first element that matches, as it is seen.
    ///
    /// # Errors
    /// When nothing matches.
    pub async fn text(&self, css: &str) -> Result<String> {
        Ok(self.find(css).await?.text().await?)
    }

    /// The first element that matches.
    ///
    /// # Errors
    /// When nothing matches; names the page.
    pub async fn find(&self, css: &str) -> Result<Element> {
        match self.client.find(Locator::Css(css)).await {
            Ok(element) => Ok(element),
            Err(error) => bail!(
                "{css} on {} ({}): {error}",
                self.path().await?,
                self.title().await?
            ),
        }
    }

    /// How many elements match.
    ///
    /// # Errors
    /// When the driver is gone.
    pub async fn count(&self, css: &str) -> Result<usize> {
        Ok(self.client.find_all(Locator::Css(css)).await?.len())
    }

    /// Replaces what is in a field, by the field's name.
    ///
    /// # Errors
    /// When there is no such field or it cannot be typed into.
    pub async fn fill(&self, name: &str, value: &str) -> Result<()> {
        let field = self.find(&format!("[name='{name}']")).await?;
        field.clear().await?;
        field
            .send_keys(value)
            .await
            .with_context(|| format!("type into {name}"))
    }

    /// Ticks or unticks a radio button or checkbox by its label, if it is not so already.
    ///
    /// # Errors
    /// When there is no such choice.
    pub async fn choose(&self, name: &str, value: &str, on: bool) -> Result<()> {
        let css = format!("input[name='{name}'][value='{value}']");
        if self.find(&css).await?.is_selected().await? != on {
            self.see(&css).await?;
            self.find(&format!("label:has({css})"))
                .await?
                .click()
                .await?;
        }
        Ok(())
    }

    /// Scrolls an element to the middle, as somebody does who wants to see it.
    ///
    /// # Errors
    /// When nothing matches.
    pub async fn see(&self, css: &str) -> Result<()> {
        let middle = format!(
            "document.querySelector({}).scrollIntoView({{ block: 'center', behavior: 'instant' }})",
            serde_json::to_string(css)?
        );
        self.evaluate(&middle).await.map(drop)
    }

    /// Follows the first link, or presses the first button, whose words are exactly these, and waits for
    /// the page it leads to.
    ///
    /// # Errors
    /// When there is none on the page, or it leads nowhere.
    pub async fn press(&self, text: &str) -> Result<()> {
        let xpath = format!("//*[self::a or self::button][normalize-space(.)='{text}']");
        let Ok(element) = self.client.find(Locator::XPath(&xpath)).await else {
            bail!(
                "nothing says {text} on {} ({})",
                self.path().await?,
                self.title().await?
            );
        };
        self.leave(async || Ok(element.click().await?))
            .await
            .with_context(|| format!("press {text}"))
    }

    /// Does what leads to another page, and waits until that page is there.
    ///
    /// # Errors
    /// When the page stays.
    pub async fn leave(&self, act: impl AsyncFnOnce() -> Result<()>) -> Result<()> {
        self.evaluate("document.documentElement.dataset.left = 'soon'")
            .await?;
        act().await?;
        let arrived =
            "!document.documentElement.dataset.left && document.readyState === 'complete'";
        // While the page changes there is no document to ask.
        let wait = async {
            while self.evaluate(arrived).await.ok() != Some(Value::Bool(true)) {
                tokio::time::sleep(POLL).await;
            }
        };
        tokio::time::timeout(TIMEOUT, wait)
            .await
            .context("the page stays")
    }

    /// How many keys were pressed by [`crate::keyboard`], and how often [`crate::touch`] touched the screen.
    pub fn pressed(&self) -> usize {
        self.pressed.load(Ordering::Relaxed)
    }

    /// Counts keys and touches.
    pub(crate) fn count_keys(&self, keys: usize) {
        self.pressed.fetch_add(keys, Ordering::Relaxed);
    }

    /// Types into whatever has the focus.
    ///
    /// # Errors
    /// When nothing has it.
    pub async fn keys(&self, keys: &str) -> Result<()> {
        Ok(self.client.active_element().await?.send_keys(keys).await?)
    }

    /// What the page's console says is wrong, a refused style or script for one.
    ///
    /// # Errors
    /// When the driver is gone.
    pub async fn complaints(&self) -> Result<Vec<String>> {
        let log = self
            .client
            .issue_cmd(Post {
                path: "se/log",
                body: json!({ "type": "browser" }),
            })
            .await?;
        let entries = log.as_array().cloned().unwrap_or_default();
        let severe = entries.iter().filter(|entry| entry["level"] == "SEVERE");
        let text = |entry: &Value| entry["message"].as_str().unwrap_or_default().to_owned();
        // A page that answers 404 or 422 on purpose is logged as a failed load of itself.
        let own = |message: &String| message.contains("the server responded with a status of");
        Ok(severe.map(text).filter(|m| !own(m)).collect())
    }

    /// Sets the media a page is shown on: `screen` or `print`, `light` or `dark`.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn media(&self, media: &str, scheme: &str) -> Result<()> {
        // Without motion no colour is caught halfway between two schemes.
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.cdp(
            "Emulation.setEmulatedMedia",
            json!({ "media": media, "features": features }),
        )
        .await?;
        Ok(())
    }

    /// Runs these rules of axe-core over the page as it stands and returns every violation in a line.
    ///
    /// # Errors
    /// When axe itself fails.
    pub async fn axe(&self, rules: crate::axe::Rules) -> Result<Vec<String>> {
        self.scripts(true).await?;
        if self.evaluate(crate::axe::IS_THERE).await? != true {
            self.evaluate(crate::axe::source()?).await?;
        }
        let found = self.evaluate(&rules.run()).await;
        self.scripts(self.screen.scripts).await?;
        crate::axe::lines(&found?)
    }

    /// How many CSS pixels the page is wider than the screen. Its own idea of its width would be none: on a phone that
    /// grows with what is too wide.
    ///
    /// # Errors
    /// When the driver is gone.
    pub async fn overflow(&self) -> Result<i64> {
        let script = "document.documentElement.scrollWidth";
        let wide = self.evaluate(script).await?.as_i64().context("a number")?;
        Ok((wide - i64::from(self.screen.width)).max(0))
    }

    /// Sets how large letters are that no page sizes, as people do in their browser's settings.
    ///
    /// # Errors
    /// When the driver is gone.
    pub async fn letters(&self, percent: u32) -> Result<()> {
        let sizes = json!({ "standard": 16 * percent / 100, "fixed": 13 * percent / 100 });
        self.cdp("Page.setFontSizes", json!({ "fontSizes": sizes }))
            .await
            .map(drop)
    }

    /// The page as a picture: all of it, or what the screen shows of it.
    ///
    /// # Errors
    /// When it cannot be taken.
    pub async fn screenshot(&self, is_whole: bool) -> Result<Vec<u8>> {
        let params = json!({ "format": "png", "captureBeyondViewport": is_whole });
        let answer = self.cdp("Page.captureScreenshot", params).await?;
        let png = answer["data"].as_str().context("a picture")?;
        Ok(STANDARD.decode(png)?)
    }

    /// Saves a picture of the page as `target/e2e-shots/NAME-SCREEN.png`: all of it, or what the screen shows of it where
    /// `E2E_PICTURES` is `screen`.
    ///
    /// # Errors
    /// When the picture cannot be taken or written.
    pub async fn picture(&self, name: &str) -> Result<()> {
        let is_whole = std::env::var_os("E2E_PICTURES").is_none_or(|wanted| wanted != "screen");
        let png = self.screenshot(is_whole).await?;
        let folder = crate::shots();
        std::fs::create_dir_all(&folder)?;
        Ok(std::fs::write(
            folder.join(format!("{name}-{}.png", self.screen.label())),
            png,
        )?)
    }
}

/// A POST to the driver that fantoccini has no method for.
#[derive(Debug)]
struct Post {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Post {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        base.join(&format!(
            "session/{}/{}",
            session.unwrap_or_default(),
            self.path
        ))
    }

    fn method_and_body(&self, _url: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}

/// Chromium without the parts that show it on a screen: it starts in a third of the time, and draws for half the processor.
const CHROMIUM: &str = "/usr/bin/chromium-headless-shell";

fn capabilities(profile: &std::path::Path) -> Capabilities {
    let args = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-dev-shm-usage",
        "--force-color-profile=srgb",
        "--lang=ja",
        &format!("--user-data-dir={}", profile.display()),
    ];
    let mut capabilities = Capabilities::new();
    capabilities.insert("browserName".to_owned(), json!("chrome-headless-shell"));
    let chrome = json!({ "args": args, "binary": CHROMIUM });
    capabilities.insert("goog:chromeOptions".to_owned(), chrome);
    capabilities.insert("goog:loggingPrefs".to_owned(), json!({ "browser": "ALL" }));
    capabilities
}
