//! A town of its own: a folder that `kiridashi new` makes, a program with its own store, keys and port, and its mails.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use axum::Router;
use base::token::Keys;
use chaos::kill::{across, client};
use chaos::program::{Place, Program};
use jiff::civil::date;
use kiridashi::new_town::{NewTown, TownColour};
use mail_parser::MessageParser;
use serde_json::Value;
use tempfile::TempDir;
use testkit::browser::{Browser, Form};

/// Looks at what another process does.
const LOOK: Duration = Duration::from_millis(100);

/// How often, until something was to have happened.
const LOOKS: usize = 600;

/// A mail.
pub struct Letter {
    to: String,
    text: String,
}

impl Letter {
    pub fn says(&self, words: &str) -> bool {
        self.text.contains(words)
    }

    /// Whether it is to somebody, and speaks of this.
    pub fn is_about(&self, to: &str, what: &str) -> bool {
        self.to == to && self.text.contains(what)
    }

    /// The path of the link that holds this.
    fn path(&self, part: &str) -> String {
        let mut words = self.text.split_whitespace();
        let link = words.find(|word| word.starts_with("http") && word.contains(part));
        let link = link.unwrap_or_else(|| panic!("no {part} in {}", self.text));
        link.splitn(4, '/')
            .last()
            .map(|path| format!("/{path}"))
            .unwrap()
    }
}

/// A town, whether its program runs or not.
pub struct Town {
    pub name: &'static str,
    place: Place,
    hours: u64,
    program: Option<Program>,
    address: String,
    client: reqwest::Client,
    seen: BTreeSet<PathBuf>,
    folder: TempDir,
}

impl Town {
    /// Makes a town and starts its program.
    pub async fn made(name: &'static str) -> Town {
        let folder = tempfile::tempdir().unwrap();
        let new = NewTown {
            name: name.to_owned(),
            reading: "みほんまち".to_owned(),
            prefecture: "見本県".to_owned(),
            operator: format!("{name}しごと窓口"),
            phone: "0123-45-6789".to_owned(),
            mail: "madoguchi@example.jp".to_owned(),
            wage: 1050,
            colour: TownColour::Pine,
        };
        let (own, data) = (folder.path().join("town"), folder.path().join("data"));
        let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../site");
        new.write(&own, &site, date(2026, 11, 24)).unwrap();
        let mut town = Town {
            name,
            place: Place {
                data,
                town: Some(own),
                port: 0,
            },
            hours: 0,
            program: None,
            address: String::new(),
            client: client().unwrap(),
            seen: BTreeSet::new(),
            folder,
        };
        town.start().await;
        let (_, port) = town.address.rsplit_once(':').unwrap();
        town.place.port = port.parse().unwrap();
        town
    }

    /// Enters the other town, as the lines say that every town begins with, and starts anew.
    pub async fn know(&mut self, other: &Town) {
        let card = other
            .client
            .get(format!("{}/.well-known/kiridashi", other.address));
        let card: Value =
            serde_json::from_str(&card.send().await.unwrap().text().await.unwrap()).unwrap();
        let file = self.folder.path().join("town/content/programme.toml");
        let settings = std::fs::read_to_string(&file).unwrap();
        let partner = format!(
            "\n[[partners]]\nid = \"other\"\nname = \"{}の窓口（見本）\"\nmail = \"partner@example.jp\"\n\
             tags = []\ntools = []\nterms = \"\"\nkiridashi = \"{}\"\nkeys = {}\n",
            other.name, other.address, card["keys"]
        );
        std::fs::write(&file, settings + &partner).unwrap();
        self.kill().await;
        self.start().await;
    }

    async fn start(&mut self) {
        let binary = Path::new(env!("CARGO_BIN_EXE_chaos"));
        let program = Program::start(binary, &self.place, self.hours)
            .await
            .unwrap();
        self.address.clone_from(&program.address);
        self.program = Some(program);
    }

    /// Ends the program without warning.
    pub async fn kill(&mut self) {
        self.program.take().expect("it runs").kill().await.unwrap();
    }

    /// Starts it again so many hours later, at the same address.
    pub async fn go_on(&mut self, hours: u64) {
        self.hours += hours;
        self.start().await;
    }

    /// Its time, in seconds since 1970.
    pub fn now(&self) -> i64 {
        let ahead = i64::try_from(self.hours).unwrap() * 3600;
        jiff::Timestamp::now().as_second() + ahead
    }

    /// What it signs with.
    pub fn keys(&self) -> Keys {
        let keys = std::fs::read_to_string(self.place.data.join("keys"));
        Keys::parse(keys.unwrap().trim()).unwrap()
    }

    pub fn browser(&self) -> Browser {
        let router: Router = across(&self.client, &self.address);
        Browser::new(router)
    }

    /// Posts what a system of a partner tells; the status, and what was answered.
    pub async fn told(&self, headers: &[(&str, String)], body: String) -> (u16, String) {
        let post = self
            .client
            .post(format!("{}/director/partner", self.address));
        let post = headers
            .iter()
            .fold(post, |post, (name, value)| post.header(*name, value));
        let answer = post.header("content-type", "application/json").body(body);
        let answer = answer.send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    }

    /// The path of such a link in the next mail to somebody about this number; other mails are left.
    pub async fn path(&mut self, to: &str, about: &str, link: &str) -> String {
        for _ in 0..LOOKS {
            if let Some((file, letter)) = self.unread(to, about, link) {
                self.seen.insert(file);
                return letter.path(link);
            }
            tokio::time::sleep(LOOK).await;
        }
        let mails = self.mails();
        let told: Vec<_> = mails
            .iter()
            .map(|(_, letter)| (&letter.to, &letter.text))
            .collect();
        panic!("{}: no {link} for {to}: {told:?}", self.name);
    }

    fn unread(&self, to: &str, about: &str, link: &str) -> Option<(PathBuf, Letter)> {
        let mut mails = self.mails().into_iter();
        mails.find(|(file, letter)| {
            let is_it = letter.is_about(to, about) && letter.text.contains(link);
            is_it && !self.seen.contains(file)
        })
    }

    /// Every mail so far, with its file.
    pub fn mails(&self) -> Vec<(PathBuf, Letter)> {
        let files = std::fs::read_dir(self.place.data.join("mail"));
        // There is no folder before the first mail.
        let files = files.into_iter().flatten();
        let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
        files.sort();
        let files = files.into_iter();
        files
            .filter_map(|file| Some((file.clone(), read(&file)?)))
            .collect()
    }

    /// Opens a page until it says this.
    pub async fn says(&self, path: &str, words: &str) -> Browser {
        let mut browser = self.browser();
        for _ in 0..LOOKS {
            browser.open(path).await;
            if browser.page.words().contains(words) {
                return browser;
            }
            tokio::time::sleep(LOOK).await;
        }
        panic!(
            "{}: no {words} on {path}: {}",
            self.name,
            browser.page.words()
        );
    }
}

fn read(file: &Path) -> Option<Letter> {
    let bytes = std::fs::read(file).ok()?;
    let mail = MessageParser::new().parse(&bytes)?;
    Some(Letter {
        to: mail.to()?.first()?.address()?.to_owned(),
        text: mail.body_text(0)?.into_owned(),
    })
}

/// The form that leads there.
pub fn form(browser: &Browser, action: &str) -> Form {
    let mut forms = browser.page.forms().into_iter();
    forms
        .find(|form| form.action == action)
        .unwrap_or_else(|| panic!("no {action}: {}", browser.page.words()))
}
