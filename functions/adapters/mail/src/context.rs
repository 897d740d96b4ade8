//! What writing a letter needs beside the facts.

use base::token::Keys;
use town::Programme;
use view::Views;

/// What writing needs beside the facts.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Operator, sender, directors.
    pub programme: &'a Programme,
    /// Sign the links.
    pub keys: &'a Keys,
    /// The site's address without a trailing slash.
    pub base_url: &'a str,
    /// The mail templates, `mail/*.txt` and `mail/*.html`.
    pub views: &'a Views,
}
