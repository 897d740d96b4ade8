//! What is recorded of one job and concerns a paper over several: it goes to all of them.

use accounts::{AccountEvent, Joint};

use super::{JointAct, JointWhat};
use crate::command::Command;
use crate::state::Placement;

impl Placement {
    /// The act on all jobs of a paper that somebody means who records this of one of them; `None`: it is of this job alone.
    pub fn with_others(&self, command: &Command) -> Option<JointAct> {
        let Command::Account { event } = command else {
            return None;
        };
        let book = &self.accounts;
        let (month, joint, what) = match event {
            AccountEvent::ClientPaid { month, payment } => (
                *month,
                book.joint_invoice(*month),
                JointWhat::Income {
                    payment: payment.clone(),
                    corrects: None,
                },
            ),
            AccountEvent::ClientPaymentCorrected {
                month,
                part,
                payment,
            } => (
                *month,
                book.joint_invoice(*month),
                JointWhat::Income {
                    payment: payment.clone(),
                    corrects: Some(*part),
                },
            ),
            AccountEvent::WorkerPaid {
                worker,
                month,
                payment,
            } => (
                *month,
                book.joint_notice(*month, *worker),
                JointWhat::Pay {
                    payment: payment.clone(),
                },
            ),
            AccountEvent::NoticeAnswered {
                worker,
                month,
                number,
                answer,
                heard,
            } => (
                *month,
                book.joint_notice(*month, *worker),
                JointWhat::Answer {
                    number: number.clone(),
                    answer: answer.clone(),
                    heard: heard.clone(),
                },
            ),
            _ => return None,
        };
        let joint: &Joint = joint?;
        Some(JointAct {
            month,
            jobs: joint.jobs.clone(),
            what,
        })
    }
}
