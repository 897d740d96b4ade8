//! What became of a sheet, as whoever has it now tells whoever handed it over: told whole each time, so that what is told
//! twice changes nothing.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use submissions::SheetOrigin;
use town::Content;

use crate::Case;
use crate::command::Command;
use crate::entry::{Entry, Event, Stage};
use crate::price_range::MOST_YEN;
use crate::state::{Placement, StageDone, Status};

/// The most hours of one order, as a person may type them.
const MOST_HOURS: f64 = 1e5;

/// Where a sheet stands. Unknown fields are passed over, so that later versions may say more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ProgressReport {
    /// Always `handover-answer.v2`.
    pub schema: String,
    /// The number that came with the sheet.
    pub id: String,
    /// The id of the message that brought the sheet, so that what is told late of an earlier time is known as such.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<String>,
    /// How far it is.
    pub state: SharedState,
    /// Why it was rejected or failed; otherwise empty.
    #[serde(default)]
    pub text: String,
    /// What has to be known first, while nobody has answered it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// Where a person may answer the question: a page of whoever asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_at: Option<String>,
    /// The stages reached, in their order.
    #[serde(default)]
    pub stages: Vec<ReportedStage>,
}

/// How far a sheet is with whoever has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SharedState {
    /// It has arrived; nobody has decided.
    Requested,
    /// Somebody takes care of it.
    Accepted,
    /// Nobody does.
    Rejected,
    /// It is ordered.
    InProgress,
    /// It is paid.
    Completed,
    /// It was accepted, and ended before it was paid.
    Failed,
}

/// A stage that was reached.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReportedStage {
    /// Which one.
    pub stage: Stage,
    /// On which day.
    pub on: Date,
    /// Yen, at the order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<u64>,
    /// Hours of work, at the order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<f64>,
}

impl ProgressReport {
    /// The value of [`ProgressReport::schema`].
    pub const SCHEMA: &str = "handover-answer.v2";

    /// Of a placement of ours that came to us so. `answer_at` says where its question is answered.
    pub fn of(
        placement: &Placement,
        origin: &SheetOrigin,
        content: &Content,
        answer_at: impl FnOnce() -> String,
    ) -> ProgressReport {
        // In a word; what was noted with it stays here.
        let reason = match placement.status {
            Status::Ended { reason } => reason.label(&content.texts.figures),
            _ => "",
        };
        let question = placement.question.as_ref();
        ProgressReport {
            schema: Self::SCHEMA.to_owned(),
            id: origin.id.clone(),
            answers: Some(origin.message.clone()),
            state: state(placement),
            text: reason.to_owned(),
            question: question.map(|question| question.text.clone()),
            answer_at: question.map(|_| answer_at()),
            stages: placement.stages.iter().map(ReportedStage::of).collect(),
        }
    }

    /// Whether its sums and hours are those that somebody may order for.
    pub fn is_possible(&self) -> bool {
        self.stages.iter().all(|told| {
            let amount = told.amount.is_none_or(|yen| yen <= MOST_YEN);
            let hours = told.hours;
            amount && hours.is_none_or(|hours| (0.0..=MOST_HOURS).contains(&hours))
        })
    }

    /// Whether it tells the end of an earlier time that we handed this spec over; where it does not say, it is of the last.
    pub fn is_outdated(&self, case: &Case, spec: u32) -> bool {
        if !matches!(self.state, SharedState::Rejected | SharedState::Failed) {
            return false;
        }
        let handed =
            |entry: &Entry| entry.spec == spec && matches!(entry.event, Event::HandedOver { .. });
        let last = case.entries.iter().rposition(handed);
        // Our messages are numbered by the entry that causes them, from 1.
        let number = self.answers.as_ref().and_then(|id| id.split('-').nth(1));
        let number = number.and_then(|number| number.parse::<usize>().ok());
        number
            .zip(last)
            .is_some_and(|(number, last)| number <= last)
    }

    /// The next of the things that bring what we handed over to where it stands by this report; `None`: it stands there, or
    /// is with somebody else by now.
    pub fn next(&self, placement: &Placement) -> Option<Command> {
        let partner = placement.with_partner()?;
        let waits = placement.waits_for(partner);
        if matches!(self.state, SharedState::Rejected | SharedState::Failed) {
            let reason = self.text.clone();
            return Some(Command::PartnerFail { reason });
        }
        if waits && self.is_taken() {
            return Some(Command::PartnerTake);
        }
        // Of two words on one stage the last holds.
        let stages: BTreeMap<Stage, &ReportedStage> =
            self.stages.iter().map(|it| (it.stage, it)).collect();
        let news = stages.into_values().find(|it| !it.is_known(placement));
        if let Some(stage) = news.filter(|_| self.is_taken()) {
            return Some(stage.command());
        }
        let known = placement.partner_question.as_ref();
        let Some(question) = self.question.as_ref() else {
            return known.map(|_| Command::PartnerSettle);
        };
        let is_known = known.is_some_and(|known| known.starts_with(question));
        let lines = [Some(question), self.answer_at.as_ref()];
        let lines: Vec<&str> = lines.into_iter().flatten().map(String::as_str).collect();
        (!is_known).then(|| Command::PartnerAsk {
            question: lines.join("\n"),
        })
    }

    /// Whether somebody there takes care of it, or did to its end.
    fn is_taken(&self) -> bool {
        matches!(
            self.state,
            SharedState::Accepted | SharedState::InProgress | SharedState::Completed
        )
    }
}

fn state(placement: &Placement) -> SharedState {
    match placement.status {
        Status::Ended { .. } if placement.accepted.is_some() => SharedState::Failed,
        Status::Ended { .. } => SharedState::Rejected,
        Status::Accepted {
            stage: Stage::Payment,
        } => SharedState::Completed,
        Status::Accepted { .. } if placement.order().is_some() => SharedState::InProgress,
        Status::Accepted { .. } => SharedState::Accepted,
        Status::Waiting | Status::Questioned | Status::AwaitingConsent | Status::WithPartner => {
            SharedState::Requested
        }
    }
}

impl ReportedStage {
    fn of(done: &StageDone) -> ReportedStage {
        ReportedStage {
            stage: done.stage,
            on: done.on,
            amount: done.amount,
            hours: done.hours,
        }
    }

    fn is_known(&self, placement: &Placement) -> bool {
        let known = placement.stage(self.stage);
        known.is_some_and(|known| {
            let sums = (known.amount, known.hours) == (self.amount, self.hours);
            known.on == self.on && (sums || self.stage != Stage::Order)
        })
    }

    fn command(&self) -> Command {
        Command::Advance {
            stage: self.stage,
            on: self.on,
            amount: self.amount,
            hours: self.hours,
        }
    }
}
