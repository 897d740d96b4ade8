//! A visit to a page about the order of one worker, by whoever looks after it.

use base::text;
use forms::Input;
use orders::Order;
use placements::Command;
use web::{AppState, HandlerError, Visitor};

use super::page::open_order;
use crate::session::{LinkSession, OpenedPlacement, bad_request};
use crate::together::act_with_others;

/// A visit to a page of one worker.
pub(super) struct WorkerVisit<'a> {
    pub state: &'a AppState,
    pub session: LinkSession,
    pub found: OpenedPlacement,
    pub worker: u32,
}

impl<'a> WorkerVisit<'a> {
    pub async fn open(
        state: &'a AppState,
        visitor: &Visitor,
        token: &str,
        worker: u32,
    ) -> Result<WorkerVisit<'a>, HandlerError> {
        let (session, found) = open_order(state, visitor, token).await?;
        if found.placement.orders.order(worker).is_none() {
            return Err(bad_request());
        }
        Ok(WorkerVisit {
            state,
            session,
            found,
            worker,
        })
    }

    /// By a form of the page.
    pub async fn posted(
        state: &'a AppState,
        visitor: &Visitor,
        input: &Input,
    ) -> Result<WorkerVisit<'a>, HandlerError> {
        let worker = text::whole(input.one("worker")).unwrap_or_default();
        WorkerVisit::open(state, visitor, input.one("t"), worker).await
    }

    pub fn order(&self) -> Result<&Order, HandlerError> {
        let order = self.found.placement.orders.order(self.worker);
        order.ok_or_else(bad_request)
    }

    /// Where a page of this visit says what was done.
    pub fn here(&self, path: &str, done: &str) -> String {
        let (token, worker) = (&self.session.token, self.worker);
        format!("{path}?t={token}&worker={worker}&done={done}")
    }

    /// Does something. Inside: the visit to the page as it stands now, where that was refused.
    pub async fn act(self, command: &Command) -> Result<Result<(), WorkerVisit<'a>>, HandlerError> {
        let on = (self.found.case.clone(), &self.found.placement);
        let acted = act_with_others(self.state, &self.session, on, command).await?;
        Ok(acted.map_err(|(found, _)| WorkerVisit { found, ..self }))
    }
}
