//! A seminar as the office writes its page: what it is, when and where, and when which mail about it is due.

mod file;
mod front;
mod rules;
mod source;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use base::contact::EmailAddress;
use base::industry::Industry;
use base::time::{japan_date, japanese};

/// From this hour of the day in Japan on, reminders and thank-you mails leave.
const MAIL_HOUR: i8 = 10;

pub(crate) use file::is_page;
pub(crate) use source::seminars;

/// A seminar as its page describes it, `content/seminars/{slug}.md` or `content/seminars/{slug}/index.md`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Seminar {
    /// The name of its file or folder: names it in addresses of functions and in the store for good.
    pub slug: String,
    /// Its page below `content/`.
    #[serde(skip)]
    pub source: String,
    /// The address of its page below the site's root, with a slash at both ends.
    pub page: String,
    /// Its title.
    pub title: String,
    /// Which of the plan's four kinds it is.
    pub kind: SeminarKind,
    /// The industry it is for; `None`: any.
    pub industry: Option<Industry>,
    /// When it begins.
    pub start: Timestamp,
    /// When it ends.
    pub end: Timestamp,
    /// The room.
    pub venue: String,
    /// The venue's address.
    pub address: String,
    /// Whether one may take part online.
    pub online: bool,
    /// Where to connect. Goes into mails only, never into a page or a feed.
    #[serde(skip)]
    pub online_url: Option<String>,
    /// Places: people, or at a consultation groups.
    pub capacity: u32,
    /// The most registrations that may wait.
    pub waitlist: u32,
    /// Until when one may register, and a freed place goes to the next in line.
    pub deadline: Timestamp,
    /// What it costs, in words.
    pub fee: String,
    /// For whom, in words.
    pub audience: String,
    /// What to bring, in words.
    pub bring: String,
    /// Who answers questions; `None`: the operator.
    pub contact: Option<EmailAddress>,
    /// Whether it takes place as planned.
    pub state: State,
    /// What it has in common with others that are times of one consultation, each for one party; `None`: it is alone.
    pub series: Option<String>,
    /// Whether it only shows what a seminar looks like.
    pub sample: bool,
    /// The day its page was last changed, as the page says.
    pub updated: Option<Date>,
}

/// The kinds of seminars, each with a page of its own below `content/seminars/types/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SeminarKind {
    /// はじめての外注
    First,
    /// 書き出しワークショップ
    Workshop,
    /// 約束とお金と個人情報
    Rules,
    /// 業種別相談会
    Consult,
    /// 営業イベント・マッチング会
    Matching,
}

/// Whether a seminar takes place as planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum State {
    /// As announced.
    Planned,
    /// At another time or place.
    Moved {
        /// What the office says about it.
        message: String,
    },
    /// Not at all.
    Cancelled {
        /// What the office says about it.
        message: String,
    },
}

impl Seminar {
    /// Whether it was called off.
    pub fn is_cancelled(&self) -> bool {
        matches!(self.state, State::Cancelled { .. })
    }

    /// Whether one may register, and whether a freed place goes to the next in line.
    pub fn is_open(&self, now: Timestamp) -> bool {
        !self.is_cancelled() && now < self.deadline.min(self.start)
    }

    /// How many places that many people take: at a consultation a group takes one.
    pub fn places(&self, people: u32) -> u32 {
        match self.kind {
            SeminarKind::Consult => 1,
            _ => people,
        }
    }

    /// What places are counted in: 人 or 組.
    pub fn unit(&self) -> &'static str {
        match self.kind {
            SeminarKind::Consult => "組",
            _ => "人",
        }
    }

    /// Day and time in words, e.g. 2027年1月20日（水）14:00〜15:00.
    pub fn when(&self) -> String {
        format!(
            "{}{}〜{}",
            japanese(self.day()),
            clock(self.start),
            clock(self.end)
        )
    }

    /// The deadline in words, e.g. 2027年1月18日（月）17:00.
    pub fn deadline_words(&self) -> String {
        format!(
            "{}{}",
            japanese(japan_date(self.deadline)),
            clock(self.deadline)
        )
    }

    /// The day in Japan on which it begins.
    pub fn day(&self) -> Date {
        japan_date(self.start)
    }

    /// From when on reminders leave: the day before, ten o'clock in Japan.
    pub fn remind_at(&self) -> Timestamp {
        mail_time(self.day().saturating_sub(1.day()))
    }

    /// From when on thank-you mails leave: the day after, ten o'clock in Japan.
    pub fn thank_at(&self) -> Timestamp {
        mail_time(japan_date(self.end).saturating_add(1.day()))
    }

    /// When link tokens about it end: personal data is deleted from then on.
    pub fn forget_at(&self, keep_days: u32) -> Timestamp {
        forgotten_after(self.end, keep_days)
    }

    /// Rises when the page changes: the public calendar entry's `SEQUENCE`, as `calendar.ics` of the site
    /// counts it too.
    pub fn edition(&self) -> u32 {
        let changed = self.updated.map_or(0, |day| {
            i32::from(day.year()) * 10_000 + i32::from(day.month()) * 100 + i32::from(day.day())
        });
        let told = match self.state {
            State::Planned => 0,
            State::Moved { .. } => 1,
            State::Cancelled { .. } => 2,
        };
        changed.unsigned_abs() * 10 + told
    }

    /// Everything that mails have said about it: when this text changes, everyone is notified.
    pub fn news(&self) -> String {
        let told = match &self.state {
            State::Planned => "planned".to_owned(),
            State::Moved { message } => format!("moved {} {} {message}", self.venue, self.address),
            State::Cancelled { message } => format!("cancelled {message}"),
        };
        format!("{} {} {told}", self.start, self.end)
    }
}

/// When the personal data of a seminar that ended then is deleted.
pub fn forgotten_after(end: Timestamp, keep_days: u32) -> Timestamp {
    base::time::days_after(end, keep_days)
}

fn mail_time(day: Date) -> Timestamp {
    let offset = jiff::tz::Offset::constant(9);
    let time = day.at(MAIL_HOUR, 0, 0, 0);
    offset.to_timestamp(time).unwrap_or(Timestamp::MAX)
}

/// The time of day in Japan, e.g. 9:05.
pub fn clock(at: Timestamp) -> String {
    let time = jiff::tz::Offset::constant(9).to_datetime(at).time();
    format!("{}:{:02}", time.hour(), time.minute())
}
