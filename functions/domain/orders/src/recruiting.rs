//! What may be done about the notice of a placement.

use jiff::civil::Date;

use crate::book::OrderBook;
use crate::event::OrderEvent;
use crate::issue::OrderRefused;
use crate::recruit::{OpenedRecruitment, Recruitment};

impl OrderBook {
    /// The day by which the work is due that is prepared: nobody is looked for any longer.
    fn work_due(&self) -> Option<Date> {
        self.prepared.as_ref()?.draft.delivery.value().copied()
    }

    /// The notice, if it may be answered on that day: not ended, not over, its work not due before, and nobody has an order
    /// since.
    pub fn recruiting(&self, today: Date) -> Option<&Recruitment> {
        let open = self.recruitment.as_ref().filter(|it| it.is_open(today))?;
        if self.work_due().is_some_and(|due| today > due) {
            return None;
        }
        let opened = open.opened.at;
        let mut orders = self
            .orders
            .iter()
            .filter_map(|order| order.versions.first());
        let filled = orders.any(|first| first.issued_at >= opened);
        (!filled).then_some(open)
    }

    /// Opens a notice, or its next round.
    ///
    /// # Errors
    /// [`OrderRefused`].
    pub fn open_recruitment(
        &self,
        notice: &OpenedRecruitment,
        today: Date,
    ) -> Result<OrderEvent, OrderRefused> {
        let round = self.next_round();
        if let Some(open) = self.recruiting(today)
            && (notice.round < round || open.opened.what.paper.groups == notice.paper.groups)
        {
            return Err(OrderRefused::Done {
                by: open.opened.by.clone(),
                at: open.opened.at,
            });
        }
        let is_stale = self.work_due().is_some_and(|due| notice.closes_on > due);
        if notice.round != round || notice.closes_on < today || is_stale {
            return Err(OrderRefused::OtherDraft);
        }
        Ok(OrderEvent::RecruitmentOpened(Box::new(notice.clone())))
    }

    /// The number of the next round.
    pub fn next_round(&self) -> u32 {
        let last = self.recruitment.as_ref();
        last.map_or(1, |last| last.opened.what.round + 1)
    }

    /// Ends the notice.
    ///
    /// # Errors
    /// [`OrderRefused`].
    pub fn close_recruitment(&self) -> Result<OrderEvent, OrderRefused> {
        match &self.recruitment {
            None => Err(OrderRefused::NoSuchOrder),
            Some(Recruitment {
                closed: Some((by, at)),
                ..
            }) => Err(OrderRefused::Done {
                by: by.clone(),
                at: *at,
            }),
            Some(_) => Ok(OrderEvent::RecruitmentClosed),
        }
    }

    /// That somebody answered; `applicant` is the id under which their words are kept.
    ///
    /// # Errors
    /// [`OrderRefused`].
    pub fn apply_for(&self, applicant: &str, today: Date) -> Result<OrderEvent, OrderRefused> {
        let open = self.recruiting(today).ok_or(OrderRefused::NoSuchOrder)?;
        match open.applicants.contains(applicant) {
            true => Err(OrderRefused::Done {
                by: open.opened.by.clone(),
                at: open.opened.at,
            }),
            false => Ok(OrderEvent::Applied {
                applicant: applicant.to_owned(),
            }),
        }
    }
}
