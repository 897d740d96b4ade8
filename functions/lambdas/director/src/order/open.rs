//! Why an item of an order is left open, and until when: two fields that stay folded while it is not.

use forms::{Field, FieldGroup, limits};
use jiff::civil::Date;
use orders::{TermItem, item_label};

use super::draw::{DrawnOrder, day, group};
use crate::fields;

/// The items that may be left open, by the name of their field.
const OPEN: [(&str, u8); 7] = [
    ("work", 1),
    ("unit_yen", 2),
    ("payment", 3),
    ("delivery", 6),
    ("place", 7),
    ("inspection", 8),
    ("method", 9),
];

impl DrawnOrder<'_> {
    /// Why an item is open, and until when.
    pub(super) fn open(&self, field: &str) -> FieldGroup {
        let texts = self.texts();
        let number = OPEN.into_iter().find(|(name, _)| *name == field);
        let item = number.map_or("", |(_, number)| item_label(number, self.terms()));
        let why = self.undecided(field);
        let (reason, on) = match &why {
            Some((reason, on)) => (reason.clone(), Some(on)),
            None => (String::new(), None),
        };
        FieldGroup {
            folded: why.is_none(),
            ..group(
                &texts.open_summary(item),
                vec![
                    Field {
                        value: reason,
                        optional: true,
                        max_length: limits::REASON,
                        ..fields::note(
                            &format!("{field}_open"),
                            texts.open_reason(),
                            texts.open_reason_hint(),
                        )
                    },
                    Field {
                        optional: true,
                        ..day(&format!("{field}_open_on"), texts.open_on(), "", on)
                    },
                ],
            )
        }
    }

    fn undecided(&self, field: &str) -> Option<(String, Date)> {
        fn why<T>(item: &TermItem<T>) -> Option<(String, Date)> {
            item.undecided().map(|(reason, on)| (reason.to_owned(), on))
        }
        let draft = self.draft;
        match field {
            "work" => why(&draft.work),
            "unit_yen" => why(&draft.fee),
            "payment" => why(&draft.payment),
            "delivery" => why(&draft.delivery),
            "place" => why(&draft.place),
            "inspection" => why(&draft.inspection),
            _ => why(&draft.method),
        }
    }
}
