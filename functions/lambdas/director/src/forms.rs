//! The small forms of a placement's page, and one of them shown again after it was rejected.

use forms::{Field, FieldError, Input};

use crate::fields;

/// The small forms of a placement's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CaseForm {
    Accept,
    Ask,
    Decline,
    HandOver,
    Advance,
    Correct,
    End,
    Reassign,
}

impl CaseForm {
    /// Where it is sent.
    pub fn path(self) -> &'static str {
        match self {
            CaseForm::Accept => "/director/accept",
            CaseForm::Ask => "/director/ask",
            CaseForm::Decline => "/director/decline",
            CaseForm::HandOver => "/director/handover",
            CaseForm::Advance => "/director/advance",
            CaseForm::Correct => "/director/correct",
            CaseForm::End => "/director/end",
            CaseForm::Reassign => "/director/reassign",
        }
    }
}

/// A form that was sent and cannot be taken.
pub(crate) struct RejectedForm<'a> {
    /// Which one; `None`: no form was rejected.
    pub form: Option<CaseForm>,
    pub input: &'a Input,
    pub errors: Vec<FieldError>,
}

impl RejectedForm<'_> {
    /// Whether it is this one.
    pub fn is(&self, form: CaseForm) -> bool {
        self.form == Some(form)
    }

    /// The form's fields; as they were sent, with their errors, where it is the rejected one.
    pub fn refill(&self, form: CaseForm, fields: Vec<Field>) -> Vec<Field> {
        if !self.is(form) {
            return fields;
        }
        fields
            .into_iter()
            .map(|field| fields::refill(field, self.input, &self.errors))
            .collect()
    }
}
