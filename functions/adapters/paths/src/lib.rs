//! Where the pages are that mails link to: the paths that the Lambdas answer at, each written once.

use base::reference::Reference;
use base::token::{Keys, Purpose};
use jiff::Timestamp;
use placements::{Link, LinkPage};
use town::Programme;

/// Where directors and the office begin, and sign in.
pub const DIRECTOR: &str = "/director/";
/// A mailed code is typed, in the browser that asked for it.
pub const CODE: &str = "/director/code";
/// Before data is taken away a fresh code is typed.
pub const AGAIN: &str = "/director/again";
/// The devices on which somebody is signed in.
pub const DEVICES: &str = "/director/devices";
/// One placement, for whoever may decide on it.
pub const DECIDE: &str = "/director/decide";
/// An order in the making, and what became of it, for whoever looks after its placement.
pub const ORDER: &str = "/director/order";
/// The list of a director or deputy.
pub const HOME: &str = "/director/home";
/// All lists, for the office.
pub const OFFICE: &str = "/director/office";
/// Papers and books are searched.
pub const PAPERS: &str = "/director/papers";
/// The figures of a fiscal year, for the office.
pub const FIGURES: &str = "/director/office/figures";
/// Where the office changes the site; everything below it is answered with the site's generator at hand.
pub const CHANGE: &str = "/office/change";
/// A page as it will be, for whoever has the link.
pub const PREVIEW: &str = "/office/change/preview";
/// Where the office begins its day.
pub const TODAY: &str = "/office/";
/// Mails that were given up.
pub const LETTERS: &str = "/office/letters";
/// The book of visits.
pub const VISITS: &str = "/office/visits";
/// The register of employers.
pub const BUSINESSES: &str = "/office/businesses";
/// One of them.
pub const BUSINESS: &str = "/office/businesses/one";
/// The report of a fiscal year.
pub const REPORT: &str = "/office/report";
/// What the office writes about it.
pub const REPORT_EDIT: &str = "/office/report/edit";
/// As a paper for the meeting.
pub const REPORT_FILE: &str = "/office/report.pdf";
/// As a file for Excel.
pub const REPORT_TABLES: &str = "/office/report.xlsx";
/// It is put on the site.
pub const REPORT_PUBLISH: &str = "/office/change/report";
/// A visit is entered or changed.
pub const VISIT_ENTRY: &str = "/office/visits/entry";
/// Papers for counter, fair and visit.
pub const HANDOUTS: &str = "/office/handouts";
/// One of them as a file.
pub const HANDOUT_FILE: &str = "/office/handout.pdf";
/// Worksheets with numbers.
pub const SHEETS: &str = "/office/handouts/sheets";
/// The draft of a worksheet is opened by its number.
pub const SHEET_OPEN: &str = "/office/handouts/open";
/// Somebody of the office begins to write for an employer.
pub const HELP: &str = "/office/help";
/// They record that the employer agreed to it.
pub const HELP_AGREEMENT: &str = "/office/help/agreement";
/// The last page before it is sent.
pub const SEND: &str = "/inventory/send";
/// Somebody of the office records that an employer changed their mind about what was written for them.
pub const HEARD_AGREEMENT: &str = "/office/agreement";
/// The employer changes it by themselves.
pub const AGREEMENT: &str = "/inventory/agreement";
/// Where they go on with it.
pub const HELPING: &str = "/inventory/help";
/// A table that was read for a draft.
pub const TABLE: &str = "/inventory/table";
/// Where its file is read.
pub const TABLE_READ: &str = "/inventory/table/read";
/// What to fill in, for Excel.
pub const TABLE_TEMPLATE: &str = "/inventory/table/template.xlsx";
/// The same as CSV.
pub const TABLE_TEMPLATE_CSV: &str = "/inventory/table/template.csv";
/// The table that was read, with what is wrong marked in it.
pub const TABLE_MARKED: &str = "/inventory/table/marked.xlsx";
/// The employer answers a question.
pub const ANSWER: &str = "/director/answer";
/// The employer says whether a sheet may go to the partner.
pub const CONSENT: &str = "/director/consent";
/// The partner answers; its system posts here too.
pub const PARTNER: &str = "/director/partner";
/// The employer reads a quote and answers it.
pub const QUOTE: &str = "/director/quote";
/// The public page of a notice.
pub const OPENING: &str = "/work/open";
/// A worker's order.
pub const WORK: &str = "/work/order";
/// What became of an inventory, for the employer.
pub const STATUS: &str = "/inventory/status";
/// A draft is opened on another device.
pub const CONTINUE: &str = "/inventory/continue";
/// A guest's own registration.
pub const REGISTRATION: &str = "/registration/mine";
/// The office's lists of who comes to a seminar.
pub const ATTENDEES: &str = "/registration/office/list";
/// An address is taken off the mails about seminars.
pub const STOP: &str = "/registration/stop";
/// Somebody asks to be visited.
pub const VISIT: &str = "/registration/visit";

/// Where a director says when they are away.
pub fn own_absence(group: &str) -> String {
    format!("{CHANGE}/edit?form=own_director&of={group}")
}

/// The path of the page that a link opens.
pub fn of(page: LinkPage) -> &'static str {
    match page {
        LinkPage::Decide => DECIDE,
        LinkPage::Answer => ANSWER,
        LinkPage::Consent => CONSENT,
        LinkPage::Partner => PARTNER,
        LinkPage::Quote => QUOTE,
        LinkPage::Recruit => OPENING,
        LinkPage::Work => WORK,
    }
}

/// A link signed as of `now`, without scheme and host, e.g. `/director/decide?t=…`.
pub fn address(link: &Link, keys: &Keys, programme: &Programme, now: Timestamp) -> String {
    let token = link.token(keys, programme, now);
    format!("{}?t={token}", of(link.page()))
}

/// The employer's link to what became of an inventory, without scheme and host; it opens until then.
pub fn status(reference: &Reference, until: Timestamp, keys: &Keys) -> String {
    let token = keys.sign(Purpose::Status, reference.as_str(), until);
    format!("{STATUS}?t={token}")
}

/// Between a draft's handle and the short name of what is shown of it; neither holds it.
const SHOWING: char = '/';

/// Where the office records that an employer agreed to what is shown of a draft; it opens until then.
pub fn agreement(draft: &str, shown: &str, until: Timestamp, keys: &Keys) -> String {
    let token = keys.sign(Purpose::Agree, &format!("{draft}{SHOWING}{shown}"), until);
    format!("{HELP_AGREEMENT}?t={token}")
}

/// The draft's handle and the short name of what was shown, of the token of such an address; `None`: it opens nothing (any
/// more).
pub fn agreement_about(token: &str, now: Timestamp, keys: &Keys) -> Option<(String, String)> {
    let subject = keys.verify(Purpose::Agree, token, now).ok()?;
    let (draft, shown) = subject.split_once(SHOWING)?;
    Some((draft.to_owned(), shown.to_owned()))
}
