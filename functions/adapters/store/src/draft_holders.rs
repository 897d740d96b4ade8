//! The browsers that hold a draft, what each of them wrote, whom they let join, and what each of them alone is shown: who
//! somebody is, as typed there.

use std::collections::BTreeMap;

use base::contact::Contact;
use base::join_code::JoinCode;
use forms::Input;
use jiff::Timestamp;
use questionnaire::flow::Step;
use serde::{Deserialize, Serialize};
use sign_in::Platform;
use submissions::assisted::Helper;

/// Half-typed pages by step path.
type Typed = BTreeMap<String, Input>;

/// Between a draft's id and its browser's in what a cookie names; neither holds it.
const BETWEEN: char = '.';
/// So many browsers may hold one draft.
pub const MOST_BROWSERS: usize = 20;

/// What was typed beside the button that mails the link, while it was refused; no step has that path.
pub const LINK: &str = "link";

/// A browser that holds a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftBrowser {
    /// Random id.
    pub id: String,
    /// What it runs on.
    pub platform: Platform,
    /// Since when.
    pub since: Timestamp,
}

/// The browsers that hold a draft.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct DraftHolders {
    /// Who reads the draft; empty: nobody who may see who somebody is.
    #[serde(skip)]
    reader: String,
    /// Who sent the draft; empty: nobody yet.
    #[serde(skip)]
    sender: String,
    browsers: Vec<DraftBrowser>,
    /// Who answered each page last, by step path.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    writers: BTreeMap<String, String>,
    /// The browsers with which somebody of the office writes for the employer; kept also when one is let out.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    helpers: BTreeMap<String, Helper>,
    /// The code with which one more browser may join.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    offer: Option<JoinOffer>,
    /// Of every browser but the reader, whose own is where it always was.
    own: BTreeMap<String, OwnWords>,
}

/// A code that lets one browser more hold a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinOffer {
    /// The code.
    pub code: JoinCode,
    /// From when on it opens nothing.
    pub until: Timestamp,
    /// The page that its maker looked at, as a step's path.
    pub step: String,
}

/// What one browser typed about who somebody is.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
struct OwnWords {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    contact: Option<Contact>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    typed: BTreeMap<String, Input>,
}

/// What the cookie of a browser names that holds this draft.
pub fn browser_handle(id: &str, browser: &str) -> String {
    format!("{id}{BETWEEN}{browser}")
}

/// The draft's id of what a cookie names.
pub fn draft_id(handle: &str) -> &str {
    handle.split_once(BETWEEN).map_or(handle, |(id, _)| id)
}

/// The browser's id of what a cookie names; empty in a mailed link.
pub(crate) fn browser_id(handle: &str) -> &str {
    handle
        .split_once(BETWEEN)
        .map_or("", |(_, browser)| browser)
}

/// The pages whose half-typed words are their browser's own.
fn own_pages() -> [String; 2] {
    [Step::Contact.path(), LINK.to_owned()]
}

impl DraftHolders {
    /// The id of the browser that reads the draft; empty: none.
    pub fn reader(&self) -> &str {
        &self.reader
    }

    /// With who sent it.
    pub(crate) fn sent_by(self, sender: Option<&str>) -> DraftHolders {
        let sender = sender.unwrap_or_default().to_owned();
        DraftHolders { sender, ..self }
    }

    /// Whether the reader is who sent it.
    pub(crate) fn is_senders(&self) -> bool {
        self.reader == self.sender
    }

    /// The browsers that hold it.
    pub fn browsers(&self) -> &[DraftBrowser] {
        &self.browsers
    }

    /// Lets a browser hold it; `false`: too many do.
    pub fn let_in(&mut self, browser: DraftBrowser) -> bool {
        let fits = self.browsers.len() < MOST_BROWSERS;
        if fits {
            self.browsers.push(browser);
        }
        fits
    }

    /// Takes it from a browser, with what was typed there about who somebody is.
    pub fn let_out(&mut self, browser: &str) {
        self.browsers.retain(|held| held.id != browser);
        self.own.remove(browser);
    }

    /// Notes that the reader answered a page.
    pub fn wrote(&mut self, step: &str) {
        self.writers.insert(step.to_owned(), self.reader.clone());
    }

    /// Whether another browser than the reader answered this page last.
    pub fn is_anothers(&self, step: &str) -> bool {
        let writer = self.writers.get(step);
        writer.is_some_and(|writer| *writer != self.reader)
    }

    /// Notes that somebody of the office writes with this browser.
    pub fn let_help(&mut self, browser: &str, helper: Helper) {
        self.helpers.insert(browser.to_owned(), helper);
    }

    /// Who of the office reads it; `None`: the employer.
    pub fn reading_helper(&self) -> Option<&Helper> {
        self.helpers.get(&self.reader)
    }

    /// Who of the office answered this page last; `None`: the employer, or nobody yet.
    pub fn helper_of(&self, step: &str) -> Option<&Helper> {
        self.helpers.get(self.writers.get(step)?)
    }

    /// The code with which one may join now.
    pub fn offer(&self, now: Timestamp) -> Option<&JoinOffer> {
        self.offer.as_ref().filter(|offer| now < offer.until)
    }

    /// Lets one browser join with a code; another code opens nothing any more.
    pub fn make_offer(&mut self, offer: JoinOffer) {
        self.offer = Some(offer);
    }

    /// Uses the code up; `None`: it is not the one, or over.
    pub fn take_offer(&mut self, code: &JoinCode, now: Timestamp) -> Option<JoinOffer> {
        let is_right = self.offer(now).is_some_and(|offer| offer.code == *code);
        self.offer.take_if(|_| is_right)
    }

    fn admits(&self, browser: &str) -> bool {
        browser.is_empty() || self.browsers.iter().any(|held| held.id == browser)
    }

    /// Puts what the reader typed about who somebody is under its name, as it lies in the table.
    pub(crate) fn put_away(&mut self, contact: &mut Option<Contact>, typed: &mut Typed) {
        let mut own = OwnWords {
            contact: contact.take(),
            ..OwnWords::default()
        };
        for page in own_pages() {
            own.typed.extend(typed.remove_entry(&page));
        }
        if own != OwnWords::default() && self.admits(&self.reader) {
            self.own.insert(self.reader.clone(), own);
        }
    }

    /// Gives a browser what it typed itself; `false`: it does not hold the draft (any more).
    pub(crate) fn give(
        &mut self,
        browser: &str,
        contact: &mut Option<Contact>,
        typed: &mut Typed,
    ) -> bool {
        self.reader = browser.to_owned();
        let own = self.own.remove(browser).unwrap_or_default();
        *contact = own.contact;
        typed.extend(own.typed);
        self.admits(browser)
    }
}
