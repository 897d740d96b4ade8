//! Who may change what: the office everything, a director their own absence and room.

use base::people::Actor;
use editing::FormKind;
use paths::CHANGE;
use web::{AppState, HandlerError, Visitor, not_yours};

use crate::EDIT;

/// Somebody who may change something at the desk.
pub(crate) struct Editor {
    /// Under which name.
    pub name: String,
    /// Whether it is a director, to whom nothing else of the desk is open.
    pub is_director: bool,
}

impl Editor {
    /// Whoever asks, if they may use this form.
    ///
    /// # Errors
    /// The page that says that one has to sign in, or that this is somebody else's.
    pub fn of(
        visitor: &Visitor,
        state: &AppState,
        kind: &FormKind,
    ) -> Result<Editor, HandlerError> {
        let FormKind::OwnDirector(group) = kind else {
            return Editor::office(visitor, state);
        };
        let here = format!("{EDIT}?form={}&of={group}", kind.form());
        let signed_in = visitor.member(state, &here)?;
        let group = group.clone();
        match signed_in.member.role(&Actor::Director { group }) {
            Some(role) => Ok(Editor {
                name: role.name.clone(),
                is_director: true,
            }),
            None if signed_in.member.role(&Actor::Office).is_none() => Err(not_yours(state)),
            None => Editor::office(visitor, state),
        }
    }

    /// Whoever asks, if they are of the office.
    ///
    /// # Errors
    /// As [`Editor::of`].
    pub fn office(visitor: &Visitor, state: &AppState) -> Result<Editor, HandlerError> {
        let signed_in = visitor.office(state, CHANGE)?;
        Ok(Editor {
            name: signed_in.name(&Actor::Office).to_owned(),
            is_director: false,
        })
    }
}
