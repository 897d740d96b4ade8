//! What an employer has said of what the office wrote for them, and the form by which they say something else.

use forms::fields::choices;
use forms::{Field, FieldError, Kind};
use placements::Case;
use serde::Serialize;
use submissions::agreement_record::{OUTDATED, Stand};
use town::Content;
use web::{AppState, shown_mark};

use crate::moments::StatusMoment;
use crate::unticked::Unticked;

/// The box without which the form records nothing.
pub(crate) const SURE: &str = "sure";

/// What the employer has said so far, and the form by which they say something else.
#[derive(Serialize)]
pub(crate) struct AgreementView {
    records: Vec<StatusMoment>,
    /// What is recorded by the form.
    stand: &'static str,
    /// On what it was decided to say so: nothing is recorded once more was said, or by other words.
    seen: String,
    /// The words that it is about.
    text: String,
    /// What becomes of each sheet then.
    then: Vec<String>,
    button: String,
    field: Field,
    /// What was just recorded, or that it was not; empty: nothing was sent.
    done: String,
    is_outdated: bool,
}

impl AgreementView {
    /// `None`: the employer wrote everything themselves. `done`: the code of what was just recorded.
    pub fn of(
        state: &AppState,
        case: &Case,
        content: &Content,
        unticked: Unticked,
        done: &str,
    ) -> Option<AgreementView> {
        let texts = &content.texts.assisted;
        let records = case.agreement_records();
        let last = records.last()?;
        let next = last.stand.changed();
        let missing = missing(next, content);
        let shown = records.iter();
        let shown = shown.map(|it| StatusMoment::done(it.agreement.at, it.quoted(texts)));
        Some(AgreementView {
            records: shown.collect(),
            stand: next.code(),
            seen: shown_mark(state, &case.agreement_so_far(content)),
            text: last.next_words(texts, &content.programme.operator.name),
            then: case.consequences(next, texts),
            button: match next {
                Stand::TakenBack => texts.change_taken_back(),
                Stand::Agreed => texts.change_agreed(),
            }
            .to_owned(),
            field: Field {
                error: match unticked {
                    Unticked::Agreement => missing,
                    Unticked::Nothing | Unticked::Again(_) => String::new(),
                },
                ..tick(next, content)
            },
            is_outdated: done == OUTDATED,
            done: last.outcome(done, texts).to_owned(),
        })
    }

    /// What is wrong with the form.
    pub fn errors(&self) -> Vec<FieldError> {
        let error = Some(&self.field.error).filter(|error| !error.is_empty());
        let error = error.map(|message| FieldError {
            field: SURE.to_owned(),
            message: message.clone(),
        });
        error.into_iter().collect()
    }
}

fn missing(next: Stand, content: &Content) -> String {
    let texts = &content.texts.assisted;
    match next {
        Stand::TakenBack => texts.change_sure_missing(),
        Stand::Agreed => texts.change_agree_missing(),
    }
    .to_owned()
}

fn tick(next: Stand, content: &Content) -> Field {
    let texts = &content.texts.assisted;
    let (label, said) = match next {
        Stand::TakenBack => (texts.change_sure(), texts.change_sure_box()),
        Stand::Agreed => (texts.agreed_read(), texts.agreed_box_read()),
    };
    let said = vec![("yes".to_owned(), said.to_owned())];
    choices(Kind::Checkbox, SURE, label, said)
}
