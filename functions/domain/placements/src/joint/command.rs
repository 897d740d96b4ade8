//! What is recorded of one job and concerns a paper over several: it goes to all of them.

use accounts::{AccountEvent, Joint, Payment};

use super::{JointAct, JointWhat};
use crate::command::Command;
use crate::state::Placement;

impl Placement {
    /// The act on all jobs of a paper that somebody means who records this of one of them; `None`: it is of this job alone.
    pub fn with_others(&self, command: &Command) -> Option<JointAct> {
        let Command::Account { event, after } = command else {
            return None;
        };
        let book = &self.accounts;
        let income = |payment: &Payment, corrects, after| JointWhat::Income {
            payment: payment.clone(),
            corrects,
            after,
        };
        let (month, joint, what) = match event {
            AccountEvent::ClientPaid { month, payment } => {
                let is_next = after.is_some() && *after == book.counted(event);
                let after = is_next.then(|| book.joint_payments(*month));
                let what = income(payment, None, after);
                (*month, book.joint_invoice(*month), what)
            }
            AccountEvent::ClientPaymentCorrected {
                month,
                part,
                payment,
            } => {
                let what = income(payment, Some(*part), None);
                (*month, book.joint_invoice(*month), what)
            }
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
