//! What the clock does about a placement that waits: reminder, deputy, office, each once, on business days.

use jiff::civil::{Date, Time, time};
use jiff::{SignedDuration, Timestamp};

use super::entry::Event;
use super::state::{Placement, Status};
use super::step::ClockStep;
use base::people::Holder;
use base::time::{Calendar, japan_date};
use town::Programme;

/// Within these hours of a business day somebody is there to read a mail.
const DAY: (Time, Time) = (time(9, 0, 0, 0), time(17, 0, 0, 0));

impl Placement {
    /// The steps of the present wait, with how many business days after its beginning each is due.
    fn steps(&self, programme: &Programme) -> Vec<(ClockStep, u32)> {
        let rules = &programme.escalation;
        match self.status {
            Status::Waiting => match self.waiting_holder() {
                Holder::Group { .. } => vec![
                    (ClockStep::Reminder, rules.reminder_business_days),
                    (ClockStep::Deputy, rules.deputy_business_days),
                    (ClockStep::Office, rules.office_business_days),
                ],
                Holder::Office => Vec::new(),
                _ => vec![
                    (ClockStep::Reminder, rules.reminder_business_days),
                    (ClockStep::Office, rules.office_business_days),
                ],
            },
            Status::Questioned | Status::AwaitingConsent | Status::WithPartner => vec![
                (ClockStep::Reminder, rules.outside_reminder_business_days),
                (ClockStep::Office, rules.outside_office_business_days),
            ],
            Status::Accepted { .. } | Status::Ended { .. } => Vec::new(),
        }
    }

    /// Who had it when the present wait began.
    fn waiting_holder(&self) -> &Holder {
        match (self.clock.1, &self.holder) {
            // Escalating moved it on, but the wait began with the seat before.
            (Some(ClockStep::Deputy | ClockStep::Office), _) => {
                self.offered_to.first().unwrap_or(&self.holder)
            }
            (_, holder) => holder,
        }
    }

    /// The steps still to come.
    fn ahead(&self, programme: &Programme) -> Vec<(ClockStep, Timestamp)> {
        let (since, done) = self.clock;
        self.steps(programme)
            .into_iter()
            .filter(|(step, _)| done.is_none_or(|done| *step > done))
            .map(|(step, days)| (step, due(&programme.calendar, since, days)))
            .collect()
    }

    /// When the office is reminded again of what is with it and nobody has decided: every week.
    fn again(&self, programme: &Programme) -> Option<Timestamp> {
        let office = self.is_undecided() && self.holder == Holder::Office;
        let last = self.reminded.unwrap_or(self.held_since);
        // A week is over at the end of its sixth day and one business day.
        let sixth = last + SignedDuration::from_hours(6 * 24);
        office.then(|| due(&programme.calendar, sixth, 1))
    }

    /// When the clock has something to do, if nobody decides before.
    pub fn due(&self, programme: &Programme) -> Option<Timestamp> {
        let waiting = self.ahead(programme).into_iter().map(|(_, at)| at);
        let waiting = waiting.chain(self.again(programme));
        let orders = self.next_order_reminder(programme).into_iter();
        let accounts = self.next_account_reminder();
        waiting.chain(orders).chain(accounts).min()
    }

    /// By which day whoever has it should act, where a wait or a step has just begun: as these settings say.
    pub(super) fn new_day(&self, programme: &Programme) -> Option<Date> {
        if !self.is_undecided() || self.until.is_some() {
            return None;
        }
        let next = self
            .ahead(programme)
            .into_iter()
            .find(|(step, _)| *step != ClockStep::Reminder);
        Some(match next {
            Some((_, at)) => japan_date(at),
            None => {
                let days = programme.promise.answer_business_days;
                let from = japan_date(self.held_since);
                programme.calendar.after(from, days)
            }
        })
    }

    /// What the clock does now, if anything: the last step that is due, so that a late round goes to the
    /// right place at once and says it once.
    pub(super) fn tick(&self, programme: &Programme, now: Timestamp) -> Option<Event> {
        let last = self.ahead(programme).into_iter();
        let Some((step, _)) = last.rev().find(|(_, at)| *at <= now) else {
            return self
                .again(programme)
                .filter(|at| *at <= now)
                .map(|_| Event::Reminded);
        };
        Some(match (step, self.waiting_holder().group()) {
            (ClockStep::Reminder, _) => Event::Reminded,
            // A group that was taken out of the settings has no deputy any more.
            (ClockStep::Deputy, Some(group)) if programme.group(group).is_some() => {
                Event::Escalated {
                    to: Holder::Deputy {
                        group: group.to_owned(),
                    },
                }
            }
            _ => Event::Escalated { to: Holder::Office },
        })
    }
}

/// So many business days after that moment: at the same time of day if it was within office hours, else
/// at the nearer end of them; what came on a day off is due at the end of a day, so that a whole one lies
/// between.
fn due(calendar: &Calendar, since: Timestamp, business_days: u32) -> Timestamp {
    let local = jiff::tz::Offset::constant(9).to_datetime(since);
    let time = if calendar.is_business_day(local.date()) {
        local.time().clamp(DAY.0, DAY.1)
    } else {
        DAY.1
    };
    let day = calendar.after(local.date(), business_days);
    jiff::tz::Offset::constant(9)
        .to_timestamp(day.to_datetime(time))
        .unwrap_or(since + SignedDuration::from_hours(24 * i64::from(business_days)))
}
