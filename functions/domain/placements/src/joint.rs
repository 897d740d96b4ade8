//! Several jobs of one party at once: the paper of a month over all of them, what is paid for it, and its answer.
//!
//! What is recorded of one of them is recorded of all, so that their books add up to the paper.

mod choice;
mod command;
mod money;
mod paper;

pub use choice::{JointChoice, JointFit, JointSearch};

use accounts::{
    AccountBook, AccountEvent, AccountRefused, HeardAnswer, JointJob, NoticeAnswer, Payment,
    SentPaper,
};
use base::contact::Contact;
use base::doer::Doer;
use base::month::Month;
use base::people::Actor;
use base::time::japan_date;
use jiff::Timestamp;
use jiff::civil::Date;
use submissions::route::Load;
use text_checks::letters;
use town::Programme;
use town::texts::MoneyTexts;

use super::command::Command;
use super::decide::Deciding;
use super::id::SpecId;
use super::refused::Refused;
use super::state::{Placement, Status};
use super::{Case, Decision};

/// What somebody wants to do about the month of several jobs.
#[derive(Clone, Debug, PartialEq)]
pub struct JointAct {
    /// The month.
    pub month: Month,
    /// The jobs, in the order of the paper.
    pub jobs: Vec<JointJob>,
    /// What.
    pub what: JointWhat,
}

/// What is done about all of them.
#[derive(Clone, Debug, PartialEq)]
pub enum JointWhat {
    /// Send the client one invoice.
    Invoice {
        /// The words of today.
        texts: Box<MoneyTexts>,
    },
    /// Send the worker one notice of what they are paid.
    Notice {
        /// The words of today.
        texts: Box<MoneyTexts>,
    },
    /// The client paid, in one sum.
    Income {
        /// What.
        payment: Payment,
        /// The payment that it corrects, from 1.
        corrects: Option<u32>,
        /// How many had come in one sum when the form was shown, if it says so.
        after: Option<usize>,
    },
    /// The worker was paid, in one sum.
    Pay {
        /// What.
        payment: Payment,
    },
    /// The worker answered the notice.
    Answer {
        /// Its number.
        number: String,
        /// The answer.
        answer: NoticeAnswer,
        /// How it came; `None`: the worker pressed the button.
        heard: Option<HeardAnswer>,
    },
}

/// One job of an act, as it stands.
struct Side<'a> {
    case: &'a Case,
    placement: &'a Placement,
    worker: u32,
}

impl<'a> Side<'a> {
    fn contact(&self) -> &'a Contact {
        &self.case.submission().contact
    }

    fn book(&self) -> &'a AccountBook {
        &self.placement.accounts
    }
}

/// What an act is decided on.
struct Acting<'a> {
    act: &'a JointAct,
    sides: Vec<Side<'a>>,
    programme: &'a Programme,
    now: Timestamp,
}

impl<'a> Acting<'a> {
    fn of(
        act: &'a JointAct,
        cases: &'a [Case],
        programme: &'a Programme,
        now: Timestamp,
    ) -> Result<Acting<'a>, Refused> {
        let side = |job: &JointJob| {
            let id = SpecId::parse(&job.placement)?;
            let mut cases = cases.iter();
            let case = cases.find(|case| case.submission().reference == id.reference)?;
            Some(Side {
                case,
                placement: case.placement(id.spec)?,
                worker: job.worker,
            })
        };
        let sides: Option<Vec<Side<'_>>> = act.jobs.iter().map(side).collect();
        // A job that turned out to be a trial or a duplicate holds up none of the others.
        let goes_on = |side: &Side<'_>| matches!(side.placement.status, Status::Accepted { .. });
        let sides = sides.map(|mut sides| {
            sides.retain(goes_on);
            sides
        });
        let sides = sides.filter(|sides| !sides.is_empty());
        Ok(Acting {
            act,
            sides: sides.ok_or(Refused::Unknown)?,
            programme,
            now,
        })
    }

    /// What is recorded of each job.
    fn events(&self) -> Result<Vec<AccountEvent>, Refused> {
        let events = match &self.act.what {
            JointWhat::Invoice { texts } => self.invoices(texts),
            JointWhat::Notice { texts } => self.notices(texts),
            JointWhat::Income {
                payment, corrects, ..
            } => self.income(payment, *corrects),
            JointWhat::Pay { payment } => self.pay(payment),
            JointWhat::Answer {
                number,
                answer,
                heard,
            } => Ok(self.answers(number, answer, heard.as_ref())),
        };
        events.map_err(Refused::Account)
    }

    fn answers(
        &self,
        number: &str,
        answer: &NoticeAnswer,
        heard: Option<&HeardAnswer>,
    ) -> Vec<AccountEvent> {
        let each = self.sides.iter().map(|side| AccountEvent::NoticeAnswered {
            worker: side.worker,
            month: self.act.month,
            number: number.to_owned(),
            answer: answer.clone(),
            heard: heard.cloned(),
        });
        each.collect()
    }
}

