//! What writing a letter needs beside the facts.

use base::token::Keys;
use town::texts::LetterTexts;
use town::{Content, Programme};
use view::Views;

/// What writing needs beside the facts.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Operator, sender, directors; the words of letters.
    pub content: &'a Content,
    /// Sign the links.
    pub keys: &'a Keys,
    /// The site's address without a trailing slash.
    pub base_url: &'a str,
    /// The mail templates, `mail/*.txt` and `mail/*.html`.
    pub views: &'a Views,
}

impl<'a> Context<'a> {
    /// Operator, sender, directors.
    pub fn programme(&self) -> &'a Programme {
        &self.content.programme
    }

    /// The words of letters.
    pub(crate) fn texts(&self) -> &'a LetterTexts {
        &self.content.texts.letters
    }
}
