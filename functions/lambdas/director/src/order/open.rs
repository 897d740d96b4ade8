//! Why an item of an order is left open, and until when: two fields that stay folded while it is not.

use forms::{Field, FieldGroup, limits};
use orders::{TermItem, item_label};

use super::draw::{DrawnOrder, day, group};
use crate::fields;

impl DrawnOrder<'_> {
    /// Why an item is open, and until when; `field` is the name of the field that would decide it.
    pub(super) fn open<T>(&self, field: &str, item: u8, term: &TermItem<T>) -> FieldGroup {
        let texts = self.texts();
        let why = term.undecided();
        let (reason, on) = why.map_or(("", None), |(reason, on)| (reason, Some(on)));
        let reason = Field {
            value: reason.to_owned(),
            optional: true,
            max_length: limits::REASON,
            ..fields::note(
                &format!("{field}_open"),
                texts.open_reason(),
                texts.open_reason_hint(),
            )
        };
        let until = Field {
            optional: true,
            ..day(
                &format!("{field}_open_on"),
                texts.open_on(),
                "",
                on.as_ref(),
            )
        };
        let title = texts.open_summary(item_label(item, self.terms()));
        FieldGroup {
            folded: why.is_none(),
            ..group(&title, vec![reason, until])
        }
    }
}