impl JointAct {
    /// How many payments a job's book had when the form was shown, if nothing was recorded since.
    fn after(&self, book: &AccountBook) -> Option<usize> {
        let JointWhat::Income { after, .. } = &self.what else {
            return None;
        };
        let is_as_shown = after.is_some_and(|after| after == book.joint_payments(self.month));
        is_as_shown.then(|| book.received(self.month).len())
    }

    /// The paper that it would send, as it is kept with each job; none of an act that sends none.
    ///
    /// # Errors
    /// Why it may not leave.
    pub fn papers(
        &self,
        cases: &[Case],
        programme: &Programme,
        now: Timestamp,
    ) -> Result<Vec<SentPaper>, Refused> {
        let events = Acting::of(self, cases, programme, now)?.events()?;
        let papers = events.into_iter().filter_map(|event| match event {
            AccountEvent::InvoiceSent { sent, .. } | AccountEvent::NoticeSent { sent, .. } => {
                Some(*sent)
            }
            _ => None,
        });
        Ok(papers.collect())
    }
}

/// What acts on several jobs write, if all of it may be done now: a decision for each case that they touch.
///
/// # Errors
/// Why not; see [`Refused`].
pub fn decide_together(
    cases: &[Case],
    acts: &[JointAct],
    by: Doer<'_>,
    now: Timestamp,
    programme: &Programme,
) -> Result<Vec<Decision>, Refused> {
    let mut entries = vec![Vec::new(); cases.len()];
    let load = Load::default();
    for act in acts {
        let acting = Acting::of(act, cases, programme, now)?;
        for (side, event) in acting.sides.iter().zip(acting.events()?) {
            // In each job the worker has another number.
            let actor = match by.actor {
                Actor::Worker { .. } => &Actor::Worker {
                    number: side.worker,
                },
                actor => actor,
            };
            let deciding = Deciding {
                placement: side.placement,
                by: actor,
                name: by.name,
                now,
                programme,
                load: &load,
            };
            let after = act.after(side.book());
            let decided = deciding.entries(&Command::Account { event, after })?;
            let place = cases.iter().position(|case| std::ptr::eq(case, side.case));
            if let Some(entries) = place.and_then(|place| entries.get_mut(place)) {
                entries.extend(decided);
            }
        }
    }
    let decided = cases.iter().zip(entries);
    let decided = decided.filter(|(_, entries)| !entries.is_empty());
    Ok(decided
        .map(|(case, entries)| case.decision(entries, programme))
        .collect())
}

/// Whether two submissions come from one client: the same mail, or where one gave none, the same name and phone.
pub fn is_one_client(one: &Contact, other: &Contact) -> bool {
    match (&one.mail, &other.mail) {
        (Some(one), Some(other)) => one == other,
        _ => {
            let name = |contact: &Contact| letters(&contact.business);
            one.phone.is_some() && one.phone == other.phone && name(one) == name(other)
        }
    }
}

fn together(is: bool) -> Result<(), AccountRefused> {
    match is {
        true => Ok(()),
        false => Err(AccountRefused::NotTogether),
    }
}

impl Acting<'_> {
    /// A paper as it is kept with one of its jobs: of one job alone, there is nothing to share.
    fn kept(&self, sent: SentPaper) -> Box<SentPaper> {
        let joint = sent.joint.filter(|_| self.act.jobs.len() > 1);
        Box::new(SentPaper { joint, ..sent })
    }

    fn today(&self) -> Date {
        japan_date(self.now)
    }
}
