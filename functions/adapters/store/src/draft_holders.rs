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
use submissions::assisted::{Agreement, Helper};

/// Half-typed pages by step path.
type Typed = BTreeMap<String, Input>;

/// Between a draft's id and its browser's in what a cookie names; neither holds it.
const BETWEEN: char = '.';

/// Between a step's path and the name of a field; neither holds it.
const OF_PAGE: char = ' ';

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
    /// Who wrote each page, by step path, and of fields that somebody else has changed since who that was, by the step's
    /// path and the field's name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    writers: BTreeMap<String, String>,
    /// The browsers with which somebody of the office writes for the employer, the latest at the end; kept also when one
    /// is let out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    helpers: Vec<HelpingBrowser>,
    /// What the office recorded of the employer's agreement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    agreed: Option<RecordedAgreement>,
    /// The code with which one more browser may join.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    offer: Option<JoinOffer>,
    /// Of every browser but the reader, whose own is where it always was.
    own: BTreeMap<String, OwnWords>,
}

/// A browser with which somebody of the office writes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct HelpingBrowser {
    id: String,
    helper: Helper,
}

/// That an employer agreed, as the office recorded it before anything was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedAgreement {
    /// The short name of what was shown to them; what is changed since asks for another agreement.
    pub shown: String,
    /// How, when and to what they agreed.
    pub agreement: Agreement,
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

fn of_page(step: &str, field: &str) -> String {
    format!("{step}{OF_PAGE}{field}")
}

fn is_field_of(written: &str, step: &str) -> bool {
    let field = written.strip_prefix(step);
    field.is_some_and(|field| field.starts_with(OF_PAGE))
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

    /// Notes that the reader wrote a whole page.
    pub fn wrote(&mut self, step: &str) {
        self.writers
            .retain(|written, _| !is_field_of(written, step));
        self.writers.insert(step.to_owned(), self.reader.clone());
    }

    /// Notes that the reader answered a page, and changed these fields of it. Whoever was first on a page wrote what is not
    /// changed.
    pub fn answered<'a>(&mut self, step: &str, changed: impl IntoIterator<Item = &'a str>) {
        let Some(first) = self.writers.get(step).cloned() else {
            return self.wrote(step);
        };
        for field in changed {
            let written = of_page(step, field);
            match first == self.reader {
                true => self.writers.remove(&written),
                false => self.writers.insert(written, self.reader.clone()),
            };
        }
    }

    /// Who wrote a field of a page; `None`: nobody was there yet.
    fn writer(&self, step: &str, field: &str) -> Option<&String> {
        let changed = self.writers.get(&of_page(step, field));
        changed.or_else(|| self.writers.get(step))
    }

    /// Whether another browser than the reader wrote this field last.
    pub fn is_anothers(&self, step: &str, field: &str) -> bool {
        let writer = self.writer(step, field);
        writer.is_some_and(|writer| *writer != self.reader)
    }

    /// Notes that somebody of the office writes with this browser.
    pub fn let_help(&mut self, browser: &str, helper: Helper) {
        let id = browser.to_owned();
        self.helpers.push(HelpingBrowser { id, helper });
    }

    fn helper(&self, browser: &str) -> Option<&Helper> {
        let helping = self.helpers.iter().find(|helping| helping.id == browser);
        helping.map(|helping| &helping.helper)
    }

    /// Who of the office reads it; `None`: the employer.
    pub fn reading_helper(&self) -> Option<&Helper> {
        self.helper(&self.reader)
    }

    /// Who of the office helped last; `None`: the employer wrote it alone.
    pub fn latest_helper(&self) -> Option<&Helper> {
        self.helpers.last().map(|helping| &helping.helper)
    }

    /// Since when somebody of the office writes; `None`: the browser of the first of them does not hold it any more.
    pub fn helped_since(&self) -> Option<Timestamp> {
        let first = self.helpers.first()?;
        let held = self.browsers.iter().find(|held| held.id == first.id);
        held.map(|held| held.since)
    }

    /// Whether somebody of the office wrote this field last.
    pub fn is_offices(&self, step: &str, field: &str) -> bool {
        let writer = self.writer(step, field);
        writer.is_some_and(|writer| self.helper(writer).is_some())
    }

    /// Keeps what the office recorded of the employer's agreement, in the place of what it recorded before.
    pub fn record_agreement(&mut self, recorded: RecordedAgreement) {
        self.agreed = Some(recorded);
    }

    /// What was recorded of an agreement to what is shown now.
    pub fn recorded_agreement(&self, shown: &str) -> Option<&Agreement> {
        let recorded = self.agreed.as_ref();
        let recorded = recorded.filter(|recorded| recorded.shown == shown);
        recorded.map(|recorded| &recorded.agreement)
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
