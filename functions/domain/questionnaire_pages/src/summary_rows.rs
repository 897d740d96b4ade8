//! The lines of what was answered, label and value.

use town::Content;

/// Questions with their answers in words.
pub(super) type Rows = Vec<(String, String)>;

pub(super) fn one(content: &Content, field: &str, value: String) -> Rows {
    if value.is_empty() {
        return Rows::new();
    }
    vec![(content.words.field(field).brief().to_owned(), value)]
}
