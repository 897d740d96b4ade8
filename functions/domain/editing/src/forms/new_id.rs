//! Ids for who is added: of a director's group, or of a partner.

use super::FormMaker;

/// An id that nobody else has or, as it names the day, had on another day: what was somebody's stays theirs.
pub(super) fn new_id(letter: char, maker: &FormMaker<'_>) -> Option<String> {
    let day = format!("{letter}{}", maker.context.today.strftime("%y%m%d"));
    let lettered = ('a'..='z').map(|more| format!("{day}{more}"));
    let programme = &maker.context.content.programme;
    let is_free = |id: &String| programme.group(id).is_none() && programme.partner(id).is_none();
    std::iter::once(day.clone()).chain(lettered).find(is_free)
}
